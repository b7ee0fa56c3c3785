"""How many conditions a filter has, each of which is compared with every row, told before it is read."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graphql import ListValueNode, ObjectValueNode, ValueNode, VariableNode

from watchgraph_schema.bills import Times, times


class Conditions(NamedTuple):
    """all: how many. first: one, if there is any. further: those beside it."""

    all: Times
    first: Times
    further: Times


def conditions(where: ValueNode | None) -> Conditions:
    """Count the values that are given within a filter. A list of plain values is one: they are looked up together."""
    given = tuple(_within(where))
    return Conditions(*(times(reckon, *given) for reckon in (_all, _first, _further)))


def _within(given: ValueNode | None) -> Iterator[ValueNode]:
    """The values inside, as they stand in the document; one of a list of plain ones, and the variables."""
    if isinstance(given, ObjectValueNode):
        for field in given.fields:
            yield from _within(field.value)
    elif isinstance(given, ListValueNode):
        plain = [each for each in given.values if not isinstance(each, ListValueNode | ObjectValueNode | VariableNode)]
        yield from plain[:1]
        for each in given.values:
            if isinstance(each, ListValueNode | ObjectValueNode | VariableNode):
                yield from _within(each)
    elif given is not None:
        yield given


def _all(*values: object) -> float:
    return sum(map(_count, values))


def _first(*values: object) -> float:
    return min(_all(*values), 1)


def _further(*values: object) -> float:
    return max(_all(*values) - 1, 0)


def _count(value: object) -> int:
    """Of a value as a variable gives it."""
    if isinstance(value, Mapping):
        return sum(map(_count, value.values()))
    if isinstance(value, list):
        plain = any(not isinstance(each, list | Mapping) and each is not None for each in value)
        return plain + sum(_count(each) for each in value if isinstance(each, list | Mapping))
    return value is not None
