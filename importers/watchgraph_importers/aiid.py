"""AI Incident Database (AIID): incidents of artificial intelligence, snapshot of 24 March 2025.

Publisher: Responsible AI Collaborative. https://incidentdatabase.ai Format: CSV, a row an incident; three more files
of annotations, a row an incident each, and one that others derived from it and that spells the names. Licence: CC BY-SA
4.0 (texts of reports are not included). Rhythm: weekly; one snapshot is known.

The database concerns all artificial intelligence: that an incident is about facial recognition is read from its words
by a rule, and said by annotators. Who deployed and made the system is alleged, by design. The date is often that of
the first report. Harmed parties may be private persons: they are counted, and named only where they are a class.
Titles are sealed, descriptions are read and not kept.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Date, Quantity, Text, Url
from watchgraph_importers.acts import Act, EntityKey, Stated
from watchgraph_importers.aiid_annotations import (
    FACE_RECOGNITION,
    SLUG,
    cset_v0,
    cset_v1,
    face_recognition,
    mit,
)
from watchgraph_importers.aiid_columns import CSET_V0_IGNORED, CSET_V0_READ, CSET_V1_IGNORED, CSET_V1_READ, MIT_READ
from watchgraph_importers.aiid_spellings import SPELT, spellings
from watchgraph_importers.cells import listed
from watchgraph_importers.errors import FieldError
from watchgraph_importers.incident_records import Record
from watchgraph_importers.naming import named
from watchgraph_importers.parties import harmed_class, parties_in
from watchgraph_importers.printed_dates import iso_date
from watchgraph_importers.publishers import Published, Publisher, Row, Table

COLLABORATIVE: Final = EntityKey(dataset=SLUG, kind="Organisation", native="Responsible AI Collaborative")
PAGE: Final = "https://incidentdatabase.ai/cite/"
RULE: Final = "aiid-face-recognition/1"
ROLES: Final = {
    "DEPLOYER": "Alleged deployer of AI system",
    "DEVELOPER": "Alleged developer of AI system",
}
HARMED: Final = "Alleged harmed or nearly harmed parties"
MONTH: Final = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of an incident states."""
    native = row["incident_id"]
    if not native.isdecimal():
        raise FieldError("no-id", "incident_id", "should be the number of an incident")
    incident = EntityKey(dataset=SLUG, kind="Incident", native=native)
    record = Record(incident=incident, id=native, valid=when(row), speaker=COLLABORATIVE)
    yield named(COLLABORATIVE, COLLABORATIVE.native, "incident_id", sort="PRIMARY")
    yield from _identity(row, record)
    for role, column in ROLES.items():
        parties = [party for slug in listed(row, column) for party in parties_in(slug)]
        yield from record.taking_part(role, parties, column)
    yield from _harmed(row, record)
    for column in ("title", "description"):
        if FACE_RECOGNITION.search(row[column]):
            yield from _by_rule(record, column)
            break


def when(row: Row) -> str:
    """Read the date as EDTF; empty where there is none. Raises FieldError (not-a-date)."""
    text = row["date"]
    if not text or MONTH.fullmatch(text):
        return text
    day = iso_date(text)
    if day is None:
        raise FieldError("not-a-date", "date", "should be a day, such as 2021-05-31")
    return day.isoformat()


def _identity(row: Row, record: Record) -> Iterator[Act]:
    column = "incident_id"
    yield named(record.incident, f"AIID incident {record.id}", column, record=record.id, sort="PRIMARY")
    scheme = Code(scheme="id-scheme", code="AIID")
    yield record.said("externalId", Text(text=record.id, lang="und"), column, ("scheme", scheme), valid="")
    yield record.said("webPage", Url(url=f"{PAGE}{record.id}"), column, valid="")
    if title := row["title"]:
        yield record.said("title", Text(text=title, lang="en"), "title", valid="")
    if record.valid:
        yield record.said("occurredOn", Date(edtf=record.valid), "date")


def _harmed(row: Row, record: Record) -> Iterator[Act]:
    slugs = listed(row, HARMED)
    if not slugs:
        return
    count = str(len(slugs))
    yield record.said("harmedParties", Quantity(min=count, max=count, unit="party"), HARMED)
    for slug in dict.fromkeys(slugs):
        if (name := harmed_class(slug)) is not None:
            group = EntityKey(dataset=SLUG, kind="Group", native=name)
            yield named(group, name, HARMED)
            yield record.said("involves", group, HARMED, ("as", Code(scheme="involvement", code="HARMED_PARTY")))


def _by_rule(record: Record, column: str) -> Iterator[Act]:
    for act in face_recognition(record, column):
        about_incident = isinstance(act, Stated) and act.subject == record.incident
        yield replace(act, rule=RULE, speaker=None) if about_incident and isinstance(act, Stated) else act


ANNOTATED: Final = (
    "name",
    "partOf",
    "occurredOn",
    "occurredIn",
    "harmLevel",
    "deaths",
    "injuries",
    "involves",
    "usesTechnology",
    "classifiedAs",
)
PREDICATES: Final = (*ANNOTATED, "externalId", "webPage", "title", "harmedParties")
INCIDENTS: Final = Table(
    file=r"incidents\.csv(\.gz)?",
    read=frozenset({"incident_id", "date", "title", "description", HARMED, *ROLES.values()}),
    ignored=frozenset(
        {"_id", "reports", "editors", "embedding", "nlp_similar_incidents", "tsne", "epoch_date_modified"}
    ),
    claims=claims,
)

AIID: Final = Publisher(
    name="aiid-incidents",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="AI Incident Database",
        publisher="Responsible AI Collaborative",
        home_page="https://incidentdatabase.ai",
        licence="CC-BY-SA-4.0",
    ),
    source=SourceRegistered(
        identity=f"dataset:{SLUG}:snapshots",
        title="AI Incident Database, database snapshots",
        tier="DATASET",
        url="https://incidentdatabase.ai/research/snapshots/",
        publisher="Responsible AI Collaborative",
        published="2025-03-24",
        language="en",
        licence="CC-BY-SA-4.0",
    ),
    mapping=4,
    scope=PREDICATES,
    rhythm="weekly; one snapshot is known",
    editions=(
        Published(
            name="2025-03-24",
            published="2025-03-24",
            declared=989,
            covers=PREDICATES,
            tables=(
                INCIDENTS,
                Table(
                    file=r"classifications_CSETv0\.csv(\.gz)?",
                    read=CSET_V0_READ,
                    ignored=CSET_V0_IGNORED,
                    claims=cset_v0,
                ),
                Table(
                    file=r"classifications_CSETv1\.csv(\.gz)?",
                    read=CSET_V1_READ,
                    ignored=CSET_V1_IGNORED,
                    claims=cset_v1,
                ),
                Table(file=r"classifications_MIT\.csv(\.gz)?", read=MIT_READ, claims=mit),
                Table(
                    file=r"entity_roles_long\.csv(\.gz)?",
                    read=frozenset(SPELT),
                    ignored=frozenset({"incident_id"}),
                    personal=frozenset({"Victim"}),
                    claims=spellings,
                ),
            ),
        ),
    ),
)
