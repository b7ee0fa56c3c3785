"""Which technologies of several publishers are one: only by spellings that a person declared.

Names of technologies are common words, and near ones mean other things: live facial recognition is one way to use
facial recognition, face detection recognises nobody, and a safe city is more than its cameras. So nothing is guessed
from likeness, and what is not in the table meets nothing. (What the index of global surveillance calls smart-city and
safe-city platforms in its papers stands under "Safe City System" in its tables.)
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final
from uuid import UUID

from watchgraph.vocabulary.declarations.kinds import TECHNOLOGY
from watchgraph_importers.identity.lettering import folded
from watchgraph_importers.identity.mentions import Match, Mention

RULE: Final = "technology-names/1"
SURE: Final = 100

SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "automated licence plate readers": (
            "ALPR",
            "ANPR",
            "automated license plate reader",
            "automated license plate readers",
            "automated license plate/number recognition (ALPR/ANPR)",
            "automatic number plate recognition",
        ),
        "biometrics": (),
        "body-worn cameras": (),
        "camera registry": (),
        "cell-site simulator": ("cell-site simulators",),
        "closed-circuit television": ("CCTV", "closed-circuit television (CCTV)"),
        "drones": ("drone",),
        "facial recognition": (
            "face recognition",
            "face recognition system",
            "face recognition technology",
            "facial recognition system",
            "facial recognition systems",
            "facial recognition technologies",
            "facial recognition technology",
            "facial recognition technology (FRT)",
            "FRT",
        ),
        "gunshot detection": ("gunshot detection system",),
        "live facial recognition": ("LFR", "live face recognition", "live facial recognition technology"),
        "predictive policing": (),
        "real-time crime center": ("real-time crime centre",),
        "Ring/Neighbors partnership": (),
        "smart policing": (),
        "smart-city and safe-city platforms": (
            "safe city platforms",
            "Safe City System",
            "safe city systems",
            "smart city platforms",
            "smart city/safe city platforms",
        ),
        "social-media surveillance": (),
        "video analytics": (),
    }
)
"""A technology as most call it, and what else it is called. Case and punctuation do not matter."""


class TechnologyNames:
    """Judges technologies to be one by their names."""

    def __init__(self) -> None:
        self._known: dict[str, dict[UUID, str]] = defaultdict(dict)

    def add(self, mention: Mention) -> None:
        """Take note of a technology whose name is declared."""
        if found := _meant(mention):
            technology, name = found
            self._known[technology][mention.id] = name

    def matches(self, mention: Mention) -> list[Match]:
        """Match with all that mean the same technology."""
        if (found := _meant(mention)) is None:
            return []
        technology, name = found
        others = sorted((other, its) for other, its in self._known[technology].items() if other != mention.id)
        return [_match(technology, (mention.id, name), other) for other in others]


def _meant(mention: Mention) -> tuple[str, str] | None:
    """Return the declared technology and the first name that says so; None where names say none, or several."""
    if mention.kind != TECHNOLOGY:
        return None
    found = [(meant, name) for name in mention.names if (meant := declared().get(folded(name)))]
    return found[0] if len({meant for meant, _ in found}) == 1 else None


@cache
def declared() -> Mapping[str, str]:
    """Return the technology that each spelling, folded, means."""
    return {folded(name): own for own, others in SPELLINGS.items() for name in (own, *others)}


def _match(technology: str, one: tuple[UUID, str], other: tuple[UUID, str]) -> Match:
    (left, name), (right, its_name) = sorted((one, other))
    basis = f"{name!r} and {its_name!r} are declared names of {technology!r}"
    return Match(left=left, right=right, verdict="SAME", score=SURE, basis=basis, rule=RULE)
