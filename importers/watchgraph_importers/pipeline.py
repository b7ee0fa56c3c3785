"""One pipeline for all publishers: read, check, stage, and append as one commit.

An import of the same files by the same mapping appends nothing. One that was killed goes on from its staging file.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest
from itertools import chain, islice
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

from watchgraph.domain.events.datasets import Edition, ImportCompleted, RowCounts
from watchgraph.domain.identifiers import ROOT, canonical, dataset_id
from watchgraph.log import Actor, ConflictError, Log, seal_body
from watchgraph.log.store import utc_now
from watchgraph_importers.checking import Checker
from watchgraph_importers.errors import (
    SHOWN,
    FileRefusedError,
    ImportContestedError,
    ImportRefusedError,
    NoFilesError,
    Problem,
    in_order,
)
from watchgraph_importers.files import SourceFile, gather, refusal
from watchgraph_importers.identification import Identification
from watchgraph_importers.publishers import TRUSTED, Claims, Published, Publisher, Row
from watchgraph_importers.reports import ImportReport
from watchgraph_importers.resolve import Resolver
from watchgraph_importers.stager import NumberedRow, Stager
from watchgraph_importers.staging import Outcome, Staging
from watchgraph_importers.tables import TableReader

IMPORT: Final = uuid5(ROOT, "import")
BATCH: Final = 200
ATTEMPTS: Final = 3

Watch = Callable[[int], None]
"""Told the number of rows staged so far, after each batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStore:
    """Where imports go. staging: folder of the staging files, beside the log.

    identification: matches the names that an import brings with those of others; None leaves them unmatched.
    """

    log: Log
    staging: Path
    clock: Callable[[], datetime] = utc_now
    identification: Identification | None = None


def run_imports(
    publisher: Publisher, paths: Iterable[Path], store: ImportStore, actor: Actor, watch: Watch | None = None
) -> tuple[ImportReport, ...]:
    """Import the editions found at the paths (files, or folders of files), the oldest first, one commit each.

    Raises NoFilesError where there is none, ImportRefusedError at the first edition with anything wrong in it.
    """
    found = gather(paths)
    reports = []
    for edition in sorted(publisher.editions, key=lambda edition: edition.published):
        files = _once([SourceFile.read(path) for path in found if edition.holds(path.name)])
        if files:
            reports.append(run_import(publisher, edition, files, store, actor, watch=watch))
    if not reports:
        tables = [table for edition in publisher.editions for table in edition.tables]
        patterns = ", ".join(sorted({glob for table in tables for glob in table.globs}))
        raise NoFilesError(f"no file here is one of {publisher.name}'s: their names match {patterns}")
    return tuple(reports)


def _once(files: Sequence[SourceFile]) -> list[SourceFile]:
    """Take the same file once. Raises FileRefusedError for two files of one name: evidence goes by names."""
    kept: dict[str, SourceFile] = {}
    for file in files:
        if kept.setdefault(file.name, file).sha256 != file.sha256:
            raise refusal(file.name, "repeated-file", "another file of this name has other bytes: import one of them")
    return list(kept.values())


def run_import(
    publisher: Publisher,
    edition: Published,
    files: Sequence[SourceFile],
    store: ImportStore,
    actor: Actor,
    *,
    watch: Watch | None = None,
) -> ImportReport:
    """Import one edition as one commit.

    Raises ImportRefusedError with all that is wrong (nothing is written then), ImportContestedError where others
    write to the same streams all the time.
    """
    work = _Import(publisher, edition, files, store)
    if (before := work.known()) is not None:
        work.path.unlink(missing_ok=True)
        return before
    for _ in range(ATTEMPTS):
        with work.staging() as staging:
            work.stage(staging, watch)
            if store.identification is not None:
                store.identification.judge(staging)
            try:
                report = work.commit(staging, actor)
            except ConflictError:
                staging.discard()
            else:
                staging.discard()
                return report
    raise ImportContestedError(f"{publisher.name}: others wrote to the same streams {ATTEMPTS} times; try again")


class _Import:
    """One edition on its way from files to a commit."""

    def __init__(
        self, publisher: Publisher, edition: Published, files: Sequence[SourceFile], store: ImportStore
    ) -> None:
        self._publisher = publisher
        self._edition = edition
        self._files = sorted(files, key=lambda file: file.name)
        self._store = store
        self._hashes = {file.name: file.sha256 for file in self._files}
        identity = canonical(
            [publisher.dataset.slug, edition.name, str(publisher.mapping), sorted(self._hashes.values())]
        )
        self._command = uuid5(IMPORT, identity)
        self._digest = hashlib.sha256(identity.encode()).hexdigest()
        self._problems: list[Problem] = []
        self._total = 0
        self.path = store.staging / f"{self._command}.sqlite"

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """Open the staging file. It stays for the next run unless it is discarded."""
        try:
            staging = Staging.open(self.path)
        except sqlite3.OperationalError as error:
            raise ImportContestedError(f"{self.path}: another import works on it ({error})") from error
        try:
            yield staging
        finally:
            staging.close()

    def known(self) -> ImportReport | None:
        """Return the report of the same import made before, None where it is new."""
        if self._store.log.former(self._command) is None:
            return None
        events = [event.body for event in self._store.log.stream(self._stream)]
        mine = [body for body in events if isinstance(body, ImportCompleted) and self._is_mine(body)]
        # Without it the command was somebody else's: the log then refuses this one by its digest.
        return self._report(mine[-1].rows, known=True) if mine else None

    def _is_mine(self, body: ImportCompleted) -> bool:
        same_bytes = sorted(body.files.values()) == sorted(self._hashes.values())
        return same_bytes and body.mapping == self._publisher.mapping and body.edition.name == self._edition.name

    @property
    def _stream(self) -> UUID:
        return dataset_id(self._publisher.dataset.slug)

    def stage(self, staging: Staging, watch: Watch | None) -> None:
        """Check all rows and stage those that no earlier run has staged. Raises ImportRefusedError."""
        self._problems.clear()
        self._total = 0
        resolver = Resolver(self._publisher, self._edition, self._hashes, self._store.log.keys)
        stager = Stager(self._publisher, resolver, self._store.log, staging)
        stager.begin(self._files, self._edition.name, self._now())
        rows = self._checked(Checker(resolver), staging.rows_done())
        while batch := list(islice(rows, BATCH)):
            if not self._total:
                stager.batch(batch)
            if watch is not None:
                watch(batch[-1][0])
        if self._total:
            staging.discard()
            raise ImportRefusedError(self._problems, self._total)

    def _checked(self, checker: Checker, done: int) -> Iterator[NumberedRow]:
        for number, (row, claims) in enumerate(self._rows(), start=1):
            if number > done:
                acts, problems = checker.read(row, claims)
                self._note(problems)
                yield number, row, acts

    def _rows(self) -> Iterator[tuple[Row, Claims]]:
        order = self._publisher.order
        if order is None:
            yield from self._rows_as_they_stand()
        else:
            yield from sorted(self._rows_as_they_stand(), key=lambda read: order(read[0]))

    def _rows_as_they_stand(self) -> Iterator[tuple[Row, Claims]]:
        refused: set[Problem] = set()
        for file in self._files:
            for table in self._edition.tables:
                if table.holds(file.name):
                    reader = TableReader(file, table, self._edition.name)
                    try:
                        claims = self._publisher.reads(table)
                        for row in reader.rows():
                            yield row, claims
                    except FileRefusedError as error:
                        self._note([] if error.problem in refused else [error.problem])
                        refused.add(error.problem)
                    self._note(reader.problems)

    def _note(self, problems: Sequence[Problem]) -> None:
        if problems:
            self._total += len(problems)
            self._problems = nsmallest(SHOWN, [*self._problems, *problems], key=in_order)

    def commit(self, staging: Staging, actor: Actor) -> ImportReport:
        """Append all that is staged, and the import's own event, as one commit. Raises ConflictError."""
        counts = _counts(staging)
        version = (staging.version(self._stream) or len(self._store.log.stream(self._stream))) + 1
        completed = self._completed(counts)
        last = (
            self._stream.hex,
            version,
            completed.TOPIC,
            seal_body(self._stream, version, completed, self._store.log.keys),
        )
        position = self._store.log.append_staged(
            chain(staging.events(), [last]),
            size=staging.size() + 1,
            command=self._command,
            actor=actor,
            digest=self._digest,
        )
        events = {**staging.topics(), completed.TOPIC: 1}
        return self._report(
            counts, position=position, events=events, proposed=staging.proposed(), reasons=staging.reasons()
        )

    def _completed(self, counts: RowCounts) -> ImportCompleted:
        return ImportCompleted(
            edition=Edition(
                name=self._edition.name,
                published=self._edition.published,
                covers=tuple(sorted(self._edition.covers)),
                complete=self._edition.complete,
                declared=self._edition.declared,
            ),
            files=self._hashes,
            mapping=self._publisher.mapping,
            rows=counts,
            licence=self._publisher.dataset.licence,
            policy=TRUSTED,
            scope=tuple(sorted(self._publisher.scope)),
        )

    def _report(
        self,
        rows: RowCounts,
        *,
        known: bool = False,
        position: int | None = None,
        proposed: int = 0,
        events: dict[str, int] | None = None,
        reasons: dict[str, int] | None = None,
    ) -> ImportReport:
        return ImportReport(
            publisher=self._publisher.name,
            dataset=self._publisher.dataset.slug,
            edition=self._edition.name,
            files=self._hashes,
            rows=rows,
            reasons=reasons or {},
            events=events or {},
            proposed=proposed,
            position=position,
            known=known,
        )

    def _now(self) -> str:
        return self._store.clock().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _counts(staging: Staging) -> RowCounts:
    counts = staging.outcomes()
    return RowCounts(
        stated_anew=counts.get(Outcome.ANEW, 0),
        stated_again=counts.get(Outcome.AGAIN, 0),
        refused=counts.get(Outcome.REFUSED, 0),
        not_data=counts.get(Outcome.NOT_DATA, 0),
    )
