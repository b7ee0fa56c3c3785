"""What other statements say of the end of what was only seen: by then it is over, or may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, and_, case, func, or_, select

from watchgraph.domain.edtf import NEVER
from watchgraph.domain.statements import Polarity
from watchgraph_projections.catalogue.tables import ends
from watchgraph_projections.catalogue.timelines import RANKS
from watchgraph_projections.statistics.rules import ACCEPTED, Reason, Terms
from watchgraph_projections.statistics.verdicts import DENIED


@dataclass(frozen=True, slots=True)
class Endings:
    """The rule of `catalogue.endings`, as the database applies it.

    claims: a table of its own, of those that may say so. conditions: on them. day: by which it has ended.
    """

    claims: FromClause
    terms: Terms
    conditions: Sequence[ColumnElement[bool]]
    day: ColumnElement[int] | int

    def closes(self, seen: FromClause) -> ColumnElement[bool]:
        """Whether something surely ended by the day and after it had been seen, as no worse a statement says."""
        end = self.claims
        surely = and_(end.c.until_latest <= self.day, end.c.until_earliest > seen.c.from_latest)
        return self._says(seen, surely, end.c.disputed == 0, rank_of(end) >= rank_of(seen))

    def doubts(self, seen: FromClause) -> ColumnElement[bool]:
        """Whether anybody says that it may have ended by the day, perhaps after it had been seen."""
        end = self.claims
        return self._says(seen, end.c.until_earliest <= self.day, end.c.until_latest > seen.c.from_earliest)

    def _says(self, seen: FromClause, *when: ColumnElement[bool]) -> ColumnElement[bool]:
        end = self.claims
        apart = [end.c[name].is_distinct_from(seen.c[name]) for name in ("record", "dataset")]
        of_other = or_(end.c.record.is_(None), *apart)
        said = select(end.c.key).where(ends(end), *of_same(end, seen), of_other, *when, *stands(end, self.terms))
        goes_on = and_(seen.c.until_latest == NEVER, seen.c.until_earliest < NEVER)
        return and_(goes_on, said.where(*self.conditions).exists())


def of_same(one: FromClause, other: FromClause) -> Sequence[ColumnElement[bool]]:
    """Compare two claims: whether they say the same, whenever."""
    led, leads = func.coalesce(one.c.object, 0), func.coalesce(other.c.object, 0)
    same_value = func.coalesce(one.c.value, "") == func.coalesce(other.c.value, "")
    alike = [one.c[name] == other.c[name] for name in ("predicate", "subject", "qualifier_key")]
    return *alike, led == leads, or_(led != 0, same_value)


def stands(claims: FromClause, terms: Terms) -> Sequence[ColumnElement[bool]]:
    """Keep claims that may say something against others."""
    states = [ACCEPTED, str(Reason.SUPERSEDED)] if terms.superseded else [ACCEPTED]
    affirmed = claims.c.polarity == str(Polarity.AFFIRMED)
    return claims.c.state.in_(states), affirmed, claims.c.modality.not_in(DENIED)


def rank_of(claims: FromClause) -> ColumnElement[int]:
    """What reviewers said of the place of claims among others: the higher, the further in front."""
    return case(RANKS, value=claims.c.rank, else_=0)
