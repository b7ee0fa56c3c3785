"""What the answers of the demo have in common: lists of claims, and the disputes over them."""

from collections.abc import Iterable

from rich.console import Console

from watchgraph_server.answers import Answered, Nodes
from watchgraph_server.cited import Cited, Footnotes, Words, show_claim
from watchgraph_server.terminal import row


class Identified(Answered, frozen=True):
    """A claim by its id."""

    id: str


class Objection(Answered, frozen=True):
    """A dispute by its words, None where they were redacted. claims: those that it says are wrong."""

    text: str | None
    state: str
    claims: Nodes[Identified]


class Disputed(Cited, frozen=True, kw_only=True):
    """A claim with the disputes that name it, be it as the one that is wrong or as the one that says otherwise."""

    disputes: Nodes[Objection]

    def objections(self) -> list[str]:
        """Give the words of the open disputes that say that this very claim is wrong."""
        return [
            dispute.text or "words redacted"
            for dispute in self.disputes.nodes
            if dispute.state == "OPEN" and any(claim.id == self.id for claim in dispute.claims.nodes)
        ]


def tell_claims(out: Console, title: str, claims: Iterable[Cited], notes: Footnotes) -> None:
    """Print a list of claims under a title."""
    out.print(f"\n{title}", style="green")
    for claim in claims:
        show_claim(out, claim, notes)


def tell_disputed(out: Console, claims: Iterable[Disputed], notes: Footnotes) -> None:
    """Print claims, each with the disputes over it."""
    for claim in claims:
        show_claim(out, claim, notes)
        for objection in claim.objections():
            row(out, "disputed", objection, indent=4)


def plain(value: Words | None) -> str:
    """Write a code as words."""
    return "" if value is None or value.text is None else value.text.replace("_", " ").lower()
