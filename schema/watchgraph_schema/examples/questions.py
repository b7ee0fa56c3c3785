"""How each question is asked, and where the directives of the schema stand."""

from collections.abc import Mapping
from typing import Final

from watchgraph.vocabulary import KINDS
from watchgraph_schema.exemplars import BELGRADE, CALLED, CAMERAS, CLAIM, HUAWEI


def _list(plural: str, kind: str) -> str:
    where = f'name: {{contains: "{CALLED.get(kind, "a")}"}}'
    return f"{plural}(where: {{{where}}}, order: NAME, first: 5) {{ totalCount nodes {{ id name }} }}"


QUESTIONS: Final[Mapping[str, str]] = {
    **{kind.plural: _list(kind.plural, name) for name, kind in KINDS.items()},
    "aggregate": 'aggregate(of: "Place", where: [{predicate: "usesSurveillanceTechnology"}]) '
    "{ numbers { certain { figure { value } } } }",
    "claim": f"claim(id: {CLAIM}) {{ sentence evidence {{ nodes {{ locator source {{ title }} }} }} }}",
    "claims": 'claims(where: {predicates: ["supplies"], standing: true}) { totalCount nodes { sentence } }',
    "claimsByRef": 'claimsByRef(ref: "C004") { nodes { sentence state } }',
    "commits": "commits(first: 5) { nodes { position at } }",
    "coverages": "coverages { nodes { topic result } }",
    "datasets": "datasets { nodes { slug title licence } }",
    "disputes": "disputes(state: OPEN) { nodes { text claims { nodes { ref } } } }",
    "entities": 'entities(where: {name: {contains: "police"}}) { nodes { id kind name } }',
    "entity": f"entity(id: {CAMERAS}) {{ kind name claims {{ totalCount }} }}",
    "errorKinds": "errorKinds { code }",
    "judgements": "judgements(verdict: SAME) { nodes { leftId rightId basis } }",
    "moneyTrail": f"moneyTrail(vendor: {HUAWEI}) {{ nodes {{ complete lender {{ name }} missing {{ reason }} }} }}",
    "node": f"node(id: {CAMERAS}) {{ __typename id ... on Entity {{ name }} }}",
    "nodes": f"nodes(ids: [{CAMERAS}, {CLAIM}]) {{ __typename id ... on Claim {{ sentence }} }}",
    "paths": f"paths(from: {BELGRADE}, to: {HUAWEI}, maxHops: 3) "
    "{ nodes { length hops { predicate { label } } } }",
    "predicates": "predicates(family: SUPPLY) { name label definition }",
    "search": 'search(text: "huawei") { nodes { kind reason entity { id } } }',
    "sourceByUrl": 'sourceByUrl(url: "https://doi.org/10.1038/d41586-020-03188-2") { title citedBy { totalCount } }',
    "sources": "sources(where: {liveness: [GONE]}) { nodes { title publisher } }",
}
"""A question as one asks it, for each field at the top; lists of kinds have one made by rule."""

DIRECTIVES: Final[Mapping[str, str]] = {
    "cost": 'totalCount: Int! @cost(weight: "1")',
    "listSize": "steps: [ConfidenceStep!]! @listSize(assumedSize: 20)",
}
"""A line of the schema that has the directive."""
