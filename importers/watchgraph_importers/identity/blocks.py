"""Which names are compared: those that share all words but one, a name and its bracket, an acronym and its name."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeAlias, TypeVar

from watchgraph_importers.identity.bearers import Edge, Name, Names
from watchgraph_importers.identity.folding import MARK, folded
from watchgraph_importers.identity.likenesses import Likeness, Verdict, likeness
from watchgraph_importers.identity.readings import Reading
from watchgraph_importers.identity.spellings import spellings
from watchgraph_importers.identity.words import words

KeyT = TypeVar("KeyT", bound=Hashable)
ItemT = TypeVar("ItemT")
Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Spelt:
    """One spelling of a name, with the acronyms in its brackets in order."""

    words: Words
    name: Name
    acronyms: tuple[str, ...] = ()


_LARGE: Final = 40
"""A block of more names is cut by the letters of the word in which they differ."""
_SLIPS: Final = 2
"""Letters that one word may have more than another that it is misspelt for."""
_SURE_ALIAS: Final = 5
_SURE_ACRONYM: Final = 4


def edges(names: Names) -> Iterator[Edge]:
    """Compare the names that may be one; a pair may come more than once."""
    spelt = sorted(_spelt(names))
    yield from _by_country(names)
    yield from _by_bracket(names)
    yield from _by_acronym(names)
    for one, other in _candidates(spelt):
        if found := _like(one, other):
            yield Edge.between(one.name, other.name, found)


def _like(one: Spelt, other: Spelt) -> Likeness | None:
    left, right = one.name, other.name
    if left == right or left.kind != right.kind or (left.declared and right.declared):
        return None
    return likeness(
        one.words,
        other.words,
        declared=bool(left.declared or right.declared),
        acronym=any(len(each) >= _SURE_ACRONYM for each in {*one.acronyms} & {*other.acronyms}),
    )


def _spelt(names: Names) -> set[Spelt]:
    """Return all spellings of the names, and all that are declared for the organisations among them."""
    declared = defaultdict(list)
    found = set()
    for name, borne in names.items():
        if name.declared:
            declared[name.declared].append(name)
        else:
            found |= {_of(reading, name) for reading in borne.readings.values()}
    for spelling, organisation in spellings().readings:
        found |= {_of(spelling, name) for name in declared.get(organisation, ())}
    return found


def _of(reading: Reading, name: Name) -> Spelt:
    return Spelt(reading.words, name, tuple(sorted(reading.acronyms)))


def _candidates(spelt: list[Spelt]) -> Iterator[tuple[Spelt, Spelt]]:
    whole = _grouped((item.words, item) for item in spelt)
    lone = [item for item in spelt if len(item.words) == 1]
    yield from _pairs(_grouped((part, item) for item in lone for part in _shortened(item.words[0])))
    without: defaultdict[tuple[int, Words], list[Spelt]] = defaultdict(list)
    for item in spelt:
        for at in range(len(item.words) if len(item.words) > 1 else 0):
            rest = (*item.words[:at], *item.words[at + 1 :])
            yield from ((item, other) for other in whole.get(rest, ()))
            without[at, rest].append(item)
    for (at, _), block in without.items():
        yield from _of_block(block, at)
    yield from _damaged(spelt)


def _of_block(block: list[Spelt], at: int) -> Iterator[tuple[Spelt, Spelt]]:
    """Pair the names of a block that differ in the word at a place, by a slip at most."""
    pairs: Iterator[tuple[Spelt, Spelt]] = combinations(block, 2)
    if len(block) > _LARGE:
        pairs = _pairs(_grouped((part, item) for item in block for part in _shortened(item.words[at])))
    return ((one, other) for one, other in pairs if _near(one.words[at], other.words[at]))


def _near(one: str, other: str) -> bool:
    return one != other and abs(len(one) - len(other)) <= _SLIPS


def _damaged(spelt: list[Spelt]) -> Iterator[tuple[Spelt, Spelt]]:
    """Pair each name with a lost letter with all that have as many words and begin alike."""
    by_length = _grouped((_beginning(item), item) for item in spelt)
    for item in spelt:
        if any(MARK in word for word in item.words):
            yield from ((item, other) for other in by_length[_beginning(item)] if other != item)


def _beginning(item: Spelt) -> tuple[int, str]:
    return len(item.words), "".join(item.words)[:1]


def _shortened(word: str) -> set[str]:
    """Return a word and what is left of it without one letter: two words with one slip between them share one."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _by_country(names: Names) -> Iterator[Edge]:
    """Join a name without a country to the same one with a country, where only one country has it."""
    for same in _grouped(((name.kind, name.key), name) for name in names).values():
        bare = [name for name in same if not name.country]
        settled = [name for name in same if name.country]
        verdict = Verdict.SAME if len(settled) == 1 else Verdict.UNSURE
        found = Likeness(
            verdict=verdict, score=95 if verdict is Verdict.SAME else 60, because="one of them says no country"
        )
        yield from (Edge.between(one, other, found) for one in bare for other in settled)


def _by_bracket(names: Names) -> Iterator[Edge]:
    """Join a name to another that its brackets give."""
    given = _grouped(
        (("".join(alias), name), alias)
        for name, borne in names.items()
        for reading in borne.readings.values()
        for alias in reading.aliases
        if len("".join(alias)) >= _SURE_ACRONYM
    )
    owners = _grouped((key, name) for key, name in given)
    known = _by_key(names)
    for key, its in owners.items():
        for name in its:
            for other in known.get((name.kind, key), ()):
                if other != name:
                    yield Edge.between(name, other, _bracket(key, len(its)))


def _bracket(key: str, owners: int) -> Likeness:
    sure = len(key) >= _SURE_ALIAS and owners == 1 and key not in words().general
    verdict = Verdict.SAME if sure else Verdict.UNSURE
    return Likeness(verdict=verdict, score=90 if sure else 70, because="one gives the other in brackets")


def _by_key(names: Names) -> dict[tuple[str, str], list[Name]]:
    """Find names by the key that they would have undeclared."""
    return _grouped(((name.kind, reading.key), name) for name in names for reading in _read(names, name))


def _read(names: Names, name: Name) -> Iterable[Reading]:
    if not name.declared:
        return names[name].readings.values()
    return [spelling for spelling, organisation in spellings().readings if organisation == name.declared]


def _by_acronym(names: Names) -> Iterator[Edge]:
    """Join a name that is nothing but an acronym to the only long name that gives it in brackets."""
    short = _grouped(
        ((name.kind, name.key), name)
        for name, borne in names.items()
        if any(reading.short for reading in borne.readings.values())
    )
    long = _grouped(
        ((name.kind, acronym), (name, reading))
        for name, borne in names.items()
        for reading in borne.readings.values()
        for acronym in sorted(reading.acronyms)
    )
    for (kind, key), its in short.items():
        others = _owners(long, kind, key)
        for one in its:
            yield from (Edge.between(one, other, _acronym(key, len(others))) for other in others if other != one)


def _owners(long: dict[tuple[str, str], list[tuple[Name, Reading]]], kind: str, acronym: str) -> list[Name]:
    """Find who gives the acronym in brackets; where several do, only those whose first letters it is."""
    given = long.get((kind, acronym), [])
    exact = sorted({name for name, reading in given if _initials(reading.raw) == acronym})
    return exact or sorted({name for name, _ in given})


def _initials(raw: str) -> str:
    outside = raw.partition("(")[0].partition("[")[0]
    return "".join(word[0] for word in folded(outside).split() if word not in words().silent)


def _acronym(acronym: str, owners: int) -> Likeness:
    sure = len(acronym) >= _SURE_ACRONYM and owners == 1
    verdict = Verdict.SAME if sure else Verdict.UNSURE
    return Likeness(
        verdict=verdict, score=88 if sure else 65, because=f"one has the acronym {acronym.upper()!r} of the other"
    )


def _grouped(pairs: Iterable[tuple[KeyT, ItemT]]) -> dict[KeyT, list[ItemT]]:
    found: defaultdict[KeyT, list[ItemT]] = defaultdict(list)
    for key, item in pairs:
        if item not in found[key][-1:]:
            found[key].append(item)
    return dict(found)


def _pairs(blocks: dict[KeyT, list[Spelt]]) -> Iterator[tuple[Spelt, Spelt]]:
    for block in blocks.values():
        yield from combinations(block, 2)
