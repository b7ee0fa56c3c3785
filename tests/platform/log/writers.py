"""A process of several writers, run as a program: each appends its batches to the log of a home, one after another."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.platform.log.homes import Home

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, KeyStore, Log, seal_body

ACTOR = Actor("someone", "CONTRIBUTOR", "LOCAL")
BODY = EntityRegistered(kind="Place", dataset="test", native="x")


def write(log: Log, keys: KeyStore, sizes: list[int]) -> None:
    for size in sizes:
        streams = [uuid4() for _ in range(size)]
        rows = [(stream.hex, 1, BODY.TOPIC, seal_body(stream, 1, BODY, keys)) for stream in streams]
        log.append_staged(rows, size=size, command=uuid4(), actor=ACTOR, digest="d")


def main() -> None:
    """Arguments: the folder of the home, its url or `-`, and for each writer its batches: `1,1,3000`."""
    folder, url, *writers = sys.argv[1:]
    home = Home(folder=Path(folder), url=None if url == "-" else url)
    keys = home.keys()
    log = home.log(keys)
    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(lambda sizes: write(log, keys, [int(size) for size in sizes.split(",")]), writers))


if __name__ == "__main__":
    main()
