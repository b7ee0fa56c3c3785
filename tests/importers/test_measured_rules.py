from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Policy
from watchgraph.domain.values import Code
from watchgraph.log import Actor
from watchgraph_importers.acts import Act, EntityKey, Stated
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Published, Publisher, Row, Rule, Table


def claims(row: Row) -> Iterator[Act]:
    yield Stated(
        record=row["id"],
        subject=EntityKey(dataset="made", kind="FinancialFacility", native=row["id"]),
        predicate="concernsSurveillance",
        object=Code(scheme="surveillance-concern", code="SAFE_CITY"),
        column="id",
        rule="made-rule/1",
    )


MADE = Publisher(
    name="made",
    dataset=DatasetRegistered(slug="made", title="Made", publisher="Us"),
    source=SourceRegistered(identity="dataset:made", title="Made", tier="DATASET"),
    mapping=1,
    scope=("concernsSurveillance",),
    editions=(
        Published(
            name="made-1",
            published="2020",
            tables=(Table(file=r"made\.csv", read=frozenset({"id"})),),
            covers=("concernsSurveillance",),
        ),
    ),
    claims=claims,
)


@pytest.fixture
def run(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Callable[[], list[Event]]
) -> Callable[[Publisher], list[Event]]:
    """Import one record and return the events of the log."""
    path = tmp_path / "made.csv"
    path.write_text("id\n7\n", encoding="utf-8")

    def run_one(publisher: Publisher) -> list[Event]:
        run_imports(publisher, [path], store, actor)
        return bodies()

    return run_one


@pytest.mark.parametrize(
    ("rules", "scope", "policy"),
    [
        ({"made-rule/1": Rule(precision="0.95", sample=200)}, MADE.scope, "made-rule/1 (precision 0.95 of 200)"),
        ({"made-rule/1": Rule(precision="0.94", sample=200)}, MADE.scope, None),
        ({"made-rule/2": Rule(precision="1", sample=200)}, MADE.scope, None),
        ({"made-rule/1": Rule(precision="1", sample=200)}, (), None),
        ({}, MADE.scope, None),
    ],
)
def test_what_a_rule_derives_is_accepted_where_its_precision_is_known_and_high(
    rules: dict[str, Rule],
    scope: tuple[str, ...],
    policy: str | None,
    run: Callable[[Publisher], list[Event]],
) -> None:
    publisher = replace(MADE, rules=rules, scope=scope)

    events = run(publisher)

    (proposed,) = [body for body in events if isinstance(body, ClaimProposed)]
    assert proposed.policy == (None if policy is None else Policy(id=f"measured-rule {policy}", version=1))
