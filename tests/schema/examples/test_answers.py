"""The answers that descriptions show are the answers of the program about the reference data.

`python -m tests.schema.examples.test_answers` writes them anew, and the schema with them: then read the diff.
"""

import json
import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.schema.examples.answering import Ask, Found, answered_types, answers, leaves, shown
from tests.schema.examples.unsaid import UNREACHED, UNSAID
from typer.testing import CliRunner

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_schema.answers import answer
from watchgraph_schema.examples.answers import FILE, answered
from watchgraph_schema.requests import Question
from watchgraph_server.cli import app

PLACE = Path(__file__).parents[3] / "schema" / "watchgraph_schema" / "examples" / FILE
DAY = 20261123
"""The day that is today for the examples: they stay as they are when another begins."""


INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.]+Z")


def asking(catalogue: Catalogue) -> Ask:
    """Ask as of that day, and let the store have been made on it."""
    at = Standing(catalogue.standing().position, DAY)
    made = INSTANT.search(answer(catalogue, Question(query="{ commits { nodes { at } } }")).content.decode())
    assert made is not None

    def ask(document: str) -> object:
        content = answer(catalogue, Question(query=document, at=at)).content.decode()
        body = json.loads(INSTANT.sub("2026-11-23T12:00:00Z", content).replace(made[1], "2026-11-23"))
        return None if "errors" in body else body["data"]

    return ask


@pytest.fixture(scope="module")
def found(reference_catalogue: Catalogue) -> Found:
    return answers(asking(reference_catalogue))


def with_unsaid(examples: Mapping[str, str]) -> dict[str, str]:
    """All examples of the file, in order."""
    return dict(sorted({**UNSAID, **examples}.items()))


def test_examples_are_what_the_reference_data_answer(found: Found) -> None:
    assert with_unsaid(found.examples) == answered(), "make schema"


def test_what_the_reference_data_say_is_not_made_up(found: Found) -> None:
    every = {f"{named.name}.{name}" for named in answered_types() for name in leaves(named)}

    assert every - found.examples.keys() == set(UNSAID)
    assert found.unreached == UNREACHED


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Huawei", '"Huawei"'),
        ("f89991b5-58ae-507c-aae2-151b37f88b16", '"f89991b5-58ae-507c-aae2-151b37f88b16"'),
        ("SearchHit:W1siaHVhd2VpIixbXV0sMjAyNjExMjcsMTU2MyxbXSw2MCw2XQ", '"SearchHit:W1siaHVhd2VpIixbXV0sMjAyNjExMj…"'),
        (["en", "sr", "zh"], '["en", "sr", …]'),
        ("`one`\n two", "\"'one' two\""),
        (0, "0"),
        (False, "false"),
    ],
)
def test_value_is_written_on_one_short_line(value: object, written: str) -> None:
    assert shown("name", value) == written


def test_long_words_end_with_a_whole_one() -> None:
    written = json.loads(shown("text", "one two " * 40))

    assert written.endswith(("one …", "two …"))
    assert len(written) < 93


def write() -> None:
    """Write the file from a new store."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        done = CliRunner().invoke(app, ["import", "reference"], env={"WATCHGRAPH_DATA": str(folder)})
        assert done.exit_code == 0, done.output
        with closing(Catalogue.open(folder)) as catalogue:
            examples = with_unsaid(answers(asking(catalogue)).examples)
    PLACE.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
