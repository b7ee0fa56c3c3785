"""What docs/clients.md shows is run: each of its blocks is a file, beside the scripts that ask by it."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from tests.npm import installed, ran
from tests.platform.server.clients import running

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.schema import printed
from watchgraph_server.asgi import application
from watchgraph_server.manifests import all_trusted
from watchgraph_server.persisted import Documents

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```[tj]s\n// (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
CONFIGS = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
"""Those of Relay's compiler: with texts, and with hashes."""
SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
INSTALL = re.compile(r"^npm install (.*)$", re.MULTILINE)
IMPORT = re.compile(r"""^import .*?from "(?!node:|\.)((?:@[\w-]+/)?[\w-]+).*";$""", re.MULTILINE)
VERSIONS = {
    name: version
    for names, version in re.findall(r"^\| (`.*`) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    for name in re.findall(r"`(.*?)`", names)
}
OURS = {"@graphql-typed-document-node/core", "typescript"}
"""Packages that the page does not name: for client.ts, which is compiled to see that what was generated fits."""
SCHEMA = "fetch_schema.js"
THEN_NOW = ["NO", "POSSIBLY"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, reference_folder: Path) -> Iterator[Path]:
    """A folder with the page's files and the packages that they want, and a server for them to ask."""
    folder = tmp_path_factory.mktemp("clients")
    packages = installed(HERE / "clients")
    shutil.copytree(HERE / "clients", folder, dirs_exist_ok=True)
    shutil.copy(HERE / "codegen" / "generate.js", folder)
    (folder / "node_modules").symlink_to(packages / "node_modules")
    (folder / "src" / "__generated__").mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "relay.config.json").write_text(CONFIGS[0], encoding="utf-8")
    catalogue, patch = Catalogue.open(reference_folder), pytest.MonkeyPatch()
    with closing(catalogue), running(application(catalogue)) as url:
        patch.setitem(os.environ, "WATCHGRAPH_URL", url)
        ran(folder, SCHEMA)
        yield folder
        patch.undo()


def test_apollo_keeps_moments_apart_by_a_cache_for_each_and_turns_pages(desk: Path) -> None:
    found = json.loads(ran(desk, "ask_apollo.js"))

    assert found["apart"] == [*THEN_NOW, "NO"]
    assert found["unkept"] == THEN_NOW
    assert found["kept"] != THEN_NOW, "one cache would do: the page warns for nothing"
    assert found["paged"] == [10, 4]
    assert found["refused"] == ["bad-cursor", "bad-cursor"]
    assert found["stays"], "what one document asked of a part is lost by what another asks"


def test_urql_keeps_moments_apart_turns_pages_and_warns_of_nothing(desk: Path) -> None:
    found = json.loads(ran(desk, "ask_urql.js"))

    assert found == {"apart": THEN_NOW, "paged": 10, "refused": "bad-cursor", "said": []}


def test_relay_keeps_moments_apart_by_an_environment_for_each(desk: Path) -> None:
    found = json.loads(ran(desk, "ask_relay.js"))

    assert found["apart"] == [*THEN_NOW, "NO"]
    assert found["refused"] == "bad-cursor"


def test_questions_have_addresses_and_apollo_sends_a_document_once(desk: Path) -> None:
    found = json.loads(ran(desk, "ask_by_hash.js"))

    assert found["bans"]
    assert found["cited"]
    assert found["refused"] == "unknown-parameter"
    assert found["came"] == ["POSSIBLY", "POSSIBLY"]
    hash_alone, with_document = ["GET", False], ["POST", True]
    assert found["sent"] == [hash_alone, with_document, hash_alone]


def test_relay_asks_by_hash_what_its_compiler_persisted_and_nothing_else_is_answered(
    desk: Path, tmp_path: Path, reference_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(desk, tmp_path / "by_hash", symlinks=True)
    (folder / "relay.config.json").write_text(CONFIGS[1], encoding="utf-8")
    (folder / "persisted.json").write_text('{"older": "query Older { __typename }"}', encoding="utf-8")
    ran(folder, "node_modules/relay-compiler/cli.js")
    documents = Documents(all_trusted([folder / "persisted.json"]), only=True)

    catalogue = Catalogue.open(reference_folder)
    with closing(catalogue), running(application(catalogue, documents=documents)) as url:
        monkeypatch.setenv("WATCHGRAPH_URL", url)
        found = json.loads(ran(folder, "ask_relay_by_hash.js"))
        older = httpx.get(f"{url}/graphql", params={"id": "older"})
        free = httpx.post(f"{url}/graphql", json={"query": "{ places { totalCount } }"})

    assert older.json()["data"] == {"__typename": "Query"}, "documents of earlier builds are lost"
    assert found == {"text": None, "certainty": "NO", "refused": ["bad-cursor", "unknown-document"]}
    assert free.json()["errors"][0]["extensions"]["code"] == "untrusted-document"


@pytest.mark.parametrize(
    "name", ["apollo.js", "apollo_by_hash.js", "question.js", "relay.js", "relay_by_hash.js", "urql.js"]
)
def test_client_starts_without_asking_a_server_for_its_schema(
    desk: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHGRAPH_URL", "http://127.0.0.1:1")

    ran(desk, name)


def test_schema_is_fetched_as_the_server_has_it(desk: Path) -> None:
    assert (desk / "schema.graphql").read_text(encoding="utf-8") == printed()


def test_types_are_generated_and_compile(desk: Path) -> None:
    shutil.copytree(ROOT / "schema" / "watchgraph_schema" / "questions", desk / "documents")

    report = json.loads(ran(desk, "generate.js"))

    assert report["generated"]["status"] == 0, report["generated"]["said"]
    assert report["compiled"]["status"] == 0, report["compiled"]["said"]


def test_packages_and_versions_that_the_page_names_are_those_that_are_run() -> None:
    wanted = json.loads((HERE / "clients" / "package.json").read_text(encoding="utf-8"))

    assert len(VERSIONS) == 11
    assert {name: version for name, version in wanted["dependencies"].items() if name not in OURS} == VERSIONS
    assert f'"type": "{wanted["type"]}"' in PAGE


def test_what_a_section_imports_is_installed_by_then() -> None:
    """Those on clients stand alone, and need what is for all; the last is about the clients before it."""
    (for_all,) = [_installed(each) for each in SECTIONS if f"// {SCHEMA}\n" in each]
    *alone, last = [each for each in SECTIONS if _imported(each)]

    lacking = [_imported(each) - for_all - _installed(each) for each in alone]

    assert len(alone) == 5
    assert not any(lacking), lacking
    assert _imported(last) <= _installed(PAGE)
    assert _installed(PAGE) == set(VERSIONS)


def _installed(section: str) -> set[str]:
    return {name for line in INSTALL.findall(section) for name in line.split()}


def _imported(section: str) -> set[str]:
    return set(IMPORT.findall(section))


def test_the_schema_is_fetched_with_nothing_but_what_the_page_installs_for_it(desk: Path, tmp_path: Path) -> None:
    (section,) = [each for each in SECTIONS if f"// {SCHEMA}\n" in each]
    (kind,) = re.findall(r"^npm pkg set type=(\w+)$", section, re.MULTILINE)
    needed = {name: VERSIONS[name] for name in _installed(section)}
    (tmp_path / "package.json").write_text(json.dumps({"type": kind, "dependencies": needed}), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(installed(tmp_path) / "node_modules")
    (tmp_path / SCHEMA).write_text(FILES[SCHEMA], encoding="utf-8")

    ran(tmp_path, SCHEMA)

    assert (tmp_path / "introspected.js").read_text(encoding="utf-8") == (desk / "introspected.js").read_text("utf-8")
