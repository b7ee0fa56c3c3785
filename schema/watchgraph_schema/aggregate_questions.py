"""Questions for numbers, as the API takes them."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from watchgraph.domain.edtf import EdtfError, ReversedIntervalError, first_day
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.statistics.queries import (
    EVERYTHING,
    Area,
    Condition,
    Grouping,
    Measure,
    Query,
    Side,
    Universe,
    Wording,
)
from watchgraph_schema.claim_filters import PUBLISHED_DOC, published_day
from watchgraph_schema.context import Reader, public_id
from watchgraph_schema.describing import described_input
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.exemplars import HUAWEI, SERBIA
from watchgraph_schema.given import currency, not_empty, some
from watchgraph_schema.kinds import value_type_of
from watchgraph_schema.known_ids import known_ids
from watchgraph_schema.named_codes import codes_of

describe_enum(
    Measure,
    "What is reported of the things counted.",
    {
        "COUNT_ENTITIES": "How many entities there are.",
        "COUNT_STATEMENTS": "How many statements there are, each once however many publishers make it.",
        "SUM": "The sum of a predicate's numbers; per currency or unit, and per price basis.",
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
    """One number for each value of a predicate, or each country or region; with neither, for each year of beginning."""

    predicate: str | None = strawberry.field(
        default=None, description="A predicate whose values are entities, codes, texts or dates (grouped by year)."
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
        "by year. Without a predicate, by that of the first condition.",
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
    strawberry.argument(description="The predicate whose numbers are added up or compared, where `of` is not it."),
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


def query_of(
    of: str,
    where: Sequence[ConditionInput] | None,
    measured: tuple[Measure, str | None, str | None],
    group_by: GroupByInput | None,
    universe: UniverseInput | None,
    published_by: str | None,
) -> Query:
    """Read a question. measured: measure, predicate, unit. Raises BadIdError and BadArgumentError."""
    published_day(published_by)
    measure, predicate, unit = measured
    not_empty(predicate, "measured")
    _check_numbers(measure, predicate, unit)
    _check_unit(predicate or of, unit)
    return Query(
        of=of,
        where=tuple(_condition(each) for each in some(where, "where")),
        measure=measure,
        measured=predicate,
        unit=not_empty(unit, "unit"),
        group_by=None if group_by is None else _grouping(group_by),
        universe=_universe(universe) or EVERYTHING,
        published_by=published_by,
    )


def check_ids(reader: Reader, query: Query) -> Query:
    """Return a question whose entities are all known at the moment of a reader. Raises UnknownEntityError."""
    conditions = list(query.where)
    while conditions:
        condition = conditions.pop()
        known_ids(reader, [str(each) for each in condition.members], "members")
        known_ids(reader, [str(each) for each in condition.entities], "entities")
        known_ids(reader, [str(each) for each in condition.within], "within")
        conditions += condition.that
    return query


def _check_numbers(measure: Measure, measured: str | None, unit: str | None) -> None:
    """Raise BadArgumentError for numbers beside a count, which looks at none: it would pass for their sum."""
    for name, given in (("unit", unit), ("measured", measured)):
        if measure.counts and given is not None:
            raise BadArgumentError(f"`{name}`: a count has none. Leave it out, or ask for another `measure`")


def _check_unit(measured: str, unit: str | None) -> None:
    """Raise BadArgumentError for a unit that no number of the predicate can have: none would be left."""
    if unit is None:
        return
    predicate = PREDICATES.get(measured)
    if predicate is None or predicate.range is None:
        return
    if value_type_of(predicate) is ValueType.MONEY:
        currency(unit, "unit")
    elif predicate.range.unit not in {None, unit}:
        raise BadArgumentError(f"`unit` {unit[:20]!r}: {measured} is counted in {predicate.range.unit}")


def _check_dates(since: str | None, before: str | None) -> None:
    """Raise ReversedIntervalError where nothing lies between two dates; what is no date is told elsewhere."""
    try:
        reversed_ = since is not None and before is not None and first_day(since) >= first_day(before)
    except EdtfError:
        return
    if reversed_:
        raise ReversedIntervalError(f"`since` {since} is not earlier than `before` {before}: nothing lies in between")


def _condition(given: ConditionInput) -> Condition:
    least, most = _decimal(given.at_least, "atLeast"), _decimal(given.at_most, "atMost")
    if least is not None and most is not None and least > most:
        raise BadArgumentError(f"`atLeast` {given.at_least} is more than `atMost` {given.at_most}: no number is both")
    _check_dates(given.since, given.before)
    return Condition(
        predicate=given.predicate,
        side=given.counted,
        members=tuple(UUID(public_id(each)) for each in some(given.members, "members")),
        entities=tuple(UUID(public_id(each)) for each in some(given.entities, "entities")),
        within=tuple(UUID(public_id(each)) for each in some(given.within, "within")),
        codes=codes_of(given.predicate, some(given.codes, "codes")),
        texts=_texts(given.texts),
        contains=not_empty(given.contains, "contains"),
        at_least=least,
        at_most=most,
        since=given.since,
        before=given.before,
        qualifiers=_qualifiers(given.qualifiers),
        worded=_worded(given.qualifiers),
        universe=_universe(given.universe),
        that=tuple(_condition(each) for each in some(given.that, "that")),
        others=tuple(_condition(each) for each in some(given.or_, "or")),
        absent=given.absent,
        as_of=not_empty(given.as_of, "asOf"),
    )


def _texts(given: Sequence[str] | None) -> tuple[str, ...]:
    found = some(given, "texts")
    for each in found:
        not_empty(each, "texts")
    return found


def _qualifiers(given: Sequence[QualifierInput] | None) -> tuple[tuple[str, str], ...]:
    """Those that are asked for as a whole."""
    every = some(given, "qualifiers")
    for each in every:
        for name, text in (("value", each.value), ("begins", each.begins), ("contains", each.contains)):
            not_empty(text, f"qualifiers.{name}")
    if any(each.value is None and each.begins is None and each.contains is None for each in every):
        raise BadArgumentError(
            "`qualifiers`: say of each what it must be: its `value`, or how it `begins` or `contains`"
        )
    return tuple((each.name, each.value) for each in every if each.value is not None)


def _worded(given: Sequence[QualifierInput] | None) -> tuple[Wording, ...]:
    every = some(given, "qualifiers")
    parts = [each for each in every if each.begins is not None or each.contains is not None]
    return tuple(Wording(name=each.name, begins=each.begins, contains=each.contains) for each in parts)


def _grouping(given: GroupByInput) -> Grouping:
    return Grouping(
        predicate=given.predicate,
        side=given.counted,
        qualifiers=_qualifiers(given.qualifiers),
        worded=_worded(given.qualifiers),
        by=not_empty(given.by, "by"),
        universe=_universe(given.universe),
        yearly=given.yearly,
        as_of=not_empty(given.as_of, "asOf"),
        area=given.area,
        then=None if given.then is None else _grouping(given.then),
    )


def _universe(given: UniverseInput | None) -> Universe | None:
    if given is None:
        return None
    return Universe(dataset=given.dataset, edition=given.edition, on_day=given.on_day)


_DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)


def _decimal(text: str | None, name: str) -> Decimal | None:
    if text is None:
        return None
    if not _DECIMAL.fullmatch(text):
        raise BadArgumentError(f"{name} {text[:40]!r} is no decimal number: write it like 8000 or 73.687")
    return Decimal(text)
