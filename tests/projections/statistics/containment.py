"""Places that are part of others, by claims of every sort."""

from random import Random

from tests.projections.filled import World

STATES = ("ACCEPTED", "ACCEPTED", "ACCEPTED", "PROPOSED", "RETRACTED")
TIMES = ("", "", "2015", "2018/2020", "2019/..", "2020~", "/2021", "2025", "2021/..")


def part(world: World, inner: int, outer: int, **cells: int | str | None) -> int:
    usual: dict[str, int | str | None] = {"valid": "", "published_from": 20200101}
    return world.claim(inner, "partOf", outer, draws=1, **usual | cells)


def random_parts(world: World, random: Random, places: list[int], count: int) -> None:
    """So many claims that one of the places is part of another, of any state and time."""
    for _ in range(count):
        inner, outer = random.sample(places, 2)
        part(
            world,
            inner,
            outer,
            state=random.choice(STATES),
            valid=random.choice(TIMES),
            disputed=int(random.random() < 0.2),
            published_from=random.choice([20140101, 20240101]),
        )
