"""One database through five releases, in one store: the real files, cut to one row in sixty and some known projects."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from tests.importers.aidata.real_files import GCOF, GEO, LARGE, cut
from tests.importers.imports import ACTOR, opened

from watchgraph.domain.events.claims import ClaimProposed, EvidenceAttached
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.identifiers import entity_id, source_id
from watchgraph.domain.statements import Stance, Statement
from watchgraph.domain.values import Code, Money
from watchgraph_importers.aidata import AIDATA_AFRICA, AIDATA_GCDF, AIDATA_GCOF
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Publisher
from watchgraph_importers.reports import ImportReport

KNOWN = frozenset({1163, 30364, 36121, 37016})
PUBLISHERS = (AIDATA_GCOF, AIDATA_GCDF, AIDATA_AFRICA)
"""An older release comes last, as any order must do."""


class Filled(NamedTuple):
    store: ImportStore
    folder: Path
    reports: tuple[ImportReport, ...]


class Claim(NamedTuple):
    """A claim as the log has it. editions: that state it."""

    statement: Statement
    policy: str | None
    editions: list[str | None]


@pytest.fixture(scope="module")
def real(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("aidata")
    for path in sorted((test_data / "aidata-africa-releases").glob("*.csv.gz")):
        cut(path, folder / path.name, "project_id", KNOWN)
    cut(test_data / GCOF, folder / GCOF.name, "project_id", KNOWN)
    cut(test_data / GEO, folder / GEO.name, "AidData.Record.ID", KNOWN)
    cut(test_data / LARGE, folder / LARGE.name, "AidData Record ID", KNOWN)
    with opened(folder) as store:
        reports = [report for publisher in PUBLISHERS for report in import_from(folder, publisher, store)]
        yield Filled(store, folder, tuple(reports))


def import_from(folder: Path, publisher: Publisher, store: ImportStore) -> tuple[ImportReport, ...]:
    return run_imports(publisher, sorted(folder.glob("*.csv.gz")), store, ACTOR)


@pytest.fixture(scope="module")
def claims(real: Filled) -> list[Claim]:
    found: dict[UUID, Claim] = {}
    for event in real.store.log.scan(0):
        match event.body:
            case ClaimProposed(statement=statement, evidence=evidence, policy=policy):
                editions = [one.edition for one in evidence]
                found[event.stream] = Claim(statement, None if policy is None else policy.id, editions)
            case EvidenceAttached(evidence=one):
                found[event.stream].editions.append(one.edition)
    return list(found.values())


def history(claims: list[Claim], project: str, predicate: str) -> dict[object, list[str | None]]:
    subject = entity_id("aidata-china-finance", "FinancialFacility", project)
    mine = [one for one in claims if one.statement.subject == subject and one.statement.predicate == predicate]
    return {one.statement.object: sorted(set(one.editions), key=str) for one in mine}


def test_five_releases_are_five_editions_of_one_data_set(real: Filled) -> None:
    assert [report.edition for report in real.reports] == [
        "gcof-1.0",
        "gcdf-3.0",
        "africa-1.0",
        "africa-1.1",
        "africa-1.2",
    ]
    assert {report.dataset for report in real.reports} == {"aidata-china-finance"}
    assert all(report.rows.refused == report.rows.not_data == 0 for report in real.reports)


def test_a_dam_is_one_project_with_a_dated_statement_per_release(claims: list[Claim]) -> None:
    assert history(claims, "187", "amount") == {
        Money(amount="850000000", currency="USD"): ["africa-1.0", "africa-1.1", "gcof-1.0"],
        Money(amount="335000000", currency="USD"): ["africa-1.2"],
        Money(amount="1175000000", currency="USD"): ["gcdf-3.0"],
    }
    assert history(claims, "187", "financeStatus") == {
        Code(scheme="finance-status", code="PLEDGE"): ["africa-1.0", "africa-1.1"],
        Code(scheme="finance-status", code="IMPLEMENTATION"): ["africa-1.2"],
        Code(scheme="finance-status", code="CANCELLED"): ["gcof-1.0"],
        Code(scheme="finance-status", code="COMPLETION"): ["gcdf-3.0"],
    }


def test_what_is_out_of_sums_changes_with_the_releases(claims: list[Claim]) -> None:
    subject = entity_id("aidata-china-finance", "FinancialFacility", "187")
    said: dict[str, list[str]] = {}
    for one in claims:
        if one.statement.subject == subject and one.statement.predicate == "countable":
            values = (one.statement.object, *(item.value for item in one.statement.qualifiers))
            words = "/".join(value.code for value in values if isinstance(value, Code))
            said[words] = sorted({str(edition) for edition in one.editions})

    assert said == {
        "NO/PLEDGE": ["africa-1.0", "africa-1.1"],
        "YES": ["africa-1.2", "gcdf-3.0"],
        "NO/CANCELLED": ["gcof-1.0"],
    }


def test_every_claim_of_the_releases_is_accepted_by_its_policy(claims: list[Claim]) -> None:
    policies = Counter((one.statement.rule, one.policy) for one in claims)

    assert set(policies) == {
        (None, "dataset-trust"),
        ("aidata-labels/1", "measured-rule aidata-labels/1 (precision 1 of 3643)"),
        ("aidata-titles/1", "measured-rule aidata-titles/1 (precision 0.97 of 348)"),
        ("aidata-countable/2", "measured-rule aidata-countable/2 (precision 1 of 3643)"),
        ("surveillance-finance/1", "measured-rule surveillance-finance/1 (precision 0.97 of 335)"),
    }


def test_releases_that_agree_are_one_witness(real: Filled) -> None:
    bodies = [event.body for event in real.store.log.scan(0)]
    proofs = [
        each
        for body in bodies
        for each in (
            body.evidence
            if isinstance(body, ClaimProposed)
            else [body.evidence]
            if isinstance(body, EvidenceAttached)
            else []
        )
    ]
    documents = {body.identity for body in bodies if isinstance(body, SourceRegistered)}

    assert {each.source for each in proofs if each.stance is Stance.SUPPORTS} == {
        source_id("dataset:aidata-china-finance")
    }
    assert {each.source for each in proofs if each.stance is Stance.MENTIONS} == {
        source_id(each) for each in documents if each.startswith("url:")
    }


def test_names_of_one_bank_are_judged_the_same(real: Filled) -> None:
    bodies = [event.body for event in real.store.log.scan(0)]
    pairs = {(body.left, body.right) for body in bodies if isinstance(body, JudgementRecorded)}

    names = ("China Eximbank", "Export-Import Bank of China")
    left, right = sorted(entity_id("aidata-china-finance", "Organisation", name) for name in names)
    assert (left, right) in pairs


def test_the_same_files_again_append_nothing(real: Filled) -> None:
    before = real.store.log.head()

    again = [report for publisher in PUBLISHERS for report in import_from(real.folder, publisher, real.store)]

    assert all(report.known for report in again)
    assert real.store.log.head() == before
