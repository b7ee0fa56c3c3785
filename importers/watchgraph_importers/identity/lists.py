"""Cells that list several names: `Google/Nest`, `Delhi Police, Uttar Pradesh Police`, `A; B`."""

import re
from typing import Final

from watchgraph_importers.identity.folding import mended
from watchgraph_importers.identity.readings import AGENCY_TYPES, plain_words, without_type
from watchgraph_importers.identity.words import is_place, words

_MAY_LIST: Final = re.compile(r"[;/,&]|\sand\s", re.IGNORECASE)
_OUTSIDE_BRACKETS: Final = r"(?![^(]*\))"
_SEMICOLON: Final = re.compile(rf"\s*;\s*{_OUTSIDE_BRACKETS}")
_SLASH: Final = re.compile(rf"(?<=[^\W\d]{{2}}|[\w.]\w)\s*/\s*(?=\w[\w.]){_OUTSIDE_BRACKETS}")
_COMMA: Final = re.compile(rf"\s*,\s*(?:and\s+)?{_OUTSIDE_BRACKETS}")
_AND: Final = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_KEPT_SLASHES: Final = re.compile(r"\b(?:HIV/AIDS|Embassy/Consulate|[AIKPai]/[Ss]|\d+/\d+|AI/\w+|TCP/IP)\b")
_BODIES: Final = frozenset({"ministry", "department", "office", "school", "academy", "bureau", "directorate", "faculty", "university", "institute",
    "board", "commission", "council", "parliament", "society", "association", "immigration", "government", "center", "college", "organization"})  # fmt: skip
_HEADS: Final = frozenset({"ministry", "bank", "university", "police"})
_PARTS: Final = frozenset({"branch", "division", "office", "section", "inc", "ri"})
_LIST_OF_WORDS: Final = 2


def split_names(cell: str) -> tuple[str, ...]:
    """Return the names of a cell, each as it stands there without white space around; one where it lists none.

    A type that AidData writes behind a name stays with it. `Johnson & Johnson`, `Dahua Technology Co., Ltd.`,
    `Bank of China, London Branch` and `Woodbridge Police Department, New Jersey` are one name each.
    """
    names = [name for part in _SEMICOLON.split(cell) if part.strip() for name in _split_part(part.strip())]
    return tuple(names)


def is_list(cell: str) -> bool:
    """Whether a cell names several."""
    if not _MAY_LIST.search(cell):
        return False
    return len(split_names(cell)) > 1


def _split_part(part: str) -> tuple[str, ...]:
    if "://" in part or _KEPT_SLASHES.search(part):
        return (part,)
    bare = without_type(mended(part))
    for split in (_by_slash, _by_comma, _by_and):
        if len(names := split(bare)) > 1:
            return names
    return (part,)


def _by_slash(text: str) -> tuple[str, ...]:
    return tuple(name for name in _SLASH.split(text) if name)


def _by_comma(text: str) -> tuple[str, ...]:
    """Split a list, but leave together a name with its place, legal form, branch or subjects."""
    names = [name for name in _COMMA.split(text) if name]
    if len(names) > 1 and not any(map(_continues, names[1:])) and not _is_subject(names):
        return tuple(names)
    return (text,)


def _continues(name: str) -> bool:
    """Whether what follows a comma belongs to the name before it."""
    known = plain_words(name)
    if not known or known[-1] in _PARTS or name in AGENCY_TYPES:
        return True
    return _is_legal(name) or (len(known) == 1 and is_place(known[0]))


def _is_legal(name: str) -> bool:
    found = tuple(re.sub(r"[.()*]", "", name.casefold()).split())
    return not found or found[0] in {form[0] for form in words().legal if len(form[0]) > 1}


def _is_subject(names: list[str]) -> bool:
    """Whether a body's subjects are listed, as of a ministry of agriculture, fisheries and food."""
    first = set(plain_words(names[0]))
    others = [plain_words(name) for name in names[1:]]
    if not first & _BODIES:
        return len(names) == _LIST_OF_WORDS and all(len(name) == 1 and name[0] in words().general for name in others)
    return not any(set(name) & (_BODIES | {"police"}) for name in others)


def _by_and(text: str) -> tuple[str, ...]:
    """Split two banks, ministries, universities or police forces; any other `and` is a part of a name."""
    names = _AND.split(text)
    heads = [set(plain_words(name)) & _HEADS for name in names]
    both = len(names) > 1 and all(heads) and all(len(plain_words(name)) > 1 for name in names)
    return tuple(names) if both else (text,)
