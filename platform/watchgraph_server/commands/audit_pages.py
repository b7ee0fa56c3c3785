"""The page that `claim` prints: everything known about a claim, for a person who has to judge it."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from watchgraph.vocabulary import CODE_LISTS
from watchgraph_server.audits import Audit, Brief, Dispute, Evidence, Happening, Named, Rival
from watchgraph_server.terminal import block, heading, item, row

STATE_STYLE = {
    "ACCEPTED": "green",
    "PROPOSED": "yellow",
    "REJECTED": "red",
    "RETRACTED": "red",
    "REDACTED": "red",
}
MANNER = {
    "FACT": "as a fact",
    "ATTRIBUTED": "as what somebody says",
    "OFFICIAL": "in an official disclosure",
    "PLAN": "as a forecast",
    "ESTIMATE": "as an estimate",
    "OPINION": "as an opinion",
    "DENIAL": "as a denial or a refusal to answer",
    "QUESTION": "as an open question",
    "VISUAL": "in a picture",
}
GROUNDS = CODE_LISTS["dispute-ground"]
STANCES = ("SUPPORTS", "CONTRADICTS", "MENTIONS")
DISPUTED_WITH_THIS = "is disputed, and this claim is held against it"
RIVALRY = {
    "DISPUTE": "set against it by a dispute",
    "POLARITY": "says the opposite",
    "VALUE": "gives another value",
}
CERTAINTY = {
    "YES": "so",
    "POSSIBLY": "perhaps so: nothing says that it ended, or its date is vague",
    "NO": "not so",
}
EVENT = {"YES": "an event of that day", "POSSIBLY": "an event, perhaps of that day", "NO": "an event, not going on"}
LICENCES = {"NOASSERTION": "NOASSERTION (the publisher states none that we know of)"}


def show(out: Console, audit: Audit, day: str) -> None:
    """Print the page. day: the day of the world that the answer is given for."""
    _title(out, audit)
    _statement(out, audit, day)
    _evidence(out, audit.evidence.nodes)
    _list(out, "What says otherwise", [_rival(rival, audit) for rival in audit.rivals.nodes])
    _list(out, "Who else says so", [_brief(brief) for brief in audit.corroborates.nodes])
    for dispute in audit.disputes.nodes:
        _dispute(out, dispute, audit)
    heading(out, "History")
    for happening in audit.history.nodes:
        row(out, happening.at[:10], _happening(happening))


def _title(out: Console, audit: Audit) -> None:
    title = Text()
    title.append(audit.ref or "claim", style="bold cyan")
    title.append("  ")
    title.append(audit.state, style=STATE_STYLE.get(audit.state, "magenta"))
    if audit.disputed:
        title.append("  DISPUTED", style="bold yellow")
    title.append(f"  {audit.id}", style="dim")
    out.print()
    block(out, title)
    block(out, Text(audit.sentence, style="bold"))


def _statement(out: Console, audit: Audit, day: str) -> None:
    out.print()
    row(out, "said", f"{MANNER.get(audit.modality, audit.modality)} by {_speaker(audit)}")
    row(out, "means", f"{audit.predicate.name}: {audit.predicate.definition}")
    row(out, "when", _when(audit, day))
    row(out, "rank", audit.rank + (f": {audit.rank_reason}" if audit.rank_reason else ""))
    row(out, "confidence", audit.assessment.explanation)
    row(out, "credibility", f"{audit.credibility}, of 1 (confirmed) to 6 (cannot be judged)")
    if audit.policy:
        row(out, "accepted by", f"policy {audit.policy}")
    if audit.reason:
        row(out, "because", audit.reason)
    if audit.replaced_by is not None:
        row(out, "replaced by", _brief(audit.replaced_by))
    licences = sorted({piece.licence for piece in audit.evidence.nodes})
    row(out, "licence", ", ".join(LICENCES.get(licence, licence) for licence in licences))


def _when(audit: Audit, day: str) -> str:
    said = audit.valid.text or "no time is stated"
    if audit.predicate.persists:
        return f"{said}; on {day} {CERTAINTY[audit.certainty]}"
    return f"{said}; on {day} {EVENT[audit.certainty]}"


def _speaker(audit: Audit) -> str:
    """Name who says so, and where it was told: a misprint is the document's, not the speaker's."""
    if audit.rule:
        return f"rule {audit.rule} of this program"
    if audit.speaker is None:
        return "the document itself"
    documents = [piece.chain[-1].entity for piece in audit.evidence.nodes if piece.stance == "SUPPORTS" and piece.chain]
    told = f", as told in {_name(documents[0])}" if documents else ""
    return f"{_name(audit.speaker)}{told}"


def _evidence(out: Console, evidence: Iterable[Evidence]) -> None:
    heading(out, "Evidence")
    for piece in sorted(evidence, key=lambda piece: STANCES.index(piece.stance)):
        shown = Text(" → ".join(_name(link.entity) for link in piece.chain))
        shown.append(f"\n{piece.locator}")
        shown.append("\n" + "; ".join(_particulars(piece)), style="dim")
        if piece.quote:
            shown.append(f"\n“{piece.quote}”", style="italic")
        row(out, piece.stance.lower(), shown)


def _particulars(piece: Evidence) -> list[str]:
    liveness = piece.source.liveness.status if piece.source else ""
    facts = [
        f"published {piece.published}" if piece.published else "",
        f"edition {piece.edition}" if piece.edition else "",
        "speaks of itself" if piece.self_interested else "",
        "" if liveness in {"", "NEVER_CHECKED"} else f"page {liveness}",
        piece.licence,
        (piece.source and piece.source.url) or "",
    ]
    return [fact for fact in facts if fact]


def _list(out: Console, title: str, entries: list[Text]) -> None:
    if entries:
        heading(out, title)
    for entry in entries:
        item(out, entry)


def _rival(rival: Rival, audit: Audit) -> Text:
    how = RIVALRY.get(rival.reason, rival.reason)
    if rival.reason == "DISPUTE" and not any(dispute.is_over(audit.id) for dispute in audit.disputes.nodes):
        how = DISPUTED_WITH_THIS
    return _brief(rival.claim).append(f" · {how}", style="dim")


def _brief(brief: Brief) -> Text:
    documents = [piece.source.title for piece in brief.evidence.nodes if piece.source]
    shown = Text(brief.sentence)
    shown.append("\n" + " · ".join([brief.ref or brief.id, brief.state, *documents]), style="dim")
    return shown


def _dispute(out: Console, dispute: Dispute, audit: Audit) -> None:
    over = ", ".join(dict.fromkeys(claim.ref or claim.id for claim in dispute.claims.nodes))
    whose = "" if dispute.is_over(audit.id) else f" over {over}, not over this claim"
    heading(out, f"Dispute{whose}: {GROUNDS.label(dispute.grounds)} ({dispute.state.lower()})")
    if dispute.text:
        item(out, dispute.text)
    for reply in dispute.replies:
        item(out, f"{_name(reply.party) if reply.party else 'A party'} replied: {reply.text or 'redacted'}")
    if dispute.outcome:
        item(out, f"{dispute.outcome}: {dispute.resolution or 'no words given'}")


def _happening(happening: Happening) -> Text:
    shown = Text(f"{happening.topic} at position {happening.position}")
    shown.append(
        f", {happening.at[11:19]} UTC, by {happening.actor.id} ({happening.actor.role}, {happening.actor.channel})",
        style="dim",
    )
    for detail in happening.details:
        if (detail.value or "").startswith(("{", "[")):
            continue  # whole objects are for `--json`
        shown.append(f"\n{detail.name}: {detail.value or 'redacted'}", style="dim")
    return shown


def _name(named: Named) -> str:
    return named.name or "something unnamed"
