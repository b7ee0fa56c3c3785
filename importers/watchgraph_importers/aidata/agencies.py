"""Cells that list agencies (`Name, Type; Name, Type`), and who they are."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from watchgraph_importers.acts import EntityKey
from watchgraph_importers.aidata.database import ORGANISATION, SLUG
from watchgraph_importers.identity.lists import split_names
from watchgraph_importers.identity.readings import AGENCY_TYPES

GOVERNMENT: Final = "Government Agency"
UNNAMED: Final = frozenset(
    {"chinese companies", "unknown", "unnamed chinese company", "unspecified chinese government institution"}
)
"""What stands where the publisher does not know the agency."""

REMARK: Final = "*"
"""How words of the publisher to itself begin, in the place of a name: `*probably same as …, not sure`."""

_TYPES: Final = {name.casefold(): name for name in AGENCY_TYPES}
_TAILS: Final = tuple((f", {folded}", name) for folded, name in _TYPES.items())


class Agency(NamedTuple):
    """An agency as a cell names it. type: one of AGENCY_TYPES, empty where the cell gives none.

    written: name and type as they stand in the cell.
    """

    name: str
    type: str
    written: str = ""

    def key(self, countries: str = "") -> EntityKey:
        """Name the organisation. countries: codes of the country whose agency the column says it is.

        Ministries of many countries have one name, so a government agency goes by its country too.
        """
        native = f"{self.name} ({countries})" if countries and self.type == GOVERNMENT else self.name
        return EntityKey(dataset=SLUG, kind=ORGANISATION, native=native)


class Agencies(NamedTuple):
    """The agencies of a cell: those named, sorted, each once, and whether it says that one is not known.

    remarked: a remark stands in the place of a name, which nobody knows then.
    """

    named: tuple[Agency, ...]
    unknown: bool
    remarked: bool = False


@lru_cache(maxsize=8192)
def read_agencies(cell: str) -> Agencies:
    """Split a cell of agencies. A type without a name is left out."""
    found: dict[str, Agency] = {}
    unknown = remarked = False
    for agency in _split(cell):
        if agency.name.startswith(REMARK):
            remarked = True
        elif agency.name.casefold() in UNNAMED:
            unknown = True
        else:
            found.setdefault(agency.name, agency)
    return Agencies(tuple(found[name] for name in sorted(found)), unknown or remarked, remarked)


def _split(cell: str) -> Iterator[Agency]:
    for part in cell.split(";"):
        written = name = part.strip()
        sort = ""
        folded = name.casefold()
        while tail := next((tail for tail in _TAILS if folded.endswith(tail[0])), None):
            name = name[: -len(tail[0])].strip()
            folded = name.casefold()
            sort = sort or tail[1]
        if name and folded not in _TYPES:
            names = split_names(name)
            yield from (Agency(each, sort, written if len(names) == 1 else each) for each in names)
