"""Which claim is the headline on which day."""

from collections.abc import Sequence
from itertools import pairwise

from watchgraph.domain.edtf import NEVER, parse
from watchgraph.vocabulary import Persistence
from watchgraph_projections.catalogue.reaches import FURTHEST, Reach
from watchgraph_projections.catalogue.timelines import Candidate, headline, rectangles

NOTHING = (None, None)


def candidate(valid: str, value: int, *, rank: int = 1, undisputed: bool = True, confidence: int = 50) -> Candidate:
    return Candidate(parse(valid, Persistence.STATE), rank, undisputed, confidence, str(value), (value, value))


def number(least: int, most: int, *, valid: str = "2019", confidence: int = 50) -> Candidate:
    return candidate(valid, least, confidence=confidence)._replace(reach=Reach(least, most))


def shown(line: Sequence[tuple[int, tuple[object, ...]]], day: int) -> object:
    return [cells for start, cells in line if start <= day][-1][0]


def test_a_state_without_an_end_is_carried_forward() -> None:
    line = headline([candidate("2019", 1)], NOTHING)

    assert [shown(line, day) for day in (20181231, 20190601, 20261123)] == [None, 1, 1]


def test_the_newer_of_two_states_takes_over() -> None:
    line = headline([candidate("2019", 1), candidate("2021", 2)], NOTHING)

    assert [shown(line, day) for day in (20200101, 20210101)] == [1, 2]


def test_what_surely_holds_comes_before_what_possibly_holds() -> None:
    line = headline([candidate("2018/..", 1, confidence=10), candidate("2019", 2, confidence=90)], NOTHING)

    assert shown(line, 20200101) == 1


def test_a_preferred_claim_leads_in_spite_of_all_else() -> None:
    line = headline([candidate("2018/..", 1), candidate("2019", 2, rank=2, undisputed=False, confidence=1)], NOTHING)

    assert [shown(line, day) for day in (20180601, 20200101)] == [1, 2]


def test_a_disputed_claim_steps_back() -> None:
    line = headline([candidate("2019", 1, confidence=90, undisputed=False), candidate("2019", 2)], NOTHING)

    assert shown(line, 20200101) == 2


def test_what_says_the_same_more_exactly_leads_among_those_that_are_as_credible() -> None:
    at_least_one = number(1, FURTHEST)._replace(tie="z")

    for other in (number(144, 144), number(100, 200)):
        assert headline([at_least_one, other], NOTHING) == headline([other, at_least_one], NOTHING)
        assert shown(headline([at_least_one, other], NOTHING), 20200101) == other.cells[0]
    assert shown(headline([at_least_one, number(100, 200), number(144, 144)], NOTHING), 20200101) == 144


def test_what_is_incompatible_less_credible_or_of_another_year_does_not_lead_for_being_exact() -> None:
    strongest = number(10, FURTHEST, valid="2020")._replace(tie="z")

    for other in (
        number(9, 9, valid="2020"),
        number(144, 144, valid="2020", confidence=40),
        number(144, 144, valid="2019"),
        number(144, 144, valid="2020")._replace(rank=0),
        number(144, 144, valid="2020")._replace(undisputed=False),
    ):
        assert shown(headline([strongest, other], NOTHING), 20210101) == 10


def dated(day: str, value: int, *, rank: int = 1, confidence: int = 50) -> Candidate:
    return candidate(day, value, rank=rank, confidence=confidence)._replace(dates=True)


def test_a_later_date_of_one_thing_takes_no_earlier_ones_place() -> None:
    day_of_it, reported = dated("2008-07-18", 1), dated("2023-01", 2)

    line = headline([reported, day_of_it], NOTHING)

    assert [shown(line, day) for day in (20080718, 20150101, 20230131, 20261123)] == [1, 1, 1, 1]


def test_of_dates_the_surer_then_the_more_exact_then_the_earlier_one_leads() -> None:
    found = [
        shown(headline(candidates, NOTHING), 20261123)
        for candidates in (
            [dated("2017", 1, confidence=60), dated("2017-12-06", 2)],
            [dated("2017-12", 1), dated("2017-12-06", 2)],
            [dated("2013-01-23", 1), dated("2013-01-13", 2)],
            [dated("2009-09-01", 1), dated("2008", 2)],
            [dated("2009-09-01", 1), dated("2018", 2, rank=2)],
        )
    ]

    assert found == [1, 2, 2, 1, 2]


def test_columns_change_independently_and_leave_no_gap() -> None:
    rows = rectangles(["a", "b"], {"a": [candidate("2018/2019", 1)], "b": [candidate("2019", 2)]}, NOTHING)

    assert rows[0].valid_from == 0
    assert rows[-1].valid_to == NEVER
    assert all(row.valid_to == after.valid_from for row, after in pairwise(rows))
    assert [row.cells for row in rows] == [
        (None, None, None, None),
        (1, 1, None, None),
        (1, 1, 2, 2),
        (None, None, 2, 2),
    ]
