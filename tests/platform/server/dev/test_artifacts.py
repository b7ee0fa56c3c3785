"""What Neo4j consists of: named by hash, fetched once, checked always."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from watchgraph_server.dev.artifacts import Artifact, fetch, locked
from watchgraph_server.dev.errors import DevServerError
from watchgraph_server.dev.neo4j import LOCK

WHOLE = b"as it should be"
ARTIFACT = Artifact(
    group="org.example", name="thing", version="1", classifier="", sha256=hashlib.sha256(WHOLE).hexdigest()
)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing outside can be reached: what would pass on requests is not there."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)


def cached(folder: Path, content: bytes) -> Path:
    path = folder / "org" / "example" / "thing" / "1" / "thing-1.jar"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def test_the_lock_names_every_file_by_its_hash_and_no_address() -> None:
    text = (files("watchgraph_server.dev") / LOCK).read_text(encoding="utf-8")

    lines = [line for line in text.splitlines() if not line.startswith("#")]

    assert len(lines) == len(locked(LOCK)) > 200
    assert all(re.fullmatch(r"[\w.-]+(:[\w.-]+){2,3} [0-9a-f]{64}", line) for line in lines)
    assert "://" not in text


@pytest.mark.usefixtures("no_network")
def test_what_is_there_already_is_not_fetched_again(tmp_path: Path) -> None:
    there = cached(tmp_path, WHOLE)
    said: list[str] = []

    found = fetch([ARTIFACT], tmp_path, said.append)

    assert found == [there]
    assert not said


@pytest.mark.usefixtures("no_network")
def test_a_damaged_file_is_not_used_and_a_machine_without_network_is_told_so(tmp_path: Path) -> None:
    damaged = cached(tmp_path, WHOLE[:5])

    with pytest.raises(DevServerError, match=r"^What Neo4j consists of cannot be fetched.*network.*refused\.$"):
        fetch([ARTIFACT], tmp_path, print)

    assert not damaged.exists()
