import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.imports import Bodies
from tests.importers.made_tables import write_json
from tests.importers.readings import Reading
from tests.importers.rows import row, words

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.values import Code, EntityRef
from watchgraph.log import Actor
from watchgraph_importers.acts import Judged, NotData, Stated
from watchgraph_importers.courts_db import COURTS_DB, claims, court_key, states
from watchgraph_importers.errors import FieldError
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.places import register_key

COURT: dict[str, object] = {
    "id": "exctapp",
    "name": "Exampleton Court of Appeals",
    "citation_string": "Ex. Ct. App.",
    "name_abbreviation": None,
    "level": "iac",
    "type": "appellate",
    "system": "state",
    "location": "Georgia",
    "jurisdiction": "G.A.",
    "locations": 1,
    "parent": "exct",
    "dates": [{"start": "1911-01-01", "end": "1969-01-01"}],
    "court_url": "https://example.org/court",
    "notes": "See: ",
    "examples": [],
    "regex": ["${coa} Exampleton"],
    "case_types": [],
}


def cells(**changes: object) -> dict[str, str]:
    """The cells of a record as the reader writes them."""
    record = {**COURT, **changes}
    return {
        key: value if isinstance(value, str) else "" if value is None else json.dumps(value)
        for key, value in record.items()
    }


def stated(**changes: object) -> list[Stated]:
    return [act for act in claims(row(cells(**changes))) if isinstance(act, Stated)]


def times(acts: list[Stated]) -> list[tuple[str, bool]]:
    return [(act.valid, act.doubt is not None) for act in acts if act.predicate == "isA"]


def test_a_court_is_known_by_its_id_and_cited_by_its_short_name() -> None:
    acts = stated()

    assert words(acts, "externalId") == ["exctapp"]
    kinds = {words([act], "name")[0]: dict(act.qualifiers)["nameKind"] for act in acts if act.predicate == "name"}
    assert kinds["Ex. Ct. App."] == Code(scheme="name-kind", code="ABBREVIATION")
    assert kinds["Exampleton Court of Appeals"] == Code(scheme="name-kind", code="RAW")
    assert words(acts, "courtClass") == ["INTERMEDIATE_APPELLATE", "APPELLATE", "STATE"]
    assert "exct" in words(acts, "partOf")


def test_two_courts_of_one_name_are_two() -> None:
    subjects = {act.subject for id_ in ("a", "b") for act in stated(id=id_) if act.predicate == "courtClass"}

    assert subjects == {court_key("a"), court_key("b")}


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        ([{"start": "1911-01-01", "end": "1969-01-01"}], [("1911-01-01/1969-01-01", False)]),
        ([{"start": "1911-01-01", "end": None}], [("1911-01-01", False)]),
        ([{"start": None, "end": "1969-01-01"}], [("/1969-01-01", False)]),
        ([{"start": None, "end": None}], [("", False)]),
        (
            [{"start": "1776-01-01", "end": "1831-01-01", "reason": "abolished"}, {"start": "1917-01-01", "end": None}],
            [("1776-01-01/1831-01-01", False), ("1917-01-01", False)],
        ),
        ([{"start": "1969-12-31", "end": "1935-01-01"}], [("", True)]),
    ],
)
def test_a_court_exists_as_long_as_its_dates_say(dates: object, read: list[tuple[str, bool]]) -> None:
    assert times(stated(dates=dates)) == read


def test_an_attorney_general_is_no_court() -> None:
    acts = stated(type="ag", level="")

    assert times(acts) == []
    assert words(acts, "courtClass") == ["ATTORNEY_GENERAL", "STATE"]


def test_a_state_is_no_country_of_the_same_name() -> None:
    acts = list(claims(row(cells(location="Georgia"))))

    assert not [act for act in acts if isinstance(act, Judged)]
    assert [act.object for act in acts if isinstance(act, Stated) and act.predicate == "partOf"] == [
        register_key("US"),
        court_key("exct"),
    ]
    assert len(states()) == 50


def test_a_territory_that_has_a_code_of_its_own_is_that_of_the_register() -> None:
    judged = [act for act in claims(row(cells(location="Puerto Rico"))) if isinstance(act, Judged)]

    assert [act.right for act in judged] == [register_key("PR")]


def test_the_capital_is_one_place_however_it_is_written() -> None:
    judged = [act for act in claims(row(cells(location="DC"))) if isinstance(act, Judged)]

    assert [(act.left.native, act.right.native) for act in judged] == [("DC", "Washington D.C.")]


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("level", "supreme", "unknown-code"),
        ("dates", "1911", "not-dates"),
        ("dates", [{"start": "long ago"}], "not-a-date"),
        ("court_url", "example", "bad-url"),
    ],
)
def test_a_broken_value_is_refused(key: str, value: object, rule: str) -> None:
    with pytest.raises(FieldError) as refused:
        stated(**{key: value})

    assert (refused.value.field, refused.value.rule) == (key, rule)


def test_a_record_without_an_id_is_no_data() -> None:
    assert list(claims(row(cells(id="")))) == [NotData("no id")]


@given(key=st.sampled_from(sorted(COURT)), text=st.text(max_size=40) | st.sampled_from(["[]", "[{}]", "&", "null"]))
def test_no_value_breaks_the_reading(key: str, text: str, reading: Reading) -> None:
    _, found = reading(COURTS_DB, claims, row({**cells(), key: text}))

    assert all(problem.rule and problem.right for problem in found)


def test_made_up_courts_are_imported_once(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write_json(tmp_path / "courts.json", [COURT, {**COURT, "id": "exct", "parent": None}])

    (first,) = run_imports(COURTS_DB, [path], store, actor)
    (again,) = run_imports(COURTS_DB, [path], store, actor)

    assert (first.rows.stated_anew, first.proposed, again.appended) == (2, 0, 0)


def test_every_real_court_is_there_with_its_place(
    test_data: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    with gzip.open(test_data / "courts-db" / "courts.json.gz") as stream:
        records = json.load(stream)

    (report,) = run_imports(COURTS_DB, [test_data / "courts-db"], store, actor)

    made = [body.statement for body in bodies() if isinstance(body, ClaimProposed)]
    assert (report.rows.stated_anew, report.proposed) == (len(records), 1)
    placed = [each for each in made if each.predicate == "jurisdiction"]
    assert len(placed) == sum(bool(record["location"]) for record in records)
    georgian = {each.object for each in placed if each.subject == court_key("ga").id}
    (georgia,) = georgian
    within = [each.object for each in made if each.predicate == "partOf" and EntityRef(id=each.subject) == georgia]
    assert within == [EntityRef(id=register_key("US").id)]
    ended = {(each.subject, each.valid) for each in made if each.predicate == "isA" and "/" in each.valid}
    courts = [record for record in records if record["type"] != "ag"]
    with_end = [(record["id"], period) for record in courts for period in record["dates"] if period["end"]]
    sound = [(court, each) for court, each in with_end if not each["start"] or each["start"] <= each["end"]]
    assert ended == {(court_key(court).id, f"{each['start'] or ''}/{each['end']}") for court, each in sound}
    assert len(with_end) - len(sound) == report.proposed
