"""`resolve`: the pairs that no rule could decide, and what a person says of them."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import typer
from rich.console import Console

from watchgraph.domain.judgements import Verdict
from watchgraph.ledger import Ledger
from watchgraph.ledger.base import Command
from watchgraph.ledger.entities import Judge, RevertJudgement
from watchgraph.ledger.ledger import Receipt, acting
from watchgraph_projections.views.doubts import Doubt, Side, doubts, pair_of
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write_json
from watchgraph_server.stores import Store
from watchgraph_server.terminal import console, heading, row

KEYS: Final = {"s": Verdict.SAME, "d": Verdict.DISTINCT, "u": Verdict.UNSURE}
SKIP, QUIT = "k", "q"
NAMES_SHOWN: Final = 8
PAIR: Final = 2
NAMELESS: Final = "an entry of a register, of which nothing is stated here: the reason above names it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed. pair: two ids, or none. revert: a judgement's id."""

    pair: tuple[str, ...]
    verdict: str | None
    contributor: str | None
    basis: str
    revert: str | None
    listed: bool


def run(asked: Asked, *, as_json: bool) -> None:
    """Do what was asked. Raises BadInputError for options that do not go together, and the ledger's refusals."""
    if asked.listed or (as_json and not asked.pair and asked.revert is None):
        queue(as_json=as_json)
        return
    if asked.contributor is None:
        raise BadInputError("--as takes the id of the reviewer who says so; --list needs none")
    if asked.revert is not None:
        revert(asked.revert, asked.contributor, asked.basis, as_json=as_json)
    elif not asked.pair:
        ask_one_by_one(asked.contributor)
    elif len(asked.pair) == PAIR and asked.verdict is not None:
        judge(asked.pair, asked.verdict, asked.contributor, asked.basis, as_json=as_json)
    else:
        raise BadInputError("give two entities and a verdict: LEFT RIGHT --verdict same")


def queue(*, as_json: bool) -> None:
    """Print the open pairs, the likeliest first."""
    with Store.open() as store:
        found = _open(store)
    if as_json:
        write_json(found)
        return
    out = console()
    for doubt in found:
        _show(out, doubt)
    out.print(f"{len(found)} pairs wait for somebody to decide.")


def judge(pair: tuple[str, ...], verdict: str, contributor: str, basis: str, *, as_json: bool) -> None:
    """Record what a person says of a pair. Raises BadInputError and the ledger's refusals."""
    if verdict.upper() not in [*Verdict]:
        raise BadInputError(f"{verdict!r} is no verdict: say same, distinct or unsure")
    one, other = (_id(each, "a pair") for each in pair)
    ask = Judge(one=one, other=other, verdict=verdict.upper(), basis=basis)
    _carry_out(ask, contributor, as_json=as_json)


def revert(judgement: str, contributor: str, reason: str, *, as_json: bool) -> None:
    """Take a judgement back. Raises BadInputError and the ledger's refusals."""
    _id(judgement, "--revert")
    with Store.open() as store, store.catalogue.connect() as connection:
        pair = pair_of(connection, judgement)
    if pair is None:
        raise BadInputError(f"there is no judgement {judgement}: `watchgraph resolve --list --json` gives their ids")
    _carry_out(RevertJudgement(one=UUID(pair[0]), other=UUID(pair[1]), reason=reason), contributor, as_json=as_json)


def ask_one_by_one(contributor: str) -> None:
    """Go through the queue on a terminal, a key a pair. Raises BadInputError where there is no terminal."""
    by = _id(contributor, "--as")
    if not sys.stdin.isatty():
        raise BadInputError("there is no terminal to ask at: use --list, or LEFT RIGHT --verdict")
    with Store.open() as store:
        walk(store, by, typer.prompt)


def walk(store: Store, by: UUID, prompt: Callable[[str], str]) -> None:
    """Show each open pair and do what is answered. prompt: shows a question and returns the answer."""
    out, ledger = console(), Ledger(store.log)
    found = _open(store)
    for number, doubt in enumerate(found, start=1):
        heading(out, f"{number} of {len(found)}")
        _show(out, doubt)
        key = _key(prompt)
        if key == QUIT:
            break
        if key in KEYS:
            basis = prompt("Why")
            ask = Judge(one=UUID(doubt.left.id), other=UUID(doubt.right.id), verdict=KEYS[key], basis=basis)
            ledger.do(ask, by=acting(by, ask), command=uuid4())
    store.follower.catch_up()


def _key(prompt: Callable[[str], str]) -> str:
    while True:
        key = prompt("[s]ame, [d]istinct, [u]nsure, s[k]ip, [q]uit").strip().lower()[:1]
        if key in {*KEYS, SKIP, QUIT}:
            return key


def _carry_out(ask: Command, contributor: str, *, as_json: bool) -> None:
    by = _id(contributor, "--as")
    with Store.open() as store:
        receipt = Ledger(store.log).do(ask, by=acting(by, ask), command=uuid4())
        store.follower.catch_up()
    _tell(receipt, as_json=as_json)


def _tell(receipt: Receipt, *, as_json: bool) -> None:
    if as_json:
        write_json(receipt)
    elif receipt.events:
        console().print(f"Recorded: judgement {receipt.about}, position {receipt.position}.")
    else:
        console().print(f"Nothing changed: judgement {receipt.about} says so already.")


def _open(store: Store) -> list[Doubt]:
    with store.catalogue.connect() as connection:
        return doubts(connection)


def _id(text: str, what: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInputError(f"{what} takes an id, such as {UUID(int=0)}; {text!r} is none") from None


def _show(out: Console, doubt: Doubt) -> None:
    heading(out, f"{_called(doubt.left)}  =?  {_called(doubt.right)}")
    row(out, "why", f"{doubt.basis} (score {doubt.score}, {doubt.rule})")
    row(out, "judgement", doubt.id)
    for side in (doubt.left, doubt.right):
        row(out, side.kind, _described(side))


def _called(side: Side) -> str:
    return side.label or "an entry of a register"


def _described(side: Side) -> str:
    names = " | ".join(side.names[:NAMES_SHOWN])
    more = f" and {len(side.names) - NAMES_SHOWN} more" if len(side.names) > NAMES_SHOWN else ""
    lines = [f"{names}{more}" or NAMELESS, f"in {', '.join(side.places)}" if side.places else ""]
    lines += [f"{side.claims} claims; data sets: {', '.join(side.datasets) or 'none'}", side.id]
    return "\n".join(line for line in lines if line)
