"""Where the settings put log, keys and catalogue, and what they may not say."""

from math import inf
from pathlib import Path
from typing import Final

from watchgraph.log import KeyStore, Log
from watchgraph.postgresql import Address, DatabaseRefusedError
from watchgraph.settings import Settings
from watchgraph_projections.catalogue.places import Where
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.archives import ARCHIVE, FileShelf, Shelf
from watchgraph_server.outcomes import BadInputError

UNSAFE: Final = "POSTGRES_ENABLE_DB_FUNCTIONS"
OFF: Final = frozenset({"", "0", "f", "false", "n", "no", "off"})


def existing() -> Settings:
    """Read the settings of a store that is only looked at. Raises BadInputError where none was ever made."""
    settings = Settings()
    check_apart(settings.keys_database, settings.database, "WATCHGRAPH_KEYS_URL")
    if settings.database is None and not settings.log_path.exists():
        raise BadInputError(f"There is no store in {settings.data} yet. Make one: watchgraph import reference")
    return settings


def open_keys(settings: Settings) -> KeyStore:
    """Open the keys of sealed texts. Raises DatabaseRefusedError where they would lie in the log's own database."""
    address = settings.keys_database
    if address is None:
        return KeyStore.open(settings.keys_path)
    check_apart(address, settings.database, "WATCHGRAPH_KEYS_URL")
    return KeyStore.of(address)


def check_apart(keys: Path | Address | None, log: Path | Address | None, setting: str) -> None:
    """Raise DatabaseRefusedError where keys would lie in the log's own database."""
    if isinstance(keys, Address) and isinstance(log, Address) and keys.same_database(log):
        raise DatabaseRefusedError(
            f"{setting} names the database of the log, so that every backup would hold the sealed texts and their keys "
            "together. Name another database."
        )


def open_log(settings: Settings, keys: KeyStore) -> Log:
    """Open the log, in the database that the settings name, else in its file. Raises DatabaseRefusedError."""
    if settings.database is None:
        return Log.open(settings.log_path, keys)
    if settings.db_functions.strip().lower() not in OFF:
        raise DatabaseRefusedError(
            f"{UNSAFE} is set: with it the event library writes without its lock, and a third of the events never "
            "reaches those who follow the log. Unset it."
        )
    return Log.of(settings.database, keys)


def place_of(settings: Settings) -> Where:
    """Tell where the read models are kept: in the database that the settings name, else in a file of the folder."""
    if settings.database is None:
        return settings.data
    from watchgraph_projections.catalogue.schemas import CatalogueSchema  # noqa: PLC0415  # the driver takes memory

    return CatalogueSchema(settings.database)


def open_shelf(settings: Settings) -> Shelf:
    """Open where cited documents are kept, in the database that the settings name, else in their file."""
    return shelf_at(settings.database or settings.data)


def shelf_at(place: Path | Address) -> Shelf:
    """Open where the documents of a store in a folder or a database are kept."""
    if isinstance(place, Path):
        return FileShelf(place / ARCHIVE)
    from watchgraph_server.postgres_archives import PostgresShelf  # noqa: PLC0415 - only with such a database

    return PostgresShelf(place)


def open_catalogue(settings: Settings, *, seconds: float = inf) -> Catalogue:
    """Open the read models, in the database that the settings name, else in their file.

    seconds: how long one reading of a request may take. Raises DatabaseRefusedError, CatalogueMissingError
    and OtherLayoutError.
    """
    if settings.database is None:
        return Catalogue.open(settings.data, seconds=seconds)
    return Catalogue.of(settings.database, seconds=seconds)
