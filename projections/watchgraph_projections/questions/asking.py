"""Asks the catalogue of questions, and compares."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Connection, func, select

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.tables import claim, claim_at, dataset, dataset_at, edition, edition_at
from watchgraph_projections.questions.catalogue import QUESTIONS
from watchgraph_projections.questions.findings import (
    Answered,
    Behind,
    Finding,
    Needs,
    Published,
    Question,
    Verdict,
)


def ask_all(connection: Connection, moment: Moment, questions: Sequence[Question] = QUESTIONS) -> tuple[Answered, ...]:
    """Ask questions at one moment; one about all others asks the whole catalogue."""
    about_others = any(question.about_others for question in questions)
    asked = {each: ask(connection, moment, each) for each in (QUESTIONS if about_others else questions)}
    return tuple(_about(each, asked.values()) if each.about_others else asked[each] for each in questions)


def ask(connection: Connection, moment: Moment, question: Question) -> Answered:
    """Ask one question; one about all others can only be answered with them, by `ask_all`."""
    findings = tuple(_find(connection, moment, published) for published in question.published)
    return Answered(question=question, findings=findings)


def _about(question: Question, others: Iterable[Answered]) -> Answered:
    """List the published answers that differ from ours, each with its reason."""
    differing = [
        (each.question.id, finding)
        for each in others
        for finding in each.findings
        if finding.verdict is Verdict.DIFFERS
    ]
    listed = "; ".join(
        f"{id_}: {finding.published.value} published, {finding.ours} here ({finding.difference})"
        for id_, finding in differing
    )
    claims = {claim for _, finding in differing for claim in finding.claims}
    finding = Finding(
        published=question.published[0],
        verdict=Verdict.OURS_ONLY,
        ours=listed or "none so far",
        claims=tuple(sorted(claims)),
    )
    return Answered(question=question, findings=(finding,))


def _find(connection: Connection, moment: Moment, published: Published) -> Finding:
    if published.check is None:
        return _not_yet(published, published.why)
    if published.needs is not None and not _imported(connection, moment, published.needs):
        return _not_yet(published, _missing(published.needs))
    ours = published.check.ask(connection, moment)
    if ours.value is None:
        return _not_yet(published, "the data that were imported do not hold it")
    behind = _behind(connection, moment, ours.claims)
    verdict = _verdict(published, ours.value)
    differs = verdict is Verdict.DIFFERS
    return Finding(
        published=published,
        verdict=verdict,
        ours=ours.value,
        difference=published.differs if differs else None,
        why=published.why if verdict is not Verdict.SAME else None,
        note=ours.note,
        claims=behind,
    )


def _verdict(published: Published, ours: str) -> Verdict:
    if published.value is None:
        return Verdict.OURS_ONLY
    return Verdict.SAME if published.value == ours else Verdict.DIFFERS


def _not_yet(published: Published, why: str | None) -> Finding:
    return Finding(published=published, verdict=Verdict.NOT_ANSWERABLE_YET, why=why)


def _missing(needs: Needs) -> str:
    which = needs.dataset if needs.edition is None else f"{needs.dataset}, edition {needs.edition}"
    return f"not imported: {which}; run `watchgraph import {needs.importer}`"


def _imported(connection: Connection, moment: Moment, needs: Needs) -> bool:
    if needs.edition is None:
        sets = moment.of((dataset, dataset_at))
        query = select(func.count()).select_from(sets).where(sets.c.slug == needs.dataset, moment.holds(sets))
    else:
        editions = moment.of((edition, edition_at))
        same = (editions.c.dataset == needs.dataset, editions.c.name == needs.edition)
        query = select(func.count()).select_from(editions).where(*same, moment.holds(editions))
    return bool(connection.execute(query).scalar_one())


def _behind(connection: Connection, moment: Moment, keys: Sequence[int]) -> tuple[Behind, ...]:
    claims = moment.of((claim, claim_at))
    query = select(claims.c.key, claims.c.id, claims.c.record).where(among(claims.c.key, keys), moment.holds(claims))
    rows = connection.execute(query.order_by(claims.c.key))
    return tuple(Behind(key, UUID(id_), record) for key, id_, record in rows)
