"""What actors do for or against surveillance."""

from watchgraph.vocabulary.declarations.deployments import PURPOSE
from watchgraph.vocabulary.declarations.kinds import (
    ACTORS,
    GROUP,
    INITIATIVE,
    ORGANISATION,
    PERSON,
    TECHNOLOGY,
)
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import (
    EXTENT_OF,
    HEDGED,
    OURS,
    about,
    code,
    detail,
    entity,
)
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

ACTIVITY = ours(
    "activity",
    "What people do about surveillance.",
    {
        "TRACK_USE": "Keep track of its use.",
        "EXPOSE_HARM": "Expose harm.",
        "SEEK_SAFEGUARDS": "Seek safeguards.",
        "SEEK_BANS": "Seek bans.",
    },
)
MEANS = ours(
    "countermeasure",
    "By what people try to mislead cameras.",
    {"FACE_PAINT": "Paint on the face.", "MASK": "A mask.", "DAZZLE_MAKEUP": "'Dazzle' make-up."},
)
PROMISE = ours(
    "promise",
    "What is promised of a system.",
    {
        "FEEDS_TO_COMMAND_CENTRES": "The pictures go to central command centres.",
    },
)

LISTS = (
    ACTIVITY,
    MEANS,
    PROMISE,
)

PREDICATES = (
    Predicate(
        name="activity",
        label="does",
        doc="What people of a class do about surveillance.",
        source=OURS,
        family="ADVOCACY",
        domain=(*ACTORS, INITIATIVE),
        range=code(ACTIVITY),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
    ),
    Predicate(
        name="usesCountermeasure",
        label="uses countermeasure",
        doc="By what somebody tries to mislead cameras; that it works is not said.",
        source=OURS,
        family="COUNTERMEASURE",
        domain=(PERSON, GROUP),
        range=code(MEANS),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(EXTENT_OF,),
    ),
    Predicate(
        name="promises",
        label="promises",
        doc="What somebody promises of their systems.",
        source=OURS,
        family="PURPOSE",
        domain=(ORGANISATION, GROUP),
        range=code(PROMISE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            detail("purpose", code(PURPOSE), "What it is to serve."),
            about("technology", entity(TECHNOLOGY), "The package or technology that it is part of."),
            EXTENT_OF,
            HEDGED,
        ),
    ),
)
