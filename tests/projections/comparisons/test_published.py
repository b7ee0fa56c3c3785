"""Published figures beside ours: which rule finds why they differ, and when there is no answer."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.projections.filled import TODAY, World

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.comparisons.answers import (
    Comparison,
    Lack,
    Missing,
    Reason,
    Verdict,
    worth_reading_first,
)
from watchgraph_projections.comparisons.figures import FigureFilter
from watchgraph_projections.comparisons.published import compare
from watchgraph_projections.comparisons.rivals import compare_rivals
from watchgraph_projections.comparisons.stated import compare_stated
from watchgraph_projections.statistics.queries import Condition, Grouping, Query, Universe

NOW = Moment(day=TODAY, position=OPEN - 1, now=True)
USES = "usesSurveillanceTechnology"
IN_2022 = Universe(dataset="index", edition="2022")
USERS = Query(of="Place", where=(Condition(predicate=USES),), universe=IN_2022)
FIGURES = FigureFilter(refs=("F1",))


def edition(world: World, name: str = "2022", declared: int | None = None, part: int = 0, rows: str = "{}") -> None:
    covers = json.dumps([USES, "regimeType"])
    world.edition("index", name, covers=covers, declared=declared, part=part, rows=rows)


def users(world: World, count: int, name: str = "2022", **cells: int | str) -> list[int]:
    """So many countries that the edition flags; the first keys of their claims."""
    technology = world.entity("Technology", "cameras")
    claims = []
    for number in range(count):
        place = world.place(f"Country {number}")
        claim = world.claim(place, USES, technology, dataset="index", record=f"{number}", standing=1, **cells)
        world.stated_in(claim, name)
        claims.append(claim)
    return claims


def figure(world: World, value: Mapping[str, object], **cells: int | str) -> int:
    """A published count of the reference data set."""
    group = world.entity("Group", "countries")
    stored = {"unit": "country", "approximate": False, "exclusive": False, **value, "type": "quantity"}
    key = world.claim(
        group, "publishedCount", stored, dataset="watchgraph-reference", record="F1", standing=1,
        family="AGGREGATE", text="as published", **({"valid": "2022"} | cells),
    )  # fmt: skip
    source = world.source("a report")
    world.connection.execute(
        tables.source.insert().values(
            key=source, id=str(source), identity="i", title="a report", tier="MEDIA", authors="[]", published="",
            language="en", licence="NOASSERTION", reliability="B", identified=1, related="[]", liveness="NEVER_CHECKED",
        )
    )  # fmt: skip
    world.stated_in(key, None, source=source)
    return key


def exactly(number: int) -> dict[str, object]:
    return {"min": str(number), "max": str(number)}


def one(world: World, query: Query = USERS) -> Comparison:
    (found,) = compare(world.connection, NOW, FIGURES, query)
    return found


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (exactly(3), Verdict.EQUAL),
        ({"min": "2", "max": None}, Verdict.EQUAL),
        ({"min": "3", "max": None, "exclusive": True}, Verdict.UNEXPLAINED),
        ({"min": "4", "max": None}, Verdict.UNEXPLAINED),
        (exactly(2), Verdict.UNEXPLAINED),
    ],
)
def test_a_figure_says_what_ours_says_or_nobody_knows_why_not(
    world: World, value: dict[str, object], verdict: Verdict
) -> None:
    edition(world)
    claims = users(world, 3)
    published = figure(world, value)

    found = one(world)

    assert found.verdict is verdict
    assert found.left is not None
    assert (found.left.claims, found.left.name) == ((published,), "a report")
    assert found.right is not None
    assert (found.right.text, found.right.claims) == ("3", tuple(claims))


@pytest.mark.parametrize(("about", "verdict"), [("20", Verdict.EQUAL), ("30", Verdict.UNEXPLAINED)])
def test_about_means_as_exactly_as_the_figure_is_written(world: World, about: str, verdict: Verdict) -> None:
    edition(world)
    users(world, 17)
    figure(world, {"min": about, "max": about, "approximate": True})

    assert one(world).verdict is verdict


def test_what_only_doubtful_claims_make_up_is_a_matter_of_definition(world: World) -> None:
    edition(world)
    users(world, 3)
    users(world, 2, state="PROPOSED")
    figure(world, exactly(5))

    found = one(world)

    assert (found.verdict, found.reason) == (Verdict.EXPLAINED, Reason.DEFINITION)
    assert found.right is not None
    assert found.right.note == "up to 5 with what is doubtful (2 unreviewed)"


def test_a_part_of_an_edition_explains_a_smaller_number_from_its_declared_size(world: World) -> None:
    edition(world, declared=7)
    users(world, 3)
    figure(world, exactly(6))

    found = one(world)

    assert (found.verdict, found.reason) == (Verdict.EXPLAINED, Reason.EDITION)
    assert found.explanation == "3 of 7 rows of index, edition 2022, are here"


@pytest.mark.parametrize(("rows", "verdict"), [(6, Verdict.EXPLAINED), (7, Verdict.UNEXPLAINED)])
def test_an_edition_of_which_every_row_was_read_is_here_in_whole_though_some_rows_say_no_more_than_a_name(
    world: World, rows: int, verdict: Verdict
) -> None:
    edition(world, declared=7, rows=json.dumps({"stated_anew": rows - 1, "stated_again": 1, "refused": 1}))
    users(world, 3)
    figure(world, exactly(6))

    assert one(world).verdict is verdict


@pytest.mark.parametrize(("published", "verdict"), [(900, Verdict.EXPLAINED), (2, Verdict.UNEXPLAINED)])
def test_a_part_of_nobody_knows_how_much_explains_any_larger_figure_and_no_smaller_one(
    world: World, published: int, verdict: Verdict
) -> None:
    edition(world, part=1)
    users(world, 3)
    figure(world, exactly(published))

    found = one(world)

    assert found.verdict is verdict
    assert (found.explanation == "3 of an unknown number of rows of index, edition 2022, are here") == (published > 3)


@pytest.mark.parametrize("published", [8, 2])
def test_a_part_explains_no_more_than_its_missing_rows_and_never_a_larger_number(world: World, published: int) -> None:
    edition(world, declared=7)
    users(world, 3)
    figure(world, exactly(published))

    assert one(world).verdict is Verdict.UNEXPLAINED


def test_a_figure_of_another_year_than_the_edition_differs_by_its_date(world: World) -> None:
    edition(world)
    users(world, 3)
    figure(world, exactly(2), valid="2019")

    found = one(world)

    assert (found.verdict, found.reason) == (Verdict.EXPLAINED, Reason.DATE)


def test_a_dispute_over_the_figure_gives_its_ground(world: World) -> None:
    edition(world)
    users(world, 3)
    dispute(world, figure(world, exactly(2)), "TRANSCRIPTION")

    found = one(world)

    assert (found.verdict, found.reason, found.explanation) == (Verdict.EXPLAINED, Reason.TRANSCRIPTION, "a misprint")


def test_a_study_and_all_claims_here_are_two_universes(world: World) -> None:
    edition(world)
    users(world, 3)
    study = {"name": "study", "value": {"type": "entity"}, "entity": "a study"}
    figure(world, exactly(2), qualifiers=json.dumps([study]))

    found = one(world, Query(of="Place", where=USERS.where))

    assert (found.verdict, found.reason) == (Verdict.EXPLAINED, Reason.UNIVERSE)


def test_what_is_not_here_is_named(world: World) -> None:
    edition(world)
    figure(world, exactly(2))
    not_imported = Query(of="Place", where=USERS.where, universe=Universe(dataset="index", edition="2019"))
    not_covered = Query(of="Place", where=(Condition(predicate="companyPresent"),), universe=IN_2022)

    found = [one(world, query) for query in (not_imported, not_covered)]

    assert {each.verdict for each in found} == {Verdict.NOT_ANSWERABLE}
    assert [each.missing[0].lack for each in found] == [Lack.NOT_IMPORTED, Lack.NOT_COVERED]
    assert found[1].missing[0].text == "index, edition 2022 has no column for companyPresent"


def test_what_a_rule_reads_without_a_column_is_an_answer_too(world: World) -> None:
    world.edition("index", "2022", covers="[]")
    users(world, 3)
    figure(world, exactly(3))

    assert one(world).verdict is Verdict.EQUAL


def test_a_figure_is_compared_with_the_group_that_its_qualifier_names(world: World) -> None:
    edition(world)
    for number in range(3):
        claim = users(world, 1)[0]
        place = world.connection.scalars(select(tables.claim.c.subject).where(tables.claim.c.key == claim)).one()
        code = "CLOSED_AUTOCRACY" if number else "LIBERAL_DEMOCRACY"
        stated = world.claim(place, "regimeType", code, dataset="index", record=f"r{number}", standing=1)
        world.stated_in(stated, "2022")
    value = {"type": "code", "code": "CLOSED_AUTOCRACY"}
    regime = {"name": "regime", "value": value, "text": "CLOSED_AUTOCRACY", "entity": None}
    figure(world, exactly(2), qualifiers=json.dumps([regime]))
    query = Query(of="Place", where=USERS.where, group_by=Grouping(predicate="regimeType"), universe=IN_2022)

    (found,) = compare(world.connection, NOW, FigureFilter(refs=("F1",), by="regime"), query)

    assert found.verdict is Verdict.EQUAL


def dispute(world: World, claim: int, ground: str, rival: int | None = None) -> None:
    key = world.entity("Group", "dispute")
    world.connection.execute(
        tables.dispute.insert().values(
            key=key, id=str(key), grounds=ground, text="a misprint", state="OPEN", replies="[]"
        )
    )
    for each, role in ((claim, "DISPUTED"), (rival, "RIVAL")):
        if each is not None:
            world.connection.execute(tables.dispute_claim.insert().values(dispute=key, claim=each, role=role))


@pytest.mark.parametrize(
    ("ground", "reason"),
    [
        ("TRANSCRIPTION", Reason.TRANSCRIPTION),
        ("TIME", Reason.DATE),
        ("SCOPE", Reason.UNIVERSE),
        ("UNIT", Reason.DEFINITION),
        ("VALUE", None),
    ],
)
def test_two_figures_in_dispute_are_set_beside_each_other_once(
    world: World, ground: str, reason: Reason | None
) -> None:
    one_key, other = figure(world, exactly(55)), figure(world, exactly(50))
    dispute(world, one_key, ground, other)

    (found,) = compare_rivals(world.connection, NOW, FIGURES)

    assert found.reason is reason
    assert found.verdict is (Verdict.UNEXPLAINED if reason is None else Verdict.EXPLAINED)
    assert [side.claims for side in (found.left, found.right) if side] == [(one_key,), (other,)]


def test_a_figure_that_nobody_contradicts_has_nothing_beside_it(world: World) -> None:
    figure(world, exactly(55))

    (found,) = compare_rivals(world.connection, NOW, FIGURES)

    assert (found.verdict, found.missing[0].lack) == (Verdict.NOT_ANSWERABLE, Lack.NOT_STATED)


def test_a_record_of_another_data_set_answers_for_ours(world: World) -> None:
    facility = world.entity("FinancialFacility", "credit")
    terms = {"type": "quantity", "min": "2", "max": "2", "unit": "percent", "approximate": False, "exclusive": False}
    for dataset, record in (("watchgraph-reference", "F1"), ("index", "55627")):
        world.claim(facility, "interestRate", terms, dataset=dataset, record=record, standing=1)

    found = [
        compare_stated(world.connection, NOW, FIGURES, dataset, ref)[0]
        for dataset, ref in (("index", "55627"), ("index", "1"), ("elsewhere", "1"))
    ]

    assert [each.verdict for each in found] == [Verdict.EQUAL, Verdict.NOT_ANSWERABLE, Verdict.NOT_ANSWERABLE]
    assert [each.missing[0].lack for each in found[1:]] == [Lack.NOT_STATED, Lack.NOT_IMPORTED]


def test_what_cannot_be_compared_says_why_and_comes_last() -> None:
    lack = Missing(lack=Lack.PART_IMPORTED, text="3 of 7 rows are here")
    alone = Comparison(
        subject=1, predicate=None, left=None, right=None, verdict=Verdict.NOT_ANSWERABLE, missing=(lack,)
    )
    unexplained = replace(alone, verdict=Verdict.UNEXPLAINED, missing=())

    assert worth_reading_first([alone, unexplained]) == [unexplained, alone]
    assert (alone.why, alone.words) == (Reason.EDITION, "3 of 7 rows are here")
    assert (unexplained.why, unexplained.words) == (None, "they differ, and no rule finds why")
    assert replace(unexplained, verdict=Verdict.EQUAL).words is None
