import csv
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from tests.importers.imports import ACTOR, bodies_of, opened

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.statements import Modality, Polarity, Statement
from watchgraph.domain.values import Code, Date, Money
from watchgraph_importers.gdpr_fines import privacy_affairs, rub
from watchgraph_importers.gdpr_fines.privacy_affairs import GDPR_FINES_PRIVACY_AFFAIRS
from watchgraph_importers.gdpr_fines.rub import GDPR_FINES_RUB
from watchgraph_importers.pipeline import run_imports
from watchgraph_importers.reports import ImportReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What the two real files became: the reports by publisher, the claims by data set, the entities."""

    reports: dict[str, ImportReport]
    claims: dict[str, list[Statement]]
    entities: list[EntityRegistered]


@pytest.fixture(scope="module")
def imported(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("fines")
    with opened(folder) as store:
        reports = {
            publisher.name: run_imports(publisher, [test_data / "gdpr-fines"], store, ACTOR)[0]
            for publisher in (GDPR_FINES_RUB, GDPR_FINES_PRIVACY_AFFAIRS)
        }
        bodies = bodies_of(store)
    claims: dict[str, list[Statement]] = {}
    for body in bodies:
        if isinstance(body, ClaimProposed):
            claims.setdefault(body.statement.origin.dataset or "", []).append(body.statement)
    return Imported(
        reports=reports, claims=claims, entities=[body for body in bodies if isinstance(body, EntityRegistered)]
    )


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def test_the_real_codes_are_counted_as_in_the_file(test_data: Path, imported: Imported) -> None:
    rows = table(test_data / "gdpr-fines" / "rub_gdpr_fines_coded.csv")

    report, made = imported.reports["gdpr-fines-rub"], imported.claims[rub.SLUG]

    assert (report.total_rows, report.rows.stated_anew) == (len(rows), len(rows))
    coded = [each.object for each in made if each.predicate == "violation"]
    assert Counter(value.code for value in coded if isinstance(value, Code)) == {
        code: sum(row[column].strip().upper() == "X" for row in rows) for column, code in rub.VIOLATIONS.items()
    }
    fines = [each for each in made if each.predicate == "fine"]
    money = [each.object for each in fines if isinstance(each.object, Money) and each.modality is Modality.FACT]
    known = [int(row["fine"]) for row in rows if row["fine"].isdigit()]
    assert sum(int(each.amount) for each in money) == sum(known)
    assert [each.polarity for each in fines].count(Polarity.UNKNOWN) == len(rows) - len(known) - 1
    days = {each.object.edtf for each in made if each.predicate == "decidedOn" and isinstance(each.object, Date)}
    assert {row["date"][:10] for row in rows if row["date"].endswith("00:00:00")} <= days
    assert {"2018", "2019", "2020", "2019-08"} <= days


def test_the_real_list_has_no_fine_of_nothing_and_no_fine_of_1970(test_data: Path, imported: Imported) -> None:
    rows = table(test_data / "gdpr-fines" / "tidytuesday_gdpr_violations.tsv", "\t")

    report, made = imported.reports["gdpr-fines-privacyaffairs"], imported.claims[privacy_affairs.SLUG]

    assert (report.total_rows, report.rows.stated_anew) == (len(rows), len(rows))
    money = [each.object for each in made if each.predicate == "fine" and isinstance(each.object, Money)]
    assert sum(int(each.amount) for each in money) == sum(int(row["price"]) for row in rows)
    assert len(money) == sum(row["price"] != "0" for row in rows)
    days = [each.object.edtf for each in made if each.predicate == "decidedOn" and isinstance(each.object, Date)]
    written = [datetime.strptime(row["date"], "%m/%d/%Y").date().isoformat() for row in rows]  # noqa: DTZ007 - a day
    assert sorted(days) == sorted(day for day in written if day != "1970-01-01")


def test_no_real_description_of_somebody_is_an_organisation_with_a_name(imported: Imported) -> None:
    organisations = {body.native for body in imported.entities if body.kind == "Organisation"}
    persons = [body for body in imported.entities if body.kind == "Person"]

    assert not organisations & {"Unknown", "Bank", "Employer", "Private person", "Private Individual", "Doctor"}
    assert persons
    assert all(body.native is None and not body.public_role for body in persons)


def test_colliding_numbers_are_as_many_fines_as_there_are_rows(imported: Imported) -> None:
    measures = Counter(body.dataset for body in imported.entities if body.kind == "RegulatoryAction")

    assert measures == {rub.SLUG: 764, privacy_affairs.SLUG: 347}
