"""Published figures about what came into a data set and what left it, beside the records of both editions."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Connection

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.comparisons.answers import Change, Comparison, Lack, Missing, Side, Verdict
from watchgraph_projections.comparisons.changes import Editions, compare_editions
from watchgraph_projections.comparisons.extents import extents
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
    for name in (between.earlier, between.later):
        if not extents(connection, moment, between.dataset, name):
            lack = Missing(
                lack=Lack.NOT_IMPORTED,
                text=f"not imported: {between.dataset}, edition {name}",
                dataset=between.dataset,
                edition=name,
            )
            return [unanswerable(each, lack) for each in published]
    changes = compare_editions(connection, moment, between)
    return [_compared(each, changes) for each in published]


def _compared(figure: Figure, changes: Sequence[Comparison]) -> Comparison:
    change = MOVES.get(figure.qualifier(COUNTED) or "")
    if change is None:
        return unanswerable(
            figure, Missing(lack=Lack.NOT_STATED, text="the figure counts neither who came nor who left")
        )
    moved = [each for each in changes if each.change is change and figure.row.object in {None, each.subject}]
    doubtful = [missing for each in moved for missing in each.missing]
    if doubtful:
        return unanswerable(figure, doubtful[0])
    number = Decimal(len(moved))
    right = Side(name=f"{change.lower()}, by both editions", text=str(number), claims=_claims(moved))
    equal = figure.equals(number) if figure.is_number else bool(moved)
    return Comparison(
        subject=figure.row.subject,
        predicate=figure.row.predicate,
        left=left_of(figure),
        right=right,
        verdict=Verdict.EQUAL if equal else Verdict.UNEXPLAINED,
    )


def _claims(moved: Sequence[Comparison]) -> tuple[int, ...]:
    sides = [side for each in moved for side in (each.left, each.right) if side is not None]
    return tuple(sorted({key for side in sides for key in side.claims}))
