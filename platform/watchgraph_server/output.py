"""What programs read: text and JSON on the standard output, without anything that takes long to import."""

import sys
from collections.abc import Mapping
from pathlib import PurePath

import msgspec


def write_json(value: object) -> None:
    """Print a value of ours (structs, dataclasses, plain data) as indented JSON."""
    encoded = msgspec.json.encode(value, enc_hook=_plain)
    sys.stdout.write(msgspec.json.format(encoded, indent=2).decode() + "\n")


def _plain(value: object) -> object:
    """Turn read-only mappings into what the encoder knows."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, PurePath):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} cannot be written as JSON")


def write(text: str) -> None:
    """Print text as it is, with one line end at its end."""
    sys.stdout.write(text.rstrip("\n") + "\n")
