"""What callers give, refused where it would silently match nothing, or everything."""

import re
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from watchgraph.domain.edtf import EdtfError
from watchgraph.vocabulary import nearest, predicate
from watchgraph_schema.errors import BadArgumentError

ItemT = TypeVar("ItemT")
GivenT = TypeVar("GivenT")
ReadT = TypeVar("ReadT")
OrderedT = TypeVar("OrderedT", int, str)

HIGHEST_SHARE = 100
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_RETIRED_TEXT: Final = """
ADP AFA ANG ATS AZM BEF BGN BYB BYR CSD CSK CUC CYP DDM DEM ECS EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL LUF LVL MGF
MRO MTL MZM NLG PTE ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM TPE TRL UAK VEB VEF XEU YUM ZAL ZMK ZRN ZRZ ZWD ZWL
ZWN ZWR
"""
_RETIRED: Final = frozenset(_RETIRED_TEXT.split())
"""Codes that were money when some loan was agreed, or some fine imposed (ISO 4217, table A.3)."""


def some(given: Sequence[ItemT] | None, argument: str) -> tuple[ItemT, ...]:
    """Read a list; () where it is absent. Raises BadArgumentError for an empty one: it could mean all or none."""
    if given is None:
        return ()
    if not given:
        raise BadArgumentError(f"`{argument}` is an empty list: name at least one, or leave it out to ask for nothing")
    return tuple(given)


def not_empty(given: str | None, argument: str) -> str | None:
    """Read a text; None where it is absent. Raises BadArgumentError for an empty one: it could mean all or none."""
    if given is not None and not given:
        raise BadArgumentError(
            f"`{argument}` is an empty text: write what is meant, or leave it out to ask for nothing"
        )
    return given


def some_values(given: Sequence[StrEnum] | None, argument: str) -> tuple[str, ...]:
    """Read a list of members of an enum. Raises BadArgumentError for an empty one."""
    return tuple([each.value for each in some(given, argument)])


def some_of(known: Collection[str], given: Sequence[str] | None, argument: str) -> tuple[str, ...]:
    """Read a list of names of a closed set. Raises BadArgumentError for an empty one and for an unknown name."""
    found = some(given, argument)
    for name in found:
        if name not in known:
            near = nearest(name[:60], known) or f"; it has {', '.join(known)}"
            raise BadArgumentError(f"`{argument}` has no {name[:60]!r}{near}")
    return found


def some_predicates(given: Sequence[str] | None) -> tuple[str, ...]:
    """Read `predicates`. Raises BadArgumentError for an empty list, and UnknownPredicateError."""
    return tuple(predicate(name).name for name in some(given, "predicates"))


def naming(argument: str, read: Callable[[GivenT], ReadT], given: GivenT) -> ReadT:
    """Read what is given for an argument, and tell what is wrong with it by its name. Raises what `read` raises."""
    try:
        return read(given)
    except (BadArgumentError, EdtfError) as error:
        raise type(error)(f"`{argument}`: {error}") from error


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


def some_languages(given: Sequence[str] | None, argument: str) -> tuple[str, ...]:
    """Read a list of languages. Raises BadArgumentError for an empty one, and for what is no tag of BCP 47."""
    found = some(given, argument)
    for name in found:
        if not _LANGUAGE.fullmatch(name):
            raise BadArgumentError(
                f"`{argument}` {name[:20]!r} is no language: write it by BCP 47, such as `en`, `zh-Hant`"
            )
    return found


def in_order(low: tuple[str, OrderedT | None], high: tuple[str, OrderedT | None], *, apart: bool = False) -> None:
    """Check two bounds, each with its name. apart: whether they must differ, since the higher is no longer within.

    Raises BadArgumentError where nothing lies between them: nothing would ever match.
    """
    (lower, least), (upper, most) = low, high
    if least is not None and most is not None and (most <= least if apart else most < least):
        raise BadArgumentError(f"`{lower}` and `{upper}`: nothing lies between them; give the lower one as `{lower}`")


def currency(given: str, argument: str) -> str:
    """Read a currency. Raises BadArgumentError for what is no code of ISO 4217: it would silently match nothing."""
    if not is_currency(given):
        near = nearest(given[:20].upper(), _currencies()) or ""
        raise BadArgumentError(
            f"`{argument}` {given[:20]!r} is no currency: give a code of ISO 4217, such as `USD`{near}"
        )
    return given


def is_currency(given: str) -> bool:
    """Whether this is a code of ISO 4217, or was one when some loan was agreed."""
    return given in _currencies()


@cache
def _currencies() -> frozenset[str]:
    from pycountry import currencies  # noqa: PLC0415  # slow to import, and few questions need it

    return frozenset({each.alpha_3 for each in currencies} | _RETIRED)


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
