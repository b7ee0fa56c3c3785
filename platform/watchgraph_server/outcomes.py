"""How a command ends: 0 done, 1 the answer is an error, 2 wrong usage or input."""

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
        "bad-recorded-at",
        "bad-valid-at",
        "lines-refused",
        "file-refused",
        "import-refused",
        "no-files",
        "unknown-kind",
        "unknown-predicate",
        "unknown-publisher",
    }
)
"""Refusals of what was typed or of a file as a whole; any other refusal is an answer."""


def exit_status(error: WatchgraphError) -> int:
    """Tell whether the caller has to change the input, or has had the answer."""
    code = error.reason if isinstance(error, AnswerRefusedError) else error.code
    return BAD_INPUT if code in INPUT_CODES else ANSWER_IS_ERROR
