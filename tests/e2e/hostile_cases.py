"""Requests that mean harm, or are broken, each with what a server that can stand in public says to it."""

import base64
import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final
from urllib.parse import urlencode

GRAPHQL: Final = "/graphql"
JSON: Final = {"content-type": "application/json"}
NUMBER: Final = 'aggregate(of: "Place") { definition }'
NOBODY: Final = "00000000-0000-5000-8000-000000000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """code: that it is refused with; None where it is answered as any other, since there is nothing wrong with it."""

    name: str
    code: str | None
    body: bytes = b""
    method: str = "POST"
    path: str = GRAPHQL
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)


def asking(name: str, code: str | None, query: object, variables: object = None, **more: object) -> Case:
    """A case of a well-formed request."""
    body = {"query": query, **({} if variables is None else {"variables": variables}), **more}
    return Case(name=name, code=code, body=json.dumps(body).encode())


def doubling(levels: int) -> str:
    """A chain of fragments, each spread twice by the one before."""
    chain = "".join(f" fragment F{level} on Query {{ ...F{level + 1} ...F{level + 1} }}" for level in range(levels))
    return f"{{ ...F0 }}{chain} fragment F{levels} on Query {{ __typename }}"


def each(times: int, held: str) -> str:
    """The same so many times, each under an alias of its own."""
    return "{" + "".join(f" a{number}: {held}" for number in range(times)) + " }"


def bodies() -> Iterator[Case]:
    """What is no request: X3 and X6 of the list, and the like."""
    plain = b'{"query": "{ __typename }"}'
    for name, code, body in (
        ("X3 null", "bad-request", b"null"),
        ("X3 number", "bad-request", b"1"),
        ("X3 text", "bad-request", b'"x"'),
        ("X3 invalid UTF-8", "bad-request", b'{"query": "{ __typename }\xff"}'),
        ("X3 100,000 brackets", "batching-off", b"[" * 100_000),
        ("X3 30,000 objects in each other", "too-deep", b'{"a":' * 30_000),
        ("X3 lone surrogate in the name", "bad-request", b'{"query": "{ __typename }", "operationName": "\\ud800"}'),
        ("lone surrogate in the document", "bad-request", b'{"query": "{ a\\udfff }"}'),
        ("lone surrogate in a variable", "bad-request", b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}'),
        ("nothing", "bad-request", b""),
        ("half an object", "bad-request", b'{"query": "{ __type'),
        ("two objects", "bad-request", plain + plain),
        ("UTF-16", "bad-request", '{"query": "{ __typename }"}'.encode("utf-16")),
        ("empty object", "bad-request", b"{}"),
        ("query is null", "bad-request", b'{"query": null}'),
        ("query is a number", "bad-request", b'{"query": 5}'),
        ("query is a list", "bad-request", b'{"query": ["{ __typename }"]}'),
        ("variables are a list", "bad-request", b'{"query": "{ __typename }", "variables": []}'),
        ("variables are a text", "bad-request", b'{"query": "{ __typename }", "variables": "{}"}'),
        ("operation name is a number", "bad-request", b'{"query": "{ __typename }", "operationName": 1}'),
        ("member given twice", "given-twice", b'{"query": "{ __typename }", "query": "{ no }"}'),
        (
            "member given twice, once in disguise",
            "given-twice",
            b'{"query": "{ __typename }", "\\u0071uery": "{ no }"}',
        ),
        ("X6 batch", "batching-off", b"[" + b",".join([plain] * 100) + b"]"),
        ("X6 200,001 bytes", "body-too-large", plain + b" " * 200_000),
        ("X6 10 megabytes", "body-too-large", b" " * 10_000_000),
        (
            "number of 4,000 digits for nothing",
            None,
            b'{"query": "{ __typename }", "variables": {"a": 1' + b"0" * 4_000 + b"}}",
        ),
        ("number beyond a float", "bad-request", b'{"query": "{ __typename }", "variables": {"a": 1e999}}'),
        ("no number", "bad-request", b'{"query": "{ __typename }", "variables": {"a": NaN}}'),
    ):
        yield Case(name=name, code=code, body=body)
    for name, code, body, headers in (
        ("X3 gzip body", "not-json", gzip.compress(plain), {"content-encoding": "gzip"}),
        ("X3 gzip bomb", "not-json", gzip.compress(b" " * 10_000_000), {"content-encoding": "gzip"}),
        ("gzip unsaid", "bad-request", gzip.compress(plain), {}),
        ("X3 multipart without boundary", "not-json", plain, {"content-type": "multipart/form-data"}),
        ("X8 form", "not-json", b"query=%7B__typename%7D", {"content-type": "application/x-www-form-urlencoded"}),
        ("X8 text/plain", "not-json", plain, {"content-type": "text/plain"}),
        ("no content type", "not-json", plain, {"content-type": ""}),
        ("other charset", "not-json", plain, {"content-type": "application/json; charset=utf-16"}),
    ):
        yield Case(name=name, code=code, body=body, headers={**JSON, **headers})


def addresses() -> Iterator[Case]:
    """Other methods and addresses."""
    mutation = {"query": "mutation { report }"}
    for name, code, method, given in (
        ("X8 mutation by GET", "only-queries", "GET", mutation),
        ("GET without a document", "bad-request", "GET", {"a": "b"}),
        ("GET with variables that are no JSON", "bad-request", "GET", {"query": "{ __typename }", "variables": "{"}),
        ("GET with a list of variables", "bad-request", "GET", {"query": "{ __typename }", "variables": "[]"}),
        ("PUT", "method-not-allowed", "PUT", {}),
        ("DELETE", "method-not-allowed", "DELETE", {}),
        ("PATCH", "method-not-allowed", "PATCH", {}),
        ("document without end", "document-too-long", "GET", {"query": "{" + "a" * 15_000}),
    ):
        yield Case(name=name, code=code, method=method, path=f"{GRAPHQL}?{urlencode(given)}", headers={})
    yield Case(name="other address", code="not-served", method="GET", path="/graphql/../etc/passwd", headers={})
    yield Case(
        name="document given twice", code="given-twice", method="GET", path=f"{GRAPHQL}?query=a&query=b", headers={}
    )
    yield Case(name="half a percent", code="bad-request", method="GET", path=f"{GRAPHQL}?query=%ff%fe", headers={})


def documents() -> Iterator[Case]:
    """Documents that would take long, or make no sense; those of the lists of graphql-cop and graphql-armor."""
    types = " fields { type { ofType {" * 6 + " name" + " } } }" * 6
    cube = (
        "claims(first: 100) { nodes { rivals(first: 100) { nodes { claim { rivals(first: 100) { totalCount } } } } } }"
    )
    for name, code, query in (
        *((f"X1 fragments {levels} deep and doubling", "too-many-fields", doubling(levels)) for levels in (12, 20, 32)),
        ("X4 two operations and no name", "operation-name-missing", "query A { __typename } query B { __typename }"),
        ("X8 10,000 braces", "document-too-long", "{ a " * 10_000),
        ("X8 600 braces", "too-deep", "{" + "claims { nodes { subject {" * 13 + " id" + "} } }" * 13 + "}"),
        ("inline fragments 100 deep", "too-deep", "{" + "... {" * 100 + "__typename" + "}" * 101),
        ("X8 circle of introspection", "too-deep", f"{{ __schema {{ types {{ {types} }} }} }}"),
        ("X9 1,500 fields that overlap", "too-many-fields", "{" + " __typename" * 1_300 + "}"),
        ("X9 objects that overlap", "too-many-fields", "{" + "claims { nodes { id } }" * 100 + "}"),
        ("500 times one field", "too-many-fields", "{" + " __typename" * 500 + "}"),
        ("10,000 aliases", "document-too-long", each(10_000, "__typename")),
        ("101 aliases", "too-many-aliases", each(101, "__typename")),
        (
            "aliases through fragments",
            "too-many-aliases",
            "{ ...F ...F ...F } fragment F on Query " + each(9, "__typename"),
        ),
        ("10 directives that nobody knows", "too-many-directives", "{ __typename" + " @aa" * 10 + "}"),
        ("directive that nobody knows", "bad-document", "{ __typename @aa }"),
        ("directives over all of it", "too-many-directives", "query" + " @aa" * 400 + " { __typename }"),
        ("deferred", "bad-document", "{ ... @defer { __typename } }"),
        ("100 objects inside 100 inside 100", "too-much", f"{{ {cube} }}"),
        ("fragments in a circle", "bad-document", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
        ("fragment that is not there", "bad-document", "{ ...A }"),
        ("fragment of its own name", "bad-document", "{ ...A } fragment A on Query { ...A }"),
        ("100 fields that are not there", "bad-document", "{" + "".join(f" no{number}" for number in range(100)) + "}"),
        ("argument that is not there", "bad-document", "{ __typename(a: 1) }"),
        ("mutation", "only-queries", "mutation { report }"),
        ("subscription", "only-queries", "subscription { reports }"),
        ("schema in place of a question", "bad-document", "type Query { a: Int }"),
        ("2,001 tokens", "document-too-long", "{" + " a" * 2_000 + "}"),
        ("20,000 commas", "document-too-long", "{ __typename }" + "," * 20_000),
        ("14,000 comments", "document-too-long", "#\n" * 7_400 + "{ __typename }"),
        ("lists 1,900 deep", "bad-document", "{ places(where: " + "[" * 1_900 + ") { totalCount } }"),
        ("lists 100 deep", "too-deep", "{ places(where: " + "[" * 100 + "]" * 100 + ") { totalCount } }"),
        ("objects 100 deep", "too-deep", "{ places(where: " + "{not: " * 100 + "{}" + "}" * 100 + ") { totalCount } }"),
        ("text without end", "bad-document", '{ search(text: """' + "a" * 10_000),
        ("NUL in disguise", "bad-document", '{ search(text: "\\u0000") { nodes { id } } }'),
        ("half a character", "bad-document", '{ search(text: "\\uD800") { nodes { id } } }'),
        ("no character", "bad-document", '{ search(text: "\\u{110000}") { nodes { id } } }'),
        ("NUL in the document", "bad-document", "{ \0 }"),
        ("name of 10,000 letters", "bad-document", "{ " + "a" * 10_000 + " }"),
        ("alias of 14,000 letters before what fails", "bad-id", "{ " + "a" * 14_000 + ': node(id: "x") { id } }'),
        ("empty document", "bad-document", ""),
        ("space", "bad-document", " \n\t,,"),
        ("words", "bad-document", "select * from claims"),
        ("900 empty conditions", "too-much", "{ claims(where: {or: [" + "{}" * 900 + "]}) { totalCount } }"),
        ("no fields", "bad-document", "{}"),
        ("no fields of what is asked for", "bad-document", "{ places { nodes {} } }"),
        ("40 numbers", "too-many-aliases", each(40, NUMBER)),
        ("20 dear numbers", "too-much", each(20, NUMBER)),
    ):
        yield asking(name, code, query)
    yield asking(
        "operation that is not there", "unknown-operation", "query A { __typename }", operationName="B" * 10_000
    )
    learnt = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
    yield asking("hash of another document", "wrong-hash", "{ __typename }", extensions=learnt)
    yield asking("hash of no document", "PERSISTED_QUERY_NOT_FOUND", None, extensions=learnt)
    yield asking("hash that is none", "bad-request", None, extensions={"persistedQuery": {"sha256Hash": "0" * 10_000}})
    yield asking("extensions that nobody knows", None, "{ __typename }", extensions={"a": [[[{}]]]})


def forged(body: bytes) -> str:
    """A cursor of these bytes, with the check digits that anybody can reckon."""
    check = blake2b(body, digest_size=6, person=b"cursor").digest()
    return base64.urlsafe_b64encode(check + body).decode().rstrip("=")


def cursors() -> Iterator[Case]:
    """Cursors that nobody made."""
    listed = "query($after: String) { claims(first: 1, after: $after) { nodes { id } } }"
    texts = {
        "empty": "",
        "of words": "x",
        "of 100,000 letters": "A" * 100_000,
        "of null": base64.urlsafe_b64encode(b"null").decode(),
        "of a list": base64.urlsafe_b64encode(b"[[[[[[]]]]]]").decode(),
        "of 10,000 brackets": base64.urlsafe_b64encode(b"[" * 10_000).decode(),
        "of SQL": base64.urlsafe_b64encode(b"' or 1=1 --").decode(),
        "of half a character, with its check digits": forged(b'["\xff"]'),
        "of brackets, with their check digits": forged(b"[" * 1_400),
    }
    for name, text in texts.items():
        yield asking(f"forged cursor {name}", "bad-cursor", listed, {"after": text})


def pages() -> Iterator[Case]:
    """Pages that make no sense."""
    given: object
    listed = "query($first: Int, $last: Int) { claims(first: $first, last: $last) { nodes { id } } }"
    for name, code, given in (
        ("first: -1", "bad-page", {"first": -1}),
        ("first: 0", "bad-page", {"first": 0}),
        ("first: 101", "page-too-large", {"first": 101}),
        ("first: 2^31", "bad-variable", {"first": 2**31}),
        ("first: 2^63", "bad-variable", {"first": 2**63}),
        ("first: 1.5", "bad-variable", {"first": 1.5}),
        ("first: a text", "bad-variable", {"first": "5"}),
        ("first: a list", "bad-variable", {"first": [5]}),
        ("first: an object", "bad-variable", {"first": {"a": 5}}),
        ("first: true", "bad-variable", {"first": True}),
        ("first and last", "bad-page", {"first": 1, "last": 1}),
        ("variables that nobody declared", None, {"first": 1, "other": [{}]}),
    ):
        yield asking(name, code, listed, given)


def filters() -> Iterator[Case]:
    """Filters of another shape, or that mean harm."""
    given: object
    where = "query($w: ClaimWhere) { claims(first: 1, where: $w) { nodes { id } } }"
    for name, code, given in (
        ("unknown value of an enum", "bad-variable", {"states": ["DELETED"]}),
        ("number for an enum", "bad-variable", {"states": [5]}),
        ("member that nobody declared", "bad-variable", {"__proto__": {}}),
        ("lists in lists", "bad-variable", {"predicates": [["name"]]}),
        ("NUL in text", "bad-argument", {"predicates": ["na\0me"]}),
        ("predicate of SQL", "unknown-predicate", {"predicates": ["name'; drop table claim; --"]}),
        ("confidence of 2^63", "bad-variable", {"minConfidence": 2**63}),
        ("confidence beyond all", "bad-argument", {"minConfidence": 101}),
        ("10,000 predicates that are not there", "unknown-predicate", {"predicates": [f"p{n}" for n in range(10_000)]}),
        ("variables 100 deep", "too-deep", nested(100)),
        ("10,000 conditions", "too-much", {"or": [{"predicates": []}] * 9_000}),
        ("45,000 empty conditions", "too-much", {"or": [{}] * 45_000}),
        ("45,000 numbers for conditions", "bad-variable", {"or": [1] * 45_000}),
        ("60 parts of a filter", "filter-too-large", {"or": [{"predicates": ["name"]}] * 60}),
        ("parts 10 deep", "filter-too-large", nested(10)),
    ):
        yield asking(name, code, where, {"w": given})


def ids() -> Iterator[Case]:
    """Ids, moments and kinds that nobody has."""
    given: object
    for name, code, field_, given in (
        ("id of SQL", "bad-id", "node(id: $v) { id }", "1 or 1=1"),
        ("id with NUL", "bad-argument", "node(id: $v) { id }", NOBODY[:-1] + "\0"),
        ("id of 100,000 letters", "bad-id", "node(id: $v) { id }", "a" * 100_000),
        ("id of an answer that was none", "bad-id", "node(id: $v) { id }", "AggregateGroup:" + "[" * 10_000),
        ("id of nobody", None, "node(id: $v) { id }", NOBODY),
        ("1,000 ids", "page-too-large", "nodes(ids: $v) { id }", [NOBODY] * 1_000),
        ("position of 2^63", "bad-recorded-at", "places(asOf: {recordedAt: $v}) { totalCount }", str(2**63)),
        ("position of 5,000 digits", "bad-recorded-at", "places(asOf: {recordedAt: $v}) { totalCount }", "9" * 5_000),
        (
            "position of other digits",
            "bad-recorded-at",
            "places(asOf: {recordedAt: $v}) { totalCount }",
            "\u0661\u0662",
        ),
        ("day of SQL", "bad-valid-at", "places(asOf: {validAt: $v}) { totalCount }", "2019'; --"),
        ("day of 100,000 digits", "bad-valid-at", "places(asOf: {validAt: $v}) { totalCount }", "2" * 100_000),
        ("kind of SQL", "bad-variable", "entities(kinds: [$v]) { totalCount }", 'Place" or "1'),
        ("kind of dunders", "unknown-kind", "aggregate(of: $v) { definition }", "__class__"),
    ):
        kind = {"nodes": "[ID!]!", "node": "ID!", "entities": "EntityKind!"}.get(field_.partition("(")[0], "String!")
        yield asking(name, code, f"query($v: {kind}) {{ {field_} }}", {"v": given})


def searches() -> Iterator[Case]:
    """Texts that would be operators, patterns or statements, were they not taken as texts."""
    for name, code, text in (
        ("quotes", "nothing-to-search", '"""'),
        ("nothing", "nothing-to-search", ""),
        ("operators of full-text search", None, 'name:x* OR NEAR("a b", 5) NOT ^c'),
        ("open brackets", "nothing-to-search", "(" * 100),
        ("a regular expression that explodes", None, "(a+)+$" + "a" * 50 + "!"),
        ("wildcards", "nothing-to-search", "%_%*?"),
        ("SQL", None, "'; drop table claim; --"),
        ("NUL", "bad-argument", "hua\0wei"),
        ("100,000 letters", "search-too-long", "a" * 100_000),
        ("1,000 words", "search-too-long", "a " * 1_000),
        ("emoji", None, "😀"),
        ("letters with 1,000 accents", "search-too-long", "a" + "\u0301" * 1_000),
    ):
        yield asking(f"search: {name}", code, "query($v: String!) { search(text: $v) { nodes { id } } }", {"v": text})
    contains = "query($v: String) { places(first: 1, where: {name: {contains: $v}}) { nodes { id } } }"
    for name, code, text in (
        ("NUL", "bad-argument", "a\0b"),
        ("wildcards", None, "%%%___%%%"),
        ("SQL", None, "' or '1'='1"),
        ("a regular expression", None, "(a+)+$"),
        ("50,000 letters", "bad-argument", "a" * 50_000),
    ):
        yield asking(f"filter: {name}", code, contains, {"v": text})


def nested(levels: int) -> dict[str, object]:
    """A filter that says not so often."""
    found: dict[str, object] = {}
    for _ in range(levels):
        found = {"not": found}
    return found


CASES: Final = (*bodies(), *addresses(), *documents(), *cursors(), *pages(), *filters(), *ids(), *searches())
