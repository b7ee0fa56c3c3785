"""Country codes: names of countries in six languages, their codes in other registers, regions, capital, currency.

Publisher: Datahub (datasets/country-codes), from ISO, the UN, GeoNames, CLDR and others.
https://github.com/datasets/country-codes. Format: one CSV, a row a country or territory of ISO 3166-1.
Licence: PDDL 1.0, with a note on the bodies upstream. Rhythm: when a body upstream changes something.

The file states codes of ISO 3166-1, so its rows speak of the register's own entities. Namibia's code is `NA`.
"""

import re
from collections.abc import Iterator
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Text
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import is_country_code, part_of, register_key
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "country-codes"
HOME: Final = "https://github.com/datasets/country-codes"
ALPHA_2: Final = "ISO3166-1-Alpha-2"
DISPLAY_NAME: Final = "CLDR display name"
OFFICIAL_NAME: Final = "official_name_en"
CAPITAL: Final = "Capital"
CURRENCY: Final = "ISO4217-currency_alphabetic_code"
STANDING: Final = "is_independent"
WIKIDATA: Final = "wikidata_id"

NAMES: Final = {
    "official_name_ar": "ar",
    "official_name_cn": "zh",
    "official_name_en": "en",
    "official_name_es": "es",
    "official_name_fr": "fr",
    "official_name_ru": "ru",
    "UNTERM Arabic Short": "ar",
    "UNTERM Chinese Short": "zh",
    "UNTERM English Short": "en",
    "UNTERM French Short": "fr",
    "UNTERM Russian Short": "ru",
    "UNTERM Spanish Short": "es",
    "UNTERM Arabic Formal": "ar",
    "UNTERM Chinese Formal": "zh",
    "UNTERM English Formal": "en",
    "UNTERM French Formal": "fr",
    "UNTERM Russian Formal": "ru",
    "UNTERM Spanish Formal": "es",
}
"""Column to the language of its names (BCP 47)."""

CODES: Final = {
    ALPHA_2: "ISO_3166_1_ALPHA_2",
    "ISO3166-1-Alpha-3": "ISO_3166_1_ALPHA_3",
    "ISO3166-1-numeric": "ISO_3166_1_NUMERIC",
    "M49": "M49",
    "FIFA": "FIFA",
    "FIPS": "FIPS_10_4",
    "GAUL": "GAUL",
    "Geoname ID": "GEONAMES",
    "IOC": "IOC",
    "ITU": "ITU",
    WIKIDATA: "QID",
}
"""Column to the scheme of its codes."""

OF_THREE_DIGITS: Final = frozenset({"ISO_3166_1_NUMERIC", "M49"})
"""Schemes whose codes the file prints without their leading zeros."""

REGIONS: Final = (
    ("Intermediate Region Code", "Intermediate Region Name"),
    ("Sub-region Code", "Sub-region Name"),
    ("Region Code", "Region Name"),
    ("Global Code", "Global Name"),
)
"""Columns of the UN's regions, code and name, the smallest first; each lies in the next that is given."""

CLASSES: Final = {
    "Least Developed Countries (LDC)": "LDC",
    "Land Locked Developing Countries (LLDC)": "LLDC",
    "Small Island Developing States (SIDS)": "SIDS",
}
STANDINGS: Final = {
    "part of": "PART",
    "territory of": "TERRITORY",
    "territories of": "TERRITORY",
    "crown dependency of": "CROWN_DEPENDENCY",
    "commonwealth of": "COMMONWEALTH",
    "associated with": "ASSOCIATED",
}
STANDINGS_ALONE: Final = {"yes": "INDEPENDENT", "in contention": "CONTESTED", "international": "INTERNATIONAL"}

LONGEST_ABBREVIATION: Final = 3
_STANDING = re.compile(r"(.+ (?:of|with)) ([A-Z]{2})")
_QID = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_DIGITS = re.compile(r"\d{1,3}", re.ASCII)


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a country states."""
    code = row[ALPHA_2]
    if not code:
        yield NotData("no code of ISO 3166-1")
        return
    if not is_country_code(code):
        raise FieldError("unknown-code", ALPHA_2, "should be an alpha-2 code of ISO 3166-1, such as NA for Namibia")
    country = register_key(code)
    yield from _names(row, country)
    yield from _codes(row, country)
    yield from _regions(row, country)
    yield from _capital(row, country)
    yield from _standing(row, country)
    for currency in _currencies(row):
        yield _stated(country, "currency", Code(scheme="currency", code=currency), CURRENCY)


def _names(row: Row, country: EntityKey) -> Iterator[Act]:
    """The short English name comes first. Where that is an abbreviation (`US`), the official one does."""
    display = row[DISPLAY_NAME]
    short = display.isupper() and len(display) <= LONGEST_ABBREVIATION
    first = row[OFFICIAL_NAME] if short or not display else display
    if first:
        column = OFFICIAL_NAME if first != display else DISPLAY_NAME
        yield named(country, first, column, record=country.native, sort="PRIMARY")
    if short:
        yield named(country, display, DISPLAY_NAME, record=country.native, sort="ABBREVIATION")
    seen = {("en", first)}
    for column, lang in NAMES.items():
        if (name := row[column]) and (lang, name) not in seen:
            seen.add((lang, name))
            yield named(country, name, column, record=country.native, sort="ALIAS", lang=lang)


def _codes(row: Row, country: EntityKey) -> Iterator[Act]:
    for column, scheme in CODES.items():
        if text := row[column]:
            qualifier = ("scheme", Code(scheme="id-scheme", code=scheme))
            yield _stated(country, "externalId", Text(text=_code(text, column, scheme)), column, qualifier)


def _code(text: str, column: str, scheme: str) -> str:
    if column == WIKIDATA:
        found = _QID.fullmatch(text)
        if found is None:
            raise FieldError("bad-code", column, "should be an item of Wikidata, such as Q1030")
        return found[1]
    return _three_digits(text, column) if scheme in OF_THREE_DIGITS else text


def _three_digits(text: str, column: str) -> str:
    if not _DIGITS.fullmatch(text):
        raise FieldError("bad-code", column, "should be a number of at most three digits")
    return text.zfill(3)


def _regions(row: Row, country: EntityKey) -> Iterator[Act]:
    inner: EntityKey | None = None
    for code, name in REGIONS:
        if row[code] and row[name]:
            region = EntityKey(dataset=SLUG, kind="Group", native=_three_digits(row[code], code))
            yield named(region, row[name], name)
            yield _stated(country, "partOf", region, name)
            if inner is not None:
                yield part_of(inner, region, name)
            inner = region
    for column, native in CLASSES.items():
        if row[column].lower() == "x":
            group = EntityKey(dataset=SLUG, kind="Group", native=native)
            yield named(group, column, column)
            yield _stated(country, "partOf", group, column)


def _capital(row: Row, country: EntityKey) -> Iterator[Act]:
    if name := row[CAPITAL]:
        city = EntityKey(dataset=SLUG, kind="Place", native=f"{name}, {country.native}")
        yield named(city, name, CAPITAL)
        yield _stated(country, "capital", city, CAPITAL)
        yield Stated(record=country.native, subject=city, predicate="partOf", object=country, column=CAPITAL)


def _standing(row: Row, country: EntityKey) -> Iterator[Act]:
    text = row[STANDING]
    if not text:
        return
    code = STANDINGS_ALONE.get(text.lower())
    of = _STANDING.fullmatch(text)
    if of is not None and is_country_code(of[2]) and (code := STANDINGS.get(of[1].lower())):
        qualifier = ("of", register_key(of[2]))
        yield _stated(country, "sovereignty", Code(scheme="sovereignty", code=code), STANDING, qualifier)
    elif code is not None:
        yield _stated(country, "sovereignty", Code(scheme="sovereignty", code=code), STANDING)
    else:
        raise FieldError("unknown-code", STANDING, "should be Yes, In contention, International or e.g. Part of FR")


def _currencies(row: Row) -> list[str]:
    codes = [code.strip() for code in row[CURRENCY].split(",") if code.strip()]
    if not all(map(_CURRENCY.fullmatch, codes)):
        raise FieldError("bad-code", CURRENCY, "should be codes of ISO 4217 of three letters, parted by commas")
    return codes


def _stated(country: EntityKey, predicate: str, value: Value, column: str, *qualifiers: tuple[str, Value]) -> Stated:
    return Stated(
        record=country.native,
        subject=country,
        predicate=predicate,
        object=value,
        qualifiers=qualifiers,
        column=column,
    )


PREDICATES: Final = ("name", "externalId", "partOf", "capital", "sovereignty", "currency")

TABLE: Final = Table(
    file=r"country-codes.*\.csv(\.gz)?",
    read=frozenset(
        {
            DISPLAY_NAME,
            CAPITAL,
            CURRENCY,
            STANDING,
            *NAMES,
            *CODES,
            *CLASSES,
            *(column for pair in REGIONS for column in pair),
        }
    ),
    ignored=frozenset(
        {
            "Continent",
            "DS",
            "Dial",
            "EDGAR",
            "ISO4217-currency_country_name",
            "ISO4217-currency_minor_unit",
            "ISO4217-currency_name",
            "ISO4217-currency_numeric_code",
            "Languages",
            "MARC",
            "TLD",
            "WMO",
        }
    ),
)

COUNTRY_CODES: Final = Publisher(
    name="country-codes",
    dataset=DatasetRegistered(
        slug=SLUG, title="Country codes", publisher="Datahub", home_page=HOME, licence="PDDL-1.0"
    ),
    source=SourceRegistered(
        identity="url:https://github.com/datasets/country-codes",
        title="Comprehensive country codes",
        tier="DATASET",
        url=HOME,
        publisher="Datahub",
        authors=("Evan Wheeler",),
        language="en",
        licence="PDDL-1.0",
    ),
    mapping=1,
    scope=PREDICATES,
    rhythm="when a body upstream changes something",
    editions=(
        # Dated as its own description says; some cells are newer.
        Published(name="2023-09", published="2023-09-25", tables=(TABLE,), covers=PREDICATES, declared=249),
    ),
    claims=claims,
)
