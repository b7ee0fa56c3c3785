"""Reading the fields of a line: each by itself, so that all that is wrong with it is told at once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from watchgraph.domain import edtf
from watchgraph.vocabulary import nearest
from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_importers.errors import FieldError

Given = TypeVar("Given")
Read = TypeVar("Read")


class Fields:
    """Reads the fields of a line one after the other and keeps what went wrong."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    def read(self, reader: Callable[[str, Given], Read], field: str, given: Given) -> Read | None:
        """Return what the reader makes of the field, None where it raises FieldError."""
        try:
            return reader(field, given)
        except FieldError as error:
            self.errors.append(error)
            return None


def check_code(field: str, code: str, codes: CodeList) -> None:
    """Raise FieldError unless the list has the code."""
    if code not in codes.codes:
        raise unknown("code", field, code, codes.codes)


def check_date(field: str, text: str) -> None:
    """Raise FieldError unless the text is EDTF or empty."""
    try:
        edtf.parse(text, Persistence.OCCURRENCE)
    except edtf.EdtfError as error:
        raise FieldError(error.code, field, str(error)) from error


def unknown(what: str, field: str, name: str, names: Iterable[str]) -> FieldError:
    """Make the error for a name that is not known, with the nearest ones."""
    return FieldError(f"unknown-{what}", field, f"unknown {what} {name!r}{nearest(name, names)}")
