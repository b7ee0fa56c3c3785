"""Tables are made alike each time, and read by plans that stay: SQLite takes one of two by which index is older."""

import sqlite3
import sys
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from watchgraph_projections.catalogue import databases


class Made(NamedTuple):
    """An index of a table, by when it was made."""

    table: str
    name: str
    conditional: bool


def made(file: Path) -> list[Made]:
    with databases.engine(file, write=True).begin() as connection:
        databases.create(connection)
        found = connection.exec_driver_sql(
            "select tbl_name, name, sql like '% where %' from sqlite_master where type = 'index' and sql is not null"
            " order by rowid"
        )
        return [Made(table, name, bool(conditional)) for table, name, conditional in found]


def test_indexes_of_a_table_are_made_by_name_and_those_that_keep_to_a_condition_last(tmp_path: Path) -> None:
    indexes = made(tmp_path / "catalogue.sqlite")

    for _, of_table in groupby(indexes, lambda each: each.table):
        for one, other in pairwise(of_table):
            assert (one.conditional, one.name) < (other.conditional, other.name)
    assert {each.conditional for each in indexes} == {True, False}


def test_readers_keep_their_plans_whatever_values_they_are_asked_with(tmp_path: Path) -> None:
    if sys.version_info < (3, 12):
        pytest.skip("Python tells SQLite to keep its plans from 3.12 on")
    made(tmp_path / "catalogue.sqlite")

    with databases.engine(tmp_path / "catalogue.sqlite", write=False).connect() as connection:
        driver = connection.connection.driver_connection

        assert isinstance(driver, sqlite3.Connection)
        assert driver.getconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG)
