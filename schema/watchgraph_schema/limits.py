"""What a document may ask for, checked before it is run and in time linear in its length."""

from collections.abc import Iterator, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.language import InlineFragmentNode
from strawberry.extensions import SchemaExtension

from watchgraph_schema.errors import OperationNameError, TooDeepError

MOST_TOKENS = 2_000
DEEPEST = 24


class _Depths:
    """Depths of selections, each fragment measured once however often it is spread."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, int] = {}

    def of(self, selections: SelectionSetNode | None) -> int:
        """Levels of fields under a selection set; circles of fragments, which validation refuses, end at once."""
        if selections is None:
            return 0
        return max((self._of_one(selection) for selection in selections.selections), default=0)

    def _of_one(self, selection: object) -> int:
        match selection:
            case FieldNode():
                return 1 + self.of(selection.selection_set)
            case InlineFragmentNode():
                return self.of(selection.selection_set)
            case FragmentSpreadNode():
                return self._of_fragment(selection.name.value)
            case _:
                return 0

    def _of_fragment(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = 0
            fragment = self._fragments.get(name)
            self._known[name] = 0 if fragment is None else self.of(fragment.selection_set)
        return self._known[name]


def check(document: DocumentNode, operation_name: str | None) -> None:
    """Refuse a document that leaves open which operation is meant, or that nests too deep."""
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if len(operations) > 1 and operation_name is None:
        raise OperationNameError(f"The document holds {len(operations)} operations: name one in `operationName`")
    depths = _Depths(
        {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    )
    deepest = max((depths.of(each.selection_set) for each in operations), default=0)
    if deepest > DEEPEST:
        raise TooDeepError(f"Fields may nest {DEEPEST} levels; here they nest {deepest}")


class Limits(SchemaExtension):
    """Checks every document after it is parsed."""

    def on_validate(self) -> Iterator[None]:
        """Check what is otherwise valid; documents seen before come out of a cache, which knows no operation name."""
        document = self.execution_context.graphql_document
        if document is not None and not self.execution_context.pre_execution_errors:
            try:
                # The public property makes up a name: that of the first operation.
                check(document, self.execution_context._provided_operation_name)  # noqa: SLF001
            except (OperationNameError, TooDeepError) as error:
                self.execution_context.pre_execution_errors = [GraphQLError(str(error), original_error=error)]
        yield
