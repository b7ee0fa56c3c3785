"""The catalogue's row of a claim: what a claim says, in columns."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

import msgspec

from watchgraph.domain import edtf
from watchgraph.domain.identifiers import Json, canonical, value_parts
from watchgraph.domain.statements import Polarity, Qualification, Statement
from watchgraph.domain.values import (
    ClaimValue,
    Code,
    EntityRef,
    Money,
    Quantity,
    Sealed,
)
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Predicate
from watchgraph_projections.catalogue.namings import NAME
from watchgraph_projections.catalogue.nodes import ClaimNode, EntityNode
from watchgraph_projections.catalogue.reaches import reach
from watchgraph_projections.catalogue.shown_values import display
from watchgraph_projections.catalogue.versions import Row

Resolve = Callable[[UUID], EntityNode]

CREDIBILITY = {"OPINION": 6, "PLAN": 6, "QUESTION": 6, "DENIAL": 6, "VISUAL": 3, "ATTRIBUTED": 3}
"""Where the claim states none (NATO Admiralty): what cannot be judged 6, what one sees or is told 3, else 2."""
USUAL_CREDIBILITY = 2
LARGEST = 2**63 - 1
STAGE, PLANNED = "stage", "PLANNED"


def credibility(statement: Statement) -> int:
    """The claim's credibility, 1 to 6."""
    if statement.credibility is not None:
        return statement.credibility
    return CREDIBILITY.get(statement.modality, USUAL_CREDIBILITY)


def _text(value: object) -> object:
    if isinstance(value, Sealed):
        return value.text
    raise NotImplementedError(type(value).__name__)


_json = msgspec.json.Encoder(enc_hook=_text)


def value_json(value: ClaimValue | None) -> str | None:
    """Write a value for readers: sealed texts in plain, null where the key is gone."""
    return None if value is None else _json.encode(value).decode()


def thousandths(value: ClaimValue | None) -> int | None:
    """The number that a value sorts by, in whole thousandths: a quantity's lower bound, else its upper; an amount.

    None for what is no number, and for one that no database column holds.
    """
    match value:
        case Quantity(min=low, max=high):
            number = low if low is not None else high
        case Money(amount=number):
            pass
        case _:
            return None
    whole = None if number is None else int(Decimal(number) * 1000)
    return None if whole is None or abs(whole) > LARGEST else whole


def qualifier_key(statement: Statement, predicate: Predicate, resolve: Resolve | None) -> str:
    """Write the keyed qualifiers. resolve: entities as shown; None: as stated, for a publisher's slot."""
    parts = [[item.name, _shown_parts(item.value, resolve)] for item in statement.qualifiers if _keyed(predicate, item)]
    return canonical(parts) if parts else ""


def _keyed(predicate: Predicate, item: Qualification) -> bool:
    declared = predicate.qualifier(item.name)
    return declared is None or declared.keyed


def _shown_parts(value: ClaimValue | None, resolve: Resolve | None) -> Json:
    if resolve is not None and isinstance(value, EntityRef):
        return ["entity", resolve(value.id).shown.public]
    return value_parts(value)


def slot(statement: Statement, predicate: Predicate) -> str:
    """Name the slot of its record that a claim fills."""
    when = f"@{statement.valid}" if statement.slot_by_time else ""
    return f"{statement.predicate}{qualifier_key(statement, predicate, None)}{when}"


def stated_group(statement: Statement, resolve: Resolve) -> str:
    """Name the corroboration group, as entities are shown now: the same statement by whomever."""
    keyed = qualifier_key(statement, PREDICATES[statement.predicate], resolve)
    value = _shown_parts(statement.object, resolve)
    subject = resolve(statement.subject).shown.public
    parts = [subject, statement.predicate, value, keyed, statement.valid, statement.polarity]
    return blake2b(msgspec.json.encode(parts), digest_size=12).hexdigest()


@lru_cache(maxsize=16_384)
def _bounds(valid: str, ended: str | None, predicate: str) -> edtf.Bounds:
    bounds = edtf.parse(valid, PREDICATES[predicate].persistence)
    return bounds if ended is None else edtf.ended(bounds, ended)


def bounds(node: ClaimNode) -> edtf.Bounds:
    """When the claim holds, an act that ended it included."""
    statement = node.claim.statement
    return _bounds(statement.valid, node.claim.ended, statement.predicate)


def asserted(statement: Statement) -> bool:
    """Whether it says that something is so, in a manner that may be drawn and counted."""
    return statement.polarity is Polarity.AFFIRMED and statement.modality.asserts


def planned(statement: Statement) -> bool:
    """Whether it says a plan: its predicate does, or the stage that it gives."""
    stages = (item.value.code for item in statement.qualifiers if item.name == STAGE and isinstance(item.value, Code))
    return PREDICATES[statement.predicate].planned or PLANNED in stages


def qualifiers_json(statement: Statement, resolve: Resolve) -> str:
    """Write the qualifiers for readers, entities as shown."""
    if not statement.qualifiers:
        return "[]"
    return _json.encode(
        [
            {
                "name": item.name,
                "value": item.value,
                "text": display(item.value),
                "entity": resolve(item.value.id).shown.public if isinstance(item.value, EntityRef) else None,
            }
            for item in statement.qualifiers
        ]
    ).decode()


def state(node: ClaimNode) -> str:
    """The state that readers see: SUPERSEDED where a newer edition no longer says it."""
    return "SUPERSEDED" if node.claim.state == "ACCEPTED" and not node.stands else str(node.claim.state)


def leads(statement: Statement) -> bool:
    """Whether it may show in its subject's row: as the label or as a headline."""
    return statement.predicate == NAME or PREDICATES[statement.predicate].headline


def claim_row(node: ClaimNode, resolve: Resolve, series: str | None) -> Row:
    """Lay the claim out in the columns of the table `claim`, in their order. series: of an observation."""
    statement = node.claim.statement
    spell = node.spells[0] if node.spells else None
    return (
        node.key,
        node.public,
        *_what(node, statement, resolve),
        *_when(node),
        *_standing(node, statement),
        *_confidence(node),
        *_provenance(node, statement, resolve),
        node.taken,
        None if spell is None else spell.published_from,
        None if spell is None else spell.published_to,
        series,
    )


def _what(node: ClaimNode, statement: Statement, resolve: Resolve) -> Row:
    """From `predicate` to `rule`: what is said, in which manner, by whom."""
    predicate, value = PREDICATES[statement.predicate], statement.object
    stated_object = resolve(value.id) if isinstance(value, EntityRef) else None
    speaker = None if statement.speaker is None else resolve(statement.speaker)
    return (
        statement.predicate,
        predicate.family,
        node.subject.shown.key,
        node.subject.key,
        None if stated_object is None else stated_object.shown.key,
        None if stated_object is None else stated_object.key,
        None if value is None else type(value).__struct_config__.tag,
        value_json(value),
        display(value),
        thousandths(value),
        *(reach(value) or (None, None)),
        value.code if isinstance(value, Code) else None,
        qualifiers_json(statement, resolve),
        qualifier_key(statement, predicate, resolve),
        str(statement.polarity),
        str(statement.modality),
        None if speaker is None else speaker.shown.key,
        None if speaker is None else speaker.key,
        statement.rule,
    )


def _when(node: ClaimNode) -> Row:
    """From `valid` to `until_latest`."""
    return node.claim.statement.valid, node.claim.ended, *bounds(node)


def _standing(node: ClaimNode, statement: Statement) -> Row:
    """From `state` to `rank_reason`."""
    predicate, plan = PREDICATES[statement.predicate], planned(statement)
    says_so = node.standing and asserted(statement)
    return (
        state(node),
        int(leads(statement)),
        int(node.standing),
        int(says_so and predicate.edge),
        int(says_so and not plan),
        int(plan),
        int(bool(node.disputes)),
        str(node.claim.rank),
        node.claim.rank_reason,
    )


def _confidence(node: ClaimNode) -> Row:
    """From `group_key` to `credibility`."""
    return node.group_key, node.confidence, node.origins, node.inputs, credibility(node.claim.statement)


def _provenance(node: ClaimNode, statement: Statement, resolve: Resolve) -> Row:
    """From `dataset` to `reason`."""
    claim, origin = node.claim, statement.origin
    return (
        origin.dataset,
        origin.record,
        None if origin.source is None else resolve(origin.source).key,
        None if claim.policy is None else f"{claim.policy.id}/{claim.policy.version}",
        claim.proposer,
        None if claim.replacement is None else str(claim.replacement),
        claim.reason,
    )
