"""What values may be given: literals of a document, and variables in JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from graphql import ListValueNode, ObjectValueNode

from watchgraph_schema.errors import BadArgumentError, TooDeepError, TooMuchError

Layer = Sequence[object]

DEEPEST_VALUE: Final = 16
"""Levels of a value; a filter within `and`, `or` and `not` takes two or one for each."""


MOST_MEMBERS: Final = 300
"""Members of all objects together, each of which may become a term of a statement; an object without any is read like
others, and counts as one. Lists of plain values are as long as fits."""

FEW: Final = 8
"""Variables, and members of each of them, that need no counting."""
OBJECTS: Final = (dict, ObjectValueNode)
HOLDING: Final = (list, ListValueNode, *OBJECTS)
"""What holds other values: in JSON, and in a document."""
FEWER: Final = "ask under fewer conditions, or give all values of one in a list"


def levels(value: object) -> int:
    """Count the lists and objects around the inmost value."""
    return _levels(_layers(value))


def members(value: object) -> int:
    """Count the members of all objects in it, one without any as one."""
    return _members(_layers(value))


def check_variables(variables: Mapping[str, object]) -> None:
    """Refuse variables that nest deeper than literals may, hold too much, or texts that the database does not take.

    Raises TooDeepError, TooMuchError and BadArgumentError.
    """
    if all(map(_is_plain, variables.values())) or (len(variables) <= FEW and all(map(_is_small, variables.values()))):
        return
    layers = {name: list(_layers(value)) for name, value in variables.items()}
    found = sum(map(_members, layers.values()))
    if found > MOST_MEMBERS:
        raise TooMuchError(
            f"Objects in variables have at most {MOST_MEMBERS} members, one without any counted as one; these have "
            f"{found:,}: {FEWER}"
        )
    for name, inside in layers.items():
        if (deep := _levels(inside)) > DEEPEST_VALUE:
            raise TooDeepError(
                f"Lists and objects in variables nest at most {DEEPEST_VALUE} levels; in ${name[:60]} they nest {deep}"
            )
        if not all(_is_text(each) for layer in inside for each in layer if isinstance(each, str)):
            raise BadArgumentError(f"`${name[:60]}` holds NUL or half a character, which no text has: leave it out")


def _is_plain(value: object) -> bool:
    """Whether it is a text that is seen at a glance to be one, or a number: most variables are."""
    if isinstance(value, str):
        return value.isascii() and "\0" not in value
    return not isinstance(value, dict | list)


def _is_small(value: object) -> bool:
    """Whether it is such a value, or an object of a few of them, as `asOf` takes."""
    return _is_plain(value) or (isinstance(value, dict) and len(value) <= FEW and all(map(_is_plain, value.values())))


def _is_text(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _levels(layers: Iterable[Layer]) -> int:
    return sum(any(isinstance(each, HOLDING) for each in layer) for layer in layers)


def _members(layers: Iterable[Layer]) -> int:
    return sum(len(_parts(each)) or 1 for layer in layers for each in layer if isinstance(each, OBJECTS))


def _layers(value: object) -> Iterator[Layer]:
    """The value, then what lists and objects in it hold, then what those hold: without recursion, however deep."""
    layer: Layer = [value]
    while layer:
        yield layer
        layer = [part for each in layer if isinstance(each, HOLDING) for part in _parts(each)]


def _parts(value: object) -> Sequence[object]:
    match value:
        case ListValueNode():
            return value.values
        case ObjectValueNode():
            return [each.value for each in value.fields]
        case dict():
            return list(value.values())
        case list():
            return value
        case _:
            return ()
