"""Technologies meet by declared names, and by nothing else."""

from itertools import permutations
from uuid import UUID

import pytest

from watchgraph_importers.identity.lettering import folded
from watchgraph_importers.identity.mentions import Match, Mention
from watchgraph_importers.identity.technologies import SPELLINGS, TechnologyNames, declared


def mention(number: int, *names: str, kind: str = "Technology") -> Mention:
    return Mention(id=UUID(int=number), kind=kind, dataset=f"set-{number}", names=names)


def matched(*mentions: Mention) -> list[Match]:
    names = TechnologyNames()
    for each in mentions:
        names.add(each)
    return sorted(
        (match for each in mentions for match in names.matches(each)), key=lambda match: (match.left, match.right)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Facial Recognition System", "FRT"),
        ("Face Recognition", "Facial recognition"),
        ("facial-recognition technology", "facial recognition"),
        ("CCTV", "closed-circuit television (CCTV)"),
        ("Automated License Plate Readers", "Automated license plate/number recognition (ALPR/ANPR)"),
        ("Body-worn Cameras", "Body-worn cameras"),
        ("Live facial recognition", "LFR"),
        ("Safe City System", "smart-city and safe-city platforms"),
    ],
)
def test_declared_names_of_one_technology_meet(one: str, other: str) -> None:
    found = {(match.left, match.right, match.verdict) for match in matched(mention(1, one), mention(2, other))}

    assert found == {(UUID(int=1), UUID(int=2), "SAME")}


@pytest.mark.parametrize(
    "other",
    [
        "live facial recognition",
        "facial recognition at scale",
        "Facial detection",
        "Facial analysis",
        "Emotion recognition",
        "Voice recognition",
        "biometrics",
        "cameras with artificial intelligence",
    ],
)
def test_facial_recognition_at_large_meets_nothing_near_it(other: str) -> None:
    assert matched(mention(1, "facial recognition", "FRT"), mention(2, other)) == []


def test_what_is_not_declared_does_not_meet_even_its_own_name() -> None:
    assert matched(mention(1, "Application"), mention(2, "Application")) == []


def test_what_is_called_by_names_of_two_technologies_means_neither() -> None:
    assert matched(mention(1, "CCTV", "facial recognition"), mention(2, "CCTV"), mention(3, "FRT")) == []


def test_an_organisation_of_the_same_letters_is_no_technology() -> None:
    assert matched(mention(1, "FRT", kind="Organisation"), mention(2, "FRT")) == []


def test_a_match_says_why_and_by_which_rule() -> None:
    match = matched(mention(2, "Face Recognition"), mention(1, "FRT"))[0]

    assert match.basis == "'FRT' and 'Face Recognition' are declared names of 'facial recognition'"
    assert (match.rule, match.score) == ("technology-names/1", 100)


def test_the_order_of_mentions_changes_nothing() -> None:
    mentions = [mention(1, "FRT"), mention(2, "Face Recognition"), mention(3, "facial recognition"), mention(4, "LFR")]

    assert len({tuple(matched(*order)) for order in permutations(mentions)}) == 1


def test_no_spelling_means_two_technologies() -> None:
    spelt = [folded(name) for own, others in SPELLINGS.items() for name in (own, *others)]

    assert len(spelt) == len(set(spelt)) == len(declared())
