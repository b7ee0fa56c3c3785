"""Codes of lists that others keep and that are no words, such as sectors of aid: asked for by code and by name."""

from collections.abc import Iterable
from itertools import islice

from watchgraph.vocabulary import PREDICATES, nearest
from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.predicates import Predicate
from watchgraph_projections.views.entity_filters import Comparison
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.given import currency

LONGEST_SHOWN = 60
SHOWN = 9
LONGEST_PART = 5
DIGITS_OF_PART = 2
"""Of purposes of aid, of which each is part of a sector: their digits, and those that they have more."""


def named_codes(predicate: Predicate) -> CodeList | None:
    """The list of a predicate whose codes have names; None for any other."""
    codes = None if predicate.range is None else predicate.range.codes
    return codes if codes is not None and codes.names else None


def meant(codes: CodeList, test: Comparison, given: Iterable[str], argument: str) -> tuple[str, ...]:
    """The codes that are asked for. Raises BadArgumentError for words that no name has: they would match nothing."""
    if test is Comparison.CONTAINS:
        return tuple(code for words in given for code in _having(codes, words, argument))
    return tuple(code_meant(codes, words, argument) for words in given)


def codes_of(predicate: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of a predicate of a condition on numbers; those that are no words may be given by name.

    What is no predicate, and what is no code of a list of ours, is told elsewhere. Raises BadArgumentError.
    """
    codes = None if predicate not in PREDICATES else codes_elsewhere(PREDICATES[predicate])
    return given if codes is None else tuple(kept_elsewhere(codes, each, "codes") for each in given)


def codes_elsewhere(predicate: Predicate) -> CodeList | None:
    """The list of a predicate whose codes are others': of sectors of aid or of currencies; None for any other."""
    codes = None if predicate.range is None else predicate.range.codes
    return codes if codes is not None and not codes.codes else None


def kept_elsewhere(codes: CodeList, given: str, argument: str) -> str:
    """Read a code of a list that is not ours: it has names, or is that of currencies. Raises BadArgumentError."""
    return code_meant(codes, given, argument) if codes.names else currency(given, argument)


def code_meant(codes: CodeList, words: str, argument: str) -> str:
    """The code that words are or name, in either case; or the longer code of a part of what has a name: 23110 of 231.

    Raises BadArgumentError for words that are neither.
    """
    is_part = len(words) == LONGEST_PART and words.isdecimal() and words[:-DIGITS_OF_PART] in codes.names
    found = words if is_part else codes.meant(words)
    if found is None:
        near = nearest(words[:LONGEST_SHOWN], [*codes.names, *codes.names.values()]) or f"; {_some(codes)}"
        raise BadArgumentError(f"`{argument}`: {codes.scheme} has no {words[:LONGEST_SHOWN]!r}{near}")
    return found


def _having(codes: CodeList, words: str, argument: str) -> tuple[str, ...]:
    found = codes.having(words)
    if not found:
        message = f"`{argument}`: no name of {codes.scheme} has {words[:LONGEST_SHOWN]!r}; {_some(codes)}"
        raise BadArgumentError(message)
    return found


def _some(codes: CodeList) -> str:
    named = ", ".join(f"{name} ({code})" for code, name in islice(codes.names.items(), SHOWN))
    return f"there are {len(codes.names)}, such as {named}: docs/vocabulary.md has all"
