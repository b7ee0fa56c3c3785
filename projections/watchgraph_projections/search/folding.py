"""Folding: what two spellings of one name have in common."""

import unicodedata

from anyascii import anyascii


def fold(text: str) -> str:
    """Reduce text to lower-case ASCII without accents, whatever its script; white space becomes single blanks.

    A repeat changes nothing, so stored text and a reader's words may each be folded on their own. Characters that
    have no transliteration disappear; the result can be empty.
    """
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(mark))
    return " ".join(anyascii(plain).casefold().split())
