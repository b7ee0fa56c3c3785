"""Facts about measures of authorities, gathered into fines."""

from collections import defaultdict
from collections.abc import Callable, Collection
from uuid import UUID

from watchgraph_importers.identity.facts import Described, Fined, ImposedFor, ImposedOn, MeasureFact
from watchgraph_importers.identity.mentions import Breach, Fine


class Measures:
    """Knows what measures impose, and on whom, in whatever order it was said."""

    def __init__(self) -> None:
        self._fines: defaultdict[UUID, set[tuple[str, str]]] = defaultdict(set)
        self._parties: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self._breaches: defaultdict[UUID, set[Breach]] = defaultdict(set)
        self._descriptions: defaultdict[UUID, set[str]] = defaultdict(set)

    def note(self, fact: MeasureFact) -> None:
        """Take a fact in; a repeat changes nothing."""
        match fact:
            case Fined(day=day, amount=amount):
                self._fines[fact.id].add((day, amount))
            case ImposedOn(party=party):
                self._parties[fact.id].add(party)
            case ImposedFor(breach=breach):
                self._breaches[fact.id].add(breach)
            case Described(words=words):
                self._descriptions[fact.id].add(words)

    def descriptions(self, entity: UUID) -> Collection[str]:
        """Return what was said in place of a name."""
        return self._descriptions.get(entity, set())

    def fine(self, measure: UUID, called: Callable[[UUID], str]) -> Fine | None:
        """Return what a measure imposed; None where it is no fine, or several amounts were stated.

        called: what a party is called, empty where nobody knows.
        """
        stated = self._fines.get(measure, set())
        if len(stated) != 1:
            return None
        ((day, amount),) = stated
        parties = self._parties.get(measure, set())
        party = ", ".join(sorted(filter(None, map(called, parties))))
        breaches = frozenset(self._breaches.get(measure, set()))
        return Fine(day=day, amount=amount, party=party, bearers=frozenset(parties), breaches=breaches)
