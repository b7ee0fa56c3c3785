"""One setting lets Neo4j answer what a graph is asked; where it is away its fields say so, and all else goes on."""

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TypedDict
from uuid import uuid4

import pytest
from sqlalchemy import select
from tests import servers
from tests.processes import PATIENCE_SECONDS, got, posted, started, until
from typer.testing import CliRunner, Result

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.cli import app

PATIENCE = "60"
HOPS = """hops { predicate { name } direction certainty confidence source { name } target { name }
                 claims { nodes { ref } } }"""


@pytest.fixture(scope="module")
def lent() -> Iterator[servers.Neo4j]:
    """The Neo4j of this run, for this module."""
    with servers.lent_neo4j() as found:
        yield found


@pytest.fixture(scope="module")
def folder(reference_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the reference data, and grows."""
    return Path(shutil.copytree(reference_folder, tmp_path_factory.mktemp("graphs") / "store"))


def command(folder: Path, *words: str, text: str | None = None, **settings: str) -> Result:
    named = {f"WATCHGRAPH_{name.upper()}": value for name, value in settings.items()}
    return CliRunner().invoke(app, list(words), input=text, env={"WATCHGRAPH_DATA": str(folder), **named})


def settings_of(lent: servers.Neo4j, **more: str) -> dict[str, str]:
    given = {"neo4j_uri": lent.uri, "neo4j_user": lent.user, "neo4j_password": lent.password}
    return given | {"read_timeout_seconds": PATIENCE} | more


def ids(folder: Path, *labels: str) -> dict[str, str]:
    """Ids of entities by their names."""
    entity = tables.entity
    with closing(Catalogue.open(folder)) as catalogue, catalogue.connect() as connection:
        rows = connection.execute(select(entity.c.label, entity.c.id).where(entity.c.label.in_(labels)))
        return {row.label: row.id for row in rows}


@pytest.fixture(scope="module")
def question(folder: Path) -> str:
    """A document that asks the graph."""
    known = ids(folder, "Mauritius", "Export-Import Bank of China", "Serbia")
    ends = f'from: "{known["Mauritius"]}", to: "{known["Export-Import Bank of China"]}"'
    return f"""{{
      paths({ends}) {{ nodes {{ length confidence {HOPS} }} }}
      moneyTrail(place: "{known["Mauritius"]}") {{ nodes {{ complete {HOPS} missing {{ station reason }} }} }}
      earlier: moneyTrail(place: "{known["Serbia"]}", asOf: {{ validAt: "2018" }}) {{ nodes {{ {HOPS} }} }}
      whyNot({ends}) {{ connected text }}
    }}"""


@pytest.fixture(scope="module")
def other_question(folder: Path) -> str:
    """A document of which the catalogue answers all: the graph's database knows no licences."""
    place = ids(folder, "Serbia")["Serbia"]
    trail = f'moneyTrail(place: "{place}", licence: {{ notIn: ["NOASSERTION"] }}) {{ nodes {{ {HOPS} }} }}'
    return f"{{ claims {{ totalCount }} {trail} }}"


def test_the_answer_is_the_same_whatever_keeps_the_graph(lent: servers.Neo4j, folder: Path, question: str) -> None:
    built = command(folder, "rebuild", "graph", **settings_of(lent))
    assert built.exit_code == 0, built.output

    ours = command(folder, "query", "-", text=question, **settings_of(lent, graph="neo4j"))
    theirs = command(folder, "query", "-", text=question)

    assert json.loads(ours.stdout) == json.loads(theirs.stdout)
    assert json.loads(ours.stdout)["data"]["paths"]["nodes"], ours.output


def test_status_tells_where_the_graph_stands(lent: servers.Neo4j, folder: Path) -> None:
    command(folder, "rebuild", "graph", **settings_of(lent))

    found = json.loads(command(folder, "status", "--json", **settings_of(lent)).stdout)
    without = json.loads(command(folder, "status", "--json").stdout)

    assert found["graph"] == {"position": found["position"], "failure": None}
    assert without["graph"] is None


def environment(lent: servers.Neo4j) -> dict[str, str]:
    return {**lent.settings, "WATCHGRAPH_GRAPH": "neo4j", "WATCHGRAPH_READ_TIMEOUT_SECONDS": PATIENCE}


def registered(folder: Path) -> int:
    """Write something; return the position."""
    line = json.dumps({"do": "register-contributor", "contributor": str(uuid4()), "roles": ["CONTRIBUTOR"]})
    result = command(folder, "apply", "-", "--as", "operator", "--json", text=line)
    assert result.exit_code == 0, result.output
    position: int = json.loads(result.stdout)[0]["position"]
    return position


def kill(lent: servers.Neo4j) -> None:
    process = lent.server.process.pid
    assert process, "it runs"
    os.kill(process, signal.SIGKILL)
    assert lent.server.process.await_end(PATIENCE_SECONDS)


class Error(TypedDict):
    """What is looked at of an error."""

    message: str
    extensions: dict[str, str | int]


class Reply(TypedDict, total=False):
    """What is looked at of an answer."""

    data: dict[str, object] | None
    errors: list[Error]


def asked(url: str, question: str) -> Reply:
    body: Reply = posted(f"{url}/graphql", {"query": question}).json()
    return body


def test_without_neo4j_its_fields_say_so_all_else_is_answered_and_it_recovers_by_itself(
    lent: servers.Neo4j, folder: Path, question: str, other_question: str
) -> None:
    graph = json.loads(command(folder, "query", "-", text=question).stdout)["data"]
    other = json.loads(command(folder, "query", "-", text=other_question).stdout)["data"]
    with started(folder, "serve", "--port", "0", more=environment(lent)) as server:
        url = server.url()
        assert until(lambda: asked(url, question).get("data") == graph)

        kill(lent)
        refused, answered = asked(url, question), asked(url, other_question)
        assert until(lambda: got(f"{url}/health/ready").status_code == 200)
        written = registered(folder)
        assert until(lambda: "graph" in got(f"{url}/health").json().get("failures", {}))
        lent.server.up()

        assert until(lambda: asked(url, question).get("data") == graph)
        assert until(lambda: drawn(url) >= written)
        assert until(lambda: got(f"{url}/health").status_code == 200)

    assert [each["extensions"] for each in refused["errors"]] == [
        {"code": "graph-unavailable", "retryAfterSeconds": 2}
    ] * len(refused["errors"])
    assert all("127.0.0.1" not in each["message"] for each in refused["errors"])
    assert answered["data"] == other
    found = json.loads(command(folder, "status", "--json", **settings_of(lent)).stdout)
    assert found["graph"]["position"] >= written


def drawn(url: str) -> int:
    """How far the graph has come, as a server tells; -1 where it does not."""
    position: int = got(f"{url}/health").json().get("positions", {}).get("graph", -1)
    return position


def test_health_tells_of_the_graph_where_nothing_is_written_and_where_others_move_it(
    lent: servers.Neo4j, folder: Path
) -> None:
    built = command(folder, "rebuild", "graph", **settings_of(lent))
    head = json.loads(command(folder, "status", "--json").stdout)["position"]
    assert built.exit_code == 0, built.output
    with (
        started(folder, "serve", "--port", "0", more=lent.settings) as moving,
        started(folder, "serve", "--api-only", "--port", "0", more=lent.settings) as answering,
    ):
        urls = [moving.url(), answering.url()]
        assert all(until(lambda url=url: drawn(url) == head) for url in urls)  # type: ignore[misc]

        kill(lent)
        assert all(until(lambda url=url: "graph" in failures(url)) for url in urls)  # type: ignore[misc]
        for _ in range(30):
            assert all("graph" in failures(url) for url in urls), "until it answers again"
            time.sleep(0.1)
        lent.server.up()

        assert all(until(lambda url=url: not failures(url)) for url in urls)  # type: ignore[misc]


def failures(url: str) -> dict[str, str]:
    """What stopped projections, as a server tells, its own or those of other processes."""
    found: dict[str, str] = got(f"{url}/health").json().get("failures", {})
    return found


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"neo4j_password": "open sesame"}, "refuses the user"),
        ({"neo4j_database": "nowhere"}, "has no database 'nowhere'"),
        ({"neo4j_uri": "mysql://127.0.0.1"}, "is no address of a Neo4j server"),
        ({"neo4j_uri": ""}, "WATCHGRAPH_NEO4J_URI has to say"),
        ({"graph": "cypher"}, "what answers is sql or neo4j"),
        ({"neo4j_password_file": "/nowhere/password"}, "cannot be read as text"),
    ],
)
@pytest.mark.parametrize("words_of", [("serve", "--port", "0"), ("serve", "--api-only", "--port", "0"), ("follow",)])
def test_wrong_settings_are_refused_at_start(
    lent: servers.Neo4j, folder: Path, wrong: dict[str, str], words: str, words_of: tuple[str, ...]
) -> None:
    result = command(folder, *words_of, **(settings_of(lent, graph="neo4j") | wrong))

    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert "open sesame" not in result.output


def test_the_password_may_lie_in_a_file(lent: servers.Neo4j, folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "password"
    kept.write_text(f"{lent.password}\n")

    found = command(folder, "rebuild", "graph", neo4j_uri=lent.uri, neo4j_password_file=str(kept))

    assert found.exit_code == 0, found.output


def test_there_is_nothing_to_rebuild_where_no_graph_is_kept(folder: Path) -> None:
    graph, other = command(folder, "rebuild", "graph"), command(folder, "rebuild", "weather")

    assert (graph.exit_code, other.exit_code) == (2, 2)
    assert "WATCHGRAPH_NEO4J_URI is not set" in graph.stderr
    assert "there is catalogue and graph" in other.stderr
