"""Incidents as databases of incidents describe them: when, where, what sort, and how bad."""

from watchgraph.vocabulary.declarations.kinds import DEPLOYMENT, INCIDENT, PLACE
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import DATE, OURS, TEXT, about, code, entity, quantity
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

ASPECT = ours(
    "record-aspect",
    "By what a publisher sorts its records.",
    {
        "SECTOR": "The line of business, or branch of government.",
        "PURPOSE": "What the system was for.",
        "TASK": "What the system does.",
        "HARM_TO_PERSONS": "Harm done to persons.",
        "HARM_TO_SOCIETY": "Harm done to society.",
        "HARM": "Harm; to whom is not said.",
        "HARM_BASIS": "By which trait of theirs people were harmed.",
        "RISK": "The class of risk.",
        "CAUSE": "Whether people or machines brought it about.",
        "INTENT": "Whether it was meant.",
        "TIMING": "Before or after the system was in use.",
        "CONSEQUENCE": "What followed.",
        "RESPONSE": "What those who answer for the system did.",
        "PUBLIC_SECTOR": "Whether a public body used the system.",
    },
)
HARM_LEVEL = ours(
    "harm-level",
    "How far harm went.",
    {
        "HARM": "Harm was done.",
        "NEAR_MISS": "Harm was close.",
        "ISSUE": "There was a risk of harm, not an imminent one.",
        "NONE": "No harm.",
    },
)

LISTS = (ASPECT, HARM_LEVEL)

PREDICATES = (
    Predicate(
        name="occurredOn",
        label="occurred on",
        doc="When the incident happened or came out, as exactly as the publisher says.",
        source="AI Incident Database; AIAAIC",
        family="INCIDENT",
        domain=(INCIDENT,),
        range=DATE,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        headline=True,
    ),
    Predicate(
        name="occurredIn",
        label="occurred in",
        doc="A place where the incident happened.",
        source="AI Incident Database; AIAAIC",
        family="INCIDENT",
        domain=(INCIDENT,),
        range=entity(PLACE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        edge=True,
        countable=True,
    ),
    Predicate(
        name="classifiedAs",
        label="classified as",
        doc="A label that the publisher puts on the record, in its own words.",
        source=OURS,
        family="INCIDENT",
        domain=(INCIDENT, DEPLOYMENT),
        range=TEXT,
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(about("aspect", code(ASPECT), "By what it is sorted.", required=True),),
        countable=True,
    ),
    Predicate(
        name="harmLevel",
        label="harm level",
        doc="How far harm went; annotators may differ.",
        source="CSET AI harm taxonomy",
        family="INCIDENT",
        domain=(INCIDENT,),
        range=code(HARM_LEVEL),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
        headline=True,
    ),
    Predicate(
        name="deaths",
        label="deaths",
        doc="How many people lost their lives.",
        source="CSET AI harm taxonomy",
        family="INCIDENT",
        domain=(INCIDENT,),
        range=quantity("person"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
    ),
    Predicate(
        name="injuries",
        label="injuries",
        doc="How many people were injured.",
        source="CSET AI harm taxonomy",
        family="INCIDENT",
        domain=(INCIDENT,),
        range=quantity("person"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
    ),
    Predicate(
        name="harmedParties",
        label="harmed parties",
        doc="How many parties the publisher lists as harmed or nearly harmed: persons, classes and bodies, none named.",
        source="AI Incident Database",
        family="INCIDENT",
        domain=(INCIDENT,),
        range=quantity("party"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
    ),
)
