"""Fines of two collections are one where country, day, amount and party agree, and no other fine does."""

from collections import Counter
from itertools import chain
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from tests.stores import Store

from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.identifiers import entity_id
from watchgraph.log import Actor, Log
from watchgraph_importers.gdpr_fines import privacy_affairs, rub
from watchgraph_importers.identity.fines import SameFines, parties_agree
from watchgraph_importers.identity.mentions import Fine, Match, Mention
from watchgraph_importers.pipeline import run_imports
from watchgraph_importers.publishers import Publisher

COLLECTIONS = (rub.GDPR_FINES_RUB, privacy_affairs.GDPR_FINES_PRIVACY_AFFAIRS)


def fine(
    side: str,
    number: int,
    party: str,
    *,
    day: str = "2020-02-03",
    amount: str = "EUR 60000",
    country: str | None = "ES",
) -> Mention:
    return Mention(
        id=entity_id(side, "RegulatoryAction", str(number)),
        kind="RegulatoryAction",
        dataset=side,
        names=(f"{side} {number}",),
        country=country,
        fine=Fine(day=day, amount=amount, party=party),
    )


def matched(*mentions: Mention) -> set[Match]:
    names = SameFines()
    for each in mentions:
        names.add(each)
    return set(chain.from_iterable(map(names.matches, mentions)))


def pairs(found: set[Match], *mentions: Mention) -> set[tuple[str, str, str]]:
    """The pairs by what the fines are called."""
    names = {each.id: each.names[0] for each in mentions}
    ends = [(sorted((names[each.left], names[each.right])), each.verdict) for each in found]
    return {(one, other, verdict) for (one, other), verdict in ends}


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
    fines = [
        fine("a", 1, "Xfera Moviles S.A."),
        fine("a", 2, "Vodafone España, S.A.U."),
        fine("b", 1, "Vodafone Espana"),
        fine("b", 2, "Xfera Moviles S.A."),
    ]

    assert pairs(matched(*fines), *fines) == {("a 1", "b 2", "SAME"), ("a 2", "b 1", "SAME")}


def test_equal_fines_of_one_party_on_one_day_are_left_alone() -> None:
    assert matched(*(fine(side, number, "Vodafone") for side in "ab" for number in (1, 2))) == set()


def test_fines_of_one_data_set_are_two() -> None:
    assert matched(fine("a", 1, "Vodafone"), fine("a", 2, "Vodafone")) == set()


@pytest.mark.parametrize("unknown", ["", "Unknown"])
def test_the_last_pair_that_does_not_agree_is_for_a_person(unknown: str) -> None:
    fines = [fine("a", 1, unknown), fine("b", 9, "Police")]

    assert pairs(matched(*fines), *fines) == {("a 1", "b 9", "UNSURE")}


@pytest.mark.parametrize(
    "changed",
    [{"day": "2020-02-04"}, {"day": "2020-02"}, {"amount": "EUR 60001"}, {"amount": "RON 60000"}, {"country": "PT"}],
)
def test_another_day_amount_or_country_is_another_fine(changed: dict[str, str]) -> None:
    assert matched(fine("a", 1, "Vodafone"), fine("b", 1, "Vodafone", **changed)) == set()


def test_without_a_country_or_a_whole_day_nothing_is_the_same() -> None:
    assert matched(fine("a", 1, "Vodafone", country=None), fine("b", 1, "Vodafone", country=None)) == set()
    assert matched(fine("a", 1, "Vodafone", day="2020-02"), fine("b", 1, "Vodafone", day="2020-02")) == set()


def test_the_order_of_fines_changes_nothing() -> None:
    fines = [fine(side, number, f"Firm{number} Ltd") for side in "ab" for number in range(9)]
    straight = matched(*fines)

    Random(1).shuffle(fines)  # noqa: S311 - no secret

    assert matched(*fines) == straight
    assert len(straight) == 9


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


class Killed(BaseException):
    """Stands for a process that ends at once."""


def kill(*_: object, **__: object) -> int:
    raise Killed


def take(store: Store, folder: Path, publisher: Publisher) -> None:
    run_imports(publisher, [folder], store.imports, Actor("importer", "IMPORTER", "IMPORT"))


def judged(store: Store) -> list[JudgementRecorded]:
    """The judgements of fines, in the order of the log."""
    bodies = [event.body for event in store.log.scan(0)]
    return [body for body in bodies if isinstance(body, JudgementRecorded) and body.rule == "same-fines/1"]


@pytest.fixture(scope="module")
def judged_in_order(tmp_path_factory: pytest.TempPathFactory, test_data: Path) -> list[JudgementRecorded]:
    store = Store.open(tmp_path_factory.mktemp("fines"))
    for publisher in COLLECTIONS:
        take(store, test_data / "gdpr-fines", publisher)
    found = judged(store)
    store.close()
    return found


def by_number(found: list[JudgementRecorded], verdict: str) -> set[tuple[str, str]]:
    """The pairs by the numbers that the collections gave."""
    ours = {entity_id(rub.SLUG, "RegulatoryAction", f"ETid-{number}"): f"ETid-{number}" for number in range(2000)}
    theirs = {entity_id(privacy_affairs.SLUG, "RegulatoryAction", str(number)): str(number) for number in range(2000)}
    ends = [{each.left, each.right} for each in found if each.verdict == verdict]
    return {(_named(ours, each), _named(theirs, each)) for each in ends}


def _named(numbers: dict[UUID, str], pair: set[UUID]) -> str:
    (number,) = (numbers[id_] for id_ in pair if id_ in numbers)
    return number


def test_the_real_collections_share_fines_under_other_spellings(judged_in_order: list[JudgementRecorded]) -> None:
    same = by_number(judged_in_order, "SAME")

    assert same >= ALWAYS
    assert not same & NEVER
    assert max(Counter(number for pair in same for number in pair).values()) == 1
    assert len(same) > 180


def test_it_does_not_matter_which_collection_comes_first(
    judged_in_order: list[JudgementRecorded], test_data: Path, tmp_path: Path
) -> None:
    store = Store.open(tmp_path)

    for publisher in reversed(COLLECTIONS):
        take(store, test_data / "gdpr-fines", publisher)

    assert judged(store) == judged_in_order
    store.close()


def test_fines_are_judged_in_the_commit_of_their_import_even_after_a_crash(
    judged_in_order: list[JudgementRecorded], test_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path)
    take(store, test_data / "gdpr-fines", COLLECTIONS[0])
    before = store.log.head()

    with monkeypatch.context() as during:
        during.setattr(Log, "append_staged", kill)
        with pytest.raises(Killed):
            take(store, test_data / "gdpr-fines", COLLECTIONS[1])
    assert store.log.head() == before
    take(store, test_data / "gdpr-fines", COLLECTIONS[1])

    assert judged(store) == judged_in_order
    commits = {event.envelope.command for event in store.log.scan(before) if isinstance(event.body, JudgementRecorded)}
    assert len(commits) == 1
    store.close()


def test_words_for_private_persons_stand_in_no_judgement(judged_in_order: list[JudgementRecorded]) -> None:
    said = " ".join(each.basis for each in judged_in_order).casefold()

    assert "somebody who is not named" in said
    assert not [
        words for words in ("private person", "private individual", "doctor", "police officer") if words in said
    ]
