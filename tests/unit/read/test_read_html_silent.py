"""Words of a page that no program reads are named: behind what is never closed, in hidden elements, made by scripts."""

from __future__ import annotations

import pytest

from cenotaph.read.formats import described, read_bytes
from cenotaph.read.reading import Limits, Reading
from cenotaph.record import Source

FIRST = (
    "<p>The first part says that 42 people were killed in Ozmara on 4 March 1991, the commission wrote at the time.</p>"
)
LAST = (
    "<p>The last part names Nadia Placeholder, who was killed on the bridge in the same night, as witnesses told.</p>"
)
SCRIPT = f"<script>{'var nothing = 1;' * 4000}</script>"


def read(inside: str, head: str = "<title>Ozmara</title>") -> Reading:
    data = f"<!DOCTYPE html><html><head>{head}</head><body>{inside}</body></html>".encode()
    return read_bytes(data, described(data, Source(id="", status="cited", path="a.html")), Limits())


@pytest.mark.parametrize(
    "mark",
    [
        "<script>", "<style>", "<textarea>", "<noscript>", "<template>", "<iframe>", "<select>", "<object>", "<button>",
        "<dialog>", "<audio>", "<canvas>", "<!-- ", "<script src='a.js'>", "<STYLE type=x>",
    ],
)  # fmt: skip
def test_what_stands_behind_an_unclosed_mark_is_named(mark):
    reading = read(FIRST + mark + LAST)
    assert reading.status == "in_part"
    assert "never closed" in reading.reason
    assert "42 people" in reading.text.text


@pytest.mark.parametrize(
    "inside",
    [f'{FIRST}<p title="never closed>words</p>{LAST}', f"{FIRST}<option>{LAST}", f"{FIRST}<textarea>{LAST}</textarea>"],
)
def test_words_that_were_not_read_are_named(inside):
    reading = read(inside)
    assert "Nadia" in reading.text.text or (reading.status == "in_part" and "not read" in reading.reason)


def test_a_page_behind_its_title_is_named():
    reading = read(FIRST + LAST, head="<title>Ozmara")
    assert reading.text is not None or "not read" in reading.reason


def test_a_page_made_by_a_script_is_named():
    for inside in ("<div id=root>Loading</div>", "<div id=root></div><noscript>Switch scripts on.</noscript>", ""):
        reading = read(inside + SCRIPT)
        assert "script" in reading.reason
        assert reading.status != "read"


@pytest.mark.parametrize(
    "inside",
    [
        f"{FIRST}<p>x &bad; rest &#0; &#xFFFFFFF; & more</p>{LAST}",
        f"{FIRST}<![CDATA[ words ]]>{LAST}",
        f"{FIRST}<!-- a --!>{LAST}",
        f"{FIRST}<p>4 < 5 and 6<7 <<</p>{LAST}",
        f"{FIRST}<noscript>Please enable JavaScript to view the comments on this page.</noscript>{LAST}{SCRIPT}",
        f"{FIRST}<!--[if IE]><p>You use an old browser; please get a newer one to see this page.</p><![endif]-->{LAST}",
        f"{FIRST}<select><option>one</option><option>two</option></select><button>Send</button>{LAST}",
        f"{FIRST}<p title='4 > 3'>words</p><script>if (a < b && '<p>'.length) x('<!--');</script>{LAST}",
        f"{FIRST}<svg><title>A drawing of the bridge over the river at Ozmara, in ink</title></svg>{LAST}",
    ],
)
def test_nothing_is_lost_and_nothing_said_of_ordinary_pages(inside):
    reading = read(inside)
    assert reading.status == "read", reading.reason
    assert "42 people" in reading.text.text
    assert "Nadia Placeholder" in reading.text.text
