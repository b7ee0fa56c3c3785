"""The explorer, in a real browser where there is one."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.npm import installed
from tests.platform.server.clients import running

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application
from watchgraph_server.persisted import Documents
from watchgraph_server.web.explorer import files

AXE = Path(__file__).parent / "axe"
DOCUMENT = '{ claimsByRef(ref: "C004") { nodes { id sentence evidence { nodes { source { url } } } } } }'


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
    expect(page.locator("#answer")).to_contain_text("claimsByRef:")

    page.click("#answer button")

    expect(page.locator("#state")).to_contain_text("Answered in")
    expect(page.locator("#answer")).to_contain_text("claim.proposed")


def test_way_back_from_a_claim_leads_to_what_was_asked(page: Page) -> None:
    page.fill("#document", DOCUMENT)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer")).to_contain_text("claimsByRef:")
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
    page.fill("nav input", "Mauritius safe city")

    page.click("nav li button")

    expect(page.locator("#document")).to_have_value(re.compile("query Q26"))
    expect(page.locator("#answer")).to_contain_text("verdict")


def test_choosing_a_question_leaves_a_way_back_to_what_was_typed(page: Page) -> None:
    page.fill("#document", "{ claims { totalCount } } # by hand")

    page.fill("nav input", "Mauritius safe city")
    page.click("nav li button")
    expect(page.locator("#document")).to_have_value(re.compile("query Q26"))
    page.go_back()

    expect(page.locator("#document")).to_have_value("{ claims { totalCount } } # by hand")


def test_question_has_an_address_of_its_own_and_every_default_among_its_variables(page: Page, url: str) -> None:
    page.goto(f"{url}/explore#question=Q36")

    expect(page.locator("#variables")).to_have_value(re.compile(r'"verdicts": \[\s*"EXPLAINED",\s*"UNEXPLAINED"\s*\]'))
    expect(page.locator("#answer")).to_contain_text("contradicted")


def test_question_that_is_not_there_is_told_and_nothing_is_run(page: Page, url: str) -> None:
    page.fill("#document", DOCUMENT)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer")).to_contain_text("claimsByRef:")

    with closing(page.context.new_page()) as opened:
        opened.goto(f"{url}/explore#question=Q99")
        page.goto(f"{url}/explore#question=Q99")

        for each in (opened, page):
            expect(each.locator("#state")).to_have_text(httpx.get(f"{url}/q/Q99").json()["errors"][0]["message"])
            expect(each.locator("#document")).to_have_value(DOCUMENT)
            expect(each.locator("#answer")).to_be_empty()


def test_question_is_found_by_its_id_in_small_letters(page: Page, url: str) -> None:
    page.goto(f"{url}/explore#question=q26")

    expect(page.locator("#answer")).to_contain_text("verdict")
    expect(page.locator("nav [aria-current]")).to_contain_text("Q26")


TWO = """# The first.
query Claims { claims { totalCount } }
# The second.
query Deployments($all: DeploymentWhere = {}) { deployments(where: $all) { ...Counted } }
fragment Counted on DeploymentConnection { totalCount }
"""


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        ("# The first", "claims"),
        ("{ totalCount } }\n#", "claims"),
        ("The second", "deployments"),
        ("fragment", "deployments"),
    ],
)
def test_of_several_operations_the_one_at_the_caret_is_run(page: Page, at: str, asked: str) -> None:
    page.fill("#document", TWO)
    page.fill("#variables", "")
    page.locator("#document").evaluate("(editor, place) => editor.setSelectionRange(place, place)", TWO.index(at))

    page.click("#run")

    expect(page.locator("#state")).to_contain_text(f"{asked.title()}: Answered in")
    expect(page.locator("#answer summary").first).to_contain_text(f"{asked}:")


def test_address_names_the_operation_that_was_run(page: Page) -> None:
    page.fill("#document", TWO)
    page.locator("#document").evaluate("(editor, place) => editor.setSelectionRange(place, place)", TWO.index("all"))
    page.click("#run")
    expect(page.locator("#answer")).to_contain_text("deployments:")

    page.reload()
    page.click("#run")

    expect(page.locator("#state")).to_contain_text("Deployments: Answered in")


def test_claim_opens_as_of_the_moment_of_the_operation_that_was_run(page: Page) -> None:
    then = 'query Then { found: claimsByRef(ref: "M12", asOf: {validAt: "2015"}) { nodes { id } } }'
    page.fill("#document", f'query Now {{ found: claimsByRef(ref: "M12") {{ nodes {{ id }} }} }} {then}')
    page.locator("#document").evaluate("(editor) => editor.setSelectionRange(0, 0)")
    page.click("#run")
    expect(page.locator("#state")).to_contain_text("Now: Answered in")

    page.click("#answer button")

    expect(page.locator("#variables")).to_have_value(re.compile(r'^\{\s*"id": "[^"]*"\s*\}$'))


def test_no_answer_stays_below_a_question_that_it_does_not_answer(page: Page) -> None:
    page.fill("#document", DOCUMENT)
    page.fill("#variables", "")
    page.click("#cite")
    expect(page.locator("#citation a")).to_be_visible()

    page.fill("#document", "{ commits { totalCount } }")
    page.fill("#variables", "{bad")
    page.click("#run")

    expect(page.locator("#state")).to_contain_text("Variables: Expected property name")
    expect(page.locator("#answer")).to_be_empty()
    expect(page.locator("#citation")).to_be_hidden()


def test_answer_that_comes_after_the_next_question_is_not_shown(page: Page) -> None:
    held: list[Route] = []
    page.route("**/graphql", lambda route: held.append(route), times=1)  # noqa: PLW0108 - Playwright marks it
    page.fill("#variables", "")
    page.fill("#document", DOCUMENT)
    page.click("#run")
    expect(page.locator("#state")).to_have_text("Asking …")
    page.fill("#document", "{ commits { totalCount } }")
    page.click("#run")
    expect(page.locator("#answer")).to_contain_text("commits:")

    with page.expect_response("**/graphql"):
        held[0].continue_()
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 100))")

    expect(page.locator("#answer")).to_contain_text("commits:")


def test_what_was_typed_and_run_has_an_address_and_is_there_when_the_page_is_loaded_again(page: Page, url: str) -> None:
    page.goto(f"{url}/explore#question=Q26")
    expect(page.locator("#answer")).to_contain_text("verdict")
    assert page.url.endswith("#question=Q26"), "a question as it is keeps its own address"
    page.fill("#document", DOCUMENT)
    page.fill("#variables", '{"x": 1}')
    page.click("#run")
    expect(page.locator("#answer")).to_contain_text("claimsByRef:")

    page.reload()

    expect(page.locator("#document")).to_have_value(DOCUMENT)
    expect(page.locator("#variables")).to_have_value('{"x": 1}')


def test_claim_opens_as_of_the_moment_that_was_asked_about(page: Page) -> None:
    then = 'claimsByRef(ref: "M12", asOf: {validAt: $v}) { nodes { id } }'
    page.fill("#document", f'query ($v: String) {{ now: claimsByRef(ref: "M12") {{ totalCount }} {then} }}')
    page.fill("#variables", '{"v": "2015"}')
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer")).to_contain_text("now:")

    page.click("#answer button")

    expect(page.locator("#variables")).to_have_value(re.compile('"asOf": {\\s*"validAt": "2015"\\s*}'))
    expect(page.locator("#answer")).to_contain_text("certainty: NO")


def test_keyboard_stays_in_the_answer_where_a_claim_was_opened_by_it(page: Page) -> None:
    page.fill("#document", DOCUMENT)
    page.fill("#variables", "")
    page.keyboard.press("Meta+Enter")
    expect(page.locator("#answer")).to_contain_text("claimsByRef:")

    page.press("#answer button", "Enter")

    expect(page.locator("#answer")).to_contain_text("claim.proposed")
    expect(page.locator("#answer")).to_be_focused()


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


def test_first_document_finds_something_and_what_the_browser_kept_may_be_broken(browser: Browser, url: str) -> None:
    with closing(browser.new_context()) as context:
        context.add_init_script("localStorage.setItem('watchgraph.explorer', '{bad')")
        page = context.new_page()
        page.goto(f"{url}/explore")

        page.click("#run")

        expect(page.locator("#answer")).to_contain_text("its name “Huawei” has “Huawei”")


def test_answer_to_a_question_comes_into_view_on_a_phone(browser: Browser, url: str) -> None:
    with closing(browser.new_context(viewport={"width": 390, "height": 800})) as context:
        page = context.new_page()
        page.goto(f"{url}/explore")
        page.click("nav summary")

        page.click("nav li button >> nth=25")

        expect(page.locator("#answer details").first).to_be_in_viewport()
        expect(page.locator("nav li").first).to_be_hidden()
        expect(page.locator("#run")).to_be_in_viewport()


def test_pages_are_no_wider_than_a_phone(browser: Browser, url: str) -> None:
    with closing(browser.new_context(viewport={"width": 390, "height": 800})) as context:
        page = context.new_page()

        widths = [_width(page, f"{url}{address}") for address in ("/", "/explore")]

        assert widths == [390, 390]


def _width(page: Page, address: str) -> object:
    page.goto(address)
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_used_by_all(browser: Browser, url: str, scheme: Literal["light", "dark"]) -> None:
    axe = (installed(AXE) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    with closing(browser.new_context(bypass_csp=True, color_scheme=scheme)) as context:
        page = context.new_page()

        for address in ("/", "/explore#question=Q26"):
            page.goto(f"{url}{address}")
            page.wait_for_load_state("networkidle")
            page.evaluate(axe)
            found = page.evaluate("axe.run({rules: {'target-size': {enabled: true}}})")

            assert [(each["id"], each["impact"]) for each in found["violations"]] == []
            assert len(found["passes"]) > 5


CAMERAS = """# What is said of a country?
query Said(
  # Its name, exactly.
  $name: String!
  # How many, 1 to 100.
  $n: Int = 5
) { places(first: 1, where: {name: {eq: $name}}) { nodes { name claims(first: $n) { nodes { id sentence } } } } }
"""
BARE = "query Bare { claims(first: 2) { nodes { sentence } } }"


@pytest.fixture(scope="module")
def confined_url(reference_folder: Path) -> Iterator[str]:
    """A server that answers these two documents, those of the catalogue, and no other."""
    documents = Documents({"said": CAMERAS, "0123456789abcdef": BARE}, only=True)
    with ExitStack() as held:
        catalogue = held.enter_context(closing(Catalogue.open(reference_folder)))
        yield held.enter_context(running(application(catalogue, documents=documents)))


@pytest.fixture
def confined(browser: Browser, confined_url: str) -> Iterator[Page]:
    """The explorer there; no script of it may fail, and nothing that it asks by itself may be refused."""
    page = browser.new_context(viewport={"width": 1_280, "height": 800}).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda reply: complaints.append(reply.url) if reply.status == 403 else None)
    page.goto(f"{confined_url}/explore")
    expect(page.locator("nav li").first).to_be_visible()
    yield page
    page.context.close()
    assert complaints == []


def test_where_only_listed_documents_are_answered_they_are_there_to_choose_from(confined: Page) -> None:
    expect(confined.locator("#only")).to_contain_text("This server answers only the documents that are listed here")
    expect(confined.locator("#document")).to_have_js_property("readOnly", True)  # noqa: FBT003  # Playwright's
    expect(confined.locator("#document")).to_have_value(CAMERAS)
    expect(confined.locator("nav li >> nth=0")).to_have_text("saidWhat is said of a country?")
    expect(confined.locator("nav li >> nth=1")).to_have_text("0123456789ab…Bare")

    confined.click("nav li button >> nth=27")

    expect(confined.locator("#answer")).to_contain_text("verdict")


def test_the_variables_of_a_listed_document_are_told_and_can_be_changed(confined: Page) -> None:
    confined.click("nav li button >> nth=0")
    expect(confined.locator("#state")).to_have_text("Give its variables a value, then run")
    expect(confined.locator("#schema dl")).to_have_text("name: String!Its name, exactly.n: Int = 5How many, 1 to 100.")

    confined.fill("#variables", '{"name": "Serbia", "n": 3}')
    confined.click("#run")

    expect(confined.locator("#answer")).to_contain_text("nodes: [3]")


def test_a_claim_opens_where_only_listed_documents_are_answered(confined: Page) -> None:
    confined.fill("#variables", '{"name": "Serbia", "n": 3}')
    confined.click("#run")

    confined.click("#answer button >> nth=0")

    expect(confined.locator("#answer")).to_contain_text("claim.proposed")
    expect(confined.locator("#schema dl")).to_contain_text("asOf: AsOf")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_listed_documents_can_be_used_by_all(
    browser: Browser, confined_url: str, scheme: Literal["light", "dark"]
) -> None:
    axe = (installed(AXE) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    with closing(browser.new_context(bypass_csp=True, color_scheme=scheme)) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(f"{confined_url}/explore")
        page.wait_for_load_state("networkidle")
        page.evaluate(axe)

        found = page.evaluate("axe.run({rules: {'target-size': {enabled: true}}})")

        assert [(each["id"], each["impact"]) for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_shared_document_that_is_not_listed_is_not_asked(confined: Page, confined_url: str) -> None:
    confined.goto("about:blank")

    confined.goto(f"{confined_url}/explore#{urlencode({'document': DOCUMENT})}")

    expect(confined.locator("#state")).to_contain_text("answers only the documents that are listed here")
    expect(confined.locator("#document")).to_have_value(CAMERAS)


def test_what_operators_list_is_told_only_where_nothing_else_is_answered(url: str, confined_url: str) -> None:
    free, confined = (httpx.get(f"{each}/explore/documents.json").json() for each in (url, confined_url))

    assert (free["only"], free["documents"]) == (False, [])
    assert (confined["only"], [each["id"] for each in confined["documents"]]) == (True, ["said", "0123456789abcdef"])
