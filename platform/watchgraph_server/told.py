"""Answers of ours alone, said in lines: claims as sentences, money trails as chains, numbers by group."""

from collections.abc import Iterable, Sequence

import msgspec

from watchgraph_server.answers import Answered, Nodes


class Sentence(Answered, frozen=True):
    """A claim."""

    id: str
    sentence: str
    ref: str | None = None


class Named(Answered, frozen=True):
    """An entity."""

    name: str | None = None


class Trail(Answered, frozen=True):
    """A money trail; None where nobody recorded the station."""

    complete: bool
    place: Named | None = None
    deployment: Named | None = None
    vendor: Named | None = None
    contract: Named | None = None
    facility: Named | None = None
    lender: Named | None = None


class Bounds(Answered, frozen=True):
    """A number, or the bounds of one."""

    low: str | None = None
    high: str | None = None


class Certain(Answered, frozen=True):
    """The certain side of a number."""

    figure: Bounds


class Number(Answered, frozen=True):
    """A number with its unit or currency."""

    certain: Certain
    unit: str | None = None


class Group(Answered, frozen=True):
    """The numbers of one value; label None: not known."""

    numbers: tuple[Number, ...]
    label: str | None = None


class LeftOut(Answered, frozen=True):
    """Claims left out for one reason."""

    reason: str
    count: int


class Counted(Answered, frozen=True):
    """An answer in numbers."""

    definition: str
    numbers: tuple[Number, ...]
    groups: Nodes[Group] = Nodes()
    excluded: tuple[LeftOut, ...] | None = ()


MISSING = "?"


def lines(answer: object) -> list[str]:
    """Say an answer; what has none of the known shapes is given as it came."""
    match answer:
        case {"nodes": []}:
            return ["none"]
        case {"nodes": [{"sentence": _}, *_]}:
            return [
                f"{each.sentence} [{each.ref or each.id}]" for each in msgspec.convert(answer, Nodes[Sentence]).nodes
            ]
        case {"nodes": [{"complete": _}, *_]}:
            return [_chain(each) for each in msgspec.convert(answer, Nodes[Trail]).nodes]
        case {"numbers": _}:
            return _numbers(msgspec.convert(answer, Counted))
        case _:
            return [msgspec.json.encode(answer).decode()]


def _chain(trail: Trail) -> str:
    stations = (trail.place, trail.deployment, trail.vendor, trail.contract, trail.facility, trail.lender)
    return " → ".join(MISSING if each is None else each.name or MISSING for each in stations)


def _numbers(counted: Counted) -> list[str]:
    said = [counted.definition, f"in all {_written(counted.numbers)}"]
    said += [f"{each.label or 'not known'}: {_written(each.numbers)}" for each in counted.groups.nodes]
    return [*said, *_left_out(counted.excluded or ())]


def _written(numbers: Sequence[Number]) -> str:
    return ", ".join(_one(each) for each in numbers) or "nothing stated"


def _one(number: Number) -> str:
    low, high = number.certain.figure.low, number.certain.figure.high
    words = low if low is not None and low == high else f"{low or MISSING} to {high or MISSING}"
    return f"{words} {number.unit or ''}".rstrip()


def _left_out(excluded: Iterable[LeftOut]) -> list[str]:
    words = ", ".join(f"{each.count} {each.reason.replace('_', ' ').lower()}" for each in excluded)
    return [f"left out: {words}"] if words else []
