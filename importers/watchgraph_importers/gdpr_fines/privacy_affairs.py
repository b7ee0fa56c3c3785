"""Fines under the GDPR as privacyaffairs.com lists them, in the extended file of a week of TidyTuesday.

Publisher: Privacy Affairs, https://www.privacyaffairs.com/gdpr-fines/, by R4DS TidyTuesday of 2020-04-21 and a course
that extended it. Format: TSV, a row a fine. Licence: GPL-3.0-only (of the repository). Rhythm: none.

The numbers are the list's own and mean other fines than the same numbers elsewhere. 1 January 1970 stands for a date
that is not known, the amount 0 for an amount that is not known. In a few rows cells have changed places: an address
or an article among the offences, words among the addresses, fined and authority the wrong way round.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated
from watchgraph_importers.gdpr_fines.controllers import NOT_KNOWN, Sort, parties
from watchgraph_importers.gdpr_fines.fines import COLLECTION, LICENCE, PREDICATES, Fine, day_of
from watchgraph_importers.naming import named
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "gdpr-fines-privacyaffairs"
LIST_ID: Final = "PRIVACY_AFFAIRS"
NO_DAY: Final = frozenset({"1970-01-01"})
NEW_YEAR: Final = "-01-01"
NEW_YEAR_DOUBT: Final = "1 January seems to stand for a day of the year that is not known."
TRADERS: Final = frozenset({"179", "316"})
"""Records in which a private person who trades stands under the own name, or initials."""

SWAPPED: Final = "swapped-cells/1"
"""The rule by which an authority among the fined, and a person among the authorities, have changed places."""

_AUTHORITY = re.compile(r"Data Protection (?:Authority|Commission|Office)|Commissioner|Supervisory Authority")


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a fine states."""
    if not row["id"]:
        yield NotData("no number")
        return
    valid = day_of(row, "date", NO_DAY)
    fine = Fine(slug=SLUG, record=row["id"], row=row, valid=valid)
    yield from fine.numbered("id", LIST_ID, f"GDPR fine {fine.record} (Privacy Affairs)")
    yield from fine.country("name")
    yield from fine.decided("date", NEW_YEAR_DOUBT if valid.endswith(NEW_YEAR) else None)
    yield from _amount(fine, row)
    yield from _parties(fine, row)
    yield from fine.broken("article_violated")
    yield from fine.offence("type")
    yield from fine.page("source")
    yield from fine.summary("summary")


def _amount(fine: Fine, row: Row) -> Iterator[Act]:
    if row["price"].strip("0.,") == "" and row["price"]:
        yield fine.say("fine", "price", None)
    else:
        yield from fine.amount("price")


def _parties(fine: Fine, row: Row) -> Iterator[Act]:
    fined, authority = "controller", "authority"
    people = [party for party in parties(fine.cell(authority)) if party.sort is Sort.PERSON]
    swapped = bool(people) and _AUTHORITY.search(fine.cell(fined)) is not None
    if swapped:
        fined, authority = authority, fined
    rule = SWAPPED if swapped else ""
    if row[fined].startswith(("http://", "https://")):
        yield from fine.page(fined)
    else:
        yield from fine.fined(fined, trader=fine.record in TRADERS, swapped=rule)
    yield from _authority(fine, authority, rule)


def _authority(fine: Fine, column: str, rule: str) -> Iterator[Act]:
    """An authority is one by its name and country: several countries have a Data Protection Authority."""
    raw, country = fine.cell(column), fine.cell("name")
    if not raw:
        return
    if NOT_KNOWN.fullmatch(raw):
        yield fine.say("issuedBy", column, None)
        return
    country = "" if NOT_KNOWN.fullmatch(country) else country
    native = f"{raw}, {country}" if country else raw
    authority = EntityKey(dataset=SLUG, kind="Organisation", native=native)
    yield named(authority, raw, column)
    regulator = Code(scheme="organisation-type", code="REGULATOR")
    record = f"authority:{native}"
    yield Stated(record=record, subject=authority, predicate="isA", object=regulator, column=column, repeats=True)
    if country:
        place = EntityKey(dataset=SLUG, kind="Place", native=country)
        yield Stated(
            record=record, subject=authority, predicate="jurisdiction", object=place, column="name", repeats=True
        )
    yield replace(fine.say("issuedBy", column, authority), rule=rule or None)


GDPR_FINES_PRIVACY_AFFAIRS: Final = Publisher(
    name="gdpr-fines-privacyaffairs",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="GDPR fines listed by Privacy Affairs",
        publisher="Privacy Affairs",
        home_page="https://www.privacyaffairs.com/gdpr-fines/",
        licence=LICENCE,
    ),
    source=SourceRegistered(
        identity="url:https://privacyaffairs.com/gdpr-fines",
        title="GDPR fines tracker and statistics",
        tier="DATASET",
        url="https://www.privacyaffairs.com/gdpr-fines/",
        publisher="Privacy Affairs",
        published="2020",
        language="en",
        licence=LICENCE,
        note="By way of R4DS TidyTuesday, 2020-04-21, extended in a course of 2020.",
    ),
    rhythm="none",
    mapping=1,
    scope=PREDICATES,
    editions=(
        Published(
            name="2020",
            published="2020",
            tables=(
                Table(
                    file=r".*gdpr_violations.*\.tsv(\.gz)?",
                    delimiter="\t",
                    read=frozenset(
                        {
                            *("id", "name", "price", "authority", "date", "controller", "article_violated"),
                            *("type", "source", "summary"),
                        }
                    ),
                    # A picture of the country's flag.
                    ignored=frozenset({"picture"}),
                ),
            ),
            covers=PREDICATES,
        ),
    ),
    claims=claims,
)
