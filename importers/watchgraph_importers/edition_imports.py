"""One edition on its way from files to a commit."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID, uuid5

from watchgraph.domain.events.datasets import Edition, ImportCompleted, RowCounts
from watchgraph.domain.identifiers import ROOT, canonical, dataset_id
from watchgraph.log import Actor, Log, seal_body
from watchgraph.log.store import utc_now
from watchgraph_importers import quarantines
from watchgraph_importers.checking import Checker
from watchgraph_importers.drafts import Resolver
from watchgraph_importers.errors import ImportContestedError, ImportRefusedError, Problem, in_order
from watchgraph_importers.identification import Identification
from watchgraph_importers.inputs import Input
from watchgraph_importers.parts import is_part, was_part
from watchgraph_importers.publishers import TRUSTED, Published, Publisher
from watchgraph_importers.reading import EditionReader
from watchgraph_importers.reports import ImportReport, TableReport
from watchgraph_importers.stager import CheckedRow, Stager
from watchgraph_importers.staging import Outcome, Staging

IMPORT: Final = uuid5(ROOT, "import")
BATCH: Final = 200
MAX_PROBLEMS: Final = 10_000
"""So many are kept; the rest is counted."""

KeyT = TypeVar("KeyT")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStore:
    """Where imports go. staging: folder of the staging files, beside the log.

    identification: matches the names that an import brings with those of others; None leaves them unmatched.
    """

    log: Log
    staging: Path
    clock: Callable[[], datetime] = utc_now
    identification: Identification | None = None

    def now(self) -> str:
        """Tell the time, as RFC 3339 UTC."""
        return self.clock().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How an import is to go.

    dry: everything but the commit; broken rows are reported, not raised. quarantine: where broken rows are filed
    (a folder, or a file whose name ends in .csv) while the sound ones are kept; None: one broken row refuses all.
    begun: told the data set and edition that is read next, and about how many rows it has, None where not known.
    watch: told the number of rows of it that are staged, after each batch.
    part: whoever imports says that the files hold a part of the publisher's edition.
    """

    dry: bool = False
    part: bool = False
    quarantine: Path | None = None
    begun: Callable[[str, int | None], None] = lambda _name, _rows: None
    watch: Callable[[int], None] = lambda _rows: None

    @property
    def keeps_sound_rows(self) -> bool:
        """Whether broken rows are counted and left out."""
        return self.dry or self.quarantine is not None


class EditionImport:
    """Files of one edition, to be staged and then committed. `known` tells first whether there is anything to do."""

    def __init__(
        self, publisher: Publisher, edition: Published, inputs: Sequence[Input], store: ImportStore, manner: Manner
    ) -> None:
        self._publisher = publisher
        self._edition = edition
        self._inputs = sorted(inputs, key=lambda each: each.file.name)
        self._store = store
        self._manner = manner
        self._keys = store.log.keys.draft() if manner.dry else store.log.keys
        self._hashes = {each.file.name: each.file.sha256 for each in self._inputs}
        identity = canonical(
            [publisher.dataset.slug, edition.name, str(publisher.mapping), sorted(self._hashes.values())]
        )
        self._command = uuid5(IMPORT, identity)
        self._digest = hashlib.sha256(identity.encode()).hexdigest()
        self._problems: list[Problem] = []
        self._total = 0
        self.path = store.staging / f"{'dry-' if manner.dry else ''}{self._command}.sqlite"

    @property
    def name(self) -> str:
        """The data set and its edition, for messages."""
        return f"{self._publisher.name} {self._edition.name}"

    def announce(self) -> None:
        """Say that it begins, and about how many rows it has: so many lines, None where lines tell nothing."""
        lines = [each.file.lines_about() for each in self._inputs if each.tables]
        self._manner.begun(self.name, None if None in lines else sum(filter(None, lines)))

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
        """Return the report of the same import made before, None where it is new or is only tried."""
        if self._manner.dry or self._store.log.former(self._command) is None:
            return None
        events = [event.body for event in self._store.log.stream(self._stream)]
        mine = [body for body in events if isinstance(body, ImportCompleted) and self._is_mine(body)]
        # Without it the command was somebody else's: the log then refuses this one by its digest.
        return replace(self._report(mine[-1].rows), part=mine[-1].edition.part, known=True) if mine else None

    def _is_mine(self, body: ImportCompleted) -> bool:
        same_bytes = sorted(body.files.values()) == sorted(self._hashes.values())
        return same_bytes and body.mapping == self._publisher.mapping and body.edition.name == self._edition.name

    @property
    def _stream(self) -> UUID:
        return dataset_id(self._publisher.dataset.slug)

    def stage(self, staging: Staging) -> None:
        """Check all rows and stage those that no earlier run has staged.

        Raises ImportRefusedError where anything is wrong that may not be left out.
        """
        self._problems.clear()
        self._total = 0
        resolver = Resolver(self._publisher, self._edition, self._hashes, self._keys)
        stager = Stager(self._publisher, resolver, self._store.log, self._keys, staging)
        stager.begin([each.file for each in self._inputs], self._edition.name, self._store.now())
        reader = EditionReader(self._publisher, self._edition, self._inputs)
        rows = self._checked(reader, Checker(resolver), staging.rows_done())
        while batch := list(islice(rows, BATCH)):
            if self._manner.keeps_sound_rows or not self._total:
                stager.batch(batch)
            self._manner.watch(batch[-1].number)
        self._note(reader.problems)
        if self._total and not (self._manner.dry or (self._manner.quarantine and not reader.problems)):
            staging.discard()
            raise ImportRefusedError(sorted(self._problems, key=in_order), self._total)

    def identify(self, staging: Staging) -> None:
        """Judge which of the names staged mean what is known already, and which mean each other; describe cities."""
        if self._store.identification is not None:
            self._store.identification.judge(staging)
            self._store.identification.describe(staging, self._store.now())

    def _checked(self, reader: EditionReader, checker: Checker, done: int) -> Iterator[CheckedRow]:
        for number, read in enumerate(reader.rows(), start=1):
            if number > done:
                acts, found = checker.read(read.row, read.claims)
                problems = _once(read.problems, found)
                self._note(problems)
                yield CheckedRow(number, read.row, acts, problems)

    def _note(self, problems: Sequence[Problem]) -> None:
        self._total += len(problems)
        self._problems.extend(problems[: MAX_PROBLEMS - len(self._problems)])

    def commit(self, staging: Staging, actor: Actor) -> ImportReport:
        """Append all that is staged, and the import's own event, as one commit. Raises ConflictError.

        Rows to be corrected are filed before anything is written. A dry import writes nothing.
        """
        report = replace(
            self._report(_added(staging.outcomes().values())),
            tables=tuple(_tables(staging)),
            part=self._is_part(staging),
            reasons=_summed(staging.reasons().values()),
            proposed=staging.proposed(),
            problems=tuple(sorted(self._problems, key=in_order)),
            broken=self._total,
            quarantine=self._file_refused(staging),
        )
        completed = self._completed(report.rows, part=report.part)
        events = Counter(staging.topics()) + Counter({completed.TOPIC: 1})
        if self._manner.dry:
            known = self._store.log.former(self._command) is not None
            return replace(report, events={} if known else events, known=known, dry=True)
        return replace(report, events=events, position=self._append(staging, completed, actor))

    def _append(self, staging: Staging, completed: ImportCompleted, actor: Actor) -> int:
        version = (staging.version(self._stream) or len(self._store.log.stream(self._stream))) + 1
        body = seal_body(self._stream, version, completed, self._keys)
        last = (self._stream.hex, version, completed.TOPIC, body)
        return self._store.log.append_staged(
            chain(staging.events(), [last]),
            size=staging.size() + 1,
            command=self._command,
            actor=actor,
            digest=self._digest,
        )

    def _file_refused(self, staging: Staging) -> str | None:
        path = self._manner.quarantine
        if path is None:
            return None
        if path.suffix.lower() != ".csv":
            path /= f"{self._publisher.name}-{self._edition.name}.quarantine.csv"
        return str(path) if quarantines.write(path, staging.refused()) else None

    def _is_part(self, staging: Staging) -> bool:
        if self._manner.part:
            return True
        if any(each.corrects for each in self._inputs):  # They are as whole as the files that they put right.
            events = [event.body for event in self._store.log.stream(self._stream)]
            return was_part(self._edition.name, events)
        return is_part(self._edition, self._inputs, staging.outcomes())

    def _completed(self, counts: RowCounts, *, part: bool) -> ImportCompleted:
        whole = not counts.refused and not any(each.corrects for each in self._inputs)
        return ImportCompleted(
            edition=Edition(
                name=self._edition.name,
                published=self._edition.published,
                covers=tuple(sorted(self._edition.covers)),
                complete=self._edition.complete and whole,
                declared=self._edition.declared,
                part=part,
            ),
            files=self._hashes,
            mapping=self._publisher.mapping,
            rows=counts,
            licence=self._publisher.dataset.licence,
            policy=TRUSTED,
            scope=tuple(sorted(self._publisher.scope)),
        )

    def _report(self, rows: RowCounts) -> ImportReport:
        return ImportReport(
            publisher=self._publisher.name,
            dataset=self._publisher.dataset.slug,
            edition=self._edition.name,
            files=self._hashes,
            rows=rows,
            declared=self._edition.declared,
        )


def _once(read: Sequence[Problem], stated: Sequence[Problem]) -> tuple[Problem, ...]:
    """Join what is wrong with the cells of a row and with what they state; a cell breaks a rule once."""
    broken = {(each.field, each.rule) for each in read}
    return (*read, *(each for each in stated if (each.field, each.rule) not in broken))


def _tables(staging: Staging) -> Iterator[TableReport]:
    reasons = staging.reasons()
    for part, counts in staging.outcomes().items():
        file, sheet = part
        rows = _added([counts])
        named = sheet if file.lower().endswith(".xlsx") else ""
        yield TableReport(file=file, sheet=named, rows=rows, reasons=reasons[part])


def _added(tables: Iterable[Mapping[Outcome, int]]) -> RowCounts:
    counts = _summed(tables)
    return RowCounts(
        stated_anew=counts.get(Outcome.ANEW, 0),
        stated_again=counts.get(Outcome.AGAIN, 0),
        refused=counts.get(Outcome.REFUSED, 0),
        not_data=counts.get(Outcome.NOT_DATA, 0),
    )


def _summed(tables: Iterable[Mapping[KeyT, int]]) -> dict[KeyT, int]:
    found: dict[KeyT, int] = {}
    for table in tables:
        for key, count in table.items():
            found[key] = found.get(key, 0) + count
    return found
