"""AidData, Global Chinese Development Finance 3.0 (GCDF): projects of 2000 to 2021 that could be put on a map.

Publisher: AidData, William & Mary. https://github.com/aiddata/gcdf-geospatial-data. Format: one CSV (gzip) of all
geo-located projects, and one of those over USD 100 million, with other column names and some columns more. Licence:
ODC-By 1.0; the shapes of OpenStreetMap, ODbL, are not in it. Rhythm: November 2023; earlier versions 2017 and 2021.

Amounts are in constant dollars of 2021; financier, instrument and nominal amount stand in the title alone. There is no
umbrella, pledged, suspended or cancelled project among the geo-located ones.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from watchgraph.domain.values import Code, Date, Text
from watchgraph_importers.acts import Act, EntityKey, Judged, NotData
from watchgraph_importers.aidata import exclusions
from watchgraph_importers.aidata.codes import FLOW_CLASSES, FLOWS, INTENTS, SECTORS, STATUSES, flag
from watchgraph_importers.aidata.database import GROUP, PLACE, RULES, SLUG, SOURCE, database
from watchgraph_importers.aidata.facilities import Facility, PriceBasis, year
from watchgraph_importers.naming import named
from watchgraph_importers.places import alpha2, register_key, same_country
from watchgraph_importers.publishers import Published, Publisher, Row, Table

OWN_NAMES: Final = {"Congo": "CG"}
"""Names that registers give to two countries, and whose the publisher's own codes say that they are."""

REGIONS: Final = (", regional", "Multi-Region")
"""How the names end that are no country's."""

BLANK: Final = "NA"
"""What a program wrote for a blank in the file of large projects."""

CONSTANT: Final = PriceBasis("2021", "USD_2021_AIDATA", "constant 2021 aiddata")
ADJUSTED: Final = PriceBasis("2021", "USD_2021_AIDATA_ADJUSTED", "constant 2021 aiddata adjusted")
"""Another field of the publisher's, of the large projects alone: with the words of the other, sums would hold both."""

MARKED: Final = Code(scheme="publisher-mark", code="YES")

READ: Final = {
    "record": ("AidData.Record.ID", "AidData Record ID"),
    "title": ("Title", "Title"),
    "status": ("Status", "Status"),
    "sector": ("Sector.Name", "Sector Name"),
    "recipient": ("Recipient", "Recipient"),
    "iso3": ("Recipient.ISO-3", ""),
    "year": ("Commitment.Year", "Commitment Year"),
    "infrastructure": ("Infrastructure", "Infrastructure"),
    "committed": ("Commitment.Date.(MM/DD/YYYY)", ""),
    "started": ("Actual.Implementation.Start.Date.(MM/DD/YYYY)", ""),
    "completed": ("Actual.Completion.Date.(MM/DD/YYYY)", ""),
    "amount": ("Amount.(Constant.USD.2021)", ""),
    "adjusted": ("", "Adjusted Amount (Constant USD 2021)"),
    "intent": ("", "Intent"),
    "flow": ("", "Flow Type Simplified"),
    "flow_class": ("", "Flow Class"),
}
"""What is read, and its column in the file of all projects and in that of the large ones; empty where there is none."""


def _columns(file: int) -> dict[str, str]:
    return {what: columns[file] for what, columns in READ.items()}


GEO: Final = _columns(0)
LARGE: Final = _columns(1)


def geo_claims(row: Row) -> Iterator[Act]:
    """Say what a row of the file of all geo-located projects states."""
    return _claims(row, GEO)


def large_claims(row: Row) -> Iterator[Act]:
    """Say what a row of the file of large projects states."""
    cells = {column: text for column, text in row.cells.items() if text != BLANK}
    return _claims(replace(row, cells=cells), LARGE)


def _claims(row: Row, columns: dict[str, str]) -> Iterator[Act]:
    if not row[columns["record"]]:
        yield NotData("no record id")
        return
    project = Development(row, columns)
    yield from project.identity()
    yield from project.dates()
    yield from project.codes()
    yield from project.recipient()
    yield from project.money()
    yield from project.derived()


class Development(Facility):
    """One row, and the statements in it. columns: what is read, to its column here."""

    def __init__(self, row: Row, columns: dict[str, str]) -> None:
        self._at = columns
        super().__init__(row, year(row[columns["record"]]), year(row[columns["year"]]))

    def identity(self) -> Iterator[Act]:
        """Id, title, status, and that it is infrastructure: a blank does not say that it is not."""
        yield from self.external_id(self._at["record"])
        if title := self.row[self._at["title"]]:
            yield self.say("title", self._at["title"], Text(text=title, lang="en"), timeless=True)
        yield from self.coded("financeStatus", self._at["status"], STATUSES, timeless=True)
        if flag(self.row[self._at["infrastructure"]], self._at["infrastructure"]):
            yield self.say("financesInfrastructure", self._at["infrastructure"], MARKED)

    def dates(self) -> Iterator[Act]:
        """State when it was agreed, begun and done. The years beside the days say nothing more."""
        if self.valid:
            yield self.say("commitmentYear", self._at["year"], Date(edtf=self.valid))
        yield from self.day("signedOn", self._at["committed"])
        yield from self.day("projectStart", self._at["started"])
        yield from self.day("projectCompletion", self._at["completed"])

    def codes(self) -> Iterator[Act]:
        """Sector, intent, flow. The simplified flow type is another field than the flow type of other releases."""
        yield from self.coded("sector", self._at["sector"], SECTORS)
        yield from self.coded("intent", self._at["intent"], INTENTS)
        yield from self.coded("flowTypeSimplified", self._at["flow"], FLOWS)
        yield from self.coded("flowClass", self._at["flow_class"], FLOW_CLASSES)

    def recipient(self) -> Iterator[Act]:
        """State the country by its code where the file has one, else by its name; a region is a group."""
        column = self._at["recipient"]
        name, code = self.row[column], alpha2(self.row[self._at["iso3"]])
        if not name and not code:
            return
        if code:
            key, column_of_key = register_key(code), self._at["iso3"]
        else:
            kind = GROUP if name.endswith(REGIONS) else PLACE
            key, column_of_key = EntityKey(dataset=SLUG, kind=kind, native=name), column
            if kind == PLACE and (judged := _same_country(key)) is not None:
                yield judged
        if name:
            yield named(key, name, column, record=f"country:{code}:{name}" if code else "")
        yield self.say("recipient", column_of_key, key)

    def money(self) -> Iterator[Act]:
        """Amounts in dollars of 2021; the adjusted amount is a field of its own."""
        yield from self.constant(self._at["amount"], CONSTANT)
        yield from self.constant(self._at["adjusted"], ADJUSTED)

    def derived(self) -> Iterator[Act]:
        """State what rules read out of status and title."""
        title = self._at["title"]
        yield from self.decided(exclusions.decide(self.row, title, self._at["status"]))
        yield from self.linked(title)
        yield from self.concerned(title)
        yield from self.entitled(title)


def _same_country(key: EntityKey) -> Judged | None:
    code = OWN_NAMES.get(key.native)
    if code is None:
        return same_country(key)
    basis = f"the publisher gives {key.native!r} the code of {code} elsewhere"
    return Judged(left=key, right=register_key(code), basis=basis, rule="aidata-names/1", score=100)


COVERED: Final = (
    "externalId",
    "name",
    "title",
    "financeStatus",
    "financesInfrastructure",
    "commitmentYear",
    "signedOn",
    "projectStart",
    "projectCompletion",
    "sector",
    "recipient",
)
"""What the file of all projects has columns for; intent and flow are known of the large projects alone."""

PREDICATES: Final = (
    *COVERED,
    "intent",
    "flowTypeSimplified",
    "flowClass",
    "flowType",
    "loanTerms",
    "lender",
    "coFinancier",
    "amount",
    "amountConstant",
    "countable",
    "linkedTo",
    "concernsSurveillance",
)

AIDATA_GCDF: Final = Publisher(
    name="aidata-gcdf3",
    dataset=database("ODC-By-1.0"),
    source=SOURCE,
    mapping=4,
    scope=PREDICATES,
    rules=RULES,
    rhythm="every two years or so; 3.0 in November 2023",
    editions=(
        Published(
            name="gcdf-3.0",
            published="2023-11",
            tables=(
                Table(
                    file=r"gcdf3_geo\w*\.csv(\.gz)?",
                    read=frozenset(column for column in GEO.values() if column),
                    ignored=frozenset(
                        {
                            "Completion.Year",
                            "Implementation.Start.Year",
                            "Level.of.precision",
                            "OSM.link",  # shapes and precision: of a map, in another licence
                            "Type.of.the.OSM.feature",
                        }
                    ),
                    claims=geo_claims,
                ),
                Table(
                    file=r"gcdf3_large\w*\.csv(\.gz)?",
                    read=frozenset(column for column in LARGE.values() if column),
                    ignored=frozenset(
                        {
                            "Completion Year",  # the file of all projects has the day
                            "Description",  # long words that may name persons; nothing is derived from them
                            "Financier Country",  # China in every row
                            "Funding Agencies Type",
                            "Geographic Level of Precision Available",
                            "Geospatial Feature Available",
                            "Implementing Agencies Type",
                            "Location Narrative",
                            "OECD ODA Income Group",
                            "Recipient Region",
                        }
                    ),
                    claims=large_claims,
                ),
            ),
            covers=COVERED,
            declared=20_985,
        ),
    ),
)
