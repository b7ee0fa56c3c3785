"""The catalogue of questions as the schema lists it, and their variables as an address gives them."""

from hashlib import sha256
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.schema.replies import Ask

from watchgraph.errors import WatchgraphError
from watchgraph_schema.citations import hash_of
from watchgraph_schema.parameters import variables_of
from watchgraph_schema.questions import Document, Parameter, by_hash, by_id, documents

LISTED = """
query Listed($ids: [String!], $first: Int, $after: String) {
  savedQueries(ids: $ids, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id title description document hash address example variables { name type default description } }
  }
}
"""


def asked(*parameters: Parameter) -> Document:
    return Document(id="Q00", title="?", about="", text="", hash="", parameters=parameters)


def parameter(type_: str, default: str | None = None) -> Parameter:
    return Parameter(name="it", type=type_, default=default, about="")


def test_the_whole_catalogue_is_listed_a_page_at_a_time(ask: Ask) -> None:
    first = ask(LISTED, {"first": 30})
    rest = ask(LISTED, {"first": 30, "after": first.at("savedQueries.pageInfo.endCursor")})

    ids = [*first.all("savedQueries.nodes.*.id"), *rest.all("savedQueries.nodes.*.id")]
    assert ids == [each.id for each in documents()]
    assert first.number("savedQueries.totalCount") == len(documents())
    assert rest.at("savedQueries.pageInfo.hasNextPage") is False


def test_a_saved_query_shows_all_that_is_needed_to_ask_it(ask: Ask) -> None:
    (found,) = ask(LISTED, {"ids": ["Q35"]}).all("savedQueries.nodes.*")

    assert isinstance(found, dict)
    assert found["title"] == by_id()["Q35"].title
    assert found["hash"] == sha256(str(found["document"]).encode()).hexdigest() == hash_of(found["document"])
    assert found["address"] == "/q/Q35"
    on = next(each for each in found["variables"] if each["name"] == "on")
    assert (on["type"], on["default"]) == ("String!", '"2020-12-31"')
    assert on["description"]


def test_an_unknown_id_is_refused_with_the_nearest(ask: Ask) -> None:
    reply = ask(LISTED, {"ids": ["Q99"]})

    assert reply.codes == ["bad-argument"]


@pytest.mark.parametrize("document", documents(), ids=lambda each: each.id)
def test_every_question_explains_itself_and_each_of_its_variables(document: Document) -> None:
    assert document.title.endswith("?")
    assert document.about.endswith(".")
    assert document.parameters
    assert by_hash()[document.hash] is document
    for each in document.parameters:
        assert each.about.endswith("."), each.name
        assert each.name != "variables", "the address takes all variables by this name"
        assert each.default is not None or not each.type.endswith("!"), each.name


@pytest.mark.parametrize("document", documents(), ids=lambda each: each.id)
def test_the_example_of_a_question_gives_its_defaults(ask: Ask, document: Document) -> None:
    (found,) = ask(LISTED, {"ids": [document.id]}).all("savedQueries.nodes.*")
    assert isinstance(found, dict)

    given = variables_of(document, parse_qsl(urlsplit(str(found["example"])).query))

    assert ask(document.text, given).answer.body["data"] == ask(document.text).answer.body["data"]


@pytest.mark.parametrize(
    ("type_", "texts", "value"),
    [
        ("String!", ["007"], "007"),
        ("ID", ["7"], "7"),
        ("Int", ["7"], 7),
        ("Boolean!", ["true"], True),
        ("[String!]", ["a"], ["a"]),
        ("[String!]!", ["a", "b"], ["a", "b"]),
        ("[Certainty!]", ["YES", "NO"], ["YES", "NO"]),
        ("AsOf", ['{"validAt": "2019"}'], {"validAt": "2019"}),
    ],
)
def test_a_parameter_is_read_as_what_the_operation_takes(type_: str, texts: list[str], value: object) -> None:
    found = variables_of(asked(parameter(type_)), [("it", text) for text in texts])

    assert found == {"it": value}


@pytest.mark.parametrize(
    ("type_", "texts", "says"),
    [
        ("Int", ["seven"], "`it` is Int, such as 5, not 'seven'"),
        ("[ComparisonVerdict!]", ["EQUAL", "NOPE"], '`it` is [ComparisonVerdict!], such as 5, not ["EQUAL","NOPE"]'),
        ("Int", ["7.5"], "not '7.5'"),
        ("Int!", ["null"], "not 'null': Expected value of non-null type 'Int!' not to be null."),
        ("Int", ["true"], "not 'true': Int cannot represent non-integer value: true"),
        (
            "Int",
            ['{"a":[null,"x"]}'],
            """not {"a":[null,"x"]}: Int cannot represent non-integer value: {"a": [null, """,
        ),
        ("Boolean", ["yes"], "not 'yes'"),
        ("String!", ["a", "b"], "given 2 times"),
        ("Verdict", ["MAYBE"], "MAYBE"),
        ("AsOf", ['{"at": 1}'], "at"),
        ("AsOf", ["[" * 10_000], "`it` is AsOf"),
        ("AsOf", ['{"validAt": "2019", "validAt": "2020"}'], "`it`: `validAt` is given twice"),
    ],
)
def test_a_parameter_of_another_type_is_refused_with_what_would_be_right(
    type_: str, texts: list[str], says: str
) -> None:
    with pytest.raises(WatchgraphError) as refused:
        variables_of(asked(parameter(type_, "5")), [("it", text) for text in texts])

    assert refused.value.code == "bad-parameter"
    assert says in str(refused.value)
    assert len(str(refused.value)) < 400


def test_an_unknown_parameter_is_refused_with_the_nearest_or_all() -> None:
    question = by_id()["Q35"]

    with pytest.raises(WatchgraphError, match="no parameter 'om'; nearest: on") as near:
        variables_of(question, [("om", "2020")])
    with pytest.raises(WatchgraphError, match="it has on"):
        variables_of(question, [("something", "2020")])

    assert near.value.code == "unknown-parameter"


@pytest.mark.parametrize("also", [[], [("dataset", "a")]])
def test_variables_may_come_as_one_object_beside_names(also: list[tuple[str, str]]) -> None:
    question = by_id()["Q02"]

    found = variables_of(question, [("variables", '{"dataset": "a", "technology": "t"}'), ("receipts", "9"), *also])

    assert found == {"dataset": "a", "technology": "t", "receipts": 9}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([("variables", '{"dataset": "a"}'), ("dataset", "b")], "`dataset` is one thing by its name and another in"),
        ([("variables", '{"dataset": "a"}'), ("variables", '{"dataset": "b"}')], "`variables` is given 2 times"),
        ([("variables", '{"dataset": "a", "dataset": "b"}')], "`variables`: `dataset` is given twice"),
    ],
)
def test_a_variable_that_is_given_twice_and_differently_is_refused(given: list[tuple[str, str]], says: str) -> None:
    with pytest.raises(WatchgraphError) as refused:
        variables_of(by_id()["Q02"], given)

    assert refused.value.code == "bad-parameter"
    assert says in str(refused.value)
