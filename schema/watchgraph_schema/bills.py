"""What an operation asks for, added up: known at once, or as soon as its variables are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from graphql import ListValueNode, NullValueNode, ObjectValueNode, ValueNode, VariableNode, value_from_ast_untyped

Variables = Mapping[str, object]


class Amount(NamedTuple):
    """values: fields, those of every item. nodes: objects. points: the prices of what is dear, beside its values."""

    values: float = 0
    nodes: float = 0
    points: float = 0

    def plus(self, other: "Amount", times: float = 1) -> "Amount":
        """Add so many times another."""
        return Amount(
            self.values + times * other.values, self.nodes + times * other.nodes, self.points + times * other.points
        )


class Variable(NamedTuple):
    """A variable, by its name."""

    name: str


class Unknown(NamedTuple):
    """How many times, told by the values of arguments of which at least one is a variable."""

    reckon: Callable[..., float]
    values: tuple[object, ...]

    def known(self, variables: Variables) -> float:
        """Reckon, with the variables that were given."""
        return self.reckon(*(variables.get(each.name) if isinstance(each, Variable) else each for each in self.values))


Times = float | Unknown


def times(reckon: Callable[..., float], *values: ValueNode | None) -> Times:
    """Reckon by the values of arguments. A list or object stays a node; what is null or not given is None."""
    plain = tuple(_plain(each) for each in values)
    return Unknown(reckon, plain) if any(isinstance(each, Variable) for each in plain) else reckon(*plain)


def _plain(value: ValueNode | None) -> object:
    match value:
        case None | NullValueNode():
            return None
        case VariableNode():
            return Variable(value.name.value)
        case ListValueNode() | ObjectValueNode():
            return value
        case _:
            return value_from_ast_untyped(value)


@dataclass(frozen=True, slots=True)
class Bill:
    """Amounts by what they are still to be multiplied with: a polynomial in what only variables tell."""

    parts: Mapping[tuple[Unknown, ...], Amount]

    @property
    def variables(self) -> frozenset[str]:
        """Names of the variables that tell what it comes to."""
        unknowns = [unknown for together in self.parts for unknown in together]
        return frozenset(each.name for unknown in unknowns for each in unknown.values if isinstance(each, Variable))

    def times(self, times: Times) -> "Bill":
        """The same so many times."""
        if isinstance(times, Unknown):
            return Bill({(*unknowns, times): each for unknowns, each in self.parts.items()})
        return Bill({unknowns: Amount().plus(each, times) for unknowns, each in self.parts.items()})

    def amount(self, variables: Variables) -> Amount:
        """Add up, with the variables that were given."""
        total = self.parts.get((), Amount())
        for unknowns, each in self.parts.items():
            if unknowns and (factor := prod(unknown.known(variables) for unknown in unknowns)):
                total = total.plus(each, factor)
        return total


def together(*bills: Bill) -> Bill:
    """Add bills up."""
    parts: dict[tuple[Unknown, ...], Amount] = {}
    for bill in bills:
        for unknowns, each in bill.parts.items():
            parts[unknowns] = parts.get(unknowns, Amount()).plus(each)
    return Bill(parts)


def fixed(values: float = 0, nodes: float = 0, points: float = 0) -> Bill:
    """A bill of what is known at once."""
    return Bill({(): Amount(values, nodes, points)})
