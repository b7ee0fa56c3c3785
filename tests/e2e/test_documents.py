"""What README.md and docs/ show is what the program says.

A `graphql` block is asked of a store with the reference data, and the address in an `http` block of its server; the
`json` block that follows is the answer. In a
`console` block the line after `$ ` is run, and what follows is what it prints; `...` stands for what may differ.
`python -m tests.e2e.test_documents` writes the JSON answers anew: then read the diff.
"""

import asyncio
import json
import re
import shlex
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.platform.server.clients import serving
from typer.testing import CliRunner

from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application
from watchgraph_server.cli import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = 118
LINK = re.compile(r"\]\((?P<target>[^)#:\s]+)(?:#[^)]*)?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question in a document and the answer that it shows; start and end: where the answer's text lies."""

    document: Path
    line: int
    question: str
    answer: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.document.name}:{self.line}"


def run(words: list[str], folder: Path, text: str | None = None) -> str:
    """What a command prints, on the store in a folder."""
    return CliRunner().invoke(app, words, input=text, env={"WATCHGRAPH_DATA": str(folder)}).stdout


def asked(example: Example, folder: Path) -> dict[str, object]:
    """The answer of the program, without the place in the log that it was given at."""
    method, _, address = example.question.partition(" ")
    printed = got(address.strip(), folder) if method == "GET" else run(["query", "-"], folder, example.question)
    answer: dict[str, object] = json.loads(printed)
    answer.pop("extensions", None)
    return answer


def got(address: str, folder: Path) -> str:
    """What the server answers at an address, on the store in a folder."""

    async def get() -> str:
        with closing(Catalogue.open(folder)) as catalogue:
            async with serving(application(catalogue)) as client:
                return (await client.get(address)).text

    return asyncio.run(get())


def queries(document: Path) -> Iterator[Example]:
    text = document.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    for question, answer in pairwise(blocks):
        if question["language"] in {"graphql", "http"} and answer["language"] == "json":
            yield Example(
                document=document,
                line=text.count("\n", 0, question.start()) + 1,
                question=question["body"],
                answer=answer["body"],
                start=answer.start("body"),
                end=answer.end("body"),
            )


def commands(document: Path) -> Iterator[Example]:
    text = document.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        first, _, printed = block["body"].partition("\n")
        if block["language"] == "console" and first.startswith("$ watchgraph "):
            yield Example(
                document=document,
                line=text.count("\n", 0, block.start()) + 1,
                question=first.removeprefix("$ watchgraph "),
                answer=printed,
                start=block.start("body") + len(first) + 1,
                end=block.end("body"),
            )


QUERIES = [example for document in DOCUMENTS for example in queries(document)]
COMMANDS = [example for document in DOCUMENTS for example in commands(document)]


@pytest.mark.parametrize("example", QUERIES, ids=str)
def test_query_in_a_document_has_the_answer_shown(example: Example, reference_folder: Path) -> None:
    answer = asked(example, reference_folder)

    assert answer == json.loads(example.answer)
    assert "errors" not in answer


def test_the_citation_shown_has_the_members_of_a_real_one(reference_folder: Path) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    (shown,) = [found["body"] for found in BLOCK.finditer(text) if found["body"].startswith('{\n  "citation"')]

    given = json.loads(got("/q/Q35?on=2019-06-01", reference_folder))["extensions"]["citation"]

    assert json.loads(shown)["citation"].keys() == given.keys()


@pytest.mark.parametrize("example", COMMANDS, ids=str)
def test_command_in_a_document_prints_what_is_shown(example: Example, reference_folder: Path) -> None:
    printed = run(shlex.split(example.question), reference_folder)

    assert OutputChecker().check_output(example.answer, printed, ELLIPSIS | NORMALIZE_WHITESPACE), printed


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / "CONTRIBUTING.md"], ids=lambda path: str(path.name))
def test_link_in_a_document_leads_to_a_file(document: Path) -> None:
    targets = [match["target"] for match in LINK.finditer(document.read_text(encoding="utf-8"))]

    missing = [target for target in targets if not (document.parent / target).exists()]

    assert missing == []


def test_readme_shows_five_queries() -> None:
    assert len([example for example in QUERIES if example.document.name == "README.md"]) == 5


def test_readme_lists_the_folders_of_all_importers_with_their_licences() -> None:
    lines = re.findall(r"^\| (`.*?`) \| .* \| (.*) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    listed = {folder: set(licences.split("; ")) for names, licences in lines for folder in re.findall("`(.*?)`", names)}

    stated: dict[str, set[str]] = {}
    for publisher in PUBLISHERS.values():
        licence = publisher.dataset.licence
        stated.setdefault(publisher.folder, set()).add("none stated" if licence == "NOASSERTION" else licence)
    assert listed == stated


def short(value: object, indent: str = "") -> str:
    """JSON in which all that fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= WIDTH:
        return line
    deeper = indent + "  "
    match value:
        case dict():
            parts = [f"{json.dumps(name)}: {short(item, deeper)}" for name, item in value.items()]
            return "{\n" + ",\n".join(deeper + part for part in parts) + f"\n{indent}}}"
        case list():
            return "[\n" + ",\n".join(deeper + short(item, deeper) for item in value) + f"\n{indent}]"
    return line


def write_answers() -> None:
    """Put the program's answers into the documents, the last first, so that places before stay where they are."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        run(["import", "reference"], folder)
        for example in reversed(QUERIES):
            text = example.document.read_text(encoding="utf-8")
            answer = short(asked(example, folder))
            example.document.write_text(text[: example.start] + answer + "\n" + text[example.end :], encoding="utf-8")


if __name__ == "__main__":
    write_answers()
