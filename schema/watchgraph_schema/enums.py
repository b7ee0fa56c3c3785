"""The closed sets of the API, each value described."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import TypeVar

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from watchgraph.domain.claim_states import Rank
from watchgraph.domain.disputes import Outcome
from watchgraph.domain.edtf import Certainty
from watchgraph.domain.judgements import Verdict
from watchgraph.domain.statements import Modality, Polarity, Stance
from watchgraph_projections.views.claims import ClaimOrder
from watchgraph_projections.views.rivals import Rivalry

EnumT = TypeVar("EnumT", bound=type[Enum])


def describe_enum(cls: EnumT, description: str, values: Mapping[str, str], name: str | None = None) -> EnumT:
    """Make a GraphQL enum. values: name of a value to its description."""
    made = strawberry.enum(cls, name=name, description=description)
    definition: StrawberryEnumDefinition = vars(made)["__strawberry_definition__"]
    for value in definition.values:
        value.description = values.get(value.name)
    return made


class ClaimState(StrEnum):
    """Where a claim is in its life."""

    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    SUPERSEDED = "SUPERSEDED"
    CORRECTED = "CORRECTED"
    RETRACTED = "RETRACTED"
    REDACTED = "REDACTED"


class DisputeState(StrEnum):
    """Whether a dispute is decided."""

    OPEN = "OPEN"
    RESOLVED = "RESOLVED"


class Role(StrEnum):
    """Where an entity stands in a claim."""

    SUBJECT = "SUBJECT"
    OBJECT = "OBJECT"
    EITHER = "EITHER"
    SPEAKER = "SPEAKER"


class Direction(StrEnum):
    """Which way an edge runs."""

    OUTGOING = "OUTGOING"
    INCOMING = "INCOMING"


describe_enum(
    Certainty,
    "Whether something was so on the day that was asked about, as far as its stated time tells.",
    {
        "YES": "Surely: the day lies between the latest possible beginning and the earliest possible end.",
        "POSSIBLY": "It may have been so: its time is vague, or it was seen earlier and does not say that it ended.",
        "NO": "Surely not: not yet begun, or over.",
    },
)
describe_enum(
    Polarity,
    "Whether a claim says that something is so.",
    {
        "AFFIRMED": "It says that it is so.",
        "NEGATED": "It says that it is not so.",
        "UNKNOWN": "The publisher says that it is not known.",
    },
)
describe_enum(
    Modality,
    "In what manner something is said. Opinions, plans, questions and denials draw no edge and enter no count.",
    {
        "FACT": "Stated as a fact by the document itself.",
        "ATTRIBUTED": "The document reports what a named speaker says.",
        "OFFICIAL": "Said by the authority or firm whose business it is.",
        "PLAN": "A forecast or intention.",
        "ESTIMATE": "Said to be an estimate.",
        "OPINION": "A judgement or view.",
        "DENIAL": "A denial by the party concerned.",
        "QUESTION": "Something asked, not asserted.",
        "VISUAL": "Seen in a picture.",
    },
)
describe_enum(
    Stance,
    "What a piece of evidence does to its claim.",
    {"SUPPORTS": "It says the same.", "CONTRADICTS": "It says otherwise.", "MENTIONS": "It speaks of it only."},
)
describe_enum(
    ClaimOrder,
    "What claims are ordered by.",
    {
        "RECORDED": "When this log took them.",
        "VALID": "When what they say began, at the earliest; undated ones first.",
        "PUBLISHED": "When they were first published.",
        "CONFIDENCE": "How sure we may be; those that cannot be judged count as lowest.",
    },
)
describe_enum(
    Rivalry,
    "Why two claims cannot both be right.",
    {
        "DISPUTE": "A dispute sets them against each other.",
        "POLARITY": "One affirms what the other denies.",
        "VALUE": "The subject can have one value only, and they give different ones for times that meet; of two dates "
        "of one thing, neither is merely the more exact.",
    },
)
describe_enum(
    ClaimState,
    ClaimState.__doc__ or "",
    {
        "PROPOSED": "Put forward, not reviewed yet: never shown as fact.",
        "ACCEPTED": "Reviewed, or imported under a recorded policy.",
        "REJECTED": "Refused by a reviewer.",
        "WITHDRAWN": "Taken back by whoever proposed it.",
        "SUPERSEDED": "Accepted, but a newer edition of its data set no longer says it.",
        "CORRECTED": "Found wrong and replaced by another claim.",
        "RETRACTED": "Found not to stand; stays readable.",
        "REDACTED": "Made unreadable for a legal reason; that it was there stays visible.",
    },
)
describe_enum(
    Rank,
    "Which of several rivals is shown first.",
    {
        "PREFERRED": "Shown before its rivals.",
        "NORMAL": "Nobody ranked it otherwise.",
        "DEPRECATED": "Shown after its rivals.",
    },
)
describe_enum(
    DisputeState,
    DisputeState.__doc__ or "",
    {"OPEN": "Not decided: its claims are disputed.", "RESOLVED": "Decided: see its `outcome` and `resolution`."},
)
describe_enum(
    Outcome,
    "How a dispute was decided.",
    {
        "UPHELD": "The claims are wrong.",
        "PARTLY": "Something in them is wrong.",
        "REJECTED": "The claims stand.",
    },
    name="DisputeOutcome",
)
describe_enum(
    Verdict,
    "What a judgement says of two entities.",
    {
        "SAME": "They are one; what is said of either is shown together.",
        "DISTINCT": "They are two, and are kept apart.",
        "UNSURE": "Somebody looked and left it open.",
    },
)
describe_enum(
    Role,
    Role.__doc__ or "",
    {
        "SUBJECT": "The claim is about it.",
        "OBJECT": "The claim says something else's relation to it.",
        "EITHER": "Subject or object.",
        "SPEAKER": "It says so.",
    },
)
describe_enum(
    Direction,
    Direction.__doc__ or "",
    {"OUTGOING": "From this entity, the subject, to the other.", "INCOMING": "From the other to this entity."},
)
