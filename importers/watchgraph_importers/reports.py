"""What an import did, for people and for programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from watchgraph.domain.events.datasets import RowCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """One edition's import.

    files: name to SHA-256. rows: what became of them; they add up to the rows of the files. reasons: why rows were
    refused or are no data, and how many of each. events: topic to number, empty where nothing was appended.
    proposed: claims that no policy accepts: they wait for review. position: of the commit in the log, None where
    nothing was appended. known: these files were imported before by this mapping.
    """

    publisher: str
    dataset: str
    edition: str
    files: Mapping[str, str]
    rows: RowCounts
    reasons: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)
    proposed: int = 0
    position: int | None = None
    known: bool = False

    @property
    def total_rows(self) -> int:
        """All rows below the headers."""
        return self.rows.stated_anew + self.rows.stated_again + self.rows.refused + self.rows.not_data

    @property
    def appended(self) -> int:
        """Number of events in the commit."""
        return sum(self.events.values())
