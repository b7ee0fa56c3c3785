"""What came of a system for people: what happened to whom, and what it is said to bring about."""

from watchgraph.vocabulary.declarations.deployments import PERIOD, WATCHLIST_PERSON
from watchgraph.vocabulary.declarations.kinds import (
    DEPLOYMENT,
    GROUP,
    INCIDENT,
    ORGANISATION,
    PERSON,
    PLACE,
    PRODUCT,
    STUDY,
    TECHNOLOGY,
)
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import (
    AT_EVENT,
    EXTENT_OF,
    OURS,
    STATED_AS,
    about,
    code,
    detail,
    entity,
    quantity,
)
from watchgraph.vocabulary.declarations.statutes import UNDER_CONDITION
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

CIRCUMSTANCE = ours(
    "incident-circumstance",
    "What surrounded an incident.",
    {
        "LEFT_HOME_TO_PUT_OUT_RUBBISH": "The person left home to put out the rubbish.",
        "RECENTLY_BACK_FROM_ABROAD": "The person had recently come back from the place given.",
        "ALERT_OF_QUARANTINE_BREACH": "A system raised an alert that a person of that name had broken quarantine.",
    },
)
CONSEQUENCE = ours(
    "incident-consequence",
    "What followed, for the person or for those who answer for the system.",
    {
        "FINE_ANNOUNCED": "The person was told of a fine.",
        "COURT_DATE_ANNOUNCED": "The person was told of a date in court.",
        "POLICE_AT_THE_DOOR": "Police came to the door.",
        "SHOCK": "The person was shocked.",
        "LITIGATION": "Somebody went to court.",
        "FINE_OR_SETTLEMENT": "A fine was imposed, or a settlement reached.",
        "REGULATORY_INVESTIGATION": "A regulator looked into it.",
        "GOVERNMENT_INVESTIGATION": "A government, parliament or public body looked into it.",
        "POLICE_INVESTIGATION": "Police looked into it.",
        "LEGAL_COMPLAINT": "A complaint was lodged with an authority or a court.",
        "LEGAL_WARNING": "Somebody threatened to go to court.",
        "IMPRISONMENT": "Somebody was arrested or imprisoned.",
    },
)
INCIDENT_GROUND = ours("incident-ground", "For what.", {"QUARANTINE_BREACH": "Breaking quarantine."})
INVOLVEMENT = ours(
    "involvement",
    "What part somebody or something had in an incident.",
    {
        "AFFECTED_PERSON": "The person to whom it happened.",
        "SYSTEM": "The system that was used.",
        "DEPLOYER": "Who put the system to use, as alleged.",
        "DEVELOPER": "Who made the system, as alleged.",
        "HARMED_PARTY": (
            "To whom it did harm, or nearly did: bodies, and classes of people as far as their words are known; never "
            "private persons. `harmedParties` counts all that a publisher lists."
        ),
    },
)
EFFECT = ours(
    "effect",
    "What surveillance, or a defence against it, is said to bring about.",
    {
        "SERIOUS_CRIMES_SOLVED": "Police solved several major criminal cases.",
        "SPORTS_EVENTS_SAFER": "Better security at big sports events.",
        "OFFENDERS_DETAINED": "People were detained.",
        "CRIME_REDUCED": "Less crime.",
        "MASKED_FACES_RECOGNISED": "Masked people are recognised.",
        "OTHER_PERFORMANCE": "Other claims of performance.",
        "FACE_MATCHING_FAILS": "Matching of new photographs fails.",
    },
)
EVIDENCE_KIND = ours(
    "evidence-kind",
    "What sort of evidence there is, or is missing.",
    {
        "ANY": "Any evidence.",
        "STUDIES": "Studies that prove it.",
        "INDEPENDENT_VERIFICATION": "Verification by somebody independent.",
    },
)
DEFECT = ours(
    "defect", "What is wrong with a technology.", {"INACCURACY": "It errs.", "RACIAL_BIAS": "It errs by race."}
)

LISTS = (
    CIRCUMSTANCE,
    CONSEQUENCE,
    INCIDENT_GROUND,
    INVOLVEMENT,
    EFFECT,
    EVIDENCE_KIND,
    DEFECT,
)

ON_GROUND = detail("ground", code(INCIDENT_GROUND), "For what.")

INCIDENTS = (
    Predicate(
        name="involves",
        label="involves",
        doc="Who or what took part in the incident.",
        source="AI Incident Database",
        family="INCIDENT",
        domain=(INCIDENT,),
        range=entity(PERSON, DEPLOYMENT, ORGANISATION, GROUP),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(about("as", code(INVOLVEMENT), "What part it had."),),
        edge=True,
        countable=True,
    ),
    Predicate(
        name="circumstance",
        label="circumstance",
        doc="What surrounded or triggered the incident.",
        source=OURS,
        family="INCIDENT",
        domain=(INCIDENT,),
        range=code(CIRCUMSTANCE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        countable=True,
        qualifiers=(
            detail("place", entity(PLACE), "The place that it is about."),
            detail("duration", code(PERIOD), "For how long."),
        ),
    ),
    Predicate(
        name="consequence",
        label="consequence",
        doc="What followed, for the person or for those who answer for the system.",
        source=OURS,
        family="INCIDENT",
        domain=(INCIDENT,),
        range=code(CONSEQUENCE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        countable=True,
        qualifiers=(ON_GROUND, detail("delay", quantity("minute"), "How long after.")),
    ),
)

EFFECTS = (
    Predicate(
        name="claimedOutcome",
        label="claimed outcome",
        doc="An effect that an interested party claims; nobody has measured it.",
        source=OURS,
        family="EFFECT",
        domain=(DEPLOYMENT, PRODUCT, TECHNOLOGY),
        range=code(EFFECT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(
            AT_EVENT,
            detail("personClass", code(WATCHLIST_PERSON), "Whom it touched."),
            detail("against", entity(ORGANISATION, PRODUCT), "Against whose product."),
            UNDER_CONDITION,
            STATED_AS,
        ),
    ),
    Predicate(
        name="measuredOutcome",
        label="measured outcome",
        doc="An effect that somebody measured, with the work that reports it.",
        source=OURS,
        family="EFFECT",
        domain=(DEPLOYMENT, PRODUCT, TECHNOLOGY),
        range=code(EFFECT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(about("study", entity(STUDY), "The study."),),
    ),
    Predicate(
        name="evidenceOf",
        label="evidence of",
        doc="Whether there is evidence of an effect. NEGATED: somebody says that there is none.",
        source=OURS,
        family="EFFECT",
        domain=(GROUP, TECHNOLOGY, PRODUCT, DEPLOYMENT),
        range=code(EFFECT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            about("evidenceKind", code(EVIDENCE_KIND), "What sort of evidence.", required=True),
            detail("beyond", entity(TECHNOLOGY), "Beyond what this older technology does."),
            EXTENT_OF,
        ),
    ),
    Predicate(
        name="hasDefect",
        label="has defect",
        doc="What is wrong with a technology or product.",
        source=OURS,
        family="RISK",
        domain=(TECHNOLOGY, PRODUCT),
        range=code(DEFECT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
    ),
)

PREDICATES = (*INCIDENTS, *EFFECTS)
