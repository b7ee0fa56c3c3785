"""What changed between two moments, through the API: put upon the first answer, it gives the second."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from tests.histories import DATASET, History
from tests.schema.replies import Ask, asking
from tests.stores import Store

from watchgraph.domain.events.claims import ClaimRanked, ClaimRetracted
from watchgraph.domain.events.disputes import DisputeOpened
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.identifiers import claim_id, entity_id, judgement_id
from watchgraph.domain.statements import Origin, Statement
from watchgraph.domain.values import Sealed, Text

CLAIMS = """query ($after: String, $at: AsOf, $where: ClaimWhere) {
  claims(first: 100, after: $after, asOf: $at, where: $where) {
    pageInfo { hasNextPage endCursor }
    nodes { id state certainty disputed rank valid { ended } confidence }
  }
}"""
DIFF = """query ($after: String, $from: AsOf!, $to: AsOf, $about: DiffAbout) {
  diff(from: $from, to: $to, about: $about) {
    from { position day } to { position day }
    claims(first: 100, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes {
        id claim { id } changes commits { nodes { position } }
        before { ...stood } after { ...stood }
      }
    }
    entities(first: 100) { nodes { id entityId before { id } after { id } commit { position } } }
    headlines { predicate { name } before { id } after { id } }
  }
}
fragment stood on ClaimStanding { state certainty confidence disputed rank ended claim { id state } }"""
Told = Mapping[str, object]


@dataclass
class Past:
    """A store with a random history. positions: of its commits."""

    ask: Ask
    history: History
    positions: list[int]

    def listed(self, at: Told, where: Told | None = None) -> dict[object, object]:
        """How every claim stands at a moment."""
        found: dict[object, object] = {}
        after: object = None
        while True:
            reply = self.ask(CLAIMS, {"at": at, "where": where, "after": after})
            assert reply.codes == []
            for node in reply.all("claims.nodes.*"):
                assert isinstance(node, dict)
                found[node["id"]] = _stood(node | {"ended": node["valid"]["ended"]}, node["confidence"])
            if not reply.at("claims.pageInfo.hasNextPage"):
                return found
            after = reply.at("claims.pageInfo.endCursor")

    def differences(self, start: Told, end: Told, about: Told | None = None) -> list[dict[str, object]]:
        """All differences, page by page."""
        found: list[dict[str, object]] = []
        after: object = None
        while True:
            reply = self.ask(DIFF, {"from": start, "to": end, "about": about, "after": after})
            assert reply.codes == []
            found += [each for each in reply.all("diff.claims.nodes.*") if isinstance(each, dict)]
            if not reply.at("diff.claims.pageInfo.hasNextPage"):
                assert reply.at("diff.claims.totalCount") == len(found)
                return found
            after = reply.at("diff.claims.pageInfo.endCursor")


def _stood(found: Mapping[str, object], confidence: object) -> tuple[object, ...]:
    return (*(found[name] for name in ("state", "certainty", "disputed", "rank", "ended")), confidence)


def told(history: History) -> list[int]:
    """Name two firms by two claims each, then retract, rank and dispute one each, and find the two to be one."""
    firms = [entity_id(DATASET, "Organisation", name) for name in ("one", "other")]
    registered = EntityRegistered(kind="Organisation", dataset=DATASET, native="x")
    history.commit([(firm, registered) for firm in firms])
    origin = Origin(source=history.sources[0])
    names = [
        Statement(subject=firm, predicate="name", object=Text(text=f"{firm} {number}"), origin=origin)
        for firm in firms
        for number in (1, 2)
    ]
    start = history.commit([each for name in names for each in history.proposal(name, accepted=True)])
    first, second, third, _ = (claim_id(name) for name in names)
    dispute, pair = uuid4(), judgement_id(*sorted(firms, key=str))
    left, right = sorted(firms, key=str)
    history.commit([(first, ClaimRetracted(reason="MISREAD"))])
    history.commit([(second, ClaimRanked(rank="PREFERRED", reason="newer"))])
    text = Sealed(f"dispute:{dispute}", "text", "wrong")
    history.commit([(dispute, DisputeOpened(claims=(third,), grounds="VALUE", text=text))])
    end = history.commit([(pair, JudgementRecorded(left=left, right=right, verdict="SAME", basis="one firm"))])
    for claim in (first, second, third):
        del history.claims[claim]
    return [start, end]


TOLD = (60, 61)
"""Places of the moments before and after these acts."""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    folder: Path = tmp_path_factory.mktemp("past")
    history = History(folder, 3)
    history.begin()
    positions = [history.act() for _ in range(60)]
    positions += [*told(history), *(history.act() for _ in range(56))]
    store = Store.open(folder)
    store.catch_up()
    yield Past(asking(store.catalogue), history, positions)
    store.close()


@pytest.mark.parametrize("where", [None, {"standing": True}, {"dataset": "register"}])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((20, None), (90, None)),
        ((50, "2018"), (110, "2021")),
        ((100, "2021"), (100, "2016")),
        ((0, "2020"), (60, "2020")),
    ],
)
def test_put_upon_the_first_answer_it_gives_the_second(
    past: Past, start: tuple[int, str | None], end: tuple[int, str | None], where: Told | None
) -> None:
    first, second = (
        {"recordedAt": str(past.positions[place])} | ({} if day is None else {"validAt": day})
        for place, day in (start, end)
    )
    before, after = past.listed(first, where), past.listed(second, where)

    found = past.differences(first, second, None if where is None else {"where": where})

    for each in found:
        claim, was, is_ = each["claim"], each["before"], each["after"]
        assert isinstance(claim, dict)
        assert before.get(claim["id"]) == (_stood(was, was["confidence"]) if isinstance(was, dict) else None)
        before.pop(claim["id"], None)
        if isinstance(is_, dict):
            before[claim["id"]] = _stood(is_, is_["confidence"])
    assert before == after
    assert found


def test_each_difference_names_its_kinds_and_the_commits_that_made_it(past: Past) -> None:
    start, end = (past.positions[place] for place in TOLD)

    found = past.differences({"recordedAt": str(start)}, {"recordedAt": str(end)})

    kinds = sorted(change for each in found for change in _listed(each["changes"]))
    assert kinds == ["DISPUTED", "MOVED", "MOVED", "RANKED", "RETRACTED"]
    for each in found:
        commits = each["commits"]
        assert isinstance(commits, dict)
        positions = [commit["position"] for commit in commits["nodes"]]
        assert positions == sorted(positions)
        assert positions
        assert all(start < position <= end for position in positions)


def _listed(found: object) -> list[str]:
    assert isinstance(found, list)
    return found


def test_where_only_the_day_differs_no_commit_did_it(past: Past) -> None:
    found = past.differences({"validAt": "2016"}, {"validAt": "2021"})

    assert {change for each in found for change in _listed(each["changes"])} <= {"LIKELIER", "OVER"}
    assert all(each["commits"] == {"nodes": []} for each in found)


def test_what_was_merged_is_shown_as_it_was_and_is(past: Past) -> None:
    moments = [{"recordedAt": str(past.positions[place])} for place in TOLD]

    reply = past.ask(DIFF, {"from": moments[0], "to": moments[1]})

    moves = reply.all("diff.entities.nodes.*")
    assert moves
    for move in moves:
        assert isinstance(move, dict)
        shown = [
            past.ask(
                "query ($id: ID!, $at: AsOf) { entity(id: $id, asOf: $at) { id } }", {"id": move["entityId"], "at": at}
            )
            for at in moments
        ]
        assert [each.at("entity") for each in shown] == [move["before"], move["after"]]


def test_headline_values_of_an_entity_are_set_side_by_side(past: Past) -> None:
    moments = [{"recordedAt": str(past.positions[place]), "validAt": "2020"} for place in (10, 110)]
    changed = 0
    for deployment in past.history.deployments:
        about = {"entity": str(deployment)}

        reply = past.ask(DIFF, {"from": moments[0], "to": moments[1], "about": about})

        for place, side in enumerate(("before", "after")):
            asked = "query ($id: ID!, $at: AsOf) { deployments(where: {ids: [$id]}, asOf: $at) { nodes { %s } } }"
            fields = "installedCameras { claim { id } } deployedIn { claim { id } }"
            shown = past.ask(asked % fields, {"id": str(deployment), "at": moments[place]})
            for line in reply.all("diff.headlines.*"):
                assert isinstance(line, dict)
                name = line["predicate"]["name"]
                if name in {"installedCameras", "deployedIn"}:
                    values = shown.all(f"deployments.nodes.*.{name}.claim")
                    assert values == ([] if line[side] is None else [line[side]])
                    changed += 1
    assert changed


HEADLINES = """query ($from: AsOf!, $to: AsOf, $about: DiffAbout) {
  diff(from: $from, to: $to, about: $about) {
    headlines { predicate { name } before { value { text } } after { value { text } } }
  }
}"""


def headlines(past: Past, about: Told) -> list[object]:
    moments = [{"recordedAt": str(past.positions[place]), "validAt": "2020"} for place in (10, 110)]
    reply = past.ask(HEADLINES, {"from": moments[0], "to": moments[1], "about": about})
    assert reply.codes == []
    return reply.all("diff.headlines.*")


def test_headlines_are_of_the_claims_that_are_asked_about(past: Past) -> None:
    about = [{"entity": str(each)} for each in past.history.deployments]
    cameras = {"where": {"predicates": ["installedCameras"]}}

    every = [line for each in about for line in headlines(past, each)]
    asked = [line for each in about for line in headlines(past, {**each, **cameras})]

    assert [line for line in every if "installedCameras" in str(line)] == asked
    assert 0 < len(asked) < len(every)


def test_a_headline_that_says_the_same_by_another_claim_is_no_difference(past: Past) -> None:
    lines = [line for each in past.history.deployments for line in headlines(past, {"entity": str(each)})]

    for line in lines:
        assert isinstance(line, dict)
        assert line["before"] != line["after"]
    assert lines


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"from": {}}, "bad-argument"),
        ({"from": {"recordedAt": "900000"}}, "bad-recorded-at"),
        ({"from": {"validAt": "soon"}}, "bad-valid-at"),
        ({"from": {"recordedAt": "LATER"}, "to": {"recordedAt": "0"}}, "bad-argument"),
        ({"from": {"recordedAt": "0"}, "about": {"entity": "x"}}, "bad-id"),
        ({"from": {"recordedAt": "0"}, "about": {"dataset": "x"}}, "bad-argument"),
    ],
)
def test_bad_questions_are_refused(past: Past, variables: dict[str, dict[str, str]], code: str) -> None:
    later = str(past.positions[5])
    told = {name: {k: later if v == "LATER" else v for k, v in each.items()} for name, each in variables.items()}

    assert past.ask(DIFF, told).codes == [code]


def test_whatever_differs_is_found_again_by_its_id(past: Past) -> None:
    start, end = (past.positions[place] for place in TOLD)
    reply = past.ask(DIFF, {"from": {"recordedAt": str(start)}, "to": {"recordedAt": str(end)}})

    for listed in ("claims", "entities"):
        for each in reply.all(f"diff.{listed}.nodes.*"):
            assert isinstance(each, dict)
            asked = "query ($id: ID!) { node(id: $id) { id ... on ClaimDifference { changes } } }"
            again = past.ask(asked, {"id": each["id"]}).at("node")
            assert again == {name: each[name] for name in ("id", "changes") if name in each}
