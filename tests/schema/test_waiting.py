"""A claim that is only proposed says what it waits for."""

import pytest

from watchgraph_schema.waiting import waiting


@pytest.mark.parametrize(
    ("rule", "dataset", "says"),
    [
        ("iff-stances/1", "frt-laws-iff", "The rule iff-stances/1"),
        (None, "frt-laws-iff", "The policy for frt-laws-iff"),
        (None, None, "proposed it by hand"),
    ],
)
def test_what_is_proposed_says_which_rule_of_acceptance_it_does_not_meet(
    rule: str | None, dataset: str | None, says: str
) -> None:
    assert says in (waiting("PROPOSED", rule, dataset) or "")


@pytest.mark.parametrize("state", ["ACCEPTED", "REJECTED", "SUPERSEDED"])
def test_what_is_decided_does_not_wait(state: str) -> None:
    assert waiting(state, "iff-stances/1", "frt-laws-iff") is None
