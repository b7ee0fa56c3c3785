"""The catalogue's rows of an entity: its label, and its headline claims as rectangles of valid time."""

from collections.abc import Iterable, Mapping, Sequence

from watchgraph.domain.values import Code, Date, EntityRef, Money, Quantity
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue.claim_rows import (
    asserted,
    bounds,
    qualifier_key,
    thousandths,
    value_json,
)
from watchgraph_projections.catalogue.endings import Said, closed
from watchgraph_projections.catalogue.kinds import headline_columns
from watchgraph_projections.catalogue.namings import LONGEST_NAME, NAME
from watchgraph_projections.catalogue.nodes import ClaimNode, EntityNode
from watchgraph_projections.catalogue.precedence import precedence
from watchgraph_projections.catalogue.reaches import reach
from watchgraph_projections.catalogue.shown_values import display
from watchgraph_projections.catalogue.timelines import RANKS, Candidate, Cell, rectangles
from watchgraph_projections.catalogue.versions import Row
from watchgraph_projections.catalogue.working_set import WorkingSet

NAME_KINDS = {"PRIMARY": 3, "ROLE_LABEL": 2, "NATIVE": 1}
LANGUAGES = {"en": 2, "und": 1}
COMMON = frozenset({"Technology", "Group", "Incident", "Deployment"})
"""Kinds whose names are words of the language, which are written small."""


def name_kind(node: ClaimNode) -> str:
    """What sort of name a name claim gives, PRIMARY where it does not say."""
    for item in node.claim.statement.qualifiers:
        if item.name == "nameKind" and isinstance(item.value, Code):
            return item.value.code
    return "PRIMARY"


def claims_of(entity: EntityNode) -> Iterable[ClaimNode]:
    """All claims shown under the entity."""
    return (claim for member in entity.together for claim in member.claims.values())


def label(entity: EntityNode) -> tuple[str | None, int | None]:
    """Choose the name to show, and its claim's key: the primary English one, the best supported of several.

    Of names equally supported one in mixed case is shown rather than one in capitals, for an acronym tells few readers;
    and that rather than one without any, which is how addresses and slugs write names, but for what is no proper name.
    A name with white space around it, as files have some, is shown without it.
    """
    names = [each for each in claims_of(entity) if each.claim.statement.predicate == NAME and _may_lead(each)]
    if not names:
        return None, None
    best = max(names, key=_name_strength)
    return _shortened(display(best.claim.statement.object)), best.key


def _shortened(text: str | None) -> str | None:
    name = None if text is None else text.strip()
    return name if name is None or len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _name_strength(node: ClaimNode) -> tuple[int, int, int, int, int, bool, str]:
    language = LANGUAGES.get(getattr(node.claim.statement.object, "lang", ""), 0)
    rank = RANKS[node.claim.rank]
    text = display(node.claim.statement.object) or ""
    cased = _cased(text, proper=node.subject.kind not in COMMON)
    return (
        NAME_KINDS.get(name_kind(node), 0),
        rank,
        language,
        node.confidence or 0,
        cased,
        text == text.strip(),
        node.public,
    )


def _cased(text: str, *, proper: bool) -> int:
    """How well a name is written by its capitals: all, and in proper names none, are a sign of carelessness."""
    if proper and text.islower():
        return 0
    return 1 if text.isupper() else 2


def _may_lead(node: ClaimNode) -> bool:
    return node.standing and asserted(node.claim.statement)


def entity_row(entity: EntityNode, name: tuple[str | None, int | None]) -> Row:
    """Lay the entity out in the columns of the table `entity`, in their order. name: of what represents it."""
    return (
        entity.key,
        entity.public,
        entity.kind,
        entity.shown.key,
        *name,
        entity.dataset,
        int(entity.register),
        int(entity.public_role),
    )


def kind_rows(
    entity: EntityNode, name: tuple[str | None, int | None], working: WorkingSet
) -> Mapping[tuple[int, int], Row]:
    """Lay the representative out in the columns of its kind's table, by the days from and until which it looks so."""
    columns = headline_columns(entity.kind)
    found: dict[str, list[ClaimNode]] = {}
    for claim in claims_of(entity):
        if claim.claim.statement.predicate in columns and _may_lead(claim):
            found.setdefault(claim.claim.statement.predicate, []).append(claim)
    candidates = {columns[predicate]: _candidates(predicate, nodes, working) for predicate, nodes in found.items()}
    shown = rectangles(tuple(columns.values()), candidates, (None, None))
    return {(each.valid_from, each.valid_to): (entity.key, *name, *each.cells) for each in shown}


def _candidates(predicate: str, nodes: Sequence[ClaimNode], working: WorkingSet) -> Sequence[Candidate]:
    candidates = [_candidate(each, working) for each in nodes]
    if PREDICATES[predicate].persistence is Persistence.OCCURRENCE:
        return candidates
    return closed(candidates, lambda place: _said(nodes[place], working))


def _said(node: ClaimNode, working: WorkingSet) -> Said:
    statement = node.claim.statement
    circumstances = qualifier_key(statement, PREDICATES[statement.predicate], working.entities.__getitem__)
    value = statement.object
    what = _cell(node, working) if isinstance(value, EntityRef) else value_json(value)
    return Said((circumstances, what), (statement.origin.dataset, statement.origin.record))


def _candidate(node: ClaimNode, working: WorkingSet) -> Candidate:
    statement = node.claim.statement
    return Candidate(
        bounds(node),
        RANKS[node.claim.rank],
        not node.disputes,
        node.confidence or 0,
        node.public,
        (_cell(node, working), node.key),
        precedence(statement.predicate, lambda: qualifier_key(statement, PREDICATES[statement.predicate], None)),
        reach(statement.object),
        isinstance(statement.object, Date),
    )


def _cell(node: ClaimNode, working: WorkingSet) -> Cell:
    value = node.claim.statement.object
    if isinstance(value, EntityRef):
        return working.entities[value.id].shown.key
    if isinstance(value, Quantity | Money):
        return thousandths(value)
    return value.code if isinstance(value, Code) else display(value)
