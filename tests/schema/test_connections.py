"""Pages: every list can be read whole in either direction, and a cursor is good for its own list only."""

from pathlib import Path
from uuid import uuid4

import pytest
from tests.schema.replies import Ask, Reply, asking
from tests.stores import Store

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, NewEvent

PAGED = "{ totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id } }"
ACTOR = Actor(id="tests", role="EDITOR", channel="LOCAL")


def pages(ask: Ask, field: str, *, forwards: bool) -> list[Reply]:
    """Every page of a list, as they come."""
    size, place, cursor, more = (
        ("first", "after", "endCursor", "hasNextPage")
        if forwards
        else ("last", "before", "startCursor", "hasPreviousPage")
    )
    found: list[Reply] = []
    at: object = None
    while not found or found[-1].at(f"list.pageInfo.{more}"):
        arguments = f"{size}: 7, {place}: $at"
        called = field.replace(")", f", {arguments})") if "(" in field else f"{field}({arguments})"
        found.append(ask(f"query($at: String) {{ list: {called} {PAGED} }}", {"at": at}))
        at = found[-1].at(f"list.pageInfo.{cursor}")
    return found


@pytest.mark.parametrize(
    "field",
    [
        "places",
        "organisations(order: NAME)",
        "organisations(order: NAME, descending: true)",
        "deployments(order: PLANNED_CAMERAS)",
        "deployments(order: PLANNED_CAMERAS, descending: true)",
        'claims(where: {predicates: ["supplies", "deployedIn"]}, order: VALID)',
        'claims(where: {predicates: ["supplies", "deployedIn"]}, order: CONFIDENCE, descending: true)',
        "sources",
    ],
)
def test_pages_in_both_directions_make_the_same_whole_list(ask: Ask, field: str) -> None:
    forwards = pages(ask, field, forwards=True)
    backwards = pages(ask, field, forwards=False)

    onwards = [each for page in forwards for each in page.all("list.nodes.*.id")]
    returning = [each for page in reversed(backwards) for each in page.all("list.nodes.*.id")]
    assert onwards == returning
    assert len(onwards) == len(set(onwards)) == forwards[0].at("list.totalCount")


def test_lists_under_many_owners_are_cut_each_for_itself(ask: Ask) -> None:
    asked = (
        "{ organisations(first: 100) { nodes { id claims(%s) { totalCount nodes { id } pageInfo { hasNextPage } } } } }"
    )

    cut, whole = ask(asked % "first: 2"), ask(asked % "first: 100")

    for number, total in enumerate(cut.all("organisations.nodes.*.claims.totalCount")):
        path = f"organisations.nodes.{number}.claims"
        assert cut.all(f"{path}.nodes.*.id") == whole.all(f"{path}.nodes.*.id")[:2]
        assert cut.at(f"{path}.pageInfo.hasNextPage") is (int(str(total)) > 2)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("first: 101", "page-too-large"),
        ("first: 0", "bad-page"),
        ("last: -1", "bad-page"),
        ("first: 1, last: 1", "bad-page"),
        ('after: "made up"', "bad-cursor"),
        ('after: ""', "bad-cursor"),
        ('before: "%s"', "foreign-cursor"),
    ],
)
def test_pages_that_make_no_sense_are_refused_with_a_code(ask: Ask, arguments: str, code: str) -> None:
    cursor = ask("{ organisations(first: 1) { pageInfo { endCursor } } }").at("organisations.pageInfo.endCursor")
    asked = arguments % cursor if "%" in arguments else arguments

    assert ask(f"{{ places({asked}) {{ totalCount }} }}").codes == [code]


def test_a_changed_cursor_is_refused(ask: Ask) -> None:
    cursor = str(ask("{ places(first: 1) { pageInfo { endCursor } } }").at("places.pageInfo.endCursor"))

    changed = [
        cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :] for at in range(0, len(cursor) - 1, 5)
    ]

    for each in changed:
        assert ask("query($at: String) { places(after: $at) { totalCount } }", {"at": each}).codes == ["bad-cursor"]


def test_a_cursor_of_another_order_or_moment_is_refused(ask: Ask) -> None:
    cursor = ask("{ places(first: 1, order: NAME) { pageInfo { endCursor } } }").at("places.pageInfo.endCursor")

    other_order = ask("query($at: String) { places(after: $at) { totalCount } }", {"at": cursor})
    other_moment = ask(
        'query($at: String) { places(after: $at, order: NAME, asOf: {validAt: "2019"}) { totalCount } }', {"at": cursor}
    )

    assert other_order.codes == other_moment.codes == ["foreign-cursor"]


def register(store: Store, count: int) -> None:
    events = [
        NewEvent(uuid4(), 1, EntityRegistered(kind="Place", dataset="tests", native=str(uuid4()))) for _ in range(count)
    ]
    store.log.append(events, uuid4(), ACTOR, digest=str(uuid4()))
    store.catch_up()


def test_a_list_stays_as_it_stood_at_its_first_page_while_others_write(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    register(store, 3)
    ask = asking(store.catalogue)
    first = ask(f"{{ places(first: 2) {PAGED} }}")

    register(store, 4)
    second = ask(
        f"query($at: String) {{ places(first: 2, after: $at) {PAGED} }}", {"at": first.at("places.pageInfo.endCursor")}
    )

    assert second.at("places.totalCount") == 3
    assert len(second.all("places.nodes.*.id")) == 1
    assert ask("{ places { totalCount } }").at("places.totalCount") == 7
    store.close()
