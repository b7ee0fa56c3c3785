"""Imports are safe: killed at any moment, repeated, in the wrong order, rebuilt from nothing."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.importers.census import CENSUS, write
from tests.importers.imports import ACTOR, opened
from tests.stores import Store
from typer.testing import CliRunner

from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_projections.catalogue.digest import state_hash
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_server.cli import app
from watchgraph_server.verification import keys_lost

ROWS = 450
MOMENTS = tuple(round((number + 0.5) / 20, 3) for number in range(20))
"""When the import is killed, as parts of the time that it takes undisturbed."""

IMPORT = """
import sys, time
from pathlib import Path
from tests.importers.census import CENSUS
from tests.importers.imports import ACTOR, opened
from watchgraph_importers.pipeline import run_imports

folder = Path(sys.argv[1])
print("ready", flush=True)
begun = time.perf_counter()
with opened(folder) as store:
    run_imports(CENSUS, [Path(sys.argv[2])], store, ACTOR)
print(time.perf_counter() - begun, flush=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calm:
    """An import that nobody disturbed. seconds: how long it took; events: how many it wrote."""

    folder: Path
    file: Path
    seconds: float
    events: int
    state: str


def started(folder: Path, file: Path) -> subprocess.Popen[str]:
    """An import in a process of its own, which is about to begin."""
    folder.mkdir(exist_ok=True)
    process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own text
        [sys.executable, "-c", IMPORT, str(folder), str(file)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def finished(folder: Path, file: Path) -> str:
    """Import once more in this process, fold, and tell the state hash."""
    store = Store.open(folder)
    run_imports(CENSUS, [file], ImportStore(log=store.log, staging=folder / "staging"), ACTOR)
    store.catch_up()
    with store.catalogue.connect() as connection:
        found = state_hash(connection)
    assert not keys_lost(store.log)
    assert not list((folder / "staging").iterdir())
    store.close()
    return found


def written(folder: Path) -> int:
    """How many events the log of a folder holds."""
    with opened(folder) as store:
        return store.log.head()


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Calm:
    folder = tmp_path_factory.mktemp("calm")
    # Every third row names a keeper, whose name is sealed.
    lines = [f"{number},{number},2019,{'Ann Example' if number % 3 == 0 else ''}" for number in range(ROWS)]
    file = write(folder, "census-2020.csv", "id,cameras,year,keeper", *lines)
    output, _ = started(folder / "store", file).communicate()
    events = written(folder / "store")
    return Calm(
        folder=folder / "store",
        file=file,
        seconds=float(output),
        events=events,
        state=finished(folder / "store", file),
    )


@pytest.mark.unmeasured
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_import_killed_at_any_moment_and_run_again_leaves_the_undisturbed_state(
    moment: float, calm: Calm, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    shutil.copy(calm.folder / "keys.sqlite", folder)  # sealed words enter ids under their keys, which are random
    process = started(folder, calm.file)

    time.sleep(calm.seconds * moment)
    process.kill()
    process.communicate()
    left = written(folder)

    assert left in {0, calm.events}
    assert finished(folder, calm.file) == calm.state


def test_an_older_edition_that_comes_later_changes_no_headline(tmp_path: Path) -> None:
    old = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019", "b,7,2019")
    new = write(tmp_path, "census-2021.csv", "id,cameras,year", "a,20,2019")
    in_order, reversed_order = (Store.open(tmp_path / name) for name in ("in-order", "reversed"))

    for store, paths in ((in_order, [old, new]), (reversed_order, [new, old])):
        for path in paths:
            run_imports(CENSUS, [path], ImportStore(log=store.log, staging=store.folder / "staging"), ACTOR)
        store.catch_up()

    found = [headlines(store) for store in (in_order, reversed_order)]
    assert found == [{7, 20}, {7, 20}]
    for store in (in_order, reversed_order):
        store.close()


def headlines(store: Store) -> set[int]:
    """The numbers of cameras that the catalogue shows first; it keeps them in thousandths."""
    cameras = KIND_TABLES["Deployment"][0].c.installed_cameras
    with store.catalogue.connect() as connection:
        return {value // 1000 for value in connection.execute(select(cameras)).scalars()}


def test_a_value_that_an_edition_no_longer_states_stands_again_when_a_newer_one_returns_to_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    third = replace(
        CENSUS.editions[1],
        name="2022",
        published="2022",
        tables=(replace(CENSUS.editions[1].tables[0], file=r"census-2022.*\.csv"),),
    )
    census = replace(CENSUS, editions=(*CENSUS.editions, third))
    seen = []

    for year, cameras in (("2020", 10), ("2021", 20), ("2022", 10)):
        path = write(tmp_path, f"census-{year}.csv", "id,cameras,year", f"a,{cameras},2019")
        run_imports(census, [path], ImportStore(log=store.log, staging=store.folder / "staging"), ACTOR)
        store.catch_up()
        seen.append(headlines(store))

    assert seen == [{10}, {20}, {10}]
    store.close()


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("us-vendor-restrictions-dod", "us-vendor-restrictions"),
        ("us-vendor-restrictions-fcc", "us-vendor-restrictions"),
        ("us-vendor-restrictions-ndaa", "us-vendor-restrictions"),
        ("lawsuits-frt-us", "lawsuits-frt-us"),
        ("gdpr-fines-privacyaffairs", "gdpr-fines"),
    ],
)
def test_the_state_after_a_real_import_is_that_of_a_rebuild(
    name: str, folder: str, test_data: Path, tmp_path: Path
) -> None:
    environment = {"WATCHGRAPH_DATA": str(tmp_path)}
    runner = CliRunner()

    imports = [runner.invoke(app, ["import", name, str(test_data / folder)], env=environment) for _ in range(2)]
    verified = runner.invoke(app, ["verify"], env=environment)

    assert [result.exit_code for result in (*imports, verified)] == [0, 0, 0], verified.output
    assert "as a rebuild makes them" in verified.output
    assert "NOT as" not in verified.output
