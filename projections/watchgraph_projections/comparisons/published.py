"""Published figures beside our own answer to the same question, computed from claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Connection, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.shown_values import plural
from watchgraph_projections.comparisons.answers import Comparison, Lack, Missing, Reason, Side, Verdict
from watchgraph_projections.comparisons.extents import Extent, extents, unstated
from watchgraph_projections.comparisons.figures import Figure, FigureFilter, figures
from watchgraph_projections.comparisons.rivals import grounds_of
from watchgraph_projections.statistics.aggregates import aggregate_with_receipts
from watchgraph_projections.statistics.answers import Answer, Group, Number, Receipts
from watchgraph_projections.statistics.errors import UnknownIdError, UnknownUniverseError
from watchgraph_projections.statistics.figures import numbers
from watchgraph_projections.statistics.queries import Measure, Query
from watchgraph_projections.statistics.tallies import ALL

AVAILABILITY = "tableAvailability"
NOT_PUBLISHED = "NOT_PUBLISHED"
STUDY = "study"
"""The qualifier that names the study in whose universe a figure counts."""
RULE = "published-and-ours/2"
"""How a verdict and its reason are found, here and in the modules beside."""


@dataclass(frozen=True, slots=True)
class Ours:
    """Our side: the answer, and how much there is here of what it was counted in.

    receipts: by the buckets of groups. by: the qualifier of figures that names the group which they speak of.
    """

    answer: Answer
    receipts: Mapping[str, Receipts]
    query: Query
    extents: tuple[Extent, ...]
    by: str | None = None

    def group_of(self, figure: Figure) -> Group | None:
        """The group that a figure speaks of."""
        wanted = None if self.by is None else figure.qualifier(self.by)
        groups = (each for each in self.answer.groups if wanted in {each.value.code, str(each.value.id)})
        return None if self.by is None else next(groups, None)


def compare(connection: Connection, moment: Moment, wanted: FigureFilter, query: Query) -> list[Comparison]:
    """Compare each published figure with our answer, in recorded order.

    Raises what `aggregate` raises for a question that makes no sense; what only is not here is said in the answer.
    """
    published = figures(connection, moment, wanted)
    found = _ours(connection, moment, query)
    if isinstance(found, Missing):
        return [unanswerable(each, _why(connection, moment, each, found)) for each in published]
    ours = replace(found, by=wanted.by)
    grounds = grounds_of(connection, moment, [each.row.key for each in published])
    return [_compared(each, ours, grounds.get(each.row.key, ())) for each in published]


def unanswerable(figure: Figure, *missing: Missing) -> Comparison:
    """Say that there is nothing here to compare a figure with."""
    return Comparison(
        subject=figure.row.subject,
        predicate=figure.row.predicate,
        left=left_of(figure),
        right=None,
        verdict=Verdict.NOT_ANSWERABLE,
        missing=missing,
    )


def left_of(figure: Figure) -> Side:
    """A figure as one side."""
    return Side(name=figure.by, text=figure.said, note=figure.circumstances, claims=(figure.row.key,))


def _ours(connection: Connection, moment: Moment, query: Query) -> Ours | Missing:
    """Answer our question, or say what is missing for it."""
    universe = query.universe
    here = () if universe.dataset is None else extents(connection, moment, universe.dataset, universe.edition)
    if universe.dataset is not None and not here:
        return Missing(
            lack=Lack.NOT_IMPORTED, text=f"not imported: {universe}", dataset=universe.dataset, edition=universe.edition
        )
    if len(here) == 1 and (lacking := unstated(connection, moment, here[0], _asked(query))):
        return Missing(
            lack=Lack.NOT_COVERED,
            text=f"{universe} has no column for {', '.join(sorted(lacking))}",
            dataset=universe.dataset,
            edition=universe.edition,
        )
    try:
        answer, receipts = aggregate_with_receipts(connection, moment, query)
    except UnknownIdError as error:
        return Missing(lack=Lack.NOT_STATED, text=f"nothing here is said of what is asked for: {error}")
    except UnknownUniverseError as error:
        return Missing(lack=Lack.NOT_IMPORTED, text=str(error))
    return Ours(answer, receipts, query, here)


def _asked(query: Query) -> frozenset[str]:
    """Predicates that the question reads in its own universe."""
    grouping = query.group_by
    names = {each.predicate for each in query.where if each.universe is None}
    if grouping is not None and grouping.universe is None and grouping.predicate is not None:
        names.add(grouping.predicate)
    return frozenset(names)


def _why(connection: Connection, moment: Moment, figure: Figure, missing: Missing) -> Missing:
    """Where an edition is not here, a claim may say that its table was never published."""
    study = figure.qualifier(STUDY)
    if missing.lack is not Lack.NOT_IMPORTED or study is None or figure.years is None:
        return missing
    claims, studies = moment.of(CLAIMS), moment.of((tables.entity, tables.entity_at))
    query = (
        select(claims.c.from_earliest)
        .join_from(claims, studies, studies.c.key == claims.c.subject)
        .where(studies.c.id == study, claims.c.predicate == AVAILABILITY, claims.c.code == NOT_PUBLISHED)
        .where(claims.c.standing == 1, moment.holds(claims), moment.holds(studies))
    )
    if not any(day // 10_000 in figure.years for day in connection.scalars(query)):
        return missing
    text = f"the table behind the figures of {figure.row.valid} was not published, so it cannot be counted again"
    return replace(missing, lack=Lack.TABLE_NOT_PUBLISHED, text=text)


def _compared(figure: Figure, ours: Ours, grounds: Sequence[tuple[Reason | None, str]]) -> Comparison:
    number = _number(figure, ours)
    if number is None:
        return unanswerable(figure, Missing(lack=Lack.NOT_STATED, text="no number of that unit is stated here"))
    verdict, reason, explanation = _judge(figure, number, ours, grounds)
    return Comparison(
        subject=figure.row.subject,
        predicate=figure.row.predicate,
        left=left_of(figure),
        right=_right(figure, number, ours),
        verdict=verdict,
        reason=reason,
        explanation=explanation,
    )


def _number(figure: Figure, ours: Ours) -> Number | None:
    """The number of ours that a figure speaks of; None where ours has none of its currency or unit."""
    found: Iterable[Number] = ours.answer.numbers
    if ours.by is not None:
        group = ours.group_of(figure)
        found = numbers((), Measure.COUNT_ENTITIES) if group is None else group.numbers
    return next((each for each in found if each.kind.unit in {None, figure.unit}), None)


def _right(figure: Figure, number: Number, ours: Ours) -> Side:
    doubts = ", ".join(f"{step.added} {step.step.name.lower().replace('_', ' ')}" for step in number.steps)
    note = f"up to {number.possible.value} with what is doubtful ({doubts})" if doubts else None
    group = ours.group_of(figure)
    under = ours.receipts.get(_bucket(group, ours) or "")
    claims = () if under is None else tuple(under.certain(number.kind))
    return Side(name=ours.answer.definition, text=_written(number), claims=claims, note=note)


def _bucket(group: Group | None, ours: Ours) -> str | None:
    if ours.by is None:
        return ALL
    return None if group is None else group.bucket


def _written(number: Number) -> str:
    figure = number.certain
    if figure.value is not None:
        words = figure.value
    elif figure.high is None:
        words = "no number" if figure.low is None else f"at least {figure.low}"
    else:
        words = f"{figure.low or 'any'} to {figure.high}"
    unit, basis = number.kind
    if unit is None:
        return words
    return f"{unit} {words}" if basis else f"{words} {plural(unit)}"


Judged = tuple[Verdict, Reason | None, str | None]


def _judge(figure: Figure, number: Number, ours: Ours, grounds: Sequence[tuple[Reason | None, str]]) -> Judged:
    """Apply the rules, the first that fits: nothing is explained by hand."""
    certain, possible = _decimal(number.certain.low), _decimal(number.possible.low)
    if certain is not None and figure.equals(certain) and _as_open(figure, number):
        return Verdict.EQUAL, None, None
    if certain is not None and possible is not None and _between(figure, certain, possible):
        text = f"between our certain number and the possible one, {possible}: what is doubtful makes the difference"
        return Verdict.EXPLAINED, Reason.DEFINITION, text
    explained = (
        _by_extent(figure, possible or Decimal(0), ours)
        or _by_date(figure, ours)
        or _by_dispute(grounds)
        or _by_universe(figure, ours)
    )
    if explained is None:
        return Verdict.UNEXPLAINED, None, None
    return Verdict.EXPLAINED, *explained


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _as_open(figure: Figure, number: Number) -> bool:
    """Whether ours is one number, or as open upwards as the figure."""
    return number.certain.high is not None or figure.high is None


def _between(figure: Figure, certain: Decimal, possible: Decimal) -> bool:
    return figure.low is not None and figure.low == figure.high and certain < figure.low <= possible


Explained = tuple[Reason, str] | None


def _by_extent(figure: Figure, possible: Decimal, ours: Ours) -> Explained:
    """A part of an edition gives less, by no more than the rows that are not here where each adds one at most.

    Of a part of nobody knows how much, any smaller number may be.
    """
    partial = [each for each in ours.extents if each.partial]
    if not partial or figure.low is None or possible > (figure.high or possible):
        return None
    absent = [each.absent for each in partial]
    known = None if None in absent else sum(filter(None, absent))
    if ours.query.measure.counts and known is not None and figure.low - possible > known:
        return None
    return Reason.EDITION, "; ".join(each.text for each in partial)


def _by_date(figure: Figure, ours: Ours) -> Explained:
    """The figure is of other years than the one edition that ours is counted in."""
    if len(ours.extents) != 1 or ours.query.universe.edition is None or figure.years is None:
        return None
    year = ours.extents[0].published // 10_000
    if year in figure.years:
        return None
    return Reason.DATE, f"the figure is of {figure.row.valid}, the edition of {year}"


def _by_universe(figure: Figure, ours: Ours) -> Explained:
    """The figure counts in the universe of its study, ours in all claims that are here."""
    if figure.qualifier(STUDY) is None or ours.query.universe.dataset is not None:
        return None
    return Reason.UNIVERSE, "the figure counts in the universe of its study, ours in all claims here"


def _by_dispute(grounds: Sequence[tuple[Reason | None, str]]) -> Explained:
    return next(((reason, text) for reason, text in grounds if reason is not None), None)
