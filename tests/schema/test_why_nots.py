"""Why two entities are not tied, through the API."""

from collections.abc import Callable

import pytest
from tests.schema.replies import Ask

ASKED = """query ($from: ID!, $to: ID!, $hops: Int! = 4, $day: String, $notIn: [String!]! = ["MIT"]) {
  whyNot(from: $from, to: $to, maxHops: $hops, asOf: {validAt: $day} %s) {
    connected text searchedHops
    ways { totalCount nodes { id length closed steps { open barred text direction predicate { name } source { name }
      target { name } disputed claimCount claims { claimId obstacles text claim { ref } } } } }
    missing { station reason after { name } }
  }
}"""
PLAIN = ASKED.replace(', $notIn: [String!]! = ["MIT"]', "") % ""
LICENSED = ASKED % ", licence: {notIn: $notIn}"
WAYS = "whyNot.ways.nodes.0"


@pytest.fixture
def entity(ask: Ask) -> Callable[[str], object]:
    """The id of the entity with this name."""

    def found(name: str) -> object:
        return ask(f'{{ search(text: "{name}", first: 1) {{ nodes {{ entity {{ id }} }} }} }}').at(
            "search.nodes.0.entity.id"
        )

    return found


def test_before_the_loan_was_signed_its_claims_are_named_and_why_they_do_not_count(
    ask: Ask, entity: Callable[[str], object]
) -> None:
    ends = {"from": entity("Mauritius"), "to": entity("Export-Import Bank of China")}

    reply = ask(PLAIN, {**ends, "day": "2015"})

    assert reply.at("whyNot.connected") is False
    assert reply.at(f"{WAYS}.closed") == 2
    assert reply.all(f"{WAYS}.steps.*.claims.*.claim.ref") == ["M18", "M01"]
    assert reply.all(f"{WAYS}.steps.*.claims.*.obstacles") == [["NOT_BEGUN"], ["NOT_BEGUN"]]
    assert "had not begun" in str(reply.at("whyNot.text"))


def test_where_a_path_leads_it_is_shown(ask: Ask, entity: Callable[[str], object]) -> None:
    reply = ask(PLAIN, {"from": entity("Huawei"), "to": entity("Belgrade")})

    assert reply.at("whyNot.connected") is True
    assert reply.all(f"{WAYS}.steps.*.open") == [True, True]


def test_what_nobody_has_recorded_of_the_money_is_named_where_no_claim_speaks_of_a_way(
    ask: Ask, entity: Callable[[str], object]
) -> None:
    reply = ask(PLAIN, {"from": entity("Belgrade"), "to": entity("Export-Import Bank of China")})

    assert reply.at("whyNot.ways.totalCount") == 0
    assert "no facility is recorded for this deployment" in reply.all("whyNot.missing.*.reason")


def test_a_claim_that_a_licence_hides_is_named_by_its_id_only(ask: Ask, entity: Callable[[str], object]) -> None:
    ends = {"from": entity("Huawei"), "to": entity("Belgrade")}

    reply = ask(LICENSED, {**ends, "notIn": ["NOASSERTION"]})

    shown = reply.all(f"{WAYS}.steps.*.claims.*")
    hidden = [each for each in shown if isinstance(each, dict) and "LICENCE" in each["obstacles"]]
    assert reply.at("whyNot.connected") is False
    assert hidden
    assert all(each["claim"] is None for each in hidden)
    assert (
        ask("query ($id: ID!) { claim(id: $id) { id } }", {"id": hidden[0]["claimId"]}).at("claim.id")
        == hidden[0]["claimId"]
    )


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"to": "nobody"}, "bad-id"),
        ({"to": "7d3b0a52-5c1e-5e0b-9a55-8d5a1f0b6c11"}, "unknown-id"),
        ({"hops": 7}, "bad-hops"),
        ({"day": "soon"}, "bad-valid-at"),
    ],
)
def test_bad_questions_are_refused(
    ask: Ask, entity: Callable[[str], object], variables: dict[str, object], code: str
) -> None:
    ends = {"from": entity("Huawei"), "to": entity("Belgrade")}

    assert ask(PLAIN, ends | variables).codes == [code]


def test_a_way_is_found_again_by_its_id(ask: Ask, entity: Callable[[str], object]) -> None:
    reply = ask(PLAIN, {"from": entity("Mauritius"), "to": entity("Export-Import Bank of China"), "day": "2015"})

    for way in reply.all("whyNot.ways.nodes.*"):
        assert isinstance(way, dict)
        again = ask("query ($id: ID!) { node(id: $id) { id ... on Way { length closed } } }", {"id": way["id"]})
        assert again.at("node") == {name: way[name] for name in ("id", "length", "closed")}
