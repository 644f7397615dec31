"""The words of an inflecting language, found by stem and ending: `lang/<code>/statements.toml`, compiled once.

How words are written in the data, all of it folded (`cenotaph.folding`):

    öldürül~        a verb's stem; the ending must be one of `endings.verb`
    yaralı*         a noun's or adjective's stem; the ending must be one of `endings.noun`
    ранен+          a stem whose ending must be one of `endings.adjective`, where those differ from nouns'
    həlak ol~       a phrase: each word with its own mark; a word without a mark stands just so
    получ~ .. ранен*   up to three words may stand between
    отда~ <> жизн*     both words in either order, up to seven words and a parenthesis between them
    сид~ <> @jail      any word of the set `sets.jail`, each written with its own mark

Every token is looked up once and its readings kept by its letters, so that a text costs one look-up
per distinct word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from cenotaph.claim.inflected.act_words import ActWords
from cenotaph.folding import fold, second_alphabet
from cenotaph.lang import languages, load

Role = Literal["undergo", "act", "noun", "people", "toll", "place"]
"""What a predicate says of people: they undergo it, someone does it to them, the act itself as a noun
("the killing of"), the people themselves ("the dead"), how many they are ("the death toll"), or where such
people are, of whom a number has to say that there are so many ("in the square there were 300")."""

LETTERS = 3  # of the next word that are compared before a phrase is tried
GAPS = {"..": 3, "<>": 7}  # words that may stand for a sign in a phrase
SET = "@"
EITHER = ("", "<>")  # the sign of a phrase whose sides may stand in either order
OPEN = frozenset({*GAPS, SET})  # marks of a word of a phrase that do not tell how it begins


class Predicates(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language says that something of one kind happened, by what the words say of the people."""

    undergo: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    toll: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    strict: tuple[str, ...] = ()  # of those above, what is said of things as well: needs a known noun for people
    definite: tuple[str, ...] = ()  # of the acts above, what is done to people only where they stand in the accusative
    only: tuple[str, ...] = ()  # classes of people or things of which alone it is said


class Endings(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions for the endings of folded words, matched whole."""

    noun: str = ""
    adjective: str = ""
    verb: str = ""  # groups, all optional: see `Form`; "without" is negative too, "future" unreal
    finite: str = ""  # the end of any finite verb, in a word that no list has: a clause ends there
    person: str = ""  # the end of a noun for people that no list has
    not_finite: tuple[str, ...] = ()  # words that only look like finite verbs
    participle: str = ""  # the end of a participle that stands for a verb
    reflexive: str = ""  # the end of a verb that has no subject who speaks: "it is reported"
    adverb: str = ""  # the end of an adverb
    owned: str = ""  # the end of a participle in front of those to whom it was done: "öldürdüğü 17 köylü"
    attribute: str = ""  # the end of a word that says where those behind it are: "yoğun bakımdaki 11 kişi"
    past_copula: str = ""  # the end of a noun that is said to have been: "kişiydik"
    speaking: str = ""  # the end of a verb by which a text speaks of itself: "açıkladık"
    converb: str = ""  # the end of a finite verb that may lead to the next one as well: "çıxarıb güllələdilər"
    leading: str = ""  # the end of a verb that leads to the next one: "döyülərək öldürülüb"
    counted: str = ""  # the end of any noun that may stand behind a number
    variants: tuple[tuple[str, str], ...] = ()  # end of a verb's stem, what stands for it in other forms of the verb
    share: str = ""  # the end of a number that counts some of those told before: "12-si", "üçü"


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One case of nouns and names: how its endings are taken off, the first that fits."""

    endings: tuple[tuple[str, str], ...] = ()  # regular expression at the end of the folded word, what stands instead
    adjectives: tuple[tuple[str, str], ...] = ()  # as `endings`, of adjectives where theirs differ


class Stop(Struct, frozen=True, forbid_unknown_fields=True):
    """Where words of harm do not mean what they say: regular expressions on the folded sentence."""

    sentence: tuple[str, ...] = ()  # nothing is read in such a sentence
    phrase: tuple[str, ...] = ()  # nothing is read in words that touch such a run
    kinds: dict[str, tuple[str, ...]] = {}  # nothing of that kind is read in such a sentence


class StatementWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/statements.toml`."""

    order: Literal["last", "free"]  # whether a verb stands behind its people, or on either side
    endings: Endings
    predicates: dict[str, Predicates]
    populations: dict[str, tuple[str, ...]]  # class -> nouns; "thing" for what is no people
    class_kinds: dict[str, str] = {}  # class -> the kind that the noun says by itself: refugees are displaced
    sets: dict[str, tuple[str, ...]] = {}  # words that may stand for each other in a phrase: "@jail"
    cases: dict[str, Case] = {}
    cues: dict[str, tuple[str, ...]] = {}
    abbreviations: tuple[str, ...] = ()
    sets_off_names: bool = False  # whether an apostrophe stands between a name and its ending: "Ozmara'da"
    letters: dict[str, str] = {}  # letters that are written for each other: "ё" and "е"
    known: tuple[str, ...] = ()  # names and nouns in their base form, to choose between possible base forms
    common: tuple[str, ...] = ()  # common nouns in their base form: as `known`, but no name is likened to them
    agreement: tuple[tuple[str, str], ...] = ()  # end of a noun's base form, end of that of its adjective; first fits
    stop: Stop = Stop()


class Form(NamedTuple):
    """What the ending of a verb tells."""

    is_negative: bool = False
    is_before: bool = False  # a participle that stands in front of its people
    is_who: bool = False  # a participle used as a noun: "those who died"
    is_that: bool = False  # a verbal noun: "that they were killed", "their being killed"
    is_either: bool = False  # a participle in front of its people, or a finite verb behind them
    is_unreal: bool = False  # what may be, will be or would be
    is_single: bool = False  # agrees with a number that ends in one: "погиб 21 солдат", not "погиб 20 солдат"


class Item(NamedTuple):
    """One phrase of the data."""

    group: str  # "predicate", "population" or the name of a list of cues
    name: str  # the kind, the class, or the phrase as the data has it
    role: str  # of a predicate
    parts: tuple[tuple[str, str], ...]  # stem and mark: "", "~", "*" or one of GAPS of each word


class Lexicon:
    """The words of one language, ready to be asked."""

    def __init__(self, code: str, words: StatementWords, acts: ActWords | None = None) -> None:
        self.code = code
        self.words = words
        self.acts = acts or ActWords()
        self.is_verb_last = words.order == "last"
        self.abbreviations = frozenset(words.abbreviations)
        self.finite = re.compile(words.endings.finite or "(?!)")
        self.not_finite = frozenset(words.endings.not_finite)
        self.share = re.compile(rf"(?:{words.endings.share or '(?!)'})\Z")
        self._letters = {ord(one): other for one, other in words.letters.items()}
        endings = words.endings
        self._endings = {
            mark: re.compile(regex.translate(self._letters))
            for mark, regex in (("~", endings.verb), ("*", endings.noun), ("+", endings.adjective))
        }
        self._cases = {name: _compiled(case.endings) for name, case in words.cases.items()}
        self._adjectives = {name: _compiled(case.adjectives) for name, case in words.cases.items()}
        self.likened = frozenset(word.lower().translate(self._letters) for word in words.known)
        self.known = self.likened | {word.lower().translate(self._letters) for word in words.common}
        variants = tuple((re.compile(rf"(?:{end})\Z"), instead) for end, instead in endings.variants)
        self.strict, self.definite = (
            frozenset(
                parts
                for group in words.predicates.values()
                for phrase in getattr(group, name)
                for order in _turned(_parts(phrase.translate(self._letters)))
                for parts in _varied(order, variants)
            )
            for name in ("strict", "definite")
        )
        self.agreement = tuple((re.compile(rf"{noun}\Z"), end) for noun, end in words.agreement)
        self.ends = functools.lru_cache(maxsize=65536)(lambda low, end: re.search(rf"(?:{end})\Z", low) is not None)
        adjective = re.compile(rf"..(?:{endings.adjective or '(?!)'})\Z")
        self.is_adjective = functools.lru_cache(maxsize=65536)(lambda low: adjective.search(low) is not None)
        self.participle = re.compile(words.endings.participle or "(?!)")
        self.reflexive = re.compile(words.endings.reflexive or "(?!)")
        self.adverb, self.converb, self.leading = (
            re.compile(end or "(?!)") for end in (endings.adverb, endings.converb, endings.leading)
        )
        self.owned = re.compile(words.endings.owned or "(?!)")
        self.attribute = re.compile(words.endings.attribute or "(?!)")
        self.past_copula = re.compile(words.endings.past_copula or "(?!)")
        self.speaking = re.compile(words.endings.speaking or "(?!)")
        self.counted = re.compile(words.endings.counted or "(?!)")
        self.person = re.compile(words.endings.person or "(?!)")
        self.leads = tuple(  # prepositions in front of a place: the list, the case behind them
            (group, group.rpartition("_")[2])
            for group in words.cues
            if group.startswith(("place_lead_", "origin_lead_"))
        )
        self.stop_sentence = re.compile("|".join(words.stop.sentence) or "(?!)")
        self.stop_kinds = {kind: re.compile("|".join(some)) for kind, some in words.stop.kinds.items()}
        self.stop_phrase = re.compile("|".join(words.stop.phrase) or "(?!)")
        shapes = self.acts.shapes
        self.copula, self.predicative, self.unreal, self.source, self.goal, self.jubilee = map(
            re.compile,
            (shapes.copula, shapes.predicative, shapes.unreal, shapes.source, shapes.goal, shapes.jubilee),
        )
        self._sets = {
            name: [_part(word.translate(self._letters)) for word in some] for name, some in words.sets.items()
        }
        self._first: dict[str, list[tuple[Item, str]]] = {}
        items = (*_items(words, self._letters), *_act_items(self.acts, self._letters))
        turned = (item._replace(parts=parts) for item in items for parts in _turned(item.parts))
        varied = (item._replace(parts=parts) for item in turned for parts in _varied(item.parts, variants))
        for item in dict.fromkeys(varied):
            for stem, mark in self._sets[item.parts[0][0]] if item.parts[0][1] == SET else item.parts[:1]:
                self._first.setdefault(stem, []).append((item, mark))
        self._longest = max((len(stem) for stem in self._first), default=0)
        self._alphabet = second_alphabet(code)
        self.begins = functools.lru_cache(maxsize=65536)(self._begins)
        self.may_begin = functools.lru_cache(maxsize=65536)(self._may_begin)
        self.bases = functools.lru_cache(maxsize=65536)(self._bases)
        self.base = functools.lru_cache(maxsize=65536)(self._base)
        self.is_finite = functools.lru_cache(maxsize=65536)(self._is_finite)
        self.groups = frozenset(item.group for some in self._first.values() for item, _ in some)

    def _begins(self, low: str) -> tuple[tuple[Item, Form], ...]:
        """The phrases that a word may begin, the longest first, with the form of that word."""
        found = []
        for length in range(min(len(low), self._longest), 0, -1):
            for item, mark in self._first.get(low[:length], ()):
                form = self._form(low[length:], mark)
                if form is not None:
                    found.append((item, form))
        return tuple(sorted(found, key=lambda one: -len(one[0].parts)))

    def _may_begin(self, low: str, following: str) -> tuple[tuple[Item, Form], ...]:
        """As `begins`, without phrases whose second word cannot stand where `following` are the next letters."""
        return tuple(
            (item, form)
            for item, form in self.begins(low)
            if len(item.parts) == 1 or item.parts[1][1] in OPEN or following.startswith(item.parts[1][0][:LETTERS])
        )

    def fits(self, low: str, part: tuple[str, str]) -> Form | None:
        """The form of a word where it is a word of a phrase; None where it is not."""
        stem, mark = part
        if mark == SET:
            forms = (self.fits(low, one) for one in self._sets[stem])
            return next((form for form in forms if form is not None), None)
        return self._form(low[len(stem) :], mark) if low.startswith(stem) else None

    def _form(self, ending: str, mark: str) -> Form | None:
        if not mark:
            return None if ending else _PLAIN
        match = self._endings[mark].fullmatch(ending.lstrip("'’") if ending else "")
        if match is None:
            return None
        groups = match.groupdict() if mark == "~" else {}
        told = {name for name, value in groups.items() if value is not None}
        is_negative = bool(told & {"negative", "without"})
        is_unreal = bool(told & {"unreal", "future"})
        before, who, that, either, single = (name in told for name in ("before", "who", "that", "either", "single"))
        return Form(is_negative, before, who, that, either, is_unreal, single)

    def _base(self, low: str, case: str) -> str | None:
        """A word in a case without the ending of that case; None where it has no such ending.

        An apostrophe sets off the ending of a name where a language writes one so.
        """
        for ending, instead in self._cases.get(case, ()):
            match = ending.search(low)
            if match is not None and match.start() > 0:
                return low[: match.start()] + match.expand(instead)
        return None

    def _bases(self, low: str, case: str, *, is_adjective: bool = False) -> tuple[str, ...]:
        """All base forms that a word in a case may have, the likeliest first; an ending "" must give a known word."""
        found: list[str] = []
        for ending, instead in (self._adjectives if is_adjective else self._cases).get(case, ()):
            match = ending.search(low)
            if match is None or match.start() == 0:
                continue
            base = low[: match.start()] + (match.expand(instead) if "\\" in instead else instead)
            if base not in found and (match.group() or base in self.known):
                found.append(base)
        return tuple(found)

    def unfolded(self, base: str, text: str) -> str:
        """Folded letters in the alphabet of `text`: Azerbaijani has two."""
        if not any("а" <= letter <= "ӿ" for letter in text.lower()):
            return base
        return "".join(self._alphabet.get(letter, letter) for letter in base)

    def _is_finite(self, low: str) -> bool:
        """Whether a word ends as a finite verb does."""
        return self.finite.search(low) is not None and low not in self.not_finite

    def folded(self, text: str) -> str:
        """A text in the letters of the word lists, one letter for one letter."""
        text = fold(text, self.code)
        for one, other in self.words.letters.items():
            text = text.replace(one, other)
        return text

    def has_case(self, low: str, *cases: str) -> bool:
        """Whether a word may stand in any of the cases."""
        return any(self.base(low, case) is not None for case in cases)


_PLAIN = Form()


@functools.cache
def lexicon(language: str | None) -> Lexicon | None:
    """The words of `language` (BCP 47; region and script are ignored), None where there is no such data."""
    code = (language or "").split("-")[0].lower()
    if code not in languages("statements"):
        return None
    acts = load(code, "acts", ActWords) if code in languages("acts") else None
    return Lexicon(code, load(code, "statements", StatementWords), acts)


def _compiled(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Endings as expressions that match at the end of a word."""
    return tuple((re.compile(rf"(?:{end})\Z"), instead) for end, instead in pairs)


def _items(words: StatementWords, letters: dict[int, str]) -> Iterator[Item]:
    for kind, group in words.predicates.items():
        for role in ("undergo", "act", "noun", "people", "toll", "place"):
            for phrase in getattr(group, role):
                yield Item("predicate", kind, role, _parts(phrase.translate(letters)))
    for name, nouns in words.populations.items():
        for phrase in nouns:
            yield Item("population", name, "", _parts(phrase.translate(letters)))
    for cue, phrases in words.cues.items():
        for phrase in phrases:
            yield Item(cue, phrase, "", _parts(phrase.translate(letters)))


def _act_items(acts: ActWords, letters: dict[int, str]) -> Iterator[Item]:
    for group, name, phrase in acts.phrases():
        yield Item(group, name, "", _parts(phrase.translate(letters)))


def _varied(
    parts: tuple[tuple[str, str], ...], variants: Sequence[tuple[re.Pattern[str], str]]
) -> Iterator[tuple[tuple[str, str], ...]]:
    """The words of a phrase, and again with each stem that its verbs have in other forms: "et", "ed"."""
    yield parts
    for end, instead in variants:
        changed = tuple((end.sub(instead, stem) if mark == "~" else stem, mark) for stem, mark in parts)
        if changed != parts:
            yield changed


def _parts(phrase: str) -> tuple[tuple[str, str], ...]:
    """The words of a phrase as stem and mark."""
    return tuple(_part(word) for word in phrase.split())


def _part(word: str) -> tuple[str, str]:
    if word in GAPS:
        return "", word
    if word[0] == SET:
        return word[1:], SET
    return (word[:-1], word[-1]) if word[-1] in "~*+" else (word, "")


def _turned(parts: tuple[tuple[str, str], ...]) -> Iterator[tuple[tuple[str, str], ...]]:
    """A phrase, and with its two sides changed where it may stand in either order."""
    yield parts
    if EITHER in parts:
        at = parts.index(EITHER)
        yield (*parts[at + 1 :], EITHER, *parts[:at])
