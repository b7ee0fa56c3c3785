"""Cells that list several names: `Google/Nest`, `Delhi Police, Uttar Pradesh Police`, `A; B`."""

import re
from itertools import pairwise
from typing import Final

from watchgraph_importers.identity.folding import mended
from watchgraph_importers.identity.readings import plain_words, read, tells, without_type
from watchgraph_importers.identity.spellings import spellings
from watchgraph_importers.identity.words import is_place, words

_MAY_LIST: Final = re.compile(r"[;/,&]|\sand\s", re.IGNORECASE)
_OUTSIDE_BRACKETS: Final = r"(?![^(]*\))"
_SEMICOLON: Final = re.compile(rf"\s*;\s*{_OUTSIDE_BRACKETS}")
_SLASH: Final = re.compile(rf"\s*/\s*{_OUTSIDE_BRACKETS}")
_COMMA: Final = re.compile(rf"\s*,\s*(?:and\s+)?{_OUTSIDE_BRACKETS}")
_AND: Final = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_KEPT_SLASH: Final = re.compile(r"\b(?:HIV/AIDS|Embassy/Consulate|[AIKPaikp] ?/ ?[Ss]|\d+/\d+|(?<!\w )AI/\w+)\b|://")
_ENDS_WITH_ACRONYM: Final = re.compile(r"\([A-Z][\w\-]*\)\s*$")
_HEADS: Final = frozenset({"ministry", "bank", "university", "police"})
_BODIES: Final = frozenset({"ministry", "department", "office", "bureau", "commission", "council", "directorate"})
_UNITS: Final = frozenset({"faculty", "school"})
"""What begins so is a part of what follows: a Faculty of Architecture, University of Moratuwa."""
_PARTS: Final = frozenset({"branch", "division", "office", "section", "province", "state", "county", "city"})


def split_names(cell: str) -> tuple[str, ...]:
    """Return the names of a cell, each as it stands there without white space around; one where it lists none.

    A type that AidData writes behind a name stays with it where a semicolon parts the names. `Johnson & Johnson`,
    `Dahua Technology Co., Ltd.`, `Bank of China, London Branch` and `Kodaiji Temple, Kyoto` are one name each.
    """
    parts = [part.strip() for part in _SEMICOLON.split(cell) if part.strip()]
    return tuple(name for part in parts for name in _split_part(part))


def is_list(cell: str) -> bool:
    """Whether a cell names several."""
    return bool(_MAY_LIST.search(cell)) and len(split_names(cell)) > 1


def _split_part(part: str) -> tuple[str, ...]:
    bare = without_type(mended(part))
    for split in (_by_slash, _by_comma, _by_and):
        if len(names := split(bare)) > 1:
            return names
    return (part,)


def _by_slash(text: str) -> tuple[str, ...]:
    """Split at slashes; a piece of one letter belongs to what follows it, as in G/O Media."""
    names = [""]
    for piece in [text] if _KEPT_SLASH.search(text) else _SLASH.split(text):
        if len(names[-1]) == 1:
            names[-1] += f"/{piece}"
        else:
            names.append(piece)
    return tuple(name for name in names if name)


def _by_comma(text: str) -> tuple[str, ...]:
    """Split a list, but leave together a name with its place, legal form, branch or subjects."""
    names = [name for name in _COMMA.split(text) if name]
    if len(names) < 2 or _is_one_body(text, names):  # noqa: PLR2004 - two make a list
        return (text,)
    return tuple(names) if tells(plain_words(names[0])) and all(map(_stands_alone, names[1:])) else (text,)


def _is_one_body(text: str, names: list[str]) -> bool:
    """Whether the commas stand within the name of one body, as in Immigration, Refugees and Citizenship Canada."""
    first = plain_words(names[0])
    if _UNITS.intersection(first[:1]) or _is_of_subjects(names):
        return True
    whole = bool(first) and first[-1] in _BODIES | _HEADS
    return bool(_ENDS_WITH_ACRONYM.search(text)) and not whole


def _is_of_subjects(names: list[str]) -> bool:
    """Whether the commas part the subjects of one body, as of a ministry of transport, communications and housing."""
    first, *others = [set(plain_words(name)) for name in names]
    return bool(first & _BODIES) and not any(name & _BODIES for name in others)


def _stands_alone(name: str) -> bool:
    """Whether what follows a comma is a name, and nothing that belongs to the name before it."""
    known = plain_words(name)
    if not tells(known) or known[-1] in _PARTS or _is_legal(name):
        return False
    return not is_place("".join(known))


def _is_legal(name: str) -> bool:
    first = re.sub(r"[.()*]", "", name.casefold()).split()[:1]
    return not first or first[0] in {form[0] for form in words().legal if len(form) == 1 and len(form[0]) > 1}


def _by_and(text: str) -> tuple[str, ...]:
    """Split two banks, ministries, universities or police forces, and any two that are declared."""
    names = _AND.split(text)
    listed = len(names) > 1 and (all(map(_is_declared, names)) or all(map(_is_body, names)))
    return tuple(names) if listed and all(one != other for one, other in pairwise(names)) else (text,)


def _is_declared(name: str) -> bool:
    return read(name).key in spellings().by_key


def _is_body(name: str) -> bool:
    known = plain_words(name)
    return len(known) > 1 and bool(_HEADS & set(known))
