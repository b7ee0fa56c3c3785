import csv
import gzip
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from tests.importers.imports import Bodies, Imported, imported

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed, EvidenceAttached
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.identifiers import claim_id, country_id, entity_id, source_id
from watchgraph.domain.statements import Evidence, Polarity, Stance, Statement
from watchgraph.domain.values import Code, Date, EntityRef, Money, SealedText
from watchgraph.log import Actor
from watchgraph_importers.aidata.africa import AFRICA, AIDATA_AFRICA
from watchgraph_importers.aidata.projects import claims
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.files import SourceFile
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.tables import TableReader

PLAIN = {
    "project_id": "7",
    "title": "A dam on a river",
    "year": "2006",
    "year_uncertain": "False",
    "status": "Pipeline: Pledge",
    "verified": "Checked",
    "active": "Active",
    "is_official_finance": "1",
    "crs_sector_code": "230",
    "recipient_iso2": "GN",
    "recipient_iso3": "GIN",
    "recipient_oecd_name": "Guinea",
    "all_recipients": "Guinea",
    "funding_agency": "Bank One, Government Agency",
    "implementing_agency": "Builder Co., Ltd., State-Owned Company; Other, Academic, Training and Research",
    "amount": "850000000",
    "currency": "USD",
    "usd_defl": "1143930485.57",
    "flow": "Unset",
    "flow_class": "Vague (Official Finance)",
    "intent": "Development",
}


def write(folder: Path, release: str, *rows: dict[str, str]) -> Path:
    """Write one sheet of a release with the columns that this release has."""
    later = {"updated_at", "usd_current", "is_ground_truthing"}
    more = {"1.1": later, "1.2": later | {"usd_2011"}}.get(release, set())
    path = folder / f"v{release}_official.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, sorted(AFRICA | more))
        writer.writeheader()
        writer.writerows(rows)
    return path


def statements(bodies: list[Event], predicate: str | None = None) -> list[Statement]:
    proposed = [body.statement for body in bodies if isinstance(body, ClaimProposed)]
    return [one for one in proposed if predicate in {None, one.predicate}]


def evidence_of(store: ImportStore, statement: Statement) -> list[Evidence]:
    found: list[Evidence] = []
    for event in store.log.stream(claim_id(statement)):
        match event.body:
            case ClaimProposed(evidence=items):
                found += items
            case EvidenceAttached(evidence=item):
                found.append(item)
    return found


@pytest.fixture
def import_rows(tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies) -> Callable[..., list[Event]]:
    def run(*rows: dict[str, str], release: str = "1.0") -> list[Event]:
        run_imports(AIDATA_AFRICA, [write(tmp_path, release, *rows)], store, actor)
        return bodies()

    return run


def test_a_project_is_one_facility_and_one_record(import_rows: Callable[..., list[Event]]) -> None:
    found = statements(import_rows(PLAIN))

    facility = entity_id("aidata-china-finance", "FinancialFacility", "7")
    of_project = [one for one in found if one.origin.record == "7"]
    assert {one.subject for one in of_project} == {facility}
    assert {one.origin.dataset for one in found} == {"aidata-china-finance"}


def test_the_recipient_is_the_register_country_of_the_stated_code(import_rows: Callable[..., list[Event]]) -> None:
    events = import_rows(PLAIN, {**PLAIN, "project_id": "8", "recipient_iso2": "", "recipient_iso3": "NAM"})

    assert [one.object for one in statements(events, "recipient")] == [
        EntityRef(id=country_id("GN")),
        EntityRef(id=country_id("NA")),
    ]
    registered = [body for body in events if isinstance(body, EntityRegistered) and body.register]
    assert [body.native for body in registered] == ["GN", "NA"]


def test_several_recipients_are_a_group_that_countries_are_part_of(import_rows: Callable[..., list[Event]]) -> None:
    row = {**PLAIN, "recipient_iso2": "TZ; ZM; XR", "all_recipients": "Africa, regional, Tanzania, Zambia"}
    turned = {**row, "project_id": "8", "recipient_iso2": "XR; ZM; TZ"}

    events = import_rows(row, turned)

    group = EntityRef(id=entity_id("aidata-china-finance", "Group", "TZ; XR; ZM"))
    assert [one.object for one in statements(events, "recipient")] == [group, group]
    assert {one.subject for one in statements(events, "partOf")} == {country_id("TZ"), country_id("ZM")}


def test_what_the_publisher_does_not_know_is_said_and_a_blank_is_not(import_rows: Callable[..., list[Event]]) -> None:
    events = import_rows({**PLAIN, "maturity": "-1", "loan_type": ""})

    (flow,) = statements(events, "flowType")
    assert (flow.polarity, flow.object) == (Polarity.UNKNOWN, None)
    (maturity,) = statements(events, "maturity")
    assert maturity.polarity is Polarity.UNKNOWN
    assert not statements(events, "loanTerms")


def test_price_bases_are_claims_of_their_own(import_rows: Callable[..., list[Event]]) -> None:
    events = import_rows({**PLAIN, "usd_2011": "512461472.30", "updated_at": "2015-04-13 10:24:00"}, release="1.2")

    (nominal,) = statements(events, "amount")
    assert nominal.object == Money(amount="850000000", currency="USD")
    constant = {one.qualifiers[0].value: one.object for one in statements(events, "amountConstant")}
    assert constant == {
        Code(scheme="deflator", code="USD_2009_AIDATA"): Money(
            amount="1143930485.57", currency="USD", date="2009", basis="constant 2009 aiddata"
        ),
        Code(scheme="deflator", code="USD_2011_AIDATA"): Money(
            amount="512461472.3", currency="USD", date="2011", basis="constant 2011 aiddata"
        ),
    }
    (updated,) = statements(events, "lastUpdated")
    assert updated.object == Date(edtf="2015-04-13")


@pytest.mark.parametrize("amount", ["0", "", "26000000.0; 31000000.0"])
def test_no_amount_is_made_of_zero_blank_or_parts(amount: str, import_rows: Callable[..., list[Event]]) -> None:
    assert not statements(import_rows({**PLAIN, "amount": amount}), "amount")


def test_titles_are_sealed(import_rows: Callable[..., list[Event]], store: ImportStore) -> None:
    (title,) = statements(import_rows(PLAIN), "title")

    assert isinstance(title.object, SealedText)
    assert title.object.text.text == "A dam on a river"
    assert not any(b"dam on a river" in row[4] for row in store.log.rows(0, 1000))


def test_the_publishers_doubt_is_a_claim(import_rows: Callable[..., list[Event]]) -> None:
    doubtful = {**PLAIN, "verified": "Suspicious", "active": "Inactive", "year_uncertain": "True"}

    events = import_rows(doubtful)

    flags = {one.object.code for one in statements(events, "publisherFlag") if isinstance(one.object, Code)}
    assert flags == {"SUSPICIOUS", "INACTIVE", "YEAR_UNCERTAIN"}
    assert {one.valid for one in statements(events, "amount")} == {"2006?"}


def test_one_funder_lends_and_several_finance_together(import_rows: Callable[..., list[Event]]) -> None:
    joint = {**PLAIN, "project_id": "8", "funding_agency": "Bank Two, Government Agency; Bank One, Government Agency"}

    events = import_rows(PLAIN, joint)

    assert [one.origin.record for one in statements(events, "lender")] == ["7"]
    assert [one.origin.record for one in statements(events, "coFinancier")] == ["8", "8"]


def test_a_remark_in_the_place_of_an_agency_is_no_agency_and_stands_in_the_report(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    rows = [PLAIN, {**PLAIN, "project_id": "8", "implementing_agency": "*not sure who, State-Owned Company"}]

    (report,) = run_imports(AIDATA_AFRICA, [write(tmp_path, "1.0", *rows)], store, actor)

    said = {(one.origin.record, one.polarity) for one in statements(bodies(), "implementer")}
    assert said == {("7", Polarity.AFFIRMED), ("8", Polarity.UNKNOWN)}
    assert report.reasons == {"stated anew: implementing_agency: a remark in the place of a name": 1}
    assert (report.rows.stated_anew, report.total_rows) == (2, 2)


def test_the_documents_of_a_record_speak_of_its_project_sum_year_and_payer_and_prove_none_of_them(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    cell = (
        "http://a.org/1, Media Report, including Wikileaks; https://b.gov/2, Government Source (Donor/Recipient); PPIAF"
    )
    path = write(tmp_path, "1.0", {**PLAIN, "sources": cell})

    (report,) = run_imports(AIDATA_AFRICA, [path], store, actor)

    documented = {"externalId", "commitmentYear", "amount", "lender"}
    urls = {source_id(body.identity): body.url for body in bodies() if isinstance(body, SourceRegistered)}
    cited = {
        one.predicate: {(item.stance, urls[item.source]) for item in evidence_of(store, one)}
        for one in statements(bodies())
        if one.predicate in documented
    }
    spoken = {
        (Stance.SUPPORTS, "https://www.aiddata.org"),
        (Stance.MENTIONS, "http://a.org/1"),
        (Stance.MENTIONS, "https://b.gov/2"),
    }
    assert cited == dict.fromkeys(documented, spoken)
    others = [one for one in statements(bodies()) if one.predicate not in documented]
    assert {len(evidence_of(store, one)) for one in others} == {1}
    assert report.reasons == {"stated anew: sources: words that are no address": 1}


def test_of_several_who_pay_the_documents_speak_of_each_and_of_what_is_not_known_of_none(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    paying = "Bank One, Government Agency; Bank Two, Government Agency"
    row = {**PLAIN, "funding_agency": paying, "amount": "Unknown", "sources": "http://a.org/1, Media Report"}

    run_imports(AIDATA_AFRICA, [write(tmp_path, "1.0", row)], store, actor)

    found = {
        (one.predicate, one.polarity, len(evidence_of(store, one)))
        for one in statements(bodies())
        if one.predicate in {"coFinancier", "amount"}
    }
    assert found == {("coFinancier", Polarity.AFFIRMED, 2), ("amount", Polarity.UNKNOWN, 1)}


def test_a_later_release_attaches_evidence_to_what_it_repeats(
    import_rows: Callable[..., list[Event]], store: ImportStore
) -> None:
    import_rows(PLAIN)
    changed = {**PLAIN, "status": "Implementation", "amount": "335000000", "updated_at": "2015-04-13 10:24:00"}

    events = import_rows(changed, release="1.2")

    editions = {
        one.object: [item.edition for item in evidence_of(store, one)]
        for one in (*statements(events, "amount"), *statements(events, "financeStatus"), *statements(events, "intent"))
    }
    assert editions == {
        Money(amount="850000000", currency="USD"): ["africa-1.0"],
        Money(amount="335000000", currency="USD"): ["africa-1.2"],
        Code(scheme="finance-status", code="PLEDGE"): ["africa-1.0"],
        Code(scheme="finance-status", code="IMPLEMENTATION"): ["africa-1.2"],
        Code(scheme="finance-intent", code="DEVELOPMENT"): ["africa-1.0", "africa-1.2"],
    }


@pytest.mark.parametrize(
    ("cell", "field", "rule"),
    [
        ({"active": "Perhaps"}, "active", "unknown-code"),
        ({"recipient_iso2": "", "recipient_iso3": "XYZ"}, "recipient_iso3", "unknown-country"),
        ({"year": "MMVI"}, "year", "not-edtf"),
        ({"amount": "1,5"}, "amount", "not-a-number"),
    ],
)
def test_a_broken_cell_is_named(
    cell: dict[str, str], field: str, rule: str, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        run_imports(AIDATA_AFRICA, [write(tmp_path, "1.0", {**PLAIN, **cell})], store, actor)

    found = {(problem.field, problem.rule) for problem in refused.value.problems}
    assert (field, rule) in found


def test_a_row_without_project_is_no_data(import_rows: Callable[..., list[Event]]) -> None:
    completed = import_rows(PLAIN, {"title": "Total"})[-1]

    assert isinstance(completed, ImportCompleted)
    assert (completed.rows.stated_anew, completed.rows.not_data) == (1, 1)


def test_a_sector_may_be_unset_and_a_recipient_missing(import_rows: Callable[..., list[Event]]) -> None:
    unset = {"crs_sector_code": "", "crs_sector_name": "Unset", "recipient_iso2": "", "recipient_iso3": ""}

    events = import_rows({**PLAIN, **unset})

    assert [one.polarity for one in statements(events, "sector")] == [Polarity.UNKNOWN]
    assert not statements(events, "recipient")


def test_unknown_codes_are_all_named_at_once(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    rows = [{**PLAIN, "project_id": str(number), "status": "Dreamt of"} for number in range(30)]

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(AIDATA_AFRICA, [write(tmp_path, "1.0", *rows)], store, actor)

    assert refused.value.total == 30
    assert [problem.line for problem in refused.value.problems] == list(range(2, 22))
    assert {(problem.field, problem.rule) for problem in refused.value.problems} == {("status", "unknown-code")}
    assert str(refused.value).endswith("and 10 more\nnothing was written")
    assert store.log.head() == 0
    assert not list(store.staging.iterdir())


# The real releases


@pytest.fixture(scope="module")
def real(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """All three releases, cut to one row in sixty, so that the test stays quick."""
    folder = tmp_path_factory.mktemp("aidata")
    for path in sorted((test_data / "aidata-africa-releases").glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as source:
            header, *rows = csv.reader(source)
        kept = [row for row in rows if int(row[0]) % 60 == 7]
        with gzip.open(folder / path.name, "wt", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows([header, *kept])
    with imported(AIDATA_AFRICA, [folder], folder / "store") as found:
        yield found


def test_every_row_of_the_real_releases_can_be_read(test_data: Path) -> None:
    counts: Counter[str] = Counter()
    for edition in AIDATA_AFRICA.editions:
        for path in sorted((test_data / "aidata-africa-releases").glob("*.csv.gz")):
            for table in edition.tables:
                if table.holds(path.name):
                    reader = TableReader(SourceFile.read(path), table, edition.name)
                    counts[edition.name] += sum(any(True for _ in claims(row)) for row in reader.rows())
                    assert not reader.problems

    assert counts == {"africa-1.0": 2452, "africa-1.1": 1785, "africa-1.2": 1750}


def test_three_releases_are_three_commits_of_one_data_set(real: Imported) -> None:
    completed = [body for body in real.events if isinstance(body, ImportCompleted)]
    assert [body.edition.name for body in completed] == ["africa-1.0", "africa-1.1", "africa-1.2"]
    assert [len(body.files) for body in completed] == [5, 5, 1]
    assert all(report.rows.refused == report.rows.not_data == 0 for report in real.reports)
    assert "lastUpdated" not in completed[0].edition.covers


def test_project_187_went_from_a_pledge_to_another_amount(real: Imported) -> None:
    facility = entity_id("aidata-china-finance", "FinancialFacility", "187")

    editions: dict[object, list[str | None]] = {}
    streams: dict[UUID, object] = {}
    for event in real.store.log.scan(0):
        match event.body:
            case ClaimProposed(statement=one, evidence=items) if one.subject == facility and one.predicate in {
                "amount",
                "financeStatus",
            }:
                streams[event.stream] = one.object
                editions[one.object] = [item.edition for item in items]
            case EvidenceAttached(evidence=item) if event.stream in streams and item.stance is Stance.SUPPORTS:
                editions[streams[event.stream]].append(item.edition)

    assert editions == {
        Money(amount="850000000", currency="USD"): ["africa-1.0", "africa-1.1"],
        Money(amount="335000000", currency="USD"): ["africa-1.2"],
        Code(scheme="finance-status", code="PLEDGE"): ["africa-1.0", "africa-1.1"],
        Code(scheme="finance-status", code="IMPLEMENTATION"): ["africa-1.2"],
    }


def test_no_claim_is_proposed_twice(real: Imported) -> None:
    proposed = Counter(event.stream for event in real.store.log.scan(0) if isinstance(event.body, ClaimProposed))

    assert set(proposed.values()) == {1}
