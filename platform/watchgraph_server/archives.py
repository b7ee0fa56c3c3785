"""The documents that were cited, by their hashes: kept for as long as the log is."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import ClassVar, Final, Protocol

from watchgraph.errors import WatchgraphError
from watchgraph_schema.citations import hash_of

ARCHIVE: Final = "citations.sqlite"
"""Its file, in the folder of the store."""
LARGEST: Final = 256 * 1024 * 1024
"""Bytes that are kept: some hundred thousand documents. Nobody can fill a disk by citing."""
CHARACTERS_A_POINT: Final = 15
"""What is kept for ever has a price, so that nobody fills the file for fun: a long document costs a thousand points."""
_PAGE: Final = 4096
_BUSY_SECONDS: Final = 5
_SCHEMA: Final = "create table if not exists document (hash text primary key, text text not null) without rowid"

Kept = tuple[str, str]
"""Hash and text of a document."""


class ArchiveClosedError(WatchgraphError):
    """A document cannot be kept, so no link to its answer would last."""

    code: ClassVar[str] = "cannot-cite"

    def __init__(self) -> None:
        super().__init__("The document cannot be kept, so a link to its answer would not last")


class Shelf(Protocol):
    """Where documents are kept. Safe to share between threads and processes."""

    def put(self, documents: Iterable[Kept]) -> None:
        """Keep documents; they are durable on return, and putting them again does nothing.

        Raises ArchiveClosedError where there is no room, or no right to write.
        """
        ...

    def get(self, name: str) -> str | None:
        """Find a document by its hash; None where it is not here."""
        ...

    def documents(self) -> Iterator[Kept]:
        """Yield all of them, by their hashes."""
        ...


def copy_documents(source: Shelf, target: Shelf) -> int:
    """Put all documents of one shelf on another; tell how many. Where there are none, nothing is made."""
    documents = list(source.documents())
    if documents:
        target.put(documents)
    return len(documents)


class DocumentArchive:
    """Keeps what is cited. Safe to share between threads."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept: set[str] = set()

    def keep(self, text: str) -> None:
        """Keep a document for ever. Raises ArchiveClosedError."""
        name = hash_of(text)
        if name not in self._kept:
            self._shelf.put([(name, text)])
            self._kept.add(name)

    def price(self, text: str) -> int:
        """Tell what keeping a document costs, in points; nothing where it is kept already."""
        name = hash_of(text)
        return 0 if name in self._kept or self.text(name) is not None else len(text) // CHARACTERS_A_POINT

    def text(self, name: str) -> str | None:
        """Find a document by its hash; None where it was never cited here."""
        return self._shelf.get(name)


class FileShelf:
    """As `Shelf`: a file beside the log, made when the first document is cited."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()

    def put(self, documents: Iterable[Kept]) -> None:
        try:
            with self._lock, closing(self._open()) as connection, connection:
                connection.execute(_SCHEMA)
                connection.executemany("insert or ignore into document values (?, ?)", documents)
        except sqlite3.Error as error:
            raise ArchiveClosedError from error

    def get(self, name: str) -> str | None:
        if not self._is_there():
            return None
        with closing(self._open()) as connection:
            found = connection.execute("select text from document where hash = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def documents(self) -> Iterator[Kept]:
        if self._is_there():
            with closing(self._open()) as connection:
                yield from connection.execute("select hash, text from document order by hash")

    def _is_there(self) -> bool:
        return self._path.is_file() and self._path.stat().st_size > 0

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS)
        connection.execute(f"pragma max_page_count = {LARGEST // _PAGE}")
        return connection
