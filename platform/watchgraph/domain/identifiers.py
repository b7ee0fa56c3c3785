"""Ids made of content: the same statement, imported or sent twice, has the same id.

Each id is a UUIDv5 of a canonical JSON array (RFC 8785), in a namespace per noun. The recipes are frozen: stored
events refer to these ids for ever. `tests/platform/domain/test_identifiers.py` holds one vector for each value type.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

import msgspec

from watchgraph.domain.statements import Origin, Statement
from watchgraph.domain.values import (
    ClaimValue,
    Code,
    Date,
    EntityRef,
    Geo,
    Money,
    Quantity,
    Sealed,
    SealedText,
    Text,
)

ROOT = UUID("7d3b0a52-5c1e-5e0b-9a55-8d5a1f0b6c11")


class _Namespace:
    """The namespace of one noun. begun: the hash of every id in it, as far as all of them are the same."""

    def __init__(self, noun: str) -> None:
        self.begun = hashlib.sha1(uuid5(ROOT, noun).bytes, usedforsecurity=False)


CLAIM = _Namespace("claim")
SOURCE = _Namespace("source")
EVIDENCE = _Namespace("evidence")
ENTITY = _Namespace("entity")
JUDGEMENT = _Namespace("judgement")
DATASET = _Namespace("dataset")
COVERAGE = _Namespace("coverage")

Json = str | bool | UUID | None | Sequence["Json"]
"""What ids are made of. A UUID stands for its text."""

_ENCODER: Final = msgspec.json.Encoder()
_VERSION_5: Final = (0xF000 << 64 | 0xC000 << 48, 0x5000 << 64 | 0x8000 << 48)
"""Bits of version and variant: those to clear, and those to set."""


def canonical(parts: Sequence[Json]) -> str:
    """Write as RFC 8785 would. Text becomes NFC; there are no numbers and no objects, so key order cannot matter."""
    text = _ENCODER.encode(parts).decode()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _named(namespace: _Namespace, parts: Sequence[Json]) -> UUID:
    """Make the UUIDv5 of the parts, as `uuid.uuid5` would: an import makes two for each claim."""
    text = _ENCODER.encode(parts)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.decode()).encode()
    hashed = namespace.begun.copy()
    hashed.update(text)
    clear, put = _VERSION_5
    return UUID(int=int.from_bytes(hashed.digest()[:16], "big") & ~clear | put)


@lru_cache(maxsize=65_536)
def plain_decimal(text: str) -> str:
    """Write a decimal without exponent, plus sign or trailing zeros. Raises ValueError where it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a decimal number: {text!r}") from error
    if not number.is_finite():
        raise ValueError(f"not a finite number: {text!r}")
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def fingerprint(sealed: Sealed) -> str:
    """Stand for a sealed text in an id: made by the key store, never by the text alone.

    A `Sealed` that is about to enter an id carries its keyed digest as `digest`; see `watchgraph.log.keys`.
    """
    return f"hmac:{sealed.unit}:{sealed.digest}"


def value_parts(value: ClaimValue | None) -> Json:
    """Take a value apart in the order that its id is made of, its type first."""
    return None if value is None else _parts(value)


def _parts(value: ClaimValue) -> list[Json]:
    if isinstance(value, EntityRef):
        return ["entity", value.id]
    if isinstance(value, Text):
        return ["text", value.text, value.lang]
    if isinstance(value, Code):
        return ["code", value.scheme, value.code]
    if isinstance(value, Quantity | Money | Geo):
        return _number_parts(value)
    if isinstance(value, SealedText):
        return ["sealed", fingerprint(value.text), value.lang]
    return ["date", value.edtf] if isinstance(value, Date) else ["url", value.url]


def _number_parts(value: Quantity | Money | Geo) -> list[Json]:
    if isinstance(value, Quantity):
        return ["quantity", _number(value.min), _number(value.max), value.unit, value.approximate, value.exclusive]
    if isinstance(value, Money):
        return ["money", plain_decimal(value.amount), value.currency, value.date, value.basis]
    precision = None if value.precision_m is None else str(value.precision_m)
    return ["geo", plain_decimal(value.lat), plain_decimal(value.lon), precision]


def _number(text: str | None) -> str | None:
    return None if text is None else plain_decimal(text)


def origin_parts(origin: Origin) -> Json:
    """Name where a statement comes from."""
    if origin.source is not None:
        return ["source", origin.source]
    return ["record", origin.dataset, origin.record]


def claim_id(statement: Statement) -> UUID:
    """Name a claim by what it says and where it comes from, never by a file, an edition or a resolved entity."""
    qualifiers = statement.qualifiers
    if len(qualifiers) > 1:
        qualifiers = tuple(sorted(qualifiers, key=lambda qualifier: qualifier.name))
    return _named(
        CLAIM,
        [
            origin_parts(statement.origin),
            statement.subject,
            statement.predicate,
            value_parts(statement.object),
            [[item.name, value_parts(item.value)] for item in qualifiers],
            statement.valid,
            statement.polarity,
            statement.modality,
            _speaker_parts(statement),
        ],
    )


def _speaker_parts(statement: Statement) -> Json:
    """Who says so: an entity, a rule of ours with its version, or nobody but the document."""
    if statement.rule is not None:
        return ["rule", statement.rule]
    return statement.speaker


def evidence_id(claim: UUID, *, artifact: str | None, source: UUID, locator: str, stance: str) -> UUID:
    """Name a piece of evidence by its claim, the bytes (else the work), the place in them and its stance."""
    return _named(EVIDENCE, [claim, artifact or source, locator, stance])


def entity_id(dataset: str, kind: str, native: str) -> UUID:
    """Name an entity by the publisher's own id of it, else by the raw name with the country of the named thing.

    Only a register (`iso3166`, `geonames`) gives all publishers one entity for one code.
    """
    return _named(ENTITY, [dataset, kind, native])


def country_id(alpha2: str) -> UUID:
    """Name the register's entity of an ISO 3166-1 alpha-2 code."""
    return entity_id("iso3166", "Place", alpha2.upper())


def source_id(identity: str) -> UUID:
    """Name a source by its `doi:`, `ecli:`, `url:` (canonical), `dataset:` or `work:` identity."""
    return _named(SOURCE, [identity])


def judgement_id(one: UUID, other: UUID) -> UUID:
    """Name the judgement of a pair, whichever way round it is asked."""
    return _named(JUDGEMENT, sorted([str(one), str(other)]))


def dataset_id(slug: str) -> UUID:
    """Name a publisher's continuing database."""
    return _named(DATASET, [slug])


def coverage_id(place: UUID, topic: str, from_date: str, to_date: str) -> UUID:
    """Name a search by what was looked for."""
    return _named(COVERAGE, [str(place), topic, from_date, to_date])


def file_digest(content: bytes) -> str:
    """SHA-256 in hex, as artifacts are named."""
    return hashlib.sha256(content).hexdigest()
