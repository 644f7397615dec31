"""Addresses in one plain form, copies in web archives, names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.capture.web_address import archived_copy, file_stem, is_address, parse, raw_copy, time_of
from cenotaph.capture.web_guard import refused
from cenotaph.errors import UsageError


@pytest.mark.parametrize(
    ("given_", "host"),
    [
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f000001/", "127.0.0.1"),
        ("http://017700000001/", "127.0.0.1"),
        ("http://0177.0.0.01/", "127.0.0.1"),
        ("http://127.1/", "127.0.0.1"),
        ("http://127.0.0.1./", "127.0.0.1"),
        ("http://0x7f.0X1/", "127.0.0.1"),
        ("http://0/", "0.0.0.0"),
        ("http://0x/", "0.0.0.0"),
        ("http://\u0661\u0662\u0667.1/", None),  # digits of other scripts are no number
        ("http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/", "127.0.0.1"),
        ("http://127\u30020\u30020\uff0e1/", "127.0.0.1"),
        ("http://\u2460\u2461\u2466.0.0.1/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://[0:0:0:0:0:0:7f00:1]/", "::7f00:1"),
        ("http://LOCALHOST/", "localhost"),
        ("http://\uff4c\uff4fcalhost/", "localhost"),
        ("HTTP://Nowhere.EXAMPLE:80/", "nowhere.example"),
        ("https://n\u043ewhere.example/", "xn--nwhere-wqf.example"),  # a Cyrillic letter in the middle
        ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
    ],
)
def test_a_host_is_made_plain_before_it_is_resolved(given_, host):
    if host is None:
        with pytest.raises(UsageError):
            parse(given_)
        return
    assert parse(given_).host == host
    if host[0] in "01:":
        assert refused(parse(given_).host)


@pytest.mark.parametrize(
    "bad",
    [
        "ftp://nowhere.example/a", "file:///etc/passwd", "javascript://x/%0aalert(1)", "gopher://nowhere.example/",
        "http://user@nowhere.example/", "http://user:secret@nowhere.example/", "http://nowhere.example@10.0.0.1/",
        "http://nowhere.example\\@10.0.0.1/", "http:///path", "http://", "http:/x", "http://[::1", "http://[fe80::1%25eth0]/",
        "http://1.2.3.4.5/", "http://256.1.1.1/", "http://4294967296/", "http://a..b/",
        "http://nowhere.example:70000/", "http://nowhere.example:22/", "http://nowhere.example:x/",
        "http://now\there.example/", "http://nowhere.example/\r\nHost: other", "http://no where.example/",
        "http://nowhere%2eexample/", "http://fa\u00df.example/", f"http://{'a' * 64}.example/", "http://-a.example/",
    ],
)  # fmt: skip
def test_what_is_no_safe_address_is_refused_in_words(bad):
    with pytest.raises(UsageError) as told:
        parse(bad)
    assert told.value.why
    assert told.value.next_step
    assert "secret" not in str(told.value)


def test_other_ports_are_asked_only_when_told_to():
    assert parse("http://nowhere.example:8080/").port == 8080
    assert parse("http://nowhere.example:22/", any_port=True).port == 22


def test_an_address_keeps_its_path_and_loses_its_fragment():
    plain = parse("https://nowhere.example:443/\u0431\u0430?q=a b&\u00e7#part")
    assert plain.url == "https://nowhere.example/%D0%B1%D0%B0?q=a%20b&%C3%A7"
    assert parse("http://nowhere.example").target == "/"
    assert parse("http://nowhere.example?q=1").target == "/?q=1"
    assert parse("http://nowhere.example:8080/a%20b").url == "http://nowhere.example:8080/a%20b"


@given(st.text(min_size=1, max_size=60))
def test_whatever_is_written_gives_an_address_or_a_refusal(text):
    try:
        plain = parse("http://" + text)
    except UsageError:
        return
    assert plain.url.isascii()
    assert not set(plain.url) & set(" \r\n\t\\")
    assert parse(plain.url) == plain


@pytest.mark.parametrize(
    ("given_", "is_one"),
    [("https://a", True), ("HTTP://a", True), ("ftp://a", True), ("https:/a", True), ("C:\\a", False), ("C://a", False),
     ("a/b.txt", False), ("a.html", False), ("web:", False), ("http://", False)],
)  # fmt: skip
def test_addresses_are_told_from_files(given_, is_one):
    assert is_address(given_) is is_one


@pytest.mark.parametrize(
    ("address", "archive", "original", "at"),
    [
        ("https://web.archive.org/web/20200102030405/http://nowhere.example/a?b=1", "web.archive.org",
         "http://nowhere.example/a?b=1", "2020-01-02T03:04:05Z"),
        ("http://www.web.archive.org/web/20200102030405im_/https://nowhere.example/", "web.archive.org",
         "https://nowhere.example/", "2020-01-02T03:04:05Z"),
        ("https://web.archive.org/web/2020/nowhere.example/a", "web.archive.org", "http://nowhere.example/a", "2020"),
        ("https://web.archive.org/web/202001/http:/nowhere.example/a", "web.archive.org",
         "http://nowhere.example/a", "2020-01"),
        ("https://archive.ph/20200102030405/https://nowhere.example/a", "archive.ph", "https://nowhere.example/a",
         "2020-01-02T03:04:05Z"),
        ("https://archive.is/2020.01.02-030405/https://nowhere.example/a", "archive.is", "https://nowhere.example/a",
         "2020-01-02T03:04:05Z"),
        ("https://archive.today/Ab1Cd", "archive.today", None, None),
        ("https://perma.cc/AB12-CD34", "perma.cc", None, None),
        ("http://www.webcitation.org/query?url=http%3A%2F%2Fnowhere.example&date=2010-01-02", "webcitation.org",
         "http://nowhere.example", "2010-01-02"),
    ],
)  # fmt: skip
def test_a_copy_in_a_web_archive_is_known_by_its_address(address, archive, original, at):
    copy = archived_copy(parse(address))
    assert copy is not None
    assert (copy.archive, copy.original, copy.at) == (archive, original, at)


@pytest.mark.parametrize(
    "address", ["https://web.archive.org/", "https://web.archive.org/web/2020*/nowhere.example", "https://archive.ph/",
                "https://nowhere.example/web/20200102030405/http://other.example", "https://perma.cc/about"]
)  # fmt: skip
def test_other_pages_are_no_copies(address):
    assert archived_copy(parse(address)) is None


def test_the_copy_as_captured_is_asked_for():
    for form in ("", "im_", "id_"):
        given_ = parse(f"https://web.archive.org/web/20200102030405{form}/http://nowhere.example/?a=1")
        assert raw_copy(given_).target == "/web/20200102030405id_/http://nowhere.example/?a=1"
    other = parse("https://nowhere.example/web/20200102030405/http://x.example")
    assert raw_copy(other) == other


@pytest.mark.parametrize(
    ("digits", "time"),
    [("20209901000000", "2020"), ("0000", None), ("20", None), ("2020010203", "2020-01-02"), ("", None)],
)
def test_a_time_is_taken_as_far_as_it_goes(digits, time):
    assert time_of(digits) == time


@given(st.text(max_size=300), st.sampled_from(["2026-01-20T08:00:00.123456Z", "2026-01-20T08:00:00Z"]))
def test_a_file_of_a_page_has_a_name_every_system_takes(path, time):
    try:
        address = parse(f"https://nowhere.example/{path}")
    except UsageError:
        return
    stem = file_stem(address, time)
    assert stem.startswith("nowhere.example")
    assert stem.endswith("20260120T080000Z")
    assert len(stem.encode()) < 200
    assert not set(stem) & set('/\\:*?"<>|\r\n ')


def test_two_long_paths_that_begin_alike_get_two_names():
    long = "https://nowhere.example/" + "night-" * 30
    time = "2026-01-20T08:00:00Z"
    assert file_stem(parse(long + "a"), time) != file_stem(parse(long + "b"), time)
