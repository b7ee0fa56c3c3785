"""Placeholders stand for values of variables, and let nobody look at what they stand for."""

from collections.abc import Callable

import pytest

from watchgraph_schema.compiling.placeholders import Placeholder, takes_placeholders
from watchgraph_schema.compiling.symbols import NotCompiledError


@takes_placeholders
def in_capitals(text: str) -> str:
    return text.upper()


def test_a_function_that_takes_placeholders_is_called_once_the_value_is_known() -> None:
    place = Placeholder(lambda values: values["word"])

    made: object = in_capitals(place)  # type: ignore[arg-type]  # it stands for a text

    assert isinstance(made, Placeholder)
    assert [made.read({"word": word}) for word in ("one", "two")] == ["ONE", "TWO"]


def test_a_function_that_takes_placeholders_takes_values_as_before() -> None:
    assert in_capitals("one") == "ONE"


@pytest.mark.parametrize(
    "look",
    [bool, str, len, hash, list, lambda place: place == "a", lambda place: "a" in place, lambda place: place.lower()],
)
def test_whatever_else_is_tried_with_a_placeholder_is_refused(look: Callable[[object], object]) -> None:
    place = Placeholder(lambda values: values["word"])

    with pytest.raises(NotCompiledError):
        look(place)
