"""Data sets and editions that callers name, refused where none was imported: they would silently match nothing."""

import strawberry

from watchgraph.argument_places import at
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described_input
from watchgraph_schema.errors import BadArgumentError


@described_input
class EditionInput:
    """One edition of a data set."""

    dataset: str = strawberry.field(description="Short name of the data set.")
    name: str = strawberry.field(
        description="Name of the edition, as `Edition.name` gives it; `universe` takes it as `edition`."
    )


def known_edition(reader: Reader, edition: EditionInput) -> tuple[str, str]:
    """Read an edition: its data set and its name. Raises BadArgumentError for one that was not imported by then."""
    checked_dataset(reader, edition.dataset)
    known = reader.editions()[edition.dataset]
    if edition.name not in known:
        there = ", ".join(sorted(known)) or "none"
        message = f"no edition {edition.name[:60]!r} of {edition.dataset} was imported by then; there is {there}"
        with at("name"):
            raise BadArgumentError(message)
    return edition.dataset, edition.name


def checked_dataset(reader: Reader, slug: str | None, *called: str) -> str | None:
    """Read the short name of a data set. called: what gives it, if not `dataset`.

    Raises BadArgumentError for one that is not known: it must not hide claims.
    """
    if slug is not None and slug not in reader.editions():
        known = ", ".join(sorted(reader.editions())) or "none"
        with at(*(called or ("dataset",))):
            raise BadArgumentError(f"no data set {slug[:60]!r} was imported by then; there is {known}")
    return slug
