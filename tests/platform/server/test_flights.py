"""Answers in flight: those that threads give, several under way at a time, whatever becomes of connections."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from threading import Event

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from tests.processes import PATIENCE_SECONDS
from tests.servers import Postgres

from watchgraph.postgresql import Address
from watchgraph_projections.catalogue.postgres_flights import Flights
from watchgraph_projections.catalogue.postgres_readings import PostgresReadings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question
from watchgraph_server.flights import InFlight
from watchgraph_server.readers import Readers
from watchgraph_server.tasks import Task

POINTS = 60
DOCUMENT = "query ($size: Int!) { claims(first: $size) { nodes { id sentence subject { name } } } }"


def asked(size: int) -> Question:
    return Question(query=DOCUMENT, variables={"size": size})


@pytest.fixture
def catalogue(reference_address: Address) -> Iterator[Catalogue]:
    with closing(Catalogue.of(reference_address)) as opened:
        yield opened


@pytest.fixture
async def flights(reference_address: Address) -> Flights:
    return PostgresReadings.of(reference_address).flights(60)


@pytest.fixture
def flying(flights: Flights) -> Iterator[InFlight]:
    with closing(InFlight(flights, POINTS)) as opened:
        yield opened


def free(_: int) -> None:
    """Charge nothing."""


async def killed(address: Address, condition: str) -> None:
    """End connections, found by what they do."""
    async with await psycopg.AsyncConnection.connect(make_conninfo(**address.keywords()), autocommit=True) as other:
        ours = "application_name = 'watchgraph readings' and pid <> pg_backend_pid() and datname = current_database()"
        await other.execute(
            psycopg.sql.SQL("select pg_terminate_backend(pid, 60000) from pg_stat_activity where {} and {}").format(
                psycopg.sql.SQL(ours), psycopg.sql.SQL(condition)
            )
        )


async def test_what_was_answered_before_flies_and_is_the_same(catalogue: Catalogue, flying: InFlight) -> None:
    first = await flying.answer(asked(3), free)
    expected = [answer(catalogue, asked(size)).content for size in range(1, 30)]

    found = await asyncio.gather(*[flying.answer(asked(size), free) for size in range(1, 30)])

    assert first is None
    assert [each.content for each in found if each is not None] == expected


async def test_what_is_dear_or_has_errors_is_left_to_threads(catalogue: Catalogue, flying: InFlight) -> None:
    dear = Question(query="{ claims(first: 100) { nodes { evidence(first: 100) { nodes { locator } } } } }")
    wrong = Question(query="{ claims(first: 3, after: 1) { totalCount } }")
    answer(catalogue, dear)
    paid = list[int]()

    found = [await flying.answer(each, paid.append) for each in (dear, wrong)]

    assert found == [None, None]
    assert not paid


async def test_an_answer_of_another_standing_is_asked_for_again(postgres: Postgres, reference_template: str) -> None:
    with postgres.database(template=reference_template) as url:
        address = Address.of(url, "WATCHGRAPH_DATABASE_URL")
        with closing(Catalogue.of(address)) as catalogue, closing(InFlight(flights_of(catalogue), POINTS)) as flying:
            answer(catalogue, asked(3))
            before = await flying.answer(asked(3), free)
            with psycopg.connect(url, autocommit=True) as writer:
                writer.execute("update watchgraph_catalogue.standing set position = position + 1")

            meanwhile, after = [await flying.answer(asked(3), free) for _ in range(2)]

    assert before is not None
    assert after is not None
    assert meanwhile is None
    assert after.standing.position == before.standing.position + 1


def flights_of(catalogue: Catalogue) -> Flights:
    found = catalogue.flights()
    assert found is not None
    return found


async def test_connections_that_die_are_replaced(
    catalogue: Catalogue, flying: InFlight, reference_address: Address
) -> None:
    expected = answer(catalogue, asked(3)).content
    await flying.answer(asked(3), free)
    await killed(reference_address, "state = 'idle'")

    found = [await flying.answer(asked(3), free) for _ in range(2)]

    assert found[-1] is not None
    assert found[-1].content == expected


async def test_a_statement_under_way_fails_with_its_connection(flights: Flights, reference_address: Address) -> None:
    slow = asyncio.create_task(flights.row("select '' from pg_sleep(60)", ()))
    while not slow.done():
        await killed(reference_address, "query like '%pg_sleep(60)%'")
        await asyncio.wait([slow], timeout=0.05)

    with pytest.raises(psycopg.Error):
        await slow
    found = (await flights.row("select 'next'", ())).found
    flights.close()

    assert found == "next"


async def test_a_slow_statement_is_cut_off(reference_address: Address) -> None:
    with closing(PostgresReadings.of(reference_address).flights(2)) as flights:
        with pytest.raises(psycopg.errors.QueryCanceled):
            await flights.row("select '' from pg_sleep(60)", ())

        found = (await flights.row("select 'next'", ())).found

    assert found == "next"


async def test_what_nobody_waits_for_any_more_disturbs_nobody(flights: Flights) -> None:
    gone = asyncio.create_task(flights.row("select 'gone' from pg_sleep(0.2)", ()))
    await asyncio.sleep(0.1)
    gone.cancel()

    found = [(await flights.row("select $1::text", (str(number),))).found for number in range(20)]
    flights.close()

    assert found == [str(number) for number in range(20)]


async def test_a_connection_that_nobody_waits_for_any_more_is_closed(reference_address: Address) -> None:
    made, may_connect = list[psycopg.Connection](), Event()

    def connect() -> psycopg.Connection:
        may_connect.wait(PATIENCE_SECONDS)
        made.append(psycopg.connect(make_conninfo(**reference_address.keywords())))
        return made[0]

    gone = asyncio.create_task(Flights(connect, object(), 60).row("select ''", ()))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    may_connect.set()

    for _ in range(100 * PATIENCE_SECONDS):
        if made and made[0].closed:
            break
        await asyncio.sleep(0.01)
    assert made[0].closed


async def test_readers_of_a_database_answer_as_those_of_a_file(catalogue: Catalogue) -> None:
    readers = Readers(catalogue)
    expected = answer(catalogue, asked(5)).content

    def task() -> Task:
        return Task(done=lambda ask: ask(asked(5)), is_fixed=lambda: False, question=asked(5))

    found = [await readers.answer(task(), free, "request", keeps=True) for _ in range(5)]
    readers.close()

    assert {each.answer.content for each in found} == {expected}
    assert len({each.tag for each in found}) == 1
