"""Answers to the questions of the catalogue are worked out once between two commits."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from tests.stores import Store

from watchgraph_schema.answers import answer
from watchgraph_schema.remembered import Remembered
from watchgraph_schema.requests import Answer, Question
from watchgraph_server.archives import ARCHIVE, DocumentArchive, FileShelf
from watchgraph_server.citations import Citations
from watchgraph_server.persisted import Documents
from watchgraph_server.tasks import Tasks


class Asking:
    """A store whose questions of the catalogue can be asked; `worked_out` counts the answers that took work."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder)
        citations = Citations(self.store.catalogue, DocumentArchive(FileShelf(folder / ARCHIVE)))
        self.tasks = Tasks(Documents(), citations)
        self.worked_out = 0

    def ask(self, **variables: str) -> Answer:
        return self.tasks.of_question("Q35", variables.items()).done(self._answer)

    def _answer(self, question: Question) -> Answer:
        self.worked_out += 1
        return answer(self.store.catalogue, question)


@pytest.fixture
def asking(reference_folder: Path, tmp_path: Path) -> Iterator[Asking]:
    asking = Asking(copytree(reference_folder, tmp_path / "store"))
    yield asking
    asking.store.close()


def test_the_same_question_is_worked_out_once_and_another_anew(asking: Asking) -> None:
    first = asking.ask()
    again = asking.ask()
    earlier = asking.ask(on="2019-04-30")

    assert again.content == first.content != earlier.content
    assert first.spent is not None
    assert again.spent is None
    assert asking.worked_out == 2


def test_a_new_day_is_answered_anew(asking: Asking) -> None:
    today = asking.ask()

    asking.store.catch_up(20261231)
    later = asking.ask()

    assert asking.worked_out == 2
    assert later.standing != today.standing


def test_an_answer_with_errors_is_worked_out_again(asking: Asking) -> None:
    assert not asking.ask(on="someday").complete

    asking.ask(on="someday")

    assert asking.worked_out == 2


def test_what_was_asked_longest_ago_makes_room(asking: Asking) -> None:
    answered = asking.ask()
    remembered = Remembered(most_bytes=2 * len(answered.content))
    questions = [Question(query=str(number)) for number in range(3)]

    for question in questions[:2]:
        remembered.keep(question, answered)
    remembered.get(questions[0], answered.standing)
    remembered.keep(questions[2], answered)

    assert [remembered.get(each, answered.standing) is None for each in questions] == [False, True, False]
