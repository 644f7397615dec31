from __future__ import annotations

import random

import pytest

from cenotaph.record import Block, Source, Text
from cenotaph.weigh.copies import copy_groups

WORDS = [f"{a}{b}" for a in "bdfgklmnprstvz" for b in ("ado", "ine", "uru", "esk", "oly", "amit", "orv", "ulin")]


def prose(seed: int, sentences: int = 12) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(draw.choice(WORDS) for _ in range(14)).capitalize() + "." for _ in range(sentences)]


def text(name: str, sentences: list[str], **fields) -> Text:
    return Text(id=f"txt-{name}", source=f"src-{name}", sha256=name, text=" ".join(sentences), **fields)


def source(name: str, published: str | None = None, **fields) -> Source:
    return Source(id=f"src-{name}", status="read", published=published, **fields)


def groups(texts, sources=None):
    found = copy_groups(sources or [Source(id=t.source, status="read") for t in texts], texts)
    return [set(group.sources) for group in found]


def test_independent_texts_make_no_group():
    assert groups([text(str(i), prose(i)) for i in range(30)]) == []


def test_copies_cut_reworded_and_extended_are_one_group():
    first = prose(1, 20)
    reworded = [s.replace("ado", "ada") if i % 5 == 0 else s for i, s in enumerate(first)]
    planted = [
        text("origin", first),
        text("cut", first[3:9]),
        text("extended", prose(2, 6) + first + prose(3, 6)),
        text("reworded", reworded),
        text("other", prose(4, 20)),
    ]
    assert groups(planted) == [{"src-origin", "src-cut", "src-extended", "src-reworded"}]


def test_many_copies_of_one_text_are_one_group():
    first = prose(5)
    assert groups([text(str(i), [*first, *prose(100 + i, 2)]) for i in range(60)]) == [{f"src-{i}" for i in range(60)}]


@pytest.mark.parametrize("marks", ["“”", "«»", "„“", '""', "‘’", "''"])
def test_one_quotation_in_two_reports_is_no_copy(marks):
    told = " ".join(prose(6, 4)).replace(" ", f" o{marks[1]}clock ", 1) if marks[1] in "’'" else " ".join(prose(6, 4))
    said = marks[0] + told + marks[1]
    assert groups([text("a", [*prose(7), said]), text("b", [*prose(8), said])]) == []


@pytest.mark.parametrize("mark", ["’", "'"])
def test_apostrophes_hide_no_words(mark):
    shared = " ".join(prose(6, 6)).replace(" b", f" b{mark}").replace("ine ", f"ine{mark} ")
    assert groups([text("a", [*prose(7, 2), shared]), text("b", [*prose(8, 2), shared])]) == [{"src-a", "src-b"}]


def test_mastheads_of_one_publisher_are_no_copy_but_a_passage_elsewhere_is():
    mast, passage = prose(9, 3), prose(10, 3)
    pages = [text("a", mast + prose(11)), text("b", mast + prose(12)), text("c", [*passage, *prose(13)])]
    pages.append(text("d", [*passage, *prose(14)]))
    known = [
        source("a", publisher="Nowhere News"),
        source("b", publisher="Nowhere News"),
        source("c", publisher="Nowhere News"),
        source("d", publisher="Ozmara Monitor"),
    ]
    assert groups(pages, known) == [{"src-c", "src-d"}]


def test_furniture_is_not_compared():
    shared = " ".join(prose(15, 5))
    pages = []
    for name in "ab":
        own = " ".join(prose(ord(name)))
        blocks = (Block("furniture", 0, len(shared)), Block("paragraph", len(shared) + 1, len(shared) + 1 + len(own)))
        pages.append(Text(id=f"txt-{name}", source=f"src-{name}", sha256=name, text=f"{shared} {own}", blocks=blocks))
    assert groups(pages) == []


def test_the_root_is_the_one_that_is_surely_earliest():
    first = prose(16)
    pages = [text(name, first) for name in "abc"]
    (group,) = copy_groups([source("a", "1999"), source("b", "1994-03-12"), source("c", "2004-01")], pages)
    assert group.root == "src-b"
    assert group.sources == ("src-b", "src-a", "src-c")
    (group,) = copy_groups([source("a", "1994"), source("b", "1994-03-12"), source("c", "2004-01")], pages)
    assert group.root is None
    (group,) = copy_groups([source("a"), source("b", "1994-03-12"), source("c", "2004-01")], pages)
    assert group.root is None


def test_editions_in_several_languages_print_the_same_numbers_within_a_day():
    body = "{0} 67 {0} 24 {0} 15 {0} 540 {0} 212."
    pages = [
        text("en", [body.format("word")], language="en", published="1994-03-20"),
        text("ru", [body.format("слово")], language="ru", published="1994-03-21"),
        text("az", [body.format("söz")], language="az", published="1995-03-20"),
        text("tr", ["67 24 15 541 213"], language="tr", published="1994-03-20"),
    ]
    assert groups(pages) == [{"src-en", "src-ru"}]


def test_the_order_of_texts_changes_nothing():
    first = prose(17)
    pages = [text(str(i), first[: 4 + i % 5] + prose(200 + i, 5)) for i in range(25)]
    expected = copy_groups([Source(id=t.source, status="read") for t in pages], pages)
    random.Random(3).shuffle(pages)
    assert copy_groups([Source(id=t.source, status="read") for t in reversed(pages)], pages) == expected
