"""What all tests share: the publishers' files, how hypothesis searches, and the count of what did not run."""

import gc
import os
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings
from tests import servers
from tests.environments import forget_settings
from tests.postgres_copies import copy_catalogue
from typer.testing import CliRunner

from watchgraph.postgresql import Address as PostgresAddress
from watchgraph_projections.catalogue.reading import FILE
from watchgraph_projections.graph.neo4j.servers import Address, Server
from watchgraph_server.cli import app

DATA_VARIABLE = "WATCHGRAPH_TEST_DATA"

forget_settings()

# Machines differ in speed, so an example has no deadline; a build must not be red by chance.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Folder of the publishers' real files; without it the test is skipped, a wrong one is an error."""
    named = os.environ.get(DATA_VARIABLE)
    if not named:
        pytest.skip(f"{DATA_VARIABLE} is not set: needs the publishers' files")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"{DATA_VARIABLE} is no folder: {folder}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def reference_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store that holds the reference data and nothing else; made once, to be read and never written."""
    folder = tmp_path_factory.mktemp("reference")
    result = CliRunner().invoke(app, ["import", "reference"], env={"WATCHGRAPH_DATA": str(folder)})
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def postgres() -> servers.Postgres:
    """The PostgreSQL of this run, shared: `with postgres.database() as url` lends a new database of it."""
    return servers.shared_postgres()


@pytest.fixture(scope="session")
def reference_template(postgres: servers.Postgres, reference_folder: Path) -> Iterator[str]:
    """Name of a database whose catalogue is that of the reference data, to be copied: nobody connects to it."""
    with postgres.database() as url:
        copy_catalogue(reference_folder / FILE, url)
        yield PostgresAddress.of(url, "WATCHGRAPH_DATABASE_URL").database


@pytest.fixture(scope="session")
def reference_address(postgres: servers.Postgres, reference_template: str) -> Iterator[PostgresAddress]:
    """A copy of it, to be read and never written."""
    with postgres.database(template=reference_template) as url:
        yield PostgresAddress.of(url, "WATCHGRAPH_DATABASE_URL")


@pytest.fixture
def postgres_url(postgres: servers.Postgres) -> Iterator[str]:
    """URL of a new, empty database."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def own_postgres() -> Iterator[servers.Postgres]:
    """A PostgreSQL of the test's own, to be killed and started again."""
    with servers.own_postgres() as lent:
        yield lent


@pytest.fixture
def neo4j() -> Iterator[servers.Neo4j]:
    """The Neo4j of this run, empty and for this test alone, which may kill it and start it again."""
    with servers.lent_neo4j() as lent:
        yield lent


@pytest.fixture(scope="module")
def graph_server() -> Iterator[Server]:
    """The Neo4j of this run, empty, with a connection to it; for one module at a time, which never has `neo4j`, too."""
    with servers.lent_neo4j() as lent:
        address = Address(uri=lent.uri, user=lent.user, password=lent.password)
        with closing(Server(address, seconds=60, retry_seconds=10)) as server:
            yield server


def pytest_configure() -> None:
    """Look for objects that hold each other as seldom as the command line does: often, it takes a fifth of the time."""
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Set aside what stays: modules, and the tests themselves."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure coverage where code is shown by example, and not where drawn cases and real files run it again and again.

    Measuring a test takes as long again as the test.
    """
    measured = Coverage.current() if _runs_again(item) else None
    if measured is None:
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


def _runs_again(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("hypothesis", "unmeasured"))
    return marked or "test_data" in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with what tests counted, and the number of tests that did not run, by reason."""
    counted = Counter[str]()
    for report in terminalreporter.getreports("passed"):
        counted.update({name: int(str(value)) for name, value in report.user_properties})
    for name, count in sorted(counted.items()):
        terminalreporter.write_line(f"{count} {name}")
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
        if isinstance(report, pytest.TestReport | pytest.CollectReport) and isinstance(report.longrepr, tuple)
    )
    terminalreporter.write_line(f"{reasons.total()} tests did not run{':' if reasons else ''}")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"  {count}: {reason}")
