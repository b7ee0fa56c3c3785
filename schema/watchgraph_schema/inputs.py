"""What values may be given: literals of a document, and variables in JSON."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from graphql import ListValueNode, ObjectValueNode

from watchgraph_schema.errors import BadArgumentError, TooDeepError, TooMuchError

DEEPEST_VALUE: Final = 16
"""Levels of a value; a filter within `and`, `or` and `not` takes two or one for each."""


MOST_MEMBERS: Final = 300
"""Members of all objects together; each may become a term of a statement. Lists of plain values are as long as fits."""


def levels(value: object) -> int:
    """Count the lists and objects around the inmost value."""
    return sum(any(_parts(each) is not None for each in layer) for layer in _layers(value))


def check_variables(variables: Mapping[str, object]) -> None:
    """Refuse variables that nest deeper than literals may, hold too much, or texts that the database does not take.

    Raises TooDeepError, TooMuchError and BadArgumentError.
    """
    if all(map(_is_plain, variables.values())):
        return
    members = sum(map(_members, variables.values()))
    if members > MOST_MEMBERS:
        raise TooMuchError(
            f"Objects in variables have at most {MOST_MEMBERS} members; these have {members:,}: ask under fewer "
            "conditions, or give all values of one in a list"
        )
    for name, value in variables.items():
        if (found := levels(value)) > DEEPEST_VALUE:
            raise TooDeepError(
                f"Lists and objects in variables nest at most {DEEPEST_VALUE} levels; in ${name[:60]} they nest {found}"
            )
        if not all(_is_text(each) for layer in _layers(value) for each in layer if isinstance(each, str)):
            raise BadArgumentError(f"`${name[:60]}` holds NUL or half a character, which no text has: leave it out")


def _is_plain(value: object) -> bool:
    """Whether it is a text that is seen at a glance to be one, or a number: most variables are."""
    if isinstance(value, str):
        return value.isascii() and "\0" not in value
    return not isinstance(value, Mapping | list)


def _members(value: object) -> int:
    return sum(len(each) for layer in _layers(value) for each in layer if isinstance(each, Mapping))


def _is_text(text: str) -> bool:
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _layers(value: object) -> Iterator[list[object]]:
    """The value, then what lists and objects in it hold, then what those hold: without recursion, however deep."""
    layer = [value]
    while layer:
        yield layer
        layer = [part for each in layer for part in _parts(each) or ()]


def _parts(value: object) -> Iterable[object] | None:
    match value:
        case ListValueNode():
            return value.values
        case ObjectValueNode():
            return [each.value for each in value.fields]
        case Mapping():
            return value.values()
        case list():
            return value
        case _:
            return None
