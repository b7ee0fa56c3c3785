"""How far a quantity reaches."""

import pytest

from watchgraph.domain.values import ClaimValue, Money, Quantity
from watchgraph_projections.catalogue.reaches import FURTHEST, Reach, reach


def people(least: str | None, most: str | None, *, exclusive: bool = False) -> Quantity:
    return Quantity(min=least, max=most, unit="person", exclusive=exclusive)


@pytest.mark.parametrize(
    ("value", "reaches"),
    [
        (people("144", "144"), (144_000, 144_000)),
        (people("1", None), (1_000, FURTHEST)),
        (people(None, "2.5"), (-FURTHEST, 2_500)),
        (people("100", None, exclusive=True), (100_001, FURTHEST)),
        (people("1" + "0" * 30, None), None),
        (Money(amount="1", currency="USD"), None),
        (None, None),
    ],
)
def test_a_quantity_reaches_from_its_lowest_to_its_highest_number(
    value: ClaimValue | None, reaches: tuple[int, int] | None
) -> None:
    assert reach(value) == reaches


def test_an_exact_number_says_nothing_that_at_least_one_leaves_out_unless_it_is_less() -> None:
    at_least_one = reach(people("1", None))
    assert at_least_one is not None

    found = [Reach(number, number).within(at_least_one) for number in (0, 1_000, 144_000)]

    assert found == [False, True, True]
