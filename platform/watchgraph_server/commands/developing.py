"""`dev`: genuine servers of one's own."""

import shlex
from collections.abc import Sequence

from watchgraph_server.dev.servers import MAKERS, Server, ServerSettings, held
from watchgraph_server.dev.tellings import tell
from watchgraph_server.output import write, write_json
from watchgraph_server.terminal import console, row


def up(names: Sequence[str], *, as_json: bool) -> None:
    """Start servers, those that do not run yet, and print the settings that lead a program to them."""
    settings = ServerSettings()
    with held(settings):
        found = _servers(names, settings)
        for server in found:
            server.up()
    given = {name: value for server in found for name, value in server.settings().items()}
    if as_json:
        write_json(given)
    else:
        write("\n".join(f"export {name}={shlex.quote(value)}" for name, value in given.items()))


def down(names: Sequence[str]) -> None:
    """Stop servers; what they hold stays."""
    settings = ServerSettings()
    with held(settings):
        for server in _servers(names, settings):
            if server.process.runs():
                server.down()
                tell(f"{server.title}: stopped")


def status(*, as_json: bool) -> None:
    """Print which servers run, and where they lie."""
    found = {name: make(ServerSettings()) for name, make in MAKERS.items()}
    if as_json:
        write_json({name: {"runs": each.process.runs(), "folder": each.place.folder} for name, each in found.items()})
        return
    out = console()
    for each in found.values():
        words = f"runs on port {each.place.port()}" if each.process.runs() else "does not run"
        row(out, each.title, f"{words}; {each.place.folder}", indent=0)


def _servers(names: Sequence[str], settings: ServerSettings) -> list[Server]:
    """Give the named servers, or all where none is named."""
    return [make(settings) for name, make in MAKERS.items() if not names or name in names]
