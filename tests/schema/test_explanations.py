"""Why a claim's confidence is what it is, through the API."""

from tests.schema.replies import Ask

ASKED = """query ($claim: ID!, $position: String) {
  explainConfidence(claim: $claim, asOf: {recordedAt: $position}) {
    score text rule independentOrigins
    claim { id assessment { score rule independentOrigins } }
    assessedTogether { totalCount nodes { id } }
    stepCount
    steps { part before after weight witnessCount witnesses { source { title } weight } }
    raisedBy { remedy text score }
  }
}"""


def claim(ask: Ask, ref: str) -> object:
    return ask(f'{{ claimsByRef(ref: "{ref}") {{ nodes {{ id }} }} }}').at("claimsByRef.nodes.0.id")


def test_every_figure_of_the_reference_data_is_explained_as_it_is_stored(ask: Ask) -> None:
    ids = ask("{ claims(first: 100) { nodes { id } } }").all("claims.nodes.*.id")

    for each in ids:
        reply = ask(ASKED, {"claim": each})

        shown, stored = reply.at("explainConfidence"), reply.at("explainConfidence.claim.assessment")
        assert isinstance(shown, dict)
        assert {name: shown[name] for name in ("score", "rule", "independentOrigins")} == stored
        assert each in reply.all("explainConfidence.assessedTogether.nodes.*.id")


def test_each_step_begins_where_the_last_one_ended(ask: Ask) -> None:
    reply = ask(ASKED, {"claim": claim(ask, "C124")})

    before = reply.all("explainConfidence.steps.*.before")
    after = reply.all("explainConfidence.steps.*.after")
    assert after[-1] == reply.at("explainConfidence.score")
    assert before == after[:-1]
    assert reply.number("explainConfidence.steps.0.witnessCount") > 0


def test_what_would_raise_the_figure_is_higher_than_it(ask: Ask) -> None:
    reply = ask(ASKED, {"claim": claim(ask, "C015")})

    assert reply.at("explainConfidence.score") == 72
    assert reply.all("explainConfidence.raisedBy.*.remedy") == ["INDEPENDENT_SOURCE", "OFFICIAL_RECORD"]
    assert reply.all("explainConfidence.raisedBy.*.score") == [92, 97]


def test_a_claim_that_was_not_known_by_then_has_no_explanation(ask: Ask) -> None:
    assert ask(ASKED, {"claim": claim(ask, "C015"), "position": "0"}).at("explainConfidence") is None


def test_an_id_that_is_none_is_refused(ask: Ask) -> None:
    assert ask(ASKED, {"claim": "C015"}).codes == ["bad-id"]
