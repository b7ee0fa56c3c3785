"""Commands about sources."""

from uuid import UUID, uuid4

import msgspec
import pytest
from tests.platform.ledger.desks import Desk

from watchgraph.domain.edtf import EdtfError
from watchgraph.domain.errors import (
    AlreadyRegisteredError,
    LineageCycleError,
    MissingReasonError,
    NeverSeenLiveError,
    UnknownCodeError,
    UnknownLineageError,
    UnknownSourceError,
    WrongCaptureError,
    WrongIdentityError,
    WrongStateError,
)
from watchgraph.domain.events.sources import (
    ArtifactCaptured,
    LineageDeclared,
    LineageWithdrawn,
    LivenessObserved,
    SourceRegistered,
)
from watchgraph.domain.sources import Source
from watchgraph.domain.urls import BadUrlError
from watchgraph.ledger import (
    CaptureArtifact,
    DeclareLineage,
    ObserveLiveness,
    RateSource,
    RedactSource,
    RegisterSource,
    WithdrawLineage,
)

PAGE = SourceRegistered(identity="url:https://example.org/b", title="B", tier="MEDIA")
CAPTURE = ArtifactCaptured(
    sha256="ab" * 32, size=1, media_type="text/html", captured="2026-11-23T12:00:00Z", method="http"
)


def source(desk: Desk, id_: UUID) -> Source:
    found = Source.fold(id_, ((event.envelope.actor.id, event.body) for event in desk.log.stream(id_)))
    assert found is not None
    return found


def declare(one: UUID, origin: UUID, relation: str = "DERIVES_FROM") -> DeclareLineage:
    return DeclareLineage(source=one, lineage=LineageDeclared(origin=origin, relation=relation, basis="says so"))


def test_a_source_is_registered_once(desk: Desk) -> None:
    first = desk.do("ann", RegisterSource(source=PAGE))

    assert desk.do("ben", RegisterSource(source=PAGE)).events == ()
    with pytest.raises(AlreadyRegisteredError, match=str(first.about)):
        desk.do("ben", RegisterSource(source=msgspec.structs.replace(PAGE, title="C")))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"identity": "example.org"}, WrongIdentityError),
        ({"title": " "}, MissingReasonError),
        ({"reliability": "G"}, UnknownCodeError),
        ({"published": "soon"}, EdtfError),
    ],
)
def test_a_source_that_breaks_a_rule_is_refused(desk: Desk, change: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        desk.do("ann", RegisterSource(source=msgspec.structs.replace(PAGE, **change)))


def test_the_same_bytes_are_captured_once(desk: Desk) -> None:
    assert desk.do("ann", CaptureArtifact(source=desk.source, artifact=CAPTURE)).events
    assert desk.do("ann", CaptureArtifact(source=desk.source, artifact=CAPTURE)).events == ()
    bad = msgspec.structs.replace(CAPTURE, sha256="xyz")
    with pytest.raises(WrongCaptureError):
        desk.do("ann", CaptureArtifact(source=desk.source, artifact=bad))
    with pytest.raises(UnknownSourceError):
        desk.do("ann", CaptureArtifact(source=uuid4(), artifact=CAPTURE))


def test_what_is_gone_was_seen_by_somebody(desk: Desk) -> None:
    gone = LivenessObserved(status="GONE", observed="2019-03-30")
    seen = msgspec.structs.replace(gone, observer=desk.source, last_live="2019-03-29")

    with pytest.raises(NeverSeenLiveError):
        desk.do("ann", ObserveLiveness(source=desk.source, observation=gone))
    desk.do("ann", ObserveLiveness(source=desk.source, observation=seen))

    assert source(desk, desk.source).liveness == (seen,)
    assert desk.do("ann", ObserveLiveness(source=desk.source, observation=seen)).events == ()


def test_a_rating_is_given_with_a_rationale(desk: Desk) -> None:
    with pytest.raises(MissingReasonError):
        desk.do("rita", RateSource(source=desk.source, rating="B", rationale=""))

    desk.do("rita", RateSource(source=desk.source, rating="B", rationale="names its own sources"))

    assert source(desk, desk.source).reliability == "B"
    assert desk.do("rita", RateSource(source=desk.source, rating="B", rationale="still")).events == ()


def test_sources_do_not_derive_from_each_other_in_a_circle(desk: Desk) -> None:
    one, two, three = desk.source, desk.register("https://example.org/2"), desk.register("https://example.org/3")
    desk.do("ann", declare(two, one))
    desk.do("ann", declare(three, two))

    for origin in (three, one):
        with pytest.raises(LineageCycleError):
            desk.do("ann", declare(one, origin))
    desk.do("ann", declare(one, three, "SAME_OWNER"))

    assert desk.do("ann", declare(two, one)).events == ()


def test_a_withdrawn_lineage_is_in_nobody_s_way(desk: Desk) -> None:
    one, two = desk.source, desk.register("https://example.org/2")
    desk.do("ann", declare(two, one))
    wrong = WithdrawLineage(source=two, lineage=LineageWithdrawn(origin=one, relation="DERIVES_FROM", basis="misread"))

    desk.do("rita", wrong)

    assert source(desk, two).lineage == ()
    assert desk.do("ann", declare(one, two)).events
    with pytest.raises(UnknownLineageError):
        desk.do("rita", wrong)


def test_a_redacted_source_is_captured_no_more(desk: Desk) -> None:
    desk.do("ed", RedactSource(source=desk.source, basis="GDPR art. 17", authority="a court"))

    assert desk.do("ed", RedactSource(source=desk.source, basis="GDPR art. 17", authority="a court")).events == ()
    with pytest.raises(WrongStateError):
        desk.do("ann", CaptureArtifact(source=desk.source, artifact=CAPTURE))


@pytest.mark.parametrize(
    "given",
    [
        {"url": "javascript:alert(1)"},
        {"archived_url": "data:text/html,x"},
        {"canonical_url": "ftp://example.org"},
        {"identity": "url:javascript:alert(1)"},
        {"related": ("javascript:alert(1)",)},
    ],
)
def test_a_source_has_web_addresses_only(desk: Desk, given: dict[str, object]) -> None:
    whole = {"identity": "work:A|B|2020", "title": "T", "tier": "NGO", **given}

    with pytest.raises(BadUrlError):
        desk.do("ann", RegisterSource(source=msgspec.convert(whole, SourceRegistered)))
