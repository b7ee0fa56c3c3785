"""The root of the command line: what it is called, and what ends each command."""

from typing import Annotated

import typer

from watchgraph_server.refusals import Commands

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
