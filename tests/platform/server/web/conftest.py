"""A browser before the explorer, where there is one."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright
from tests.platform.server.clients import running

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application

CHROMIUM = shutil.which("chromium")
expect.set_options(timeout=20_000)  # milliseconds: a machine may have other things to do


@pytest.fixture(scope="module")
def url(reference_folder: Path) -> Iterator[str]:
    with closing(Catalogue.open(reference_folder)) as catalogue, running(application(catalogue)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def page(browser: Browser, url: str) -> Iterator[Page]:
    """The explorer with its schema in a wide window; no script of it may fail, nor a request that it still wants."""
    opened = browser.new_context(viewport={"width": 1_280, "height": 800}).new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("requestfailed", lambda request: complaints.extend(_failed(request)))
    opened.goto(f"{url}/explore")
    opened.wait_for_selector("#document[aria-autocomplete]")
    yield opened
    opened.context.close()
    assert complaints == []


def _failed(request: Request) -> list[str]:
    """The address, unless the page was left meanwhile."""
    return [] if request.failure == "net::ERR_ABORTED" else [request.url]
