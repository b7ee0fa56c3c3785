"""The lines of a claim file: one JSON object each, told apart by their first key."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import msgspec
from msgspec.structs import fields

from watchgraph.domain.forms import Form
from watchgraph.domain.statements import Modality, Polarity, Stance
from watchgraph.domain.texts import HiddenCharacterError, check_visible
from watchgraph.vocabulary import nearest
from watchgraph_importers.errors import FieldError, ManyFieldsError


class DatasetLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """First line: whose file it is, and which edition."""

    dataset: str
    title: str
    publisher: str
    edition: str
    published: str
    licence: str
    home_page: str | None = None


class SourceLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source. source: its name in this file; the rest as in the event `source.registered`."""

    source: str
    identity: str
    title: str
    tier: str
    url: str | None = None
    canonical_url: str | None = None
    archived_url: str | None = None
    doi: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str = ""
    language: str = "und"
    licence: str = "NOASSERTION"
    reliability: str = "F"
    identified: bool = True
    related: tuple[str, ...] = ()
    note: str | None = None
    self_interested: bool = False


class LivenessLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source was looked for. liveness: the source; observer: an entity or source."""

    liveness: str
    status: str
    observed: str
    observer: str | None = None
    last_live: str | None = None
    basis: str | None = None


class LineageLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source hangs on another. lineage: the one that takes."""

    lineage: str
    origin: str
    relation: str
    basis: str


class EntityLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entity. iso3166: for a country, its alpha-2 code.

    private: a person named by role only; so is everybody of whom no line claims a `publicRole`.
    """

    entity: str
    kind: str
    iso3166: str | None = None
    private: bool = False


class ClaimLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"qualifiers": "with"}):
    """One statement. claim: the record, which may be several lines; object and qualifiers as the predicate's range."""

    claim: str
    subject: str
    predicate: str
    source: str
    locator: str
    object: Form | None = None
    qualifiers: dict[str, Form] = {}
    valid: str = ""
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.FACT
    speaker: str | None = None
    relays: str | None = None
    stance: Stance = Stance.SUPPORTS
    credibility: int | None = None
    self_interested: bool = False


class EvidenceLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """More evidence for the claims of a record."""

    evidence: str
    source: str
    locator: str
    stance: Stance = Stance.SUPPORTS
    relays: str | None = None
    self_interested: bool = False


class RankLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record ranked among its rivals. rank: the record; to: code of the list `rank`."""

    rank: str
    to: str
    reason: str


class DisputeLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Records disputed. claims, rivals: records of this file, or one claim of a record (`C002 plannedSites`)."""

    dispute: str
    claims: tuple[str, ...]
    grounds: str
    text: str
    rivals: tuple[str, ...] = ()
    party: str | None = None


Line = (
    DatasetLine
    | SourceLine
    | LivenessLine
    | LineageLine
    | EntityLine
    | ClaimLine
    | EvidenceLine
    | RankLine
    | DisputeLine
)

LINES: Final[dict[str, type[Line]]] = {
    "dataset": DatasetLine,
    "liveness": LivenessLine,
    "lineage": LineageLine,
    "entity": EntityLine,
    "claim": ClaimLine,
    "evidence": EvidenceLine,
    "rank": RankLine,
    "dispute": DisputeLine,
    "source": SourceLine,
}
"""Which key a line begins with, and what it then is, in the order of looking."""


def first_key(text: str) -> str:
    """Return the key that a line begins with; empty where it has none. Raises FieldError where it is no object."""
    return next(iter(_keys(text)), "")


def _keys(text: str) -> dict[str, msgspec.Raw]:
    try:
        return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError) as error:
        raise FieldError("not-json", "", f"should be one JSON object: {error}") from error


def read_line(text: str) -> Line | None:
    """Read a line; None for a blank one. Raises FieldError or ManyFieldsError."""
    if not text.strip():
        return None
    keys = _keys(text)
    first = next(iter(keys), "")
    if first not in LINES:
        raise FieldError("unknown-line", first, f"the first key should be one of {', '.join(LINES)}")
    shape = LINES[first]
    if errors := [*_unknown(keys, shape), *_missing(keys, shape), *_no_codes(keys, shape)]:
        raise ManyFieldsError(errors)
    try:
        line = msgspec.json.decode(text, type=shape)
    except msgspec.ValidationError as error:
        words, _, path = str(error).partition(" - at `$.")
        raise FieldError("wrong-line", path.rstrip("`"), words) from error
    for field, value in msgspec.structs.asdict(line).items():
        try:
            check_visible(value)
        except HiddenCharacterError as error:
            raise FieldError(error.code, field, str(error)) from error
    return line


def _unknown(keys: dict[str, msgspec.Raw], shape: type[Line]) -> Iterator[FieldError]:
    known = [field.encode_name for field in fields(shape)]
    for key in keys:
        if key not in known:
            right = nearest(key, known) or f"; this line has {', '.join(known)}"
            yield FieldError("unknown-key", key, f"unknown key {key!r}{right}")


def _missing(keys: dict[str, msgspec.Raw], shape: type[Line]) -> Iterator[FieldError]:
    for field in fields(shape):
        key = field.encode_name
        if field.required and key not in keys:
            right = f"the line should have the key {key!r}"
            yield FieldError(f"missing-{key.replace('_', '-')}", key, right)


def _no_codes(keys: dict[str, msgspec.Raw], shape: type[Line]) -> Iterator[FieldError]:
    """Name what is none of the few codes that the line's own fields may have."""
    for field in fields(shape):
        codes = field.type
        if not (isinstance(codes, type) and issubclass(codes, StrEnum)) or field.encode_name not in keys:
            continue
        given = msgspec.json.decode(keys[field.encode_name])
        if isinstance(given, str) and given not in [code.value for code in codes]:
            right = f"unknown code {given!r}; right are {', '.join(codes)}"
            yield FieldError("unknown-code", field.encode_name, right)
