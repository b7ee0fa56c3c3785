"""Which facilities may be added up, and which of them have to do with surveillance."""

from watchgraph.vocabulary.declarations.kinds import FACILITY
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import OURS, code, detail
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

COUNTABLE = ours(
    "countable",
    "May the amounts of a record be added to those of others.",
    {"YES": "They may.", "NO": "They may not; `reason` says why."},
)
NOT_COUNTABLE = ours(
    "not-countable-reason",
    "Why the amounts of a record may not be added up; of several reasons the first in this order is given.",
    {
        "DUPLICATE": "The publisher says that another record is about the same.",
        "SUSPICIOUS": "The publisher doubts that it exists.",
        "INACTIVE": "The publisher no longer keeps it as a record.",
        "CANCELLED": "It was given up.",
        "SUSPENDED": "It was halted.",
        "UMBRELLA": "Its projects have records of their own: to add it would be to count them twice.",
        "PLEDGE": "It was promised and not agreed.",
        "PIPELINE": "It was spoken of; promised or agreed is not clear.",
        "NOT_RECOMMENDED": "The publisher says not to use it for analysis, and not why.",
    },
)
CONCERN = ours(
    "surveillance-concern",
    "In what way a financed project has to do with surveillance.",
    {
        "SURVEILLANCE": "Watching people or places: cameras, video surveillance, interception.",
        "SAFE_CITY": "A safe-city system.",
        "SMART_CITY": "A smart-city system.",
        "PUBLIC_SECURITY_ICT": "Information technology of police, public security or e-government.",
    },
)
LISTS = (COUNTABLE, NOT_COUNTABLE, CONCERN)

PREDICATES = (
    Predicate(
        name="countable",
        label="may be added up",
        doc="Whether its amounts may be added to those of other facilities; sums leave out what says NO.",
        source=OURS,
        family="FINANCE",
        domain=(FACILITY,),
        range=code(COUNTABLE),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        qualifiers=(detail("reason", code(NOT_COUNTABLE), "Why not."),),
        countable=True,
        headline=True,
    ),
    Predicate(
        name="concernsSurveillance",
        label="concerns surveillance",
        doc="It pays for surveillance, for a safe or smart city, or for information technology of public security.",
        source=OURS,
        family="FINANCE",
        domain=(FACILITY,),
        range=code(CONCERN),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        countable=True,
    ),
)
