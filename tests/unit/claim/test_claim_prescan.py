"""The pre-scan passes over sentences that hold no claim, and never over one that does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cenotaph.claim import find_claims
from cenotaph.claim.layers import Layers
from cenotaph.claim.sentences import Sentence
from cenotaph.claim.so_far import SoFar
from cenotaph.claim.words import letters_of, lexicon

GOLD = Path(__file__).parents[2] / "gold" / "claims_en"
TEXTS = [item["text"] for path in sorted(GOLD.glob("*.json")) for item in json.loads(path.read_text("utf-8"))]
ENGLISH = lexicon("en")
assert ENGLISH is not None
EVERYTHING = {name for phrases in ENGLISH.layers.values() for name, _ in phrases}


def _with_everything(self: SoFar, sentence: Sentence) -> Layers:
    return Layers(sentence, self.times_between(sentence.start, sentence.end), EVERYTHING, self.words)


def test_the_same_claims_are_found_without_the_pre_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    together = "\n\n".join(TEXTS)
    found = [find_claims(text, "en") for text in (*TEXTS, together)]
    monkeypatch.setattr(SoFar, "layers", _with_everything)
    assert [find_claims(text, "en") for text in (*TEXTS, together)] == found
    assert any(found)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The market opened at noon.", set()),
        ("Twelve were killed.", {"trigger"}),
        ("They rest in the yard.", {"trigger"}),
        ("They rest at home.", set()),
        ("A decree was signed.", {"event", "event_thing", "instrument_noun"}),
    ],
)
def test_a_list_is_named_where_all_words_of_one_of_its_phrases_stand(sentence: str, names: set[str]) -> None:
    assert ENGLISH is not None
    asked = ENGLISH.asked(set(letters_of(sentence).split()))
    assert asked - {"partitive"} >= names
    assert ("trigger" in asked) == ("trigger" in names)


def test_letters_stand_where_they_stood() -> None:
    text = "Ümit Çelik’s 12 “men”\nİstanbul"
    assert len(letters_of(text)) == len(text)
    assert letters_of(text).split()[:4] == ["ümit", "çelik", "s", "men"]
