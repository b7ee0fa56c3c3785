"""Descriptions for readers of the schema: the docstring of a type or resolver is its description in GraphQL."""

import re
from collections.abc import Callable
from inspect import getdoc
from typing import TypeVar, dataclass_transform

import strawberry
from strawberry.types.field import StrawberryField

T = TypeVar("T")

COMPILED = "compiled"
"""Metadata of a field whose resolver may be run on symbols."""


def description_of(thing: object) -> str:
    """The docstring with each paragraph on one line."""
    paragraphs = re.split(r"\n\s*\n", getdoc(thing) or "")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def described(cls: type[T]) -> type[T]:
    """Make a GraphQL type of a class."""
    return strawberry.type(cls, description=description_of(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def described_interface(cls: type[T]) -> type[T]:
    """Make a GraphQL interface of a class."""
    return strawberry.interface(cls, description=description_of(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def described_input(cls: type[T]) -> type[T]:
    """Make a GraphQL input of a class."""
    return strawberry.input(cls, description=description_of(cls))


def resolved(resolver: Callable[..., object]) -> StrawberryField:
    """Make a field of a method."""
    made: StrawberryField = strawberry.field(description=description_of(resolver))(resolver)
    return made


def compiled(resolver: Callable[..., object]) -> StrawberryField:
    """Make a field of a method that may be run on symbols, too: it only hands on what rows hold and lead to.

    What it looks up and does not find makes the whole field null.
    """
    made: StrawberryField = strawberry.field(description=description_of(resolver), metadata={COMPILED: True})(resolver)
    return made
