"""The catalogue in a schema of PostgreSQL: the same state as in a file, whatever happens on the way to it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from tests.projections.schemas import Folding, asked, assert_equal, digest, schema, told
from tests.stores import TODAY
from typer.testing import CliRunner

from watchgraph.domain.statements import Origin, Statement
from watchgraph.domain.values import Text
from watchgraph.log import KeyStore, Log
from watchgraph_projections import follower
from watchgraph_projections.catalogue import databases
from watchgraph_server.cli import app

REBUILD = """
import os
import sys
from pathlib import Path
from tests.stores import TODAY
from typer.testing import CliRunner
from watchgraph.log import KeyStore, Log
from watchgraph.postgresql import Address
from watchgraph_projections import follower
from watchgraph_projections.catalogue.schemas import CatalogueSchema
follower.PAGE = 5
folder = Path(sys.argv[1])
log = Log.open(folder / "log.sqlite", KeyStore.open(folder / "keys.sqlite"))
place = CatalogueSchema(Address.of(os.environ["DATABASE"], "DATABASE"))
print(follower.Follower(log, place).rebuild(day=TODAY))
"""


@pytest.mark.unmeasured
@pytest.mark.parametrize(("seed", "events"), [(3, 1000), (7, 7), (11, 1)])
def test_any_history_folds_to_the_state_that_a_file_has(
    tmp_path: Path, folded: Folding, postgres_url: str, monkeypatch: pytest.MonkeyPatch, seed: int, events: int
) -> None:
    history = told(tmp_path, seed)
    file = folded(history.log, tmp_path)

    monkeypatch.setattr(follower, "PAGE", events)
    other = folded(history.log, schema(postgres_url))

    assert_equal(file.place, other.place)


def test_what_is_too_long_for_an_index_stops_nothing(tmp_path: Path, folded: Folding, postgres_url: str) -> None:
    history = told(tmp_path, 67, acts=0)
    origin = Origin(source=history.sources[0])
    for text in (random_words(3_000), "城市监控" * 1_000):
        name = Statement(subject=history.places[0], predicate="name", object=Text(text=text, lang="en"), origin=origin)
        history.commit(history.proposal(name, accepted=True))

    file, other = folded(history.log, tmp_path), folded(history.log, schema(postgres_url))

    assert_equal(file.place, other.place)
    assert asked(postgres_url, "select max(length(label)) from entity") == [(500,)]
    assert asked(postgres_url, "select max(length(term)) from search_word") == [(1600,)]


def random_words(count: int) -> str:
    """Words that no database can make shorter."""
    random = Random(67)  # noqa: S311 - no secret
    return " ".join(f"{random.getrandbits(64):x}" for _ in range(count))


def test_following_and_turning_days_comes_to_what_a_rebuild_comes_to(
    tmp_path: Path, folded: Folding, postgres_url: str
) -> None:
    history = told(tmp_path, 5, acts=0)
    file, other = folded(history.log, tmp_path), folded(history.log, schema(postgres_url))

    for day in (20190101, 20300101, TODAY):
        for _ in range(15):
            history.act()
        assert file.catch_up(day) == other.catch_up(day)
    followed = digest(other.place)
    other.rebuild(day=TODAY)

    assert_equal(file.place, other.place)
    assert digest(other.place) == followed


def test_the_reference_data_folds_to_the_state_that_a_file_has(
    tmp_path: Path, folded: Folding, reference_folder: Path, postgres_url: str
) -> None:
    for name in ("log.sqlite", "keys.sqlite"):
        shutil.copy(reference_folder / name, tmp_path)
    log = Log.open(tmp_path / "log.sqlite", KeyStore.open(tmp_path / "keys.sqlite"))

    file, other = folded(log, tmp_path), folded(log, schema(postgres_url))

    assert_equal(file.place, other.place)


@pytest.mark.parametrize("publisher", ["met-police-lfr", "us-vendor-restrictions"])
def test_a_publishers_files_fold_to_the_state_that_a_file_has(
    tmp_path: Path, folded: Folding, test_data: Path, postgres_url: str, publisher: str
) -> None:
    imported = {"WATCHGRAPH_DATA": str(tmp_path)}
    result = CliRunner().invoke(app, ["import", publisher, str(test_data / publisher)], env=imported)
    log = Log.open(tmp_path / "log.sqlite", KeyStore.open(tmp_path / "keys.sqlite"))

    file, other = folded(log, tmp_path), folded(log, schema(postgres_url))
    file.catch_up(TODAY)

    assert result.exit_code == 0, result.output
    assert_equal(file.place, other.place)


def test_a_rebuild_that_was_killed_is_gone_on_with_to_the_same_state(
    tmp_path: Path, folded: Folding, postgres_url: str
) -> None:
    history = told(tmp_path, 13)
    place = schema(postgres_url)
    process = run(tmp_path, postgres_url)
    while process.poll() is None and not place.beside.layout():
        pass  # until its tables are there
    process.send_signal(signal.SIGKILL)
    process.communicate()

    output, _ = run(tmp_path, postgres_url).communicate()

    assert output
    assert place.beside.layout() is None
    assert_equal(folded(history.log, tmp_path).place, place)


def test_two_that_build_at_once_do_not_disturb_each_other(tmp_path: Path, folded: Folding, postgres_url: str) -> None:
    history = told(tmp_path, 17)

    both = [run(tmp_path, postgres_url), run(tmp_path, postgres_url)]
    outputs = {process.communicate()[0] for process in both}

    assert len(outputs) == 1
    assert_equal(folded(history.log, tmp_path).place, schema(postgres_url))


def test_two_that_follow_at_once_fold_every_event_once(tmp_path: Path, folded: Folding, postgres_url: str) -> None:
    history = told(tmp_path, 19, acts=0)
    followers = [folded(history.log, schema(postgres_url)) for _ in range(2)]
    for _ in range(60):
        history.act()

    threads = [Thread(target=each.catch_up, args=(TODAY,)) for each in followers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert_equal(folded(history.log, tmp_path).place, followers[0].place)


def test_another_layout_is_rebuilt(
    tmp_path: Path, folded: Folding, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = told(tmp_path, 23, acts=10)
    place = folded(history.log, schema(postgres_url)).place
    before = digest(place)

    monkeypatch.setattr(databases, "layout_version", lambda: 7)
    folded(history.log, place)

    assert place.layout() == 7
    assert digest(place) == before


def test_a_store_in_files_loads_nothing_of_postgresql() -> None:
    others = ("psycopg", "psycopg_pool", "sqlalchemy.dialects.postgresql")
    program = (
        f"import sys, watchgraph_projections.follower as _; print([each for each in {others} if each in sys.modules])"
    )

    output = subprocess.run(  # noqa: S603 - our own interpreter on our own text
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout

    assert output == "[]\n"


def test_the_index_holds_the_words_of_all_texts_and_no_others(
    tmp_path: Path, folded: Folding, postgres_url: str
) -> None:
    history = told(tmp_path, 43)
    file, _ = folded(history.log, tmp_path), folded(history.log, schema(postgres_url))
    words = "select term from search_word order by term"

    found = asked(postgres_url, words)

    with file.place.engine(write=False).connect() as connection:
        assert found == [tuple(row) for row in connection.exec_driver_sql(words)]


def test_texts_are_compared_byte_by_byte_whatever_the_language_of_the_server(
    tmp_path: Path, folded: Folding, postgres_url: str
) -> None:
    folded(told(tmp_path, 41, acts=0).log, schema(postgres_url))

    others = asked(
        postgres_url,
        "select attrelid::regclass::text, attname from pg_attribute join pg_class on pg_class.oid = attrelid "
        "where relnamespace = current_schema()::regnamespace and relkind = 'r' and atttypid = 'text'::regtype "
        "and attcollation <> (select oid from pg_collation where collname = 'C')",
    )

    assert not others


def run(folder: Path, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter on our own text
        [sys.executable, "-c", REBUILD, str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "DATABASE": url},
        stdout=subprocess.PIPE,
        text=True,
    )
