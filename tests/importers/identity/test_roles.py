"""The table from predicates to roles."""

from watchgraph.vocabulary import CODE_LISTS, PREDICATES
from watchgraph_importers.identity.mentions import Role
from watchgraph_importers.identity.roles import BODIES, OBJECT, ROLES, SUBJECT, roles_at


def test_every_role_follows_from_something() -> None:
    assert {role for roles in ROLES.values() for role in roles} == set(Role)


def test_a_role_stands_only_where_the_vocabulary_has_an_entity() -> None:
    wrong = [
        position
        for position in ROLES
        if (declared := PREDICATES.get(position.predicate)) is not None
        and position.part not in {SUBJECT, OBJECT}
        and declared.qualifier(position.part) is None
    ]

    assert wrong == []


def test_bodies_are_of_the_vocabulary_s_list() -> None:
    assert set(BODIES) <= set(CODE_LISTS["organisation-type"].codes)


def test_where_nobody_has_a_role_there_is_none() -> None:
    assert roles_at("name", SUBJECT) == ()
    assert roles_at("companyPresent", OBJECT) == (Role.VENDOR,)
