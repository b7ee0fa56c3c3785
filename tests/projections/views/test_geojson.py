"""The box around positions on a globe."""

from hypothesis import given
from hypothesis import strategies as st

from watchgraph_projections.views.features import Box
from watchgraph_projections.views.geojson import Position, extent

positions = st.builds(Position, lon=st.integers(-180, 180).map(float), lat=st.integers(-90, 90).map(float))


def width(box: Box) -> float:
    return (box.east - box.west) % 360 if box.west != box.east else 0


def holds(box: Box, at: Position) -> bool:
    east_of_west, west_of_east = at.lon >= box.west, at.lon <= box.east
    inside = (east_of_west and west_of_east) if box.west <= box.east else (east_of_west or west_of_east)
    return inside and box.south <= at.lat <= box.north


@given(st.lists(positions, min_size=1, max_size=6))
def test_the_box_holds_all_and_is_no_wider_than_one_that_stops_at_the_antimeridian(found: list[Position]) -> None:
    box = extent(found)

    assert box is not None
    assert all(holds(box, each) for each in found)
    assert width(box) <= max(each.lon for each in found) - min(each.lon for each in found)


def test_around_fiji_it_crosses_the_antimeridian() -> None:
    found = [Position(178.4, -18.1), Position(-179.8, -16.7)]

    assert extent(found) == Box(west=178.4, south=-18.1, east=-179.8, north=-16.7)


def test_around_nothing_there_is_none() -> None:
    assert extent([]) is None
