import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from tests.importers.imports import events_of, judged_same, statements
from tests.importers.rows import outcome, rows

from watchgraph.domain.edtf import Certainty, parse
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed, EvidenceAttached
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.events.sources import LineageDeclared, SourceRegistered
from watchgraph.domain.identifiers import country_id, entity_id, source_id
from watchgraph.domain.statements import Statement
from watchgraph.domain.values import Code, Date, EntityRef, SealedText, Text
from watchgraph.log import Actor
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.facial_recognition_laws import FRT_LAWS
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Row

SLUG = "frt-laws-iff"
US_HEADER = "City/State,Date of Action,Stance on FRT\n"
US_ROWS = (
    '"Alameda, California","December 17, 2019",[Ban](https://news.example/2019/12/23/alameda/)\n'
    '"Baltimore, Maryland","September 30, 2020",[Ban](https://news.example/2020/09/21/bill-introduced/)\n'
    '"San Francisco Bay Area, California","September 14, 2018",'
    "[Transparency and accountability rules](https://news.example/2018/09/13/policy/)\n"
    '"San Francisco, California","May 14th, 2019",[Ban](https://news.example/2019/may/14/sf)\n'
    'California,"October, 2019",[Biometric Bill](https://www.eff.org/ab) which effectively bans Police use of FRT\n'
    'New York,"December 22, 2020",Four year [moratorium](https://news.example/ny) on facial recognition in schools\n'
    '"Springfield, Massachusetts","February 4, 2020",[Moratorium](https://news.example/springfield)\n'
    '"Portland, Maine","September 9, 2020",[Ban](https://news.example/portland-maine)\n'
    '"Portland, Oregon","September 9, 2020",[Ban](https://news.example/portland-oregon)\n'
    'Texas,"September 1, 2017","The [Code](https://statutes.example.gov/BC.htm) prohibits it unless whoever collects '
    '""inform[s] the individual and receive[s] the individual\'s consent."""\n'
)
EUROPE = """Country,Stance on FRT
Austria,[In use](https://algorithmwatch.org/en/story/)
Belgium,[Ban](https://algorithmwatch.org/en/story/)
Croatia,[Considering use](https://algorithmwatch.org/en/story/)
Estonia,[Approved for use (not implemented)](https://algorithmwatch.org/en/story/)
Scotland,[Considering use](https://news.example/scotland)
"""
POST = """+++
author = 'Asha Example and Ravi Sample'
categories = ['x']
date = 2021-05-03T06:31:06Z
description = ''
draft = false
slug = 'laws-of-somewhere'
summary = 's'
tags = ['x']
title = 'Laws of somewhere'

+++

Text.
"""


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    folder = tmp_path_factory.mktemp("laws")
    (folder / "frt_laws_us.csv").write_text(US_HEADER + US_ROWS, encoding="utf-8")
    (folder / "frt_laws_europe.csv").write_text(EUROPE, encoding="utf-8")
    (folder / "laws-of-somewhere.md").write_text(POST, encoding="utf-8")
    (folder / "README.md").write_text("# No post\n", encoding="utf-8")
    return events_of([(FRT_LAWS, [folder])], folder / "store")


def place(name: str) -> EntityRef:
    return EntityRef(id=entity_id(SLUG, "Place", name))


def law(record: str) -> EntityRef:
    return EntityRef(id=entity_id(SLUG, "LegalInstrument", record))


def of(found: list[Statement], subject: EntityRef) -> list[Statement]:
    return [one for one in found if one.subject == subject.id]


def codes(statement: Statement) -> dict[str, str]:
    return {item.name: item.value.code for item in statement.qualifiers if isinstance(item.value, Code)}


def test_a_ban_is_a_law_of_its_place_adopted_on_its_day(events: list[Event]) -> None:
    ban = law("Alameda, California: 2019-12-17")

    (banned,) = of(statements(events, "banned"), ban)
    assert (banned.object, banned.valid) == (EntityRef(id=entity_id(SLUG, "Technology", "FRT")), "2019-12-17")
    assert [one.object for one in of(statements(events, "jurisdiction"), ban)] == [place("Alameda, California")]
    assert [one.object for one in of(statements(events, "adoptedOn"), ban)] == [Date(edtf="2019-12-17")]
    assert [one.object for one in of(statements(events, "name"), ban)] == [
        Text(text="Ban (Alameda, California)", lang="en")
    ]


def test_a_date_keeps_the_precision_that_the_cell_has(events: list[Event]) -> None:
    days = {one.object.edtf for one in statements(events, "adoptedOn") if isinstance(one.object, Date)}

    assert {"2019-10", "2019-05-14"} <= days


def test_the_city_of_san_francisco_is_not_its_bay_area_and_portland_is_two(events: list[Event]) -> None:
    lies_in = {(one.subject, one.object) for one in statements(events, "partOf")}

    assert (place("San Francisco, California").id, place("California")) in lies_in
    assert (place("San Francisco Bay Area, California").id, place("California")) in lies_in
    assert (place("Portland, Maine").id, place("Maine")) in lies_in
    assert (place("Portland, Oregon").id, place("Oregon")) in lies_in
    assert (place("California").id, place("United States")) in lies_in
    assert frozenset((place("United States").id, country_id("US"))) in judged_same(events)


def test_a_moratorium_is_a_ban_for_a_time(events: list[Event]) -> None:
    (banned,) = of(statements(events, "banned"), law("Springfield, Massachusetts: 2020-02-04"))

    assert codes(banned) == {"duration": "AT_LEAST_FOR_A_TIME"}


def test_what_a_rule_reads_from_prose_waits_for_review(events: list[Event]) -> None:
    waiting = {one.subject: one for one in statements(events, "banned", accepted=False)}
    california, new_york = law("California: 2019-10").id, law("New York: 2020-12-22").id
    (texas,) = statements(events, "prohibits", accepted=False)

    assert {waiting[california].rule, waiting[new_york].rule, texas.rule} == {"iff-stances/1"}
    assert EntityRef(id=entity_id(SLUG, "Group", "Police")) in {item.value for item in waiting[california].qualifiers}
    assert codes(waiting[new_york]) == {"duration": "AT_LEAST_FOR_A_TIME"}
    assert (texas.object, codes(texas)) == (
        Code(scheme="practice", code="BIOMETRIC_PROCESSING"),
        {"condition": "WITHOUT_CONSENT"},
    )


def test_prose_is_kept_in_the_publisher_s_words(events: list[Event]) -> None:
    words = {one.object.text for one in statements(events, "description") if isinstance(one.object, Text)}

    assert "Biometric Bill which effectively bans Police use of FRT" in words
    assert not any(text == "Ban" for text in words)


def test_a_document_older_than_the_action_makes_the_row_doubtful(events: list[Event]) -> None:
    baltimore = law("Baltimore, Maryland: 2020-09-30")
    notes = [body.note.text for body in events if isinstance(body, ClaimProposed) and body.note is not None]

    assert of(statements(events, "banned"), baltimore) == []
    assert len(of(statements(events, "banned", accepted=False), baltimore)) == 1
    assert any(note is not None and "2020-09-21" in note for note in notes)
    assert of(statements(events, "jurisdiction"), baltimore) != []


def test_one_day_between_report_and_vote_is_no_disagreement(events: list[Event]) -> None:
    assert of(statements(events, "adoptedOn"), law("San Francisco Bay Area, California: 2018-09-14")) != []


def test_the_document_cited_stands_beside_the_cell_and_both_have_one_origin(events: list[Event]) -> None:
    cited = source_id("url:https://news.example/2019/12/23/alameda")
    beside = [body.evidence for body in events if isinstance(body, EvidenceAttached) and body.evidence.source == cited]
    origins = {body.origin for body in events if isinstance(body, LineageDeclared)}

    assert [(item.locator, item.artifact) for item in beside] == [
        ("whole document, as cited in frt_laws_us!2:Stance on FRT", None)
    ]
    assert cited in origins


def test_a_stance_in_europe_says_what_was_seen_in_2021(events: list[Event]) -> None:
    stances = {
        one.subject: (name, codes(one).get("stage"), one.valid)
        for name in ("usesSurveillanceTechnology", "plansSurveillanceTechnology", "banned")
        for one in statements(events, name)
        if one.valid == "2021"
    }

    assert stances == {
        place("Austria").id: ("usesSurveillanceTechnology", None, "2021"),
        place("Belgium").id: ("banned", None, "2021"),
        place("Croatia").id: ("plansSurveillanceTechnology", "CONSIDERED", "2021"),
        place("Estonia").id: ("plansSurveillanceTechnology", "APPROVED", "2021"),
        place("Scotland").id: ("plansSurveillanceTechnology", "CONSIDERED", "2021"),
    }
    assert not any(place("Scotland").id in pair for pair in judged_same(events))


def test_a_post_is_a_document_with_its_public_authors(events: list[Event]) -> None:
    (post,) = [body for body in events if isinstance(body, SourceRegistered) and body.title == "Laws of somewhere"]
    written = statements(events, "authorOf")
    names = {
        one.object.text.text
        for one in statements(events, "name")
        if isinstance(one.object, SealedText) and one.subject in {author.subject for author in written}
    }

    assert (post.url, post.published, post.licence) == (
        "https://internetfreedom.in/laws-of-somewhere/",
        "2021-05-03",
        "CC-BY-4.0",
    )
    assert post.authors == ("Asha Example", "Ravi Sample")
    assert names == set(post.authors)
    assert [one.valid for one in statements(events, "published")] == ["2021-05-03"]


@pytest.mark.parametrize(
    ("row", "field", "rule"),
    [
        ('"Reno, Nevada","May 1, 2020",[Ban](javascript:alert(1))', "Stance on FRT", "bad-url"),
        ('"Reno, Nevada","May 1, 2020",[Ban](https://u:p@news.example/a)', "Stance on FRT", "bad-url"),
        ('"Reno, Nevada","5/1/20",[Ban](https://news.example/a)', "Date of Action", "not-a-date"),
        ('"Reno, Nevada","February 30, 2020",[Ban](https://news.example/a)', "Date of Action", "not-a-date"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    tmp_path: Path, store: ImportStore, actor: Actor, row: str, field: str, rule: str
) -> None:
    (tmp_path / "frt_laws_us.csv").write_text(US_HEADER + row + "\n")

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(FRT_LAWS, [tmp_path], store, actor)

    (problem,) = refused.value.problems
    assert (problem.line, problem.field, problem.rule) == (2, field, rule)


COLUMNS = sorted({name for edition in FRT_LAWS.editions for table in edition.tables for name in table.read})
SAMPLES = [
    "Reno, Nevada",
    "May 1, 2020",
    "[Ban](https://news.example/2020/05/01/a)",
    "[In use](https://news.example/a)",
]


@given(row=rows(COLUMNS, [*SAMPLES, "a-slug", "2021-05-03T06:31:06+00:00"]))
def test_no_cell_makes_the_importer_fall_over(row: Row) -> None:
    for edition in FRT_LAWS.editions:
        assert outcome(FRT_LAWS.reads(edition.tables[0]), row)


# The real files


@pytest.fixture(scope="module")
def real(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    folder = test_data / SLUG
    return events_of([(FRT_LAWS, [folder, folder / "posts"])], tmp_path_factory.mktemp("real-laws"))


def lines(test_data: Path, name: str) -> list[dict[str, str]]:
    with (test_data / SLUG / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_both_tables_and_every_post_is_accounted_for(test_data: Path, real: list[Event]) -> None:
    rows = {body.edition.name: body.rows for body in real if isinstance(body, ImportCompleted)}
    posts = list((test_data / SLUG / "posts").glob("*.md"))

    assert {name: counts.stated_anew + counts.stated_again for name, counts in rows.items()} == {
        "united-states": len(lines(test_data, "frt_laws_us.csv")),
        "europe": len(lines(test_data, "frt_laws_europe.csv")),
        "posts": len(posts),
    }
    assert sum(counts.refused + counts.not_data for counts in rows.values()) == 0
    assert (len(posts), len(statements(real, "published"))) == (24, 24)


def test_bare_bans_and_moratoria_are_all_accepted_but_that_of_baltimore(test_data: Path, real: list[Event]) -> None:
    bare = [
        line["City/State"]
        for line in lines(test_data, "frt_laws_us.csv")
        if re.fullmatch(r"\[(Ban|Moratorium)\]\([^)]*\)", line["Stance on FRT"])
    ]
    laws = {law(one.origin.record or "").id for one in statements(real, "jurisdiction")}
    accepted = [one for one in statements(real, "banned") if one.subject in laws]

    assert sorted((one.origin.record or "").split(":")[0] for one in accepted) == sorted(
        {*bare} - {"Baltimore, Maryland"}
    )
    assert len(bare) == 17


def test_bans_in_force_on_a_day_come_out(real: list[Event]) -> None:
    day = 20190701
    bans = [one for one in statements(real, "banned") if one.valid != "2021"]

    on_the_day = {
        (one.origin.record or "").split(":")[0]
        for one in bans
        if parse(one.valid, Persistence.STATE).holds_on(day) is not Certainty.NO
    }

    assert on_the_day == {"San Francisco, California", "Somerville, Massachusetts"}


def test_stances_in_europe_are_counted_as_the_file_has_them(test_data: Path, real: list[Event]) -> None:
    rows = lines(test_data, "frt_laws_europe.csv")

    def stated(word: str) -> int:
        return sum(line["Stance on FRT"].startswith(f"[{word}") for line in rows)

    planned = [codes(one)["stage"] for one in statements(real, "plansSurveillanceTechnology")]
    assert len(statements(real, "usesSurveillanceTechnology")) == stated("In use")
    assert sum(one.valid == "2021" for one in statements(real, "banned")) == stated("Ban")
    assert planned.count("CONSIDERED") == stated("Considering")
    assert planned.count("APPROVED") == stated("Approved")


def test_the_same_files_again_append_nothing(test_data: Path, store: ImportStore, actor: Actor) -> None:
    folders = [test_data / SLUG, test_data / SLUG / "posts"]
    run_imports(FRT_LAWS, folders, store, actor)
    before = store.log.head()

    again = run_imports(FRT_LAWS, folders, store, actor)

    assert ([report.known for report in again], store.log.head()) == ([True, True, True], before)
