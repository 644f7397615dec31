"""Bad web pages, and XML that is no page."""

from __future__ import annotations

from collections.abc import Callable

from hostile_case import ANY, GOOD, Case, text
from make_text import ORDER, TAGGED

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
"""A billion laughs: ten entities, each ten times the one before."""

ENTITIES = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY passwd SYSTEM "file:///etc/passwd">]>'
PARAMETERS = (
    '<!DOCTYPE x [<!ENTITY % file SYSTEM "file:///etc/passwd"><!ENTITY % dtd SYSTEM "http://127.0.0.1:9/x.dtd">%dtd;]>'
)
"""Heads of XML that grow or reach out: each must be refused or left alone, never followed."""


def page(body: str, head: str = "") -> Callable[[], bytes]:
    """An ordinary page around some markup."""
    return text(f"<!DOCTYPE html><html><head><title>News</title>{head}</head><body>{body}</body></html>")


_P = f"<p>{GOOD}</p>"


def _open_tags() -> bytes:
    return ("<html><body>" + "<b><i><font>" * 60_000 + GOOD).encode()


CASES = (
    Case("divs.html", "nesting", page("<div>" * 100_000 + _P + "</div>" * 100_000), ANY, "nested|deep|large"),
    Case("tables-in-tables.html", "nesting", page("<table><tr><td>" * 5_000 + GOOD), ANY),
    Case("never-closed.html", "nesting", _open_tags, ANY),
    Case("lists-in-lists.html", "nesting", page("<ul><li>" * 20_000 + GOOD), ANY),
    Case("closed-before-opened.html", "broken", page("</div></p></table>" * 50_000 + _P), holds=(GOOD,)),
    Case("tables-and-forms-crossed.html", "broken", page("<table><form><b><tr><p></table>" * 2_000 + _P), ANY),
    Case(
        "attributes.html",
        "attributes",
        page("<p " + " ".join(f"a{n}='x'" for n in range(50_000)) + f">{GOOD}</p>"),
        ANY,
        holds=(GOOD,),
    ),
    Case("one-attribute.html", "attributes", page(f"<p title='{'x' * 50_000_000}'>{GOOD}</p>"), ANY),
    Case("attributes-alike.html", "attributes", page("<p " + "class=x " * 60_000 + f">{GOOD}</p>"), ANY, holds=(GOOD,)),
    Case("entities.html", "size", page("&amp;" * 1_000_000 + _P), ANY),
    Case(
        "entity-in-the-middle.html",
        "silence",
        page(
            "<p>Ten people &amp; a child were killed in Vellmar &mdash; on 3&nbsp;May 1987 &#x26; later &unknown; "
            "buried at Halvor.</p>"
        ),
        holds=("child were killed", "buried at Halvor"),
    ),
    Case(
        "comment-in-the-middle.html",
        "silence",
        page("<p>Ten people <!-- x --> were killed in <![CDATA[Vellmar]]> on 3 May 1987.</p>"),
        holds=("were killed", "on 3 May 1987"),
    ),
    Case(
        "comment-never-closed.html",
        "silence",
        page(f"{_P}<!-- <p>Two women were wounded in Halvor.</p>"),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "script-never-closed.html",
        "silence",
        page(f"{_P}<script>var x = 1; <p>Two women were wounded.</p>"),
        ANY,
        holds=(GOOD,),
    ),
    Case("plaintext.html", "silence", page(f"<p>Before.</p><plaintext>{GOOD}"), ANY, holds=(GOOD,)),
    Case("textarea-never-closed.html", "silence", page(f"<textarea>{_P}"), ANY),
    Case("noscript.html", "silence", page(f"<noscript>{_P}</noscript>"), ANY),
    Case("template.html", "silence", page(f"<template>{_P}</template>"), ANY),
    Case(
        "nul-in-tags.html",
        "silence",
        page(f"<p>Be\0fore.</p><p\0>{GOOD}</p><scr\0ipt>alert(1)</script>"),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "laughs.xhtml", "bomb", text(f'<?xml version="1.0"?>{ENTITIES}<html><body>{_P}<p>&l9;</p></body></html>'), ANY
    ),
    Case(
        "reaches-out.xhtml",
        "reach",
        text(f'<?xml version="1.0"?>{OUTSIDE}<html><body>{_P}<p>&passwd;</p></body></html>'),
        ANY,
        holds=(GOOD,),
    ),
    Case("laughs.xml", "bomb", text(f'<?xml version="1.0"?>{ENTITIES}<x>&l9;</x>'), ANY),
    Case("quadratic.xml", "bomb", text(f'<?xml version="1.0"?>{QUADRATIC}<x>{"&a;" * 100_000}</x>'), ANY),
    Case("reaches-out.xml", "reach", text(f'<?xml version="1.0"?>{OUTSIDE}<x>&passwd;</x>'), ANY),
    Case("parameters.xml", "reach", text(f'<?xml version="1.0"?>{PARAMETERS}<x>x</x>'), ANY),
    Case("deep.xml", "nesting", text('<?xml version="1.0"?>' + "<a>" * 100_000 + "x" + "</a>" * 100_000), ANY),
    Case(
        "script.svg",
        "script",
        text(f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>{GOOD}</text></svg>'),
        ANY,
    ),
    Case(
        "scripts.html",
        "script",
        page(
            f"<img src=x onerror=alert(1)><svg/onload=alert(1)>{_P}<a href='javascript:alert(1)'>x</a>",
            "<title><script>alert(1)</script></title>",
        ),
        holds=(GOOD,),
    ),
    Case(
        "base-and-refresh.html",
        "reach",
        page(_P, "<base href='javascript:alert(1)//'><meta http-equiv=refresh content='0;url=file:///etc/passwd'>"),
        holds=(GOOD,),
    ),
    Case(
        "frames.html",
        "reach",
        page(f"{_P}<iframe src='file:///etc/passwd'></iframe><object data='http://127.0.0.1:9/'></object>"),
        holds=(GOOD,),
    ),
    Case(
        "data-address.html",
        "size",
        page(f"{_P}<img src='data:image/png;base64,{'A' * 20_000_000}'>"),
        ANY,
        holds=(GOOD,),
    ),
    Case("one-text.html", "size", page("<p>" + (GOOD + " ") * 300_000), "in_part", "only the first|too large|larger"),
    Case("paragraphs.html", "size", page("<p>Nobody.</p>" * 12_000 + _P), ANY),
    Case("links.html", "size", page("<a href=x>Nobody</a> " * 20_000 + _P), ANY),
    Case("wide-table.html", "size", page("<table><tr>" + "<td>x</td>" * 10_000 + f"</tr></table>{_P}"), ANY),
    Case(
        "spans-of-a-table.html",
        "bomb",
        page(f"<table><tr><td colspan=1000000000 rowspan=1000000000>Name</td></tr><tr><td>x</td></tr></table>{_P}"),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "hidden-order.html",
        "hidden words",
        page(f"{_P}<p style='display:none'>{ORDER}</p><p style='color:#fff;font-size:1px'>{ORDER}</p>"),
        holds=(GOOD,),
    ),
    Case(
        "order-in-alt.html",
        "orders",
        page(
            f"{_P}<img src=x alt='{ORDER}' title='{ORDER}'><p>{ORDER}</p>", f"<meta name=description content='{ORDER}'>"
        ),
        holds=(GOOD,),
    ),
    Case("tags-in-page.html", "hidden words", page(f"{_P}<p>He said so. {TAGGED}</p>"), holds=(GOOD,), flags=("S034",)),
    Case("says-utf16.html", "encoding", page(_P, "<meta charset='utf-16'>"), holds=(GOOD,)),
    Case("says-nonsense.html", "encoding", page(_P, "<meta charset='x-klingon; rm -rf'>"), holds=(GOOD,)),
    Case("says-utf7.html", "encoding", page(f"{_P}+ADw-script+AD4-", "<meta charset='utf-7'>"), holds=(GOOD,)),
    Case(
        "says-two.html",
        "encoding",
        lambda: (
            page("<p>Погибли десять человек в Веллмаре.</p>", "<meta charset=koi8-r><meta charset=windows-1251>")()
            .decode()
            .encode("cp1251")
        ),
        ANY,
    ),
    Case("page-named.csv", "wrong name", page(_P), holds=(GOOD,)),
    Case("page-named.pdf", "wrong name", page(_P + _P), holds=(GOOD,)),
    Case("page-named.xlsx", "wrong name", page(_P + _P + _P), holds=(GOOD,)),
    Case("gif-and-page.html", "two in one", lambda: b"GIF89a/*" + page(_P)() + b"*/=1;", ANY),
    Case("title-flood.html", "size", page(_P, "<title>" + "x" * 2_000_000 + "</title>"), ANY, holds=(GOOD,)),
    Case("headers-flood.html", "size", page(_P, "<meta name='author' content='Nadia Placeholder'>" * 20_000), ANY),
    Case(
        "linked-data-bomb.html",
        "nesting",
        page(_P, "<script type='application/ld+json'>" + "[" * 100_000 + "</script>"),
        ANY,
        holds=(GOOD,),
    ),
    Case("dates-flood.html", "slow pattern", page(_P + "<time datetime='1987-05-03'>3 May 1987</time>" * 6_000), ANY),
)
