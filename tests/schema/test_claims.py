"""Claims through the API: what is said, on what evidence, and what stands against it."""

from tests.schema.replies import Ask

CLAIM = '{ claimsByRef(ref: "%s") { nodes { %s } } }'


def test_a_claim_reads_as_one_sentence_with_its_circumstances(ask: Ask) -> None:
    reply = ask(CLAIM % ("C004", "sentence subject { name } object { name } predicate { label definition }"))

    sentence = str(reply.at("claimsByRef.nodes.0.sentence"))
    assert "Huawei supplies" in sentence
    assert "buyer: Government of Serbia" in sentence


def test_evidence_shows_the_chain_from_speaker_to_document(ask: Ask) -> None:
    reply = ask(
        CLAIM
        % ("C004", "evidence { nodes { stance locator licence chain { role entity { name } } source { title } } }")
    )

    assert reply.all("claimsByRef.nodes.0.evidence.nodes.0.chain.*.role") == ["SPEAKER", "DOCUMENT"]
    assert reply.at("claimsByRef.nodes.0.evidence.nodes.0.stance") == "SUPPORTS"
    assert reply.at("claimsByRef.nodes.0.evidence.nodes.0.locator")


def test_confidence_is_explained_by_its_origins(ask: Ask) -> None:
    reply = ask(
        CLAIM
        % (
            "C004",
            "confidence assessment { score rule independentOrigins explanation "
            "supporting { weight sources { name } } }",
        )
    )

    origins = reply.all("claimsByRef.nodes.0.assessment.supporting.*.weight")
    assert len(origins) == reply.at("claimsByRef.nodes.0.assessment.independentOrigins")
    assert reply.at("claimsByRef.nodes.0.confidence") == reply.at("claimsByRef.nodes.0.assessment.score")
    assert str(reply.at("claimsByRef.nodes.0.confidence")) in str(
        reply.at("claimsByRef.nodes.0.assessment.explanation")
    )


def test_disputed_claims_show_the_dispute_and_the_rival(ask: Ask) -> None:
    reply = ask(
        "{ disputes { nodes { grounds state claims { nodes { disputed disputes { nodes { id } } "
        "rivals { nodes { reason claim { id } } } } } rivals { nodes { id } } } } }"
    )

    assert set(reply.all("disputes.nodes.*.claims.nodes.*.disputed")) == {True}
    against = set(reply.all("disputes.nodes.*.rivals.nodes.*.id"))
    assert against
    assert against <= set(reply.all("disputes.nodes.*.claims.nodes.*.rivals.nodes.*.claim.id"))
    assert "DISPUTE" in reply.all("disputes.nodes.*.claims.nodes.*.rivals.nodes.*.reason")


def test_a_claim_knows_its_history_and_when_it_was_recorded(ask: Ask) -> None:
    reply = ask(
        CLAIM % ("C004", "history { nodes { topic position at actor { role channel } } } recorded { position at }")
    )

    assert reply.at("claimsByRef.nodes.0.history.nodes.0.topic") == "claim.proposed"
    assert reply.at("claimsByRef.nodes.0.history.nodes.0.at") == reply.at("claimsByRef.nodes.0.recorded.at")


def test_claims_can_be_filtered_by_everything_that_a_reader_may_doubt(ask: Ask) -> None:
    reply = ask(
        "{ opinions: claims(where: {modalities: [OPINION]}, first: 100) { nodes { modality drawsEdge counted } } "
        "denied: claims(where: {polarities: [NEGATED]}, first: 100) { nodes { polarity drawsEdge } } "
        "sure: claims(where: {minConfidence: 80}, first: 100) { nodes { confidence } } "
        'edition: claims(where: {edition: {dataset: "watchgraph-reference", name: "2026-11"}}) { totalCount } '
        'geonames: claims(where: {dataset: "geonames-cities"}) { totalCount } '
        "all: claims { totalCount } }"
    )

    assert set(reply.all("opinions.nodes.*.modality")) == {"OPINION"}
    assert set(reply.all("opinions.nodes.*.drawsEdge") + reply.all("opinions.nodes.*.counted")) == {False}
    assert set(reply.all("denied.nodes.*.polarity")) == {"NEGATED"}
    assert set(reply.all("denied.nodes.*.drawsEdge")) == {False}
    assert all(float(str(score)) >= 80 for score in reply.all("sure.nodes.*.confidence"))
    both = int(str(reply.at("edition.totalCount"))) + int(str(reply.at("geonames.totalCount")))
    assert both == reply.at("all.totalCount")


def test_nothing_was_published_before_its_source_was(ask: Ask) -> None:
    reply = ask(
        '{ early: claims(where: {publishedBy: "1990"}) { totalCount } late: claims(where: {publishedBy: "2026-11-23"}) '
        "{ totalCount } }"
    )

    assert reply.at("early.totalCount") == 0
    assert reply.number("late.totalCount") > 0


def test_what_nobody_dated_was_published_by_the_day_on_which_it_came_in(ask: Ask) -> None:
    reply = ask(
        '{ all: claims { totalCount } before: claims(where: {publishedBy: "2026-11-22"}) { totalCount } '
        'after: claims(where: {publishedBy: "2100"}) { totalCount } }'
    )

    assert reply.number("before.totalCount") < reply.number("after.totalCount") == reply.at("all.totalCount")


def test_claims_and_edges_can_be_asked_by_whether_they_hold_on_the_day(ask: Ask) -> None:
    each = "{ totalCount nodes { certainty } }"
    asked = " ".join(f"{one}: claims(where: {{certainties: [{one}]}}) {each}" for one in ("YES", "POSSIBLY", "NO"))
    edges = (
        'places(where: {name: {eq: "Belgrade"}}) { nodes { neighbours(where: {certainties: [NO]}) { totalCount } } }'
    )

    reply = ask(f"{{ {asked} all: claims {{ totalCount }} {edges} }}")

    for one in ("YES", "POSSIBLY", "NO"):
        assert set(reply.all(f"{one}.nodes.*.certainty")) <= {one}
    assert sum(reply.number(f"{one}.totalCount") for one in ("YES", "POSSIBLY", "NO")) == reply.at("all.totalCount")
    assert reply.codes == []


def test_what_can_be_of_one_kind_only_is_of_its_type(ask: Ask) -> None:
    reply = ask(
        """{ moneyTrail(vendor: "2852c014-71c2-5c58-b536-2d6687477ece") { nodes {
               deployment { hasStatus { code } } contract { signedOn { text } } facility { amount { text } } } }
             claims(first: 50) { nodes { assessment {
               supporting { sources { title tier } } repeats { title } } } }
             sources(first: 100) { nodes { takesFrom { nodes { source { title } origin { title tier } } } } } }"""
    )

    assert reply.codes == []
    assert reply.all("moneyTrail.nodes.*.contract.signedOn.text")
    assert reply.all("moneyTrail.nodes.*.facility.amount.text")
    assert reply.all("claims.nodes.*.assessment.supporting.*.sources.*.title")
    assert reply.all("sources.nodes.*.takesFrom.nodes.*.origin.title")
