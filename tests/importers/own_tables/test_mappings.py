from pathlib import Path
from textwrap import dedent

import pytest
from tests.importers.own_tables.tables import HEAD, written

from watchgraph.log import Actor
from watchgraph_importers.errors import ImportRefusedError, Problem
from watchgraph_importers.own_tables import import_table
from watchgraph_importers.pipeline import ImportStore


def problems(
    folder: Path, table: str, mapping: str, store: ImportStore, actor: Actor, head: str = HEAD
) -> list[Problem]:
    with pytest.raises(ImportRefusedError) as refused:
        import_table(*written(folder, table, mapping, head), store, actor, taken={"aigs"})
    assert store.log.head() == 0
    return list(refused.value.problems)


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
