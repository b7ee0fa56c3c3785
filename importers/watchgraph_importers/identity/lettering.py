"""Names without what writers differ in: case, accents, script, invisible characters, punctuation."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = re.compile("['`]")
_OTHER = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """Write a name in small Latin letters and digits, its words parted by single spaces."""
    visible = "".join(letter for letter in unicodedata.normalize("NFKC", name) if unicodedata.category(letter) != "Cf")
    latin = anyascii(visible).casefold().replace("&", " and ")
    return _OTHER.sub(" ", _APOSTROPHES.sub("", latin)).strip()


def compact(name: str) -> str:
    """Write a name without any space, so that `Viet Nam` is `Vietnam`."""
    return folded(name).replace(" ", "")
