"""The command line `watchgraph`: its words and options; what each does is imported only when it is called."""

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from watchgraph_server import options
from watchgraph_server.arguments import hide_addresses
from watchgraph_server.refusals import Commands

READ = "Ask"
WRITE = "Add"
KEEP = "Keep"
LEARN = "Learn"


app = typer.Typer(
    name="watchgraph",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "The store lives in the folder that WATCHGRAPH_DATA names; without it, where your system keeps programs' data "
        "(`watchgraph status` says where). Exit status: 0 done, 1 the answer is an error, 2 wrong usage or input."
    ),
)


dev = typer.Typer(
    cls=Commands, no_args_is_help=True, help="Start and stop servers of your own: PostgreSQL and Neo4j, by pip alone."
)
app.add_typer(dev, name="dev", rich_help_panel=KEEP)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it with one argument
    if asked:
        from watchgraph_server.commands import learning

        learning.version()
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and stop.", show_default=False
        ),
    ] = False,
) -> None:
    """Who sells, finances, runs and fights surveillance: claims, each with its sources.

    Begin with `watchgraph demo`: it loads the reference data, answers five questions and serves the API.
    """


@app.command(rich_help_panel=READ)
def query(
    document: Annotated[str, typer.Argument(metavar="FILE|-", help="A GraphQL document; - reads it from the input.")],
    *,
    variables: Annotated[str, typer.Option(help="Its variables, a JSON object.")] = "{}",
    operation: Annotated[str | None, typer.Option(help="Which operation, where the document has several.")] = None,
    cited: Annotated[
        bool, typer.Option("--cite", help="Add a permanent link to the answer.", show_default=False)
    ] = False,
) -> None:
    """Answer a GraphQL query from the local store; no server is needed.

    Example: echo '{ claimsByRef(ref: "C042") { nodes { sentence } } }' | watchgraph query -
    """
    from watchgraph_server.commands import asking

    asking.query(document, variables, operation, cited=cited)


@app.command(rich_help_panel=READ)
def cite(
    link: Annotated[str, typer.Argument(metavar="LINK", help="The permanent link of an answer.")],
    *,
    form: Annotated[
        str | None, typer.Option("--as", metavar="FORM", help="Write the citation instead: text, csl or bibtex.")
    ] = None,
) -> None:
    """Answer again what was cited, as it was answered then; warnings say what is not as it was.

    `watchgraph query FILE --cite` gives such a link, and so does every answer of `watchgraph questions`.
    """
    from watchgraph_server.commands import asking

    asking.cite(link, form)


@app.command(rich_help_panel=READ)
def claim(
    name: Annotated[str, typer.Argument(metavar="ID", help="A claim's id, or a reference such as C042.")],
    *,
    valid_at: options.ValidAt = None,
    recorded_at: options.RecordedAt = None,
    as_json: options.Json = False,
) -> None:
    """Audit a claim: what is said, by whom, where it stands, what rivals it, and its history.

    Example: watchgraph claim C042
    """
    from watchgraph_server.commands import auditing

    auditing.claim(name, valid_at, recorded_at, as_json=as_json)


@app.command(rich_help_panel=READ)
def entities(
    *,
    dataset: options.Folder = None,
    kind: options.KindOfName = None,
    as_csv: options.Csv = False,
    as_json: options.Json = False,
) -> None:
    """List every name met, where, and the entity that it means: names with one id are one thing.

    Example: watchgraph entities --csv > names.csv
    """
    from watchgraph_server.commands import naming

    naming.entities(dataset, kind, as_csv=as_csv, as_json=as_json)


@app.command(rich_help_panel=READ)
def questions(
    only: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Some of them, such as Q02.")] = None,
    *,
    document: Annotated[
        bool, typer.Option("--document", help="Print the GraphQL documents instead of asking them.", show_default=False)
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Ask the questions that others have published answers to, and compare those answers with ours.

    Each is one GraphQL document: `watchgraph questions Q02 --document > mine.graphql`, change it, then
    `watchgraph query mine.graphql`.
    """
    from watchgraph_server.commands import comparing

    comparing.questions(only or [], as_json=as_json, as_document=document)


@app.command(rich_help_panel=READ)
def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    documents: options.Documents = None,
    only_documents: options.OnlyDocuments = False,
    api_only: options.ApiOnly = False,
    workers: options.Workers = 1,
) -> None:
    """Serve the GraphQL API; what is appended meanwhile is read at once."""
    from watchgraph_server.commands import serving

    serving.serve(
        serving.Asked(host=host, port=port, documents=documents, only=only_documents, alone=api_only, workers=workers)
    )


@app.command(rich_help_panel=READ)
def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="End after the answers.", show_default=False)] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.", show_default="8000, or a free one")
    ] = None,
) -> None:
    """Load the reference data, answer five questions with their sources, then serve the API."""
    from watchgraph_server.demo import show

    show(once=once, host=host, port=port)


@app.command("import", rich_help_panel=WRITE)
def import_(  # noqa: PLR0913 - one parameter an option
    name: options.Name = None,
    paths: options.Paths = None,
    *,
    source: options.Source = None,
    list_: options.Listed = False,
    dry_run: options.DryRun = False,
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
        as_json=as_json,
    )
    if status := importing.run(asked):
        raise typer.Exit(status)


@app.command(rich_help_panel=WRITE)
def fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A publisher.")],
    *,
    to: Annotated[Path | None, typer.Option(metavar="DIR", help="Where to; default: beside the store.")] = None,
    as_json: options.Json = False,
) -> None:
    """Fetch a publisher's files, where it offers them to programs; what has not changed is not fetched again."""
    from watchgraph_server.commands import importing

    importing.fetch(name, to, as_json=as_json)


@app.command(rich_help_panel=WRITE)
def apply(commands: options.CommandLines, *, contributor: options.Contributor, as_json: options.Json = False) -> None:
    """Do what a file of commands says: propose, accept, dispute, judge and so on.

    All lines are checked before the first is done; the ids of the events are printed. docs/apply.md tells the story.

    Example: echo '{"do": "register-contributor", "contributor": "<a new UUID>", "roles": ["CONTRIBUTOR"]}' |
    watchgraph apply - --as operator
    """
    from watchgraph_server.commands import applying

    applying.apply(commands, contributor, as_json=as_json)


@app.command(rich_help_panel=WRITE)
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


@app.command(rich_help_panel=KEEP)
def status(*, as_json: options.Json = False) -> None:
    """Say where the store is, how far its log and its read models have come, and what is in it."""
    from watchgraph_server.commands import keeping

    keeping.status(as_json=as_json)


@app.command(rich_help_panel=KEEP)
def follow(names: options.Projections = None) -> None:
    """Keep the read models where the log is, for servers that run with --api-only.

    Of several such processes one leads; the others take over when it is gone.
    """
    from watchgraph_server.commands import following

    following.follow(names or [])


@app.command(rich_help_panel=KEEP)
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


@app.command(rich_help_panel=KEEP)
def verify(*, as_json: options.Json = False) -> None:
    """Compare the read models with a fresh rebuild; print the state hash, or the first difference."""
    from watchgraph_server.commands import keeping

    keeping.verify(as_json=as_json)


@app.command(rich_help_panel=KEEP)
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


@app.command(rich_help_panel=KEEP)
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


@app.command(rich_help_panel=KEEP)
def copy(*, to: options.CopyTo, keys_to: options.KeysTo = None, as_json: options.Json = False) -> None:
    """Copy the log to another place, a folder or a PostgreSQL database: with it the store has moved.

    Positions and all that is remembered of commands come with it; the read models are made anew where it is opened. The
    keys of sealed texts are copied only where --keys-to says where to.

    Example: watchgraph copy --to postgresql://me@localhost/watchgraph
    """
    from watchgraph_server.commands import copying

    copying.copy(to, keys_to, as_json=as_json)


@app.command(rich_help_panel=LEARN)
def schema() -> None:
    """Print the GraphQL schema."""
    from watchgraph_server.commands import learning

    learning.schema()


@app.command(rich_help_panel=LEARN)
def vocabulary(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A kind, a predicate or a code list.")] = None,
    *,
    as_json: options.Json = False,
) -> None:
    """Print what can be said: kinds of entity, predicates and codes, with their definitions."""
    from watchgraph_server.commands import learning

    learning.vocabulary(name, as_json=as_json)


def main() -> NoReturn:
    """Run the command line and end the process with its exit status.

    A short life has two costs that bring it nothing: looking for cycles among the thousands of objects that imports
    make, and taking everything apart at the end. Leaving both out makes `watchgraph query` a third faster.
    """
    gc.set_threshold(100_000, 50, 50)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - closed by the caller
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    status: object = 0
    hide_addresses()
    try:
        app()
    except SystemExit as ended:
        status = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0)
