"""The explorer, in a real browser where there is one."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright
from tests.platform.server.clients import running

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application
from watchgraph_server.web.explorer import files

CHROMIUM = shutil.which("chromium")
DOCUMENT = '{ claimsByRef(ref: "C004") { nodes { id sentence evidence { nodes { source { url } } } } } }'


@pytest.fixture(scope="module")
def url(reference_folder: Path) -> Iterator[str]:
    with closing(Catalogue.open(reference_folder)) as catalogue, running(application(catalogue)) as address:
        yield address


@pytest.fixture(scope="module")
def page(url: str) -> Iterator[Page]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("requestfailed", lambda request: complaints.append(request.url))
        opened.goto(f"{url}/explore")
        yield opened
        browser.close()
        assert complaints == []


def test_page_may_run_our_scripts_only(url: str) -> None:
    policy = httpx.get(f"{url}/explore").headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_page_takes_nothing_from_elsewhere() -> None:
    texts = [text.decode() for text in files().values()]

    assert len(texts) > 5
    assert not any(re.search(r"""(src|href)=["']?https?:|import .*https?:|url\(""", text) for text in texts)


def test_what_is_no_file_of_the_page_is_not_served(url: str) -> None:
    assert httpx.get(f"{url}/explore/..%2Fexplorer.py").status_code == 404


def test_document_is_run_and_its_answer_shown(page: Page) -> None:
    page.fill("#document", DOCUMENT)

    page.keyboard.press("Control+Enter")

    expect(page.locator("#state")).to_contain_text("Answered in")
    expect(page.locator("#answer")).to_contain_text("Huawei supplies city cameras of Belgrade")


def test_source_of_an_answer_can_be_opened(page: Page) -> None:
    page.fill("#document", DOCUMENT)

    page.keyboard.press("Control+Enter")

    source = page.locator("#answer a").first
    expect(source).to_have_attribute("href", re.compile("^https://"))
    expect(source).to_have_attribute("rel", re.compile("noopener"))


def test_claim_of_an_answer_opens_with_what_it_rests_on(page: Page) -> None:
    page.fill("#document", DOCUMENT)
    page.keyboard.press("Control+Enter")

    page.click("#answer button")

    expect(page.locator("#state")).to_contain_text("Answered in")
    expect(page.locator("#answer")).to_contain_text("claim.proposed")


def test_way_back_from_a_claim_leads_to_what_was_asked(page: Page) -> None:
    page.fill("#document", DOCUMENT)
    page.keyboard.press("Control+Enter")
    page.click("#answer button")
    expect(page.locator("#document")).to_have_value(re.compile("query Opened"))

    page.go_back()

    expect(page.locator("#document")).to_have_value(DOCUMENT)
    expect(page.locator("#answer")).to_contain_text("Huawei supplies city cameras of Belgrade")


def test_answer_is_cited_by_a_link_that_gives_it_again(page: Page) -> None:
    page.fill("#document", DOCUMENT)

    page.click("#cite")

    link = page.locator("#citation a")
    expect(link).to_have_attribute("href", re.compile("/cite/"))
    assert "Huawei supplies city cameras of Belgrade" in httpx.get(link.inner_text()).text


def test_question_of_the_catalogue_is_at_hand(page: Page) -> None:
    page.fill("#filter", "Mauritius safe city")

    page.click("nav button")

    expect(page.locator("#document")).to_have_value(re.compile("query Q26"))
    expect(page.locator("#answer")).to_contain_text("verdict")


def test_fields_that_fit_at_the_caret_are_offered(page: Page) -> None:
    page.fill("#document", '{ claimsByRef(ref: "C004") { nodes { sent } } }')
    page.evaluate("document.getElementById('document').setSelectionRange(41, 41)")

    page.press("#document", "Control+ ")
    page.keyboard.press("Enter")

    expect(page.locator("#document")).to_have_value('{ claimsByRef(ref: "C004") { nodes { sentence } } }')


def test_shared_address_brings_back_the_document(page: Page, url: str) -> None:
    page.fill("#document", "{ __typename }")
    page.click("#share")
    shared = page.url

    page.goto("about:blank")
    page.goto(shared)

    assert shared.startswith(f"{url}/explore#")
    expect(page.locator("#document")).to_have_value("{ __typename }")


def test_error_is_shown_with_its_code(page: Page) -> None:
    page.fill("#document", "{ nothing }")

    page.keyboard.press("Control+Enter")

    expect(page.locator("#state")).to_contain_text("1 error in")
    expect(page.locator("#answer")).to_contain_text("bad-document")
