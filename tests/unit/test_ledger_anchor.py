"""Words are found again after a re-reading, and never mistaken for others like them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.ledger import Known, anchor_of
from cenotaph.record import Anchor, Claim, Entry, Figure, Flag, Person, Question, Redirect, Source, Span, Text
from cenotaph.table import to_table

PAGE = "On Friday three people died in Lower Ozmara. On Sunday three people died in Upper Ozmara."
QUOTE = "three people died"


def text_of(page: str, source: str = "src-1") -> Text:
    return Text(id=f"txt-{source}", source=source, sha256=f"sha-{len(page)}-{source}", text=page)


def claim_at(text: Text, start: int, name: str, quote: str = QUOTE) -> Claim:
    span = Span(text.source, quote, text.sha256, start, start + len(quote))
    return Claim(id=name, source=text.source, span=span, kind="killed")


def known(text: Text, *claims: Claim) -> Known:
    return Known({"texts": to_table([text], Text), "claims": to_table(claims, Claim)})


def test_an_anchor_keeps_the_quote_and_32_characters_on_each_side():
    text = text_of(PAGE)
    found = anchor_of(claim_at(text, 10, "clm-1"), text)
    assert found == Anchor("src-1", "killed", QUOTE, "On Friday ", " in Lower Ozmara. On Sunday thre")


def test_the_same_words_elsewhere_on_the_page_are_told_apart():
    text = text_of(PAGE)
    first, second = PAGE.index(QUOTE), PAGE.rindex(QUOTE)
    anchors = [anchor_of(claim_at(text, at, "clm-0"), text) for at in (first, second)]
    again = text_of("Menu | Search\n" + PAGE + "\nRead also")
    moved = [claim_at(again, again.text.index(QUOTE), "clm-1"), claim_at(again, again.text.rindex(QUOTE), "clm-2")]
    assert [known(again, *moved).find(anchor) for anchor in anchors] == [("clm-1",), ("clm-2",)]


def test_words_whose_surroundings_are_others_are_not_taken_for_them():
    anchor = anchor_of(claim_at(text_of(PAGE), PAGE.index(QUOTE), "clm-0"), text_of(PAGE))
    other = text_of("In a fire at the mill years later three people died, the owner among them, it was said.")
    assert known(other, claim_at(other, other.text.index(QUOTE), "clm-1")).find(anchor) == ()


def test_equal_surroundings_are_not_told_apart():
    text = text_of("three people died. " * 3)
    twins = [claim_at(text, at, f"clm-{at}") for at in (0, 19, 38)]
    anchor = Anchor("src-1", "killed", QUOTE)
    assert known(text, *twins).find(anchor) == ("clm-0", "clm-19", "clm-38")
    assert known(text, *twins).find(Anchor("src-1", "killed")) == ()


@settings(deadline=None, max_examples=60)
@given(before=st.text(max_size=40), after=st.text(max_size=40), more=st.text(max_size=20))
def test_a_passage_is_found_whatever_is_put_in_front_of_the_page(before, after, more):
    text = text_of(before + QUOTE + after)
    anchor = anchor_of(claim_at(text, len(before), "clm-0"), text)
    again = text_of(more + text.text)
    assert known(again, claim_at(again, len(more) + len(before), "clm-1")).find(anchor) in (("clm-1",), ())
    assert known(text, claim_at(text, len(before), "clm-1")).find(anchor) == ("clm-1",)


def test_a_side_that_meets_sealed_words_is_left_out():
    text = text_of(PAGE)
    target = claim_at(text, PAGE.index(QUOTE), "clm-1")
    assert anchor_of(target, text, [(0, 5)]).before is None
    assert anchor_of(target, text, [(0, 5)]).after is not None
    assert anchor_of(target, text, [(40, 50)]).after is None
    assert anchor_of(target, text, [(80, 90)]) == anchor_of(target, text)


def test_a_cell_is_told_from_one_of_the_same_words_by_its_line():
    span = Span("src-1", "A. Nowhere", sheet="list", cell="B2")
    old = Entry(id="ent-1", source="src-1", span=span, list="lst-1", name="A. Nowhere", ordinal="7", birth="1951")
    again = {"source": "src-2", "list": "lst-2", "name": "A. Nowhere"}
    rows = [
        Entry(id="ent-2", span=Span("src-2", "A. Nowhere", cell="B9"), ordinal="8", birth="1951", **again),
        Entry(id="ent-3", span=Span("src-2", "A. Nowhere", cell="B3"), ordinal="2", birth="1987", place="X", **again),
    ]
    newer = Source("src-2", "read", supersedes="src-1")
    today = Known({"entries": to_table(rows, Entry), "sources": to_table([newer], Source)})
    assert anchor_of(old) == Anchor("src-1", "entry", "A. Nowhere", "7", "1951")
    assert today.find(anchor_of(old)) == ("ent-2",)


def test_a_flag_is_told_from_one_on_the_same_words_elsewhere():
    text = text_of(PAGE)
    spans = [claim_at(text, at, "clm-0").span for at in (PAGE.index(QUOTE), PAGE.rindex(QUOTE))]
    flags = [Flag(f"flg-{n}", "A001", "warning", "m", spans=(span,)) for n, span in enumerate(spans)]
    today = Known({"flags": to_table(flags, Flag), "texts": to_table([text], Text)})
    assert [today.find(anchor_of(flag, text)) for flag in flags] == [("flg-0",), ("flg-1",)]


def test_every_kind_of_row_has_an_anchor():
    rows = [
        (Source("src-1", "read", path="sources/a.txt"), Anchor(None, "source", "sources/a.txt")),
        (Source("cit-1", "cited", url="https://nowhere.example"), Anchor(None, "source", "https://nowhere.example")),
        (Person("per-1", "Anna"), Anchor(None, "person", "Anna")),
        (Figure("fig-1", "q", "clm-1", "src-1", 3, None, "at_least"), Anchor("src-1", "q", "3 None at_least")),
        (Flag("flg-1", "A001", "warning", "m"), Anchor(None, "A001", "m")),
        (Question("q", None, "killed"), Anchor(None, "question", "q")),
        (Entry("ent-1", "s", Span("s", "", None, 0, 0), "l", name="Anna"), Anchor("s", "entry", "Anna", None, None)),
    ]
    assert [anchor_of(row) for row, _ in rows] == [anchor for _, anchor in rows]


def test_a_circle_of_versions_ends():
    sources = [Source("src-3", "read"), Source("src-1", "read", supersedes="src-2")]
    today = Known({"sources": to_table(sources, Source)})
    assert today.now("src-2") == "src-1"
    assert today.now("src-9") is None
    circle = [Redirect("per-1", "per-2"), Redirect("per-2", "per-1")]
    assert Known({"redirects": to_table(circle, Redirect)}).now("per-1") is None
