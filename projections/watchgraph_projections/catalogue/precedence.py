"""Which of several statements that stand beside each other is shown, where a kind shows only one."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import msgspec

from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Qualifier

_LEADING: Final[Mapping[str, Qualifier]] = {
    predicate.name: qualifier
    for predicate in PREDICATES.values()
    for qualifier in predicate.qualifiers
    if qualifier.leading
}


def precedence(predicate: str, key: Callable[[], str]) -> int:
    """How early a claim's qualifier stands among those that lead; 0 for none of them, and where none is declared.

    key: gives its keyed qualifiers as written; it is asked only where they matter.
    """
    declared = _LEADING.get(predicate)
    return 0 if declared is None else _place(declared.name, declared.leading, key())


@lru_cache(maxsize=1_024)
def _place(name: str, leading: tuple[str, ...], key: str) -> int:
    written = msgspec.json.decode(key, type=list[tuple[str, list[str]]]) if key else []
    codes = [parts[-1] for qualifier, parts in written if qualifier == name]
    return len(leading) - leading.index(codes[0]) if codes and codes[0] in leading else 0
