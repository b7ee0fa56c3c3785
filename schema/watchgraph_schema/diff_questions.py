"""The question about what changed between two moments."""

from watchgraph_schema.arguments import LicenceArgument, reader_of
from watchgraph_schema.context import Info
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.diffs import AboutArgument, Diff, FromArgument, ToArgument, compared_by, diff_of, told_by
from watchgraph_schema.prices import NUMBERS, costing


@described
class DiffQuestions:
    """What is asked of two moments at once."""

    @costing(NUMBERS)
    @resolved
    def diff(
        self,
        info: Info,
        from_: FromArgument,
        to: ToArgument = None,
        about: AboutArgument = None,
        licence: LicenceArgument = None,
    ) -> Diff | None:
        """What changed between two moments: claims that came, ended, were corrected, retracted, superseded or moved.

        On the clock of this log with `recordedAt`, of the world with `validAt`, or on both. Where `from` has no
        `validAt`, it is taken on the day of `to`, so that only what was written in between differs; where it has no
        `recordedAt`, both are told as known at `to`.
        Example: `diff(from: {recordedAt: "1000"}, about: {entity: "ad0a577a-a8d2-5e11-8691-8542008e7696"}) { claims {
        nodes { changes claim { sentence } before { state } after { state } } } }`.
        """
        later = reader_of(info, to, licence, "to")
        earlier = reader_of(info, told_by(from_, later), licence, "from")
        return diff_of(later, compared_by(from_, earlier, later, about))
