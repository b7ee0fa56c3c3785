"""How many cameras: planned and in place, each with its speaker, never added up."""

from rich.console import Console
from rich.text import Text

from watchgraph_server.answers import Answered, Nodes
from watchgraph_server.cited import Footnotes, said_by
from watchgraph_server.demo.telling import Disputed
from watchgraph_server.terminal import row


class Measured(Disputed, frozen=True, kw_only=True):
    """A number that somebody gives of a deployment. planned: it is not there yet."""

    planned: bool


class Counted(Answered, frozen=True):
    """A deployment with its numbers, the oldest first."""

    name: str | None
    quantities: Nodes[Measured]


class Quantities(Answered, frozen=True):
    """The answer to `demo_quantities`."""

    deployments: Nodes[Counted]


def tell(out: Console, found: Quantities, notes: Footnotes) -> None:
    """Print what is said to be in place, then what is planned."""
    out.print("It depends on who says so, when, and whether they speak of plans. These are never added up.")
    for planned, title in ((False, "In place"), (True, "Planned")):
        out.print(f"\n{title}", style="green")
        for deployment in found.deployments.nodes:
            for claim in deployment.quantities.nodes:
                if claim.planned is planned:
                    row(out, claim.valid.text or "undated", _quantity(claim, deployment.name, notes))


def _quantity(claim: Measured, name: str | None, notes: Footnotes) -> Text:
    shown = Text(f"{_number(claim)} {claim.predicate.label}", style="bold")
    shown.append(f", {name}; according to {said_by(claim)} ", style="not bold")
    shown.append(notes.marks(claim), style="not bold cyan")
    shown.append(f" {claim.ref or ''}", style="not bold dim")
    for objection in claim.objections():
        shown.append(f"\ndisputed: {objection}", style="not bold yellow")
    return shown


def _number(claim: Measured) -> str:
    """Write the value without its unit, which the predicate names."""
    words = (claim.value.text if claim.value else None) or "an unstated number of"
    return words.rsplit(" ", 1)[0]
