from importlib import resources

from watchgraph_importers.given_names import GIVEN_NAMES
from watchgraph_importers.identity.folding import folded


def test_the_names_are_sorted_and_each_is_there_once() -> None:
    written = resources.files("watchgraph_importers").joinpath("given_names.txt").read_text("utf-8").split()

    assert written == sorted(GIVEN_NAMES)


def test_the_names_are_written_as_names_are_compared() -> None:
    assert [name for name in sorted(GIVEN_NAMES) if folded(name) != name.replace("-", " ")] == []
