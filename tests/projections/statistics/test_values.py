"""Values of statements: how they are written for a database."""

from pathlib import Path

from sqlalchemy import Dialect, Text, bindparam, case, func, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from watchgraph_projections.catalogue import databases
from watchgraph_projections.catalogue.tables import claim
from watchgraph_projections.statistics.values import Written

SQLITE: Dialect = sqlite_dialect()


def test_equal_constants_are_one_parameter_on_sqlite_and_each_value_to_come_is_one() -> None:
    one, other = (bindparam(name, None, type_=Text()) for name in ("one", "other"))
    statement = select(claim.c.key).where(claim.c.state == "A", claim.c.rank == "A", claim.c.leads == 1)

    written = Written.of(statement.where(claim.c.value == one, claim.c.text == other, claim.c.valid == one), SQLITE)

    assert written.sql.count("?1") == 2
    assert written.places is not None
    assert [written.constants[name] for name in written.places] == ["A", 1, None, None]
    assert written.places[2:] == ("one", "other")


def test_constants_of_two_types_are_two_parameters() -> None:
    written = Written.of(select(claim.c.key).where(claim.c.state == "1", claim.c.leads == 1), SQLITE)

    assert written.places is not None
    assert [written.constants[name] for name in written.places] == ["1", 1]


def test_rows_that_are_wanted_twice_in_one_order_are_sorted_once(tmp_path: Path) -> None:
    order = case((claim.c.state == "A", 1), else_=0)
    firsts = (func.first_value(each).over(partition_by=claim.c.subject, order_by=order) for each in claim.c)

    with databases.engine(tmp_path / "catalogue.sqlite", write=True).begin() as connection:
        databases.create(connection)
        written = Written.of(select(*firsts), SQLITE)
        values = tuple(written.constants[name] for name in written.places or ())
        steps = [row[3] for row in connection.exec_driver_sql(f"explain query plan {written.sql}", values)]

    assert sum("ORDER BY" in each for each in steps) == 1
