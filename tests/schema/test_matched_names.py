"""What one data set calls facial recognition is asked of all of them at once."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.schema.replies import Ask, asking
from tests.stores import Store

from watchgraph.domain.identifiers import entity_id
from watchgraph.log import Actor
from watchgraph_importers.registry import import_named

TAKEN = {
    "frt-laws-iff": "frt-laws-iff",
    "eff-atlas-california": "eff-atlas-california",
    "ca-police-technology": "eff-atlas-california",
    "aigs-2022": "aigs-2022",
}
CALLED = {
    "aigs": "Facial Recognition System",
    "eff-atlas": "Face Recognition",
    "ca-police-technology": "face_recog",
    "frt-laws-iff": "FRT",
    "watchgraph-reference": "tech:frt",
}


@pytest.fixture(scope="module")
def ask_all(tmp_path_factory: pytest.TempPathFactory, test_data: Path) -> Iterator[Ask]:
    store = Store.open(tmp_path_factory.mktemp("several"))
    imports = store.imports
    actor = Actor(id="tests", role="EDITOR", channel="LOCAL")
    import_named("reference", [], imports, actor)
    for name, folder in TAKEN.items():
        import_named(name, [test_data / folder], imports, actor)
    store.catch_up()
    yield asking(store.catalogue)
    store.close()


@pytest.fixture(params=CALLED, ids=str)
def technology(request: pytest.FixtureRequest) -> str:
    """Facial recognition, by the id that one of the data sets gave it."""
    dataset = str(request.param)
    return str(entity_id(dataset, "Technology", CALLED[dataset]))


def counted(ask: Ask, of: str, predicate: str, technology: str, universe: str = "") -> int:
    where = f'where: [{{predicate: "{predicate}", entities: ["{technology}"]}}]'
    reply = ask(f'{{ aggregate(of: "{of}", {where}{universe}) {{ numbers {{ certain {{ figure {{ value }} }} }} }} }}')
    assert reply.codes == []
    return int(str(reply.at("aggregate.numbers.0.certain.figure.value")))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_countries_and_cities_are_found_by_whatever_a_data_set_calls_it(
    ask_all: Ask, technology: str, test_data: Path
) -> None:
    matrix = rows(test_data / "eff-atlas-california" / "aos_ca_city_matrix.csv")
    cities = sum(row["face_recog"] in {"1", "1.0"} for row in matrix)

    of_index = ', universe: {dataset: "aigs", edition: "2022"}'
    of_matrix = ', universe: {dataset: "ca-police-technology"}'
    assert counted(ask_all, "Place", "usesSurveillanceTechnology", technology, of_index) == 78
    assert counted(ask_all, "Place", "usesSurveillanceTechnology", technology, of_matrix) == cities > 0
    assert counted(ask_all, "Place", "usesSurveillanceTechnology", technology) > 78 + cities, "the reference has more"


def test_deployments_are_found_by_whatever_a_data_set_calls_it(ask_all: Ask, technology: str, test_data: Path) -> None:
    atlas = rows(test_data / "eff-atlas-california" / "aos_ca_20210701_sample.csv")
    of_atlas = sum(row["Technology"] == "Face Recognition" for row in atlas)

    in_atlas = ', universe: {dataset: "eff-atlas"}'
    assert counted(ask_all, "Deployment", "usesTechnology", technology, in_atlas) == of_atlas > 0
    assert counted(ask_all, "Deployment", "usesTechnology", technology) > of_atlas


def test_live_facial_recognition_stays_apart(ask_all: Ask) -> None:
    one, other = (
        str(entity_id("watchgraph-reference", "Technology", native)) for native in ("tech:frt", "tech:live-frt")
    )

    reply = ask_all(f'{{ one: entity(id: "{one}") {{ name }} other: entity(id: "{other}") {{ name }} }}')

    assert reply.at("other.name") == "live facial recognition"
    assert reply.at("one.name") != reply.at("other.name")
