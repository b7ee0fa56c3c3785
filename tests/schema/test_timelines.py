"""The timeline of an entity through the API: its clocks side by side, its pages, its refusals."""

from collections.abc import Callable

import pytest
from tests.schema.replies import Ask

ASKED = """query ($entity: ID!, $clocks: [TimelineClock!], $since: String, $until: String, $at: AsOf, $after: String) {
  timeline(entity: $entity, clocks: $clocks, since: $since, until: $until, asOf: $at, first: 7, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id clock day act claim { id certainty } event { topic at commit } evidence { published } }
  }
}"""
ENTRIES = "timeline.nodes.*"


@pytest.fixture
def belgrade(ask: Ask) -> str:
    """The id of the city cameras of Belgrade."""
    found = ask('{ deployments(where: {name: {eq: "city cameras of Belgrade"}}) { nodes { id } } }')
    return str(found.at("deployments.nodes.0.id"))


Entries = list[dict[str, object]]


@pytest.fixture
def entries(ask: Ask, belgrade: str) -> Callable[..., Entries]:
    """All entries of its timeline, page by page."""

    def found(**variables: object) -> Entries:
        whole: Entries = []
        after: object = None
        while True:
            reply = ask(ASKED, {"entity": belgrade, "after": after, **variables})
            assert reply.codes == []
            whole += [each for each in reply.all(ENTRIES) if isinstance(each, dict)]
            after = reply.at("timeline.pageInfo.endCursor")
            if not reply.at("timeline.pageInfo.hasNextPage"):
                assert len(whole) == reply.at("timeline.totalCount")
                return whole

    return found


def test_all_clocks_stand_in_one_order_by_day(entries: Callable[..., Entries]) -> None:
    found = entries()

    days = [str(each["day"] or "") for each in found]
    assert days == sorted(days)
    assert {each["clock"] for each in found} == {"VALID", "RECORDED", "PUBLISHED"}
    assert len({str(each["id"]) for each in found}) == len(found)


def test_each_entry_has_what_its_clock_tells(entries: Callable[..., Entries]) -> None:
    for entry in entries():
        told = (entry["event"] is not None, entry["evidence"] is not None)
        assert (
            told
            == {"VALID": (False, False), "RECORDED": (True, False), "PUBLISHED": (False, True)}[str(entry["clock"])]
        )
        if isinstance(entry["event"], dict):
            assert entry["act"] == entry["event"]["topic"]
            assert entry["day"] == str(entry["event"]["at"])[:10]


def test_a_clock_and_a_period_choose_among_them(entries: Callable[..., Entries]) -> None:
    whole = entries()

    world = entries(clocks=["VALID"], since="2019", until="2020-06")

    assert world
    assert world == [
        each for each in whole if each["clock"] == "VALID" and "2019-01-01" <= str(each["day"] or "") <= "2020-06-30"
    ]


def test_an_entry_is_found_again_by_its_id(ask: Ask, entries: Callable[..., Entries]) -> None:
    for entry in entries():
        again = ask("query ($id: ID!) { node(id: $id) { id ... on TimelineEntry { clock act } } }", {"id": entry["id"]})

        assert again.at("node") == {name: entry[name] for name in ("id", "clock", "act")}


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"entity": "x"}, "bad-id"),
        ({"entity": "7d3b0a52-5c1e-5e0b-9a55-8d5a1f0b6c11"}, "unknown-id"),
        ({"at": {"recordedAt": "0"}}, "unknown-id"),
        ({"since": "soon"}, "bad-argument"),
        ({"clocks": []}, "bad-argument"),
    ],
)
def test_bad_questions_are_refused(ask: Ask, belgrade: str, variables: dict[str, object], code: str) -> None:
    assert ask(ASKED, {"entity": belgrade} | variables).codes == [code]
