"""The filter by licences, of the evidence of claims and of sources."""

from typing import NamedTuple

import strawberry

from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described_input
from watchgraph_schema.given import some_licences


@described_input
class LicenceCondition:
    """Compares the licences (SPDX) of evidence: `CC-BY-4.0`, `NOASSERTION` where none is stated."""

    in_: list[str] | None = strawberry.field(name="in", default=None, description="Some of it is under one of these.")
    not_in: list[str] | None = strawberry.field(default=None, description="Some of it is under none of these.")


class Licences(NamedTuple):
    """Those of which one is wanted, and those of which none is; () for any."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def licences_of(reader: Reader, condition: LicenceCondition | None) -> Licences:
    """Read a condition on licences. Raises BadArgumentError for empty lists and for what nothing here is under."""
    if condition is None:
        return Licences()
    known = reader.known_licences()
    return Licences(
        () if condition.in_ is None else some_licences(known, condition.in_, "licence.in"),
        () if condition.not_in is None else some_licences(known, condition.not_in, "licence.notIn"),
    )
