"""Short texts with one planted error each, and their likes in which all adds up: what `cenotaph check` says of them."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from pathlib import Path

import pytest

from cenotaph.blocks import blocks
from cenotaph.claim import claims_of_text
from cenotaph.language_guess import likely_language
from cenotaph.record import Source, Text
from cenotaph.weigh import check_claims

PLANTED = Path(__file__).parents[2] / "cases" / "planted"
CASES = {name: tomllib.loads((PLANTED / f"{name}.toml").read_text("utf-8")) for name in ("short_texts", "second_texts")}
TEXTS = [(name, text) for name, cases in CASES.items() for text in cases["text"]]
FOUND = {
    ("short_texts", "develop"): (20, 20),
    ("short_texts", "report"): (15, 20),
    ("second_texts", "develop"): (6, 6),
    ("second_texts", "report"): (3, 6),
}
"""Planted errors found of all: of the texts with odd numbers, on which rules were mended, and of the others."""
ONE_TEXT = tomllib.loads((PLANTED / "one_text.toml").read_text("utf-8"))["text"]


def _codes(body: str, language: str | None) -> set[str]:
    """Codes of the points said of a text, mere information among them."""
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    text = Text("txt", "src", sha256, body, language=language, blocks=blocks(body))
    return {flag.code for flag in check_claims(text, claims_of_text(text, Source(id="src", status="read")).claims)}


@functools.cache
def _said(name: str, number: str) -> set[str]:
    body = next(text["text"] for text in CASES[name]["text"] if text["id"] == number)
    return _codes(body, likely_language(body))


@pytest.mark.parametrize(("name", "number"), [(name, text["id"]) for name, text in TEXTS if not text["codes"]])
def test_nothing_is_said_of_a_short_text_that_adds_up(name, number):
    assert _said(name, number) == set()


@pytest.mark.parametrize(("name", "half"), FOUND)
def test_as_many_planted_errors_are_found_as_were(name, half):
    planted = [text for text in CASES[name]["text"] if text["codes"]]
    of_half = [text for text in planted if (int(text["id"][2:]) % 2 == 1) is (half == "develop")]
    least, every = FOUND[name, half]
    assert len(of_half) == every
    assert sum(bool(_said(name, text["id"]) & set(text["codes"])) for text in of_half) >= least


def test_nothing_but_the_planted_error_is_said_of_a_text_that_has_one():
    wrong = [text["id"] for name, text in TEXTS if text["codes"] and _said(name, text["id"]) - set(text["codes"])]
    assert wrong == []


@pytest.mark.parametrize("text", ONE_TEXT, ids=lambda text: text["id"])
def test_each_kind_of_error_inside_one_text_is_told_and_its_like_that_adds_up_is_not(text):
    assert _codes(text["text"], text["language"]) == set(text["codes"])


@pytest.mark.parametrize("text", CASES["short_texts"]["others_named"], ids=lambda text: text["language"])
def test_names_that_are_not_surely_those_of_the_dead_are_not_counted(text):
    assert _codes(text["text"], text["language"]) == set()


def test_more_names_of_the_dead_than_were_counted_are_a_point():
    body = (
        "Police said two miners died in the blast at Vellmar. The dead were Odu Placeholder, 41, of Tarnhold, his "
        "cousin Ilva Nobody, 22, and Tomas Example."
    )
    assert _codes(body, "en") == {"A002"}
