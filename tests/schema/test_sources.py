"""Sources through the API: found by address, alive or gone, and what rests on them."""

import pytest
from tests.schema.replies import Ask


def test_a_deleted_page_is_gone_since_a_dated_observation(ask: Ask) -> None:
    reply = ask(
        "{ sources(where: {liveness: [GONE]}) { nodes { title liveness { status observed firstGone "
        "observer { name } history { nodes { topic details { name value } } } } citedBy { totalCount } } } }"
    )

    assert reply.at("sources.nodes.0.liveness.status") == "GONE"
    assert reply.at("sources.nodes.0.liveness.firstGone")
    assert reply.at("sources.nodes.0.liveness.history.nodes.0.topic") == "source.liveness-observed"


def test_what_rests_on_a_page_that_is_gone_is_found_though_a_report_repeats_it(ask: Ask) -> None:
    reply = ask(
        """{ sources(where: {liveness: [GONE]}) { nodes { citedBy { nodes { id } } } }
            claims(where: {hasSource: {liveness: [GONE]}}) { nodes { id evidence { nodes {
              relays { liveness { status } } source { liveness { status } } } } } }
            cited: sources(where: {liveness: [GONE], hasClaim: {}}) { totalCount } }"""
    )

    cited = reply.all("sources.nodes.*.citedBy.nodes.*.id")
    assert len(cited) == 5
    assert sorted(map(str, reply.all("claims.nodes.*.id"))) == sorted(map(str, cited))
    assert set(reply.all("claims.nodes.*.evidence.nodes.*.relays.liveness.status")) == {"GONE"}
    assert "GONE" not in reply.all("claims.nodes.*.evidence.nodes.*.source.liveness.status")
    assert reply.at("cited.totalCount") == 1


@pytest.mark.parametrize("change", ["{}", "{}/", "{}#part", "{}?utm_source=mail"])
def test_a_source_is_found_however_its_address_was_copied(ask: Ask, change: str) -> None:
    known = ask("{ sources(first: 100) { nodes { url } } }").all("sources.nodes.*.url")[0]
    address = change.format(str(known).replace("https://", "http://"))

    reply = ask("query($url: String!) { sourceByUrl(url: $url) { url } }", {"url": address})

    assert reply.at("sourceByUrl.url") == known


@pytest.mark.parametrize(
    "spelt",
    [
        "10.1038/d41586-020-03188-2",
        " 10.1038/D41586-020-03188-2 ",
        "doi:10.1038/d41586-020-03188-2",
        "DOI: 10.1038/D41586-020-03188-2",
        "https://doi.org/10.1038/d41586-020-03188-2",
        "http://dx.doi.org/10.1038/D41586-020-03188-2/",
        "HTTPS://DOI.ORG/10.1038/D41586-020-03188-2#part",
        "doi.org/10.1038/d41586-020-03188-2",
    ],
)
def test_a_source_is_found_by_its_doi_however_it_is_written(ask: Ask, spelt: str) -> None:
    reply = ask("query($doi: String!) { sourceByUrl(url: $doi) { doi } }", {"doi": spelt})

    assert reply.at("sourceByUrl.doi") == "10.1038/d41586-020-03188-2"


def test_a_source_without_an_address_is_found_at_the_address_of_its_doi(ask: Ask) -> None:
    reply = ask(
        '{ sourceByUrl(url: "https://doi.org/10.17632/GJHF5Y4XJP.4") { url doi } '
        'none: sourceByUrl(url: "10.1/x") { id } }'
    )

    assert reply.answer.body["data"] == {"sourceByUrl": {"url": None, "doi": "10.17632/gjhf5y4xjp.4"}, "none": None}


def test_a_source_names_its_publisher_wherever_it_is_met(ask: Ask) -> None:
    reply = ask(
        "{ sources(first: 100) { nodes { id dataset } } claims(first: 50) { nodes { evidence { nodes "
        "{ source { id dataset } } } } } }"
    )

    listed = {each["id"]: each["dataset"] for each in reply.all("sources.nodes.*") if isinstance(each, dict)}
    met = reply.all("claims.nodes.*.evidence.nodes.*.source")
    assert "Nature" in listed.values()
    assert all(isinstance(each, dict) and each["dataset"] == listed[each["id"]] for each in met)
    assert len(met) > 20


def test_sources_are_listed_by_id(ask: Ask) -> None:
    ids = sorted(map(str, ask("{ sources(first: 3) { nodes { id } } }").all("sources.nodes.*.id")))

    reply = ask(
        "query($ids: [ID!]) { sources(where: {ids: $ids}) { totalCount nodes { id } } }",
        {"ids": [each.upper() for each in ids]},
    )

    assert reply.at("sources.totalCount") == 3
    assert sorted(map(str, reply.all("sources.nodes.*.id"))) == ids


def test_an_unknown_address_leads_to_nothing_and_a_wrong_one_is_refused(ask: Ask) -> None:
    assert ask('{ sourceByUrl(url: "https://example.org/nothing") { id } }').at("sourceByUrl") is None
    assert ask('{ sourceByUrl(url: "javascript:alert(1)") { id } }').codes == ["bad-url"]


def test_what_takes_from_a_source_is_listed_on_both_sides(ask: Ask) -> None:
    reply = ask(
        "{ sources(first: 100) { nodes { takesFrom { nodes { ...pair } } takenBy { nodes { ...pair } } } } } "
        "fragment pair on Lineage { source { id } origin { id } relation }"
    )

    sides = [
        sorted(
            zip(
                map(str, reply.all(f"sources.nodes.*.{side}.nodes.*.source.id")),
                map(str, reply.all(f"sources.nodes.*.{side}.nodes.*.origin.id")),
                strict=True,
            )
        )
        for side in ("takesFrom", "takenBy")
    ]
    assert sides[0] == sides[1]
    assert sides[0]


@pytest.mark.parametrize("order", ["PUBLISHED", "TITLE", "PUBLISHER"])
def test_sources_come_in_the_order_asked_for_and_in_reverse(ask: Ask, order: str) -> None:
    pages = " ".join(
        f"{name}: sources(first: 100, order: {order}, descending: {down}) {{ nodes {{ id {order.lower()} }} }}"
        for name, down in (("up", "false"), ("down", "true"))
    )

    reply = ask(f"{{ {pages} }}")

    values = [str(value) for value in reply.all(f"up.nodes.*.{order.lower()}")]
    assert values == sorted(values)
    assert reply.all("down.nodes.*.id") == reply.all("up.nodes.*.id")[::-1]


def test_a_source_lists_the_claims_that_cite_it(ask: Ask) -> None:
    reply = ask(
        "{ sources(first: 100) { nodes { id citedBy(first: 1) { nodes "
        "{ evidence { nodes { source { id } relays { id } } } } } } } }"
    )

    for number, source in enumerate(reply.all("sources.nodes.*.id")):
        evidence = f"sources.nodes.{number}.citedBy.nodes.0.evidence.nodes.*"
        if reply.all(f"sources.nodes.{number}.citedBy.nodes.*"):
            assert source in reply.all(f"{evidence}.source.id") + reply.all(f"{evidence}.relays.id")
