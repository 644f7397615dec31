"""Opening an office package: what it promises is checked before it is unpacked, and what is lost is told."""

from __future__ import annotations

import io
import zipfile

import pytest
from office_builder import packed

from cenotaph.read.package import Package, Problem, open_package
from cenotaph.read.reading import Limits
from cenotaph.read.xml_tree import parse_xml, words_of

MAIN = "word/document.xml"
LIMITS = Limits(memory=256 * 2**20, parts=10)


def opened(data: bytes, limits: Limits = LIMITS) -> Package:
    package = open_package(data, limits)
    assert isinstance(package, Package)
    return package


def refused(data: bytes, limits: Limits = LIMITS) -> str:
    problem = open_package(data, limits, MAIN)
    assert isinstance(problem, Problem)
    return problem.why


def test_members_are_found_whatever_their_capitals_and_separators():
    package = opened(packed({"Word\\Document.xml": "<a>x</a>"}))
    assert package.names == ("Word/Document.xml",)
    assert MAIN in package
    assert package.member(MAIN) == b"<a>x</a>"
    assert package.size(MAIN) == 8
    assert package.member("nothing.xml") is None
    assert package.partly == []


def test_a_bomb_is_told_and_not_unpacked():
    package = opened(packed({MAIN: bytes(17 * 2**20)}), Limits())
    assert package.member(MAIN) is None
    assert "would unpack to 17 MB" in package.partly[0]
    assert package.member(MAIN, 2**20) is None
    assert "would unpack to" in refused(packed({MAIN: bytes(20 * 2**20)}), Limits(memory=30 * 2**20))


def test_more_members_than_allowed_are_refused():
    assert "11 parts" in refused(packed({f"{at}.xml": "" for at in range(11)}))


def test_a_member_that_holds_more_than_it_says_is_cut_there_and_told():
    data = bytearray(packed({MAIN: b"x" * 1000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    package = opened(bytes(data))
    assert len(package.member(MAIN) or b"") == 11
    assert "damaged" in package.partly[0]


def test_a_flipped_byte_costs_what_stands_behind_it_and_is_told():
    words = "".join(f"<p>{at * 7919 % 10007}</p>" for at in range(20_000)).encode()
    data = bytearray(packed({MAIN: words}))
    data[len(data) // 2] ^= 0xFF
    package = opened(bytes(data))
    found = package.member(MAIN) or b""
    assert found[:20_000] == words[:20_000]
    assert "damaged" in package.partly[0]


def test_a_password_is_told():
    data = bytearray(packed({MAIN: "<a/>"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    assert "password" in refused(bytes(data))


def test_two_members_of_one_name_are_told():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning):  # noqa: PT030, PT031
        archive.writestr(MAIN, "<a>first</a>")
        archive.writestr(MAIN, "<a>last</a>")
    package = opened(out.getvalue())
    assert package.member(MAIN) == b"<a>last</a>"
    assert f"2 parts called {MAIN}" in package.partly[0]


def test_what_a_part_refers_to_is_found_from_where_it_stands():
    every = "".join(
        f'<Relationship Id="r{at}" Type="http://x/{kind}" Target="{target}" {more}/>'
        for at, (kind, target, more) in enumerate(
            (
                ("styles", "styles.xml", ""),
                ("header", "../other/h.xml", ""),
                ("footer", "/word/f.xml", ""),
                ("hyperlink", "http://nowhere.example/", 'TargetMode="External"'),
                ("notes", "../../../../etc/passwd", ""),
            )
        )
    )
    members: dict[str, str | bytes] = {"word/_rels/document.xml.rels": f"<Relationships>{every}</Relationships>"}
    package = opened(packed({**members, "word/styles.xml": "", "other/h.xml": "", "word/f.xml": ""}))
    assert package.related(MAIN, "styles") == ("word/styles.xml",)
    assert package.related(MAIN, "header") == ("other/h.xml",)
    assert package.related(MAIN, "footer") == ("word/f.xml",)
    assert package.related(MAIN, "notes") == ()
    assert package.relations(MAIN)["r3"].is_external


@pytest.mark.parametrize(
    ("data", "words", "problem"),
    [
        (b"<a>one<!-- no --> two<?no?> three &amp; &#1054;</a>", "one two three & О", None),
        (b'<!DOCTYPE a [<!ENTITY b "NO">]><a>one &b; two<c/>&b;&b; three</a>', "one &b; two&b;&b; three", "&b;"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a>one</a>', "one", None),
        (b"<a>one &nbsp; two <b>three</b></a>", "one &nbsp; two three", "damaged"),
        (b"<a>one <b>two</c> three</a>", "one two three", "damaged"),
        (b"<a>one<b>two", "onetwo", "damaged"),
        (b"<a>one \xff\xfe two <b>three</b></a>", "one \ufffd\ufffd two three", "damaged"),
        (b"<b>" * 1000 + b"deep", None, "Excessive depth"),
        (b"", None, "damaged"),
        (b"no xml", None, "damaged"),
    ],
)
def test_xml_is_read_as_far_as_it_goes(data, words, problem):
    parsed = parse_xml(data)
    assert (parsed.problem is None) == (problem is None)
    assert problem is None or problem in str(parsed.problem)
    if words is not None:
        assert words_of(parsed.root) == words


def test_entities_in_entities_are_not_expanded():
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    parsed = parse_xml(f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>one &l9; two</a>'.encode())
    assert words_of(parsed.root) == "one &l9; two"
    assert parsed.problem is not None
