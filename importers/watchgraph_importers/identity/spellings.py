"""Spellings that a person declared to mean one organisation (`spellings.toml`)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import ClassVar

from watchgraph.errors import WatchgraphError
from watchgraph_importers.identity.readings import Reading, read


class ContradictorySpellingError(WatchgraphError):
    """A spelling is declared for two organisations."""

    code: ClassVar[str] = "contradictory-spelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """everywhere: key of a name to the organisation it means. within: the same, by how a data set's name begins.

    readings: of all spellings that hold everywhere, each with its organisation.
    """

    everywhere: Mapping[str, str]
    within: Mapping[str, Mapping[str, str]]
    readings: Sequence[tuple[Reading, str]]

    def meant(self, name: Reading, dataset: str) -> str | None:
        """Return the declared organisation that a name means, None where nobody declared it."""
        local = (table for start, table in self.within.items() if dataset.startswith(start))
        for table in (*local, self.everywhere):
            if (found := table.get(name.key)) is not None:
                return found
        return None


@cache
def spellings() -> Spellings:
    """Read the table, once. Raises ContradictorySpellingError where a spelling has two meanings."""
    return parsed(resources.files(__package__).joinpath("spellings.toml").read_text("utf-8"))


def parsed(text: str) -> Spellings:
    """Read a table of spellings from TOML."""
    table = tomllib.loads(text)
    within = {start: _keys(each, own=False) for start, each in table.get("within", {}).items()}
    declared: dict[str, list[str]] = table["organisations"]
    readings = [(read(spelling), own) for own, others in declared.items() for spelling in (own, *others)]
    return Spellings(everywhere=_keys(declared, own=True), within=within, readings=readings)


def _keys(declared: Mapping[str, list[str]], *, own: bool) -> dict[str, str]:
    """Return what each key means; with `own`, the organisations' own names mean themselves."""
    found: dict[str, str] = {}
    for organisation, others in declared.items():
        for spelling in [organisation, *others] if own else others:
            if found.setdefault(read(spelling).key, organisation) != organisation:
                right = f"{spelling!r} should be a spelling of {found[read(spelling).key]!r} or of {organisation!r}, not of both"
                raise ContradictorySpellingError(right)
    return found
