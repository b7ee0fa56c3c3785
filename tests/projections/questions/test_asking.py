"""Published answers beside ours, over the reference data as they ship and over the index of 2022."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.stores import Store

from watchgraph.log import Actor
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.registry import import_named
from watchgraph_projections.questions.asking import ask_all
from watchgraph_projections.questions.catalogue import QUESTIONS
from watchgraph_projections.questions.findings import Answered, Difference, Verdict
from watchgraph_projections.questions.surveillance_index import BOOK_2022

FROM_REFERENCE = {"Q02", "Q03", "Q07", "Q26", "Q27", "Q31", "Q33", "Q34", "Q36"}


def take(store: Store, name: str, *paths: Path) -> None:
    """Import and fold."""
    imports = ImportStore(log=store.log, staging=store.folder / "staging")
    import_named(name, paths, imports, Actor(id="tests", role="EDITOR", channel="LOCAL"))
    store.catch_up()


def asked(store: Store) -> dict[str, Answered]:
    """Every question, by id."""
    with store.catalogue.connect() as connection:
        return {each.question.id: each for each in ask_all(connection, store.catalogue.moment())}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("reference"))
    take(store, "reference")
    yield store
    store.close()


@pytest.fixture(scope="module")
def from_reference(reference: Store) -> dict[str, Answered]:
    return asked(reference)


def test_the_reference_data_alone_answer_more_than_five_questions(from_reference: dict[str, Answered]) -> None:
    answered = {id_ for id_, each in from_reference.items() if each.verdict is not Verdict.NOT_ANSWERABLE_YET}

    assert answered == FROM_REFERENCE


def test_every_answer_of_ours_names_its_claims(from_reference: dict[str, Answered]) -> None:
    for answered in from_reference.values():
        for finding in answered.findings:
            assert bool(finding.claims) is (finding.ours is not None), answered.question.id


def test_what_cannot_be_answered_says_why_and_which_import_is_missing(from_reference: dict[str, Answered]) -> None:
    open_ones = [
        finding
        for answered in from_reference.values()
        for finding in answered.findings
        if finding.verdict is Verdict.NOT_ANSWERABLE_YET
    ]

    assert all(finding.why for finding in open_ones)
    assert (
        from_reference["Q04"].findings[-1].why == "not imported: aigs, edition 2022; run `watchgraph import aigs-2022`"
    )


def test_belgrade_has_six_quantities_that_are_never_one(from_reference: dict[str, Answered]) -> None:
    ours = [(finding.ours, finding.claims[0].record) for finding in from_reference["Q33"].findings]

    assert ours == [
        ("800 sites", "C002"),
        ("1000 cameras", "R01"),
        ("9 cameras", "R04"),
        ("5 sites", "R04"),
        ("8000 cameras", "C015"),
        ("at least 1200 cameras", "R03"),
        ("not facial recognition", "R08"),
    ]


def test_a_misprint_is_told_from_a_contradiction(from_reference: dict[str, Answered]) -> None:
    finding = from_reference["Q07"].findings[1]

    assert (finding.verdict, finding.difference) == (Verdict.DIFFERS, Difference.TRANSCRIPTION)
    assert finding.why is not None
    assert "Q07: 55 countries published" in (from_reference["Q36"].findings[0].ours or "")


def test_asked_alone_the_question_about_all_others_asks_them_too(reference: Store) -> None:
    with reference.catalogue.connect() as connection:
        (answered,) = ask_all(connection, reference.catalogue.moment(), QUESTIONS[-1:])

    assert "Q07" in (answered.findings[0].ours or "")


def test_nothing_differs_but_for_known_reasons(from_reference: dict[str, Answered]) -> None:
    differing = {
        (id_, finding.difference)
        for id_, answered in from_reference.items()
        for finding in answered.findings
        if finding.verdict is Verdict.DIFFERS
    }

    assert differing == {("Q07", Difference.TRANSCRIPTION)}


def test_before_anything_was_imported_nothing_is_answerable(reference: Store) -> None:
    with reference.catalogue.connect() as connection:
        before = ask_all(connection, reference.catalogue.moment(recorded_at="0"))

    assert {each.verdict for each in before if not each.question.about_others} == {Verdict.NOT_ANSWERABLE_YET}


def test_the_catalogue_has_every_question_once() -> None:
    assert [question.id for question in QUESTIONS] == [f"Q{number:02}" for number in range(1, 37)]
    assert all(question.text.endswith("?") and question.published for question in QUESTIONS)


def test_every_count_published_from_the_index_of_2022_comes_out_the_same(tmp_path: Path, test_data: Path) -> None:
    store = Store.open(tmp_path / "store")
    take(store, "aigs-2022", test_data / "aigs-2022")

    found = asked(store)

    of_2022 = {
        (id_, finding.published.what, finding.verdict)
        for id_, answered in found.items()
        for finding in answered.findings
        if finding.published.by == BOOK_2022
    }
    assert {verdict for *_, verdict in of_2022} == {Verdict.SAME}
    assert {id_ for id_, *_ in of_2022} >= {f"Q{number:02}" for number in (*range(1, 16), 17, 18, 19)}
    assert found["Q09"].findings[0].difference is Difference.SOURCE_GAP
    assert found["Q07"].findings[-1].note == "up to 53 with what is doubtful (2 unreviewed)"
