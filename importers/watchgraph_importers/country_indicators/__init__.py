"""Figures of countries by year: regime, democracy, freedom, military spending, finance from China.

Publishers: V-Dem and SIPRI (as Our World in Data prints them), the Economist Intelligence Unit and Freedom House (as
the package democracyData collects them), AidData (as summed by country and year by Miles Williams). Format: one CSV
each, a row a country and year. Licence: MIT for the sums, none stated for the rest. Rhythm: yearly.

Three ways of naming a country: by ISO 3166-1 (the register's entity), by name, by the number of the Correlates of War.
"""

from typing import Final

from watchgraph_importers.country_indicators.democracy_data import EIU, FREEDOM_HOUSE
from watchgraph_importers.country_indicators.finance_totals import FINANCE_TOTALS
from watchgraph_importers.country_indicators.our_world_in_data import MILITARY_SHARES, REGIMES

COUNTRY_INDICATORS: Final = (REGIMES, MILITARY_SHARES, EIU, FREEDOM_HOUSE, FINANCE_TOTALS)

__all__ = ["COUNTRY_INDICATORS", "EIU", "FINANCE_TOTALS", "FREEDOM_HOUSE", "MILITARY_SHARES", "REGIMES"]
