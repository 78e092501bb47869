"""Which network addresses a fetch or a webhook may reach: public ones, and nothing that hides another."""

import ipaddress
import socket
import threading
from ipaddress import IPv4Address, IPv6Address

_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_COMPATIBLE = ipaddress.ip_network("::/96")
_GLOBAL_SIX = ipaddress.ip_network("2000::/3")
"""All IPv6 unicast that has been given out; what lies outside is local, or waits for a use."""
_NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""Protocol assignments, the old 6to4 relays, documentation: Python's own list calls these global."""
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)
PORTS = frozenset({80, 443, 8000, 8080, 8443})
"""Ports on which the web is served; others lead to mail servers, databases and the like."""


def is_public(address: str) -> bool:
    """Whether `address` is a public unicast address, also after unwrapping the IPv4 address inside an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if "%" in address or not _global(ip):
        return False
    return all(_global(inner) for inner in _inside(ip))


def _global(ip: IPv4Address | IPv6Address) -> bool:
    if not ip.is_global or ip.is_multicast or ip.is_reserved or any(ip in network for network in _NOT_PUBLIC):
        return False
    return isinstance(ip, IPv4Address) or ip in _GLOBAL_SIX


def _inside(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(ip, IPv4Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if any(ip in network for network in (*_NAT64, _COMPATIBLE)) or (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP:
        found.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of `host`, IPv4 first. OSError when it has none, TimeoutError when that takes too long."""
    answer: list[str] = []
    failure: list[OSError] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, ValueError) as error:
            failure.append(error if isinstance(error, OSError) else OSError(str(error)))
            return
        found.sort(key=lambda entry: entry[0] != socket.AF_INET)
        answer.extend(dict.fromkeys(str(entry[4][0]) for entry in found))

    # The system's resolver knows no time limit of ours, so it is waited for in a thread that may be left behind.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(seconds, 0.1))
    if thread.is_alive():
        raise TimeoutError(f"no answer about {host}")
    if failure or not answer:
        raise failure[0] if failure else OSError(f"{host} has no address")
    return answer
