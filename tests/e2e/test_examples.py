"""The clients under docs/examples, each run against a real server where what runs it is on the machine."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from tests.platform.server.clients import running

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CLIENTS = {
    "httpx_client.py": [sys.executable],
    "gql_client.py": [sys.executable],
    "client.mjs": ["node"],
    "client.R": ["Rscript"],
}
R_PACKAGES = 'quit(status = !all(sapply(c("httr", "jsonlite"), requireNamespace, quietly = TRUE)))'


@pytest.fixture(scope="module")
def url(reference_folder: Path) -> Iterator[str]:
    with closing(Catalogue.open(reference_folder)) as catalogue, running(application(catalogue)) as address:
        yield address


def run(program: list[str], url: str) -> str:
    """Run a client against the server; its output, or its complaint as the failure."""
    done = subprocess.run(  # noqa: S603  # our own clients
        program,
        env=os.environ | {"WATCHGRAPH_URL": url},
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def has_r_packages() -> bool:
    """Whether R has what its client needs."""
    return subprocess.run(["Rscript", "-e", R_PACKAGES], check=False).returncode == 0  # noqa: S603, S607  # whichever R there is


def told(url: str) -> list[str]:
    """What a client should print, asked here with pages of another size."""
    document = (EXAMPLES / "supplies.graphql").read_text("utf-8")
    lines, after = [], None
    while True:
        asked = {"query": document, "variables": {"first": 7, "after": after}}
        page = httpx.post(f"{url}/graphql", json=asked).json()["data"]["claims"]
        lines += [f"{each['sentence']} -- {each['evidence']['nodes'][0]['source']['title']}" for each in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return lines
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("client", CLIENTS)
def test_client_prints_the_whole_list(client: str, url: str) -> None:
    program = CLIENTS[client]
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not on this machine")
    if client.endswith(".R") and not has_r_packages():
        pytest.skip("R has no httr or jsonlite here")

    printed = run([*program, str(EXAMPLES / client)], url)

    assert printed.splitlines() == told(url)


def test_curl_gets_an_answer_by_get(url: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not on this machine")

    answer = json.loads(run(["sh", str(EXAMPLES / "ask.sh")], url))

    assert [each["sentence"] for each in answer["data"]["claims"]["nodes"]] == [
        line.partition(" -- ")[0] for line in told(url)[:3]
    ]
