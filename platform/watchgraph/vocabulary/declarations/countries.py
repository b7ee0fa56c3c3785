"""What indices and registers say of countries: regime, freedom, spending, membership, standing, money from China."""

from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.declarations.finance import DEFLATOR, FLOW_CLASS
from watchgraph.vocabulary.declarations.kinds import PLACE, TECHNOLOGY
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import MONEY, about, code, detail, entity, quantity
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate, Range

REGIME = CodeList(
    scheme="regime-type",
    doc="Regimes of the World.",
    source="V-Dem",
    codes={
        "LIBERAL_DEMOCRACY": "Liberal democracy.",
        "ELECTORAL_DEMOCRACY": "Electoral democracy.",
        "ELECTORAL_AUTOCRACY": "Electoral autocracy.",
        "CLOSED_AUTOCRACY": "Closed autocracy.",
    },
)
NET_FREEDOM = CodeList(
    scheme="freedom-on-the-net-status",
    doc="Freedom on the Net.",
    source="Freedom House",
    codes={"FREE": "Free.", "PARTLY_FREE": "Partly free.", "NOT_FREE": "Not free."},
)
MEMBERSHIP = CodeList(
    scheme="membership",
    doc="Whether a country belongs to it.",
    source="Watchgraph",
    codes={"MEMBER": "It belongs to it."},
)
REGION = CodeList(
    scheme="aigs-region",
    doc="World regions of the AI Global Surveillance Index.",
    source="AI Global Surveillance Index",
    codes={
        "EUR": "Europe.",
        "EAP": "East Asia and Pacific.",
        "WHA": "Western Hemisphere.",
        "AF": "Africa.",
        "MENA": "Middle East and North Africa.",
        "SCA": "South and Central Asia.",
    },
    abbreviated=True,
)
FREEDOM = CodeList(
    scheme="freedom-status",
    doc="Freedom in the World.",
    source="Freedom House",
    codes={"FREE": "Free.", "PARTLY_FREE": "Partly free.", "NOT_FREE": "Not free."},
)
BANK_REGION = CodeList(
    scheme="world-bank-region",
    doc="World regions of the World Bank.",
    source="World Bank",
    codes={
        "EAST_ASIA_PACIFIC": "East Asia and Pacific.",
        "EUROPE_CENTRAL_ASIA": "Europe and Central Asia.",
        "LATIN_AMERICA_CARIBBEAN": "Latin America and the Caribbean.",
        "MIDDLE_EAST_NORTH_AFRICA": "Middle East and North Africa.",
        "NORTH_AMERICA": "North America.",
        "SOUTH_ASIA": "South Asia.",
        "SUB_SAHARAN_AFRICA": "Sub-Saharan Africa.",
    },
)
INCOME = CodeList(
    scheme="income-group",
    doc="Countries by income per head.",
    source="World Bank",
    codes={
        "LOW": "Low income.",
        "LOWER_MIDDLE": "Lower middle income.",
        "UPPER_MIDDLE": "Upper middle income.",
        "HIGH": "High income.",
    },
)
STANDING = CodeList(
    scheme="sovereignty",
    doc="How a country or territory stands in law; whom it belongs to is a detail of the claim.",
    source="CIA World Factbook, as ISO 3166 tables repeat it",
    codes={
        "INDEPENDENT": "A state of its own.",
        "PART": "Part of another state.",
        "TERRITORY": "Territory of another state.",
        "CROWN_DEPENDENCY": "Crown dependency of another state.",
        "COMMONWEALTH": "Commonwealth of another state.",
        "ASSOCIATED": "In free association with another state.",
        "CONTESTED": "In contention.",
        "INTERNATIONAL": "Under an international regime.",
    },
)
CURRENCY = CodeList(scheme="currency", doc="Currencies, by alphabetic code.", source="ISO 4217", codes={})
ADOPTION = ours(
    "adoption-stage",
    "How near a technology is to being used.",
    {"CONSIDERED": "Its use is being considered.", "APPROVED": "Its use is approved, not begun."},
)

LISTS = (
    REGIME,
    NET_FREEDOM,
    MEMBERSHIP,
    REGION,
    FREEDOM,
    BANK_REGION,
    INCOME,
    STANDING,
    CURRENCY,
    ADOPTION,
)


def index(name: str, label: str, doc: str, source: str, shape: Range) -> Predicate:
    """Declare one figure or class of a country by a named source."""
    return Predicate(
        name=name,
        label=label,
        doc=doc,
        source=source,
        family="COUNTRY",
        domain=(PLACE,),
        range=shape,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
        headline=True,
    )


INDICES = (
    index("regimeType", "regime type", "The class of a country's regime in a year.", "V-Dem", code(REGIME)),
    index(
        "electoralDemocracyIndex",
        "electoral democracy index",
        "From 0 (none) to 1 (full electoral democracy).",
        "V-Dem v2x_polyarchy",
        quantity("index"),
    ),
    index(
        "digitalRepressionIndex",
        "digital repression index",
        "About -4 to 4; higher is more repressive.",
        "Feldstein, Digital Repression Index",
        quantity("index"),
    ),
    index("freedomOnTheNetStatus", "freedom on the net", "The class given.", "Freedom House", code(NET_FREEDOM)),
    index(
        "freedomOnTheNetScore",
        "freedom on the net, score",
        "From 0 to 100; higher is freer.",
        "Freedom House",
        quantity("point"),
    ),
    index("militaryExpenditure", "military expenditure", "Spending of a year, nominal.", "SIPRI", MONEY),
    index(
        "militaryExpenditureRank",
        "rank by military expenditure",
        "1 is the country that spends most.",
        "SIPRI",
        quantity("rank"),
    ),
    index(
        "beltAndRoadMember",
        "Belt and Road",
        "The country is listed as a member of the Belt and Road Initiative.",
        "AI Global Surveillance Index codebook",
        code(MEMBERSHIP),
    ),
    index("region", "region", "The world region that the index puts it in.", "AIGS", code(REGION)),
)

YEARLY = (
    index("freedomStatus", "freedom in the world", "The class given for a year.", "Freedom House", code(FREEDOM)),
    index(
        "politicalRightsRating",
        "political rights",
        "From 1 (most free) to 7 (least free).",
        "Freedom House",
        quantity("rating"),
    ),
    index(
        "civilLibertiesRating",
        "civil liberties",
        "From 1 (most free) to 7 (least free).",
        "Freedom House",
        quantity("rating"),
    ),
    index(
        "democracyIndex",
        "democracy index",
        "From 0 to 10 (full democracy).",
        "Economist Intelligence Unit",
        quantity("index"),
    ),
    index(
        "militaryExpenditureShare",
        "military expenditure, share of GDP",
        "Spending of a year in percent of gross domestic product.",
        "SIPRI",
        quantity("percent"),
    ),
    index("incomeGroup", "income group", "The class of a country by income per head.", "World Bank", code(INCOME)),
    index("worldBankRegion", "World Bank region", "The world region it is put in.", "World Bank", code(BANK_REGION)),
    Predicate(
        name="officialFinanceTotal",
        label="official finance from China, total of a year",
        doc="What China's official institutions committed to a country in a year, summed by the publisher. It holds "
        "the single records too: never added to them.",
        source="AidData, Global Chinese Development Finance",
        family="AGGREGATE",
        domain=(PLACE,),
        range=MONEY,
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        countable=True,
        qualifiers=(
            about("flowClass", code(FLOW_CLASS), "How near to development aid.", required=True),
            about("basis", code(DEFLATOR), "Base year and deflator.", required=True),
        ),
    ),
)

STANDINGS = (
    Predicate(
        name="sovereignty",
        label="sovereignty",
        doc="Whether it is a state of its own, and whose it is where it is not.",
        source="CIA World Factbook, as ISO 3166 tables repeat it",
        family="IDENTITY",
        domain=(PLACE,),
        range=code(STANDING),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
        qualifiers=(detail("of", entity(PLACE), "The state that it belongs to."),),
    ),
    Predicate(
        name="capital",
        label="capital",
        doc="The city that is its capital.",
        source="GeoNames",
        family="LOCATION",
        domain=(PLACE,),
        range=entity(PLACE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
    ),
    Predicate(
        name="currency",
        label="currency",
        doc="A currency that is legal tender there.",
        source="ISO 4217",
        family="IDENTITY",
        domain=(PLACE,),
        range=code(CURRENCY),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        countable=True,
    ),
    Predicate(
        name="plansSurveillanceTechnology",
        label="surveillance technology planned",
        doc="The technology is not in use in the place; its use is considered, or approved and not begun.",
        source="Internet Freedom Foundation; Watchgraph",
        family="TECHNOLOGY",
        domain=(PLACE,),
        range=entity(TECHNOLOGY),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(about("stage", code(ADOPTION), "How near to use.", required=True),),
        edge=True,
        countable=True,
        planned=True,
    ),
)

PREDICATES = (*INDICES, *YEARLY, *STANDINGS)
