"""The documents that operators trust, in the forms that their clients' tools write."""

import json
from pathlib import Path

import pytest

from watchgraph_server.manifests import trusted
from watchgraph_server.outcomes import BadInputError

ONE = "query One { claims { totalCount } }"
TWO = "query Two { sources { totalCount } }"
BOTH = f"{ONE} {TWO}"


def test_a_folder_s_files_are_named_by_their_paths(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "one.graphql").write_text(ONE, "utf-8")
    (tmp_path / "deep" / "two.gql").write_text(TWO, "utf-8")
    (tmp_path / "readme.md").write_text("not a document", "utf-8")

    found = trusted(tmp_path)

    assert found == {"one": ONE, "deep/two": TWO}


@pytest.mark.parametrize(
    "manifest",
    [
        {"a": ONE, "b": BOTH},
        {
            "format": "apollo-persisted-query-manifest",
            "version": 1,
            "operations": [
                {"id": "a", "name": "One", "type": "query", "body": ONE},
                {"id": "b", "name": "Two", "type": "query", "body": BOTH},
            ],
        },
    ],
    ids=["names with documents", "Apollo's"],
)
def test_a_file_names_its_documents(tmp_path: Path, manifest: object) -> None:
    file = tmp_path / "documents.json"
    file.write_text(json.dumps(manifest), "utf-8")

    assert trusted(file) == {"a": ONE, "b": BOTH}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("absent.json", None, "Cannot read"),
        ("list.json", "[]", "no JSON of names with documents"),
        ("broken.json", "{", "no JSON of names with documents"),
        ("other.json", '{"format": "mine", "operations": []}', "no JSON of names with documents"),
        ("empty.json", "{}", "holds no document"),
        ("wrong.json", '{"a": "{ nothing }"}', "'a' cannot be answered here: Cannot query field 'nothing'"),
        ("writes.json", '{"a": "mutation { it }"}', "'a' cannot be answered here: "),
    ],
)
def test_what_cannot_be_trusted_is_told_at_once(tmp_path: Path, name: str, content: str | None, says: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")

    with pytest.raises(BadInputError, match=says):
        trusted(tmp_path / name)
