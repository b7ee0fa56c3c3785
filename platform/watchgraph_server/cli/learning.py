"""Commands that explain."""

from typing import Annotated

import typer

from watchgraph_server import options
from watchgraph_server.cli.root import app

PANEL = "Learn"


@app.command(rich_help_panel=PANEL)
def schema() -> None:
    """Print the GraphQL schema."""
    from watchgraph_server.commands import learning

    learning.schema()


@app.command(rich_help_panel=PANEL)
def vocabulary(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A kind, a predicate or a code list.")] = None,
    *,
    as_json: options.Json = False,
) -> None:
    """Print what can be said: kinds of entity, predicates and codes, with their definitions."""
    from watchgraph_server.commands import learning

    learning.vocabulary(name, as_json=as_json)
