"""What may be spent: in one go, evenly after that, by each block of addresses for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph_server import budgets
from watchgraph_server.budgets import NOBODY, Budgets, Left, OverBudgetError, Policy, block_of, is_this_machine

MINUTE = 60
POLICY = Policy(at_once=10, per_hour=60)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_points_are_spent_in_one_go_and_come_back_evenly() -> None:
    clock = Clock()
    found = Budgets(POLICY, clock)

    spent = found.charge("a", 9)
    clock.now += 3 * MINUTE
    later = found.charge("a", 1)

    assert spent == Left(points=1, seconds=9 * MINUTE)
    assert later == Left(points=3, seconds=7 * MINUTE)


def test_a_budget_is_never_more_than_whole() -> None:
    clock = Clock()
    found = Budgets(POLICY, clock)
    found.charge("a", 10)

    clock.now += 1_000 * MINUTE

    assert found.charge("a", 1) == Left(points=9, seconds=MINUTE)


def test_who_has_a_point_left_may_overdraw_and_waits_the_longer() -> None:
    clock = Clock()
    found = Budgets(POLICY, clock)

    assert found.charge("a", 25) == Left(points=0, seconds=25 * MINUTE)
    with pytest.raises(OverBudgetError) as refused:
        found.charge("a", 1)

    assert refused.value.seconds == 16 * MINUTE
    clock.now += 16 * MINUTE
    assert found.charge("a", 1).points == 0


def test_who_has_nothing_left_is_not_let_in_and_told_when() -> None:
    clock = Clock()
    found = Budgets(POLICY, clock)
    found.admit("a")
    found.charge("a", 10)

    with pytest.raises(OverBudgetError) as refused:
        found.admit("a")

    clock.now += refused.value.seconds
    found.admit("a")


def test_a_refusal_costs_nothing_and_concerns_nobody_else() -> None:
    clock = Clock()
    found = Budgets(POLICY, clock)
    found.charge("a", 10)
    for _ in range(50):
        with pytest.raises(OverBudgetError):
            found.charge("a", 5)

    clock.now += MINUTE

    assert found.charge("a", 1).points == 0
    assert found.charge("b", 1).points == 9


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(1, 10)), max_size=60))
def test_nobody_gets_more_than_the_policy_gives(asked: list[tuple[int, int]]) -> None:
    clock = Clock()
    found = Budgets(POLICY, clock)
    begun, paid, dearest = clock.now, 0, 0

    for pause, points in asked:
        clock.now += pause
        try:
            found.charge("a", points)
        except OverBudgetError:
            continue
        paid, dearest = paid + points, max(dearest, points)

    given_out = POLICY.at_once + (clock.now - begun) * POLICY.per_hour / 3_600
    assert paid <= given_out + dearest


def test_no_crowd_of_callers_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "MOST_CALLERS", 3)
    found = Budgets(POLICY, Clock())
    for caller in ("a", "b", "c", "a", "d"):
        found.charge(caller, 4)

    assert len(found) == 3
    assert found.charge("a", 1).points == 1
    assert found.charge("b", 1).points == 9


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("192.0.2.1", "192.0.2.0/24"),
        ("192.0.2.255", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", NOBODY),
        ("testclient", NOBODY),
        ("1.2.3", NOBODY),
    ],
)
def test_addresses_are_counted_by_block(address: str, block: str) -> None:
    assert block_of(address) == block


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_known(address: str) -> None:
    assert is_this_machine(address)


@pytest.mark.parametrize("address", ["192.168.0.1", "::2", "", "localhost"])
def test_other_machines_are_not_this_one(address: str) -> None:
    assert not is_this_machine(address)
