from collections import Counter
from pathlib import Path
from random import Random

import pytest
from tests.importers.imports import ACTOR
from tests.stores import Store

from watchgraph_importers.acts import EntityKey, Judged
from watchgraph_importers.gdpr_fines.known_fines import same_in_catalogue
from watchgraph_importers.gdpr_fines.privacy_affairs import GDPR_FINES_PRIVACY_AFFAIRS
from watchgraph_importers.gdpr_fines.rub import GDPR_FINES_RUB
from watchgraph_importers.gdpr_fines.sameness import FineFacts, parties_agree, same_fines
from watchgraph_importers.pipeline import ImportStore, run_imports


def fine(side: str, number: str, party: str, *, day: str = "2020-02-03", amount: str = "60000") -> FineFacts:
    key = EntityKey(dataset=side, kind="RegulatoryAction", native=number)
    return FineFacts(key=key, country="ES", day=day, amount=amount, party=party)


def verdicts(found: list[Judged]) -> list[tuple[str, str, str]]:
    return [(each.left.native, each.right.native, each.verdict) for each in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vodafone España, S.A.U.", "Vodafone Espana"),
        ("Menzis (Health Insurance Company)", "Menzis"),
        ("Employer UNIONTRAD COMPANY", "Uniontrad Company"),
        ("Iberia Lineas Aereas de Espana, S.A. Operadora Unipersonal", "Iberia Lineas Aereas"),
        ("Non-profit organisation", "Non-profit organization"),
        ("Mayor", "A mayor"),
        ("The Ministry of Interior Affairs", "Interior Ministry"),
        ("T.K. EOOD", "T.K. EOOD"),
    ],
)
def test_spellings_of_one_party_agree(one: str, other: str) -> None:
    assert parties_agree(one, other)
    assert parties_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EDP España S.A.U.", "EDP Comercializadora, S.A.U."),
        ("Liceo Artistico Statale di Napoli", "Liceo Scientifico Nobel di Torre del Greco"),
        ("T.K. EOOD", "L.E. EOOD"),
        ("Xfera Moviles S.A.", "Vodafone España, S.A.U."),
        ("Credit brokerage", "Car renting company"),
        ("Unknown", "Unknown"),
        ("Attorney", "Property Owner"),
        ("", ""),
    ],
)
def test_two_parties_or_unknown_ones_do_not(one: str, other: str) -> None:
    assert not parties_agree(one, other)
    assert not parties_agree(other, one)


def test_a_fine_is_the_same_where_only_one_agrees() -> None:
    ours = [fine("a", "1", "Xfera Moviles S.A."), fine("a", "2", "Vodafone España, S.A.U.")]
    theirs = [fine("b", "1", "Vodafone Espana"), fine("b", "2", "Xfera Moviles S.A.")]

    assert sorted(verdicts(list(same_fines(ours, theirs)))) == [("1", "2", "SAME"), ("2", "1", "SAME")]


def test_equal_fines_of_one_party_on_one_day_are_left_alone() -> None:
    ours = [fine("a", "1", "Vodafone"), fine("a", "2", "Vodafone")]
    theirs = [fine("b", "1", "Vodafone"), fine("b", "2", "Vodafone")]

    assert list(same_fines(ours, theirs)) == []


def test_the_last_pair_that_does_not_agree_is_for_a_person() -> None:
    assert verdicts(list(same_fines([fine("a", "1", "Unknown")], [fine("b", "9", "Police")]))) == [("1", "9", "UNSURE")]


@pytest.mark.parametrize("changed", [{"day": "2020-02-04"}, {"amount": "60001"}])
def test_another_day_or_amount_is_another_fine(changed: dict[str, str]) -> None:
    assert list(same_fines([fine("a", "1", "Vodafone")], [fine("b", "1", "Vodafone", **changed)])) == []


NEVER = {
    ("ETid-119", "116"),
    ("ETid-173", "198"),
    ("ETid-174", "197"),
    ("ETid-226", "230"),
    ("ETid-227", "231"),
    ("ETid-262", "239"),
    ("ETid-264", "241"),
    ("ETid-268", "276"),
    ("ETid-299", "308"),
    ("ETid-192", "203"),
}
"""Pairs that agree in country, day and amount and are two fines, each looked at by a person."""

ALWAYS = {
    ("ETid-100", "83"),
    ("ETid-116", "118"),
    ("ETid-154", "168"),
    ("ETid-168", "175"),
    ("ETid-173", "197"),
    ("ETid-174", "198"),
    ("ETid-179", "185"),
    ("ETid-202", "212"),
    ("ETid-215", "214"),
    ("ETid-264", "239"),
    ("ETid-276", "289"),
    ("ETid-285", "317"),
    ("ETid-313", "323"),
}
"""Pairs that are one fine under two spellings."""


def test_the_real_collections_share_fines_under_other_spellings(test_data: Path, tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    imports = ImportStore(log=store.log, staging=tmp_path / "staging")
    for publisher in (GDPR_FINES_RUB, GDPR_FINES_PRIVACY_AFFAIRS):
        run_imports(publisher, [test_data / "gdpr-fines"], imports, ACTOR)
    store.catch_up()

    with store.catalogue.connect() as connection:
        found = same_in_catalogue(connection)
    store.close()

    same = {(each.left.native, each.right.native) for each in found if each.verdict == "SAME"}
    assert same >= ALWAYS
    assert not same & NEVER
    assert max(Counter(number for pair in same for number in pair).values()) == 1
    assert len(same) > 180


def test_the_order_of_fines_changes_nothing() -> None:
    ours = [fine("a", str(number), f"Firm{number} Ltd") for number in range(9)]
    theirs = [fine("b", str(number), f"FIRM{number}") for number in range(9)]
    straight = sorted(verdicts(list(same_fines(ours, theirs))))

    Random(1).shuffle(ours)  # noqa: S311 - no secret

    assert sorted(verdicts(list(same_fines(ours, theirs)))) == straight
    assert len(straight) == 9
