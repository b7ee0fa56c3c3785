"""`questions`: published answers beside ours."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from watchgraph_projections.catalogue.reading import read_moment
from watchgraph_projections.questions.asking import ask_all
from watchgraph_projections.questions.catalogue import QUESTIONS
from watchgraph_projections.questions.findings import Answered, Behind, Finding, Question, Verdict
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write_json
from watchgraph_server.stores import Store
from watchgraph_server.terminal import console, heading, row

CLAIMS_SHOWN: Final = 8
STYLE: Final = {Verdict.SAME: "green", Verdict.DIFFERS: "yellow"}


def questions(only: Sequence[str], *, as_json: bool) -> None:
    """Ask all questions, or those with these ids, and print how the published answers compare with ours.

    Raises BadInputError for an unknown id.
    """
    chosen = _chosen(only)
    with Store.open() as store, store.catalogue.connect() as connection:
        answered = ask_all(connection, read_moment(connection), chosen)
    if as_json:
        write_json([_plain(each) for each in answered])
        return
    out = console()
    for each in answered:
        _show(out, each)
    _sum_up(out, answered)


def _chosen(only: Sequence[str]) -> tuple[Question, ...]:
    known = {question.id: question for question in QUESTIONS}
    wanted = [name.upper() for name in only]
    if unknown := [name for name in wanted if name not in known]:
        raise BadInputError(f"There is no question {', '.join(unknown)}; there are {', '.join(known)}")
    return tuple(known[name] for name in wanted) or QUESTIONS


def _plain(answered: Answered) -> dict[str, object]:
    question = answered.question
    return {
        "id": question.id,
        "question": question.text,
        "verdict": answered.verdict,
        "findings": [
            {
                "what": finding.published.what,
                "published": finding.published.value,
                "by": finding.published.by,
                "ours": finding.ours,
                "verdict": finding.verdict,
                "difference": finding.difference,
                "why": finding.why,
                "note": finding.note,
                "claims": [{"id": behind.id, "ref": behind.record} for behind in finding.claims],
            }
            for finding in answered.findings
        ],
    }


def _show(out: Console, answered: Answered) -> None:
    heading(out, f"{answered.question.id}  {answered.question.text}")
    for finding in answered.findings:
        _finding(out, finding)


def _finding(out: Console, finding: Finding) -> None:
    published = finding.published
    row(out, "published", f"{published.value or 'nothing found in print'}{_about(published.what)}, {published.by}")
    style = STYLE.get(finding.verdict, "dim")
    ours = Text(finding.ours or "no answer yet")
    ours.append(f"  {finding.verdict.replace('_', ' ')}", style=style)
    if finding.difference is not None:
        ours.append(f" ({finding.difference.replace('_', ' ').lower()})", style=style)
    row(out, "ours", ours)
    for label, words in (("why", finding.why), ("note", finding.note), ("claims", _claims(finding.claims))):
        if words:
            row(out, label, Text(words, style="dim"))


def _about(what: str) -> str:
    return f" ({what})" if what else ""


def _claims(behind: Sequence[Behind]) -> str:
    names = list(dict.fromkeys(claim.record or str(claim.id) for claim in behind))
    more = f" and {len(names) - CLAIMS_SHOWN} more" if len(names) > CLAIMS_SHOWN else ""
    return ", ".join(names[:CLAIMS_SHOWN]) + more


def _sum_up(out: Console, answered: Sequence[Answered]) -> None:
    found = Counter(finding.verdict for each in answered for finding in each.findings)
    verdicts = ", ".join(f"{found[verdict]} {verdict.replace('_', ' ').lower()}" for verdict in Verdict)
    out.print()
    row(out, "in all", f"{found.total()} findings: {verdicts}", indent=0)
