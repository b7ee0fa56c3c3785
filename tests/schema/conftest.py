from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.schema.replies import Ask, asking

from watchgraph.postgresql import Address
from watchgraph_projections.catalogue.reading import Catalogue


@pytest.fixture(scope="session")
def reference_catalogue(reference_folder: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue.open(reference_folder)
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="session")
def reference_in_postgres(reference_address: Address) -> Iterator[Catalogue]:
    """The same in a database."""
    catalogue = Catalogue.of(reference_address)
    yield catalogue
    catalogue.close()


@pytest.fixture
def ask(reference_catalogue: Catalogue) -> Ask:
    """Asks the reference data."""
    return asking(reference_catalogue)
