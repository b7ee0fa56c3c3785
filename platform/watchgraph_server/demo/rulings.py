"""A ruling ground by ground, beside its retelling."""

from rich.console import Console
from rich.text import Text

from watchgraph_server.answers import Answered, Nodes
from watchgraph_server.cited import Cited, Footnotes, show_claim
from watchgraph_server.demo.telling import Disputed, plain
from watchgraph_server.terminal import row


class Holding(Answered, frozen=True):
    """A ground of a ruling, and what was decided on it."""

    name: str | None
    said: Nodes[Cited]


class Ground(Cited, frozen=True, kw_only=True):
    """The claim that a ruling has a holding."""

    object: Holding | None


class Ruled(Answered, frozen=True):
    """A ruling: its grounds, and how others retell it."""

    name: str | None
    grounds: Nodes[Ground]
    retold: Nodes[Disputed]


class Ruling(Answered, frozen=True):
    """The answer to `demo_ruling`."""

    rulings: Nodes[Ruled]


def tell(out: Console, found: Ruling, notes: Footnotes) -> None:
    """Print what the court decided on each ground, then how others tell it."""
    for ruling in found.rulings.nodes:
        out.print("The court, ground by ground", style="green")
        for ground in ruling.grounds.nodes:
            if ground.object is not None:
                _ground(out, ground.object, notes)
        out.print("\nThe same ruling as a news feature told it", style="green")
        for claim in ruling.retold.nodes:
            shown = plain(claim.value)
            show_claim(out, claim, notes, words=f"held: {shown}")
            for objection in claim.objections():
                row(out, "disputed", objection, indent=4)


def _ground(out: Console, holding: Holding, notes: Footnotes) -> None:
    results = [claim for claim in holding.said.nodes if claim.predicate.name == "result"]
    held = [plain(claim.value) for claim in holding.said.nodes if claim.predicate.name == "held"]
    for claim in results:
        text = Text(f"{holding.name} {notes.marks(claim)}")
        text.append(f"\nheld: {'; '.join(held)}", style="dim")
        row(out, plain(claim.value).upper(), text)
