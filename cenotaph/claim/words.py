"""The words of one language by which claims are read, compiled once.

`lang/<code>/claims.toml` says which words are predicates, people, cues and stops;
`lang/<code>/grammar.toml` by which small words and turns of phrase the rules know how a sentence is
built; `lang/<code>/frames.toml` which words on both sides of a number tell its kind;
`lang/<code>/sensitive.toml` which topics seal a quotation. This module decodes them and makes of them the
patterns and look-ups that the other layers ask. No rule holds a word of its own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from cenotaph.claim.frames import Frame, Turns, asking, frames_of, load_frames
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
    narrow: dict[str, tuple[Predicates, ...]]  # by kind: words of many senses, of the kind only with people of `only`
    populations: dict[str, tuple[str, ...]]
    cues: dict[str, tuple[str, ...]]
    text: dict[str, tuple[str, ...]]
    acts: dict[str, tuple[str, ...]]
    actors: dict[str, tuple[str, ...]]
    stop: dict[str, tuple[str, ...]]
    people: dict[str, tuple[str, ...]]
    cues_of: dict[str, str] = {}  # "the dead", "the wounded": who suffered, and of which kind they are


class Grammar(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/grammar.toml`.

    A pattern may hold `{name}`: another pattern of the file, or a list of either file as an
    alternative of its phrases.
    """

    lists: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]
    numbers: dict[str, dict[str, int]]  # words for numbers that only a rule of this stage asks for
    units: dict[str, str]  # last word of a noun -> unit of its count
    texts: dict[str, str]  # words that a value is given with
    patterns: dict[str, str]


class PlaceWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/places.toml`."""

    lists: dict[str, tuple[str, ...]]


class PredicateWord(NamedTuple):
    """One reading of a predicate's words."""

    kind: str
    role: Role
    only: tuple[str, ...] = ()  # classes it is said of; "people" is every known class of people, "bare" a number alone


class Patterns(dict[str, re.Pattern[str]]):
    """Patterns by name, each compiled when it is first asked for."""

    def __init__(self, make: Callable[[str], re.Pattern[str]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> re.Pattern[str]:
        """The pattern, made and kept."""
        made = self[name] = self._make(name)
        return made


class Lexicon(NamedTuple):
    """The words of one language, ready to be asked; all in lower case."""

    code: str
    words: ClaimWords
    predicates: dict[str, tuple[tuple[tuple[str, ...], tuple[PredicateWord, ...]], ...]]  # by first word, longest first
    populations: dict[str, str]  # noun -> class
    nouns: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # the same by first word, longest first
    sets: dict[str, frozenset[str]]  # every list of [text], [cues], [acts], [actors], [people] and the grammar as a set
    patterns: Patterns  # every list of them as one pattern at word boundaries
    rules: Patterns  # the patterns of the grammar
    endings: dict[str, tuple[str, ...]]
    numbers: dict[str, dict[str, int]]
    units: dict[str, str]
    texts: dict[str, str]
    say: dict[str, str]  # form of a verb of saying -> base
    deny: frozenset[str]  # base forms of the verbs of denial
    put: frozenset[str]
    according: dict[str, tuple[tuple[str, ...], ...]]  # first word -> phrases, longest first
    speaking: frozenset[str]  # words with which a speaker may be named
    layers: dict[str, tuple[tuple[str, frozenset[str]], ...]]  # word -> what may stand where it stands; see `asked`
    asking: frozenset[str]  # the words of `layers`
    stop_sentence: re.Pattern[str]
    stop_phrase: re.Pattern[str]
    office: re.Pattern[str]
    event_verbs: re.Pattern[str]
    entry_verbs: re.Pattern[str]
    frames: dict[str, tuple[Frame, ...]]  # word -> the frames of a number in which it stands

    def asked(self, text_words: set[str]) -> set[str]:
        """The pre-scan: what a sentence of these words may hold, so that no rule is asked in vain.

        "trigger" for predicates, "otherwise" for counts told in other words, "partitive" for shares
        of those told before, and the names of the lists of [acts]; a list that is not named has no
        phrase in the sentence.
        """
        return {name for word in text_words & self.asking for name, rest in self.layers[word] if rest <= text_words}


@functools.cache
def kinds() -> dict[str, KindInfo]:
    """The vocabulary of kinds, in the order of `claim/kinds.toml`."""
    data = files("cenotaph.claim").joinpath("kinds.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, KindInfo])


@functools.cache
def lexicon(language: str | None) -> Lexicon | None:
    """The words of `language` (BCP 47; a region is ignored), None where there is no such data for this grammar."""
    code = (language or "en").split("-")[0].lower()
    if code not in languages("claims") or code not in languages("grammar"):
        return None
    words = load(code, "claims", ClaimWords)
    grammar = load(code, "grammar", Grammar)
    sensitive = load(code, "sensitive", SensitiveWords) if code in languages("sensitive") else SensitiveWords({})
    places = load(code, "places", PlaceWords)
    deny_form = tuple(form.replace("_", " ") for verb in words.cues["deny"] for form in verb.split())
    groups = {
        "deny_form": deny_form,
        **words.text,
        **words.cues,
        **words.acts,
        **words.actors,
        **words.people,
        **grammar.lists,
        **places.lists,
    }
    groups["denial"] = (*words.cues["denial"], *deny_form)
    groups["denial_word"] = tuple(max(phrase.split(), key=len) for phrase in groups["denial"])
    populations = {noun: name for name, nouns in reversed(words.populations.items()) for noun in nouns}
    sets = {name: frozenset(group) for name, group in groups.items()}
    say = {
        form.replace("_", " "): verb.split()[0]
        for verb in (*words.cues["say"], *words.cues["deny"])
        for form in verb.split()
    }
    put = frozenset(form for verb in words.cues["put"] for form in verb.split())
    according = _by_first(words.cues["according"])
    turns = load(code, "turns", Turns) if code in languages("turns") else None
    frames = frames_of(load_frames(code), turns)
    layers = _layers(words, grammar, asking(frames, turns))
    return Lexicon(
        code=code,
        words=words,
        predicates=_predicate_index(words),
        populations=populations,
        nouns=_noun_index(populations),
        sets=sets,
        patterns=Patterns(lambda name: any_of(groups[name])),
        rules=Patterns(lambda name: re.compile(_filled(grammar.patterns[name], grammar.patterns, groups))),
        endings={**grammar.endings, "subset": words.cues["subset"]},
        numbers=grammar.numbers,
        units=grammar.units,
        texts=grammar.texts,
        say=say,
        deny=frozenset(verb.split()[0] for verb in words.cues["deny"]),
        put=put,
        according=according,
        speaking=frozenset({form.split()[0] for form in say} | put | set(according)).union(
            *(sets[name] for name in ("reckoning", "told", "written", "stance", "trusting", "attributed", "tracing"))
        ),
        layers=layers,
        asking=frozenset(layers),
        stop_sentence=_joined(words.stop["sentence"]),
        stop_phrase=_joined(words.stop["phrase"]),
        office=any_of(sensitive.living.get("office", ())),
        event_verbs=_verb_phrases(words.acts["event"], _forms(words)),
        entry_verbs=_verb_phrases(words.acts["entry"], _forms(words)),
        frames=frames,
    )


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of `phrases` at word boundaries, any white space between their words; longest first."""
    return re.compile(_any_of(phrases), re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> str:
    ordered = sorted({p for p in phrases if p}, key=lambda p: (-len(p), p))
    inner = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in ordered)
    return rf"(?<!\w)(?:{inner or '(?!)'})(?!\w)"


def _filled(pattern: str, patterns: dict[str, str], groups: dict[str, tuple[str, ...]]) -> str:
    """A pattern of the grammar with the patterns and lists it names in place of their names."""

    def part(match: re.Match[str]) -> str:
        name: str = match[1]
        return _filled(patterns[name], patterns, groups) if name in patterns else _any_of(groups[name])

    return re.sub(r"\{([a-z_]+)\}", part, pattern)


def _joined(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns) or "(?!)", re.IGNORECASE)


_VERB_ROLES: tuple[Role, ...] = ("base", "base", "past", "participle", "ing")
_INTRANSITIVE_ROLES: tuple[Role, ...] = ("i_base", "i_base", "i_past", "i_past", "i_ing")


def _groups(words: ClaimWords) -> Iterator[tuple[str, Predicates]]:
    """Each kind with its words, those of many senses behind all others."""
    yield from words.predicates.items()
    yield from ((kind, group) for kind, groups in words.narrow.items() for group in groups)


def _predicate_index(
    words: ClaimWords,
) -> dict[str, tuple[tuple[tuple[str, ...], tuple[PredicateWord, ...]], ...]]:
    found: dict[tuple[str, ...], list[PredicateWord]] = {}

    def note(phrase: str, kind: str, role: Role, only: tuple[str, ...]) -> None:
        readings = found.setdefault(tuple(phrase.replace("_", " ").split()), [])
        if PredicateWord(kind, role, only) not in readings:
            readings.append(PredicateWord(kind, role, only))

    for kind, group in _groups(words):
        for verbs, roles in ((group.transitive, _VERB_ROLES), (group.intransitive, _INTRANSITIVE_ROLES)):
            for verb in verbs:
                for form, role in zip(verb.split(), roles, strict=True):
                    note(form, kind, role, group.only)
        singles: tuple[tuple[tuple[str, ...], Role], ...] = (
            (group.noun, "noun"), (group.head, "head"), (group.adjective, "adjective"),
            (group.object_phrase, "object"), (group.subject_phrase, "subject"), (group.toll, "toll"),
        )  # fmt: skip
        for phrases, role in singles:
            for phrase in phrases:
                note(phrase, kind, role, group.only)
    index: dict[str, list[tuple[tuple[str, ...], tuple[PredicateWord, ...]]]] = {}
    for parts, readings in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        index.setdefault(parts[0], []).append((parts, tuple(readings)))
    return {first: tuple(entries) for first, entries in index.items()}


def _noun_index(populations: dict[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for noun, name in sorted(populations.items(), key=lambda item: (-item[0].count(" "), item[0])):
        parts = tuple(noun.split())
        found.setdefault(parts[0], []).append((parts, name))
    return {first: tuple(entries) for first, entries in found.items()}


_TRIGGERING = ("legal", "violation", "anniversary", "mark", "commemorate", "apologise", "event_noun", "cause_lead")
"""The lists of [acts] whose words let a sentence pass though it holds no predicate."""

_ACTS = (*_TRIGGERING, "event_thing", "purpose")
"""The lists of [acts] whose phrases open a claim without a number."""


def _layers(
    words: ClaimWords, grammar: Grammar, asking_words: Iterable[str]
) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """The pre-scan: word -> names of lists that have a phrase with it, and the other words of that phrase.

    Of a phrase its longest word stands for it, since "were" or "the" would ask for every sentence.
    """
    found: dict[str, set[tuple[str, frozenset[str]]]] = {}
    common = set(words.text["common"])

    def note(name: str, phrase: str) -> None:
        parts: list[str] = _WORDS.findall(phrase)
        word = max(parts, key=lambda part: (len(part) > 3 and part not in common, len(part)))
        found.setdefault(word, set()).add((name, frozenset(parts) - {word}))

    for name, phrases in _asked_phrases(words, grammar):
        for phrase in phrases:
            note(name, phrase)
    for word in asking_words:
        note("otherwise", word)
    return {word: tuple(sorted(names, key=lambda n: (n[0], sorted(n[1])))) for word, names in found.items()}


def _asked_phrases(words: ClaimWords, grammar: Grammar) -> Iterator[tuple[str, Iterable[str]]]:
    """The lists of the pre-scan with their phrases."""
    for _, group in _groups(words):
        verbs = (*group.transitive, *group.intransitive)
        yield "trigger", (form.replace("_", " ") for verb in verbs for form in verb.split())
        yield "trigger", (*group.noun, *group.head, *group.adjective, *group.toll)
        yield "trigger", (*group.object_phrase, *group.subject_phrase)
    for name in _TRIGGERING:
        yield "trigger", words.acts[name]
    for name in _ACTS:
        yield name, words.acts[name]
    forms = _forms(words)
    for name in ("event", "entry"):
        for phrase in words.acts[name]:
            verb, _, rest = phrase.partition(" ")
            yield name, (f"{form} {rest}" for form in forms[verb])
    yield "instrument_noun", grammar.lists["instrument_noun"]
    yield "otherwise", (*words.text["otherwise"], *words.cues["total"], *words.cues_of)
    yield "otherwise", (f"{verb} {noun}" for verb in words.text["honour_verb"] for noun in words.text["honour_noun"])
    yield "partitive", words.text["partitive"]
    yield "group", words.cues_of
    yield "person", grammar.lists["person_turn"]


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(set(phrases), key=lambda p: (-p.count(" "), p)):
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(entries) for first, entries in found.items()}


class _Letters(dict[int, int]):
    """Every sign that is no letter as a space, for `str.translate`."""

    def __missing__(self, code: int) -> int:
        """The sign itself where it is a letter."""
        made = self[code] = code if _WORDS.match(chr(code)) else ord(" ")
        return made


_LETTERS = _Letters()
_WORDS = re.compile(r"[^\W\d_]+")


def letters_of(text: str) -> str:
    """The text in lower case with spaces for all that is no letter, for the pre-scan; offsets hold where they can."""
    low = text.lower()
    if len(low) != len(text):  # "İ" becomes two letters
        low = "".join(sign if len(sign.lower()) > 1 else sign.lower() for sign in text)
    return low.translate(_LETTERS)


def _forms(words: ClaimWords) -> dict[str, tuple[str, ...]]:
    """Third person and past forms of the verbs of acts."""
    return {entry.split()[0]: tuple(entry.split()[1:]) for entry in words.acts["forms"]}


def _verb_phrases(phrases: Iterable[str], forms: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """A pattern for verb phrases given in the base form, in any tense."""
    patterns = []
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        verb, _, rest = phrase.partition(" ")
        choice = "|".join(sorted(forms[verb], key=lambda form: (-len(form), form)))
        tail = r"\s+".join(map(re.escape, rest.split()))
        patterns.append(rf"(?:{choice})" + (rf"\s+{tail}" if tail else ""))
    return re.compile(rf"\b(?:{'|'.join(patterns) or '(?!)'})\b", re.IGNORECASE)
