"""Editions state, they do not correct: what stands is the newest statement of the record."""

from watchgraph.domain.edtf import NEVER
from watchgraph_projections.catalogue.editions import Reading, Slotted, Spell, speeches

FIRST = Reading(20130430, 1, "1.0")
SECOND = Reading(20140131, 1, "1.1")
THIRD = Reading(20160131, 1, "1.2")
ALL = {(reading.edition, 1): {"amount", "status"} for reading in (FIRST, SECOND, THIRD)}


def slotted(
    claim: int, *readings: Reading, predicate: str = "amount", by_time: bool = False, slot: str = ""
) -> Slotted:
    stated = {reading: reading.released for reading in readings}
    return Slotted(claim, predicate, slot or predicate, by_time, stated)


def test_a_changed_amount_supersedes_the_old_one() -> None:
    old, new = slotted(1, FIRST, SECOND), slotted(2, THIRD)

    found = speeches([old, new], ALL)

    assert not found[1].stands
    assert found[1].spells == (Spell(20130430, 20160131),)
    assert found[2].stands
    assert found[2].spells == (Spell(20160131, NEVER),)


def test_a_value_that_returns_stands_again_and_remembers_its_absence() -> None:
    returning, between = slotted(1, FIRST, THIRD), slotted(2, SECOND)

    found = speeches([returning, between], ALL)

    assert found[1].stands
    assert found[1].spells == (Spell(20130430, 20140131), Spell(20160131, NEVER))
    assert not found[2].stands


def test_an_emptied_cell_supersedes_what_stood_in_it() -> None:
    amount, status = slotted(1, FIRST), slotted(2, FIRST, SECOND, predicate="status")

    assert not speeches([amount, status], ALL)[1].stands


def test_an_edition_without_the_column_says_nothing_of_it() -> None:
    amount, status = slotted(1, FIRST), slotted(2, FIRST, SECOND, predicate="status")
    without_amounts = {("1.0", 1): {"amount", "status"}, ("1.1", 1): {"status"}}

    assert speeches([amount, status], without_amounts)[1].stands


def test_observations_of_two_years_live_side_by_side() -> None:
    before = slotted(1, FIRST, predicate="regime", by_time=True, slot="regime@2012")
    after = slotted(2, SECOND, predicate="regime", by_time=True, slot="regime@2013")
    covers = {("1.0", 1): {"regime"}, ("1.1", 1): {"regime"}}

    found = speeches([before, after], covers)

    assert found[1].stands
    assert found[2].stands


def test_a_later_mapping_of_the_same_edition_speaks_for_it() -> None:
    remapped = Reading(FIRST.released, 2, FIRST.edition)
    old, new = slotted(1, FIRST), slotted(2, remapped)

    found = speeches([old, new], {**ALL, ("1.0", 2): {"amount"}})

    assert not found[1].stands
    assert found[2].stands
