"""What shows that several words name a body and no person: words for things, known names, acronyms, numbers.

Where nothing shows it, the words may be anybody's first and family name. A word that is a family name as often as a
thing (`street`, `french`) shows nothing.
"""

import re
from functools import cache
from typing import Final

from watchgraph_importers.identity.folding import folded
from watchgraph_importers.identity.words import singular, words

_ACRONYM: Final = re.compile(r"\b[A-Z]{3,}s?\b")
_NUMERAL: Final = re.compile(r"[IVX]+")
_SITE: Final = re.compile(r"\w\.(?:ai|app|co|com|de|fr|info|io|net|org|uk)\b", re.IGNORECASE)
_BODIES_TEXT: Final = """
academy administration ag agency ai airlines airport alliance app apps army associates association authority bank
board border bureau bv campaign center centre church city clinic club co college commission committee company
constabulary corp corporation council county court courts cruise defence defense department dept dhs district
division dpd enterprise enterprises exchange fbi federation force forces foundation fund games gmbh government group
health healthcare holding holdings home homes hospital hotel hsbc inc industries initiative institute institution
insurance intelligence international irs justice lab laboratories labs law limited llc lloyds logistics ltd mall
management media medical ministry motors municipality museum navy network networks news nhs nypd office organisation
organization park parliament partners party pd pharmaceuticals pizza plc police post press prison program project
projects properties publications railway records research restaurant retail sa safety sas school schools science
security semiconductors service services sheriff sheriff's shop social society software solutions state station
store stores studio studios supermarket system systems tax team tech technologies technology telecom theatre times
trade transit transport trust union university ventures water works world zoo
"""
_THINGS_TEXT: Final = """
adoption ads afd against albums analytica answers app appliance apps aquatic atlas attackers autonomous autoriteit
background backup ballet barn bedding beer behaviour bio biometric biometrics block body books box brand brands bread
breaking bus campus capital cards chat chatbot checks chips classroom cloud code coffee collaboration common composite
concern connect connections consensus constabulary consultant consultants consultores content copilot core crawl
crisis cruises crypto currencies currency daily deepfake deepfaker defence designer diagnostics diffusion dolls
dynamics eats editorial eight engine entertainment episode ev exam five fleet focus for forecast form four fusion
games gaming garden gazette gig guard healthbot hub ideas imaging impersonating in infotech injury insights instant
invest kitchen landeskriminalamt learning leisure lender lending living loans locker lottery maps match matchmaking
meals meme messenger mirror monitor motion nano nanolabs nation nine nonprofit observatoire of offer offers one
onliner opera operation optics option outfitters overflow overload panda parcel partido payment payments pizzeria
plastic plus polizei polizia ponds porcelain portal predictions prime print proctor publicity publique publisher quant
quantum racing recruiting recruitment refuge resistance rewards rider robot robots savings scanner scooters screening
search sensing server seven shield signal simulation six snack speedcam spider sportswear startups steakhouse storm
streaming studio subscription subway supplement surgical synthesis taxi taxis tempest ten text the theater things
threat three tires tours transaction translation two ua universitat universite universiteit unlimited urbanism usa
vending ventures verification vertical ville virtual vr wallet warehouse watchdog watchers watches waterfront webcam
wellness widget wizards
"""
_BRANDS_TEXT: Final = """
adobe ahold airbnb alibaba alphabet amazon amd anthropic apple baidu barclays boeing bp bytedance chevrolet cisco
coupang dhl didi dji ecovacs ericsson facebook ford fujitsu google hikvision hitachi honda hp hsbc huawei hyundai ibm
ikea infineon instagram intel iphone jpmorgan kia kpmg lego linkedin lookers lufthansa mastercard meituan meta
microsoft mitsubishi nestle netflix nintendo nissan nokia nvidia openai oracle panasonic paypal pepsi pfizer pwc
qualcomm raytheon reddit renault samsung shopify siemens softbank sony spotify starbucks tencent tesla tiktok toshiba
toyota twitter uber unilever visa vodafone volkswagen volvo vw walmart waymo wechat whatsapp wikipedia xiaomi yahoo
youtube zillow zoom
"""
_KNOWN_TEXT: Final = """
academia sinica
al jazeera
alexa
aperture vintage
arbejdsmarkedets tillaegspension
babel street
ben and jerrys
bending spoons
best buy
blink identity
blue yonder
booz allen hamilton
cadillac fairview
calvin klein
carnegie mellon
cd projekt red
charles schwab
claude
companhia do metropolitano de sao paulo
compvis lmu
cotton sandstorm
curious thing
d id
deutsche bahn
devin
die aktuelle
dow jones
dravida munnetra kazhagam
dun and bradstreet
eckerd connects
eli lilly
ernst and young
estee lauder
evil gpt
flex n gate
fn mag
fred meyer
fukuoka tsunagari ouen
genvis pty
goldman sachs
harley davidson
home depot
hour one
hugging face
hugo boss
i pro
imtac india
jane street
jane street capital
jasper
john deere
john lewis
johns hopkins
johnson and johnson
johnson controls
just eat
kaiser permanente
kodaiji temple kyoto
la libertad avanza
lands end
le monde
lg cns
lichtkirche wittenberg
lobservatoire de leurope
lockheed martin
lord and taylor
louis vuitton
madison square garden
magic unicorn
mahindra racing
marks and spencer
mary kay
max planck
md anderson
mercedes benz
merrill lynch
michael kors
money brain
morgan stanley
my handy design
northrop grumman
outback steakhouse
pak n save
papa johns
peekaboo game
philip morris
phoenix digital
ping an
pro unlimited
procter and gamble
ralph lauren
rite aid
robert bosch
rolls royce
royal ballet and opera
s kaupat
shoulian zhineng
siri
sora
spamouflage dragon
stack overflow
steak n shake
taylor and francis
taylor nation
thoma bravo
thomson reuters
tomato novel
tommy hilfiger
uc berkeley
udbetaling danmark
under armour
ventra ionia
verite cachee france
victorias secret
waddell and reed
wall street journal
weight watchers
wells fargo
x twitter
zara
"""
_FAMILY_TEXT: Final = """
archer art asia banks bar bishop bond book bridge brook brooks burger bush carolina case cash cell chad chain church
coffin cook cotton court cross cruise dam day dominica dragon early england english field fields finch fire fish
florida food forest fox france french frost gale gates georgia german gold good grain grant green gross ground hall
hill hoff holiday holland home house hunt hunter india indiana ireland israel job jobs jordan journal justice kenya
king lake land lane law light little london long lorraine love lower mall marine marsh matter mills montana moon moss
north page paris park parks pay penny plant play poland pool port post power press price prince read red rich ring
rivers road rose rowe salt sands savannah sea second senior shell ship short silver sisters small snow space stone
street summers swan temple town towns trust union virginia wall waters weather wells west white wind winter winters
wolf wood woods york young
"""
_ROLES_TEXT: Final = """
adolescent agent alderman ambassador attorney author boy candidate chairman child children citizen coach commissioner
councilor customer developer director doctor driver editor employee employer engineer entrepreneur farmer former girl
hacker individual journalist landlord lawyer man manager mayor member merchant minister minor officer official
operator owner parent passenger patient person physician politician president prince provider representative
researcher resident scammer senator sheriff staff student teacher unknown unnamed user veteran victim voter widow
woman worker youth
"""
_BODIES: Final = frozenset(_BODIES_TEXT.split())
_THINGS: Final = frozenset(_THINGS_TEXT.split())
_BRANDS: Final = frozenset(_BRANDS_TEXT.split())
_KNOWN: Final = frozenset(_KNOWN_TEXT.splitlines())
_ROLES: Final = frozenset(_ROLES_TEXT.split())
_FAMILY_NAMES: Final = frozenset(_FAMILY_TEXT.split())
_WORDS: Final = re.compile(r"[^\W_]+(?:[.'\u2019&][^\W_]+)*")


def is_known_body(name: str) -> bool:
    """Whether it is a body, or a product of one, that we know, whatever its words might be else."""
    return folded(name) in _KNOWN


def says_body(name: str) -> bool:
    """Whether a word of the name is one for bodies (`ministry`, `inc`)."""
    return not _BODIES.isdisjoint(word.casefold() for word in _WORDS.findall(name))


def says_body_surely(name: str) -> bool:
    """Whether such a word is no family name, as `park`, `law` and `cruise` are."""
    return not (_BODIES - _FAMILY_NAMES).isdisjoint(word.casefold() for word in _WORDS.findall(name))


def shows_body(name: str) -> bool:
    """Whether anything in a name of several words shows that it is a body's."""
    plain = folded(name).split()
    if is_known_body(name) or says_body(name) or _SITE.search(name) or (plain and plain[0] in _BRANDS):
        return True
    if not name.isupper() and not all(_NUMERAL.fullmatch(found) for found in _ACRONYM.findall(name)):
        return True
    return any(word.isdecimal() or is_thing(word) for word in plain)


@cache
def is_thing(word: str) -> bool:
    """Whether a folded word is one for a thing, a country or a people, and neither a family name nor a role."""
    if word in _FAMILY_NAMES or word in _ROLES:
        return False
    table = words()
    general = word in table.general or singular(word) in table.general
    return general or any(word in known for known in (_BODIES, _THINGS, table.demonyms, table.places))
