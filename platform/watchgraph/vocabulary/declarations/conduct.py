"""What actors do, say and leave unsaid: documents, openness, responses, incidents, effects, surveys."""

from watchgraph.vocabulary.declarations.deployments import PERIOD, PURPOSE, WATCHLIST_PERSON
from watchgraph.vocabulary.declarations.kinds import (
    ACTORS,
    DEPLOYMENT,
    GROUP,
    INCIDENT,
    INITIATIVE,
    INSTRUMENT,
    ORGANISATION,
    PERSON,
    PLACE,
    PRODUCT,
    SOURCE,
    STUDY,
    TECHNOLOGY,
)
from watchgraph.vocabulary.declarations.law import UNDER_CONDITION
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.names import DOCUMENT_TYPE
from watchgraph.vocabulary.declarations.shapes import (
    AT_EVENT,
    EXTENT_OF,
    HEDGED,
    OF_DEPLOYMENT,
    OURS,
    STATED_AS,
    TOWARDS,
    about,
    basis,
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
ANSWER = ours(
    "survey-answer",
    "What the share answered.",
    {
        "WOULD_AVOID_EVENTS_WITH_LIVE_FACE_RECOGNITION": "Would stay away from events that are watched that way.",
        "SUPPORTS_USE": "Supports the use given.",
        "UNCOMFORTABLE_WITH_POLICE_USE": "Is not comfortable with use by police.",
        "WORRIED_ABOUT_LAX_SECURITY": "Is worried that the data are badly secured.",
        "WANTS_MORE_CONTROL": "Wants more control over the own data, deletion among it.",
        "WANTS_MORE_RULES": "Wants more rules.",
    },
)
RESPONDENTS = ours(
    "respondents",
    "Who was asked, or which part of them.",
    {
        "LONDONERS": "People in London.",
        "AGED_16_TO_24": "People aged 16 to 24.",
        "MINORITY_ETHNIC": "Asian, Black and mixed respondents.",
        "BRITISH_ADULTS_REPRESENTATIVE": "British adults, nationally representative.",
        "ONLINE": "People online.",
        "UNCOMFORTABLE_WITH_POLICE_USE": "Those who are not comfortable with use by police.",
        "PEOPLE_AND_FIRMS_ANSWERING": "The people and firms that answered.",
        "DARKER_SKINNED": "People of darker skin.",
        "FEMALE": "Women.",
    },
)
SURVEY_USE = ours(
    "survey-use",
    "Which use was asked about.",
    {
        "CRIMINAL_INQUIRY": "Inquiries into crime.",
        "PHONE_UNLOCKING": "Unlocking a phone.",
        "PASSPORT_CHECK": "Checking passports.",
        "SCHOOLS": "In schools.",
        "WORK": "At work.",
        "SUPERMARKETS": "In supermarkets.",
        "PUBLIC_SPACE": "In public space.",
    },
)
REASON = ours(
    "survey-reason",
    "Reasons that respondents gave.",
    {
        "PRIVACY": "Privacy.",
        "NORMALISED_SURVEILLANCE": "Surveillance becomes normal.",
        "NO_TRUST_IN_ETHICAL_POLICE_USE": "No trust that police use it ethically.",
    },
)
STUDY_FINDING = ours(
    "study-finding",
    "What a study finds or concludes.",
    {
        "PUBLIC_EXPECTS_SAFEGUARDS": "The public expects safeguards.",
        "PUBLIC_EXPECTS_PUBLIC_BENEFIT": "The public expects a benefit for all.",
        "MORE_GENDER_ERRORS": "More errors in telling the sex of the people given.",
    },
)
DOMAIN = ours("activity-domain", "For which field it is said.", {"POLICING": "Policing."})
FORMAT = ours("format", "In what form people take part.", {"WORKSHOPS": "Workshops."})
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
    CHANNEL,
    OPENNESS,
    OPENNESS_REASON,
    OCCASION,
    QUESTION,
    RESPONSE,
    CIRCUMSTANCE,
    CONSEQUENCE,
    INCIDENT_GROUND,
    INVOLVEMENT,
    EFFECT,
    EVIDENCE_KIND,
    DEFECT,
    ANSWER,
    RESPONDENTS,
    SURVEY_USE,
    REASON,
    STUDY_FINDING,
    DOMAIN,
    FORMAT,
    ACTIVITY,
    MEANS,
    PROMISE,
)

ON_CHANNEL = detail("channel", code(CHANNEL), "Where it stood.")
ON_GROUND = detail("ground", code(INCIDENT_GROUND), "For what.")
AMONG = about("respondents", code(RESPONDENTS), "Who was asked, or which part of them.")
ASKED_USE = about("use", code(SURVEY_USE), "Which use was asked about.")

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

SURVEYS = (
    Predicate(
        name="sampleSize",
        label="sample size",
        doc="How many were asked.",
        source=OURS,
        family="SURVEY",
        domain=(STUDY,),
        range=quantity("person"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        qualifiers=(detail("respondents", code(RESPONDENTS), "Who was asked."),),
        headline=True,
    ),
    Predicate(
        name="conductedBy",
        label="conducted by",
        doc="Who made the study or runs the initiative.",
        source=OURS,
        family="SURVEY",
        domain=(STUDY, INITIATIVE),
        range=entity(*ACTORS),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
    ),
    Predicate(
        name="surveyShare",
        label="share answering",
        doc="Which share of those asked gave the answer.",
        source=OURS,
        family="SURVEY",
        domain=(STUDY, INITIATIVE),
        range=quantity("percent"),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            basis(about("answer", code(ANSWER), "What they answered.", required=True)),
            AMONG,
            ASKED_USE,
            STATED_AS,
        ),
    ),
    Predicate(
        name="surveyReason",
        label="reason given",
        doc="A reason that respondents gave for their answer.",
        source=OURS,
        family="SURVEY",
        domain=(STUDY,),
        range=code(REASON),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(AMONG,),
    ),
    Predicate(
        name="finds",
        label="finds",
        doc="What a study or a work finds or concludes.",
        source=OURS,
        family="SURVEY",
        domain=(STUDY, SOURCE),
        range=code(STUDY_FINDING),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            about("respondents", code(RESPONDENTS), "About whom."),
            detail("field", code(DOMAIN), "For which field."),
        ),
    ),
    Predicate(
        name="participants",
        label="participants",
        doc="How many people take part in an initiative.",
        source=OURS,
        family="POLICY",
        domain=(INITIATIVE,),
        range=quantity("person"),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        qualifiers=(detail("format", code(FORMAT), "In what form."),),
        headline=True,
    ),
)

ACTIVITIES = (
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

PREDICATES = (*DOCUMENTS, *OPEN_GOVERNMENT, *INCIDENTS, *EFFECTS, *SURVEYS, *ACTIVITIES)
