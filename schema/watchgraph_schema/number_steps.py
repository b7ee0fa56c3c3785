"""What a question for numbers is asked under beside its first condition, told before it is read."""

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import ListValueNode, ObjectValueNode, ValueNode, VariableNode, value_from_ast_untyped

from watchgraph_projections.statistics.queries import Span
from watchgraph_schema.bills import Times, times
from watchgraph_schema.prices import DEAR_STEP, STEP

ARGUMENTS: Final = ("where", "groupBy", "ours")
"""Arguments of a field that hold such a question, or are a part of one."""
_HOLDING: Final = frozenset({"where", "that", "or", "or_", "others", "ours", "groupBy", "group_by", "then"})
"""What holds conditions, or steps of a grouping, as callers write it and as ids do."""
_GROUPINGS: Final = frozenset({"groupBy", "group_by", "then"})
_DAYS: Final = frozenset({"asOf", "as_of"})


def steps(given: Mapping[str, ValueNode]) -> Times:
    """Points of the steps that the arguments of a field ask for."""
    nodes = [given.get(name) for name in ARGUMENTS]
    variables = [each for node in nodes for each in _variables(node) if node is not each]
    return times(_points_of_arguments, *nodes, *variables)


def points_of_steps(question: object) -> int:
    """The same of a question as an id holds it."""
    return _points(list(_steps(question)))


def _points_of_arguments(*values: object) -> float:
    """values: of the arguments, then of the variables within those that are no variable themselves."""
    arguments, within = values[: len(ARGUMENTS)], list(values[len(ARGUMENTS) :])
    found: dict[str, object] = {}
    for name, value in zip(ARGUMENTS, arguments, strict=True):
        if isinstance(value, ValueNode):
            names = [each.name.value for each in _variables(value)]
            found[name] = value_from_ast_untyped(value, dict(zip(names, within, strict=False)))
            del within[: len(names)]
        else:
            found[name] = value
    return points_of_steps(found)


def _variables(node: ValueNode | None) -> Iterator[VariableNode]:
    if isinstance(node, VariableNode):
        yield node
    elif isinstance(node, ListValueNode):
        for each in node.values:
            yield from _variables(each)
    elif isinstance(node, ObjectValueNode):
        for field in node.fields:
            yield from _variables(field.value)


def _points(found: list[tuple[str, Mapping[str, object]]]) -> int:
    conditions = sum(held not in _GROUPINGS for held, _ in found)
    beside = len(found) - min(conditions, 1)
    dear = sum(any(step.get(name) is not None for name in _DAYS) or _is_by_parts(step) for _, step in found)
    return STEP * beside + (DEAR_STEP - STEP) * dear


def _is_by_parts(step: Mapping[str, object]) -> bool:
    """Whether a grouping is by parts of years."""
    span = step.get("span")
    return isinstance(span, str) and span != Span.YEAR


def _steps(question: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The conditions and the steps of groupings in a question, each with the name of what holds it."""
    if isinstance(question, list):
        for each in question:
            yield from _steps(each)
    elif isinstance(question, Mapping):
        for name in _HOLDING & question.keys():
            held = question[name]
            for each in held if isinstance(held, list) else [held]:
                if isinstance(each, Mapping) and name != "ours":
                    yield name, each
                yield from _steps(each)
