"""An invented publisher of two editions, for tests of the pipeline."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Quantity, Text
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated
from watchgraph_importers.errors import FieldError
from watchgraph_importers.publishers import Published, Publisher, Row, Table


def claims(row: Row) -> Iterator[Act]:
    if not row["id"]:
        yield NotData("blank")
        return
    if row["cameras"] == "many":
        raise FieldError("not-a-number", "cameras", "should be a number")
    key = EntityKey(dataset="census", kind="Deployment", native=row["id"])
    number = row["cameras"]
    yield Stated(
        record=row["id"],
        subject=key,
        predicate="installedCameras",
        object=Quantity(min=number, max=number, unit="camera"),
        column="cameras",
        valid=row["year"],
    )
    if row["keeper"]:
        keeper = EntityKey(dataset="census", kind="Person", native=row["keeper"])
        yield Stated(
            record=row["id"], subject=keeper, predicate="name", object=Text(text=row["keeper"]), column="keeper"
        )


TABLE = Table(
    file=r"census-\d+.*\.csv",
    read=frozenset({"id", "cameras", "year", "keeper"}),
    ignored=frozenset({"remarks"}),
    optional=frozenset({"keeper"}),
)
CENSUS = Publisher(
    name="census",
    dataset=DatasetRegistered(slug="census", title="Census of cameras", publisher="Somebody"),
    source=SourceRegistered(identity="dataset:census:all", title="Census of cameras", tier="DATASET"),
    mapping=1,
    scope=("installedCameras", "name"),
    editions=(
        Published(
            name="2020",
            published="2020",
            tables=(replace(TABLE, file=r"census-2020.*\.csv"),),
            covers=("installedCameras",),
            complete=True,
            declared=5,
        ),
        Published(
            name="2021",
            published="2021",
            tables=(replace(TABLE, file=r"census-2021.*\.csv"),),
            covers=("installedCameras",),
        ),
    ),
    claims=claims,
)


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
