import csv
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree
from uuid import UUID, uuid4

import pytest
from typer.testing import Result

from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.identifiers import judgement_id
from watchgraph.log import Actor, KeyStore, Log, NewEvent
from watchgraph_server.commands import resolving
from watchgraph_server.stores import Store

Run = Callable[..., Result]
RITA = "9d1f4c52-2a3b-4c6d-8e7f-0a1b2c3d4e5f"


class Queue:
    """A store with the reference data, a reviewer, and a pair of its organisations that a rule could not decide."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder = folder
        self._run = run
        register = {"do": "register-contributor", "contributor": RITA, "roles": ["REVIEWER"]}
        assert run("apply", "-", "--as", "operator", folder=folder, text=json.dumps(register)).exit_code == 0
        self.left, self.right = sorted(self._organisations("Clearview AI", "Huawei"))
        self.judgement = judgement_id(self.left, self.right)
        self._doubt()

    def _organisations(self, *names: str) -> list[UUID]:
        listed = json.loads(self.run("entities", "--json").stdout)
        return [UUID(next(row["entity_id"] for row in listed if row["raw"] == name)) for name in names]

    def _doubt(self) -> None:
        body = JudgementRecorded(
            left=self.left, right=self.right, verdict="UNSURE", basis="alike", score=70, rule="likeness/1"
        )
        with (
            closing(KeyStore.open(self.folder / "keys.sqlite")) as keys,
            closing(Log.open(self.folder / "log.sqlite", keys)) as log,
        ):
            actor = Actor("importer:somebody", "IMPORTER", "IMPORT")
            log.append([NewEvent(self.judgement, 1, body)], uuid4(), actor, digest="x")

    def run(self, *words: str) -> Result:
        return self._run(*words, folder=self.folder)

    def say(self, verdict: str, basis: str = "I asked them") -> Result:
        return self.run(
            "resolve", str(self.left), str(self.right), "--verdict", verdict, "--as", RITA, "--basis", basis
        )

    def waiting(self) -> list[str]:
        return [pair["id"] for pair in json.loads(self.run("resolve", "--list", "--json").stdout)]


@pytest.fixture
def queue(reference_folder: Path, tmp_path: Path, run: Run) -> Queue:
    return Queue(copytree(reference_folder, tmp_path / "copy"), run)


def test_the_queue_shows_both_sides_with_their_evidence(queue: Queue) -> None:
    (pair,) = json.loads(queue.run("resolve", "--list", "--json").stdout)
    page = queue.run("resolve", "--list").stdout

    assert (pair["id"], pair["score"], pair["basis"]) == (str(queue.judgement), 70, "alike")
    names = {name for side in ("left", "right") for name in pair[side]["names"]}
    assert {"Clearview AI", "Huawei"} <= names
    assert all(pair[side]["claims"] > 0 for side in ("left", "right"))
    assert pair["left"]["datasets"] == ["watchgraph-reference"]
    assert "1 pairs wait" in page
    assert "alike (score 70, likeness/1)" in page


@pytest.mark.parametrize("verdict", ["same", "distinct", "unsure"])
def test_a_pair_that_a_person_has_decided_waits_no_more(verdict: str, queue: Queue) -> None:
    assert queue.waiting() == [str(queue.judgement)]

    assert queue.say(verdict).exit_code == 0

    assert queue.waiting() == []


def test_a_merge_taken_back_leaves_the_read_models_as_they_were(queue: Queue) -> None:
    before = queue.run("entities", "--csv").stdout
    queue.say("same")
    merged = queue.run("entities", "--csv").stdout

    result = queue.run("resolve", "--revert", str(queue.judgement), "--as", RITA, "--basis", "I misread it")

    assert result.exit_code == 0
    assert merged != before
    assert queue.run("entities", "--csv").stdout == before
    assert queue.run("verify").exit_code == 0


@pytest.mark.parametrize("verdict", ["same", "distinct", "unsure"])
def test_a_pair_waits_again_when_the_verdict_is_taken_back(verdict: str, queue: Queue) -> None:
    queue.say(verdict)

    queue.run("resolve", "--revert", str(queue.judgement), "--as", RITA, "--basis", "I misread it")

    assert queue.waiting() == [str(queue.judgement)]


def test_saying_the_same_again_changes_nothing(queue: Queue) -> None:
    queue.say("same")

    assert "Nothing changed" in queue.say("same").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("resolve",), "--as takes the id of the reviewer"),
        (("resolve", "--as", RITA), "no terminal"),
        (("resolve", "x", "y", "--verdict", "same", "--as", RITA), "takes an id"),
        (("resolve", "x", "--verdict", "same", "--as", RITA), "LEFT RIGHT --verdict same"),
        (("resolve", RITA, RITA, "--verdict", "maybe", "--as", RITA), "say same, distinct or unsure"),
        (("resolve", "--revert", RITA, "--as", RITA), "no judgement"),
        (("resolve", RITA, RITA, "--verdict", "same", "--as", "rita"), "takes an id"),
    ],
)
def test_what_cannot_be_meant_is_bad_input(words: tuple[str, ...], message: str, queue: Queue) -> None:
    result = queue.run(*words)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_verdict_needs_a_reason_and_a_reviewer(queue: Queue) -> None:
    assert "(missing-reason)" in queue.say("same", basis="").stderr
    stranger = queue.run(
        "resolve", str(queue.left), str(queue.right), "--verdict", "same", "--as", str(uuid4()), "--basis", "x"
    )
    assert "(unknown-contributor)" in stranger.stderr


def test_on_a_terminal_it_asks_pair_by_pair(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHGRAPH_DATA", str(queue.folder))
    answers = iter(["?", "d", "two bodies"])

    with Store.open() as store:
        resolving.walk(store, UUID(RITA), lambda _: next(answers))

    assert queue.waiting() == []


@pytest.mark.parametrize("key", ["k", "q"])
def test_on_a_terminal_a_pair_can_be_left(key: str, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHGRAPH_DATA", str(queue.folder))

    with Store.open() as store:
        resolving.walk(store, UUID(RITA), lambda _: key)

    assert queue.waiting() == [str(queue.judgement)]


def test_every_name_is_listed_with_its_entity(run: Run, reference_folder: Path) -> None:
    text = run("entities", "--csv", folder=reference_folder).stdout
    rows = list(csv.DictReader(text.splitlines()))

    assert text.startswith("dataset,raw,kind,entity_id\n")
    assert rows == sorted(rows, key=lambda row: tuple(row.values()))
    assert {row["kind"] for row in rows if row["raw"] == "Serbia"} == {"country"}
    assert {row["kind"] for row in rows if row["raw"] == "Belgrade"} == {"city"}
    assert {row["kind"] for row in rows if row["raw"] == "Huawei"} == {"vendor"}


def test_names_can_be_asked_for_by_folder_and_kind(run: Run, reference_folder: Path) -> None:
    cities = json.loads(run("entities", "--json", "--kind", "city", folder=reference_folder).stdout)

    assert {row["kind"] for row in cities} == {"city"}
    assert json.loads(run("entities", "--json", "--dataset", "nobody", folder=reference_folder).stdout) == []
    assert "No names" in run("entities", "--dataset", "nobody", folder=reference_folder).stdout
    assert "watchgraph-reference: city" in run("entities", folder=reference_folder).stdout
    assert run("entities", "--kind", "shop", folder=reference_folder).exit_code == 2
