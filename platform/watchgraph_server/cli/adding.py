"""Commands that add to the log."""

from pathlib import Path
from typing import Annotated

import typer

from watchgraph_server import options
from watchgraph_server.cli.root import app

PANEL = "Add"


@app.command("import", rich_help_panel=PANEL)
def import_(  # noqa: PLR0913 - one parameter an option
    name: options.Name = None,
    paths: options.Paths = None,
    *,
    source: options.Source = None,
    list_: options.Listed = False,
    dry_run: options.DryRun = False,
    part: options.Part = False,
    quarantine: options.Quarantine = None,
    mapping: options.Mapping = None,
    draft: options.Draft = False,
    sheet: options.Sheet = None,
    as_json: options.Json = False,
) -> None:
    """Take over a publisher's files in one commit; the same files again change nothing.

    A wrong row stops it before its edition is written; all errors are shown with line, field and what would be right.

    Examples: watchgraph import reference    loads the claims that come with this program.
    watchgraph import all --from DIR    reads every publisher's folder that is in DIR.
    """
    from watchgraph_server.commands import importing

    if name is None or list_:
        importing.listing(as_json=as_json)
        return
    if draft:
        importing.draft(paths or [], sheet)
        return
    asked = importing.Asked(
        name=name,
        paths=paths or [],
        source=source,
        mapping=mapping,
        quarantine=quarantine,
        dry=dry_run,
        part=part,
        as_json=as_json,
    )
    if status := importing.run(asked):
        raise typer.Exit(status)


@app.command(rich_help_panel=PANEL)
def fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A publisher.")],
    *,
    to: Annotated[Path | None, typer.Option(metavar="DIR", help="Where to; default: beside the store.")] = None,
    as_json: options.Json = False,
) -> None:
    """Fetch a publisher's files, where it offers them to programs; what has not changed is not fetched again."""
    from watchgraph_server.commands import importing

    importing.fetch(name, to, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def apply(commands: options.CommandLines, *, contributor: options.Contributor, as_json: options.Json = False) -> None:
    """Do what a file of commands says: propose, accept, dispute, judge and so on.

    All lines are checked before the first is done; the ids of the events are printed. docs/apply.md tells the story.

    Example: echo '{"do": "register-contributor", "contributor": "<a new UUID>", "roles": ["CONTRIBUTOR"]}' |
    watchgraph apply - --as operator
    """
    from watchgraph_server.commands import applying

    applying.apply(commands, contributor, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def resolve(  # noqa: PLR0913 - one parameter an option
    pair: options.Pair = None,
    *,
    verdict: options.Verdict = None,
    contributor: options.Reviewer = None,
    basis: options.Basis = "",
    revert: options.Reverted = None,
    list_: options.Waiting = False,
    as_json: options.Json = False,
) -> None:
    """Decide which names mean one thing where the rules could not; any judgement can be taken back.

    Without LEFT and RIGHT it asks pair by pair on the terminal.

    Example: watchgraph resolve LEFT RIGHT --verdict same --as REVIEWER --basis "same address and register number"
    """
    from watchgraph_server.commands import resolving

    asked = resolving.Asked(
        pair=tuple(pair or ()), verdict=verdict, contributor=contributor, basis=basis, revert=revert, listed=list_
    )
    resolving.run(asked, as_json=as_json)
