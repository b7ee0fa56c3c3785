"""What came of using a system for a while: faces scanned, alerts, arrests, and how often it erred."""

from watchgraph.vocabulary.declarations.kinds import DEPLOYMENT
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import OURS, about, basis, code, detail, quantity
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

ALERT_VERDICT = ours(
    "alert-verdict",
    "What an alert turned out to be.",
    {
        "TRUE_CONFIRMED": "The right person, and that was confirmed.",
        "TRUE_UNCONFIRMED": "Taken for the right person; nobody confirmed it.",
        "FALSE_CONFIRMED": "The wrong person, and that was confirmed.",
        "FALSE_UNCONFIRMED": "Taken for the wrong person; nobody confirmed it.",
    },
)
POLICE_OUTCOME = ours(
    "police-outcome",
    "What police did after an alert.",
    {
        "ARREST": "Somebody was arrested.",
        "OTHER_DISPOSAL": "Something short of an arrest.",
        "NO_ACTION": "Nothing.",
    },
)
RATE_BASE = ours(
    "rate-base",
    "What a rate of errors is a share of.",
    {"FACES_SCANNED": "Of all faces that were scanned.", "ALERTS": "Of all alerts."},
)

LISTS = (ALERT_VERDICT, POLICE_OUTCOME, RATE_BASE)

PREDICATES = (
    Predicate(
        name="facesScanned",
        label="faces scanned",
        doc="Number of faces that the system saw.",
        source="Metropolitan Police",
        family="QUANTITY",
        domain=(DEPLOYMENT,),
        range=quantity("face"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
        headline=True,
    ),
    Predicate(
        name="alerts",
        label="alerts",
        doc="Number of times that the system found a face on its list, whatever came of it.",
        source="Metropolitan Police",
        family="QUANTITY",
        domain=(DEPLOYMENT,),
        range=quantity("alert"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
        headline=True,
    ),
    Predicate(
        name="judgedAlerts",
        label="alerts judged",
        doc="Number of alerts that turned out this way; apart from all alerts, so that none is added up twice.",
        source="Metropolitan Police",
        family="QUANTITY",
        domain=(DEPLOYMENT,),
        range=quantity("alert"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        qualifiers=(about("verdict", code(ALERT_VERDICT), "What they turned out to be.", required=True),),
        countable=True,
    ),
    Predicate(
        name="policeOutcome",
        label="police outcome",
        doc="Number of times that police did this after an alert.",
        source="Metropolitan Police",
        family="EFFECT",
        domain=(DEPLOYMENT,),
        range=quantity("outcome"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        qualifiers=(about("outcome", code(POLICE_OUTCOME), "What they did.", required=True),),
        countable=True,
    ),
    Predicate(
        name="falseAlertRate",
        label="false-alert rate",
        doc="How often the system pointed to the wrong person, 1 being always. Speakers who divide by different things "
        "contradict each other.",
        source=OURS,
        family="EFFECT",
        domain=(DEPLOYMENT,),
        range=quantity("ratio"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        qualifiers=(basis(detail("base", code(RATE_BASE), "What it is a share of.")),),
    ),
    Predicate(
        name="matchThreshold",
        label="match threshold",
        doc="How alike two faces have to be for an alert, from 0 to 1, on the scale of the product used.",
        source="Metropolitan Police",
        family="QUANTITY",
        domain=(DEPLOYMENT,),
        range=quantity("similarity"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
    ),
    Predicate(
        name="scanDuration",
        label="duration",
        doc="How long the system scanned faces.",
        source="Metropolitan Police",
        family="QUANTITY",
        domain=(DEPLOYMENT,),
        range=quantity("minute"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
    ),
)
