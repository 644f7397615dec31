"""Every claim stands on words of its text, whatever the text: sentences of four languages cut, joined and spoilt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.claim import explain_text, find_claims, find_times
from cenotaph.count import find_numbers

PASSAGES = Path(__file__).parents[2] / "gold" / "passages" / "develop"
LANGUAGES = ("az", "en", "ru", "tr")
PIECES = {
    code: [
        piece
        for path in sorted(PASSAGES.glob(f"{code}*.json"))
        for passage in json.loads(path.read_text(encoding="utf-8"))
        for piece in (passage["text"], *passage["text"].split(". "), *passage["text"].split())
    ]
    for code in LANGUAGES
}
NOISE = st.text(
    alphabet=" \n\t.,;:—-«»\"'’“”()[]\u00ad\u200b\u202e\u00a0\u2028İıIiəşßﬁ\ufeff0123456789%№№\U0001f56f", max_size=12
)


def spoilt(code: str) -> st.SearchStrategy[str]:
    piece = st.one_of(st.sampled_from(PIECES[code]), NOISE, st.sampled_from(PIECES[code]).map(str.upper))
    return st.lists(piece, max_size=8).flatmap(
        lambda found: st.sampled_from([" ", "", "\n", "\n\n", ", "]).map(lambda gap: gap.join(found))
    )


@pytest.mark.parametrize("code", LANGUAGES)
@given(st.data())
@settings(max_examples=150)
def test_every_claim_stands_on_words_of_its_text(code, data):
    text = data.draw(spoilt(code))
    published = data.draw(st.sampled_from([None, "2031-01-23", "2031-01", "2031?", "1990-01-19/1990-01-20"]))
    claims = find_claims(text, code, published)
    for claim in claims:
        span = claim.span
        assert span.start is not None
        assert span.end is not None
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.quote
        assert claim.count is None or claim.count.low is not None or claim.count.high is not None
    assert len({claim.id for claim in claims}) == len(claims)
    assert {claim.part_of for claim in claims} <= {None, *(claim.id for claim in claims)}
    assert find_claims(text, code, published) == claims


@pytest.mark.parametrize("code", LANGUAGES)
@given(st.data())
@settings(max_examples=60)
def test_every_annotation_time_and_number_stands_in_its_text(code, data):
    text = data.draw(spoilt(code))
    for found in (*find_times(text, code), *find_numbers(text, code)):
        assert text[found.start : found.end] == found.quote
    for explained in explain_text(text, code):
        for mark in explained.annotations:
            assert text[mark.start : mark.end].split() == mark.quote.split()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_passage_is_read_alike_whatever_stands_around_it(code):
    """Blank lines in front move every span and nothing else."""
    for text in [piece for piece in PIECES[code] if "\n" not in piece and piece.count(". ") > 1][:20]:
        alone = find_claims(text, code, "2031-01-23")
        moved = find_claims("\n\n" + text, code, "2031-01-23")
        assert [(c.kind, c.count, c.when, c.where, c.speaker, c.span.quote) for c in alone] == [
            (c.kind, c.count, c.when, c.where, c.speaker, c.span.quote) for c in moved
        ]
        assert [c.span.start for c in moved] == [(c.span.start or 0) + 2 for c in alone]
