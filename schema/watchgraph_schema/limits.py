"""What a document may ask for, checked before it is run and in time linear in its length."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

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

from watchgraph_schema.errors import DocumentError, OperationNameError, TooDeepError, TooManyFieldsError

MOST_TOKENS = 2_000
DEEPEST = 24
MOST_FIELDS = 10_000
"""Fields of a document with its fragments put in place, lists counted as one item."""


class Size(NamedTuple):
    """depth: levels of fields. fields: all of them, those of a fragment as often as it is spread."""

    depth: int
    fields: int


NOTHING = Size(0, 0)


class Sizes:
    """Sizes of selections, each fragment measured once however often it is spread."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, Size] = {}

    def of(self, selections: SelectionSetNode | None) -> Size:
        """The size of a selection set; circles of fragments, which validation refuses, end at once."""
        if selections is None:
            return NOTHING
        sizes = [self._of_one(selection) for selection in selections.selections]
        return Size(max((each.depth for each in sizes), default=0), sum(each.fields for each in sizes))

    def _of_one(self, selection: object) -> Size:
        match selection:
            case FieldNode():
                below = self.of(selection.selection_set)
                return Size(1 + below.depth, 1 + below.fields)
            case InlineFragmentNode():
                return self.of(selection.selection_set)
            case FragmentSpreadNode():
                return self._of_fragment(selection.name.value)
            case _:
                return NOTHING

    def _of_fragment(self, name: str) -> Size:
        if name not in self._known:
            self._known[name] = NOTHING
            fragment = self._fragments.get(name)
            self._known[name] = NOTHING if fragment is None else self.of(fragment.selection_set)
        return self._known[name]


def check(document: DocumentNode, operation_name: str | None) -> None:
    """Refuse a document that leaves open which operation is meant, nests too deep or unfolds to too much."""
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if len(operations) > 1 and operation_name is None:
        raise OperationNameError(f"The document holds {len(operations)} operations: name one in `operationName`")
    sizes = Sizes({each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)})
    found = [sizes.of(each.selection_set) for each in operations]
    deepest, most = max((each.depth for each in found), default=0), max((each.fields for each in found), default=0)
    if deepest > DEEPEST:
        raise TooDeepError(f"Fields may nest {DEEPEST} levels; here they nest {deepest}")
    if most > MOST_FIELDS:
        raise TooManyFieldsError(f"A document has at most {MOST_FIELDS} fields, fragments put in place; here are more")


class Limits(SchemaExtension):
    """Checks every document after it is parsed."""

    def on_validate(self) -> Iterator[None]:
        """Check what is otherwise valid; documents seen before come out of a cache, which knows no operation name."""
        document = self.execution_context.graphql_document
        if document is not None and not self.execution_context.pre_execution_errors:
            try:
                # The public property makes up a name: that of the first operation.
                check(document, self.execution_context._provided_operation_name)  # noqa: SLF001
            except DocumentError as error:
                self.execution_context.pre_execution_errors = [GraphQLError(str(error), original_error=error)]
        yield
