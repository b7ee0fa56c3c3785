"""The notebook in docs/, executed against a server that holds the index it draws."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from tests.platform.server.clients import running
from tests.stores import Store

from watchgraph.log import Actor
from watchgraph_importers.registry import import_named
from watchgraph_server.asgi import application

NOTEBOOK = Path(__file__).parents[2] / "docs" / "published-figures.ipynb"
FOLDERS = ("country-codes", "aigs-2020", "aigs-2022")
ACTOR = Actor(id="tests", role="EDITOR", channel="LOCAL")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, test_data: Path) -> Iterator[str]:
    today = int(datetime.now(UTC).strftime("%Y%m%d"))
    store = Store.open(tmp_path_factory.mktemp("notebook"), today)
    imports = store.imports
    import_named("reference", [], imports, ACTOR)
    for name in FOLDERS:
        import_named(name, [test_data / name], imports, ACTOR)
    store.catch_up(today)
    with running(application(store.catalogue)) as address:
        yield address
    store.close()


def read() -> NotebookNode:
    """The notebook as it is kept."""
    found: NotebookNode = nbformat.read(NOTEBOOK, as_version=4)
    return found


@pytest.fixture(scope="module")
def executed(url: str) -> NotebookNode:
    notebook = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "WATCHGRAPH_URL", url)
        NotebookClient(notebook, timeout=300).execute()
    return notebook


def printed(notebook: NotebookNode) -> str:
    """All that the cells print and give back as text."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(each.get("text") or each.get("data", {}).get("text/plain", "") for each in outputs)


def test_notebook_reproduces_the_published_figures_of_an_edition(executed: NotebookNode) -> None:
    drawn = printed(executed)

    for sort in ("any", "facial recognition", "smart city", "smart policing", "social media"):
        line = next(each for each in drawn.splitlines() if f"'edition2022', '{sort}'" in each)
        published, ours = (part.strip(" )]") for part in line.split(",")[2:4])
        assert published == ours


def test_notebook_sets_figures_beside_ours_line_by_line(executed: NotebookNode) -> None:
    lines = [each for each in printed(executed).splitlines() if re.match(r"Q\d\d .* \| ", each)]

    assert len(lines) == 40


def test_notebook_draws_the_figures(executed: NotebookNode) -> None:
    pictures = [
        output for cell in executed.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})
    ]

    assert len(pictures) == 1


def test_notebook_shows_the_claims_behind_a_figure_and_how_to_cite_it(executed: NotebookNode) -> None:
    text = printed(executed)

    assert "claims, among them:" in text
    assert "/cite/" in text


def test_notebook_is_kept_without_answers_that_could_grow_old() -> None:
    notebook = read()

    assert not any(cell.get("outputs") for cell in notebook.cells)
