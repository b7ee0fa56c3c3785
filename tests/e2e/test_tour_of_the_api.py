"""Examples within the text of docs/api.md find something in the reference data, or say which import brings it."""

import re
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from graphql import GraphQLSyntaxError, parse
from tests.schema.replies import asking
from tests.schema.shapes import ROOTS

from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_projections.catalogue.reading import Catalogue

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
PARAGRAPHS = re.split(r"\n\s*\n", PAGE)
IN_LINE = re.compile(r"`([a-z]\w*\([^`]*)`")
BLOCK = re.compile(r"```graphql\n(.*?)```", re.DOTALL)
IMPORT = re.compile(r"`watchgraph\s+import\s+([\w-]+)")
NOTHING = re.compile(r"'totalCount': 0}}$|'numbers': \[\]|'value': '0'")
"""How an answer to what `complete` asks ends where it found nothing."""


def complete(field: str) -> str | None:
    """A field as a document that tells whether it finds anything; None for a part of one."""
    told = "numbers { possible { figure { value } } }" if field.startswith("aggregate(") else "totalCount"
    document = f"{{ {' '.join(field.split())} {{ {told} }} }}"
    try:
        parse(document)
    except GraphQLSyntaxError:
        return None
    return document


def examples() -> Iterator[tuple[str, str]]:
    """Each document, with the text around it."""
    for before, paragraph in pairwise(["", *PARAGRAPHS]):
        blocks = BLOCK.findall(paragraph)
        fields = [] if "```" in paragraph else map(complete, IN_LINE.findall(paragraph))
        for document in (*blocks, *(each for each in fields if each is not None)):
            yield document, f"{before}\n{paragraph}"


EXAMPLES = list(examples())
WITHOUT = {
    "asOf": r"Each root field takes `asOf`.*?tell of this API",
    "licence": r"Every field at the top but.*?licence",
}
"""Where the page says which fields at the top take an argument, and names those that do not."""


def test_the_page_has_examples_in_blocks_and_in_lines() -> None:
    assert len(EXAMPLES) > 30
    assert sum(IMPORT.search(around) is not None for _, around in EXAMPLES) > 8


@pytest.mark.parametrize("argument", WITHOUT)
def test_the_page_names_the_questions_that_do_not_take_what_the_others_do(argument: str) -> None:
    told = re.findall(WITHOUT[argument], PAGE, re.DOTALL)

    named = {name for text in told for name in re.findall(r"`(\w+)`", text) if name in ROOTS} - {"nodes"}

    assert named == {name for name, field in ROOTS.items() if argument not in field.args}


@pytest.mark.parametrize(("document", "around"), EXAMPLES)
def test_an_example_that_finds_nothing_in_the_reference_data_says_what_to_import(
    reference_folder: Path, document: str, around: str
) -> None:
    with closing(Catalogue.open(reference_folder)) as catalogue:
        reply = asking(catalogue)(document)

    if reply.codes == ["bad-document"]:
        assert "Cannot query field" in str(reply.answer.body), "it is neither of the query nor of what is below it"
    elif reply.codes or NOTHING.search(str(reply.answer.body["data"])):
        imports = IMPORT.findall(around)
        assert imports, f"{document} finds nothing: {reply.answer.body}"
        assert set(imports) <= set(PUBLISHERS)
