"""Documents made ready: parsed, measured, checked against the schema, and the operation chosen."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from threading import Lock
from typing import NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInputType,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    VariableDefinitionNode,
    get_nullable_type,
    is_non_null_type,
    parse,
    specified_rules,
    type_from_ast,
    validate,
    value_from_ast_untyped,
)
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from watchgraph_schema.bills import Bill, Variables
from watchgraph_schema.costs import Cost, bill, cost
from watchgraph_schema.errors import (
    InvalidDocumentError,
    OnlyQueriesError,
    OperationNameError,
    TooDeepError,
    TooLongError,
    UnknownOperationError,
)
from watchgraph_schema.failures import MOST_ERRORS
from watchgraph_schema.limits import LARGEST, LARGEST_ABOUT_THE_SCHEMA, Fragments, Sizes, check
from watchgraph_schema.repeats import Repeats
from watchgraph_schema.schema import CORE

MOST_CHARACTERS = 15_000
MOST_TOKENS = 2_000
MOST_COMMENTS = 200
NUL = re.compile(r"\0|\\u0000|\\u\{0+\}")
"""Itself, and as texts of GraphQL may write it."""
EMPTY = GraphQLError("The document is empty: ask something, such as { __typename }")
NOTHING = re.compile(r"#[^\n\r]*|[\s,\ufeff]+")
"""What GraphQL reads over."""
TOKEN = re.compile(
    r'"""(?:\\"""|(?!""").)*+(?:""")?|"(?:\\.|[^"\\\n\r])*+"?|#[^\n\r]*|\.\.\.|-?\w[\w.]*|[^\s,\ufeff]', re.DOTALL
)
"""Near enough to what GraphQL reads as one, also in what is no GraphQL."""
TOKENS_A_POINT = 50
"""Tokens that a refused document may have for a point: to read them takes less than a millisecond."""
MOST_NAMES_SHOWN = 5
TEXTS = frozenset({"ID", "String"})
"""Types whose values are texts."""
RULES = (*specified_rules, OneOfInputValidationRule)
DOCUMENTS_KEPT = 512
TOKENS_KEPT = 40_000
"""Tokens of all documents that are kept, with their statements: some 20 MB at half a kilobyte a token."""
CHARACTERS_A_TOKEN = 50
"""Characters of a statement whose plan takes as much memory as a token."""


class Declared(NamedTuple):
    """A variable. is_text: its values are texts, which stay as they are. optional: left out it is as if not there."""

    name: str
    is_text: bool
    type: GraphQLInputType
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Prepared:
    """An operation that may be run, with its document. The same text and name find the same one while it is kept.

    It is equal only to itself, and shared by threads: nothing may change it. query: the document's text. usual_cost:
    where none of the variables is given that change it, `priced_by`. declared: its variables. roots: the root fields;
    None where fragments bring some.
    """

    query: str
    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    sizes: Sizes
    bill: Bill
    defaults: Variables
    usual_cost: Cost
    priced_by: frozenset[str]
    declared: tuple[Declared, ...]
    roots: frozenset[str] | None

    @property
    def name(self) -> str | None:
        """The name of the operation; None for one without."""
        return None if self.operation.name is None else self.operation.name.value

    def cost(self, variables: Variables | None = None) -> Cost:
        """What it costs at most with these variables, be they of the right types or not. See `Cost.check`."""
        if not variables or self.priced_by.isdisjoint(variables):
            return self.usual_cost
        return cost(self.bill, {**self.defaults, **variables})


Operations = Mapping[str | None, Prepared]


class Kept:
    """Documents in the order of their last use. The oldest go when there are too many, or they hold too many tokens.

    What is made of a document goes with it, and counts as so many tokens more.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._operations: OrderedDict[str, Operations] = OrderedDict()
        self._tokens: dict[str, int] = {}
        self._statements: dict[str, int] = {}
        self._all_tokens = 0

    def get(self, query: str) -> Operations | None:
        """The operations of a document that is kept."""
        with self._lock:
            found = self._operations.get(query)
            if found is not None:
                self._operations.move_to_end(query)
            return found

    def keep(self, query: str, operations: Operations, tokens: int) -> None:
        """Keep a document, unless somebody did so in the meantime."""
        with self._lock:
            if query not in self._operations:
                self._operations[query], self._tokens[query] = operations, tokens
                self._all_tokens += tokens
            self._make_room()

    def weigh(self, query: str, characters: int) -> None:
        """Take the statements that a document has now into account, if it is kept. characters: of all of them."""
        tokens = characters // CHARACTERS_A_TOKEN
        with self._lock:
            if query in self._operations:
                self._all_tokens += tokens - self._statements.get(query, 0)
                self._statements[query] = tokens
                self._make_room()

    def _make_room(self) -> None:
        while self._all_tokens > TOKENS_KEPT or len(self._operations) > DOCUMENTS_KEPT:
            oldest, _ = self._operations.popitem(last=False)
            self._all_tokens -= self._tokens.pop(oldest) + self._statements.pop(oldest, 0)


_kept = Kept()


def prepared(query: str, operation_name: str | None = None) -> Prepared:
    """Make a document ready to be run. Documents that were understood are kept, so the next time costs nothing.

    operation_name: needed where there are several; an empty one is none.
    Raises DocumentError for what cannot be run; its `located` are the errors to show.
    """
    operations = _kept.get(query)
    if operations is None:
        document = _parsed(query)
        operations = _operations(query, document)
        _kept.keep(query, operations, document.token_count or 0)
    return _chosen(operations, operation_name)


def _parsed(query: str) -> DocumentNode:
    if len(query) > MOST_CHARACTERS:
        raise TooLongError(f"A document has at most {MOST_CHARACTERS:,} characters; this one has {len(query):,}")
    if not query.strip():
        raise InvalidDocumentError([EMPTY])
    if NUL.search(query):
        raise InvalidDocumentError([GraphQLError("The document holds NUL, which no text here has: leave it out")])
    try:
        return parse(
            query, max_lexical_tokens=MOST_TOKENS, max_comments=MOST_COMMENTS, allow_empty_selection_sets=False
        )
    except GraphQLSyntaxError as error:
        for most, what in ((MOST_TOKENS, "tokens"), (MOST_COMMENTS, "comments")):
            if f"more than {most} {what}" in error.message:
                raise TooLongError(f"A document has at most {most:,} {what}; this one has more") from error
        raise InvalidDocumentError([error if NOTHING.sub("", query) else EMPTY]) from error


def price_of_reading(query: str) -> int:
    """Points for a document that is refused, whatever was found wrong with it; one too long is not even read."""
    if len(query) > MOST_CHARACTERS:
        return 1
    return max(1, ceil(min(len(TOKEN.findall(query)), MOST_TOKENS) / TOKENS_A_POINT))


def weigh(ready: Prepared, characters: int) -> None:
    """Take the statements that an operation has now into account: so many characters, in all."""
    _kept.weigh(ready.query, characters)


def _operations(query: str, document: DocumentNode) -> Operations:
    """Every operation, after all of the document is found to be within the limits and to fit the schema."""
    named = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    sizes = _checked(operations, named)
    errors = validate(CORE, document, RULES, max_errors=MOST_ERRORS)
    if errors:
        _check_introspection(errors)
        raise InvalidDocumentError(errors)
    bills = [bill(CORE, each, named) for each in operations]
    made = [
        Prepared(
            query=query,
            document=document,
            operation=operation,
            fragments=named,
            sizes=size,
            bill=billed,
            usual_cost=cost(billed, defaults),
            priced_by=billed.variables,
            defaults=defaults,
            declared=tuple([_declared(each) for each in operation.variable_definitions or ()]),
            roots=_roots(operation),
        )
        for operation, size, billed, defaults in zip(operations, sizes, bills, map(_defaults, operations), strict=True)
    ]
    return {each.name: each for each in made}


def _check_introspection(errors: Iterable[GraphQLError]) -> None:
    """Raise TooDeepError where types are followed through types further than graphql-core allows."""
    for error in errors:
        if error.message == "Maximum introspection depth exceeded":
            raise TooDeepError(
                "Lists of fields, input fields, interfaces and possible types nest at most 2 levels under `__schema` "
                "and `__type`; here they nest more: ask for a type further down by `__type(name:)`",
                *error.nodes or (),
            )


def _declared(variable: VariableDefinitionNode) -> Declared:
    type_ = cast("GraphQLInputType", type_from_ast(CORE, variable.type))  # the document is valid
    return Declared(
        name=variable.variable.name.value,
        is_text=str(get_nullable_type(type_)) in TEXTS,
        type=type_,
        optional=not is_non_null_type(type_) and variable.default_value is None,
    )


def _roots(operation: OperationDefinitionNode) -> frozenset[str] | None:
    asked = operation.selection_set.selections
    names = [each.name.value for each in asked if isinstance(each, FieldNode)]
    return frozenset(names) if len(names) == len(asked) else None


def _defaults(operation: OperationDefinitionNode) -> Variables:
    declared = operation.variable_definitions or ()
    return {
        each.variable.name.value: value_from_ast_untyped(each.default_value)
        for each in declared
        if each.default_value is not None
    }


def _checked(operations: list[OperationDefinitionNode], named: Mapping[str, FragmentDefinitionNode]) -> list[Sizes]:
    """The sizes of the operations. Fragments are checked, too: validation reads even those that nobody spreads."""
    for operation in operations:
        if operation.operation is not OperationType.QUERY:
            raise OnlyQueriesError(f"Only queries are answered here, no {operation.operation.value}s", operation)
    fragments = Fragments(named)
    for name, fragment in named.items():
        about_the_schema = fragment.type_condition.name.value.startswith("__")
        check(fragments.of(name).data, LARGEST_ABOUT_THE_SCHEMA if about_the_schema else LARGEST, fragment)
    repeats = Repeats(named)
    found = [fragments.sizes(each) for each in operations]
    for operation, sizes in zip(operations, found, strict=True):
        check(sizes.data, LARGEST, operation)
        check(sizes.schema, LARGEST_ABOUT_THE_SCHEMA, operation)
    for definition in (*named.values(), *operations):
        repeats.check(definition)
    return found


def _chosen(operations: Operations, name: str | None) -> Prepared:
    if name:
        if name not in operations:
            raise UnknownOperationError(f"The document has no operation {name[:60]!r}; it has {_names(operations)}")
        return operations[name]
    if len(operations) > 1:
        raise OperationNameError(f"Name one of the operations in `operationName`: {_names(operations)}")
    return next(iter(operations.values()))


def _names(operations: Operations) -> str:
    shown = [name[:60] if name else "one without a name" for name in list(operations)[:MOST_NAMES_SHOWN]]
    return ", ".join([*shown, "…"] if len(operations) > len(shown) else shown)
