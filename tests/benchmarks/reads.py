"""Reading: what time travel costs those who do not use it, and those who do."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import Connection, Engine, event, select
from tests.benchmarks.generated import SEED, fill, generate
from tests.benchmarks.measuring import Finding, Scale, Unit, cost, in_turns, settled_heap, timed_each, typical
from tests.benchmarks.stores import TODAY, empty_log

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.databases import layout_version
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reading import FILE, Catalogue
from watchgraph_projections.follower import Follower
from watchgraph_projections.views import claims, entities, kinds, sources
from watchgraph_projections.views.claims import ClaimList, Through
from watchgraph_projections.views.entity_filters import Comparison, Condition, EntityFilter
from watchgraph_projections.views.evidence import EvidenceList
from watchgraph_projections.views.kinds import KindList
from watchgraph_projections.views.pages import Cut, read_page, read_pages

ENTITIES = 40
"""Entities read in one turn: three deployments to a vendor."""
LISTS = 10
"""Lists of a hundred read in one turn."""
PAGE = 20
LIST = 100
PAST_DAY = 20190101
PAST = 0.6
"""The share of the log that the past has seen."""

Statement = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One read at one moment, as the statements that it came to."""

    statements: tuple[Statement, ...]

    def ask(self, connection: sqlite3.Connection) -> None:
        """Run the statements and fetch what they find."""
        for text, parameters in self.statements:
            connection.execute(text, parameters).fetchall()


def reads(scale: Scale) -> list[Finding]:
    """Default reads against a schema without time travel, and reads in the past against default ones."""
    with empty_log() as log:
        fill(log, generate(scale.claims))
        folder = log.path.parent
        Follower.open(log, folder, day=TODAY).close()
        plain = folder / "plain"
        plain.mkdir()
        _without_time_travel(folder / FILE, plain / FILE)
        with closing(Catalogue.open(folder)) as whole, closing(Catalogue.open(plain)) as bare, settled_heap():
            return _Reading(whole, bare, scale.pairs).findings()


def _without_time_travel(path: Path, plain: Path) -> None:
    """Copy the tables of what holds now, with their indexes, into a database that has no others."""
    with closing(sqlite3.connect(plain)) as connection:
        connection.execute("attach ? as whole", (str(path),))
        made = "select name, sql from whole.sqlite_master where type = ? and sql is not null and tbl_name = ?"
        for name in metadata_now():
            for kind in ("table", "index"):
                for _, statement in connection.execute(made, (kind, name)).fetchall():
                    connection.execute(statement)
            connection.execute(f"insert into main.{name} select * from whole.{name} order by rowid")  # noqa: S608 - names of ours
        connection.commit()
        connection.execute("detach whole")
        connection.execute(f"pragma user_version = {layout_version()}")
        connection.execute("pragma journal_mode = wal")


def metadata_now() -> list[str]:
    """Name the tables that a schema without time travel has."""
    return [name for name in tables.metadata.tables if not name.endswith("_at")]


class _Reading:
    """One catalogue with time travel and one without, and the reads asked of both."""

    def __init__(self, whole: Catalogue, plain: Catalogue, pairs: int) -> None:
        self._whole, self._plain, self._pairs = whole, plain, pairs
        position, day = whole.standing()
        self.now = Moment(day=day, position=position, now=True)
        self.as_of_now = Moment(day=day, position=position, now=False)
        with whole.connect() as connection:
            self.past = Moment(day=PAST_DAY, position=_commit(connection, int(position * PAST)), now=False)
            self._ids = _sample(connection)

    def findings(self) -> list[Finding]:
        """Compare."""
        return [self._plans(), *self._as_of()]

    def _plans(self) -> Finding:
        questions = [*self._entities(self.now), *self._lists(self.now)]
        statements = [statement for question in questions for statement in question.statements]
        with lent(self._whole) as whole, lent(self._plain) as plain:
            differing = [each for each in statements if _work(whole, each) != _work(plain, each)]
            rounds = in_turns(self._pairs, lambda: _turn(questions, whole), lambda: _turn(questions, plain))
        times = sorted(cost(rounds))[len(rounds) // 2]
        return Finding(
            what="default read: statements with another plan, or more rows read, than without time travel",
            values=(float(len(differing)),),
            goal=0,
            unit=Unit.STATEMENTS,
            notes=(
                f"{len(statements)} statements of {len(questions)} reads, plan text and steps of SQLite's machine "
                f"compared; they take {times:.2f} x the time",
                *(text[:100] for text, _ in differing[:3]),
            ),
        )

    def _as_of(self) -> Iterator[Finding]:
        for what, read in (("an entity with its claims, evidence and sources", self._entities),
                           (f"an indexed list of {LIST} with the claims behind it", self._lists)):  # fmt: skip
            for when, moment in (("now", self.as_of_now), ("of the past", self.past)):
                yield self._against_now(f"as-of read {when} / default read: {what}", read(self.now), read(moment))

    def _against_now(self, what: str, now: Sequence[Question], then: Sequence[Question]) -> Finding:
        with lent(self._whole) as connection:
            rounds = in_turns(self._pairs, lambda: _turn(then, connection), lambda: _turn(now, connection))
        as_of, default = (typical(rounds, side) / len(now) * 1e3 for side in (0, 1))
        return Finding(
            what=what,
            values=cost(rounds),
            goal=3.0,
            notes=(f"SQL alone, {len(now)} reads a turn; {as_of:.3f} ms and {default:.3f} ms a read",),
        )

    def _entities(self, moment: Moment) -> list[Question]:
        with self._whole.connect() as connection:
            return [_recorded(lambda id_=id_: read_entity(connection, moment, id_)) for id_ in self._ids]  # type: ignore[misc]

    def _lists(self, moment: Moment) -> list[Question]:
        with self._whole.connect() as connection:
            return [_recorded(lambda code=code: read_list(connection, moment, code)) for code in _CODES[:LISTS]]  # type: ignore[misc]


_CODES = ("LIVE", "PLANNED", "ENDED") * 4


def read_entity(connection: Connection, moment: Moment, public: str) -> None:
    """Read what the API reads for an entity with its claims, their evidence and its sources."""
    shown = entities.shown_by_id(connection, moment, [public]).get(public)
    if shown is None:
        return
    if shown.kind in KIND_TABLES:
        kinds.headline_claims(connection, moment, shown.kind, [shown.key])
    cut = Cut(size=PAGE)
    page = read_pages(connection, ClaimList(through=Through.EITHER), moment, cut, [shown.key])
    found = [values for each in page.values() for values in each.values]
    if not found:
        return
    evidence = read_pages(connection, EvidenceList(), moment, cut, [values["key"] for values in found])
    cited = sorted({values["source"] for each in evidence.values() for values in each.values})
    sources.by_key(connection, moment, cited)
    named = {values[end] for values in found for end in ("subject", "object")} - {None}
    entities.by_key(connection, moment, sorted(named))


def read_list(connection: Connection, moment: Moment, status: str) -> None:
    """Read what the API reads for a filtered list of deployments with the claims behind their columns."""
    where = Condition(column="has_status", test=Comparison.EQUAL, values=(status,))
    page = read_page(
        connection, KindList(kind="Deployment", filter=EntityFilter(where=(where,))), moment, Cut(size=LIST)
    )
    keys = [values["key"] for values in page.values]
    if keys:
        behind = kinds.headline_claims(connection, moment, "Deployment", keys)
        claims.by_key(connection, moment, sorted({claim for each in behind.values() for claim in each.values()}))


def _recorded(read: Callable[[], None]) -> Question:
    """Note the statements that a read makes."""
    statements: list[Statement] = []

    def note(_connection: Connection, _cursor: object, text: str, parameters: tuple[object, ...], *_: object) -> None:
        if text != "begin":
            statements.append((text, tuple(parameters)))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return Question(statements=tuple(statements))


def _turn(questions: Sequence[Question], connection: sqlite3.Connection) -> float:
    return timed_each(lambda question: question.ask(connection), questions)


@contextmanager
def lent(catalogue: Catalogue) -> Iterator[sqlite3.Connection]:
    """Lend the driver's connection of a catalogue, with all that our own is set up with."""
    with catalogue.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        yield driver


def _work(connection: sqlite3.Connection, statement: Statement) -> tuple[list[str], int]:
    """Return the plan of a statement, and how many steps SQLite's machine takes: they grow with the rows read."""
    text, parameters = statement
    plan = [row[3] for row in connection.execute(f"explain query plan {text}", parameters)]
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    connection.set_progress_handler(step, 1)
    try:
        connection.execute(text, parameters).fetchall()
    finally:
        connection.set_progress_handler(None, 1)
    return plan, steps


def _commit(connection: Connection, position: int) -> int:
    commits = tables.commits.c.position
    found: int = connection.scalars(select(commits).where(commits <= position).order_by(commits.desc()).limit(1)).one()
    return found


def _sample(connection: Connection) -> list[str]:
    """Choose the entities that are read, the same ones each time."""
    chosen: list[str] = []
    random, entity = Random(SEED), tables.entity  # noqa: S311 - which rows are read, no secret
    for kind, count in (("Deployment", ENTITIES * 3 // 4), ("Organisation", ENTITIES // 4)):
        ids = list(connection.scalars(select(entity.c.id).where(entity.c.kind == kind).order_by(entity.c.key)))
        chosen += random.sample(ids, min(count, len(ids)))
    return chosen
