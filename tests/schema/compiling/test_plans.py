"""Plans: one statement for all values of a shape, at any moment of a store that grows."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphql import get_named_type
from graphql.execution.values import VariableValues, get_variable_values
from tests.histories import History
from tests.schema.compiling.both_ways import compiled_alike
from tests.schema.replies import asking
from tests.schema.shapes import ROOTS, selection
from tests.stores import Store

from watchgraph_projections.catalogue.reading import Catalogue, read_moment
from watchgraph_schema.answers import answer, compiled, executed
from watchgraph_schema.compiling.plans import plan
from watchgraph_schema.compiling.running import Run
from watchgraph_schema.documents import prepared
from watchgraph_schema.requests import Question
from watchgraph_schema.schema import CORE

PAGES = """query($at: String) { claims(first: 5, after: $at, order: VALID) {
             nodes { id certainty } pageInfo { hasNextPage endCursor } } }"""
ORGANISATIONS = """query($words: String!, $size: Int!) {
  organisations(first: $size, where: {name: {contains: $words}}) { nodes { id name } } }"""
LISTS = ("deployments", "organisations", "claims", "sources", "disputes", "judgements")


CLAIM = """query($id: ID!) { claim(id: $id) { id subject { name } evidence(first: 3) { nodes { source { url } } } } }"""


def test_an_answer_by_a_plan_leaves_nothing_that_only_the_collector_could_free(reference_catalogue: Catalogue) -> None:
    found = executed(reference_catalogue, Question(query="{ claims(first: 1) { nodes { id } } }"))
    asked = Question(query=CLAIM, variables={"id": found.content.partition(b'"id":"')[2][:36].decode()})

    first = answer(reference_catalogue, asked)

    again, left = [], []
    for _ in range(5):
        with reference_catalogue.reading() as reading, without_gc():
            again.append(compiled(reading, asked, lambda _: None))
            left.append(gc.collect())

    assert [each.content for each in again if each] == 5 * [first.content]
    assert min(left) == 0  # threads of other tests may leave something meanwhile, once


@contextmanager
def without_gc() -> Iterator[None]:
    """What is there already is set aside: only what comes from now on is looked through."""
    gc.disable()
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


def test_a_plan_made_for_one_value_holds_nothing_of_it(reference_catalogue: Catalogue) -> None:
    ready = prepared(ORGANISATIONS)
    first, second = {"words": "Huawei", "size": 1}, {"words": "e", "size": 7}

    with reference_catalogue.reading() as reading:
        moment = read_moment(reading)
        made, _ = plan(ready, coerced(first), Run(reading, moment, coerced(first)))
        found = reading.row(made.statement.sql, made.bind(reading, moment, coerced(second)))

    question = Question(query=ORGANISATIONS, variables=second)
    assert (
        f'{{"data":{found[0]}'.encode()
        == executed(reference_catalogue, question).content[: len(str(found[0]).encode()) + 8]
    )
    assert "Huawei" not in made.statement.sql


def test_one_licence_left_out_or_several_each_have_a_plan(reference_catalogue: Catalogue) -> None:
    document = """query($licences: [String!]!) { claimsByRef(ref: "C004") { totalCount }
                  claim(id: "f89991b5-58ae-507c-aae2-151b37f88b16", licence: {notIn: $licences}) { reason } }"""

    for licences in (["CC0-1.0"], ["CC0-1.0", "NOASSERTION"], ["NOASSERTION"]):
        assert compiled_alike(reference_catalogue, document, {"licences": licences})


def test_deep_documents_fit_the_parser_of_an_older_sqlite(reference_catalogue: Catalogue) -> None:
    document = """query($id: ID!) { entity(id: $id) { id name claims(first: 5) { nodes { id subject { id
                  claims(first: 5) { nodes { id subject { id name ... on FinancialFacility {
                  amount { amount currency } lender { entity { name } } } } } } } } } } }"""

    for place in ("8016eb88-10af-51c1-8b38-55feb2baf1e7", "2852c014-71c2-5c58-b536-2d6687477ece"):
        assert compiled_alike(reference_catalogue, document, {"id": place})


def test_a_document_has_one_statement_however_often_its_plan_is_made(reference_catalogue: Catalogue) -> None:
    ready = prepared("""{ claims(first: 3, licence: {notIn: ["CC0-1.0"]}) { nodes { id sentence document { name }
                          evidence { nodes { source { title name } relays { title kind } } } } } }""")
    none = VariableValues(sources={}, coerced={})

    with reference_catalogue.reading() as reading:
        moment = read_moment(reading)
        made = [plan(ready, none, Run(reading, moment, none))[0].statement.sql for _ in range(40)]

    assert len({numbered_anew(sql) for sql in made}) == 1


def numbered_anew(sql: str) -> str:
    """The statement with the numbers of its scopes as if it had been the first."""
    found: dict[str, str] = {}
    return re.sub(r"\br\d+", lambda name: found.setdefault(name[0], f"r{len(found)}"), sql)


def coerced(values: dict[str, object]) -> VariableValues:
    declared = prepared(ORGANISATIONS).operation.variable_definitions or ()
    found = get_variable_values(CORE, declared, values)
    assert isinstance(found, VariableValues)
    return found


def test_pages_go_on_as_they_began_while_the_store_grows(tmp_path: Path) -> None:
    history = History(tmp_path, 5)
    history.begin()
    for _ in range(30):
        history.act()
    store = Store.open(tmp_path)
    store.catch_up()
    ask = asking(store.catalogue)

    whole = ask("{ claims(first: 100, order: VALID) { nodes { id } } }").all("claims.nodes.*.id")
    found: list[object] = []
    at: object = None
    more: object = True
    while more:
        assert compiled_alike(store.catalogue, PAGES, {"at": at})
        page = ask(PAGES, {"at": at})
        found += page.all("claims.nodes.*.id")
        at, more = page.at("claims.pageInfo.endCursor"), page.at("claims.pageInfo.hasNextPage")
        history.act()
        store.catch_up()

    assert found == whole
    store.close()


def test_a_plan_answers_for_every_standing_of_a_store(tmp_path: Path) -> None:
    history = History(tmp_path, 7)
    history.begin()
    store = Store.open(tmp_path)

    for _ in range(4):
        position = [history.act() for _ in range(8)][-1]
        store.catch_up()
        for root in LISTS:
            selected = selection(get_named_type(ROOTS[root].type), 1)
            assert compiled_alike(store.catalogue, f"{{ {root}(first: 5) {{ {selected} }} }}")
            assert compiled_alike(
                store.catalogue,
                f"query($at: String) {{ {root}(first: 5, asOf: {{recordedAt: $at}}) {{ {selected} }} }}",
                {"at": str(position - 9)},
            )
    store.close()
