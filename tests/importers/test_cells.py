import pytest
from tests.importers.rows import row

from watchgraph.domain.values import Quantity
from watchgraph_importers.cells import address, exactly, listed
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
