"""The documents that operators trust, as their clients' tools write them: a folder of files, or one file of JSON.

Known forms of the file: names with documents, as the Relay compiler and GraphQL Code Generator write it
(`{"id": "query …"}`), and Apollo's manifest (`{"format": "apollo-persisted-query-manifest", "operations": […]}`).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from watchgraph_schema.documents import prepared
from watchgraph_schema.errors import DocumentError, OperationNameError
from watchgraph_server.outcomes import BadInputError

ENDINGS: Final = (".graphql", ".gql")


class _Operation(msgspec.Struct, frozen=True):
    id: str
    body: str


class _Apollos(msgspec.Struct, frozen=True, tag_field="format", tag="apollo-persisted-query-manifest"):
    operations: tuple[_Operation, ...]


def all_trusted(paths: Iterable[Path]) -> Mapping[str, str]:
    """Read the documents of several places together.

    Raises BadInputError for what `trusted` refuses, and for a name that means different documents in two of them.
    """
    found: dict[str, str] = {}
    places: dict[str, Path] = {}
    for path in paths:
        for name, text in trusted(path).items():
            if found.setdefault(name, text) != text:
                raise BadInputError(f"{places[name]} and {path} name different documents {name!r}: rename one of them")
            places.setdefault(name, path)
    return found


def trusted(path: Path) -> Mapping[str, str]:
    """Read the documents by their names: of a folder, the files' names without ending.

    Raises BadInputError for what cannot be read, holds no document, or holds one that this schema cannot answer.
    """
    try:
        found = _of_folder(path) if path.is_dir() else _of_file(path)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"Cannot read {path}: {error}") from error
    if not found:
        raise BadInputError(f"{path} holds no document: a folder has files that end in {' or '.join(ENDINGS)}")
    for name, text in found.items():
        _check(name, text)
    return found


def _of_folder(folder: Path) -> Mapping[str, str]:
    files = sorted(each for each in folder.rglob("*") if each.suffix in ENDINGS)
    return {each.relative_to(folder).with_suffix("").as_posix(): each.read_text("utf-8") for each in files}


def _of_file(path: Path) -> Mapping[str, str]:
    raw = path.read_bytes()
    try:
        return msgspec.json.decode(raw, type=dict[str, str])
    except msgspec.DecodeError:
        pass
    try:
        return {each.id: each.body for each in msgspec.json.decode(raw, type=_Apollos).operations}
    except msgspec.DecodeError as error:
        raise BadInputError(
            f"{path} is no JSON of names with documents, and no manifest of Apollo's: {error}"
        ) from error


def _check(name: str, text: str) -> None:
    try:
        prepared(text)
    except OperationNameError:
        return  # the request will name the operation
    except DocumentError as error:
        raise BadInputError(f"The document {name!r} cannot be answered here: {error}") from error
