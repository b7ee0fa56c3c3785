"""Facts about entities, gathered into mentions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from watchgraph.vocabulary.declarations.kinds import PLACE
from watchgraph_importers.identity.countries import country_of, match_country
from watchgraph_importers.identity.facts import Fact, Is, LiesIn, MeasureFact, Named, Registered, Stands
from watchgraph_importers.identity.measures import Measures
from watchgraph_importers.identity.mentions import Mention, Role
from watchgraph_importers.identity.roles import MATCHED_KINDS

DEEPEST = 4
"""How many places a place is followed up to its country."""


@dataclass(slots=True)
class _Entry:
    registered: Registered | None = None
    names: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    within: set[UUID] = field(default_factory=set)
    country: str | None = None


class Lexicon:
    """Knows entities by what was said of them, in whatever order it was said."""

    def __init__(self) -> None:
        self._entries: dict[UUID, _Entry] = {}
        self._measures = Measures()

    def note(self, fact: Fact) -> None:
        """Take a fact in; a repeat changes nothing."""
        if isinstance(fact, MeasureFact):
            self._measures.note(fact)
            return
        entry = self._entries.setdefault(fact.id, _Entry())
        match fact:
            case Registered():
                entry.registered = fact
            case Named(name=name):
                entry.names.add(name)
            case Stands(role=role):
                entry.roles.add(role)
            case LiesIn(place=place):
                entry.within.add(place)
            case Is(country=country):
                entry.country = country

    def registered(self, entity: UUID) -> Registered | None:
        """Return what is known of its identity, None where it was never registered."""
        entry = self._entries.get(entity)
        return None if entry is None else entry.registered

    def mention(self, entity: UUID) -> Mention | None:
        """Gather what is known of an entity; None without a name, and for kinds that are not matched."""
        entry = self._entries.get(entity)
        if entry is None or entry.registered is None or not entry.names or entry.registered.kind not in MATCHED_KINDS:
            return None
        regions: list[str] = []
        country = self._country(entity, entry, regions)
        return Mention(
            id=entity,
            kind=entry.registered.kind,
            dataset=entry.registered.dataset,
            names=tuple(sorted(entry.names)),
            roles=frozenset(entry.roles),
            country=country,
            region=min(regions, default=None) if entry.registered.kind == PLACE else None,
            fine=self._measures.fine(entity, self._called),
        )

    def _called(self, party: UUID) -> str:
        """Return the name or description of a party. A person's is sealed, and may stand in no judgement."""
        entry = self._entries.get(party)
        if entry is None or entry.registered is None or entry.registered.kind not in MATCHED_KINDS:
            return ""
        return min(entry.names or self._measures.descriptions(party), default="")

    def _country(self, entity: UUID, entry: _Entry, regions: list[str]) -> str | None:
        """Follow an entity up to its country, noting the places on the way that are none; None where they differ."""
        if code := self._code(entity):
            return code
        found = {code for place in entry.within for code in self._above(place, regions, 1)}
        return found.pop() if len(found) == 1 else None

    def _above(self, place: UUID, regions: list[str], depth: int) -> Iterator[str]:
        if code := self._code(place):
            yield code
            return
        entry = self._entries.get(place)
        if entry is None or entry.registered is None or entry.registered.kind != PLACE or depth > DEEPEST:
            return
        if depth == 1:
            regions += sorted(entry.names)[:1]
        for above in entry.within:
            yield from self._above(above, regions, depth + 1)

    def _code(self, place: UUID) -> str | None:
        if code := country_of(place):
            return code
        entry = self._entries.get(place)
        if entry is None:
            return None
        if entry.country is None and not entry.within and entry.registered and entry.registered.kind == PLACE:
            codes = {match.code for name in entry.names if (match := match_country(name))}
            return codes.pop() if len(codes) == 1 else None
        return entry.country
