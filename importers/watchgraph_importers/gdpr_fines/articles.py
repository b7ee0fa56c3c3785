"""Lists of articles as people write them (`Art. 5 (1) a), f) GDPR, Art. 6 GDPR`), read as provisions of laws."""

import re
from dataclasses import dataclass
from typing import Final

GDPR: Final = "GDPR"

SPELLINGS: Final = {"gdpr": GDPR, "gpdr": GDPR, "gdrp": GDPR, "of the gdpr": GDPR, "dsgvo": GDPR, "rgpd": GDPR}
"""How the two collections write the regulation, slips included."""

_SLIP = re.compile(r"\bArt(?:icle)?,\s*")
_PARTS = re.compile(r"\s*[|;\n]\s*|\s*,\s*|\.\s+(?=Art)")
_PIECE = re.compile(
    r"""(?:(?P<head>Art(?:icle)?s?[.,]?\s*(?P<article>(?:[A-Z]\.?\s?)?\d+(?:-\w+)*)|§+\s*(?P<section>\d+))\s*)?
    (?P<paragraphs>(?:\(\w{1,4}\)\s*)*)
    (?P<letter>[a-z]\)(?:\s*-\s*[a-z]\))?)?\s*
    (?P<law>.*)""",
    re.VERBOSE | re.DOTALL,
)
_BRACKETED = re.compile(r"\([a-z]\)$")
_IS_LAW = re.compile(r"\b(?:Act|Law|Code|Regulation|Directive|Loi|Ley|Codice|Gesetz)\b")
_LONGEST_LAW = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A provision of a law. law: by its usual short name. article: `Art. 5 (1) f)`, empty for the law as a whole."""

    law: str
    article: str = ""


class UnreadableArticleError(ValueError):
    """The text names no article and no law."""


def provisions(text: str) -> list[Provision]:
    """Read a list of articles, in its order, each once. A piece without a law has that of the next one that has one.

    Raises UnreadableArticleError for a piece that names neither an article nor a law.
    """
    pieces = [" ".join(part.split()) for part in _PARTS.split(_SLIP.sub("Art. ", text))]
    found: list[Provision] = []
    waiting: list[str] = []
    article = paragraph = ""
    for piece in filter(None, pieces):
        article, paragraph, written, law = _read(piece, article, paragraph)
        waiting += [written] if written else []
        if law:
            found += [Provision(law=law, article=each) for each in waiting] or [Provision(law=law)]
            waiting = []
    found += [Provision(law=GDPR, article=each) for each in waiting]
    return list(dict.fromkeys(found))


def _read(piece: str, article: str, paragraph: str) -> tuple[str, str, str, str]:
    """Read one piece: its article, its paragraph, both with the letter as written, and its law if it names one."""
    found = _PIECE.fullmatch(piece)
    if found is None:
        raise UnreadableArticleError(piece)
    law = _law(found["law"], piece)
    if found["head"]:
        article = f"Art. {found['article']}" if found["article"] else f"§ {found['section']}"
        paragraph = ""
    elif law and not (found["paragraphs"] or found["letter"]):
        return "", "", "", law
    elif not article:
        raise UnreadableArticleError(piece)
    paragraphs = re.sub(r"\)\s*\(", ") (", found["paragraphs"].strip())
    letter = re.sub(r"\s*-\s*", " - ", found["letter"] or "")
    if not letter and (bracketed := _BRACKETED.search(paragraphs)):  # `Art. 5 (1) (f) GDPR`
        paragraphs, letter = paragraphs[: bracketed.start()].strip(), bracketed[0][1:]
    if found["head"] or paragraphs:
        paragraph = paragraphs
    elif not letter:
        raise UnreadableArticleError(piece)
    return article, paragraph, " ".join(filter(None, (article, paragraph, letter))), law


def _law(text: str, piece: str) -> str:
    name = text.strip(" .")
    if name.lower() in SPELLINGS:
        return SPELLINGS[name.lower()]
    whole = name == piece.strip(" .")
    if len(name) > _LONGEST_LAW or (whole and name and not _IS_LAW.search(name)):
        raise UnreadableArticleError(piece)
    return name
