"""Sources through the API: found by address, alive or gone, and what rests on them."""

import pytest
from tests.schema.replies import Ask


def test_a_deleted_page_is_gone_since_a_dated_observation(ask: Ask) -> None:
    reply = ask(
        '{ sources(where: {liveness: ["GONE"]}) { nodes { title liveness { status { code } observed firstGone '
        "observer { name } history { nodes { topic details { name value } } } } citedBy { totalCount } } } }"
    )

    assert reply.at("sources.nodes.0.liveness.status.code") == "GONE"
    assert reply.at("sources.nodes.0.liveness.firstGone")
    assert reply.at("sources.nodes.0.liveness.history.nodes.0.topic") == "source.liveness-observed"


@pytest.mark.parametrize("change", ["{}", "{}/", "{}#part", "{}?utm_source=mail"])
def test_a_source_is_found_however_its_address_was_copied(ask: Ask, change: str) -> None:
    known = ask("{ sources(first: 100) { nodes { url } } }").all("sources.nodes.*.url")[0]
    address = change.format(str(known).replace("https://", "http://"))

    reply = ask("query($url: String!) { sourceByUrl(url: $url) { url } }", {"url": address})

    assert reply.at("sourceByUrl.url") == known


def test_an_unknown_address_leads_to_nothing_and_a_wrong_one_is_refused(ask: Ask) -> None:
    assert ask('{ sourceByUrl(url: "https://example.org/nothing") { id } }').at("sourceByUrl") is None
    assert ask('{ sourceByUrl(url: "javascript:alert(1)") { id } }').codes == ["bad-url"]


def test_what_takes_from_a_source_is_listed_on_both_sides(ask: Ask) -> None:
    reply = ask(
        "{ sources(first: 100) { nodes { takesFrom { nodes { ...pair } } takenBy { nodes { ...pair } } } } } "
        "fragment pair on Lineage { source { id } origin { id } relation { code } }"
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


def test_a_source_lists_the_claims_that_cite_it(ask: Ask) -> None:
    reply = ask(
        "{ sources(first: 100) { nodes { id citedBy(first: 1) { nodes "
        "{ evidence { nodes { source { id } relays { id } } } } } } } }"
    )

    for number, source in enumerate(reply.all("sources.nodes.*.id")):
        evidence = f"sources.nodes.{number}.citedBy.nodes.0.evidence.nodes.*"
        if reply.all(f"sources.nodes.{number}.citedBy.nodes.*"):
            assert source in reply.all(f"{evidence}.source.id") + reply.all(f"{evidence}.relays.id")
