"""Which facilities may be added up, what they are for, and how the records of one database hang together."""

from watchgraph.vocabulary.declarations.finance import AIDATA, FLOW_TYPE, aidata
from watchgraph.vocabulary.declarations.kinds import FACILITY, ORGANISATION
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import DATE, MONEY, OURS, about, code, detail, entity
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
        "UNOFFICIAL": "The publisher does not count it as official finance: a company's investment, military aid.",
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
MARK = ours(
    "publisher-mark", "What a publisher marks, without saying anything of the rest.", {"YES": "It is marked so."}
)
LINK = aidata(
    "facility-link",
    "How the record of one facility refers to another.",
    {
        "RELATED": "They belong together; how is not said.",
        "UMBRELLA": "The other is its umbrella agreement.",
        "DUPLICATE": "The other is about the same project.",
    },
)

LISTS = (COUNTABLE, NOT_COUNTABLE, CONCERN, MARK, LINK)

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
        doc="It pays for surveillance, for a safe or smart city, or for information technology of public security or "
        "e-government; its code says which.",
        source=OURS,
        family="FINANCE",
        domain=(FACILITY,),
        range=code(CONCERN),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        countable=True,
    ),
    Predicate(
        name="financesInfrastructure",
        label="finances infrastructure",
        doc="The publisher counts what it pays for as infrastructure.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=code(MARK),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
    ),
    Predicate(
        name="linkedTo",
        label="linked to",
        doc="Another facility that the publisher refers to in the record of this one.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=entity(FACILITY),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(about("link", code(LINK), "In what way.", required=True),),
        edge=True,
        countable=True,
    ),
    Predicate(
        name="receivingAgency",
        label="receiving agency",
        doc="The body in the recipient country that the flow goes to.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=entity(ORGANISATION),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
        countable=True,
    ),
    Predicate(
        name="flowTypeSimplified",
        label="flow type, simplified",
        doc="The publisher's coarse flow type: buyer's credits and export credits are loans in it.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=code(FLOW_TYPE),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
    ),
    Predicate(
        name="amountConverted",
        label="amount in US dollars",
        doc="The nominal amount as the publisher converts it, at the exchange rate of its year.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=MONEY,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
    ),
    Predicate(
        name="projectStart",
        label="project start",
        doc="When the work that the money pays for began.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=DATE,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
    ),
    Predicate(
        name="projectCompletion",
        label="project completion",
        doc="When the work that the money pays for was done.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=DATE,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
    ),
)
