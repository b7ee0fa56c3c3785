from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph_importers.errors import FieldError
from watchgraph_importers.own_tables import cells


@pytest.mark.parametrize(
    ("text", "decimal", "plain"),
    [
        ("1,200", ".", "1200"),
        ("1 200.50", ".", "1200.50"),
        ("1.200,5", ",", "1200.5"),
        ("1'200", ".", "1200"),
        ("-3", ".", "-3"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, decimal: str, plain: str) -> None:
    assert cells.number(text, "n", decimal) == plain


@pytest.mark.parametrize(
    ("text", "form", "edtf"),
    [
        ("03.02.2021", "%d.%m.%Y", "2021-02-03"),
        ("2/2021", "%m/%Y", "2021-02"),
        ("2021-02-03", "%d.%m.%Y", "2021-02-03"),
        ("2021-02-03T00:00:00", None, "2021-02-03"),
        ("2021~", None, "2021~"),
    ],
)
def test_dates_become_edtf(text: str, form: str | None, edtf: str) -> None:
    assert cells.date(text, "d", form) == edtf


@given(st.text(), st.sampled_from([".", ","]))
def test_no_cell_raises_anything_but_a_refusal(text: str, decimal: str) -> None:
    with suppress(FieldError):
        assert isinstance(cells.number(text, "n", decimal), str)
    with suppress(FieldError):
        assert isinstance(cells.date(text, "d", "%d.%m.%Y"), str)
