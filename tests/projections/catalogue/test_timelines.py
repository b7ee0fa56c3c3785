"""Which claim is the headline on which day."""

from collections.abc import Sequence
from itertools import pairwise

from watchgraph.domain.edtf import NEVER, parse
from watchgraph.vocabulary import Persistence
from watchgraph_projections.catalogue.timelines import Candidate, headline, rectangles

NOTHING = (None, None)


def candidate(valid: str, value: int, *, rank: int = 1, undisputed: bool = True, confidence: int = 50) -> Candidate:
    return Candidate(parse(valid, Persistence.STATE), rank, undisputed, confidence, str(value), (value, value))


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
