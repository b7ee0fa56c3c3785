"""Codes of lists that others keep and that are no words, such as sectors of aid: asked for by code and by name."""

from collections.abc import Iterable
from itertools import islice

from watchgraph.vocabulary import PREDICATES, nearest
from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.predicates import Predicate
from watchgraph_projections.views.entity_filters import Comparison
from watchgraph_schema.errors import BadArgumentError

LONGEST_SHOWN = 60
SHOWN = 9


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

    A name that is no predicate's is told elsewhere. Raises BadArgumentError.
    """
    codes = named_codes(PREDICATES[predicate]) if predicate in PREDICATES else None
    return given if codes is None else tuple(code_meant(codes, each, "codes") for each in given)


def code_meant(codes: CodeList, words: str, argument: str) -> str:
    """The code that words are or name, in either case; digits are a code, if not one with a name.

    Raises BadArgumentError for words that are neither.
    """
    found = words if words.isdecimal() else codes.meant(words)
    if found is None:
        near = nearest(words[:LONGEST_SHOWN], codes.names.values()) or f"; {_some(codes)}"
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
