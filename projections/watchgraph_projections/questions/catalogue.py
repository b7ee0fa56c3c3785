"""All questions, in order."""

from watchgraph_projections.questions import not_yet, reference_data, surveillance_index
from watchgraph_projections.questions.findings import Question

QUESTIONS: tuple[Question, ...] = tuple(
    sorted(
        (*surveillance_index.QUESTIONS, *reference_data.QUESTIONS, *not_yet.QUESTIONS),
        key=lambda question: question.id,
    )
)
