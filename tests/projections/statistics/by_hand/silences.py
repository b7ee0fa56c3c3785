"""Which data sets never speak of what a question asks, looked up in a list of all that is said."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from watchgraph_projections.catalogue.moments import CLAIMS, EVIDENCE, Moment
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.plans import Plan


def unspoken(connection: Connection, moment: Moment, plan: Plan, *, found: bool, lost: bool) -> str:
    """The sentences about them; of what must be said only where nothing was found.

    lost: the grouping finds no value of anything.
    """
    claims, proofs = moment.of(CLAIMS), moment.of(EVIDENCE)
    every = select(claims.c.key, claims.c.dataset, claims.c.predicate).where(moment.holds(claims))
    said = {row.key: (row.dataset, row.predicate) for row in connection.execute(every)}
    editions = select(proofs.c.claim, proofs.c.edition).where(moment.holds(proofs))
    stated = {(*said[row.claim], row.edition) for row in connection.execute(editions) if row.claim in said}
    sentences = []
    conditions = [(each, "condition") for each in _asked((*plan.absent, *(() if found else plan.clauses)))]
    for clause, noun in [*conditions, *((each, "grouping") for each in (plan.grouping if lost else ()))]:
        dataset, edition, names = clause.universe.dataset, clause.universe.edition, clause.names
        speaking = sorted({of for of, predicate in said.values() if of is not None and predicate == names[0]})
        if dataset is None or len(names) > 1 or not speaking:
            continue
        if dataset not in speaking:
            there = f"there is {', '.join(speaking)}, for a `universe` of that {noun}'s own"
            sentences.append(f"; {dataset} says nothing of {names[0]}, so nobody looked there: {there}")
        elif edition is not None and (dataset, names[0], edition) not in stated:
            sentences.append(f"; edition {edition} of {dataset} says nothing of {names[0]}, so nobody looked there")
    return "".join(dict.fromkeys(sentences))


def _asked(clauses: tuple[Clause, ...]) -> Iterator[Clause]:
    for each in clauses:
        yield each
        yield from _asked((*each.that, *each.others))
