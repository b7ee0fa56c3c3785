"""What indices and registers say of countries: regime, freedom, spending, membership."""

from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.declarations.kinds import PLACE
from watchgraph.vocabulary.declarations.shapes import MONEY, code, quantity
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
)

LISTS = (REGIME, NET_FREEDOM, MEMBERSHIP, REGION)


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


PREDICATES = (
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
