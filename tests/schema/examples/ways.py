"""Ways from a question to each type of the schema, found by following its fields."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    is_leaf_type,
    parse,
    print_ast,
)
from tests.schema.shapes import ROOTS, SCHEMA, needs_nothing

from watchgraph_schema.exemplars import BELGRADE, CLAIM, MAURITIUS

SHOWN: Final = re.compile(r"Example: `(?P<field>[^`]+)`")
_SIZED: Final = re.compile(r"\b(first|last):")
NARROWING: Final = frozenset({"first", "last", "state", "verdict", "where"})
"""Arguments of a shown question that leave something out."""
MORE: Final = (
    ("aggregate", 'aggregate(of: "Deployment", where: [{predicate: "deployedIn"}], groupBy: {predicate: "hasStatus"})'),
    ("aggregate", 'aggregate(of: "FinancialFacility", where: [{predicate: "signedOn"}], groupBy: {yearly: true})'),
    (
        "aggregate",
        'aggregate(of: "FinancialFacility", where: [{predicate: "amount"}], measure: SUM, measured: "amount")',
    ),
    ("claims", 'claims(where: {predicates: ["amount", "signedOn"]})'),
    ("claims", 'claims(where: {predicates: ["banned"]}, asOf: {validAt: "2020"})'),
    ("aggregate", 'aggregate(of: "Deployment", where: [{predicate: "usesTechnology"}])'),
    ("claims", "claims(where: {polarities: [NEGATED]})"),
    ("deployments", "deployments(where: {plannedCameras: {isNull: false}})"),
    ("comparisons", 'comparisons(published: {refs: ["R12"]})'),
    ("diff", 'diff(from: {validAt: "2018"}, to: {validAt: "2021"})'),
    ("explainConfidence", f"explainConfidence(claim: {CLAIM})"),
    ("whyNot", f"whyNot(from: {BELGRADE}, to: {MAURITIUS}, maxHops: 4)"),
)
"""Questions that find what the shown ones do not, by their fields."""
_MORE: Final = frozenset(step for _, step in MORE)
MOST: Final = 16
"""Ways to one type that are found, beside one from each of these, and of them those that begin with one question."""
MOST_OF_ONE: Final = 2
LONGEST: Final = 8
PAGES: Final = (100, 20, 3)
"""Items of a list at the top, of those below them, and of all further down: what a document may cost."""


class Way(NamedTuple):
    """Fields from a question to a type, each with its arguments: `claims`, `nodes`, `evidence`, `nodes`."""

    steps: tuple[str, ...]

    @property
    def begun(self) -> str:
        """The question that it begins with."""
        return self.steps[0] if self.steps[0] in _MORE else self.steps[0].partition("(")[0]

    def then(self, step: str) -> "Way":
        """This way and one step more."""
        return Way((*self.steps, step))

    def document(self, selection: str) -> str:
        """Ask for the selection at its end."""
        return "{ " + " { ".join([*self.steps, selection]) + " }" * (len(self.steps) + 1)

    def wide(self) -> "Way":
        """The same with large pages."""
        pages = iter((*PAGES, *(PAGES[-1:] * len(self.steps))))
        lists = {place for place, step in enumerate(self.steps) if step in {"nodes", "edges"}}
        return Way(
            tuple(
                _paged(step, next(pages)) if place + 1 in lists and not _SIZED.search(step) else step
                for place, step in enumerate(self.steps)
            )
        )

    def found(self, data: object) -> Iterator[dict[str, object]]:
        """What an answer has at its end."""
        yield from _found(data, [re.split(r"\W", step)[0] for step in self.steps if not step.startswith("...")])


def _paged(step: str, size: int) -> str:
    name, _, given = step.partition("(")
    return f"{name}(first: {size}, {given}" if given else f"{name}(first: {size})"


def _found(data: object, names: Sequence[str]) -> Iterator[dict[str, object]]:
    if isinstance(data, list):
        for item in data:
            yield from _found(item, names)
    elif isinstance(data, dict) and names:
        yield from _found(data.get(names[0]), names[1:])
    elif isinstance(data, dict):
        yield data


def ways() -> dict[str, list[Way]]:
    """Ways to each type that a field leads to, the shortest first."""
    found: dict[str, list[Way]] = defaultdict(list)
    todo: deque[tuple[str, Way]] = deque()

    def reach(name: str, way: Way) -> None:
        if _may_join(way, found[name]):
            found[name].append(way)
            todo.append((name, way))

    for name, step in [*_shown(), *MORE]:
        reach(get_named_type(ROOTS[name].type).name, Way((step,)))
    while todo:
        name, way = todo.popleft()
        if len(way.steps) < LONGEST:
            for step, to in _onward(name):
                reach(to, way.then(step))
    return found


def _may_join(way: Way, others: Sequence[Way]) -> bool:
    of_one = [each for each in others if each.begun == way.begun]
    if way.begun in _MORE:
        return not of_one
    return len(of_one) < MOST_OF_ONE and len([each for each in others if each.begun not in _MORE]) < MOST


def _onward(name: str) -> Iterator[tuple[str, str]]:
    """Steps from a type, each with where it leads: to what it may be, and along its fields.

    An edge leads to what `nodes` leads to, and `node` to what other questions do.
    """
    named = SCHEMA.type_map[name]
    assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
    if name.endswith("Edge") or name == "Node":
        return
    if isinstance(named, GraphQLInterfaceType):
        yield from ((f"... on {each.name}", each.name) for each in SCHEMA.get_possible_types(named))
    for field_name, field in named.fields.items():
        to = get_named_type(field.type)
        if needs_nothing(field) and not is_leaf_type(to):
            yield field_name, to.name


def _shown() -> Iterator[tuple[str, str]]:
    for name, field in ROOTS.items():
        yield from ((name, step) for step in _questions(name, field))


def _questions(name: str, field: GraphQLField) -> Iterator[str]:
    """A question as its example asks it, and without what narrows it."""
    shown = SHOWN.search(" ".join((field.description or "").split()))
    assert shown is not None, name
    (operation,) = parse(f"{{ {shown['field']} }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    (asked,) = operation.selection_set.selections
    assert isinstance(asked, FieldNode)
    given = {each.name.value: " ".join(print_ast(each).split()) for each in asked.arguments or ()}
    wider = {argument: text for argument, text in given.items() if argument not in NARROWING}
    for arguments in [wider, given] if needs_nothing(field) else [given]:
        yield f"{name}({', '.join(arguments.values())})" if arguments else name
