"""What laws allow and forbid, whom, where and since when."""

from watchgraph.vocabulary.declarations.kinds import (
    GROUP,
    INSTRUMENT,
    ORGANISATION,
    PLACE,
    SOURCE,
    TECHNOLOGY,
)
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import (
    BY_USER,
    DATE,
    EXTENT_OF,
    HEDGED,
    IN_PLACE,
    OURS,
    about,
    code,
    detail,
    entity,
)
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

PRACTICE = ours(
    "practice",
    "What a law may allow, forbid, except or limit.",
    {
        "BIOMETRIC_PROCESSING": "Processing biometric data.",
        "POLICE_BIOMETRIC_PROCESSING": "Processing of biometric data by police.",
        "POLICE_SEARCH_OF_LICENCE_PHOTOS": "Searches by police in photographs of driving licences.",
        "MANIFESTLY_PUBLIC_DATA": "Data that the person has manifestly made public.",
        "SUBSTANTIAL_PUBLIC_INTEREST": "Processing in the substantial public interest.",
        "OTHER_EXCEPTIONS": "Many further exceptions.",
        "GOVERNMENT_SURVEILLANCE": "Surveillance by the government.",
        "POLICE_FACE_RECOGNITION": "Face recognition by police.",
    },
)
CONDITION = ours(
    "condition",
    "Under which condition.",
    {
        "WITHOUT_CONSENT": "Without consent of the person.",
        "NECESSARY_AND_SAFEGUARDED": "If it is necessary and there are safeguards.",
        "UNDER_TIGHTER_CONTROLS": "Only under tighter controls.",
        "IF_FIRMS_MAY_USE_IT": "Should law-makers let firms use the technology.",
        "ENOUGH_ALTERED_IMAGES": "If enough altered images are in the training set.",
        "RISKS_FAR_OUTWEIGH_BENEFITS": "If the risks far outweigh the benefits.",
    },
)
RIGHT = ours(
    "right",
    "What right a law gives.",
    {
        "SUE_FIRMS_FOR_CAPTURING_BIOMETRICS_WITHOUT_CONSENT": "To sue firms that capture biometrics, face included, "
        "without consent."
    },
)
RULE_KIND = ours(
    "rule-kind",
    "What sort of rules are passed, prepared or considered.",
    {
        "POLICE_TECHNOLOGY_TRANSPARENCY": "Rules that make surveillance tools of the police known.",
        "FACE_RECOGNITION_RULES": "Rules for facial recognition.",
        "AI_FRAMEWORK_WITH_BIOMETRIC_RULES": "A framework for artificial intelligence with rules for biometrics.",
        "TIGHTER_DATA_PROTECTION": "Tighter laws on data protection.",
    },
)
RULE_STAGE = ours(
    "rule-stage", "How far rules have come.", {"CONSIDERED": "Being considered.", "PREPARED": "Being brought in."}
)
DURATION = ours("ban-duration", "For how long.", {"AT_LEAST_FOR_A_TIME": "At least for a time.", "OPEN": "Open-ended."})

LISTS = (
    PRACTICE,
    CONDITION,
    RIGHT,
    RULE_KIND,
    RULE_STAGE,
    DURATION,
)

UNDER_CONDITION = about("condition", code(CONDITION), "Under which condition.")
LAWS = (INSTRUMENT, GROUP, PLACE, ORGANISATION)

PREDICATES = (
    Predicate(
        name="modelledOn",
        label="modelled on",
        doc="A law follows another law.",
        source=OURS,
        family="LAW",
        domain=(INSTRUMENT,),
        range=entity(INSTRUMENT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
    ),
    Predicate(
        name="permits",
        label="permits",
        doc="What a law, or the law of a place or class, allows.",
        source=OURS,
        family="LAW",
        domain=LAWS,
        range=code(PRACTICE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(UNDER_CONDITION, EXTENT_OF),
    ),
    Predicate(
        name="prohibits",
        label="prohibits",
        doc="What a law forbids.",
        source=OURS,
        family="LAW",
        domain=LAWS,
        range=code(PRACTICE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(UNDER_CONDITION,),
    ),
    Predicate(
        name="excepts",
        label="excepts",
        doc="What a law leaves out of its prohibition.",
        source=OURS,
        family="LAW",
        domain=LAWS,
        range=code(PRACTICE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(EXTENT_OF,),
    ),
    Predicate(
        name="limits",
        label="limits",
        doc="What a law sets limits to.",
        source=OURS,
        family="LAW",
        domain=LAWS,
        range=code(PRACTICE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
    ),
    Predicate(
        name="grantsRight",
        label="grants a right",
        doc="What a law lets people do, and in which place they must be.",
        source=OURS,
        family="LAW",
        domain=(INSTRUMENT,),
        range=code(RIGHT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(IN_PLACE,),
    ),
    Predicate(
        name="adoptedOn",
        label="adopted on",
        doc="The day on which a law-maker passed it; it may apply from another day.",
        source="ELI date_document",
        family="LAW",
        domain=(INSTRUMENT,),
        range=DATE,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
        headline=True,
    ),
    Predicate(
        name="appliesFrom",
        label="applies from",
        doc="The day from which a law applies.",
        source="ELI",
        family="LAW",
        domain=(INSTRUMENT,),
        range=DATE,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        headline=True,
    ),
    Predicate(
        name="repealedOn",
        label="repealed on",
        doc="The day from which a law or ban no longer holds.",
        source="ELI",
        family="BAN",
        domain=(INSTRUMENT,),
        range=DATE,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        headline=True,
    ),
    Predicate(
        name="enacted",
        label="enacted",
        doc="A law-maker passed rules of this sort.",
        source=OURS,
        family="LAW",
        domain=(ORGANISATION, PLACE, GROUP),
        range=code(RULE_KIND),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        countable=True,
        qualifiers=(EXTENT_OF, HEDGED),
    ),
    Predicate(
        name="banned",
        label="banned",
        doc="A place, law-maker or law forbids a technology to the users given.",
        source=OURS,
        family="BAN",
        domain=LAWS,
        range=entity(TECHNOLOGY),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(BY_USER, detail("duration", code(DURATION), "For how long."), EXTENT_OF, HEDGED),
        edge=True,
        countable=True,
    ),
    Predicate(
        name="considering",
        label="considering",
        doc="Rules of this sort are on the way: considered, or being brought in. They are not in force.",
        source=OURS,
        family="POLICY",
        domain=(ORGANISATION, PLACE, GROUP),
        range=code(RULE_KIND),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(detail("stage", code(RULE_STAGE), "How far they have come."),),
        planned=True,
    ),
    Predicate(
        name="preludeTo",
        label="prelude to",
        doc="A document prepares a law that is not there yet.",
        source=OURS,
        family="DOCUMENT",
        domain=(SOURCE,),
        range=entity(INSTRUMENT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
        planned=True,
    ),
)
