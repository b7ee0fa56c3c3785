"""The tools that clients are built with take the schema as it is: a linter, Relay's compiler, a code generator."""

import json
import shutil
from pathlib import Path

from tests.npm import installed, ran

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "schema"
QUESTIONS = SCHEMA / "watchgraph_schema" / "questions"


def desk(tool: str, folder: Path) -> Path:
    """A folder with the tool, its files and the schema."""
    packages = installed(HERE / tool)
    shutil.copytree(HERE / tool, folder, dirs_exist_ok=True)
    (folder / "node_modules").symlink_to(packages / "node_modules")
    shutil.copy(SCHEMA / "schema.graphql", folder)
    return folder


def test_the_linter_finds_nothing_by_its_recommended_rules_and_by_those_of_relay(tmp_path: Path) -> None:
    folder = desk("eslint", tmp_path)

    report = json.loads(ran(folder, "lint.js"))

    assert report["found"] == []
    assert len([rule for rule in report["rules"] if rule.startswith("@graphql-eslint/relay-")]) == 4
    assert len(report["rules"]) == 24


def test_the_compiler_of_relay_takes_connections_refetches_and_nodes(tmp_path: Path) -> None:
    folder = desk("relay", tmp_path)
    artifacts = folder / "src" / "__generated__"
    artifacts.mkdir()

    report = json.loads(ran(folder, "compile.cjs"))

    assert report["status"] == 0, report["said"]
    assert {path.name.partition(".")[0] for path in artifacts.glob("*Query.graphql.ts")} >= {
        "claimsDetailPaginationQuery",
        "deploymentsListPaginationQuery",
        "entitiesCardRefetchQuery",
        "pathsPathRefetchQuery",
    }


def test_types_are_generated_for_every_question_and_a_client_compiles_with_them(tmp_path: Path) -> None:
    folder = desk("codegen", tmp_path)
    shutil.copytree(QUESTIONS, folder / "documents", ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    report = json.loads(ran(folder, "generate.js"))

    assert report["generated"]["status"] == 0, report["generated"]["said"]
    assert report["compiled"]["status"] == 0, report["compiled"]["said"]
    client = (folder / "generated" / "client" / "graphql.ts").read_text(encoding="utf-8")
    assert all(f"{path.stem}Document" in client for path in QUESTIONS.glob("Q*.graphql"))
