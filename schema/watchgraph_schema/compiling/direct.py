"""Values of parameters that variables give directly: resolvers are given placeholders once, and need no more calls."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from watchgraph_projections.catalogue.assumed import Assumed
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_schema.compiling.calls import Call
from watchgraph_schema.compiling.placeholders import Placeholder, Read, Values
from watchgraph_schema.compiling.running import NOW, Run
from watchgraph_schema.compiling.symbols import NotCompiledError, Opaque


class Direct(NamedTuple):
    """lasting: values that are the same each time. read: functions that give the others."""

    lasting: Mapping[str, object]
    read: Mapping[str, Read]

    def values(self, given: Values) -> dict[str, object]:
        """All of them for certain variables. Raises what resolvers would."""
        return {**self.lasting, **{name: read(given) for name, read in self.read.items()}}


def directly(calls: Sequence[Call], run: Run) -> Direct | None:
    """How variables give the values that calls gave for the parameters named after them; None where only calls tell.

    run: in which they were made the first time, for the variables that it has.
    """
    if not run.moment.now:
        return None
    named = tuple(f"{call.name}_" for call in calls)
    made = {name: value for name, value in run.values.items() if name.startswith(named)}
    try:
        found = _Trial(run).values_of(calls)
    except Exception:  # noqa: BLE001  # whatever a resolver tries with a placeholder: its calls tell
        return None
    direct = Direct(
        lasting={name: value for name, value in found.items() if not isinstance(value, Placeholder)},
        read={name: value.read for name, value in found.items() if isinstance(value, Placeholder)},
    )
    return direct if direct.values(run.variables.coerced) == made else None


class _Trial(Run):
    """A run whose resolvers are given placeholders, can read nothing, and know of the moment only that it is now."""

    def __init__(self, made: Run) -> None:
        some_time: int = Opaque()  # type: ignore[assignment]  # nobody can look at it
        moment = replace(made.moment, day=some_time, position=some_time)
        super().__init__(Assumed(made.backend, Standing(some_time, some_time), made.file), moment, made.variables)

    def values_of(self, calls: Sequence[Call]) -> Mapping[str, object]:
        """The values that they give. Raises NotCompiledError, and what resolvers raise."""
        try:
            for call in calls:
                self.again(call)
            if self._readers.keys() - {NOW}:
                raise NotCompiledError("it reads at a moment that is told by others")
            return {name: value for name, value in self.values.items() if name not in self._present}
        finally:
            self.part()

    def arguments(self, call: Call) -> dict[str, object]:
        if call.lasting is None or call.readers is None:
            raise NotCompiledError("only the library reads its arguments")
        return {**call.lasting, **{name: self._place(read) for name, read in call.readers.items()}}

    def _place(self, read: Read) -> object:
        """What stands for an argument. What a plan depends on is itself: whether there is one, flags, codes."""
        match read(self.variables.coerced):
            case None | bool() | Enum() as fixed:
                return fixed
            case str():
                return Placeholder(read)
        raise NotCompiledError("it takes more than texts")
