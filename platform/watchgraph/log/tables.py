"""The log's SQLite file: the event library's own table, with positions that are for ever, and what stands beside it."""

from watchgraph.log.storage import RARE_TOPICS

RARE = " or ".join(f"topic = '{topic}'" for topic in RARE_TOPICS)
"""Comparisons, not a list: SQLite would build a table of a list for every row that an import writes."""

SCHEMA = f"""
create table if not exists stored_events (
  rowid integer primary key autoincrement,
  originator_id text not null,
  originator_version integer not null,
  topic text not null,
  state blob not null,
  unique (originator_id, originator_version)
);
create index if not exists rare_events on stored_events (topic) where {RARE};
create table if not exists commands (
  command text primary key,
  digest text not null,
  position integer not null,
  about text
) without rowid;
"""

INSERT = "insert into stored_events (originator_id, originator_version, topic, state) values (?, ?, ?, ?)"
TAKE_OVER = "insert into stored_events (rowid, originator_id, originator_version, topic, state) values (?, ?, ?, ?, ?)"
LAST = "select rowid, state from stored_events order by rowid desc limit 1"
ANYTHING = "select exists (select 1 from stored_events) or exists (select 1 from commands)"
COMMANDS = "select command, digest, position, about from commands where command > ? order by command limit ?"
REMEMBER = "insert into commands values (?, ?, ?, ?)"
PAGE = "select rowid, originator_id, originator_version, topic, state from stored_events where rowid > ? order by rowid"
STREAMS = "select rowid, originator_id, originator_version, topic, state from stored_events where originator_id in "
TOPIC = {
    topic: f"select rowid, originator_id, originator_version, topic, state from stored_events "  # noqa: S608 - constants
    f"where topic = '{topic}' and rowid > ?"
    for topic in RARE_TOPICS
}
"""A query for each, with the topic written out: only so does SQLite know that the index has it."""
EXIST = "select originator_id from stored_events where originator_version = 1 and originator_id in "
VERSIONS = "select originator_id, max(originator_version) from stored_events where originator_id in "
GAP = """
select e.originator_id, e.originator_version from stored_events e
where e.rowid > ? and e.originator_version > 1 and not exists (
  select 1 from stored_events f
  where f.originator_id = e.originator_id and f.originator_version = e.originator_version - 1)
limit 1
"""
