from datetime import date

import pytest
from tests.importers.rows import row

from watchgraph.domain.values import Quantity
from watchgraph_importers.cells import (
    address,
    american_date,
    british_date,
    exactly,
    iso_date,
    listed,
    month_in_words,
)
from watchgraph_importers.errors import FieldError


@pytest.mark.parametrize(
    ("text", "number"), [("7", "7"), ("1,250", "1250"), ("0.640", "0.64"), ("8e-05", "0.00008"), ("-", "0")]
)
def test_a_number_is_read_exactly(text: str, number: str) -> None:
    read = exactly(row({"Faces": text}), "Faces", "face", zero=frozenset({"-"}))

    assert read == Quantity(min=number, max=number, unit="face")


def test_an_empty_cell_has_no_number() -> None:
    assert exactly(row({}), "Faces", "face") is None


@pytest.mark.parametrize("text", ["many", "-7", "1,25", "NaN", "Infinity", "7 faces"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(FieldError) as refused:
        exactly(row({"Faces": text}), "Faces", "face")

    assert (refused.value.field, refused.value.rule) == ("Faces", "not-a-number")


def test_the_day_comes_first_in_britain_and_second_in_america() -> None:
    assert british_date("3/4/2020") == date(2020, 4, 3)
    assert american_date("3/4/2020") == "2020-03-04"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("11/20/18", "2018-11-20"),
        ("3/15/2018", "2018-03-15"),
        ("2012", "2012"),
        ("2018-03-15T00:00:00Z", "2018-03-15"),
        ("3/2018", "2018-03"),
        ("13/2018", None),
        ("20/11/2018", None),
        ("soon", None),
        ("", None),
    ],
)
def test_american_dates_of_several_spellings_are_read(text: str, edtf: str | None) -> None:
    assert american_date(text) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("March 2018", "2018-03"),
        ("Mar. 5, 2018", "2018-03-05"),
        ("5 March 2018", "2018-03-05"),
        ("Smarch 2018", None),
        ("February 30, 2018", None),
        ("2018", None),
    ],
)
def test_months_in_words_are_read(text: str, edtf: str | None) -> None:
    assert month_in_words(text) == edtf


@pytest.mark.parametrize("text", ["2020-02-30", "2020-2-1", "20200201", ""])
def test_what_is_no_date_is_none(text: str) -> None:
    assert iso_date(text) is None


def test_a_list_leaves_blanks_out() -> None:
    assert listed(row({"who": '["a", " b ", ""]'}), "who") == ["a", "b"]
    assert listed(row({}), "who") == []


@pytest.mark.parametrize("text", ["a, b", "[1]", '{"a": 1}', "[", '["a"'])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(FieldError) as refused:
        listed(row({"who": text}), "who")

    assert refused.value.rule == "not-a-list"


def test_an_address_may_have_blanks_around_it_and_words_are_none() -> None:
    assert address(" https://example.org/a ") == "https://example.org/a"
    assert address("County of Placer") is None
