"""What the explorer offers at the caret, and what it tells of types."""

import pytest
from playwright.sync_api import Page, expect


def write(page: Page, document: str) -> None:
    """Put a document there, with the caret where it has a bar."""
    page.fill("#document", document.replace("|", ""))
    page.focus("#document")
    place = document.index("|")
    page.locator("#document").evaluate(f"(editor) => editor.setSelectionRange({place}, {place})")


@pytest.mark.parametrize(
    ("document", "offered"),
    [
        ("{ claimsByRef(ref: 1) { nodes { sent| } } }", ["sentence"]),
        ("{ claims(wh|) }", ["where"]),
        ("{ claims(where: {first: 1, sta|", ["states", "standing"]),
        ("{ claims(where: {states: [PROP|", ["PROPOSED"]),
        ("{ claims(where: {or: [{minSources: 2}, {disp|", ["disputed"]),
        ("{ claims(where: {disputed: t|", ["true"]),
        ("{ then: claims(asOf: {valid|", ["validAt"]),
        ("query($w: ClaimWh|", ["ClaimWhere"]),
        ("query($o: ClaimOrder = CONF|", ["CONFIDENCE"]),
        ("query($w: ClaimWhere, $words: String) { claims(where: $w|", ["w", "words"]),
        ('{ node(id: "1") { ... on ClaimSe|', []),
        ('{ node(id: "1") { ... on Deploym|', ["Deployment"]),
        ("{ claims { nodes { value { ... on QuantityV|", ["QuantityValue"]),
        ("{ claims { nodes @incl|", ["include"]),
        ("{ claims { nodes @include(if: fa|", ["false"]),
        ("{ claims { ...Pa| } } fragment Part on ClaimConnection { totalCount }", ["Part"]),
        ("fragment Part on ClaimConnec|", ["ClaimConnection"]),
        ("fragment Part on ClaimConnection { totalC|", ["totalCount"]),
    ],
)
def test_what_fits_at_the_caret_is_offered(page: Page, document: str, offered: list[str]) -> None:
    write(page, document)

    page.press("#document", "Control+ ")

    names = page.locator("#completions li").evaluate_all("(all) => all.map((each) => each.firstChild.data)")
    assert names == offered


@pytest.mark.parametrize("document", ['{ search(text: "cla|") }', "# cla|", "{ claims(first: 10| ) }"])
def test_nothing_is_offered_while_a_text_comment_or_number_is_typed(page: Page, document: str) -> None:
    write(page, document)

    page.keyboard.type("1")

    expect(page.locator("#completions")).to_be_hidden()


def test_name_is_offered_as_it_is_typed_and_taken_by_enter(page: Page) -> None:
    write(page, '{ claimsByRef(ref: "C004") { nodes { | } } }')

    page.keyboard.type("sent")
    expect(page.locator("#document")).to_have_attribute("aria-activedescendant", "offer-0")
    page.keyboard.press("Enter")

    expect(page.locator("#document")).to_have_value('{ claimsByRef(ref: "C004") { nodes { sentence } } }')
    expect(page.locator("#completions")).to_be_hidden()


def test_name_that_is_there_in_full_leaves_enter_what_it_is(page: Page) -> None:
    write(page, "{ claims { | } }")

    page.keyboard.type("totalCount")
    page.keyboard.press("Enter")

    expect(page.locator("#document")).to_have_value("{ claims { totalCount\n } }")


def test_arguments_and_their_types_can_be_read_about(page: Page) -> None:
    write(page, "{ claims(|) }")

    page.click('#schema button.type:text("ClaimWhere")')
    page.click('#schema button.type:text("[ClaimState!]")')

    expect(page.locator("#schema h2")).to_contain_text("ClaimState")
    expect(page.locator("#schema dl")).to_contain_text("PROPOSED")


def test_argument_that_is_clicked_stands_at_the_caret(page: Page) -> None:
    write(page, "{ claims(|) }")

    page.click('#schema dl button:text("descending")')

    expect(page.locator("#document")).to_have_value("{ claims(descending: ) }")


def test_an_example_stands_below_what_is_explained_and_not_among_the_offers(page: Page) -> None:
    write(page, "{ claims { nodes { sent| } } }")

    page.press("#document", "Control+ ")

    expect(page.locator("#completions li")).to_have_text("sentenceString!  The claim in one line.")
    explained = page.locator("#schema dd", has_text="The claim in one line.")
    expect(explained.locator(".example")).to_contain_text('Example: "Government of Serbia')
    expect(explained.locator(".example code")).to_have_count(1)
