"""Stored events are for ever: one example of each version of each body, as it stands in some log, is read in every run.

A new topic or version needs a sample here and its file in `examples/`; the failing test prints what to store.
Files that exist are never edited.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from watchgraph.domain.events import claims, contributors, coverages, datasets, disputes, entities, judgements, sources
from watchgraph.domain.events.base import Event
from watchgraph.domain.statements import (
    Evidence,
    Modality,
    Origin,
    Polarity,
    Policy,
    Qualification,
    Stance,
    Statement,
)
from watchgraph.domain.values import (
    Code,
    Date,
    EntityRef,
    Geo,
    Money,
    Quantity,
    Sealed,
    SealedText,
    Text,
    Url,
)
from watchgraph.log import EVENTS, Actor, Envelope, KeyStore, seal_body, with_envelope
from watchgraph.log.bodies import Reader

EXAMPLES = Path(__file__).parent / "examples"
STREAM = UUID("3a1f8c1e-6a52-5f0c-9b51-2d8f0e7a4c10")
OTHER = UUID("b7d0c6a2-0d1f-5b86-8a3e-51c9f2e4d711")
THIRD = UUID("c2e9b6f4-7f63-5d58-9d25-6a0b1c3e5f12")
UNIT = "record:example/1"
KEY = bytes(range(32))
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb822cd15d6c15b0f00a08"[:64]


def sealed(field: str, text: str, digest: str = "") -> Sealed:
    return Sealed(UNIT, field, text, digest)


EVIDENCE = Evidence(
    id=OTHER,
    source=THIRD,
    stance=Stance.SUPPORTS,
    locator="sheet 1!7:cameras",
    artifact=SHA,
    relays=OTHER,
    published="2020-11-18",
    edition="2020",
    mapping=1,
    quote=sealed("evidence.quote", "thousands of cameras"),
    quote_language="en",
    licence="CC-BY-4.0",
    self_interested=True,
)
POLICY = Policy(id="dataset-trust", version=1)
NOTE = sealed("note", "as discussed")
STATEMENT = Statement(
    origin=Origin(dataset="example", record="1"),
    subject=STREAM,
    predicate="name",
    object=SealedText(text=sealed("statement.object", "A. Person", "ab" * 32), lang="en"),
    qualifiers=(
        Qualification(name="amount", value=Money(amount="73.687", currency="USD", date="2018", basis="nominal")),
        Qualification(name="count", value=Quantity(min="80", max=None, unit="camera", exclusive=True)),
        Qualification(name="date", value=Date(edtf="[..2020]")),
        Qualification(name="kind", value=Code(scheme="name-kind", code="PRIMARY")),
        Qualification(name="page", value=Url(url="https://example.org/")),
        Qualification(name="point", value=Geo(lat="44.8162", lon="20.4605", precision_m=1000)),
        Qualification(name="role", value=EntityRef(id=OTHER)),
        Qualification(name="words", value=Text(text="рука", lang="sr")),
    ),
    valid="2019-05/..",
    polarity=Polarity.NEGATED,
    modality=Modality.ATTRIBUTED,
    speaker=OTHER,
    rule="surveillance-purpose/1",
    slot_by_time=True,
    credibility=2,
)

SAMPLES: tuple[Event, ...] = (
    claims.ClaimProposed(statement=STATEMENT, evidence=(EVIDENCE,), policy=POLICY, note=NOTE, votes_needed=2),
    claims.ClaimReproposed(policy=POLICY, note=NOTE),
    claims.ClaimAccepted(note=NOTE),
    claims.ClaimRejected(reason="NOT_SUPPORTED", note=NOTE),
    claims.ClaimWithdrawn(note=NOTE),
    claims.EvidenceAttached(evidence=EVIDENCE),
    claims.EvidenceDetached(evidence=OTHER, note=NOTE),
    claims.ClaimRanked(rank="PREFERRED", reason="the only one that counted"),
    claims.ClaimCorrected(replacement=OTHER, wrong="a misread digit"),
    claims.ClaimEnded(ended="2021-06", evidence=EVIDENCE),
    claims.ClaimRetracted(reason="MISREAD", note=NOTE),
    claims.ClaimReinstated(note=NOTE),
    claims.ClaimRedacted(units=(UNIT,), basis="GDPR art. 17", authority="a court"),
    sources.SourceRegistered(
        identity="doi:10.1/x",
        title="A work",
        tier="MEDIA",
        url="https://example.org/a",
        canonical_url="https://example.org/a",
        archived_url="https://example.org/b",
        doi="10.1/x",
        publisher="A publisher",
        authors=("A. Author",),
        published="2020-11-18",
        language="en",
        licence="CC-BY-4.0",
        reliability="B",
        identified=False,
        related=("doi:10.1/y",),
        note="address not recorded",
    ),
    sources.ArtifactCaptured(
        sha256=SHA,
        size=12,
        media_type="text/csv",
        captured="2026-11-23T12:00:00Z",
        method="import",
        name="a.csv",
        edition="2020",
    ),
    sources.LivenessObserved(
        status="GONE", observed="2019-03-30", observer=OTHER, last_live="2019-03-29", basis="its own page"
    ),
    sources.ReliabilityRated(rating="C", rationale="repeats others"),
    sources.LineageDeclared(origin=OTHER, relation="QUOTES", basis="names it"),
    sources.LineageWithdrawn(origin=OTHER, relation="QUOTES", basis="it does not"),
    sources.SourceRedacted(units=(UNIT,), basis="GDPR art. 17", authority="a court", note=NOTE),
    entities.EntityRegistered(
        kind="Person",
        dataset="example",
        native="7",
        sealed_native=sealed("sealed_native", "7"),
        register=True,
        public_role=True,
    ),
    entities.EntityRetyped(kind="Organisation", reason="it is a ministry"),
    judgements.JudgementRecorded(
        left=OTHER, right=THIRD, verdict="SAME", basis="same number", score=97, rule="names/1"
    ),
    judgements.JudgementReverted(reason="two ministries"),
    disputes.DisputeOpened(
        claims=(OTHER,),
        grounds="VALUE",
        text=sealed("text", "it were nine"),
        party=OTHER,
        rivals=(THIRD,),
        evidence=(EVIDENCE,),
    ),
    disputes.DisputeEvidenceAdded(evidence=EVIDENCE),
    disputes.DisputeReplied(text=sealed("text", "they were eight"), party=OTHER),
    disputes.DisputeResolved(outcome="PARTLY", text=sealed("text", "both are right")),
    disputes.DisputeReopened(text=sealed("text", "new papers")),
    disputes.DisputeRedacted(units=(UNIT,), basis="GDPR art. 17", authority="a court"),
    datasets.DatasetRegistered(
        slug="example", title="Example", publisher="P", home_page="https://example.org/", licence="CC0-1.0"
    ),
    datasets.ImportCompleted(
        edition=datasets.Edition(name="2020", published="2020", covers=("name",), complete=True),
        files={"a.csv": SHA},
        mapping=1,
        rows=datasets.RowCounts(stated_anew=1, stated_again=2, refused=3, not_data=4),
        licence="CC0-1.0",
        policy=POLICY,
        scope=("name",),
    ),
    datasets.ReleaseCut(name="2026.1", position=7, digest=SHA),
    coverages.CoverageDeclared(
        place=OTHER,
        topic="face recognition",
        databases=("a register",),
        languages=("sr",),
        from_date="2019",
        to_date="2020",
        result="NONE_FOUND",
        queries=("препознавање лица",),
    ),
    contributors.ContributorRegistered(roles=("REVIEWER",)),
    contributors.ContributorErased(units=(UNIT,)),
)


def example_of(body: Event) -> Path:
    return EXAMPLES / f"{body.TOPIC}.v{body.VERSION}.json"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyStore]:
    path = tmp_path_factory.mktemp("keys") / "keys.sqlite"
    store = KeyStore.open(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("insert into keys values (?, ?)", (UNIT, KEY))
    raw.close()
    yield store
    store.close()


def stored_now(body: Event, keys: KeyStore) -> bytes:
    envelope = Envelope(
        schema=body.VERSION,
        command=THIRD,
        index=1,
        size=1,
        actor=Actor("5d1c7e0a-2f9a-4c57-9b1e-0a6a2c0f4b11", "EDITOR", "LOCAL"),
        recorded="2026-11-23T12:00:00.000000Z",
    )
    return with_envelope(seal_body(STREAM, 1, body, keys), envelope)


def test_there_is_a_sample_of_every_topic() -> None:
    assert sorted(body.TOPIC for body in SAMPLES) == sorted(EVENTS)


@pytest.mark.parametrize("body", SAMPLES, ids=lambda body: body.TOPIC)
def test_the_stored_example_still_reads_as_it_did(body: Event, keys: KeyStore) -> None:
    path = example_of(body)
    assert path.exists(), f"store this as {path.name}: {stored_now(body, keys).decode()}"

    stored = Reader(keys).read(STREAM, 1, body.TOPIC, path.read_bytes().strip())

    assert stored.body == body
    assert stored.command == THIRD


@pytest.mark.parametrize("body", SAMPLES, ids=lambda body: body.TOPIC)
def test_what_is_written_today_has_the_shape_of_the_example(body: Event, keys: KeyStore) -> None:
    example = msgspec.json.decode(example_of(body).read_bytes())

    written = msgspec.json.decode(stored_now(body, keys))

    assert without_boxes(written) == without_boxes(example)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.name)
def test_no_example_is_left_behind_by_the_code(path: Path, keys: KeyStore) -> None:
    topic = path.name.rpartition(".v")[0]

    stored = Reader(keys).read(STREAM, 1, topic, path.read_bytes().strip())

    assert topic == stored.body.TOPIC


def without_boxes(value: object) -> object:
    """Two encryptions of one text differ."""
    if isinstance(value, dict):
        return {name: without_boxes(item) for name, item in value.items() if name != "box"}
    if isinstance(value, list):
        return [without_boxes(item) for item in value]
    return value
