"""Which places are one state or province, whether a file writes its name or its letters: California, and `CA`.

Letters stand for a state only where the file says in which country the place is: `CA` is Canada, too. A place that lies
in a smaller one than a country is no state, nor is one that its file calls a city.
"""

from collections import defaultdict
from typing import Final
from uuid import UUID

from watchgraph.vocabulary.declarations.kinds import PLACE
from watchgraph_importers.identity.countries import is_territory, match_country
from watchgraph_importers.identity.gazetteers import CAPITAL_DISTRICT, Region, gazetteer, region_named
from watchgraph_importers.identity.mentions import Match, Mention, Role

RULE: Final = "state-names/1"
WITHIN_COUNTRY, BY_NAME = 99, 95
LETTERS: Final = 2
LARGE: Final = 300_000
"""A city of so many people may be meant by a name that a state has too, where its file says nothing of a country."""


class StateNames:
    """Judges places to be one state or province of the United States or Canada."""

    def __init__(self) -> None:
        self._states: dict[Region, set[UUID]] = defaultdict(set)

    def add(self, mention: Mention) -> None:
        """Take note of a state."""
        if (state := state_of(mention)) is not None:
            self._states[state].add(mention.id)

    def matches(self, mention: Mention) -> list[Match]:
        """Match with all that are the same state."""
        if (state := state_of(mention)) is None:
            return []
        score = BY_NAME if mention.country is None else WITHIN_COUNTRY
        return [
            Match(left=mention.id, right=other, verdict="SAME", score=score, basis=_basis(mention, state), rule=RULE)
            for other in sorted(self._states[state] - {mention.id})
        ]


def state_of(mention: Mention) -> Region | None:
    """Tell which state or province all names of a place mean, None where they do not surely mean one."""
    if mention.kind != PLACE or mention.region is not None or mention.roles & {Role.CITY, Role.COUNTRY}:
        return None
    found = {_state(name, mention.country) for name in mention.names}
    return found.pop() if len(found) == 1 else None


def _basis(mention: Mention, state: Region) -> str:
    return f"{mention.names[0]!r} means one state or province of {state.country}, as what the other data set names does"


def _state(name: str, country: str | None) -> Region | None:
    state = region_named(name)
    if state is None or state == CAPITAL_DISTRICT or is_territory(name):
        return None
    if country is not None:
        return state if state.country == country else None
    return None if _may_be_another(name) else state


def _may_be_another(name: str) -> bool:
    """Whether a name may mean a country or a city where nothing is said of where the place lies."""
    if len(name.replace(".", "").strip()) <= LETTERS or match_country(name) is not None:
        return True
    return any(city.population >= LARGE for city in gazetteer().named(name))
