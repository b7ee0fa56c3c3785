from pathlib import Path

from tests.importers.imports import bodies_of, statements
from tests.importers.made_workbooks import write_workbook
from tests.importers.own_tables.tables import HEAD, written

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.events.sources import ArtifactCaptured
from watchgraph.domain.statements import Modality, Polarity, Statement
from watchgraph.domain.values import Code, Date, EntityRef, Money, Quantity, Text, Url
from watchgraph.log import Actor
from watchgraph_importers.acts import EntityKey
from watchgraph_importers.own_tables import import_table
from watchgraph_importers.pipeline import ImportStore, Manner


def stated(store: ImportStore, predicate: str) -> list[Statement]:
    return statements(bodies_of(store), predicate, accepted=None)


def test_each_type_of_value_is_read(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    paths = written(
        tmp_path,
        """
        Ref,Buyer,Sum,Cur,Signed,Page
        c1,City of Novi Grad,"1.234.567,50",EUR,03/2021,https://example.org/c1
        """,
        """
        [columns.Buyer]
        predicate = "buyer"
        kind = "Organisation"
        [columns.Sum]
        predicate = "contractValue"
        decimal = ","
        currency = "Cur"
        valid = "Signed"
        valid_format = "%m/%Y"
        modality = "OFFICIAL"
        [columns.Page]
        predicate = "webPage"
        """,
    )

    report = import_table(*paths, store, actor)

    (value,), (page,), (buyer,) = (stated(store, name) for name in ("contractValue", "webPage", "buyer"))
    assert (value.object, value.valid) == (Money(amount="1234567.5", currency="EUR"), "2021-03")
    assert value.modality is Modality.OFFICIAL
    assert page.object == Url(url="https://example.org/c1")
    key = EntityKey(dataset="contracts", kind="Organisation", native="City of Novi Grad")
    assert buyer.object == EntityRef(id=key.id)
    assert report.proposed == 0


def test_an_unknown_cell_says_that_nobody_knows_and_an_empty_one_says_nothing(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    table = "Ref,Sum\na,n/a\nb,-\nc,\n,5\n"
    paths = written(tmp_path, table, '[columns.Sum]\npredicate = "contractValue"\ncurrency = "EUR"\n')

    report = import_table(*paths, store, actor)

    (unknown,) = stated(store, "contractValue")
    assert (unknown.polarity, unknown.object, unknown.origin.record) == (Polarity.UNKNOWN, None, "a")
    assert report.reasons == {"not data: no record id": 1, "not data: nothing stated": 2}


def test_a_country_meets_the_register_and_a_city_is_told_apart_by_its_country(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    head = HEAD.replace('"Contract"', '"Deployment"')
    table = "Ref,City,Country\na,Portland,United States\nb,Portland,Jamaica\n"
    mapping = """
        [columns.City]
        predicate = "deployedIn"
        kind = "Place"
        within = "Country"
        [columns.Country]
        predicate = "partOf"
        about = { column = "City", kind = "Place", within = "Country" }
        kind = "Place"
        country = true
        """

    import_table(*written(tmp_path, table, mapping, head), store, actor)

    assert len({statement.object for statement in stated(store, "deployedIn")}) == 2
    assert len([event for event in store.log.scan(0) if isinstance(event.body, JudgementRecorded)]) == 2
    names = [statement.object for statement in stated(store, "name")]
    assert names.count(Text(text="Portland", lang="en")) == 2


def test_a_supplier_is_the_subject_and_several_names_are_several_suppliers(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    head = HEAD.replace('"Contract"', '"Deployment"')
    mapping = """
        [columns.By]
        predicate = "supplies"
        kind = "Organisation"
        reverse = true
        split = ";"
        """

    import_table(*written(tmp_path, "Ref,By\na,One; Two ; One\nb,n/a\n", mapping, head), store, actor)

    thing = EntityKey(dataset="contracts", kind="Deployment", native="a")
    suppliers = [EntityKey(dataset="contracts", kind="Organisation", native=name) for name in ("One", "Two")]
    found = [(statement.subject, statement.object) for statement in stated(store, "supplies")]
    assert found == [(supplier.id, EntityRef(id=thing.id)) for supplier in suppliers]


def test_without_trust_everything_waits_for_review(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    paths = written(
        tmp_path,
        "Ref,Sum\na,5\n",
        '[columns.Sum]\npredicate = "contractValue"\ncurrency = "EUR"\n',
        HEAD.replace("trusted = true", ""),
    )

    report = import_table(*paths, store, actor)

    assert report.proposed == report.events["claim.proposed"] == 1


def test_a_doubted_column_waits_for_review(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    mapping = '[columns.Sum]\npredicate = "contractValue"\ncurrency = "EUR"\ndoubt = "read from a scan"\n'

    report = import_table(*written(tmp_path, "Ref,Sum\na,5\n", mapping), store, actor)

    assert report.proposed == 1


def test_the_mapping_is_an_artifact_and_a_changed_one_reads_the_table_again(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    mapping = '[columns.Sum]\npredicate = "contractValue"\ncurrency = "EUR"\n'
    first = import_table(*written(tmp_path, "Ref,Sum\na,5\n", mapping), store, actor)
    again = import_table(*written(tmp_path, "Ref,Sum\na,5\n", mapping), store, actor)

    second = import_table(*written(tmp_path, "Ref,Sum\na,5\n", mapping.replace("EUR", "RSD")), store, actor)

    captured = {event.body.name for event in store.log.scan(0) if isinstance(event.body, ArtifactCaptured)}
    assert captured == {"table.csv", "map.toml"}
    assert (first.known, again.known, second.known) == (False, True, False)
    assert second.rows.stated_anew == 1
    mappings = [
        body.evidence[0].mapping for body in (e.body for e in store.log.scan(0)) if isinstance(body, ClaimProposed)
    ]
    assert mappings == [1, 2]


def test_broken_cells_go_to_the_quarantine_and_come_back(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    table, mapping = written(
        tmp_path, "Ref,Sum\na,5\nb,five\n", '[columns.Sum]\npredicate = "contractValue"\ncurrency = "EUR"\n'
    )
    filed = tmp_path / "wrong.csv"
    report = import_table(table, mapping, store, actor, manner=Manner(quarantine=filed))
    text = filed.read_text(encoding="utf-8")
    marks, _, last = text.rstrip().rpartition("five")
    filed.write_text(f"{marks}6{last}\n", encoding="utf-8")

    corrected = import_table(filed, mapping, store, actor)

    assert (report.rows.refused, corrected.rows.stated_anew) == (1, 1)
    amounts = [statement.object for statement in stated(store, "contractValue")]
    assert amounts == [Money(amount="5", currency="EUR"), Money(amount="6", currency="EUR")]


def test_a_sheet_of_a_workbook_is_read(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    _, mapping = written(
        tmp_path,
        "",
        '[columns.Sum]\npredicate = "contractValue"\ncurrency = "EUR"\n',
        HEAD.replace("[table]", '[table]\nsheet = "Two"\nheader = 2'),
    )
    book = write_workbook(tmp_path / "book.xlsx", {"One": [["x"]], "Two": [["about"], ["Ref", "Sum"], ["a", 5.5]]})

    report = import_table(book, mapping, store, actor)

    assert (report.rows.stated_anew, report.rows.not_data) == (1, 1)
    assert [table.sheet for table in report.tables] == ["Two"]


def test_codes_and_dates_can_be_values_and_circumstances(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    head = HEAD.replace('"Contract"', '"Deployment"')
    mapping = """
        [[columns.State]]
        predicate = "hasStatus"
        values = { run = "LIVE" }
        dated = "2023"
        [columns.Scan]
        predicate = "scannedOn"
        format = "%d.%m.%Y"
        [columns.Web]
        predicate = "externalId"
        qualifiers = { scheme = { value = "OWN" } }
        """

    import_table(*written(tmp_path, "Ref,State,Scan,Web\na,run,01.02.2023,x\n", mapping, head), store, actor)

    (status,), (scan,), (web,) = (stated(store, name) for name in ("hasStatus", "scannedOn", "externalId"))
    assert (status.object, status.valid) == (Code(scheme="deployment-status", code="LIVE"), "2023")
    assert scan.object == Date(edtf="2023-02-01")
    assert [(item.name, item.value) for item in web.qualifiers] == [("scheme", Code(scheme="id-scheme", code="OWN"))]


def test_a_speaker_is_whoever_the_other_column_names(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    head = HEAD.replace('"Contract"', '"Deployment"')
    mapping = """
        [columns.Cameras]
        predicate = "installedCameras"
        speaker = { column = "Says", kind = "Organisation" }
        modality = "ATTRIBUTED"
        """

    import_table(*written(tmp_path, "Ref,Cameras,Says\na,5,Police\nb,6,-\n", mapping, head), store, actor)

    speakers = [statement.speaker for statement in stated(store, "installedCameras")]
    assert speakers == [EntityKey(dataset="contracts", kind="Organisation", native="Police").id, None]
    assert stated(store, "installedCameras")[0].object == Quantity(min="5", max="5", unit="camera")
