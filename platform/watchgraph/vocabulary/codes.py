"""Code lists: the closed sets of values that coded claims and qualifiers take."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A closed list of codes.

    scheme: the name that stored values carry (`deployment-status`); never changed.
    codes: code to its definition, in reading order. Codes are UPPER_CASE and may be added, never removed.
        Empty for an outside list that is too long to repeat (ISO 3166-1): any code is then allowed.
    source: who keeps the list.
    """

    scheme: str
    doc: str
    source: str
    codes: Mapping[str, str]
