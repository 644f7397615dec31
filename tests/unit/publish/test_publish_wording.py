"""Values, dates and sentences in words."""

from __future__ import annotations

import re
import string
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.dates_in_words import in_words, sort_key, year_of
from cenotaph.errors import NotFoundError
from cenotaph.messages import load_messages, site_languages
from cenotaph.publish.wording import closeness_in_words, fold, initial
from cenotaph.wording import kind_in_words, value_in_words

ENGLISH = load_messages("en")


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "words"),
    [
        (131, 131, "exact", "131"),
        (1275, 1275, "exact", "1,275"),
        (100, None, "at_least", "at least 100"),
        (100, None, "more_than", "more than 100"),
        (None, 12, "at_most", "at most 12"),
        (None, 12, "less_than", "fewer than 12"),
        (150, 150, "about", "about 150"),
        (83, 131, "between", "between 83 and 131"),
        (24, 99, "about", "about 24 to 99"),
        (0, 0, "exact", "0"),
        (None, None, "exact", "no number"),
    ],
)
def test_a_value_keeps_its_hedge(low: int | None, high: int | None, qualifier: str, words: str) -> None:
    assert value_in_words(low, high, qualifier, ENGLISH) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1931-03-03", "3 March 1931"),
        ("1931-03", "March 1931"),
        ("1931", "1931"),
        ("193X", "the 1930s"),
        ("1931-03-03/1931-03-05", "3–5 March 1931"),
        ("1931-03-30/1931-04-02", "30 March 1931 to 2 April 1931"),
        ("1931-03-03/", "from 3 March 1931"),
        ("../1931-03-03", "until 3 March 1931"),
        ("[1931-03-03,1931-03-05]", "3 March 1931 or 5 March 1931"),
        ("{1931-03-03,1931-03-05}", "3 March 1931 and 5 March 1931"),
        ("1931-03-03?", "3 March 1931 (uncertain)"),
        ("1931~", "about 1931"),
        ("1931-03-03T02:30", "3 March 1931, 02:30"),
        ("XXXX-03-03", "3 March, year not stated"),
        ("1931-XX-XX", "1931"),
        ("1931-03-XX", "March 1931"),
        ("1931-21", "spring 1931"),
        ("1931-13-40", "1931-13-40"),
        ("on a Tuesday", "on a Tuesday"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_as_exact_as_it_was_stated(edtf: str | None, words: str) -> None:
    assert in_words(edtf, ENGLISH) == words


@given(st.text(alphabet="0123456789X-/?~%[]{}.,T:", max_size=24))
@settings(max_examples=200, deadline=None)
def test_any_date_has_words_and_a_place_in_order(text: str) -> None:
    assert isinstance(in_words(text, ENGLISH), str)
    assert sort_key(text) == sort_key(text)


def test_dates_stand_in_order() -> None:
    ordered = ["1931", "1931-03", "1931-03-03", "1931-03-03T02:30", "1931-03-03/1931-03-05", "1932", "XXXX-01-20", None]
    assert sorted([*ordered[4:], *ordered[:4]], key=sort_key) == [*ordered[:3], ordered[4], ordered[3], *ordered[5:]]


def test_year_of_a_date() -> None:
    assert year_of("1931-03") == 1931
    assert year_of("193X") is None
    assert year_of(None) is None


@pytest.mark.parametrize("other", ["ILHAM EJDER OGLU", "İlham Əjdər oğlu", "ilham  ejder, oglu"])
def test_folding_finds_a_name_however_it_is_typed(other: str) -> None:
    assert fold(other) == "ilham ejder oglu"


def test_scripts_are_folded_within_themselves() -> None:
    assert fold("Ёлкин") == fold("Елкин")
    assert fold("أحمد") == fold("احمد")
    assert initial("Ёлкин") == "Е"
    assert initial("123") == "#"


def test_the_filter_folds_as_the_register_does() -> None:
    script = files("cenotaph.publish").joinpath("assets/names.js").read_text("utf-8")
    from cenotaph.publish import wording

    said = dict(re.findall(r'"(.)": "(\w+)"', script))
    assert said == {chr(code): text for code, text in wording._FOLDED.items()}


def test_closeness_has_words_for_every_probability() -> None:
    said = [closeness_in_words(p, ENGLISH) for p in (None, 1.0, 0.995, 0.95, 0.8, 0.2)]
    assert len(set(said)) == 6
    assert not any(character.isdigit() for sentence in said for character in sentence)


def test_a_kind_without_a_sentence_stands_as_it_is() -> None:
    assert kind_in_words("killed", ENGLISH) == "Killed"
    assert kind_in_words("mill_bells_rung", ENGLISH) == "Mill bells rung"


def test_plural_forms() -> None:
    assert ENGLISH("front.names", count=1) == "One person by name."
    assert ENGLISH("front.names", count=28) == "28 people by name."


def test_a_sentence_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFoundError, match=r"names\.nowhere"):
        ENGLISH("names.nowhere")


def used_keys() -> set[str]:
    root = Path(str(files("cenotaph.publish")))
    code = "".join(p.read_text("utf-8") for p in [*root.rglob("*.html"), *root.rglob("*.py")])
    return set(re.findall(r"""\b(?:t|messages|site\.messages)\(\s*f?["']([a-z_.]+)["'{]""", code))


def test_every_sentence_used_is_there_and_every_sentence_there_is_used() -> None:
    known = {key.removesuffix(".one").removesuffix(".other") for key in ENGLISH.sentences}
    used = used_keys()
    assert len(used) > 100
    prefixes = (
        "nav.",
        "front.ways_",
        "field.",
        "fate.",
        "sex.value.",
        "kind.",
        "modality.",
        "population.",
        "closeness.",
        "standing.",
        "means.",
        "research.",
        "coverage.",
        "count.",
        "date.",
        "method.",
        "data.about.",
        "statement.method_",
        "sources.in_part",
        "sources.not_readable",
    )
    assert {key for key in used if not key.endswith((".", "_")) and not key.startswith(prefixes)} <= known
    assert {key for key in known - used if not key.startswith(prefixes)} == set()


@pytest.mark.parametrize("language", site_languages())
def test_sentences_ask_only_for_what_english_gives(language: str) -> None:
    sentences, english = load_messages(language).sentences, ENGLISH.sentences
    for key, sentence in sentences.items():
        plain = key if key in english else key.rsplit(".", 1)[0] + ".other"
        asked = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
        given_ = {field for _, field, _, _ in string.Formatter().parse(english[plain]) if field} | {"count"}
        assert asked <= given_, key
