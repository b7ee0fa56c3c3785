"""Everyday words for what is no kind by itself lead to the kind, and to the claims that tell it from others."""

import pytest

from watchgraph.vocabulary import KINDS, PREDICATES, UnknownKindError, kind
from watchgraph.vocabulary.other_words import OTHER_WORDS, OtherWord


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_a_word_names_a_kind_and_a_predicate_that_has_it_at_that_end(word: str) -> None:
    meant = OTHER_WORDS[word]

    assert word not in {each.name.lower() for each in KINDS.values()}
    assert meant.kind in KINDS
    if meant.predicate is not None:
        declared = PREDICATES[meant.predicate]
        kinds = declared.range.kinds if meant.led_to and declared.range is not None else declared.domain
        assert meant.kind in kinds


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Vendor", "did you mean Organisation, those with `supplies`?"),
        ("lenders", "did you mean Organisation, those that `lender` leads to?"),
        ("CAMERAS", "did you mean Place, those with `hasEquipment`?"),
        ("Countries", "did you mean Place?"),
        ("Organisatoin", "nearest: Organisation, RegulatoryAction"),
    ],
)
def test_whoever_asks_for_no_kind_is_told_what_it_is_called_here(word: str, meant: str) -> None:
    with pytest.raises(UnknownKindError) as refused:
        kind(word)

    assert str(refused.value) == f"unknown kind {word!r}; {meant}"


def test_a_word_may_be_all_of_a_kind() -> None:
    assert OTHER_WORDS["document"] == OtherWord("Source")
