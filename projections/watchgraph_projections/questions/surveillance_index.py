"""Questions about the AI Global Surveillance Index: its report of 2019 and the workbooks of 2020 and 2022."""

from decimal import Decimal

from watchgraph.domain.identifiers import entity_id
from watchgraph_projections.questions.checks import Check, Counted, Grouped, Stated
from watchgraph_projections.questions.findings import Difference, Needs, Published, Question
from watchgraph_projections.statistics.queries import Condition, Grouping, Query, Universe

AIGS = "aigs"
REPORT = "Carnegie report on the spread of AI surveillance, September 2019"
BOOK_2020 = "index workbook of 2020 (Mendeley Data, version 1), rows counted"
BOOK_2022 = "index workbook of 2022 (Mendeley Data, version 4), rows counted"
IN_2022 = Needs(AIGS, "2022", "aigs-2022")
ONLY_A_REPORT = "the table behind the report of 2019 was not published, so it cannot be counted again"
NO_2020 = "the workbook of 2020 has no importer yet"
FEWER_COMPANIES = "the later workbooks list fewer companies a row than the report of 2019 went by"

USES = "usesSurveillanceTechnology"
UNIVERSE = Universe(dataset=AIGS, edition="2022")
IN_INDEX = Condition(predicate=USES)
IN_BELT_AND_ROAD = Condition(predicate="beltAndRoadMember", codes=("MEMBER",))
BY_REGIME = Grouping(predicate="regimeType")


def uses(technology: str) -> Condition:
    """The index flags this technology, by the name of its column."""
    return Condition(predicate=USES, entities=(entity_id(AIGS, "Technology", technology),))


def company(name: str) -> Condition:
    """The index lists this company for the country."""
    return Condition(predicate="companyPresent", entities=(entity_id(AIGS, "Organisation", name),))


def from_country(name: str) -> Condition:
    """The index says that technology of this country is in use."""
    return Condition(predicate="techOrigin", entities=(entity_id(AIGS, "Place", name),))


def countries(*where: Condition, by: Grouping | None = None) -> Query:
    """Count the countries of the edition of 2022."""
    return Query(of="Place", where=where, group_by=by, universe=UNIVERSE)


FACES = uses("Facial Recognition System")
HUAWEI = company("Huawei")
CHINA = from_country("China")
USA = from_country("United States of America")


def in_2019(value: str, *, what: str = "", by: str = REPORT) -> Published:
    """An answer of the report, whose table nobody has."""
    return Published(what=what, value=value, by=by, why=ONLY_A_REPORT)


def in_2020(value: str, *, what: str = "") -> Published:
    """An answer counted from the workbook of 2020."""
    return Published(what=what, value=value, by=BOOK_2020, why=NO_2020)


def in_2022(value: str, check: Check, *, what: str = "") -> Published:
    """An answer counted from the workbook of 2022."""
    return Published(what=what, value=value, by=BOOK_2022, check=check, needs=IN_2022)


def said(value: str, record: str, by: str) -> Published:
    """A figure that the reference data repeat as a claim."""
    needs = Needs("watchgraph-reference", None, "reference")
    return Published(what="as stated", value=value, by=by, check=Stated(record, "publishedCount"), needs=needs)


def shrunk(value: str, name: str) -> Published:
    """A figure of 2019 beside what the workbook of 2022 still lists."""
    return Published(
        value=value,
        by=REPORT,
        check=Counted(countries(company(name))),
        needs=IN_2022,
        differs=Difference.SOURCE_GAP,
        why=FEWER_COMPANIES,
    )


def regimes(*, liberal: str, electoral: str, electoral_autocracy: str, closed_autocracy: str) -> str:
    """Write figures by regime as `Grouped` does."""
    return (
        f"CLOSED_AUTOCRACY {closed_autocracy}, ELECTORAL_AUTOCRACY {electoral_autocracy}, "
        f"ELECTORAL_DEMOCRACY {electoral}, LIBERAL_DEMOCRACY {liberal}"
    )


QUESTIONS = (
    Question(
        id="Q01",
        text="How many countries use AI surveillance?",
        published=(
            in_2019("75 of 176"),
            in_2020("77"),
            in_2022("97 of 179", Counted(countries(IN_INDEX), countries(Condition(predicate="regimeType")))),
        ),
    ),
    Question(
        id="Q02",
        text="How many countries use facial recognition for surveillance?",
        published=(
            said("64 countries", "C042", REPORT),
            said("68 countries", "R10", BOOK_2020),
            in_2022("78", Counted(countries(FACES))),
        ),
    ),
    Question(
        id="Q03",
        text="How many countries have smart-city or safe-city platforms?",
        published=(
            said("56 countries", "C043", REPORT),
            in_2020("55"),
            in_2022("64", Counted(countries(uses("Safe City System")))),
        ),
    ),
    Question(
        id="Q04",
        text="How many countries use smart policing?",
        published=(in_2019("52"), in_2020("61"), in_2022("69", Counted(countries(uses("Smart Policing"))))),
    ),
    Question(
        id="Q05",
        text="How many countries watch social media?",
        published=(in_2020("36"), in_2022("38", Counted(countries(uses("Social Media Surveillance"))))),
    ),
    Question(
        id="Q06",
        text="How many countries does Chinese surveillance technology reach, how many of them in Belt and Road?",
        published=(
            in_2019("63 and 36"),
            in_2020("57 and 45"),
            in_2022("68", Counted(countries(CHINA)), what="reached"),
            in_2022("53", Counted(countries(CHINA, IN_BELT_AND_ROAD)), what="of them in Belt and Road"),
        ),
    ),
    Question(
        id="Q07",
        text="Which vendor reaches most countries, and how many?",
        published=(
            said("at least 50 countries", "R13", REPORT),
            Published(
                what="as another site prints the report",
                value="55 countries",
                by="dig.watch on the same report",
                check=Stated("R13", "publishedCount"),
                needs=Needs("watchgraph-reference", None, "reference"),
                differs=Difference.TRANSCRIPTION,
                why="the report itself says at least 50; the claim of 55 is disputed as a misprint",
            ),
            in_2020("44"),
            in_2022("51", Counted(countries(HUAWEI)), what="Huawei, by the five labelled columns"),
        ),
    ),
    Question(
        id="Q08",
        text="How many countries does NEC reach?",
        published=(in_2019("14"), in_2020("16"), in_2022("14", Counted(countries(company("NEC"))))),
    ),
    Question(
        id="Q09",
        text="How many countries does IBM reach?",
        published=(shrunk("11", "IBM"), in_2022("4", Counted(countries(company("IBM"))))),
    ),
    Question(
        id="Q10",
        text="How many countries does Palantir reach?",
        published=(in_2019("9"), in_2020("9"), in_2022("9", Counted(countries(company("Palantir"))))),
    ),
    Question(
        id="Q11",
        text="How many countries does Cisco reach?",
        published=(shrunk("6", "Cisco"), in_2020("2"), in_2022("1", Counted(countries(company("Cisco"))))),
    ),
    Question(
        id="Q12",
        text="How many countries does surveillance technology from the United States reach?",
        published=(in_2019("32"), in_2020("29"), in_2022("31", Counted(countries(USA)))),
    ),
    Question(
        id="Q13",
        text="What share of countries of each regime type uses AI surveillance?",
        published=(
            in_2019(
                regimes(liberal="51%", electoral="41%", electoral_autocracy="41%", closed_autocracy="37%"),
                by=f"{REPORT}, as quoted by loomered.com",
            ),
            in_2022(
                regimes(
                    liberal="22 of 34",
                    electoral="30 of 55",
                    electoral_autocracy="32 of 60",
                    closed_autocracy="13 of 30",
                ),
                Grouped(countries(IN_INDEX, by=BY_REGIME), countries(Condition(predicate="regimeType"), by=BY_REGIME)),
            ),
        ),
    ),
    Question(
        id="Q14",
        text="How many countries of each regime type use facial recognition?",
        published=(
            in_2022(
                regimes(liberal="21", electoral="24", electoral_autocracy="22", closed_autocracy="11"),
                Grouped(countries(FACES, by=BY_REGIME)),
            ),
        ),
    ),
    Question(
        id="Q15",
        text="How many of the fifty largest military spenders use AI surveillance?",
        published=(
            in_2019("40", by=f"{REPORT}, as quoted on a page of diagrams"),
            in_2020("41"),
            in_2022(
                "41",
                Counted(countries(IN_INDEX, Condition(predicate="militaryExpenditureRank", at_most=Decimal(50)))),
            ),
        ),
    ),
    Question(
        id="Q17",
        text="How many countries have both Chinese and American surveillance technology?",
        published=(in_2020("23"), in_2022("23", Counted(countries(CHINA, USA)))),
    ),
    Question(
        id="Q18",
        text="Where is Huawei listed: under which regimes, with facial recognition, in Belt and Road?",
        published=(
            in_2022(
                regimes(liberal="7", electoral="13", electoral_autocracy="24", closed_autocracy="7"),
                Grouped(countries(HUAWEI, by=BY_REGIME)),
                what="by regime",
            ),
            in_2022("36", Counted(countries(HUAWEI, FACES)), what="with facial recognition"),
            in_2022("43", Counted(countries(HUAWEI, IN_BELT_AND_ROAD)), what="in Belt and Road"),
        ),
    ),
    Question(
        id="Q19",
        text="How many countries of each region use facial recognition?",
        published=(
            in_2022(
                "AF 6, EAP 15, EUR 24, MENA 9, SCA 8, WHA 16",
                Grouped(countries(FACES, by=Grouping(predicate="region"))),
            ),
        ),
    ),
    Question(
        id="Q20",
        text="Which countries entered the index between 2020 and 2022?",
        published=(
            Published(
                value="20 countries, among them Angola, Austria, Belarus and Nigeria; none left",
                by="both workbooks compared",
                why=NO_2020,
            ),
        ),
    ),
)
