"""Web addresses that a program may ask: https, and nothing but the public internet behind the name."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final
from urllib.parse import unquote

import httpx

from watchgraph.errors import WatchgraphError

Resolve = Callable[[str], list[str]]
"""Gives all IP addresses of a host, as text. Raises OSError where there is none."""

HTTPS: Final = 443


class UnsafeAddressError(WatchgraphError):
    """The address leads somewhere that a program must not ask."""

    code: ClassVar[str] = "unsafe-address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address and the one IP address, checked, that is connected to: no second look-up can lead elsewhere."""

    url: httpx.URL
    ip: str

    def request(self, headers: dict[str, str]) -> httpx.Request:
        """Make the request: to the IP address, for the host's name, with the host's certificate."""
        return httpx.Request(
            "GET",
            self.url.copy_with(host=self.ip),
            headers={**headers, "Host": self.url.netloc.decode()},
            extensions={"sni_hostname": self.url.host},
        )

    @property
    def file_name(self) -> str:
        """The last part of the path, with nothing in it that means something to a file system."""
        name = unquote(self.url.path).rstrip("/").rpartition("/")[2]
        kept = "".join(letter if letter.isalnum() or letter in " .-_()+" else "_" for letter in name)
        return kept.lstrip(".") or "download"


def resolve_host(host: str) -> list[str]:
    """Ask the system for all addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, HTTPS, proto=socket.IPPROTO_TCP)]


def checked(address: str, resolve: Resolve) -> Target:
    """Look an address up. Raises UnsafeAddressError for anything but https to hosts of the public internet."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UnsafeAddressError(f"{address[:80]!r} is no web address ({error})") from error
    if url.scheme != "https" or not url.host or url.userinfo or url.port not in {None, HTTPS}:
        raise UnsafeAddressError(f"{address[:80]!r}: files are fetched by https from its usual port, without a user")
    try:
        found = resolve(url.host)
    except (OSError, UnicodeError) as error:
        raise UnsafeAddressError(f"{url.host} cannot be found ({error})") from error
    if not found or not all(map(is_public, found)):
        raise UnsafeAddressError(f"{url.host} is not on the public internet: nothing is fetched from it")
    return Target(url=url, ip=found[0])


def is_public(ip: str) -> bool:
    """Whether an IP address is reachable by everybody: no machine's own, no local network, no group of machines."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_global and not (mapped or address).is_multicast
