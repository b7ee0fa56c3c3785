"""Names and outside identifiers, each with the claim that gives it."""

import strawberry

from watchgraph.domain.values import Text
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_schema.claims import Claim
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.values import ShownWords, decode

SCRIPT_LENGTH = 4


@described
class Name(Node):
    """One name, as somebody gives it."""

    claim: Claim = strawberry.field(description="The claim that gives it.")

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Name", self.claim.row.id)

    @resolved
    def text(self) -> str | None:
        """The name; null where it was redacted."""
        return self.claim.row.text

    @resolved
    def lang(self) -> str:
        """Language and script (BCP 47): `sr-Cyrl`, `zh-Hans`; `und` where not known."""
        return self._lang()

    def _lang(self) -> str:
        value = None if self.claim.row.value is None else decode(self.claim.row.value)
        return value.lang if isinstance(value, Text | ShownWords) else "und"

    @resolved
    def script(self) -> str | None:
        """Script (ISO 15924), where the language tag says it: `Cyrl`, `Hans`."""
        return next((tag for tag in self._lang().split("-")[1:] if len(tag) == SCRIPT_LENGTH), None)

    @resolved
    def kind(self) -> str:
        """PRIMARY, ALIAS, ABBREVIATION, NATIVE …: the sort of name."""
        return self.claim.qualifier("nameKind") or "PRIMARY"


def name_of(reader: Reader, row: ClaimRow) -> Name:
    """Show a claim that gives a name."""
    return Name(claim=Claim(reader=reader, row=row))


@described
class ExternalId(Node):
    """Its identifier in somebody else's register."""

    claim: Claim = strawberry.field(description="The claim that gives it.")

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("ExternalId", self.claim.row.id)

    @resolved
    def scheme(self) -> str | None:
        """Who issues it: ISO_3166_1, LEI, QID and so on."""
        return self.claim.qualifier("scheme")

    @resolved
    def value(self) -> str | None:
        """The identifier."""
        return self.claim.row.text


def external_id_of(reader: Reader, row: ClaimRow) -> ExternalId:
    """Show a claim that gives an identifier."""
    return ExternalId(claim=Claim(reader=reader, row=row))
