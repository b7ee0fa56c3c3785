"""Readings of a database: each of one standing, no longer than it may be, whatever becomes of connections."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from tests.postgres_copies import copy_catalogue
from tests.servers import Postgres

from watchgraph.postgresql import Address, DatabaseRefusedError, DatabaseUnavailableError
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.connections import (
    CatalogueMissingError,
    Reading,
    ReadTimeoutError,
    StatementRefusedError,
)
from watchgraph_projections.catalogue.postgres_readings import PostgresReadings
from watchgraph_projections.catalogue.postgres_wire import STATEMENTS_KEPT
from watchgraph_projections.catalogue.reading import FILE, Catalogue
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question

SLOW = "select 1 from pg_sleep(60)"
SHORT = 0.1
COMMITS = select(tables.commits.c.position)
Read = Callable[[Reading, str], object]


def raw(reading: Reading, statement: str) -> object:
    return reading.row(statement)[0]


def through_sqlalchemy(reading: Reading, statement: str) -> object:
    return reading.connection.scalar(text(statement))


BOTH = pytest.mark.parametrize("read", [raw, through_sqlalchemy])


@pytest.fixture
def readings(reference_address: Address) -> Iterator[PostgresReadings]:
    opened = PostgresReadings.of(reference_address)
    yield opened
    opened.close()


@pytest.fixture
def administrator(reference_address: Address) -> Iterator[psycopg.Connection]:
    with psycopg.connect(make_conninfo(**reference_address.keywords()), autocommit=True) as connection:
        yield connection


def process_of(reading: Reading) -> int:
    found = raw(reading, "select pg_backend_pid()")
    assert isinstance(found, int)
    return found


@BOTH
def test_a_slow_statement_is_cut_off_and_the_reading_goes_on(readings: PostgresReadings, read: Read) -> None:
    with readings.lend(SHORT) as slow:
        with pytest.raises(ReadTimeoutError, match=r"takes longer than 0.1 seconds"):
            read(slow, SLOW)
        slow.allow(60)
        same = read(slow, "select 1")
    with readings.lend(60) as after:
        found = read(after, "select 2")

    assert (same, found) == (1, 2)
    assert after is slow


@BOTH
def test_no_statement_is_begun_once_the_time_is_up(readings: PostgresReadings, read: Read) -> None:
    with readings.lend(60) as reading:
        reading.allow(0)
        with pytest.raises(ReadTimeoutError):
            read(reading, "select 1")


def test_a_statement_that_fails_leaves_what_is_read_as_it_was(readings: PostgresReadings) -> None:
    with readings.lend(60) as reading:
        before = reading.connection.scalars(COMMITS).all()
        with pytest.raises(StatementRefusedError, match="there_is_none"):
            raw(reading, "select there_is_none")
        with pytest.raises(ProgrammingError, match="there_is_none"):
            reading.connection.execute(text("select there_is_none")).close()
        after = reading.connection.scalars(COMMITS).all()

    assert after == before


def test_all_of_a_reading_shows_the_standing_that_it_began_with(postgres: Postgres, reference_template: str) -> None:
    with postgres.database(template=reference_template) as url, psycopg.connect(url, autocommit=True) as writer:
        catalogue = Catalogue.of(Address.of(url, "WATCHGRAPH_DATABASE_URL"))
        with closing(catalogue), catalogue.reading() as reading:
            before = reading.standing
            writer.execute("update watchgraph_catalogue.standing set position = position + 1")
            then = raw(reading, "select position from standing")
            with catalogue.reading() as other:
                after = other.standing

    assert then == before.position == after.position - 1


def test_a_connection_that_died_while_nobody_read_is_replaced(
    readings: PostgresReadings, administrator: psycopg.Connection
) -> None:
    with readings.lend(60) as first:
        process = process_of(first)
    administrator.execute("select pg_terminate_backend(%s, 60000)", (process,))

    with readings.lend(60) as second:
        found = process_of(second)

    assert found != process


@BOTH
def test_a_connection_that_dies_in_the_middle_is_told_and_the_next_reading_has_another(
    readings: PostgresReadings, administrator: psycopg.Connection, read: Read
) -> None:
    with readings.lend(60) as reading:
        administrator.execute("select pg_terminate_backend(%s, 60000)", (process_of(reading),))
        with pytest.raises(DatabaseUnavailableError, match="Ask again in a moment"):
            read(reading, "select 1")

    with readings.lend(60) as after:
        found = read(after, "select 1")

    assert found == 1


def test_a_server_that_hears_nobody_keeps_nobody_waiting_for_ever(readings: PostgresReadings) -> None:
    with readings.lend(60) as reading:
        process = process_of(reading)
        os.kill(process, signal.SIGSTOP)
        reading.allow(SHORT)
        try:
            with pytest.raises((DatabaseUnavailableError, ReadTimeoutError)):
                raw(reading, "select 1")
        finally:
            os.kill(process, signal.SIGCONT)

    with readings.lend(60) as after:
        found = raw(after, "select 1")

    assert found == 1


def test_answers_tell_that_the_database_is_away_until_it_is_back(
    own_postgres: Postgres, reference_folder: Path
) -> None:
    question = Question(query="{ claims { totalCount } }")
    with own_postgres.database() as url:
        copy_catalogue(reference_folder / FILE, url)
        with closing(Catalogue.of(Address.of(url, "WATCHGRAPH_DATABASE_URL"))) as catalogue:
            expected = answer(catalogue, question).content

            own_postgres.server.down()
            with pytest.raises(DatabaseUnavailableError, match="Ask again in a moment"):
                answer(catalogue, question)
            own_postgres.server.up()
            found = answer(catalogue, question).content

    assert found == expected


def test_a_role_that_may_only_read_is_enough(reference_address: Address, administrator: psycopg.Connection) -> None:
    role = f"reader_{os.getpid()}"
    administrator.execute(f"create role {role} login password 'secret'")
    administrator.execute(f"grant usage on schema watchgraph_catalogue to {role}")
    administrator.execute(f"grant select on all tables in schema watchgraph_catalogue to {role}")
    try:
        given = {**reference_address.keywords(), "user": role, "password": "secret"}
        url = "postgresql://{user}:{password}@{host}:{port}/{dbname}".format(**given)
        catalogue = Catalogue.of(Address.of(url, "WATCHGRAPH_DATABASE_URL"))
        with closing(catalogue), catalogue.reading() as reading:
            found = reading.connection.scalars(COMMITS).all()
            with pytest.raises(StatementRefusedError, match="read-only"):
                raw(reading, "delete from standing returning 1")
    finally:
        administrator.execute(f"drop owned by {role}; drop role {role}")

    assert found


def test_a_database_without_a_catalogue_says_what_to_do(postgres_url: str) -> None:
    with pytest.raises(CatalogueMissingError, match="watchgraph rebuild"):
        Catalogue.of(Address.of(postgres_url, "WATCHGRAPH_DATABASE_URL"))


def test_a_database_that_cannot_be_reached_is_refused_at_once() -> None:
    nobody = Address.of("postgresql://nobody:wrong@127.0.0.1:1/nothing", "WATCHGRAPH_DATABASE_URL")

    with pytest.raises(DatabaseRefusedError, match="Is the server running"):
        Catalogue.of(nobody)


def test_more_statements_than_are_kept_prepared_are_answered(readings: PostgresReadings) -> None:
    with readings.lend(60) as reading:
        found = [raw(reading, f"select {number}") for number in range(STATEMENTS_KEPT + 3)]
        kept = raw(reading, "select count(*) from pg_prepared_statements where name like 'watchgraph%'")

    assert found == list(range(STATEMENTS_KEPT + 3))
    assert kept == STATEMENTS_KEPT
