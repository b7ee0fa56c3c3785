"""From a name as a file has it to plain words: damaged letters mended, invisible ones dropped, case folded."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

LOST: Final = "\ufffd"
"""Stands in a word for a letter that a publisher's export destroyed."""

_TWICE_ENCODED: Final = re.compile(r"[ÃÂâï][\u0080-\u02ff\u2010-\u2122€]+")
_HALF_LOST: Final = re.compile(r"Í([\u00a0-\u00bf])")
MARK: Final = "~"
"""Stands for a lost letter in a folded word."""
_CYRILLIC: Final = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425"
)
_LOOKALIKES: Final = str.maketrans(_CYRILLIC, "aeopcyxiABEKMHOPCTX")
_MIXED: Final = re.compile(r"\b\w*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])\w*\b")
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_LEGAL_SLASH: Final = re.compile(r"\b([aikp]) ?/ ?s\b")
_APOSTROPHE: Final = re.compile(r"(?<=\w)'s\b|(?<=\w)'(?=\w)|(?<=s)'(?= )")
_WORD: Final = re.compile(rf"[a-z0-9{MARK}]+")


@lru_cache(maxsize=65_536)
def mended(text: str) -> str:
    """Undo UTF-8 read as another code, drop what no reader sees, and bring letters to one form (NFKC).

    Cyrillic letters inside a Latin word become the Latin ones that they look like. A letter that cannot be told any
    more becomes LOST. Line breaks and other white space become single spaces.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _TWICE_ENCODED.sub(lambda found: _decoded(found[0]), text)
    text = _HALF_LOST.sub(lambda found: _decoded("Ã" + found[1]), text).replace("Í_", LOST)
    text = _MIXED.sub(lambda found: found[0].translate(_LOOKALIKES), unicodedata.normalize("NFKC", text))
    seen = (" " if letter.isspace() else letter for letter in text if _visible(letter))
    return " ".join("".join(seen).split())


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Bring a name to lower-case ASCII without punctuation; a lost letter is a `~`, `&` is `and`."""
    plain = anyascii(mended(text).replace(LOST, MARK)).casefold().replace("&", " and ").replace("`", "'")
    plain = _APOSTROPHE.sub("", _INITIALS.sub(lambda found: found[0].replace(".", ""), plain))
    found = _WORD.findall(_LEGAL_SLASH.sub(r"\1s", plain))
    return " ".join(word for word in found if word.strip(MARK))


def _visible(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cn"}


def _decoded(text: str) -> str:
    """Read text that went through one code too many; unchanged where it is sound after all."""
    try:
        return b"".join(_byte(letter) for letter in text).decode("utf-8")
    except ValueError:
        return text


def _byte(letter: str) -> bytes:
    """Return the byte that a letter stands for in Windows-1252, or in Latin-1 where that has none."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
