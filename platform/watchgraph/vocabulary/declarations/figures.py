"""Figures that others published: counts, shares, sums, members named, findings. Never mixed with our own numbers."""

from watchgraph.vocabulary.declarations.countries import REGIME, REGION
from watchgraph.vocabulary.declarations.deployments import STUDY_OF
from watchgraph.vocabulary.declarations.kinds import GROUP, INSTRUMENT, ORGANISATION, PLACE, STUDY
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import (
    MONEY,
    OF_DEPLOYMENT,
    OF_TECHNOLOGY,
    OURS,
    STATED_AS,
    about,
    basis,
    code,
    entity,
    quantity,
)
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate, Qualifier, Range

COUNTED = ours(
    "counted",
    "What a published number counts.",
    {
        "USING": "Members that use the technology.",
        "HAVING": "Members that have the technology.",
        "BOUGHT": "Members that bought the technology.",
        "REACHED_BY_VENDOR": "Members that the vendor supplies.",
        "COVERED": "Members that were looked at.",
        "REACHED_BY_ORIGIN": "Members in which technology of that origin is in use.",
        "ENTERED": "Members that the edition before did not have.",
        "LEFT": "Members that only the edition before had.",
        "APPROVED": "Members that approved the technology and do not use it yet.",
        "USING_OR_APPROVED": "Members that use or approved the technology.",
        "CONSIDERING": "Members that consider the technology.",
        "FORBIDDING": "Members that forbid the technology.",
        "WITHOUT_EVIDENCE": "Members for which no evidence of the technology was found.",
        "AGREEMENTS": "Agreements.",
        "DEALS": "Deals.",
        "EXPORTING": "Members that export.",
        "IMPORTING": "Members that import.",
        "SPENDING": "Members that spend.",
        "FINANCED": "Members that receive finance.",
        "CAMERAS": "Cameras.",
        "FIRMS": "Firms.",
        "ENTRIES": "Entries of a database.",
        "DATA_POINTS": "Single facts of a database.",
        "NOTICES": "Procurement notices.",
        "AGENCIES": "Agencies.",
        "RELYING_ON_SOFT_LOANS": "Members for whose purchases soft loans matter most.",
    },
)
AMONG = ours(
    "among",
    "The part of a class that a published figure is about.",
    {
        "BELT_AND_ROAD": "Members of the Belt and Road Initiative.",
        "TOP_50_MILITARY_SPENDERS": "The fifty countries that spend most on their military.",
        "USING_FACIAL_RECOGNITION": "Those that use facial recognition.",
        "CHINESE_AND_US_TECHNOLOGY": "Those with technology of both China and the United States.",
        "PARTLY_OR_NOT_FREE": "Partly free or not free, by Freedom House.",
        "PARTLY_FREE": "Partly free, by Freedom House.",
        "NOT_FREE": "Not free, by Freedom House.",
        "ASIA_OR_SUB_SAHARAN_AFRICA": "In Asia or in sub-Saharan Africa.",
        "ASIA": "In Asia.",
        "SUB_SAHARAN_AFRICA": "In sub-Saharan Africa.",
        "MIDDLE_INCOME": "Of middle income, by the World Bank.",
        "LOWER_MIDDLE_INCOME": "Of lower middle income, by the World Bank.",
        "UPPER_MIDDLE_INCOME": "Of upper middle income, by the World Bank.",
    },
)
SHARE_OF = ours(
    "share-of",
    "What a published share measures.",
    {
        "PEOPLE_IN_POLICE_FACE_NETWORKS": "People whose face a police recognition network can search.",
        "USERS_OF_AI_SURVEILLANCE": "Members that use AI surveillance.",
        "SAFE_CITY_AGREEMENTS": "Agreements on safe cities.",
    },
)
AMOUNT_OF = ours(
    "amount-of",
    "What a published amount adds up.",
    {
        "SPENT": "What was spent in all.",
        "SPENT_ON_AVERAGE": "What each member spent on average.",
        "COMMITTED": "What was committed in all.",
    },
)
FINDING = ours(
    "finding",
    "What a study concludes.",
    {
        "STRATEGIC_IMPORTANCE_PREDICTS": "Importance to the supplier's strategy predicts uptake.",
        "VIOLENT_CRIME_PREDICTS": "Violent crime predicts uptake.",
        "REGIME_HARDLY_PREDICTS": "The level of democracy hardly predicts uptake.",
        "AUTOCRACIES_LIKELIER_TO_BUY": "Autocracies and weak democracies are likelier to buy from China.",
    },
)
AVAILABILITY = ours(
    "availability",
    "Whether the table behind a publication can be had.",
    {"PUBLISHED": "It was published.", "NOT_PUBLISHED": "Only figures were published, not the table behind them."},
)

LISTS = (COUNTED, AMONG, SHARE_OF, AMOUNT_OF, FINDING, AVAILABILITY)

OF_PART = about("among", code(AMONG), "The part of the class that it is about; all of it if absent.")
OF_REGIME = about("regime", code(REGIME), "The regime of the members that it is about.")
OF_REGION = about("region", code(REGION), "The region of the members that it is about.")
OF_ORIGIN = about("origin", entity(PLACE), "The country whose technology or trade it is about.")


def published(
    name: str,
    label: str,
    doc: str,
    shape: Range,
    domain: tuple[str, ...],
    *qualifiers: Qualifier,
) -> Predicate:
    """Declare one sort of published figure. Several publishers' figures live side by side."""
    return Predicate(
        name=name,
        label=label,
        doc=doc,
        source=OURS,
        family="AGGREGATE",
        domain=domain,
        range=shape,
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=qualifiers,
    )


PREDICATES = (
    published(
        "publishedCount",
        "published count",
        "A number that somebody published about a class or a place; never mixed with our own counts.",
        quantity(),
        (GROUP, PLACE, ORGANISATION, STUDY),
        basis(about("counted", code(COUNTED), "What is counted.", required=True)),
        OF_TECHNOLOGY,
        OF_DEPLOYMENT,
        STUDY_OF,
        about("vendor", entity(ORGANISATION), "The vendor that it is about."),
        STATED_AS,
        OF_PART,
        OF_REGIME,
        OF_REGION,
        OF_ORIGIN,
    ),
    published(
        "publishedShare",
        "published share",
        "A share in percent that somebody published about the people of a place or the members of a class.",
        quantity("percent"),
        (GROUP, PLACE, STUDY),
        basis(about("shareOf", code(SHARE_OF), "What the share measures.", required=True)),
        about("members", entity(GROUP), "Of whom."),
        STATED_AS,
        STUDY_OF,
        OF_PART,
        OF_REGIME,
    ),
    published(
        "publishedAmount",
        "published amount",
        "A sum of money that somebody published about a class or a place; never mixed with our own sums.",
        MONEY,
        (GROUP, PLACE, STUDY),
        about("amountOf", code(AMOUNT_OF), "What it adds up.", required=True),
        STUDY_OF,
        OF_ORIGIN,
    ),
    published(
        "publishedMember",
        "published member",
        "A member that somebody names of the class that a figure counts; others may be named or not.",
        entity(PLACE, ORGANISATION, GROUP, INSTRUMENT),
        (GROUP, STUDY),
        about("counted", code(COUNTED), "As which it is counted.", required=True),
        STUDY_OF,
    ),
    published(
        "publishedFinding",
        "published finding",
        "What a study concludes, where it is no number.",
        code(FINDING),
        (STUDY,),
    ),
    published(
        "tableAvailability",
        "availability of the table",
        "Whether the table behind the figures of a study of that time can be had, and so counted again.",
        code(AVAILABILITY),
        (STUDY,),
    ),
)
