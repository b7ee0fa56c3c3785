"""The schema only grows: what the last release offered still answers, unless the changelog says why it does not.

`python tests/schema/test_schema_changes.py` makes the schema of today the released one: that belongs to a release.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    find_dangerous_changes,
    parse,
    print_ast,
    visit,
)
from graphql.language import Node, Visitor
from graphql.utilities import DangerousChangeType

from watchgraph_schema.schema import printed

ROOT = Path(__file__).parents[2]
FILE = ROOT / "schema" / "released.graphql"
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


FIELD = re.compile(r"^Field (\w+)\.(\w+ .*)$")


def breaks(old: GraphQLSchema, new: GraphQLSchema) -> list[str]:
    """What a client of the old schema may stumble over in the new one; of what is inherited, what it comes from."""
    gone = [change.description for change in find_breaking_changes(old, new)]
    own = [each for each in gone if not any(above in gone for above in inherited(old, each))]
    return own + [
        change.description
        for change in find_dangerous_changes(old, new)
        if change.type is DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE
    ]


def inherited(old: GraphQLSchema, change: str) -> Iterator[str]:
    """The same change of the interfaces that a field comes from."""
    found = FIELD.match(change)
    named = None if found is None else old.get_type(found[1])
    if found is not None and isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        yield from (f"Field {each.name}.{found[2]}" for each in named.interfaces)


NULLABLE = re.compile(r"^Field (?:(Query)\.\w+|\w+\.\w+) changed type from (\S+)! to (\S+)\.$")
NULLABLE_NOW = "Every field of Query that can fail, and every connection, may be null."
"""How the changelog owns up, once for all of them, to fields that may be null so that one fault takes no other away."""


def in_words(change: str) -> str:
    """The words that the changelog has for a break: its own, or those for many of one kind."""
    found = NULLABLE.match(change)
    if found is None or found[2] != found[3]:
        return change
    return NULLABLE_NOW if found[1] or found[2].endswith("Connection") else change


def recorded(changelog: str) -> set[str]:
    """The breaks that the changelog owns up to: one a line under Removed, among what is not released yet."""
    removed = part("### Removed", part("## [Unreleased]", changelog))
    return set(re.findall(r"^- Schema: (.+)$", removed, re.MULTILINE))


def part(heading: str, text: str) -> str:
    """What stands under a heading, down to the next of its level or above; empty where there is none."""
    level = len(heading.partition(" ")[0])
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def reasons(schema: str) -> Iterator[str]:
    return (text for text in re.findall(r'@deprecated(?:\(reason: "(.*?)"\))?', schema))


class _Bare(Visitor):
    """Takes the descriptions off: they may always change."""

    def enter(self, node: Node, *_: object) -> Node | None:
        if getattr(node, "description", None) is None:
            return None
        return replace(node, description=None)  # type: ignore[call-arg]  # it has one


def test_nothing_that_was_released_is_gone_or_changed_unless_the_changelog_says_so() -> None:
    released, now = build_schema(FILE.read_text(encoding="utf-8")), build_schema(printed())

    found = set(map(in_words, breaks(released, now)))

    assert sorted(found - recorded(CHANGELOG)) == [], "keep it and deprecate it: docs/api.md has the policy"
    assert sorted(recorded(CHANGELOG) - found) == [], "the changelog says that it is gone"


def test_what_is_deprecated_says_since_when_and_what_to_ask_instead() -> None:
    vague = [reason for reason in reasons(printed()) if not re.match(r"Since \d+\.\d+\. Use `.+`", reason)]

    assert vague == []


def test_a_field_that_goes_and_a_default_that_changes_are_breaks_and_a_new_field_is_none() -> None:
    old = build_schema("type Query { places(first: Int = 20): Int  gone: Int }")
    new = build_schema("type Query { places(first: Int = 10, after: String): Int  come: Int }")

    found = breaks(old, new)

    assert found == ["Field Query.gone was removed.", "Query.places(first:) has changed defaultValue from 20 to 10."]


def test_a_break_of_what_an_interface_declares_is_one() -> None:
    schema = (
        "interface Thing { kind: %s } type Place implements Thing { kind: %s } type Query { one: Thing two: Place }"
    )

    found = breaks(build_schema(schema % ("String", "String")), build_schema(schema % ("Int", "Int")))

    assert found == ["Field Thing.kind changed type from String to Int."]


def test_connections_and_fields_of_the_query_may_become_null_by_one_line_and_nothing_else() -> None:
    parts = "type Thing { name: String%s  parts: PartConnection%s }  type PartConnection { nodes: [ID!]! }"
    old = build_schema(f"type Query {{ one: Thing!  list: PartConnection! }} {parts % ('!', '!')}")

    allowed = breaks(old, build_schema(f"type Query {{ one: Thing  list: PartConnection }} {parts % ('!', '')}"))
    others = breaks(
        old, build_schema(f"type Query {{ one: PartConnection  list: PartConnection! }} {parts % ('', '!')}")
    )

    assert len(allowed) == 3
    assert set(map(in_words, allowed)) == {NULLABLE_NOW}
    assert [in_words(each) for each in others] == others
    assert len(others) == 2


def test_a_break_is_recorded_in_its_own_words_among_what_is_not_released_yet() -> None:
    removed = "\n\n### Removed\n\n- Schema: {}\n\n"

    found = recorded("## [Unreleased]" + removed.format("Query.gone was removed.") + "## [0.1.0]" + removed.format("x"))

    assert found == {"Query.gone was removed."}


if __name__ == "__main__":
    FILE.write_text(print_ast(visit(parse(printed()), _Bare())) + "\n", encoding="utf-8")
