"""The documents that operators trust, in the forms that their clients' tools write."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from watchgraph_server.manifests import all_trusted, trusted
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


@pytest.fixture
def places(tmp_path: Path) -> Callable[..., list[Path]]:
    """Writes manifests, one a place."""

    def written(*manifests: Mapping[str, str]) -> list[Path]:
        files = [tmp_path / f"{number}.json" for number in range(len(manifests))]
        for file, manifest in zip(files, manifests, strict=True):
            file.write_text(json.dumps(manifest), "utf-8")
        return files

    return written


@pytest.mark.parametrize(
    ("manifests", "together"),
    [([], {}), ([{"a": ONE}, {"b": TWO}], {"a": ONE, "b": TWO}), ([{"a": ONE}, {"a": ONE}], {"a": ONE})],
)
def test_several_places_are_read_together(
    places: Callable[..., list[Path]], manifests: list[Mapping[str, str]], together: Mapping[str, str]
) -> None:
    assert all_trusted(places(*manifests)) == together


def test_a_name_that_means_different_documents_in_two_places_is_refused(places: Callable[..., list[Path]]) -> None:
    with pytest.raises(BadInputError, match=r"0\.json and .*2\.json name different documents 'a'"):
        all_trusted(places({"a": ONE}, {"b": ONE}, {"a": TWO}))
