"""Commands for servers of one's own."""

import typer

from watchgraph_server import options
from watchgraph_server.cli.root import app
from watchgraph_server.refusals import Commands

PANEL = "Keep"

dev = typer.Typer(
    cls=Commands, no_args_is_help=True, help="Start and stop servers of your own: PostgreSQL and Neo4j, by pip alone."
)
app.add_typer(dev, name="dev", rich_help_panel=PANEL)


@dev.command("up")
def dev_up(*, postgres: options.Postgres = False, neo4j: options.Neo4j = False, as_json: options.Json = False) -> None:
    """Start PostgreSQL and Neo4j on this machine alone, and print the settings that lead a program to them.

    Neither named: both. What runs already is left as it is. Needs: pip install 'watchgraph[servers]'

    Example: eval "$(watchgraph dev up)"
    """
    from watchgraph_server.commands import developing

    developing.up(options.named(postgres=postgres, neo4j=neo4j), as_json=as_json)


@dev.command("down")
def dev_down(*, postgres: options.Postgres = False, neo4j: options.Neo4j = False) -> None:
    """Stop what `dev up` started, and nothing else; the data stay. Neither named: both."""
    from watchgraph_server.commands import developing

    developing.down(options.named(postgres=postgres, neo4j=neo4j))


@dev.command("status")
def dev_status(*, as_json: options.Json = False) -> None:
    """Say which of these servers run, and where their data lie."""
    from watchgraph_server.commands import developing

    developing.status(as_json=as_json)
