"""Comparisons through the API: refusals with a code, pages, and the claims of both sides."""

import pytest
from tests.schema.replies import Ask

OURS = 'ours: {of: "Place", where: [{predicate: "usesSurveillanceTechnology"}]}'


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (OURS, "bad-argument"),
        (f'published: {{}}, needs: "x", {OURS}', "bad-argument"),
        ("published: {refs: []}", "bad-argument"),
        ('published: {predicates: ["publishedCounts"]}', "unknown-predicate"),
        ('published: {dataset: "elsewhere"}', "bad-argument"),
        ("published: {}, verdicts: []", "bad-argument"),
        ('editions: {dataset: "aigs", earlier: "1", later: "2"}', "unknown-universe"),
        ('published: {}, ours: {of: "Planet"}', "unknown-kind"),
        ('licence: {notIn: ["GPL-99"]}', "bad-argument"),
        ('asOf: {recordedAt: "yesterday"}', "bad-recorded-at"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_code(ask: Ask, arguments: str, code: str) -> None:
    assert ask(f"{{ comparisons({arguments}) {{ totalCount }} }}").codes == [code]


def test_without_arguments_published_figures_stand_beside_what_contradicts_them(ask: Ask) -> None:
    reply = ask(
        "{ comparisons(verdicts: [EXPLAINED, UNEXPLAINED]) { totalCount nodes { verdict reason subject { name } "
        "predicate { name } left { text claims { nodes { ref } } } right { claims { nodes { ref } } } } } }"
    )

    pairs = set(
        zip(
            reply.all("comparisons.nodes.*.left.claims.nodes.0.ref"),
            reply.all("comparisons.nodes.*.right.claims.nodes.0.ref"),
            strict=True,
        )
    )
    assert pairs == {("C111", "R26"), ("R12", "R13"), ("Q29-using", "Q29-both"), ("Q29-approved", "Q29-both")}
    assert reply.number("comparisons.totalCount") == len(pairs)


def test_a_published_figure_says_of_which_group_it_is(ask: Ask) -> None:
    reply = ask('{ comparisons(published: {refs: ["Q19-2022"]}, needs: "x") { nodes { left { text note } } } }')

    notes = dict(
        zip(
            reply.all("comparisons.nodes.*.left.text"),
            reply.all("comparisons.nodes.*.left.note"),
            strict=True,
        )
    )
    assert notes["9 countries"] == "counted: using; region: MENA"


def test_pages_of_comparisons_join(ask: Ask) -> None:
    whole = ask('{ comparisons(published: {refs: ["Q22"]}, needs: "x") { nodes { left { text } } } }')

    found: list[object] = []
    after = ""
    for _ in range(3):
        page = ask(
            f'{{ comparisons(first: 3, published: {{refs: ["Q22"]}}, needs: "x"{after}) '
            "{ nodes { left { text } } pageInfo { endCursor } } }"
        )
        found += page.all("comparisons.nodes.*.left.text")
        after = f', after: "{page.at("comparisons.pageInfo.endCursor")}"'

    assert found == whole.all("comparisons.nodes.*.left.text")
    assert len(found) == 9


def test_before_anything_was_recorded_there_is_nothing_to_compare(ask: Ask) -> None:
    assert ask('{ comparisons(asOf: {recordedAt: "0"}) { totalCount } }').number("comparisons.totalCount") == 0


def test_a_figure_whose_licence_is_left_out_is_not_compared(ask: Ask) -> None:
    reply = ask('{ comparisons(licence: {notIn: ["NOASSERTION", "CC0-1.0"]}) { totalCount } }')

    assert reply.number("comparisons.totalCount") == 0
