"""Does what a row states keep the rules? All broken rules of a row, not the first only."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from watchgraph.domain import edtf
from watchgraph.domain.values import Date, Money, Text
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.checks import Problem as Broken
from watchgraph.vocabulary.checks import problems
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_importers.acts import Act, NotData, Stated
from watchgraph_importers.drafts import Draft, Resolver
from watchgraph_importers.errors import FieldError, ManyFieldsError, Problem
from watchgraph_importers.publishers import Claims, Row
from watchgraph_importers.reading import line_of
from watchgraph_importers.shapes import Shape, shape_of
from watchgraph_importers.tables import LINE

SEALED_LATER: Final = "unsealed-words"
"""The pipeline seals after checking."""

MAX_RECORD: Final = 400
MAX_SHAPES: Final = 20_000
UNFORESEEN: Final = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What careless code raises over a cell."""


class Checker:
    """Reads rows through the publisher and holds what they state against the vocabulary."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._sound: set[Shape] = set()

    def read(self, row: Row, claims: Claims) -> tuple[list[Act | Draft], list[Problem]]:
        """Return what a row states by a publisher's function, statements as drafts, and what is wrong with it.

        Nothing that a publisher's function raises stops the import: what it did not foresee is the row's problem.
        """
        if row.idle:
            return [NotData(row.idle)], []
        acts: list[Act | Draft] = []
        found: list[Problem] = []
        try:
            stated = _with_padding(row, claims(row)) if row.padded else claims(row)
            acts.extend(self._draft(row, act, found) if isinstance(act, Stated) else act for act in stated)
        except FieldError as error:
            return acts, [problem(row, error.field, error.rule, str(error))]
        except ManyFieldsError as errors:
            return acts, [problem(row, error.field, error.rule, str(error)) for error in errors.errors]
        except UNFORESEEN as error:
            right = f"the importer cannot read this row ({type(error).__name__}: {error}): please report it"
            return acts, [problem(row, "", "unreadable-row", right)]
        return acts, found

    def _draft(self, row: Row, stated: Stated, found: list[Problem]) -> Act | Draft:
        if not 0 < len(stated.record) <= MAX_RECORD:
            right = f"a record's id has 1 to {MAX_RECORD} characters"
            found.append(problem(row, stated.column, "bad-record", right))
        try:
            draft = self._resolver.draft(stated)
        except ValueError as error:
            found.append(problem(row, stated.column, "not-a-number", str(error)))
            return stated
        shape = shape_of(stated)
        if shape in self._sound:
            return draft
        before = len(found)
        broken = problems(draft.statement, draft.kinds().get)
        found.extend(_problem_of(row, stated, issue) for issue in broken if issue.rule != SEALED_LATER)
        found.extend(_times(row, stated))
        if shape is not None and len(found) == before and len(self._sound) < MAX_SHAPES:
            self._sound.add(shape)
        return draft


def _with_padding(row: Row, acts: Iterator[Act]) -> Iterator[Act]:
    """State a name that is a whole cell with the white space around it too: so exactly the file has it."""
    for act in acts:
        yield act
        if isinstance(act, Stated) and act.predicate == "name" and isinstance(act.object, Text):
            padded = row.padded.get(act.column)
            if padded is not None and act.object.text == row[act.column]:
                yield replace(act, object=Text(text=padded, lang="und"))


def _times(row: Row, stated: Stated) -> Iterator[Problem]:
    declared = PREDICATES.get(stated.predicate)
    dates = [("valid", stated.valid, declared.persistence if declared else Persistence.STATE)]
    if isinstance(stated.object, Date):
        dates.append(("object", stated.object.edtf, Persistence.OCCURRENCE))
    if isinstance(stated.object, Money) and stated.object.date is not None:
        dates.append(("object", stated.object.date, Persistence.OCCURRENCE))
    if stated.proof is not None:
        dates.append(("published", stated.proof.published, Persistence.OCCURRENCE))
    for field, text, persistence in dates:
        try:
            edtf.parse(text, persistence)
        except edtf.EdtfError as error:
            yield problem(row, _field(stated, field), error.code, str(error))


def _problem_of(row: Row, stated: Stated, issue: Broken) -> Problem:
    return problem(row, _field(stated, issue.field), issue.rule, issue.message)


def _field(stated: Stated, field: str) -> str:
    """Name the cell; in a claim file, the key within the line."""
    return stated.column or field


def problem(row: Row, column: str, rule: str, right: str) -> Problem:
    """Make the problem of a cell."""
    value = row[column] if column != LINE else ""
    sheet = row.sheet if row.artifact.lower().endswith(".xlsx") else ""
    line = line_of(row)
    return Problem(file=row.artifact, sheet=sheet, line=line, field=column, value=value, rule=rule, right=right)
