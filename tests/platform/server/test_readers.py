"""Readers: what is dear keeps nothing cheap waiting."""

import asyncio
from pathlib import Path
from shutil import copytree
from threading import Event

import pytest
from tests.processes import PATIENCE_SECONDS
from tests.stores import Store

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.requests import Answer, Question
from watchgraph_server.citations import Ask
from watchgraph_server.glances import LASTS_SECONDS
from watchgraph_server.lanes import BusyError
from watchgraph_server.readers import DEAR_READERS, Found, Readers
from watchgraph_server.tasks import Task

CHEAP = Question(query="{ deployments(first: 2) { nodes { id } } }")
DEAR = Question(query="{ claims(first: 100, where: {not: {disputed: true}}) { totalCount } }")

FIGURES = Question(query='{ aggregate(of: "Deployment") { numbers { certain { figure { low } } } } }')

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n limit 3000000000) select count(*) from n"
"""Counts for minutes unless it is cut off."""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break nothing off because the machine has much else to do."""
    monkeypatch.setattr("watchgraph_server.readers.LONGEST_WAIT_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr("watchgraph_server.readers.AT_ONCE_SECONDS", PATIENCE_SECONDS)


def plain(question: Question) -> Task:
    return Task(done=lambda ask: ask(question), is_fixed=lambda: False)


def quick(question: Question) -> Task:
    """A question that may be answered at once."""
    return Task(done=lambda ask: ask(question), is_fixed=lambda: False, question=question)


def held_up(question: Question, until: Event) -> Task:
    """A question whose answer takes until somebody says so."""

    def done(ask: Ask) -> Answer:
        answered = ask(question)
        until.wait(PATIENCE_SECONDS)
        return answered

    return Task(done=done, is_fixed=lambda: False)


async def ask(readers: Readers, task: Task, paid: list[int]) -> Found:
    return await readers.answer(task, paid.append, "request", keeps=False)


async def test_a_cheap_question_is_answered_while_dear_ones_wait(catalogue: Catalogue) -> None:
    readers, until = Readers(catalogue), Event()
    dear = [asyncio.create_task(ask(readers, held_up(DEAR, until), [])) for _ in range(3 * DEAR_READERS)]

    found = await asyncio.wait_for(ask(readers, plain(CHEAP), []), timeout=PATIENCE_SECONDS)

    assert b'"deployments"' in found.answer.content
    assert not any(each.done() for each in dear)
    until.set()
    assert all(each.answer.complete for each in await asyncio.gather(*dear))
    readers.close()


async def test_what_needs_a_statement_of_its_own_keeps_nobody_waiting_while_that_is_made(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchgraph_server.paces.QUICK_SECONDS", PATIENCE_SECONDS)  # on however busy a machine
    readers = Readers(catalogue)
    query = "query($where: ClaimWhere) { claims(first: 2, where: $where) { nodes { id } } }"
    usual, other = (Question(query=query, variables={"where": each}) for each in ({}, {"disputed": False}))
    for _ in range(10):
        await ask(readers, quick(usual), [])

    at_once = readers.at_once(quick(usual), lambda _: None, keeps=False)
    not_yet = readers.at_once(quick(other), lambda _: None, keeps=False)
    found = await ask(readers, quick(other), [])

    assert at_once is not None
    assert not_yet is None
    assert found.answer.complete
    readers.close()


async def test_figures_that_are_kept_are_given_at_once_until_the_catalogue_stands_elsewhere(
    reference_folder: Path, tmp_path: Path
) -> None:
    store = Store.open(copytree(reference_folder, tmp_path / "store"))
    readers, task = Readers(store.catalogue), quick(FIGURES)
    first, *_ = [await ask(readers, task, []) for _ in range(10)]

    at_once = readers.at_once(task, lambda _: None, keeps=False)
    store.catch_up(20261231)
    await asyncio.sleep(2 * LASTS_SECONDS)
    not_yet = readers.at_once(task, lambda _: None, keeps=False)

    assert at_once is not None
    assert at_once.answer.spent is None
    assert at_once.answer.content == first.answer.content
    assert not_yet is None
    readers.close()
    store.close()


async def test_a_dear_question_is_charged_once(catalogue: Catalogue) -> None:
    readers, paid = Readers(catalogue), list[int]()

    found = await ask(readers, plain(DEAR), paid)

    assert found.answer.complete
    assert len(paid) == 1
    readers.close()


async def test_a_question_that_nobody_waits_for_makes_room_for_others(catalogue: Catalogue) -> None:
    readers = Readers(catalogue)
    loop, begun = asyncio.get_running_loop(), asyncio.Queue[None]()

    def endless(ask: Ask) -> Answer:
        answered = ask(DEAR)
        with catalogue.reading(600) as reading:
            loop.call_soon_threadsafe(begun.put_nowait, None)
            reading.row(ENDLESS)
        return answered

    task = Task(done=endless, is_fixed=lambda: False)
    unwanted = [
        asyncio.create_task(readers.answer(task, lambda _: None, "request", keeps=False, caller=f"{number}"))
        for number in range(DEAR_READERS)
    ]
    for _ in unwanted:
        await begun.get()

    for each in unwanted:
        each.cancel()
    found = await asyncio.wait_for(ask(readers, plain(DEAR), []), PATIENCE_SECONDS)

    assert found.answer.complete
    readers.close()


async def test_questions_of_one_caller_leave_a_thread_to_the_dear_ones_of_others(catalogue: Catalogue) -> None:
    readers, until = Readers(catalogue), Event()
    much = [
        asyncio.create_task(readers.answer(held_up(DEAR, until), lambda _: None, "request", keeps=False, caller="much"))
        for _ in range(3 * DEAR_READERS)
    ]

    found = await asyncio.wait_for(ask(readers, plain(DEAR), []), timeout=PATIENCE_SECONDS)

    assert found.answer.complete
    assert not any(each.done() for each in much)
    until.set()
    assert all(each.answer.complete for each in await asyncio.gather(*much))
    readers.close()


async def test_what_does_not_end_holds_up_no_end(catalogue: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    readers, until = Readers(catalogue), Event()
    held = asyncio.create_task(ask(readers, held_up(CHEAP, until), []))
    await asyncio.sleep(0.5)

    readers.close()

    assert "did not end in time" in caplog.text
    until.set()
    assert (await held).answer.complete


async def test_more_than_can_be_answered_soon_are_told_to_come_back(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchgraph_server.readers.MOST_WAITING", 1)
    readers, until = Readers(catalogue), Event()
    first = asyncio.create_task(ask(readers, held_up(CHEAP, until), []))
    await asyncio.sleep(0)

    with pytest.raises(BusyError):
        await ask(readers, plain(CHEAP), [])

    until.set()
    await first
    readers.close()
