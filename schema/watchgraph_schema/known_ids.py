"""Ids of entities that callers give, refused where nothing has them: they would silently match nothing."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from watchgraph.argument_places import at
from watchgraph_projections.views.entities import kin
from watchgraph_projections.views.histories import commit_of
from watchgraph_schema.context import Reader
from watchgraph_schema.errors import BadArgumentError, UnknownEntityError
from watchgraph_schema.public_ids import public_id

MOST_KIN: Final = 5


class Admitted(NamedTuple):
    """Kinds of entities that an argument takes, since nothing is found by any other. because: why, in words."""

    kinds: Collection[str]
    because: str


def known_id(reader: Reader, given: str | None, argument: str) -> str | None:
    """Write an id as it is stored; None for None. Raises BadIdError and UnknownEntityError."""
    return None if given is None else known_ids(reader, [given], argument)[0]


def then_id(reader: Reader, given: str) -> str:
    """Write an id as it is stored, whether anything has it or not.

    Raises BadIdError, and UnknownEntityError for an id that was given later than the moment of the reader.
    """
    public = public_id(given)
    if not reader.moment.now and (met := reader.first_met([public]).get(public, 0)) > reader.moment.position:
        raise _later(reader, public, "id", met)
    return public


def known_ids(reader: Reader, given: Sequence[str], argument: str, admitted: Admitted | None = None) -> tuple[str, ...]:
    """Write ids as they are stored. admitted: the kinds that they may be of; None for any.

    Raises BadIdError for what is no id, UnknownEntityError for one that nothing had at the moment of the reader, and
    BadArgumentError for one of another kind.
    """
    ids = _written(given, argument)
    if not ids:
        return ids
    met, position = reader.first_met(ids), reader.moment.position
    for each in ids:
        if each not in met:
            raise UnknownEntityError(f"`{argument}`: no entity has the id {each}: find its id by `search`")
        if met[each] > position:
            raise _later(reader, each, argument, met[each])
    if admitted is not None:
        check_kinds(reader, ids, argument, admitted)
    return ids


def check_kinds(reader: Reader, ids: Sequence[str], argument: str, admitted: Admitted) -> None:
    """Raise BadArgumentError for an id of what is here and of another kind."""
    for public, row in reader.of_other_kinds(ids, admitted.kinds).items():
        named = f"{row.label} ({public})" if row.label else public
        raise BadArgumentError(f"`{argument}`: {named} is of kind {row.kind}; {admitted.because}")


def known_claims(reader: Reader, given: Sequence[str], argument: str) -> tuple[str, ...]:
    """Write ids of claims as they are stored.

    Raises BadIdError for what is no id, and UnknownEntityError for one that no claim had at the moment of the reader.
    """
    ids = _written(given, argument)
    stated = reader.first_stated(ids) if ids else {}
    for each in ids:
        if each not in stated:
            raise UnknownEntityError(f"`{argument}`: no claim has the id {each}")
        if stated[each] > reader.moment.position:
            known_from = commit_of(reader.beforehand, stated[each])
            told = f'`{argument}`: the claim {each} was stated later. Ask as of `recordedAt: "{known_from}"` or later'
            raise UnknownEntityError(told, known_from=known_from)
    return ids


def known_records(reader: Reader, dataset: str | None, refs: tuple[str, ...]) -> tuple[str, ...]:
    """Check that a data set has these records, or ever had; None for any data set. Raises BadArgumentError."""
    known = reader.recorded(dataset, refs) if refs else ()
    for each in refs:
        if each not in known:
            raise BadArgumentError(f"`refs`: there is no record {each[:60]!r} of {dataset or 'any data set'}")
    return refs


def _written(given: Sequence[str], argument: str) -> tuple[str, ...]:
    with at(argument):
        return tuple(public_id(each) for each in given)


def _later(reader: Reader, public: str, argument: str, met: int) -> UnknownEntityError:
    """Tell of an id that was given later than the moment, and of those that what it was merged with had then.

    met: the position of the log at which it was given, somewhere in a commit.
    """
    position, known_from = reader.moment.position, commit_of(reader.beforehand, met)
    told = (
        f"`{argument}`: nothing had the id {public} at position {position} of the log, where the last commit up to the "
        f'moment that is asked about ends. Ask as of `recordedAt: "{known_from}"` or later'
    )
    then = kin(reader.beforehand, public, position, MOST_KIN)
    if then:
        told = f"{told}; what is one with it today was known then as {', '.join(then)}"
    return UnknownEntityError(told, then, known_from)
