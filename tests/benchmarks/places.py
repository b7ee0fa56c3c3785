"""Places and courts: how surely and how completely their names are joined, on names that a person labelled."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.measuring import Finding, Scale, Unit
from tests.importers.identity.weighing import Weight, labels, weigh

from watchgraph.vocabulary.declarations.kinds import ORGANISATION, PLACE
from watchgraph_importers.identity.cities import CityNames
from watchgraph_importers.identity.countries import CountryNames
from watchgraph_importers.identity.courts import CourtNames
from watchgraph_importers.identity.matchers import Matcher
from watchgraph_importers.identity.mentions import Role

PRECISION, RECALL = 0.99, 0.90


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What is matched. names: the labelled file, beside the tests."""

    names: str
    kind: str
    role: Role | None
    matchers: tuple[Callable[[], Matcher], ...]


WEIGHED: Final = (
    Weighed(names="countries", kind=PLACE, role=None, matchers=(CountryNames, CityNames)),
    Weighed(names="cities", kind=PLACE, role=None, matchers=(CountryNames, CityNames)),
    Weighed(names="courts", kind=ORGANISATION, role=Role.COURT, matchers=(CourtNames,)),
)


def places(_scale: Scale) -> list[Finding]:
    """Precision and recall, on the half of the names that was held out."""
    return [finding for weighed in WEIGHED for finding in _findings(weighed)]


def _findings(weighed: Weighed) -> Iterator[Finding]:
    held_out = [label for label in labels(weighed.names) if label.held_out]
    weight = weigh(held_out, [make() for make in weighed.matchers], weighed.kind, weighed.role)
    for what, value, goal, examples in _parts(weight):
        yield Finding(
            what=f"{weighed.names}: {what} on held-out names as they occur",
            values=(value,),
            goal=goal,
            at_least=True,
            unit=Unit.SHARE,
            notes=(f"{len(held_out)} names", *examples[:5]),
        )


def _parts(weight: Weight) -> tuple[tuple[str, float, float, Sequence[str]], ...]:
    return (
        ("precision", weight.precision, PRECISION, weight.wrong),
        ("recall", weight.recall, RECALL, weight.missed),
    )
