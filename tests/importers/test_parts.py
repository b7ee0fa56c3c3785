"""Files that hold an edition in part: said by their names, by the size of the publisher's table, or by who imports."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.importers.census import CENSUS, write
from tests.importers.imports import Bodies, imported

from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.log import Actor
from watchgraph_importers.aidata import AIDATA_AFRICA
from watchgraph_importers.aspi_italy import ASPI_ITALY
from watchgraph_importers.eff_atlas import EFF_ATLAS
from watchgraph_importers.pipeline import ORDERLY, ImportStore, Manner, run_imports
from watchgraph_importers.publishers import Publisher, Table

HEADER = "id,cameras,year"
TABLE = CENSUS.editions[0].tables[0]
NAME = "census-2020.csv"


def with_tables(*tables: Table) -> Publisher:
    first, *others = CENSUS.editions
    return replace(CENSUS, editions=(replace(first, tables=tables), *others))


def are_parts(bodies: Bodies) -> list[bool]:
    """Of each import so far, whether its files were known to be a part."""
    return [body.edition.part for body in bodies() if isinstance(body, ImportCompleted)]


@pytest.mark.parametrize(("rows", "part"), [(("a,10,2019", ",,"), True), (("a,10,2019", "b,20,2019"), False)])
def test_fewer_rows_than_the_publishers_table_has_are_a_part(
    rows: tuple[str, ...], part: object, tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    path = write(tmp_path, NAME, HEADER, *rows)

    (report,) = run_imports(with_tables(replace(TABLE, declared=2)), [path], store, actor)

    assert (report.part, are_parts(bodies)) == (part, [part])


def test_a_table_of_which_no_file_came_is_lacking(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    other = replace(TABLE, file=r"other\.csv", declared=1)

    run_imports(with_tables(TABLE, other), [write(tmp_path, NAME, HEADER, "a,10,2019")], store, actor)

    assert are_parts(bodies) == [True]


@pytest.mark.parametrize(("name", "part"), [("census-2020-sample.csv", True), ("census-2020.csv", False)])
def test_a_file_that_calls_itself_a_sample_is_a_part(
    name: str, part: object, tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    whole, sample = replace(TABLE, file=r"census-2020\.csv"), replace(TABLE, file=r".*-sample\.csv", extract=True)

    run_imports(with_tables(whole, sample), [write(tmp_path, name, HEADER, "a,10,2019")], store, actor)

    assert are_parts(bodies) == [part]


def test_whoever_imports_may_say_that_it_is_a_part(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    path = write(tmp_path, NAME, HEADER, "a,10,2019")

    (report,) = run_imports(CENSUS, [path], store, actor, manner=Manner(part=True))

    assert (report.part, are_parts(bodies)) == (True, [True])
    assert run_imports(CENSUS, [path], store, actor)[0].part


@pytest.mark.parametrize("declared", [2, 3])
def test_corrected_rows_leave_an_edition_as_whole_as_it_was_without_them(
    declared: int, tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    publisher = with_tables(replace(TABLE, declared=declared))
    wrong = tmp_path / "wrong.csv"
    path = write(tmp_path, NAME, HEADER, "a,10,2019", "b,many,2019")
    run_imports(publisher, [path], store, actor, manner=Manner(quarantine=wrong))
    wrong.write_text(wrong.read_text(encoding="utf-8-sig").replace(",many,2019", ",20,2019"), encoding="utf-8")

    run_imports(publisher, [wrong], store, actor, manner=ORDERLY)

    assert are_parts(bodies) == [declared > 2] * 2


# The real files


def test_of_the_releases_on_africa_it_is_known_that_two_are_here_in_part(test_data: Path, tmp_path: Path) -> None:
    files = [test_data / "aidata-africa-releases" / f"v1.{at}_military.csv.gz" for at in (0, 1)]

    with imported(AIDATA_AFRICA, files, tmp_path) as found:
        assert [report.part for report in found.reports] == [True, True]

    sizes = {table.declared for edition in AIDATA_AFRICA.editions for table in edition.tables}
    assert sizes == {None, 1673, 1952}


def test_the_sample_of_the_atlas_is_one_and_its_whole_file_is_not(test_data: Path, tmp_path: Path) -> None:
    folder = test_data / "eff-atlas-california"
    whole = tmp_path / "Atlas of Surveillance-California-20210701.csv"
    whole.write_bytes((folder / "aos_ca_20210701_sample.csv").read_bytes())

    with imported(EFF_ATLAS, [folder / "aos_ca_20210701_sample.csv"], tmp_path / "sample") as found:
        assert found.reports[0].part
    for name in (whole.name, "aos_ca_20210701.csv", "aos_ca_20210701_all.csv"):
        with imported(EFF_ATLAS, [whole.rename(tmp_path / name)], tmp_path / f"of {name}") as found:
            assert not found.reports[0].part
        whole = tmp_path / name


def test_italy_is_a_part_of_a_map_of_the_world(test_data: Path, tmp_path: Path) -> None:
    with imported(ASPI_ITALY, [test_data / "aspi-china-tech-italy"], tmp_path) as found:
        (report,) = found.reports

    assert (report.rows.stated_anew, report.declared) == (65, 65 + 3882)
