"""Atlas of Surveillance, California: which agency uses which technology of whose make, with up to three links.

Publisher: Electronic Frontier Foundation, and the Reynolds School of Journalism. https://atlasofsurveillance.org
Format: CSV, a row a technology of an agency. Licence: none stated in the copy. Rhythm: continuous; a sample of the
edition of July 2021 is known.

A row says that the technology is there, seen by the edition's year, and not since when. Where the summary names
another maker than the column of the vendor, the vendor is doubtful and the other maker is read by a rule; both wait
for review. A link that is no address is the name of a source. Dates put the month first.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Modality
from watchgraph.domain.values import Code
from watchgraph_importers.acts import Act, EntityKey, Stated, Value
from watchgraph_importers.eff_atlas_links import LINKS, NOTHING, VENDORS, links
from watchgraph_importers.errors import FieldError
from watchgraph_importers.identity.lists import split_names
from watchgraph_importers.naming import named
from watchgraph_importers.places import part_of, same_country
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "eff-atlas"
COUNTRY: Final = EntityKey(dataset=SLUG, kind="Place", native="United States")
POLICE: Final = frozenset({"police", "sheriff", "state police", "state", "transit police", "school police"})

CONTRADICTED: Final = "The row's own summary names another maker: {}."
RULE: Final = "eff-atlas-makers/1"
AGENCIES: Final = re.compile(
    r"\s*[;/\n]\s*|(?<=Department)\s*(?:,|and|&)\s+|(?<=Office)\s*(?:,|and|&)\s+|(?<=Police)\s*(?:,|and|&)\s+"
)


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a technology of an agency states."""
    record, technology = row["AOSNUMBER"], row["Technology"]
    if not record:
        raise FieldError("no-id", "AOSNUMBER", "should be the number of the record, such as AOS0001")
    if not technology:
        raise FieldError("no-technology", "Technology", "should name the technology")
    deployment = thing("Deployment", record)
    agencies = [name for name in AGENCIES.split(row["Agency"]) if name]
    yield named(deployment, ", ".join([technology, *agencies]), "Technology", record=record, sort="PRIMARY")
    where, about_places = location(row)
    yield from about_places
    if where is not None:
        yield seen(row, deployment, "deployedIn", where, "City" if row["City"] else "State")
    for name in agencies:
        yield from _agency(row, name, deployment, where)
    key = thing("Technology", technology)
    yield named(key, technology, "Technology")
    uses = seen(row, deployment, "usesTechnology", key, "Technology")
    yield uses
    yield from _vendors(row, deployment)
    yield from links(row, uses)


def thing(kind: str, native: str) -> EntityKey:
    """Name something of this data set."""
    return EntityKey(dataset=SLUG, kind=kind, native=native)


def seen(row: Row, subject: EntityKey, predicate: str, value: Value, column: str) -> Stated:
    """State something that was so by the year of the edition."""
    return Stated(
        record=row["AOSNUMBER"],
        subject=subject,
        predicate=predicate,
        object=value,
        column=column,
        valid=row.edition[:4],
        slot_by_time=True,
    )


@lru_cache(maxsize=4_096)
def places_of(city: str, county: str, state: str) -> tuple[tuple[EntityKey, str, str], ...]:
    """List the places of a row, the smallest first: key, name, column; each lies in the next."""
    named_parts = [("City", city), ("County", county), ("State", state)]
    known = [(column, name) for column, name in named_parts if name and name.casefold() not in NOTHING]
    return tuple(
        (thing("Place", ", ".join(name for _, name in known[at:])), name, column)
        for at, (column, name) in enumerate(known)
    )


def location(row: Row) -> tuple[EntityKey | None, list[Act]]:
    """Where the agency works, and what is to be said of that place: a county's sheriff works in the county."""
    places = places_of(row["City"], row["County"], row["State"])
    acts: list[Act] = []
    for at, (key, name, column) in enumerate(places):
        acts.append(named(key, name, column))
        acts.append(part_of(key, places[at + 1][0] if at + 1 < len(places) else COUNTRY, column))
    if not places:
        return None, []
    acts.append(named(COUNTRY, COUNTRY.native, "State", sort="PRIMARY"))
    if (judged := same_country(COUNTRY)) is not None:
        acts.append(judged)
    wide = {"county": "County", "state": "State"}.get(row["Type of Juris"].casefold(), "City")
    return next((key for key, _, column in places if column == wide), places[0][0]), acts


def _agency(row: Row, name: str, deployment: EntityKey, where: EntityKey | None) -> Iterator[Act]:
    agency = thing("Organisation", name if where is None else f"{name} ({where.native})")
    yield named(agency, name, "Agency")
    about = f"Organisation:{agency.native}"
    if where is not None:
        yield Stated(record=about, subject=agency, predicate="basedIn", object=where, column="Agency", repeats=True)
    if row["Type of LEA"].casefold() in POLICE:
        police = Code(scheme="organisation-type", code="POLICE")
        yield Stated(record=about, subject=agency, predicate="isA", object=police, column="Type of LEA", repeats=True)
    yield seen(row, deployment, "operatedBy", agency, "Agency")


def _vendors(row: Row, deployment: EntityKey) -> Iterator[Act]:
    cell = row["Vendor"]
    lines = [] if cell.casefold() in NOTHING else cell.splitlines()
    parts = [name for line in lines for name in split_names(line)]
    stated = [name for name in parts if name.casefold() not in NOTHING]
    told = [name for name, words in VENDORS.items() if words.search(row["Summary"])]
    others = [name for name in told if not any(VENDORS[name].search(vendor) for vendor in stated)]
    doubt = CONTRADICTED.format(", ".join(others)) if stated and others else None
    for name in stated:
        yield from _supplies(row, name, deployment, "Vendor", doubt=doubt)
    for name in others:
        yield from _supplies(row, name, deployment, "Summary", rule=RULE)


def _supplies(
    row: Row, name: str, deployment: EntityKey, column: str, *, doubt: str | None = None, rule: str | None = None
) -> Iterator[Act]:
    vendor = thing("Organisation", name)
    yield named(vendor, name, column, sort="RAW" if rule is None else "ALIAS")
    yield Stated(
        record=row["AOSNUMBER"],
        subject=vendor,
        predicate="supplies",
        object=deployment,
        column=column,
        valid=row.edition[:4],
        slot_by_time=True,
        modality=Modality.FACT if rule is None else Modality.ATTRIBUTED,
        doubt=doubt,
        rule=rule,
    )


PREDICATES: Final = (
    "name",
    "partOf",
    "basedIn",
    "isA",
    "deployedIn",
    "operatedBy",
    "usesTechnology",
    "supplies",
)
READ: Final = frozenset(
    {
        "AOSNUMBER",
        "City",
        "County",
        "State",
        "Agency",
        "Type of LEA",
        "Summary",
        "Type of Juris",
        "Technology",
        "Vendor",
    }
    | {"Other Links"}
    | {f"{link}{part}" for link in LINKS for part in ("", " Snapshot", " Source", " Date")}
)
OPTIONAL: Final = READ - {"AOSNUMBER", "City", "State", "Agency", "Technology", "Vendor"}
ATLAS: Final = Table(
    file=r"(aos_ca_\d+(?!\d|_sample).*|Atlas of Surveillance.*)\.csv(\.gz)?",
    read=READ,
    ignored=frozenset(f"{link} Type" for link in LINKS),
    optional=OPTIONAL,
)

EFF_ATLAS: Final = Publisher(
    name="eff-atlas-california",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Atlas of Surveillance",
        publisher="Electronic Frontier Foundation; Reynolds School of Journalism",
        home_page="https://atlasofsurveillance.org",
    ),
    source=SourceRegistered(
        identity=f"dataset:{SLUG}:atlas",
        title="Atlas of Surveillance",
        tier="DATASET",
        url="https://atlasofsurveillance.org",
        publisher="Electronic Frontier Foundation",
        published="2021-07-01",
        language="en",
    ),
    mapping=2,
    scope=PREDICATES,
    rhythm="continuous; a sample of one edition is known",
    editions=(
        Published(
            name="2021-07-01",
            published="2021-07-01",
            covers=PREDICATES,
            tables=(ATLAS, replace(ATLAS, file=r"aos_ca_\d+_sample.*\.csv(\.gz)?", extract=True)),
        ),
    ),
    claims=claims,
)
