"""What was cited is found for ever, by every process of a store."""

from collections.abc import Callable
from pathlib import Path

import pytest

from watchgraph.postgresql import Address
from watchgraph_schema.citations import hash_of
from watchgraph_server.archives import ArchiveClosedError, DocumentArchive, FileShelf, Shelf, copy_documents
from watchgraph_server.postgres_archives import PostgresShelf

ONE, OTHER = "{ claims { totalCount } }", "{ sources { totalCount } } # \u2019"
MakeShelf = Callable[[], Shelf]


@pytest.fixture(params=["file", "database"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> MakeShelf:
    """Open the shelf of one store, as often as processes do."""
    if request.param == "file":
        return lambda: FileShelf(tmp_path / "citations.sqlite")
    address = Address.of(request.getfixturevalue("postgres_url"), "WATCHGRAPH_DATABASE_URL")
    return lambda: PostgresShelf(address)


def test_a_document_is_found_by_every_later_process(shelf: MakeShelf) -> None:
    assert DocumentArchive(shelf()).text(hash_of(ONE)) is None

    archive = DocumentArchive(shelf())
    for text in (ONE, OTHER, ONE):
        archive.keep(text)

    later = DocumentArchive(shelf())
    assert [later.text(hash_of(text)) for text in (ONE, OTHER)] == [ONE, OTHER]
    assert later.price(ONE) == 0
    assert len(list(shelf().documents())) == 2


def test_documents_move_with_their_store(shelf: MakeShelf, tmp_path: Path) -> None:
    other = FileShelf(tmp_path / "other.sqlite")
    assert copy_documents(shelf(), other) == 0
    assert not (tmp_path / "other.sqlite").exists()
    shelf().put([(hash_of(ONE), ONE), (hash_of(OTHER), OTHER)])

    assert copy_documents(shelf(), other) == 2
    assert copy_documents(other, shelf()) == 2

    assert list(other.documents()) == list(shelf().documents())


def test_where_the_database_is_away_nothing_is_promised() -> None:
    nowhere = PostgresShelf(Address.of("postgresql://user@127.0.0.1:1/nothing", "WATCHGRAPH_DATABASE_URL"))

    with pytest.raises(ArchiveClosedError):
        nowhere.put([(hash_of(ONE), ONE)])
