"""Rows of the releases on Africa and of GCOF 1.0, which have nearly the same columns: a project, and what it states."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from watchgraph.domain.statements import Polarity, Stance
from watchgraph.domain.values import Code, Date, Money, Text
from watchgraph_importers.acts import Act, NotData, Proof, SourceKey, SourceStated, Stated
from watchgraph_importers.aidata import exclusions
from watchgraph_importers.aidata.agencies import Agencies, read_agencies
from watchgraph_importers.aidata.codes import (
    FLOW_CLASSES,
    FLOWS,
    INTENTS,
    LOAN_TERMS,
    STATUSES,
    flag,
    is_unknown,
)
from watchgraph_importers.aidata.documents import read_documents
from watchgraph_importers.aidata.facilities import NO_AMOUNT, Facility, PriceBasis, number, year
from watchgraph_importers.aidata.recipients import read_recipients, recipient_key, recipient_names
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.publishers import Row

WHOLE: Final = "whole document"

STANDING: Final = {
    ("verified", "Checked"): "CHECKED",
    ("verified", "Raw"): "UNCHECKED",
    ("verified", "Suspicious"): "SUSPICIOUS",
    ("active", "Active"): None,
    ("active", "Inactive"): "INACTIVE",
}
FLAGS: Final = {
    ("is_official_finance", False): "UNOFFICIAL",
    ("year_uncertain", True): "YEAR_UNCERTAIN",
    ("recommended_for_research", True): "RECOMMENDED_FOR_RESEARCH",
    ("recommended_for_research", False): "NOT_RECOMMENDED_FOR_RESEARCH",
    ("umbrella", True): "UMBRELLA",
    ("line_of_credit", True): "LINE_OF_CREDIT",
    ("is_cofinanced", True): "COFINANCED",
    ("is_ground_truthing", True): "GROUND_TRUTHED",
}
FLAG_COLUMNS: Final = tuple(dict.fromkeys(column for column, _ in FLAGS))

CODED: Final = {
    "flow": ("flowType", FLOWS),
    "flow_class": ("flowClass", FLOW_CLASSES),
    "intent": ("intent", INTENTS),
    "loan_type": ("loanTerms", LOAN_TERMS),
}
TERMS: Final = {
    "interest_rate": ("interestRate", "percent"),
    "maturity": ("maturity", "year"),
    "grace_period": ("gracePeriod", "year"),
    "grant_element": ("grantElement", "percent"),
}
CONSTANT: Final = {
    "usd_defl": PriceBasis("2009", "USD_2009_AIDATA", "constant 2009 aiddata"),
    "usd_2011": PriceBasis("2011", "USD_2011_AIDATA", "constant 2011 aiddata"),
    "usd_defl_2014": PriceBasis("2014", "USD_2014_AIDATA", "constant 2014 aiddata"),
}
"""Columns of amounts in constant US dollars, and their base. `usd_defl` of all releases on Africa is of 2009."""

DOCUMENTED: Final = frozenset({"externalId", "commitmentYear", "amount", "lender", "coFinancier"})
"""What the documents of a record are said to speak of: all that is stated would be many times as much evidence."""

LOST_CURRENCIES: Final = {"D": "NAD"}
"""A program that took NA for a blank left this of Namibia's dollar."""

DATES: Final = {"start_actual": "projectStart", "end_actual": "projectCompletion"}


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a project states."""
    if not row["project_id"]:
        yield NotData("no project id")
        return
    project = Project(row)
    acts = list(project.acts())
    yield from acts
    yield from project.documents(acts)


class Project(Facility):
    """One row, and the statements in it."""

    def __init__(self, row: Row) -> None:
        self._year = year(row["year"])
        uncertain = self._year and flag(row["year_uncertain"], "year_uncertain")
        super().__init__(row, row["project_id"], self._year + ("?" if uncertain else ""))
        self._recipients = read_recipients(row)

    def acts(self) -> Iterator[Act]:
        """All that its cells state, but for its documents."""
        yield from self.identity()
        yield from self.standing()
        yield from self.codes()
        yield from self.recipients()
        yield from self.agencies()
        yield from self.money()
        yield from self.derived()

    def identity(self) -> Iterator[Act]:
        """Id, title, year, dates, status."""
        yield from self.external_id("project_id")
        if title := self.row["title"]:
            yield self.say("title", "title", Text(text=title, lang="en"), timeless=True)
        if self._year:
            yield self.say("commitmentYear", "year", Date(edtf=self._year))
        if updated := self.row["updated_at"]:
            yield self.say("lastUpdated", "updated_at", Date(edtf=updated.partition(" ")[0]), timeless=True)
        for column, predicate in DATES.items():
            yield from self.day(predicate, column)
        yield from self.coded("financeStatus", "status", STATUSES, timeless=True)

    def standing(self) -> Iterator[Act]:
        """State what the publisher says of its own record."""
        for column in ("verified", "active"):
            text = self.row[column]
            if text and (column, text) not in STANDING:
                known = ", ".join(value for name, value in STANDING if name == column)
                raise FieldError("unknown-code", column, f"should be one of {known}")
            if code := STANDING.get((column, text)):
                yield self.flagged(column, code)
        for column in FLAG_COLUMNS:
            said = flag(self.row[column], column)
            if said is not None and (column, said) in FLAGS:
                yield self.flagged(column, FLAGS[column, said])

    def codes(self) -> Iterator[Act]:
        """Flow, class, intent, sector and terms."""
        for column, (predicate, codebook) in CODED.items():
            yield from self.coded(predicate, column, codebook)
        if sector := self.row["crs_sector_code"]:
            yield self.say("sector", "crs_sector_code", Code(scheme="crs-purpose", code=year(sector)))
        elif is_unknown(self.row["crs_sector_name"]):
            yield self.unknown("sector", "crs_sector_name")
        for column, (predicate, unit) in TERMS.items():
            yield from self.quantity(predicate, column, unit)

    def recipients(self) -> Iterator[Act]:
        """Where the money goes."""
        recipient = recipient_key(self.row, self._recipients)
        if recipient is not None:
            yield from recipient_names(self.row, self._recipients, recipient)
            columns = ("recipient_iso2", "recipient_iso3", "all_recipients")
            column = next(column for column in columns if self.row[column])
            yield self.say("recipient", column, recipient)

    def agencies(self) -> Iterator[Act]:
        """Who pays, builds and receives. Where several pay, no release keeps their order, so none is the lender."""
        paying = read_agencies(self.row["funding_agency"])
        yield from self._agencies("lender" if len(paying.named) <= 1 else "coFinancier", "funding_agency", paying)
        for predicate, column in (("coFinancier", "cofinancing_agency"), ("implementer", "implementing_agency")):
            yield from self._agencies(predicate, column, read_agencies(self.row[column]))
        receiving = read_agencies(self.row["recipient_agencies"])
        countries = "; ".join(one.code for one in self._recipients if one.is_country)
        yield from self._agencies("receivingAgency", "recipient_agencies", receiving, countries)

    def _agencies(self, predicate: str, column: str, agencies: Agencies, countries: str = "") -> Iterator[Act]:
        for agency in agencies.named:
            key = agency.key(countries)
            yield named(key, agency.name, column, record=f"agency:{key.native}")
            if agency.written != agency.name:
                yield named(key, agency.written, column, record=f"agency:{key.native}", lang="und")
            yield self.say(predicate, column, key)
        if agencies.unknown and not agencies.named:
            yield self.unknown(predicate, column)
        if agencies.remarked:
            yield NotData(f"{column}: a remark in the place of a name")

    def money(self) -> Iterator[Act]:
        """Amounts. Zero is the publisher's blank; of several amounts in one cell only the publisher's sum is read."""
        amount, currency = self.row["amount"], self.row["currency"]
        if is_unknown(amount):
            yield self.unknown("amount", "amount")
        elif amount not in NO_AMOUNT and currency and ";" not in amount:
            money = Money(amount=number(amount), currency=LOST_CURRENCIES.get(currency, currency))
            yield self.say("amount", "amount", money)
        if (converted := self.row["usd_current"]) not in NO_AMOUNT and not is_unknown(converted):
            yield self.say("amountConverted", "usd_current", Money(amount=number(converted), currency="USD"))
        for column, price in CONSTANT.items():
            yield from self.constant(column, price)

    def derived(self) -> Iterator[Act]:
        """State what rules read out of status and title."""
        yield from self.decided(exclusions.decide(self.row, "title", "status"))
        yield from self.linked("title")
        yield from self.concerned("title")

    def documents(self, acts: Iterable[Act]) -> Iterator[Act]:
        """Name what the publisher made its record of. Which of its terms a document has is not told.

        So each only speaks of what the record is chiefly made for: who the project is, when and how much was agreed,
        and who pays. acts: those of the row.
        """
        documents = read_documents(self.row["sources"])
        told = [act for act in acts if isinstance(act, Stated) and act.predicate in DOCUMENTED and _is_told(act)]
        for body in documents.named:
            yield SourceStated(body=body)
            proof = Proof(source=SourceKey(body.identity), locator=WHOLE, stance=Stance.MENTIONS)
            yield from (replace(each, column="sources", proof=proof) for each in told)
        if documents.unread:
            yield NotData("sources: words that are no address")


def _is_told(act: Stated) -> bool:
    return act.polarity is Polarity.AFFIRMED


COVERED: Final = (
    "externalId",
    "name",
    "partOf",
    "title",
    "commitmentYear",
    "projectStart",
    "projectCompletion",
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
    "receivingAgency",
    "amount",
    "amountConverted",
    "lastUpdated",
)
"""What these releases have columns for. Of constant dollars each has its own base, and says nothing of the others."""

PREDICATES: Final = (*COVERED, "amountConstant", "countable", "linkedTo", "concernsSurveillance")
"""What the rows of these releases may say. That a title no longer says a thing takes nothing back."""

READ: Final = frozenset(
    {
        "project_id",
        "title",
        "year",
        "year_uncertain",
        "status",
        "crs_sector_code",
        "crs_sector_name",
        "recipient_iso2",
        "recipient_iso3",
        "recipient_oecd_name",
        "all_recipients",
        "funding_agency",
        "implementing_agency",
        "recipient_agencies",
        "sources",
        "amount",
        "currency",
        "line_of_credit",
        "is_cofinanced",
        *CODED,
        *TERMS,
        *DATES,
    }
)
"""Columns that all of these releases have and that are read."""

IGNORED: Final = frozenset(
    {
        "deflators_used",
        "description",  # long words that may name persons; nothing is derived from them
        "donor",  # China in every row
        "end_planned",
        "exchange_rates_used",
        "recipient_agencies_count",
        "recipient_condensed",
        "recipient_count",
        "recipient_cow_code",
        "recipient_imf_code",
        "recipient_oecd_code",
        "recipient_un_code",
        "sources_count",
        "start_planned",
    }
)
"""Columns that all of these releases have and that are left alone."""

PERSONAL: Final = frozenset({"contacts"})
"""Names of persons; dropped from the extracts."""
