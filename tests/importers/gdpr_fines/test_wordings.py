import pytest

from watchgraph_importers.gdpr_fines.wordings import euros, offences


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3000", "3000"),
        ("2.500.000,00 €", "2500000.00"),
        ("€1,250,000", "1250000"),
        ("12.5", "12.5"),
        ("10 000 EUR", "10000"),
        ("many", None),
        ("1,2,3", None),
        ("-5", None),
    ],
)
def test_an_amount_is_read_with_any_mark_between_thousands(text: str, amount: str | None) -> None:
    assert euros(text) == amount


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Insufficient legal basis for data processing", ("LEGAL_BASIS",)),
        (
            "Non-compliance with lawful basis for data processing and information obligation non-compliance",
            ("LEGAL_BASIS", "INFORMATION_DUTY"),
        ),
        ("Non-compliance with subjects\u2019 rights protection safeguards", ("DATA_SUBJECT_RIGHTS",)),
        ("Something new", ()),
    ],
)
def test_offences_are_classed_and_two_may_be_joined(text: str, classes: tuple[str, ...]) -> None:
    assert offences(text) == classes
