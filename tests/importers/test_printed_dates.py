import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_importers.printed_dates import edtf_of


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
