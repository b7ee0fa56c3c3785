from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.aidata.real_files import GCOF, raw_rows, real_acts
from tests.importers.rows import outcome, row, said

from watchgraph.domain.statements import Polarity
from watchgraph.domain.values import Code, Date, Money, Text
from watchgraph_importers.acts import Act, EntityKey, Judged, NotData, Stated
from watchgraph_importers.aidata.database import LABEL_RULE, RULES
from watchgraph_importers.aidata.gcof import AIDATA_GCOF
from watchgraph_importers.aidata.projects import claims
from watchgraph_importers.places import register_key
from watchgraph_importers.publishers import Row

SLUG = "aidata-china-finance"
PLAIN = {
    "project_id": "7",
    "recommended_for_research": "True",
    "umbrella": "0",
    "year": "2006",
    "year_uncertain": "False",
    "title": "Cameras for a city (linked to #8)",
    "status": "Implementation",
    "flow": "Loan (excluding debt rescheduling)",
    "flow_class": "OOF-like",
    "intent": "Mixed",
    "amount": "850000000",
    "currency": "CNY",
    "usd_current": "125000000.5",
    "usd_defl_2014": "140000000.25",
    "crs_sector_code": "150",
    "crs_sector_name": "Government and Civil Society",
    "funding_agency": "Bank One, Government Agency",
    "cofinancing_agency": "Bank Two, Multilateral",
    "implementing_agency": "Builder Co., Ltd., Private Sector",
    "recipient_agencies": "Ministry of Interior, Government Agency",
    "recipient_iso2": "PK",
    "recipient_iso3": "PAK",
    "recipient_oecd_name": "Pakistan",
    "all_recipients": "Pakistan",
    "line_of_credit": "False",
    "is_cofinanced": "True",
    "is_ground_truthing": "False",
    "loan_type": "Non-concessional",
    "interest_rate": "3",
    "start_actual": "2010-03-05 00:00:00",
    "end_actual": "2011-01-01 00:00:00",
}


def acts_of(**cells: str) -> list[Act]:
    return list(claims(row({**PLAIN, **cells})))


def values(acts: list[Act], predicate: str) -> list[object]:
    return [one.object for one in said(acts, predicate)]


def test_a_project_states_its_money_on_its_bases() -> None:
    acts = acts_of()

    assert values(acts, "amount") == [Money(amount="850000000", currency="CNY")]
    assert values(acts, "amountConverted") == [Money(amount="125000000.5", currency="USD")]
    (constant,) = said(acts, "amountConstant")
    assert constant.object == Money(amount="140000000.25", currency="USD", date="2014", basis="constant 2014 aiddata")
    assert constant.qualifiers == (("basis", Code(scheme="deflator", code="USD_2014_AIDATA")),)


def test_a_currency_that_lost_its_first_letters_is_that_of_namibia() -> None:
    assert values(acts_of(currency=" D"), "amount") == [Money(amount="850000000", currency="NAD")]


def test_lenders_builders_and_receivers_are_bodies() -> None:
    acts = acts_of()

    def body(native: str) -> EntityKey:
        return EntityKey(dataset=SLUG, kind="Organisation", native=native)

    assert values(acts, "lender") == [body("Bank One")]
    assert values(acts, "coFinancier") == [body("Bank Two")]
    assert values(acts, "implementer") == [body("Builder Co., Ltd.")]
    assert values(acts, "receivingAgency") == [body("Ministry of Interior (PK)")]


def test_a_body_is_called_by_its_name_and_as_the_cell_has_it() -> None:
    acts = acts_of(implementing_agency="Builder , Private Sector; Untyped")

    names = {(one.subject, one.object) for one in said(acts, "name")}

    body = EntityKey(dataset=SLUG, kind="Organisation", native="Builder")
    untyped = EntityKey(dataset=SLUG, kind="Organisation", native="Untyped")
    assert {name for subject, name in names if subject == body} == {
        Text(text="Builder", lang="en"),
        Text(text="Builder , Private Sector", lang="und"),
    }
    assert {name for subject, name in names if subject == untyped} == {Text(text="Untyped", lang="en")}


def test_an_unspecified_institution_is_a_lender_not_known() -> None:
    acts = acts_of(funding_agency="Unspecified Chinese Government Institution, Government Agency")

    (lender,) = said(acts, "lender")
    assert (lender.polarity, lender.object) == (Polarity.UNKNOWN, None)


def test_numbers_and_words_are_read_as_people_write_them() -> None:
    acts = acts_of(amount="850,000,000.50", usd_current="unknown", status="pipeline:  Pledge", loan_type="unset")

    assert values(acts, "amount") == [Money(amount="850000000.50", currency="CNY")]
    assert not said(acts, "amountConverted")
    assert values(acts, "financeStatus") == [Code(scheme="finance-status", code="PLEDGE")]
    assert [one.polarity for one in said(acts, "loanTerms")] == [Polarity.UNKNOWN]


def test_the_first_of_january_is_a_year() -> None:
    acts = acts_of()

    assert values(acts, "projectStart") == [Date(edtf="2010-03-05")]
    assert values(acts, "projectCompletion") == [Date(edtf="2011")]


def test_an_umbrella_is_out_of_sums_with_its_reason() -> None:
    (countable,) = said(acts_of(umbrella="1", recommended_for_research="False"), "countable")

    assert countable.object == Code(scheme="countable", code="NO")
    assert countable.qualifiers == (("reason", Code(scheme="not-countable-reason", code="UMBRELLA")),)
    assert (countable.column, countable.rule) == ("umbrella", "aidata-countable/2")


def test_a_link_in_the_title_is_a_statement_of_the_rule() -> None:
    (link,) = said(acts_of(), "linkedTo")

    assert link.object == EntityKey(dataset=SLUG, kind="FinancialFacility", native="8")
    assert (link.column, link.rule) == ("title", "aidata-titles/1")


def test_a_title_does_not_overrule_the_columns() -> None:
    acts = acts_of(title="China Eximbank provides $6 million grant for Dam")

    assert values(acts, "lender") == [EntityKey(dataset=SLUG, kind="Organisation", native="Bank One")]
    assert {one.rule for one in said(acts, "amount") + said(acts, "flowType")} == {None}


def test_flags_are_read_in_any_spelling() -> None:
    acts = acts_of(line_of_credit="TRUE", umbrella="yes")

    flags = {value.code for value in values(acts, "publisherFlag") if isinstance(value, Code)}
    assert flags == {"RECOMMENDED_FOR_RESEARCH", "COFINANCED", "LINE_OF_CREDIT", "UMBRELLA"}


def test_the_project_of_the_reference_claims_is_judged_the_same() -> None:
    judged = [act for act in acts_of(project_id="55627") if isinstance(act, Judged)]

    assert [(one.left.native, one.right.native) for one in judged] == [("55627", "facility:mauritius-safe-city")]


def test_a_row_without_an_id_is_no_data() -> None:
    assert acts_of(project_id="") == [NotData("no project id")]


@given(cells=st.dictionaries(st.sampled_from(sorted(PLAIN)), st.text(max_size=40), max_size=6))
def test_any_cell_is_read_or_refused(cells: dict[str, str]) -> None:
    assert outcome(claims, row({**PLAIN, **cells}))


# The real file


@pytest.fixture(scope="module")
def real(test_data: Path) -> list[tuple[Row, list[Act]]]:
    return list(real_acts(AIDATA_GCOF, test_data / GCOF))


@pytest.fixture(scope="module")
def raw(test_data: Path) -> list[dict[str, str]]:
    return raw_rows(test_data / GCOF)


def every(real: list[tuple[Row, list[Act]]], predicate: str) -> Iterator[Stated]:
    """What cells state of it, without the documents that speak of the same."""
    for _, acts in real:
        yield from (one for one in said(acts, predicate) if one.proof is None)


def test_every_row_states_its_project(real: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]) -> None:
    assert len(real) == len(raw) == 3643
    assert [one.record for one in every(real, "externalId")] == [row["project_id"] for row in raw]


def test_a_project_is_called_by_its_id(real: list[tuple[Row, list[Act]]]) -> None:
    labels = [
        (row["project_id"], one)
        for row, acts in real
        for one in said(acts, "name")
        if one.rule == LABEL_RULE and one.column == "project_id"
    ]

    assert len(labels) == RULES[LABEL_RULE].sample
    assert all(one.object == Text(text=f"AidData project {project}", lang="en") for project, one in labels)
    # Else a row that refers to a project would be taken for a newer statement of it.
    assert {one.record for _, one in labels}.isdisjoint(project for project, _ in labels)


def test_statuses_flows_and_classes_are_those_of_the_file(
    real: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]
) -> None:
    def counts(predicate: str) -> Counter[int]:
        return Counter(Counter(one.object for one in every(real, predicate)).values())

    for predicate, column in (("financeStatus", "status"), ("flowType", "flow"), ("flowClass", "flow_class")):
        assert counts(predicate) == Counter(Counter(row[column] for row in raw).values())


def test_namibia_is_a_country(real: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]) -> None:
    expected = sum(row["recipient_iso3"] == "NAM" for row in raw)

    assert expected == 55
    assert sum(one.object == register_key("NA") for one in every(real, "recipient")) == expected


def test_every_amount_has_a_currency(real: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]) -> None:
    amounts = [one.object for one in every(real, "amount")]

    assert len(amounts) == sum(bool(row["amount"].strip()) for row in raw)
    currencies = Counter(one.currency for one in amounts if isinstance(one, Money))
    assert currencies["NAD"] == sum(row["currency"] == " D" for row in raw) == 19
    assert all(len(currency) == 3 and currency.isupper() for currency in currencies)


def test_one_bank_lends_as_often_as_it_is_named_alone(
    real: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]
) -> None:
    bank = EntityKey(dataset=SLUG, kind="Organisation", native="Export-Import Bank of China")
    alone = sum(row["funding_agency"] == "Export-Import Bank of China, Government Agency" for row in raw)
    joint = sum("Export-Import Bank of China, " in row["funding_agency"] for row in raw) - alone

    assert sum(one.object == bank for one in every(real, "lender")) == alone == 513
    assert sum(one.object == bank for one in every(real, "coFinancier")) == joint


def test_declared_and_held_sizes_are_told_apart() -> None:
    (edition,) = AIDATA_GCOF.editions

    assert (edition.name, edition.declared, edition.complete) == ("gcof-1.0", 5466, False)
