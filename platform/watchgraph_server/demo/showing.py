"""The course of the demo: load, ask, print, serve."""

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from watchgraph_server.commands.importing import import_files
from watchgraph_server.demo.questions import QUESTIONS
from watchgraph_server.stores import Store
from watchgraph_server.terminal import console, row, working

REFERENCE = "reference"


def show(*, once: bool, host: str, port: int | None) -> None:
    """Load the reference data where it is missing, answer the questions, then serve unless only once.

    port: None for the usual one, or any that is free where that is taken.
    """
    out = console()
    with Store.open() as store:
        with working("Loading the reference data") as say:
            import_files(store, REFERENCE, say=say)
        _answers(out, store)
        if not once:
            from watchgraph_server.commands import serving  # noqa: PLC0415 - the answers need no server

            chosen = serving.free_port(host) if port is None else port
            serving.run(store, host, chosen, lambda url: _invite(out, url))


def _answers(out: Console, store: Store) -> None:
    out.print(
        Text("Five questions, asked of the claims in this store. Every line names its documents.", style="italic")
    )
    out.print(Text("A title in [square brackets] is ours; the date [..2020] is 2020 or earlier.", style="italic"))
    for number, question in enumerate(QUESTIONS, start=1):
        out.print()
        out.print(Rule(Text(f"{number}. {question.title}", style="bold"), align="left", style="dim"))
        question.show(out, store.catalogue)
    out.print()
    row(out, "look closer", "watchgraph claim C004", indent=0)
    row(out, "store", str(store.folder), indent=0)


def _invite(out: Console, url: str) -> None:
    out.print()
    out.print(Text(f"The API is at {url}/graphql. Ask it:", style="bold"))
    out.print(
        f"""
  curl {url}/graphql -H 'content-type: application/json' \\
    -d '{{"query": "{{ search(text: \\"belgrade\\", first: 3) {{ nodes {{ kind text reason }} }} }}"}}'
"""
    )
    out.print("Stop with Ctrl-C.", style="dim")
