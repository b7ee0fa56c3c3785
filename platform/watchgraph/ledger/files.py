"""Files of commands, one a line: all checked before the first is carried out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec

from watchgraph.domain.identifiers import ROOT
from watchgraph.domain.units import contributor_unit
from watchgraph.errors import WatchgraphError
from watchgraph.ledger.base import Command
from watchgraph.ledger.drafts import Draft
from watchgraph.ledger.ledger import LOCAL, Ledger, Receipt, acting, operator
from watchgraph.ledger.lines import BrokenNameError, LineError, Names, broken_rules, name_of, read_line
from watchgraph.ledger.port import EventLog

COMMAND = uuid5(ROOT, "command")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """One line carried out. line: counted from 1. name: its local name, None where it has none."""

    line: int
    command: Command
    name: str | None
    receipt: Receipt


class LinesRefusedError(WatchgraphError):
    """Lines of the file break rules; nothing was written. `errors` holds all of them, by line."""

    code: ClassVar[str] = "lines-refused"

    def __init__(self, errors: Sequence[LineError]) -> None:
        first = errors[0]
        super().__init__(f"nothing written: {len(errors)} errors, the first in line {first.line}: {first.message}")
        self.errors = tuple(errors)


class _Pass:
    """One walk through a file, on the log or on a draft of it."""

    def __init__(self, log: EventLog, contributor: UUID | None, channel: str) -> None:
        self._log = log
        self._ledger = Ledger(log)
        self._contributor = contributor
        self._channel = channel
        self._names = Names()
        self._equal: Counter[str] = Counter()

    def carry_out(self, number: int, text: str) -> Applied:
        """Read a line and do what it asks. Raises whatever refuses it."""
        line = read_line(text, self._names)
        ask = line.command
        actor = operator() if self._contributor is None else acting(self._contributor, ask, self._channel)
        receipt = self._ledger.do(ask, by=actor, command=line.id or self._id(ask))
        self._names.define(line.name, receipt.about)
        return Applied(line=number, command=ask, name=line.name, receipt=receipt)

    def break_name(self, text: str) -> None:
        """Remember that the line's name stands for nothing."""
        self._names.define(name_of(text), None)

    def _id(self, ask: Command) -> UUID:
        """Name the command by who asks for what, and an ordinal among equals: the same file again changes nothing.

        Keyed, so that words which must be erasable cannot be guessed from the id.
        """
        unit = "operator" if self._contributor is None else contributor_unit(self._contributor)
        digest = self._log.keys.digest(unit, msgspec.json.encode(ask, order="sorted").decode())
        self._equal[digest] += 1
        return uuid5(COMMAND, f"{digest} {self._equal[digest]}")


def apply(log: EventLog, lines: Sequence[str], *, contributor: UUID | None, channel: str = LOCAL) -> list[Applied]:
    """Carry out a file of commands, each in a transaction of its own; blank lines and `#` comments are skipped.

    contributor: who acts, None for whoever runs the store. Each line is tried on a draft first: raises
    LinesRefusedError with every broken rule, nothing written. Repeating a file changes nothing, and goes on where
    a crash left off.
    """
    numbered = [
        (number, text) for number, text in enumerate(lines, 1) if text.strip() and not text.lstrip().startswith("#")
    ]
    if errors := _checked(log, numbered, contributor, channel):
        raise LinesRefusedError(errors)
    run = _Pass(log, contributor, channel)
    return [run.carry_out(number, text) for number, text in numbered]


def _checked(
    log: EventLog, numbered: Sequence[tuple[int, str]], contributor: UUID | None, channel: str
) -> list[LineError]:
    draft = _Pass(Draft(log), contributor, channel)
    errors: list[LineError] = []
    for number, text in numbered:
        try:
            draft.carry_out(number, text)
        except WatchgraphError as error:
            draft.break_name(text)
            errors += (
                LineError(line=number, field=field, code=code, message=message)
                for field, code, message in broken_rules(error)
                if code != BrokenNameError.code
            )
    return errors
