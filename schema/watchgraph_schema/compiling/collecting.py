"""Which fields a selection asks for of a type, as the specification collects them."""

from collections.abc import Iterable, Mapping, Sequence

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionNode,
    is_abstract_type,
)
from graphql.execution.values import VariableValues, get_directive_values
from graphql.language import FragmentSpreadNode

Fields = Mapping[str, Sequence[FieldNode]]
"""Name in the answer to the places in the document that ask for it."""


class Collector:
    """Collects the fields of selections of one document, asked with certain variables."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: VariableValues
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def fields(self, type_: GraphQLObjectType, nodes: Iterable[FieldNode]) -> Fields:
        """What is asked for of an object of this type under these fields, in the document's order."""
        found: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        for node in nodes:
            if node.selection_set is not None:
                self._collect(type_, node.selection_set.selections, found, spread)
        return found

    def root(self, type_: GraphQLObjectType, selections: Sequence[SelectionNode]) -> Fields:
        """What an operation asks for."""
        found: dict[str, list[FieldNode]] = {}
        self._collect(type_, selections, found, set())
        return found

    def _collect(
        self,
        type_: GraphQLObjectType,
        selections: Sequence[SelectionNode],
        found: dict[str, list[FieldNode]],
        spread: set[str],
    ) -> None:
        for selection in selections:
            if not self._included(selection):
                continue
            match selection:
                case FieldNode():
                    name = selection.alias.value if selection.alias else selection.name.value
                    found.setdefault(name, []).append(selection)
                case InlineFragmentNode():
                    if self._applies(selection.type_condition, type_):
                        self._collect(type_, selection.selection_set.selections, found, spread)
                case FragmentSpreadNode() if selection.name.value not in spread:
                    spread.add(selection.name.value)
                    fragment = self._fragments[selection.name.value]
                    if self._applies(fragment.type_condition, type_):
                        self._collect(type_, fragment.selection_set.selections, found, spread)

    def _included(self, selection: SelectionNode) -> bool:
        if not selection.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, selection, self._variables)
        include = get_directive_values(GraphQLIncludeDirective, selection, self._variables)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _applies(self, condition: NamedTypeNode | None, type_: GraphQLObjectType) -> bool:
        if condition is None or condition.name.value == type_.name:
            return True
        named = self._schema.type_map[condition.name.value]
        return is_abstract_type(named) and self._schema.is_sub_type(named, type_)
