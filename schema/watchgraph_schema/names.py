"""Names and outside identifiers, each with the claim that gives it."""

import strawberry

from watchgraph.domain.values import Text
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_schema.claims import Claim
from watchgraph_schema.codes import NameKind
from watchgraph_schema.columns import either, member
from watchgraph_schema.compiling.symbols import computed
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.values import ShownWords, decode

SCRIPT_LENGTH = 4


@described
class Name(Node):
    """One name, as somebody gives it."""

    claim: Claim = strawberry.field(description="The claim that gives it.")

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Name", self.claim.row.id)

    @compiled
    def text(self) -> str | None:
        """The name; null where it was redacted."""
        return self.claim.row.text

    @compiled
    def lang(self) -> str:
        """Language and script (BCP 47): `sr-Cyrl`, `zh-Hans`; `und` where not known."""
        return language_of(self.claim.row.value)

    @compiled
    def script(self) -> str | None:
        """Script (ISO 15924), where the language tag says it: `Cyrl`, `Hans`."""
        return script_of(language_of(self.claim.row.value))

    @compiled
    def kind(self) -> NameKind:
        """The sort of name."""
        return member(NameKind, either(self.claim.qualifier("nameKind"), NameKind("PRIMARY").value))


@computed(sure=True)
def language_of(value: str | None) -> str:
    """The language that a value of words is in; `und` for others."""
    stored = None if value is None else decode(value)
    return stored.lang if isinstance(stored, Text | ShownWords) else "und"


@computed()
def script_of(language: str) -> str | None:
    """The script that a language tag names."""
    return next((tag for tag in language.split("-")[1:] if len(tag) == SCRIPT_LENGTH), None)


def name_of(reader: Reader, row: ClaimRow) -> Name:
    """Show a claim that gives a name."""
    return Name(claim=Claim(reader=reader, row=row))


@described
class ExternalId(Node):
    """Its identifier in somebody else's register."""

    claim: Claim = strawberry.field(description="The claim that gives it.")

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("ExternalId", self.claim.row.id)

    @compiled
    def scheme(self) -> str | None:
        """Who issues it: ISO_3166_1, LEI, QID and so on."""
        return self.claim.qualifier("scheme")

    @compiled
    def value(self) -> str | None:
        """The identifier."""
        return self.claim.row.text


def external_id_of(reader: Reader, row: ClaimRow) -> ExternalId:
    """Show a claim that gives an identifier."""
    return ExternalId(claim=Claim(reader=reader, row=row))
