"""The variables of a question as an address gives them: `?dataset=aigs&first=5`, typed by the operation."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

import msgspec
from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputType,
    GraphQLList,
    get_named_type,
    get_nullable_type,
    is_input_type,
    parse_type,
    type_from_ast,
    validate_input_value,
)

from watchgraph.vocabulary import nearest
from watchgraph_schema.errors import BadParameterError, UnknownParameterError
from watchgraph_schema.json_names import RepeatedNameError, read_once
from watchgraph_schema.questions import Document, Parameter
from watchgraph_schema.schema import CORE
from watchgraph_schema.wording import reworded_of_value, types_reworded

WHOLE: Final = "variables"
"""Holds all variables as one JSON object, as in any GraphQL request by GET."""
_TEXTS: Final = {"String", "ID"}
_LONGEST_SHOWN: Final = 60

Variables = dict[str, object]


def variables_of(document: Document, given: Iterable[tuple[str, str]]) -> Variables:
    """Read the variables of a question. given: names and texts; a list repeats its name, an input object is JSON.

    Beside them `variables` may hold some. Raises UnknownParameterError, and BadParameterError, also for a variable that
    is given in both ways and differently.
    """
    pairs = sorted(given, key=itemgetter(0))
    texts = {name: [text for _, text in found] for name, found in groupby(pairs, key=itemgetter(0))}
    known = {each.name: each for each in document.parameters}
    whole = _whole(texts.pop(WHOLE, []))
    for name in (*whole, *texts):
        if name not in known:
            raise UnknownParameterError(f"{document.id} has no parameter {_short(name)!r}{_instead(name, known)}")
    named = {name: _value(known[name], texts[name]) for name in texts}
    for name in named.keys() & whole.keys():
        if named[name] != whole[name]:
            raise BadParameterError(f"`{name}` is one thing by its name and another in `{WHOLE}`: give it once")
    found = {**whole, **named}
    for name, value in found.items():
        _check(known[name], value)
    return found


def _whole(texts: Sequence[str]) -> Variables:
    if not texts:
        return {}
    if len(texts) > 1:
        raise BadParameterError(f"`{WHOLE}` is given {len(texts)} times; it is one JSON object")
    try:
        found = msgspec.json.decode(texts[0], type=Variables)
        read_once(texts[0])
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise BadParameterError(f"`{WHOLE}` is a JSON object: {types_reworded(str(error))}") from error
    except RepeatedNameError as error:
        raise BadParameterError(f"`{WHOLE}`: {_twice(error)}") from error
    return found


def _twice(error: RepeatedNameError) -> str:
    return f"`{_short(error.name)}` is given twice: give it once"


def _instead(name: str, known: Iterable[str]) -> str:
    names = list(known)
    listed = f"; it has {', '.join(names)}" if names else ": it takes none"
    return nearest(_short(name), names) or listed


def _value(parameter: Parameter, texts: Sequence[str]) -> object:
    type_ = _type_of(parameter)
    if isinstance(get_nullable_type(type_), GraphQLList):
        return [_one(parameter, type_, text) for text in texts]
    if len(texts) > 1:
        raise BadParameterError(f"`{parameter.name}` is given {len(texts)} times; it takes one {parameter.type}")
    return _one(parameter, type_, texts[0])


def _one(parameter: Parameter, type_: GraphQLInputType, text: str) -> object:
    named = get_named_type(type_)
    if named.name in _TEXTS or isinstance(named, GraphQLEnumType):
        return text
    try:
        found = msgspec.json.decode(text)
        read_once(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise _bad(parameter, text) from error
    except RepeatedNameError as error:
        raise BadParameterError(f"`{parameter.name}`: {_twice(error)}") from error
    return found


def _check(parameter: Parameter, value: object) -> None:
    def refuse(error: GraphQLError, _path: object) -> None:
        raise _bad(parameter, value, error.message) from error

    validate_input_value(value, _type_of(parameter), refuse)


def _bad(parameter: Parameter, value: object, reason: str = "") -> BadParameterError:
    default = "" if parameter.default is None else f", such as {parameter.default}"
    said = f": {_short(reworded_of_value(reason))}" if reason else ""
    return BadParameterError(f"`{parameter.name}` is {parameter.type}{default}, not {_shown(value)}{said}")


def _shown(value: object) -> str:
    """A value as its sender wrote it: lists and objects as JSON, all else as the text of the address, quoted."""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return _short(text) if isinstance(value, list | dict) else repr(_short(text))


def _type_of(parameter: Parameter) -> GraphQLInputType:
    found = type_from_ast(CORE, parse_type(parameter.type))
    assert is_input_type(found), f"{parameter.name} is of a type of the schema that can be given"
    return found


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} …"
