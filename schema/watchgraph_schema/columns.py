"""What columns hold, as the API shows it: flags, codes, texts that may be empty, days. Symbols are taken, too."""

from enum import Enum
from typing import TypeVar

import msgspec
from sqlalchemy import func

from watchgraph_schema.compiling.symbols import NotCompiledError, as_json, expressed, symbolic

EnumT = TypeVar("EnumT", bound=Enum)


@expressed(lambda number: number, sure=None)
def flag(number: int) -> bool:
    """Read 0 or 1."""
    return bool(number)


@expressed(lambda text: func.nullif(text, ""))
def stated(text: str) -> str | None:
    """Read a text that is empty where nothing is stated."""
    return text or None


@expressed(lambda text, usual: func.coalesce(func.nullif(text, ""), usual), sure=True)
def either(text: str | None, usual: str) -> str:
    """Read a text that is missing or empty where it is the usual one."""
    return text or usual


@as_json
def texts(listed: str) -> list[str]:
    """Read a JSON list of texts."""
    return msgspec.json.decode(listed, type=list[str])


@expressed(func.upper, sure=None)
def capitals(text: str) -> str:
    """Write a code in capitals, as GraphQL has it."""
    return text.upper()


def member(codes: type[EnumT], code: str) -> EnumT:
    """Read a code. A symbol is handed on: the database holds what GraphQL calls it."""
    if symbolic(code):
        if any(each.name != each.value for each in codes):
            raise NotCompiledError(f"{codes.__name__} has names of its own in GraphQL")
        return code  # type: ignore[return-value]  # a symbol stands for the member
    return codes(code)
