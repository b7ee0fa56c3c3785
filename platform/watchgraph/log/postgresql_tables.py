"""The log's schema in PostgreSQL: the event library's own table and index, and what stands beside it."""

from collections.abc import Iterable
from typing import Final

from watchgraph.log.storage import RARE_TOPICS

SCHEMA: Final = "watchgraph_log"
VERSION: Final = 1
"""Of the layout; a program refuses one that is newer than its own."""
CHANNEL: Final = "stored_events"
"""Where commits are announced: the event library's own name for it."""

_RARE = ", ".join(f"'{topic}'" for topic in RARE_TOPICS)

STATEMENTS: Final = (
    """
create table stored_events (
  originator_id uuid not null,
  originator_version bigint not null,
  topic text not null,
  state bytea not null,
  notification_id bigserial,
  primary key (originator_id, originator_version)
) with (
  autovacuum_enabled = true,
  autovacuum_vacuum_threshold = 100000000,
  autovacuum_vacuum_scale_factor = 0.5,
  autovacuum_analyze_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.01
)""",
    "create unique index stored_events_notification_id_idx on stored_events (notification_id)",
    f"create index rare_events on stored_events (topic, notification_id) where topic in ({_RARE})",
    """
create table commands (
  command uuid primary key,
  digest text not null,
  position bigint not null,
  about uuid
)""",
)

_ROW = "notification_id, originator_id::text, originator_version, topic, state"

LOCK: Final = "lock table stored_events in exclusive mode"
"""The event library's own: who holds it is the only one who writes, so positions become visible in their order."""
INSERT: Final = (
    "insert into stored_events (originator_id, originator_version, topic, state, notification_id) "
    "values (%s::uuid, %s, %s, %b, %s)"
)
COPY_EVENTS: Final = (
    "copy stored_events (originator_id, originator_version, topic, state, notification_id) from stdin (format binary)"
)
COPY_COMMANDS: Final = "copy commands (command, digest, position, about) from stdin"
REMEMBER: Final = "insert into commands (command, digest, position, about) values (%s, %s, %s, %s)"
SET_SEQUENCE: Final = "select setval('stored_events_notification_id_seq', %s)"
CATCH_SEQUENCE_UP: Final = "select setval('stored_events_notification_id_seq', max(notification_id)) from stored_events"
"""For the event library, should it ever write: positions are chosen under the lock, so that none is ever left out."""
NOTIFY: Final = f"notify {CHANNEL}"
LISTEN: Final = f"listen {CHANNEL}"

PAGE: Final = f"select {_ROW} from stored_events where notification_id > %s order by notification_id limit %s"  # noqa: S608 - constants
STREAMS: Final = f"select {_ROW} from stored_events where originator_id = any(%s) order by originator_version"  # noqa: S608
EXIST: Final = "select originator_id from stored_events where originator_version = 1 and originator_id = any(%s)"
VERSIONS: Final = (
    "select originator_id, max(originator_version) from stored_events where originator_id = any(%s) "
    "group by originator_id"
)
HEAD: Final = "select coalesce(max(notification_id), 0) from stored_events"
LAST: Final = "select notification_id, state from stored_events order by notification_id desc limit 1"
FORMER: Final = "select digest, position, about from commands where command = %s"
COMMANDS: Final = "select command, digest, position, about from commands where command > %s order by command limit %s"
GAP: Final = """
select e.originator_id, e.originator_version from stored_events e
where e.notification_id > %s and e.notification_id <= %s and e.originator_version + 0 > 1 and (
  select 1 from stored_events f
  where f.originator_id = e.originator_id and f.originator_version = e.originator_version - 1) is null
order by e.notification_id limit 1
"""
"""Written so that even a plan made without these values, or without statistics, goes by the indexes alone."""
ANYTHING: Final = "select exists (select 1 from stored_events) or exists (select 1 from commands)"
ROOM: Final = "select pg_total_relation_size('stored_events') + pg_total_relation_size('commands')"
STANDING: Final = "select pg_is_in_recovery(), (select coalesce(max(notification_id), 0) from stored_events)"


def of_topics(topics: Iterable[str]) -> str:
    """Write a query for some of RARE_TOPICS, written out: only so does the server know that the index has them."""
    named = ", ".join(f"'{topic}'" for topic in RARE_TOPICS if topic in set(topics))
    return f"select {_ROW} from stored_events where topic in ({named}) and notification_id > %s"  # noqa: S608 - constants
