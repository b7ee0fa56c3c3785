"""Questions whose answer stays: all that they ask of the catalogue they ask as of a day and a position of the log."""

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, SelectionSetNode, value_from_ast_untyped
from graphql.language import InlineFragmentNode

from watchgraph_schema.documents import Prepared

STANDS: Final = "__typename"


def is_fixed(ready: Prepared, variables: Mapping[str, object] | None) -> bool:
    """Tell whether neither tomorrow nor another commit can change the answer, short of a redaction or a new rule."""
    given = dict(variables or {})
    for each in ready.operation.variable_definitions or ():
        if each.default_value is not None:
            given.setdefault(each.variable.name.value, value_from_ast_untyped(each.default_value))
    asked = [field for field in _roots(ready.operation.selection_set, ready.fragments) if field.name.value != STANDS]
    return bool(asked) and all(_is_pinned(field, given) for field in asked)


def _is_pinned(field: FieldNode, variables: dict[str, object]) -> bool:
    found = [
        value_from_ast_untyped(each.value, variables) for each in field.arguments or () if each.name.value == "asOf"
    ]
    moment = found[0] if found else None
    if not isinstance(moment, Mapping):
        return False
    valid, recorded = moment.get("validAt"), moment.get("recordedAt")
    return isinstance(valid, str) and isinstance(recorded, str) and recorded.isdecimal()


def _roots(selections: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """Every field at the root, that of a fragment once however often it is spread."""
    todo, seen = [selections], set[str]()
    while todo:
        for node in todo.pop().selections:
            match node:
                case FieldNode():
                    yield node
                case InlineFragmentNode():
                    todo.append(node.selection_set)
                case FragmentSpreadNode() if node.name.value not in seen:
                    seen.add(node.name.value)
                    todo.append(fragments[node.name.value].selection_set)
