"""Values read like words that somebody would say."""

import pytest

from watchgraph.domain.values import ClaimValue, Code, Money, Quantity
from watchgraph_projections.catalogue.shown_values import display


def exactly(number: str, unit: str) -> Quantity:
    return Quantity(min=number, max=number, unit=unit)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (exactly("0.6", "similarity"), "0.6"),
        (exactly("0", "ratio"), "0"),
        (exactly("7", "rating"), "7"),
        (exactly("9.93", "index"), "9.93"),
        (exactly("1", "person"), "1 person"),
        (exactly("0", "person"), "0 people"),
        (exactly("1.5", "year"), "1.5 years"),
        (Quantity(min="1", max=None, unit="person"), "at least 1 person"),
        (Quantity(min=None, max="1", unit="city", exclusive=True), "less than 1 city"),
        (Quantity(min="1", max="2", unit="city"), "1 to 2 cities"),
        (Quantity(min="60", max="60", unit="person", approximate=True), "about 60 people"),
        (Money(amount="5000", currency="EUR", date="2019"), "EUR 5000"),
        (Money(amount="825000000", currency="USD", basis="constant 2009 aiddata"), "USD 825000000 (constant 2009)"),
        (Money(amount="7", currency="USD", basis="constant 2021 aiddata adjusted"), "USD 7 (constant 2021, adjusted)"),
        (Code(scheme="crs-purpose", code="120"), "Health"),
        (Code(scheme="crs-purpose", code="11110"), "11110"),
        (Code(scheme="regime-type", code="CLOSED_AUTOCRACY"), "CLOSED_AUTOCRACY"),
    ],
)
def test_a_value_is_written_as_a_reader_sees_it(value: ClaimValue, words: str) -> None:
    assert display(value) == words
