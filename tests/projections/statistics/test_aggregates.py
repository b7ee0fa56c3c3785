"""Counts: who is counted, how surely, from which claims, and what is left out."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.projections.filled import World, uid

from watchgraph_projections.statistics.errors import (
    BadConditionError,
    NotCountableError,
    NotGroupableError,
    NotMeasurableError,
    UnknownIdError,
    UnknownUniverseError,
)
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Side, Universe
from watchgraph_projections.statistics.rules import Reason, Step

USES = "usesSurveillanceTechnology"
USERS = Query(of="Place", where=(Condition(predicate=USES),))


def reasons(world: World, query: Query) -> dict[Reason, tuple[int, ...]]:
    return {each.reason: each.claims for each in world.ask(query).excluded}


def test_an_entity_with_two_claims_counts_once_and_both_claims_stand_under_the_number(world: World) -> None:
    kenya, frt, cctv = world.place("Kenya"), world.entity("Technology", "FRT"), world.entity("Technology", "CCTV")
    claims = [world.claim(kenya, USES, frt), world.claim(kenya, USES, cctv)]

    found = world.number(USERS)

    assert found.certain.value == "1"
    assert found.claims == tuple(claims)


def test_equal_statements_of_two_publishers_are_one_statement(world: World) -> None:
    kenya, frt = world.place("Kenya"), world.entity("Technology", "FRT")
    claims = [world.claim(kenya, USES, frt, group_key="same", dataset=name) for name in ("one", "two")]

    found = world.number(Query(of="Place", where=USERS.where, measure=Measure.COUNT_STATEMENTS))

    assert found.certain.value == "1"
    assert found.claims == tuple(claims)


def test_each_doubt_is_a_step_of_its_own(world: World) -> None:
    frt = world.entity("Technology", "FRT")
    cells: tuple[dict[str, str | int], ...] = (
        {},
        {"valid": "2026/.."},
        {"valid": "2020/2026"},
        {"disputed": 1},
        {"state": "PROPOSED"},
        {"state": "PROPOSED", "disputed": 1},
    )
    claims = [world.claim(world.place(str(cell)), USES, frt, **cell) for cell in cells]

    found = world.number(USERS)

    assert (found.certain.value, found.possible.value) == ("1", "6")
    assert [(each.step, each.added, each.figure.value) for each in found.steps] == [
        (Step.POSSIBLY_BEGUN, 1, "2"),
        (Step.POSSIBLY_OVER, 1, "3"),
        (Step.DISPUTED, 1, "4"),
        (Step.UNREVIEWED, 2, "6"),
    ]
    assert found.steps[-1].claims == tuple(claims[-2:])
    assert found.possible_claims == tuple(claims)


def test_what_was_last_seen_before_the_day_is_certain_and_carried_forward(world: World) -> None:
    frt = world.entity("Technology", "FRT")
    for name, valid in (("Kenya", "2019"), ("Serbia", "2022-03"), ("France", "2020/..")):
        world.claim(world.place(name), USES, frt, valid=valid)

    found = world.number(USERS)

    assert found.certain.value == "3"
    assert (found.carried_forward.count, found.carried_forward.oldest) == (2, "2019")


def test_a_newer_sighting_makes_an_older_one_of_the_same_entity_irrelevant(world: World) -> None:
    kenya, frt = world.place("Kenya"), world.entity("Technology", "FRT")
    for valid in ("2015", "2022"):
        world.claim(kenya, USES, frt, valid=valid)

    found = world.number(USERS)

    assert found.carried_forward.oldest == "2022"


def test_what_does_not_count_is_listed_with_its_reason(world: World) -> None:
    frt, kenya = world.entity("Technology", "FRT"), world.place("Kenya")
    cells: dict[Reason, dict[str, str | int]] = {
        Reason.OPINION: {"modality": "OPINION"},
        Reason.PLAN: {"modality": "PLAN"},
        Reason.QUESTION: {"modality": "QUESTION"},
        Reason.DENIAL: {"modality": "DENIAL"},
        Reason.NEGATED: {"polarity": "NEGATED"},
        Reason.UNKNOWN: {"polarity": "UNKNOWN"},
        Reason.SUPERSEDED: {"state": "SUPERSEDED"},
        Reason.REJECTED: {"state": "REJECTED"},
        Reason.WITHDRAWN: {"state": "WITHDRAWN"},
        Reason.CORRECTED: {"state": "CORRECTED"},
        Reason.RETRACTED: {"state": "RETRACTED"},
        Reason.REDACTED: {"state": "REDACTED"},
        Reason.NOT_YET: {"valid": "2030"},
        Reason.ENDED: {"valid": "2010/2015"},
    }
    claims = {reason: world.claim(kenya, USES, frt, **cell) for reason, cell in cells.items()}
    claims[Reason.GROUP] = world.claim(world.entity("Group", "some countries"), USES, frt)

    answer = world.ask(USERS)

    assert [number.possible.value for number in answer.numbers] == ["0"]
    assert {each.reason: each.claims for each in answer.excluded} == {key: (claim,) for key, claim in claims.items()}
    assert all(each.reason.text.endswith(".") for each in answer.excluded)


def test_a_claim_that_an_act_ended_has_ended(world: World) -> None:
    claim = world.claim(world.place("Kenya"), USES, world.entity("Technology", "FRT"), valid="2019", ended="2021")

    assert reasons(world, USERS) == {Reason.ENDED: (claim,)}


def test_an_unknown_is_listed_even_where_another_value_is_asked_for(world: World) -> None:
    frt = world.entity("Technology", "FRT")
    claim = world.claim(world.place("Kenya"), USES, {}, polarity="UNKNOWN")

    query = Query(of="Place", where=(Condition(predicate=USES, entities=(uid(frt),)),))

    assert reasons(world, query) == {Reason.UNKNOWN: (claim,)}


def test_conditions_hold_together_and_the_weakest_decides(world: World) -> None:
    kenya, serbia, china, frt = *map(world.place, ("Kenya", "Serbia", "China")), world.entity("Technology", "FRT")
    world.claim(kenya, USES, frt)
    world.claim(serbia, USES, frt)
    disputed = world.claim(serbia, "techOrigin", china, disputed=1)

    query = Query(
        of="Place", where=(Condition(predicate=USES), Condition(predicate="techOrigin", entities=(uid(china),)))
    )
    found = world.number(query)

    assert (found.certain.value, found.possible.value) == ("0", "1")
    assert disputed in found.steps[0].claims


def test_the_surest_of_several_claims_decides_for_its_condition(world: World) -> None:
    kenya, frt = world.place("Kenya"), world.entity("Technology", "FRT")
    sure = world.claim(kenya, USES, frt)
    world.claim(kenya, USES, frt, disputed=1)

    found = world.number(USERS)

    assert (found.certain.value, found.claims, found.steps) == ("1", (sure,), ())


def test_of_values_that_exclude_each_other_only_the_headline_counts(world: World) -> None:
    camp = world.entity("Deployment", "camp")
    world.claim(camp, "hasStatus", "LIVE", valid="2021/..")
    older = world.claim(camp, "hasStatus", "PILOT", valid="2018")
    query = Query(of="Deployment", where=(Condition(predicate="hasStatus", codes=("PILOT",)),))

    answer = world.ask(query)

    assert answer.numbers[0].possible.value == "0"
    assert {each.reason: each.claims for each in answer.excluded} == {Reason.NOT_HEADLINE: (older,)}


def test_a_publisher_that_says_the_same_as_the_headline_supports_it(world: World) -> None:
    camp = world.entity("Deployment", "camp")
    claims = [world.claim(camp, "hasStatus", "LIVE", valid=valid) for valid in ("2021/..", "2019")]

    found = world.number(Query(of="Deployment", where=(Condition(predicate="hasStatus", codes=("LIVE",)),)))

    assert found.claims == tuple(claims)


def test_a_deployment_that_is_only_planned_is_not_added_to_what_exists(world: World) -> None:
    serbia = world.place("Serbia")
    planned, over, live = (world.entity("Deployment", name) for name in ("planned", "over", "live"))
    claims = {each: world.claim(each, "deployedIn", serbia) for each in (planned, over, live)}
    statuses = ((planned, "ANNOUNCED"), (over, "CANCELLED"), (live, "LIVE"))
    said = {each: world.claim(each, "hasStatus", status) for each, status in statuses}

    answer = world.ask(Query(of="Deployment", where=(Condition(predicate="deployedIn", entities=(uid(serbia),)),)))

    assert answer.numbers[0].claims == (claims[live],)
    left_out = {each.reason: each.claims for each in answer.excluded}
    assert left_out == {
        Reason.NOT_IN_PLACE: (claims[planned], said[planned]),
        Reason.ENDED: (claims[over], said[over]),
    }


def test_a_claim_that_says_of_itself_that_it_is_planned_is_left_out(world: World) -> None:
    stage = '[{"name": "stage", "value": {"type": "code", "scheme": "stage", "code": "PLANNED"}, "entity": null}]'
    claim = world.claim(world.entity("Deployment", "camp"), "deployedIn", world.place("Serbia"), qualifiers=stage)

    assert reasons(world, Query(of="Deployment", where=(Condition(predicate="deployedIn"),))) == {
        Reason.PLANNED: (claim,)
    }


def test_plans_are_counted_where_the_question_is_about_plans_and_the_answer_says_so(world: World) -> None:
    camp = world.entity("Deployment", "camp")
    world.claim(camp, "plannedCameras", {"type": "quantity", "min": "8000", "max": "8000", "unit": "camera"})

    answer = world.ask(Query(of="plannedCameras", measure=Measure.MAX))

    assert answer.planned
    assert [(number.unit, number.certain.value) for number in answer.numbers] == [("camera", "8000")]


def test_members_at_the_other_end_are_counted_too(world: World) -> None:
    vendors = [world.entity("Organisation", name) for name in ("Huawei", "ZTE")]
    for place in map(world.place, ("Kenya", "Serbia")):
        for vendor in vendors:
            world.claim(place, "companyPresent", vendor)

    found = world.number(Query(of="Organisation", where=(Condition(predicate="companyPresent", side=Side.OBJECT),)))

    assert found.certain.value == "2"


def test_a_kind_without_conditions_counts_all_of_whom_something_countable_is_said(world: World) -> None:
    world.claim(world.place("Kenya"), USES, world.entity("Technology", "FRT"))
    world.place("a place of which nothing is said")

    assert world.number(Query(of="Place")).certain.value == "1"


def test_numbers_compare_exactly(world: World) -> None:
    places = [world.place(str(rank)) for rank in (49, 50, 51)]
    for place, rank in zip(places, ("49", "50", "50.0000001"), strict=True):
        world.claim(place, "militaryExpenditureRank", {"type": "quantity", "min": rank, "max": rank, "unit": "rank"})

    query = Query(of="Place", where=(Condition(predicate="militaryExpenditureRank", at_most=Decimal(50)),))

    assert world.number(query).certain.value == "2"


def test_an_open_range_meets_only_the_bound_that_it_surely_has(world: World) -> None:
    camp = world.entity("Deployment", "camp")
    world.claim(camp, "installedCameras", {"type": "quantity", "min": "1200", "unit": "camera"})

    def cameras(at_least: int | None, at_most: int | None) -> str | None:
        bounds = [None if each is None else Decimal(each) for each in (at_least, at_most)]
        condition = Condition(predicate="installedCameras", at_least=bounds[0], at_most=bounds[1])
        return world.number(Query(of="Deployment", where=(condition,))).certain.value

    assert cameras(1000, None) == "1"
    assert cameras(None, 2000) == "0"


def test_merged_ids_ask_for_the_same_entity(world: World) -> None:
    huawei = world.entity("Organisation", "Huawei")
    merged = world.entity("Organisation", "HUAWEI", cluster=huawei)
    world.claim(world.place("Kenya"), "companyPresent", huawei)

    query = Query(of="Place", where=(Condition(predicate="companyPresent", entities=(uid(merged),)),))

    assert world.number(query).certain.value == "1"


def test_qualifiers_narrow_by_code_and_by_entity_whatever_its_id(world: World) -> None:
    study = world.entity("Study", "AIGS")
    merged = world.entity("Study", "AI Global Surveillance Index", cluster=study)
    stored = json.dumps([{"name": "study", "value": {"type": "entity"}, "entity": str(uid(study))}])
    frt = world.entity("Technology", "FRT")
    world.claim(world.place("Kenya"), USES, frt, qualifiers=stored)
    world.claim(world.place("Serbia"), USES, frt)

    query = Query(of="Place", where=(Condition(predicate=USES, qualifiers=(("study", str(uid(merged))),)),))

    assert world.number(query).certain.value == "1"


class TestUniverse:
    @pytest.fixture(autouse=True)
    def datasets(self, world: World) -> None:
        for slug in ("aigs", "eiu"):
            world.dataset(slug)

    def test_a_misspelt_data_set_is_refused_with_the_nearest_name(self, world: World) -> None:
        with pytest.raises(UnknownUniverseError, match="there is aigs"):
            world.ask(Query(of="Place", where=USERS.where, universe=Universe(dataset="agis")))

    def test_an_edition_counts_what_it_states_superseded_since_or_not_and_tests_no_day(self, world: World) -> None:
        frt = world.entity("Technology", "FRT")
        for name in ("2020", "2022"):
            world.edition("aigs", name)
        for place, state, editions in (("Kenya", "ACCEPTED", "2020 2022"), ("Chad", "SUPERSEDED", "2020")):
            claim = world.claim(world.place(place), USES, frt, dataset="aigs", state=state, valid="2030")
            for each in editions.split():
                world.stated_in(claim, each)

        def count(edition: str | None, *, on_day: bool = False) -> str | None:
            universe = Universe(dataset="aigs", edition=edition, on_day=on_day)
            return world.number(Query(of="Place", where=USERS.where, universe=universe)).certain.value

        assert count("2020") == "2"
        assert count("2022") == "1"
        assert count("2020", on_day=True) == "0"
        assert count(None) == "0"

    def test_of_an_edition_that_was_mapped_twice_the_newer_mapping_speaks(self, world: World) -> None:
        frt = world.entity("Technology", "FRT")
        for mapping in (1, 2):
            world.edition("aigs", "2020", mapping)
            world.stated_in(world.claim(world.place(str(mapping)), USES, frt, dataset="aigs"), "2020", mapping)

        query = Query(of="Place", where=USERS.where, universe=Universe(dataset="aigs", edition="2020"))

        assert world.number(query).certain.value == "1"

    def test_an_edition_that_was_not_imported_is_refused_by_name(self, world: World) -> None:
        with pytest.raises(UnknownUniverseError, match="aigs, edition 1999; there is "):
            world.ask(Query(of="Place", where=USERS.where, universe=Universe(dataset="aigs", edition="1999")))

    def test_a_grouping_may_have_a_universe_of_its_own(self, world: World) -> None:
        frt, kenya = world.entity("Technology", "FRT"), world.place("Kenya")
        world.claim(kenya, USES, frt, dataset="aigs")
        world.claim(kenya, "regimeType", "ED", dataset="eiu")

        grouping = Grouping(predicate="regimeType", universe=Universe(dataset="eiu"))
        answer = world.ask(Query(of="Place", where=USERS.where, group_by=grouping, universe=Universe(dataset="aigs")))

        assert [group.value.code for group in answer.groups] == ["ED"]

    def test_a_grouping_of_which_the_data_set_says_nothing_is_refused_with_those_that_do(self, world: World) -> None:
        frt, kenya = world.entity("Technology", "FRT"), world.place("Kenya")
        world.claim(kenya, USES, frt, dataset="aigs")
        world.claim(kenya, "regimeType", "ED", dataset="eiu")
        by_regime = Grouping(predicate="regimeType")

        with pytest.raises(NotGroupableError, match=r"aigs says nothing of regimeType: .* there is eiu"):
            world.ask(Query(of="Place", where=USERS.where, group_by=by_regime, universe=Universe(dataset="aigs")))

    def test_the_definition_names_the_claims_that_each_part_looks_at(self, world: World) -> None:
        frt = world.entity("Technology", "FRT")
        world.edition("aigs", "2020")
        stated = world.claim(world.place("Kenya"), USES, frt, dataset="aigs")
        world.stated_in(stated, "2020")
        eiu, aigs = Universe(dataset="eiu"), Universe(dataset="aigs", edition="2020")
        regime = Condition(predicate="regimeType", codes=("CLOSED_AUTOCRACY",), universe=eiu, absent=True)
        by_regime = Grouping(predicate="regimeType", universe=eiu)
        query = Query(of="Place", where=(*USERS.where, regime), group_by=by_regime, universe=aigs)

        assert world.ask(query).definition == (
            f"Place with {USES} and without regimeType CLOSED_AUTOCRACY (of eiu, on 2026-11-23), "
            "by regimeType (of eiu, on 2026-11-23); of aigs, edition 2020"
        )

    def test_publication_dates_choose_what_had_been_said_by_then(self, world: World) -> None:
        frt = world.entity("Technology", "FRT")
        spells = (
            ("ACCEPTED", 20200101, 99991231),
            ("SUPERSEDED", 20180101, 20200101),
            ("ACCEPTED", 20250101, 99991231),
        )
        for state, since, until in spells:
            world.claim(world.place(state), USES, frt, state=state, published_from=since, published_to=until)

        def count(by: str) -> str | None:
            return world.number(Query(of="Place", where=USERS.where, published_by=by)).certain.value

        assert [count(by) for by in ("2017", "2019", "2020", "2026")] == ["0", "1", "1", "2"]

    def test_what_nobody_dated_counts_from_the_day_on_which_it_was_taken_in(self, world: World) -> None:
        frt = world.entity("Technology", "FRT")
        users = [
            world.claim(world.place(state), USES, frt, state=state, published_from=dated, published_to=dated)
            for state, dated in (("ACCEPTED", None), ("SUPERSEDED", None), ("ACCEPTED", 20240101))
        ]
        world.took(users[-1], "2021-05-03T08:00:00.000000Z")

        def count(by: str) -> str | None:
            return world.number(Query(of="Place", where=USERS.where, published_by=by)).certain.value

        assert [count(by) for by in ("2020", "2021-05-02", "2021-05-03", "2030")] == ["0", "0", "1", "1"]


class TestGroups:
    def test_members_stand_under_every_entity_that_they_lead_to_and_the_total_counts_them_once(
        self, world: World
    ) -> None:
        huawei, zte = (world.entity("Organisation", name) for name in ("Huawei", "ZTE"))
        kenya, serbia = world.place("Kenya"), world.place("Serbia")
        claim = world.claim(kenya, "companyPresent", zte)
        for place in (kenya, serbia):
            world.claim(place, "companyPresent", huawei)

        grouping = Grouping(predicate="companyPresent")
        answer = world.ask(Query(of="Place", where=(Condition(predicate="companyPresent"),), group_by=grouping))

        shown = [(group.value.label, group.value.id, group.numbers[0].certain.value) for group in answer.groups]
        assert shown == [("Huawei", uid(huawei), "2"), ("ZTE", uid(zte), "1")]
        assert answer.groups[1].numbers[0].claims == (claim,)
        assert answer.numbers[0].certain.value == "2"
        assert answer.overlapping

    @pytest.mark.parametrize("overlapping", [True, False])
    def test_groups_overlap_where_something_stands_in_several_and_not_where_it_only_might(
        self, world: World, *, overlapping: bool
    ) -> None:
        vendors = [world.entity("Organisation", name) for name in ("Huawei", "ZTE")]
        kenya, serbia = world.place("Kenya"), world.place("Serbia")
        for place, vendor in zip((kenya, kenya if overlapping else serbia), vendors, strict=True):
            world.claim(place, "companyPresent", vendor)
        present = (Condition(predicate="companyPresent"),)

        answer = world.ask(Query(of="Place", where=present, group_by=Grouping(predicate="companyPresent")))

        assert answer.overlapping is overlapping

    def test_groups_by_year_overlap_where_something_was_so_in_several(self, world: World) -> None:
        frt, kenya = world.entity("Technology", "FRT"), world.place("Kenya")
        for year in ("2019", "2021"):
            world.claim(kenya, USES, frt, valid=f"{year}/..")

        answer = world.ask(Query(of="Place", where=USERS.where, group_by=Grouping()))

        assert ([each.value.year for each in answer.groups], answer.overlapping) == ([2019, 2021], True)

    def test_members_without_a_value_form_the_last_group(self, world: World) -> None:
        frt = world.entity("Technology", "FRT")
        for name in ("one", "two"):
            world.claim(world.place(name), USES, frt)
        known = world.place("three")
        world.claim(known, USES, frt)
        world.claim(known, "regimeType", "LD")

        answer = world.ask(Query(of="Place", where=USERS.where, group_by=Grouping(predicate="regimeType")))

        assert [(g.value.code, g.value.known, g.numbers[0].certain.value) for g in answer.groups] == [
            ("LD", True, "1"),
            (None, False, "2"),
        ]
        assert not answer.overlapping

    def test_a_doubtful_value_makes_the_member_doubtful_in_its_group(self, world: World) -> None:
        kenya = world.place("Kenya")
        world.claim(kenya, USES, world.entity("Technology", "FRT"))
        world.claim(kenya, "regimeType", "LD", disputed=1)

        answer = world.ask(Query(of="Place", where=USERS.where, group_by=Grouping(predicate="regimeType")))

        (number,) = answer.groups[0].numbers
        assert (number.certain.value, number.possible.value) == ("0", "1")

    def test_years_are_those_in_which_claims_began_or_that_they_state(self, world: World) -> None:
        frt = world.entity("Technology", "FRT")
        for valid in ("2021/..", "2019-05/..", "2018/2030", "201X/.."):
            world.claim(world.place(valid), USES, frt, valid=valid)

        answer = world.ask(Query(of="Place", where=USERS.where, group_by=Grouping()))

        assert [group.value.year for group in answer.groups] == [2018, 2019, 2021, None]

    def test_a_stated_date_groups_by_its_year(self, world: World) -> None:
        loan = world.entity("FinancialFacility", "loan")
        world.claim(loan, "commitmentYear", {"type": "date", "edtf": "2013"})

        answer = world.ask(Query(of="FinancialFacility", group_by=Grouping(predicate="commitmentYear")))

        assert [group.value.year for group in answer.groups] == [2013]

    def test_what_is_named_without_its_members_is_a_value_like_others(self, world: World) -> None:
        kenya, serbia = world.place("Kenya"), world.place("Serbia")
        several, zte = world.entity("Group", "several vendors"), world.entity("Organisation", "ZTE")
        claim = world.claim(kenya, "companyPresent", several)
        world.claim(serbia, "companyPresent", zte)

        grouping = Grouping(predicate="companyPresent")
        answer = world.ask(Query(of="Place", where=(Condition(predicate="companyPresent"),), group_by=grouping))

        shown = {group.value.label: group.numbers[0].entities for group in answer.groups}
        assert shown == {"several vendors": (kenya,), "ZTE": (serbia,)}
        assert claim in answer.groups[1].numbers[0].claims + answer.groups[0].numbers[0].claims
        assert (answer.numbers[0].certain.value, answer.excluded) == ("2", ())

    def test_what_is_named_without_its_members_is_still_no_member(self, world: World) -> None:
        frt, several = world.entity("Technology", "FRT"), world.entity("Group", "some countries")
        claim = world.claim(several, USES, frt)

        answer = world.ask(Query(of=USES, group_by=Grouping(predicate=USES)))

        assert (answer.numbers[0].certain.value, answer.groups) == ("0", ())
        assert [(each.reason, each.claims) for each in answer.excluded] == [(Reason.GROUP, (claim,))]

    def test_loans_to_a_region_are_in_a_group_of_their_own_and_groups_add_up_to_the_total(self, world: World) -> None:
        recipients = world.place("Kenya"), world.entity("Group", "Africa, regional")
        for recipient, amount in zip(recipients, ("10", "8"), strict=True):
            loan = world.entity("FinancialFacility", amount)
            world.claim(loan, "recipient", recipient)
            world.claim(loan, "amount", {"type": "money", "amount": amount, "currency": "USD"}, valid="2015")

        query = Query(of="amount", measure=Measure.SUM, group_by=Grouping(predicate="recipient"))
        answer = world.ask(query)

        assert [(each.value.label, each.numbers[0].certain.value) for each in answer.groups] == [
            ("Kenya", "10"),
            ("Africa, regional", "8"),
        ]
        assert answer.numbers[0].certain.value == "18"


class TestSums:
    @pytest.fixture
    def loans(self, world: World) -> list[int]:
        amounts = (("0.1", "USD", "nominal"), ("0.2", "USD", "nominal"), ("5", "EUR", "nominal"))
        loans = []
        for amount, currency, basis in amounts:
            loans.append(world.entity("FinancialFacility", amount))
            value = {"type": "money", "amount": amount, "currency": currency, "basis": basis}
            world.claim(loans[-1], "amount", value, valid="2015")
        loans.append(world.entity("FinancialFacility", "silent"))
        for loan in loans:
            world.claim(loan, "lender", world.entity("Organisation", "bank"))
        return loans

    SUM = Query(of="FinancialFacility", where=(Condition(predicate="lender"),), measure=Measure.SUM, measured="amount")

    @pytest.mark.usefixtures("loans")
    def test_currencies_are_never_added_together_and_decimals_are_exact(self, world: World) -> None:
        answer = world.ask(self.SUM)

        assert [(n.unit, n.basis, n.certain.value, n.members) for n in answer.numbers] == [
            ("EUR", "nominal", "5", 1),
            ("USD", "nominal", "0.3", 2),
        ]
        assert answer.without_number == 1

    @pytest.mark.usefixtures("loans")
    def test_another_currency_than_asked_for_is_left_out(self, world: World) -> None:
        query = Query(of="FinancialFacility", where=self.SUM.where, measure=Measure.SUM, measured="amount", unit="USD")

        answer = world.ask(query)

        assert [(n.unit, n.certain.value) for n in answer.numbers] == [("USD", "0.3")]
        assert [each.reason for each in answer.excluded] == [Reason.OTHER_UNIT]

    @pytest.mark.parametrize(
        ("measure", "euro", "dollar"),
        [
            (Measure.MIN, "5", "0.1"),
            (Measure.MAX, "5", "0.2"),
            (Measure.MEAN, "5", "0.15"),
            (Measure.MEDIAN, "5", "0.15"),
        ],
    )
    @pytest.mark.usefixtures("loans")
    def test_other_measures(self, world: World, measure: Measure, euro: str, dollar: str) -> None:
        query = Query(of="FinancialFacility", where=self.SUM.where, measure=measure, measured="amount")

        assert [n.certain.value for n in world.ask(query).numbers] == [euro, dollar]

    def test_rival_amounts_of_one_loan_are_not_added(self, world: World, loans: list[int]) -> None:
        value = {"type": "money", "amount": "7", "currency": "EUR", "basis": "nominal"}
        rival = world.claim(loans[2], "amount", value, valid="2014")

        answer = world.ask(self.SUM)

        assert answer.numbers[0].certain.value == "5"
        assert answer.excluded[-1].claims == (rival,)

    def test_a_range_gives_bounds_and_an_open_side_stays_open(self, world: World) -> None:
        for low, high in (("10", "20"), ("100", None)):
            value = {"type": "quantity", "min": low, "unit": "camera"} | ({"max": high} if high else {})
            world.claim(world.entity("Deployment", low), "installedCameras", value)

        (number,) = world.ask(Query(of="installedCameras", measure=Measure.SUM)).numbers

        assert (number.certain.low, number.certain.high, number.certain.value) == ("110", None, None)

    def test_doubtful_members_come_into_the_possible_sum_only(self, world: World, loans: list[int]) -> None:
        doubtful = world.entity("FinancialFacility", "doubtful")
        world.claim(doubtful, "lender", world.entity("Organisation", "bank"))
        value = {"type": "money", "amount": "0.7", "currency": "USD", "basis": "nominal"}
        claim = world.claim(doubtful, "amount", value, disputed=1)

        number = world.ask(self.SUM).numbers[1]

        assert (number.certain.value, number.possible.value) == ("0.3", "1")
        assert claim in number.possible_claims
        assert loans


class TestTime:
    def test_an_earlier_position_gives_what_was_known_then(self, world: World) -> None:
        frt, kenya, chad = world.entity("Technology", "FRT"), world.place("Kenya"), world.place("Chad")
        world.claim(kenya, USES, frt, since=10)
        world.claim(chad, USES, frt, since=20, until=30)

        counts = [world.ask(USERS, position=each).numbers[0].certain.value for each in (5, 10, 25, 30)]

        assert counts == ["0", "1", "2", "1"]

    def test_an_earlier_day_gives_what_was_so_then(self, world: World) -> None:
        world.claim(world.place("Kenya"), USES, world.entity("Technology", "FRT"), valid="2015/2018")

        counts = [world.number(USERS, day=each).certain.value for each in (20140101, 20160601, 20200101)]

        assert counts == ["0", "1", "0"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("query", "error"),
        [
            (Query(of="Place", where=(Condition(predicate="regimeType", codes=("KINGDOM",)),)), BadConditionError),
            (Query(of="Place", where=(Condition(predicate="regimeType", at_least=Decimal(1)),)), BadConditionError),
            (Query(of="Place", where=(Condition(predicate="regimeType", side=Side.OBJECT),)), BadConditionError),
            (Query(of="Place", where=(Condition(predicate=USES, codes=("X",)),)), BadConditionError),
            (Query(of="Place", where=(Condition(predicate=USES, qualifiers=(("colour", "RED"),)),)), BadConditionError),
            (Query(of="Place", where=(Condition(predicate="name"),)), NotCountableError),
            (Query(of="PolicyCall"), NotCountableError),
            (Query(of="plannedCameras", measure=Measure.SUM), NotCountableError),
            (Query(of="Place", where=USERS.where, measure=Measure.SUM), NotMeasurableError),
            (Query(of="Place", where=USERS.where, measure=Measure.SUM, measured="region"), NotMeasurableError),
            (Query(of="Place", where=USERS.where, group_by=Grouping(predicate="coordinates")), NotGroupableError),
            (Query(of="Place", where=USERS.where, group_by=Grouping(by="verdict")), NotGroupableError),
            (Query(of="Place", where=USERS.where, group_by=Grouping(then=Grouping(predicate=USES))), NotGroupableError),
            (Query(of="Place", where=(Condition(predicate=USES, entities=(uid(-1),)),)), UnknownIdError),
        ],
    )
    def test_what_makes_no_sense_is_refused_with_a_code_of_its_own(
        self, world: World, query: Query, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            world.ask(query)


def test_the_definition_says_by_what_circumstance_it_divides_and_in_which_unit(world: World) -> None:
    by_verdict = Grouping(predicate="judgedAlerts", by="verdict", qualifiers=(("verdict", "TRUE_CONFIRMED"),))
    query = Query(of="judgedAlerts", measure=Measure.SUM, unit="alert", group_by=by_verdict)

    assert world.ask(query).definition == (
        "SUM of judgedAlerts in alert of whatever has judgedAlerts, "
        "by verdict of judgedAlerts (verdict: TRUE_CONFIRMED); of all claims, on 2026-11-23"
    )


def test_of_several_conditions_on_what_is_measured_the_definition_says_whose_numbers_are_added_up(world: World) -> None:
    many, any_at_all = Condition(predicate="judgedAlerts", at_least=Decimal(5)), Condition(predicate="judgedAlerts")
    query = Query(of="Deployment", where=(many, any_at_all), measure=Measure.SUM, measured="judgedAlerts")

    narrow, wide = (world.ask(replace(query, where=where)).definition for where in (query.where, query.where[::-1]))

    assert narrow.startswith(
        "SUM of judgedAlerts at least 5 of Deployment with judgedAlerts at least 5 and judgedAlerts;"
    )
    assert wide.startswith("SUM of judgedAlerts of Deployment with judgedAlerts and judgedAlerts at least 5;")


def test_numbers_of_what_another_condition_may_stand_in_for_are_all_there_in_either_order(world: World) -> None:
    for amount, violated in ((7, "NO_IMPACT_ASSESSMENT"), (2, "NO_IMPACT_ASSESSMENT"), (1, "ILLEGAL_CAMERA_SCOPE")):
        fined = world.entity("RegulatoryAction", f"fine of {amount}")
        world.claim(fined, "fine", {"type": "money", "amount": str(amount), "currency": "EUR"})
        world.claim(fined, "violation", violated)
    large, violation = (
        Condition(predicate="fine", at_least=Decimal(5)),
        Condition(predicate="violation", codes=("ILLEGAL_CAMERA_SCOPE",)),
    )

    sums = [
        world.ask(Query(of="RegulatoryAction", where=(either,), measure=Measure.SUM, measured="fine"))
        for either in (replace(large, others=(violation,)), replace(violation, others=(large,)))
    ]

    assert [each.numbers[0].certain.value for each in sums] == ["8", "8"]
    assert [each.without_number for each in sums] == [0, 0]


def test_of_several_conditions_on_what_is_grouped_the_definition_says_whose_claims_are_divided(world: World) -> None:
    first, every = (
        Condition(predicate=USES, entities=(uid(world.entity("Technology", "FRT")),)),
        Condition(predicate=USES),
    )
    query = Query(of="Place", where=(first, every), group_by=Grouping(predicate=USES))

    narrow, wide = (world.ask(replace(query, where=where)).definition for where in (query.where, query.where[::-1]))

    assert f", by {USES} of claims {USES} “FRT”;" in narrow
    assert f", by {USES} of claims {USES};" in wide


def test_the_answer_says_what_it_counted(world: World) -> None:
    answer = world.ask(Query(of="Place", where=(Condition(predicate="regimeType", codes=("LIBERAL_DEMOCRACY",)),)))

    assert answer.definition == "Place with regimeType LIBERAL_DEMOCRACY; of all claims, on 2026-11-23"
    assert answer.rule == "certain-possible/11"
