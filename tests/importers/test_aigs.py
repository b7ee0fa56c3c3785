from collections import defaultdict
from pathlib import Path
from uuid import UUID

import pytest
from tests.importers.imports import Bodies, statements
from tests.importers.imports import imported as imported_in
from tests.importers.made_workbooks import Cell, write_workbook

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed, EvidenceAttached
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.identifiers import country_id, entity_id
from watchgraph.domain.statements import Stance, Statement
from watchgraph.domain.values import Code, EntityRef, Money, Quantity, Text
from watchgraph.log import Actor
from watchgraph_importers.aigs import AIGS_2022, INDEX_SHEET, SCORES_SHEET, repaired
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.reports import ImportReport

HEADER = [
    "Country",
    "Region",
    "V-Dem Electoral Democracy Index 2021",
    "V-Dem Regime Type 2021",
    "Feldstein Digital Repression Index 2021",
    "Freedom on the Net 2021 Status",
    "Freedom on the Net 2021 Score",
    "Military Expenditures (USD) 2018",
    "Military Expenditures Ranking (2018)",
    "Member of Belt & Road Initiative",
    "China ODI Rank (EIU)",
    "Safe City System",
    "Facial Recognition System",
    "Smart Policing",
    "Social Media Surveillance",
    "China Tech",
    "US Tech",
    "Other Countries",
    "Company 1",
    "Company 2",
    "Company 3",
    "Company 4",
    "Company 5",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
]
SERBIA: list[Cell] = [
    "Serbia",
    "EUR",
    0.353,
    "EA",
    0.1,
    "",
    "",
    806.25,
    73,
    "x",
    "",
    "x",
    "x",
    "",
    "",
    1,
    "",
    "",
    "Huawei",
]
USA: list[Cell] = [
    "UnitElectoral Democracy States of AmeriClosed Autocracy",
    "WHA",
    0.821,
    "LD",
    -0.5,
    "FREE",
    75,
    "",
    "",
    "",
    2,
    "",
    "x",
    "",
    "",
    "",
    1,
    "Israel, HK, SwElectoral Democracyen",
    "Mult",
    "Hikvsion",
    "",
    "",
    "",
    "NEC",
    "Hikvsion, Dahua, and Yitu ",
]
SCORES_HEADER = [
    "Country",
    "Region",
    "Year",
    "v2x_polyarchy",
    "v2x_libdem",
    "v2x_regime",
    "Digital Repression Index 2021",
    "Gov SM surveillance v2smgovsmmon",
    "Gov disinfo v2smgovdom",
    "Pol party disinfo v2smpardom",
    "Gov filtering v2smgovfilprc",
    "Gov internet shutdowns v2smgovshut",
    "Gov SM Shutdown v2smgovsm",
    "Gov SM censorship v2smgovsmcenprc",
    "Arrests online users (v2smarrest)",
    "AIGS?",
]
SCORES: list[list[Cell]] = [
    ["Serbia", "EUR", 2021, 0.353, 0.2, "EA", 0.1, 0, 0, 0, 0, 0, 0, 0, 0, "x"],
    ["Angola", "AFR", 2021, 0.351, 0.19, "EA", -0.2, 0, 0, 0, 0, 0, 0, 0, 0, ""],
    ["Zanzibar", "AFR", 2021, 0.263, 0.198, "EA", 0.46, 0, 0, 0, 0, 0, 0, 0, 0, ""],
]


def place(name: str) -> UUID:
    return entity_id("aigs", "Place", name)


def company(name: str) -> UUID:
    return entity_id("aigs", "Organisation", name)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_workbook(
        tmp_path / "index.xlsx", {INDEX_SHEET: [HEADER, SERBIA, USA], SCORES_SHEET: [SCORES_HEADER, *SCORES]}
    )


@pytest.fixture
def imported(small: Path, store: ImportStore, actor: Actor) -> ImportReport:
    (report,) = run_imports(AIGS_2022, [small], store, actor)
    return report


@pytest.fixture
def events(small: Path, store: ImportStore, actor: Actor, bodies: Bodies) -> list[Event]:
    run_imports(AIGS_2022, [small], store, actor)
    return bodies()


def test_every_row_of_both_sheets_is_accounted_for(imported: ImportReport) -> None:
    rows = imported.rows

    assert (rows.stated_anew, rows.stated_again, rows.refused, rows.not_data) == (4, 1, 0, 0)
    assert imported.total_rows == 5


def test_a_flag_is_an_observation_seen_by_the_edition_year(events: list[Event]) -> None:
    flags = [flag for flag in statements(events, "usesSurveillanceTechnology") if flag.subject == place("Serbia")]

    assert {flag.object for flag in flags} == {
        EntityRef(id=entity_id("aigs", "Technology", name))
        for name in ("Safe City System", "Facial Recognition System")
    }
    assert {(flag.valid, flag.slot_by_time, flag.origin.record) for flag in flags} == {("2022", True, "Serbia")}


def test_the_damaged_name_of_the_united_states_is_repaired_and_kept(events: list[Event]) -> None:
    names = [name for name in statements(events, "name") if name.subject == place("United States of America")]

    texts = {name.object.text for name in names if isinstance(name.object, Text)}
    assert texts == {"United States of America", "UnitElectoral Democracy States of AmeriClosed Autocracy"}


def test_a_damaged_country_of_origin_is_repaired_and_kept(events: list[Event]) -> None:
    names = {
        name.object.text
        for name in statements(events, "name")
        if name.subject == place("Sweden") and isinstance(name.object, Text)
    }

    assert names == {"Sweden", "SwElectoral Democracyen"}
    assert place("Sweden") in {
        one.object.id for one in statements(events, "techOrigin") if isinstance(one.object, EntityRef)
    }


def test_repair_undoes_only_the_damage() -> None:
    assert repaired("South KorElectoral Autocracy, SwElectoral Democracyen, Russia") == "South Korea, Sweden, Russia"
    assert repaired("Guinea") == "Guinea"


def test_country_names_meet_the_register_by_a_recorded_judgement(events: list[Event]) -> None:
    judged = {frozenset((body.left, body.right)): body for body in events if isinstance(body, JudgementRecorded)}

    assert judged[frozenset((place("Serbia"), country_id("RS")))].verdict == "SAME"
    assert judged[frozenset((place("HK"), country_id("HK")))].rule == "country-names/2"
    assert not any(place("Zanzibar") in pair for pair in judged)


def test_declared_misspellings_are_judged_and_not_rewritten(events: list[Event]) -> None:
    pairs = {(body.left, body.right) for body in events if isinstance(body, JudgementRecorded)}
    present = [statement.object for statement in statements(events, "companyPresent")]

    assert tuple(sorted((company("Hikvsion"), company("Hikvision")))) in pairs
    assert EntityRef(id=company("Hikvsion")) in present


def test_columns_without_header_are_proposed_and_not_accepted(events: list[Event]) -> None:
    doubtful = [statement.object for statement in statements(events, "companyPresent", accepted=False)]

    assert doubtful == [EntityRef(id=company(name)) for name in ("NEC", "Dahua", "Yitu")]
    notes = [body.note.text for body in events if isinstance(body, ClaimProposed) and body.note is not None]
    assert len(notes) == 3
    assert all(note is not None and "another country's row" in note for note in notes)


def test_a_doubtful_cell_only_mentions_what_a_sound_cell_states(events: list[Event]) -> None:
    attached = [body.evidence for body in events if isinstance(body, EvidenceAttached)]

    assert [item.locator for item in attached if item.stance is Stance.MENTIONS] == [f"{INDEX_SHEET}!3:Y"]


def test_a_placeholder_for_several_companies_is_no_entity(events: list[Event]) -> None:
    assert not any(EntityRef(id=company("Mult")) == one.object for one in statements(events, "companyPresent"))


def test_figures_keep_their_meaning(events: list[Event]) -> None:
    spending = statements(events, "militaryExpenditure")[0]
    assert (spending.object, spending.valid) == (Money(amount="806250000", currency="USD", date="2018"), "2018")
    rank = statements(events, "militaryExpenditureRank")[0]
    assert rank.object == Quantity(min="73", max="73", unit="rank")
    regimes = {one.subject: one.object for one in statements(events, "regimeType")}
    assert regimes[place("Angola")] == Code(scheme="regime-type", code="ELECTORAL_AUTOCRACY")
    assert {one.valid for one in statements(events, "regimeType")} == {"2021"}


def test_what_both_sheets_state_is_one_claim_with_two_cells(events: list[Event]) -> None:
    regimes = [one for one in statements(events, "regimeType") if one.subject == place("Serbia")]
    cells = [body.evidence.locator for body in events if isinstance(body, EvidenceAttached)]

    assert len(regimes) == 1
    assert f"{SCORES_SHEET}!2:v2x_regime" in cells


def test_an_unreadable_flag_stops_the_import_and_is_named(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    broken: list[Cell] = [*SERBIA[:11], "yes", *SERBIA[12:]]
    path = write_workbook(tmp_path / "i.xlsx", {INDEX_SHEET: [HEADER, broken], SCORES_SHEET: [SCORES_HEADER]})

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(AIGS_2022, [path], store, actor)

    (problem,) = refused.value.problems
    assert (problem.sheet, problem.line, problem.field, problem.value) == (INDEX_SHEET, 2, "Safe City System", "yes")
    assert problem.rule == "unknown-flag"
    assert store.log.head() == 0


# The real workbook


class Index:
    """The 2022 edition, counted from statements alone, names joined by the judgements of the same import."""

    def __init__(self, events: list[Event], report: ImportReport) -> None:
        self.report = report
        self.events = events
        self._same: dict[UUID, UUID] = {}
        for body in events:
            if isinstance(body, JudgementRecorded):
                self._same[self.root(body.left)] = self.root(body.right)

    def root(self, entity: UUID) -> UUID:
        while entity in self._same:
            entity = self._same[entity]
        return entity

    def places(self, predicate: str, value: object = None) -> set[UUID]:
        wanted = self.root(value) if isinstance(value, UUID) else value
        return {
            self.root(one.subject)
            for one in statements(self.events, predicate)
            if value is None or self._of(one) == wanted
        }

    def _of(self, statement: Statement) -> object:
        match statement.object:
            case EntityRef(id=entity):
                return self.root(entity)
            case Code(code=code):
                return code
            case value:
                return value

    def technology(self, name: str) -> set[UUID]:
        return self.places("usesSurveillanceTechnology", entity_id("aigs", "Technology", name))

    def with_company(self, name: str) -> set[UUID]:
        return self.places("companyPresent", company(name))

    def origin(self, code: str) -> set[UUID]:
        return self.places("techOrigin", country_id(code))

    def any_technology(self) -> set[UUID]:
        return self.places("usesSurveillanceTechnology")

    def by(self, predicate: str, among: set[UUID]) -> dict[str, int]:
        classes: dict[str, set[UUID]] = defaultdict(set)
        for one in statements(self.events, predicate):
            assert isinstance(one.object, Code)
            classes[one.object.code].add(self.root(one.subject))
        return {code: len(members & among) for code, members in classes.items()}

    def top_spenders(self) -> set[UUID]:
        return {
            self.root(one.subject)
            for one in statements(self.events, "militaryExpenditureRank")
            if isinstance(one.object, Quantity) and int(one.object.min or 0) <= 50
        }


@pytest.fixture(scope="module")
def index(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    with imported_in(AIGS_2022, [test_data / "aigs-2022"], tmp_path_factory.mktemp("aigs")) as found:
        (report,) = found.reports
        return Index(found.events, report)


def test_all_rows_of_the_real_workbook_are_accounted_for(index: Index) -> None:
    assert index.report.total_rows == 97 + 179
    assert (index.report.rows.refused, index.report.rows.not_data) == (0, 0)
    completed = index.events[-1]
    assert isinstance(completed, ImportCompleted)
    assert completed.rows == index.report.rows


@pytest.mark.parametrize(
    ("technology", "published"),
    [
        ("Facial Recognition System", 78),
        ("Safe City System", 64),
        ("Smart Policing", 69),
        ("Social Media Surveillance", 38),
    ],
)
def test_published_counts_of_technologies_come_out(index: Index, technology: str, published: int) -> None:
    assert len(index.technology(technology)) == published


def test_countries_with_any_of_the_technologies_are_those_of_the_index(index: Index) -> None:
    assert len(index.places("region")) == 179
    assert len(index.any_technology()) == 97


def test_the_united_states_are_counted(index: Index) -> None:
    assert index.root(country_id("US")) in index.technology("Facial Recognition System")


def test_reach_of_chinese_and_american_technology_comes_out(index: Index) -> None:
    chinese, american = index.origin("CN"), index.origin("US")

    assert (len(chinese), len(american), len(chinese & american)) == (68, 31, 23)
    assert len(chinese & index.places("beltAndRoadMember")) == 53


@pytest.mark.parametrize(
    ("name", "published"),
    [("Huawei", 51), ("NEC", 14), ("Palantir", 9), ("IBM", 4), ("Cisco", 1), ("Hikvision", 12)],
)
def test_published_counts_of_companies_come_out(index: Index, name: str, published: int) -> None:
    assert len(index.with_company(name)) == published


def test_without_the_judgement_a_misspelling_would_hide_a_country(index: Index) -> None:
    spelt_rightly = {
        one.subject
        for one in statements(index.events, "companyPresent")
        if one.object == EntityRef(id=company("Hikvision"))
    }

    assert len(spelt_rightly) == 11


def test_adoption_by_regime_comes_out(index: Index) -> None:
    everywhere = index.by("regimeType", index.places("regimeType"))

    assert index.by("regimeType", index.any_technology()) == {
        "LIBERAL_DEMOCRACY": 22,
        "ELECTORAL_DEMOCRACY": 30,
        "ELECTORAL_AUTOCRACY": 32,
        "CLOSED_AUTOCRACY": 13,
    }
    assert everywhere == {
        "LIBERAL_DEMOCRACY": 34,
        "ELECTORAL_DEMOCRACY": 55,
        "ELECTORAL_AUTOCRACY": 60,
        "CLOSED_AUTOCRACY": 30,
    }


def test_facial_recognition_by_regime_and_region_comes_out(index: Index) -> None:
    seen = index.technology("Facial Recognition System")

    assert index.by("regimeType", seen) == {
        "LIBERAL_DEMOCRACY": 21,
        "ELECTORAL_DEMOCRACY": 24,
        "ELECTORAL_AUTOCRACY": 22,
        "CLOSED_AUTOCRACY": 11,
    }
    assert index.by("region", seen) == {"EUR": 24, "WHA": 16, "EAP": 15, "MENA": 9, "SCA": 8, "AF": 6}


def test_huawei_by_regime_comes_out(index: Index) -> None:
    huawei = index.with_company("Huawei")

    assert index.by("regimeType", huawei) == {
        "ELECTORAL_AUTOCRACY": 24,
        "ELECTORAL_DEMOCRACY": 13,
        "CLOSED_AUTOCRACY": 7,
        "LIBERAL_DEMOCRACY": 7,
    }
    assert len(huawei & index.technology("Facial Recognition System")) == 36
    assert len(huawei & index.places("beltAndRoadMember")) == 43


def test_adoption_among_the_top_spenders_comes_out(index: Index) -> None:
    assert len(index.top_spenders() & index.any_technology()) == 41


def test_the_doubtful_columns_would_add_countries(index: Index) -> None:
    doubtful = statements(index.events, "companyPresent", accepted=False)
    more = {one.subject for one in doubtful if one.object == EntityRef(id=company("Huawei"))}

    assert len(index.with_company("Huawei") | {index.root(subject) for subject in more}) == 53
