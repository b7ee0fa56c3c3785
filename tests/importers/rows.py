"""Rows made for tests, cells that nobody foresaw among them, and what importers say of rows."""

from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from watchgraph_importers.acts import Act, EntityKey, Judged, Stated, Value
from watchgraph_importers.errors import FieldError, ManyFieldsError
from watchgraph_importers.publishers import Claims, Row

_ODD = (
    *("", "Unknown", "—", "-", "?", "n/a", "null", "0000", "٣", "²", "x" * 500),
    *("0", "1", "1.0", "-0", "-3", "1,250", "1,5", "1.234,5", "NaN", "Infinity", "1e999", "1e-999999999"),
    *("12/13/2020", "31/02/2021", "2019-02-30", "2019-13", "2020-13-01", "February 30, 2019", "9999-12-31"),
    *("[]", '["a"]', "[1]", "{", '["', ",", " , ", "A, B and C", "A; B / C"),
    *("[Ban](", "[Ban](javascript:alert(1))", "[](https://example.org)", "[Ban](https://exa mple.org/a)"),
    *("http://", "https://", "https://[::1", "https://a.example/x"),
)
SCRAWL = st.one_of(st.sampled_from(_ODD), st.text(max_size=20))
"""What may stand in a cell that nobody foresaw."""


def row(
    cells: Mapping[str, str], *, ordinal: int = 1, sheet: str = "sheet", line: int = 2, edition: str = "first"
) -> Row:
    """Make a row as the reader of tables does: cells without blanks around them, empty ones left out."""
    kept = {name: text.strip() for name, text in cells.items() if text.strip()}
    return Row(file="file.csv", sheet=sheet, line=line, edition=edition, cells=kept, ordinal=ordinal)


def rows(columns: Iterable[str], samples: Iterable[str] = ()) -> st.SearchStrategy[Row]:
    """Rows of these columns: some cells sound (samples), some empty, some odd, some any text at all."""
    cell = st.sampled_from(["", *samples]) | SCRAWL
    return st.fixed_dictionaries(dict.fromkeys(sorted(columns), cell)).map(row)


def outcome(claims: Claims, made: Row) -> list[Act] | FieldError | ManyFieldsError:
    """What a row comes to. Any other exception is a defect of the importer, as is a record without an id."""
    try:
        acts = list(claims(made))
    except (FieldError, ManyFieldsError) as refused:
        return refused
    for act in acts:
        match act:
            case Stated(record=record):
                assert record
            case Judged(left=left, right=right):
                assert left.id != right.id
    return acts


def said(acts: Iterable[Act], predicate: str) -> list[Stated]:
    """The statements with this predicate."""
    return [act for act in acts if isinstance(act, Stated) and act.predicate == predicate]


def objects(acts: Iterable[Act], predicate: str) -> list[Value | str | None]:
    """What the statements with this predicate say; entities by their own names."""
    return [one.object.native if isinstance(one.object, EntityKey) else one.object for one in said(acts, predicate)]


def words(acts: Iterable[Act], predicate: str) -> list[str]:
    """What the statements with this predicate say, in short words; the polarity where there is no object."""
    return [_short(one) for one in said(acts, predicate)]


def _short(stated: Stated) -> str:
    parts = (getattr(stated.object, part, None) for part in ("native", "identity", "text", "code", "edtf", "amount"))
    return next((str(part) for part in parts if part is not None), stated.polarity.value)
