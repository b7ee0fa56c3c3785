"""The part of the schema that compiles: documents drawn from it run on both paths."""

from collections.abc import Iterator

from graphql import (
    REMOVE,
    FieldDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    ObjectTypeDefinitionNode,
    TypeNode,
    Visitor,
    build_ast_schema,
    get_named_type,
    parse,
    print_ast,
    visit,
)
from strawberry.types.field import StrawberryField

from watchgraph_schema.describing import COMPILED, WORKED_OUT
from watchgraph_schema.schema import CORE, printed

QUERY = "Query"


def compilable() -> GraphQLSchema:
    """The schema without what is worked out, and without what leads to nothing else."""
    trimming = _Trimming()
    document = parse(printed())
    while trimming.found:
        trimming.found = False
        document = visit(document, trimming)
    return build_ast_schema(document)


def worked_out() -> Iterator[tuple[str, str]]:
    """Types and names of the fields that only the executor answers."""
    written = {type_.name for type_ in figures()}
    for name, type_ in CORE.type_map.items():
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__") and not name.endswith("Connection"):
            for field_name, field in type_.fields.items():
                if _needs_values(field) and name not in written and not _declared(field).metadata.get(WORKED_OUT):
                    yield name, field_name


def figures() -> set[GraphQLObjectType]:
    """Types of what is worked out and then written, also in a compiled document."""
    assert CORE.query_type is not None
    found: set[GraphQLObjectType] = set()
    waiting = [field for field in CORE.query_type.fields.values() if _declared(field).metadata.get(WORKED_OUT)]
    while waiting:
        type_ = get_named_type(waiting.pop().type)
        if not isinstance(type_, GraphQLObjectType) or type_ in found:
            continue
        if any(map(_needs_values, type_.fields.values())):
            found.add(type_)
            waiting += type_.fields.values()
    return found


def _declared(field: GraphQLField) -> StrawberryField:
    declared: StrawberryField = field.extensions["strawberry-definition"]
    return declared


def _needs_values(field: GraphQLField) -> bool:
    declared = _declared(field)
    return declared.base_resolver is not None and not declared.metadata.get(COMPILED)


class _Trimming(Visitor):
    """Takes out types that hold such a field, and what is of a type that is gone."""

    def __init__(self) -> None:
        super().__init__()
        self._fields = frozenset(worked_out())
        self._gone = {name for name, _ in self._fields} - {QUERY}
        self.found = True

    def leave_object_type_definition(self, node: ObjectTypeDefinitionNode, *_: object) -> object:
        fields = {field.name.value for field in node.fields or ()}
        if node.name.value in self._gone or not fields - {"totalCount", "pageInfo", "cursor"}:
            self._gone.add(node.name.value)
            self.found = True
            return REMOVE
        return None

    def leave_field_definition(
        self, node: FieldDefinitionNode, _key: object, _parent: object, _path: object, ancestors: list[object]
    ) -> object:
        owner = next(each for each in reversed(ancestors) if hasattr(each, "name"))
        own = (owner.name.value, node.name.value) in self._fields
        return REMOVE if own or _named(node.type) in self._gone else None


def _named(node: TypeNode) -> str:
    return print_ast(node).strip("[]!")
