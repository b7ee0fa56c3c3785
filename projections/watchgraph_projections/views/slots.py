"""Parts what is asked into its shape and its values: a statement is made once for a shape, and run with any values.

Listings, cuts, moments and owners are parted alike. Values are texts and numbers, and tuples of them. All else is
shape: classes, flags, enums, what is None, whether a tuple has none, one or many, and fields declared a `Structure`.
So `select` of a listing may compare its values in SQL, and must not work on them in Python.
"""

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Annotated, Final, TypeVar, get_origin

from sqlalchemy import BigInteger, BindParameter, Text, bindparam

from watchgraph_projections.catalogue.queries import ValueList, json_list

T = TypeVar("T")
Structure = Annotated[T, "structure"]
"""Type of a text or number that a statement is built of, such as the name of a column."""


class Slot(Enum):
    """What stands for values in a shape."""

    TEXT = "text"
    NUMBER = "number"
    MANY = "many"


_SLOTS: Final[Mapping[type, Slot]] = {str: Slot.TEXT, int: Slot.NUMBER}
"""Flags and members of enums are of types of their own."""

_TYPES: Final[Mapping[Slot, Text | BigInteger]] = {
    Slot.TEXT: Text(),
    Slot.NUMBER: BigInteger(),
    Slot.MANY: ValueList(),
}


def shape_of(asked: object) -> Hashable:
    """What a statement for it depends on; equal shapes make equal statements.

    A listing that equals only itself is its own shape and has no values.
    """
    kind = type(asked)
    if kind in _SLOTS:
        return _SLOTS[kind]
    if isinstance(asked, tuple):
        return Slot.MANY if _is_many(asked) else tuple([shape_of(each) for each in asked])
    parts = _PARTS[kind]
    if not parts:
        return asked
    return kind, *[shape_of(getattr(asked, name)) if valued else getattr(asked, name) for name, valued in parts]


def slotted(asked: T, prefix: str) -> T:
    """The same with a parameter in place of every value, to build a statement of. prefix: no other's beginning.

    Many values become the one parameter of a tuple, which `among` understands.
    """
    made: T = _slotted(asked, prefix)  # type: ignore[assignment]  # parameters stand where values stood
    return made


def values_of(asked: object, prefix: str) -> dict[str, str | int]:
    """Its values by the names that `slotted` gives to the parameters of what has the same shape."""
    found: dict[str, str | int] = {}
    _collect(asked, prefix, found)
    return found


class _Parts(dict[type, tuple[tuple[str, bool], ...]]):
    """Fields of each dataclass, each with whether it may hold values; none of what is compared by identity."""

    def __missing__(self, kind: type) -> tuple[tuple[str, bool], ...]:
        compared = is_dataclass(kind) and kind.__eq__ is not object.__eq__
        named = fields(kind) if compared else ()
        self[kind] = tuple((field.name, get_origin(field.type) is not Annotated) for field in named)
        return self[kind]


_PARTS: Final = _Parts()


def _is_many(asked: tuple[object, ...]) -> bool:
    return len(asked) > 1 and all(type(each) in _SLOTS for each in asked)


def _slotted(asked: object, name: str) -> object:
    if type(asked) in _SLOTS:
        return _parameter(name, _SLOTS[type(asked)])
    if isinstance(asked, tuple):
        if _is_many(asked):
            return (_parameter(name, Slot.MANY),)
        return tuple(_slotted(each, f"{name}_{place}") for place, each in enumerate(asked))
    changed = {part: _slotted(getattr(asked, part), f"{name}_{part}") for part, valued in _PARTS[type(asked)] if valued}
    return replace(asked, **changed) if changed else asked  # type: ignore[type-var]  # it has parts: a dataclass


def _parameter(name: str, slot: Slot) -> BindParameter[object]:
    return bindparam(name, type_=_TYPES[slot])


def _collect(asked: object, name: str, found: dict[str, str | int]) -> None:
    kind = type(asked)
    if isinstance(asked, str | int) and kind in _SLOTS:
        found[name] = asked
    elif isinstance(asked, tuple):
        if _is_many(asked):
            found[name] = json_list(asked)
        else:
            for place, each in enumerate(asked):
                _collect(each, f"{name}_{place}", found)
    else:
        for part, valued in _PARTS[kind]:
            if valued and (value := getattr(asked, part)) is not None:
                _collect(value, f"{name}_{part}", found)
