"""Only machines of the public internet are asked, however their number is written."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.capture.web_guard import checked_addresses, refused
from cenotaph.errors import FetchError

# The special-purpose registries of IANA, typed apart from the guard's own table, and known control services.
NOT_PUBLIC = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32", "168.63.129.16/32", "169.254.169.254/32", "100.100.100.200/32",
    "::/128", "::1/128", "::/96", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:2::/48",
    "2001:10::/28", "2001:20::/28", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
    "fec0::/10", "ff00::/8", "fd00:ec2::254/128",
]  # fmt: skip
PRIVATE_IPV4 = [ipaddress.ip_network(each) for each in NOT_PUBLIC if ":" not in each]


def numbers_in(network: str) -> st.SearchStrategy[str]:
    net = ipaddress.ip_network(network)
    return st.integers(int(net.network_address), int(net.broadcast_address)).map(
        lambda number: str(type(net.network_address)(number))
    )


private_ipv4 = st.sampled_from(PRIVATE_IPV4).flatmap(lambda network: numbers_in(str(network)))


@pytest.mark.parametrize("network", NOT_PUBLIC)
def test_first_and_last_of_every_special_network_are_refused(network):
    net = ipaddress.ip_network(network)
    assert refused(str(net.network_address))
    assert refused(str(net.broadcast_address))


@settings(max_examples=400)
@given(st.sampled_from(NOT_PUBLIC).flatmap(numbers_in))
def test_every_number_of_a_special_network_is_refused(number):
    assert refused(number)


@settings(max_examples=200)
@given(private_ipv4)
def test_a_private_number_inside_an_ipv6_number_is_refused(number):
    value = int(ipaddress.IPv4Address(number))
    inside = [
        (0xFFFF << 32) | value,  # mapped
        value,  # compatible
        (0x0064FF9B << 96) | value,  # NAT64
        (0x2002 << 112) | (value << 80) | 1,  # 6to4
        (0x20010000 << 96) | (value ^ 0xFFFFFFFF),  # Teredo
        (0x2620 << 112) | (0x5EFE << 32) | value,  # ISATAP
    ]
    assert all(refused(str(ipaddress.IPv6Address(each))) for each in inside)


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0",
               "2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "64:ff9b::808:808"]
)  # fmt: skip
def test_public_numbers_may_be_asked(number):
    assert refused(number) is None


@pytest.mark.parametrize("number", ["fe80::1%eth0", "2606:4700::1%1", "nowhere", "", "1.2.3", "0x7f.1"])
def test_what_is_no_plain_number_is_refused(number):
    assert refused(number)


def test_one_private_number_among_public_ones_refuses_the_host():
    for answer in (["93.184.215.14", "10.0.0.1"], ["10.0.0.1", "93.184.215.14"], ["2606:4700::1", "::1"]):
        with pytest.raises(FetchError) as told:
            checked_addresses("both.example", 80, 5, lambda _host, _port, answer=answer: answer, refused)
        assert "both.example" in told.value.what


def test_a_host_that_is_not_found_or_answers_nothing_is_told():
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(FetchError, match="Name or service not known"):
        checked_addresses("gone.example", 80, 5, unknown, refused)
    with pytest.raises(FetchError, match="was not found"):
        checked_addresses("empty.example", 80, 5, lambda _host, _port: [], refused)
