"""Walking all claims by cursor while others write: each is met once, none is missed."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from threading import Event, Thread
from time import monotonic, sleep
from types import TracebackType
from typing import Self

import msgspec
from tests.benchmarks.generated import Generated, append_import, begin_reviews, do_review, generate
from tests.benchmarks.measuring import Finding, Scale, Unit
from tests.benchmarks.stores import empty_log

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.ledger import Ledger
from watchgraph.log import Log
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.follower import Follower
from watchgraph_projections.leases import FileLease
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question
from watchgraph_server.following import FollowerThread

PAGE = """
query ($after: String) {
  claims(first: 100, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } }
}
"""
REST_SECONDS = 0.005
"""Between two reviews: those of a large store last as long as the walk does."""


LONGEST_WAIT_SECONDS = 900


class _Node(msgspec.Struct, frozen=True):
    id: str


class _PageInfo(msgspec.Struct, frozen=True, rename="camel"):
    end_cursor: str
    has_next_page: bool


class _Claims(msgspec.Struct, frozen=True, rename="camel"):
    nodes: list[_Node]
    page_info: _PageInfo


class _Data(msgspec.Struct, frozen=True):
    claims: _Claims


def walk(scale: Scale) -> list[Finding]:
    """Walk the claims of all imports but the last: that one comes in on the way, and so do the reviews."""
    generated = generate(scale.claims)
    *before, last = generated.imports
    with empty_log() as log:
        for number, events in enumerate(before):
            append_import(log, events, number)
        follower = Follower.open(log, log.path.parent)
        with (
            closing(follower),
            FollowerThread.of(follower, FileLease(log.path.parent, "catalogue")),
            closing(Catalogue.open(log.path.parent)) as catalogue,
            _Writer(log, generated) as writer,
        ):
            start, walked = catalogue.standing().position, _walked(catalogue)
            met = Counter(islice(walked, scale.claims // 3))
            _wait_past(start, catalogue)
            met.update(walked)
            folded = catalogue.standing().position
    there = {str(event.stream) for events in before for event in events if isinstance(event.body, ClaimProposed)}
    notes = (
        f"{len(there):,} claims were there at the first page; {writer.commits:,} commits were written on the way, one",
        f"an import of {len(last):,} events; the catalogue went from position {start:,} to {folded:,} meanwhile",
    )
    return [
        _finding("missed", len(there - met.keys()), notes),
        _finding("met twice", sum(times - 1 for times in met.values())),
    ]


def _wait_past(position: int, catalogue: Catalogue) -> None:
    """Go on only when something new is folded: else a short walk would be over before anybody has written."""
    until = monotonic() + LONGEST_WAIT_SECONDS
    while catalogue.standing().position == position and monotonic() < until:
        sleep(REST_SECONDS)


def _finding(what: str, claims: int, notes: tuple[str, ...] = ()) -> Finding:
    return Finding(
        what=f"claims {what} in a walk by cursor while others write",
        values=(claims,),
        goal=0,
        unit=Unit.CLAIMS,
        notes=notes,
    )


def _walked(catalogue: Catalogue) -> Iterator[str]:
    after: str | None = None
    while True:
        page = _page(catalogue, after)
        yield from (node.id for node in page.nodes)
        if not page.page_info.has_next_page:
            return
        after = page.page_info.end_cursor


def _page(catalogue: Catalogue, after: str | None) -> _Claims:
    body = answer(catalogue, Question(query=PAGE, variables={"after": after})).body
    return msgspec.convert(body["data"], _Data).claims


class _Writer:
    """Writes the last import and then reviews, on a thread of its own. commits: how many it has written."""

    def __init__(self, log: Log, generated: Generated) -> None:
        self.commits = 0
        self._log, self._generated = log, generated
        self._stop = Event()
        self._thread = Thread(target=self._write)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _write(self) -> None:
        append_import(self._log, self._generated.imports[-1], len(self._generated.imports) - 1)
        ledger = Ledger.open(self._log)
        begin_reviews(ledger)
        self.commits += 2
        for number, review in enumerate(self._generated.reviews):
            if self._stop.wait(REST_SECONDS):
                return
            do_review(ledger, review, number)
            self.commits += 1
