"""Claims and entries say how their words were read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cenotaph.blocks import blocks
from cenotaph.claim import claims_of_rows, claims_of_text
from cenotaph.record import Method, Recognised, Row, Source, Text

SOURCE = Source(id="src-1", status="read", path="a.png")
WORDS = "Soldiers killed 42 people in Ozmara. Later, 9 others were injured in Tavri."


def text(method: Method, words: tuple[Recognised, ...] = ()) -> Text:
    return Text("txt-1", "src-1", "0" * 64, WORDS, "en", blocks=blocks(WORDS), method=method, words=words)


def recognised(confidences: dict[str, float]) -> tuple[Recognised, ...]:
    found, at = [], 0
    for word in WORDS.split(" "):
        found.append(Recognised(at, at + len(word), confidences.get(word, 0.95)))
        at += len(word) + 1
    return tuple(found)


def test_a_claim_is_as_sure_as_its_least_sure_word():
    found = claims_of_text(text("recognised", recognised({"42": 0.4, "9": 0.7, "Later,": 0.1})), SOURCE).claims
    sure = {claim.kind: (claim.method, claim.confidence) for claim in found if claim.count}
    assert sure == {"killed": ("recognised", 0.4), "injured": ("recognised", 0.7)}


def test_words_recognised_among_extracted_ones_mark_only_their_own_claims():
    late = tuple(word for word in recognised({}) if word.start > WORDS.index("Later"))
    found = claims_of_text(text("extracted", late), SOURCE).claims
    sure = {claim.kind: (claim.method, claim.confidence) for claim in found if claim.count}
    assert sure == {"killed": ("extracted", None), "injured": ("recognised", 0.95)}


def test_typed_words_are_marked_and_have_no_certainty():
    found = claims_of_text(text("transcribed"), SOURCE).claims
    assert {(claim.method, claim.confidence) for claim in found} == {("transcribed", None)}


def test_an_entry_of_a_scanned_table_is_as_sure_as_its_line():
    head = ("Name", "Born")
    rows = [
        Row("row-1", "src-1", "table 1", 1, "header", (), head),
        Row("row-2", "src-1", "table 1", 2, "data", head, ("Arvo Testman", "1950"), "recognised", 0.91),
        Row("row-3", "src-1", "table 1", 3, "data", head, ("Bela Sample", "1931"), "transcribed"),
        Row("row-4", "src-1", "table 1", 4, "data", head, ("Cyra Mockova", "1970")),
    ]
    found = claims_of_rows(rows, None, SOURCE, {}).entries
    assert [(entry.name, entry.method, entry.confidence) for entry in found] == [
        ("Arvo Testman", "recognised", 0.91), ("Bela Sample", "transcribed", None), ("Cyra Mockova", "extracted", None),
    ]  # fmt: skip


@given(st.lists(st.floats(0, 1), min_size=13, max_size=13))
def test_no_claim_is_surer_than_any_word_in_its_span(sure):
    words = tuple(Recognised(word.start, word.end, at) for word, at in zip(recognised({}), sure, strict=True))
    for claim in claims_of_text(text("recognised", words), SOURCE).claims:
        inside = [w.confidence for w in words if w.start < claim.span.end and claim.span.start < w.end]
        assert claim.confidence == min(inside)
