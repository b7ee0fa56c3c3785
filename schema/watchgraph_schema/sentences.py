"""A claim as one line that a person can read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

UNNAMED = "something unnamed"
_MANNER = {
    "PLAN": "Planned",
    "ESTIMATE": "Estimated",
    "OPINION": "Opinion",
    "DENIAL": "Denied",
    "QUESTION": "Asked",
    "VISUAL": "Seen",
}
_POLARITY = {"NEGATED": "not so: ", "UNKNOWN": "not known: "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the line is made of.

    parts: subject, predicate, value; None for a name that is missing. circumstances: qualifiers by name.
    valid: EDTF, empty where no time is stated. speaker: None where the document speaks.
    """

    parts: Sequence[str | None]
    circumstances: Sequence[tuple[str, str | None]]
    valid: str
    polarity: str
    modality: str
    speaker: str | None


def sentence(said: Said) -> str:
    """Write the line: `Seen by Kudryavtsev: cameras in the Moscow metro deployed in Moscow [2020-01]`."""
    words = _POLARITY.get(said.polarity, "") + " ".join(part or UNNAMED for part in said.parts)
    if said.circumstances:
        words += f" ({'; '.join(f'{_spaced(name)}: {text or UNNAMED}' for name, text in said.circumstances)})"
    if said.valid:
        words += f" [{said.valid}]"
    opening = " by ".join(part for part in (_MANNER.get(said.modality), said.speaker) if part)
    return f"{opening}: {words}" if opening else words


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
