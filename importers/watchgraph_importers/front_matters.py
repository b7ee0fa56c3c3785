"""Texts with a front matter in TOML: the fields above the text as one record. The text itself is left alone."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import takewhile
from typing import Final

import msgspec

from watchgraph_importers.files import SourceFile, refusal

FENCE: Final = "+++"
"""The line above and the line below the fields, as Hugo has it."""

_ENCODER: Final = msgspec.json.Encoder(enc_hook=str)


def records(file: SourceFile) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the one record of a file, numbered 1: fields as text, lists as JSON, times as ISO 8601.

    Raises FileRefusedError for a file without a front matter, or with one that is no TOML.
    """
    lines = file.lines()
    if next(lines, "").rstrip() != FENCE:
        raise refusal(file.name, "no-front-matter", f"the first line should be {FENCE}", 1)
    fields = list(takewhile(lambda line: line.rstrip() != FENCE, lines))
    try:
        read = tomllib.loads("".join(fields).replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise refusal(file.name, "not-toml", f"the front matter cannot be read as TOML ({error})") from error
    yield 1, {name: _text(value) for name, value in read.items()}


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case datetime() | date() | time():
            return value.isoformat()
    return _ENCODER.encode(value).decode()
