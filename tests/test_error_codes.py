"""The codes of errors in the schema are those that errors have."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import watchgraph_projections
import watchgraph_schema
import watchgraph_server
from watchgraph import vocabulary
from watchgraph.domain import edtf, urls
from watchgraph.errors import WatchgraphError
from watchgraph.postgresql import errors as postgresql_errors
from watchgraph_schema.error_codes import ErrorCode
from watchgraph_server.exchanges import STATUS

WITHOUT_A_CLASS = {"bad-variable", "not-served", "refused"}
"""Said by GraphQL, and by the router."""
SENT_ELSEWHERE = {"not-served", "only-queries", "bad-host", "bad-request", "body-too-slow"}
"""By the router, by GET, by the layer that looks at hosts, and by connections: each has a test beside it."""
UNSEEN = {
    "poison-event": "of the follower",
    "poison-change": "of the follower",
    "other-layout": "of the follower",
    "graph-unusable": "when a store is opened, and of the follower",
    "catalogue-missing": "when a store is opened",
    "database-refused": "when a store is opened",
    "not-compiled": "answered in another way",
    "statement-refused": "answered in another way",
    "frames-missing": "of tables in process",
    "answer-refused": "of the command line",
    "backup-refused": "of the command line",
    "bad-input": "of the command line",
    "dev-server": "of the command line",
    "store-unusable": "of the command line",
    "unknown-claim": "of the command line",
    "telemetry-missing": "when a server starts",
    "disconnected": "nobody is there to see it",
    "document-refused": "base of others",
    "watchgraph": "base of others",
}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(found.name)


def codes() -> dict[str, str]:
    """The codes of all errors that are made where questions are answered, each with a class that has it."""
    names = {vocabulary.__name__, edtf.__name__, urls.__name__, postgresql_errors.__name__}
    for package in (watchgraph_projections, watchgraph_schema, watchgraph_server):
        names |= {module.__name__ for module in modules(package)}
    return {each.code: each.__qualname__ for each in subclasses(WatchgraphError) if each.__module__ in names}


def subclasses(cls: type[WatchgraphError]) -> Iterator[type[WatchgraphError]]:
    for each in cls.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_code_that_an_answer_can_carry_is_in_the_schema() -> None:
    found = {code: name for code, name in codes().items() if code not in UNSEEN}

    assert found.keys() | WITHOUT_A_CLASS == {each.code for each in ErrorCode}


def test_every_code_has_words_of_its_own() -> None:
    assert len(ErrorCode) == len(ErrorCode.__members__), "two codes with the same words are one"
    assert all(each.meaning.endswith((".", "?")) and each.remedy.endswith(".") for each in ErrorCode)


def test_codes_stand_in_the_order_of_their_names() -> None:
    names = [each.name for each in ErrorCode]

    assert names == sorted(names)


def test_the_codes_in_the_documentation_are_those_of_the_schema() -> None:
    text = (Path(__file__).parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
    table = text.split("| code |")[1].split("\n\n")[0]

    told = {code.strip("` ") for row in table.splitlines()[2:] for code in row.split("|")[1].split(",")}

    assert told <= {each.code for each in ErrorCode}


def test_every_code_is_in_the_documentation_of_the_api() -> None:
    page = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")

    assert [each.code for each in ErrorCode if f"`{each.code}`" not in page] == []


def test_statuses_in_the_documentation_are_those_that_are_sent() -> None:
    page = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d{3}) \| (.*) \|$", page, re.MULTILINE)
    told = {code: int(status) for status, text in rows for code in re.findall(r"`([\w-]+)`", text)}

    sent = {each.code: status for each, status in STATUS.items()}

    assert told.items() >= sent.items()
    assert told.keys() - sent.keys() == {"Accept", "Host"} | SENT_ELSEWHERE
