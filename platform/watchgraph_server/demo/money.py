"""The way from a place's cameras to the bank that paid for them, edge by edge."""

from typing import Final

from rich.console import Console
from rich.text import Text

from watchgraph_server.answers import Answered, Nodes
from watchgraph_server.cited import Cited, Footnotes, Named, show_claim
from watchgraph_server.terminal import row

TERM_WIDTH: Final = 20


class Label(Answered, frozen=True):
    """A predicate in plain words."""

    label: str


class Hop(Answered, frozen=True):
    """One edge of a money trail; INCOMING: its claims say it of the target."""

    source: Named | None
    predicate: Label
    target: Named | None
    direction: str
    confidence: int | None
    claims: Nodes[Cited]


class Facility(Answered, frozen=True):
    """The loan on the trail, and what is said of it."""

    name: str | None
    terms: Nodes[Cited]


class Gap(Answered, frozen=True):
    """A link that nobody recorded, in words."""

    reason: str


class Trail(Answered, frozen=True):
    """One chain from the place towards the lender. confidence: of its weakest link."""

    complete: bool
    confidence: int | None
    facility: Facility | None
    hops: tuple[Hop, ...]
    missing: tuple[Gap, ...]


class Money(Answered, frozen=True):
    """The answer to `demo_money`."""

    money_trail: Nodes[Trail]


def tell(out: Console, found: Money, notes: Footnotes) -> None:
    """Print each trail, edge by edge, then the terms of the loan."""
    for trail in found.money_trail.nodes:
        out.print("Edge by edge, from the place to the bank", style="green")
        for hop in trail.hops:
            for claim in hop.claims.nodes:
                show_claim(out, claim, notes)
        for gap in trail.missing:
            row(out, "missing", gap.reason)
        row(out, "weakest link", "cannot be judged" if trail.confidence is None else f"confidence {trail.confidence}")
        if trail.facility is not None:
            out.print("\nThe terms", style="green")
            for claim in trail.facility.terms.nodes:
                row(out, claim.predicate.label, _term(claim, notes), width=TERM_WIDTH)


def _term(claim: Cited, notes: Footnotes) -> Text:
    shown = Text(_words(claim))
    shown.append(f" [{claim.valid.text}]" if claim.valid.text else "", style="dim")
    shown.append(f" {notes.marks(claim)}", style="cyan")
    shown.append(f" {claim.ref or ''}", style="dim")
    return shown


def _words(claim: Cited) -> str:
    words = (claim.value.text if claim.value else None) or "not known"
    return words.replace("_", " ").lower() if words.isupper() and " " not in words else words
