"""Asks the questions for numbers and the search over the reference data as they ship."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import strawberry
from sqlalchemy import event
from tests.stores import Store

from watchgraph.errors import WatchgraphError
from watchgraph.log import Actor
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.registry import import_named
from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.context import Context
from watchgraph_schema.kinds import CLASSES
from watchgraph_schema.number_questions import NumberQuestions

SCHEMA = strawberry.Schema(query=NumberQuestions, types=list(CLASSES.values()))

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


@dataclass
class Answer:
    """data: at a path of field names and places. code: of the refusal. statements: run on the database."""

    data: Json
    code: str | None
    statements: int

    def at(self, *path: str | int) -> Json:
        found = self.data
        for step in path:
            found = found[step]  # type: ignore[index]  # a wrong path fails the test, as it should
        return found

    def listed(self, *path: str | int) -> list[Json]:
        found = self.at(*path)
        assert isinstance(found, list)
        return found


Ask = Callable[[str], Answer]


@contextmanager
def reference(folder: Path) -> Iterator[Catalogue]:
    """A catalogue of the reference data."""
    store = Store.open(folder)
    imports = ImportStore(log=store.log, staging=store.folder / "staging")
    import_named("reference", [], imports, Actor(id="tests", role="EDITOR", channel="LOCAL"))
    store.catch_up()
    yield store.catalogue
    store.close()


def asking(catalogue: Catalogue) -> Ask:
    """Ask this catalogue."""

    def asked(query: str) -> Answer:
        with catalogue.reading() as reading:
            return asyncio.run(_asked(reading, query))

    return asked


async def _asked(reading: Reading, query: str) -> Answer:
    statements: list[object] = []
    event.listen(reading.connection, "before_cursor_execute", lambda *_: statements.append(None))
    result = await SCHEMA.execute(query, context_value=Context(reading))
    error = result.errors[0].original_error if result.errors else None
    if result.errors and not isinstance(error, WatchgraphError):
        raise result.errors[0]
    code = error.code if isinstance(error, WatchgraphError) else None
    return Answer(data=result.data, code=code, statements=len(statements))
