"""Furniture, credits, captions and bylines of pages in four languages yield no claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cenotaph.blocks import STATING, blocks
from cenotaph.claim import find_claims

LINES = json.loads((Path(__file__).parents[1] / "gold" / "furniture" / "lines.json").read_text("utf-8"))
PAGES = {
    "az": "Ozmarada gecə nə baş verdi\n\nOzmarada 12 nəfər öldürülüb.\n\n{}\n\nHadisə axşam saatlarında baş verib.\n",
    "en": "What happened in Ozmara\n\nIn Ozmara 12 people were killed.\n\n{}\n\nIt was in the evening on the square.\n",
    "ru": "Что случилось ночью в Озмаре\n\nВ Озмаре убиты 12 человек.\n\n{}\n\nЭто произошло вечером на площади.\n",
    "tr": "Ozmara'da gece ne oldu\n\nOzmara'da 12 kişi öldürüldü.\n\n{}\n\nOlay akşam saatlerinde meydanda yaşandı.\n",
}


def cases(part: str) -> list[tuple[str, str]]:
    return [(language, line) for language, lines in LINES.items() for line in lines[part]]


@pytest.mark.parametrize(("language", "line"), cases("furniture"))
def test_a_line_of_furniture_yields_no_claim(language: str, line: str) -> None:
    page = PAGES[language].format(line)
    start = page.index(line)
    found = find_claims(page, language)
    assert [c.span.quote for c in found if (c.span.start or 0) >= start] == []
    assert [c.count and c.count.low for c in found] == [12]


@pytest.mark.parametrize(("language", "line"), cases("statements"))
def test_a_sentence_that_begins_like_furniture_is_read(language: str, line: str) -> None:
    page = PAGES[language].format(line)
    kinds = [b.kind for b in blocks(page) if page[b.start : b.end] == line]
    assert kinds
    assert set(kinds) <= STATING


@pytest.mark.parametrize(
    "line",
    [
        "(READ ALSO: 8 dead in Quill fire)",
        "» 8 dead in Quill fire",
        "* Most read: 8 dead in Quill fire",
        "EN ÇOK OKUNANLAR: Tarn'da 8 ölü",
        "[ƏN ÇOX OXUNANLAR: Tarnda 5 itkin]",
    ],
)
def test_marks_and_capitals_hide_no_teaser(line: str) -> None:
    page = PAGES["en"].format(line)
    assert [b.kind for b in blocks(page) if page[b.start : b.end] == line] == ["furniture"]


def test_the_title_of_an_article_may_begin_as_a_teaser_does() -> None:
    page = "Analysis: why 12 people were killed\n\nThe army shot them, he said.\n\nOpinion: Why 8 died\n\nHe left.\n"
    assert [b.kind for b in blocks(page)] == ["headline", "paragraph", "furniture", "paragraph"]


def test_capitals_with_a_dotted_i_are_known() -> None:
    page = PAGES["tr"].format("TÜM HAKLARI SAKLIDIR")
    assert "furniture" in [b.kind for b in blocks(page)]
