"""What could only ever match nothing is refused, with a code and what would be right: silence is no answer."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from tests.schema.compiling.both_ways import asked_both_ways
from tests.schema.replies import Ask

from watchgraph_projections.catalogue.reading import Catalogue

NOBODY = "00000000-0000-4000-8000-000000000000"

REFUSED: Mapping[str, tuple[str, str]] = {
    'financialFacilities(where: {amount: {currency: "euro"}})': ("bad-argument", "nearest: EUR"),
    'financialFacilities(where: {amount: {currency: "usd"}})': ("bad-argument", "nearest: USD"),
    'financialFacilities(where: {amount: {gte: "9", lte: "1"}})': ("bad-argument", "nothing lies between"),
    'financialFacilities(where: {amount: {gt: "9", lt: "9"}})': ("bad-argument", "nothing lies between"),
    f'financialFacilities(where: {{lender: {{eq: "{NOBODY}"}}}})': ("unknown-id", "`lender.eq`"),
    f'financialFacilities(where: {{lender: {{in: ["{NOBODY}"]}}}})': ("unknown-id", "`lender.in`"),
    f'deployments(where: {{ids: ["{NOBODY}"]}})': ("unknown-id", "`search`"),
    f'sources(where: {{ids: ["{NOBODY}"]}})': ("unknown-id", "`search`"),
    'sources(where: {languages: ["english"]})': ("bad-argument", "such as `en`"),
    'sources(where: {publishedFrom: "2020", publishedBefore: "2019"})': ("bad-argument", "nothing lies between"),
    f'claims(where: {{subject: "{NOBODY}"}})': ("unknown-id", "`subject`"),
    f'claims(where: {{not: {{speaker: "{NOBODY}"}}}})': ("unknown-id", "`where.not.speaker`"),
    'claims(where: {recordedAfter: "999999"})': ("bad-recorded-at", "ends at position"),
    'claims(where: {recordedUpTo: "2999-01-01T00:00:00Z"})': ("bad-recorded-at", "still to come"),
    'claims(where: {value: {gte: "2", lte: "1"}})': ("bad-argument", "nothing lies between"),
    'claims(where: {value: {codes: ["NOPE"]}})': ("bad-argument", "has no 'NOPE'"),
    'claims(where: {value: {codes: ["LIV"]}})': ("bad-argument", "nearest: LIVE"),
    'claims(where: {predicates: ["currency"], value: {codes: ["USDD"]}})': ("bad-argument", "nearest: USD"),
    'claims(where: {predicates: ["hasStatus"], value: {eq: "LIV"}})': ("bad-argument", "nearest: LIVE"),
    'claims(where: {predicates: ["hasStatus"], value: {gte: "1"}})': ("bad-argument", "no number to compare"),
    'claims(where: {predicates: ["deployedIn"], value: {lte: "1"}})': ("bad-argument", "no number to compare"),
    'claims(where: {predicates: ["supplies"], value: {codes: ["OPEN"]}})': ("bad-argument", "has no codes"),
    'claims(asOf: {recordedAt: "2999-01-01T00:00:00Z"})': ("bad-recorded-at", "still to come"),
    'claims(asOf: {recordedAt: "999999"})': ("bad-recorded-at", "ends at position"),
    'datasets(slug: "nobody")': ("bad-argument", "there is geonames-cities, watchgraph-reference"),
    'comparisons(published: {refs: ["nope"]})': ("bad-argument", "there is no record 'nope' of watchgraph-reference"),
    'comparisons(published: {by: "nope"})': ("bad-argument", "`by` has no 'nope'"),
    f'timeline(entity: "{NOBODY}")': ("unknown-id", "`search`"),
}


@pytest.mark.parametrize("field", REFUSED)
def test_a_list_that_could_only_be_empty_is_refused(reference_catalogue: Catalogue, field: str) -> None:
    code, words = REFUSED[field]

    found, executed = asked_both_ways(reference_catalogue, f"{{ {field} {{ totalCount }} }}")

    assert json.dumps(found.body) == json.dumps(executed.body)
    errors = found.body["errors"]
    assert isinstance(errors, list)
    (error,) = errors
    assert error["extensions"]["code"] == code
    assert words in error["message"]


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        ('aggregate(of: "FinancialFacility", measure: SUM, measured: "amount", unit: "euro")', "bad-argument", "EUR"),
        ('aggregate(of: "Deployment", unit: "USD")', "bad-argument", "a count has none"),
        ('aggregate(of: "Deployment", measured: "nonsense")', "bad-argument", "`measured`: a count has none"),
        ('aggregate(of: "Place", measured: "amount", measure: COUNT_STATEMENTS)', "bad-argument", "a count has none"),
        ('aggregate(of: "plannedCameras", measure: SUM, unit: "USD")', "bad-argument", "counted in camera"),
        ('aggregate(of: "Deployment", where: [])', "bad-argument", "empty list"),
        (
            'aggregate(of: "Deployment", where: [{predicate: "deployedIn", since: "2020", before: "2010"}])',
            "interval-reversed",
            "nothing lies in between",
        ),
        (
            'aggregate(of: "Place", where: [{predicate: "militaryExpenditureRank", atLeast: "9", atMost: "1"}])',
            "bad-argument",
            "no number is both",
        ),
    ],
)
def test_a_number_that_could_only_be_nothing_is_refused(ask: Ask, field: str, code: str, words: str) -> None:
    reply = ask(f"{{ {field} {{ definition }} }}")

    assert reply.codes == [code]
    assert words in str(reply.answer.body)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (f'from: {{recordedAt: "1"}}, about: {{entity: "{NOBODY}"}}', "unknown-id"),
        ('from: {recordedAt: "2999-01-01T00:00:00Z"}', "bad-recorded-at"),
    ],
)
def test_a_difference_of_nothing_is_refused(ask: Ask, arguments: str, code: str) -> None:
    assert ask(f"{{ diff({arguments}) {{ claims {{ totalCount }} }} }}").codes == [code]


@pytest.mark.parametrize(
    ("field", "argument"),
    [
        ('claims(where: {recordedAfter: "x"})', "recordedAfter 'x'"),
        ('claims(where: {recordedUpTo: "999999"})', "recordedUpTo 999999"),
        ('sources(where: {recordedUpTo: "2999-01-01T00:00:00Z"})', "recordedUpTo 2999"),
        ('sources(where: {recordedAfter: "2019-13-01T00:00:00Z"})', "recordedAfter '2019"),
        ('claims(asOf: {recordedAt: "x"})', "recordedAt 'x'"),
        ('sources(where: {publishedFrom: "soon"})', "`publishedFrom`: "),
        ('sources(where: {publishedBefore: "2019/2020"})', "`publishedBefore`: "),
        ('financialFacilities(where: {signedOn: {gte: "soon"}})', "`signedOn.gte`: "),
        ('financialFacilities(where: {signedOn: {eq: "soon"}})', "`signedOn.eq`: "),
        ('financialFacilities(where: {amount: {gt: "many"}})', "`amount.gt`: "),
        ('deployments(where: {plannedCameras: {eq: "1e99"}})', "`plannedCameras.eq`: "),
        ('claims(where: {value: {lte: "many"}})', "`value.lte`: "),
    ],
)
def test_what_is_wrong_with_an_argument_is_told_by_its_name(
    reference_catalogue: Catalogue, field: str, argument: str
) -> None:
    found, executed = asked_both_ways(reference_catalogue, f"{{ {field} {{ totalCount }} }}")

    assert found.body == executed.body
    errors = found.body["errors"]
    assert isinstance(errors, list)
    (error,) = errors
    assert error["message"].startswith(argument)


def test_positions_that_are_turned_round_are_refused(ask: Ask, reference_catalogue: Catalogue) -> None:
    last = reference_catalogue.standing().position

    claims = ask(f'{{ claims(where: {{recordedAfter: "{last}", recordedUpTo: "0"}}) {{ totalCount }} }}')
    moved = ask(f'{{ diff(from: {{recordedAt: "{last}"}}, to: {{recordedAt: "0"}}) {{ claims {{ totalCount }} }} }}')

    assert claims.codes == moved.codes == ["bad-argument"]


def test_a_timeline_that_ends_before_it_starts_is_refused(ask: Ask) -> None:
    (entity,) = ask("{ deployments(first: 1) { nodes { id } } }").all("deployments.nodes.*.id")

    reply = ask(f'{{ timeline(entity: "{entity}", since: "2021", until: "2020") {{ totalCount }} }}')

    assert reply.codes == ["interval-reversed"]


def test_what_is_merely_not_there_is_no_mistake(ask: Ask) -> None:
    reply = ask(
        """{ money: financialFacilities(where: {amount: {currency: "XOF"}}) { totalCount }
             languages: sources(where: {languages: ["zz"]}) { totalCount }
             names: places(where: {name: {eq: "nowhere"}}) { totalCount }
             money_of: claims(where: {value: {codes: ["XOF", "11110"]}}) { totalCount }
             live: claims(where: {predicates: ["hasStatus"], value: {eq: "LIVE"}}) { totalCount }
             records: claimsByRef(ref: "nothing") { totalCount }
             instants: claims(where: {recordedAfter: "2000-01-01T00:00:00Z"}, first: 1) { nodes { id } } }"""
    )

    assert reply.codes == []
    assert [reply.at(f"{name}.totalCount") for name in ("money", "languages", "names", "records")] == [0, 0, 0, 0]


def test_an_instant_a_little_ahead_of_our_clock_is_now(ask: Ask) -> None:
    soon = (datetime.now(UTC) + timedelta(minutes=1)).isoformat(timespec="seconds").replace("+00:00", "Z")

    assert ask(f'{{ claims(asOf: {{recordedAt: "{soon}"}}) {{ totalCount }} }}').codes == []
