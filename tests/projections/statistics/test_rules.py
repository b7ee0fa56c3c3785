"""The rule of certain and possible, alone."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.projections.statistics.by_hand.judging import Standing, Time, judge

from watchgraph.domain import edtf
from watchgraph.domain.statements import Modality, Polarity
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.statistics.rules import Reason, Step, Terms

DAY = 20200615
STATES = ("PROPOSED", "ACCEPTED", "REJECTED", "WITHDRAWN", "CORRECTED", "RETRACTED", "REDACTED", "SUPERSEDED")

standings = st.builds(
    Standing,
    state=st.sampled_from(STATES),
    polarity=st.sampled_from([str(each) for each in Polarity]),
    modality=st.sampled_from([str(each) for each in Modality]),
    planned=st.booleans(),
    disputed=st.booleans(),
)
texts = st.sampled_from(
    ["", "2019", "2020", "2020-06-15", "2021", "2019/..", "2019/2020", "2018/", "/2021", "[..2019]"]
)


def time(valid: str, persistence: Persistence = Persistence.STATE) -> Time:
    return Time(*edtf.parse(valid, persistence), valid, None, persistence is Persistence.OCCURRENCE)


def sure(*, state: str = "ACCEPTED", planned: bool = False) -> Standing:
    return Standing(state=state, polarity="AFFIRMED", modality="FACT", planned=planned, disputed=False)


@given(standing=standings, valid=texts, day=st.sampled_from([None, 20100101, DAY, 20300101]))
def test_every_claim_either_counts_at_a_step_or_is_left_out_for_a_reason(
    standing: Standing, valid: str, day: int | None
) -> None:
    verdict = judge(standing, time(valid), Terms(day=day))

    assert (verdict.step is None) is (verdict.reason is not None)


@given(standing=standings, valid=texts)
def test_only_accepted_undisputed_affirmed_assertions_are_certain(standing: Standing, valid: str) -> None:
    verdict = judge(standing, time(valid), Terms(day=DAY))

    if verdict.step is Step.CERTAIN:
        assert standing.state == "ACCEPTED"
        assert not standing.disputed
        assert standing.polarity == "AFFIRMED"
        assert Modality(standing.modality).asserts
        assert not standing.planned


@given(standing=standings, valid=texts)
def test_a_dispute_never_makes_a_claim_surer(standing: Standing, valid: str) -> None:
    undisputed = judge(standing._replace(disputed=False), time(valid), Terms(day=DAY))
    disputed = judge(standing._replace(disputed=True), time(valid), Terms(day=DAY))

    assert (undisputed.step is None) is (disputed.step is None)
    if undisputed.step is not None and disputed.step is not None:
        assert disputed.step >= max(undisputed.step, Step.DISPUTED)


def test_time_decides_between_certain_possible_and_left_out() -> None:
    expected = {
        "2019/..": (Step.CERTAIN, None, False),
        "2019": (Step.CERTAIN, None, True),
        "2020-06-15": (Step.CERTAIN, None, False),
        "[..2019]": (Step.CERTAIN, None, True),
        "2020": (Step.POSSIBLY_BEGUN, None, False),
        "": (Step.POSSIBLY_BEGUN, None, False),
        "2019/2020": (Step.POSSIBLY_OVER, None, False),
        "2018/": (Step.POSSIBLY_OVER, None, False),
        "2021": (None, Reason.NOT_YET, False),
        "2010/2015": (None, Reason.ENDED, False),
    }

    assert {valid: judge(sure(), time(valid), Terms(day=DAY)) for valid in expected} == expected


def test_what_happened_before_the_day_has_happened() -> None:
    steps = [judge(sure(), time(each, Persistence.OCCURRENCE), Terms(day=DAY)) for each in ("2019", "2020", "2021")]

    assert steps == [(Step.CERTAIN, None, False), (Step.POSSIBLY_BEGUN, None, False), (None, Reason.NOT_YET, False)]


def test_what_has_no_time_was_so_when_it_was_said() -> None:
    undated = [msgspec.structs.replace(time(""), said=day) for day in (20190101, 20210101, edtf.NEVER, None)]

    verdicts = [judge(sure(), each, Terms(day=DAY)) for each in undated]

    assert verdicts == [(Step.CERTAIN, None, True), *[(Step.POSSIBLY_BEGUN, None, False)] * 3]
    assert undated[0].sighting == (20190101, "2019-01-01")


def test_without_a_day_time_does_not_matter() -> None:
    assert judge(sure(), time("2050"), Terms(day=None)).step is Step.CERTAIN


def test_an_edition_still_states_what_a_newer_one_does_not() -> None:
    superseded = sure(state="SUPERSEDED")

    assert judge(superseded, time("2019"), Terms(day=None)).reason is Reason.SUPERSEDED
    assert judge(superseded, time("2019"), Terms(day=None, superseded=True)).step is Step.CERTAIN


def test_plans_count_only_where_they_are_asked_for() -> None:
    plan = sure(planned=True)

    assert judge(plan, time("2019"), Terms(day=DAY)).reason is Reason.PLANNED
    assert judge(plan, time("2019"), Terms(day=DAY, planned=True)).step is Step.CERTAIN
