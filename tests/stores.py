"""Whole stores for tests: a log, its keys and its catalogue in one folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from watchgraph.log import KeyStore, Log
from watchgraph_importers.identification import Identification
from watchgraph_importers.identity.known import CatalogueNames
from watchgraph_importers.pipeline import ImportStore
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.follower import Follower

TODAY = 20261123


@dataclass
class Store:
    """An open store. `catch_up` folds what was written since."""

    folder: Path
    keys: KeyStore
    log: Log
    follower: Follower
    catalogue: Catalogue

    @classmethod
    def open(cls, folder: Path, day: int = TODAY) -> Self:
        """Open or make a store in the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        keys = KeyStore.open(folder / "keys.sqlite")
        log = Log.open(folder / "log.sqlite", keys)
        follower = Follower.open(log, folder, day=day)
        return cls(folder, keys, log, follower, Catalogue.open(folder))

    def catch_up(self, day: int = TODAY) -> None:
        """Fold all that is new."""
        self.follower.catch_up(day)

    @property
    def imports(self) -> ImportStore:
        """What is imported as the program does it, names matched with those of other data sets."""
        identification = Identification(self.log, CatalogueNames(self.follower))
        return ImportStore(log=self.log, staging=self.folder / "staging", identification=identification)

    def close(self) -> None:
        """Close everything."""
        self.catalogue.close()
        self.follower.close()
        self.log.close()
        self.keys.close()
