"""Finding which organisations are one: declared spellings, equal names, then likeness within blocks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from uuid import UUID

from watchgraph.vocabulary.declarations.kinds import ORGANISATION, PRODUCT
from watchgraph_importers.identity.bearers import Borne, Edge, Name, Names
from watchgraph_importers.identity.blocks import edges
from watchgraph_importers.identity.groups import Groups
from watchgraph_importers.identity.likenesses import Verdict
from watchgraph_importers.identity.lists import is_list
from watchgraph_importers.identity.mentions import Match, Mention, Role
from watchgraph_importers.identity.nations import nation
from watchgraph_importers.identity.placeholders import is_placeholder
from watchgraph_importers.identity.readings import Reading, plain_words, read, tells
from watchgraph_importers.identity.spellings import spellings

RULE: Final = "organisation-names/1"
_KINDS: Final = frozenset({ORGANISATION, PRODUCT})
_OTHERS: Final = frozenset({Role.COUNTRY, Role.CITY, Role.COURT})
_SHORT: Final = 4
"""An acronym of fewer letters is not enough to meet the long name that it abbreviates."""


class OrganisationNames:
    """Finds which organisations are one: add all mentions, then ask for each.

    Deterministic: the result does not depend on the order in which they were added. Who was asked for gets every pair
    that it is in: with the organisation of its group that comes first, and that one with all others.
    """

    def __init__(self) -> None:
        self._names: defaultdict[Name, Borne] = defaultdict(Borne)
        self._mains: dict[UUID, Name | None] = {}
        self._found: Mapping[UUID, list[Match]] | None = None

    def add(self, mention: Mention) -> None:
        """Take an organisation up. Again the same one changes nothing."""
        if mention.id in self._mains:
            return
        self._found = None
        names = list(_names_of(mention))
        self._mains[mention.id] = names[0][1] if names else None
        for raw, name in names:
            self._names[name].add(mention.id, read(raw))

    def matches(self, mention: Mention) -> list[Match]:
        """Return the pairs that the mention is in, itself added where it was not; surest first."""
        self.add(mention)
        if self._found is None:
            mains = {id_: main for id_, main in self._mains.items() if main is not None}
            self._found = _by_mention(_matches(self._names, Groups(self._names, mains)))
        return self._found.get(mention.id, [])


def _names_of(mention: Mention) -> Iterator[tuple[str, Name]]:
    """Read what the mention is called, without what may mean somebody else."""
    if mention.kind not in _KINDS or (mention.roles and mention.roles <= _OTHERS):
        return
    for at, raw in enumerate(mention.names):
        name = read(raw)
        meant = spellings().meant(name, mention.dataset, mention.country)
        if is_list(raw) and not (meant and "/" not in raw and ";" not in raw):
            continue
        if meant is not None:
            yield raw, Name(mention.kind, f"={meant}", "")
        elif not is_placeholder(raw) and (key := _key(name, mention.country)) and (at == 0 or len(key) > _SHORT):
            yield raw, Name(mention.kind, key, mention.country or "")


def _key(name: Reading, country: str | None) -> str:
    """Return the key of a name; of one that many bear only with the country, and empty without."""
    if tells(name.words):
        return name.key
    if country and (place := nation(country)):
        with_country = plain_words(f"{' '.join(name.words)} {place}")
        return "".join(with_country) if tells(with_country) else ""
    return f"{name.key}({min(name.acronyms)})" if len(name.words) > 2 and name.acronyms else ""  # noqa: PLR2004


def _matches(all_names: Names, groups: Groups) -> Iterator[Match]:
    """Find all pairs: the bearers of one name, then names that are one, then those that may be."""
    names = {name: borne for name in all_names if (borne := groups.settled(name)).bearers}
    for borne in names.values():
        yield from _of_one_name(borne)
    unsure = []
    for edge in sorted(set(edges(names)), key=lambda edge: edge.order):
        if edge.found.verdict is Verdict.UNSURE or not groups.join(edge.left, edge.right):
            unsure.append(edge)
        elif match := _match(names, edge, Verdict.SAME):
            yield match
    for edge in unsure:
        if groups.may_join(edge.left, edge.right) and (match := _match(names, edge, Verdict.UNSURE)):
            yield match


def _of_one_name(borne: Borne) -> Iterator[Match]:
    first, name = borne.first
    for other, its in borne.bearers.items():
        if other != first:
            yield _pair(first, other, Verdict.SAME, 100 if name == its else 98, _why_equal(name, its))


def _why_equal(one: str, other: str) -> str:
    one, other = sorted((one, other))
    if one == other:
        return f"{one!r} is the name of both."
    if read(one).key == read(other).key:
        return (
            f"{one!r} and {other!r} are one name, but for case, punctuation, legal form or the order of a body's words."
        )
    return f"{one!r} and {other!r} are declared spellings of one organisation."


def _match(names: Names, edge: Edge, verdict: Verdict) -> Match | None:
    (left, one), (right, other) = names[edge.left].first, names[edge.right].first
    if left == right:
        return None
    are = "are one" if verdict is Verdict.SAME else "may be one"
    one, other = sorted((one, other))
    return _pair(left, right, verdict, edge.found.score, f"{one!r} and {other!r} {are}: {edge.found.because}.")


def _pair(one: UUID, other: UUID, verdict: Verdict, score: int, basis: str) -> Match:
    left, right = sorted((one, other))
    return Match(left=left, right=right, verdict=verdict.value, score=score, basis=basis, rule=RULE)


def _by_mention(matches: Iterable[Match]) -> dict[UUID, list[Match]]:
    """List each pair once under both of its ends; of two reasons for a pair the surer stands."""
    best: dict[tuple[UUID, UUID], Match] = {}
    for match in matches:
        pair = (match.left, match.right)
        if pair not in best or (-match.score, match.basis) < (-best[pair].score, best[pair].basis):
            best[pair] = match
    found: defaultdict[UUID, list[Match]] = defaultdict(list)
    for match in sorted(best.values(), key=lambda match: (-match.score, match.left, match.right)):
        found[match.left].append(match)
        found[match.right].append(match)
    return dict(found)
