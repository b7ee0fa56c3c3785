"""What shows that several words name a body and no person: words for things, known names, acronyms, numbers.

Where nothing shows it, the words may be anybody's first and family name. A word that is a family name as often as a
thing (`street`, `french`) shows nothing.
"""

import re
from functools import cache
from importlib import resources
from typing import Final

from watchgraph_importers.identity.folding import folded
from watchgraph_importers.identity.words import is_place_of_words, singular, words

_ACRONYM: Final = re.compile(r"\b[A-Z]{3,}s?\b")
_NUMERAL: Final = re.compile(r"[IVX]+")
_SITE: Final = re.compile(r"\w\.(?:ai|app|co|com|de|fr|info|io|net|org|uk)\b", re.IGNORECASE)
_BODIES_TEXT: Final = """
academy administration aeropuerto aerospace ag agence agencia agency agenzia ai airline airlines airport airways
akademie aktiengesellschaft alliance ambasciata ambassade amministrazione app apparel apps arbeitsagentur archdiocese
archives army arrondissement asociacion assemblee assicurazioni associacao associates association associazione
authority automotive autoridad autoridade autorite ayuntamiento bakery ballclub banca banco bancorp bancorporation
bank banque behorde bezirk biblioteca bibliotheque biosciences biotech bistum board border boutique brasserie brewery
broadcaster broadcasting bros brotherhood bundesagentur bundesamt bundesanstalt bundesministerium bundespolizei
bundeswehr bureau bv cafeteria campaign carabinieri cathedral center centre chamber charity chronicle church cinema
cinemas city clinic club co coalition colegio collectif collective college comision commissariat commission committee
commune compagnia compagnie companhia compania company comune confederation conglomerate congregation congress conseil
consejo consiglio consorcio consortium constabulary consulate consultancy cooperative corp corporation corps cosmetics
council councils county court courts cruise daycare dealership defence defense delegation departamento departement
department dept dhs diocese direccion directorate dispensary district division dpd econometrics ejercito electrics
electronics embassy empresa enterprise enterprises escuela etablissement exchange facultad faculty fakultat fbi fc
federation feuerwehr finanzamt firm fondation fondazione foods footwear force forces foundation fraternity fund
fundacao fundacion furniture games gazette gemeente gemeinde gendarmerie gericht gesellschaft gesundheitsamt gmbh
gobierno gouvernement government governo grocers grocery group guild gymnasium health healthcare hochschule holding
holdings home homeowners homes hopital hospital hospitals hostel hotel hotels inc incorporated industries initiative
inquirer inspectorate institut institute institution instituto insurance intelligence international irs istituto
jewelers jugendamt junta justice kg kindergarten kommun kommune kraftwerk lab laboratories labs landespolizei
landkreis landtag law league librairie library limited llc lloyds logistics ltd lyceum magistrates mairie mall
management marechaussee marketplace media medical meldeamt ministere ministeri ministerie ministerio ministerium
ministero ministerstvo ministries ministry monastery mosque motors motorsport municipalidad municipality municipio
museum muzeum navy network networks news newspaper newspapers nhs nonprofits nypd observatory office ombudsman optics
orchestra organisation organization oy oyj park parlament parlamento parlement parliament partei partito partners
party patrol pd petroleum pharma pharmaceuticals pharmacies pharmacy philharmonic pictures pizza plc police policia
policja poliisi polisen politie politiet politsei polizeidirektion post prefectura prefecture prefeitura preschool
press prison procuraduria program project projects prokuratura properties provincie publications publishers publishing
railway railways rechtbank records refinery regiment regione repubblica republic research restaurant retail
rijksdienst sa safety sarl sas school schools science secretaria secretariado secretariat security semiconductor
semiconductors seminary senado senate service services sheriff sheriff's shipping shipyard shop sindicato skatteverket
social sociedad sociedade societa societe society software solutions sorority spa spolka squadron srl stadtverwaltung
stadtwerke state station steelworks stichting stiftung store stores studio studios superintendency supermarket
synagogue syndicat system systems taskforce tax team tech technologies technology telco telecom telecommunications
telecoms telekom television textiles theaters theatre therapeutics times trade transit transport tribunal tribunale
tribune troops trust union universidad universidade universita universitat universite universiteit universitet
university uniwersytet vaccines ventures verein vereniging water werke wholesale winery works world zeitung zoo
zoological
"""
_THINGS_TEXT: Final = """
adoption ads aeroport aeropuertos afd against albums algorithm algorithms amt analytic analytica android answers
antivirus appliance aquatic archive assistant atlas attackers audio autonomous autoriteit avatar background backup
ballet barn bedding beer behaviour bikes bio biometric biometrics block blockchain body books bookstore bot bots box
brand brands bread breaking broadcasts browser bulletin bus caisse camera cameras campus capital capitol cards casino
channel chat chatbot checks chips citta ciudad classifier classroom cloud code coffee collaboration common composite
computers concern connect connections consensus consultant consultants consultores content contractors copilot core
correos courant crawl creative crime crimes crisis crossings cruises crypto currencies currency customs cyber daily
data database dataset deepfake deepfaker democratic democrats designer devices diagnostics diffusion dispatch dolls
drone drones dynamics eats edition editorial educational eight elections electric engine entertainment entrate episode
escooters etat ev evening events exam excellence express facts fashion feed fiction filter fitness five fleet flights
focus for forecast form four freight frontier fusion gaming garage garda garde garden gig guard guardia guardian
guidance headlines healthbot herald heritage hotline hub ideas illustrated imagery images imaging immigration
impersonating impots in index indymedia infotech injury insights instant interactive interieur invest investing kiosk
kitchen landeskriminalamt landmark leaks learning leisure lender lending libre licensing living loans locker lottery
luxury magazine mail maps marketing match matchmaking matrix meals meme messenger metro metropole militia mining
mirror mission mobile mobility molecular monitor mortgage motion movement movies municipales nano nanolabs nation
nationale nationales neural newsroom nine nonprofit nuclear observatoire observer of offer offers one online onliner
opera operation option outfitters outlet outlets outreach overflow overload panda parcel parish partido payment
payments pharm phone phones photo photos pictorial piracy pizzeria plastic platform plus podcast podcasts politica
polizei polizia ponds populaire porcelain portal portals postal predictions prime print proctor province publica
publicity publico publique publisher quant quantum racing radio rail realty recruiting recruitment refuge regional
rentals republican republicans resistance resorts review rewards rider robot robotics robots saude savings scan
scanner scanning scans scooters screening search securite seguridad sensing sentinel server seven sharing shield
sicherheit sicurezza signal signals simulation six snack socialist speech speedcam spider sportswear stadt startup
startups statistics steakhouse storm stream streaming stronghold subscription subway supplement surgical surveillance
synthesis tabloid taxi taxis tele telegram telegraph televisa tempest ten terminal text the theater things threat
three tickets tires tobacco tokens tours toys tracing tracker tracking traffic trafic trains transaction translation
travail travel two ua underground underwriters universe unlimited uploads urbanism usa vaccine vehicles vending
venture verification verify vertical video videos ville virtual virus visas voice voices vote voting vr wallet
warehouse watchdog watchers watches waterfront web webcam website websites wellness widget wire wireless wizards
workforce worldwide xpress zentrum zone
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
_FAMILY_TEXT: Final = """
archer art asia banks bar bishop bond book bridge brook brooks bros burger bush carolina case cash cell chad chain
chamber church coffin cook cotton court cross cruise dam day dominica dragon early england english field fields finch
fire fish florida food forest fox france french frost gale gates georgia german gold good grain grant green gross
ground guild hall hill hoff holiday holland home house hunt hunter india indiana ireland israel job jobs jordan
journal justice kenya king lake land lane law light little london long lorraine love lower mall marine marsh matter
mills montana moon moss north page paris park parks pay penny plant play poland pool port post power press price
prince read red rich ring rivers road rose rowe sa salt sands savannah sea second senior shell ship short silver
sisters small snow space stone street summers swan temple town towns trust union virginia wall waters weather wells
west white wind winter winters wolf wood woods york young
"""
_ROLES_TEXT: Final = """
actor actress adolescent agent alderman ambassador artist attorney author boy candidate ceo cfo chairman child
children citizen coach cofounder commissioner coo councilor cto customer developer director doctor driver editor
employee employer engineer entrepreneur farmer former founder girl hacker individual influencer inspector journalist
landlord lawyer man manager mayor member merchant minister minor officer official operator owner parent passenger
patient person physician politician president prince prosecutor provider representative researcher resident scammer
senator sheriff singer staff streamer student teacher tutor unknown unnamed user veteran victim voter widow woman
worker youth youtuber
"""
_BODIES: Final = frozenset(_BODIES_TEXT.split())
_THINGS: Final = frozenset(_THINGS_TEXT.split())
_BRANDS: Final = frozenset(_BRANDS_TEXT.split())
_KNOWN: Final = frozenset(resources.files(__package__).joinpath("known_bodies.txt").read_text("utf-8").splitlines())
_ROLES: Final = frozenset(_ROLES_TEXT.split())
_FAMILY_NAMES: Final = frozenset(_FAMILY_TEXT.split())
_OPENINGS_TEXT: Final = "costa el fort las los new nueva port puerto saint san santa santo sao sri st"
_OPENINGS: Final = frozenset(_OPENINGS_TEXT.split())
_POSSESSIVE: Final = re.compile(r"(?<=\w)['\u2019]s\b")
_WORDS: Final = re.compile(r"[^\W_]+(?:[.'\u2019&][^\W_]+)*")


def is_known_body(name: str) -> bool:
    """Whether it is a body, a product of one or a place that we know, whatever its words might be else.

    Many cities are called what somebody may be called, too (`Victor Rosales`): of those of several words only such are
    known as begin with a word for places (`San Jose`), beside those that are listed.
    """
    plain = folded(_POSSESSIVE.sub("s", name))
    return plain in _KNOWN or (plain.partition(" ")[0] in _OPENINGS and is_place_of_words(plain))


def says_body(name: str) -> bool:
    """Whether a word of the name is one for bodies (`ministry`, `inc`)."""
    return any(is_word_for_bodies(word) for word in _WORDS.findall(name))


def says_body_surely(name: str) -> bool:
    """Whether such a word is no family name, as `park`, `law` and `cruise` are."""
    return any(is_word_for_bodies(word) and folded(word) not in _FAMILY_NAMES for word in _WORDS.findall(name))


def is_word_for_bodies(word: str) -> bool:
    """Whether a word is one for bodies, with dots in it or without (`S.A.`)."""
    return folded(word.replace(".", "")) in _BODIES


def is_role(word: str) -> bool:
    """Whether a folded word says as what one acts (`engineer`, `user`)."""
    return word in _ROLES


def is_brand(word: str) -> bool:
    """Whether a folded word is a company's or a product's name that others follow (`google maps`)."""
    return word in _BRANDS


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
