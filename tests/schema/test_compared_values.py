"""Values are compared as a reader sees them: numbers as numbers, codes by name, on whichever of several claims."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.importers.aidata.test_africa import PLAIN, write
from tests.postgres_copies import copy_catalogue
from tests.schema.compiling.both_ways import asked_both_ways
from tests.schema.replies import Reply
from tests.servers import Postgres
from tests.stores import Store

from watchgraph.log import Actor
from watchgraph.postgresql import Address
from watchgraph_importers.registry import import_named
from watchgraph_projections.catalogue.reading import FILE, Catalogue

RELEASES = {
    "1.0": (("7", "120", "usd_defl", "900"), ("8", "150", "usd_defl", "5000"), ("9", "120", "usd_defl", "300")),
    "1.2": (("7", "120", "usd_2011", "1000"), ("10", "700", "usd_2011", "200"), ("11", "", "usd_2011", "")),
}
"""Of each release, which has prices of its own, its projects: number, sector, and amount in constant money."""


class Both:
    """A catalogue in a file and in a database, asked by one statement and field by field."""

    def __init__(self, file: Catalogue, database: Catalogue) -> None:
        self._catalogues = (file, database)

    def __call__(self, query: str, **values: object) -> Reply:
        """Ask all four ways, which agree."""
        answers = [each for one in self._catalogues for each in asked_both_ways(one, query, values)]
        bodies = {json.dumps(each.body) for each in answers}
        assert len(bodies) == 1, bodies
        assert answers[0].path is answers[2].path
        return Reply(answers[0], [])


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, test_data: Path, postgres: Postgres) -> Iterator[Both]:
    """Two lists of fines that share many, and two releases of a list of projects."""
    folder, actor = tmp_path_factory.mktemp("values"), Actor(id="tests", role="EDITOR", channel="LOCAL")
    store = Store.open(folder / "store")
    for name in ("gdpr-fines-rub", "gdpr-fines-privacyaffairs"):
        import_named(name, [test_data / "gdpr-fines"], store.imports, actor)
        store.catch_up()
    for release, projects in RELEASES.items():
        rows = [
            {**PLAIN, "project_id": number, "crs_sector_code": sector, "usd_defl": "", column: amount}
            for number, sector, column, amount in projects
        ]
        import_named("aidata-africa-releases", [write(folder, release, *rows)], store.imports, actor)
    store.catch_up()
    with postgres.database() as url:
        copy_catalogue(store.folder / FILE, url)
        database = Catalogue.of(Address.of(url, "WATCHGRAPH_DATABASE_URL"))
        yield Both(store.catalogue, database)
        database.close()
    store.close()


@pytest.fixture
def ask_reference(reference_catalogue: Catalogue, reference_in_postgres: Catalogue) -> Both:
    return Both(reference_catalogue, reference_in_postgres)


PLANNED = '"plannedCameras"'


@pytest.mark.parametrize(("number", "found"), [("8000", 1), ("8000.0", 1), ("8e3", 1), ("8000.5", 0)])
def test_a_number_is_equal_however_it_is_written(ask_reference: Both, number: str, found: int) -> None:
    query = "query ($eq: String!) { claims(where: {predicates: [" + PLANNED + "], value: {eq: $eq}}) { totalCount } }"

    assert ask_reference(query, eq=number).number("claims.totalCount") == found


def test_what_a_number_reads_like_is_equal_too_and_so_are_words_of_other_claims(ask_reference: Both) -> None:
    reply = ask_reference(
        f'{{ words: claims(where: {{predicates: [{PLANNED}], value: {{eq: "8000 cameras"}}}}) {{ totalCount }} '
        'any: claims(where: {value: {eq: "8000"}}) { totalCount } '
        'bounds: claims(where: {value: {gte: "8000", lte: "8000"}}) { totalCount } '
        'codes: claims(where: {predicates: ["externalId"], value: {eq: "55627"}}) { totalCount } '
        'names: claims(where: {predicates: ["name"], value: {eq: "Belgrade"}}) { totalCount } }'
    )

    assert reply.number("words.totalCount") == 1
    assert reply.number("any.totalCount") == reply.number("bounds.totalCount") > 0
    assert reply.number("codes.totalCount") == 1
    assert reply.number("names.totalCount") > 0


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        ('{gt: "999.999", lt: "8000.001"}', {"1000", "8000"}),
        ('{gt: "1000"}', {"8000"}),
        ('{gt: "1e3", gte: "1000"}', {"8000"}),
        ('{lt: "8000"}', {"800", "1000"}),
        ('{lt: "8000", lte: "1000"}', {"800", "1000"}),
        ('{lt: "1000", lte: "1000"}', {"800"}),
        ('{gt: "7999.999", lte: "8000"}', {"8000"}),
        ('{gt: "8000"}', set()),
    ],
)
def test_a_bound_may_be_left_out_itself(ask_reference: Both, bounds: str, found: set[str]) -> None:
    where = f"{{predicates: [{PLANNED}], value: {bounds}}}"

    reply = ask_reference(f"{{ claims(where: {where}) {{ nodes {{ value {{ ... on QuantityValue {{ min }} }} }} }} }}")

    assert set(reply.all("claims.nodes.*.value.min")) == found


@pytest.mark.parametrize(
    ("bounds", "argument"),
    [
        ('{gt: "8000", lt: "8000"}', "where.value.gt"),
        ('{gt: "8000", lte: "8000"}', "where.value.gt"),
        ('{gte: "8000", lt: "8000"}', "where.value.gte"),
        ('{lt: "many"}', "where.value.lt"),
    ],
)
def test_bounds_between_which_nothing_lies_are_refused(ask_reference: Both, bounds: str, argument: str) -> None:
    reply = ask_reference(f"{{ claims(where: {{predicates: [{PLANNED}], value: {bounds}}}) {{ totalCount }} }}")

    assert reply.codes == ["bad-argument"]
    assert f"`{argument.removeprefix('where.')}`" in str(reply.answer.body)


@pytest.mark.parametrize("bound", ["gt", "gte", "lt", "lte"])
def test_a_bound_of_what_has_no_number_is_refused(ask_reference: Both, bound: str) -> None:
    reply = ask_reference(
        f'{{ claims(where: {{predicates: ["supplies"], value: {{{bound}: "1"}}}}) {{ totalCount }} }}'
    )

    assert reply.codes == ["bad-argument"]
    assert f"`value.{bound}`" in str(reply.answer.body)


@pytest.mark.parametrize("words", ["8,000", "many"])
def test_words_that_no_number_reads_like_are_refused_of_a_number(ask_reference: Both, words: str) -> None:
    reply = ask_reference(
        f'{{ claims(where: {{predicates: [{PLANNED}], value: {{eq: "{words}"}}}}) {{ totalCount }} }}'
    )

    assert reply.codes == ["bad-argument"]
    assert "write it like 8000 or 73.687" in str(reply.answer.body)


@pytest.mark.parametrize("scheme", ["ISO_3166_1", "iso_3166_1_alpha_2", "NOBODY"])
def test_who_issued_no_identifier_here_is_refused_with_those_who_did(ask_reference: Both, scheme: str) -> None:
    reply = ask_reference(f'{{ places(where: {{externalId: {{scheme: "{scheme}"}}}}) {{ totalCount }} }}')

    assert reply.codes == ["bad-argument"]
    assert "NEUTRAL_CITATION" in str(reply.answer.body)


def test_an_identifier_by_whom_it_is_issued_is_found_again_and_again(ask_reference: Both) -> None:
    query = "query ($by: String) { entities(where: {externalId: {scheme: $by}}) { totalCount } }"

    found = [
        ask_reference(query, by=each).number("entities.totalCount") for each in ("NEUTRAL_CITATION", "AIDATA_PROJECT")
    ]

    assert min(found) > 0


SECTORS = [
    ('{eq: "120"}', {"7", "9"}),
    ('{eq: "Health"}', {"7", "9"}),
    ('{eq: "HEALTH"}', {"7", "9"}),
    ('{contains: "emergency"}', {"10"}),
    ('{in: ["150", "humanitarian aid, emergency response"]}', {"8", "10"}),
    ('{contains: "and"}', {"8"}),
    ('{eq: "11110"}', set()),
    ("{isNull: true}", {"11"}),
]


@pytest.mark.parametrize(("condition", "projects"), SECTORS)
def test_a_sector_is_found_by_code_by_name_and_by_part_of_it(ask: Both, condition: str, projects: set[str]) -> None:
    reply = ask(f"{{ financialFacilities(where: {{sector: {condition}}}) {{ nodes {{ name }} }} }}")

    assert set(reply.all("financialFacilities.nodes.*.name")) == {f"AidData project {each}" for each in projects}


UNKNOWN = [('{eq: "Helth"}', "nearest: Health"), ('{contains: "police"}', "such as Education (110)")]


@pytest.mark.parametrize(("condition", "words"), UNKNOWN)
def test_a_sector_that_nothing_is_called_is_refused_with_what_there_is(ask: Both, condition: str, words: str) -> None:
    reply = ask(f"{{ financialFacilities(where: {{sector: {condition}}}) {{ totalCount }} }}")

    assert reply.codes == ["bad-argument"]
    assert words in str(reply.answer.body)


def test_a_sector_is_shown_in_words_wherever_it_is_shown(ask: Both) -> None:
    reply = ask(
        '{ financialFacilities(where: {name: {eq: "AidData project 8"}}) { nodes { sector { text code label } } } '
        'claims(where: {predicates: ["sector"], value: {codes: ["Health"]}}, first: 1) '
        "{ totalCount nodes { sentence value { text ... on CodeValue { code label } } } } "
        'aggregate(of: "FinancialFacility", where: [{predicate: "sector", codes: ["health", "150"]}], '
        'groupBy: {predicate: "sector"}) { definition groups { nodes { label code } } } }'
    )

    assert reply.at("financialFacilities.nodes.0.sector") == {
        "text": "Government and civil society",
        "code": "150",
        "label": "Government and civil society",
    }
    assert reply.number("claims.totalCount") == 2
    assert reply.at("claims.nodes.0.value") == {"text": "Health", "code": "120", "label": "Health"}
    assert " sector Health " in str(reply.at("claims.nodes.0.sentence"))
    assert "with sector Health or Government and civil society," in str(reply.at("aggregate.definition"))
    assert set(reply.all("aggregate.groups.nodes.*.label")) == {"Health", "Government and civil society"}


def test_a_code_that_no_sector_has_is_refused_of_numbers_too(ask: Both) -> None:
    where = 'where: [{predicate: "sector", codes: ["HEALTHY"]}]'

    reply = ask(f'{{ aggregate(of: "FinancialFacility", {where}) {{ planned }} }}')

    assert reply.codes == ["bad-argument"]


SORTED = ["USD 1000 (constant 2011)", "USD 200 (constant 2011)", "USD 5000 (constant 2009)", "USD 300 (constant 2009)"]


@pytest.mark.parametrize("size", [1, 2, 50])
def test_amounts_in_money_of_a_year_are_in_order_among_their_own(ask: Both, size: int) -> None:
    shown = "{ nodes { amountConstant { text } } pageInfo { endCursor hasNextPage } }"
    query = (
        "query ($after: String, $size: Int!, $down: Boolean!) { list: financialFacilities(first: $size, after: $after, "
        f"order: AMOUNT_CONSTANT, descending: $down) {shown} }}"
    )

    def walked(*, down: bool) -> list[object]:
        found, after = list[object](), None
        while True:
            reply = ask(query, after=after, size=size, down=down)
            found += reply.all("list.nodes.*.amountConstant.text")
            if not reply.at("list.pageInfo.hasNextPage"):
                return found
            after = reply.at("list.pageInfo.endCursor")

    assert walked(down=True) == SORTED
    assert walked(down=False) == SORTED[::-1]


def counted(ask: Both, condition: str) -> int:
    return ask(f"{{ all: regulatoryActions(where: {{fine: {condition}}}) {{ totalCount }} }}").number("all.totalCount")


@pytest.mark.parametrize("least", ["1000000", "50000"])
def test_a_list_finds_as_many_fines_of_a_collection_as_are_counted_in_it(ask: Both, least: str) -> None:
    collection = '"gdpr-fines-rub"'
    where = f'where: [{{predicate: "fine", atLeast: "{least}"}}], universe: {{dataset: {collection}}}'
    shown = "numbers { certain { figure { value } } }"
    number = ask(f'{{ aggregate(of: "RegulatoryAction", {where}) {{ {shown} }} }}')

    found = counted(ask, f'{{gte: "{least}", claim: {{dataset: {collection}}}}}')

    assert found == int(str(number.at("aggregate.numbers.0.certain.figure.value"))) > 0


def test_claims_that_do_not_lead_are_looked_at_as_well(ask: Both) -> None:
    where = 'fine: {gte: "1000000", claim: {dataset: "gdpr-fines-rub"}}'

    reply = ask(
        f"{{ regulatoryActions(where: {{{where}}}, first: 100) {{ nodes {{ fine {{ claim {{ dataset }} }} }} }} }}"
    )

    of = reply.all("regulatoryActions.nodes.*.fine.claim.dataset")
    assert 0 < of.count("gdpr-fines-rub") < len(of)


def test_one_claim_has_to_meet_all_of_a_condition_and_none_may_where_there_is_to_be_none(ask: Both) -> None:
    of = '{dataset: "gdpr-fines-rub"}'

    every, other = counted(ask, "{isNull: false}"), counted(ask, '{claim: {dataset: "gdpr-fines-privacyaffairs"}}')
    given, lacking = counted(ask, f"{{claim: {of}}}"), counted(ask, f"{{isNull: true, claim: {of}}}")

    assert given + other > every > max(given, other)
    assert given + lacking == ask("{ list: regulatoryActions { totalCount } }").number("list.totalCount")
    large = f'gte: "1000000", claim: {of}'
    assert counted(ask, f'{{{large}, currency: "EUR"}}') == counted(ask, f"{{{large}}}") > 0
    assert counted(ask, f'{{{large}, currency: "SEK"}}') == 0
