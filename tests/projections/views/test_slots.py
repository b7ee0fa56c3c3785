"""A statement made once for a shape finds with any values what one made for those values finds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from shutil import copy
from typing import Annotated, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.dialects import registry, sqlite
from tests.projections.views.asked import Pools, listings, owners

import watchgraph_projections
from watchgraph_projections.catalogue import databases, tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.reading import FILE
from watchgraph_projections.catalogue.standing import read_standing
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.claims import ClaimList
from watchgraph_projections.views.datasets import CoverageRow, DatasetList
from watchgraph_projections.views.entity_filters import Comparison, Condition, EntityFilter
from watchgraph_projections.views.kinds import KindList
from watchgraph_projections.views.pages import Cut, Listing, Owner, Place, Rows
from watchgraph_projections.views.slots import shape_of, slotted, values_of

Found = Select[*tuple[object, ...]]
Drawing = Mapping[type[Listing[object]], st.SearchStrategy[Listing[object]]]
LICENCES = ((), ("CC0-1.0",), ("CC0-1.0", "NOASSERTION"))


def every_listing() -> list[type[Listing[object]]]:
    """Each class of listing that our own modules declare."""
    packages = walk_packages(watchgraph_projections.__path__, f"{watchgraph_projections.__name__}.")
    modules = [import_module(package.name) for package in packages]
    declared = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    return sorted({each for each in declared if issubclass(each, Listing)} - {Listing}, key=lambda each: each.__name__)


@pytest.fixture(scope="module")
def connection(reference_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The reference data, which declare no search of their own."""
    path = Path(copy(reference_folder / FILE, tmp_path_factory.mktemp("slots")))
    engine = databases.engine(path, write=True)
    with engine.connect() as opened:
        searches = [dict.fromkeys(CoverageRow.__struct_fields__, "Police spending") | {"key": 1, "place": 1}]
        opened.execute(tables.coverage.insert(), searches)
        opened.execute(tables.coverage_at.insert(), [searches[0] | {"recorded_from": 1, "recorded_to": tables.OPEN}])
        yield opened
        opened.rollback()
    engine.dispose()


@pytest.fixture(scope="module")
def pools(connection: Connection) -> Pools:
    return Pools(connection)


@pytest.fixture(scope="module")
def drawing(pools: Pools) -> Drawing:
    return listings(pools)


def part(listing: Listing[object], moment: Moment, cut: Cut, under: Sequence[Owner] | None) -> Found:
    rows = Rows(listing.select(moment, under), listing)
    return rows.part(cut) if under is None or len(under) == 1 else rows.part_of_each(cut)


def slotted_part(listing: Listing[object], moment: Moment, cut: Cut, under: Sequence[Owner] | None) -> Found:
    rows = Rows(slotted(listing, "list").select(slotted(moment, "at"), slotted(under, "under")), listing)
    return (
        rows.part(slotted(cut, "cut")) if under is None or len(under) == 1 else rows.part_of_each(slotted(cut, "cut"))
    )


def here(connection: Connection) -> Moment:
    position, day = read_standing(connection)
    return Moment(day=day, position=position, now=True)


def moments(here: Moment) -> st.SearchStrategy[Moment]:
    past = st.builds(
        Moment,
        day=st.sampled_from([20180101, here.day]),
        position=st.sampled_from([here.position, 0]),
        now=st.just(value=False),
        without=st.sampled_from(LICENCES),
    )
    return st.one_of(st.sampled_from([replace(here, without=without) for without in LICENCES]), past)


def places(rows: Sequence[Row[*tuple[object, ...]]], listing: Listing[object]) -> st.SearchStrategy[Place | None]:
    there = [Place(sort=row.list_sort if listing.sorts else None, tie=row.list_tie) for row in rows]
    return st.sampled_from([None, *there])


def other(asked: object) -> object:
    """The same shape with other values; of many one more."""
    if type(asked) is str:
        return f"{asked} or other"
    if type(asked) is int:
        return asked + 1
    if isinstance(asked, tuple):
        return (*map(other, asked), *(asked[:1] if len(asked) > 1 and type(asked[0]) in {str, int} else ()))
    if not is_dataclass(asked) or isinstance(asked, type):
        return asked
    valued = [field.name for field in fields(asked) if get_origin(field.type) is not Annotated]
    return replace(asked, **{name: other(getattr(asked, name)) for name in valued})


def written(statement: Found) -> tuple[str, dict[str, object]]:
    """Its text, and what is bound in it already."""
    compiled = statement.compile(dialect=sqlite.dialect())
    return str(compiled), compiled.params


@pytest.mark.parametrize("kind", every_listing(), ids=lambda kind: kind.__name__)
@settings(max_examples=12)
@given(data=st.data())
def test_rows_read_through_slots_are_those_read_directly(
    connection: Connection, pools: Pools, drawing: Drawing, kind: type[Listing[object]], data: st.DataObject
) -> None:
    listing = data.draw(drawing[kind])
    under = data.draw(owners(pools, listing))
    moment = data.draw(moments(here(connection)))
    all_rows = connection.execute(part(listing, moment, Cut(size=100), under)).all()
    place = places(all_rows, listing)
    cut = data.draw(st.builds(Cut, size=st.integers(1, 4), after=place, before=place, backwards=st.booleans()))

    direct = connection.execute(part(listing, moment, cut, under)).all()
    asked = {"list": listing, "at": moment, "cut": cut, "under": under}
    values = {name: value for prefix, each in asked.items() for name, value in values_of(each, prefix).items()}
    statement = slotted_part(listing, moment, cut, under)

    assert connection.execute(statement, values).all() == direct
    assert all(shape_of(other(each)) == shape_of(each) for each in asked.values())
    assert written(slotted_part(*map(other, asked.values()))) == written(statement)  # type: ignore[arg-type]  # as it was


def steps(connection: Connection, listing: Listing[object], under: Sequence[Owner] | None) -> list[str]:
    """How the database finds it through slots."""
    now, cut = here(connection), Cut(size=20)
    statement = slotted_part(listing, now, cut, under).compile(dialect=sqlite.dialect())
    given = {"list": listing, "at": now, "cut": cut, "under": under}
    values = {name: value for prefix, each in given.items() for name, value in values_of(each, prefix).items()}
    positions = tuple({**statement.params, **values}[name] for name in statement.positiontup or ())
    return [row[3] for row in connection.exec_driver_sql(f"explain query plan {statement}", positions)]


def test_owners_and_codes_are_looked_up_in_the_index_however_many(connection: Connection) -> None:
    two = ClaimList(filter=ClaimFilter(predicates=("supplies", "name")))

    found = steps(connection, two, (1, 2))

    assert any("SEARCH claim USING INDEX claim_subject (subject=? AND predicate=?)" in step for step in found)


def test_one_code_keeps_the_order_of_the_index(connection: Connection) -> None:
    one = ClaimList(filter=ClaimFilter(predicates=("supplies",)))

    found = steps(connection, one, None)

    assert found == ["SEARCH claim USING INDEX claim_predicate (predicate=?)"]


def test_none_one_and_many_values_are_three_shapes() -> None:
    none, one, two, three = (DatasetList(slugs=slugs) for slugs in ((), ("a",), ("a", "b"), ("a", "b", "c")))

    shapes = [shape_of(each) for each in (none, one, two, three)]

    assert len(set(shapes)) == 3
    assert shapes[2] == shapes[3]
    assert [values_of(each, "of") for each in (none, one, two)] == [
        {},
        {"of_slugs_0": "a"},
        {"of_slugs": '["a","b"]'},
    ]


def test_names_of_columns_flags_and_enums_are_shape() -> None:
    plain = KindList(kind="Deployment", sort="label")

    def compared(column: str, test: Comparison) -> KindList:
        return replace(plain, filter=EntityFilter(where=(Condition(column=column, test=test, values=("a",)),)))

    shapes = {
        shape_of(each)
        for each in (
            plain,
            replace(plain, kind="Organisation"),
            replace(plain, sort="has_status"),
            replace(plain, sort=None),
            replace(plain, down=True),
            compared("label", Comparison.EQUAL),
            compared("label", Comparison.IN),
            compared("has_status", Comparison.IN),
        )
    }

    assert len(shapes) == 8
    assert values_of(plain, "of") == {}


def test_a_list_is_read_as_rows_on_postgresql_too() -> None:
    column = tables.claim.c.key

    compiled = str(select(column).where(among(column, [1, 2])).compile(dialect=registry.load("postgresql")()))

    assert "= any(array(SELECT CAST(anon_1 AS BIGINT)" in compiled
    assert "FROM json_array_elements_text(CAST(" in compiled
