"""Texts that are put together in SQL: as few as can be."""

import sqlite3

import pytest
from sqlalchemy import ColumnElement, Select, Text, column, select, text

from watchgraph_projections.catalogue.dialects import Backend
from watchgraph_schema.compiling.texts import Found, Joined

ROWS = {"one": "select 'a' as letter", "none": "select 'a' as letter where 0"}


def selected(found: ColumnElement[object], rows: str) -> Select[object]:
    return select(found).select_from(text(f"({rows})"))


def written(joined: Joined) -> str:
    return str(select(joined).compile(dialect=Backend.SQLITE.dialect))


@pytest.mark.parametrize(
    ("rows", "otherwise", "answer"),
    [("one", None, '{"x":[a]}'), ("one", "null", '{"x":[a]}'), ("none", "null", '{"x":null}'), ("none", None, None)],
)
def test_constants_are_put_into_what_is_found_beside_them(rows: str, otherwise: str | None, answer: str | None) -> None:
    letter: ColumnElement[object] = column("letter", Text())
    found = Found(lambda each: selected(each, ROWS[rows]), ["[", letter, "]"], otherwise)

    joined = Joined(['{"x"', ":", found, "", "}"])

    assert len(joined.pieces) == 1
    assert sqlite3.connect(":memory:").execute(written(joined)).fetchone() == (answer,)


def test_what_is_found_stands_apart_from_what_is_found_beside_it() -> None:
    first, second = (Found(lambda each: selected(each, ROWS["one"]), [number]) for number in ("1", "2"))

    joined = Joined([first, ",", second, "."])

    assert len(joined.pieces) == 2
    assert sqlite3.connect(":memory:").execute(written(joined)).fetchone() == ("1,2.",)
