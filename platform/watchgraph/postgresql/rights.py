"""What a role may do, and what to grant it: the server itself names only the first thing that it refuses."""

from typing import Final

from watchgraph.postgresql.addresses import Address
from watchgraph.postgresql.errors import DatabaseRefusedError
from watchgraph.postgresql.servers import Connection

_READABLE: Final = """
select quote_ident(current_user), has_schema_privilege(oid, 'usage') and coalesce((
  select bool_and(has_table_privilege(pg_class.oid, 'select')) from pg_class
  where relnamespace = pg_namespace.oid and relkind = 'r'), true)
from pg_namespace where nspname = %s
"""


def check_readable(connection: Connection, schema: str, address: Address) -> None:
    """Raise DatabaseRefusedError where a schema is there that the role may not read all of."""
    found = connection.execute(_READABLE, (schema,)).fetchone()
    if found is None or found[1]:
        return
    raise DatabaseRefusedError(
        f"The role {found[0]} may not read the schema {schema} ({address}): whoever owns that has to say `grant usage "
        f"on schema {schema} to {found[0]}; grant select on all tables in schema {schema} to {found[0]};`."
    )
