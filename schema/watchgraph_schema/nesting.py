"""How deep lists and objects nest in what is given: literals of a document, and variables in JSON."""

from collections.abc import Iterable, Mapping
from typing import Final

from graphql import ListValueNode, ObjectValueNode

from watchgraph_schema.errors import TooDeepError

DEEPEST_VALUE: Final = 16
"""Levels of a value; a filter within `and`, `or` and `not` takes two or one for each."""


def levels(value: object) -> int:
    """Count the lists and objects around the inmost value, without recursion."""
    found, layer = 0, [value]
    while inside := [parts for each in layer if (parts := _parts(each)) is not None]:
        found, layer = found + 1, [part for parts in inside for part in parts]
    return found


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


def check_variables(variables: Mapping[str, object]) -> None:
    """Refuse variables that nest deeper than literals may. Raises TooDeepError."""
    for name, value in variables.items():
        if (found := levels(value)) > DEEPEST_VALUE:
            raise TooDeepError(
                f"Lists and objects in variables nest at most {DEEPEST_VALUE} levels; in ${name[:60]} they nest {found}"
            )
