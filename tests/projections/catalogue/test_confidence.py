"""Three promises of the confidence rule, for any evidence."""

from hypothesis import given
from hypothesis import strategies as st

from watchgraph_projections.catalogue.confidence import Witness, assess

sources = st.sampled_from("abcdef")
witnesses = st.builds(
    Witness,
    source=sources,
    relays=st.none() | sources,
    reliability=st.sampled_from("ABCDEF"),
    tier=st.sampled_from(["MEDIA", "COURT", "NGO"]),
    credibility=st.integers(1, 5),
    self_interested=st.booleans(),
    origins=st.frozensets(sources, max_size=2),
)
evidence = st.lists(witnesses, min_size=1, max_size=5)
STRANGER = "stranger"


def score(supporting: list[Witness], contradicting: list[Witness]) -> int:
    found = assess(supporting, contradicting).score
    assert found is not None
    return found


@given(evidence, st.lists(witnesses, max_size=3), witnesses)
def test_an_independent_supporting_source_never_lowers_it(
    supporting: list[Witness], contradicting: list[Witness], other: Witness
) -> None:
    independent = other._replace(source=STRANGER, relays=None, origins=frozenset())

    assert score([*supporting, independent], contradicting) >= score(supporting, contradicting)


@given(evidence, st.lists(witnesses, max_size=3), witnesses, st.data())
def test_a_repeat_never_changes_it(
    supporting: list[Witness], contradicting: list[Witness], other: Witness, data: st.DataObject
) -> None:
    repeated = data.draw(st.sampled_from(supporting)).source
    repeat = other._replace(source=STRANGER, relays=repeated)

    assert score([*supporting, repeat], contradicting) == score(supporting, contradicting)


@given(evidence, st.lists(witnesses, max_size=3), witnesses)
def test_a_contradicting_source_never_raises_it(
    supporting: list[Witness], contradicting: list[Witness], other: Witness
) -> None:
    against = other._replace(source=STRANGER, relays=None, origins=frozenset())

    assert score(supporting, [*contradicting, against]) <= score(supporting, contradicting)


@given(st.permutations([1, 2, 3, 4]), evidence)
def test_the_order_of_the_evidence_changes_nothing(order: list[int], supporting: list[Witness]) -> None:
    shuffled = sorted(supporting, key=lambda witness: order[ord(witness.source) % 4])

    assert assess(shuffled, []) == assess(supporting, [])


def test_what_nobody_can_judge_has_no_score() -> None:
    opinion = Witness(STRANGER, None, "B", "MEDIA", 6, self_interested=False)

    assert assess([opinion], []).score is None


def test_one_good_article_reads_as_probably_true() -> None:
    article = Witness(STRANGER, None, "B", "MEDIA", 2, self_interested=False)

    assert score([article], []) == 72
