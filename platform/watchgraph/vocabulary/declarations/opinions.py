"""Risks, judgements, motives, trends and forecasts: citable, mostly opinions, never counted as fact."""

from watchgraph.vocabulary.declarations.kinds import (
    ANY,
    DEPLOYMENT,
    GROUP,
    ORGANISATION,
    PERSON,
    PLACE,
    PRODUCT,
    TECHNOLOGY,
    WORLD_EVENT,
)
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import (
    AT_EVENT,
    BY_USER,
    DATE,
    EXTENT_OF,
    HEDGED,
    IN_PLACE,
    OF_TECHNOLOGY,
    OURS,
    TOWARDS,
    about,
    code,
    detail,
    entity,
)
from watchgraph.vocabulary.declarations.statutes import UNDER_CONDITION
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

RISK = ours(
    "risk-kind",
    "What is feared, or what something is an example of.",
    {
        "CURBING_DISSENT": "Dissent is curbed.",
        "POLITICAL_MISUSE": "Misuse for political ends.",
        "REPRESSION_OF_OPPOSITION": "The opposition is repressed.",
        "TARGETING_PROTESTERS": "Protesters are singled out.",
        "LOSS_OF_FREEDOMS": "Freedoms are lost or limited.",
        "REPRESSION": "Repression.",
        "CHILLING_EFFECT": "People do not use their freedoms for fear of being watched.",
        "DISCRIMINATORY_USE": "Use that discriminates.",
        "NO_EVIDENCE_OF_CRIME_REDUCTION": "No evidence that crime falls.",
        "LITTLE_PUBLIC_KNOWLEDGE": "The public knows little of it.",
    },
)
SETTING = ours(
    "setting",
    "In what setting a risk is seen.",
    {
        "INCREASINGLY_AUTHORITARIAN_GOVERNMENT": "Under a government that is becoming more authoritarian.",
        "YOUNG_DEMOCRACY": "In a young democracy.",
        "ALREADY": "Feared to be so already.",
    },
)
MOTIVE = ours(
    "motive", "Why somebody acts.", {"MASS_DATA_FOR_ALGORITHMS": "Mass data that may make their algorithms better."}
)
WEIGHT = ours(
    "weight",
    "How much a reason or motive weighs.",
    {"ONE_MAIN_REASON": "One main reason.", "PARTLY": "A reason in part."},
)
ACT = ours(
    "act", "What is done.", {"SUPPLYING_SURVEILLANCE_TO_GOVERNMENTS": "Supplying AI surveillance to governments."}
)
AREA = ours("area", "Where it is said to hold.", {"CHINA_OR_ELSEWHERE": "In China or elsewhere."})
JUDGEMENT = ours(
    "assessment",
    "How somebody judges the subject.",
    {
        "RELIES_ON_ANECDOTES": "Rests on anecdotes turned into proof of principle for a still very new technology.",
        "HUBRIS_AND_OVERCLAIMING": "Its history is one of hubris and of many claims that went too far.",
        "WORKS_BETTER_ON_PROPERTY_CRIME": "Works better against crimes against things than against people.",
        "EFFECT_HARDER_TO_ESTABLISH": "Its effect is harder to establish.",
        "ONLY_WAY_OUT_IS_STAYING_AWAY": "Those concerned can only opt out by staying away.",
        "CANNOT_BE_STOPPED": "Nobody can keep them from building databases of faces from photographs on the web.",
        "CAN_BE_HUGE": "Can be huge.",
        "CAN_HOLD_PEOPLE_UNAWARE_OF_IT": "Can hold people who do not know of it.",
        "NOT_STRICT_ENOUGH": "Not strict enough.",
        "HARD_TO_GRASP_RISK_OF_CONSENT": "Find it very hard to grasp what they risk by consenting.",
        "NO_MEANINGFUL_WAY_TO_REFUSE": "Have no meaningful way to refuse.",
        "MOST_DANGEROUS_TECHNOLOGY": "The most dangerous technology ever invented.",
        "ABUSE_INEVITABLE": "Its abuse cannot be avoided.",
        "SHOWED_WHAT_WAS_LONG_THOUGHT_POSSIBLE": "The scandal showed what researchers had long thought possible.",
        "SHOULD_DISCUSS_WHAT_IS_ACCEPTABLE": "Need to discuss what they find acceptable.",
        "VOICE_SHOULD_BE_AT_THE_CENTRE": "Their voice should be at the centre of the debate.",
        "DEBATE_OMITS_STATE_CAMERAS": "Debate there leaves out the cameras of police and government.",
        "UNSUITABLE": "Not suited to the technology given.",
    },
)
JUDGEMENT_REASON = ours(
    "assessment-reason",
    "The reason given.",
    {
        "LESS_USED": "It is less used.",
        "POLICE_STATE_THINKING": "People still think as in a police state.",
        "FEAR_OF_INTELLIGENCE_AGENCIES": "Intelligence agencies are feared.",
    },
)
VIEW = ours(
    "view",
    "What a class of people holds.",
    {
        "TECHNOLOGY_NOT_INEVITABLE": "The technology need not come.",
        "POLICE_USE_MIGHT_BE_PROPORTIONATE": "Such use by police might be proportionate.",
    },
)
TREND = ours(
    "trend",
    "In what direction something moves.",
    {
        "CHANGED": "Has changed since the time or event given.",
        "SHIFT_TO_FACE_RECOGNITION_IN_PUBLIC": "A shift to facial recognition in public space, as happened elsewhere.",
        "INTO_MORE_PRIVATE_SPACES": "Spreads into more private spaces.",
        "INTO_MORE_PUBLIC_SPACES": "Spreads into more public spaces.",
        "GROWING": "Grows.",
        "EASIER_TO_ACCESS": "Becomes easier to get.",
        "EASIER_TO_RUN": "Becomes easier to run.",
    },
)
FORECAST = ours(
    "forecast",
    "What may come.",
    {
        "SPREAD_ACCELERATES": "The spread of the technology given may quicken.",
        "ADOPTED_BY_PLATFORMS": "Those given may take it up; this is hoped.",
        "PERSISTS": "Likely to stay when the event given is over.",
        "USE_CURBED": "Its use may be curbed; it may be decided soon.",
        "USE_ENTRENCHED": "Its use may become entrenched; it may be decided soon.",
    },
)
HORIZON = ours("horizon", "Within what time.", {"NEXT_FEW_YEARS": "The next few years."})

LISTS = (
    RISK,
    SETTING,
    MOTIVE,
    WEIGHT,
    ACT,
    AREA,
    JUDGEMENT,
    JUDGEMENT_REASON,
    VIEW,
    TREND,
    FORECAST,
    HORIZON,
)

PREDICATES = (
    Predicate(
        name="riskOf",
        label="risk of",
        doc="What somebody fears of a system, a technology or those who use it.",
        source=OURS,
        family="RISK",
        domain=(DEPLOYMENT, TECHNOLOGY, GROUP, ORGANISATION, PLACE),
        range=code(RISK),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            about("actor", entity(ORGANISATION, GROUP), "By whom."),
            OF_TECHNOLOGY,
            detail("setting", code(SETTING), "In what setting."),
            AT_EVENT,
        ),
    ),
    Predicate(
        name="exampleOf",
        label="given as an example of",
        doc="Somebody gives the subject as an example of a harm or a worry.",
        source=OURS,
        family="CONCERN",
        domain=(DEPLOYMENT, PLACE, ORGANISATION),
        range=code(RISK),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(about("of", entity(GROUP), "Of which class it is an example."),),
    ),
    Predicate(
        name="motive",
        label="motive",
        doc="Why somebody is said to act.",
        source=OURS,
        family="MOTIVE",
        domain=(ORGANISATION, GROUP),
        range=code(MOTIVE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            about("act", code(ACT), "For what act."),
            detail("weight", code(WEIGHT), "How much it weighs."),
            detail("area", code(AREA), "Where."),
        ),
    ),
    Predicate(
        name="judged",
        label="judged",
        doc="How the speaker judges the subject.",
        source=OURS,
        family="OPINION",
        domain=ANY,
        range=code(JUDGEMENT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            OF_TECHNOLOGY,
            BY_USER,
            IN_PLACE,
            TOWARDS,
            about("reason", code(JUDGEMENT_REASON), "The reason given."),
            detail("weight", code(WEIGHT), "How much the reason weighs."),
            UNDER_CONDITION,
            EXTENT_OF,
        ),
    ),
    Predicate(
        name="holdsView",
        label="holds the view",
        doc="What the subject itself holds, as the speaker tells it.",
        source=OURS,
        family="OPINION",
        domain=(GROUP, ORGANISATION, PERSON),
        range=code(VIEW),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(OF_TECHNOLOGY, UNDER_CONDITION, HEDGED),
    ),
    Predicate(
        name="trend",
        label="trend",
        doc="In what direction the subject moves.",
        source=OURS,
        family="USE",
        domain=(TECHNOLOGY, PLACE, GROUP),
        range=code(TREND),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(OF_TECHNOLOGY, IN_PLACE, AT_EVENT, detail("since", DATE, "Since when."), EXTENT_OF),
    ),
    Predicate(
        name="forecast",
        label="forecast",
        doc="What somebody expects, fears or hopes for.",
        source=OURS,
        family="FORECAST",
        domain=(TECHNOLOGY, PRODUCT, WORLD_EVENT, GROUP),
        range=code(FORECAST),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            OF_TECHNOLOGY,
            about("adopter", entity(GROUP, ORGANISATION), "Who would take it up."),
            AT_EVENT,
            detail("horizon", code(HORIZON), "Within what time."),
        ),
    ),
)
