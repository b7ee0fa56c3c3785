"""Which claims of a state others say to have ended, and what is shown from then on."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import msgspec
import pytest
from tests.histories import History
from tests.schema.compiling.both_ways import asked_both_ways
from tests.stores import Store

from watchgraph.domain.edtf import NEVER, parse
from watchgraph.domain.events.disputes import DisputeOpened
from watchgraph.domain.identifiers import claim_id
from watchgraph.domain.statements import Origin, Statement
from watchgraph.domain.values import Code, Sealed
from watchgraph.vocabulary import Persistence
from watchgraph_projections.catalogue.endings import Said, closed
from watchgraph_projections.catalogue.timelines import Candidate
from watchgraph_schema.requests import Path as Way

MEMBER = "beltAndRoadMember"
SEEN, LEFT = "2022", "2019-03/2023-06-12"
ASKED = """
query Members($at: String, $recorded: String) {
  places(asOf: {validAt: $at, recordedAt: $recorded}) {
    nodes { beltAndRoadMember { code certainty claim { valid { text } } } }
  }
  listed: places(where: {beltAndRoadMember: {eq: MEMBER}}, asOf: {validAt: $at, recordedAt: $recorded}) { totalCount }
  number: aggregate(
    of: "Place", where: [{predicate: "beltAndRoadMember"}], asOf: {validAt: $at, recordedAt: $recorded}
  ) {
    numbers { certain { figure { value } } possible { figure { value } steps { doubt } } }
  }
}
"""


def candidate(valid: str, *, rank: int = 1, undisputed: bool = True) -> Candidate:
    return Candidate(parse(valid, Persistence.STATE), rank, undisputed, 50, valid, (valid,))


def over(
    *candidates: Candidate, records: tuple[str | None, ...] = (None, None), says: tuple[str, ...] = ("", "")
) -> int:
    """The day by which the first is over, as all of them say it."""
    told = closed(candidates, lambda place: Said(says[place], ("data set", records[place])))
    return told[0].bounds[3]


@pytest.mark.parametrize("seen", ["2022", "2023-05", "2018/"])
def test_what_was_seen_is_over_when_another_statement_says_that_it_ended_later(seen: str) -> None:
    assert over(candidate(seen), candidate(LEFT)) == 20230613


@pytest.mark.parametrize("seen", ["2023", "2024", "2018/..", "", "2018/2025"])
def test_what_was_seen_later_or_perhaps_later_or_has_an_end_of_its_own_stays(seen: str) -> None:
    assert over(candidate(seen), candidate(LEFT)) == parse(seen, Persistence.STATE).until_latest


def test_no_disputed_or_lower_end_closes_anything_but_an_equal_or_higher_one_does() -> None:
    assert over(candidate(SEEN), candidate(LEFT, undisputed=False)) == NEVER
    assert over(candidate(SEEN), candidate(LEFT, rank=0)) == NEVER
    assert over(candidate(SEEN, rank=0), candidate(LEFT)) == 20230613


def test_neither_another_value_nor_another_spell_of_the_same_record_closes_anything() -> None:
    pair = candidate(SEEN), candidate(LEFT)

    assert over(*pair, says=("MEMBER", "OBSERVER")) == NEVER
    assert over(*pair, records=("a country", "a country")) == NEVER
    assert over(*pair, records=("a country", "another")) == 20230613


class Valid(msgspec.Struct):
    text: str


class Claim(msgspec.Struct):
    valid: Valid


class Member(msgspec.Struct):
    certainty: str
    claim: Claim


class Place(msgspec.Struct):
    member: Member | None = msgspec.field(name="beltAndRoadMember")


class Places(msgspec.Struct):
    nodes: list[Place]


class Listed(msgspec.Struct, rename="camel"):
    total_count: int


class Figure(msgspec.Struct):
    value: str


class Side(msgspec.Struct):
    figure: Figure


class Number(msgspec.Struct):
    certain: Side
    possible: Side


class Numbers(msgspec.Struct):
    numbers: list[Number]


class Data(msgspec.Struct):
    places: Places
    listed: Listed
    number: Numbers


class Shown(NamedTuple):
    """field: certainty and time of what the place shows, None for nothing. listed: places that a list finds."""

    field: tuple[str, str] | None
    listed: int
    certain: str
    possible: str


class World:
    """A store in which a country was seen as a member, and then said to have left."""

    def __init__(self, folder: Path) -> None:
        self.history = History(folder, seed=1)
        self.history.begin()
        self.italy = self.history.places[0]
        self.store = Store.open(folder)

    def state(self, valid: str, record: str) -> UUID:
        origin = Origin(dataset="register", record=record)
        value = Code(scheme="membership", code="MEMBER")
        statement = Statement(subject=self.italy, predicate=MEMBER, object=value, valid=valid, origin=origin)
        self.history.commit(self.history.proposal(statement, accepted=True, edition="first"))
        self.store.catch_up()
        return claim_id(statement)

    def shown(self, at: str, recorded: int | None = None) -> Shown:
        """What is answered, compiled and field by field alike."""
        values = {"at": at, "recorded": None if recorded is None else str(recorded)}
        found, expected = asked_both_ways(self.store.catalogue, ASKED, values)
        assert found.path is Way.COMPILED
        assert found.body == expected.body
        data = msgspec.convert(found.body["data"], Data)
        member = next((each.member for each in data.places.nodes if each.member is not None), None)
        (number,) = data.number.numbers
        field = None if member is None else (member.certainty, member.claim.valid.text)
        return Shown(field, data.listed.total_count, number.certain.figure.value, number.possible.figure.value)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.store.close()


def test_a_field_a_list_and_a_number_agree_on_a_member_that_left_on_both_clocks(world: World) -> None:
    world.state(SEEN, "index")
    known = world.store.catalogue.standing().position
    world.state(LEFT, "list")

    for day in ("2022", "2023-06-12"):
        assert world.shown(day) == (("YES", LEFT), 1, "1", "1")
    for day in ("2023-06-13", "2026-11-23"):
        assert world.shown(day) == (None, 0, "0", "0")
    assert world.shown("2024", known) == (("POSSIBLY", SEEN), 1, "1", "1")


def test_a_disputed_end_leaves_a_field_that_may_be_so_and_a_number_in_doubt(world: World) -> None:
    world.state(SEEN, "index")
    left = world.state(LEFT, "list")
    words = Sealed("dispute:77", "text", "that is wrong")
    world.history.commit([(UUID(int=77), DisputeOpened(claims=(left,), grounds="VALUE", text=words))])
    world.store.catch_up()

    assert world.shown("2026-11-23") == (("POSSIBLY", SEEN), 1, "0", "1")
