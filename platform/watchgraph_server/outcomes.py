"""How a command ends: 0 done, 1 the answer is an error, 2 wrong usage or input."""

import sys
from typing import ClassVar, Final

from watchgraph.errors import WatchgraphError

ANSWER_IS_ERROR: Final = 1
BAD_INPUT: Final = 2


class BadInputError(WatchgraphError):
    """What was typed, or a file that was named, cannot be used; nothing was written."""

    code: ClassVar[str] = "bad-input"


class AnswerRefusedError(WatchgraphError):
    """The API refused a question that this program asked for its caller. reason: the API's code."""

    code: ClassVar[str] = "answer-refused"

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


INPUT_CODES: Final = frozenset(
    {
        BadInputError.code,
        "backup-refused",
        "bad-citation",
        "store-unusable",
        "bad-recorded-at",
        "bad-valid-at",
        "catalogue-missing",
        "database-refused",
        "database-unavailable",
        "lines-refused",
        "file-refused",
        "keys-not-empty",
        "log-not-empty",
        "graph-unusable",
        "import-refused",
        "no-files",
        "other-layout",
        "unknown-kind",
        "unknown-predicate",
        "unknown-publisher",
        "unsafe-address",
    }
)
"""Refusals of what was typed or of a file as a whole; any other refusal is an answer."""


class StoreUnusableError(WatchgraphError):
    """The files of the store cannot be read or written: no such folder, no right to it, damaged, or in use."""

    code: ClassVar[str] = "store-unusable"


def stable_code(error: WatchgraphError) -> str:
    """Give the code of a refusal: the API's own where the API refused."""
    return error.reason if isinstance(error, AnswerRefusedError) else error.code


def of_the_store(error: Exception, folder: str) -> StoreUnusableError | None:
    """Tell what fails in the store's files or database in words; None for an error of another kind.

    What reads a caller's file turns its errors into refusals itself, so that what is left here is the store's.
    """
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - read when something failed, not at every start

    cause = error.orig if isinstance(error, DBAPIError) else error
    words = _of_the_database(cause)
    if words is not None:
        return StoreUnusableError(f"The store in PostgreSQL cannot be used: {words}.")
    words = _of_a_file(cause)
    if words is None:
        return None
    advice = "Another command may be writing: try again" if "locked" in words else "WATCHGRAPH_DATA names its folder"
    return StoreUnusableError(f"The store in {folder} cannot be used: {words}. {advice}.")


def _of_a_file(cause: BaseException | None) -> str | None:
    import sqlite3  # noqa: PLC0415

    if isinstance(cause, FileExistsError | NotADirectoryError):
        return "that is a file, and should be a folder"
    if isinstance(cause, OSError):
        return f"{cause.strerror or cause}" + (f": {cause.filename}" if cause.filename else "")
    return str(cause) if isinstance(cause, sqlite3.DatabaseError) else None


def _of_the_database(cause: BaseException | None) -> str | None:
    """Give what the server said; its driver is imported only where a setting names a database."""
    if "psycopg" not in sys.modules:
        return None
    import psycopg  # noqa: PLC0415

    if not isinstance(cause, psycopg.Error):
        return None
    return (cause.diag.message_primary or str(cause).partition("\n")[0]).rstrip(".")


def of_the_settings(error: Exception) -> BadInputError | None:
    """Tell which setting cannot be read, without what it is set to: that may be a secret. None for another error."""
    from pydantic import ValidationError  # noqa: PLC0415 - read when something failed, not at every start

    if not isinstance(error, ValidationError):
        return None
    first, *_ = error.errors(include_input=False, include_url=False)
    name = "_".join(map(str, first["loc"])).upper()
    setting = name if name.startswith("OTEL_") else f"WATCHGRAPH_{name.removeprefix('WATCHGRAPH_')}"
    said = first["msg"].removeprefix("Value error, ")
    return BadInputError(f"{setting} cannot be used: {said[:1].lower()}{said[1:]}.")


def exit_status(error: WatchgraphError) -> int:
    """Tell whether the caller has to change the input, or has had the answer."""
    return BAD_INPUT if stable_code(error) in INPUT_CODES else ANSWER_IS_ERROR
