"""`apply`: a file of ledger commands, one a line."""

from collections.abc import Sequence
from typing import NoReturn
from uuid import UUID

import typer
from rich.text import Text

from watchgraph.ledger.files import Applied, LinesRefusedError
from watchgraph.ledger.files import apply as carry_out
from watchgraph.ledger.lines import LineError
from watchgraph_server.commands.reading import read_text
from watchgraph_server.outcomes import BAD_INPUT, BadInputError
from watchgraph_server.output import write_json
from watchgraph_server.stores import Store
from watchgraph_server.terminal import console, row

OPERATOR = "operator"
SHOWN = 20


def apply(commands: str, contributor: str, *, as_json: bool) -> None:
    """Carry the lines out and print the events. Raises the ledger's refusals and BadInputError."""
    lines = read_text(commands).splitlines()
    by = None if contributor == OPERATOR else _contributor(contributor)
    with Store.open() as store:
        try:
            done = carry_out(store.log, lines, contributor=by)
        except LinesRefusedError as refused:
            _refuse(commands, refused.errors, as_json=as_json)
        store.follower.catch_up()
    if as_json:
        write_json([_plain(applied) for applied in done])
    else:
        _show(done)


def _contributor(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInputError(
            f"--as takes a contributor's id, or `{OPERATOR}` for whoever runs this store; {text!r} is neither. "
            "The operator registers contributors: "
            '{"do": "register-contributor", "contributor": "<a new UUID>", "roles": ["REVIEWER"]}'
        ) from None


def _refuse(file: str, errors: Sequence[LineError], *, as_json: bool) -> NoReturn:
    if as_json:
        write_json({"error": {"code": LinesRefusedError.code, "lines": errors}})
    for error in errors[:SHOWN]:
        place = f"{file}:{error.line} {error.field}".rstrip()
        typer.echo(f"{place}: {error.code}: {error.message}", err=True)
    if len(errors) > SHOWN:
        typer.echo(f"and {len(errors) - SHOWN} more", err=True)
    typer.echo("Nothing was written.", err=True)
    raise typer.Exit(BAD_INPUT)


def _plain(applied: Applied) -> dict[str, object]:
    receipt = applied.receipt
    return {
        "line": applied.line,
        "name": applied.name,
        "about": receipt.about,
        "position": receipt.position,
        "repeated": receipt.repeated,
        "events": [{"id": f"{event.stream}/{event.version}", "topic": event.topic} for event in receipt.events],
    }


def _show(done: Sequence[Applied]) -> None:
    out = console()
    if not done:
        out.print("There was no command in it: one JSON object a line. Nothing changed.")
    for applied in done:
        receipt = applied.receipt
        shown = Text(str(receipt.about))
        if applied.name:
            shown.append(f" {applied.name}", style="bold")
        for event in receipt.events:
            shown.append(f"\n{event.topic} {event.stream}/{event.version}", style="dim")
        if receipt.repeated or not receipt.events:
            shown.append("\nnothing changed", style="dim")
        row(out, f"line {applied.line}", shown, indent=0)
