"""No text stops the reading of statements or the checks, however its letters, figures and spaces are spoilt."""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from cenotaph.blocks import blocks
from cenotaph.claim import claims_of_text
from cenotaph.language_guess import likely_language
from cenotaph.record import Source, Text
from cenotaph.weigh import check_claims

PLANTED = Path(__file__).parents[1] / "cases" / "planted"
TEXTS = [
    text["text"]
    for name in ("short_texts", "second_texts", "one_text")
    for text in tomllib.loads((PLANTED / f"{name}.toml").read_text("utf-8"))["text"]
]

EVERY = 3
"""Of so many texts one is spoilt in each way, which keeps this test short."""


def _shuffled(text: str) -> str:
    words = text.split(" ")
    random.Random(len(text)).shuffle(words)
    return " ".join(words)


SPOILT: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "no dotless letters": lambda text: text.replace("ı", "i"),
    "dotless letters alone": lambda text: text.replace("i", "ı"),
    "dotted capitals": lambda text: text.replace("i", "İ"),
    "long s": lambda text: text.replace("s", "ſ"),
    "the sign of the kelvin": lambda text: text.replace("k", "\u212a"),
    "Latin letters in Cyrillic words": lambda text: text.translate(str.maketrans("еоа", "eoa")),
    "Arabic figures": lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "raised figures": lambda text: text.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")),
    "noughts": lambda text: re.sub(r"\d+", "0", text),
    "figures without end": lambda text: re.sub(r"\d+", "9" * 40, text),
    "spaces between figures": lambda text: re.sub(r"(?<=\d)(?=\d)", " ", text),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "lines for spaces": lambda text: text.replace(" ", "\n"),
    "no stops": lambda text: text.replace(".", ""),
    "stops for commas": lambda text: text.replace(",", "."),
    "words in any order": _shuffled,
    "backwards": lambda text: text[::-1],
    "one quotation": lambda text: f"“{text}”",
    "cut off": lambda text: text[: len(text) * 2 // 3],
}
"""Texts by what was done to them, as bad copies, recognition and careless typing do."""


@pytest.mark.parametrize("way", SPOILT)
def test_no_spoilt_text_stops_the_checks(way: str) -> None:
    for body in map(SPOILT[way], TEXTS[list(SPOILT).index(way) % EVERY :: EVERY]):
        for language in sorted({likely_language(body) or "en", "en", "tr"}):
            sha256 = hashlib.sha256(body.encode()).hexdigest()
            text = Text("txt", "src", sha256, body, language=language, blocks=blocks(body))
            claims = claims_of_text(text, Source(id="src", status="read")).claims
            for span in (*(claim.span for claim in claims), *_spans(text, claims)):
                assert body[span.start : span.end] == span.quote


def _spans(text: Text, claims):
    return [span for flag in check_claims(text, claims) for span in flag.spans]
