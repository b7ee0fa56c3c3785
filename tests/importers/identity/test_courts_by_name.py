"""Courts, name by name."""

from uuid import UUID

import pytest

from watchgraph_importers.identity.courts import CourtNames
from watchgraph_importers.identity.mentions import Mention, Role

IDAHO = Mention(
    id=UUID(int=1),
    kind="Organisation",
    dataset="courts",
    names=("D. Idaho", "United States District Court for the District of Idaho"),
    roles=frozenset({Role.COURT}),
    country="US",
)


def other(name: str, *roles: Role) -> Mention:
    return Mention(id=UUID(int=2), kind="Organisation", dataset="news", names=(name,), roles=frozenset(roles))


@pytest.mark.parametrize(
    "name", ["D. Idaho", "US District Court for the District of Idaho", "District Court, District of Idaho", "D. ID"]
)
def test_who_is_not_known_for_a_court_is_one_if_its_name_says_so(name: str) -> None:
    courts = CourtNames()
    courts.add(IDAHO)

    assert [match.right for match in courts.matches(other(name))] == [IDAHO.id]


@pytest.mark.parametrize("name", ["D-ID", "D ID", "DID"])
def test_a_firm_whose_name_reads_like_a_citation_is_no_court(name: str) -> None:
    courts = CourtNames()
    courts.add(IDAHO)

    assert courts.matches(other(name, Role.VENDOR)) == []
