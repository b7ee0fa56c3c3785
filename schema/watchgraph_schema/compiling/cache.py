"""Plans that were made, by operation and shape of its variables; and what is known not to compile."""

import logging
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from graphql import GraphQLError, Undefined, VariableDefinitionNode, coerce_input_value
from graphql.execution.values import VariableValues, get_variable_values

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.connections import Reading, StatementRefusedError
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_schema.compiling.plans import Plan, plan
from watchgraph_schema.compiling.running import NO_VARIABLES, Run, ShapeChangedError
from watchgraph_schema.compiling.symbols import NotCompiledError, NotThisTimeError
from watchgraph_schema.documents import Prepared, weigh
from watchgraph_schema.schema import CORE

logger = logging.getLogger(__name__)

SHAPES_KEPT = 32
"""Shapes of variables of one operation that have plans at a time."""
VARIANTS_KEPT = 4
"""Plans of one such shape: cursors of earlier moments, and of rows without a value, need others than those of now."""


@dataclass(slots=True)
class _Known:
    """Plans of one shape, the last used first. refused: why there will be none. making: held by who makes one."""

    plans: list[Plan] = field(default_factory=list)
    refused: str | None = None
    making: Lock = field(default_factory=Lock)


class _Bound(NamedTuple):
    """A plan, and the values that it is run with this time."""

    plan: Plan
    values: Mapping[str, object]


class Plans:
    """Answers what compiles. Threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: WeakKeyDictionary[Prepared, dict[Hashable, _Known]] = WeakKeyDictionary()

    def data(
        self,
        ready: Prepared,
        variables: Mapping[str, object] | None,
        reading: Reading,
        moment: Moment,
        *,
        makes: bool = True,
    ) -> str:
        """The JSON of `data`. Raises NotCompiledError wherever the executor should answer, errors of callers included.

        moment: what is now. makes: whether to make a plan where there is none, which takes a while.
        """
        coerced = _coerced(ready, variables)
        known = self._of(ready, (reading.backend, moment.now, shape_of_values(coerced.coerced)))
        if known.refused is not None:
            raise NotCompiledError(known.refused)
        try:
            return self._answered(known, ready, coerced, reading, moment, makes=makes)
        except NotCompiledError:
            raise
        except (WatchgraphError, GraphQLError) as error:
            raise NotCompiledError(f"the executor should say what is wrong: {error}") from error
        except Exception as error:
            logger.exception("A document could not be answered by one statement", extra={"operation": ready.name})
            raise NotCompiledError("the compiler failed") from error

    def made_before(
        self, ready: Prepared, variables: Mapping[str, object] | None, reading: Reading, moment: Moment
    ) -> tuple[Plan, Mapping[str, object]]:
        """A plan that is there already, and its values. Raises NotCompiledError where anything has to be read first."""
        try:
            coerced = _coerced(ready, variables)
            known = self._of(ready, (reading.backend, moment.now, shape_of_values(coerced.coerced)))
            for made in known.plans:
                if made.figures:
                    raise NotCompiledError("something has to be worked out first")
                try:
                    return made, made.bind(reading, moment, coerced)
                except ShapeChangedError:
                    continue
        except WatchgraphError as error:
            raise NotCompiledError("something has to be read first") from error
        raise NotCompiledError("there is no plan yet")

    def _answered(
        self,
        known: _Known,
        ready: Prepared,
        variables: VariableValues,
        reading: Reading,
        moment: Moment,
        *,
        makes: bool,
    ) -> str:
        bound = _bound(known, reading, moment, variables)
        if not makes and (bound is None or bound.plan.figures):
            raise NotCompiledError("its plan is still to be made, or something to be worked out")
        is_new = False
        if bound is None:
            with known.making:  # others that ask the same at this time use what comes of it
                bound = _bound(known, reading, moment, variables)
                is_new = bound is None
                bound = bound or self._made(known, ready, variables, reading, moment)
        figures = _worked_out(known, bound.plan, reading, moment, variables)
        return (_read_first if is_new else _read)(reading, known, bound, figures)

    def _made(
        self, known: _Known, ready: Prepared, variables: VariableValues, reading: Reading, moment: Moment
    ) -> _Bound:
        if known.refused is not None:
            raise NotCompiledError(known.refused)
        run = Run(reading, moment, variables)
        try:
            made, values = plan(ready, variables, run)
        except NotThisTimeError:
            raise
        except NotCompiledError as error:
            known.refused = str(error)
            raise
        except (WatchgraphError, GraphQLError):
            raise
        except Exception:
            known.refused = "the compiler failed"
            raise
        run.end()
        known.plans = [made, *known.plans[: VARIANTS_KEPT - 1]]
        self._weigh(ready)
        return _Bound(made, values)

    def _weigh(self, ready: Prepared) -> None:
        with self._lock:
            shapes = tuple(self._known.get(ready, {}).values())
        weigh(ready, sum(len(each.statement.sql) for shape in shapes for each in shape.plans))

    def _of(self, ready: Prepared, shape: Hashable) -> _Known:
        shapes = self._known.get(ready)
        if shapes is not None and (known := shapes.get(shape)) is not None:
            return known
        with self._lock:
            shapes = self._known.setdefault(ready, {})
            if shape not in shapes:
                if len(shapes) >= SHAPES_KEPT:
                    del shapes[next(iter(shapes))]
                shapes[shape] = _Known()
            return shapes[shape]


def _bound(known: _Known, reading: Reading, moment: Moment, variables: VariableValues) -> _Bound | None:
    """The first plan that fits, with its values; None where there is none yet."""
    for made in known.plans:
        try:
            return _Bound(made, made.bind(reading, moment, variables))
        except ShapeChangedError:
            continue
    return None


def _coerced(ready: Prepared, variables: Mapping[str, object] | None) -> VariableValues:
    if not ready.declared:
        return NO_VARIABLES
    given = variables or {}
    read = _read_shortly(ready, given)
    if read is not None:
        return VariableValues(sources={}, coerced=read)
    declared: tuple[VariableDefinitionNode, ...] = ready.operation.variable_definitions or ()
    found = get_variable_values(CORE, declared, dict(given), max_errors=1)
    if not isinstance(found, VariableValues):
        raise NotCompiledError("its variables do not fit")
    return found


def _read_shortly(ready: Prepared, given: Mapping[str, object]) -> dict[str, object] | None:
    """The values, as the library reads them; None where that has more to say, of defaults and of what does not fit."""
    found: dict[str, object] = {}
    for name, is_text, type_, optional in ready.declared:
        if name in given:
            value = given[name]
            found[name] = value if is_text and isinstance(value, str) else coerce_input_value(value, type_)
            if found[name] is Undefined:
                return None
        elif not optional:
            return None
    return found


def shape_of_values(value: object) -> Hashable:
    """What a statement depends on: which variables are given and not null, flags, codes, keys of objects."""
    if value is None or isinstance(value, bool | Enum):
        return value
    if isinstance(value, dict):
        return tuple([(name, shape_of_values(each)) for name, each in value.items()])
    return type(value).__name__


def _worked_out(
    known: _Known, made: Plan, reading: Reading, moment: Moment, variables: VariableValues
) -> Sequence[str]:
    """The texts of what is worked out. What never can be beside a statement is remembered."""
    try:
        return [each.written(reading, moment, variables) for each in made.figures]
    except NotThisTimeError:
        raise
    except NotCompiledError as error:
        known.refused = str(error)
        raise


def _read(reading: Reading, _known: _Known, made: _Bound, figures: Sequence[str]) -> str:
    return made.plan.answer(reading, made.values, figures)


def _read_first(reading: Reading, known: _Known, made: _Bound, figures: Sequence[str]) -> str:
    """Run a new statement. One that the database does not prepare is remembered."""
    try:
        return made.plan.answer(reading, made.values, figures)
    except StatementRefusedError as error:
        known.refused = f"the database does not prepare it: {error}"
        raise
