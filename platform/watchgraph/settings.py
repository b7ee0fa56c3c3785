"""Where the store lives and how the program runs: read once, by the command line and the server."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Each from the environment, with the prefix WATCHGRAPH_; an empty one counts as not set.

    data: the folder of the store (WATCHGRAPH_DATA).
    """

    model_config = SettingsConfigDict(env_prefix="WATCHGRAPH_", env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path = Field(default_factory=lambda: user_data_path("watchgraph", appauthor=False))

    @property
    def log_path(self) -> Path:
        """The log, the only file that cannot be rebuilt."""
        return self.data / "log.sqlite"

    @property
    def keys_path(self) -> Path:
        """The keys of sealed texts: never in the same backup as the log."""
        return self.data / "keys.sqlite"

    @property
    def catalogue_path(self) -> Path:
        """The read model, a cache of the log."""
        return self.data / "catalogue.sqlite"

    @property
    def staging_path(self) -> Path:
        """The folder of imports under way; disposable."""
        return self.data / "staging"

    @property
    def fetched_path(self) -> Path:
        """The folder of publishers' files that were fetched, a folder for each; disposable."""
        return self.data / "fetched"
