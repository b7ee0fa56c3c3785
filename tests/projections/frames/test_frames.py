"""Frames: kinds as tables in memory, each value with the ids of its claims."""

import sys
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import watchgraph
from watchgraph.errors import WatchgraphError
from watchgraph.readers import READERS, Frame, NoReaderError, Reader
from watchgraph_projections.catalogue.connections import CatalogueMissingError
from watchgraph_projections.frames.arrow import FramesMissingError
from watchgraph_projections.frames.stores import FrameStore

pytest.importorskip("pyarrow", reason="needs pyarrow: the extra `frames`")


def declared() -> EntryPoint:
    """The entry point that this project declares."""
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    ((name, value),) = project["entry-points"][READERS].items()
    return EntryPoint(name=name, value=value, group=READERS)


@pytest.fixture
def store(reference_folder: Path) -> Iterator[Reader]:
    with FrameStore.open(reference_folder) as opened:
        yield opened


def cells(frame: Frame, column: str) -> list[object]:
    table = frame.to_arrow()
    found: list[object] = table.column(column).to_pylist()  # type: ignore[attr-defined]  # pyarrow has no types
    return found


def row(frame: Frame, name: str) -> dict[str, object]:
    place = cells(frame, "name").index(name)
    return {column: cells(frame, column)[place] for column in frame.columns}


def test_each_entity_is_a_row_and_each_value_has_its_claims_beside_it(store: Reader) -> None:
    frame = store.frame("deployments")

    belgrade = row(frame, "city cameras of Belgrade")
    assert len(frame) == 13
    assert (belgrade["planned_cameras"], belgrade["planned_cameras_unit"]) == (Decimal(8000), "camera")
    assert len(cells(frame, "planned_cameras_claims")) == len(frame)
    assert isinstance(belgrade["planned_cameras_claims"], list)
    assert belgrade["planned_cameras_claims"]
    assert belgrade["name_claims"]


def test_the_claims_beside_a_value_are_those_that_say_it(store: Reader, reference_folder: Path) -> None:
    from tests.schema.replies import asking  # noqa: PLC0415  # only here a frame is checked by the API

    from watchgraph_projections.catalogue.reading import Catalogue  # noqa: PLC0415  # as above

    belgrade = row(store.frame("deployments"), "city cameras of Belgrade")
    catalogue = Catalogue.open(reference_folder)

    reply = asking(catalogue)(
        f'{{ deployments(where: {{ids: ["{belgrade["id"]}"]}}) {{ nodes {{ plannedCameras {{ claim {{ id }} }} }} }} }}'
    )

    said = belgrade["planned_cameras_claims"]
    assert isinstance(said, list)
    assert said[0] == reply.at("deployments.nodes.0.plannedCameras.claim.id")
    catalogue.close()


def test_every_value_column_has_a_column_of_claims_and_no_value_lacks_them(store: Reader) -> None:
    frame = store.frame("financialFacilities")

    values = [name for name in frame.columns if f"{name}_claims" in frame.columns]
    assert {"name", "amount", "interest_rate"} <= set(values)
    for name in values:
        for value, claims in zip(cells(frame, name), cells(frame, f"{name}_claims"), strict=True):
            assert bool(claims) or value is None, name


def test_a_frame_is_asked_as_of_an_earlier_day_and_an_earlier_position(store: Reader) -> None:
    now, in_2019, before = (
        store.frame("deployments"),
        store.frame("deployments", as_of="2019"),
        store.frame("deployments", as_of=watchgraph.AsOf(recorded_at="0")),
    )

    assert row(now, "city cameras of Belgrade")["planned_cameras"] == Decimal(8000)
    assert row(in_2019, "city cameras of Belgrade")["planned_cameras"] == Decimal(1000)
    assert len(before) == 0
    assert before.columns == now.columns


def test_a_licence_is_left_out_of_a_frame(store: Reader) -> None:
    frame = store.frame("deployments", without=("NOASSERTION",))

    assert set(cells(frame, "planned_cameras")) == {None}


def test_an_entity_as_a_value_has_its_name_and_its_id(store: Reader) -> None:
    frame = store.frame("financialFacilities")

    entities = [name.removesuffix("_id") for name in frame.columns if name.endswith("_id")]
    assert all(name in frame.columns for name in entities)


@pytest.mark.parametrize(
    ("name", "as_of", "code"),
    [("deployment", None, "unknown-kind"), ("deployments", "soon", "bad-valid-at"), ("sources", None, "unknown-kind")],
)
def test_what_makes_no_sense_is_refused_with_a_code(store: Reader, name: str, as_of: str | None, code: str) -> None:
    with pytest.raises(WatchgraphError) as refused:
        store.frame(name, as_of=as_of)

    assert refused.value.code == code


@pytest.mark.parametrize("library", ["pyarrow", "pandas", "polars"])
def test_a_library_that_is_not_installed_is_named(store: Reader, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = store.frame("deployments")
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(FramesMissingError, match=library):
        {"pyarrow": lambda: store.frame("deployments"), "pandas": frame.to_pandas, "polars": frame.to_polars}[library]()


def test_any_library_takes_the_table_as_arrow_data(store: Reader) -> None:
    frame = store.frame("places")

    assert "arrow_array_stream" in str(frame.__arrow_c_stream__())


def test_a_folder_without_read_models_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissingError, match="watchgraph rebuild"):
        FrameStore.open(tmp_path)


def test_the_core_finds_whoever_reads_stores_by_entry_point(
    reference_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchgraph.readers.entry_points", lambda group: [declared()] if group == READERS else [])

    with watchgraph.open(reference_folder) as store:
        assert len(store.frame("deployments")) == 13


def test_where_nobody_reads_stores_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchgraph.readers.entry_points", lambda **_: [])

    with pytest.raises(NoReaderError):
        watchgraph.open(tmp_path)
