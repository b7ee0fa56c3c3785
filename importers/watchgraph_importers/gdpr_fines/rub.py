"""Fines of enforcementtracker.com to 2021, with what researchers coded of each.

Publisher: Systems Security Group, Ruhr University Bochum (RUB-SysSec), https://github.com/RUB-SysSec/GDPR-fines,
supplement to a paper of PETS 2022; the fines are those of enforcementtracker.com. Format: CSV, a row a fine, line
breaks in the header. Licence: GPL-3.0-only. Rhythm: none.

A fine has the tracker's number (ETid-1). A cross says that a violation was found. `na` says that the researchers did
not ask (they asked how a breach came up only for technical ones), and is no statement. There is no authority.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Text
from watchgraph_importers.acts import Act, NotData, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.gdpr_fines.controllers import NOT_KNOWN
from watchgraph_importers.gdpr_fines.fines import COLLECTION, LICENCE, PREDICATES, Fine, day_of
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "gdpr-fines-rub"
TRACKER_ID: Final = "ENFORCEMENT_TRACKER"
TRADERS: Final = frozenset({"ETid-286"})
"""Records in which a private person who trades stands under the own name."""

CROSS: Final = frozenset({"x", "1", "true", "yes"})
NO_CROSS: Final = frozenset({"", "na", "n/a", "0", "-"})

VIOLATIONS: Final[Mapping[str, str]] = {
    "Digital loss of data": "DATA_LOSS",
    "Insufficient measures to effectively \ncombat attacks/ misuse": "WEAK_DEFENCE",
    "Physical theft/ loss of personal data": "PHYSICAL_LOSS",
    "Missing anonymization": "NO_ANONYMISATION",
    "Missing role management": "NO_ROLE_MANAGEMENT",
    "Unauthorized access": "UNAUTHORISED_ACCESS",
    "Insufficient data lifecycle": "DATA_LIFECYCLE",
    "Unauthorized disclosure of the data": "UNAUTHORISED_DISCLOSURE",
    "Processing personal data \nwithout legal basis/ without DPA": "NO_LEGAL_BASIS",
    "Insufficient consent": "INSUFFICIENT_CONSENT",
    "Illegal camera surveillance scope": "ILLEGAL_CAMERA_SCOPE",
    "Not reporting a data breach to the DPA": "BREACH_NOT_REPORTED_TO_AUTHORITY",
    "Not reporting a data breach to the \ndata subject (in a timely manner)": "BREACH_NOT_REPORTED_TO_SUBJECTS",
    "Insufficient cooperation with DPA": "INSUFFICIENT_COOPERATION",
    "Insufficient 'right of access'": "RIGHT_OF_ACCESS",
    "Insufficient 'right to rectification'": "RIGHT_TO_RECTIFICATION",
    "Insufficient 'right to erasure'": "RIGHT_TO_ERASURE",
    "Insufficient 'right to restriction of processing'": "RIGHT_TO_RESTRICTION",
    "Insufficient 'right to data portability '": "RIGHT_TO_PORTABILITY",
    "Insufficient 'right to object'": "RIGHT_TO_OBJECT",
    "Failing to appoint a data protection officer": "NO_PROTECTION_OFFICER",
    "Missing management system \nfor data protection": "NO_MANAGEMENT_SYSTEM",
    "Missing register of processing activities": "NO_REGISTER",
    "Missing data protection impact assessment": "NO_IMPACT_ASSESSMENT",
    "Privacy unfriendly design": "UNFRIENDLY_DESIGN",
    "Missing/ incorrect privacy \npolicy/ transparency": "PRIVACY_POLICY",
    "Camera surveillance \nwithout (sufficient) notice": "CAMERAS_WITHOUT_NOTICE",
    "Missing/ incorrect cookie policy": "COOKIE_POLICY",
    "Injust processing of article 9 data": "SPECIAL_CATEGORIES",
}
FAULTS: Final[Mapping[str, str]] = {"technical": "TECHNICAL", "organizational": "ORGANISATIONAL"}
ORIGINS: Final[Mapping[str, str]] = {
    "data breach notification \nby the controller": "CONTROLLER",
    "(company) complaints": "COMPANY",
    "data subject complaint \n(former employee)": "FORMER_EMPLOYEE",
    "data subject complaint \n(customer)": "CUSTOMER",
    "data publication": "PUBLICATION",
}
CODED: Final = (
    ("violation", "violation", VIOLATIONS),
    ("faultIn", "fault", FAULTS),
    ("broughtUpBy", "complaint-origin", ORIGINS),
)
SECTORS: Final[Mapping[str, str]] = {
    "Industry and Commerce": "INDUSTRY_COMMERCE",
    "Media, Telecoms and Broadcasting": "MEDIA_TELECOMS",
    "Public Sector and Education": "PUBLIC_EDUCATION",
    "Finance, Insurance and Consulting": "FINANCE_CONSULTING",
    "Health Care": "HEALTH_CARE",
    "Employment": "EMPLOYMENT",
    "Individuals and Private Associations": "INDIVIDUALS_ASSOCIATIONS",
    "Transportation and Energy": "TRANSPORT_ENERGY",
    "Accomodation and Hospitalty": "ACCOMMODATION",
    "Accommodation and Hospitality": "ACCOMMODATION",
    "Real Estate": "REAL_ESTATE",
}
NOT_ASSIGNED: Final = "Not assigned"
SUMMARY: Final = "Summary\n(if technical fine)"


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a fine states."""
    record = row["links"] or (f"ETid-{row['Nr']}" if row["Nr"] else "")
    if not record:
        yield NotData("no number")
        return
    if row["Nr"] and record != f"ETid-{row['Nr']}":
        raise FieldError("numbers-differ", "links", f"should be ETid-{row['Nr']}, as the column Nr says")
    fine = Fine(slug=SLUG, record=record, row=row, valid=day_of(row, "date"))
    yield from fine.numbered("links", TRACKER_ID, f"GDPR fine {record}")
    yield from fine.page("links-href")
    yield from fine.country("country")
    yield from fine.decided("date")
    yield from fine.amount("fine")
    yield from fine.fined("controller/processor", trader=record in TRADERS)
    yield from _sector(fine, fine.cell("sector"))
    yield from fine.broken("articlegdpr")
    yield from fine.offence("type")
    yield from _coded(fine, row)
    yield from fine.summary(SUMMARY)


def _sector(fine: Fine, text: str) -> Iterator[Act]:
    if not text:
        return
    if text == NOT_ASSIGNED or NOT_KNOWN.fullmatch(text):
        yield fine.say("partySector", "sector", None)
        return
    wording: tuple[tuple[str, Value], ...] = () if text in SECTORS else (("wording", Text(text=text, lang="en")),)
    code = Code(scheme="party-sector", code=SECTORS.get(text, "OTHER"))
    yield fine.say("partySector", "sector", code, wording)


def _coded(fine: Fine, row: Row) -> Iterator[Act]:
    for predicate, scheme, codes in CODED:
        for column, code in codes.items():
            mark = row[column].lower()
            if mark in CROSS:
                yield fine.say(predicate, column, Code(scheme=scheme, code=code))
            elif mark not in NO_CROSS:
                raise FieldError("unknown-flag", column, "should be X, na or blank")


GDPR_FINES_RUB: Final = Publisher(
    name="gdpr-fines-rub",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="GDPR fines of enforcementtracker.com, classified",
        publisher="RUB-SysSec, Ruhr University Bochum",
        home_page="https://github.com/RUB-SysSec/GDPR-fines",
        licence=LICENCE,
    ),
    source=SourceRegistered(
        identity="url:https://github.com/RUB-SysSec/GDPR-fines",
        title="GDPR fines of enforcementtracker.com, classified by hand",
        tier="DATASET",
        url="https://github.com/RUB-SysSec/GDPR-fines",
        publisher="RUB-SysSec, Ruhr University Bochum",
        published="2022",
        language="en",
        licence=LICENCE,
    ),
    rhythm="once, with a paper of 2022",
    mapping=1,
    scope=PREDICATES,
    editions=(
        Published(
            name="PETS 2022",
            published="2022",
            tables=(
                Table(
                    file=r"(?:rub_gdpr_fines|manual-classification_GDPR-fines).*\.csv(\.gz)?",
                    read=frozenset(
                        {
                            *("Nr", "links", "links-href", "country", "date", "fine", "controller/processor"),
                            *("sector", "articlegdpr", "type", SUMMARY),
                            *VIOLATIONS,
                            *FAULTS,
                            *ORIGINS,
                        }
                    ),
                    ignored=frozenset({"Unnamed: 0", "Unnamed: 1"}),
                ),
            ),
            covers=PREDICATES,
        ),
    ),
    claims=claims,
)
