"""Making what comes from outside inert."""

from __future__ import annotations

import doctest
import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.publish import safe


@pytest.mark.parametrize("module", ["publish.safe", "dates_in_words", "publish.wording", "publish.exports.csv_tables"])
def test_examples_in_the_documentation_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"cenotaph.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http://",
        "https:///x",
        "ftp://a.example",
        "http://user@evil.example/",
        "https://a.example/\u202egnp.html",
        " https://a.example",
        "https://a.example/\nx",
        "file:///etc",
        "http://[::1",
        "",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    assert safe.web_address(url) is None
    assert safe.domain(url) == ""


def test_a_web_address_and_its_domain() -> None:
    assert safe.web_address("https://www.observer.example/a?b=c") == "https://www.observer.example/a?b=c"
    assert safe.domain("https://www.observer.example/a?b=c") == "observer.example"


@pytest.mark.parametrize(
    ("text", "way"),
    [("Mira", "ltr"), ("ميرا", "rtl"), ("12 ميرا", "rtl"), ("(1) Mira ميرا", "ltr"), ("מירה", "rtl"), ("12", "ltr")],
)
def test_direction_is_that_of_the_first_letter(text: str, way: str) -> None:
    assert safe.direction(text) == way


def test_joiners_and_marks_that_scripts_need_are_kept() -> None:
    assert safe.inert("می\u200cخواهم\u200f \u202eabc\u202c\u2066\u0000") == "می\u200cخواهم\u200f abc"


@given(st.text(max_size=60), st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_words_are_one_closed_element(text: str, language: str) -> None:
    shown = str(safe.words(text, language))
    if not text:
        assert shown == ""
        return
    inner = shown.split(">", 1)[1].removesuffix("</bdi>")
    assert shown.startswith("<bdi")
    assert "<" not in inner
    assert '"' not in inner
    assert shown.split(">", 1)[0].count('"') % 2 == 0


@given(st.text(max_size=100))
@settings(max_examples=60, deadline=None)
def test_any_id_makes_a_safe_file_name(name: str) -> None:
    made = safe.file_name(name)
    assert made == made.lower()
    assert not set(made) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(made) <= 80


def test_names_of_devices_are_no_file_names() -> None:
    assert safe.file_name("con") != "con"
    assert safe.file_name("lpt1") != "lpt1"


def test_markup_of_people_is_cleaned() -> None:
    dirty = '<p onclick="x">Hello <script>1</script><a href="javascript:1">a</a> <a href="https://a.example">b</a></p><style>*{}</style>'
    clean = safe.clean(dirty)
    assert "script" not in clean
    assert "onclick" not in clean
    assert "style" not in clean
    assert 'href="https://a.example" rel="noreferrer noopener nofollow"' in clean
