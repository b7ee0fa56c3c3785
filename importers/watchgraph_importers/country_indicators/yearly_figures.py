"""What all the files share: a year and a number in a cell, and the claim that they make."""

import re
from typing import Final

from watchgraph.domain.statements import Modality
from watchgraph.domain.values import Code, Quantity
from watchgraph_importers.acts import EntityKey, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.publishers import Row

COLLECTION: Final = "country-indicators"

_YEAR = re.compile(r"([12]\d{3})(?:\.0)?", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?", re.ASCII)


def year_of(row: Row, column: str) -> str:
    """Read the year of a row. Raises FieldError."""
    found = _YEAR.fullmatch(row[column])
    if found is None:
        raise FieldError("not-a-year", column, "should be a year of four digits, such as 2019")
    return found[1]


def number_of(row: Row, column: str) -> str:
    """Read a decimal, empty for an empty cell. Raises FieldError."""
    text = row[column]
    if text and not _NUMBER.fullmatch(text):
        raise FieldError("not-a-number", column, "should be a number with a decimal point, or blank")
    return text


def quantity_of(row: Row, column: str, unit: str) -> Quantity | None:
    """Read a figure, None for an empty cell. Raises FieldError."""
    number = number_of(row, column)
    return Quantity(min=number, max=number, unit=unit) if number else None


def observed(
    country: EntityKey,
    year: str,
    predicate: str,
    value: Value,
    column: str,
    *,
    qualifiers: tuple[tuple[str, Value], ...] = (),
) -> Stated:
    """State the figure or class of a country in a year. The record is the two together: there is no other id.

    A class is what its publisher decided; a figure is estimated.
    """
    return Stated(
        record=f"{country.native}:{year}",
        subject=country,
        predicate=predicate,
        object=value,
        qualifiers=qualifiers,
        column=column,
        valid=year,
        modality=Modality.FACT if isinstance(value, Code) else Modality.ESTIMATE,
        slot_by_time=True,
    )
