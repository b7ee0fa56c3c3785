"""Every name met, by the folder of the files that have it: what it names, and which entity that is.

The folder is that of the publisher's files, for an import of ours; else the data set's slug. A name is as in the
file. An organisation whose file does not tell a firm from a public body is listed as vendor and as agency.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select, select

from watchgraph.domain.statements import Polarity
from watchgraph.vocabulary.declarations.kinds import ORGANISATION, PLACE
from watchgraph_importers.identity.cities import REGISTER as CITIES
from watchgraph_importers.identity.countries import country_of, is_territory, match_country
from watchgraph_importers.identity.gazetteers import region_named
from watchgraph_importers.identity.known import GONE
from watchgraph_importers.identity.mentions import Role
from watchgraph_importers.identity.placeholders import is_placeholder
from watchgraph_importers.identity.placenames import is_city_name, is_region_name, means_no_place
from watchgraph_importers.identity.qualifiers import entities_in
from watchgraph_importers.identity.roles import (
    BODIES,
    DESCRIPTIONS,
    IS_A,
    LIES_IN,
    NAME,
    OBJECT,
    QUALIFIED,
    ROLES,
    SUBJECT,
    roles_at,
)
from watchgraph_projections.catalogue import tables

Folders = Mapping[tuple[str, str], str]
"""(data set's slug, edition) to the name of the folder of its files."""

claim, entity, evidence = tables.claim, tables.entity, tables.evidence


class Listed(NamedTuple):
    """A name, what it names, and the entity under which that is shown. dataset: the folder's name."""

    dataset: str
    raw: str
    kind: str
    entity_id: str


class _Name(NamedTuple):
    key: int
    kind: str
    folder: str
    raw: str
    shown: str
    register: str | None


class Roster:
    """Lists the names of a catalogue. Reads roles and places first, then streams the names."""

    def __init__(self, connection: Connection, folders: Folders) -> None:
        self._connection = connection
        self._folders = folders
        self._here: dict[tuple[int, str], set[Role]] = defaultdict(set)
        self._anywhere: dict[int, set[Role]] = defaultdict(set)
        self._neither: set[int] = set()
        self._cities: set[int] = set()
        self._read_roles()
        self._read_places()

    def __iter__(self) -> Iterator[Listed]:
        """Yield each name once for each folder and kind, in alphabetical order."""
        listed = {each for name in self._names() for each in self._listed(name)}
        yield from sorted(listed)

    def _listed(self, name: _Name) -> Iterator[Listed]:
        if _means_none(name):
            return
        kinds = self._place_kinds(name) if name.kind == PLACE else self._body_kinds(name)
        for kind in kinds:
            yield Listed(name.folder, name.raw, kind, name.shown)

    def _body_kinds(self, name: _Name) -> set[Role]:
        """What its folder says that it is, else what others say; what nobody tells of may be either.

        A university or a newspaper, so called, is neither.
        """
        found = self._here.get((name.key, name.folder)) or self._anywhere.get(name.key)
        if found is None:
            found = set() if name.key in self._neither else {Role.VENDOR, Role.AGENCY}
        return found - {Role.COUNTRY, Role.CITY}

    def _place_kinds(self, name: _Name) -> set[Role]:
        roles = self._anywhere.get(name.key, set())
        is_country = country_of(UUID(name.shown)) is not None or is_territory(name.raw)
        if is_country or (Role.COUNTRY in roles and Role.CITY not in roles):
            return {Role.COUNTRY}
        if name.register == CITIES or Role.CITY in roles or (name.key in self._cities and _may_be_city(name.raw)):
            return {Role.CITY}
        return set()

    def _names(self) -> Iterator[_Name]:
        shown = entity.alias("shown")
        query = (
            select(entity.c.key, entity.c.kind, claim.c.text, claim.c.qualifiers, shown.c.id, shown.c.dataset)
            .add_columns(claim.c.dataset, evidence.c.edition)
            .where(
                claim.c.predicate == NAME,
                claim.c.state.not_in(GONE),
                claim.c.text.is_not(None),
                claim.c.text != "",
                entity.c.key == claim.c.stated_subject,
                entity.c.kind.in_((PLACE, ORGANISATION)),
                shown.c.key == entity.c.cluster,
                evidence.c.claim == claim.c.key,
            )
            .distinct()
        )
        for key, kind, raw, qualifiers, id_, register, dataset, edition in self._connection.execute(query):
            if dataset is not None and not any(sort in qualifiers for sort in DESCRIPTIONS):
                yield _Name(key, kind, self._folder(dataset, edition), raw, id_, register)

    def _folder(self, dataset: str, edition: str | None) -> str:
        return self._folders.get((dataset, edition or ""), dataset)

    def _read_roles(self) -> None:
        for part, column in ((SUBJECT, claim.c.stated_subject), (OBJECT, claim.c.stated_object)):
            predicates = [predicate for predicate, at in ROLES if at == part]
            rows = self._connection.execute(_stated(predicates).add_columns(claim.c.predicate, column).distinct())
            for dataset, edition, predicate, key in rows:
                self._note(key, dataset, edition, roles_at(predicate, part))
        bodies = _stated([IS_A]).add_columns(claim.c.code, claim.c.stated_subject).distinct()
        for dataset, edition, code, key in self._connection.execute(bodies):
            if code in BODIES:
                self._note(key, dataset, edition, (BODIES[code],))
            else:
                self._neither.add(key)
        self._read_qualifiers()

    def _read_qualifiers(self) -> None:
        rows = self._connection.execute(
            _stated(sorted(QUALIFIED)).add_columns(claim.c.predicate, claim.c.qualifiers).distinct()
        )
        found = [
            (id_, dataset, edition, roles)
            for dataset, edition, predicate, qualifiers in rows
            for part, id_ in entities_in(qualifiers)
            if (roles := roles_at(predicate, part))
        ]
        wanted = {str(id_) for id_, *_ in found}
        query = select(entity.c.id, entity.c.key).where(entity.c.id.in_(wanted))
        keys = {id_: key for id_, key in self._connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy
        for id_, dataset, edition, roles in found:
            self._note(keys[str(id_)], dataset, edition, roles)

    def _note(self, key: int | None, dataset: str | None, edition: str | None, roles: tuple[Role, ...]) -> None:
        if key is not None and dataset is not None:
            self._here[key, self._folder(dataset, edition)].update(roles)
            self._anywhere[key].update(roles)

    def _read_places(self) -> None:
        """Note which places lie right within a country or a state: only such may be cities."""
        whole, shown = entity.alias("whole"), entity.alias("shown")
        query = (
            select(claim.c.stated_subject, shown.c.id, shown.c.label)
            .where(
                claim.c.predicate.in_(LIES_IN),
                claim.c.polarity == Polarity.AFFIRMED,
                whole.c.key == claim.c.stated_object,
                whole.c.kind == PLACE,
                shown.c.key == whole.c.cluster,
            )
            .distinct()
        )
        for key, id_, label in self._connection.execute(query):
            if country_of(UUID(id_)) or (label and (region_named(label) or match_country(label))):
                self._cities.add(key)


def _stated(predicates: list[str]) -> Select[tuple[str | None, str | None]]:
    """Select data set and edition of the claims that say something, by their evidence."""
    return select(claim.c.dataset, evidence.c.edition).where(
        claim.c.predicate.in_(predicates),
        claim.c.polarity == Polarity.AFFIRMED,
        claim.c.state.not_in(GONE),
        evidence.c.claim == claim.c.key,
    )


def _means_none(name: _Name) -> bool:
    """Whether a cell names no one thing, whatever entity was made of it."""
    return means_no_place(name.raw) if name.kind == PLACE else is_placeholder(name.raw)


def _may_be_city(name: str) -> bool:
    return is_city_name(name) and region_named(name) is None and not is_region_name(name)
