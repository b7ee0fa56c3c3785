"""Things of several types in one place: what is asked of all in one way, and is written once, and what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from graphql import FieldNode, GraphQLObjectType
from strawberry.types.field import StrawberryField

from watchgraph_schema.compiling.collecting import Fields


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Option:
    """A thing of one type. codes: those that stand for it, or for things of which the same is asked in the same way."""

    codes: list[str]
    type: GraphQLObjectType
    made: object
    fields: Fields

    def signature(self, names: Sequence[str]) -> object:
        """What is the same for things that are asked for these fields in the same way by the same resolvers."""
        asked = [(name, self.fields[name]) for name in names if name in self.fields]
        return tuple([(name, _resolver(self.type, nodes), *map(id, nodes)) for name, nodes in asked])


def distinct(options: Sequence[Option]) -> list[Option]:
    """Put those together of which the same is asked."""
    return list(_alike(options, None))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """Fields that follow each other. branches: the options that differ by them; of one, it is the same for all."""

    names: Sequence[str]
    branches: Sequence[Option]


def stretches(options: Sequence[Option]) -> list[Stretch] | None:
    """Part the fields of all options into those that are the same for all and those that are not, in their order.

    None where they have no order in common, or do not begin with the same name.
    """
    names = max([list(option.fields) for option in options], key=len)
    if not names:
        return []
    if not all(_is_within(list(option.fields), names) and names[0] in option.fields for option in options):
        return None
    parted = groupby(names, key=lambda name: len({option.signature([name]) for option in options}) == 1)
    return [Stretch(names=run, branches=list(_alike(options, run))) for run in (list(each) for _, each in parted)]


def _alike(options: Sequence[Option], names: Sequence[str] | None) -> Iterator[Option]:
    found: dict[object, list[Option]] = {}
    for option in options:
        signature = option.signature(list(option.fields) if names is None else names)
        found.setdefault(signature, []).append(option)
    for several in found.values():
        first, codes = several[0], [code for option in several for code in option.codes]
        yield Option(codes=codes, type=first.type, made=first.made, fields=first.fields)


def _is_within(names: Sequence[str], all_names: Sequence[str]) -> bool:
    rest = iter(all_names)
    return all(name in rest for name in names)


def _resolver(type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> object:
    name = nodes[0].name.value
    if name == "__typename":
        return type_.name
    declared: StrawberryField = type_.fields[name].extensions["strawberry-definition"]
    resolver = declared.base_resolver
    return (type_.name, declared.python_name) if resolver is None else resolver.wrapped_func
