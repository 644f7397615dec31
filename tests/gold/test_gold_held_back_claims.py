"""How open claims are: sealed by topic, restricted for living private people, else as their source."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cenotaph.claim import claims_of_text
from cenotaph.record import ACCESS, Access, Source, Text

SENTENCES = tomllib.loads((Path(__file__).parent / "held_back" / "statements.toml").read_text("utf-8"))
CASES = [(language, line) for language, lines in SENTENCES.items() for line in lines]


def access_of(text: str, language: str) -> Access | None:
    """The access of the least open claim of a sentence in a public source; None where it makes no claim."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = Source(id="src-invented", status="read", sha256=sha256, access="public")
    claims = claims_of_text(
        Text(id="txt-invented", source=source.id, sha256=sha256, text=text, language=language), source
    ).claims
    return max((claim.access for claim in claims), key=ACCESS.index, default=None)


@pytest.mark.parametrize(("language", "line"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_claims_are_as_open_as_their_words_allow(language: str, line: dict[str, Any]) -> None:
    assert access_of(line["text"], language) == line["access"], line["text"]
