"""Spellings that a person declared to mean one organisation (`spellings.toml`)."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import ClassVar

from watchgraph.errors import WatchgraphError
from watchgraph_importers.identity.folding import folded
from watchgraph_importers.identity.readings import Reading, read, without_type


class ContradictorySpellingError(WatchgraphError):
    """A spelling is declared for two organisations."""

    code: ClassVar[str] = "contradictory-spelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """Which organisation a name means.

    by_key: by the key of the name. exactly: by the whole name, folded. within: the same, by how the name of a data set
    begins. readings: of all spellings that hold by their key, each with its organisation. countries: of organisations
    that have a namesake elsewhere, ISO 3166-1 alpha-2.
    """

    by_key: Mapping[str, str]
    exactly: Mapping[str, str]
    within: Mapping[str, Mapping[str, str]]
    readings: Sequence[tuple[Reading, str]]
    countries: Mapping[str, str]

    def meant(self, name: Reading, dataset: str, country: str | None = None) -> str | None:
        """Return the declared organisation that a name means, None where nobody declared it.

        country: of what is named, where it is known: then an organisation of another country is not meant.
        """
        whole = _whole(name.raw)
        local = (table.get(whole) for start, table in self.within.items() if dataset.startswith(start))
        found = next(filter(None, local), None) or self.exactly.get(whole) or self.by_key.get(name.key)
        elsewhere = country is not None and self.countries.get(found or "", country) != country
        return None if elsewhere else found


@cache
def spellings() -> Spellings:
    """Read the table, once. Raises ContradictorySpellingError where a spelling has two meanings."""
    return parsed(resources.files(__package__).joinpath("spellings.toml").read_text("utf-8"))


def parsed(text: str) -> Spellings:
    """Read a table of spellings from TOML."""
    table = tomllib.loads(text)
    declared = {own: [own, *others] for own, others in table["organisations"].items()}
    return Spellings(
        by_key=_meanings(declared, lambda spelling: read(spelling).key),
        exactly=_meanings(table.get("exactly", {}), _whole),
        within={start: _meanings(each, _whole) for start, each in table.get("within", {}).items()},
        readings=[(read(spelling), own) for own, every in declared.items() for spelling in every],
        countries=table.get("countries", {}),
    )


def _whole(raw: str) -> str:
    return folded(without_type(raw))


def _meanings(declared: Mapping[str, list[str]], key: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for organisation, every in declared.items():
        for spelling in every:
            if (other := found.setdefault(key(spelling), organisation)) != organisation:
                raise ContradictorySpellingError(
                    f"{spelling!r} should be a spelling of {other!r} or of {organisation!r}, not of both"
                )
    return found
