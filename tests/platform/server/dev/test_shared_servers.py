"""The servers that the tests of a run share."""

import psycopg
from tests.servers import Neo4j, Postgres


def test_a_test_has_a_database_of_its_own(postgres: Postgres, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as mine, postgres.database() as other:
        mine.execute("create table thing (id integer)")
        with psycopg.connect(other) as elsewhere:
            found = elsewhere.execute("select count(*) from pg_tables where tablename = 'thing'").fetchone()

    assert found == (0,)


def test_a_database_can_be_a_copy_of_one_that_is_filled(postgres: Postgres, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as filled:
        filled.execute("create table thing as select 1 as id")
        name = filled.info.dbname

    with postgres.database(template=name) as copy, psycopg.connect(copy) as connection:
        found = connection.execute("select id from thing").fetchall()

    assert found == [(1,)]


def test_a_test_has_neo4j_for_itself_and_empty(neo4j: Neo4j) -> None:
    with neo4j.server.driver() as driver:
        driver.execute_query("create constraint only_one for (n:Thing) require n.id is unique")
        driver.execute_query("create (:Thing {id: 1})")

    neo4j.clear()

    with neo4j.server.driver() as driver:
        assert driver.execute_query("match (n) return count(n) as n").records[0]["n"] == 0
        assert not driver.execute_query("show constraint").records
