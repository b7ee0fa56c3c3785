"""Names are indexed so that no other question pays for it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from watchgraph_projections.catalogue.reading import FILE


@pytest.mark.parametrize("table", ["claim", "claim_at"])
def test_a_question_that_binds_a_predicate_is_prepared_once_for_all_values(reference_folder: Path, table: str) -> None:
    question = f'select "key" from {table} where object = ? and predicate = ?'  # noqa: S608  # a table of ours
    looked_at = list[tuple[object, ...]]()

    def allow(*what: object) -> int:
        """Be asked by SQLite about each thing that it meets in a statement while it prepares it."""
        looked_at.append(what)
        return sqlite3.SQLITE_OK

    with closing(sqlite3.connect(reference_folder / FILE)) as connection:
        connection.set_authorizer(allow)
        connection.execute(question, (1, "supplies")).fetchall()
        first = len(looked_at)
        for values in ((2, "finances"), (3, "name"), (4, "externalId")):
            connection.execute(question, values).fetchall()

    assert first > 0
    assert len(looked_at) == first
