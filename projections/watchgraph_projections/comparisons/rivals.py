"""Claims beside others that cannot be right at the same time, and why, as disputes and the vocabulary say."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.comparisons.answers import (
    Comparison,
    Lack,
    Missing,
    Reason,
    Side,
    Verdict,
    worth_reading_first,
)
from watchgraph_projections.comparisons.figures import Figure, FigureFilter, figures, figures_of
from watchgraph_projections.views.pages import Cut, read_pages
from watchgraph_projections.views.rivals import RivalList

MOST_RIVALS: Final = 20
GROUNDS: Final[Mapping[str, Reason | None]] = {
    "TIME": Reason.DATE,
    "DEFINITION": Reason.DEFINITION,
    "UNIT": Reason.DEFINITION,
    "STATUS": Reason.DEFINITION,
    "SCOPE": Reason.UNIVERSE,
    "WRONG_ENTITY": Reason.UNIVERSE,
    "TRANSCRIPTION": Reason.TRANSCRIPTION,
    "MISREADING": Reason.TRANSCRIPTION,
}
"""What the ground of a dispute means for a comparison; the other grounds say that it differs, and not why."""

Grounds = Mapping[int, tuple[tuple[Reason | None, str], ...]]
"""By claim: what the ground of each dispute over it means, and the dispute in words."""


def compare_rivals(connection: Connection, moment: Moment, wanted: FigureFilter) -> list[Comparison]:
    """Set each figure beside every claim that rivals it, in recorded order; two figures that rival each other once.

    Those that nothing rivals come last.
    """
    found = {each.row.key: each for each in figures(connection, moment, wanted)}
    pages = read_pages(connection, RivalList(), moment, Cut(size=MOST_RIVALS), list(found))
    listing = RivalList()
    rivals = {key: [listing.row(values) for values in pages[key].values] if key in pages else [] for key in found}
    others = figures_of(connection, moment, [each.claim.key for key in found for each in rivals[key]])
    grounds = grounds_of(connection, moment, [*found, *others])
    compared: list[Comparison] = []
    met: set[frozenset[int]] = set()
    for key, figure in found.items():
        pairs = {frozenset({key, each.claim.key}): others[each.claim.key] for each in rivals[key]}
        compared += [_pair(figure, rival, grounds) for pair, rival in pairs.items() if pair not in met]
        compared += [] if pairs else [_alone(figure)]
        met |= pairs.keys()
    return worth_reading_first(compared)


def grounds_of(connection: Connection, moment: Moment, keys: Sequence[int]) -> Grounds:
    """The disputes over claims: what each ground means, and the dispute in words; claims without any are left out."""
    roles = tables.dispute_claim.alias()
    disputes = moment.of((tables.dispute, tables.dispute_at))
    query = (
        select(roles.c.claim, disputes.c.grounds, disputes.c.text)
        .join_from(roles, disputes, disputes.c.key == roles.c.dispute)
        .where(among(roles.c.claim, keys), moment.holds(disputes))
        .order_by(disputes.c.key)
    )
    found: dict[int, tuple[tuple[Reason | None, str], ...]] = {}
    for claim, ground, text in connection.execute(query):
        found[claim] = (*found.get(claim, ()), (GROUNDS.get(ground), text or ""))
    return found


def _alone(figure: Figure) -> Comparison:
    return Comparison(
        subject=figure.row.subject,
        predicate=figure.row.predicate,
        left=Side(name=figure.by, text=figure.said, claims=(figure.row.key,)),
        right=None,
        verdict=Verdict.NOT_ANSWERABLE,
        missing=(Missing(lack=Lack.NOT_STATED, text="no other claim here speaks of the same"),),
    )


def _pair(figure: Figure, rival: Figure, grounds: Grounds) -> Comparison:
    shared = [each for each in grounds.get(figure.row.key, ()) if each in grounds.get(rival.row.key, ())]
    reason, text = next(iter(shared), (None, None))
    one, other = figure.row.valid, rival.row.valid
    if not shared and one != other:
        reason, text = Reason.DATE, f"one is of {one or 'no date'}, the other of {other or 'no date'}"
    return Comparison(
        subject=figure.row.subject,
        predicate=figure.row.predicate,
        left=Side(name=figure.by, text=figure.said, claims=(figure.row.key,)),
        right=Side(name=rival.by, text=rival.said, claims=(rival.row.key,)),
        verdict=Verdict.UNEXPLAINED if reason is None else Verdict.EXPLAINED,
        reason=reason,
        explanation=text,
    )
