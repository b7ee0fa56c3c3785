"""Commands about claims, from proposal to redaction."""

from uuid import UUID, uuid4

import msgspec
import pytest
from tests.platform.ledger.desks import Desk

from watchgraph.domain.claim_states import ClaimState
from watchgraph.domain.errors import (
    ClaimWithoutEvidenceError,
    DomainError,
    LastSupportError,
    MissingLocatorError,
    NothingSealedError,
    OwnClaimError,
    PrivatePersonNamedError,
    SelfCorrectionError,
    UnknownClaimError,
    UnknownEntityError,
    UnknownSourceError,
    UnknownSubjectError,
    WrongCaptureError,
    WrongStateError,
)
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.statements import Stance
from watchgraph.domain.texts import HiddenCharacterError
from watchgraph.domain.values import Code, Date, EntityRef, Quantity, SealedText
from watchgraph.ledger import (
    Accept,
    AttachEvidence,
    Correct,
    DetachEvidence,
    End,
    Ledger,
    Propose,
    Rank,
    Redact,
    RegisterEntity,
    Reinstate,
    Reject,
    Repropose,
    Retract,
    StatementError,
    StatementGiven,
    Withdraw,
)
from watchgraph.ledger.base import QuoteTooLongError, UnknownListedCodeError
from watchgraph.ledger.ledger import digest_of
from watchgraph.log import CommandReusedError
from watchgraph.vocabulary import UnknownPredicateError


def test_a_proposal_carries_its_origin_its_dates_and_its_licence(desk: Desk) -> None:
    receipt = desk.do("ann", desk.cameras(quote="eight thousand cameras"))

    claim = desk.claim(receipt.about)
    evidence = claim.evidence[0]
    assert receipt.position == desk.log.head()
    assert [written.topic for written in receipt.events] == ["claim.proposed"]
    assert claim.statement.origin.source == desk.source
    assert (evidence.published, evidence.licence) == ("2020-03", "CC0-1.0")
    assert evidence.quote is not None
    assert evidence.quote.text == "eight thousand cameras"
    assert b"eight thousand" not in desk.log.path.read_bytes()


def test_a_repeated_command_changes_nothing_and_answers_the_same(desk: Desk) -> None:
    command = uuid4()
    first = desk.do("ann", desk.cameras(), command)
    head = desk.log.head()
    desk.do("rita", Reject(claim=first.about, reason="DUPLICATE"))

    again = desk.do("ann", desk.cameras(), command)

    assert desk.log.head() == head + 1
    assert again == msgspec.structs.replace(first, repeated=True)
    with pytest.raises(CommandReusedError):
        desk.do("ann", desk.cameras("9"), command)


def test_a_command_that_found_nothing_to_do_still_does_nothing_later(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about
    desk.do("rita", Accept(claim=claim))
    command = uuid4()
    assert desk.do("rob", Accept(claim=claim), command).events == ()
    desk.do("ed", Retract(claim=claim, reason="MISREAD"))
    desk.do("ann", Repropose(claim=claim))

    again = desk.do("rob", Accept(claim=claim), command)

    assert again.repeated
    assert desk.claim(claim).state is ClaimState.PROPOSED


def test_the_same_statement_proposed_again_only_adds_evidence(desk: Desk) -> None:
    first = desk.do("ann", desk.cameras())

    same = desk.do("ben", desk.cameras())
    more = desk.do("ben", msgspec.structs.replace(desk.cameras(), evidence=(desk.given("p. 1"), desk.given("p. 2"))))

    assert same.about == more.about == first.about
    assert same.events == ()
    assert [written.topic for written in more.events] == ["claim.evidence-attached"]
    assert desk.claim(first.about).proposers == (str(desk.id("ann")),)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"subject": uuid4()}, UnknownSubjectError),
        ({"predicate": "plannedCamera"}, UnknownPredicateError),
        ({"speaker": uuid4()}, UnknownEntityError),
        ({"origin": uuid4()}, UnknownSourceError),
        ({"valid": "2020/2019"}, StatementError),
        ({"valid": "soon"}, StatementError),
        ({"object": Quantity(min="9", max="8", unit="camera")}, StatementError),
        ({"object": None}, StatementError),
        ({"object": EntityRef(id=uuid4())}, UnknownEntityError),
    ],
)
def test_a_statement_that_breaks_a_rule_is_refused(
    desk: Desk, change: dict[str, object], error: type[DomainError]
) -> None:
    head, ask = desk.log.head(), desk.cameras()

    with pytest.raises(error):
        desk.do("ann", msgspec.structs.replace(ask, statement=msgspec.structs.replace(ask.statement, **change)))

    assert desk.log.head() == head


def test_all_that_is_wrong_with_a_statement_is_said_at_once(desk: Desk) -> None:
    stated = StatementGiven(
        subject=desk.country,
        predicate="plannedCameras",
        object=Quantity(min="9", max="8", unit="shop"),
        valid="2020/2019",
    )

    with pytest.raises(StatementError) as caught:
        desk.do("ann", Propose(statement=stated, evidence=(desk.given(),)))

    assert {(problem.field, problem.rule) for problem in caught.value.problems} == {
        ("subject", "wrong-domain"),
        ("object", "wrong-unit"),
        ("object", "bad-quantity"),
        ("valid", "interval-reversed"),
    }


def test_no_claim_without_evidence_that_has_a_place(desk: Desk) -> None:
    ask = desk.cameras()
    contradicting = msgspec.structs.replace(desk.given(), stance=Stance.CONTRADICTS)

    for evidence, error in (
        ((), ClaimWithoutEvidenceError),
        ((contradicting,), ClaimWithoutEvidenceError),
        ((desk.given(" "),), MissingLocatorError),
        ((desk.given(quote="word " * 26),), QuoteTooLongError),
        ((msgspec.structs.replace(desk.given(), source=uuid4()),), UnknownSourceError),
    ):
        with pytest.raises(error):
            desk.do("ann", msgspec.structs.replace(ask, evidence=evidence))


def test_a_public_person_is_named_with_sealed_words_and_two_reviewers(desk: Desk) -> None:
    claim = desk.do("ann", desk.name(desk.official, "A. Official")).about

    body = desk.last()
    assert isinstance(body, ClaimProposed)
    assert isinstance(body.statement.object, SealedText)
    assert body.votes_needed == 2
    assert b"A. Official" not in b"".join(path.read_bytes() for path in desk.log.path.parent.glob("log.sqlite*"))
    desk.do("rita", Accept(claim=claim))
    assert desk.claim(claim).state is ClaimState.PROPOSED
    desk.do("rob", Accept(claim=claim))
    assert desk.claim(claim).state is ClaimState.ACCEPTED


def test_one_name_is_one_claim_and_another_name_another(desk: Desk) -> None:
    first = desk.do("ann", desk.name(desk.official, "A. Official"))
    again = desk.do("ben", desk.name(desk.official, "A. Official"))
    other = desk.do("ben", desk.name(desk.official, "Ann Official"))

    assert again.about == first.about
    assert again.events == ()
    assert other.about != first.about


def test_a_private_person_is_called_by_a_role_and_never_named(desk: Desk) -> None:
    with pytest.raises(PrivatePersonNamedError, match="ROLE_LABEL"):
        desk.do("ann", desk.name(desk.resident, "J. Doe"))
    with pytest.raises(PrivatePersonNamedError):
        desk.do("ann", desk.name(desk.resident, "J. Doe", "ALIAS"))

    assert desk.do("ann", desk.name(desk.resident, "a resident", "ROLE_LABEL")).events


def test_finance_takes_two_reviewers(desk: Desk) -> None:
    stated = StatementGiven(
        subject=desk.facility, predicate="financeStatus", object=Code(scheme="finance-status", code="PLEDGE")
    )

    claim = desk.do("ann", Propose(statement=stated, evidence=(desk.given(),))).about

    assert desk.claim(claim).votes_needed == 2


def test_nobody_accepts_their_own_claim(desk: Desk) -> None:
    claim = desk.do("rita", desk.cameras()).about

    with pytest.raises(OwnClaimError):
        desk.do("rita", Accept(claim=claim))

    assert desk.do("rob", Accept(claim=claim)).events


def test_a_claim_goes_through_review_and_back(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    states = []
    for who, ask in (
        ("ann", Withdraw(claim=claim, note="too early")),
        ("ann", Repropose(claim=claim, note="now")),
        ("rita", Reject(claim=claim, reason="WEAK_SOURCE", note="who says so?")),
        ("ben", Repropose(claim=claim)),
        ("rita", Accept(claim=claim, note="well found")),
        ("ed", Retract(claim=claim, reason="MISREAD")),
        ("ed", Reinstate(claim=claim)),
    ):
        desk.do(who, ask)
        states.append(desk.claim(claim).state.value)

    assert states == ["WITHDRAWN", "PROPOSED", "REJECTED", "PROPOSED", "ACCEPTED", "RETRACTED", "ACCEPTED"]


def test_codes_come_from_the_vocabulary(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    with pytest.raises(UnknownListedCodeError, match="DUPLICATE"):
        desk.do("rita", Reject(claim=claim, reason="DUPLICAT"))
    with pytest.raises(UnknownListedCodeError, match="MISREAD"):
        desk.do("ed", Retract(claim=claim, reason="WRONG"))


def test_evidence_comes_and_goes_but_the_last_support_stays(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about
    first = desk.claim(claim).evidence[0].id

    with pytest.raises(LastSupportError):
        desk.do("rita", DetachEvidence(claim=claim, evidence=first))
    desk.do("ben", AttachEvidence(claim=claim, evidence=desk.given("p. 2")))
    desk.do("rita", DetachEvidence(claim=claim, evidence=first, note="another city"))

    assert [item.locator for item in desk.claim(claim).evidence] == ["p. 2"]


def test_a_correction_proposes_the_replacement_in_the_same_commit(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras("800")).about
    desk.do("rita", Accept(claim=claim))

    receipt = desk.do("rob", Correct(claim=claim, wrong="sites, not cameras", replacement=desk.cameras("8000")))

    assert [written.topic for written in receipt.events] == ["claim.proposed", "claim.corrected"]
    assert desk.claim(claim).replacement == receipt.about
    assert desk.claim(receipt.about).state is ClaimState.PROPOSED
    assert {event.commit for event in desk.log.commit(receipt.position)} == {receipt.position}
    with pytest.raises(SelfCorrectionError):
        desk.do("rob", Correct(claim=receipt.about, wrong="x", replacement=desk.cameras("8000")))


def test_a_state_that_ended_keeps_its_value(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about
    desk.do("rita", Accept(claim=claim))

    desk.do("rob", End(claim=claim, ended="2021-06", evidence=desk.given("p. 9")))

    ended = desk.claim(claim)
    assert (ended.state, ended.ended) == (ClaimState.ACCEPTED, "2021-06")
    assert [item.locator for item in ended.evidence] == ["p. 1", "p. 9"]


def test_a_rank_is_recorded_with_its_reason(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    desk.do("rita", Rank(claim=claim, rank="PREFERRED", reason="the ministry's own count"))

    assert desk.claim(claim).rank_reason == "the ministry's own count"


def test_redaction_destroys_words_and_keeps_structure(desk: Desk) -> None:
    claim = desk.do("ann", desk.name(desk.official, "A. Official")).about
    before = desk.log.rows(0, 1000)

    desk.do("ed", Redact(claim=claim, basis="GDPR art. 17", authority="a court"))

    redacted = desk.claim(claim)
    assert redacted.state is ClaimState.REDACTED
    assert isinstance(redacted.statement.object, SealedText)
    assert redacted.statement.object.text.text is None
    assert desk.log.rows(0, 1000)[:-1] == before
    with pytest.raises(WrongStateError, match="final"):
        desk.do("ann", AttachEvidence(claim=claim, evidence=desk.given("p. 2")))


def test_a_claim_without_sealed_words_cannot_be_redacted(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    with pytest.raises(NothingSealedError, match="retract it instead"):
        desk.do("ed", Redact(claim=claim, basis="GDPR art. 17", authority="a court"))


def test_a_key_that_a_backup_brought_back_is_destroyed_at_the_next_start(desk: Desk) -> None:
    claim = desk.do("ann", desk.name(desk.official, "A. Official")).about
    backup = desk.keys.draft()
    desk.do("ed", Redact(claim=claim, basis="GDPR art. 17", authority="a court"))
    desk.log.keys = backup
    assert any(backup.get(unit) for unit in desk.keys.destroyed())

    Ledger.open(desk.log)

    assert not any(backup.get(unit) for unit in desk.keys.destroyed())
    backup.close()


def test_an_unknown_claim_is_said_to_be_unknown(desk: Desk) -> None:
    with pytest.raises(UnknownClaimError):
        desk.do("rita", Accept(claim=UUID(int=7)))
    with pytest.raises(UnknownClaimError):
        desk.do("rita", Accept(claim=desk.source))


def test_dates_in_values_are_read_too(desk: Desk) -> None:
    stated = StatementGiven(subject=desk.deployment, predicate="plannedCameras", object=Date(edtf="soon"))

    with pytest.raises(StatementError) as caught:
        desk.do("ann", Propose(statement=stated, evidence=(desk.given(),)))

    assert ("object", "not-edtf") in {(problem.field, problem.rule) for problem in caught.value.problems}


def test_no_digest_of_a_command_depends_on_words_that_may_have_to_be_erased(desk: Desk) -> None:
    named = desk.name(desk.official, "A. Official")
    quoted = desk.cameras(quote="eight thousand")

    assert digest_of(named) == digest_of(desk.name(desk.official, "Ann Official"))
    assert digest_of(quoted) == digest_of(desk.cameras(quote="eight"))
    assert digest_of(quoted) != digest_of(desk.cameras("9", quote="eight thousand"))
    assert digest_of(desk.cameras("8")) != digest_of(desk.cameras("9"))


def test_redacting_a_person_s_name_takes_the_publisher_s_id_along(desk: Desk) -> None:
    ask = RegisterEntity(kind="Person", native="Canary, Jane", public_role=True)
    person = desk.do("ann", ask).about
    claim = desk.do("ann", desk.name(person, "Jane Canary")).about

    desk.do("ed", Redact(claim=claim, basis="GDPR art. 17", authority="a court"))

    (registered,) = desk.log.stream(person)
    assert isinstance(registered.body, EntityRegistered)
    assert registered.body.sealed_native is not None
    assert registered.body.sealed_native.text is None


def test_no_digest_of_a_command_depends_on_the_name_of_a_person() -> None:
    jane, john = (RegisterEntity(kind="Person", native=name) for name in ("Jane", "John"))

    assert digest_of(jane) == digest_of(john)


def test_a_command_with_hidden_characters_is_refused(desk: Desk) -> None:
    with pytest.raises(HiddenCharacterError):
        desk.do("ann", RegisterEntity(kind="Organisation", native="Hua\u202ewei CN"))


def test_evidence_from_captured_bytes_names_them_by_their_hash(desk: Desk) -> None:
    ask = desk.cameras()
    given = msgspec.structs.replace(desk.given(), artifact="not a hash")

    with pytest.raises(WrongCaptureError):
        desk.do("ann", msgspec.structs.replace(ask, evidence=(given,)))
