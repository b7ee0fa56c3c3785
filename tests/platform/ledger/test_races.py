"""Two who act at once: one of them decides again."""

import threading
from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest
from tests.platform.ledger.desks import Desk

from watchgraph.domain.errors import DomainError
from watchgraph.ledger import Accept, AttachEvidence, Ledger, Reject, acting
from watchgraph.ledger.drafts import Draft
from watchgraph.log import Actor, ConflictError, NewEvent


class Overtaken(Draft):
    """A draft of the log in which somebody else is always faster, a given number of times."""

    def __init__(self, desk: Desk, times: int) -> None:
        super().__init__(desk.log)
        self._times = times

    def append(
        self,
        events: Sequence[NewEvent],
        command: UUID,
        actor: Actor,
        *,
        digest: str,
        cause: UUID | None = None,
        about: UUID | None = None,
    ) -> int:
        if self._times:
            self._times -= 1
            raise ConflictError("another was faster")
        return super().append(events, command, actor, digest=digest, cause=cause, about=about)


def test_who_is_overtaken_decides_again_but_not_for_ever(desk: Desk) -> None:
    ask = desk.cameras()
    ann = acting(desk.id("ann"), ask)

    assert Ledger(Overtaken(desk, 4)).do(ask, by=ann, command=uuid4()).events
    with pytest.raises(ConflictError):
        Ledger(Overtaken(desk, 5)).do(ask, by=ann, command=uuid4())


def test_of_an_acceptance_and_a_rejection_at_once_one_is_refused_and_no_evidence_is_lost(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about
    outcomes: list[str] = []

    def review(who: str, ask: Accept | Reject) -> None:
        try:
            desk.do(who, ask)
            outcomes.append("done")
        except DomainError as error:
            outcomes.append(error.code)

    def attach(number: int) -> None:
        desk.do("ben", AttachEvidence(claim=claim, evidence=desk.given(f"p. {number}")))

    threads = [
        threading.Thread(target=review, args=("rita", Accept(claim=claim))),
        threading.Thread(target=review, args=("rob", Reject(claim=claim, reason="DUPLICATE"))),
        *(threading.Thread(target=attach, args=(number,)) for number in (2, 3)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "wrong-state"]
    assert len(desk.claim(claim).evidence) == 3
    assert desk.claim(claim).version == 4
