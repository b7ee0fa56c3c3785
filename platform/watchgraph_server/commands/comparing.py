"""`questions`: published answers beside ours, each question one GraphQL document."""

import re
from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from watchgraph_schema.questions import Document, documents
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write, write_json
from watchgraph_server.questions import Asked, Finding, Lacking, Part, Side, ask, verdicts
from watchgraph_server.stores import Store
from watchgraph_server.terminal import console, heading, row, working
from watchgraph_server.told import lines

STYLE: Final = {"EQUAL": "green", "EXPLAINED": "yellow", "UNEXPLAINED": "red"}
PARTLY: Final = "PART_IMPORTED"
VERDICTS: Final = ("EQUAL", "EXPLAINED", "UNEXPLAINED", "NOT_ANSWERABLE")


def questions(only: Sequence[str], *, as_json: bool, as_document: bool) -> None:
    """Ask all questions, or those with these ids, and print how the published answers compare with ours.

    as_document: print the GraphQL documents instead. Raises BadInputError for an unknown id.
    """
    chosen = _chosen(only)
    if as_document:
        write("\n".join(each.text for each in chosen))
        return
    with Store.open() as store, working("Asking") as say:
        asked = []
        for each in chosen:
            say(f"Asking {each.id}")
            asked.append(ask(store.catalogue, store.citations, each))
    if as_json:
        write_json([_plain(each) for each in asked])
        return
    _show_all(asked)


def _chosen(only: Sequence[str]) -> tuple[Document, ...]:
    known = {each.id: each for each in documents()}
    wanted = [name.upper() for name in only]
    if unknown := [name for name in wanted if name not in known]:
        raise BadInputError(f"There is no question {', '.join(unknown)}; there are {', '.join(known)}")
    return tuple(known[name] for name in wanted) or documents()


def _plain(asked: Asked) -> dict[str, object]:
    return {
        "id": asked.id,
        "question": asked.question,
        "about": asked.about,
        "findings": [
            {
                "what": part.name,
                "published": None if finding.left is None else finding.left.text,
                "publishedOf": None if finding.left is None else finding.left.note,
                "by": None if finding.left is None else finding.left.name,
                "publishedClaims": _claims(finding.left),
                "ours": None if finding.right is None else finding.right.text,
                "definition": None if finding.right is None else finding.right.name,
                "note": None if finding.right is None else finding.right.note,
                "ourClaims": _claims(finding.right),
                "verdict": finding.verdict,
                "reason": finding.reason,
                "explanation": finding.explanation,
                "missing": [
                    {"lack": each.lack, "text": each.text, "command": each.command} for each in finding.missing
                ],
            }
            for part in asked.parts
            for finding in part.findings
        ],
        "answers": {part.name: part.answer for part in asked.parts if not part.findings},
        "citation": asked.citation,
    }


def _claims(side: Side | None) -> dict[str, object]:
    nodes = () if side is None else side.claims.nodes
    total = 0 if side is None else max(side.claims.total_count, len(nodes))
    return {"total": total, "first": [{"id": each.id, "ref": each.ref} for each in nodes]}


def _show_all(asked: Sequence[Asked]) -> None:
    out = console()
    for each in asked:
        heading(out, f"{each.id}  {each.question}")
        for part in each.parts:
            _part(out, part)
        if each.citation is not None:
            row(out, "cite", Text(each.citation, style="dim"))
    found = verdicts(asked)
    counted = ", ".join(f"{found.get(each, 0)} {each.replace('_', ' ').lower()}" for each in VERDICTS)
    out.print()
    row(out, "in all", f"{sum(found.values())} published figures: {counted}", indent=0)


def _part(out: Console, part: Part) -> None:
    for finding in part.findings:
        _finding(out, finding)
    if not part.findings:
        row(out, _words(part.name), Text("\n".join(lines(part.answer))))


def _words(name: str) -> str:
    """Write the name of a field in words: `byVendor` as `by vendor`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r" \1", name).lower()


def _finding(out: Console, finding: Finding) -> None:
    published = finding.left
    if published is not None:
        refs = ", ".join(each.ref or each.id for each in published.claims.nodes)
        said = published.text if published.note is None else f"{published.text} ({published.note})"
        row(out, "published", Text.assemble(said, (f"  {published.name} [{refs}]", "dim")))
    ours = Text("no answer" if finding.right is None else finding.right.text)
    ours.append(f"  {finding.verdict.replace('_', ' ')}", style=STYLE.get(finding.verdict, "dim"))
    if finding.reason is not None and not finding.missing:
        ours.append(f" ({finding.reason.replace('_', ' ').lower()})", style=STYLE.get(finding.verdict, "dim"))
    row(out, "ours", ours)
    note = None if finding.right is None else finding.right.note
    missing = "; ".join(_missing(each) for each in finding.missing)
    why = None if missing else finding.explanation
    for label, words in (("why", why), ("missing", missing), ("note", note)):
        if words:
            row(out, label, Text(words, style="dim"))
    if finding.right is not None:
        row(out, "claims", Text(_receipts(finding.right), style="dim"))


def _missing(lacking: Lacking) -> str:
    if lacking.command is None:
        return lacking.text
    return f"{lacking.text}; {'for the rest run' if lacking.lack == PARTLY else 'run'} `{lacking.command}`"


def _receipts(side: Side) -> str:
    names = list(dict.fromkeys(each.ref or each.id for each in side.claims.nodes))
    total = max(side.claims.total_count, len(side.claims.nodes))
    return f"{total}: {', '.join(names)}" + (" …" if total > len(side.claims.nodes) else "")
