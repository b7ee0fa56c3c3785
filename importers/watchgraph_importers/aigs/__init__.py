"""AI & Big Data Global Surveillance Index (AIGS): which countries use which surveillance technology, and whose.

Publisher: Steven Feldstein, Carnegie Endowment for International Peace. https://doi.org/10.17632/gjhf5y4xjp (Mendeley
Data). Format: 2020 one CSV with semicolons and decimal commas, 2022 a workbook of two sheets; a row a country.
Licence: none stated in the files. Rhythm: 2020, 2022, then none.

The index covers some years and dates no cell, so a flag says "seen by the edition's year". A blank is no statement.
No cell says which company supplies which technology.
"""

from watchgraph_importers.aigs.editions_2020 import AIGS_2020
from watchgraph_importers.aigs.editions_2022 import AIGS_2022, INDEX_SHEET, SCORES_SHEET
from watchgraph_importers.aigs.spellings import repaired

__all__ = ["AIGS_2020", "AIGS_2022", "INDEX_SHEET", "SCORES_SHEET", "repaired"]
