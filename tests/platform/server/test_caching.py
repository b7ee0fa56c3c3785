import pytest

from watchgraph_projections.catalogue.standing import Standing
from watchgraph_server.caching import is_known, tag

TAG = tag(Standing(position=7, day=20261126))


def test_a_tag_is_weak_and_names_position_and_day() -> None:
    assert TAG == b'W/"7-20261126"'


@pytest.mark.parametrize("header", [b'W/"7-20261126"', b'"7-20261126"', b'"x", W/"7-20261126"', b"*"])
def test_an_answer_is_known_again_by_its_tag(header: bytes) -> None:
    assert is_known(header, TAG)


@pytest.mark.parametrize("header", [None, b"", b'"7-20261127"', b"7-20261126", b'W/"7-20261126', b'w/"7-20261126"'])
def test_another_tag_is_not_it(header: bytes | None) -> None:
    assert not is_known(header, TAG)
