"""Placeholders: what stands for values of variables, so that a resolver tells once what it makes of any of them.

A resolver that only hands a value on, or gives it to functions that take placeholders, does the same with every value.
Whatever else is tried with a placeholder raises NotCompiledError: that resolver is called again for each request.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import NoReturn, TypeVar, cast

from watchgraph_schema.compiling.symbols import NotCompiledError, Opaque

GivenT = TypeVar("GivenT")
MadeT = TypeVar("MadeT")

Values = Mapping[str, object]
"""Values of variables, as the executor coerces them."""
Read = Callable[[Values], object]
"""Reads an argument, or what is made of it, from them."""


class Placeholder(Opaque):
    """Stands for what `read` gives for each request."""

    __slots__ = ("read",)

    def __init__(self, read: Read) -> None:
        self.read = read

    def __getattr__(self, name: str) -> NoReturn:
        """Refuse whatever the value would have."""
        raise NotCompiledError(f"it asks the value of a variable for `{name}`")


def takes_placeholders(function: Callable[[GivenT], MadeT]) -> Callable[[GivenT], MadeT]:
    """Let a function be given a placeholder: it is called once the value is known.

    The same value must always give the same result, or the same error.
    """

    @wraps(function)
    def either(given: GivenT) -> MadeT:
        if isinstance(given, Placeholder):
            read = cast("Callable[[Values], GivenT]", given.read)
            return Placeholder(lambda values: function(read(values)))  # type: ignore[return-value]  # stands for it
        return function(given)

    return either
