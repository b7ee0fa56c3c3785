"""What actors publish, tell and leave unsaid: documents, openness, responses."""

from watchgraph.vocabulary.declarations.kinds import (
    ACTORS,
    DEPLOYMENT,
    GROUP,
    INSTRUMENT,
    ORGANISATION,
    PRODUCT,
    SOURCE,
    TECHNOLOGY,
)
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.names import DOCUMENT_TYPE
from watchgraph.vocabulary.declarations.shapes import (
    EXTENT_OF,
    OF_DEPLOYMENT,
    OURS,
    STATED_AS,
    TOWARDS,
    about,
    code,
    detail,
    entity,
    quantity,
)
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

CHANNEL = ours("channel", "Where it stands.", {"OWN_WEBSITE": "The publisher's own website."})
OPENNESS = ours(
    "openness",
    "How much is known or told.",
    {
        "SECRET": "It was kept secret.",
        "FEW_DETAILS_GIVEN": "Few details were given.",
        "CUSTOMER_NAMES_WITHHELD": "The names of customers are held back.",
        "MANY_QUESTIONS_UNANSWERED": "Many questions have no answer.",
        "LITTLE_PUBLIC_KNOWLEDGE": "The public knows little.",
    },
)
OPENNESS_REASON = ours(
    "openness-reason", "The reason given.", {"NON_DISCLOSURE_AGREEMENTS": "Agreements not to disclose."}
)
OCCASION = ours("occasion", "On which occasion.", {"ANNOUNCEMENT": "When the project was announced."})
QUESTION = ours(
    "open-question",
    "Questions without an answer.",
    {"PROPORTIONALITY_OF_FILMING_MANY": "Is it proportionate to film very many people in order to catch one."},
)
RESPONSE = ours(
    "response",
    "How somebody answered.",
    {
        "DECLINED_COMMENT": "Would not comment.",
        "NO_REPLY": "Did not answer.",
        "SAYS_WITHIN_LAW": "Says that it keeps to the law that applies.",
        "DENIES_COLLECTING_DATA": "Denies that the data would be collected.",
        "DENIES_KEEPING_DATA": "Denies that the data would be kept.",
        "DENIES_SCRAPING_SOCIAL_MEDIA": "Denies taking images from social media sites.",
    },
)

LISTS = (
    CHANNEL,
    OPENNESS,
    OPENNESS_REASON,
    OCCASION,
    QUESTION,
    RESPONSE,
)

ON_CHANNEL = detail("channel", code(CHANNEL), "Where it stood.")

DOCUMENTS = (
    Predicate(
        name="published",
        label="published",
        doc="Somebody published a document.",
        source=OURS,
        family="DOCUMENT",
        domain=ACTORS,
        range=entity(SOURCE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        countable=True,
        qualifiers=(
            detail("documentType", code(DOCUMENT_TYPE), "What sort of text."),
            ON_CHANNEL,
            detail("deployment", entity(DEPLOYMENT), "What the text is about."),
        ),
        edge=True,
    ),
    Predicate(
        name="deleted",
        label="deleted",
        doc="Somebody took a document down.",
        source=OURS,
        family="DOCUMENT",
        domain=ACTORS,
        range=entity(SOURCE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(ON_CHANNEL, detail("documentType", code(DOCUMENT_TYPE), "What sort of text.")),
        edge=True,
    ),
    Predicate(
        name="discovered",
        label="discovered",
        doc="Somebody came upon a document and made it known.",
        source=OURS,
        family="DOCUMENT",
        domain=ACTORS,
        range=entity(SOURCE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        edge=True,
    ),
)

OPEN_GOVERNMENT = (
    Predicate(
        name="consulted",
        label="consulted",
        doc="An authority asked people before it acted. NEGATED: somebody says that it did not.",
        source=OURS,
        family="TRANSPARENCY",
        domain=(ORGANISATION,),
        range=entity(GROUP, ORGANISATION),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(OF_DEPLOYMENT,),
        edge=True,
    ),
    Predicate(
        name="openness",
        label="openness",
        doc="How much is told or known about a system or by a body.",
        source=OURS,
        family="TRANSPARENCY",
        domain=(ORGANISATION, DEPLOYMENT, GROUP),
        range=code(OPENNESS),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            OF_DEPLOYMENT,
            detail("occasion", code(OCCASION), "On which occasion."),
            detail("reason", code(OPENNESS_REASON), "The reason given."),
            detail("whose", entity(GROUP), "Of whom the names or details are."),
        ),
    ),
    Predicate(
        name="openQuestion",
        label="open question",
        doc="A question that somebody asks and nobody has answered.",
        source=OURS,
        family="QUESTION",
        domain=(INSTRUMENT, DEPLOYMENT, TECHNOLOGY),
        range=code(QUESTION),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            detail("people", quantity("person"), "How many people are filmed in the example."),
            detail("sought", quantity("person"), "How many of them are sought."),
            STATED_AS,
            EXTENT_OF,
        ),
    ),
    Predicate(
        name="responds",
        label="responds",
        doc="How somebody answers a question or a reproach; it proves nothing about the matter.",
        source=OURS,
        family="RESPONSE",
        domain=ACTORS,
        range=code(RESPONSE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(
            TOWARDS,
            OF_DEPLOYMENT,
            about("actor", entity(*ACTORS), "Whose conduct it is about, if not the speaker's own."),
            about("product", entity(PRODUCT), "Which product it is about."),
        ),
    ),
)

PREDICATES = (*DOCUMENTS, *OPEN_GOVERNMENT)
