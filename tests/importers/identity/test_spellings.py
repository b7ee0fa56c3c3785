import pytest

from watchgraph_importers.identity.readings import read
from watchgraph_importers.identity.spellings import ContradictorySpellingError, parsed, spellings


def test_a_spelling_means_its_organisation_in_any_case_and_form() -> None:
    for name in (
        "china eximbank",
        "CHINA EXIMBANK LTD.",
        "China Exim-Bank",
        "Export-Import Bank of China (China Eximbank)",
    ):
        assert spellings().meant(read(name), "aidata") == "Export-Import Bank of China"


def test_a_short_spelling_holds_exactly_so_and_where_it_is_used() -> None:
    assert spellings().meant(read("CNOOC"), "aidata") == "China National Offshore Oil Corporation"
    assert spellings().meant(read("CNOOC Limited"), "aidata") == "CNOOC Limited"
    assert spellings().meant(read("BOC, State-Owned Company"), "aidata-gcof-v1") == "Bank of China"
    assert spellings().meant(read("BOC"), "aiaaic") is None


def test_a_name_that_nobody_declared_means_none() -> None:
    assert spellings().meant(read("Zonko"), "aidata") is None


def test_every_table_speaks_of_declared_organisations() -> None:
    table = spellings()

    meant = {
        *table.exactly.values(),
        *table.countries,
        *(own for each in table.within.values() for own in each.values()),
    }

    assert meant <= set(table.by_key.values())


def test_a_spelling_of_two_organisations_is_refused_by_name() -> None:
    table = '[organisations]\n"Zonko" = ["Zonko Works"]\n"Zonko Works Group" = ["zonko works"]'

    with pytest.raises(
        ContradictorySpellingError, match="'zonko works' should be a spelling of 'Zonko' or of 'Zonko Works Group'"
    ):
        parsed(table)
