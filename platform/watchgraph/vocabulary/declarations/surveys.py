"""What studies and surveys found, and what people answered."""

from watchgraph.vocabulary.declarations.kinds import (
    ACTORS,
    INITIATIVE,
    SOURCE,
    STUDY,
)
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import (
    OURS,
    STATED_AS,
    about,
    basis,
    code,
    detail,
    entity,
    quantity,
)
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

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

LISTS = (
    ANSWER,
    RESPONDENTS,
    SURVEY_USE,
    REASON,
    STUDY_FINDING,
    DOMAIN,
    FORMAT,
)

AMONG = about("respondents", code(RESPONDENTS), "Who was asked, or which part of them.")
ASKED_USE = about("use", code(SURVEY_USE), "Which use was asked about.")

PREDICATES = (
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
