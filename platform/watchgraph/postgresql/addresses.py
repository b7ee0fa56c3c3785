"""The address of a database: what a setting may say, and how to name it without its password."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from watchgraph.postgresql.errors import DatabaseRefusedError

SCHEMES: Final = ("postgresql", "postgres")
OPTIONS: Final = frozenset(
    {
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "host",
        "passfile",
        "require_auth",
        "sslcert",
        "sslcrl",
        "sslkey",
        "sslmode",
        "sslrootcert",
        "target_session_attrs",
    }
)
"""Those of libpq that say how to reach a server. What a session is set to is not for an address to say."""

_HOST = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[^:\[\]]*)(?::(\d{1,5}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a database is. hosts, ports: one or, comma-separated, several that are tried in turn.

    Empty parts are what libpq takes them for: its environment variables, its password file, the usual socket.
    """

    hosts: str
    ports: str
    database: str
    user: str
    password: str = field(repr=False)
    options: Mapping[str, str]

    @classmethod
    def of(cls, url: str, setting: str) -> Self:
        """Read a URL. setting: its name, for messages, which never repeat the URL. Raises DatabaseRefusedError."""
        try:
            parts = urlsplit(url.strip())
            _check(parts)
            hosts, ports = _hosts(parts)
            user, _, password = parts.netloc.rpartition("@")[0].partition(":")
            return cls(
                hosts=hosts,
                ports=ports,
                database=unquote(parts.path.removeprefix("/")),
                user=unquote(user),
                password=unquote(password),
                options=_options(parts.query),
            )
        except ValueError as error:
            raise DatabaseRefusedError(
                f"{setting} is no address of a database: {error}. "
                "Right would be postgresql://USER:PASSWORD@HOST:5432/DATABASE."
            ) from None

    def __str__(self) -> str:
        """Name it without its user and password."""
        host = self.hosts or self.options.get("host") or "the usual socket"
        return f"database {self.database!r} at {host}" + (f" port {self.ports}" if self.ports else "")

    def keywords(self) -> dict[str, str]:
        """As keyword arguments of a connection; nothing of it is ever put into one text that a message might show."""
        given = {
            "host": self.hosts,
            "port": self.ports,
            "dbname": self.database,
            "user": self.user,
            "password": self.password,
        }
        return {**{name: value for name, value in given.items() if value}, **self.options}

    def same_database(self, other: "Address") -> bool:
        """Tell whether both name one database, as far as names tell."""
        return _place(self) == _place(other)


def _place(address: Address) -> tuple[str, str, str]:
    return address.hosts or address.options.get("host", ""), address.ports or "5432", address.database


def _check(parts: SplitResult) -> None:
    if parts.scheme not in SCHEMES:
        raise ValueError(f"it begins with {parts.scheme!r}" if parts.scheme else "it names no kind of database")
    if not parts.path.removeprefix("/"):
        raise ValueError("it names no database after the host")
    if "/" in parts.path.removeprefix("/") or parts.fragment:
        raise ValueError("more comes after the database's name; a / or # in a name or password is written %2F or %23")


def _hosts(parts: SplitResult) -> tuple[str, str]:
    found = [_HOST.fullmatch(each) for each in parts.netloc.rpartition("@")[2].split(",")]
    known = [each for each in found if each is not None]
    if len(known) != len(found):
        raise ValueError("its host and port cannot be read")
    names = ",".join(unquote(each[1]).strip("[]") for each in known)
    ports = ",".join(each[2] or "" for each in known)
    return names.strip(","), ports.strip(",") and ports


def _options(query: str) -> dict[str, str]:
    given = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    unknown = sorted({name for name, _ in given} - OPTIONS)
    if unknown:
        raise ValueError(f"it has the option {unknown[0]!r}; there are {', '.join(sorted(OPTIONS))}")
    return dict(given)
