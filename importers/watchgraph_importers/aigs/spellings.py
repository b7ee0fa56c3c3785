"""Names as the index spells them: damage undone, slips of the pen known, lists taken apart."""

import re
from collections.abc import Iterator
from typing import Final

DAMAGE: Final = {"Electoral Democracy": "ed", "Closed Autocracy": "ca", "Electoral Autocracy": "ea"}
"""A replacement of regime codes by their names, meant for one column, ran over the whole 2022 workbook."""

MISSPELT: Final = {"Hikvsion": "Hikvision", "iOmnicient": "iOmniscient", "GateKeeper": "Gatekeeper"}
"""The wrong form to the right one; the index has both."""

MANY_COMPANIES: Final = "mult"

_COMMA = re.compile(r"\s*,\s*(?:and\s+)?")
_COMMA_OR_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")


def repaired(text: str) -> str:
    """Undo the replacement of regime codes inside words (`UnitElectoral Democracy States`: `United States`)."""
    for words, letters in DAMAGE.items():
        text = text.replace(words, letters)
    return text


def countries_in(cell: str) -> Iterator[str]:
    """Take a list of countries apart, each as it stands there, damage and all."""
    return filter(None, (name.strip() for name in _COMMA.split(cell)))


def companies_in(cell: str) -> Iterator[str]:
    """Take a cell of companies apart; the word for "multiple vendors" is none of them.

    Only in a list with commas does "and" part two names: `Atos IT Solutions and Services` is one.
    """
    names = _COMMA_OR_AND.split(cell) if "," in cell else (cell,)
    return (name for name in map(str.strip, names) if name and name.casefold().rstrip(".") != MANY_COMPANIES)
