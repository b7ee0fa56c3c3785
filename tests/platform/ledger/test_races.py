"""Two who act at once: one of them decides again."""

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from tests.platform.ledger.desks import Desk
from tests.processes import PATIENCE_SECONDS

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
from watchgraph.ledger.files import LinesRefusedError, apply
from watchgraph.log import Actor, ConflictError, Log, NewEvent

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


REVIEWERS, ROUNDS = 8, 50


def test_of_eight_reviewers_who_decide_at_once_one_wins_and_seven_are_told(either_desk: Desk) -> None:
    """They send a file of commands each, as `watchgraph apply` does in a process of its own, with its own log."""
    desk, people = either_desk, [uuid4() for _ in range(REVIEWERS)]
    for each in people:
        desk.ledger.do(RegisterContributor(contributor=each, roles=("REVIEWER",)), by=operator(), command=uuid4())
    verdicts: list[dict[str, str]] = [{"do": "reject", "reason": reason} for reason in REASONS] + [{"do": "accept"}]
    claims = [desk.do("ann", desk.cameras(str(number))).about for number in range(ROUNDS)]
    logs, ready = [desk.home.log(desk.keys) for _ in people], threading.Barrier(REVIEWERS, timeout=PATIENCE_SECONDS)

    def review(which: int) -> list[str]:
        found = []
        for claim in claims:
            ready.wait()
            line = json.dumps({**verdicts[which], "claim": str(claim)})
            found.append(outcome(logs[which], line, people[which]))
        return found

    with ThreadPoolExecutor(REVIEWERS) as pool:
        outcomes = [*zip(*pool.map(review, range(REVIEWERS)), strict=True)]
    for log in logs:
        log.close()

    assert [sorted(each) for each in outcomes] == [["done", *["wrong-state"] * 7]] * ROUNDS
    assert [desk.claim(claim).version for claim in claims] == [2] * ROUNDS


def outcome(log: Log, line: str, contributor: UUID) -> str:
    """Send a line; tell that it was done, or the code of what refused it, before it was tried or then."""
    try:
        apply(log, [line], contributor=contributor)
    except LinesRefusedError as refused:
        return ", ".join(error.code for error in refused.errors)
    except (DomainError, ConflictError) as error:
        return error.code
    return "done"


def test_a_command_sent_three_times_at_once_has_one_receipt_and_one_event(either_desk: Desk) -> None:
    desk = either_desk

    for number in range(5):
        ask, command, ready = desk.cameras(str(number)), uuid4(), threading.Barrier(3, timeout=PATIENCE_SECONDS)
        before = desk.log.head()

        def send(_: int, ask: Propose = ask, command: UUID = command, ready: threading.Barrier = ready) -> Receipt:
            ready.wait()
            return desk.do("ann", ask, command)

        with ThreadPoolExecutor(3) as pool:
            receipts = list(pool.map(send, range(3)))

        assert {receipt.position for receipt in receipts} == {before + 1}
        assert len({receipt.about for receipt in receipts}) == 1
        assert desk.log.head() == before + 1
