"""Roles of a database that may do little, and what the documentation lets them do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from watchgraph.postgresql import Address


def run(url: str, *statements: str | sql.Composed) -> None:
    """Carry statements out with all rights."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement if isinstance(statement, sql.Composed) else statement.encode())


@contextmanager
def somebody(url: str, *grants: str) -> Iterator[str]:
    """Lend the URL of a role that may do no more than was granted to `reader`."""
    role = sql.Identifier(f"reader_{uuid4().hex}")
    granted = [sql.SQL(grant.replace("to reader", "to {}")).format(role) for grant in grants]
    run(url, sql.SQL("create role {} login password 'secret'").format(role), *granted)
    owner = Address.of(url, "url")
    yield f"postgresql://{role.as_string().strip(chr(34))}:secret@{owner.hosts}:{owner.ports}/{owner.database}"
    run(url, sql.SQL("drop owned by {}").format(role), sql.SQL("drop role {}").format(role))


def documented_grants() -> list[str]:
    """What docs/postgresql.md says that a role needs which only reads."""
    text = (Path(__file__).parents[1] / "docs" / "postgresql.md").read_text(encoding="utf-8")
    return text.partition("```sql\n")[2].partition("```")[0].splitlines()
