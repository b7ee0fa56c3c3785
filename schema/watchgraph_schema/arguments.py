"""Arguments that many fields take."""

from typing import Annotated

import strawberry

from watchgraph.argument_places import at
from watchgraph_schema.context import Info, Reader
from watchgraph_schema.describing import described_input
from watchgraph_schema.given import some_licences


@described_input
class AsOf:
    """The moment that a question is asked of. Everything below the field answers as of it, exactly.

    Two clocks: when it was so in the world, and what this log knew.
    """

    valid_at: str | None = strawberry.field(
        default=None,
        description=(
            "In the world: a year, month or day (EDTF), of a period its last day; today if absent. It decides every "
            "`certainty`, and which value a field of an entity has, is filtered by and ordered by. It leaves nothing "
            "out of a list: what is over by that day, or had not begun, is there, too, unless a filter says "
            "`certainties: [YES, POSSIBLY]`."
        ),
    )
    recorded_at: str | None = strawberry.field(
        default=None,
        description=(
            'In this log: a position, which answers show as a number and which is given as a text (`"1234"`), or an '
            "instant in UTC, ending in Z (`2026-11-23T12:00:00Z`); now if absent."
        ),
    )


AsOfArgument = Annotated[
    AsOf | None, strawberry.argument(description="The moment that is asked about; today, as known now, if absent.")
]


@described_input
class LicenceWhere:
    """Under which licences an answer may rest."""

    not_in: list[str] = strawberry.field(
        description=(
            "Licences that are left out (SPDX, such as `ODbL-1.0`; `NOASSERTION` where none is stated). Evidence under "
            "them is as if not there, and so is a claim that has no other, a name or a headline value from it, and an "
            "entity of which no other claim speaks. States and confidence stay as they were judged on all evidence."
        )
    )


LicenceArgument = Annotated[
    LicenceWhere | None,
    strawberry.argument(description="Licences that everything below the field keeps clear of; all are used if absent."),
]


def reader_of(info: Info, as_of: AsOf | None, licence: LicenceWhere | None = None, called: str = "asOf") -> Reader:
    """Read as of the moment that a root field was given, without the licences that it leaves out.

    called: the argument that gives the moment.
    """
    given, without = as_of or AsOf(), _left_out(info, licence)
    with at(called):
        return info.context.reader(given.valid_at, given.recorded_at, without)


def _left_out(info: Info, licence: LicenceWhere | None) -> tuple[str, ...]:
    """Read the licences to leave out. Raises BadArgumentError for one that nothing here is under: a slip hides none."""
    if licence is None:
        return ()
    return some_licences(info.context.licences(), licence.not_in, "licence.notIn")
