"""Names that stand twice in an object of JSON are told from those of several objects."""

import json
from time import process_time

import pytest

from watchgraph_schema.json_names import RepeatedNameError, read_once


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 1}', '[{"b": {"a": 1, "c": 2, "\\u0061": 3}}]', b'{"c": [{"a": [], "a": {}}]}']
)
def test_a_name_that_an_object_has_twice_is_told(text: str | bytes) -> None:
    with pytest.raises(RepeatedNameError) as found:
        read_once(text)

    assert found.value.name == "a"


def test_names_of_several_objects_may_be_the_same() -> None:
    value = {"a": {"a": [{"a": 1}, {"a": 2}]}, "b": '"a": 1, "a": 2'}

    assert read_once(json.dumps(value)) == value


def test_many_names_are_compared_in_no_time() -> None:
    names = [f'"{number}": 0' for number in range(50_000)]

    began = process_time()
    with pytest.raises(RepeatedNameError):
        read_once("{" + ",".join([*names, names[-1]]) + "}")

    assert process_time() - began < 2
