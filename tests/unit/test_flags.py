from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from msgspec.structs import replace

from cenotaph.errors import NotFoundError
from cenotaph.flags import LETTERS, catalogue, flag, message, reference, settled
from cenotaph.record import Ruling, Span

PAGE = Path(__file__).parents[2] / "docs/reference/flags.md"
KNOWN = catalogue()


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", KNOWN)
def test_every_code_is_explained(code):
    kind = KNOWN[code]
    assert re.fullmatch(r"[A-Z]\d{3}", code)
    assert code[0] in LETTERS
    for words in (kind.what, kind.why, kind.settle):
        assert words.endswith(".")
        assert not re.search(r"\b(duplicate|placeholder)", words.lower())
    assert not kind.message.endswith(".")


@pytest.mark.parametrize("code", KNOWN)
def test_every_language_fills_the_same_values(code):
    kind = KNOWN[code]
    for name, template in kind.messages.items():
        way = name.partition(" ")[2]
        assert fields(template) == fields(kind.ways[way] if way else kind.message)


def test_the_reference_page_is_current():
    """To write it again: `python -c "from cenotaph.flags import reference; print(reference(), end='')"`."""
    assert PAGE.read_text(encoding="utf-8") == reference()


def test_reference_names_every_code_once():
    for code in KNOWN:
        assert reference().count(f"### {code}:") == 1


def test_a_flag_states_its_values_and_keeps_its_id():
    span = Span(source="src-1", quote="82 people", start=3, end=12)
    one = flag("A001", spans=(span,), sources=("src-1",), parts="82, 20", sum=102, total=147, residual=45)
    assert one.message == "the parts 82, 20 sum to 102; the total says 147; the difference is 45"
    assert one.values == ("parts=82, 20", "residual=45", "sum=102", "total=147")
    assert one == flag("A001", spans=[span], sources=["src-1"], residual=45, total=147, sum=102, parts="82, 20")
    assert one.id != flag("A001", spans=(span,), sources=("src-1",), parts="82, 20", sum=102, total=148, residual=46).id


def test_unknown_codes_are_named():
    with pytest.raises(NotFoundError, match="Z999"):
        flag("Z999")


def test_a_message_in_a_language_without_one_is_english():
    point = flag("A001", parts="1, 2", sum=3, total=4, residual=1)
    assert message(point, "tlh") == point.message


def test_settled_flags_stay_and_name_the_decision():
    point = flag("A001", parts="1, 2", sum=3, total=4, residual=1)
    other = flag("A001", parts="1, 2", sum=3, total=5, residual=2)
    first = Ruling(decision="odu:1", kind="accept", target=point.id, reason="old", time="2026-01-01T00:00:00Z")
    last = Ruling(decision="odu:2", kind="set", target=point.id, reason="read it", time="2026-01-02T00:00:00Z")
    unrelated = Ruling(decision="odu:3", kind="headline", target=other.id, time="2026-01-03T00:00:00Z")
    found = settled([point, other], [last, first, unrelated])
    assert [f.settled_by for f in found] == ["odu:2", None]
    assert found[0].settled_reason == "read it"
    assert [f.id for f in found] == [point.id, other.id]


def test_a_message_tells_dates_in_words_and_sets_thousands_apart_and_its_values_stay_as_they_are():
    one = flag("D001", phrase="in 1990", first="1990-01-19/1990-01-20", second="1994", actual="1500 days (49 months)")
    assert one.message == '"in 1990": from 19–20 January 1990 to 1994 it is 1,500 days (49 months)'
    assert "first=1990-01-19/1990-01-20" in one.values
    assert flag("D007", act="x", dates="1991-06-30, 1991-08").message == '"x" is dated 30 June 1991, August 1991'


def test_counts_and_kinds_in_values_are_data_and_told_in_the_words_of_the_language():
    told = flag("T001", first="<≥300> <died_later>", second="<~20> <killed> <sum 1310>")
    assert (
        told.message
        == "one text in two editions: at least 300 died later here, about 20 killed (the parts sum to 1310) there"
    )
    assert told.values == ("first=<≥300> <died_later>", "second=<~20> <killed> <sum 1310>")
    told = flag("A005", way="in_text", value=12, kind="killed", own=48, other="injured")
    assert told.message == "the text gives 12 as killed and 48 as injured; elsewhere it gives 12 as injured"


def test_a_way_of_a_point_has_its_own_template_in_every_language(monkeypatch):
    kind = KNOWN["A005"]
    own = replace(kind, messages={"en": "{value} ({kind})", "en in_text": "text: {value} ({kind})"})
    monkeypatch.setitem(KNOWN, "A005", own)
    point = flag("A005", way="in_text", value=12, kind="killed", own=48, other="injured")
    assert message(point, "en") == "text: 12 (killed)"
    assert message(point, "ru") == point.message
