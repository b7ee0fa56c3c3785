"""Qualifiers as the catalogue stores them: which entities, codes and texts they name."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

import msgspec


class _Value(msgspec.Struct):
    id: UUID | None = None
    code: str | None = None
    text: object = None


class _Qualification(msgspec.Struct):
    name: str
    value: _Value


_QUALIFIERS: Final = msgspec.json.Decoder(tuple[_Qualification, ...])


def entities_in(qualifiers: str) -> Iterator[tuple[str, UUID]]:
    """Read the qualifiers whose value is an entity: name, entity. qualifiers: JSON."""
    for each in _QUALIFIERS.decode(qualifiers):
        if each.value.id is not None:
            yield each.name, each.value.id


def codes_in(qualifiers: str) -> Iterator[tuple[str, str]]:
    """Read the qualifiers whose value is a code: name, code. qualifiers: JSON."""
    for each in _QUALIFIERS.decode(qualifiers):
        if each.value.code is not None:
            yield each.name, each.value.code


def texts_in(qualifiers: str) -> Iterator[tuple[str, str]]:
    """Read the qualifiers whose value is a text that is not sealed: name, text. qualifiers: JSON."""
    for each in _QUALIFIERS.decode(qualifiers):
        if isinstance(each.value.text, str):
            yield each.name, each.value.text
