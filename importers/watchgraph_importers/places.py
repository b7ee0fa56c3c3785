"""Places in publishers' rows: which country a name surely stands for, by ISO 3166-1, and which place lies in which."""

from watchgraph_importers.acts import EntityKey, Judged, Stated, Value
from watchgraph_importers.identity.countries import RULE, CountryMatch, alpha2, codes, match_country, register_key

__all__ = [
    "RULE",
    "CountryMatch",
    "alpha2",
    "is_country_code",
    "match_country",
    "part_of",
    "register_key",
    "same_country",
]


def same_country(key: EntityKey) -> Judged | None:
    """Judge a publisher's country to be the register's, None where its name does not surely say so."""
    match = match_country(key.native)
    if match is None:
        return None
    return Judged(left=key, right=register_key(match.code), basis=match.basis, rule=RULE, score=match.score)


def part_of(part: EntityKey, whole: Value, column: str) -> Stated:
    """State that a place, or a group of countries, lies in another, once however many rows say it."""
    return Stated(
        record=f"{part.kind}:{part.native}",
        subject=part,
        predicate="partOf",
        object=whole,
        column=column,
        repeats=True,
    )


def is_country_code(code: str) -> bool:
    """Whether ISO 3166-1 has the alpha-2 code."""
    return code in codes().values()
