"""Commands about disputes."""

from uuid import UUID, uuid4

import pytest
from tests.platform.ledger.desks import Desk

from watchgraph.domain.disputes import Dispute, DisputeState, Outcome
from watchgraph.domain.errors import (
    RepeatedClaimError,
    ResolverInvolvedError,
    TakenIdError,
    UnknownClaimError,
    UnknownCodeError,
    UnknownDisputeError,
    UnknownEntityError,
    WrongStateError,
)
from watchgraph.domain.events.disputes import DisputeReplied
from watchgraph.ledger import (
    Accept,
    AddDisputeEvidence,
    OpenDispute,
    RedactDispute,
    ReopenDispute,
    Reply,
    ResolveDispute,
)


def dispute(desk: Desk, id_: UUID) -> Dispute:
    found = Dispute.fold(id_, ((event.envelope.actor.id, event.body) for event in desk.log.stream(id_)))
    assert found is not None
    return found


def opened(desk: Desk) -> UUID:
    claim = desk.do("ann", desk.cameras()).about
    desk.do("rita", Accept(claim=claim))
    ask = OpenDispute(claims=(claim,), grounds="UNIT", text="sites, not cameras", evidence=(desk.given("p. 3"),))
    return desk.do("ben", ask).about


def test_a_dispute_is_opened_answered_and_resolved(desk: Desk) -> None:
    id_ = opened(desk)
    assert dispute(desk, id_).open

    desk.do("ann", Reply(dispute=id_, text="the brochure says cameras", party=desk.official))
    desk.do("ben", AddDisputeEvidence(dispute=id_, evidence=desk.given("p. 4")))
    desk.do("rob", ResolveDispute(dispute=id_, outcome="PARTLY", text="both"))

    found = dispute(desk, id_)
    assert (found.state, found.outcome, found.open) == (DisputeState.RESOLVED, Outcome.PARTLY, False)
    assert [item.locator for item in found.evidence] == ["p. 3", "p. 4"]
    assert b"brochure" not in b"".join(row[4] for row in desk.log.rows(0, 1000))
    assert any(isinstance(event.body, DisputeReplied) for event in desk.log.stream(id_))


def test_who_had_a_hand_in_it_cannot_resolve_it(desk: Desk) -> None:
    id_ = opened(desk)
    desk.do("ruth", Reply(dispute=id_, text="I agree"))

    for reviewer in ("rita", "ruth"):
        with pytest.raises(ResolverInvolvedError):
            desk.do(reviewer, ResolveDispute(dispute=id_, outcome="UPHELD", text="so it is"))

    assert desk.do("rob", ResolveDispute(dispute=id_, outcome="UPHELD", text="so it is")).events
    assert desk.do("rob", ResolveDispute(dispute=id_, outcome="UPHELD", text="so it is")).events == ()


def test_a_resolved_dispute_can_be_reopened(desk: Desk) -> None:
    id_ = opened(desk)
    with pytest.raises(WrongStateError):
        desk.do("rita", ReopenDispute(dispute=id_, text="new papers"))
    desk.do("rob", ResolveDispute(dispute=id_, outcome="REJECTED", text="it stands"))
    with pytest.raises(WrongStateError):
        desk.do("ann", Reply(dispute=id_, text="too late"))

    desk.do("rita", ReopenDispute(dispute=id_, text="new papers"))

    assert dispute(desk, id_).open


def test_a_redacted_dispute_loses_its_words_and_stays_open(desk: Desk) -> None:
    id_ = opened(desk)

    desk.do("ed", RedactDispute(dispute=id_, basis="GDPR art. 17", authority="a court"))

    found = dispute(desk, id_)
    assert (found.state, found.open) == (DisputeState.REDACTED, True)
    assert desk.do("ed", RedactDispute(dispute=id_, basis="GDPR art. 17", authority="a court")).events == ()
    with pytest.raises(WrongStateError):
        desk.do("ann", Reply(dispute=id_, text="too late"))


def test_a_dispute_is_about_known_claims_on_known_grounds(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    for ask, error in (
        (OpenDispute(claims=(uuid4(),), grounds="UNIT", text="x"), UnknownClaimError),
        (OpenDispute(claims=(), grounds="UNIT", text="x"), UnknownClaimError),
        (OpenDispute(claims=(claim,), grounds="UNIT", text="x", party=uuid4()), UnknownEntityError),
    ):
        with pytest.raises(error):
            desk.do("ben", ask)
    with pytest.raises(UnknownDisputeError):
        desk.do("ben", Reply(dispute=uuid4(), text="x"))
    with pytest.raises(UnknownCodeError):
        desk.do("rob", ResolveDispute(dispute=opened(desk), outcome="WON", text="x"))


def test_a_dispute_names_each_claim_once(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    for rivals in ((), (claim,)):
        named = (claim, claim) if not rivals else (claim,)
        with pytest.raises(RepeatedClaimError):
            desk.do("ben", OpenDispute(claims=named, rivals=rivals, grounds="UNIT", text="poles"))


def test_a_dispute_cannot_be_written_into_the_stream_of_something_else(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    with pytest.raises(TakenIdError):
        desk.do("ben", OpenDispute(claims=(claim,), grounds="UNIT", text="poles"), command=claim)
