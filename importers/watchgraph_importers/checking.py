"""Does what a row states keep the rules? All broken rules of a row, not the first only."""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain import edtf
from watchgraph.domain.values import Date, Money
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.checks import problems
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_importers.acts import Act, NotData, Stated
from watchgraph_importers.errors import FieldError, ManyFieldsError, Problem
from watchgraph_importers.publishers import Claims, Row
from watchgraph_importers.resolve import Resolver, kinds_of
from watchgraph_importers.tables import LINE

SEALED_LATER: Final = "unsealed-words"
"""The pipeline seals after checking."""

MAX_RECORD: Final = 400


class Checker:
    """Reads rows through the publisher and holds what they state against the vocabulary."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    def read(self, row: Row, claims: Claims) -> tuple[list[Act], list[Problem]]:
        """Return what a row states by a publisher's function, and what is wrong with it."""
        if row.idle:
            return [NotData(row.idle)], []
        acts: list[Act] = []
        try:
            acts.extend(claims(row))
        except FieldError as error:
            return acts, [problem(row, error.field, error.rule, str(error))]
        except ManyFieldsError as errors:
            return acts, [problem(row, error.field, error.rule, str(error)) for error in errors.errors]
        found = [issue for act in acts if isinstance(act, Stated) for issue in self._stated(row, act)]
        return acts, found

    def _stated(self, row: Row, stated: Stated) -> Iterator[Problem]:
        if not 0 < len(stated.record) <= MAX_RECORD:
            yield problem(row, stated.column, "bad-record", f"a record's id has 1 to {MAX_RECORD} characters")
        try:
            draft = self._resolver.draft(stated)
        except ValueError as error:
            yield problem(row, stated.column, "not-a-number", str(error))
            return
        for issue in problems(draft, kinds_of(stated).get):
            if issue.rule != SEALED_LATER:
                yield problem(row, _field(stated, issue.field), issue.rule, issue.message)
        yield from _times(row, stated)


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


def _field(stated: Stated, field: str) -> str:
    """Name the cell; in a claim file, the key within the line."""
    return stated.column or field


def problem(row: Row, column: str, rule: str, right: str) -> Problem:
    """Make the problem of a cell."""
    value = row[column] if column != LINE else ""
    sheet = row.sheet if row.file.lower().endswith(".xlsx") else ""
    return Problem(file=row.file, sheet=sheet, line=row.line, field=column, value=value, rule=rule, right=right)
