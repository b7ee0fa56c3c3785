"""A question may be asked where an answer once stood: what is now for it is then, cursors included."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.histories import DAYS, History
from tests.stores import Store

from watchgraph_projections.catalogue.standing import Standing
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question

ASKED = """
query Asked($after: String) {
  claims(first: 5, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { sentence state certainty } }
  deployments(first: 5) { nodes { name claims { totalCount } } }
  before: claims(asOf: {validAt: "2019"}) { nodes { certainty } }
  commits(last: 2) { totalCount nodes { position } }
}
"""

Data = dict[str, object]


class PageInfo(msgspec.Struct, rename="camel"):
    end_cursor: str


class Claims(msgspec.Struct, rename="camel"):
    page_info: PageInfo


class World:
    """A store that grows, and answers as it stands or as it stood."""

    def __init__(self, folder: Path) -> None:
        self.history = History(folder, seed=3)
        self.history.begin()
        self.store = Store.open(folder, DAYS[0])

    def grow(self, day: int) -> Standing:
        """Learn something and let it be another day."""
        for _ in range(20):
            self.history.commit(self.history.propose())
        self.store.catch_up(day)
        return self.store.catalogue.standing()

    def ask(self, at: Standing | None = None, after: str | None = None) -> Data:
        answered = answer(self.store.catalogue, Question(query=ASKED, variables={"after": after}, at=at))
        assert "errors" not in answered.body, answered.body
        return msgspec.convert(answered.body["data"], Data)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("standing"))
    yield world
    world.store.close()


def test_a_question_asked_where_the_store_stood_is_answered_as_it_was_then(world: World) -> None:
    standing = world.grow(DAYS[3])
    then = world.ask()

    world.grow(DAYS[8])

    assert world.ask() != then
    assert world.ask(at=standing) == then


def test_a_page_after_an_earlier_cursor_is_the_same_page_again(world: World) -> None:
    world.grow(DAYS[3])
    cursor = msgspec.convert(world.ask()["claims"], Claims).page_info.end_cursor
    standing = world.grow(DAYS[5])
    then = world.ask(after=cursor)

    world.grow(DAYS[8])

    assert world.ask(at=standing, after=cursor) == then
