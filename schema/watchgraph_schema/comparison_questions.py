"""The questions that set two sides beside each other, as the API takes them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Final, NamedTuple

import strawberry

from watchgraph.argument_places import at, read_at
from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.comparisons import answers
from watchgraph_projections.comparisons.answers import Lack, Missing, Verdict
from watchgraph_projections.comparisons.changes import Editions, compare_editions
from watchgraph_projections.comparisons.figures import REFERENCE, FigureFilter, figures
from watchgraph_projections.comparisons.moves import compare_moves
from watchgraph_projections.comparisons.published import compare, unanswerable
from watchgraph_projections.comparisons.rivals import compare_rivals
from watchgraph_projections.comparisons.stated import compare_stated
from watchgraph_projections.statistics.errors import UnknownUniverseError
from watchgraph_projections.statistics.queries import Measure, Query
from watchgraph_schema.aggregate_inputs import ConditionInput, GroupByInput, UniverseInput
from watchgraph_schema.aggregate_questions import check_kinds_of, query_of
from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.comparisons import Comparison, compared
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Info, Reader
from watchgraph_schema.describing import described, described_input, worked_out
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.given import not_empty, some, some_of, some_predicates
from watchgraph_schema.known_editions import checked_dataset
from watchgraph_schema.known_ids import known_records
from watchgraph_schema.prices import NUMBERS, costing_steps

QUALIFIERS: Final = sorted({each.name for every in PREDICATES.values() for each in every.qualifiers})


@described_input
class FigureWhere:
    """Which published figures are compared: standing claims that repeat what somebody else published."""

    refs: list[str] | None = strawberry.field(
        default=None, description="Records of the data set that holds them: `Q01-2022`; all of its figures if absent."
    )
    dataset: str = strawberry.field(default=REFERENCE, description="The data set that holds them.")
    predicates: list[str] | None = strawberry.field(
        default=None, description="Names of predicates, any of them: `publishedCount`, or any other to compare facts."
    )
    by: str | None = strawberry.field(
        default=None,
        description="Qualifier of the figures that names the group of ours which each belongs to: `regime`.",
    )


@described_input
class OursInput:
    """The question for numbers that answers for us, as `aggregate` takes it."""

    of: str = strawberry.field(description="What is counted: entities of a type, or subjects of a predicate.")
    where: list[ConditionInput] | None = strawberry.field(default=None, description="Conditions, all of which hold.")
    measure: Measure = strawberry.field(default=Measure.COUNT_ENTITIES, description="What is reported.")
    measured: str | None = strawberry.field(default=None, description="The predicate whose numbers are meant.")
    unit: str | None = strawberry.field(default=None, description="A currency or unit to keep to.")
    group_by: GroupByInput | None = strawberry.field(default=None, description="What to divide the number by.")
    universe: UniverseInput | None = strawberry.field(
        default=None, description="The claims that are looked at; an edition that is not here has no answer."
    )
    published_by: str | None = strawberry.field(default=None, description="Only what had been published by then.")


@described_input
class StatedInput:
    """The record of another data set that speaks of the same."""

    dataset: str = strawberry.field(description="Short name of the data set; one that is not here has no answer.")
    ref: str = strawberry.field(description="The publisher's id of the record.")


@described_input
class EditionsInput:
    """Two editions of one data set."""

    dataset: str = strawberry.field(description="Short name of the data set.")
    earlier: str = strawberry.field(description="Name of the earlier edition.")
    later: str = strawberry.field(description="Name of the later edition.")
    predicates: list[str] | None = strawberry.field(
        default=None, description="What to compare; all that both have columns for, but names, if absent."
    )


PublishedArgument = Annotated[
    FigureWhere | None, strawberry.argument(description="The published figures, or other claims, on the left.")
]
OursArgument = Annotated[OursInput | None, strawberry.argument(description="On the right: our own number.")]
StatedArgument = Annotated[
    StatedInput | None, strawberry.argument(description="On the right: what another data set's record states.")
]
EditionsArgument = Annotated[
    EditionsInput | None,
    strawberry.argument(description="Two editions: compared with each other, or figures about what came and went."),
]
NeedsArgument = Annotated[
    str | None,
    strawberry.argument(description="What would have to be here for an answer, where nothing here can give one."),
]
VerdictsArgument = Annotated[
    list[Verdict] | None, strawberry.argument(description="Only these verdicts; all if absent.")
]


@described
class ComparisonQuestions:
    """What is set beside each other."""

    @worked_out
    @costing_steps(NUMBERS)
    @paged
    def comparisons(  # noqa: PLR0913, PLR0917  # GraphQL arguments are named
        self,
        info: Info,
        published: PublishedArgument = None,
        ours: OursArgument = None,
        stated: StatedArgument = None,
        editions: EditionsArgument = None,
        needs: NeedsArgument = None,
        verdicts: VerdictsArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[Comparison]:
        """Published figures beside our own numbers, one edition beside another, claims beside what rivals them.

        Say `published` with one of `ours`, `stated`, `editions` and `needs`, or alone: then each is set beside every
        claim here that cannot be right with it. Say `editions` alone for what came, went and changed between the two.
        Say nothing for all published figures that others here contradict. What cannot be compared comes last.

        Example: `comparisons(published: {refs: ["Q01-2022"]}, ours: {of: "Place", where: [{predicate:
        "usesSurveillanceTechnology"}], universe: {dataset: "aigs", edition: "2022"}}) { nodes { verdict reason } }`.
        """
        asked = ComparisonQuestion(published, ours, stated, editions, needs, verdicts)
        return compare_all(reader_of(info, as_of, licence), asked)


class ComparisonQuestion(NamedTuple):
    """What is asked for: the left side, then one of four right sides, and the verdicts wanted."""

    published: FigureWhere | None
    ours: OursInput | None
    stated: StatedInput | None
    editions: EditionsInput | None
    needs: str | None
    verdicts: Sequence[Verdict] | None


def compare_all(reader: Reader, asked: ComparisonQuestion) -> Connection[Comparison]:
    """Answer a question. Raises BadArgumentError where it names several right sides, or one without a left one."""
    _check(asked)
    wanted = some(asked.verdicts, "verdicts")
    every = reader.kept("comparisons", asked._replace(verdicts=None), lambda: _compare(reader, asked))
    found = [each for each in every if not wanted or each.verdict in wanted]
    return compared(reader, found, asked)


def _check(asked: ComparisonQuestion) -> None:
    sides = {"ours": asked.ours, "stated": asked.stated, "editions": asked.editions, "needs": asked.needs}
    rights = [name for name, given in sides.items() if given is not None]
    if len(rights) > 1:
        raise BadArgumentError(f"give one of {', '.join(f'`{name}`' for name in rights)}: each is another right side")
    if asked.published is None and rights not in ([], ["editions"]):
        raise BadArgumentError(f"`{rights[0]}` is a right side: give `published`, the figures to compare it with")
    if asked.stated is not None:
        not_empty(asked.stated.dataset, "stated.dataset")
        not_empty(asked.stated.ref, "stated.ref")
    not_empty(asked.needs, "needs")


def _compare(reader: Reader, asked: ComparisonQuestion) -> list[answers.Comparison]:
    connection, moment, ours = reader.connection, reader.moment, asked.ours
    between = None if asked.editions is None else read_at("editions", _editions, asked.editions)
    if asked.published is None and between is not None:
        with _of_editions(between):
            return compare_editions(connection, moment, between)
    wanted = (
        FigureFilter() if asked.published is None else read_at("published", partial(_figures, reader), asked.published)
    )
    if between is not None:
        with _of_editions(between):
            return compare_moves(connection, moment, wanted, between)
    if ours is not None:
        return compare(connection, moment, wanted, read_at("ours", partial(_query, reader), ours))
    if asked.stated is not None:
        return compare_stated(connection, moment, wanted, asked.stated.dataset, asked.stated.ref)
    if asked.needs is not None:
        lack = Missing(lack=Lack.NO_DATA, text=asked.needs)
        return [unanswerable(each, lack) for each in figures(connection, moment, wanted)]
    return compare_rivals(connection, moment, wanted)


def _query(reader: Reader, ours: OursInput) -> Query:
    """Read the question on the right. What it names may not be here: then the answer says what is missing."""
    measured = (ours.measure, ours.measured, ours.unit)
    query = query_of(ours.of, ours.where, measured, ours.group_by, ours.universe, ours.published_by)
    return check_kinds_of(reader, query)


def _figures(reader: Reader, given: FigureWhere) -> FigureFilter:
    dataset = checked_dataset(reader, given.dataset) or REFERENCE
    return FigureFilter(
        refs=known_records(reader, dataset, some(given.refs, "refs")),
        dataset=dataset,
        predicates=read_at("predicates", some_predicates, given.predicates),
        by=None if given.by is None else some_of(QUALIFIERS, [given.by], "by")[0],
    )


def _editions(given: EditionsInput) -> Editions:
    names = read_at("predicates", some_predicates, given.predicates)
    return Editions(dataset=given.dataset, earlier=given.earlier, later=given.later, predicates=names)


@contextmanager
def _of_editions(between: Editions) -> Iterator[None]:
    """Tell which of two editions is not here."""
    try:
        yield
    except UnknownUniverseError as error:
        lacking = "earlier" if error.universe.edition == between.earlier else "later"
        with at("editions", "dataset" if error.lacking == "dataset" else lacking):
            raise
