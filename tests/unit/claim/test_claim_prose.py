"""What holds of every claim read in prose, whatever the text."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.blocks import blocks
from cenotaph.claim import claims_of_text, explain_text, find_claims
from cenotaph.claim.words import kinds, lexicon
from cenotaph.record import Source, Text

ARTICLE = Path(__file__).parents[4] / "shared" / "data" / "articles" / "commemoration-2026.txt"
SENTENCES = (
    "At least 12 people were killed in Ozmara on 3 March 2031.",
    "The city council of Quill said 30 houses were burned.",
    '"We buried 40 of our people that day," said Ilva Darn.',
    "It added that nobody was injured.",
    "Larisa Mamova, 13, was killed.",
    "82 fell in Ozmara, 21 in Tarn and eight elsewhere.",
    "The death toll rose from 83 to 131.",
    "Read more: 40 dead",
    "Vexia declared its independence on 18 October 2031.",
    "12 killed and 12 killed",
)
ODDITIES = st.sampled_from(
    ["\n", "\n\n", " ", "\u00a0", "\r\n", "’", "“", '"', "—", "\u202e", "é", "𝟙", "İ", "ß", "(", ";", "1,", "e\u0301"]
)
TEXTS = st.lists(st.one_of(st.sampled_from(SENTENCES), ODDITIES, st.text(max_size=12)), max_size=12).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_every_quote_stands_in_its_text_and_ids_differ(text: str) -> None:
    claims = find_claims(text, "en")
    source = "text:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    assert all(text[c.span.start : c.span.end] == c.span.quote for c in claims)
    assert all(c.span.quote.strip() and c.source == c.span.source == source for c in claims)
    assert len({c.id for c in claims}) == len(claims)
    assert {c.kind for c in claims} <= set(kinds())
    ids = {c.id for c in claims}
    assert all(c.part_of in ids for c in claims if c.part_of)
    assert find_claims(text, "en") == claims


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_blocks_stand_in_order_and_hold_all_words(text: str) -> None:
    found = blocks(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    outside = list(text)
    for block in found:
        outside[block.start : block.end] = " " * (block.end - block.start)
        assert text[block.start : block.end].strip()
    assert (
        not "".join(outside).strip(" \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0")
        or not "".join(outside).strip()
    )


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_annotations_of_an_explanation_stand_in_the_text(text: str) -> None:
    explained = explain_text(text, "en")
    assert [e.claim for e in explained] == list(find_claims(text, "en"))
    for one in explained:
        assert one.rules
        assert all(text[a.start : a.end].split() == a.quote.split() for a in one.annotations)


def text_of(words: str, access: str = "restricted") -> tuple[Text, Source]:
    digest = hashlib.sha256(words.encode()).hexdigest()
    source = Source(id="src-ozmara", status="read", access=access)  # type: ignore[arg-type]
    return Text(id="txt-1", source=source.id, sha256=digest, text=words, language="en"), source


def test_an_id_rests_on_source_quote_occurrence_and_kind_alone() -> None:
    plain = "12 people were killed in Ozmara. Years later it was said again: 12 people were killed in Ozmara."
    one, two = (c.id for c in find_claims(plain) if c.kind == "killed")
    assert one != two
    first, source = text_of(plain)
    moved, _ = text_of("The rain had stopped by then. " + plain)
    assert [c.id for c in claims_of_text(first, source).claims] == [c.id for c in claims_of_text(moved, source).claims]


def test_a_named_victim_is_an_entry_as_well() -> None:
    claimed = claims_of_text(*text_of("A schoolgirl, Larisa Mamova, 13, was shot dead in Ozmara on 20 January 2031."))
    (entry,) = claimed.entries
    assert (entry.name, entry.age, entry.place, entry.date, entry.fate) == (
        "Larisa Mamova", "13", "Ozmara", "2031-01-20", "killed",
    )  # fmt: skip
    assert entry.is_mention
    assert entry.list == entry.source == "src-ozmara"
    assert entry.script == "Latn"


def test_who_is_denied_to_be_dead_is_no_entry() -> None:
    claimed = claims_of_text(*text_of("The mayor denied that Larisa Mamova, 13, was killed in Ozmara."))
    assert [c.modality for c in claimed.claims] == ["denied"]
    assert claimed.entries == ()


@pytest.mark.parametrize(
    ("words", "access"),
    [
        ("12 people were killed in Ozmara.", "public"),
        ("A pregnant woman was killed in Ozmara.", "sealed"),
        ("A suicide bomber killed 12 people in Ozmara.", "public"),
        ("Ilva Darn, 40, was injured in Ozmara.", "restricted"),
        ('"They took my neighbours away at night," said Ilva Darn.', "restricted"),
        ('"They took our citizens away at night," said President Ilva Darn.', "public"),
    ],
)
def test_what_may_do_harm_is_closed_further_than_its_source(words: str, access: str) -> None:
    claimed = claims_of_text(*text_of(words, access="public"))
    assert [c.access for c in claimed.claims] == [access]


def test_a_language_without_words_gives_no_claims() -> None:
    assert lexicon("xx") is None
    assert find_claims("12 people were killed.", "xx") == ()


def test_the_web_article_is_read_right() -> None:
    if not ARTICLE.is_file():
        pytest.skip("../shared/data/articles is not there")
    claims = find_claims(ARTICLE.read_text(encoding="utf-8"), "en", "2026-01-20")
    counted = [(c.kind, c.count.low, c.count.high, c.count.qualifier, c.when, c.where) for c in claims if c.count]
    assert counted == [
        ("gathered", 1000000, None, "more_than", "1990-01-21", "Azadlig (Freedom) Square"),
        ("deployed", 26000, 26000, "about", "1990-01-20/", "Baku"),
        ("killed", 150, 150, "exact", "1990-01-20/", "Baku"),
        ("injured", 744, 744, "exact", "1990-01-20/", "Baku"),
        ("displaced", 200000, 999999, "between", None, "Armenia"),
        ("gathered", 200000, 999999, "between", "2026", "Baku"),
    ]
    assert {(c.kind, c.value, c.when) for c in claims if c.kind == "anniversary"} >= {
        ("anniversary", "36", "2026-01-20")
    }
    assert [c.when for c in claims if c.kind == "event"] == ["1990-01-20", "1991-08-30", "1991-10-18", "1991-10-18"]
    assert "crime against humanity" in {c.value for c in claims if c.kind == "legal"}
    assert [c.speaker for c in claims if c.kind == "quote"] == ["President Ilham Aliyev"]
    assert all(c.by == "Soviet troops" and c.whom == "civilians" for c in claims if c.kind in ("killed", "injured"))
