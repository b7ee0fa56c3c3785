"""Files of commands: all checked first, all errors at once, repeatable."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import pytest
from tests.platform.ledger.desks import Desk

from watchgraph.domain.claim_states import ClaimState
from watchgraph.ledger.files import Applied, LinesRefusedError, apply

Line = Mapping[str, object]
Lines = Sequence[Line]

SOURCE: Line = {
    "do": "register-source",
    "as": "$page",
    "identity": "url:https://example.org/c",
    "title": "C",
    "tier": "NGO",
}
CITY: Line = {"do": "register-entity", "as": "$city", "kind": "Place", "native": "Belgrade RS"}
DEPLOYMENT: Line = {"do": "register-entity", "as": "$dep", "kind": "Deployment", "native": "cameras of Belgrade RS"}
HUAWEI: Line = {"do": "register-entity", "as": "$vendor", "kind": "Organisation", "native": "Huawei CN"}
PLANNED: Line = {
    "do": "propose",
    "as": "$planned",
    "subject": "$dep",
    "predicate": "plannedCameras",
    "object": "8000",
    "valid": "2019",
    "modality": "OFFICIAL",
    "source": "$page",
    "locator": "p. 1",
    "quote": "eight thousand cameras",
}
SUPPLIES: Line = {
    "do": "propose",
    "as": "$supplies",
    "subject": "$vendor",
    "predicate": "supplies",
    "object": "$dep",
    "with": {"item": "CAMERAS"},
    "evidence": [
        {"source": "$page", "locator": "p. 2"},
        {"source": "$page", "locator": "p. 3", "stance": "CONTRADICTS"},
    ],
}


def run(desk: Desk, who: str | None, lines: Lines) -> list[Applied]:
    contributor = None if who is None else desk.id(who)
    return apply(desk.log, [json.dumps(line) for line in lines], contributor=contributor)


def refused(desk: Desk, who: str, lines: Sequence[str | Line]) -> list[tuple[int, str, str]]:
    head = desk.log.head()
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    with pytest.raises(LinesRefusedError) as caught:
        apply(desk.log, texts, contributor=desk.id(who))
    assert desk.log.head() == head
    return [(error.line, error.field, error.code) for error in caught.value.errors]


def test_lines_are_carried_out_in_order_and_name_their_outcome(desk: Desk) -> None:
    done = run(desk, "ann", [SOURCE, DEPLOYMENT, HUAWEI, PLANNED, SUPPLIES])

    claim = desk.claim(done[3].receipt.about)
    assert [applied.name for applied in done] == ["$page", "$dep", "$vendor", "$planned", "$supplies"]
    assert claim.statement.subject == done[1].receipt.about
    assert claim.evidence[0].source == done[0].receipt.about
    assert len(desk.claim(done[4].receipt.about).evidence) == 2
    assert desk.log.commit(done[3].receipt.position)[0].envelope.actor.channel == "LOCAL"


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    lines: Lines = [SOURCE, DEPLOYMENT, {"do": "register-entity", "as": "$who", "kind": "Person"}, PLANNED]
    first = run(desk, "ann", lines)
    head = desk.log.head()

    again = run(desk, "ann", lines)

    assert desk.log.head() == head
    assert [applied.receipt.about for applied in again] == [applied.receipt.about for applied in first]
    assert all(applied.receipt.repeated for applied in again)


def test_a_file_goes_on_where_a_crash_left_off(desk: Desk) -> None:
    lines: Lines = [SOURCE, DEPLOYMENT, PLANNED]
    run(desk, "ann", lines[:2])

    done = run(desk, "ann", lines)

    assert [applied.receipt.repeated for applied in done] == [True, True, False]


def test_two_equal_lines_are_two_commands(desk: Desk) -> None:
    person: dict[str, object] = {"do": "register-entity", "kind": "Person"}

    one, two = run(desk, "ann", [person, person])

    assert one.receipt.about != two.receipt.about


def test_later_lines_see_what_earlier_lines_would_do(desk: Desk) -> None:
    first = run(desk, "ann", [SOURCE, DEPLOYMENT, PLANNED])
    claim = str(first[2].receipt.about)

    done = run(
        desk,
        "ed",
        [
            {"do": "accept", "claim": claim, "note": "checked"},
            {
                "do": "correct",
                "as": "$better",
                "claim": claim,
                "wrong": "a digit",
                "replacement": {
                    "subject": str(first[1].receipt.about),
                    "predicate": "plannedCameras",
                    "object": "800",
                    "source": str(first[0].receipt.about),
                    "locator": "p. 1",
                },
            },
            {"do": "reinstate", "claim": claim},
            {"do": "end", "claim": claim, "ended": "2021", "source": str(first[0].receipt.about), "locator": "p. 5"},
            {
                "do": "open-dispute",
                "as": "$d",
                "claims": [claim],
                "rivals": ["$better"],
                "grounds": "TIME",
                "text": "x",
            },
            {"do": "reply", "dispute": "$d", "text": "y"},
        ],
    )

    assert [len(applied.receipt.events) for applied in done] == [1, 2, 1, 1, 1, 1]
    assert desk.claim(UUID(claim)).state is ClaimState.ACCEPTED


def test_every_command_has_a_line(desk: Desk) -> None:
    new = str(uuid4())
    source, dep, country = str(desk.source), str(desk.deployment), str(desk.country)
    capture = {"sha256": "ab" * 32, "size": 3, "media_type": "text/html", "captured": "2026-11-23T12:00:00Z"}
    search = {"databases": ["tenders"], "languages": ["sr"], "from_date": "2019", "to_date": "2020"}
    run(
        desk,
        "ed",
        [
            SOURCE,
            {"do": "register-entity", "as": "$two", "kind": "Deployment", "native": "two"},
            {"do": "capture-artifact", "source": source, "method": "http", **capture},
            {
                "do": "observe-liveness",
                "source": source,
                "status": "GONE",
                "observed": "2019-03-30",
                "observer": "$page",
            },
            {"do": "rate-source", "source": source, "rating": "B", "rationale": "careful"},
            {"do": "declare-lineage", "source": source, "origin": "$page", "relation": "QUOTES", "basis": "says so"},
            {"do": "withdraw-lineage", "source": source, "origin": "$page", "relation": "QUOTES", "basis": "does not"},
            {"do": "judge", "one": dep, "other": "$two", "verdict": "SAME", "basis": "same site"},
            {"do": "revert-judgement", "one": dep, "other": "$two", "reason": "not the same"},
            {"do": "retype-entity", "entity": "$two", "kind": "Contract", "reason": "it is one"},
            {"do": "declare-coverage", "place": country, "topic": "cameras", "result": "NONE_FOUND", **search},
            {"do": "register-dataset", "slug": "example", "title": "E", "publisher": "P"},
            {"do": "register-contributor", "contributor": new, "roles": ["REVIEWER"]},
            {"do": "erase-contributor", "contributor": new},
            {"do": "redact-source", "source": "$page", "basis": "GDPR art. 17", "authority": "a court"},
        ],
    )
    claim = str(run(desk, "ann", [{**PLANNED, "subject": dep, "source": source}])[0].receipt.about)
    evidence = {"source": source, "locator": "p. 8"}
    done = run(
        desk,
        "ed",
        [
            {"do": "attach-evidence", "claim": claim, **evidence},
            {"do": "detach-evidence", "claim": claim, "evidence": str(desk.claim(UUID(claim)).evidence[0].id)},
            {"do": "rank", "claim": claim, "rank": "DEPRECATED", "reason": "old"},
            {"do": "reject", "claim": claim, "reason": "DUPLICATE"},
            {"do": "repropose", "claim": claim},
            {"do": "withdraw", "claim": claim},
            {"do": "open-dispute", "as": "$d", "claims": [claim], "grounds": "VALUE", "text": "x", "party": country},
            {"do": "add-dispute-evidence", "dispute": "$d", **evidence},
            {"do": "redact", "claim": claim, "basis": "GDPR art. 17", "authority": "a court"},
        ],
    )
    dispute = str(done[6].receipt.about)
    closing = [
        {"do": "resolve-dispute", "dispute": dispute, "outcome": "UPHELD", "text": "x"},
        {"do": "reopen-dispute", "dispute": dispute, "text": "x"},
    ]
    run(desk, "rob", closing)
    run(desk, "ed", [{"do": "redact-dispute", "dispute": dispute, "basis": "GDPR art. 17", "authority": "a court"}])

    assert desk.claim(UUID(claim)).state is ClaimState.REDACTED


def test_all_errors_are_found_at_once_and_nothing_is_written(desk: Desk) -> None:
    subject, source = str(desk.deployment), str(desk.source)
    propose: dict[str, object] = {**PLANNED, "subject": subject, "source": source}
    del propose["as"]

    found = refused(
        desk,
        "ann",
        [
            "nonsense",
            json.dumps({"do": "acept", "claim": subject}),
            json.dumps({**propose, "predicate": "plannedCamera"}),
            json.dumps({**propose, "object": "many"}),
            json.dumps({**propose, "object": "9..8", "valid": "2020/2019"}),
            json.dumps({**propose, "with": {"stage": "LIVE"}}),
            json.dumps({**propose, "with": "x"}),
            json.dumps({**propose, "locator": ""}),
            json.dumps({**propose, "subject": str(uuid4())}),
            json.dumps({**propose, "subject": "Belgrade"}),
            json.dumps({**propose, "source": "$nowhere"}),
            json.dumps({"do": "propose", "subject": subject, "predicate": "plannedCameras", "object": "8"}),
            json.dumps({"do": "accept", "claim": subject, "foo": 1}),
            json.dumps({"do": "accept", "claim": 7}),
            json.dumps({**SOURCE, "as": "page"}),
            json.dumps({**SOURCE, "as": 7}),
            "",
            "# a comment",
            json.dumps({"do": "accept", "claim": subject}),
        ],
    )

    assert found == [
        (1, "", "not-json"),
        (2, "do", "unknown-command"),
        (3, "predicate", "unknown-predicate"),
        (4, "object", "not-a-number"),
        (5, "object", "bad-quantity"),
        (5, "valid", "interval-reversed"),
        (6, "with.stage", "unknown-qualifier"),
        (7, "with", "bad-field"),
        (8, "locator", "missing-locator"),
        (9, "subject", "unknown-subject"),
        (10, "subject", "not-an-id"),
        (11, "source", "unknown-name"),
        (12, "evidence", "claim-without-evidence"),
        (13, "", "bad-field"),
        (14, "claim", "bad-field"),
        (15, "as", "bad-name"),
        (16, "as", "bad-field"),
        (19, "", "role-missing"),
    ]


def test_lines_that_hang_on_a_refused_line_are_not_blamed_for_it(desk: Desk) -> None:
    found = refused(desk, "ann", [SOURCE, {**DEPLOYMENT, "kind": "Deploiment"}, {**PLANNED}, {**SOURCE, "tier": "X"}])

    assert [(line, code) for line, _, code in found] == [(2, "unknown-kind"), (4, "unknown-code")]


def test_a_claim_without_an_object_says_so(desk: Desk) -> None:
    line = {**PLANNED, "subject": str(desk.deployment), "source": str(desk.source)}
    del line["object"]

    assert refused(desk, "ann", [{**line}]) == [(1, "object", "missing-object")]


def test_a_line_may_bring_the_id_of_its_command(desk: Desk) -> None:
    command = uuid4()
    line: dict[str, object] = {**SOURCE, "id": str(command)}

    run(desk, "ann", [line])

    assert desk.log.former(command) is not None
    assert refused(desk, "ann", [{**SOURCE, "id": "x"}]) == [(1, "id", "not-an-id")]


def test_the_operator_s_file_registers_contributors(desk: Desk) -> None:
    new = uuid4()

    done = run(desk, None, [{"do": "register-contributor", "contributor": str(new), "roles": ["CONTRIBUTOR"]}])

    assert done[0].receipt.about == new
    assert desk.log.stream(new)[0].envelope.actor.id == "operator"


def test_trying_a_file_out_leaves_no_keys_behind(desk: Desk) -> None:
    line = {**PLANNED, "subject": str(desk.deployment), "source": str(desk.source)}

    refused(desk, "ann", [{**line}, {"do": "accept", "claim": "$planned"}])

    again = desk.keys.draft()
    assert again.get(f"contributor:{desk.id('ann')}") is None
    again.close()


def test_a_line_too_long_for_the_log_is_found_before_any_is_carried_out(desk: Desk) -> None:
    head = desk.log.head()
    lines = [json.dumps(line) for line in (SOURCE, {**DEPLOYMENT, "native": "x" * 70_000})]

    with pytest.raises(LinesRefusedError) as refused:
        apply(desk.log, lines, contributor=desk.id("ann"))

    assert [(error.line, error.code) for error in refused.value.errors] == [(2, "event-too-large")]
    assert desk.log.head() == head


def test_a_line_nested_without_end_is_refused(desk: Desk) -> None:
    with pytest.raises(LinesRefusedError) as refused:
        apply(desk.log, ['{"a":' * 5_000 + "1" + "}" * 5_000], contributor=desk.id("ann"))

    assert [error.code for error in refused.value.errors] == ["not-json"]
