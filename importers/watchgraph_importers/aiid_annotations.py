"""Annotations of the AI Incident Database: two taxonomies of CSET and one of MIT, each a speaker of its own.

The annotators read the same reports and may differ: their statements are rivals. What they wrote down for each other
(notes, status, quality control) and what repeats the incident is left alone. One column name stands twice in CSETv1.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from watchgraph.domain.statements import Polarity
from watchgraph.domain.values import Code, Date, Quantity
from watchgraph_importers.acts import Act, EntityKey, Stated
from watchgraph_importers.aiid_columns import (
    CITY,
    COUNTRY,
    CSET_V0_LABELS,
    CSET_V1_LABELS,
    DAY,
    ID,
    MIT_LABELS,
    MONTH,
    STATE,
    YEAR,
)
from watchgraph_importers.cells import exactly
from watchgraph_importers.errors import FieldError
from watchgraph_importers.incident_records import Record
from watchgraph_importers.naming import named
from watchgraph_importers.parties import parties_in
from watchgraph_importers.places import is_country_code, part_of, register_key, same_country, state_in
from watchgraph_importers.printed_dates import MONTHS, month_of
from watchgraph_importers.publishers import Row

SLUG: Final = "aiid"
ANNOTATORS: Final = MappingProxyType(
    {
        "CSETv0": "CSET annotators, taxonomy version 0",
        "CSETv1": "CSET annotators, taxonomy version 1",
        "MIT": "MIT annotators, AI risk taxonomy",
    }
)
CODE: Final = 2
UNPUBLISHED: Final = "The database has not published this annotation yet."
UNCLEAR: Final = frozenset({"unclear", "unknown", "unclear/unknown", "unknown/unclear", "maybe", "--"})
NOWHERE: Final = frozenset({"", "global", "unknown", "unclear", "online", "worldwide", "multiple", "eu", "n/a"})
YES_OR_NO: Final = MappingProxyType(
    {"true": "yes", "false": "no", "yes": "yes", "no": "no", "maybe": "maybe", "unclear": "unclear"}
)
NEAR_MISS: Final = MappingProxyType({"harm caused": "HARM", "near miss": "NEAR_MISS"})
TANGIBLE_HARM: Final = MappingProxyType(
    {
        "tangible harm definitively occurred": "HARM",
        "imminent risk of tangible harm (near miss) did occur": "NEAR_MISS",
        "non-imminent risk of tangible harm (an issue) occurred": "ISSUE",
        "no tangible harm, near-miss, or issue": "NONE",
    }
)
LISTED: Final = re.compile(
    r"(?:arts, entertainment and recreation|professional, scientific and technical activities"
    r"|electricity, gas, steam and air conditioning supply"
    r"|water supply, sewerage, waste management and remediation activities|[^,;])+",
    re.IGNORECASE,
)
"""Labels parted by commas; four sectors of the industrial classification have commas of their own."""

FACE_RECOGNITION: Final = re.compile(r"\bfac(?:e|ial)[ -]recogn?it?i?on\b", re.IGNORECASE)


def cset_v0(row: Row) -> Iterator[Act]:
    """Say what an annotation of the first taxonomy states."""
    record = record_of(row)
    yield from _annotator(row, record)
    yield from _place_in_words(row, record)
    yield from _level(row, record, "Near Miss", NEAR_MISS)
    if row["Lives Lost"]:
        lost = _answer(row, "Lives Lost") == "yes"
        deaths = Quantity(min="1" if lost else "0", max=None if lost else "0", unit="person")
        yield record.said("deaths", deaths, "Lives Lost")
    if row["System Developer"]:
        yield from record.taking_part("DEVELOPER", parties_in(row["System Developer"]), "System Developer")
    for column, aspect in CSET_V0_LABELS.items():
        yield from _labels(row, record, column, aspect)


def cset_v1(row: Row) -> Iterator[Act]:
    """Say what an annotation of the second taxonomy states."""
    record = record_of(row)
    yield from _annotator(row, record)
    if day := annotated_day(row):
        yield record.said("occurredOn", Date(edtf=day), YEAR, valid=day)
    yield from _place_in_columns(row, record)
    yield from _level(row, record, "Tangible Harm", TANGIBLE_HARM)
    for column, predicate in {"Lives Lost": "deaths", "Injuries": "injuries"}.items():
        if (people := exactly(row, column, "person")) is not None:
            yield record.said(predicate, people, column)
    for column, aspect in CSET_V1_LABELS.items():
        yield from _labels(row, record, column, aspect)


def mit(row: Row) -> Iterator[Act]:
    """Say what an annotation of the risk taxonomy states."""
    record = record_of(row)
    yield from _annotator(row, record)
    for column, aspect in MIT_LABELS.items():
        if words := row[column]:
            yield record.labelled(aspect, words, column)


def record_of(row: Row) -> Record:
    """Name the record: the incident, and who annotates it. Raises FieldError."""
    native, namespace = row[ID], row["Namespace"]
    if not native.isdecimal():
        raise FieldError("no-id", ID, "should be the number of an incident")
    if namespace not in ANNOTATORS:
        raise FieldError("unknown-code", "Namespace", f"should be one of {', '.join(ANNOTATORS)}")
    return Record(
        incident=EntityKey(dataset=SLUG, kind="Incident", native=native),
        id=f"{native}|{namespace}",
        valid="",
        speaker=EntityKey(dataset=SLUG, kind="Organisation", native=namespace),
        doubt=UNPUBLISHED if row["Published"].casefold() == "false" else None,
    )


def annotated_day(row: Row) -> str:
    """Read year, month and day as EDTF, as far as they go; empty without a year. Raises FieldError (not-a-date)."""
    year, month, day = ("" if row[column].casefold() in UNCLEAR else row[column] for column in (YEAR, MONTH, DAY))
    if not year:
        return ""
    number = str(month_of(month[:3]) or month)
    if not re.fullmatch(r"(?:19|20)\d\d", year, re.ASCII):
        raise FieldError("not-a-date", YEAR, "should be a year of four digits")
    if number and not (number.isdecimal() and 1 <= int(number) <= len(MONTHS)):
        raise FieldError("not-a-date", MONTH, "should be a month, from 01 to 12")
    if day and not day.isdecimal():
        raise FieldError("not-a-date", DAY, "should be a day, from 01 to 31")
    return year + (f"-{number:0>2}" + (f"-{day:0>2}" if day else "") if number else "")


def _annotator(row: Row, record: Record) -> Iterator[Act]:
    yield named(record.speaker, ANNOTATORS[row["Namespace"]], "Namespace", sort="PRIMARY")


def _answer(row: Row, column: str) -> str:
    answer = YES_OR_NO.get(row[column].casefold())
    if answer is None:
        raise FieldError("unknown-code", column, "should be yes, no or maybe")
    return answer


def _level(row: Row, record: Record, column: str, codes: Mapping[str, str]) -> Iterator[Stated]:
    words = row[column].casefold()
    if words in UNCLEAR:
        yield record.said("harmLevel", None, column, polarity=Polarity.UNKNOWN)
    elif words:
        if words not in codes:
            raise FieldError("unknown-code", column, f"should be one of {', '.join(codes)}, unclear")
        yield record.said("harmLevel", Code(scheme="harm-level", code=codes[words]), column)


def _labels(row: Row, record: Record, column: str, aspect: str) -> Iterator[Act]:
    if not row[column] or (row[column].casefold() in UNCLEAR and aspect != "PUBLIC_SECTOR"):
        return
    if aspect == "PUBLIC_SECTOR":
        yield record.labelled(aspect, _answer(row, column), column)
        return
    whole = aspect == "INTENT"
    words = [row[column]] if whole else [found[0].strip() for found in LISTED.finditer(row[column])]
    for label in dict.fromkeys(words):
        if label and label.casefold() not in UNCLEAR and label.casefold() != "none":
            yield record.labelled(aspect, label, column)
            if aspect == "TASK" and FACE_RECOGNITION.search(label):
                yield from face_recognition(record, column)


def face_recognition(record: Record, column: str) -> Iterator[Act]:
    """State that the incident is about facial recognition."""
    key = EntityKey(dataset=SLUG, kind="Technology", native="Facial recognition")
    yield named(key, key.native, column, sort="PRIMARY")
    yield record.said("usesTechnology", key, column)


def _place_in_words(row: Row, record: Record) -> Iterator[Act]:
    """A place as one annotator wrote it (`Lagos, Nigeria`), within the country or state where it ends in one."""
    for name in re.split(r"\s*[/;]\s*", row["Location"]):
        if name.casefold() in NOWHERE:
            continue
        place = _place(name)
        yield named(place, name, "Location")
        yield from _around(place, name, "Location")
        yield record.said("occurredIn", place, "Location")


def _around(place: EntityKey, name: str, column: str) -> Iterator[Act]:
    """What lies around it: the last of its words, where that is a country or a state and not both (`Georgia`)."""
    last = _place("" if ")" in name else name.rpartition(",")[2].strip())
    judged, country = same_country(last), None if last == place else state_in(last.native)
    if judged is not None and country is not None:
        return
    if judged is not None:
        yield judged
    elif country is not None:
        yield part_of(last, register_key(country), column)
    else:
        return
    if last != place:
        yield named(last, last.native, column)
        yield part_of(place, last, column)


def _place_in_columns(row: Row, record: Record) -> Iterator[Act]:
    """The smallest place of city, state and country, within the larger ones."""
    country, acts = _country(row)
    yield from acts
    states: list[EntityKey] = []
    for name in re.split(r"\s*[;,/]\s*", row[STATE]):
        if name:
            state = _place(f"{name}, {row[COUNTRY]}" if country else name)
            states.append(state)
            yield named(state, name, STATE)
            if country is not None:
                yield part_of(state, country, STATE)
    if city := row[CITY]:
        within = states[0] if len(states) == 1 else country
        place = _place(", ".join(part for part in (city, row[STATE], row[COUNTRY]) if part))
        yield named(place, city, CITY)
        if within is not None:
            yield part_of(place, within, CITY)
        yield record.said("occurredIn", place, CITY)
        return
    for state in states:
        yield record.said("occurredIn", state, STATE)
    if country is not None and not states:
        yield record.said("occurredIn", country, COUNTRY)


def _country(row: Row) -> tuple[EntityKey | None, list[Act]]:
    """The country, by its code of ISO 3166-1 or, where a name stands there, by that name; None without one.

    Raises FieldError (unknown-code) for two letters that are no code.
    """
    text = row[COUNTRY]
    if text.casefold() in NOWHERE:
        return None, []
    if is_country_code(text.upper()):
        return register_key(text.upper()), []
    named_country = _place(text)
    judged = same_country(named_country)
    if judged is None and len(text) == CODE:
        raise FieldError("unknown-code", COUNTRY, "should be a code of ISO 3166-1, such as US")
    return named_country, [*([] if judged is None else [judged]), named(named_country, text, COUNTRY)]


def _place(native: str) -> EntityKey:
    return EntityKey(dataset=SLUG, kind="Place", native=native)
