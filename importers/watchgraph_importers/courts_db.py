"""Courts of the United States, of today and of the past, with the names that they are cited by.

Publisher: Free Law Project, https://github.com/freelawproject/courts-db. Format: JSON, an object a court. Licence:
BSD-2-Clause. Rhythm: now and then.

A court has the publisher's id (`ilnd`), since several share a name (Orange County Court). Its location is a state,
a territory or a country; of a state it is not asked whether a country has the same name (Georgia). Patterns by which
the publisher finds names in texts are left alone, since parts of them are missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

import msgspec

from watchgraph.domain import urls
from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Text, Url
from watchgraph_importers.acts import Act, EntityKey, Judged, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import part_of, register_key, same_country
from watchgraph_importers.printed_dates import date_of
from watchgraph_importers.publishers import Format, Published, Publisher, Row, Table

SLUG: Final = "courts-db"
ID_SCHEME: Final = "COURTS_DB"
RIGHT_DAY: Final = "should hold days such as 1911-01-01"

LEVELS: Final = {
    "colr": "LAST_RESORT",
    "iac": "INTERMEDIATE_APPELLATE",
    "gjc": "GENERAL_JURISDICTION",
    "ljc": "LIMITED_JURISDICTION",
    "trial": "TRIAL",
}
TYPES: Final = {
    "trial": "TRIAL",
    "appellate": "APPELLATE",
    "iac": "APPELLATE",
    "bankruptcy": "BANKRUPTCY",
    "ag": "ATTORNEY_GENERAL",
    "special": "SPECIAL",
    "international": "INTERNATIONAL",
}
SYSTEMS: Final = {
    "federal": "FEDERAL",
    "state": "STATE",
    "tribal": "TRIBAL",
    "colonial": "COLONIAL",
    "extraterritorial": "EXTRATERRITORIAL",
    "international": "INTERNATIONAL",
    "special": "SPECIAL_SYSTEM",
}
CLASSES: Final[Mapping[str, Mapping[str, str]]] = {"level": LEVELS, "type": TYPES, "system": SYSTEMS}
NO_COURT: Final = "ag"
"""Attorneys general give opinions that are cited as judgments are; they are no courts."""

CAPITAL: Final = "Washington D.C."
CAPITAL_SPELLINGS: Final = frozenset({CAPITAL, "D.C.", "DC", "District of Columbia"})
PLACES_RULE: Final = "courts-places/1"


class Period(msgspec.Struct, frozen=True):
    """When a court existed: days, None where the publisher has none."""

    start: str | None = None
    end: str | None = None


_PERIODS: Final = msgspec.json.Decoder(list[Period])


def claims(row: Row) -> Iterator[Act]:
    """Say what the record of a court states."""
    if not row["id"]:
        yield NotData("no id")
        return
    court = Court(row)
    yield from court.names()
    yield from court.classes()
    yield from court.places()
    yield from court.existence()
    yield from court.pages()


class Court:
    """One record, and the statements in it."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._id = row["id"]
        self._key = court_key(self._id)

    def _say(self, predicate: str, column: str, value: Value, qualifiers: tuple[tuple[str, Value], ...] = ()) -> Stated:
        return Stated(
            record=self._id,
            subject=self._key,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=column,
        )

    def names(self) -> Iterator[Act]:
        """Its id, its name, and how it is cited."""
        scheme: tuple[str, Value] = ("scheme", Code(scheme="id-scheme", code=ID_SCHEME))
        yield self._say("externalId", "id", Text(text=self._id), (scheme,))
        for column, sort in (
            ("name", "RAW"),
            ("citation_string", "ABBREVIATION"),
            ("name_abbreviation", "ABBREVIATION"),
        ):
            if name := self._row[column]:
                yield named(self._key, name, column, record=self._id, sort=sort)

    def classes(self) -> Iterator[Act]:
        """Level, type and system; a cell may join two (`gjc & iac`)."""
        found: dict[str, str] = {}
        for column, codes in CLASSES.items():
            for word in filter(None, (part.strip() for part in self._row[column].split("&"))):
                if word not in codes:
                    raise FieldError("unknown-code", column, f"should be one of {', '.join(codes)}")
                found.setdefault(codes[word], column)
        for code, column in found.items():
            yield self._say("courtClass", column, Code(scheme="court-class", code=code))

    def places(self) -> Iterator[Act]:
        """Where it has jurisdiction, and the court or class of courts that it is a unit of."""
        if location := self._row["location"]:
            place = EntityKey(dataset=SLUG, kind="Place", native=location)
            yield named(place, location, "location")
            yield from _where(place)
            yield self._say("jurisdiction", "location", place)
        if parent := self._row["parent"]:
            yield self._say("partOf", "parent", court_key(parent))

    def existence(self) -> Iterator[Act]:
        """When it was a court. Without an end nothing is said of an end."""
        if NO_COURT in self._row["type"].split():
            return
        court = Code(scheme="organisation-type", code="COURT")
        for valid, doubt in self._times() or [("", None)]:
            stated = self._say("isA", "dates" if valid or doubt else "id", court)
            yield replace(stated, valid=valid, doubt=doubt)

    def _times(self) -> list[tuple[str, str | None]]:
        try:
            periods = _PERIODS.decode(self._row["dates"] or "[]")
        except msgspec.DecodeError as error:
            raise FieldError("not-dates", "dates", f"should be objects with start and end ({error})") from error
        found = [_interval(period) for period in periods]
        return [each for each in dict.fromkeys(found) if each != ("", None)]

    def pages(self) -> Iterator[Act]:
        """Its page on the web, and the publisher's note."""
        for column in ("court_url", "url"):
            if address := self._row[column]:
                try:
                    yield self._say("webPage", column, Url(url=urls.check_url(address)))
                except urls.BadUrlError as error:
                    raise FieldError("bad-url", column, str(error)) from error
        if note := self._row["notes"].removeprefix("See:").strip():
            yield self._say("description", "notes", Text(text=note, lang="en"))


def court_key(native: str) -> EntityKey:
    """Name a court by the publisher's id."""
    return EntityKey(dataset=SLUG, kind="Organisation", native=native)


def _interval(period: Period) -> tuple[str, str | None]:
    """Write a period as EDTF; of one that ends before it begins nothing but a doubt."""
    start, end = (date_of(text or "", "dates", RIGHT_DAY) for text in (period.start, period.end))
    if start and end and end < start:
        return "", f"The file has it end ({end}) before it begins ({start})."
    if end:
        return f"{start}/{end}", None
    return start, None


def _where(place: EntityKey) -> Iterator[Act]:
    """Say that a state lies in the United States, or which country a place is."""
    if place.native in CAPITAL_SPELLINGS and place.native != CAPITAL:
        capital = EntityKey(dataset=SLUG, kind="Place", native=CAPITAL)
        basis = f"{place.native!r} and {CAPITAL!r} are the capital district: the same file has both"
        yield Judged(left=place, right=capital, basis=basis, rule=PLACES_RULE, score=100)
    if place.native in states() | CAPITAL_SPELLINGS:
        yield part_of(place, register_key("US"), "location")
    elif (judged := same_country(place)) is not None:
        yield judged


@cache
def states() -> frozenset[str]:
    """The names of the states of the United States, by ISO 3166-2."""
    from pycountry import subdivisions  # noqa: PLC0415 - slow to import, and few imports need it

    return frozenset(each.name for each in subdivisions if each.country_code == "US" and each.type == "State")


PREDICATES: Final = (
    "name",
    "externalId",
    "isA",
    "courtClass",
    "jurisdiction",
    "partOf",
    "webPage",
    "description",
)

COURTS_DB: Final = Publisher(
    name="courts-db",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Courts of the United States",
        publisher="Free Law Project",
        home_page="https://github.com/freelawproject/courts-db",
        licence="BSD-2-Clause",
    ),
    source=SourceRegistered(
        identity="url:https://github.com/freelawproject/courts-db",
        title="courts-db",
        tier="DATASET",
        url="https://github.com/freelawproject/courts-db",
        publisher="Free Law Project",
        language="en",
        licence="BSD-2-Clause",
    ),
    rhythm="now and then",
    mapping=1,
    scope=PREDICATES,
    editions=(
        Published(
            name="b8918b5",
            published="",
            tables=(
                Table(
                    file=r"courts.*\.json(\.gz)?",
                    format=Format.JSON,
                    read=frozenset(
                        {
                            *("id", "name", "citation_string", "name_abbreviation", "level", "type", "system"),
                            *("location", "parent", "dates", "court_url", "url", "notes"),
                        }
                    ),
                    optional=frozenset({"name_abbreviation", "parent", "court_url", "url", "notes"}),
                    ignored=frozenset(
                        {
                            # Patterns and specimens for finding names in texts.
                            *("regex", "examples", "sub_names", "cites"),
                            # The state again, in letters of the publisher's own.
                            "jurisdiction",
                            # How courts of one name are split and whom they report to, filled for few.
                            *("locations", "divisions", "division", "division_type", "federal_circuit"),
                            *("appeal_to", "lower_courts", "reorganization_dates", "bankruptcy"),
                            *("active", "case_types", "group_id"),
                        }
                    ),
                ),
            ),
            covers=PREDICATES,
            declared=2809,
        ),
    ),
    claims=claims,
)
