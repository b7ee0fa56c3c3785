"""A citation as people and their programs write it: a sentence, CSL-JSON, BibTeX."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from watchgraph_schema.citations import Citation
from watchgraph_schema.questions import by_hash

Notes = Sequence[str]
"""What a reader of a citation has to know: that the answer is no longer what it was, and why."""
AUTHOR: Final = "Watchgraph"
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT: Final = 12
_TEX: Final = {ord(sign): f"\\{sign}" for sign in "&%$#_"} | {
    ord(sign): f"{{\\{name}}}"
    for sign, name in {
        "\\": "textbackslash",
        "{": "textbraceleft",
        "}": "textbraceright",
        "~": "textasciitilde",
        "^": "textasciicircum",
    }.items()
}
"""Signs that mean something to TeX. BibTeX counts braces, also behind a backslash, so these go by name."""
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What breaks a line, turns letters round or hides: a citation is one line that reads as it is written."""


def title_of(citation: Citation) -> str:
    """What was asked: as a person asks it where it is one of the catalogue's, else by the names of the document."""
    if (known := by_hash().get(citation.document)) is not None:
        return known.title
    return f"Answer to {citation.operation_name or 'a question'} ({citation.document[:_SHORT]})"


def sentence(citation: Citation, url: str, notes: Notes = ()) -> str:
    """Write it as a footnote does: who, what, as of when, where."""
    year, month, day = _parts(citation)
    as_of = f"As of {day} {_MONTHS[month - 1]} {year}, position {citation.standing.position} of the log"
    title = title_of(citation)
    ending = _given(citation) or ("" if title.endswith("?") else ".")
    return " ".join((f"{AUTHOR}. “{title}”{ending} {as_of}. {url}", *(f"[{each}]" for each in notes)))


def csl(citation: Citation, url: str, notes: Notes = ()) -> str:
    """Write it for Zotero, Pandoc and their like, as CSL-JSON."""
    item = {
        "id": _key(citation),
        "type": "dataset",
        "title": f"{title_of(citation)}{_given(citation).rstrip('.')}",
        "author": [{"literal": AUTHOR}],
        "publisher": AUTHOR,
        "issued": {"date-parts": [list(_parts(citation))]},
        "version": f"position {citation.standing.position}",
        "URL": url,
        **({"note": " ".join(notes)} if notes else {}),
    }
    return msgspec.json.encode([item]).decode()


def bibtex(citation: Citation, url: str, notes: Notes = ()) -> str:
    """Write it for LaTeX."""
    year, month, day = _parts(citation)
    title = _tex(f"{title_of(citation)}{_given(citation).rstrip('.')}")
    as_of = f"As of {day} {_MONTHS[month - 1]} {year}, position {citation.standing.position} of the log"
    return (
        f"@misc{{{_key(citation)},\n"
        f"  author = {{{{{AUTHOR}}}}},\n"
        f"  title = {{{{{title}}}}},\n"
        f"  year = {{{year}}},\n"
        f"  note = {{{'. '.join((as_of, *map(_tex, notes)))}}},\n"
        f"  url = {{{url}}}\n"
        "}\n"
    )


FORMS: Final[Mapping[str, Callable[[Citation, str, Notes], str]]] = {"text": sentence, "csl": csl, "bibtex": bibtex}
"""The ways to write a citation, by name. Each takes the citation, its link, and what a reader of it has to know."""


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _parts(citation: Citation) -> tuple[int, int, int]:
    day = citation.standing.day
    return day // 10_000, day // 100 % 100, day % 100


def _given(citation: Citation) -> str:
    """The variables that were given, in brackets; nothing where it was asked as it stands."""
    if not citation.variables:
        return ""
    said = ", ".join(f"{name} = {_short(value)}" for name, value in sorted(citation.variables.items()))
    return f" ({_UNSEEN.sub(_escaped, said)})."


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _short(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _key(citation: Citation) -> str:
    return f"watchgraph-{citation.standing.position}-{citation.answer}"
