"""The questions of the catalogue as the schema lists them: to be read, asked at an address, copied and changed."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote, urlencode

import msgspec
import strawberry
from graphql import parse_value, value_from_ast_untyped

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_schema.arguments import reader_of
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Info, Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.fixed_lists import FixedPart
from watchgraph_schema.given import some_of
from watchgraph_schema.nodes import Node
from watchgraph_schema.questions import Document, Parameter, by_id, documents

PATH = "/q/"

IdsArgument = Annotated[
    list[str] | None, strawberry.argument(description="Ids of questions: `Q02`; all of the catalogue if absent.")
]


@described
class SavedVariable:
    """What can be changed about a saved query without touching its document."""

    name: str = strawberry.field(description="Its name: `dataset`.")
    type: str = strawberry.field(description="Its type, as GraphQL writes it: `String!`.")
    default: str | None = strawberry.field(
        description='What is meant where nothing is given, as GraphQL writes it: `"aigs"`; null where that is null.'
    )
    description: str = strawberry.field(description="What it says.")


@described
class SavedQuery(Node):
    """A question that is kept as a document, with the answer that others have published where there is one."""

    document_: strawberry.Private[Document]

    @resolved
    def id(self) -> strawberry.ID:
        """Its number in the catalogue: `Q02`. It stays, whatever becomes of the document."""
        return strawberry.ID(self.document_.id)

    @resolved
    def title(self) -> str:
        """The question, as a person asks it."""
        return self.document_.title

    @resolved
    def description(self) -> str:
        """What to know before the answer is used."""
        return self.document_.about

    @resolved
    def document(self) -> str:
        """The GraphQL document, to be asked as it is or changed."""
        return self.document_.text

    @resolved
    def hash(self) -> str:
        """SHA-256 of the document, hexadecimal: what a citation and an automatic persisted query call it."""
        return self.document_.hash

    @resolved
    def variables(self) -> list[SavedVariable]:
        """What can be changed; a few, so it has no pages."""
        return [_variable(each) for each in self.document_.parameters]

    @resolved
    def address(self) -> str:
        """Where this server answers it with its defaults: `/q/Q02`."""
        return f"{PATH}{self.document_.id}"

    @resolved
    def example(self) -> str:
        """The same address with every default written out, to be changed: `/q/Q35?on=2020-12-31`."""
        return example_of(self.document_)


def _variable(parameter: Parameter) -> SavedVariable:
    return SavedVariable(
        name=parameter.name, type=parameter.type, default=parameter.default, description=parameter.about
    )


def example_of(document: Document) -> str:
    """The address of a question with its defaults written out."""
    given = [(each.name, text) for each in document.parameters for text in _texts(each)]
    return f"{PATH}{document.id}" + (f"?{urlencode(given, quote_via=quote)}" if given else "")


def _texts(parameter: Parameter) -> list[str]:
    """The default as an address gives it: one text, several for a list, none where there is no default."""
    if parameter.default is None:
        return []
    value = value_from_ast_untyped(parse_value(parameter.default))
    items = value if isinstance(value, list) else [value]
    return [each if isinstance(each, str) else msgspec.json.encode(each).decode() for each in items]


class Catalogued(FixedPart[SavedQuery]):
    """A part of the catalogue, which is the same at every moment of the log."""

    def _move(self, moment: Moment) -> None: ...


@described
class SavedQuestions:
    """What is kept to be asked again."""

    @paged
    def saved_queries(self, info: Info, ids: IdsArgument = None) -> Connection[SavedQuery]:
        """The questions of the catalogue, each one document. Any of them is answered by GET, and can be cited.

        Example: `savedQueries(ids: ["Q02"]) { nodes { title address variables { name default description } } }`.
        """
        wanted = some_of(tuple(by_id()), ids, "ids")
        chosen = [by_id()[name] for name in wanted] or documents()
        return _listed(reader_of(info, None), chosen)


def _listed(reader: Reader, chosen: Sequence[Document]) -> Connection[SavedQuery]:
    named = "saved queries", tuple(each.id for each in chosen)
    part = Catalogued(reader, named, chosen, lambda _, document: SavedQuery(document_=document))
    return Connection(part=part)
