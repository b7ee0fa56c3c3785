import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.importers.census import CENSUS, TABLE, write
from tests.importers.imports import Bodies, opened

from watchgraph.domain.events.claims import ClaimProposed, EvidenceAttached
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.identifiers import entity_id
from watchgraph.domain.units import record_unit
from watchgraph.domain.values import SealedText
from watchgraph.log import Actor, CommandReusedError, Log, NewEvent
from watchgraph_importers.errors import ImportContestedError, ImportRefusedError, NoFilesError
from watchgraph_importers.pipeline import ImportStore, Manner, run_imports
from watchgraph_importers.staging import Staging


def shape(store: ImportStore) -> list[tuple[UUID, int, str]]:
    return [(event.stream, event.version, event.body.TOPIC) for event in store.log.scan(0)]


def test_an_import_is_one_commit_in_which_what_others_rest_on_comes_first(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019", "b,20,2019")

    (report,) = run_imports(CENSUS, [path], store, actor)

    assert [event.body.TOPIC for event in store.log.scan(0)] == [
        "dataset.registered",
        "entity.registered",
        "entity.registered",
        "source.registered",
        "source.artifact-captured",
        "claim.proposed",
        "claim.proposed",
        "dataset.import-completed",
    ]
    assert {event.commit for event in store.log.scan(0)} == {report.position}
    assert report.appended == 8
    assert not list(store.staging.iterdir())


def test_the_same_file_again_appends_nothing_whatever_its_name(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")
    (first,) = run_imports(CENSUS, [path], store, actor)
    head = store.log.head()

    (second,) = run_imports(CENSUS, [path.rename(tmp_path / "census-2020 (copy).csv")], store, actor)

    assert store.log.head() == head
    assert (second.known, second.rows, second.appended) == (True, first.rows, 0)


def test_a_newer_mapping_states_the_same_edition_again(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")
    run_imports(CENSUS, [path], store, actor)

    (report,) = run_imports(replace(CENSUS, mapping=2), [path], store, actor)

    assert (report.rows.stated_anew, report.rows.stated_again) == (0, 1)
    assert [body.evidence.mapping for body in bodies() if isinstance(body, EvidenceAttached)] == [2]


def test_a_newer_edition_repeats_by_evidence_and_states_the_rest_anew(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019", "b,20,2019")
    write(tmp_path, "census-2021.csv", "id,cameras,year", "a,10,2019", "b,30,2019", ",,")

    first, second = run_imports(CENSUS, [tmp_path], store, actor)

    assert (first.edition, second.edition) == ("2020", "2021")
    rows = second.rows
    assert (rows.stated_anew, rows.stated_again, rows.not_data, second.total_rows) == (1, 1, 1, 3)
    assert second.reasons == {"not data: blank": 1}
    attached = [body.evidence for body in bodies() if isinstance(body, EvidenceAttached)]
    assert [(item.edition, item.published, item.locator) for item in attached] == [
        ("2021", "2021", "census-2021!2:cameras")
    ]


def test_the_order_of_imports_does_not_change_what_is_claimed(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    old = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")
    new = write(tmp_path, "census-2021.csv", "id,cameras,year", "a,10,2019")

    run_imports(CENSUS, [new], store, actor)
    run_imports(CENSUS, [old], store, actor)

    claimed = [body for body in bodies() if isinstance(body, ClaimProposed)]
    attached = [body for body in bodies() if isinstance(body, EvidenceAttached)]
    assert [item.edition for body in claimed for item in body.evidence] == ["2021"]
    assert [body.evidence.edition for body in attached] == ["2020"]


def test_everything_wrong_is_named_at_once_and_nothing_is_written(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    path = write(
        tmp_path,
        "census-2020.csv",
        "id,cameras,year",
        "a,many,2019",
        "b,10,in spring",
        "c,x1,2020",
        "d,10,2020/2018",
        "e,10,2020,too,many",
        "f,10,2020",
        "\u202eg,10,2020",
    )

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(CENSUS, [path], store, actor)

    found = [(problem.line, problem.field, problem.rule) for problem in refused.value.problems]
    assert found == [
        (2, "cameras", "not-a-number"),
        (3, "cameras", "not-edtf"),
        (4, "cameras", "not-a-number"),
        (5, "cameras", "interval-reversed"),
        (6, "", "too-many-cells"),
        (8, "id", "unsafe-character"),
    ]
    assert str(refused.value).startswith("census-2020.csv:2 cameras: not-a-number: 'many' should be a number")
    assert store.log.head() == 0
    assert not list(store.staging.iterdir())


def test_unknown_missing_and_repeated_columns_are_named_with_the_nearest(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    path = write(tmp_path, "census-2020.csv", "id,camera,year,year,remarks", "a,1,2019,2019,")

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(CENSUS, [path], store, actor)

    assert [(problem.field, problem.rule) for problem in refused.value.problems] == [
        ("cameras", "missing-column"),
        ("camera", "unknown-column"),
        ("year", "repeated-column"),
    ]
    assert "nearest: camera" in refused.value.problems[0].right
    assert "nearest: cameras" in refused.value.problems[1].right


def test_files_of_nobody_are_refused_with_the_names_that_are_known(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    path = write(tmp_path, "other.csv", "name,year")

    with pytest.raises(NoFilesError, match=r"match census-2020\*\.csv, census-2021\*\.csv; other\.csv fit"):
        run_imports(CENSUS, [path], store, actor)


@pytest.mark.parametrize(
    ("file", "globs"),
    [
        (r"v1\.0_\w+\.csv(\.gz)?", ("v1.0_*.csv", "v1.0_*.csv.gz")),
        (r".*\.xlsx", ("*.xlsx",)),
        (r"census-\d+.*\.csv", ("census-*.csv",)),
        (r"[a-z0-9][a-z0-9-]*\.md", ("*.md",)),
        (r"(?!old)(my[_-])?(?:towns|cities)\.csv", ("towns.csv", "cities.csv", "my_towns.csv", "my_cities.csv")),
    ],
)
def test_file_names_are_shown_as_people_write_them(file: str, globs: tuple[str, ...]) -> None:
    assert replace(TABLE, file=file).globs == globs


def test_what_is_no_workbook_is_said_once_however_many_sheets_it_should_have(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    path = write(tmp_path, "census-2020.xlsx", "id,cameras")
    sheets = tuple(replace(TABLE, file=r"census-2020\.xlsx", sheet=name) for name in ("North", "South"))
    publisher = replace(CENSUS, editions=(replace(CENSUS.editions[0], tables=sheets),))

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(publisher, [path], store, actor)

    assert [problem.rule for problem in refused.value.problems] == ["not-a-workbook"]
    assert refused.value.total == 1


def test_an_import_whose_command_somebody_else_has_used_is_refused_by_the_log(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")
    aside = ImportStore(log=Log.open(tmp_path / "aside.sqlite", store.log.keys), staging=tmp_path / "aside")
    run_imports(CENSUS, [path], aside, actor)
    command = next(event.envelope.command for event in aside.log.scan(0))
    aside.log.close()
    body = EntityRegistered(kind="Deployment", dataset="census", native="b")
    event = NewEvent(entity_id("census", "Deployment", "b"), 1, body)
    store.log.append([event], command, actor, digest="other")

    with pytest.raises(CommandReusedError):
        run_imports(CENSUS, [path], store, actor)


def test_a_private_person_waits_for_two_reviewers(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year,keeper", "a,10,2019,Ann Example")

    (report,) = run_imports(CENSUS, [path], store, actor)

    (named,) = [body for body in bodies() if isinstance(body, ClaimProposed) and body.statement.predicate == "name"]
    assert (named.policy, named.votes_needed, report.proposed) == (None, 2, 1)
    assert isinstance(named.statement.object, SealedText)
    person = [body for body in bodies() if isinstance(body, EntityRegistered) and body.kind == "Person"]
    assert [(body.native, body.sealed_native is not None) for body in person] == [(None, True)]
    assert not any(b"Example" in row[4] for row in store.log.rows(0, 100))


def test_redacted_records_are_not_sealed_anew(tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies) -> None:
    run_imports(CENSUS, [write(tmp_path, "census-2020.csv", "id,cameras,year,keeper", "a,1,2019,Ann")], store, actor)
    store.log.keys.destroy([record_unit("census", "a")])

    newer = write(tmp_path, "census-2021.csv", "id,cameras,year,keeper", "a,1,2019,Ann")
    (report,) = run_imports(CENSUS, [newer], store, actor)

    assert report.rows.stated_again == 1
    assert len([body for body in bodies() if isinstance(body, EvidenceAttached)]) == 1


# Killed and contested

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.importers.census import CENSUS
from tests.importers.imports import ACTOR, opened
from watchgraph_importers.pipeline import Manner, run_imports

def killer(rows: int) -> None:
    if rows >= 400:
        os.kill(os.getpid(), signal.SIGKILL)

folder = Path(sys.argv[1])
with opened(folder) as store:
    run_imports(CENSUS, [Path(sys.argv[2])], store, ACTOR, manner=Manner(watch=killer))
"""


@pytest.fixture
def long(tmp_path: Path) -> Path:
    lines = [f"{number},{number},2019" for number in range(700)]
    return write(tmp_path, "census-2020.csv", "id,cameras,year", *lines)


def test_an_import_that_was_killed_goes_on_from_its_staging_file(
    long: Path, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    folder = store.log.path.parent
    killed = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", KILLED, str(folder), str(long)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    (left,) = list(store.staging.glob("*.sqlite"))
    nothing = store.log.head()
    seen: list[int] = []

    (report,) = run_imports(CENSUS, [long], store, actor, manner=Manner(watch=seen.append))

    assert (killed.returncode, nothing) == (-signal.SIGKILL, 0)
    assert seen[0] == 600  # the first batch after the 400 rows that were staged
    assert (report.rows.stated_anew, report.total_rows) == (700, 700)
    assert not left.exists()
    with opened(tmp_path / "calm") as calm:
        run_imports(CENSUS, [long], calm, actor)
        assert shape(store) == shape(calm)


def test_a_staging_file_left_after_the_commit_is_removed(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")
    run_imports(CENSUS, [path], store, actor)
    completed = [event for event in store.log.scan(0) if isinstance(event.body, ImportCompleted)]
    left = store.staging / f"{completed[0].envelope.command}.sqlite"
    Staging.open(left).close()
    left.with_name(f"{left.name}-wal").touch()  # as after a kill

    run_imports(CENSUS, [path], store, actor)

    assert not list(store.staging.iterdir())


def other_writes(store: ImportStore, native: str) -> None:
    """Somebody else registers an entity that the import has staged."""
    body = EntityRegistered(kind="Deployment", dataset="census", native=native)
    event = NewEvent(entity_id("census", "Deployment", native), 1, body)
    store.log.append([event], uuid4(), Actor("other", "EDITOR", "LOCAL"), digest=native)


def test_an_import_that_meets_another_writer_stages_again(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")
    calls: list[int] = []

    def watch(rows: int) -> None:
        if not calls:
            other_writes(store, "a")
        calls.append(rows)

    (report,) = run_imports(CENSUS, [path], store, actor, manner=Manner(watch=watch))

    assert calls == [1, 1]
    assert "entity.registered" not in report.events


def test_an_import_that_never_gets_its_turn_gives_up(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,1,2019", "b,1,2019", "c,1,2019")
    natives = iter("abc")
    manner = Manner(watch=lambda _: other_writes(store, next(natives)))

    with pytest.raises(ImportContestedError):
        run_imports(CENSUS, [path], store, actor, manner=manner)

    assert store.log.head() == 3


def test_two_imports_of_one_file_do_not_share_a_staging_file(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")

    def again(_: int) -> None:
        run_imports(CENSUS, [path], store, actor)

    with pytest.raises(ImportContestedError, match="another import works on it"):
        run_imports(CENSUS, [path], store, actor, manner=Manner(watch=again))
