"""Published figures about what came into a data set and what left it, beside the records of both editions."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Connection

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.comparisons.answers import Change, Comparison, Lack, Missing, Reason, Side, Verdict
from watchgraph_projections.comparisons.changes import Editions, compare_editions
from watchgraph_projections.comparisons.extents import Extent, extents
from watchgraph_projections.comparisons.figures import Figure, FigureFilter, figures
from watchgraph_projections.comparisons.published import left_of, unanswerable

COUNTED = "counted"
MOVES = {change.value: change for change in (Change.ENTERED, Change.LEFT)}
"""Codes of what a figure counts, to the change that it speaks of."""


def compare_moves(connection: Connection, moment: Moment, wanted: FigureFilter, between: Editions) -> list[Comparison]:
    """Compare each figure that counts or names what entered or left; other figures have no answer here.

    Raises TooManyClaimsError.
    """
    published = figures(connection, moment, wanted)
    known: dict[str, Extent] = {}
    for name in (between.earlier, between.later):
        found = extents(connection, moment, between.dataset, name)
        if not found:
            return [unanswerable(each, _not_imported(between.dataset, name)) for each in published]
        known[name] = found[0]
    changes = compare_editions(connection, moment, between)
    without = {Change.ENTERED: known[between.earlier], Change.LEFT: known[between.later]}
    return [_compared(each, changes, without) for each in published]


def _not_imported(dataset: str, edition: str) -> Missing:
    text = f"not imported: {dataset}, edition {edition}"
    return Missing(lack=Lack.NOT_IMPORTED, text=text, dataset=dataset, edition=edition)


def _compared(figure: Figure, changes: Sequence[Comparison], without: Mapping[Change, Extent]) -> Comparison:
    change = MOVES.get(figure.qualifier(COUNTED) or "")
    if change is None:
        return unanswerable(
            figure, Missing(lack=Lack.NOT_STATED, text="the figure counts neither who came nor who left")
        )
    moved = [each for each in changes if each.change is change and figure.row.object in {None, each.subject}]
    extent = without[change]
    if extent.partial and moved and not figure.is_number:
        return unanswerable(figure, moved[0].missing[0])
    most = Decimal(len(moved))
    least = Decimal(0) if extent.absent is None else max(Decimal(0), most - extent.absent)
    words = str(most) if least == most else f"{least} to {most}"
    verdict = _verdict(figure, least, most)
    return Comparison(
        subject=figure.row.subject,
        predicate=figure.row.predicate,
        left=left_of(figure),
        right=Side(name=f"{change.lower()}, by both editions", text=words, claims=_claims(moved)),
        verdict=verdict,
        reason=Reason.EDITION if verdict is Verdict.EXPLAINED else None,
        explanation=extent.text if verdict is Verdict.EXPLAINED else None,
    )


def _verdict(figure: Figure, least: Decimal, most: Decimal) -> Verdict:
    """Each row that is not here may be of a record that only seems to have moved."""
    if not figure.is_number:
        return Verdict.EQUAL if most else Verdict.UNEXPLAINED
    if least == most:
        return Verdict.EQUAL if figure.equals(most) else Verdict.UNEXPLAINED
    within = figure.low is not None and least <= figure.low <= most
    return Verdict.EXPLAINED if within else Verdict.UNEXPLAINED


def _claims(moved: Sequence[Comparison]) -> tuple[int, ...]:
    sides = [side for each in moved for side in (each.left, each.right) if side is not None]
    return tuple(sorted({key for side in sides for key in side.claims}))
