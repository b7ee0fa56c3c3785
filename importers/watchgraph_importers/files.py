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
MAX_INFLATED: Final = 128 * MEBIBYTE
MAX_RATIO: Final = 200
"""Text packs to a tenth or a fiftieth; what unfolds to more than this was made to."""

SURELY_HARMLESS: Final = 16 * MEBIBYTE
CHUNK: Final = MEBIBYTE
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
HTML_STARTS: Final = (b"<!doctype html", b"<html", b"<head", b"<body")
TEXT_ENDINGS: Final = (".csv", ".tsv", ".jsonl", ".geojson", ".json")
MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".toml": "application/toml",
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
        if content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(HTML_STARTS):
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

    def lines_about(self) -> int | None:
        """Count the ends of lines; None where they say nothing of its rows, or where it cannot be unpacked."""
        if Path(self.name.removesuffix(".gz")).suffix.lower() not in {".csv", ".tsv", ".jsonl"}:
            return None
        try:
            return self._measure() if self.name.endswith(".gz") else self.content.count(b"\n")
        except FileRefusedError:
            return None

    def lines(self) -> Iterator[str]:
        """Yield the text lines with their ends, unpacking gzip piece by piece. UTF-8, with or without a mark.

        Raises FileRefusedError for another encoding, NUL bytes, a damaged or a monstrous archive.
        """
        if self.content.startswith(UTF_16):
            raise refusal(self.name, "not-utf-8", "it is UTF-16: save it as UTF-8")
        with io.TextIOWrapper(self._plain(), encoding="utf-8-sig", newline="") as text:
            try:
                for number, line in enumerate(text, start=1):
                    if "\x00" in line:
                        raise refusal(self.name, "nul-byte", "text holds no NUL: the file is damaged", number)
                    yield line
            except UnicodeDecodeError as error:
                raise self._not_utf_8() from error

    def _not_utf_8(self) -> FileRefusedError:
        """Find the first byte that is not UTF-8, for a person to look at."""
        with self._plain() as stream:
            for number, line in enumerate(stream, start=1):
                try:
                    line.decode()
                except UnicodeDecodeError as error:
                    right = (
                        f"byte {error.start + 1} of the line, 0x{line[error.start]:02x}, is not UTF-8: save it as UTF-8"
                    )
                    return refusal(self.name, "not-utf-8", right, number)
        return refusal(self.name, "not-utf-8", "save it as UTF-8")

    def _plain(self) -> io.BytesIO | gzip.GzipFile:
        """Open the plain bytes. An archive is unpacked once before, and thrown away, to see where that leads."""
        if not self.name.endswith(".gz"):
            return io.BytesIO(self.content)
        self._measure()
        return gzip.open(io.BytesIO(self.content))

    def _measure(self) -> int:
        """Unpack it piece by piece, keeping nothing; return how many lines end in it."""
        bound = min(MAX_INFLATED, max(SURELY_HARMLESS, MAX_RATIO * len(self.content)))
        size = lines = 0
        try:
            with gzip.open(io.BytesIO(self.content)) as stream:
                while piece := stream.read(CHUNK):
                    size += len(piece)
                    lines += piece.count(b"\n")
                    if size > bound:
                        right = f"it unpacks to more than {bound // MEBIBYTE} MiB, {size // len(self.content)} times it"
                        raise refusal(self.name, "inflates", right)
        except (OSError, EOFError, zlib.error) as error:
            raise refusal(self.name, "damaged-archive", f"gzip says: {error}; fetch it again") from error
        return lines


def refusal(file: str, rule: str, right: str, line: int | None = None) -> FileRefusedError:
    """Make the error for a file that cannot be read."""
    return FileRefusedError(Problem(file=file, rule=rule, right=right, line=line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that may be read. asked: it was named itself, not found in a folder. note: why it cannot be read."""

    path: Path
    asked: bool
    note: str = ""

    @property
    def readable(self) -> bool:
        """Whether nothing stands against reading it."""
        return not self.note


def gather(paths: Iterable[Path]) -> list[Found]:
    """List the files meant: a folder stands for the files in it, then for those in its folders (not deeper).

    Both are sorted by name; hidden ones are left out.

    Raises NoFilesError for a path that does not exist, FileRefusedError for one that is neither file nor folder.
    """
    found: list[Found] = []
    for path in paths:
        if path.is_dir():
            found += _within(path)
        elif path.is_file():
            found.append(Found(path=path, asked=True))
        elif path.exists():
            raise refusal(path.name, "not-a-file", "it is no ordinary file: give a file or a folder")
        else:
            raise NoFilesError(f"{path} does not exist")
    return found


def _within(folder: Path, *, deeper: bool = True) -> Iterator[Found]:
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        raise refusal(folder.name, "unreadable", f"the folder cannot be opened ({error.strerror})") from error
    visible = [child for child in children if not child.name.startswith(".")]
    for child in visible:
        if child.is_symlink() and not child.resolve().is_relative_to(folder.resolve()):
            yield Found(path=child, asked=False, note="a link that leads out of the folder: name its file itself")
        elif child.is_file():
            yield Found(path=child, asked=False)
    for child in visible if deeper else ():
        if child.is_dir() and not child.is_symlink():
            yield from _within(child, deeper=False)
