"""Public bodies under one order of words: `Kenyan Ministry of Health` and `Ministry of Health, Kenya`."""

from collections.abc import Callable
from typing import Final

from watchgraph_importers.identity.words import words

Arranging = Callable[[tuple[str, ...]], tuple[str, ...]]
AREAS: Final = frozenset({"municipality", "region"})
DATA_PROTECTION: Final = ("data", "protection", "authority")


def arranged(name: tuple[str, ...]) -> tuple[str, ...]:
    """Put head, place and subjects of a public body into one order; all other names stay as they are.

    A university is left alone: the University of Washington is not Washington University.
    """
    for meant, arranging in _ARRANGED:
        if meant(name):
            return arranging(name)
    return name


def _is_ministry(name: tuple[str, ...]) -> bool:
    return name.count("ministry") == 1


def _ministry(name: tuple[str, ...]) -> tuple[str, ...]:
    rest = [word for word in name if word not in {"ministry", "government", "republic"} and word not in words().places]
    return ("ministry", *_places(name), *sorted(rest))


def _is_government(name: tuple[str, ...]) -> bool:
    return "government" in name and bool(_places(name)) and len(name) == 1 + len(_places(name))


def _government(name: tuple[str, ...]) -> tuple[str, ...]:
    return ("government", *_places(name))


def _is_area(name: tuple[str, ...]) -> bool:
    return len(name) > 1 and (name[0] in AREAS or name[-1] in AREAS)


def _area(name: tuple[str, ...]) -> tuple[str, ...]:
    return name if name[0] in AREAS else (name[-1], *name[:-1])


def _is_red_cross(name: tuple[str, ...]) -> bool:
    return "red" in name and bool({"cross", "crescent"} & set(name))


def _red_cross(name: tuple[str, ...]) -> tuple[str, ...]:
    rest = (word for word in name if word != "society" and word not in words().places)
    return (*rest, *_places(name))


def _is_data_protection(name: tuple[str, ...]) -> bool:
    return set(DATA_PROTECTION) <= set(name)


def _data_protection(name: tuple[str, ...]) -> tuple[str, ...]:
    return (*DATA_PROTECTION, *(word for word in name if word not in {*DATA_PROTECTION, "personal", "supervisory"}))


def _places(name: tuple[str, ...]) -> list[str]:
    return [word for word in name if word in words().places]


_ARRANGED: Final[tuple[tuple[Callable[[tuple[str, ...]], bool], Arranging], ...]] = (
    (_is_ministry, _ministry),
    (_is_government, _government),
    (_is_area, _area),
    (_is_red_cross, _red_cross),
    (_is_data_protection, _data_protection),
)
