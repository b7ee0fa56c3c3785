"""Descriptions for readers of the schema: the docstring of a type or resolver is its description in GraphQL."""

import re
from collections.abc import Callable, Mapping
from inspect import getdoc
from types import MappingProxyType, new_class
from typing import Final, TypeVar, Union, dataclass_transform

import strawberry
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

T = TypeVar("T")

COMPILED = "compiled"
"""Metadata of a field whose resolver may be run on symbols."""

WORKED_OUT = "worked out"
"""Metadata of a field whose answer is worked out before anything of it is written."""


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


Inputs = dict[str, tuple[object, str]]
"""Python name of each field of an input to its type, as text where that is not made yet, and its description."""

PUBLIC_NAMES: Final[Mapping[str, str]] = {"in_": "in", "and_": "and", "or_": "or", "not_": "not"}


def made_input(name: str, description: str, fields: Inputs, public: Mapping[str, str] = PUBLIC_NAMES) -> type[object]:
    """Make an input whose fields may all be left out, and may be of its own type, named as text.

    public: what those are called whose Python name does not say it, beside PUBLIC_NAMES.
    """
    names = {**PUBLIC_NAMES, **public}

    def fill(namespace: dict[str, object]) -> None:
        namespace["__annotations__"] = {
            field: f"{kind} | None" if isinstance(kind, str) else Union[kind, None]  # noqa: UP007  # made, not written
            for field, (kind, _) in fields.items()
        }
        for field, (_, words) in fields.items():
            namespace[field] = strawberry.field(name=names.get(field), default=None, description=words)

    made: type[object] = strawberry.input(new_class(name, (), {}, fill), description=description)
    definition: StrawberryObjectDefinition = vars(made)["__strawberry_definition__"]
    for field in definition.fields:
        if field.type_annotation is not None and isinstance(field.type_annotation.raw_annotation, str):
            field.type_annotation.namespace = {name: made}
    return made


def resolved(resolver: Callable[..., object]) -> StrawberryField:
    """Make a field of a method."""
    made: StrawberryField = strawberry.field(description=description_of(resolver))(resolver)
    return made


def worked_out(field: StrawberryField) -> StrawberryField:
    """Say of a field of a question that its answer, much work and short, is worked out in a compiled document as well.

    Resolvers below it run as they are. Claims and entities they only hand on: a statement writes what is asked of them.
    """
    field.metadata = MappingProxyType({**field.metadata, WORKED_OUT: True})
    return field


def compiled(resolver: Callable[..., object]) -> StrawberryField:
    """Make a field of a method that may be run on symbols, too: it only hands on what rows hold and lead to.

    What it looks up and does not find makes the whole field null. Its arguments name what is looked up or listed, and
    decide nothing else: one statement serves all their values.
    """
    made: StrawberryField = strawberry.field(description=description_of(resolver), metadata={COMPILED: True})(resolver)
    return made
