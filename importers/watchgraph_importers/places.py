"""Places in publishers' rows: which country a name surely stands for, by ISO 3166-1, and which place lies in which."""

from watchgraph_importers.acts import EntityKey, Judged, Stated, Value
from watchgraph_importers.identity.countries import RULE, CountryMatch, alpha2, codes, match_country, register_key
from watchgraph_importers.identity.gazetteers import CAPITAL_DISTRICT, region_named

__all__ = [
    "RULE",
    "CountryMatch",
    "alpha2",
    "is_country_code",
    "match_country",
    "part_of",
    "register_key",
    "same_country",
    "state_in",
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


def state_in(name: str) -> str | None:
    """The country of the state, province or nation that a name means: `FL`, `Ontario`, `Scotland`; None of any other.

    Letters that are a country's, too, mean none (`CA`), nor does the capital's district. ISO 3166-1 alpha-2.
    """
    state = region_named(name)
    return None if state is None or state == CAPITAL_DISTRICT or is_country_code(name) else state.country
