"""The story that docs/apply.md tells, told by the program."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from watchgraph_server.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "apply.md"
STEP = re.compile(r"`watchgraph apply [a-z]+\.jsonl --as (?P<who>\S+?)`.*?```jsonl\n(?P<lines>.*?)```", re.DOTALL)


def run(*words: str, folder: Path, text: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=text, env={"WATCHGRAPH_DATA": str(folder)})


def tell(folder: Path) -> list[dict[str, object]]:
    """Carry out the page step by step, ids in place of its words in capitals; return what the last step did."""
    ids: dict[str, str] = {}
    done: list[dict[str, object]] = []
    for step in STEP.finditer(PAGE.read_text(encoding="utf-8")):
        lines = step["lines"]
        for name, id_ in ids.items():
            lines = lines.replace(name.strip("$").upper(), id_)
        result = run("apply", "-", "--as", step["who"], "--json", folder=folder, text=lines)
        assert result.exit_code == 0, result.output
        done = json.loads(result.stdout)
        ids |= {str(line["name"]): str(line["about"]) for line in done if line["name"]}
    return done


def test_story_of_the_page_can_be_told(tmp_path: Path) -> None:
    last = tell(tmp_path)

    assert [event["topic"] for line in last for event in line["events"]] == ["dispute.opened"]  # type: ignore[attr-defined]  # JSON


def test_story_ends_with_an_accepted_claim_in_dispute(tmp_path: Path) -> None:
    tell(tmp_path)

    document = """{ deployments(where: {name: {eq: "city cameras of Novi Sad"}}) {
      nodes { claims(where: {predicates: ["installedCameras"]}) {
        nodes { state disputed history { nodes { topic actor { channel } } } } } } } }"""
    answer = json.loads(run("query", "-", folder=tmp_path, text=document).stdout)

    (claim,) = answer["data"]["deployments"]["nodes"][0]["claims"]["nodes"]
    assert (claim["state"], claim["disputed"]) == ("ACCEPTED", True)
    topics = [event["topic"] for event in claim["history"]["nodes"]]
    assert topics == ["claim.proposed", "claim.accepted"]
    assert {event["actor"]["channel"] for event in claim["history"]["nodes"]} == {"LOCAL"}


def test_telling_the_story_twice_changes_nothing(tmp_path: Path) -> None:
    tell(tmp_path)

    again = tell(tmp_path)

    assert [line["repeated"] for line in again] == [True]


@pytest.mark.parametrize("contributor", ["nobody", "00000000-0000-4000-8000-000000000000"])
def test_strangers_may_not_propose(contributor: str, tmp_path: Path) -> None:
    step = '{"do": "register-entity", "dataset": "example", "kind": "Place", "native": "somewhere"}'

    assert run("apply", "-", "--as", contributor, folder=tmp_path, text=step).exit_code == 2


def test_all_wrong_lines_are_named_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    step = '{"do": "accpt"}\n{"do": "register-contributor", "contributor": "x", "roles": []}\n'

    result = run("apply", "-", "--as", "operator", folder=tmp_path, text=step)

    assert result.exit_code == 2
    assert [line.partition(" ")[0] for line in result.stderr.splitlines()[:2]] == ["-:1", "-:2"]
    assert "Nothing was written" in result.stderr
