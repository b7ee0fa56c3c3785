import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from tests.importers.imports import Bodies

from watchgraph.domain.events.claims import ClaimProposed, ClaimRanked, EvidenceAttached
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.events.disputes import DisputeOpened
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.sources import LineageDeclared, LivenessObserved, SourceRegistered
from watchgraph.domain.identifiers import claim_id, country_id, entity_id, source_id
from watchgraph.domain.statements import Stance
from watchgraph.domain.values import EntityRef, Quantity, SealedText
from watchgraph.log import Actor
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.reference.lines import LINES
from watchgraph_importers.reference.publisher import ORDER
from watchgraph_importers.registry import import_named
from watchgraph_importers.reports import ImportReport

Line = dict[str, object]

HEAD: Line = {
    "dataset": "checked",
    "title": "Checked claims",
    "publisher": "Somebody",
    "edition": "1",
    "published": "2026-11-23",
    "licence": "CC0-1.0",
}
REPORT: Line = {
    "source": "S1",
    "identity": "url:https://example.org/report",
    "title": "A report",
    "tier": "NGO",
    "published": "2020-11",
    "reliability": "B",
}
COPY: Line = {**REPORT, "source": "S2", "identity": "url:https://example.org/copy"}
SERBIA: Line = {"entity": "place:serbia", "kind": "Place", "iso3166": "RS"}
SYSTEM: Line = {"entity": "dep:belgrade", "kind": "Deployment"}
AUTHOR: Line = {"entity": "person:writer", "kind": "Person"}
ROLE: Line = {
    "claim": "person:writer",
    "subject": "person:writer",
    "predicate": "publicRole",
    "object": "PUBLIC_AUTHOR",
    "source": "S1",
    "locator": "title page",
}
RESIDENT: Line = {"entity": "person:resident", "kind": "Person", "private": True}
PLACED: Line = {
    "claim": "C1",
    "subject": "dep:belgrade",
    "predicate": "deployedIn",
    "object": "place:serbia",
    "valid": "2019",
    "source": "S1",
    "locator": "page 3",
}
COUNTED: Line = {**PLACED, "claim": "C2", "predicate": "plannedCameras", "object": ">=1200"}


def named(person: Line, name: str, kind: str) -> Line:
    return {
        "claim": person["entity"],
        "subject": person["entity"],
        "predicate": "name",
        "object": {"en": name},
        "with": {"nameKind": kind},
        "source": "S1",
        "locator": "whole document",
    }


@pytest.fixture
def load(tmp_path: Path, store: ImportStore, actor: Actor) -> Callable[..., ImportReport]:
    def run(*lines: Line | str) -> ImportReport:
        path = tmp_path / "claims.jsonl"
        text = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("\n".join(text) + "\n", encoding="utf-8")
        (report,) = import_named("reference", [path], store, actor)
        return report

    return run


Load = Callable[..., ImportReport]


def refused(load: Load, *lines: Line | str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(ImportRefusedError) as error:
        load(*lines)
    return [(problem.line, problem.field, problem.rule) for problem in error.value.problems]


def test_a_line_is_a_claim_that_was_read_in_its_source(load: Load, bodies: Bodies) -> None:
    report = load(HEAD, REPORT, SERBIA, SYSTEM, PLACED, "")

    (claim,) = [body for body in bodies() if isinstance(body, ClaimProposed)]
    assert claim.statement.subject == entity_id("checked", "Deployment", "dep:belgrade")
    assert claim.statement.object == EntityRef(id=country_id("RS"))
    (evidence,) = claim.evidence
    assert (evidence.source, evidence.locator, evidence.published, evidence.edition) == (
        source_id("url:https://example.org/report"),
        "page 3",
        "2020-11",
        "1",
    )
    assert claim.policy is not None
    assert report.reasons == {"not data: blank": 1, "not data: header": 1}


def test_lines_may_stand_in_any_order(load: Load, bodies: Bodies) -> None:
    load(COUNTED, {"rank": "C2", "to": "DEPRECATED", "reason": "old"}, SYSTEM, REPORT, HEAD)

    (claim,) = [body for body in bodies() if isinstance(body, ClaimProposed)]
    assert claim.statement.object == Quantity(min="1200", max=None, unit="camera")
    assert [body.rank for body in bodies() if isinstance(body, ClaimRanked)] == ["DEPRECATED"]


def test_sources_are_registered_with_what_befell_them(load: Load, bodies: Bodies) -> None:
    load(
        HEAD,
        REPORT,
        COPY,
        {"liveness": "S1", "status": "GONE", "observed": "2019-03-30", "observer": "S2"},
        {"lineage": "S2", "origin": "S1", "relation": "QUOTES", "basis": "It says so."},
    )

    registered = [body for body in bodies() if isinstance(body, SourceRegistered) and body.tier == "NGO"]
    assert len(registered) == 2
    (gone,) = [body for body in bodies() if isinstance(body, LivenessObserved)]
    assert gone.observer == source_id("url:https://example.org/copy")
    (lineage,) = [body for body in bodies() if isinstance(body, LineageDeclared)]
    assert lineage.origin == source_id("url:https://example.org/report")


def test_a_record_may_have_several_lines_and_more_evidence(load: Load, bodies: Bodies) -> None:
    also = {**COUNTED, "claim": "C1"}

    load(
        HEAD,
        REPORT,
        COPY,
        SERBIA,
        SYSTEM,
        PLACED,
        also,
        {"evidence": "C1", "source": "S2", "locator": "page 1", "stance": "CONTRADICTS"},
    )

    claims = {claim_id(body.statement) for body in bodies() if isinstance(body, ClaimProposed)}
    attached = [body.evidence for body in bodies() if isinstance(body, EvidenceAttached)]
    assert len(claims) == 2
    assert [item.stance for item in attached] == [Stance.CONTRADICTS, Stance.CONTRADICTS]


def test_a_dispute_names_the_claims_of_both_records(load: Load, bodies: Bodies, store: ImportStore) -> None:
    dispute = {"dispute": "D1", "claims": ["C2"], "rivals": ["C3"], "grounds": "VALUE", "text": "It was nine."}

    load(HEAD, REPORT, SYSTEM, COUNTED, {**COUNTED, "claim": "C3", "object": "9"}, dispute)

    (opened,) = [body for body in bodies() if isinstance(body, DisputeOpened)]
    by_record = {
        body.statement.origin.record: claim_id(body.statement) for body in bodies() if isinstance(body, ClaimProposed)
    }
    assert (opened.claims, opened.rivals) == ((by_record["C2"],), (by_record["C3"],))
    assert opened.text.text == "It was nine."
    assert not any(b"It was nine" in row[4] for row in store.log.rows(0, 100))


def test_a_persons_name_stands_nowhere_in_the_log(load: Load, bodies: Bodies, store: ImportStore) -> None:
    load(HEAD, REPORT, AUTHOR, ROLE, named(AUTHOR, "Ann Example", "PRIMARY"))

    (name,) = [
        body.statement for body in bodies() if isinstance(body, ClaimProposed) and body.statement.predicate == "name"
    ]
    assert isinstance(name.object, SealedText)
    assert name.object.text.text == "Ann Example"
    assert UUID(name.origin.record or "") == entity_id("checked", "Person", "person:writer")
    stored = b"".join(row[4] for row in store.log.rows(0, 100))
    assert b"Example" not in stored
    assert b"writer" not in stored


def test_a_private_person_is_named_by_role_only(load: Load, bodies: Bodies) -> None:
    problems = refused(load, HEAD, REPORT, RESIDENT, named(RESIDENT, "Ann Example", "PRIMARY"))

    report = load(HEAD, REPORT, RESIDENT, named(RESIDENT, "resident of Moscow", "ROLE_LABEL"))

    assert problems == [(4, "object", "private-person-named")]
    (person,) = [body for body in bodies() if isinstance(body, EntityRegistered)]
    assert not person.public_role
    assert report.proposed == 0


@pytest.mark.parametrize("role", [[], [{**ROLE, "polarity": "NEGATED"}]])
def test_a_person_of_whom_no_public_role_is_claimed_is_private(load: Load, role: list[Line]) -> None:
    problems = refused(load, HEAD, REPORT, AUTHOR, named(AUTHOR, "Ann Example", "PRIMARY"), *role)

    assert problems == [(4, "object", "private-person-named")]


def test_a_public_role_does_not_lift_what_is_marked_private(load: Load) -> None:
    hidden = {**AUTHOR, "private": True}

    assert refused(load, HEAD, REPORT, hidden, ROLE, named(AUTHOR, "Ann Example", "PRIMARY")) == [
        (5, "object", "private-person-named")
    ]


def test_one_corrected_line_is_one_new_claim_and_evidence_for_the_rest(load: Load, bodies: Bodies) -> None:
    load(HEAD, REPORT, SERBIA, SYSTEM, PLACED, COUNTED)

    report = load({**HEAD, "edition": "2"}, REPORT, SERBIA, SYSTEM, PLACED, {**COUNTED, "object": "8000"})

    assert report.events["claim.proposed"] == 1
    assert [body.evidence.edition for body in bodies() if isinstance(body, EvidenceAttached)] == ["2"]


def test_a_corrected_file_is_a_further_printing_of_its_edition(load: Load, bodies: Bodies) -> None:
    wrong = (HEAD, REPORT, SERBIA, SYSTEM, PLACED, COUNTED)
    right = (*wrong[:-1], {**COUNTED, "object": "8000"})

    reports = [load(*wrong), load(*right), load(*right), load(*wrong)]

    assert [report.edition for report in reports] == ["1", "1.02", "1.02", "1.03"]
    assert [report.known for report in reports] == [False, False, True, False]
    attached = [body.evidence for body in bodies() if isinstance(body, EvidenceAttached)]
    assert [item.edition for item in attached] == ["1.02", "1.03", "1.03"]


def test_everything_wrong_is_named_at_once_by_line_and_field(load: Load, store: ImportStore) -> None:
    problems = refused(
        load,
        HEAD,
        {**REPORT, "tier": "NOVEL"},
        SYSTEM,
        SYSTEM,
        "{broken",
        {"entity": "x", "kind": "Deploymint"},
        {"wish": "peace"},
        {**PLACED, "predicate": "deployedInn"},
        {**PLACED, "object": "place:nowhere", "source": "S9"},
        {**COUNTED, "object": "lots", "with": {"colour": "RED"}},
        {**COUNTED, "object": "9..3"},
        {**COUNTED, "valid": "2020/2018"},
        {**COUNTED, "locator": " "},
        {**COUNTED, "modality": "GOSSIP"},
        {"evidence": "C9", "source": "S1", "locator": "page 1"},
        {**COUNTED, "stance": "CONTRADICTS"},
        {"liveness": "S1", "status": "GONE", "observed": "once", "observer": "S9"},
        {"rank": "C2", "to": "WORST", "reason": "it is"},
        {key: value for key, value in COUNTED.items() if key != "predicate"},
    )

    assert problems == [
        (2, "tier", "unknown-code"),
        (3, "entity", "repeated-name"),
        (4, "entity", "repeated-name"),
        (5, "", "not-json"),
        (6, "kind", "unknown-kind"),
        (7, "wish", "unknown-line"),
        (8, "predicate", "unknown-predicate"),
        (9, "source", "unknown-source"),
        (9, "object", "unknown-entity"),
        (10, "object", "not-a-number"),
        (10, "with.colour", "unknown-qualifier"),
        (11, "object", "bad-quantity"),
        (12, "valid", "interval-reversed"),
        (13, "locator", "missing-locator"),
        (14, "modality", "unknown-code"),
        (15, "evidence", "unknown-record"),
        (16, "stance", "claim-without-evidence"),
        (17, "observed", "not-edtf"),
        (18, "to", "unknown-code"),
        (19, "predicate", "missing-predicate"),
    ]
    assert store.log.head() == 0


@pytest.mark.parametrize(
    ("given", "found", "words"),
    [
        ({"modality": "FAKT"}, ("modality", "unknown-code"), "'FAKT'; right are FACT, ATTRIBUTED, OFFICIAL"),
        ({"polarity": "NO"}, ("polarity", "unknown-code"), "right are AFFIRMED, NEGATED, UNKNOWN"),
        ({"stance": "DENIES"}, ("stance", "unknown-code"), "right are SUPPORTS, CONTRADICTS, MENTIONS"),
        ({"modality": 5}, ("modality", "wrong-line"), "Expected `str`"),
        ({"objekt": "1"}, ("objekt", "unknown-key"), "unknown key 'objekt'; nearest: object"),
        ({"zzz": "1"}, ("zzz", "unknown-key"), "this line has claim, subject, predicate"),
    ],
)
def test_a_wrong_key_or_code_is_answered_with_the_right_ones(
    load: Load, given: Line, found: tuple[str, str], words: str
) -> None:
    with pytest.raises(ImportRefusedError) as error:
        load(HEAD, REPORT, SYSTEM, {**COUNTED, **given})

    (problem,) = error.value.problems
    assert (problem.line, problem.field, problem.rule) == (4, *found)
    assert words in problem.right
    assert str(error.value).endswith("\nnothing was written")


def test_all_missing_keys_of_a_line_are_named(load: Load) -> None:
    assert refused(load, HEAD, REPORT, SYSTEM, {"claim": "C4", "subject": "dep:belgrade"}) == [
        (4, "predicate", "missing-predicate"),
        (4, "source", "missing-source"),
        (4, "locator", "missing-locator"),
    ]


def test_of_many_problems_the_first_lines_are_shown(load: Load) -> None:
    disputes: list[Line] = [
        {"dispute": f"D{number}", "claims": ["C9"], "grounds": "VALUE", "text": "no"} for number in range(25)
    ]

    problems = refused(load, HEAD, *disputes, {**REPORT, "tier": "NOVEL"})

    assert [line for line, _, _ in problems] == list(range(2, 22))


def test_a_dispute_may_name_one_claim_of_a_record(load: Load, bodies: Bodies) -> None:
    dispute: Line = {"dispute": "D1", "claims": ["C2"], "rivals": ["C1 deployedIn"], "grounds": "UNIT", "text": "no"}
    sound = (HEAD, REPORT, SERBIA, SYSTEM, PLACED, {**COUNTED, "claim": "C1"}, {**COUNTED, "object": "9"})

    problems = refused(load, *sound, {**dispute, "rivals": ["C1 deployedInn"]})
    load(*sound, dispute)

    assert problems == [(8, "rivals", "unknown-predicate")]
    (opened,) = [body for body in bodies() if isinstance(body, DisputeOpened)]
    placed = [
        claim_id(body.statement)
        for body in bodies()
        if isinstance(body, ClaimProposed) and body.statement.predicate == "deployedIn"
    ]
    assert list(opened.rivals) == placed


def test_a_dispute_needs_known_parties_records_and_grounds(load: Load) -> None:
    dispute: Line = {"dispute": "D1", "claims": ["C2"], "grounds": "VALUE", "text": "no"}
    sound = (HEAD, REPORT, SYSTEM, COUNTED)

    assert refused(load, *sound, {**dispute, "party": "person:nobody"}) == [(5, "party", "unknown-entity")]
    assert refused(load, *sound, {**dispute, "rivals": ["C9"]}) == [(5, "rivals", "unknown-record")]
    assert refused(load, *sound, {**dispute, "grounds": "SPITE"}) == [(5, "grounds", "unknown-code")]


def test_an_unknown_predicate_is_answered_with_the_nearest(load: Load) -> None:
    with pytest.raises(ImportRefusedError, match="nearest: deployedIn"):
        load(HEAD, REPORT, SERBIA, SYSTEM, {**PLACED, "predicate": "deployedInn"})


def test_a_header_that_lacks_a_key_is_refused_by_the_name_of_the_key(load: Load) -> None:
    head = {key: value for key, value in HEAD.items() if key not in {"licence", "edition"}}

    assert refused(load, head, REPORT) == [(1, "edition", "missing-edition"), (1, "licence", "missing-licence")]


def test_a_file_without_its_first_line_is_refused(load: Load) -> None:
    assert refused(load, REPORT) == [(1, "", "missing-header")]
    assert refused(load, {**HEAD, "edition": "1.02"}) == [(1, "", "missing-header")]


# The file that comes with the package


def test_the_packaged_file_is_imported_whole_and_only_once(store: ImportStore, actor: Actor, bodies: Bodies) -> None:
    (report,) = import_named("reference", [], store, actor)
    (again,) = import_named("reference", [], store, actor)

    assert (report.rows.refused, report.proposed, again.known) == (0, 0, True)
    completed = bodies()[-1]
    assert isinstance(completed, ImportCompleted)
    assert (completed.edition.complete, completed.licence) == (True, "CC0-1.0")
    records = {body.statement.origin.record for body in bodies() if isinstance(body, ClaimProposed)}
    assert {f"C{number:03}" for number in range(1, 198)} <= records
    assert {f"A{number:02}" for number in range(1, 28)} <= records


def test_every_kind_of_line_has_its_place_in_the_order() -> None:
    assert set(ORDER) == set(LINES)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([{**REPORT, "url": "javascript:alert(1)"}], (2, "url", "bad-url")),
        ([{**REPORT, "related": ["data:text/html,x"]}], (2, "url", "bad-url")),
        ([{**REPORT, "identity": "somewhere"}], (2, "identity", "wrong-identity")),
        ([{**REPORT, "title": " "}], (2, "title", "missing-reason")),
        ([{**SERBIA, "iso3166": "ZZ"}], (2, "iso3166", "unknown-country")),
        ([{**SERBIA, "kind": "Organisation"}], (2, "iso3166", "unknown-country")),
        ([{**SYSTEM, "entity": "a\u202eb"}], (2, "entity", "unsafe-character")),
        ([json.dumps({**SYSTEM, "entity": "a\u0000b"})], (2, "entity", "unsafe-character")),
        ([REPORT, {"liveness": "S1", "status": "GONE", "observed": "2020"}], (3, "observer", "never-seen-live")),
        (
            [REPORT, {"lineage": "S1", "origin": "S1", "relation": "DERIVES_FROM", "basis": "b"}],
            (3, "origin", "lineage-cycle"),
        ),
        (
            [REPORT, SERBIA, SYSTEM, PLACED, {"dispute": "D", "claims": ["C1", "C1"], "grounds": "UNIT", "text": "t"}],
            (6, "claims", "repeated-claim"),
        ),
        (
            [REPORT, SERBIA, SYSTEM, PLACED, {"rank": "C1", "to": "PREFERRED", "reason": " "}],
            (6, "reason", "missing-reason"),
        ),
        ([REPORT, SYSTEM, {**COUNTED, "object": "9" * 25}], (4, "object", "out-of-bounds")),
        ([REPORT, SYSTEM, {**COUNTED, "credibility": 7}], (4, "credibility", "out-of-bounds")),
        ([REPORT, SYSTEM, {**COUNTED, "locator": "x" * 40_000}], (4, "line", "too-long")),
        (['{"claim":' * 5_000 + "1" + "}" * 5_000], (2, "", "not-json")),
    ],
)
def test_what_the_log_could_not_hold_for_ever_is_refused(
    load: Load, bodies: Bodies, lines: list[Line | str], found: tuple[int, str, str]
) -> None:
    assert found in refused(load, HEAD, *lines)
    assert bodies() == []


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"published": "soon"}, "not-edtf"),
        ({"dataset": "iso3166"}, "wrong-identity"),
        ({"dataset": "Not a slug"}, "wrong-identity"),
        ({"home_page": "javascript:alert(1)"}, "bad-url"),
        ({"edition": " "}, "missing-header"),
    ],
)
def test_a_header_that_would_stop_the_read_models_is_refused(load: Load, given: Line, rule: str) -> None:
    assert refused(load, {**HEAD, **given}) == [(1, "", rule)]


def test_a_private_person_has_no_external_id(load: Load) -> None:
    line = {**named(RESIDENT, "x", "PRIMARY"), "predicate": "externalId", "with": {"scheme": "WIKIDATA"}}

    assert (4, "object", "private-person-named") in refused(load, HEAD, REPORT, RESIDENT, line)
