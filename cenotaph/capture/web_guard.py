"""Which machines may be asked for a page: those of the public internet, and no other.

An address that a stranger wrote down, or to which a page leads on, must not reach what stands behind the user's
own door: this computer, the home's router, an office's servers, the control service of a cloud. So the answer of
the name service is checked, all of it, and the connection goes to the checked number, not to the name again.

Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates), RFC 6052 (NAT64),
RFC 4291, 3056, 4380 and 5214 (IPv4 inside IPv6).
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Sequence

from cenotaph.errors import HostError

_SPECIAL = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "a private network",
    "100.64.0.0/10": "a carrier's own network",
    "127.0.0.0/8": "this computer itself",
    "168.63.129.16/32": "a cloud's control service",
    "169.254.0.0/16": "this link alone, or a cloud's control service",
    "172.16.0.0/12": "a private network",
    "192.0.0.0/24": "protocols, not pages",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "tunnels",
    "192.168.0.0/16": "a private network",
    "198.18.0.0/15": "measurements",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "many machines at once",
    "240.0.0.0/4": "nobody",
    "2001::/23": "protocols and tunnels (Teredo)",
    "2001:db8::/32": "documentation",
    "2002::/16": "tunnels (6to4), which can lead into a private network",
    "3fff::/20": "documentation",
}
"""Networks that hold no public page, and what they are for."""

_NETWORKS = tuple((ipaddress.ip_network(network), purpose) for network, purpose in _SPECIAL.items())
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def refused(address: str) -> str | None:
    """What an address is for when it is no public machine's; None when it may be asked.

    Args:
        address: a number as a name service gives it, IPv4 or IPv6.

    Example:
        >>> refused("93.184.215.14"), refused("127.0.0.1"), refused("::ffff:10.0.0.1")
        (None, 'this computer itself', 'no public machine')
    """
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return "no number of a machine"
    if isinstance(number, ipaddress.IPv6Address):
        if number in _NAT64:  # a network without IPv4 gives every old machine such a number
            return refused(str(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)))
        if number.scope_id is not None or number not in _PUBLIC_IPV6:
            return "this computer itself" if number.is_loopback else "no public machine"
        if (int(number) >> 32) & 0xFFFFFFFF in _ISATAP:
            return refused(str(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)))
    special = next((purpose for network, purpose in _NETWORKS if number in network), None)
    return special or (None if number.is_global else "no public machine")


def resolve(host: str, port: int) -> list[str]:
    """All numbers that the name service gives for a host, in its order; a number stands for itself.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(
    host: str,
    port: int,
    seconds: float,
    resolver: Callable[[str, int], Sequence[str]],
    guard: Callable[[str], str | None],
) -> list[str]:
    """The numbers of a host, every one of them checked; the connection is to be made to one of these.

    Args:
        host: as `web_address.plain_host` gives it.
        port: to be asked.
        seconds: how long the name service may take.
        resolver: gives the numbers.
        guard: says why a number may not be asked; None when it may.

    Raises:
        HostError: there is no such host, or one of its numbers is not public: then none of them is asked, since a
            name that answers with both is most likely made to get past a check of one.
    """
    numbers = _within(host, port, seconds, resolver)
    for number in numbers:
        purpose = guard(number)
        if purpose is not None:
            where = number if number == host else f"{host}, which is {number},"
            raise HostError(
                f"{where} is not asked",
                f"that address is for {purpose}, not for pages of the public web",
                "if the page is your own, save it in a browser and add the file",
            )
    return numbers


def _within(host: str, port: int, seconds: float, resolver: Callable[[str, int], Sequence[str]]) -> list[str]:
    """The resolver's answer; the system's own has no limit of time, so it works beside us."""
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answer.put(list(resolver(host, port)))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = answer.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        found = TimeoutError("the name service gave no answer in time")
    if isinstance(found, Exception) or not found:
        why = getattr(found, "strerror", None) or str(found) or "the name service knows no number for it"
        raise HostError(
            f"the host {host} was not found", why, "check the address and the connection to the internet"
        ) from (found if isinstance(found, Exception) else None)
    return found
