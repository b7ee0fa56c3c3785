"""Ids of the wrong kind, and codes and identifiers that nobody gives, are refused: they counted nothing in silence."""

import pytest
from tests.schema.replies import Ask

from watchgraph_projections.views import callings
from watchgraph_schema.exemplars import BELGRADE, HUAWEI, SERBIA

NUMBERS = "{ definition }"


@pytest.mark.parametrize(
    ("field", "argument", "message"),
    [
        (
            f'aggregate(of: "Deployment", where: [{{predicate: "deployedIn", entities: [{HUAWEI}]}}]) {NUMBERS}',
            "where[0].entities",
            "is of kind Organisation; deployedIn leads to Place or Group",
        ),
        (
            f'aggregate(of: "Place", where: [{{predicate: "companyPresent", members: [{HUAWEI}]}}]) {NUMBERS}',
            "where[0].members",
            "is of kind Organisation; what is counted is Place",
        ),
        (
            f"deployments(where: {{deployedIn: {{eq: {HUAWEI}}}}}) {{ totalCount }}",
            "where.deployedIn.eq",
            "is of kind Organisation; deployedIn leads to Place or Group",
        ),
        (
            f"financialFacilities(where: {{not: {{lender: {{in: [{SERBIA}]}}}}}}) {{ totalCount }}",
            "where.not.lender.in",
            "is of kind Place; lender leads to Organisation or Group",
        ),
        (
            f"deployments(where: {{within: [{SERBIA}]}}) {{ totalCount }}",
            "where.within",
            "no deployment is part of such; name what leads to a place: `deployedIn: {within: …}`",
        ),
        (
            'comparisons(published: {refs: ["Q01-2022"]}, ours: {of: "Deployment", where: [{predicate: "deployedIn", '
            f"entities: [{HUAWEI}]}}]}}) {{ totalCount }}",
            "ours.where[0].entities",
            "is of kind Organisation",
        ),
    ],
)
def test_an_id_of_the_wrong_kind_is_told_what_it_is(ask: Ask, field: str, argument: str, message: str) -> None:
    (error,) = _errors(ask, field)

    assert (error["extensions"]["code"], error["extensions"]["argument"]) == ("bad-argument", argument)
    assert message in error["message"]


@pytest.mark.parametrize("ids", [(SERBIA, BELGRADE), (BELGRADE, SERBIA)])
def test_of_several_ids_of_the_wrong_kind_the_first_is_told(ask: Ask, ids: tuple[str, str]) -> None:
    (error,) = _errors(ask, f"deployments(where: {{within: [{', '.join(ids)}]}}) {{ totalCount }}")

    assert f"({ids[0].strip(chr(34))}) is of kind Place" in error["message"]


@pytest.mark.parametrize(
    "field",
    [
        f"deployments(where: {{deployedIn: {{eq: {BELGRADE}}}}}) {{ totalCount }}",
        f"deployments(where: {{deployedIn: {{within: [{HUAWEI}]}}}}) {{ totalCount }}",
        f"places(where: {{within: [{SERBIA}]}}) {{ totalCount }}",
        f'aggregate(of: "Deployment", where: [{{predicate: "deployedIn", within: [{SERBIA}]}}]) {NUMBERS}',
    ],
)
def test_what_the_vocabulary_allows_is_answered(ask: Ask, field: str) -> None:
    assert _errors(ask, field) == []


@pytest.mark.parametrize(
    ("predicate", "code", "message"),
    [
        ("sector", "999", "has no '999'; nearest: 998"),
        ("sector", "12", "has no '12'"),
        ("sector", "99910", "has no '99910'"),
        ("currency", "XXQ", "'XXQ' is no currency"),
        ("consequence", "litigation", "has no code 'litigation'; it has LITIGATION, "),
    ],
)
def test_a_code_that_nobody_keeps_is_refused(ask: Ask, predicate: str, code: str, message: str) -> None:
    kind = "Incident" if predicate == "consequence" else "FinancialFacility"
    where = f'[{{predicate: "{predicate}", codes: ["{code}"]}}]'

    (error,) = _errors(ask, f'aggregate(of: "{kind}", where: {where}) {NUMBERS}')

    assert error["extensions"]["argument"].startswith("where[0].codes")
    assert message in error["message"]


def test_the_longer_code_of_a_part_of_a_sector_is_one(ask: Ask) -> None:
    assert _errors(ask, 'financialFacilities(where: {sector: {eq: "23110"}}) { totalCount }') == []


def test_an_identifier_in_the_other_case_is_named(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callings, "spelt", lambda _, given: {each: 1 for each in given if each == "KE"})

    (error,) = _errors(ask, 'places(where: {or: [{externalId: {in: ["KE", "ke"]}}]}) { totalCount }')

    assert error["extensions"]["argument"] == "where.or[0].externalId.in"
    assert str(error["message"]).endswith("nothing has 'ke', case counts: did you mean 'KE'?")
    assert _errors(ask, 'places(where: {externalId: {eq: "of nobody"}}) { totalCount }') == []


def _errors(ask: Ask, field: str) -> list[dict[str, dict[str, str]]]:
    found = ask(f"{{ {field} }}").answer.body.get("errors", [])
    assert isinstance(found, list)
    return found
