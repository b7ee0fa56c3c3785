"""The full-text index over `search_entry`: SQLite FTS5, kept in step by triggers.

The index holds words only (no copy of the texts), lists them in order in `search_word`, and finds a row by its
position and ordinal, written as one number: row ids that SQLite gives out itself may change when a file is compacted.
"""

from sqlalchemy import Connection

ORDINAL_BITS = 16
"""Texts that one event can bring: 65,535; positions keep the other 47 bits."""


def _number(row: str) -> str:
    """SQL: the index's number of an entry."""
    return f"({row}.position << {ORDINAL_BITS}) | {row}.ordinal"


_ADD = f"insert into search_index (rowid, folded) select {_number('new')}, new.folded where new.folded is not null;"
_TAKE = (
    "insert into search_index (search_index, rowid, folded) "
    f"select 'delete', {_number('old')}, old.folded where old.folded is not null;"
)

STATEMENTS = (
    "create virtual table if not exists search_index using fts5 "
    "(folded, content = '', detail = none, tokenize = 'ascii', prefix = '2 3')",
    "create virtual table if not exists search_word using fts5vocab (search_index, row)",
    f"create trigger if not exists search_entry_added after insert on search_entry begin {_ADD} end",
    f"create trigger if not exists search_entry_gone after delete on search_entry begin {_TAKE} end",
    f"create trigger if not exists search_entry_changed after update on search_entry begin {_TAKE} {_ADD} end",
)


def create(connection: Connection) -> None:
    """Make the index and its triggers; repeating is safe. `search_entry` must be there, and still be empty."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def forget(connection: Connection) -> None:
    """Write the index anew without the words of texts that were deleted: to be called once a redaction is folded.

    Deleting a row only marks its words as gone.
    """
    connection.exec_driver_sql("insert into search_index (search_index) values ('optimize')")
