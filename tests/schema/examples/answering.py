"""Finds what the fields of the schema hold in the reference data, and a document that leads to each type."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type, is_leaf_type
from tests.schema.examples.ways import Way, ways
from tests.schema.shapes import SCHEMA, needs_nothing

from watchgraph_schema.examples.selections import selection

Ask = Callable[[str], object]
"""Gives the data of an answer; None where there are errors."""
Named = GraphQLInterfaceType | GraphQLObjectType
LONGEST_TEXT: Final = 90
LONGEST_WORD: Final = 40
"""Characters of ids and the like that are shown: a UUID is shown whole."""
MOST_ITEMS: Final = 2
PATIENCE: Final = 3
"""Ways that are tried while nothing but zeros and falsehoods are found."""
CURSORS: Final = frozenset({"cursor", "endCursor", "startCursor"})
CURSOR: Final = '"6OL9fJoPWyJjbGFpbXMg…"'


class Found(NamedTuple):
    """Examples by `Type.field` and `Type`. unreached: types that no document found; theirs leads there even so."""

    examples: Mapping[str, str]
    unreached: frozenset[str]


def answered_types() -> Iterator[Named]:
    """The types that are answered with."""
    for named in SCHEMA.type_map.values():
        if isinstance(named, Named) and not named.name.startswith("__") and named is not SCHEMA.query_type:
            yield named


def leaves(named: Named) -> list[str]:
    """The fields of a type that hold values."""
    return [
        name
        for name, field in named.fields.items()
        if is_leaf_type(get_named_type(field.type)) and needs_nothing(field)
    ]


def answers(ask: Ask) -> Found:
    """Every example that the reference data give, in order."""
    known = ways()
    examples: dict[str, str] = {}
    unreached: list[str] = []
    for named in answered_types():
        leading = known[named.name] or _within(named, known)
        reached = _reaching(ask, named, leading)
        if reached is None:
            unreached.append(named.name)
        examples[named.name] = reached or min((way.document(selection(named)) for way in leading), key=_words)
        examples |= {f"{named.name}.{name}": value for name, value in _values(ask, named, leading).items()}
    return Found(dict(sorted(examples.items())), frozenset(unreached))


def _within(named: Named, known: Mapping[str, Sequence[Way]]) -> Sequence[Way]:
    """The ways to what is of an interface that no field is of."""
    assert isinstance(named, GraphQLInterfaceType), named.name
    return [known[each.name][0] for each in SCHEMA.get_possible_types(named) if known[each.name]]


def _words(document: str) -> tuple[bool, int]:
    """How far a document is from a general and short one."""
    return '"' in document, len(document)


def _length(way: Way, named: Named) -> tuple[int, int]:
    return len(way.steps), len(way.document(selection(named)))


def _reaching(ask: Ask, named: Named, leading: Sequence[Way]) -> str | None:
    """The shortest document that finds something of the type, with large pages if it must be; None where none does."""
    near = sorted(leading, key=lambda way: _length(way, named))
    for way in [*near, *(each.wide() for each in near)]:
        document = way.document(selection(named))
        if any(map(_says, way.found(ask(document)))):
            return document
    return None


def _says(held: object) -> bool:
    """Whether it holds anything but empty lists and nulls."""
    if isinstance(held, dict):
        return any(map(_says, held.values()))
    return any(map(_says, held)) if isinstance(held, list) else held is not None


def _values(ask: Ask, named: Named, leading: Sequence[Way]) -> dict[str, str]:
    """What each field of a type holds, of the first that says something; the rest are left out."""
    found: dict[str, object] = {}
    for number, way in enumerate(leading):
        wanted = [name for name in leaves(named) if name not in found or (number < PATIENCE and not found[name])]
        if not wanted:
            break
        for held in way.found(ask(way.wide().document(" ".join(wanted)))):
            said = {name: held[name] for name in wanted if held.get(name) not in (None, "", [])}
            found |= {name: value for name, value in said.items() if not found.get(name)}
    return {name: shown(name, value) for name, value in found.items()}


def shown(name: str, value: object) -> str:
    """Write a value as JSON: of a long one the beginning, of any cursor the same."""
    if name in CURSORS:
        return CURSOR
    if isinstance(value, list):
        items = [shown(name, each) for each in value[:MOST_ITEMS]]
        return f"[{', '.join([*items, *['…'] * (len(value) > MOST_ITEMS)])}]"
    if isinstance(value, str):
        return json.dumps(_short(" ".join(value.split()).replace("`", "'")), ensure_ascii=False)
    return json.dumps(value)


def _short(text: str) -> str:
    if " " not in text:
        return text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}…"
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rpartition(' ')[0]} …"
