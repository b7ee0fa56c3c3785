"""Two who act at once: one of them decides again."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID, uuid4

import pytest
from tests.platform.ledger.desks import Desk

from watchgraph.domain.errors import DomainError
from watchgraph.ledger import (
    Accept,
    AttachEvidence,
    Ledger,
    Propose,
    Receipt,
    RegisterContributor,
    Reject,
    acting,
    operator,
)
from watchgraph.ledger.drafts import Draft
from watchgraph.log import Actor, ConflictError, NewEvent

REASONS = (
    "NOT_SUPPORTED", "WEAK_SOURCE", "DUPLICATE", "WRONG_ENTITY", "WRONG_PREDICATE", "PRIVATE_PERSON", "OUT_OF_SCOPE"
)  # fmt: skip


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


def test_of_an_acceptance_and_a_rejection_at_once_one_is_refused_and_no_evidence_is_lost(either_desk: Desk) -> None:
    desk, claim = either_desk, either_desk.do("ann", either_desk.cameras()).about
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


def test_of_eight_reviewers_who_decide_at_once_one_wins_and_seven_are_told(either_desk: Desk) -> None:
    desk, reviewers = either_desk, [f"reviewer {number}" for number in range(8)]
    verdicts: dict[str, Callable[..., Accept | Reject]] = {
        who: partial(Reject, reason=reason) for who, reason in zip(reviewers, REASONS, strict=False)
    }
    verdicts[reviewers[-1]] = Accept
    for who in reviewers:
        register = RegisterContributor(contributor=desk.id(who), roles=("REVIEWER",))
        desk.ledger.do(register, by=operator(), command=uuid4())

    for number in range(5):
        claim = desk.do("ann", desk.cameras(str(number))).about
        ready = threading.Barrier(len(reviewers))

        def review(who: str, claim: UUID = claim, ready: threading.Barrier = ready) -> str:
            ready.wait()
            try:
                desk.do(who, verdicts[who](claim=claim))
            except (DomainError, ConflictError) as error:
                return error.code
            return "done"

        with ThreadPoolExecutor(len(reviewers)) as pool:
            outcomes = list(pool.map(review, reviewers))

        assert sorted(outcomes) == ["done", *["wrong-state"] * 7]
        assert desk.claim(claim).version == 2


def test_a_command_sent_three_times_at_once_has_one_receipt_and_one_event(either_desk: Desk) -> None:
    desk = either_desk

    for number in range(5):
        ask, command, ready = desk.cameras(str(number)), uuid4(), threading.Barrier(3)
        before = desk.log.head()

        def send(_: int, ask: Propose = ask, command: UUID = command, ready: threading.Barrier = ready) -> Receipt:
            ready.wait()
            return desk.do("ann", ask, command)

        with ThreadPoolExecutor(3) as pool:
            receipts = list(pool.map(send, range(3)))

        assert {receipt.position for receipt in receipts} == {before + 1}
        assert len({receipt.about for receipt in receipts}) == 1
        assert desk.log.head() == before + 1
