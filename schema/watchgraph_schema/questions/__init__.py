"""The questions that others have published answers to: each one GraphQL document, to be read and changed by anybody.

The first comment of a document is the question, the rest says what a reader should know. Its variables have defaults,
and the comment above a variable says what it is. A field of comparisons sets published figures beside ours; any other
field is an answer of ours alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from types import MappingProxyType

from graphql import OperationDefinitionNode, Token, TokenKind, VariableDefinitionNode, parse, print_ast


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A variable of a question.

    type, default: as GraphQL writes them. default: None where there is none, and null is meant. about: what it says.
    """

    name: str
    type: str
    default: str | None
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One question. id: `Q02`. title: as a person asks it. about: what to know of it. text: the whole document.

    hash: SHA-256 of the text, hexadecimal.
    """

    id: str
    title: str
    about: str
    text: str
    hash: str
    parameters: tuple[Parameter, ...]


@cache
def documents() -> tuple[Document, ...]:
    """All questions, in order."""
    files = [each for each in resources.files(__package__).iterdir() if each.name.endswith(".graphql")]
    found = {each.name.removesuffix(".graphql"): each.read_text("utf-8") for each in sorted(files, key=str)}
    return tuple(described(name, text) for name, text in found.items())


@cache
def by_id() -> Mapping[str, Document]:
    """All questions by their ids."""
    return MappingProxyType({each.id: each for each in documents()})


@cache
def by_hash() -> Mapping[str, Document]:
    """All questions by the hashes of their documents."""
    return MappingProxyType({each.hash: each for each in documents()})


def described(name: str, text: str) -> Document:
    """Read a valid document. Without a comment before it, its title is the name of its operation, or else its own."""
    head = list(_comment(text.splitlines()))
    operations = _operations(text)
    called = next((each.name.value for each in operations if each.name is not None), name)
    found = {each.name: each for operation in operations[::-1] for each in _parameters(operation)}
    return Document(
        id=name,
        title=(head[0] if head else "") or called,
        about=" ".join(head[1:]).strip(),
        text=text,
        hash=sha256(text.encode()).hexdigest(),
        parameters=tuple(found.values()),
    )


def _comment(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("#"):
            return
        yield line.removeprefix("#").strip()


def _operations(text: str) -> list[OperationDefinitionNode]:
    return [each for each in parse(text).definitions if isinstance(each, OperationDefinitionNode)]


def _parameters(operation: OperationDefinitionNode) -> list[Parameter]:
    return [_parameter(each) for each in operation.variable_definitions or ()]


def _parameter(node: VariableDefinitionNode) -> Parameter:
    return Parameter(
        name=node.variable.name.value,
        type=print_ast(node.type),
        default=None if node.default_value is None else print_ast(node.default_value),
        about=" ".join(_above(node)),
    )


def _above(node: VariableDefinitionNode) -> list[str]:
    """The comments directly above a variable, which the parser passes over."""
    lines: list[str] = []
    token: Token | None = None if node.loc is None else node.loc.start_token.prev
    while token is not None and token.kind is TokenKind.COMMENT:
        lines.insert(0, (token.value or "").strip())
        token = token.prev
    return lines
