import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def test_query_prints_the_answer_of_the_api(run: Run, reference_folder: Path) -> None:
    document = "query ($ref: String!) { claimsByRef(ref: $ref) { totalCount } }"

    result = run("query", "-", "--variables", '{"ref": "C042"}', folder=reference_folder, text=document)

    assert result.exit_code == 0
    assert json.loads(result.stdout)["data"] == {"claimsByRef": {"totalCount": 1}}


def test_query_with_an_error_in_its_answer_ends_with_one(run: Run, reference_folder: Path) -> None:
    result = run("query", "-", folder=reference_folder, text='{ claim(id: "C042") { id } }')

    assert result.exit_code == 1
    assert json.loads(result.stdout)["errors"][0]["extensions"]["code"] == "bad-id"


@pytest.mark.parametrize("words", [("query", "no-such-file"), ("query", "-", "--variables", "[1]")])
def test_query_that_cannot_be_read_is_bad_input(words: tuple[str, ...], run: Run, reference_folder: Path) -> None:
    assert run(*words, folder=reference_folder, text="{ __typename }").exit_code == 2


def test_claim_shows_what_is_said_by_whom_and_where(run: Run, reference_folder: Path) -> None:
    result = run("claim", "C004", folder=reference_folder)

    assert "Huawei supplies city cameras of Belgrade" in result.stdout
    assert "in an official disclosure by Government of Serbia" in result.stdout
    assert "Resisting the rise of facial recognition" in result.stdout
    assert "claim.proposed" in result.stdout


def test_page_in_a_pipe_has_no_spaces_at_the_ends_of_its_lines(run: Run, reference_folder: Path) -> None:
    lines = run("claim", "C171", folder=reference_folder).stdout.splitlines()

    assert [line for line in lines if line != line.rstrip()] == []


def test_claim_shows_rivals_and_disputes(run: Run, reference_folder: Path) -> None:
    result = run("claim", "C171", folder=reference_folder)

    assert "DISPUTED" in result.stdout
    assert "What says otherwise" in result.stdout
    assert "R14" in result.stdout
    assert "Dispute: misreading (open)" in result.stdout


def test_claim_that_a_dispute_only_holds_against_another_is_not_shown_as_disputed(
    run: Run, reference_folder: Path
) -> None:
    page = run("claim", "C002", folder=reference_folder).stdout
    demo = run("demo", "--once", folder=reference_folder).stdout

    assert "DISPUTED" not in page
    assert "Dispute over R02, not over this claim: unit (open)" in page
    assert demo.count("disputed: 800 is given as cameras") == 1


def test_event_that_is_over_is_not_said_to_be_untrue(run: Run, reference_folder: Path) -> None:
    result = run("claim", "C010", folder=reference_folder)

    assert "an event, not going on" in result.stdout
    assert "not so" not in result.stdout


def test_claim_names_the_document_that_tells_what_its_speaker_said(run: Run, reference_folder: Path) -> None:
    result = run("claim", "R12", folder=reference_folder)

    assert "by Steven Feldstein, as told in [Summary of the AI Global Surveillance Index]" in result.stdout


def test_reference_in_small_letters_is_understood(run: Run, reference_folder: Path) -> None:
    assert run("claim", "c042", folder=reference_folder).stdout.startswith("\nC042")


def test_refusal_is_json_for_a_program(run: Run, reference_folder: Path) -> None:
    result = run("claim", "C999", "--json", folder=reference_folder)

    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "unknown-claim"


def test_refusal_by_the_api_has_the_code_of_the_api(run: Run, reference_folder: Path) -> None:
    assert "(bad-valid-at)" in run("claim", "C042", "--valid-at", "tomorrow", folder=reference_folder).stderr


def test_empty_document_is_bad_input_that_shows_what_would_be_right(run: Run) -> None:
    result = run("query", "-", text=" ")

    assert result.exit_code == 2
    assert "claimsByRef" in result.stderr


def test_claim_is_found_by_id_as_by_reference(run: Run, reference_folder: Path) -> None:
    by_ref = json.loads(run("claim", "C042", "--json", folder=reference_folder).stdout)

    by_id = json.loads(run("claim", by_ref[0]["id"], "--json", folder=reference_folder).stdout)

    assert by_id == by_ref


def test_record_of_several_claims_is_shown_whole(run: Run, reference_folder: Path) -> None:
    found = json.loads(run("claim", "C012", "--json", folder=reference_folder).stdout)

    assert {audit["predicate"]["name"] for audit in found} == {"deployedIn", "hasStatus", "usesTechnology"}


@pytest.mark.parametrize("name", ["C999", "0b6c1c5e-5c1e-5e0b-9a55-8d5a1f0b6c11"])
def test_unknown_claim_is_an_answer(name: str, run: Run, reference_folder: Path) -> None:
    result = run("claim", name, folder=reference_folder)

    assert result.exit_code == 1
    assert "unknown-claim" in result.stderr


def test_claim_before_it_was_recorded_is_unknown(run: Run, reference_folder: Path) -> None:
    assert run("claim", "C004", "--recorded-at", "0", folder=reference_folder).exit_code == 1


@pytest.mark.parametrize("words", [("--valid-at", "soon"), ("--recorded-at", "2026-11-23")])
def test_claim_as_of_no_moment_is_bad_input(words: tuple[str, str], run: Run, reference_folder: Path) -> None:
    assert run("claim", "C004", *words, folder=reference_folder).exit_code == 2


def test_claim_says_what_was_so_on_the_day_asked_about(run: Run, reference_folder: Path) -> None:
    result = run("claim", "C004", "--valid-at", "2018", folder=reference_folder)

    assert "2019; on 2018 not so" in result.stdout


def test_at_least_five_questions_are_answered_by_the_reference_data(run: Run, reference_folder: Path) -> None:
    found = json.loads(run("questions", "--json", folder=reference_folder).stdout)

    verdicts = {each["id"]: {finding["verdict"] for finding in each["findings"]} for each in found}
    answers = {each["id"]: each["answers"] for each in found}
    answered = {id_ for id_, each in verdicts.items() if each & {"EQUAL", "EXPLAINED", "UNEXPLAINED"}}
    assert answered == {"Q07", "Q29", "Q33", "Q36"}
    assert answers["Q34"]["trails"]["nodes"][0]["complete"]
    assert len(answers["Q35"]["bansInForce"]["nodes"]) == 6


def test_every_published_figure_and_every_answer_of_ours_names_its_claims(run: Run, reference_folder: Path) -> None:
    found = json.loads(run("questions", "--json", folder=reference_folder).stdout)

    findings = [finding for each in found for finding in each["findings"]]
    assert all(finding["publishedClaims"]["first"] for finding in findings)
    assert all(finding["ourClaims"]["first"] for finding in findings if finding["ours"] not in {None, "0"})
    assert all(finding["missing"] for finding in findings if finding["verdict"] == "NOT_ANSWERABLE")


def test_what_is_missing_names_the_import_that_would_bring_it(run: Run, reference_folder: Path) -> None:
    (asked,) = json.loads(run("questions", "Q04", "--json", folder=reference_folder).stdout)

    commands = [each["command"] for finding in asked["findings"] for each in finding["missing"]]
    assert "watchgraph import aigs-2022 PATH" in commands


def test_what_no_edition_is_named_for_is_sought_in_the_newest(run: Run, reference_folder: Path) -> None:
    (asked,) = json.loads(run("questions", "Q26", "--json", folder=reference_folder).stdout)

    commands = {each["command"] for finding in asked["findings"] for each in finding["missing"]}
    assert commands == {"watchgraph import aidata-gcdf3 PATH"}


def test_figures_of_several_groups_are_told_apart(run: Run, reference_folder: Path) -> None:
    shown = run("questions", "Q13", folder=reference_folder).stdout

    assert "51 percent (regime: liberal democracy; share of: users of ai surveillance)" in shown


def test_a_question_is_printed_as_a_document_that_query_answers(
    run: Run, reference_folder: Path, tmp_path: Path
) -> None:
    document = tmp_path / "mine.graphql"
    document.write_text(run("questions", "Q34", "--document", folder=reference_folder).stdout)

    answer = json.loads(run("query", str(document), folder=reference_folder).stdout)

    assert answer["data"]["trails"]["nodes"][0]["lender"]["name"] == "Export-Import Bank of China"


def test_a_question_without_published_figures_is_told_in_words(run: Run, reference_folder: Path) -> None:
    shown = run("questions", "Q34", "Q35", "Q27", folder=reference_folder).stdout

    assert "Mauritius → safe-city cameras of Mauritius → Huawei" in shown
    assert "San Francisco banned facial recognition" in shown
    assert "in all nothing stated" in shown


def test_questions_can_be_asked_one_by_one(run: Run, reference_folder: Path) -> None:
    result = run("questions", "q26", folder=reference_folder)

    assert "M04" in result.stdout
    assert "Q27" not in result.stdout


def test_question_of_no_such_id_is_bad_input(run: Run, reference_folder: Path) -> None:
    assert run("questions", "Q99", folder=reference_folder).exit_code == 2


def test_demo_answers_five_questions_and_changes_nothing_the_second_time(run: Run, reference_folder: Path) -> None:
    before = json.loads(run("status", "--json", folder=reference_folder).stdout)

    result = run("demo", "--once", folder=reference_folder)

    after = json.loads(run("status", "--json", folder=reference_folder).stdout)
    assert result.exit_code == 0
    assert [f"\n{number}. " in result.stdout for number in range(1, 6)] == [True] * 5
    assert result.stdout.count("\nSources\n") == 5
    assert "Export-Import Bank of China" in result.stdout
    assert after["head"] == before["head"]
