"""What the rows of all releases say alike: a facility, its id, and statements about it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from watchgraph.domain.statements import Polarity
from watchgraph.domain.values import Code, Date, Money, Quantity, Text
from watchgraph_importers.acts import Act, Judged, Stated, Value
from watchgraph_importers.aidata.agencies import Agency
from watchgraph_importers.aidata.codes import Codebook, is_unknown
from watchgraph_importers.aidata.concerns import concerns
from watchgraph_importers.aidata.database import (
    CONCERN_RULE,
    COUNTABLE_RULE,
    LABEL_RULE,
    REFERENCE_FACILITIES,
    TITLE_RULE,
    facility,
)
from watchgraph_importers.aidata.exclusions import Decision
from watchgraph_importers.aidata.financiers import same_financier
from watchgraph_importers.aidata.titles import read_links, read_title
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.publishers import Row

NO_AMOUNT = frozenset({"", "0", "NA"})
"""Zero is the publisher's blank; NA is how a program wrote it."""

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3},\d{3}\.\d+")

LABEL = Code(scheme="name-kind", code="ROLE_LABEL")
ID_SCHEME = Code(scheme="id-scheme", code="AIDDATA_PROJECT")


class PriceBasis(NamedTuple):
    """What an amount in constant dollars is of. code: of the list `deflator`. Sums keep to one basis by its words."""

    year: str
    code: str
    words: str


class Facility:
    """The facility that a row is about, and the statements made of it.

    valid: the commitment year as EDTF, by which all terms are dated; empty where none is stated.
    """

    def __init__(self, row: Row, project: str, valid: str) -> None:
        self.row = row
        self.id = project
        self.key = facility(project)
        self.valid = valid

    def say(
        self,
        predicate: str,
        column: str,
        value: Value,
        *,
        timeless: bool = False,
        qualifiers: tuple[tuple[str, Value], ...] = (),
        rule: str | None = None,
    ) -> Stated:
        """State something of it. timeless: the publisher dates it no more than by its release."""
        return Stated(
            record=self.id,
            subject=self.key,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=column,
            valid="" if timeless else self.valid,
            rule=rule,
        )

    def unknown(self, predicate: str, column: str) -> Stated:
        """Report that the publisher says it does not know."""
        return Stated(record=self.id, subject=self.key, predicate=predicate, column=column, polarity=Polarity.UNKNOWN)

    def external_id(self, column: str) -> Iterator[Act]:
        """State the publisher's id, and a label by it: titles are sealed, and readers need to call it something.

        It is judged to be a facility of the reference claims where one has the same id.
        """
        yield self.label(self.id, column)
        yield self.numbered(column)
        if (other := REFERENCE_FACILITIES.get(self.id)) is not None:
            yield Judged(left=self.key, right=other, basis=f"both are AidData's project {self.id}", rule="same-id/1")

    def numbered(self, column: str) -> Stated:
        """State the publisher's id."""
        return self.say("externalId", column, Text(text=self.id), timeless=True, qualifiers=(("scheme", ID_SCHEME),))

    def label(self, project: str, column: str) -> Stated:
        """Call the facility of a project id by it.

        A record of its own: a row that only refers to a project is no newer statement of that project.
        """
        return Stated(
            record=f"label:{project}",
            subject=facility(project),
            predicate="name",
            object=Text(text=f"AidData project {project}", lang="en"),
            qualifiers=(("nameKind", LABEL),),
            column=column,
            rule=LABEL_RULE,
            repeats=True,
        )

    def coded(self, predicate: str, column: str, codebook: Codebook, *, timeless: bool = False) -> Iterator[Stated]:
        """State the code of a cell's word. Raises FieldError for a word that the codebook does not have."""
        text = self.row[column]
        if is_unknown(text):
            yield self.unknown(predicate, column)
        elif text:
            yield self.say(predicate, column, codebook.read(text, column), timeless=timeless)

    def quantity(self, predicate: str, column: str, unit: str) -> Iterator[Stated]:
        """State a cell's number."""
        text = self.row[column]
        if is_unknown(text):
            yield self.unknown(predicate, column)
        elif text:
            yield self.say(predicate, column, Quantity(min=number(text), max=number(text), unit=unit))

    def flagged(self, column: str, code: str) -> Stated:
        """State what the publisher says about its own record. code: of the list `publisher-flag`."""
        return self.say("publisherFlag", column, Code(scheme="publisher-flag", code=code), timeless=True)

    def day(self, predicate: str, column: str) -> Iterator[Stated]:
        """State a cell's date; the first of January is the publisher's way to give a year alone."""
        if text := self.row[column]:
            yield self.say(predicate, column, Date(edtf=day(text, column)))

    def constant(self, column: str, price: PriceBasis) -> Iterator[Stated]:
        """State an amount in US dollars of a base year."""
        amount = self.row[column]
        if amount not in NO_AMOUNT and not is_unknown(amount):
            money = Money(amount=number(amount), currency="USD", date=price.year, basis=price.words)
            qualifiers = (("basis", Code(scheme="deflator", code=price.code)),)
            yield self.say("amountConstant", column, money, qualifiers=qualifiers)

    def decided(self, decision: Decision | None) -> Iterator[Stated]:
        """State whether its amounts may be added up, and the reason why not."""
        if decision is not None:
            code = Code(scheme="countable", code="NO" if decision.reason else "YES")
            reason = Code(scheme="not-countable-reason", code=decision.reason)
            yield self.say(
                "countable",
                decision.column,
                code,
                timeless=True,
                qualifiers=(("reason", reason),) if decision.reason else (),
                rule=COUNTABLE_RULE,
            )

    def linked(self, column: str) -> Iterator[Stated]:
        """State the other projects that its title refers to."""
        for project, link in read_links(self.row[column]):
            if project != self.id:
                qualifiers = (("link", Code(scheme="facility-link", code=link)),)
                other = facility(project)
                yield self.label(project, column)
                yield self.say("linkedTo", column, other, timeless=True, qualifiers=qualifiers, rule=TITLE_RULE)

    def concerned(self, column: str) -> Iterator[Stated]:
        """State in what way its title has to do with surveillance."""
        for concern in concerns(self.row[column]):
            code = Code(scheme="surveillance-concern", code=concern)
            yield self.say("concernsSurveillance", column, code, timeless=True, rule=CONCERN_RULE)

    def entitled(self, column: str) -> Iterator[Act]:
        """State financiers, instrument and nominal amount, which only its title has."""
        title = read_title(self.row[column])
        paying = "lender" if len(title.financiers) == 1 else "coFinancier"
        for name in title.financiers:
            key = Agency(name, "").key()
            yield named(key, name, column)
            if (judged := same_financier(name)) is not None:
                yield judged
            yield self.say(paying, column, key, rule=TITLE_RULE)
        if title.flow:
            yield self.say("flowType", column, Code(scheme="flow-type", code=title.flow), rule=TITLE_RULE)
        if title.terms:
            yield self.say("loanTerms", column, Code(scheme="loan-terms", code=title.terms), rule=TITLE_RULE)
        if title.amount is not None:
            money = Money(amount=title.amount.amount, currency=title.amount.currency)
            yield self.say("amount", column, money, rule=TITLE_RULE)


def year(text: str) -> str:
    """Read a year that a program may have written as a decimal number (`2004.0`)."""
    return text.removesuffix(".0")


def number(text: str) -> str:
    """Read a number; commas are taken out where they surely stand for thousands."""
    return text.replace(",", "") if "," in text and _THOUSANDS.fullmatch(text) else text


def day(text: str, column: str) -> str:
    """Read `2018-09-04`, `2018-09-04 00:00:00` or `09/04/2018`; the first of January becomes the year."""
    date = text.partition(" ")[0]
    parts = date.split("/")
    if len(parts) == 3:  # noqa: PLR2004 - month, day, year
        month, of_month, year_ = parts
        date = f"{year_}-{month:0>2}-{of_month:0>2}"
    if len(date) != len("2018-09-04"):
        raise FieldError("not-a-date", column, "should be YYYY-MM-DD or MM/DD/YYYY")
    return date.removesuffix("-01-01")
