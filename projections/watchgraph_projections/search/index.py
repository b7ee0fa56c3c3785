"""The full-text index over `search_entry`, kept in step by triggers: words only, no copy of the texts.

On SQLite it is a table of FTS5, which finds a row by its position and ordinal, written as one number: row ids that
SQLite gives out itself may change when a file is compacted. On PostgreSQL it is a column `words` of the entries
themselves with a GIN index. Words are what both take for one: letters and digits of ASCII side by side.

`search_word` lists the words of all entries: a view of the index on SQLite (column `term` among others), a table on
PostgreSQL, whose index forgets no word by itself.
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

LONGEST_WORD = 1_600
"""Letters of a word that PostgreSQL's index keeps: it takes no 2,048, and script without blanks is one word if folded.

A reader's words are shorter.
"""
_CUT = (
    f"case when length(folded) <= {LONGEST_WORD} then folded "
    f"else regexp_replace(folded, '(([a-z0-9]{{200}}){{{LONGEST_WORD // 200}}})[a-z0-9]+', '\\1', 'g') end"
)
_WORDS = f"string_to_array(trim(regexp_replace({_CUT}, '[^a-z0-9]+', ' ', 'g')), ' ')"
_IN_STEP = """
create function search_entry_in_step() returns trigger language plpgsql as $$ begin
  if tg_op <> 'DELETE' then
    insert into search_word select distinct unnest(tsvector_to_array(words)) from added on conflict do nothing;
  end if;
  if tg_op <> 'INSERT' then
    delete from search_word where term in (select unnest(tsvector_to_array(words)) from gone)
      and not exists (select from search_entry where words @@ (quote_literal(term)::tsquery));
  end if;
  return null;
end $$
"""
_ADDED, _GONE = "new table as added", "old table as gone"

POSTGRESQL_STATEMENTS = (
    f"alter table search_entry add column words tsvector generated always as (array_to_tsvector({_WORDS})) stored",
    "create index search_entry_words on search_entry using gin (words)",
    'create table search_word (term text collate "C" primary key)',
    "create table search_forgetting (since bigint generated always as identity primary key)",
    _IN_STEP,
    *(
        f"create trigger search_entry_{name} after {act} on search_entry referencing {rows} "
        "for each statement execute function search_entry_in_step()"
        for name, act, rows in (
            ("added", "insert", _ADDED),
            ("gone", "delete", _GONE),
            ("changed", "update", f"{_GONE} {_ADDED}"),
        )
    ),
)


def create(connection: Connection) -> None:
    """Make the index and its triggers; repeating is safe on SQLite. `search_entry` must be there, and be empty."""
    for statement in STATEMENTS if connection.dialect.name == "sqlite" else POSTGRESQL_STATEMENTS:
        connection.exec_driver_sql(statement)


def forget(connection: Connection) -> None:
    """Write the index anew without the words of texts that were deleted: to be called once a redaction is folded.

    Deleting a row only marks its words as gone. PostgreSQL does that outside of the transaction, which only notes that
    it has to be done: see `CatalogueSchema.forget`.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("insert into search_index (search_index) values ('optimize')")
    else:
        connection.exec_driver_sql("insert into search_forgetting default values")
