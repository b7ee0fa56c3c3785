from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_importers.errors import FieldError
from watchgraph_importers.printed_dates import american_date, british_date, date_of, edtf_of, iso_date, month_of


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2018", "2018"),
        ("2019-03", "2019-03"),
        ("2020-12-17 00:00:00", "2020-12-17"),
        ("2020-12-17T00:00:00", "2020-12-17"),
        ("March 12, 2021", "2021-03-12"),
        ("25 January 2019", "2019-01-25"),
        ("1st Sept. 2020", "2020-09-01"),
        ("March  2021", "2021-03"),
        ("10/18/2019", "2019-10-18"),
        ("18.10.2019", "2019-10-18"),
        ("xx.yy.2020", "2020"),
        ("xx.03.2020", "2020-03"),
    ],
)
def test_a_date_is_read_where_its_meaning_is_certain(printed: str, date: str) -> None:
    assert edtf_of(printed) == date


@pytest.mark.parametrize("printed", ["", "Unknown", "18/10/2019", "30 February 2020", "Ma 2020", "20-1-1", "0000"])
def test_what_is_no_day_of_the_calendar_is_none(printed: str) -> None:
    assert edtf_of(printed) is None


@given(st.text() | st.from_regex(r"[0-9xX]{1,2}[./-][0-9xX]{1,2}[./-][0-9]{2,4}", fullmatch=True))
def test_whatever_is_read_is_edtf(printed: str) -> None:
    date = edtf_of(printed)

    assert date is None or edtf.parse(date, Persistence.OCCURRENCE)


def test_an_empty_cell_has_no_date_and_a_wrong_one_is_refused_with_what_would_be_right() -> None:
    assert date_of("", "day", "should be a day") == ""
    assert date_of("March 1, 2020", "day", "should be a day") == "2020-03-01"
    with pytest.raises(FieldError, match="should be a day") as refused:
        date_of("soon", "day", "should be a day")

    assert (refused.value.field, refused.value.rule) == ("day", "not-a-date")


@pytest.mark.parametrize(
    ("word", "month"), [("Sept", 9), ("may", 5), ("Ju", None), ("", None), ("Smarch", None), ("9", None)]
)
def test_a_month_is_read_by_what_begins_only_its_name(word: str, month: int | None) -> None:
    assert month_of(word) == month


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
    ],
)
def test_americans_also_write_months_in_words(text: str, edtf: str | None) -> None:
    assert american_date(text) == edtf


@pytest.mark.parametrize("text", ["2020-02-30", "2020-2-1", "20200201", ""])
def test_what_is_no_date_is_none(text: str) -> None:
    assert iso_date(text) is None
