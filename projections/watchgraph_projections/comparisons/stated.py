"""Figures beside what another data set's record states: one contract or credit, told by two publishers."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.comparisons.answers import Comparison, Lack, Missing, Side, Verdict
from watchgraph_projections.comparisons.figures import Figure, FigureFilter, figures
from watchgraph_projections.comparisons.published import unanswerable


def compare_stated(
    connection: Connection, moment: Moment, wanted: FigureFilter, dataset: str, ref: str
) -> list[Comparison]:
    """Set each figure beside the record's claim of the same predicate, of the same time where there is one."""
    published = figures(connection, moment, wanted)
    others = figures(connection, moment, FigureFilter(refs=(ref,), dataset=dataset, predicates=_predicates(published)))
    known = _imported(connection, moment, dataset)
    return [_compared(each, others, known, dataset, ref) for each in published]


def _predicates(published: Sequence[Figure]) -> tuple[str, ...]:
    return tuple({each.row.predicate: None for each in published})


def _imported(connection: Connection, moment: Moment, dataset: str) -> bool:
    table = moment.of((tables.dataset, tables.dataset_at))
    query = select(table.c.key).where(table.c.slug == dataset, moment.holds(table))
    return connection.execute(query).first() is not None


def _compared(figure: Figure, others: Sequence[Figure], known: bool, dataset: str, ref: str) -> Comparison:  # noqa: FBT001  # named at its one call
    of_predicate = [each for each in others if each.row.predicate == figure.row.predicate]
    same_time = [each for each in of_predicate if each.row.valid == figure.row.valid] or of_predicate
    if not same_time:
        return unanswerable(figure, _missing(figure, known=known, dataset=dataset, ref=ref))
    equal = [each for each in same_time if _says_the_same(figure, each)]
    other = (equal or same_time)[0]
    return Comparison(
        subject=figure.row.subject,
        predicate=figure.row.predicate,
        left=Side(name=figure.by, text=figure.said, claims=(figure.row.key,)),
        right=Side(name=other.by, text=other.said, claims=(other.row.key,)),
        verdict=Verdict.EQUAL if equal else Verdict.UNEXPLAINED,
    )


def _missing(figure: Figure, *, known: bool, dataset: str, ref: str) -> Missing:
    if not known:
        return Missing(lack=Lack.NOT_IMPORTED, text=f"not imported: {dataset}", dataset=dataset)
    text = f"record {ref} of {dataset} states no {figure.row.predicate} here"
    return Missing(lack=Lack.NOT_STATED, text=text, dataset=dataset)


def _says_the_same(one: Figure, other: Figure) -> bool:
    if one.row.polarity != other.row.polarity:
        return False
    if one.row.object is not None or other.row.object is not None:
        return one.row.object == other.row.object or one.said.casefold() == other.said.casefold()
    if one.is_number and other.is_number:
        return (one.low, one.high, one.unit) == (other.low, other.high, other.unit)
    return one.said == other.said
