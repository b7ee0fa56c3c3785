"""What two spellings of one name have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph_projections.search.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Београд", "beograd"),
        ("Ministarstvo unutrašnjih poslova", "ministarstvo unutrasnjih poslova"),
        ("华为", "huawei"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("  Łódź\t", "lodz"),
        ("ﬁne №", "fine no"),
        ("", ""),
    ],
)
def test_scripts_accents_and_case_fold_away(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_is_folding_once_and_gives_plain_ascii(text: str) -> None:
    once = fold(text)

    assert fold(once) == once
    assert once.isascii()
