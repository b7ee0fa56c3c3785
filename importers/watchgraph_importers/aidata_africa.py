"""AidData, Chinese official finance to Africa: three releases (1.0, 1.1, 1.2) of one database of projects.

Publisher: AidData, William & Mary. https://github.com/AidData-WM/public_datasets. Format: one CSV (gzip) a sheet and
release. Licence: none stated. Rhythm: 2013, 2014, 2015; the database goes on under other names.

A project keeps its id through all releases while amount, status and title change: each release states the project
again, and the newest that states it speaks. Sheets of cancelled, suspicious or inactive projects are the publisher's
own doubt, kept as claims.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Polarity
from watchgraph.domain.values import Code, Date, Money, Quantity, Text
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.places import alpha2, register_key
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "aidata-china-finance"
FACILITY: Final = "FinancialFacility"
REGION: Final = "XR"
"""The publisher's own code for `Africa, regional`."""

STATUSES: Final = {
    "Pipeline/identification": "PIPELINE",
    "Pipeline: Vague": "PIPELINE",
    "Pipeline: Pledge": "PLEDGE",
    "Pipeline: Commitment": "COMMITMENT",
    "Implementation": "IMPLEMENTATION",
    "Completion": "COMPLETION",
    "Suspended": "SUSPENDED",
    "Cancelled": "CANCELLED",
}
FLOWS: Final = {
    "Debt forgiveness": "DEBT_FORGIVENESS",
    "Debt rescheduling": "DEBT_RESCHEDULING",
    "Export credits": "EXPORT_CREDIT",
    "Foreign direct investment": "FOREIGN_DIRECT_INVESTMENT",
    "Free-standing technical assistance": "TECHNICAL_ASSISTANCE",
    "Grant": "GRANT",
    "Grant (Vague)": "GRANT",
    "In-kind Grant (Goods or Services)": "IN_KIND_GRANT",
    "Joint venture with recipient": "JOINT_VENTURE",
    "Loan (excluding debt rescheduling)": "LOAN",
    "Loan Guarantee": "LOAN_GUARANTEE",
    "Monetary Grant (excluding debt forgiveness)": "MONETARY_GRANT",
    "Scholarships/training in the donor country": "SCHOLARSHIPS_TRAINING",
    "Strategic/Supplier Credit": "STRATEGIC_SUPPLIER_CREDIT",
    "Vague TBD": "VAGUE",
    "Vague-TBD": "VAGUE",
}
FLOW_CLASSES: Final = {
    "CA +Gov": "CORPORATE_AID_WITH_GOVERNMENT",
    "CA -Gov": "CORPORATE_AID_WITHOUT_GOVERNMENT",
    "FDI +Gov": "FDI_WITH_GOVERNMENT",
    "FDI -Gov": "FDI_WITHOUT_GOVERNMENT",
    "JV +Gov": "JOINT_VENTURE_WITH_GOVERNMENT",
    "JV -Gov": "JOINT_VENTURE_WITHOUT_GOVERNMENT",
    "Military": "MILITARY",
    "NGO Aid": "NGO_AID",
    "ODA-like": "ODA_LIKE",
    "OOF-like": "OOF_LIKE",
    "Official Investment": "OFFICIAL_INVESTMENT",
    "Vague (Com)": "VAGUE_COMMERCIAL",
    "Vague (Official Finance)": "VAGUE_OFFICIAL",
}
INTENTS: Final = {
    "Commercial": "COMMERCIAL",
    "Development": "DEVELOPMENT",
    "Mixed": "MIXED",
    "Mixed (No Development)": "MIXED_NO_DEVELOPMENT",
    "Mixed (Some Development)": "MIXED_SOME_DEVELOPMENT",
    "Representational": "REPRESENTATIONAL",
}
LOAN_TERMS: Final = {
    "Concessional": "CONCESSIONAL",
    "Interest-Free": "INTEREST_FREE",
    "Non-Concessional": "NON_CONCESSIONAL",
}
NOT_KNOWN: Final = frozenset({"Unset", "No Information", "Some Information", "-1"})
"""What the publisher writes where it does not know."""

FLAGS: Final = {
    ("verified", "Checked"): "CHECKED",
    ("verified", "Raw"): "UNCHECKED",
    ("verified", "Suspicious"): "SUSPICIOUS",
    ("active", "Active"): None,
    ("active", "Inactive"): "INACTIVE",
    ("is_official_finance", "0"): "UNOFFICIAL",
    ("is_official_finance", "1"): None,
    ("year_uncertain", "True"): "YEAR_UNCERTAIN",
    ("year_uncertain", "False"): None,
}
CODED: Final[Mapping[str, tuple[str, str, Mapping[str, str]]]] = {
    "flow": ("flowType", "flow-type", FLOWS),
    "flow_class": ("flowClass", "flow-class", FLOW_CLASSES),
    "intent": ("intent", "finance-intent", INTENTS),
    "loan_type": ("loanTerms", "loan-terms", LOAN_TERMS),
}
TERMS: Final = {
    "interest_rate": ("interestRate", "percent"),
    "maturity": ("maturity", "year"),
    "grace_period": ("gracePeriod", "year"),
    "grant_element": ("grantElement", "percent"),
}
CONSTANT: Final = {"usd_defl": "2009", "usd_2011": "2011"}
"""Columns of amounts in constant US dollars, and their base year. All three releases' `usd_defl` is of 2009."""

AGENCY_TYPES: Final = (
    "Academic, Training and Research",
    "Foundation",
    "Government Agency",
    "International NGO",
    "Multilateral",
    "National NGO",
    "Political Party",
    "Private Sector",
    "Public Private Partnership",
    "State-Owned Company",
)
UNNAMED: Final = frozenset({"Unknown", "unnamed Chinese company", "Chinese companies"})


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a project states."""
    if not row["project_id"]:
        yield NotData("no project id")
        return
    project = Project(row)
    yield from project.identity()
    yield from project.codes()
    yield from project.recipients()
    yield from project.agencies()
    yield from project.money()


class Project:
    """One row, and the statements in it."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._id = row["project_id"]
        self._key = EntityKey(dataset=SLUG, kind=FACILITY, native=self._id)
        self._year = row["year"] + ("?" if row["year"] and row["year_uncertain"] == "True" else "")

    def _say(
        self, predicate: str, column: str, value: Value, *, timeless: bool = False, basis: str | None = None
    ) -> Stated:
        """State something of the project. timeless: the publisher dates it no more than by its release."""
        qualifiers = () if basis is None else (("basis", Code(scheme="deflator", code=basis)),)
        return Stated(
            record=self._id,
            subject=self._key,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=column,
            valid="" if timeless else self._year,
        )

    def _unknown(self, predicate: str, column: str) -> Stated:
        """Report that the publisher says it does not know."""
        return Stated(record=self._id, subject=self._key, predicate=predicate, column=column, polarity=Polarity.UNKNOWN)

    def identity(self) -> Iterator[Act]:
        """Id, title, year, status, and what the publisher says of its own record."""
        scheme = ("scheme", Code(scheme="id-scheme", code="AIDDATA_PROJECT"))
        yield Stated(
            record=self._id,
            subject=self._key,
            predicate="externalId",
            object=Text(text=self._id),
            qualifiers=(scheme,),
            column="project_id",
        )
        if title := self._row["title"]:
            yield self._say("title", "title", Text(text=title, lang="en"), timeless=True)
        if year := self._row["year"]:
            yield self._say("commitmentYear", "year", Date(edtf=year))
        if updated := self._row["updated_at"]:
            yield self._say("lastUpdated", "updated_at", Date(edtf=updated.partition(" ")[0]), timeless=True)
        yield from self._coded("status", "financeStatus", "finance-status", STATUSES, timeless=True)
        yield from self._flags()

    def _flags(self) -> Iterator[Act]:
        for column in ("verified", "active", "is_official_finance", "year_uncertain"):
            text = self._row[column]
            if text and (column, text) not in FLAGS:
                known = ", ".join(value for name, value in FLAGS if name == column)
                raise FieldError("unknown-code", column, f"should be one of {known}")
            if flag := FLAGS.get((column, text)):
                yield self._say("publisherFlag", column, Code(scheme="publisher-flag", code=flag), timeless=True)

    def codes(self) -> Iterator[Act]:
        """Flow, class, intent, sector and terms."""
        for column, (predicate, scheme, codes) in CODED.items():
            yield from self._coded(column, predicate, scheme, codes)
        if sector := self._row["crs_sector_code"]:
            yield self._say("sector", "crs_sector_code", Code(scheme="crs-purpose", code=sector))
        elif self._row["crs_sector_name"] in NOT_KNOWN:
            yield self._unknown("sector", "crs_sector_name")
        for column, (predicate, unit) in TERMS.items():
            if (number := self._row[column]) in NOT_KNOWN:
                yield self._unknown(predicate, column)
            elif number:
                yield self._say(predicate, column, Quantity(min=number, max=number, unit=unit))

    def _coded(
        self, column: str, predicate: str, scheme: str, codes: Mapping[str, str], *, timeless: bool = False
    ) -> Iterator[Act]:
        text = self._row[column]
        if text in NOT_KNOWN:
            yield self._unknown(predicate, column)
        elif text in codes:
            yield self._say(predicate, column, Code(scheme=scheme, code=codes[text]), timeless=timeless)
        elif text:
            raise FieldError("unknown-code", column, f"should be one of {', '.join(codes)}, Unset or blank")

    def recipients(self) -> Iterator[Act]:
        """One country by its stated code; several, or a region, as a group that the countries are part of."""
        codes = self._recipient_codes()
        if not codes:
            return
        if len(codes) == 1 and codes[0] != REGION:
            country = register_key(codes[0])
            yield self._named(country, self._row["recipient_oecd_name"], "recipient_oecd_name", f"country:{codes[0]}")
            yield self._say("recipient", "recipient_iso2", country)
            return
        group = EntityKey(dataset=SLUG, kind="Group", native="; ".join(codes))
        record = f"recipients:{group.native}"
        yield self._named(group, self._row["all_recipients"], "all_recipients", record)
        for code in codes:
            if code != REGION:
                yield Stated(
                    record=record,
                    subject=register_key(code),
                    predicate="partOf",
                    object=group,
                    column="recipient_iso2",
                    repeats=True,
                )
        yield self._say("recipient", "recipient_iso2", group)

    def _recipient_codes(self) -> list[str]:
        """Read the codes; the country whose code is NA has lost it in some releases, so its longer one is read."""
        stated = self._row["recipient_iso2"]
        if not stated and (three := self._row["recipient_iso3"]):
            stated = alpha2(three) or ""
            if not stated:
                raise FieldError("unknown-country", "recipient_iso3", "should be an ISO 3166-1 alpha-3 code")
        return sorted({code.strip() for code in stated.split(";") if code.strip()})

    def _named(self, key: EntityKey, name: str, column: str, record: str) -> Stated:
        return Stated(
            record=record,
            subject=key,
            predicate="name",
            object=Text(text=name, lang="en"),
            qualifiers=(("nameKind", Code(scheme="name-kind", code="RAW")),),
            column=column,
            repeats=True,
        )

    def agencies(self) -> Iterator[Act]:
        """Who pays and who builds. Where several pay, no release keeps their order, so none is the lender."""
        funding = agency_names(self._row["funding_agency"])
        paying = "lender" if len(funding) == 1 else "coFinancier"
        yield from self._agencies(paying, "funding_agency", funding)
        yield from self._agencies("implementer", "implementing_agency", agency_names(self._row["implementing_agency"]))

    def _agencies(self, predicate: str, column: str, names: list[str]) -> Iterator[Act]:
        for name in names:
            agency = EntityKey(dataset=SLUG, kind="Organisation", native=name)
            yield self._named(agency, name, column, f"agency:{name}")
            yield self._say(predicate, column, agency)

    def money(self) -> Iterator[Act]:
        """Amounts. Zero is the publisher's blank; of several amounts in one cell only the publisher's sum is read."""
        amount, currency = self._row["amount"], self._row["currency"]
        if amount not in {"", "0"} and currency and ";" not in amount:
            yield self._say("amount", "amount", Money(amount=amount, currency=currency))
        for column, base in CONSTANT.items():
            if (constant := self._row[column]) not in {"", "0"}:
                money = Money(amount=constant, currency="USD", date=base, basis=f"constant {base} aiddata")
                yield self._say("amountConstant", column, money, basis=f"USD_{base}_AIDATA")


def agency_names(cell: str) -> list[str]:
    """Split a cell of agencies (`Name, Type; Name, Type`) into names, sorted, each once; placeholders left out."""
    found = set()
    for agency in cell.split(";"):
        name = agency.strip()
        for sort in AGENCY_TYPES:
            name = name.removesuffix(f", {sort}").strip()
        if name and name not in UNNAMED:
            found.add(name)
    return sorted(found)


READ: Final = frozenset(
    {
        "project_id",
        "title",
        "year",
        "year_uncertain",
        "status",
        "verified",
        "active",
        "is_official_finance",
        "crs_sector_code",
        "crs_sector_name",
        "recipient_iso2",
        "recipient_iso3",
        "recipient_oecd_name",
        "all_recipients",
        "funding_agency",
        "implementing_agency",
        "amount",
        "currency",
        "usd_defl",
        *CODED,
        *TERMS,
    }
)
IGNORED: Final = frozenset(
    {
        "contacts",  # names of persons
        "debt_uncertian",  # so spelt
        "deflators_used",
        "description",
        "donor",
        "donor_agency",
        "donor_agency_count",
        "end_actual",
        "end_planned",
        "exchange_rates_used",
        "factiva_sources",
        "flow_class_code",
        "intent_code",
        "is_cofinanced",
        "line_of_credit",
        "recipient_agencies",
        "recipient_agencies_count",
        "recipient_condensed",
        "recipient_count",
        "recipient_cow_code",
        "recipient_imf_code",
        "recipient_oecd_code",
        "recipient_un_code",
        "sector_comment",
        "sources",
        "sources_count",
        "start_actual",
        "start_planned",
        "status_code",
        "verified_code",
        "active_code",
    }
)
LATER: Final = frozenset({"is_ground_truthing", "location_details", "usd_current"})
LATEST: Final = frozenset({"deflators_2011", "source_triangulation", "field_completeness"})

PREDICATES: Final = (
    "externalId",
    "name",
    "partOf",
    "title",
    "commitmentYear",
    "financeStatus",
    "publisherFlag",
    "flowType",
    "flowClass",
    "intent",
    "loanTerms",
    "sector",
    "interestRate",
    "maturity",
    "gracePeriod",
    "grantElement",
    "recipient",
    "lender",
    "coFinancier",
    "implementer",
    "amount",
    "amountConstant",
    "lastUpdated",
)

AIDATA_AFRICA: Final = Publisher(
    name="aidata-africa-releases",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="AidData's database of Chinese official finance",
        publisher="AidData, William & Mary",
        home_page="https://www.aiddata.org",
    ),
    source=SourceRegistered(
        identity=f"dataset:{SLUG}:africa",
        title="Chinese Official Finance to Africa",
        tier="DATASET",
        url="https://github.com/AidData-WM/public_datasets",
        publisher="AidData, William & Mary",
        language="en",
    ),
    mapping=1,
    scope=PREDICATES,
    editions=(
        Published(
            name="africa-1.0",
            published="2013-04",
            tables=(Table(file=r"v1\.0_\w+\.csv(\.gz)?", read=READ, ignored=IGNORED),),
            covers=tuple(name for name in PREDICATES if name != "lastUpdated"),
        ),
        Published(
            name="africa-1.1",
            published="2014",
            tables=(Table(file=r"v1\.1_\w+\.csv(\.gz)?", read=READ | {"updated_at"}, ignored=IGNORED | LATER),),
            covers=PREDICATES,
        ),
        Published(
            name="africa-1.2",
            published="2015",
            tables=(
                Table(
                    file=r"v1\.2_\w+\.csv(\.gz)?",
                    read=READ | {"updated_at", "usd_2011"},
                    ignored=IGNORED | LATER | LATEST,
                ),
            ),
            covers=PREDICATES,
        ),
    ),
    claims=claims,
)
