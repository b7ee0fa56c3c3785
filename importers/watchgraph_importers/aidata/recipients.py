"""Where a flow goes: a country by its stated code; several, or a region, as a group that countries are part of."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from watchgraph_importers.acts import Act, EntityKey, Stated
from watchgraph_importers.aidata.database import GROUP, PLACE, SLUG
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import alpha2, is_country_code, match_country, register_key
from watchgraph_importers.publishers import Row

REGIONAL: Final = ", regional"
"""How names of regions end. Africa as a region has a code of the publisher's own, XR, the others have none."""

KOSOVO: Final = frozenset({"XKX", "KSV", "UNK"})
"""Codes in use for a country that the register has not."""

ALPHA3: Final = 3
"""Letters of an ISO 3166-1 alpha-3 code; what is longer is the name of a region."""


class Recipient(NamedTuple):
    """One of the recipients of a row. code: as the row has it, empty for most regions.

    name: as the row has it, empty where its lists are out of step. is_country: the code is one of ISO 3166-1.
    """

    code: str
    name: str
    is_country: bool


def read_recipients(row: Row) -> tuple[Recipient, ...]:
    """Read the lists of codes and names, which go in step; sorted by code, each once.

    The country whose code is NA has lost it in some releases, so its longer one is read.
    Raises FieldError for an alpha-3 code that is none.
    """
    return _read(row["recipient_iso2"], row["recipient_iso3"], row["recipient_oecd_name"])


@lru_cache(maxsize=1024)
def _read(short: str, long: str, names: str) -> tuple[Recipient, ...]:
    lists = [[part.strip() for part in cell.split(";")] for cell in (short, long, names)]
    length = max(len(lists[0]), len(lists[1]))
    in_step = len(lists[2]) == length
    codes, threes, called = ([*cells, *[""] * length][:length] for cells in lists)
    found: dict[str, Recipient] = {}
    for stated, three, name in zip(codes, threes, called, strict=True):
        code = stated or _from_alpha3(three)
        if code or three:
            found.setdefault(code, Recipient(code, name if in_step else "", is_country_code(code)))
    return tuple(found[code] for code in sorted(found))


def _from_alpha3(three: str) -> str:
    if len(three) != ALPHA3 or three in KOSOVO:
        return ""
    if code := alpha2(three):
        return code
    raise FieldError("unknown-country", "recipient_iso3", "should be an ISO 3166-1 alpha-3 code")


def recipient_key(row: Row, recipients: tuple[Recipient, ...]) -> EntityKey | None:
    """Name what the recipients are together: a country, or a group by their codes, else by its name."""
    if len(recipients) == 1:
        (one,) = recipients
        if one.is_country:
            return register_key(one.code)
        if one.name and not one.name.endswith(REGIONAL):
            return EntityKey(dataset=SLUG, kind=PLACE, native=one.name)
    native = "; ".join(one.code for one in recipients if one.code)
    if not native and row["all_recipients"].endswith(REGIONAL):
        native = row["all_recipients"]
    return EntityKey(dataset=SLUG, kind=GROUP, native=native) if native else None


def recipient_names(row: Row, recipients: tuple[Recipient, ...], together: EntityKey) -> Iterator[Act]:
    """State what the recipients are called, and which countries a group of them holds."""
    for one in recipients:
        yield from _named(one, one.name, "recipient_oecd_name")
    if len(recipients) == 1 and _names_one(row) and row["all_recipients"] != recipients[0].name:
        yield from _named(recipients[0], row["all_recipients"], "all_recipients")
    if together.kind == PLACE:
        if not together.register:
            yield named(together, together.native, "recipient_oecd_name")
        return
    record = f"recipients:{together.native}"
    if row["all_recipients"]:
        yield named(together, row["all_recipients"], "all_recipients", record=record)
    for one in recipients:
        if one.is_country:
            yield Stated(
                record=record,
                subject=register_key(one.code),
                predicate="partOf",
                object=together,
                column="recipient_iso2",
                repeats=True,
            )


def _names_one(row: Row) -> bool:
    """Whether the cell of all recipients is the name of one country, and lists neither it twice nor a blank."""
    return match_country(row["all_recipients"]) is not None


def _named(one: Recipient, name: str, column: str) -> Iterator[Act]:
    if one.is_country and name:
        yield named(register_key(one.code), name, column, record=f"country:{one.code}:{name}")
