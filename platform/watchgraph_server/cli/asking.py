"""Commands that ask."""

from typing import Annotated

import typer

from watchgraph_server import options
from watchgraph_server.cli.root import app

PANEL = "Ask"


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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
        serving.Asked(
            host=host, port=port, documents=tuple(documents or ()), only=only_documents, alone=api_only, workers=workers
        )
    )


@app.command(rich_help_panel=PANEL)
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
