"""A claim from its proposal to its correction, as the command line does it and as the audit page shows it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]

ANN = "5f0d5a4e-6f0b-4a57-9b7e-0d2f5f0c3a11"
BOB = "c2a7d9b0-1d44-4b6e-8a3c-7b1e9d5f2c22"


def lines(*commands: Mapping[str, object]) -> str:
    return "\n".join(json.dumps(command) for command in commands)


PEOPLE = lines(
    {"do": "register-contributor", "contributor": ANN, "roles": ["CONTRIBUTOR"]},
    {"do": "register-contributor", "contributor": BOB, "roles": ["REVIEWER"]},
)
SOURCE = {
    "do": "register-source",
    "as": "$page",
    "identity": "url:https://example.org/a",
    "title": "A page",
    "tier": "MEDIA",
    "publisher": "Example",
    "published": "2026",
    "url": "https://example.org/a",
}
ENTITY = {"do": "register-entity", "as": "$it", "dataset": "example", "kind": "Deployment", "native": "it"}
STATED = {"subject": "$it", "predicate": "installedCameras", "valid": "2026", "source": "$page", "locator": "page 1"}


def proposal(number: str) -> dict[str, object]:
    return {"do": "propose", "as": "$claim", **STATED, "object": number, "quote": f"There are {number} cameras."}


@pytest.fixture
def claim(run: Run) -> str:
    """Id of a claim that Ann has proposed."""
    run("apply", "-", "--as", "operator", text=PEOPLE)
    done = run("apply", "-", "--as", ANN, "--json", text=lines(SOURCE, ENTITY, proposal("120")))
    return str(json.loads(done.stdout)[-1]["about"])


def test_applied_lines_show_ids_of_events_and_local_names(run: Run) -> None:
    run("apply", "-", "--as", "operator", text=PEOPLE)

    result = run("apply", "-", "--as", ANN, text=lines(SOURCE))

    assert "$page" in result.stdout
    assert "source.registered" in result.stdout


def test_lines_applied_again_say_that_nothing_changed(run: Run) -> None:
    run("apply", "-", "--as", "operator", text=PEOPLE)

    result = run("apply", "-", "--as", "operator", text=PEOPLE)

    assert result.stdout.count("nothing changed") == 2


def test_proposed_claim_waits_and_shows_its_quote(claim: str, run: Run) -> None:
    page = run("claim", claim).stdout

    assert "PROPOSED" in page
    assert "“There are 120 cameras.”" in page
    assert json.loads(run("status", "--json").stdout)["held"]["waiting"]["totalCount"] == 1


def test_nobody_accepts_their_own_claim(claim: str, run: Run) -> None:
    result = run("apply", "-", "--as", ANN, text=lines({"do": "accept", "claim": claim}))

    assert result.exit_code == 2
    assert "-:1" in result.stderr


def test_refused_lines_are_json_for_a_program(claim: str, run: Run) -> None:
    result = run("apply", "-", "--as", ANN, "--json", text=lines({"do": "accept", "claim": claim}))

    assert result.exit_code == 2
    assert [error["line"] for error in json.loads(result.stdout)["error"]["lines"]] == [1]


def test_many_refused_lines_are_counted(run: Run) -> None:
    result = run("apply", "-", "--as", "operator", text="\n".join(['{"do": "x"}'] * 23))

    assert "and 3 more" in result.stderr


def test_corrected_claim_shows_what_was_wrong_and_what_replaces_it(claim: str, run: Run) -> None:
    run("apply", "-", "--as", BOB, text=lines({"do": "accept", "claim": claim}))
    source = json.loads(run("claim", claim, "--json").stdout)[0]
    assert source["state"] == "ACCEPTED"
    again = lines(
        SOURCE,
        ENTITY,
        {"do": "correct", "claim": claim, "wrong": "misread", "replacement": {**STATED, "object": "130"}},
    )

    result = run("apply", "-", "--as", BOB, text=again)

    page = run("claim", claim).stdout
    assert result.exit_code == 0, result.stderr
    assert "CORRECTED" in page
    assert "replaced by" in page
    assert "130" in page
    assert "misread" in page


def test_file_that_is_not_there_is_bad_input(run: Run, tmp_path: Path) -> None:
    assert run("apply", str(tmp_path / "none.jsonl"), "--as", "operator").exit_code == 2
