"""The index as a data set and as a document, for all editions."""

from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph_importers.aigs.countries import SLUG

RHYTHM: Final = "2020, 2022, then none"

DATASET: Final = DatasetRegistered(
    slug=SLUG,
    title="AI & Big Data Global Surveillance Index",
    publisher="Steven Feldstein, Carnegie Endowment for International Peace",
    home_page="https://doi.org/10.17632/gjhf5y4xjp",
)
SOURCE: Final = SourceRegistered(
    identity="doi:10.17632/gjhf5y4xjp",
    title="AI & Big Data Global Surveillance Index",
    tier="DATASET",
    url="https://doi.org/10.17632/gjhf5y4xjp",
    doi="10.17632/gjhf5y4xjp",
    publisher="Mendeley Data",
    authors=("Steven Feldstein",),
    language="en",
)
