"""What lists of restricted firms have in common: a legal instrument, the firms that it names, and documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from watchgraph.domain import urls
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Text
from watchgraph_importers.acts import Act, EntityKey, SourceKey, SourceStated, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import register_key
from watchgraph_importers.printed_dates import date_of
from watchgraph_importers.publishers import Row

COLLECTION: Final = "us-vendor-restrictions"
LICENCE: Final = "CC-BY-NC-4.0"
"""Of the keeper of the copies; the lists themselves are the work of the US government."""

NOBODY: Final = frozenset({"", "-", "\u2013", "\u2014", "unknown", "n/a", "none"})
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LIST = re.compile(r"\s*;\s*|,(?=\S)|\s*\|\s*")
_ENDING = re.compile(r"(.*\S)\s*\(([^()]+)\)")
_LEGAL_FORMS = frozenset({"limited", "ltd", "ltd.", "group", "inc.", "inc", "china", "usa"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalList:
    """A law or list that names firms. restriction: code of the list `restriction`. issuer: who keeps it."""

    slug: str
    title: str
    issuer: str
    restriction: str

    @property
    def key(self) -> EntityKey:
        """The instrument."""
        return EntityKey(dataset=self.slug, kind="LegalInstrument", native=self.title)

    def firm(self, name: str) -> EntityKey:
        """A firm by its name; what stands in brackets behind it is another name, and no part of the id."""
        return EntityKey(dataset=self.slug, kind="Organisation", native=without_alias(name)[0])

    def itself(self, *, column: str = "", named_in: str = "") -> Iterator[Act]:
        """Say what the list is. named_in: the column that has its title; empty where the whole file is the list."""
        issuer = EntityKey(dataset=self.slug, kind="Organisation", native=self.issuer)
        yield named(self.key, self.title, named_in, sort="RAW" if named_in else "PRIMARY")
        yield named(issuer, self.issuer, column, sort="RAW" if column else "PRIMARY")
        for predicate, value in (("issuedBy", issuer), ("jurisdiction", register_key("US"))):
            yield Stated(
                record="list", subject=self.key, predicate=predicate, object=value, column=column, repeats=True
            )

    def names_firm(
        self,
        record: str,
        firm: EntityKey,
        column: str,
        *,
        valid: str = "",
        qualifiers: tuple[tuple[str, Value], ...] = (),
    ) -> Stated:
        """State that the list names the firm."""
        kind: tuple[str, Value] = ("restriction", Code(scheme="restriction", code=self.restriction))
        return Stated(
            record=record,
            subject=self.key,
            predicate="restricts",
            object=firm,
            qualifiers=(kind, *qualifiers),
            column=column,
            valid=valid,
        )


def called(key: EntityKey, name: str, column: str, sort: str = "RAW") -> Stated:
    """State a firm's name, in Chinese where it is written so."""
    return named(key, name, column, sort=sort, lang="zh" if _HAN.search(name) else "en")


def without_alias(name: str) -> tuple[str, str]:
    """Part a name from the short one in brackets behind it: `… Co., Ltd. (Sugon)`; empty where there is none.

    A star behind the name refers to a footnote. `… Group (Limited)` is a legal form, `… (BVI) Co., Ltd.` one name.
    """
    plain = name.rstrip("* ")
    found = _ENDING.fullmatch(plain)
    if found is None or found[2].strip().lower() in _LEGAL_FORMS:
        return plain, ""
    return found[1], found[2].strip()


def names_in(cell: str) -> list[str]:
    """Part a list of names. A comma with a blank behind it belongs to a name (`Co., Ltd.`)."""
    return [name for name in _LIST.split(cell) if name and name.lower() not in NOBODY]


def period(row: Row, start: str, end: str) -> str:
    """Write the time that a firm stands on a list. Without an end it stands there still: removals are recorded.

    Raises FieldError for what is no date.
    """
    first, last = (_day(row, column) for column in (start, end))
    return f"{first}/{last or '..'}" if first else f"/{last}" if last else ""


def _day(row: Row, column: str) -> str:
    text = row[column]
    return "" if text.lower() in NOBODY else date_of(text, column, "should be a date such as 2024-01-31")


def document(row: Row, column: str, title: str, published: str) -> tuple[SourceKey, SourceStated] | None:
    """Describe the document that a cell gives the address of, None for an empty cell. published: EDTF.

    Raises FieldError for what is no web address.
    """
    address = row[column]
    if address.lower() in NOBODY:
        return None
    try:
        identity = f"url:{urls.canonical_url(urls.check_url(address))}"
    except urls.BadUrlError as error:
        raise FieldError("bad-url", column, str(error)) from error
    body = SourceRegistered(
        identity=identity,
        title=title,
        tier="PRIMARY_OFFICIAL",
        url=address,
        published=published,
        language="en",
    )
    return SourceKey(identity), SourceStated(body=body)


def reason(text: str) -> tuple[tuple[str, Value], ...]:
    """The reason for a listing, as a qualifier; nothing for an empty cell."""
    return (("reason", Text(text=text, lang="en")),) if text else ()
