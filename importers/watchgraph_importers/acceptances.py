"""What an import accepts of what rows state, and how many reviewers the rest waits for."""

from functools import cache

from watchgraph.domain.proposals import votes_needed
from watchgraph.domain.statements import Policy
from watchgraph.domain.values import Code
from watchgraph.vocabulary import predicate
from watchgraph_importers.acts import EntityKey, Stated
from watchgraph_importers.drafts import PERSON, Draft
from watchgraph_importers.publishers import TRUSTED, Publisher

NAMING = frozenset({"name", "externalId"})


class Acceptances:
    """Those of one publisher: by trust in the publisher, or in a rule of the importer that was measured."""

    def __init__(self, publisher: Publisher) -> None:
        self._scope = publisher.scope
        self._policies = {name: rule.policy(name) for name, rule in publisher.rules.items()}

    def policy(self, stated: Stated) -> Policy | None:
        """Tell which policy accepts the statement; None leaves it to reviewers."""
        trusted = stated.doubt is None and stated.predicate in self._scope
        if not trusted or _names_private_person(stated):
            return None
        return TRUSTED if stated.rule is None else self._policies.get(stated.rule)


def reviewers_needed(draft: Draft) -> int:
    """Count the reviewers that a claim needs which no policy accepts."""
    return _votes_of(draft.stated.predicate, PERSON in [name.kind for name in draft.names])


@cache
def _votes_of(name: str, person: bool) -> int:  # noqa: FBT001 - called once, above
    return votes_needed(predicate(name).family, person=person)


def _names_private_person(stated: Stated) -> bool:
    """Whether it gives a natural person without public role another name than a description of the role."""
    subject = stated.subject
    if stated.predicate not in NAMING or not isinstance(subject, EntityKey) or subject.kind != PERSON:
        return False
    kinds = {value.code for name, value in stated.qualifiers if name == "nameKind" and isinstance(value, Code)}
    return not subject.public_role and "ROLE_LABEL" not in kinds
