"""Codes, as readers are shown them."""

import pytest

from watchgraph.vocabulary import CODE_LISTS, CodeList


@pytest.mark.parametrize(
    ("scheme", "code", "label"),
    [
        ("aigs-region", "EUR", "Europe"),
        ("aigs-region", "AF", "Africa"),
        ("regime-type", "CLOSED_AUTOCRACY", "closed autocracy"),
        ("crs-purpose", "120", "Health"),
        ("aigs-region", "XX", "XX"),
    ],
)
def test_a_code_is_shown_in_words(scheme: str, code: str, label: str) -> None:
    assert CODE_LISTS[scheme].label(code) == label


@pytest.mark.parametrize(
    "codes", [each for each in CODE_LISTS.values() if each.abbreviated], ids=lambda each: each.scheme
)
def test_what_an_abbreviation_stands_for_is_a_name_and_no_sentence(codes: CodeList) -> None:
    assert all(codes.label(code)[0].isupper() and "." not in codes.label(code) for code in codes.codes)
