"""Rows with cells as nobody should write them, to show that an importer refuses and never falls over."""

from collections.abc import Iterable

from hypothesis import strategies as st

from watchgraph_importers.acts import Act, Judged, Stated
from watchgraph_importers.errors import FieldError, ManyFieldsError
from watchgraph_importers.publishers import Claims, Row

NASTY = (
    "—",
    "-",
    "?",
    "Unknown",
    "n/a",
    "NaN",
    "Infinity",
    "1e999",
    "1e-999999999",
    "-0",
    "1,5",
    "1.234,5",
    "٣",
    "²",
    "0000",
    "2019-02-30",
    "2019-13",
    "February 30, 2019",
    "9999-12-31",
    "A, B and C",
    ",",
    "[Ban](",
    "[Ban](javascript:alert(1))",
    "[](https://example.org)",
    "[Ban](https://exa mple.org/a)",
    "https://[::1",
    "x" * 500,
)


def rows(columns: Iterable[str], samples: Iterable[str] = (), *, edition: str = "test") -> st.SearchStrategy[Row]:
    """Rows of these columns: some cells sound (samples), some empty, some nasty, some any text at all."""
    cell = st.sampled_from(["", *samples, *NASTY]) | st.text(max_size=20).map(str.strip)
    cells = st.fixed_dictionaries(dict.fromkeys(sorted(columns), cell))
    return cells.map(
        lambda found: Row(
            file="made.csv", sheet="made", line=2, edition=edition, cells={k: v for k, v in found.items() if v}
        )
    )


def outcome(claims: Claims, row: Row) -> list[Act] | FieldError | ManyFieldsError:
    """What a row comes to. Any other exception is a defect of the importer, as is a record without an id."""
    try:
        acts = list(claims(row))
    except (FieldError, ManyFieldsError) as refused:
        return refused
    for act in acts:
        match act:
            case Stated(record=record):
                assert record
            case Judged(left=left, right=right):
                assert left.id != right.id
    return acts
