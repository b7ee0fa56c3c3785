from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.made_workbooks import write_workbook

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.events.sources import ArtifactCaptured
from watchgraph.domain.statements import Modality, Polarity, Statement
from watchgraph.domain.values import Code, Date, EntityRef, Money, Quantity, Text, Url
from watchgraph.log import Actor
from watchgraph_importers.acts import EntityKey
from watchgraph_importers.errors import FieldError, ImportRefusedError, Problem
from watchgraph_importers.files import SourceFile
from watchgraph_importers.own_tables import cells, draft_of, import_table
from watchgraph_importers.pipeline import ImportStore, Manner

HEAD = """
    [dataset]
    slug = "contracts"
    title = "Contracts"
    publisher = "Somebody"
    trusted = true
    [edition]
    name = "1"
    published = "2024"
    [table]
    [row]
    kind = "Contract"
    record = ["Ref"]
    unknown = ["n/a"]
    empty = ["-"]
"""


def written(folder: Path, table: str, mapping: str, head: str = HEAD) -> tuple[Path, Path]:
    """Write table and mapping; lines of both may be indented."""
    (folder / "table.csv").write_text(dedent(table).lstrip(), encoding="utf-8")
    (folder / "map.toml").write_text(dedent(head).lstrip() + dedent(mapping), encoding="utf-8")
    return folder / "table.csv", folder / "map.toml"


def stated(store: ImportStore, predicate: str) -> list[Statement]:
    bodies: list[Event] = [event.body for event in store.log.scan(0)]
    statements = [body.statement for body in bodies if isinstance(body, ClaimProposed)]
    return [statement for statement in statements if statement.predicate == predicate]


def problems(
    folder: Path, table: str, mapping: str, store: ImportStore, actor: Actor, head: str = HEAD
) -> list[Problem]:
    with pytest.raises(ImportRefusedError) as refused:
        import_table(*written(folder, table, mapping, head), store, actor, taken={"aigs"})
    assert store.log.head() == 0
    return list(refused.value.problems)


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


# Mistakes in the mapping


@pytest.mark.parametrize(
    ("mapping", "rule", "right"),
    [
        ('[columns.Sum]\npredicate = "contractvalue"', "unknown-predicate", "nearest: contractValue"),
        ('[columns.Sum]\npredicate = "contractValue"', "missing-key", "give currency"),
        ('[columns.Sum]\npredicate = "installedCameras"', "wrong-domain", "is said of Deployment, not of Contract"),
        ('[columns.Sum]\npredicate = "buyer"', "wrong-range", "buyer names Organisation, Group"),
        ('[columns.Sum]\npredicat = "buyer"', "unknown-key", "there are ignore, predicate"),
        ("[columns.Sum]\nmodality = 5", "wrong-value", "Expected `str`"),
        ("[columns.Sum]\ncountry = true", "missing-key", "ignore = true"),
        ('[columns.Sum]\npredicate = "webPage"\nmodality = "RUMOUR"', "unknown-code", "FACT, ATTRIBUTED"),
        ('[columns.Sum]\npredicate = "webPage"\ndated = "soon"', "not-edtf", "soon"),
        ('[columns.Sum]\npredicate = "externalId"', "missing-qualifier", "externalId needs scheme"),
        ('[columns.Sum]\npredicate = "webPage"\nqualifiers = { x = { value = "1" } }', "unknown-qualifier", "none"),
        ("[colums.Sum]\nignore = true", "missing-key", "[columns.NAME]"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_would_be_right(
    mapping: str, rule: str, right: str, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    found = problems(tmp_path, "Ref,Sum\na,5\n", mapping, store, actor)

    assert found[0].rule == rule
    assert right in found[0].right
    line = found[0].line or 0
    text = (tmp_path / "map.toml").read_text(encoding="utf-8").splitlines()
    assert "Sum" in text[line - 1] or line > len(dedent(HEAD).split("\n")) - 2 or "colums" in mapping


def test_the_line_is_that_of_the_key(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    mapping = '\n[columns."Sum"]\n# a remark\npredicate = "contractvalue"\n'

    (found,) = problems(tmp_path, "Ref,Sum\na,5\n", mapping, store, actor)

    assert found.line is not None
    line = (tmp_path / "map.toml").read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert line == 'predicate = "contractvalue"'


@pytest.mark.parametrize(
    ("change", "to", "rule"),
    [
        ('slug = "contracts"', 'slug = "My Contracts"', "wrong-identity"),
        ('slug = "contracts"', 'slug = "aigs"', "taken-slug"),
        ('title = "Contracts"', 'title = ""', "missing-key"),
        ('published = "2024"', 'published = "last year"', "not-edtf"),
        ('kind = "Contract"', 'kind = "Contrakt"', "unknown-kind"),
        ('record = ["Ref"]', "record = []", "missing-key"),
        ("[edition]", "[edition", "bad-toml"),
        ("[table]", "[tabel]", "unknown-key"),
        ('name = "1"', "", "missing-key"),
    ],
)
def test_a_mistake_in_the_head_is_refused(
    change: str, to: str, rule: str, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    mapping = '[columns.Sum]\npredicate = "contractValue"\ncurrency = "EUR"\n'

    found = problems(tmp_path, "Ref,Sum\na,5\n", mapping, store, actor, HEAD.replace(change, to))

    assert rule in {problem.rule for problem in found}
    assert all(problem.line is not None for problem in found)


def test_a_column_that_the_table_lacks_is_named_with_the_nearest(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    mapping = '[columns.Sum]\npredicate = "contractValue"\ncurrency = "EUR"\n'

    found = problems(tmp_path, "Ref,Sums\na,5\n", mapping, store, actor)

    assert [(problem.field, problem.rule) for problem in found] == [
        ("Sum", "missing-column"), ("Sums", "unknown-column"),
    ]  # fmt: skip


# Cells


@pytest.mark.parametrize(
    ("text", "decimal", "plain"),
    [
        ("1,200", ".", "1200"),
        ("1 200.50", ".", "1200.50"),
        ("1.200,5", ",", "1200.5"),
        ("1'200", ".", "1200"),
        ("-3", ".", "-3"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, decimal: str, plain: str) -> None:
    assert cells.number(text, "n", decimal) == plain


@pytest.mark.parametrize(
    ("text", "form", "edtf"),
    [
        ("03.02.2021", "%d.%m.%Y", "2021-02-03"),
        ("2/2021", "%m/%Y", "2021-02"),
        ("2021-02-03", "%d.%m.%Y", "2021-02-03"),
        ("2021-02-03T00:00:00", None, "2021-02-03"),
        ("2021~", None, "2021~"),
    ],
)
def test_dates_become_edtf(text: str, form: str | None, edtf: str) -> None:
    assert cells.date(text, "d", form) == edtf


@given(st.text(), st.sampled_from([".", ","]))
def test_no_cell_raises_anything_but_a_refusal(text: str, decimal: str) -> None:
    with suppress(FieldError):
        assert isinstance(cells.number(text, "n", decimal), str)
    with suppress(FieldError):
        assert isinstance(cells.date(text, "d", "%d.%m.%Y"), str)


# Drafts


def test_a_draft_guesses_what_columns_are_and_says_so() -> None:
    table = dedent("""\
        Id,Title,Country,Supplier,Start,Number of cameras,Status
        1,A,Serbia,X; Y,2020,5,live
        2,B,Kenya,Z,2021,6,ended
        """)

    drafted = draft_of(SourceFile.of("my table.csv", table.encode()))

    lines = (
        'slug = "my-table"',
        'record = ["Id"]',
        'name = "Title"',
        'valid = "Start"',
        "country = true",
        'predicate = "supplies"',
        'split = ";"',
        'predicate = "installedCameras"',
        'values = { "live" = "", "ended" = "" }',
    )
    assert [line for line in lines if line not in drafted] == []


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
