"""Values as people write them in claim files."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph.domain.forms import FormError, read_value, write_value
from watchgraph.domain.values import (
    ClaimValue,
    Code,
    Date,
    EntityRef,
    Geo,
    Money,
    Quantity,
    Sealed,
    SealedText,
    Text,
    Url,
)
from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.predicates import Range, ValueType

ONE = UUID("3a1f8c1e-6a52-5f0c-9b51-2d8f0e7a4c10")
CAMERAS = Range(type=ValueType.QUANTITY, unit="camera")
STATUS = Range(type=ValueType.CODE, codes=CodeList(scheme="status", doc="", source="", codes={"LIVE": ""}))


def quantity(low: str | None, high: str | None, *, approximate: bool = False, exclusive: bool = False) -> Quantity:
    return Quantity(min=low, max=high, unit="camera", approximate=approximate, exclusive=exclusive)


def names(text: str) -> UUID:
    return {"dep:belgrade": ONE}[text]


@pytest.mark.parametrize(
    ("expected", "form", "value"),
    [
        (CAMERAS, "8000", quantity("8000", "8000")),
        (CAMERAS, ">1000", quantity("1000", None, exclusive=True)),
        (CAMERAS, ">=1200", quantity("1200", None)),
        (CAMERAS, "<50", quantity(None, "50", exclusive=True)),
        (CAMERAS, "<=50", quantity(None, "50")),
        (CAMERAS, "~60", quantity("60", "60", approximate=True)),
        (CAMERAS, "80..100", quantity("80", "100")),
        (CAMERAS, "~0.50..1.0", quantity("0.5", "1", approximate=True)),
        (CAMERAS, "9 camera", quantity("9", "9")),
        (Range(type=ValueType.QUANTITY), "12 month", Quantity(min="12", max="12", unit="month")),
        (Range(type=ValueType.MONEY), "USD 73687000", Money(amount="73687000", currency="USD")),
        (
            Range(type=ValueType.MONEY),
            "USD 5.10@2018-04 constant 2011 aiddata",
            Money(amount="5.1", currency="USD", date="2018-04", basis="constant 2011 aiddata"),
        ),
        (Range(type=ValueType.DATE), "[..2020]", Date(edtf="[..2020]")),
        (Range(type=ValueType.TEXT), {"sr-Latn": "Beograd"}, Text(text="Beograd", lang="sr-Latn")),
        (STATUS, "LIVE", Code(scheme="status", code="LIVE")),
        (
            Range(type=ValueType.GEO),
            "44.8162,20.4605 ~1000m",
            Geo(lat="44.8162", lon="20.4605", precision_m=1000),
        ),
        (Range(type=ValueType.GEO), "-44.80, 20", Geo(lat="-44.8", lon="20")),
        (Range(type=ValueType.URL), "https://example.org/a", Url(url="https://example.org/a")),
        (Range(type=ValueType.ENTITY), "dep:belgrade", EntityRef(id=ONE)),
    ],
)
def test_a_form_gives_its_value(expected: Range, form: object, value: ClaimValue) -> None:
    assert read_value(expected, form, names) == value


@pytest.mark.parametrize(
    ("type_", "form", "code"),
    [
        (ValueType.QUANTITY, "many", "not-a-number"),
        (ValueType.QUANTITY, "1,000 camera", "not-a-number"),
        (ValueType.QUANTITY, "8000", "missing-unit"),
        (ValueType.QUANTITY, 8000, "bad-form"),
        (ValueType.QUANTITY, "", "bad-form"),
        (ValueType.MONEY, "73687000", "not-money"),
        (ValueType.MONEY, "USD 5@soon", "not-edtf"),
        (ValueType.DATE, "last year", "not-edtf"),
        (ValueType.DATE, "2020/2019", "not-edtf"),
        (ValueType.TEXT, "words", "bad-form"),
        (ValueType.TEXT, {"en": "a", "fr": "b"}, "bad-form"),
        (ValueType.TEXT, {"en": " "}, "bad-form"),
        (ValueType.TEXT, {"not a language": "a"}, "bad-form"),
        (ValueType.GEO, "north", "not-a-point"),
        (ValueType.GEO, "91,0", "not-a-point"),
        (ValueType.GEO, "0,181", "not-a-point"),
        (ValueType.URL, "example.org", "not-a-url"),
    ],
)
def test_a_wrong_form_says_what_would_be_right(type_: ValueType, form: object, code: str) -> None:
    with pytest.raises(FormError, match=r"write|should be|like|date|ends|no date") as caught:
        read_value(Range(type=type_), form, names)

    assert caught.value.code == code


def test_an_unknown_name_is_the_resolver_s_to_refuse() -> None:
    with pytest.raises(KeyError):
        read_value(Range(type=ValueType.ENTITY), "dep:other", names)


def test_redacted_words_are_said_to_be_redacted() -> None:
    kept = SealedText(text=Sealed("claim:1", "statement.object", "A. Person"), lang="en")
    lost = SealedText(text=Sealed("claim:1", "statement.object", None), lang="en")

    assert write_value(kept) == {"en": "A. Person"}
    assert write_value(lost) == {"en": "[redacted]"}


NUMBERS = st.decimals(min_value=0, max_value=10**6, places=2).map(str)
QUANTITIES = st.one_of(
    st.builds(lambda number: quantity(number, number), NUMBERS),
    st.builds(lambda number, about: quantity(number, None, approximate=about), NUMBERS, st.booleans()),
    st.builds(lambda number, less: quantity(None, number, exclusive=less), NUMBERS, st.booleans()),
    st.builds(quantity, NUMBERS, NUMBERS),
)
MONEY = st.builds(
    Money,
    amount=NUMBERS,
    currency=st.sampled_from(["USD", "RSD"]),
    date=st.none() | st.just("2018-04-01"),
    basis=st.sampled_from(["nominal", "constant 2011 aiddata"]),
)
GEO = st.builds(
    Geo,
    lat=st.decimals(-90, 90, places=4).map(str),
    lon=st.decimals(-180, 180, places=4).map(str),
    precision_m=st.none() | st.integers(0, 10**6),
)


@given(st.one_of(QUANTITIES, MONEY, GEO))
def test_what_is_written_is_read_back(value: Quantity | Money | Geo) -> None:
    expected = Range(type={Quantity: ValueType.QUANTITY, Money: ValueType.MONEY, Geo: ValueType.GEO}[type(value)])
    once = read_value(expected, write_value(value), names)

    assert read_value(expected, write_value(once), names) == once
