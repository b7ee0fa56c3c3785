"""What the API takes for questions of numbers: conditions, groupings, universes."""

from typing import Annotated

import strawberry

from watchgraph_projections.statistics.queries import Area, Measure, Side, Span
from watchgraph_schema.claim_filters import PUBLISHED_DOC
from watchgraph_schema.describing import described_input
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.exemplars import HUAWEI, SERBIA

describe_enum(
    Measure,
    "What is reported of the things counted.",
    {
        "COUNT_ENTITIES": "How many entities there are.",
        "COUNT_STATEMENTS": (
            "How many different statements there are, each once however many publishers make it, and however many "
            "records of one: two deals of one company in one town in one year say the same. The claims under the "
            "number are as many as were made."
        ),
        "SUM": "The sum of a predicate's numbers; per currency or unit, and per basis.",
        "MIN": "The lowest number.",
        "MAX": "The highest number.",
        "MEAN": "The mean, to six decimal places.",
        "MEDIAN": "The median, to six decimal places.",
    },
)
describe_enum(
    Side,
    "The end of a claim at which the counted entity stands.",
    {"SUBJECT": "The claim is about it.", "OBJECT": "The claim leads to it."},
    name="ClaimEnd",
)
describe_enum(
    Area,
    "What something lies in, by `partOf`, through any number of claims.",
    {
        "COUNTRY": "A country or territory of ISO 3166-1.",
        "SUBREGION": "A sub-region of the UN (M49), such as Western Europe; known with the data set `country-codes`.",
        "REGION": "A region of the UN (M49): Africa, Americas, Asia, Europe, Oceania; known with `country-codes`.",
    },
)
describe_enum(
    Span,
    "How long a time is that makes a group.",
    {
        "YEAR": "A calendar year: `2021`.",
        "QUARTER": "A quarter of one, which EDTF numbers 33 to 36: `2021-33` is the first of 2021.",
        "MONTH": "A month: `2021-03`.",
    },
    name="TimeSpan",
)


AS_OF = (
    "The predicate whose date of what is counted is the day that is meant, in place of the one that is asked about: "
    "`commitmentYear`, for the recipient's regime in the year of a loan. A date of a year means its last day."
)
DATED = "A year, month or day (EDTF); where no date is stated, the claim's beginning counts."


@described_input
class UniverseInput:
    """The claims that are looked at. An edition is counted as it was published, whatever was said since."""

    dataset: str = strawberry.field(description="Short name of a data set, such as `aigs`.")
    edition: str | None = strawberry.field(
        default=None, description="Name of one of its editions; its whole present state if absent."
    )
    on_day: bool = strawberry.field(
        default=False, description="Whether a count over an edition leaves out what did not hold on the day."
    )


@described_input
class QualifierInput:
    """A circumstance that a claim must have: as a whole, or of a text a part of it."""

    name: str = strawberry.field(description="Its name, such as `role`.")
    value: str | None = strawberry.field(
        default=None, description="The code, the entity's id or the text that it must have."
    )
    begins: str | None = strawberry.field(
        default=None,
        description="The text begins so, in any case, and no word or number goes on there: `Art. 3` begins "
        "`Art. 3 (1)` and not `Art. 32`.",
    )
    contains: str | None = strawberry.field(default=None, description="The text has these words in it, in any case.")


@described_input
class ConditionInput:
    """There must be a claim like this, with the counted entity at one end."""

    predicate: str = strawberry.field(description="Name of the predicate, such as `usesSurveillanceTechnology`.")
    counted: Side = strawberry.field(default=Side.SUBJECT, description="At which end the counted entity stands.")
    members: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids: the counted entity is one of these."
    )
    entities: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description=(
            "Ids: the other end is one of these, and not merely part of one: see `within`. "
            f"Example: `entities: [{HUAWEI}]`."
        ),
    )
    within: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description=(
            "Ids: the other end is one of these, or part of one by `partOf`, through any number of claims, which stand "
            "among those under the number, and each as doubtful as the most doubtful of them: deployments in the "
            "United Kingdom are those in Croydon, too; who uses live facial recognition uses facial recognition. "
            f"Example: `within: [{SERBIA}]`."
        ),
    )
    codes: list[str] | None = strawberry.field(default=None, description="The value is one of these codes.")
    texts: list[str] | None = strawberry.field(default=None, description="The text is one of these, as it is written.")
    contains: str | None = strawberry.field(default=None, description="The text has these words in it, in any case.")
    at_least: str | None = strawberry.field(default=None, description="The number is surely this or more, decimal.")
    at_most: str | None = strawberry.field(default=None, description="The number is surely this or less, decimal.")
    since: str | None = strawberry.field(default=None, description="The date is surely in this or later. " + DATED)
    before: str | None = strawberry.field(default=None, description="The date is surely earlier than this. " + DATED)
    qualifiers: list[QualifierInput] | None = strawberry.field(default=None, description="Circumstances, all of them.")
    universe: UniverseInput | None = strawberry.field(
        default=None, description="Other claims to look at than those of the whole question."
    )
    that: list["ConditionInput"] | None = strawberry.field(
        default=None,
        description="What the other end has to meet in turn: facilities whose recipient is a closed autocracy.",
    )
    or_: list["ConditionInput"] | None = strawberry.field(
        name="or",
        default=None,
        description=(
            "Others, of which any will do in its place: a place has banned something, or a law of it has. At most "
            "five, without `or` and `absent` of their own. "
            'Example: `or: [{predicate: "jurisdiction", counted: OBJECT, that: [{predicate: "banned"}]}]`.'
        ),
    )
    absent: bool = strawberry.field(
        default=False, description="Whether there must be no such claim; one in doubt makes what is counted doubtful."
    )
    as_of: str | None = strawberry.field(default=None, description="Only in `that` of a condition. " + AS_OF)


@described_input
class GroupByInput:
    """One number for each value of a predicate, or each country or region; with neither, for each time of beginning."""

    predicate: str | None = strawberry.field(
        default=None,
        description=(
            "A predicate whose values are entities, codes, texts or dates (grouped by year, or as `span` says). Where "
            "conditions name it at the same end, too, the claims that the first of them lets through are divided: to "
            "see what else is said of what a condition finds, put one that names the predicate alone before it."
        ),
    )
    counted: Side = strawberry.field(default=Side.SUBJECT, description="At which end the counted entity stands.")
    qualifiers: list[QualifierInput] | None = strawberry.field(
        default=None, description="Circumstances that its claims must have, all of them."
    )
    by: str | None = strawberry.field(
        default=None,
        description="A circumstance of its claims to group by in place of the value: `judgedAlerts` by `verdict`.",
    )
    universe: UniverseInput | None = strawberry.field(
        default=None, description="Other claims to look at than those of the whole question."
    )
    yearly: bool = strawberry.field(
        default=False,
        description="Group by the year of its claims in place of the value, each year by itself: figures of a country "
        "by year; by quarter or month where `span` says so. Without a predicate, by that of the first condition.",
    )
    span: Span = strawberry.field(
        default=Span.YEAR,
        description=(
            "How long the times are of which groups are made: of the dates that the predicate states (incidents by "
            'month: `{predicate: "occurredOn", span: MONTH}`), of when the first condition\'s claims began, or with '
            "`yearly: true` of when its claims did, each time looked at by itself. What is dated to several months, "
            "all within a year's length (to 2021, or to a summer), is possible in each of them and certain in none; "
            "what is dated less exactly stands in the group without a label. Example: `span: MONTH`."
        ),
    )
    then: "GroupByInput | None" = strawberry.field(
        default=None,
        description="What is said of those entities to group by instead: facilities by their recipients' regime type.",
    )
    as_of: str | None = strawberry.field(default=None, description="Only in `then`. " + AS_OF)
    area: Area | None = strawberry.field(
        default=None,
        description=(
            "Group by the country or region in which those places lie, by `partOf` through any number of claims, in "
            "place of the places: deployments by country, whether a file names the country, a city or a borough. "
            "Without a predicate, by that in which what is counted lies. Example: `area: COUNTRY`."
        ),
    )


OfArgument = Annotated[
    str,
    strawberry.argument(
        description="What is counted: entities of a type (`Place`), or subjects of a predicate (`installedCameras`)."
    ),
]
ConditionsArgument = Annotated[
    list[ConditionInput] | None,
    strawberry.argument(
        description="Conditions, all of which must hold; if absent, anything countable that is said of them."
    ),
]
MeasureArgument = Annotated[Measure, strawberry.argument(description="What is reported.")]
MeasuredArgument = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "The predicate whose numbers are added up or compared, where `of` is not it. Where conditions name it, "
            "too, they are the numbers that the first of them without `or` lets through, as `definition` says."
        )
    ),
]
UnitArgument = Annotated[
    str | None, strawberry.argument(description="A currency or unit to keep to; each by itself if absent.")
]
GroupByArgument = Annotated[GroupByInput | None, strawberry.argument(description="What to divide the number by.")]
UniverseArgument = Annotated[
    UniverseInput | None, strawberry.argument(description="The claims that are looked at; all if absent.")
]
PublishedArgument = Annotated[
    str | None,
    strawberry.argument(description=PUBLISHED_DOC),
]
