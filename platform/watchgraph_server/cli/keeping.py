"""Commands that look after a store."""

from typing import Annotated

import typer

from watchgraph_server import options
from watchgraph_server.cli.root import app

PANEL = "Keep"


@app.command(rich_help_panel=PANEL)
def status(*, as_json: options.Json = False) -> None:
    """Say where the store is, how far its log and its read models have come, and what is in it."""
    from watchgraph_server.commands import keeping

    keeping.status(as_json=as_json)


@app.command(rich_help_panel=PANEL)
def follow(names: options.Projections = None) -> None:
    """Keep the read models where the log is, for servers that run with --api-only.

    Of several such processes one leads; the others take over when it is gone.
    """
    from watchgraph_server.commands import following

    following.follow(names or [])


@app.command(rich_help_panel=PANEL)
def rebuild(
    projection: Annotated[
        str, typer.Argument(metavar="NAME", help="The catalogue, or the graph in Neo4j.")
    ] = "catalogue",
    *,
    today: Annotated[str | None, typer.Option(metavar="DATE", help="Stand on this day.")] = None,
) -> None:
    """Make the read models anew from the log; needed never, possible always."""
    from watchgraph_server.commands import keeping

    keeping.rebuild(projection, today)


@app.command(rich_help_panel=PANEL)
def verify(*, as_json: options.Json = False) -> None:
    """Compare the read models with a fresh rebuild; print the state hash, or the first difference."""
    from watchgraph_server.commands import keeping

    keeping.verify(as_json=as_json)


@app.command(rich_help_panel=PANEL)
def backup(
    folder: options.BackupFolder,
    *,
    keys: options.KeysFolder = None,
    without_keys: options.WithoutKeys = False,
    as_json: options.Json = False,
) -> None:
    """Write a backup, while others write on: the log in a new folder, its keys elsewhere.

    Whoever has both can read what was redacted since; so the keys are kept apart, and older ones are removed.

    Example: watchgraph backup /backups/2026-11-26 --keys /elsewhere/keys
    """
    from watchgraph_server.commands import backing_up

    backing_up.backup(folder, keys, keyless=without_keys, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def restore(
    folder: options.BackedUp,
    *,
    keys: options.KeysFile = None,
    without_keys: options.WithoutKeys = False,
    as_json: options.Json = False,
) -> None:
    """Make the store from a backup, checked before anything is written; a store that is there is never written over.

    Example: watchgraph restore /backups/2026-11-26 --keys /elsewhere/keys/keys-20261126T020000Z-1f0c.sqlite
    """
    from watchgraph_server.commands import backing_up

    backing_up.restore(folder, keys, keyless=without_keys, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def copy(*, to: options.CopyTo, keys_to: options.KeysTo = None, as_json: options.Json = False) -> None:
    """Copy the log to another place, a folder or a PostgreSQL database: with it the store has moved.

    Positions and all that is remembered of commands come with it; the read models are made anew where it is opened. The
    keys of sealed texts are copied only where --keys-to says where to.

    Example: watchgraph copy --to postgresql://me@localhost/watchgraph
    """
    from watchgraph_server.commands import copying

    copying.copy(to, keys_to, as_json=as_json)
