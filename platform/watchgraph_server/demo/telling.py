"""What the answers of the demo have in common: lists of claims, and the disputes over them."""

from collections.abc import Iterable

from rich.console import Console

from watchgraph_server.answers import Answered, Nodes
from watchgraph_server.cited import Cited, Footnotes, Words, show_claim
from watchgraph_server.terminal import row


class Objection(Answered, frozen=True):
    """A dispute by its words; None where they were redacted."""

    text: str | None


class Disputed(Cited, frozen=True, kw_only=True):
    """A claim with the disputes over it."""

    disputes: Nodes[Objection]


def tell_claims(out: Console, title: str, claims: Iterable[Cited], notes: Footnotes) -> None:
    """Print a list of claims under a title."""
    out.print(f"\n{title}", style="green")
    for claim in claims:
        show_claim(out, claim, notes)


def tell_disputed(out: Console, claims: Iterable[Disputed], notes: Footnotes) -> None:
    """Print claims, each with the disputes over it."""
    for claim in claims:
        show_claim(out, claim, notes)
        for objection in claim.disputes.nodes:
            row(out, "disputed", objection.text or "words redacted", indent=4)


def plain(value: Words | None) -> str:
    """Write a code as words."""
    return "" if value is None or value.text is None else value.text.replace("_", " ").lower()
