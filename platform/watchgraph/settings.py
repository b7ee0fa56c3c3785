"""Where the store lives and how the program runs: read once, by the command line and the server."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, PositiveFloat, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from watchgraph.postgresql import Address

LOG, KEYS, CATALOGUE = "log.sqlite", "keys.sqlite", "catalogue.sqlite"
"""The files of a store."""


def _parted(given: object) -> object:
    """Take a comma-separated text apart."""
    return tuple(each.strip().lower() for each in given.split(",") if each.strip()) if isinstance(given, str) else given


def _networks(given: tuple[str, ...]) -> tuple[str, ...]:
    for each in given:
        ip_network(each, strict=False)  # its own words say what is wrong
    return given


def _web_address(given: str) -> str:
    parts = urlsplit(given)
    if given and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("it is no web address, such as https://data.example.org")
    return given


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parted)]
Networks = Annotated[Listed, AfterValidator(_networks)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """Each from the environment, with the prefix WATCHGRAPH_; an empty one counts as not set.

    data: the folder of the store (WATCHGRAPH_DATA).
    database_url: the PostgreSQL database that holds log and catalogue, instead of files in the folder.
    keys_url: the PostgreSQL database that holds the keys of sealed texts, another than the log's.
    db_functions: POSTGRES_ENABLE_DB_FUNCTIONS, a setting of the event library that loses events.
    neo4j_uri: the Neo4j server that keeps the graph, too (bolt://host:7687). Empty: none does.
    neo4j_user, neo4j_password, neo4j_password_file, neo4j_database: who asks it, the password or a file that holds it,
    and which of its databases, where it has several.
    graph: what answers paths and money trails, sql (the catalogue) or neo4j.
    points_at_once, points_per_hour: what the callers of one address block may spend on questions, in one go and evenly
    after that. Once either is set it holds for programs on this machine, too, which else pay nothing.
    connections_per_block: how many connections the callers of one address block may keep open; once it is set it holds
    for this machine, too. Proxies are not counted.
    proxies: addresses or networks, comma-separated, whose header X-Forwarded-For is believed; none else is.
    site: the address that readers know this server by (https://watchgraph.example), put before the links of citations.
    hosts: names of the site, comma-separated, without port; requests that name another are refused. None: any name.
    read_timeout_seconds: how long the server reads for one request.
    metrics: whether the server has a page for Prometheus, /metrics. log_requests: whether it writes a line for each
    request. otlp_endpoint: where it sends traces; the variable is OpenTelemetry's own, OTEL_EXPORTER_OTLP_ENDPOINT.
    """

    model_config = SettingsConfigDict(env_prefix="WATCHGRAPH_", env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path = Field(default_factory=lambda: user_data_path("watchgraph", appauthor=False))
    database_url: SecretStr = SecretStr("")
    keys_url: SecretStr = SecretStr("")
    db_functions: str = Field(default="", validation_alias="POSTGRES_ENABLE_DB_FUNCTIONS")
    neo4j_uri: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    neo4j_password_file: Path | None = None
    neo4j_database: str | None = None
    graph: str = "sql"
    points_at_once: int | None = Field(default=None, ge=1)
    points_per_hour: int | None = Field(default=None, ge=1)
    connections_per_block: int | None = Field(default=None, ge=1)
    proxies: Networks = ()
    hosts: Listed = ()
    read_timeout_seconds: PositiveFloat = 5
    site: WebAddress = ""
    metrics: bool = False
    log_requests: bool = False
    otlp_endpoint: str = Field(default="", validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT")

    @property
    def database(self) -> Address | None:
        """The database of log and catalogue; None: files. Raises DatabaseRefusedError for what is no address."""
        url = self.database_url.get_secret_value()
        return Address.of(url, "WATCHGRAPH_DATABASE_URL") if url else None

    @property
    def keys_database(self) -> Address | None:
        """The database of the keys; None: a file. Raises DatabaseRefusedError for what is no address."""
        url = self.keys_url.get_secret_value()
        return Address.of(url, "WATCHGRAPH_KEYS_URL") if url else None

    @property
    def log_path(self) -> Path:
        """The log, the only file that cannot be rebuilt."""
        return self.data / LOG

    @property
    def keys_path(self) -> Path:
        """The keys of sealed texts: never in the same backup as the log."""
        return self.data / KEYS

    @property
    def catalogue_path(self) -> Path:
        """The read model, a cache of the log."""
        return self.data / CATALOGUE

    @property
    def staging_path(self) -> Path:
        """The folder of imports under way; disposable."""
        return self.data / "staging"

    @property
    def fetched_path(self) -> Path:
        """The folder of publishers' files that were fetched, a folder for each; disposable."""
        return self.data / "fetched"
