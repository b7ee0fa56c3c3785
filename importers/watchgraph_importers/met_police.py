"""Live facial recognition by the Metropolitan Police in London: one row a deployment, 2020 to March 2025.

Publisher: Zoë Garbett, Member of the London Assembly, from publications of the Metropolitan Police.
https://www.met.police.uk/advice/advice-and-information/fr/facial-recognition-technology/ Format: workbook, the header
on the fourth line of its second sheet. Licence: none stated. Rhythm: irregular; one edition is known.

Every cell that is a real date has day and month exchanged, and every date written as text has not: the rows are in
order of time only when the former are exchanged back. A dash is zero. Rows without a date are totals and prose. The
column of the year is left alone: one deployment of January 2022 stands under 2020. The police divide false alerts by
the faces scanned, the publisher by the alerts: two speakers, of one thing. Places are approximate.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Modality
from watchgraph.domain.values import Code, Date, Text
from watchgraph_importers.acts import Act, EntityKey, NotData, Proof, SourceKey, SourceStated, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.met_police_cells import FORCE, STOPPED, counted, day_of, minutes_of, site_of, source_of
from watchgraph_importers.naming import named
from watchgraph_importers.places import part_of, same_country
from watchgraph_importers.publishers import Published, Publisher, Row, Table
from watchgraph_importers.workbooks import letters

SLUG: Final = "met-police-lfr"
SHEET: Final = "Deployment Data"
VERDICTS: Final = MappingProxyType(
    {
        "True Alerts Confirmed": "TRUE_CONFIRMED",
        "True Alerts Unconfirmed": "TRUE_UNCONFIRMED",
        "False Alerts Confirmed": "FALSE_CONFIRMED",
        "False Alerts Unconfirmed": "FALSE_UNCONFIRMED",
    }
)
OUTCOMES: Final = MappingProxyType({"Arrests": "ARREST", "Other Disposal": "OTHER_DISPOSAL", "No Action": "NO_ACTION"})
FIGURES: Final = {
    "Watchlist size": ("watchlistSize", "face"),
    "Faces seen": ("facesScanned", "face"),
    "Total Alerts": ("alerts", "alert"),
}
RATES: Final = {"Met False Alert rate": "FACES_SCANNED", "Our False Alert rate": "ALERTS"}


def thing(kind: str, native: str) -> EntityKey:
    """Name something of this data set."""
    return EntityKey(dataset=SLUG, kind=kind, native=native)


POLICE: Final = thing("Organisation", FORCE)
AUTHOR: Final = EntityKey(dataset=SLUG, kind="Person", native="Zoë Garbett", public_role=True)
LIVE_RECOGNITION: Final = thing("Technology", "Live facial recognition")
LONDON: Final = thing("Place", "London, United Kingdom")
COUNTRY: Final = thing("Place", "United Kingdom")


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a deployment states."""
    if not row["Date"]:
        yield NotData("total" if row["Watchlist size"] else "prose")
        return
    deployment = Deployment(row)
    yield from deployment.identity()
    yield from deployment.place()
    yield from deployment.figures()
    yield from deployment.rates()
    yield from deployment.proof()


class Deployment:
    """One row, read."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._day = day_of(row).isoformat()
        self._borough = row["Borough"]
        self._stopped = STOPPED.search(row["Deployment"]) is not None
        number = f"|{row.ordinal}" if row.ordinal > 1 else ""
        self._record = f"{self._day}|{row['Deployment']}|{self._borough}{number}"
        self._key = thing("Deployment", self._record)

    def _said(
        self,
        predicate: str,
        value: Value,
        column: str,
        *qualifiers: tuple[str, Value],
        speaker: EntityKey | None = POLICE,
        only_then: bool = False,
        proof: Proof | None = None,
    ) -> Stated:
        """State something that is so from the day on. only_then: it was so on that day alone."""
        return Stated(
            record=self._record,
            subject=self._key,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=column,
            valid=f"{self._day}/{self._day}" if only_then else self._day,
            modality=Modality.OFFICIAL if speaker == POLICE else Modality.ATTRIBUTED,
            speaker=speaker,
            proof=proof,
        )

    def identity(self) -> Iterator[Act]:
        """What it is, whose, and in what state."""
        yield named(self._key, self._row["Deployment"] or self._borough, "Deployment", record=self._record)
        yield from _police()
        yield named(LIVE_RECOGNITION, LIVE_RECOGNITION.native, "LFR Use Case", sort="PRIMARY")
        yield self._said("operatedBy", POLICE, "Deployment")
        operation = Code(scheme="operation", code="LIVE")
        yield self._said("usesTechnology", LIVE_RECOGNITION, "Deployment", ("operation", operation))
        yield self._said("form", Code(scheme="deployment-form", code="POLICE_OPERATION"), "Deployment")
        yield self._said("scannedOn", Date(edtf=self._day), "Date")
        status = Code(scheme="deployment-status", code="SUSPENDED" if self._stopped else "LIVE")
        yield self._said("hasStatus", status, "Deployment", only_then=True)
        if case := self._row["LFR Use Case"]:
            purpose = Code(scheme="record-aspect", code="PURPOSE")
            yield self._said("classifiedAs", Text(text=case, lang="en"), "LFR Use Case", ("aspect", purpose))

    def place(self) -> Iterator[Act]:
        """The borough, and the site within it as far as the file names one."""
        if not self._borough:
            raise FieldError("no-borough", "Borough", "should name the London borough")
        borough = thing("Place", f"{self._borough}, London")
        yield from _london()
        yield named(borough, self._borough, "Borough")
        yield part_of(borough, LONDON, "Borough")
        yield self._said("deployedIn", borough, "Borough")
        name = site_of(self._row["Deployment"])
        if name and name != self._borough:
            site = thing("Place", f"{name}, {self._borough}, London")
            yield named(site, name, "Deployment")
            yield part_of(site, borough, "Borough")
            yield self._said("hasSite", site, "Deployment")

    def figures(self) -> Iterator[Act]:
        """What the police counted."""
        for column, (predicate, unit) in FIGURES.items():
            if (number := counted(self._row, column, unit)) is not None:
                yield self._said(predicate, number, column)
        yield from self._coded("judgedAlerts", "alert", "verdict", "alert-verdict", VERDICTS)
        yield from self._coded("policeOutcome", "outcome", "outcome", "police-outcome", OUTCOMES)
        if (threshold := counted(self._row, "Min Threshold setting", "similarity")) is not None:
            yield self._said("matchThreshold", threshold, "Min Threshold setting")
        if minutes := minutes_of(self._row):
            yield self._said("scanDuration", minutes, "Duration")

    def _coded(
        self, predicate: str, unit: str, qualifier: str, scheme: str, codes: Mapping[str, str]
    ) -> Iterator[Stated]:
        for column, code in codes.items():
            if (number := counted(self._row, column, unit)) is not None:
                yield self._said(predicate, number, column, (qualifier, Code(scheme=scheme, code=code)))

    def rates(self) -> Iterator[Act]:
        """Two rates of false alerts, which contradict each other wherever there was a false alert."""
        speakers = {"Met False Alert rate": POLICE, "Our False Alert rate": AUTHOR}
        for column, speaker in speakers.items():
            if not self._stopped and (rate := counted(self._row, column, "ratio")) is not None:
                base = Code(scheme="rate-base", code=RATES[column])
                yield self._said("falseAlertRate", rate, column, ("base", base), speaker=speaker)
                if speaker is AUTHOR:
                    yield from _author(column)

    def proof(self) -> Iterator[Act]:
        """The publication of the police that the row was taken from."""
        if name := self._row["Source"]:
            source = source_of(name)
            yield SourceStated(body=source)
            proof = Proof(source=SourceKey(source.identity), locator="whole document")
            yield self._said("scannedOn", Date(edtf=self._day), "Date", proof=proof)


def _london() -> Iterator[Act]:
    yield named(LONDON, "London", "Borough", sort="PRIMARY")
    yield named(COUNTRY, COUNTRY.native, "Borough", sort="PRIMARY")
    yield part_of(LONDON, COUNTRY, "Borough")
    if (judged := same_country(COUNTRY)) is not None:
        yield judged


def _police() -> Iterator[Act]:
    column, record = "Deployment", f"Organisation:{FORCE}"
    yield named(POLICE, FORCE, column, sort="PRIMARY")
    police = Code(scheme="organisation-type", code="POLICE")
    yield Stated(record=record, subject=POLICE, predicate="isA", object=police, column=column, repeats=True)
    yield Stated(record=record, subject=POLICE, predicate="basedIn", object=LONDON, column=column, repeats=True)


def _author(column: str) -> Iterator[Act]:
    yield named(AUTHOR, AUTHOR.native, column, sort="PRIMARY")
    official = Code(scheme="public-role", code="OFFICIAL")
    yield Stated(record="author", subject=AUTHOR, predicate="publicRole", object=official, column=column, repeats=True)


PREDICATES: Final = (
    "name",
    "publicRole",
    "isA",
    "basedIn",
    "partOf",
    "operatedBy",
    "usesTechnology",
    "form",
    "scannedOn",
    "hasStatus",
    "classifiedAs",
    "deployedIn",
    "hasSite",
    "watchlistSize",
    "facesScanned",
    "alerts",
    "judgedAlerts",
    "policeOutcome",
    "matchThreshold",
    "scanDuration",
    "falseAlertRate",
)
READ: Final = frozenset(
    {
        "Date",
        "Watchlist size",
        "Total Alerts",
        "Faces seen",
        "Duration",
        "Source",
        "Deployment",
        "Borough",
        "LFR Use Case",
        "Min Threshold setting",
        *VERDICTS,
        *OUTCOMES,
        *RATES,
    }
)
MAX_COLUMNS: Final = 60
GROUPS: Final = ("Black", "Asian", "Mixed", "Other")
IGNORED: Final = frozenset(
    {
        "Year",
        "Cumulative faces seen",
        "Post code (approx)",
        "Ward (approx)",
        "Ward Code",
        *(f"{area} Census {group} %" for area in ("London", "Ward") for group in GROUPS),
        "Difference %",
        *(f"Difference % ({letters(column)})" for column in range(2, MAX_COLUMNS)),
    }
)

MET_POLICE: Final = Publisher(
    name=SLUG,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Live facial recognition deployments of the Metropolitan Police",
        publisher="Zoë Garbett, London Assembly",
        home_page="https://www.met.police.uk/advice/advice-and-information/fr/facial-recognition-technology/",
    ),
    source=SourceRegistered(
        identity=f"dataset:{SLUG}:workbook",
        title="Live Facial Recognition Deployments",
        tier="DATASET",
        publisher="London Assembly",
        authors=("Zoë Garbett",),
        published="2025-03-25",
        language="en",
    ),
    mapping=1,
    scope=PREDICATES,
    rhythm="irregular; one edition is known",
    editions=(
        Published(
            name="2025-03-25",
            published="2025-03-25",
            declared=252,
            covers=PREDICATES,
            tables=(
                Table(
                    file=r".*\.xlsx",
                    sheet=SHEET,
                    header=4,
                    read=READ,
                    ignored=IGNORED,
                    optional=frozenset({"LFR Use Case", "Other Disposal", "Duration", "Min Threshold setting"}),
                    identified_by=("Date", "Deployment", "Borough"),
                ),
            ),
        ),
    ),
    claims=claims,
)
