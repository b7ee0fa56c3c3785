"""What was deleted, since when it is gone, and what rests on it."""

from rich.console import Console
from rich.text import Text

from watchgraph_server.answers import Answered, Nodes
from watchgraph_server.cited import Cited, Document, Footnotes, Named
from watchgraph_server.demo.telling import Disputed, tell_claims, tell_disputed
from watchgraph_server.terminal import row


class Observed(Answered, frozen=True):
    """Since when a document is gone, who found that, and how."""

    first_gone: str | None
    basis: str | None
    observer: Named | None


class Cites(Nodes[Cited], frozen=True, kw_only=True):
    """Claims that rest on a document, and how many there are."""

    total_count: int


class Deleted(Document, frozen=True):
    """A document that is gone. about: claims about it; cited_by: claims that rest on it."""

    liveness: Observed
    about: Nodes[Disputed]
    cited_by: Cites


class Deletion(Answered, frozen=True):
    """The answer to `demo_deleted`."""

    sources: Nodes[Deleted]


def tell(out: Console, found: Deletion, notes: Footnotes) -> None:
    """Print each document that is gone, what is said of it and what rests on it."""
    for source in found.sources.nodes:
        liveness = source.liveness
        out.print(Text(f"{source.title} ({source.publisher}, {source.published})", style="bold"))
        row(
            out,
            "gone",
            f"found gone on {liveness.first_gone} by {liveness.observer.name if liveness.observer else 'us'}",
        )
        row(out, "basis", liveness.basis or "not stated")
        out.print("\nWhat is said of it", style="green")
        tell_disputed(out, source.about.nodes, notes)
        tell_claims(out, f"What still rests on it ({source.cited_by.total_count} claims)", source.cited_by.nodes, notes)
