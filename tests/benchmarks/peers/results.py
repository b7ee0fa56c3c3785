"""What a comparison is asked to do, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.peers.loads import Load
from tests.benchmarks.peers.questions import Question
from tests.benchmarks.peers.servers import Name
from tests.benchmarks.peers.worlds import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """rounds: how often each server is visited for each question. seconds: how long a visit lasts."""

    world: World
    rounds: int
    seconds: int
    peers: Sequence[Name]
    questions: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All visits of one server for one question.

    earlier: as of an earlier date. refusal: why the server was not visited; None where it was.
    told: what its first answers told, as `Question.told` has it.
    """

    question: Question
    server: Name
    earlier: bool = False
    refusal: str | None = None
    told: list[list[str]] = field(default_factory=list)
    visits: list[Load] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Median of good answers a second."""
        return median(visit.rate for visit in self.visits)

    @property
    def p50(self) -> float:
        """Median of the visits' medians, in milliseconds."""
        return median(visit.p50 for visit in self.visits)

    @property
    def p99(self) -> float:
        """Median of the visits' 99th percentiles, in milliseconds."""
        return median(visit.p99 for visit in self.visits)

    @property
    def cpu(self) -> float:
        """Median of the processor time that an answer took of the server, in milliseconds."""
        return median(visit.cpu / max(1, visit.answers) * 1e3 for visit in self.visits)

    @property
    def failed(self) -> int:
        """How many answers were refusals or came too late."""
        return sum(visit.failed for visit in self.visits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one run measured. memory: MiB of each server after the load. busy: how many processes ran before it."""

    plan: Plan
    busy: float
    series: Sequence[Series]
    memory: Mapping[Name, float]

    def find(self, question: str, server: Name, *, earlier: bool = False) -> Series | None:
        """Return a series, None where that was not measured."""
        measured = (each for each in self.series if each.visits)
        wanted = (question, server, earlier)
        return next((each for each in measured if (each.question.name, each.server, each.earlier) == wanted), None)
