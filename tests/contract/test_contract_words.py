"""The rules that read claims hold no words of a language: grammar in Python, words in `lang/<code>/`.

Found are: small collections of words, patterns with words in them, and comparisons of a token, or of
lower-cased text, with a word. The vocabulary of the record (kinds, classes, roles, names of word
lists, values of fields) is no language.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from cenotaph.claim.explained import Annotation
from cenotaph.claim.words import ClaimWords, Grammar, PlaceWords, Role, kinds
from cenotaph.lang import load

ROOT = Path(__file__).parents[2]
CLAIM = ROOT / "cenotaph" / "claim"

ENGINE = (
    "act", "acts", "afterwards", "annotate", "attach", "behind", "carrying", "contested", "contrasts", "dying",
    "explained", "framed", "frames", "headed", "included", "later_told", "layers", "legal", "making", "modality",
    "opening", "owned", "pairs", "parts", "people", "people_told", "phrases", "place_ends", "placed", "places",
    "predicates", "prose", "purposes", "quoted", "remembering", "scene", "sentences", "shares", "so_far", "speakers",
    "speech_verbs", "spoken_for", "stances", "story", "subjects", "turned", "turns", "unsaid", "voice", "words",
)  # fmt: skip
"""The modules that read English prose; sheets and lists of people have columns to read, times their own data."""

RULES = frozenset({"listed", "carried", "share", "included", "weekday", "deictic", "month", "range"})
"""Rules whose names are one word; the others have a hyphen."""

WORD = re.compile(r"[a-z][a-z' ]*[a-z]")
_MATCHING = frozenset({"compile", "match", "search", "fullmatch", "finditer", "findall", "split", "sub"})
_ESCAPES = re.compile(r"\\[A-Za-z]|\(\?P[<=]\w+[>)]|\(\?[aiLmsux]+[:)]|\{[a-z_]+\}")


def vocabulary() -> frozenset[str]:
    """Words of the record and of the data's own structure."""
    words = load("en", "claims", ClaimWords)
    grammar = load("en", "grammar", Grammar)
    places = load("en", "places", PlaceWords)
    record = (ROOT / "cenotaph" / "record.py").read_text("utf-8")
    values = {
        node.value
        for node in ast.walk(ast.parse(record))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    roles = get_args(Role)
    lists = {*words.text, *words.cues, *words.acts, *words.actors, *words.people, *places.lists}
    lists |= {*grammar.lists, *grammar.patterns}
    types = {*get_args(get_type_hints(Annotation)["type"]), "set", "duration", "cardinal", "document"}
    return frozenset({*kinds(), *words.populations, *roles, *lists, *values, *types, *RULES})


def _source(module: str) -> str:
    return (CLAIM / f"{module}.py").read_text("utf-8")


def words_in(source: str, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and text of every word of a language that a module holds."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            texts = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
            words = [text for text in texts if WORD.fullmatch(text) and text not in known]
            if len(words) > 1:
                yield node.lineno, ", ".join(words)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in _MATCHING and isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
                yield from _in_pattern(node.args[0])
            elif node.func.attr in ("startswith", "endswith"):
                yield from _in_constants(node.args[0], known)
        elif isinstance(node, ast.Compare) and _is_token(node.left):
            for side in node.comparators:
                yield from _in_constants(side, known)


def _in_pattern(pattern: ast.expr) -> Iterator[tuple[int, str]]:
    for node in ast.walk(pattern):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = re.search(r"[a-z]{2,}", re.sub(r"\[[^\]]*\]", "", _ESCAPES.sub("", node.value)))
            if found:
                yield node.lineno, found.group()


def _in_constants(side: ast.expr, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    names = {id(inner) for node in ast.walk(side) if isinstance(node, ast.Subscript) for inner in ast.walk(node.slice)}
    for node in ast.walk(side):
        if id(node) in names:
            continue  # the name of a list
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and re.fullmatch(r"'?[a-z][a-z' ]*", node.value) and node.value not in known:  # type: ignore[attr-defined]
            yield node.lineno, node.value  # type: ignore[attr-defined]


def _is_token(node: ast.expr) -> bool:
    """Whether an expression is a token in lower case, or lower-cased text."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "lower"
    if isinstance(node, ast.Name):
        return node.id in ("low", "word", "following", "before", "previous", "base")
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id in ("low", "lows")
    return isinstance(node, ast.Attribute) and node.attr == "low"


@pytest.mark.parametrize("module", ENGINE)
def test_the_rules_hold_no_words(module: str) -> None:
    assert list(words_in(_source(module), vocabulary())) == []


@pytest.mark.parametrize(
    "line",
    [
        'A = frozenset({"soldiers", "quickly"})',
        'A = re.compile(r"(?P<name>x)\\b(?:because|while)\\s+$")',
        'x = token.low in ("because", "while")',
        'x = low == "because"',
        'x = text.lower() == "because"',
        'x = low.endswith("ly")',
    ],
)
def test_a_word_in_the_rules_is_found(line: str) -> None:
    assert list(words_in(line, vocabulary()))


def test_every_list_is_asked_for_and_every_list_asked_for_is_there() -> None:
    source = "".join(_source(module) for module in (*ENGINE, "statements"))
    named = set(re.findall(r'"([a-z_]+)"', source))
    grammar, claims = load("en", "grammar", Grammar), load("en", "claims", ClaimWords)
    places = set(load("en", "places", PlaceWords).lists)
    lists = set(grammar.lists) | set(grammar.endings) | set(grammar.numbers) | set(grammar.texts) | places
    inside = set(re.findall(r"\{([a-z_]+)\}", "".join(grammar.patterns.values())))
    content = {*claims.text, *claims.cues, *claims.acts, *claims.actors, *claims.people}
    assert (content | lists | set(grammar.patterns)) - named - inside == set(), "a list that no rule asks for"
    assert content & set(grammar.lists) == set(), "a list stands in both files"
    asked = set(re.findall(r'(?:sets|patterns|rules|endings|texts|numbers)\["([a-z_]+)"\]', source))
    assert asked - content - lists - set(grammar.patterns) - {"subset", "deny_form", "denial_word"} == set()
