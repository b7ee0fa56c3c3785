"""Country names of the publishers' own files, against the codes that the same rows state."""

import csv
import gzip
from pathlib import Path

import pytest
from pycountry import countries

from watchgraph_importers.identity.countries import match_country

FILES = (
    ("country-indicators/owid_political_regime_1990plus.csv", "Entity", "Code"),
    ("country-indicators/owid_sipri_milex_share_gdp_1990plus.csv", "Entity", "Code"),
    ("bri-members/bri_countries_2023-12.csv", "Country", "Country Code"),
    ("aidata-gcdf3/gcdf3_geo_final_input.csv.gz", "Recipient", "Recipient.ISO-3"),
    ("country-codes/country-codes.csv", "CLDR display name", "ISO3166-1-Alpha-3"),
    ("country-codes/country-codes.csv", "UNTERM English Formal", "ISO3166-1-Alpha-3"),
    ("country-codes/country-codes.csv", "UNTERM Russian Short", "ISO3166-1-Alpha-3"),
)
UNCLEAR = {"Congo"}
"""The publishers mean the Republic, and nothing in the name says so."""


def stated(path: Path, name: str, code: str) -> dict[str, str]:
    """Names to alpha-2 codes; rows without a code of the register are left out."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8-sig") as lines:
        rows = [(row[name], row[code]) for row in csv.DictReader(lines)]
    alpha2 = {country.alpha_3: country.alpha_2 for country in countries}
    return {name: alpha2[code] for name, code in rows if code in alpha2 and name}


@pytest.mark.parametrize(("file", "name", "code"), FILES)
def test_a_name_never_means_another_country_than_its_row_states(
    file: str, name: str, code: str, test_data: Path
) -> None:
    names = stated(test_data / file, name, code)

    wrong = {each: match for each in names if (match := match_country(each)) and match.code != names[each]}

    assert wrong == {}


@pytest.mark.parametrize(("file", "name", "code"), FILES[:4])
def test_hardly_a_name_is_missed(file: str, name: str, code: str, test_data: Path) -> None:
    names = stated(test_data / file, name, code)

    assert {each for each in names if match_country(each) is None} <= UNCLEAR
