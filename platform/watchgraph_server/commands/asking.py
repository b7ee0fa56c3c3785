"""`query`: a GraphQL document against the local store."""

import msgspec
import typer

from watchgraph_schema.answers import Question, answer
from watchgraph_server.commands.reading import read_text
from watchgraph_server.outcomes import ANSWER_IS_ERROR, BadInputError
from watchgraph_server.output import write_json
from watchgraph_server.stores import Store

EXAMPLE = '{ claimsByRef(ref: "C042") { nodes { sentence } } }'


def query(name: str, variables: str, operation: str | None) -> None:
    """Print the answer as the server would send it; end with status 1 where it holds errors."""
    text = read_text(name)
    if not text.strip():
        raise BadInputError(f"{name} is empty; it should hold a GraphQL document, such as {EXAMPLE}")
    question = Question(query=text, variables=_variables(variables), operation_name=operation)
    with Store.open() as store:
        found = answer(store.catalogue, question)
    write_json(found.body)
    if "errors" in found.body:
        raise typer.Exit(ANSWER_IS_ERROR)


def _variables(text: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadInputError(f'--variables takes a JSON object such as {{"ref": "C042"}}: {error}') from error
