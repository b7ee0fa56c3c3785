"""The command line `watchgraph`: its words and options; what each does is imported only when it is called."""

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.core import TyperGroup

from watchgraph.errors import WatchgraphError
from watchgraph_server.outcomes import exit_status, of_the_store, stable_code

READ = "Ask"
WRITE = "Add"
KEEP = "Keep"
LEARN = "Learn"


class Commands(TyperGroup):
    """Turns a refusal into a message on the error output and an exit status."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # typer hides the class that it copied
        as_json = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except WatchgraphError as error:
            _refuse(error, as_json=as_json)
        except BrokenPipeError:
            raise  # whoever reads has had enough: typer ends quietly
        except Exception as error:
            refusal = of_the_store(error, os.environ.get("WATCHGRAPH_DATA") or "the usual folder")
            if refusal is None:
                raise
            _refuse(refusal, as_json=as_json)


def _refuse(error: WatchgraphError, *, as_json: bool) -> NoReturn:
    """Say on the error output what was refused; with `--json` on the standard output, too, for the program there."""
    code = stable_code(error)
    if as_json:
        from watchgraph_server.output import write_json

        write_json({"error": {"code": code, "message": str(error)}})
    typer.echo(f"{error}\n({code})", err=True)
    raise typer.Exit(exit_status(error)) from error


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

Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program.", show_default=False)]
ValidAt = Annotated[
    str | None,
    typer.Option("--valid-at", metavar="DATE", help="As the world was: a year, month or day. Default: today (UTC)."),
]
RecordedAt = Annotated[
    str | None,
    typer.Option(
        "--recorded-at",
        metavar="WHEN",
        help="As this store knew it: a position of the log, or an instant such as 2026-11-23T12:00:00Z. Default: now.",
    ),
]


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
) -> None:
    """Answer a GraphQL query from the local store; no server is needed.

    Example: echo '{ claimsByRef(ref: "C042") { nodes { sentence } } }' | watchgraph query -
    """
    from watchgraph_server.commands import asking

    asking.query(document, variables, operation)


@app.command(rich_help_panel=READ)
def claim(
    name: Annotated[str, typer.Argument(metavar="ID", help="A claim's id, or a reference such as C042.")],
    *,
    valid_at: ValidAt = None,
    recorded_at: RecordedAt = None,
    as_json: Json = False,
) -> None:
    """Audit a claim: what is said, by whom, where it stands, what rivals it, and its history.

    Example: watchgraph claim C042
    """
    from watchgraph_server.commands import auditing

    auditing.claim(name, valid_at, recorded_at, as_json=as_json)


@app.command(rich_help_panel=READ)
def questions(
    only: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Some of them, such as Q02.")] = None,
    *,
    document: Annotated[
        bool, typer.Option("--document", help="Print the GraphQL documents instead of asking them.", show_default=False)
    ] = False,
    as_json: Json = False,
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
) -> None:
    """Serve the GraphQL API; what is appended meanwhile is read at once."""
    from watchgraph_server.commands import serving

    serving.serve(host, port)


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
def import_(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A publisher; none lists them.")] = None,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH", help="Its files, or their folder.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Take over a publisher's files in one commit; the same files again change nothing.

    A wrong row stops it before its edition is written; all errors are shown with line, field and what would be right.

    Example: watchgraph import reference    loads the claims that come with this program.
    """
    from watchgraph_server.commands import importing

    importing.run(name, paths or [], as_json=as_json)


@app.command(rich_help_panel=WRITE)
def apply(
    commands: Annotated[str, typer.Argument(metavar="FILE.jsonl|-", help="Commands, one JSON object a line.")],
    *,
    contributor: Annotated[
        str,
        typer.Option(
            "--as", metavar="CONTRIBUTOR", help="Who does it: a contributor's id; or `operator`, who runs this store."
        ),
    ],
    as_json: Json = False,
) -> None:
    """Do what a file of commands says: propose, accept, dispute, judge and so on.

    All lines are checked before the first is done; the ids of the events are printed. docs/apply.md tells the story.

    Example: echo '{"do": "register-contributor", "contributor": "<a new UUID>", "roles": ["CONTRIBUTOR"]}' |
    watchgraph apply - --as operator
    """
    from watchgraph_server.commands import applying

    applying.apply(commands, contributor, as_json=as_json)


@app.command(rich_help_panel=KEEP)
def status(*, as_json: Json = False) -> None:
    """Say where the store is, how far its log and its read models have come, and what is in it."""
    from watchgraph_server.commands import keeping

    keeping.status(as_json=as_json)


@app.command(rich_help_panel=KEEP)
def rebuild(*, today: Annotated[str | None, typer.Option(metavar="DATE", help="Stand on this day.")] = None) -> None:
    """Make the read models anew from the log; needed never, possible always."""
    from watchgraph_server.commands import keeping

    keeping.rebuild(today)


@app.command(rich_help_panel=KEEP)
def verify(*, as_json: Json = False) -> None:
    """Compare the read models with a fresh rebuild; print the state hash, or the first difference."""
    from watchgraph_server.commands import keeping

    keeping.verify(as_json=as_json)


@app.command(rich_help_panel=LEARN)
def schema() -> None:
    """Print the GraphQL schema."""
    from watchgraph_server.commands import learning

    learning.schema()


@app.command(rich_help_panel=LEARN)
def vocabulary(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A kind, a predicate or a code list.")] = None,
    *,
    as_json: Json = False,
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
    try:
        app()
    except SystemExit as ended:
        status = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0)
