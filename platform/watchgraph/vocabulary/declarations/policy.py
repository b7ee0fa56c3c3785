"""What regulators find, and what people ask of law-makers."""

from watchgraph.vocabulary.declarations.kinds import (
    ACTORS,
    DEPLOYMENT,
    GROUP,
    INITIATIVE,
    INSTRUMENT,
    ORGANISATION,
    PERSON,
    PLACE,
    POLICY_CALL,
    PRODUCT,
    SOURCE,
    TECHNOLOGY,
)
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.names import DOCUMENT_TYPE
from watchgraph.vocabulary.declarations.shapes import (
    BY_USER,
    EXTENT_OF,
    HEDGED,
    OF_TECHNOLOGY,
    OURS,
    TEXT,
    UNDER_LAW,
    about,
    code,
    detail,
    entity,
)
from watchgraph.vocabulary.declarations.statutes import UNDER_CONDITION
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

FINDING_OF_REGULATOR = ours(
    "regulator-finding",
    "What an authority says about compliance.",
    {
        "COMPLIANCE_UNCLEAR": "It is not clear whether it meets the law.",
        "BREACH": "It breaches the law.",
        "LIKELY_INCONSISTENT": "It would likely not be consistent with the law.",
        "LEGAL_BASIS_DOUBTED": "There is doubt whether the law gives any basis.",
        "IMPACT_ASSESSMENT_NOT_IN_LINE": "The impact assessment is not in line with the law.",
    },
)
ACTION = ours("regulator-action", "What may be done against somebody.", {"ANY": "Any action.", "FINE": "A fine."})
ASK = ours("policy-ask", "What is asked of law-makers.", {"BAN": "A ban.", "MORATORIUM": "A moratorium."})
UNTIL = ours("until", "Until when something is asked for.", {"STRICTER_RULES": "Until there are stricter rules."})
LEVEL = ours(
    "level", "At which level of government.", {"FEDERAL": "The federation.", "STATE": "A state.", "CITY": "A city."}
)
MEASURE = ours(
    "measure",
    "What is proposed.",
    {
        "BAR_FACE_TEMPLATES_FROM_VENUES": "No gathering and keeping of face templates from venues open to the public.",
        "BAR_USE_WITH_AUTOMATED_DECISIONS": "No facial recognition combined with automated decisions.",
        "FEDERAL_OFFICE": "A federal office for facial recognition.",
        "CLEARANCE_BEFORE_MARKET": "Several levels of clearance before a product comes to market.",
        "RULE_OUT_PRODUCT": "Keeping a product from the market.",
        "SPECIAL_RULES_FOR_HIGH_RISK_AI": "Special rules for artificial intelligence of high risk.",
    },
)
MODEL = ours("regulatory-model", "After which model.", {"DRUG_REGULATOR": "The regulator of medical drugs."})
STRENGTH = ours(
    "proposal-strength",
    "How firmly it is put forward.",
    {
        "SHOULD": "It should be.",
        "WOULD": "It would be so.",
        "MIGHT": "It might be so.",
        "MAY_BE_NECESSARY": "It may be necessary.",
    },
)
STANCE = ours(
    "position",
    "Where somebody stands towards something.",
    {
        "OPPOSES": "Against it.",
        "CONTESTS": "Contests it in the respect given.",
        "PRAISES": "Praises it.",
        "QUESTIONS": "Questions it.",
        "UNEASY": "Uneasy about it.",
        "DISTURBED": "Disturbed by it.",
    },
)
ASPECT = ours(
    "aspect",
    "In what respect.",
    {
        "LEGALITY": "Whether it is lawful.",
        "EFFECTIVENESS": "Whether it works.",
        "RISE": "That it is on the rise.",
        "WIDE_USE": "That it is widely used.",
    },
)

LISTS = (
    FINDING_OF_REGULATOR,
    ACTION,
    ASK,
    UNTIL,
    LEVEL,
    MEASURE,
    MODEL,
    STRENGTH,
    STANCE,
    ASPECT,
)

PREDICATES = (
    Predicate(
        name="opines",
        label="gives its opinion on",
        doc="An authority says whether something is lawful.",
        source=OURS,
        family="REGULATOR",
        domain=(ORGANISATION,),
        range=entity(DEPLOYMENT, PRODUCT, ORGANISATION, TECHNOLOGY),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(
            about("finding", code(FINDING_OF_REGULATOR), "What it says.", required=True),
            UNDER_LAW,
            BY_USER,
        ),
        edge=True,
    ),
    Predicate(
        name="facedAction",
        label="faced action",
        doc="Something was done against somebody by an authority or another party.",
        source=OURS,
        family="REGULATOR",
        domain=(ORGANISATION, PERSON),
        range=code(ACTION),
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
        qualifiers=(about("after", entity(SOURCE), "After which opinion or ruling."), HEDGED),
    ),
    Predicate(
        name="callsFor",
        label="calls for",
        doc="Somebody joins a demand on law-makers; the qualifiers say what is demanded.",
        source=OURS,
        family="POLICY",
        domain=(*ACTORS, INITIATIVE),
        range=entity(POLICY_CALL),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            detail("ask", code(ASK), "What is asked."),
            detail("technology", entity(TECHNOLOGY), "Of which technology."),
            detail("user", entity(ORGANISATION, GROUP), "For use by whom, at least."),
            detail("until", code(UNTIL), "Until when."),
            detail("level", code(LEVEL), "At which level of government."),
            detail("place", entity(PLACE), "In which country."),
            EXTENT_OF,
        ),
        edge=True,
        countable=True,
    ),
    Predicate(
        name="proposes",
        label="proposes",
        doc="Somebody, or a document, puts a measure forward. `wording`: the proposal in our own words.",
        source=OURS,
        family="POLICY",
        domain=(*ACTORS, SOURCE),
        range=code(MEASURE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            detail("addressee", entity(ORGANISATION, GROUP, PLACE), "To whom."),
            OF_TECHNOLOGY,
            UNDER_CONDITION,
            detail("model", code(MODEL), "After which model."),
            detail("strength", code(STRENGTH), "How firmly."),
            detail("wording", TEXT, "The proposal in our own words."),
        ),
    ),
    Predicate(
        name="informs",
        label="informs",
        doc="The results of an initiative go into another.",
        source=OURS,
        family="POLICY",
        domain=(INITIATIVE,),
        range=entity(INITIATIVE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
    ),
    Predicate(
        name="takesPosition",
        label="takes a position on",
        doc="Where somebody stands towards a system, technology or law.",
        source=OURS,
        family="ADVOCACY",
        domain=(*ACTORS, INITIATIVE, PLACE),
        range=entity(DEPLOYMENT, TECHNOLOGY, INSTRUMENT, PRODUCT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            about("position", code(STANCE), "Where they stand.", required=True),
            about("aspect", code(ASPECT), "In what respect."),
            BY_USER,
            detail("medium", code(DOCUMENT_TYPE), "In what sort of text they say so."),
            EXTENT_OF,
        ),
        edge=True,
    ),
)
