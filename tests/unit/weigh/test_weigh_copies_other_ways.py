"""Copies by another way than equal words: translations, named origins, declarations, equal figures; and formulas."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace
from test_weigh_copies import prose

from cenotaph.record import Claim, Count, Evidence, Source, Span, Text
from cenotaph.weigh.copies import copy_groups
from cenotaph.weigh.declared import check_declared
from cenotaph.weigh.editions import check_rare_figures

EN = (
    "On 18 March soldiers from Vexia shot 24 people in Vellmar and wounded 67, Marta Kelovan said. "
    "Of 212 prisoners 38 were freed in Tarnhold."
)
RU = (
    "18 марта солдаты из Вексии застрелили в Веллмаре 24 человека и ранили 67, сказала Марта Келован. "
    "Из 212 задержанных в Тарнхольде отпустили 38."
)
RU_OTHER = (
    "В Тарнхольде на свободе 38 человек из 212. Марта Келован приняла 67 раненых. Вексия молчит. "
    "Убиты 24 человека, они похоронены в Веллмаре 18 марта."
)


def text(name: str, body: str, language: str = "en") -> Text:
    return Text(id=f"txt-{name}", source=f"src-{name}", sha256=name, text=body, language=language)


def source(name: str, **fields) -> Source:
    return Source(id=f"src-{name}", status=fields.pop("status", "read"), **fields)


def noted(name: str, kind: str, number: int) -> Claim:
    span = Span(source="src-sheet", quote=str(number), sheet="claims", cell="D2")
    return Claim(f"clm-{name}-{kind}", f"src-{name}", span, kind, Count(number, number), whom="people", basis="noted")


def test_a_translation_keeps_the_order_and_another_report_does_not():
    texts = [text("en", EN), text("ru", RU, "ru"), text("other", RU_OTHER, "ru")]
    (group,) = copy_groups([source("en"), source("ru"), source("other")], texts)
    assert set(group.sources) == {"src-en", "src-ru"}
    assert group.basis == ("translation",)
    assert group.reason.startswith("in en and ru the same numbers and names stand in the same order: “18”, “Vexia”")
    assert "“Vexia”" in group.reason


def test_few_numbers_in_the_same_order_are_no_translation():
    texts = [text("en", "In Vellmar 24 died, 67 were hurt."), text("ru", "В Веллмаре 24 погибли, 67 ранены.", "ru")]
    assert copy_groups([source("en"), source("ru")], texts) == []


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Nowhere News reported that 24 were killed and 67 wounded."),
        ("ru", "Убиты 24 человека, ранены 67, сообщает Nowhere News."),
        ("az", "Nowhere News xəbər verir ki, 24 nəfər ölüb, 67 nəfər yaralanıb."),
        ("tr", "Nowhere News'in haberine göre 24 kişi öldü, 67 kişi yaralandı."),
    ],
)
def test_a_text_that_names_whose_report_it_passes_on_is_a_copy(language, body):
    sources = [source("a", publisher="Nowhere News (en)", published="1994-03-19"), source("b", published="1994-03-20")]
    (group,) = copy_groups(sources, [text("a", EN), text("b", body, language)])
    assert group.basis == ("citing",)
    assert group.root == "src-a"
    assert "24, 67" in group.reason
    assert "Nowhere News" in group.reason


@pytest.mark.parametrize(
    ("published", "body"),
    [
        ("1994-03-18", "Nowhere News reported that 24 were killed and 67 wounded."),  # before the report came out
        ("1994-03-20", "Nowhere News has moved to Tarnhold; 24 people work there on 67 desks."),  # no report is named
        ("1994-03-20", "Nowhere News said 24 died. We counted 31 graves, 12 of children, and 48 burned houses."),
        ("1994-03-20", "Nowhere News reported a storm that broke 93 trees."),
    ],
)
def test_a_name_alone_makes_no_copy(published, body):
    sources = [source("a", publisher="Nowhere News", published="1994-03-19"), source("b", published=published)]
    assert copy_groups(sources, [text("a", EN), text("b", body)]) == []


def test_a_copy_declared_by_key_path_or_address_is_a_group():
    for name in ("n1", "sources/a.txt", "https://nowhere.example/a", "src-a"):
        told = (Evidence("copy_of", name, "sources.csv", name),)
        a = source("a", key="n1", paths=("sources/a.txt",), url="https://nowhere.example/a")
        b = source("b", status="cited", evidence=told)
        (group,) = copy_groups([a, b], [])
        assert group.basis == ("declared",)
        assert group.reason == f"declared in sources.csv: copy of {name}"
        assert check_declared([a, b]) == ()


def test_a_copy_declared_of_nothing_is_named():
    told = (Evidence("copy_of", "n9", "sources.csv", "n9"),)
    (point,) = check_declared([source("b", status="cited", evidence=told)])
    assert (point.code, point.message) == ("S016", "copy_of n9 names no other source of the archive")


def test_equal_rare_figures_of_notes_make_a_likely_group_and_no_other():
    values = {"killed": 26, "injured": 744, "arrested": 841}
    claims = [noted(name, kind, number) for name in "ab" for kind, number in values.items()]
    (group,) = copy_groups([source(n, status="cited") for n in "abc"], [], claims)
    assert group.basis == ("figures",)
    assert group.reason == ("likely, no text is held: only these two sources give 26 killed, 744 injured, 841 arrested")
    for kind, number in values.items():  # a third voice for one figure leaves two
        more = [*claims, noted("c", kind, number)]
        assert copy_groups([source(n, status="cited") for n in "abc"], [], more) == []


def test_equal_figures_of_three_sources_make_them_one_voice_too():
    values = {"killed": 26, "injured": 744, "arrested": 841}
    claims = [noted(name, kind, number) for name in "abc" for kind, number in values.items()]
    sources = [source(n, status="cited") for n in "abc"]
    (group,) = copy_groups(sources, [], claims)
    assert group.sources == ("src-a", "src-b", "src-c")
    assert group.reason == "likely, no text is held: only these 3 sources give 26 killed, 744 injured, 841 arrested"
    (point,) = check_rare_figures(claims, ())
    assert (point.code, point.sources) == ("S004", group.sources)


@pytest.mark.parametrize("fields", [{"incident": "fire"}, {"where": "Odun", "when": "2001-07-01"}])
def test_equal_figures_on_different_events_prove_nothing(fields):
    values = {"killed": 26, "injured": 744, "arrested": 841}
    claims = [noted("a", kind, number) for kind, number in values.items()]
    claims += [replace(noted("b", kind, number), speaker="police", **fields) for kind, number in values.items()]
    assert copy_groups([source(n, status="cited") for n in "ab"], [], claims) == []
    assert check_rare_figures(claims, ()) == ()


def test_open_figures_are_told_as_such_and_figures_without_a_number_not_at_all():
    bounds = {"killed": (None, 40), "injured": (300, None), "missing": (20, 30), "arrested": (None, None)}
    claims = [
        replace(noted(name, kind, 0), count=Count(*ends), speaker="police" if name == "b" else None)
        for name in "ab"
        for kind, ends in bounds.items()
    ]
    (group,) = copy_groups([source(n, status="cited") for n in "ab"], [], claims)
    assert group.reason.endswith("sources give 20-30 missing, ≤40 killed, ≥300 injured")
    assert [point.code for point in check_rare_figures(claims, ())] == ["S004", "T002", "T002", "T002"]


def test_figures_of_sources_whose_text_is_held_prove_nothing():
    claims = [noted(name, kind, 26 + at) for name in "ab" for at, kind in enumerate(("killed", "injured", "missing"))]
    texts = [text("a", " ".join(prose(1))), text("b", " ".join(prose(2)))]
    assert copy_groups([source("a"), source("b")], texts, claims) == []


def test_the_reason_quotes_the_words_that_both_hold():
    shared = prose(3, 6)
    texts = [text("a", " ".join([*prose(4, 1), *shared])), text("b", " ".join([*shared, *prose(5, 1)]))]
    (group,) = copy_groups([source("a"), source("b")], texts)
    quoted = group.reason.partition("“")[2].rpartition("…”")[0]
    assert group.basis == ("text",)
    assert len(quoted.split()) == 24
    assert " ".join(shared).startswith(quoted)
    assert "% of the shorter text" in group.reason


def test_a_report_quoted_by_another_is_a_copy_but_not_one_speaker_quoted_twice():
    said = prose(6, 3)
    report = text("report", " ".join([*prose(7, 4), *said]))
    quoting = text("quoting", " ".join([*prose(8, 4), "“" + " ".join(said) + "”", *prose(9, 4)]))
    also = text("also", " ".join([*prose(10, 4), "“" + " ".join(said) + "”", *prose(11, 4)]))
    groups = copy_groups([source("quoting"), source("also")], [quoting, also])
    assert groups == []
    (group,) = copy_groups([source("report"), source("quoting")], [report, quoting])
    assert set(group.sources) == {"src-report", "src-quoting"}


def test_a_formula_that_very_many_hold_is_left_out_and_said():
    formula = prose(12, 3)
    texts = [text(str(i), " ".join([*formula, *prose(100 + i, 12)])) for i in range(60)]
    copied = prose(13, 8)
    texts += [text(f"copy{i}", " ".join([*formula, *copied])) for i in range(2)]
    (group,) = copy_groups([source(t.source[4:]) for t in texts], texts)
    assert set(group.sources) == {"src-copy0", "src-copy1"}
    assert "runs of words that more than 50 sources hold left aside" in group.reason
    assert " ".join(formula)[:40] not in group.reason


def test_a_long_numbered_list_is_nobodys_translation():
    lines = " ".join(f"{number}. Vellmar, Vexia, Marta Kelovan, Tarnhold." for number in range(1, 300))
    report = "Вексия: 11 в Веллмаре, 12 ранены, 67 убиты, сказала Марта Келован; 112 в Тарнхольде, 140 и 212."
    assert copy_groups([source("a"), source("b")], [text("a", lines), text("b", report, "ru")]) == []


def test_texts_full_of_numbers_stay_fast():
    texts = [
        text(str(at), " ".join(str(number % 90 + at) for number in range(20_000)), ("en", "ru", "az", "tr")[at % 4])
        for at in range(12)
    ]
    start = time.process_time()
    copy_groups([source(str(at)) for at in range(12)], texts)
    assert time.process_time() - start < 20
