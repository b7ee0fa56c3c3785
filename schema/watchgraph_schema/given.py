"""What callers give, refused where it would silently match nothing, or everything."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from watchgraph.vocabulary import CODE_LISTS, PREDICATES, nearest
from watchgraph_schema.errors import BadArgumentError

ItemT = TypeVar("ItemT")

HIGHEST_SHARE = 100
FAMILIES = sorted({each.family for each in PREDICATES.values()})


def some(given: Sequence[ItemT] | None, argument: str) -> tuple[ItemT, ...]:
    """Read a list; () where it is absent. Raises BadArgumentError for an empty one: it could mean all or none."""
    if given is None:
        return ()
    if not given:
        raise BadArgumentError(f"`{argument}` is an empty list: name at least one, or leave it out to ask for nothing")
    return tuple(given)


def some_of(known: Collection[str], given: Sequence[str] | None, argument: str) -> tuple[str, ...]:
    """Read a list of names of a closed set. Raises BadArgumentError for an empty one and for an unknown name."""
    found = some(given, argument)
    for name in found:
        if name not in known:
            near = nearest(name[:60], known) or f"; it has {', '.join(known)}"
            raise BadArgumentError(f"`{argument}` has no {name[:60]!r}{near}")
    return found


def share(given: int | None, argument: str) -> int | None:
    """Read a confidence. Raises BadArgumentError for what is not 0 to 100."""
    if given is not None and not 0 <= given <= HIGHEST_SHARE:
        raise BadArgumentError(f"`{argument}` {given}: give 0 to {HIGHEST_SHARE}")
    return given


def at_least_none(given: int | None, argument: str) -> int | None:
    """Read a least number. Raises BadArgumentError for a negative one."""
    if given is not None and given < 0:
        raise BadArgumentError(f"`{argument}` {given}: give 0 or more")
    return given


def some_licences(known: Collection[str], given: Sequence[str] | None, argument: str) -> tuple[str, ...]:
    """Read licences in either case, in order. Raises BadArgumentError for one that nothing here is under.

    A slip would else hide nothing, or all.
    """
    spelt = {each.lower(): each for each in known}
    for name in (wanted := some(given, argument)):
        if name.lower() not in spelt:
            there = ", ".join(sorted(known)) or "none"
            raise BadArgumentError(f"`{argument}`: nothing here is under {name[:60]!r}; there is {there}")
    return tuple(sorted({spelt[name.lower()] for name in wanted}))


def some_codes(scheme: str, given: Sequence[str] | None, argument: str) -> tuple[str, ...]:
    """Read a list of codes of a code list. Raises BadArgumentError for an empty one and for an unknown code."""
    return some_of(CODE_LISTS[scheme].codes, given, argument)
