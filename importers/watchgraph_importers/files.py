"""Bytes of publishers' files: found, bounded, hashed, and refused early when they are not what they claim to be."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from watchgraph.domain.identifiers import file_digest
from watchgraph_importers.errors import FileRefusedError, NoFilesError, Problem

MEBIBYTE: Final = 1024 * 1024
MAX_BYTES: Final = 128 * MEBIBYTE
MAX_INFLATED: Final = 512 * MEBIBYTE
CHUNK: Final = MEBIBYTE
HTML_STARTS: Final = (b"<!doctype html", b"<html", b"<head", b"<body")
TEXT_ENDINGS: Final = (".csv", ".tsv", ".jsonl", ".geojson", ".json")
MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file as it was read, once: hash and rows come from the same bytes."""

    name: str
    content: bytes
    sha256: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file of at most 128 MiB. Raises FileRefusedError where it is larger, missing, empty or a web page."""
        try:
            with path.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise refusal(path.name, "unreadable", f"it cannot be opened ({error.strerror})") from error
        return cls.of(path.name, content)

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """Take bytes that are already at hand; the same checks as `read`."""
        if len(content) > MAX_BYTES:
            raise refusal(name, "too-large", f"a file has at most {MAX_BYTES // MEBIBYTE} MiB")
        if not content:
            raise refusal(name, "empty-file", "it has no bytes: fetch it again")
        if content[:1024].lstrip().lower().startswith(HTML_STARTS):
            raise refusal(name, "html-page", "it is a web page, not the file: fetch it again")
        return cls(name=name, content=content, sha256=file_digest(content))

    @property
    def media_type(self) -> str:
        """By the ending of the name."""
        return MEDIA_TYPES.get(Path(self.name).suffix.lower(), "application/octet-stream")

    @property
    def stem(self) -> str:
        """The name without its endings, as a locator calls the one table of a text file."""
        name = self.name.removesuffix(".gz")
        return name.removesuffix(next((end for end in TEXT_ENDINGS if name.endswith(end)), ""))

    def lines(self) -> Iterator[str]:
        """Yield the text lines with their ends, unpacking gzip. UTF-8, with or without a mark.

        Raises FileRefusedError for another encoding, NUL bytes, a damaged or a monstrous archive.
        """
        plain = io.BytesIO(self.content) if not self.name.endswith(".gz") else io.BytesIO(self._inflated())
        with io.TextIOWrapper(plain, encoding="utf-8-sig", newline="") as text:
            try:
                for number, line in enumerate(text, start=1):
                    if "\x00" in line:
                        raise refusal(self.name, "nul-byte", "text holds no NUL: the file is damaged", number)
                    yield line
            except UnicodeDecodeError as error:
                raise refusal(self.name, "not-utf-8", f"byte {error.start} of a block is not UTF-8") from error

    def _inflated(self) -> bytes:
        whole = bytearray()
        try:
            with gzip.open(io.BytesIO(self.content)) as stream:
                while piece := stream.read(CHUNK):
                    whole += piece
                    if len(whole) > MAX_INFLATED:
                        raise refusal(self.name, "inflates", f"it unpacks to more than {MAX_INFLATED // MEBIBYTE} MiB")
        except (OSError, EOFError, zlib.error) as error:
            raise refusal(self.name, "damaged-archive", f"gzip says: {error}; fetch it again") from error
        return bytes(whole)


def refusal(file: str, rule: str, right: str, line: int | None = None) -> FileRefusedError:
    """Make the error for a file that cannot be read."""
    return FileRefusedError(Problem(file=file, rule=rule, right=right, line=line))


def gather(paths: Iterable[Path]) -> list[Path]:
    """List the files meant: a folder stands for the files in it (not below), sorted by name.

    Raises NoFilesError for a path that does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(child for child in path.iterdir() if child.is_file())
        elif path.exists():
            found.append(path)
        else:
            raise NoFilesError(f"{path} does not exist")
    return found
