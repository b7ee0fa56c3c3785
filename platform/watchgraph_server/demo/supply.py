"""Who sold a city its cameras, who objects, and what is in dispute."""

from rich.console import Console

from watchgraph_server.answers import Answered, Nodes
from watchgraph_server.cited import Cited, Footnotes
from watchgraph_server.demo.telling import Disputed, tell_claims, tell_disputed


class Length(Answered, frozen=True):
    """How many there are."""

    total_count: int


class Sold(Disputed, frozen=True, kw_only=True):
    """A claim that somebody supplies it, with its rivals."""

    rivals: Length


class Supplied(Answered, frozen=True):
    """A deployment: who supplies it, what is in dispute about it, who opposes it."""

    name: str | None
    supply: Nodes[Sold]
    disputed: Nodes[Disputed]
    opposed: Nodes[Cited]


class Supply(Answered, frozen=True):
    """The answer to `demo_supply`."""

    deployments: Nodes[Supplied]


def tell(out: Console, found: Supply, notes: Footnotes) -> None:
    """Print who supplies it, who takes a position on it, and what is disputed about it."""
    for deployment in found.deployments.nodes:
        if deployment.supply.nodes:
            tell_claims(out, f"Who supplies the {deployment.name}", deployment.supply.nodes, notes)
            if not any(claim.rivals.total_count or claim.disputed for claim in deployment.supply.nodes):
                out.print("\nNobody in this store says otherwise. What is contested is something else:")
            tell_claims(out, "Who objects, and to what", deployment.opposed.nodes, notes)
            out.print("\nIn dispute", style="green")
            tell_disputed(out, deployment.disputed.nodes, notes)
