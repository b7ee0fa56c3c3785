"""Fields, filters and orders follow from the vocabulary: one declaration touches one place."""

import json
import subprocess
import sys

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType
from tests.schema.shapes import SCHEMA

from watchgraph.vocabulary import KINDS, PREDICATES
from watchgraph_projections.catalogue.kinds import headlines
from watchgraph_schema.kinds import field_name

DECLARED_ANEW = """
import json
from types import MappingProxyType
from watchgraph import vocabulary as v

new = v.Predicate(
    name="mastHeight", label="mast height", doc="How high the mast is.", source="test", family="QUANTITY",
    domain=("Deployment",), range=v.Range(type=v.ValueType.QUANTITY, unit="metre"),
    cardinality=v.Cardinality.ONE, persistence=v.Persistence.STATE, headline=True, countable=True,
)
v.PREDICATES = MappingProxyType({**v.PREDICATES, new.name: new})
from graphql import build_schema
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_schema.schema import printed

schema = build_schema(printed())
print(json.dumps({
    "columns": [table.c.mast_height.name for table in KIND_TABLES["Deployment"]],
    "field": str(schema.type_map["Deployment"].fields["mastHeight"].type),
    "described": schema.type_map["Deployment"].fields["mastHeight"].description.startswith(new.doc),
    "condition": str(schema.type_map["DeploymentWhere"].fields["mastHeight"].type),
    "order": "MAST_HEIGHT" in schema.type_map["DeploymentOrder"].values,
    "elsewhere": "mastHeight" in schema.type_map["Contract"].fields,
}))
"""


COMMON = {"ids", "within", "name", "externalId", "hasClaim", "objectOf", "minSources", "and", "or", "not"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "Source"])
def test_the_headline_predicates_of_a_kind_are_its_own_fields_and_conditions(kind: str) -> None:
    shape, where, entity = (SCHEMA.type_map[name] for name in (kind, f"{kind}Where", "Entity"))
    assert isinstance(shape, GraphQLObjectType)
    assert isinstance(where, GraphQLInputObjectType)
    declared = {field_name(kind, predicate) for predicate in headlines(kind)}

    assert set(shape.fields) - set(getattr(entity, "fields", {})) == declared
    titled = {"title"} if kind in PREDICATES["title"].domain else set()
    assert set(where.fields) - COMMON == declared | titled


def test_one_declaration_adds_column_field_condition_and_order() -> None:
    done = subprocess.run([sys.executable, "-c", DECLARED_ANEW], capture_output=True, text=True, check=True)  # noqa: S603  # our own text

    assert json.loads(done.stdout) == {
        "columns": ["mast_height", "mast_height"],
        "field": "QuantityFact",
        "described": True,
        "condition": "NumberCondition",
        "order": True,
        "elsewhere": False,
    }
