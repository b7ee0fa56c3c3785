"""Conditions by date, text and absence, on what stands at the other end, and groupings by more than a value."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.projections.filled import World, uid

from watchgraph.domain.edtf import EdtfError
from watchgraph_projections.statistics.errors import BadConditionError, NotCountableError, NotGroupableError
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Side, Wording
from watchgraph_projections.statistics.rules import Reason, Step

USES = "usesSurveillanceTechnology"


def coded(name: str, code: str) -> dict[str, str | int]:
    """The cells of a claim with one coded qualifier."""
    stored = [{"name": name, "value": {"type": "code", "code": code}, "text": code, "entity": None}]
    return {"qualifiers": json.dumps(stored), "qualifier_key": code}


def alerts(number: int) -> dict[str, object]:
    return {"type": "quantity", "min": str(number), "max": str(number), "unit": "alert"}


def date(text: str) -> dict[str, object]:
    return {"type": "date", "edtf": text}


def text(words: str) -> dict[str, object]:
    return {"type": "text", "text": words, "lang": "en"}


def labelled(world: World, query: Query) -> dict[object, str | None]:
    """The certain number of each group by its value."""
    found: dict[object, str | None] = {}
    for group in world.ask(query).groups:
        value = group.value
        found[value.label or value.code or value.year] = group.numbers[0].certain.value
    return found


# Dates


@pytest.mark.parametrize(
    ("since", "before", "count"),
    [("2019", None, "3"), ("2019-06", None, "2"), (None, "2020", "2"), ("2019", "2020", "1"), ("2021", None, "0")],
)
def test_a_stated_date_lies_surely_within_what_is_asked(
    world: World, since: str | None, before: str | None, count: str
) -> None:
    for stated in ("2018-12-31", "2019", "2020-02", "2020-05-01", "2018/2021"):
        world.claim(world.entity("RegulatoryAction", stated), "decidedOn", date(stated))

    condition = Condition(predicate="decidedOn", since=since, before=before)

    assert world.number(Query(of="RegulatoryAction", where=(condition,))).certain.value == count


def test_of_many_observations_the_one_in_the_time_asked_for_leads(world: World) -> None:
    kenya, serbia = world.place("Kenya"), world.place("Serbia")
    for place, year, code in (
        (kenya, "1995", "CLOSED_AUTOCRACY"),
        (kenya, "2010", "ELECTORAL_DEMOCRACY"),
        (serbia, "2010", "CLOSED_AUTOCRACY"),
    ):
        world.claim(place, "regimeType", code, valid=year)

    def closed(since: str, before: str) -> str | None:
        condition = Condition(predicate="regimeType", codes=("CLOSED_AUTOCRACY",), since=since, before=before)
        return world.number(Query(of="Place", where=(condition,))).certain.value

    assert [closed("1995", "1996"), closed("2010", "2011"), closed("1990", "2011")] == ["1", "1", "1"]


def test_a_period_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(EdtfError):
        world.ask(Query(of="Place", where=(Condition(predicate=USES, since="soon"),)))


# Texts


def test_a_text_is_one_of_those_asked_for_or_has_the_words_in_it(world: World) -> None:
    for words in ("Govt - police", "Govt - POLICE; retail", "Retail"):
        world.claim(world.entity("Incident", words), "classifiedAs", text(words), **coded("aspect", "SECTOR"))

    def number(condition: Condition) -> str | None:
        return world.number(Query(of="Incident", where=(condition,))).certain.value

    assert number(Condition(predicate="classifiedAs", contains="police")) == "2"
    assert number(Condition(predicate="classifiedAs", texts=("Retail", "Govt - police"))) == "2"
    assert number(Condition(predicate="classifiedAs", texts=("retail",))) == "0"


def test_a_text_of_what_takes_none_is_refused(world: World) -> None:
    with pytest.raises(BadConditionError, match="no text"):
        world.ask(Query(of="Place", where=(Condition(predicate=USES, contains="x"),)))


def test_groups_of_texts_have_them_for_labels(world: World) -> None:
    for words, aspect in (("Retail", "SECTOR"), ("Retail", "SECTOR"), ("Police", "SECTOR"), ("Privacy", "RISK")):
        world.claim(world.entity("Incident", "one"), "classifiedAs", text(words), **coded("aspect", aspect))

    by_sector = Grouping(predicate="classifiedAs", qualifiers=(("aspect", "SECTOR"),))
    sectors = (Condition(predicate="classifiedAs", qualifiers=(("aspect", "SECTOR"),)),)

    assert labelled(world, Query(of="Incident", where=sectors, group_by=by_sector)) == {"Retail": "2", "Police": "1"}


# What will do in the place of another


def test_a_place_has_banned_something_or_a_law_of_it_has(world: World) -> None:
    faces = world.entity("Technology", "faces")
    law, bill = (world.entity("LegalInstrument", each) for each in ("law", "bill"))
    oakland, boston, berkeley = map(world.place, ("Oakland", "Boston", "Berkeley"))
    for each in (oakland, boston, law):
        world.claim(each, "banned", faces)
    for place in (boston, berkeley):
        world.claim(law, "jurisdiction", place)
    world.claim(bill, "jurisdiction", world.place("Nowhere"))
    of_a_law = Condition(predicate="jurisdiction", side=Side.OBJECT, that=(Condition(predicate="banned"),))

    found = world.ask(Query(of="Place", where=(Condition(predicate="banned", others=(of_a_law,)),)))

    assert found.numbers[0].entities == (oakland, boston, berkeley)
    assert found.definition.startswith("Place with banned or a claim jurisdiction that leads to it that has banned;")


@pytest.mark.parametrize(
    ("others", "wrong"),
    [
        ((Condition(predicate="supplies", absent=True),), "no `absent`"),
        ((Condition(predicate="supplies", others=(Condition(predicate="owns"),)),), "no `or`"),
        ((Condition(predicate="plannedCameras"),), "planned"),
        ((Condition(predicate="supplies"),) * 6, "at most 5"),
    ],
)
def test_what_cannot_do_in_the_place_of_another_is_refused(
    world: World, others: tuple[Condition, ...], wrong: str
) -> None:
    with pytest.raises(BadConditionError, match=wrong):
        world.ask(Query(of="Deployment", where=(Condition(predicate="installedCameras", others=others),)))


def test_of_what_would_do_in_its_place_only_what_may_not_be_counted_is_told(world: World) -> None:
    either = Condition(predicate="supplies", others=(Condition(predicate="operates"),))

    with pytest.raises(NotCountableError, match=r"^operates: nothing of this may be counted by itself; add a"):
        world.ask(Query(of="Organisation", where=(either,)))


@pytest.mark.parametrize("of", ["FinancialFacility", "interestRate"])
def test_a_count_of_what_may_not_be_counted_is_told_what_to_add_or_to_measure(world: World, of: str) -> None:
    soft = Condition(predicate="interestRate", at_most=Decimal(2))
    loan = world.entity("FinancialFacility", "loan")
    world.claim(loan, "interestRate", {"type": "quantity", "min": "1.5", "max": "1.5", "unit": "%"})
    world.claim(loan, "recipient", world.place("Kenya"))

    with pytest.raises(NotCountableError) as refused:
        world.ask(Query(of=of, where=(soft,)))

    assert str(refused.value) == (
        "interestRate: nothing of this may be counted by itself; add a condition on what may be, such as lender, "
        "coFinancier, borrower, recipient, implementer, or ask for its numbers with "
        '`measure: MEAN, measured: "interestRate"`'
    )
    both = (soft, Condition(predicate="recipient"))
    assert world.number(Query(of=of, where=both)).certain.value == "1"
    assert world.number(Query(of=of, where=(soft,), measure=Measure.MEAN, measured="interestRate")).members == 1


def test_where_nothing_of_a_kind_may_be_counted_nothing_is_suggested(world: World) -> None:
    with pytest.raises(NotCountableError, match=r"^tableAvailability: nothing of this may be counted by itself$"):
        world.ask(Query(of="Study", where=(Condition(predicate="tableAvailability"),)))


# What is absent


def test_what_is_surely_said_leaves_out_and_what_is_in_doubt_makes_doubtful(world: World) -> None:
    cameras, faces = world.entity("Technology", "cameras"), world.entity("Technology", "faces")
    kenya, serbia, france = map(world.place, ("Kenya", "Serbia", "France"))
    for place in (kenya, serbia, france):
        world.claim(place, USES, cameras)
    world.claim(kenya, USES, faces)
    world.claim(serbia, USES, faces, disputed=1)

    where = (
        Condition(predicate=USES, entities=(uid(cameras),)),
        Condition(predicate=USES, entities=(uid(faces),), absent=True),
    )
    answer = world.ask(Query(of="Place", where=where))

    (number,) = answer.numbers
    assert (number.certain.value, number.possible.value) == ("1", "2")
    assert [each.step for each in number.steps] == [Step.DISPUTED]
    assert "without" in answer.definition


def test_absence_alone_counts_among_all_of_whom_something_is_said(world: World) -> None:
    faces = world.entity("Technology", "faces")
    world.claim(world.place("Kenya"), USES, faces)
    world.claim(world.place("Serbia"), "regimeType", "CLOSED_AUTOCRACY")

    assert world.number(Query(of="Place", where=(Condition(predicate=USES, absent=True),))).certain.value == "1"


# The other end


@pytest.fixture
def loans(world: World) -> World:
    """Three loans to two countries, in dollars; one country's regime is disputed."""
    kenya, serbia = world.place("Kenya"), world.place("Serbia")
    world.claim(kenya, "regimeType", "ELECTORAL_AUTOCRACY")
    world.claim(serbia, "regimeType", "CLOSED_AUTOCRACY", disputed=1)
    for place, amount in ((kenya, "5"), (kenya, "7"), (serbia, "90")):
        loan = world.entity("FinancialFacility", amount)
        world.claim(loan, "recipient", place)
        world.claim(loan, "amount", {"type": "money", "amount": amount, "currency": "USD"})
    return world


def to(regime: str) -> Condition:
    return Condition(predicate="recipient", that=(Condition(predicate="regimeType", codes=(regime,)),))


def test_the_other_end_meets_its_conditions_as_surely_as_their_claims(loans: World) -> None:
    autocracies = loans.number(Query(of="FinancialFacility", where=(to("ELECTORAL_AUTOCRACY"),)))
    closed = loans.number(Query(of="FinancialFacility", where=(to("CLOSED_AUTOCRACY"),)))

    assert (autocracies.certain.value, autocracies.possible.value) == ("2", "2")
    assert (closed.certain.value, closed.possible.value) == ("0", "1")
    assert len(autocracies.claims) == 3, "two recipients and the regime that both rest on"


def test_groups_go_on_to_what_is_said_of_a_value_and_the_largest_sum_comes_first(loans: World) -> None:
    by_regime = Grouping(predicate="recipient", then=Grouping(predicate="regimeType"))
    query = Query(of="amount", measure=Measure.SUM, group_by=by_regime)
    by_place = Query(of="amount", measure=Measure.SUM, group_by=Grouping(predicate="recipient"))

    assert labelled(loans, query) == {"electoral autocracy": "12", "closed autocracy": "0"}
    assert list(labelled(loans, by_place).items()) == [("Serbia", "90"), ("Kenya", "12")]


def test_the_largest_sum_comes_first_where_a_few_amounts_have_another_price_basis(loans: World) -> None:
    kenya, chile = loans.place("Kenya again"), loans.place("Chile")
    for place, amount, basis in ((kenya, "8000", "adjusted"), (kenya, "6", "nominal"), (chile, "900", "adjusted")):
        loan = loans.entity("FinancialFacility", amount)
        loans.claim(loan, "recipient", place)
        loans.claim(loan, "amount", {"type": "money", "amount": amount, "currency": "USD", "basis": basis})

    by_place = Query(of="amount", measure=Measure.SUM, group_by=Grouping(predicate="recipient"))
    found = loans.ask(by_place).groups

    assert [group.value.label for group in found] == ["Serbia", "Kenya", "Kenya again", "Chile"]


def test_conditions_on_conditions_end_somewhere(world: World) -> None:
    deep = Condition(predicate="recipient")
    for _ in range(3):
        deep = Condition(predicate="recipient", that=(deep,))

    with pytest.raises(BadConditionError, match="3 deep"):
        world.ask(Query(of="FinancialFacility", where=(deep,)))
    with pytest.raises(BadConditionError, match="leads to no entity"):
        world.ask(Query(of="Place", where=(Condition(predicate="regimeType", that=(Condition(predicate=USES),)),)))
    nested = Condition(predicate="regimeType", absent=True)
    with pytest.raises(BadConditionError, match="absent"):
        world.ask(Query(of="FinancialFacility", where=(Condition(predicate="recipient", that=(nested,)),)))


def test_what_is_left_out_is_about_what_meets_the_other_conditions_or_would(loans: World) -> None:
    kenya, chile = loans.place("Kenya again"), loans.place("Chile")
    left_out = []
    for name, regime, says in ((kenya, "CLOSED_AUTOCRACY", {"polarity": "NEGATED"}), (chile, "LIBERAL_DEMOCRACY", {})):
        loans.claim(name, "regimeType", regime)
        loan = loans.entity("FinancialFacility", "loan")
        loans.claim(loan, "amount", {"type": "money", "amount": "1", "currency": "USD"}, state="RETRACTED")
        left_out.append(loans.claim(loan, "recipient", name, **says))

    closed = loans.ask(Query(of="FinancialFacility", where=(to("CLOSED_AUTOCRACY"), Condition(predicate="amount"))))

    (negated, _) = left_out
    assert {each.reason for each in closed.excluded} == {Reason.NEGATED, Reason.RETRACTED}
    assert [negated] in [list(each.claims) for each in closed.excluded]
    assert [len(each.claims) for each in closed.excluded] == [1, 1], "nothing of what democracies were lent"


def test_where_anything_lets_it_count_only_what_does_not_count_is_left_out(loans: World) -> None:
    (counted, *_) = [loans.entity("FinancialFacility", "more")]
    loans.claim(counted, "intent", "DEVELOPMENT")
    loans.claim(counted, "flowType", "GRANT", state="RETRACTED")
    lost = loans.claim(loans.entity("FinancialFacility", "lost"), "flowType", "GRANT", state="RETRACTED")

    (excluded,) = loans.ask(Query(of="FinancialFacility")).excluded

    assert list(excluded.claims) == [lost]


# Several dates of one thing


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        (("2008-07-18", "2023-01"), 2008),
        (("2015", "2022-03-04"), 2022),
        (("2017-12-30", "2018-01-02"), 2017),
    ],
)
def test_of_several_dates_of_one_thing_the_exact_and_then_the_earlier_one_counts(
    world: World, dates: tuple[str, str], year: int
) -> None:
    incident = world.entity("Incident", "an incident")
    for stated in dates:
        world.claim(incident, "occurredOn", date(stated), valid=stated, value_type="date", text=stated)
    by_year = Grouping(predicate="occurredOn")

    answer = world.ask(Query(of="Incident", where=(Condition(predicate="occurredOn"),), group_by=by_year))

    assert [each.value.year for each in answer.groups] == [year]
    assert [each.reason for each in answer.excluded] == [Reason.NOT_HEADLINE]


# Groups by a circumstance


def test_numbers_are_divided_by_a_circumstance_of_their_claims(world: World) -> None:
    for first, second in ((3, 1), (4, 2)):
        patrol = world.entity("Deployment", "patrol")
        world.claim(patrol, "judgedAlerts", alerts(first), **coded("verdict", "TRUE_CONFIRMED"))
        world.claim(patrol, "judgedAlerts", alerts(second), **coded("verdict", "FALSE_CONFIRMED"))

    by_verdict = Grouping(predicate="judgedAlerts", by="verdict")

    found = labelled(world, Query(of="judgedAlerts", measure=Measure.SUM, group_by=by_verdict))
    assert found == {"true confirmed": "7", "false confirmed": "3"}


def rate(number: str) -> dict[str, object]:
    return {"type": "quantity", "min": number, "max": number, "unit": "ratio"}


def based(base: str, confidence: int) -> dict[str, str | int]:
    """The cells of a claim whose base is beside its key."""
    return coded("base", base) | {"qualifier_key": "", "confidence": confidence}


def test_what_differs_in_the_circumstance_that_is_grouped_by_is_no_rival(world: World) -> None:
    patrols = [world.entity("Deployment", "patrol") for _ in range(2)]
    for patrol, (of_faces, of_alerts) in zip(patrols, (("0.0008", "0.875"), ("0", "0")), strict=True):
        world.claim(patrol, "falseAlertRate", rate(of_faces), **based("FACES_SCANNED", 36))
        world.claim(patrol, "falseAlertRate", rate(of_alerts), **based("ALERTS", 28))
    weaker = world.claim(patrols[1], "falseAlertRate", rate("0.5"), **based("ALERTS", 20))
    mean = Query(of="falseAlertRate", measure=Measure.MEAN)

    apart = world.ask(replace(mean, group_by=Grouping(predicate="falseAlertRate", by="base")))

    assert {each.value.code: each.numbers[0].certain.value for each in apart.groups} == {
        "ALERTS": "0.4375",
        "FACES_SCANNED": "0.0004",
    }
    assert [list(each.claims) for each in apart.excluded] == [[weaker]], "a rival of the same base"
    assert apart.overlapping
    assert "each base by itself" in apart.definition


def test_shares_of_different_things_are_never_put_together(world: World) -> None:
    patrol, other = world.entity("Deployment", "patrol"), world.entity("Deployment", "patrol without faces")
    of_faces = world.claim(patrol, "falseAlertRate", rate("0.0008"), **based("FACES_SCANNED", 36))
    of_alerts = world.claim(patrol, "falseAlertRate", rate("0.875"), **based("ALERTS", 28))
    beside = world.claim(other, "falseAlertRate", rate("0.125"), **based("ALERTS", 28))
    of_whatever = world.claim(other, "falseAlertRate", rate("1"), qualifier_key="", confidence=10)
    mean = Query(of="falseAlertRate", measure=Measure.MEAN)

    answer = world.ask(mean)
    (group,) = world.ask(replace(mean, group_by=Grouping(predicate="hasStatus"))).groups

    assert [(each.basis, each.certain.value, each.claims) for each in answer.numbers] == [
        (None, "1", (of_whatever,)),
        ("ALERTS", "0.5", (of_alerts, beside)),
        ("FACES_SCANNED", "0.0008", (of_faces,)),
    ]
    assert group.numbers == answer.numbers
    assert "each base by itself" in answer.definition


def test_a_sum_of_one_currency_does_not_rest_on_amounts_in_another(world: World) -> None:
    fine = world.entity("RegulatoryAction", "a fine")
    claims = {
        currency: world.claim(
            fine, "fine", {"type": "money", "amount": "5", "currency": currency, "date": "2021"}, qualifier_key=currency
        )
        for currency in ("EUR", "GBP")
    }

    answer = world.ask(Query(of="fine", measure=Measure.SUM))

    assert {each.unit: each.claims for each in answer.numbers} == {
        currency: (claim,) for currency, claim in claims.items()
    }


def test_numbers_of_one_base_are_asked_for_by_a_condition(world: World) -> None:
    patrol = world.entity("Deployment", "patrol")
    world.claim(patrol, "falseAlertRate", rate("0.0008"), **based("FACES_SCANNED", 36))
    world.claim(patrol, "falseAlertRate", rate("0.875"), **based("ALERTS", 28))
    of_alerts = Condition(predicate="falseAlertRate", qualifiers=(("base", "ALERTS"),))

    number = world.number(Query(of="falseAlertRate", where=(of_alerts,), measure=Measure.MAX, unit="ratio"))

    assert (number.basis, number.certain.value) == ("ALERTS", "0.875")


def test_as_a_condition_only_one_rate_leads_whatever_it_is_a_share_of(world: World) -> None:
    patrol = world.entity("Deployment", "patrol")
    world.claim(patrol, "falseAlertRate", rate("0.0008"), **based("FACES_SCANNED", 36))
    world.claim(patrol, "falseAlertRate", rate("0.875"), **based("ALERTS", 28))
    world.claim(patrol, "deployedIn", world.place("Croydon"))
    erring = Condition(predicate="falseAlertRate", at_least=Decimal("0.5"))

    number = world.number(Query(of="Deployment", where=(Condition(predicate="deployedIn"), erring)))

    assert number.certain.value == "0"


def test_counts_that_somebody_published_are_put_together_by_what_they_count(world: World) -> None:
    study = world.entity("Study", "an index")
    for counted, number in (("USING", 3), ("USING", 5), ("COVERED", 100)):
        value = {"type": "quantity", "min": str(number), "max": str(number), "unit": "country"}
        world.claim(study, "publishedCount", value, **coded("counted", counted))

    answer = world.ask(Query(of="publishedCount", measure=Measure.MEAN))

    assert {each.basis: each.certain.value for each in answer.numbers} == {"USING": "4", "COVERED": "100"}


def test_groups_by_a_circumstance_that_names_an_entity_are_groups_of_entities(world: World) -> None:
    study = world.entity("Study", "an index")
    stored = [{"name": "study", "value": {"type": "entity"}, "text": "an index", "entity": str(uid(study))}]
    world.claim(world.place("Kenya"), USES, world.entity("Technology", "faces"), qualifiers=json.dumps(stored))

    by_study = Grouping(predicate=USES, by="study")

    assert labelled(world, Query(of="Place", where=(Condition(predicate=USES),), group_by=by_study)) == {
        "an index": "1"
    }


@pytest.mark.parametrize(
    ("wording", "count"),
    [
        (Wording(name="provision", begins="Art. 3"), "1"),
        (Wording(name="provision", begins="art. 32"), "2"),
        (Wording(name="provision", begins="Art. 32 ("), "1"),
        (Wording(name="provision", contains="32"), "3"),
        (Wording(name="provision", begins="Art.", contains="(1) B"), "1"),
        (Wording(name="provision", begins="Art. 99"), "0"),
    ],
)
def test_a_circumstance_in_words_is_found_by_a_part_of_them(world: World, wording: Wording, count: str) -> None:
    law = world.entity("LegalInstrument", "GDPR")
    for article in ("Art. 3", "Art. 32", "Art. 32 (1) b)", "Art. 321", None):
        value = {"type": "text", "text": article, "lang": "und"}
        stored = [] if article is None else [{"name": "provision", "value": value, "text": article, "entity": None}]
        fine = world.entity("RegulatoryAction", "a fine")
        world.claim(fine, "breachOf", law, qualifiers=json.dumps(stored), qualifier_key=article or "")
    condition = Condition(predicate="breachOf", worded=(wording,))

    answer = world.ask(Query(of="RegulatoryAction", where=(condition,)))

    assert answer.numbers[0].certain.value == count
    assert f"“{wording.begins or wording.contains}”" in answer.definition


def test_a_part_of_what_is_no_text_is_refused(world: World) -> None:
    part = Condition(predicate="judgedAlerts", worded=(Wording(name="verdict", begins="TRUE"),))

    with pytest.raises(BadConditionError, match=r"judgedAlerts\.verdict is no text"):
        world.ask(Query(of="Deployment", where=(part,)))


def test_a_circumstance_that_a_predicate_does_not_have_is_named(world: World) -> None:
    by_colour = Grouping(predicate="judgedAlerts", by="colour")
    steps_on = Grouping(predicate="judgedAlerts", by="verdict", then=Grouping(predicate=USES))

    with pytest.raises(NotGroupableError, match="it has: verdict"):
        world.ask(Query(of="judgedAlerts", group_by=by_colour))
    with pytest.raises(NotGroupableError, match="last step"):
        world.ask(Query(of="judgedAlerts", group_by=steps_on))


def test_what_leads_to_an_entity_is_grouped_from_its_end_too(world: World) -> None:
    vendor, law = world.entity("Organisation", "a vendor"), world.entity("LegalInstrument", "a list")
    world.claim(law, "restricts", vendor)

    by_list = Grouping(predicate="restricts", side=Side.OBJECT)
    where = (Condition(predicate="restricts", side=Side.OBJECT),)

    assert labelled(world, Query(of="Organisation", where=where, group_by=by_list)) == {"a list": "1"}


# When something was said


def test_what_is_said_to_be_so_had_begun_when_this_log_took_it(world: World) -> None:
    claim = world.claim(world.entity("Incident", "one"), "involves", world.entity("Organisation", "X"), valid="2026")
    world.took(claim, "2026-03-01T00:00:00Z")

    def number(day: int) -> tuple[str | None, str | None]:
        found = world.number(Query(of="Incident", where=(Condition(predicate="involves"),)), day)
        return found.certain.value, found.possible.value

    assert [number(20260401), number(20260201)] == [("1", "1"), ("0", "1")]


def test_what_is_said_ahead_of_its_time_has_not_begun(world: World) -> None:
    claim = world.claim(world.place("Kenya"), USES, world.entity("Technology", "faces"), valid="2027/..")
    world.took(claim, "2026-03-01T00:00:00Z")

    answer = world.ask(Query(of="Place", where=(Condition(predicate=USES),)))

    assert [each.reason for each in answer.excluded] == [Reason.NOT_YET]


def test_what_is_planned_is_not_there_whatever_the_first_condition_asks_of_its_other_end(world: World) -> None:
    kenya, africa = world.place("Kenya"), world.place("Africa")
    world.claim(kenya, "partOf", africa)
    deployments = [world.entity("Deployment", name) for name in ("live", "planned")]
    placed = [world.claim(each, "deployedIn", kenya) for each in deployments]
    for each, status in zip(deployments, ("LIVE", "PLANNED"), strict=True):
        world.claim(each, "hasStatus", status)
    condition = Condition(predicate="deployedIn", that=(Condition(predicate="partOf", entities=(uid(africa),)),))

    answer = world.ask(Query(of="Deployment", where=(condition,)))

    assert answer.numbers[0].certain.value == "1"
    assert placed[1] in {
        claim for each in answer.excluded if each.reason is Reason.NOT_IN_PLACE for claim in each.claims
    }
