"""Small tables for the tests, as publishers' files."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path


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
