import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importers.imports import Imported, imported
from tests.importers.readings import Reading
from tests.importers.rows import SCRAWL, objects, row, said

from watchgraph.domain.identifiers import entity_id
from watchgraph.domain.values import Code, Geo, Text
from watchgraph_importers.acts import EntityKey, NotData
from watchgraph_importers.osm_cameras import OSM_CAMERAS, READ, claims, in_belgrade

PLAIN = {
    "@longitude": "20.50",
    "@latitude": "44.7805273",
    "man_made": "surveillance",
    "surveillance:type": "camera",
    "camera:type": "dome",
    "camera:mount": "street_lamp",
    "manufacturer": "HikVision",
    "operator": "Example Police Department",
    "operator:wikidata": "Q4242",
}


def test_a_camera_is_a_place_with_equipment_a_maker_and_an_operator() -> None:
    acts = list(claims(row(PLAIN)))

    (camera,) = {one.subject for one in said(acts, "hasEquipment")}
    assert camera.kind == "Place"
    assert objects(acts, "coordinates") == [Geo(lat="44.7805273", lon="20.5")]
    assert [one.subject for one in said(acts, "madeCamerasAt")] == [
        EntityKey(dataset="osm-surveillance", kind="Organisation", native="HikVision")
    ]
    assert [one.object for one in said(acts, "operatesCamerasAt")] == [camera]


def test_a_camera_is_no_deployment() -> None:
    kinds = {one.subject.kind for predicate in OSM_CAMERAS.scope for one in said(claims(row(PLAIN)), predicate)}

    assert kinds == {"Place", "Organisation"}


def test_how_a_camera_is_built_and_fixed_is_coded_where_it_is_known() -> None:
    (known,) = said(claims(row(PLAIN)), "hasEquipment")
    (odd,) = said(claims(row({**PLAIN, "camera:type": "fixes", "camera:mount": "kite"})), "hasEquipment")

    assert known.qualifiers == (
        ("cameraType", Code(scheme="camera-type", code="DOME")),
        ("mount", Code(scheme="mount", code="STREET_POLE")),
    )
    assert odd.qualifiers == ()


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("description", "Possible Facial Recognition"),
        ("surveillance", "trafico_y_reconocimiento_facial"),
        ("name", "Camera facial recognition"),
        ("operator:website", "https://example.eu/face-recognition-on-campus/"),
    ],
)
def test_what_a_tag_says_of_faces_waits_for_review(tag: str, words: str) -> None:
    _, faces = said(claims(row({**PLAIN, tag: words})), "hasEquipment")

    assert faces.object == Code(scheme="equipment", code="FACE_RECOGNITION_CAMERA")
    assert faces.doubt is not None
    assert faces.column == tag


def test_a_reader_of_number_plates_is_one() -> None:
    acts = claims(row({**PLAIN, "surveillance:type": "ALPR"}))

    assert objects(acts, "hasEquipment") == [Code(scheme="equipment", code="PLATE_READER")]


def test_several_makers_in_one_tag_are_several() -> None:
    acts = said(claims(row({**PLAIN, "manufacturer": "Hikvision; Dahua"})), "madeCamerasAt")

    assert [one.subject.native for one in acts if isinstance(one.subject, EntityKey)] == ["Hikvision", "Dahua"]


def test_an_item_of_wikidata_identifies_the_company() -> None:
    (item,) = said(claims(row(PLAIN)), "externalId")

    assert (item.object, item.column) == (Text(text="Q4242", lang="und"), "operator:wikidata")
    assert said(claims(row({**PLAIN, "operator:wikidata": "see note"})), "externalId") == []


def test_a_node_is_known_by_its_id_else_by_its_point_and_tags() -> None:
    def records(cells: dict[str, str]) -> set[str]:
        return {one.record for one in said(claims(row({**PLAIN, **cells})), "coordinates")}

    assert records({"id": "90366255"}) == {"node/90366255"}
    assert records({}) == records({"@longitude": "20.5", "operator:wikidata": "Q1"})
    assert records({}) != records({"camera:type": "fixed"})
    assert all(record.startswith("44.7805273,20.5|") for record in records({}))


def test_cameras_of_the_extract_of_belgrade_lie_there() -> None:
    assert objects(in_belgrade(row(PLAIN)), "partOf") == ["Belgrade"]
    assert said(claims(row(PLAIN)), "partOf") == []


def test_what_is_no_camera_is_no_data() -> None:
    assert list(in_belgrade(row({**PLAIN, "man_made": "mast"}))) == [NotData("no camera")]


@pytest.mark.parametrize(
    ("column", "text", "rule"), [("@latitude", "north", "not-a-number"), ("@longitude", "200", "out-of-bounds")]
)
def test_a_point_that_is_none_is_named(column: str, text: str, rule: str, reading: Reading) -> None:
    _, problems = reading(OSM_CAMERAS, claims, row({**PLAIN, column: text}))

    assert [(problem.field, problem.rule) for problem in problems] == [(column, rule)]


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(sorted(READ)), SCRAWL, max_size=4))
def test_whatever_stands_in_the_tags_is_stated_refused_or_no_data(reading: Reading, scrawl: dict[str, str]) -> None:
    acts, problems = reading(OSM_CAMERAS, claims, row({**PLAIN, **scrawl}))

    assert acts or problems


def test_the_same_node_in_two_files_is_one_record(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [20.5, 44.75]},
        "properties": {"id": 5, "man_made": "surveillance", "a:tag:nobody:knows": "x"},
    }
    for name in ("belgrade.geojson", "named_manufacturer.geojson"):
        collection = {"type": "FeatureCollection", "name": name, "features": [feature]}
        (tmp_path / name).write_text(json.dumps(collection))

    with imported(OSM_CAMERAS, [tmp_path], tmp_path / "store") as cameras:
        (report,) = cameras.reports

        assert (report.rows.stated_anew, report.rows.stated_again) == (1, 1)
        assert len(cameras.said("hasEquipment")) == len(cameras.said("partOf")) == 1


# The real files


@pytest.fixture(scope="module")
def cameras(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(OSM_CAMERAS, [test_data / "osm-cameras"], tmp_path_factory.mktemp("osm")) as found:
        yield found


@pytest.fixture(scope="module")
def raw(test_data: Path) -> list[dict[str, str]]:
    files = sorted((test_data / "osm-cameras").glob("*.geojson"))
    features = [feature for path in files for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]
    return [feature["properties"] for feature in features]


def test_every_feature_is_a_camera_under_its_own_licence(cameras: Imported, raw: list[dict[str, str]]) -> None:
    proposals = cameras.proposals("coordinates")

    assert len(raw) == len(proposals) == cameras.reports[0].total_rows == 845
    assert {proposal.evidence[0].licence for proposal in proposals} == {"ODbL-1.0"}


@pytest.mark.parametrize("name", ["Hikvision", "HikVision", "hikvision", "Axis Communications"])
def test_each_spelling_of_a_maker_has_its_own_cameras(cameras: Imported, raw: list[dict[str, str]], name: str) -> None:
    maker = entity_id("osm-surveillance", "Organisation", name)

    made = {one.object for one in cameras.said("madeCamerasAt") if one.subject == maker}
    assert len(made) == sum(name in {one.get("manufacturer"), one.get("brand")} for one in raw)


def test_eleven_features_are_tagged_as_recognising_faces_and_none_is_accepted(cameras: Imported) -> None:
    waiting = cameras.said("hasEquipment", accepted=False)

    assert len({one.subject for one in waiting}) == 11
    assert cameras.said("deployedIn") == cameras.said("usesTechnology") == []
