"""`backup` and `restore`: a store kept elsewhere, and brought back."""

from pathlib import Path

import typer

from watchgraph.settings import Settings
from watchgraph_schema.times import day_text
from watchgraph_server import backups, restoring
from watchgraph_server.commands.keeping import bar
from watchgraph_server.databases import existing
from watchgraph_server.outcomes import ANSWER_IS_ERROR, BadInputError
from watchgraph_server.output import write_json
from watchgraph_server.terminal import console, row


def backup(folder: Path, keys: Path | None, *, keyless: bool, as_json: bool) -> None:
    """Write a backup of the store that the settings name. Raises BackupRefusedError."""
    settings = existing()
    if keys is None and not keyless:
        raise BadInputError(
            "Where should the keys of sealed texts go? --keys FOLDER, and not with the log; or --without-keys, where "
            "they are kept in another way."
        )
    with bar("Backing up") as progress:
        done = backups.back_up(settings, folder, keys, progress=progress)
    if as_json:
        write_json(done)
        return
    out = console()
    row(out, "backed up", f"{done.events} events, up to position {done.head}")
    row(out, "to", str(done.folder))
    row(out, "keys", "left out" if done.keys is None else str(done.keys))
    for path in done.expired:
        row(out, "removed", f"{path}: older than {backups.KEYS_KEPT.days} days")


def restore(folder: Path, keys: Path | None, *, keyless: bool, as_json: bool) -> None:
    """Make the store that the settings name from a backup; end with status 1 where texts are lost.

    Raises BackupRefusedError.
    """
    with bar("Restoring") as progress:
        done = restoring.restore(Settings(), folder, keys, keyless=keyless, progress=progress)
    if as_json:
        write_json(done)
    else:
        out = console()
        row(out, "restored", f"{done.events} events: {done.where}")
        row(out, "standing", f"position {done.position}, day {day_text(done.day)}")
        row(out, "state hash", done.state_hash)
        for unit in done.keys_lost:
            row(out, "key lost", unit)
    if done.keys_lost and not keyless:
        raise typer.Exit(ANSWER_IS_ERROR)
