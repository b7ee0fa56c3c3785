from itertools import pairwise
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importers.identity.scoring import Labelled, grouped, hard_pairs, labelled, scored

from watchgraph.vocabulary.declarations.kinds import ORGANISATION, PLACE, PRODUCT
from watchgraph_importers.identity.mentions import Match, Mention, Role
from watchgraph_importers.identity.organisations import RULE, OrganisationNames

NAMES = labelled("organisations.csv")
HARD = hard_pairs("hard_organisations.csv")


def mention(
    *names: str, dataset: str = "aiaaic", country: str | None = None, kind: str = ORGANISATION, role: Role = Role.VENDOR
) -> Mention:
    id_ = uuid5(NAMESPACE_URL, f"{dataset}|{kind}|{names[0]}|{country}")
    return Mention(id=id_, kind=kind, dataset=dataset, names=names, country=country, roles=frozenset({role}))


def matched(*mentions: Mention) -> list[Match]:
    organisations = OrganisationNames()
    for each in mentions:
        organisations.add(each)
    return organisations.matches(mentions[0])


@pytest.mark.parametrize("held_out", [False, True])
def test_names_as_they_occur_are_matched_surely_and_nearly_all(held_out: bool) -> None:  # noqa: FBT001 - a parameter
    names = [name for name in NAMES if name.held_out is held_out]

    score = scored(OrganisationNames(), names, ORGANISATION)

    assert score.precision >= 0.99, score.wrong
    assert score.recall >= 0.90


@pytest.mark.parametrize(("same", "left", "right"), HARD)
def test_hard_pairs_meet_or_stay_apart(same: bool, left: str, right: str) -> None:  # noqa: FBT001 - a parameter
    one, other = mention(left, dataset="aidata-gcof-v1"), mention(right, dataset="aiaaic")

    verdicts = [match.verdict for match in matched(one, other)]

    assert ("SAME" in verdicts) is same


def test_a_match_says_why_with_both_names() -> None:
    one, other = mention("China Eximbank", dataset="aidata-gcdf3"), mention("Export-Import Bank of China")

    (match,) = matched(one, other)

    assert (
        match.basis == "'China Eximbank' and 'Export-Import Bank of China' are declared spellings of one organisation."
    )
    assert (match.verdict, match.score, match.rule) == ("SAME", 98, RULE)
    assert (match.left, match.right) == tuple(sorted((one.id, other.id)))


@pytest.mark.parametrize(
    ("left", "right", "basis"),
    [
        ("Salad Market", "SALAD MARKET, S.L.", "one name, but for case, punctuation, legal form"),
        ("Zimbabwe Electricty Authority", "Zimbabwe Electricity Authority", "differ as by a slip of the pen"),
        ("T�l�vision Togolaise", "Télévision Togolaise", "a damaged letter apart, they are equal"),
        ("Acme Widget (Zonko)", "Zonko", "one gives the other in brackets"),
        ("WIETC", "Weihai International Economic & Technical Cooperative (WIETC)", "the acronym 'WIETC'"),
        ("Jinhe Engineering Bureau", "China Jinhe Engineering Bureau", "only a leading 'China' is missing"),
    ],
)
def test_names_that_nobody_declared_are_matched_by_rules(left: str, right: str, basis: str) -> None:
    (match,) = matched(mention(left), mention(right, dataset="aiid-incidents"))

    assert match.verdict == "SAME"
    assert basis in match.basis


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Zonko Widgets", "Zonko Widgets Group"),
        ("China Datang Corporation", "China Datong Corporation"),
        ("Zonko Widget (PWQ)", "PWQ"),
        ("Zinkora", "Zinkoras"),
    ],
)
def test_what_may_be_one_is_left_to_a_person(left: str, right: str) -> None:
    (match,) = matched(mention(left), mention(right, dataset="aiid-incidents"))

    assert match.verdict == "UNSURE"
    assert match.score < 90


@pytest.mark.parametrize(
    "name",
    [
        "Unknown",
        "Mult",
        "unnamed Chinese company",
        "Ministry of Health",
        "China",
        "Google/Nest",
        "Bank",
        "ChatGPT users",
    ],
)
def test_a_name_of_nobody_of_many_or_of_several_is_never_matched(name: str) -> None:
    one, other = mention(name, dataset="aidata-gcof-v1"), mention(name, dataset="gdpr-fines")

    assert matched(one, other) == []


def test_a_general_name_means_one_body_with_its_country() -> None:
    ghana = mention("Ministry of Health", country="GH")
    kenya = mention("Ministry of Health", country="KE")
    named = mention("Ghana Ministry of Health, Government Agency", dataset="aidata-gcof-v1")

    (match,) = matched(named, ghana, kenya)

    assert {match.left, match.right} == {named.id, ghana.id}


def test_namesakes_of_two_countries_stay_apart_and_a_third_without_a_country_is_doubtful() -> None:
    spain, italy = mention("Zonko Telecom", country="ES"), mention("Zonko Telecom", country="IT")
    bare = mention("Zonko Telecom", dataset="aiid-incidents")

    assert [match.verdict for match in matched(spain, italy)] == []
    assert [match.verdict for match in matched(bare, spain)] == ["SAME"]
    assert [match.verdict for match in matched(bare, spain, italy)] == ["UNSURE", "UNSURE"]


def test_a_short_name_holds_only_in_the_data_set_that_uses_it() -> None:
    bank = mention("China Development Bank")

    assert matched(mention("CDB", dataset="aidata-gcdf3"), bank)
    assert not matched(mention("CDB", dataset="aiaaic"), bank)


def test_all_names_of_a_mention_count() -> None:
    listed = mention("Zonko Optics Co., Ltd.", "Zonko", "Pre-Zonko Optical Works", dataset="us-vendor-restrictions")

    assert matched(listed, mention("zonko", dataset="aiid-incidents"))
    assert matched(listed, mention("Pre-Zonko Optical Works, Inc."))


def test_a_chain_of_likeness_never_joins_two_declared_organisations() -> None:
    group = mention("China Telecom Group Co., Ltd. (China Telecom)", dataset="us-vendor-restrictions")
    corporation = mention("China Telecom Corporation Ltd.", dataset="aidata-gcof-v1")

    assert matched(corporation, group, mention("China Telecom")) == []


def test_a_name_that_two_declared_organisations_share_joins_neither() -> None:
    cdb = mention("China Development Bank", "Zonko Lenders", dataset="aidata")
    ccb = mention("China Construction Bank", "Zonko Lenders", dataset="aidata")

    assert matched(cdb, ccb) == []


def test_a_declared_name_of_another_country_is_a_namesake() -> None:
    met = mention("Metropolitan Police Service", country="GB")
    listed = mention("metropolitan-police-service", dataset="aiid-incidents")
    namesake = mention("Metropolitan Police Service", dataset="gdpr-fines", country="AR")

    assert [match.verdict for match in matched(met, listed, namesake)] == ["SAME"]
    assert matched(namesake, met, listed) == []


@pytest.mark.parametrize(("kind", "role"), [(PLACE, Role.VENDOR), (ORGANISATION, Role.COURT), (PLACE, Role.CITY)])
def test_places_and_courts_are_left_to_others(kind: str, role: Role) -> None:
    one = mention("Zonko", kind=kind, role=role)

    assert matched(one, mention("Zonko", dataset="aiid-incidents", kind=kind, role=role)) == []


def test_a_product_is_no_organisation() -> None:
    assert matched(mention("Zonko"), mention("Zonko", kind=PRODUCT)) == []


def test_a_later_mention_is_matched_too() -> None:
    organisations, first, later = OrganisationNames(), mention("Zonko"), mention("ZONKO", dataset="aiid-incidents")
    organisations.add(first)
    assert organisations.matches(first) == []

    (match,) = organisations.matches(later)

    assert organisations.matches(first) == [match]


@settings(deadline=None, max_examples=25)
@given(st.permutations([name for name in NAMES if not name.held_out][:150]))
def test_the_order_of_mentions_changes_nothing(shuffled: list[Labelled]) -> None:
    mentions = [name.mention(ORGANISATION) for name in shuffled]
    in_order, in_other_order = OrganisationNames(), OrganisationNames()

    for each, its in zip(sorted(mentions, key=lambda mention: mention.id), mentions, strict=True):
        in_order.add(each)
        in_other_order.add(its)

    assert [in_order.matches(each) for each in mentions] == [in_other_order.matches(each) for each in mentions]


def test_a_pair_is_found_from_both_ends_and_groups_hang_together() -> None:
    mentions = [name.mention(ORGANISATION) for name in NAMES]
    organisations = OrganisationNames()

    groups = grouped(organisations, mentions)

    found = {each.id: organisations.matches(each) for each in mentions}
    assert all(match in found[match.left] and match in found[match.right] for its in found.values() for match in its)
    assert max(map(len, groups)) >= 10
    assert all(one < other for group in groups for one, other in pairwise(group))
