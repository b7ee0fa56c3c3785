"""Rows and stores for tests of importers that read small tables."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from watchgraph_importers.acts import Act, Stated
from watchgraph_importers.checking import Checker
from watchgraph_importers.errors import Problem
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.publishers import Claims, Publisher, Row
from watchgraph_importers.resolve import Resolver


def row_of(cells: Mapping[str, str], edition: str = "made") -> Row:
    """A row of a made-up table: cells as the reader leaves them, without blanks around and without empty ones."""
    kept = {name: text.strip() for name, text in cells.items() if text.strip()}
    return Row(file="made.csv", sheet="made", line=2, edition=edition, cells=kept)


def said(acts: Iterable[Act], predicate: str) -> list[str]:
    """What is stated with a predicate, in short words."""
    return [short(act) for act in acts if isinstance(act, Stated) and act.predicate == predicate]


def short(stated: Stated) -> str:
    """The object in short words; the polarity where there is none."""
    parts = (getattr(stated.object, part, None) for part in ("native", "identity", "text", "code", "edtf", "amount"))
    return next((str(part) for part in parts if part is not None), stated.polarity.value)


def problems_of(publisher: Publisher, claims: Claims, row: Row, store: ImportStore) -> list[Problem]:
    """Everything wrong with a row by the rules of the vocabulary and the publisher."""
    resolver = Resolver(publisher, publisher.editions[0], {row.file: "0" * 64}, store.log.keys)
    return Checker(resolver).read(row, claims)[1]


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], delimiter: str = ",") -> Path:
    """Write a table whose columns are those of the first row."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_json(path: Path, records: Sequence[Mapping[str, object]]) -> Path:
    """Write an array of objects."""
    path.write_text(json.dumps(list(records)), encoding="utf-8")
    return path
