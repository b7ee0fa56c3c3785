"""`query`: a GraphQL document against the local store."""

from functools import partial

import msgspec
import typer

from watchgraph_schema.answers import answer
from watchgraph_schema.bibliographies import FORMS
from watchgraph_schema.citations import parts
from watchgraph_schema.requests import Answer, Question
from watchgraph_server.commands.reading import read_text
from watchgraph_server.outcomes import ANSWER_IS_ERROR, BadInputError
from watchgraph_server.output import write, write_json
from watchgraph_server.stores import Store

EXAMPLE = '{ claimsByRef(ref: "C042") { nodes { sentence } } }'


def query(name: str, variables: str, operation: str | None, *, cited: bool) -> None:
    """Print the answer as the server would send it, cited if asked; end with status 1 where it holds errors."""
    text = read_text(name)
    if not text.strip():
        raise BadInputError(f"{name} is empty; it should hold a GraphQL document, such as {EXAMPLE}")
    question = Question(query=text, variables=_variables(variables), operation_name=operation)
    with Store.open() as store:
        ask = partial(answer, store.catalogue)
        _show(store.citations.cited(ask, question) if cited else ask(question))


def cite(link: str, form: str | None) -> None:
    """Answer again what a link cites, or write the citation in a form, with a note of what is not as it was.

    Raises BadInputError and RequestError.
    """
    if form is not None and form not in FORMS:
        raise BadInputError(f"A citation is written as {', '.join(FORMS)}, not as {form[:20]}")
    with Store.open() as store:
        cited, ask = store.citations.find(*parts(link)), partial(answer, store.catalogue)
        if form is None:
            _show(store.citations.again(ask, cited))
        elif (written := store.citations.written(ask, cited, form)).media is None:
            _show(written)
        else:
            write(written.content.decode())


def _show(answered: Answer) -> None:
    write_json(answered.body)
    if "errors" in answered.body:
        raise typer.Exit(ANSWER_IS_ERROR)


def _variables(text: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadInputError(f'--variables takes a JSON object such as {{"ref": "C042"}}: {error}') from error
