"""What docs/graph.md shows is what Neo4j answers, and its answers are those of the API's own graph.

`python -m tests.e2e.test_graph_page` writes the answers anew, from a server that it starts: then read the diff.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests import servers
from typer.testing import CliRunner

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.graph.edges import Direction, Hop
from watchgraph_projections.graph.neo4j.following import GraphFollower
from watchgraph_projections.graph.neo4j.models import EDGES
from watchgraph_projections.graph.neo4j.servers import Address, Server
from watchgraph_projections.graph.sql import SqlGraph
from watchgraph_projections.graph.stations import Station
from watchgraph_server.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "graph.md"
SHOWN = re.compile(r"^```cypher\n(?P<query>.*?)^```\n```json\n(?P<answer>.*?)^```$", re.MULTILINE | re.DOTALL)
QUESTION = re.compile(r"^### (\d+)\. ", re.MULTILINE)
WIDTH = 118
DAY = 20261123

Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query of the page and the rows that it shows; start, end: where these lie."""

    number: int
    query: str
    answer: str
    start: int
    end: int


def examples() -> list[Example]:
    text = PAGE.read_text(encoding="utf-8")
    return [
        Example(
            number=len(QUESTION.findall(text, 0, found.start()))
            + text[: found.start()].count("\n## Names of the past"),
            query=found["query"],
            answer=found["answer"],
            start=found.start("answer"),
            end=found.end("answer"),
        )
        for found in SHOWN.finditer(text)
    ]


def rows(server: Server, query: str) -> Rows:
    """The rows of a query, as the page shows them."""
    names = [each.strip().rpartition(" as ")[2] for each in _returned(query)]
    return [dict(zip(names, row, strict=True)) for row in server.read(query)]


def _returned(query: str) -> list[str]:
    """What the last `return` names: parts that a comma outside of all brackets sets apart."""
    said = re.split(r"\breturn (?:distinct )?", query)[-1].partition("\norder by")[0]
    depth, parts = 0, [""]
    for each in said:
        depth += (each in "([{") - (each in ")]}")
        if each == "," and not depth:
            parts.append("")
        else:
            parts[-1] += each
    return parts


def written(found: Rows) -> str:
    """Rows as the page writes them: one a line where that fits."""
    lines = [json.dumps(row, ensure_ascii=False) for row in found]
    whole = [
        line if len(line) < WIDTH else json.dumps(json.loads(line), ensure_ascii=False, indent=2) for line in lines
    ]
    return "[\n" + ",\n".join("  " + line.replace("\n", "\n  ") for line in whole) + "\n]\n"


@pytest.fixture(scope="module")
def catalogue(reference_folder: Path) -> Iterator[Catalogue]:
    with closing(Catalogue.open(reference_folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def graph(graph_server: Server, catalogue: Catalogue) -> Server:
    """The reference data in Neo4j."""
    GraphFollower.open(catalogue, graph_server).catch_up()
    return graph_server


@pytest.fixture(scope="module")
def moment(catalogue: Catalogue) -> Moment:
    return catalogue.moment(valid_at="2026-11-23")


@pytest.mark.parametrize("example", examples(), ids=lambda example: str(example.number))
def test_a_query_of_the_page_has_the_rows_shown(graph: Server, example: Example) -> None:
    assert rows(graph, example.query) == json.loads(example.answer)


def test_the_page_asks_twelve_questions() -> None:
    assert [example.number for example in examples()] == list(range(1, 14))


def asked(graph: Server, number: int) -> Rows:
    return next(rows(graph, example.query) for example in examples() if example.number == number)


def test_the_chain_to_the_bank_is_the_complete_money_trail(graph: Server, catalogue: Catalogue, moment: Moment) -> None:
    place = ids(catalogue, "Mauritius")

    (row,) = asked(graph, 1)

    (trail,) = [each for each in SqlGraph(catalogue).money_trails(place, moment=moment) if not each.missing]
    names = {station: node.label for station, node in trail.stations.items()}
    assert [row[name] for name in ("system", "vendor", "contract", "loan", "bank")] == [
        names[station] for station in Station if station is not Station.PLACE
    ]
    assert {claim.id for hop in trail.hops for claim in hop.claims} == set(map(str, list_of(row["claims"])))


def test_what_a_vendor_is_tied_to_is_what_its_neighbours_are(
    graph: Server, catalogue: Catalogue, moment: Moment
) -> None:
    vendor = SqlGraph(catalogue).node(ids(catalogue, "Huawei"), moment=moment)

    found = asked(graph, 2)

    hops = SqlGraph(catalogue).neighbours([vendor.key], moment=moment)[vendor.key]
    assert sorted(map(str, map(told, hops))) == sorted(str(list(row.values())) for row in found)


def told(hop: Hop) -> list[object]:
    forward = hop.direction is Direction.FORWARD
    return [EDGES[hop.predicate], forward, hop.target.label, len(hop.claims), hop.confidence]


def test_the_ways_between_two_are_the_paths(graph: Server, catalogue: Catalogue, moment: Moment) -> None:
    ends = ids(catalogue, "Mauritius"), ids(catalogue, "Export-Import Bank of China")

    found = asked(graph, 3)

    paths = SqlGraph(catalogue).paths(ends, moment=moment, max_hops=4)
    assert [[EDGES[hop.predicate] for hop in path.hops] for path in paths] == [row["edges"] for row in found]


def ids(catalogue: Catalogue, label: str) -> str:
    with catalogue.connect() as connection:
        found = connection.exec_driver_sql("select id from entity where label = ? and key = cluster", (label,))
        return str(found.scalar_one())


def list_of(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def main() -> None:
    """Write the answers into the page."""
    text = PAGE.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder, servers.lent_neo4j() as lent:
        CliRunner().invoke(app, ["import", "reference"], env={"WATCHGRAPH_DATA": folder})
        address = Address(uri=lent.uri, user=lent.user, password=lent.password)
        with closing(Catalogue.open(Path(folder))) as catalogue, closing(Server(address, seconds=60)) as server:
            GraphFollower.open(catalogue, server).catch_up()
            for example in reversed(examples()):
                text = text[: example.start] + written(rows(server, example.query)) + text[example.end :]
    PAGE.write_text(text, encoding="utf-8")
    sys.exit(0)


if __name__ == "__main__":
    main()
