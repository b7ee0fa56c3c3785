"""Numbers and searches as of an earlier moment are what a store that knew no more answered then."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection
from tests.histories import DAYS, History
from tests.stores import TODAY, Store

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.search.hits import Hit, search
from watchgraph_projections.statistics.aggregates import aggregate
from watchgraph_projections.statistics.answers import Answer
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query
from watchgraph_projections.views.pages import Cut, read_page

ACTS = 60
CUTS = (25, 45)
QUERIES = (
    Query(of="Deployment", where=(Condition(predicate="deployedIn"),), group_by=Grouping(predicate="deployedIn")),
    Query(of="Deployment", group_by=Grouping()),
    Query(of="Deployment", where=(Condition(predicate="hasStatus", codes=("LIVE", "PLANNED")),)),
    Query(of="Organisation", where=(Condition(predicate="supplies"),), measure=Measure.COUNT_STATEMENTS),
    Query(of="Place", where=(Condition(predicate="regimeType"),), group_by=Grouping(predicate="regimeType")),
    Query(of="installedCameras", measure=Measure.SUM, group_by=Grouping(predicate="deployedIn")),
)
TEXTS = ("name", "person 1", "source", "quoted words")


def cut_at(whole: Path, position: int, folder: Path) -> Store:
    """A store whose log ends at a position of another one's; keys that are gone are gone in both."""
    folder.mkdir()
    for name in ("log.sqlite", "keys.sqlite"):
        with closing(sqlite3.connect(whole / name)) as source, closing(sqlite3.connect(folder / name)) as copy:
            source.backup(copy)
    with closing(sqlite3.connect(folder / "log.sqlite")) as connection, connection:
        connection.execute("delete from stored_events where rowid > ?", (position,))
    return Store.open(folder)


def answers(connection: Connection, moment: Moment) -> tuple[list[Answer], list[list[Hit]]]:
    found = []
    for text in TEXTS:
        hits = search(connection, text)
        found.append([hits.row(values) for values in read_page(connection, hits, moment, Cut(size=100)).values])
    return [aggregate(connection, moment, query) for query in QUERIES], found


def test_an_earlier_moment_answers_as_it_did_then(tmp_path: Path) -> None:
    history = History(tmp_path / "whole", seed=11, observing=True)
    history.begin()
    heads = [history.act() for _ in range(ACTS)]
    whole = Store.open(tmp_path / "whole")

    for position in {heads[acts] for acts in CUTS}:
        cut = cut_at(whole.folder, position, tmp_path / str(position))
        for day in (DAYS[0], DAYS[4], TODAY):
            with cut.catalogue.connect() as then, whole.catalogue.connect() as later:
                was = answers(then, Moment(day=day, position=position, now=day == TODAY))

                assert answers(later, Moment(day=day, position=position, now=False)) == was
