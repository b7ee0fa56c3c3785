"""What a question has in common with others that one statement answers: all but its values."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Annotated, get_origin

from watchgraph_projections.statistics.queries import Query


def shape_of_question(query: Query) -> Hashable:
    """Equal for questions that make equal statements: of values it tells which are equal, and no more.

    What a question says in several places is looked up once, or sorted out once: so it matters what is equal.
    """
    return _shape(query, {})


def _shape(asked: object, seen: dict[Hashable, int]) -> Hashable:
    if asked is None or isinstance(asked, bool | Enum):
        return asked
    if is_dataclass(asked):
        return tuple(
            getattr(asked, each.name) if get_origin(each.type) is Annotated else _shape(getattr(asked, each.name), seen)
            for each in fields(asked)
        )
    if isinstance(asked, tuple) and (len(asked) <= 1 or not _is_value(asked[0])):
        return tuple([_shape(each, seen) for each in asked])
    return type(asked), seen.setdefault((type(asked), asked), len(seen))


def _is_value(asked: object) -> bool:
    return not isinstance(asked, tuple) and not is_dataclass(asked)
