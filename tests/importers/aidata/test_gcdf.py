from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.aidata.real_files import GEO, LARGE, raw_rows, real_acts
from tests.importers.rows import outcome, row, said

from watchgraph.domain.values import Code, Date, Money
from watchgraph.vocabulary import PREDICATES, Cardinality
from watchgraph_importers.acts import Act, EntityKey, Judged, NotData, Stated
from watchgraph_importers.aidata.financiers import SAME
from watchgraph_importers.aidata.gcdf import AIDATA_GCDF, geo_claims, large_claims
from watchgraph_importers.places import register_key
from watchgraph_importers.publishers import Row

SLUG = "aidata-china-finance"
PLAIN = {
    "AidData.Record.ID": "7",
    "Title": "China Eximbank provides RMB 850 million government concessional loan for Safe City (Linked to #8)",
    "Status": "Completion",
    "Sector.Name": "GOVERNMENT AND CIVIL SOCIETY",
    "Recipient": "Pakistan",
    "Recipient.ISO-3": "PAK",
    "Infrastructure": "Yes",
    "Commitment.Year": "2010",
    "Commitment.Date.(MM/DD/YYYY)": "2010-01-01",
    "Actual.Implementation.Start.Date.(MM/DD/YYYY)": "2014-03-01",
    "Actual.Completion.Date.(MM/DD/YYYY)": "03/09/2016",
    "Amount.(Constant.USD.2021)": "174885814.404555",
}
BIG = {
    "AidData Record ID": "7",
    "Title": "CDB provides $2 million buyer's credit for Dam",
    "Status": "Completion",
    "Sector Name": "ENERGY",
    "Recipient": "Viet Nam",
    "Infrastructure": "NA",
    "Commitment Year": "2017",
    "Intent": "Mixed",
    "Flow Type Simplified": "Loan",
    "Flow Class": "OOF-like",
    "Adjusted Amount (Constant USD 2021)": "9.2e+08",
}


def acts_of(**cells: str) -> list[Act]:
    return list(geo_claims(row({**PLAIN, **cells})))


def values(acts: list[Act], predicate: str) -> list[object]:
    return [one.object for one in said(acts, predicate)]


def test_constant_dollars_are_no_nominal_amount() -> None:
    acts = acts_of()

    (constant,) = said(acts, "amountConstant")
    assert constant.object == Money(
        amount="174885814.404555", currency="USD", date="2021", basis="constant 2021 aiddata"
    )
    (nominal,) = said(acts, "amount")
    assert nominal.object == Money(amount="850000000", currency="CNY")
    assert (nominal.rule, nominal.column) == ("aidata-titles/1", "Title")


def test_who_lends_and_how_is_read_from_the_title() -> None:
    acts = acts_of()

    (lender,) = said(acts, "lender")
    assert lender.object == EntityKey(dataset=SLUG, kind="Organisation", native="China Eximbank")
    assert lender.rule == "aidata-titles/1"
    assert values(acts, "flowType") == [Code(scheme="flow-type", code="LOAN")]
    assert values(acts, "loanTerms") == [Code(scheme="loan-terms", code="CONCESSIONAL")]
    (judged,) = [act for act in acts if isinstance(act, Judged)]
    assert judged.right.native == "Export-Import Bank of China"


def test_several_who_pay_finance_together() -> None:
    acts = acts_of(Title="CDB and ICBC provide $4 million loan for Dam")

    assert not said(acts, "lender")
    names = [one.native for one in values(acts, "coFinancier") if isinstance(one, EntityKey)]
    assert names == ["CDB", "ICBC"]


def test_a_project_concerns_surveillance_by_its_title() -> None:
    (concern,) = said(acts_of(), "concernsSurveillance")

    assert concern.object == Code(scheme="surveillance-concern", code="SAFE_CITY")
    assert (concern.rule, concern.column) == ("surveillance-finance/1", "Title")


def test_days_are_read_and_the_first_of_january_is_a_year() -> None:
    acts = acts_of()

    assert values(acts, "signedOn") == [Date(edtf="2010")]
    assert values(acts, "projectStart") == [Date(edtf="2014-03-01")]
    assert values(acts, "projectCompletion") == [Date(edtf="2016-03-09")]


def test_a_year_written_as_a_decimal_number_is_a_year() -> None:
    assert values(acts_of(**{"Commitment.Year": "2004.0"}), "commitmentYear") == [Date(edtf="2004")]


def test_a_country_goes_by_its_stated_code_and_a_region_is_a_group() -> None:
    region = acts_of(**{"Recipient": "Africa, regional", "Recipient.ISO-3": ""})
    kosovo = acts_of(**{"Recipient": "Kosovo", "Recipient.ISO-3": "XKX"})

    assert values(acts_of(), "recipient") == [register_key("PK")]
    assert values(region, "recipient") == [EntityKey(dataset=SLUG, kind="Group", native="Africa, regional")]
    assert values(kosovo, "recipient") == [EntityKey(dataset=SLUG, kind="Place", native="Kosovo")]


def test_a_large_project_names_its_country_without_a_code() -> None:
    acts = list(large_claims(row(BIG)))

    country = EntityKey(dataset=SLUG, kind="Place", native="Viet Nam")
    assert values(acts, "recipient") == [country]
    judged = [act for act in acts if isinstance(act, Judged)]
    assert (country, register_key("VN")) in [(one.left, one.right) for one in judged]


def test_fields_of_the_large_projects_keep_their_meaning() -> None:
    acts = list(large_claims(row(BIG)))

    assert values(acts, "flowTypeSimplified") == [Code(scheme="flow-type", code="LOAN")]
    assert values(acts, "flowType") == [Code(scheme="flow-type", code="BUYERS_CREDIT")]
    (adjusted,) = said(acts, "amountConstant")
    assert adjusted.object == Money(
        amount="9.2e+08", currency="USD", date="2021", basis="constant 2021 aiddata adjusted"
    )
    assert adjusted.qualifiers == (("basis", Code(scheme="deflator", code="USD_2021_AIDATA_ADJUSTED")),)
    assert not said(acts, "financesInfrastructure")


def test_a_row_without_an_id_is_no_data() -> None:
    assert acts_of(**{"AidData.Record.ID": ""}) == [NotData("no record id")]


@given(cells=st.dictionaries(st.sampled_from(sorted(PLAIN)), st.text(max_size=40), max_size=6))
def test_any_cell_is_read_or_refused(cells: dict[str, str]) -> None:
    assert outcome(geo_claims, row({**PLAIN, **cells}))


@given(cells=st.dictionaries(st.sampled_from(sorted(BIG)), st.text(max_size=40), max_size=6))
def test_any_cell_of_a_large_project_is_read_or_refused(cells: dict[str, str]) -> None:
    assert outcome(large_claims, row({**BIG, **cells}))


# The real files


@pytest.fixture(scope="module")
def geo(test_data: Path) -> list[tuple[Row, list[Act]]]:
    return list(real_acts(AIDATA_GCDF, test_data / GEO))


@pytest.fixture(scope="module")
def large(test_data: Path) -> list[tuple[Row, list[Act]]]:
    return list(real_acts(AIDATA_GCDF, test_data / LARGE))


@pytest.fixture(scope="module")
def raw(test_data: Path) -> list[dict[str, str]]:
    return raw_rows(test_data / GEO)


def every(real: list[tuple[Row, list[Act]]], predicate: str) -> list[Stated]:
    return [one for _, acts in real for one in said(acts, predicate)]


def test_every_row_states_its_project(
    geo: list[tuple[Row, list[Act]]], large: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]
) -> None:
    assert [one.record for one in every(geo, "externalId")] == [row["AidData.Record.ID"] for row in raw]
    assert (len(geo), len(large)) == (6264, 643)
    assert len(every(geo, "countable")) == 6264
    assert {one.object for one in every(geo, "countable")} == {Code(scheme="countable", code="YES")}


def test_the_constant_dollars_add_up(geo: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]) -> None:
    said = sum(Decimal(one.object.amount) for one in every(geo, "amountConstant") if isinstance(one.object, Money))

    amounts = [row["Amount.(Constant.USD.2021)"] for row in raw]
    assert said == sum(Decimal(amount) for amount in amounts if amount)


def payers(real: list[tuple[Row, list[Act]]]) -> set[str]:
    paying = [*every(real, "lender"), *every(real, "coFinancier")]
    return {one.object.native for one in paying if isinstance(one.object, EntityKey)}


@pytest.mark.parametrize("name", [name for name in SAME if SAME[name].startswith(("Chinese ", "China National H"))])
def test_an_embassy_is_called_otherwise_by_some_titles_and_so_by_others(
    geo: list[tuple[Row, list[Act]]], large: list[tuple[Row, list[Act]]], name: str
) -> None:
    judged = {
        (act.left.native, act.right.native) for _, acts in (*geo, *large) for act in acts if isinstance(act, Judged)
    }

    assert {name, SAME[name]} <= payers(geo) | payers(large)
    assert (name, SAME[name]) in judged


def test_infrastructure_and_years_are_those_of_the_file(
    geo: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]
) -> None:
    infrastructure = sum(row["Infrastructure"] == "Yes" for row in raw)
    years = Counter(row["Commitment.Year"] for row in raw)
    only_years = sum(row["Commitment.Date.(MM/DD/YYYY)"].endswith("-01-01") for row in raw)

    assert len(every(geo, "financesInfrastructure")) == infrastructure == 2628
    said = Counter(one.object.edtf for one in every(geo, "commitmentYear") if isinstance(one.object, Date))
    assert said == years
    signed = [one.object.edtf for one in every(geo, "signedOn") if isinstance(one.object, Date)]
    assert sum(len(day) == 4 for day in signed) == only_years


def test_recipients_are_countries_but_for_the_regions(
    geo: list[tuple[Row, list[Act]]], raw: list[dict[str, str]]
) -> None:
    recipients = [one.object for one in every(geo, "recipient") if isinstance(one.object, EntityKey)]

    assert sum(not one.register for one in recipients) == sum(not row["Recipient.ISO-3"] for row in raw) == 12
    assert {one.kind for one in recipients if not one.register} == {"Group"}


def test_one_edition_never_rivals_itself(geo: list[tuple[Row, list[Act]]], large: list[tuple[Row, list[Act]]]) -> None:
    # The country of the large projects is a name that is judged to be the country of the code.
    single = {name for name, one in PREDICATES.items() if one.cardinality is Cardinality.ONE} - {"recipient"}
    said: dict[tuple[str, str, object], set[object]] = {}
    for _, acts in (*geo, *large):
        for act in acts:
            if isinstance(act, Stated) and act.predicate in single:
                basis = act.qualifiers if act.predicate == "amountConstant" else ()
                said.setdefault((act.record, act.predicate, basis), set()).add(act.object)

    assert len(said) > 40_000
    assert [slot for slot, objects in said.items() if len(objects) > 1] == []


def test_every_country_of_a_large_project_is_known(large: list[tuple[Row, list[Act]]]) -> None:
    named = {one.object for one in every(large, "recipient")}
    judged = {act.left for _, acts in large for act in acts if isinstance(act, Judged) and act.left.kind == "Place"}

    assert {key.native for key in named - judged if isinstance(key, EntityKey) and key.kind == "Place"} == set()
