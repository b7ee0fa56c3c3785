"""JSON files as records: every key a column, every value text, numbers exactly as they are written."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from watchgraph_importers.files import SourceFile, refusal
from watchgraph_importers.publishers import Format

LONGITUDE: Final = "@longitude"
LATITUDE: Final = "@latitude"
"""Columns that a GeoJSON feature has beside its properties: its point, WGS 84."""

Record = dict[str, str]

_DECODER: Final = msgspec.json.Decoder(float_hook=str)
_ENCODER: Final = msgspec.json.Encoder()


def records(file: SourceFile, form: Format) -> Iterator[tuple[int, Record]]:
    """Yield the records with their numbers, from 1 on; of JSON Lines the number of the line, blank ones left out.

    Raises FileRefusedError for anything that is no JSON of that form.
    """
    if form is Format.JSON_LINES:
        for number, line in enumerate(file.lines(), start=1):
            if line.strip():
                yield number, _record(file, number, _decoded(file, line, number))
        return
    whole = _decoded(file, "".join(file.lines()), None)
    if form is Format.GEOJSON:
        whole = _features(file, whole)
    if not isinstance(whole, list):
        raise refusal(file.name, "not-an-array", "the file should be an array of objects")
    for number, item in enumerate(whole, start=1):
        yield number, _record(file, number, item)


def _decoded(file: SourceFile, text: str, line: int | None) -> object:
    try:
        decoded: object = _DECODER.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise refusal(file.name, "not-json", f"it cannot be read as JSON ({error})", line) from error
    return decoded


def _features(file: SourceFile, whole: object) -> list[object]:
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list):
        raise refusal(file.name, "not-geojson", "the file should be a GeoJSON FeatureCollection")
    return [_flat(feature) for feature in features]


def _flat(feature: object) -> object:
    """Join a feature's properties with its point; anything else is left for `_record` to refuse."""
    match feature:
        case {"properties": dict() as properties, "geometry": {"type": "Point", "coordinates": [longitude, latitude]}}:
            return {**properties, LONGITUDE: longitude, LATITUDE: latitude}
    return None


def _record(file: SourceFile, number: int, item: object) -> Record:
    if not isinstance(item, Mapping):
        raise refusal(file.name, "not-an-object", "each record should be a JSON object (of GeoJSON: a point)", number)
    return {str(key): _text(value) for key, value in item.items()}


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
    return _ENCODER.encode(value).decode()
