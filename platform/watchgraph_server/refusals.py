"""Refusals on the command line: a message on the error output and an exit status."""

import os
from typing import NoReturn

import typer
from typer.core import TyperGroup

from watchgraph.errors import WatchgraphError
from watchgraph_server.outcomes import exit_status, of_the_settings, of_the_store, stable_code
from watchgraph_server.output import write_json


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
            folder = os.environ.get("WATCHGRAPH_DATA") or "the usual folder"
            refusal = of_the_store(error, folder) or of_the_settings(error)
            if refusal is None:
                raise
            _refuse(refusal, as_json=as_json)


def _refuse(error: WatchgraphError, *, as_json: bool) -> NoReturn:
    """Say on the error output what was refused; with `--json` on the standard output, too, for the program there."""
    code = stable_code(error)
    if as_json:
        write_json({"error": {"code": code, "message": str(error), **error.details()}})
    typer.echo(f"{error}\n({code})", err=True)
    raise typer.Exit(exit_status(error)) from error
