"""Code lists: the closed sets of values that coded claims and qualifiers take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

LONGEST_MARK: Final = 2
"""Codes up to this length are marks, such as the ratings A to F, and no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A closed list of codes.

    scheme: the name that stored values carry (`deployment-status`); never changed.
    codes: code to its definition, in reading order. Codes are UPPER_CASE and may be added, never removed.
        Empty for an outside list that is too long to repeat (ISO 3166-1): any code is then allowed.
    source: who keeps the list.
    names: of an outside list whose codes are no words, code to what its keeper calls it, as far as that is repeated.
    abbreviated: its codes are the first letters of what their definitions name: the regions EUR and EAP.
    """

    scheme: str
    doc: str
    source: str
    codes: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    abbreviated: bool = False

    def label(self, code: str) -> str:
        """The code as words: in plain letters, by its name or what it abbreviates, or as it is where it is short."""
        if self.abbreviated and code in self.codes:
            return self.codes[code].removesuffix(".")
        ours = code in self.codes and len(code) > LONGEST_MARK
        return code.replace("_", " ").lower() if ours else self.named(code)

    def named(self, code: str) -> str:
        """What a reader calls the code: itself where it has no other name."""
        return self.names.get(code, code)

    def meant(self, words: str) -> str | None:
        """The code that this is or names, in either case; None where no name is so, and it is no code with a name."""
        called = {name.casefold(): code for code, name in self.names.items()}
        return words if words in self.names else called.get(words.casefold())

    def having(self, words: str) -> tuple[str, ...]:
        """The codes whose name has these words in it, in either case."""
        return tuple(code for code, name in self.names.items() if words.casefold() in name.casefold())
