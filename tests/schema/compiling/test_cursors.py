"""Cursors by both paths and on both databases: good for their own list, refused by every other in the same words."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import blake2b

import pytest
from tests.schema.compiling.both_ways import asked_both_ways

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.cursors import titled
from watchgraph_schema.requests import Path


@pytest.fixture(params=["reference_catalogue", pytest.param("reference_in_postgres", marks=pytest.mark.unmeasured)])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    found: Catalogue = request.getfixturevalue(request.param)
    return found


def asked(catalogue: Catalogue, query: str, **values: object) -> Mapping[str, object]:
    """The answer, the same by both paths."""
    found, executed = asked_both_ways(catalogue, query, values)
    assert json.dumps(found.body) == json.dumps(executed.body)
    return found.body


def codes(body: Mapping[str, object]) -> list[object]:
    errors = body.get("errors", [])
    assert isinstance(errors, list)
    return [each["extensions"]["code"] for each in errors]


def last_of(body: Mapping[str, object], *path: str | int) -> str:
    """The last cursor of the list at a path."""
    found: object = body["data"]
    for step in path:
        found = found[step]  # type: ignore[index]  # a wrong path fails the test, as it should
    cursor = found["pageInfo"]["endCursor"]  # type: ignore[index]  # as above
    assert isinstance(cursor, str)
    return cursor


@pytest.mark.parametrize(
    ("made", "used"),
    [
        ("places(first: 2)", 'places(after: $at, where: {name: {contains: "a"}})'),
        ("claims(first: 2, where: {minSources: 1})", "claims(after: $at, where: {minSources: 2})"),
        ("claims(first: 2, where: {minSources: 1})", "claims(before: $at)"),
        ("places(first: 2)", "places(after: $at, descending: true)"),
        ("places(first: 2)", 'places(after: $at, licence: {notIn: ["NOASSERTION"]})'),
        ('claimsByRef(ref: "C015", first: 1)', 'claimsByRef(ref: "C002", after: $at)'),
        ('search(text: "belgrade", first: 1)', 'search(text: "serbia", after: $at)'),
        ("coverage { l: predicates(first: 1) %s }", 'coverage(topic: "LITIGATION") { l: predicates(after: $at) %s }'),
    ],
)
def test_a_cursor_of_other_arguments_is_refused(catalogue: Catalogue, made: str, used: str) -> None:
    paging = "{ pageInfo { endCursor } nodes { id } }"
    first = asked(catalogue, f"{{ l: {made if '%s' in made else made + ' %s'} }}" % paging)
    cursor = last_of(first, "l", "l") if "%s" in made else last_of(first, "l")

    beside = "other: places(first: 1) { nodes { id } }"
    query = f"query($at: String) {{ l: {used if '%s' in used else used + ' %s'} {beside} }}"
    second = asked(catalogue, query % paging, at=cursor)

    assert codes(second) == ["foreign-cursor"]
    data = second["data"]
    assert isinstance(data, dict)
    assert data["l"] in (None, {"l": None})
    assert data["other"]["nodes"], "the list beside it is answered"


def forged(body: bytes) -> str:
    """A cursor of these bytes, with the check digits that anybody can reckon."""
    check = blake2b(body, digest_size=6, person=b"cursor").digest()
    return base64.urlsafe_b64encode(check + body).decode().rstrip("=")


def said(cursor: str) -> list[object]:
    """What a cursor says."""
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    found: list[object] = json.loads(raw[6:])
    return found


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b'["\xff"]',
        b'["claims", "\xff", 1, null, 1]',
        b"[" * 1_400,
        b'["a", 1, 1, null, ' + b"9" * 1_000 + b"]",
        b'["a", 1, 1, "\\ud800", 1]',
        b'["a", 1, 1, NaN, 1]',
    ],
)
def test_a_forged_cursor_is_none_whatever_its_bytes(catalogue: Catalogue, body: bytes) -> None:
    query = """query($at: String) {
        a: claims(after: $at) { totalCount } b: savedQueries(before: $at) { totalCount }
        c: search(text: "belgrade", after: $at) { totalCount } }"""

    assert codes(asked(catalogue, query, at=forged(body))) == ["bad-cursor"] * 3


LISTS = (
    "places(%s) { pageInfo { endCursor } }",
    "places(order: NAME, %s) { pageInfo { endCursor } }",
    "financialFacilities(order: AMOUNT_CONSTANT, %s) { pageInfo { endCursor } }",
    "sources(%s) { pageInfo { endCursor } }",
    "claims(order: CONFIDENCE, %s) { pageInfo { endCursor } }",
    'search(text: "belgrade", %s) { pageInfo { endCursor } }',
    "places(first: 1) { nodes { l: claims(%s) { pageInfo { endCursor } } } }",
    "places(first: 1) { nodes { l: names(%s) { pageInfo { endCursor } } } }",
    "places(first: 1) { nodes { l: neighbours(%s) { pageInfo { endCursor } } } }",
    "places(first: 1) { nodes { l: history(%s) { pageInfo { endCursor } } } }",
    "claims(first: 1) { nodes { l: evidence(%s) { pageInfo { endCursor } } } }",
    "datasets(first: 1) { nodes { l: editions(%s) { pageInfo { endCursor } } } }",
)
SORT, TIE = 3, 4


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("value", ["a\0", "x", 2**63 - 1])
def test_a_cursor_of_a_place_where_nothing_stands_is_answered_or_refused_and_never_fails(
    catalogue: Catalogue, listed: str, value: object
) -> None:
    path = ["l", "nodes", 0, "l"] if "l: " in listed else ["l"]
    whole = said(last_of(asked(catalogue, f"{{ l: {listed % 'first: 1'} }}"), *path))

    for place in (SORT, TIE):
        cursor = forged(json.dumps([*whole[:place], value, *whole[place + 1 :]]).encode())
        for cut in ("first: 1, after: $at", "last: 1, before: $at"):
            found = asked(catalogue, f"query($at: String) {{ l: {listed % cut} }}", at=cursor)
            assert codes(found) in ([], ["bad-cursor"])


@pytest.mark.parametrize("change", ["%s=", "%s==", "%s\n", " %s", "+%s", "%s%%3D"])
def test_a_cursor_has_one_spelling(catalogue: Catalogue, change: str) -> None:
    cursor = last_of(asked(catalogue, "{ places(first: 1) { pageInfo { endCursor } } }"), "places")
    query = "query($at: String) { places(first: 1, after: $at) { nodes { id } } }"

    assert codes(asked(catalogue, query, at=cursor)) == []
    assert codes(asked(catalogue, query, at=change % cursor)) == ["bad-cursor"]


def test_a_cursor_of_another_things_list_is_refused_and_its_own_goes_on_by_one_statement(catalogue: Catalogue) -> None:
    two = asked(catalogue, "{ organisations(first: 2) { nodes { id claims(first: 1) { pageInfo { endCursor } } } } }")
    ids = [two["data"]["organisations"]["nodes"][number]["id"] for number in (0, 1)]  # type: ignore[index]  # as asked
    cursor = last_of(two, "organisations", "nodes", 0, "claims")
    query = """query($id: ID!, $at: String) {
        node(id: $id) {
            ... on Organisation { name claims(first: 5, after: $at) { edges { cursor node { id } } } } } }"""

    own, _ = asked_both_ways(catalogue, query, {"id": ids[0], "at": cursor})
    other = asked(catalogue, query, id=ids[1], at=cursor)

    assert (own.path, own.complete) == (Path.COMPILED, True)
    assert codes(asked(catalogue, query, id=ids[0], at=cursor)) == []
    assert codes(other) == ["foreign-cursor"]
    assert other["data"]["node"] == {"name": other["data"]["node"]["name"], "claims": None}  # type: ignore[index]  # as asked


def test_a_list_under_many_is_continued_under_the_one_that_the_cursor_is_of(catalogue: Catalogue) -> None:
    query = """query($at: String) {
        organisations(first: 3) { nodes { id claims(first: 1, after: $at) { pageInfo { endCursor } } } } }"""
    first = asked(catalogue, query)
    cursor = last_of(first, "organisations", "nodes", 0, "claims")

    second = asked(catalogue, query, at=cursor)

    nodes = second["data"]["organisations"]["nodes"]  # type: ignore[index]  # as asked
    assert [each["claims"] is None for each in nodes] == [False, True, True]
    assert codes(second) == ["foreign-cursor"] * 2


def test_one_cursor_of_each_of_two_things_is_refused(catalogue: Catalogue) -> None:
    query = "{ organisations(first: 2) { nodes { id claims(first: 1) { pageInfo { endCursor } } } } }"
    first = asked(catalogue, query)
    ends = [last_of(first, "organisations", "nodes", number, "claims") for number in (0, 1)]

    second = asked(
        catalogue,
        """query($a: String, $b: String) {
            organisations(first: 1) { nodes { claims(after: $a, before: $b) { totalCount } } } }""",
        a=ends[0],
        b=ends[1],
    )

    assert codes(second) == ["foreign-cursor"]


def test_cursors_are_the_same_on_both_databases_and_in_every_process(
    reference_catalogue: Catalogue, reference_in_postgres: Catalogue
) -> None:
    query = """{
        claims(first: 3, where: {predicates: ["supplies"]}) { edges { cursor } }
        places(first: 2) { nodes { claims(first: 2) { edges { cursor } } } } }"""

    here, there = asked(reference_catalogue, query), asked(reference_in_postgres, query)

    assert here["data"] == there["data"]
    told = subprocess.run(  # our own interpreter
        [
            sys.executable,
            "-c",
            "from watchgraph_schema.cursors import titled; print(titled('list', (1, None, frozenset('abc'), ('x',))))",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert told.stdout.strip() == titled("list", (1, None, frozenset("abc"), ("x",)))


@pytest.mark.parametrize("asked_for", ["hasPreviousPage", "__typename", "hasNextPage", "hasPreviousPage __typename"])
@pytest.mark.parametrize("where", ['{name: {eq: "nobody of this name"}}', "{}"])
def test_where_a_page_lies_is_told_of_an_empty_one_and_once_of_a_full_one(
    catalogue: Catalogue, asked_for: str, where: str
) -> None:
    body = asked(catalogue, f"{{ persons(first: 2, where: {where}) {{ pageInfo {{ {asked_for} }} }} }}")

    assert codes(body) == []
