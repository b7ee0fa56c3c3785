import pytest

from watchgraph_importers import front_matters
from watchgraph_importers.errors import FileRefusedError
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import Format, Table
from watchgraph_importers.tables import TableReader

POST = """+++
title = 'It''s "here"'
date = 2021-05-03T06:31:06Z
tags = ['a', 'b']
draft = false
number = 3

+++

Text that is left alone.
+++
"""


def read(text: str) -> dict[str, str]:
    ((number, record),) = front_matters.records(SourceFile.of("a-post.md", text.encode()))
    assert number == 1
    return record


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_fields_above_a_text_are_one_record_of_text(end: str) -> None:
    post = POST.replace("'It''s \"here\"'", "\"It's 'here'\"").replace("\n", end)

    assert read(post) == {
        "title": "It's 'here'",
        "date": "2021-05-03T06:31:06+00:00",
        "tags": '["a","b"]',
        "draft": "false",
        "number": "3",
    }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("# A title\n\nand a text\n", "no-front-matter"),
        ("---\ntitle: YAML\n---\n", "no-front-matter"),
        ("+++\ntitle = 'never closed'\n\nand a text\n", "not-toml"),
        ("+++\ntitle = \n+++\n", "not-toml"),
        ("+++\n" + "a = " + "[" * 5000 + "\n+++\n", "not-toml"),
    ],
)
def test_a_text_without_sound_fields_is_refused(text: str, rule: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read(text)

    assert refused.value.problem.rule == rule


def test_a_field_that_must_be_there_is_missed_by_name() -> None:
    table = Table(file=r".*\.md", format=Format.FRONT_MATTER, read=frozenset({"title", "slug"}), free=True)
    reader = TableReader(SourceFile.of("a-post.md", POST.replace("'It''s \"here\"'", "'x'").encode()), table, "e")

    (row,) = reader.rows()

    assert (row["title"], row.locator("title")) == ("x", "a-post.md!1:title")
    assert [(problem.rule, problem.field) for problem in reader.problems] == [("missing-column", "slug")]
