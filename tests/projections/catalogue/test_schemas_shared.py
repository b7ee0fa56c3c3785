"""A catalogue in a schema while others look: swapped under readers, emptied of what was redacted, cut off."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from threading import Thread, Timer
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from tests.histories import History
from tests.projections.schemas import Folding, asked, assert_equal, schema, standing, told
from tests.servers import Postgres
from tests.stores import TODAY

from watchgraph.postgresql import Address, DatabaseRefusedError, DatabaseUnavailableError
from watchgraph_projections import follower
from watchgraph_projections.catalogue import databases
from watchgraph_projections.catalogue.connections import OtherLayoutError
from watchgraph_projections.catalogue.fold import PoisonEventError
from watchgraph_projections.catalogue.page import FOLDS, Page
from watchgraph_projections.catalogue.schemas import SCHEMA, CatalogueSchema
from watchgraph_projections.catalogue.standing import Standing


def test_a_follower_goes_over_to_what_another_rebuilt(tmp_path: Path, folded: Folding, postgres_url: str) -> None:
    history = told(tmp_path, 29, acts=10)
    serving, other = folded(history.log, schema(postgres_url)), folded(history.log, schema(postgres_url))

    other.rebuild(day=TODAY)
    history.commit(history.propose())
    serving.catch_up(TODAY)

    assert standing(other.place) == Standing(history.log.head(), TODAY)


def test_a_reader_sees_one_state_while_another_is_put_in_its_place(
    tmp_path: Path, folded: Folding, postgres_url: str
) -> None:
    history = told(tmp_path, 31, acts=10)
    serving = folded(history.log, schema(postgres_url))
    before = serving.catch_up(TODAY)
    history.commit(history.propose())

    with psycopg.connect(postgres_url, options=f"-c search_path={SCHEMA}", autocommit=True) as reader:
        reader.execute("begin isolation level repeatable read; lock table standing in access share mode")
        rebuilding = Thread(target=serving.rebuild, kwargs={"day": TODAY})
        rebuilding.start()
        rebuilding.join(3)
        waited = rebuilding.is_alive()
        (position,) = reader.execute("select position from standing").fetchone() or ()
        reader.execute("commit")
        rebuilding.join()
        (after,) = reader.execute("select position from standing").fetchone() or ()

    assert waited
    assert position == before.position
    assert after == history.log.head()


def test_who_could_read_the_catalogue_can_read_it_after_a_rebuild(
    tmp_path: Path, folded: Folding, postgres_url: str
) -> None:
    history = told(tmp_path, 37, acts=10)
    serving = folded(history.log, schema(postgres_url))
    with reading_role(postgres_url) as url:
        serving.rebuild(day=TODAY)

        found = asked(url, "select count(*) from claim_at")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asked(url, "delete from claim_at")

    assert found[0][0]


@contextmanager
def reading_role(url: str) -> Iterator[str]:
    """A role that may read the catalogue, and nothing else."""
    name, owner = f"reader_{uuid4().hex}", Address.of(url, "URL")
    role = Identifier(name)
    with psycopg.connect(url) as connection:
        connection.execute(SQL("create role {} login password 'read'").format(role))
        connection.execute(SQL("grant usage on schema {} to {}").format(Identifier(SCHEMA), role))
        connection.execute(SQL("grant select on all tables in schema {} to {}").format(Identifier(SCHEMA), role))
    try:
        yield f"postgresql://{name}:read@{owner.hosts}:{owner.ports}/{owner.database}"
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(SQL("drop owned by {}").format(role))
            connection.execute(SQL("drop role {}").format(role))


def test_a_redacted_text_is_in_no_row_no_index_and_no_statistics(
    tmp_path: Path, folded: Folding, postgres_url: str
) -> None:
    history = naming(tmp_path, 47)
    serving = folded(history.log, schema(postgres_url))
    claim, name = history.people_named()[0]
    abandoned = serving.place.beside
    engine = abandoned.engine(write=True)
    with engine.begin() as connection:
        databases.create(connection)
    engine.dispose()
    before = places_of(postgres_url, name)

    history.commit(history.redaction(claim))
    serving.catch_up(TODAY)

    assert before
    assert places_of(postgres_url, name) == set()
    assert dead_rows(postgres_url) == 0
    assert abandoned.layout() is None


def naming(folder: Path, seed: int) -> History:
    """A history that names a person and redacts nothing."""
    history = History(folder, seed)
    history.begin()
    while not history.people_named():
        history.commit(history.propose())
    return history


def test_one_that_dies_before_a_redacted_text_is_gone_from_the_disk_leaves_that_to_the_next(
    tmp_path: Path, folded: Folding, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = naming(tmp_path, 71)
    dying = folded(history.log, schema(postgres_url))
    claim, name = history.people_named()[0]
    history.commit(history.redaction(claim))

    with monkeypatch.context() as patch:
        patch.setattr(CatalogueSchema, "forget", killed)
        with pytest.raises(KeyboardInterrupt):
            dying.catch_up(TODAY)
    left = places_of(postgres_url, name)
    folded(history.log, schema(postgres_url)).catch_up(TODAY)

    assert left
    assert places_of(postgres_url, name) == set()
    assert not dying.place.must_forget()


def killed(_place: CatalogueSchema, _connection: object) -> None:
    raise KeyboardInterrupt


def test_tables_of_another_version_are_left_alone(
    tmp_path: Path, folded: Folding, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = told(tmp_path, 73, acts=0)
    serving = folded(history.log, schema(postgres_url))
    history.commit(history.propose())

    monkeypatch.setattr(databases, "layout_version", lambda: 7)

    with pytest.raises(OtherLayoutError):
        serving.catch_up(TODAY)


def places_of(url: str, name: str) -> set[str]:
    """The tables in which a text stands, and the statistics about them."""
    tables = "select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'"
    has = "select 1 from {} as t where strpos(t::text, %s) > 0"
    found = {str(table) for (table,) in asked(url, tables) if asked(url, has.format(table), [name])}
    known = "select concat(most_common_vals, histogram_bounds) from pg_stats where schemaname = current_schema()"
    return found | {"statistics" for (values,) in asked(url, known) if name in str(values)}


def dead_rows(url: str) -> object:
    """Rows that were deleted and still take room, but for the note that there was something to forget."""
    tables = "from pg_stat_user_tables where schemaname = current_schema() and relname <> 'search_forgetting'"
    ((count,),) = asked(url, f"select sum(n_dead_tup) {tables}")
    return count


def test_an_event_that_cannot_be_folded_stops_the_projection_in_front_of_it(
    tmp_path: Path, folded: Folding, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = told(tmp_path, 53, acts=0)
    serving = folded(history.log, schema(postgres_url))
    before = standing(serving.place)
    history.commit(history.propose())

    with monkeypatch.context() as patch:
        patch.setattr(FOLDS, "fold", undigested)
        with pytest.raises(PoisonEventError, match=r"cannot fold [a-z.-]+ at position \d+"):
            serving.catch_up(TODAY)
    stopped = standing(serving.place)
    serving.catch_up(TODAY)

    assert stopped == before
    assert standing(serving.place).position == history.log.head()


def undigested(page: Page, event: object) -> None:
    raise ValueError(page, event)


def test_connections_that_were_cut_are_made_anew(tmp_path: Path, folded: Folding, postgres_url: str) -> None:
    history = told(tmp_path, 59, acts=0)
    serving = folded(history.log, schema(postgres_url))
    serving.catch_up(TODAY)
    history.commit(history.propose())

    others = "from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()"
    asked(postgres_url, f"select pg_terminate_backend(pid, 60000) {others}")

    assert serving.catch_up(TODAY).position == history.log.head()


def test_a_server_killed_again_and_again_while_it_is_written_to_ends_with_the_same_state(
    tmp_path: Path, folded: Folding, own_postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = told(tmp_path, 79, acts=0)
    monkeypatch.setattr(follower, "PAGE", 2)
    random = Random(79)  # noqa: S311 - no secret
    with own_postgres.database() as url:
        serving = folded(history.log, schema(url))
        for _ in range(5):
            for _ in range(10):
                history.act()
            killing = Timer(random.uniform(0, 0.2), os.kill, (own_postgres.server.process.pid, signal.SIGKILL))
            killing.start()
            with suppress(DatabaseUnavailableError, DatabaseRefusedError):
                serving.catch_up(TODAY)
            killing.join()
            own_postgres.server.up()
        serving.catch_up(TODAY)

        assert_equal(folded(history.log, tmp_path).place, serving.place)


def test_a_database_that_cannot_be_entered_is_refused_without_its_password(
    tmp_path: Path, folded: Folding, postgres_url: str
) -> None:
    log = told(tmp_path, 61, acts=0).log
    password = Address.of(postgres_url, "URL").password

    with pytest.raises(DatabaseRefusedError) as refused:
        folded(log, schema(postgres_url + "_missing"))

    assert password not in str(refused.value)
