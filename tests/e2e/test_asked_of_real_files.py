"""Questions of researchers over the publishers' real files; each answer is computed here from the files again."""

import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.schema.replies import Ask, asking
from tests.stores import Store

from watchgraph.domain.identifiers import entity_id
from watchgraph.log import Actor
from watchgraph_importers.places import match_country
from watchgraph_importers.registry import import_named

FOLDERS = (
    "country-codes", "aidata-gcof-v1", "us-vendor-restrictions", "aigs-2022", "gdpr-fines", "eff-atlas-california",
    "frt-laws-iff", "bri-members", "met-police-lfr", "aiaaic", "aiid-incidents",
)  # fmt: skip
REGIMES = "country-indicators/owid_political_regime_1990plus.csv"
V1_1 = ("v1.1_official", "v1.1_unofficial", "v1.1_military", "v1.1_cancelled_suspended", "v1.1_suspicious")
Row = Mapping[str, str]
Rows = Callable[..., list[dict[str, str]]]

ROOT = Path(__file__).parents[2]
GRAPHQL = re.compile(r"^```graphql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ACTOR = Actor(id="tests", role="EDITOR", channel="LOCAL")
FACES = entity_id("aigs", "Technology", "Facial Recognition System")
SAFE_CITIES = entity_id("aigs", "Technology", "Safe City System")
AIGS = 'universe: {dataset: "aigs", edition: "2022"}'
MET = 'universe: {dataset: "met-police-lfr"}'
FINES = 'universe: {dataset: "gdpr-fines-rub"}'
FINANCE = 'universe: {dataset: "aidata-china-finance", edition: "gcof-1.0"}'
LISTED = '{predicate: "restricts", counted: OBJECT}'
INCIDENTS = 'universe: {dataset: "aiaaic"}'
FACE_INCIDENTS = (
    f'{{predicate: "usesTechnology", entities: ["{entity_id("aiaaic", "Technology", "Facial recognition")}"]}}'
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, test_data: Path) -> Iterator[Ask]:
    today = int(datetime.now(UTC).strftime("%Y%m%d"))
    store = Store.open(tmp_path_factory.mktemp("asked"), today)
    imports = store.imports
    paths = {name: [test_data / name] for name in FOLDERS} | {"country-indicators-regime": [test_data / REGIMES]}
    paths |= {"aidata-africa-releases": sorted((test_data / "aidata-africa-releases").glob("v1.1_*"))}
    import_named("reference", [], imports, ACTOR)
    for name, files in paths.items():
        import_named(name, files, imports, ACTOR)
    store.catch_up(today)
    yield asking(store.catalogue)
    store.close()


@pytest.fixture(scope="module")
def rows(test_data: Path) -> Rows:
    """Reads a file of a publisher, as text and row by row."""

    def read(name: str, delimiter: str = ",", skipped: int = 0) -> list[dict[str, str]]:
        path = test_data / name
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            for _ in range(skipped):
                next(file)
            return list(csv.DictReader(file, delimiter=delimiter))

    return read


@pytest.fixture(scope="module")
def patrols(rows: Rows) -> list[dict[str, str]]:
    """The deployments of the Metropolitan Police, with their day read as the file means it."""
    found = [row for row in rows("met-police-lfr/deployment_data_raw.csv", skipped=3) if row["Year"].isdigit()]
    assert len(found) == 252
    return [row | {"day": day_of(row["Date"])} for row in found]


def day_of(printed: str) -> str:
    """Day and month are swapped in cells that are dates, and in order in those that are text."""
    iso = re.match(r"(\d{4})-(\d\d)-(\d\d)", printed)
    if iso is not None:
        return f"{iso[1]}-{iso[3]}-{iso[2]}"
    day, month, year = printed.split("/")
    return f"{year}-{int(month):02}-{int(day):02}"


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) if re.fullmatch(r"[\d.,]+", text) else Decimal(0)


def all_incidents(test_data: Path) -> list[dict[str, str]]:
    """All incidents, each once."""
    with gzip.open(test_data / "aiaaic/aiaaic_incidents.jsonl.gz", "rt", encoding="utf-8") as file:
        return list({each["id"]: each for each in map(json.loads, file)}.values())


def incidents(test_data: Path) -> list[dict[str, str]]:
    """Incidents about facial recognition."""
    faces = {"Facial recognition", "Facial recgnition", "Facial recogniton"}
    return [each for each in all_incidents(test_data) if faces & set(re.split(r"\s*[;,]\s*", each["technology"]))]


def counted(ask: Ask, arguments: str) -> Decimal:
    """The certain number of an answer; it must also be the possible one."""
    reply = ask(f"{{ aggregate({arguments}) {{ numbers {{ certain {NUMBER} possible {NUMBER} }} }} }}")
    assert reply.codes == []
    (certain,) = reply.all("aggregate.numbers.*.certain.figure.value")
    assert reply.all("aggregate.numbers.*.possible.figure.value") == [certain]
    return Decimal(str(certain))


def grouped(ask: Ask, arguments: str, key: str = "label", first: int = 100) -> dict[object, Decimal]:
    """The certain number of each group that has one, in their order."""
    shown = f"groups(first: {first}) {{ nodes {{ {key} numbers {{ certain {NUMBER} }} }} }}"
    reply = ask(f"{{ aggregate({arguments}) {{ {shown} }} }}")
    assert reply.codes == []
    nodes = reply.at("aggregate.groups.nodes")
    assert isinstance(nodes, list)
    found = {each[key]: Decimal(each["numbers"][0]["certain"]["figure"]["value"]) for each in nodes}
    return {value: count for value, count in found.items() if count}


NUMBER = "{ figure { value } }"
CERTAIN = "certain.figure.value"
OF_BASE = f"{{ basis certain {NUMBER} }}"
RATE = re.compile(r"\d[\d.]*(?:e-\d+)?").fullmatch


def flagged(rows: Iterable[Row], *columns: str) -> list[Row]:
    return [row for row in rows if all(row[column].strip() for column in columns)]


def uses(technology: object, rest: str = "") -> str:
    return f'{{predicate: "usesSurveillanceTechnology", entities: ["{technology}"] {rest}}}'


# Countries


def test_countries_with_safe_cities_and_without_facial_recognition(ask: Ask, rows: Rows) -> None:
    index = rows("aigs-2022/aigs_2022_sheet1.csv")

    found = counted(ask, f'of: "Place", where: [{uses(SAFE_CITIES)}, {uses(FACES, "absent: true")}], {AIGS}')

    assert found == sum(not row["Facial Recognition System"].strip() for row in flagged(index, "Safe City System"))


def test_users_of_facial_recognition_by_region_of_the_world(ask: Ask, rows: Rows) -> None:
    found = grouped(ask, f'of: "Place", where: [{uses(FACES)}], groupBy: {{area: REGION}}, {AIGS}')

    regions = {row["ISO3166-1-Alpha-2"]: row["Region Name"] for row in rows("country-codes/country-codes.csv")}
    users = flagged(rows("aigs-2022/aigs_2022_sheet1.csv"), "Facial Recognition System")
    spoilt = {"UnitElectoral Democracy States of AmeriClosed Autocracy": "United States of America"}
    countries = [match_country(spoilt.get(row["Country"], row["Country"])) for row in users]
    assert found == Counter(regions[match.code] for match in countries if match is not None)
    assert None not in countries


def test_spending_on_arms_of_all_that_use_facial_recognition(ask: Ask, rows: Rows) -> None:
    users = flagged(rows("aigs-2022/aigs_2022_sheet1.csv"), "Facial Recognition System")

    arguments = f'of: "Place", where: [{uses(FACES)}], measure: SUM, measured: "militaryExpenditure", {AIGS}'
    found = counted(ask, arguments)

    millions = sum(number(row["Military Expenditures (USD) 2018"]) for row in users)
    assert found == millions * 1_000_000


def test_users_of_facial_recognition_by_a_list_of_members_of_another_publisher(ask: Ask, rows: Rows) -> None:
    belongs = '{predicate: "beltAndRoadMember", universe: {dataset: "bri-members"}}'
    aigs = f"{uses(FACES, AIGS)}, {belongs}"

    found = grouped(ask, f'of: "Place", where: [{aigs}], groupBy: {{predicate: "incomeGroup"}}', key="code")

    listed = {row["Country"]: row["IncomeGroup"] for row in rows("bri-members/bri_countries_2023-12.csv")}
    users = flagged(rows("aigs-2022/aigs_2022_sheet1.csv"), "Facial Recognition System")
    low = {row["Country"] for row in users if listed.get(row["Country"]) == "Low income"}
    assert found["LOW"] == len(low)


def test_members_of_the_belt_and_road_by_the_year_in_which_they_joined(ask: Ask, rows: Rows) -> None:
    members = [row for row in rows("bri-members/bri_countries_2023-12.csv") if not row["Likely date of exit"]]

    arguments = (
        'of: "Place", where: [{predicate: "beltAndRoadMember"}], groupBy: {}, universe: {dataset: "bri-members"}'
    )
    found = grouped(ask, arguments, key="year")

    joined = Counter(int(row["Likely date of joining"][:4]) for row in members if row["Likely date of joining"])
    assert {year: count for year, count in found.items() if year is not None} == joined


def test_regimes_of_one_year_among_thirty(ask: Ask, rows: Rows) -> None:
    of_2010 = Counter(row["Political regime"] for row in rows(REGIMES) if row["Year"] == "2010")

    where = 'where: [{predicate: "regimeType", since: "2010", before: "2011"}]'
    regimes = 'groupBy: {predicate: "regimeType"}, universe: {dataset: "owid-political-regime"}'
    found = grouped(ask, f'of: "Place", {where}, {regimes}', key="code")

    codes = ("CLOSED_AUTOCRACY", "ELECTORAL_AUTOCRACY", "ELECTORAL_DEMOCRACY", "LIBERAL_DEMOCRACY")
    assert found == {code: of_2010[str(place)] for place, code in enumerate(codes)}


@pytest.mark.parametrize("year", ["1995", "2012", "2022"])
def test_closed_autocracies_of_a_year_without_those_that_were_last_rated_before(
    ask: Ask, rows: Rows, year: str
) -> None:
    rated = [row for row in rows(REGIMES) if row["Year"] == year and row["Political regime"] == "0"]

    where = 'where: [{predicate: "regimeType", codes: ["CLOSED_AUTOCRACY"]}]'
    shown = "certain { figure { value } claims { totalCount } } possible { steps { doubt added } }"
    asked = f'of: "Place", {where}, universe: {{dataset: "owid-political-regime"}}, asOf: {{validAt: "{year}"}}'
    reply = ask(f"{{ aggregate({asked}) {{ numbers {{ {shown} }} }} }}")

    assert reply.at("aggregate.numbers.0.certain.figure.value") == str(len(rated))
    assert reply.number("aggregate.numbers.0.certain.claims.totalCount") == len(rated), "those of the year and no other"
    assert reply.all("aggregate.numbers.0.possible.steps.*.doubt") == ["POSSIBLY_OVER"]


def test_closed_autocracies_year_by_year(ask: Ask, rows: Rows) -> None:
    closed = Counter(int(row["Year"]) for row in rows(REGIMES) if row["Political regime"] == "0")

    where = 'where: [{predicate: "regimeType", codes: ["CLOSED_AUTOCRACY"]}]'
    found = grouped(
        ask,
        f'of: "Place", {where}, groupBy: {{yearly: true}}, universe: {{dataset: "owid-political-regime"}}',
        key="year",
    )

    assert found == closed


def test_countries_that_pay_in_euros(ask: Ask, rows: Rows) -> None:
    found = counted(ask, 'of: "Place", where: [{predicate: "currency", codes: ["EUR"]}]')

    codes = [row["ISO4217-currency_alphabetic_code"] for row in rows("country-codes/country-codes.csv")]
    assert found == sum("EUR" in each.split(",") for each in codes)


def test_countries_with_a_vendor_that_a_law_names(ask: Ask, rows: Rows) -> None:
    named = '{predicate: "restricts", counted: OBJECT, universe: {dataset: "ndaa-889"}}'
    where = f'where: [{{predicate: "companyPresent", that: [{named}], {AIGS}}}]'

    reply = ask(f'{{ aggregate(of: "Place", {where}) {{ numbers {{ certain {NUMBER} }} }} }}')

    vendors = {"huawei", "zte", "hikvision", "hikvsion", "dahua", "hytera"}
    companies = [f"Company {place}" for place in range(1, 6)]
    index = rows("aigs-2022/aigs_2022_sheet1.csv")
    with_vendor = [row for row in index if vendors & {row[column].strip().casefold() for column in companies}]
    assert reply.at("aggregate.numbers.0.certain.figure.value") == str(len(with_vendor))


# Money


def test_aid_without_umbrellas_pledges_and_what_was_given_up(ask: Ask, rows: Rows) -> None:
    aid = '{predicate: "flowClass", codes: ["ODA_LIKE"]}'

    found = counted(
        ask, f'of: "FinancialFacility", where: [{aid}], measure: SUM, measured: "amountConstant", {FINANCE}'
    )

    records = rows("aidata-gcof-v1/gcof_v1.csv.gz")
    kept = [row for row in records if row["recommended_for_research"] == "True" and row["umbrella"] == "0"]
    stated = sum(number(row["usd_defl_2014"].strip()) for row in kept if row["flow_class"] == "ODA-like")
    assert abs(found - stated) < 1


def test_money_to_africa_without_what_its_publisher_does_not_count_as_official(ask: Ask, rows: Rows) -> None:
    africa = 'universe: {dataset: "aidata-china-finance", edition: "africa-1.1"}'
    constant = '{predicate: "amountConstant"}'
    summed = f'of: "FinancialFacility", measure: SUM, measured: "amountConstant", {africa}'
    unofficial = f'{constant}, {{predicate: "countable", qualifiers: [{{name: "reason", value: "UNOFFICIAL"}}]}}'

    found = counted(ask, f"{summed}, where: [{constant}]")
    apart = counted(ask, f"{summed}, where: [{unofficial}]")
    reply = ask(f"{{ aggregate({summed}, where: [{constant}]) {{ excluded {{ reason claims {{ totalCount }} }} }} }}")

    sheets = ("official", "unofficial", "military")
    records = [row for name in sheets for row in rows(f"aidata-africa-releases/v1.1_{name}.csv.gz")]
    kept = [row for row in records if row["status"] in {"Pipeline: Commitment", "Implementation", "Completion"}]
    stated = {"1": Decimal(0), "0": Decimal(0)}
    for row in kept:
        stated[row["is_official_finance"]] += number(row["usd_defl"].strip())
    assert abs(found - stated["1"]) < 1
    assert abs(apart - stated["0"]) < 1
    unofficial_rows = [row for row in kept if row["is_official_finance"] == "0" and number(row["usd_defl"].strip()) > 0]
    assert {"reason": "UNOFFICIAL", "claims": {"totalCount": len(unofficial_rows)}} in reply.all("aggregate.excluded.*")


def test_loans_that_are_here_by_their_number_alone_are_told_from_those_with_a_record(ask: Ask, rows: Rows) -> None:
    finance = "hasClaim: {families: [FINANCE]}"
    listed = "financialFacilities(first: 100, where: {%s}) { totalCount nodes { name } }"

    reply = ask(f"{{ told: {listed % finance} bare: {listed % f'not: {{{finance}}}'} all: {listed % ''} }}")

    files = ("gcof-v1/gcof_v1", *(f"africa-releases/{path}" for path in V1_1))
    records = {row["project_id"] for name in files for row in rows(f"aidata-{name}.csv.gz")}
    assert reply.number("all.totalCount") == reply.number("told.totalCount") + reply.number("bare.totalCount")
    assert reply.number("told.totalCount") >= len(records)
    bare = {str(name).removeprefix("AidData project ") for name in reply.all("bare.nodes.*.name")}
    assert len(bare) == 100
    assert all(map(str.isdecimal, bare))
    assert not bare & records
    assert counted(ask, 'of: "FinancialFacility"') <= reply.number("told.totalCount")


def test_the_documents_of_a_loan_are_found_and_make_nothing_surer(ask: Ask, rows: Rows) -> None:
    loan = 'financialFacilities(where: {externalId: {scheme: "AIDDATA_PROJECT", eq: "30364"}})'
    said = 'claims(role: SUBJECT, where: {predicates: ["externalId", "recipient"], standing: true}, first: 10)'

    reply = ask(
        f"{{ {loan} {{ nodes {{ citedSources(first: 100) {{ nodes {{ url }} }} "
        f"{said} {{ nodes {{ predicate {{ name }} confidence }} }} }} }} }}"
    )

    (row,) = [row for row in rows("aidata-gcof-v1/gcof_v1.csv.gz") if row["project_id"] == "30364"]
    stated = {each.split(", ")[0] for each in row["sources"].split("; ")}
    assert len(stated) == int(row["sources_count"])
    assert stated <= set(reply.all("financialFacilities.nodes.*.citedSources.nodes.*.url"))
    assert len(set(reply.all("financialFacilities.nodes.*.claims.nodes.*.confidence"))) == 1
    assert set(reply.all("financialFacilities.nodes.*.claims.nodes.*.predicate.name")) == {"externalId", "recipient"}


def test_grants_of_one_year(ask: Ask, rows: Rows) -> None:
    year = '{predicate: "commitmentYear", since: "2012", before: "2013"}'

    found = counted(
        ask, f'of: "FinancialFacility", where: [{{predicate: "flowType", codes: ["GRANT"]}}, {year}], {FINANCE}'
    )

    records = rows("aidata-gcof-v1/gcof_v1.csv.gz")
    assert found == sum(row["year"] == "2012" and row["flow"] == "Grant" for row in records)


def test_finance_by_the_regime_of_its_recipient_in_the_year_of_commitment(ask: Ask, rows: Rows) -> None:
    regimes = 'predicate: "regimeType", universe: {dataset: "owid-political-regime"}, asOf: "commitmentYear"'
    by_regime = f'groupBy: {{predicate: "recipient", then: {{{regimes}}}}}'

    found = grouped(
        ask, f'of: "FinancialFacility", where: [{{predicate: "recipient"}}], {by_regime}, {FINANCE}', "code"
    )

    codes = ("CLOSED_AUTOCRACY", "ELECTORAL_AUTOCRACY", "ELECTORAL_DEMOCRACY", "LIBERAL_DEMOCRACY")
    then = {(row["Code"], row["Year"]): row["Political regime"] for row in rows(REGIMES) if row["Code"]}
    records = rows("aidata-gcof-v1/gcof_v1.csv.gz")
    rated = Counter(then.get((row["recipient_iso3"], row["year"])) for row in records)
    del found[None]
    assert found == {code: rated[str(place)] for place, code in enumerate(codes)}


def test_finance_to_a_region_is_in_a_group_like_others(ask: Ask, rows: Rows) -> None:
    found = grouped(
        ask,
        f'of: "FinancialFacility", where: [{{predicate: "recipient"}}], groupBy: {{predicate: "recipient"}}, {FINANCE}',
    )

    stated = Counter(row["recipient_iso3"] for row in rows("aidata-gcof-v1/gcof_v1.csv.gz"))
    assert found["Africa, regional"] == stated["Africa, regional"] > 0


def test_loans_at_less_than_two_per_cent(ask: Ask, rows: Rows) -> None:
    soft = '{predicate: "flowType"}, {predicate: "interestRate", atMost: "1.999"}'

    found = counted(ask, f'of: "FinancialFacility", where: [{soft}], {FINANCE}')

    rates = [row["interest_rate"].strip() for row in rows("aidata-gcof-v1/gcof_v1.csv.gz")]
    assert found == sum(bool(rate) and Decimal(rate) < 2 for rate in rates)


# Deployments in London


def test_patrols_by_the_year_of_their_day_and_not_of_the_column(ask: Ask, patrols: list[Row]) -> None:
    by_year = 'where: [{predicate: "scannedOn"}], groupBy: {predicate: "scannedOn"}'

    found = grouped(ask, f'of: "Deployment", {by_year}, {MET}', key="year")

    assert found == Counter(int(row["day"][:4]) for row in patrols)


def test_faces_scanned_month_by_month(ask: Ask, patrols: list[Row]) -> None:
    found = grouped(ask, f'of: "facesScanned", measure: SUM, groupBy: {{yearly: true, span: MONTH}}, {MET}')

    faces: Counter[str] = Counter()
    for row in patrols:
        faces[row["day"][:7]] += int(row["Faces seen"].replace(",", "").strip(" -") or 0)
    assert found == +faces


def test_the_boroughs_with_most_alerts(ask: Ask, patrols: list[Row]) -> None:
    by_borough = 'measure: SUM, measured: "alerts", groupBy: {predicate: "deployedIn"}'

    found = grouped(ask, f'of: "Deployment", where: [{{predicate: "alerts"}}], {by_borough}, {MET}', first=3)

    sums: Counter[str] = Counter()
    for row in patrols:
        sums[row["Borough"].strip()] += int(number(row["Total Alerts"]))
    assert list(found.items()) == [(borough, Decimal(total)) for borough, total in sums.most_common(3)]


def test_arrests_of_one_year_in_one_borough(ask: Ask, patrols: list[Row]) -> None:
    croydon = entity_id("met-police-lfr", "Place", "Croydon, London")
    arrests = '{predicate: "policeOutcome", qualifiers: [{name: "outcome", value: "ARREST"}]}'
    there = f'{{predicate: "deployedIn", entities: ["{croydon}"]}}'
    then = '{predicate: "scannedOn", since: "2024", before: "2025"}'

    found = counted(
        ask, f'of: "Deployment", where: [{arrests}, {there}, {then}], measure: SUM, measured: "policeOutcome", {MET}'
    )

    wanted = [row for row in patrols if row["Borough"].strip() == "Croydon" and row["day"].startswith("2024")]
    assert found == sum(number(row["Arrests"]) for row in wanted) > 0


def test_patrols_without_an_arrest(ask: Ask, patrols: list[Row]) -> None:
    one = '{predicate: "policeOutcome", qualifiers: [{name: "outcome", value: "ARREST"}], atLeast: "1", absent: true}'

    found = counted(ask, f'of: "Deployment", where: [{{predicate: "deployedIn"}}, {one}], {MET}')

    assert found == sum(number(row["Arrests"]) == 0 for row in patrols) > 0


def test_what_became_of_alerts(ask: Ask, patrols: list[Row]) -> None:
    divided = 'measure: SUM, measured: "judgedAlerts", groupBy: {predicate: "judgedAlerts", by: "verdict"}'

    found = grouped(ask, f'of: "Deployment", where: [{{predicate: "judgedAlerts"}}], {divided}, {MET}', key="code")

    columns = [f"{sort} Alerts {end}" for sort in ("True", "False") for end in ("Confirmed", "Unconfirmed")]
    sums = {column: sum(number(row[column]) for row in patrols) for column in columns}
    coded = {column.upper().replace(" ALERTS ", "_"): total for column, total in sums.items() if total}
    assert found == coded


def test_rates_of_false_alerts_by_what_they_are_a_share_of(ask: Ask, patrols: list[Row]) -> None:
    """The police's rate leads wherever the two differ; in its own group the other one is no rival of it."""
    by_base = 'groupBy: {predicate: "falseAlertRate", by: "base"}'

    found = grouped(ask, f'of: "falseAlertRate", measure: MEAN, {by_base}, {MET}', key="code")

    columns = {"FACES_SCANNED": "Met False Alert rate", "ALERTS": "Our False Alert rate"}
    run = [row for row in patrols if "STOPPED" not in row["Deployment"].upper()]
    rates = {base: [Decimal(row[column]) for row in run if RATE(row[column])] for base, column in columns.items()}
    assert found == {base: round(sum(each) / len(each), 6) for base, each in rates.items()}
    assert found["ALERTS"] > Decimal("0.03")
    for grouping in ("", by_base):
        reply = ask(f'{{ aggregate(of: "falseAlertRate", measure: MEAN, {grouping} {MET}) {{ numbers {OF_BASE} }} }}')
        means = zip(reply.all("aggregate.numbers.*.basis"), reply.all(f"aggregate.numbers.*.{CERTAIN}"), strict=True)
        assert {base: Decimal(str(mean)) for base, mean in means} == found, "on top they are as far apart as in groups"


# Fines


def test_the_countries_with_the_largest_fines_in_sum(ask: Ask, rows: Rows) -> None:
    by_country = 'measure: SUM, measured: "fine", groupBy: {predicate: "jurisdiction"}'

    found = grouped(ask, f'of: "RegulatoryAction", where: [{{predicate: "fine"}}], {by_country}, {FINES}', first=5)

    sums: Counter[str] = Counter()
    for row in rows("gdpr-fines/rub_gdpr_fines_coded.csv"):
        sums[row["country"].strip().title()] += int(number(row["fine"].removesuffix(".0")))
    assert list(found) == [country for country, _ in sums.most_common(5)]


def test_fines_month_by_month(ask: Ask, rows: Rows) -> None:
    by_month = 'groupBy: {predicate: "decidedOn", span: MONTH}'

    found = grouped(ask, f'of: "RegulatoryAction", where: [{{predicate: "decidedOn"}}], {by_month}, {FINES}')

    days = [row["date"].strip() for row in rows("gdpr-fines/rub_gdpr_fines_coded.csv")]
    assert found == Counter(day[:7] for day in days if re.match(r"\d{4}-\d\d", day))


def test_fines_for_watching_too_much_by_camera(ask: Ask, rows: Rows) -> None:
    cameras = '{predicate: "violation", codes: ["ILLEGAL_CAMERA_SCOPE"]}'

    found = grouped(ask, f'of: "RegulatoryAction", where: [{cameras}], groupBy: {{predicate: "jurisdiction"}}, {FINES}')

    marked = [
        row["country"].strip().title().replace("Czech Republic", "Czechia")
        for row in rows("gdpr-fines/rub_gdpr_fines_coded.csv")
        if row["Illegal camera surveillance scope"] not in {"", "0", "0.0"}
    ]
    assert found == Counter(marked)


def test_fines_under_an_article_of_the_regulation(ask: Ask, rows: Rows) -> None:
    article = 'predicate: "breachOf", qualifiers: [{name: "provision", value: "Art. 32"}]'

    found = counted(
        ask, f'of: "RegulatoryAction", where: [{{{article}}}], universe: {{dataset: "gdpr-fines-privacyaffairs"}}'
    )

    breaches = rows("gdpr-fines/tidytuesday_gdpr_violations.tsv", delimiter="\t")
    assert found == sum(
        bool(re.search(r"Art\.? ?32\b(?! \()", row["article_violated"] + row["type"])) for row in breaches
    )


def test_fines_under_an_article_with_all_its_paragraphs(ask: Ask, rows: Rows) -> None:
    article = 'predicate: "breachOf", qualifiers: [{name: "provision", begins: "Art. 32"}]'

    found = counted(ask, f'of: "RegulatoryAction", where: [{{{article}}}], {FINES}')

    listed = rows("gdpr-fines/rub_gdpr_fines_coded.csv")
    assert found == sum(bool(re.search(r"Art\.? ?32\b", row["articlegdpr"])) for row in listed) == 186


# Places


def test_systems_by_country_whether_a_file_names_boroughs_or_counties(ask: Ask, rows: Rows, patrols: list[Row]) -> None:
    by_country = 'where: [{predicate: "deployedIn"}], groupBy: {predicate: "deployedIn", area: COUNTRY}'

    london = grouped(ask, f'of: "Deployment", {by_country}, {MET}')
    california = grouped(ask, f'of: "Deployment", {by_country}, universe: {{dataset: "eff-atlas"}}')

    assert london == {"United Kingdom": len(patrols)}
    listed = rows("eff-atlas-california/aos_ca_20210701_sample.csv")
    assert california == {"United States of America": len(listed)}


def test_incidents_in_the_united_kingdom_are_those_in_its_nations_too(ask: Ask, test_data: Path) -> None:
    kingdom = entity_id("iso3166", "Place", "GB")

    found = counted(ask, f'of: "Incident", where: [{{predicate: "occurredIn", within: ["{kingdom}"]}}], {INCIDENTS}')

    nations = {"UK", "United Kingdom", "England", "Scotland", "Wales", "Northern Ireland"}
    countries = [set(re.split(r"\s*[;,/]\s*|\s+-\s+", each["country"])) for each in all_incidents(test_data)]
    assert found == sum(not nations.isdisjoint(each) for each in countries)
    assert found > sum(not {"UK", "United Kingdom"}.isdisjoint(each) for each in countries)


def test_systems_in_california_are_those_of_a_file_that_writes_its_letters(ask: Ask, rows: Rows) -> None:
    state = entity_id("frt-laws-iff", "Place", "California")
    inside = f'deployments(where: {{deployedIn: {{within: ["{state}"], claim: {{dataset: "eff-atlas"}}}}}})'

    found = ask(f"{{ {inside} {{ totalCount }} }}").at("deployments.totalCount")

    listed = rows("eff-atlas-california/aos_ca_20210701_sample.csv")
    assert found == sum(row["State"] == "CA" for row in listed) == 8


# Lists and laws


@pytest.mark.parametrize("day", ["2021-12-31", "2022-12-31"])
def test_companies_on_the_list_of_the_department_of_defense_on_a_day(ask: Ask, rows: Rows, day: str) -> None:
    at = f'universe: {{dataset: "dod-1260h"}}, asOf: {{validAt: "{day}"}}'
    doubts = "steps { doubt entities { nodes { name } } }"
    asked = f'aggregate(of: "Organisation", where: [{LISTED}], {at})'

    found = ask(f"{{ {asked} {{ numbers {{ possible {{ figure {{ value }} {doubts} }} }} }} }}")

    listed = rows("us-vendor-restrictions/dod_section_1260h.csv")
    there = [row for row in listed if row["Start date"] <= day and (not row["End date"] or row["End date"] > day)]
    (possible,) = found.all("aggregate.numbers.*.possible.figure.value")
    assert Decimal(str(possible)) == len({row["Clean Name"] or row["Name"] for row in there})
    assert found.all("aggregate.numbers.*.possible.steps.*.doubt") == ["MAY_BE_ONE"]
    (perhaps,) = found.all("aggregate.numbers.*.possible.steps.*.entities.nodes.*.name")
    assert str(perhaps).startswith("SMIC Holdings")  # and SMIC are two rows, and perhaps one company


def test_the_document_on_who_was_taken_off_a_list_finds_whose_every_row_has_an_end(ask: Ask, rows: Rows) -> None:
    document = next(each for each in GRAPHQL.findall((ROOT / "docs/api.md").read_text()) if "query removed" in each)

    names = ask(document).all("organisations.nodes.*.name")

    ends: dict[str, list[str]] = {}
    for row in rows("us-vendor-restrictions/dod_section_1260h.csv"):
        ends.setdefault(row["Clean Name"], []).append(row["End date"])
    over = {name for name, days in ends.items() if all(days)}
    again = {"China Telecommunications Corporation"}  # it is listed on as `China Telecom`
    assert again < over
    assert sorted(over - again) == sorted(map(str, names))


def test_cities_of_california_with_two_technologies(ask: Ask, rows: Rows) -> None:
    plates, drones = (entity_id("ca-police-technology", "Technology", column) for column in ("ALPR", "drones"))

    both = f'of: "Place", where: [{uses(plates)}, {uses(drones)}], universe: {{dataset: "ca-police-technology"}}'
    found = counted(ask, both)

    cities = rows("eff-atlas-california/aos_ca_city_matrix.csv")
    assert found == sum(row["ALPR"] == row["drones"] == "1.0" for row in cities) > 0


def test_every_city_of_california_is_here_also_those_of_which_the_file_says_nothing(ask: Ask, rows: Rows) -> None:
    reply = ask(
        '{ coverage(dataset: "ca-police-technology") '
        "{ editions { nodes { declared here partial } } missing { lack } } }"
    )

    cities = rows("eff-atlas-california/aos_ca_city_matrix.csv")
    assert any(set(row.values()) - {row["City"]} == {"0.0"} for row in cities)
    assert reply.at("coverage.editions.nodes") == [{"declared": len(cities), "here": len(cities), "partial": False}]
    assert reply.all("coverage.missing.*.lack") == ["NOT_STATED"]


def test_countries_of_europe_that_consider_facial_recognition(ask: Ask, rows: Rows) -> None:
    considered = 'predicate: "plansSurveillanceTechnology", qualifiers: [{name: "stage", value: "CONSIDERED"}]'

    found = counted(ask, f'of: "Place", where: [{{{considered}}}], universe: {{dataset: "frt-laws-iff"}}')

    stances = [row["Stance on FRT"] for row in rows("frt-laws-iff/frt_laws_europe.csv")]
    assert found == sum(stance.startswith("[Considering") for stance in stances) > 0


# Incidents


def test_incidents_about_faces_that_led_to_litigation(ask: Ask, test_data: Path) -> None:
    sued = '{predicate: "consequence", codes: ["LITIGATION"]}'

    found = counted(ask, f'of: "Incident", where: [{FACE_INCIDENTS}, {sued}], {INCIDENTS}')

    in_court = {"litigation", "lawsuits", "lawsuit filing", "judicial injunction", "restraining order"}
    stated = [re.split(r"\s*[;,]\s*", each["consequence"].casefold()) for each in incidents(test_data)]
    assert found == sum(not in_court.isdisjoint(words) for words in stated) > 0


def test_incidents_of_a_database_by_the_year_that_it_gives_itself_whatever_its_annotators_say_later(
    ask: Ask, rows: Rows
) -> None:
    by_year = 'groupBy: {predicate: "occurredOn"}, universe: {dataset: "aiid"}'

    found = grouped(ask, f'of: "Incident", where: [{{predicate: "occurredOn"}}], {by_year}', key="year")

    assert found == Counter(int(row["date"][:4]) for row in rows("aiid-incidents/incidents.csv"))


def test_deployers_that_are_named_without_their_members_are_in_groups_like_others(ask: Ask, rows: Rows) -> None:
    deployers = '{predicate: "involves", qualifiers: [{name: "as", value: "DEPLOYER"}]}'

    found = grouped(
        ask, f'of: "Incident", where: [{deployers}], groupBy: {deployers}, universe: {{dataset: "aiid"}}', first=20
    )

    stated = [json.loads(row["Alleged deployer of AI system"]) for row in rows("aiid-incidents/incidents.csv")]
    classes = [{re.sub("-(impersonating|posing-as)-.*", "", slug) for slug in slugs} for slugs in stated]
    for name in ("scammers", "unknown-scammers", "fraudsters"):
        assert found[name] == sum(name in each for each in classes) > 10
    assert next(iter(found)) == "scammers"


def test_incidents_about_faces_in_sectors_with_police(ask: Ask, test_data: Path) -> None:
    sector = '{predicate: "classifiedAs", contains: "Police", qualifiers: [{name: "aspect", value: "SECTOR"}]}'

    found = counted(ask, f'of: "Incident", where: [{FACE_INCIDENTS}, {sector}], {INCIDENTS}')

    assert found == sum("police" in each["sector"].casefold() for each in incidents(test_data)) > 0


def test_incidents_about_faces_by_year(ask: Ask, test_data: Path) -> None:
    by_year = 'groupBy: {predicate: "occurredOn"}'

    found = grouped(ask, f'of: "Incident", where: [{FACE_INCIDENTS}], {by_year}, {INCIDENTS}', key="year")

    dates = [each["date"] if each["date"][:1].isdigit() else str(each["year"]) for each in incidents(test_data)]
    years = Counter(int(date[:4]) for date in dates if date[:4].isdigit())
    assert {year: count for year, count in found.items() if year is not None} == years
