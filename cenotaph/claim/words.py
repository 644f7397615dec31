"""The words of one language by which claims are read, compiled once.

`lang/<code>/claims.toml` says which words are predicates, people, cues and stops;
`lang/<code>/sensitive.toml` which topics seal a quotation. This module decodes both and makes of
them the patterns and look-ups that the other layers ask.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.sensitive import SensitiveWords

Role = Literal[
    "base",
    "past",
    "participle",
    "ing",
    "i_base",
    "i_past",
    "i_ing",
    "noun",
    "head",
    "adjective",
    "object",
    "subject",
    "toll",
]
"""What a predicate word can be: forms of a verb with object, forms of one without (i_), or a phrase."""

ELSEWHERE = "elsewhere"  # a place that is none


class KindInfo(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of `claim/kinds.toml`."""

    term: str
    counts: bool
    victims: bool


class Predicates(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language says that something of one kind happened."""

    transitive: tuple[str, ...] = ()
    intransitive: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    object_phrase: tuple[str, ...] = ()
    subject_phrase: tuple[str, ...] = ()
    toll: tuple[str, ...] = ()
    only: tuple[str, ...] = ()  # classes of people or things of which alone it is said


class ClaimWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/claims.toml`."""

    predicates: dict[str, Predicates]
    populations: dict[str, tuple[str, ...]]
    cues: dict[str, tuple[str, ...]]
    text: dict[str, tuple[str, ...]]
    acts: dict[str, tuple[str, ...]]
    actors: dict[str, tuple[str, ...]]
    stop: dict[str, tuple[str, ...]]
    people: dict[str, tuple[str, ...]]
    cues_of: dict[str, str] = {}  # "the dead", "the wounded": who suffered, and of which kind they are


class PredicateWord(NamedTuple):
    """One reading of a predicate's words."""

    kind: str
    role: Role


class Lexicon(NamedTuple):
    """The words of one language, ready to be asked; all in lower case."""

    code: str
    words: ClaimWords
    predicates: dict[str, tuple[tuple[tuple[str, ...], tuple[PredicateWord, ...]], ...]]  # by first word, longest first
    populations: dict[str, str]  # noun -> class
    population_length: int  # words in the longest
    sets: dict[str, frozenset[str]]  # every list of [text], [cues], [acts], [actors], [people] as a set
    patterns: dict[str, re.Pattern[str]]  # every list of them as one pattern at word boundaries
    say: dict[str, str]  # form of a verb of saying -> base
    deny: frozenset[str]  # base forms of the verbs of denial
    put: frozenset[str]
    trigger: frozenset[str]
    acting: frozenset[str]  # words that open a dated act
    phrases: dict[str, dict[str, tuple[tuple[str, ...], ...]]]  # list of [cues] -> first word -> phrases, longest first
    stop_sentence: re.Pattern[str]
    stop_phrase: re.Pattern[str]
    sensitive: re.Pattern[str]
    office: re.Pattern[str]
    event_verbs: re.Pattern[str]
    entry_verbs: re.Pattern[str]


@functools.cache
def kinds() -> dict[str, KindInfo]:
    """The vocabulary of kinds, in the order of `claim/kinds.toml`."""
    data = files("cenotaph.claim").joinpath("kinds.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, KindInfo])


@functools.cache
def lexicon(language: str | None) -> Lexicon | None:
    """The words of `language` (BCP 47; a region is ignored), None where there is no such data."""
    code = (language or "en").split("-")[0].lower()
    if code not in languages("claims"):
        return None
    words = load(code, "claims", ClaimWords)
    sensitive = load(code, "sensitive", SensitiveWords) if code in languages("sensitive") else SensitiveWords({})
    groups = {**words.text, **words.cues, **words.acts, **words.actors, **words.people}
    populations = {noun: name for name, nouns in reversed(words.populations.items()) for noun in nouns}
    return Lexicon(
        code=code,
        words=words,
        predicates=_predicate_index(words.predicates),
        populations=populations,
        population_length=max(noun.count(" ") + 1 for noun in populations),
        sets={name: frozenset(group) for name, group in groups.items()},
        patterns={name: any_of(group) for name, group in groups.items()},
        say={
            form.replace("_", " "): verb.split()[0]
            for verb in (*words.cues["say"], *words.cues["deny"])
            for form in verb.split()
        },
        deny=frozenset(verb.split()[0] for verb in words.cues["deny"]),
        put=frozenset(form for verb in words.cues["put"] for form in verb.split()),
        trigger=_trigger(words),
        acting=_acting(words),
        phrases={name: _by_first(group) for name, group in words.cues.items()},
        stop_sentence=_joined(words.stop["sentence"]),
        stop_phrase=_joined(words.stop["phrase"]),
        sensitive=_joined(rf"\b(?:{p})" for patterns in sensitive.topics.values() for p in patterns),
        office=any_of(sensitive.living.get("office", ())),
        event_verbs=_verb_phrases(words.acts["event"], words.acts["irregular"]),
        entry_verbs=_verb_phrases(words.acts["entry"], words.acts["irregular"]),
    )


def has_phrase(text_words: set[str], *groups: frozenset[str]) -> bool:
    """Whether any word of a text is one of the groups'."""
    return any(not text_words.isdisjoint(group) for group in groups)


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of `phrases` at word boundaries, any white space between their words; longest first."""
    ordered = sorted({p for p in phrases if p}, key=lambda p: (-len(p), p))
    inner = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in ordered)
    return re.compile(rf"(?<!\w)(?:{inner or '(?!)'})(?!\w)", re.IGNORECASE)


def _joined(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns) or "(?!)", re.IGNORECASE)


_VERB_ROLES: tuple[Role, ...] = ("base", "base", "past", "participle", "ing")
_INTRANSITIVE_ROLES: tuple[Role, ...] = ("i_base", "i_base", "i_past", "i_past", "i_ing")


def _predicate_index(
    predicates: dict[str, Predicates],
) -> dict[str, tuple[tuple[tuple[str, ...], tuple[PredicateWord, ...]], ...]]:
    found: dict[tuple[str, ...], list[PredicateWord]] = {}

    def note(phrase: str, kind: str, role: Role) -> None:
        readings = found.setdefault(tuple(phrase.replace("_", " ").split()), [])
        if PredicateWord(kind, role) not in readings:
            readings.append(PredicateWord(kind, role))

    for kind, group in predicates.items():
        for verbs, roles in ((group.transitive, _VERB_ROLES), (group.intransitive, _INTRANSITIVE_ROLES)):
            for verb in verbs:
                for form, role in zip(verb.split(), roles, strict=True):
                    note(form, kind, role)
        singles: tuple[tuple[tuple[str, ...], Role], ...] = (
            (group.noun, "noun"), (group.head, "head"), (group.adjective, "adjective"),
            (group.object_phrase, "object"), (group.subject_phrase, "subject"), (group.toll, "toll"),
        )  # fmt: skip
        for phrases, role in singles:
            for phrase in phrases:
                note(phrase, kind, role)
    index: dict[str, list[tuple[tuple[str, ...], tuple[PredicateWord, ...]]]] = {}
    for words, readings in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        index.setdefault(words[0], []).append((words, tuple(readings)))
    return {first: tuple(entries) for first, entries in index.items()}


def _trigger(words: ClaimWords) -> frozenset[str]:
    """The pre-scan: a sentence without any of these words holds no claim but perhaps a dated act or a quotation.

    Of a phrase its longest word stands for it, since "were" or "the" would let every sentence pass.
    """
    phrases: set[str] = set()
    for group in words.predicates.values():
        phrases.update(
            form.replace("_", " ") for verb in (*group.transitive, *group.intransitive) for form in verb.split()
        )
        phrases.update(
            (*group.noun, *group.head, *group.adjective, *group.object_phrase, *group.subject_phrase, *group.toll)
        )
    for name in ("legal", "violation", "anniversary", "commemorate", "event_noun", "cause_lead"):
        phrases.update(words.acts[name])
    phrases.update(words.acts["mark"][:4])
    common = set(words.text["common"])
    return frozenset(
        max(_WORDS.findall(phrase), key=lambda word: (len(word) > 3 and word not in common, len(word)))
        for phrase in phrases
    )


def _acting(words: ClaimWords) -> frozenset[str]:
    """Every form of the verbs that open a dated act."""
    irregular = {entry.split()[0]: entry.split() for entry in words.acts["irregular"]}
    found: set[str] = set()
    for phrase in (*words.acts["event"], *words.acts["entry"]):
        verb = phrase.split()[0]
        found.update((verb, *irregular.get(verb, ()), *_regular(verb), f"{verb}s", f"{verb}es"))
    return frozenset(found)


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(set(phrases), key=lambda p: (-p.count(" "), p)):
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(entries) for first, entries in found.items()}


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, for the pre-scan."""
    return set(_WORDS.findall(text.lower()))


_WORDS = re.compile(r"[^\W\d_]+")


def _verb_phrases(phrases: Iterable[str], irregular: Iterable[str]) -> re.Pattern[str]:
    """A pattern for verb phrases given in the base form, in any tense."""
    forms = {entry.split()[0]: tuple(entry.split()) for entry in irregular}
    patterns = []
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        verb, _, rest = phrase.partition(" ")
        past = forms[verb][1:] if verb in forms else _regular(verb)
        third = (
            f"{verb}es"
            if verb.endswith(("s", "sh", "ch", "x"))
            else f"{verb[:-1]}ies"
            if verb[-2:] == "fy"
            else f"{verb}s"
        )
        choice = "|".join(sorted({*past, third}, key=len, reverse=True))
        tail = r"\s+".join(map(re.escape, rest.split()))
        patterns.append(rf"(?:{choice})" + (rf"\s+{tail}" if tail else ""))
    return re.compile(rf"\b(?:{'|'.join(patterns) or '(?!)'})\b", re.IGNORECASE)


def _regular(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (f"{verb}d",)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (f"{verb[:-1]}ied",)
    return (f"{verb}ed",)
