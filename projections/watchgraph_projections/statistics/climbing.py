"""In which country or region of the world something lies, how surely, and by which claims."""

from dataclasses import dataclass

from sqlalchemy import CTE, select

from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.catalogue.expressions import greatest
from watchgraph_projections.statistics.areas import are_areas
from watchgraph_projections.statistics.containing import judged, one_in, sure
from watchgraph_projections.statistics.queries import Area
from watchgraph_projections.statistics.scopes import Rows, Scope


@dataclass(frozen=True)
class Climbing:
    """The countries or regions that places lie in. number: of its tables, one of its own.

    As for conditions on what lies in something, the claims that say so are those of all data sets.
    """

    scope: Scope
    area: Area
    number: int

    def ways(self, ends: Rows) -> CTE:
        """Of each of these ends the claims by which it lies in an area: member, key, step, sight, other, which is it.

        An area lies in itself by no claim. One that lies in another is where the way ends: Greenland, and not Denmark.
        """
        inside = self._inside()
        columns = [inside.c[name] for name in ("member", "area", "parent", "key", "step", "sight")]
        found = select(*columns).where(inside.c.member.in_(ends)).cte(f"climbed_{self.number}", recursive=True)
        found = found.union(
            select(
                found.c.member,
                found.c.area,
                inside.c.parent,
                inside.c.key,
                greatest([found.c.step, inside.c.step]),
                found.c.sight,
            )
            .join_from(found, inside, (inside.c.member == found.c.parent) & (inside.c.area == found.c.area))
            .where(inside.c.key.is_not(None))
        )
        shown = (found.c[name] for name in ("member", "key", "step", "sight"))
        return self.scope.cte("lies", select(*shown, found.c.area.label("other")))

    def _inside(self) -> CTE:
        """Whatever lies in an area, by each claim that leads there, as doubtful as the way through that claim."""
        claims, verdict = self.scope.claims, judged(self.scope).verdict
        areas = self._areas()
        itself = select(areas.c.area, areas.c.area.label("member"), *sure())
        found = itself.cte(f"lying_{self.number}", recursive=True)
        return found.union(
            select(found.c.area, *one_in(found, claims, verdict))
            .join_from(claims, found, claims.c.object == found.c.member)
            .where(
                claims.c.predicate == WITHIN,
                verdict.reason.is_(None),
                claims.c.subject.not_in(select(areas.c.area)),
            )
        )

    def _areas(self) -> CTE:
        entities = self.scope.entities
        wanted = are_areas(entities, self.area) & self.scope.moment.holds(entities)
        return select(entities.c.cluster.label("area")).where(wanted).distinct().cte(f"areas_{self.number}")
