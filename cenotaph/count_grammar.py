"""The words by which a language writes numbers: `lang/<code>/numbers.toml`, put into tables once.

All words are for folded text (`cenotaph.folding`). A phrase may end its words in `*` (any letters follow),
and `{name}` in a word stands for each of the endings that `[sets]` gives under that name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from cenotaph.count_phrases import Phrases, split
from cenotaph.lang import languages, load
from cenotaph.record import Qualifier

NumberType = Literal[
    "cardinal",  # counts people or things
    "vague",  # several, many: no value
    "fraction",
    "decimal",
    "ordinal",
    "age",
    "date",
    "time",
    "duration",
    "money",
    "percent",
    "measure",
    "degree",
    "frequency",
    "model",
    "reference",
    "score",
    "vote",
    "phone",
    "list_item",
]


class Context(Struct, frozen=True, forbid_unknown_fields=True):
    """Neighbouring words that tell the type of a number; `{months}` stands for every month."""

    type: NumberType
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    between: tuple[str, ...] = ()  # words that may stand between these and the number: "article no. 5"


class NumberWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/numbers.toml` holds; a language gives what it has."""

    articles: tuple[str, ...] = ()  # "a", "one": may not be meant as a number
    joins: tuple[str, ...] = ()  # "two hundred and six"
    lists: tuple[str, ...] = ()  # "articles 3, 4 and 5"
    compound_from: int = 20  # the least number that a unit joins: twenty-one, on beş
    hyphenated: bool = False  # "twenty-one" is one number; elsewhere a hyphen parts two
    juxtaposed: bool = False  # "beş altı kişi": two numbers side by side are from one to the other
    closed: bool = False  # "onbeş": tens and units, units and hundreds may be written as one word
    dotted_ordinals: bool = False  # "3. madde" is the third
    digit_scales: dict[str, int] = {}  # behind digits only: 20k, 20-тысячная
    inverted_scales: tuple[str, ...] = ()  # scales that stand in front where it is about so many: "сотни две"
    abbreviations: tuple[str, ...] = ()  # scales written with a full stop: "тыс."
    half: str = ""
    halves: dict[str, float] = {}  # in front of a scale: "полтора миллиона"
    and_half: tuple[str, ...] = ()  # between a number and its scale: "two and a half million"
    decimal: str = "."
    none: tuple[str, ...] = ()
    none_who: tuple[str, ...] = ()  # behind such a word `none` is a subject, not a number: "nobody knows"
    none_who_within: int = 1  # words behind `none` among which `none_who` is looked for
    single: tuple[str, ...] = ()  # in front of one, which a verb that denies makes nobody: "tek bir kişi ölmedi"
    even: tuple[str, ...] = ()  # behind the noun of one, to the same end: "bir kişi bile ölmedi"
    denials: tuple[str, ...] = ()  # within a verb that denies: ölmedi
    denial_words: tuple[str, ...] = ()  # alone: yok
    vague: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    no_behind: tuple[str, ...] = ()  # behind a word for people: "ölən yoxdur"
    several: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    behind_conjunction: tuple[str, ...] = ()
    clock_before: tuple[str, ...] = ()
    clock_after: tuple[str, ...] = ()
    additional: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    ordinal_suffixes: tuple[str, ...] = ()
    decade_suffixes: tuple[str, ...] = ()  # 1990s
    ordinals: tuple[str, ...] = ()
    fractions: tuple[str, ...] = ()  # behind a number: two thirds
    unit_fractions: tuple[str, ...] = ()  # behind one or an article only: a third, but not "two third-year students"
    shares: tuple[str, ...] = ()  # alone: a half of them
    digit_endings: tuple[str, ...] = ()  # of case, behind digits only: 5-ти
    endings: tuple[str, ...] = ()  # of case and possession, behind number words and digits
    from_endings: tuple[str, ...] = ()  # those of the ablative: 83-dən
    to_endings: tuple[str, ...] = ()  # those of the dative: 131-ə
    limit_endings: tuple[str, ...] = ()  # those of a limit, at most so many: 100-dək, 500 nəfərədək
    front_vowels: str = ""  # an ending takes the kind of its first vowel from the last one of the word
    back_vowels: str = ""
    object_endings: tuple[str, ...] = ()  # those of the accusative: 100-ü keçib
    owner_endings: tuple[str, ...] = ()  # those of the genitive: 100-ün üzərində
    fraction_endings: tuple[str, ...] = ()  # those of the locative: üçdə biri
    not_numbers: tuple[str, ...] = ()  # what an ending makes another word of, unless a bound stands behind
    change: tuple[str, ...] = ()
    change_behind: tuple[str, ...] = ()  # 83-dən 131-ə yüksəlib
    change_adverbs: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    month_unless: dict[str, tuple[str, ...]] = {}  # no month in front of these: "20 may have died"
    year_cues: tuple[str, ...] = ()
    surely_year: tuple[str, ...] = ()  # in 1990 on 4 December: a year although a day stands behind
    on: tuple[str, ...] = ()  # 2100 on 4 December: no year
    people: tuple[str, ...] = ()
    people_verbs: tuple[str, ...] = ()
    additional_behind: tuple[str, ...] = ()  # behind the number or its noun: "20 kişi daha", "20 more"
    contrasts: tuple[str, ...] = ()  # "at least 20 but no more than 30"
    comparing: tuple[str, ...] = ()  # behind which "more" adds nothing: "20 more than"
    streets: tuple[str, ...] = ()  # behind a number and a name: "12 Tarn Road"
    street_cues: tuple[str, ...] = ()  # in front of a name, a comma and a number: "ул. Озмарская, 12"
    year_words: tuple[str, ...] = ()  # behind what is no year they tell how long: "5 il", but "1990 il"
    inverted: tuple[str, ...] = ()  # nouns that stand in front of a number where it is about so many
    inverted_ages: tuple[str, ...] = ()  # in front of an age: "мужчина лет сорока"
    sets: dict[str, tuple[str, ...]] = {}
    cardinals: dict[str, int] = {}
    scales: dict[str, int] = {}
    plurals: dict[str, tuple[int, int]] = {}
    phrases: dict[str, int] = {}
    about_phrases: dict[str, int] = {}  # about so many: "сотня-другая"
    people_phrases: dict[str, int] = {}  # numbers only where people stand behind: "a score of men"
    before: dict[Qualifier, tuple[str, ...]] = {}
    genitive_bounds: tuple[str, ...] = ()  # behind which "тысячи" is one thousand
    after: dict[Qualifier, tuple[str, ...]] = {}
    after_from: dict[Qualifier, tuple[str, ...]] = {}  # behind an ablative: 130-dan çox, 130 nəfərdən çox
    after_to: dict[Qualifier, tuple[str, ...]] = {}  # behind a dative: 200-ə yaxın, 200 nəfərə yaxın
    after_object: dict[Qualifier, tuple[str, ...]] = {}  # behind an accusative: 100-ü keçib, 100 nəfəri keçib
    after_owner: dict[Qualifier, tuple[str, ...]] = {}  # behind a genitive: 150 kişinin üzerinde
    after_noun: dict[Qualifier, tuple[str, ...]] = {}  # behind the number's noun: 131 человек и более
    ranges: dict[str, tuple[str, ...]] = {}
    contexts: tuple[Context, ...] = ()


Fixed = tuple[
    Literal["none", "no", "plural", "phrase", "about", "people", "ordinal", "vague", "share"], tuple[int, int]
]
"""What a phrase that is no plain number is, and its value from low to high where it has one."""


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longest first, any white space or hyphen between words of a phrase."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return (
        "|".join(re.escape(word).replace(r"\ ", r"[\s-]+").replace(r"\*", r"[^\W\d_]*") for word in ordered) or "(?!)"
    )


def _flat(table: Mapping[Qualifier, Iterable[str]]) -> Iterator[tuple[str, Qualifier]]:
    return ((phrase, qualifier) for qualifier, phrases in table.items() for phrase in phrases)


class Grammar:
    """The tables of one language, made once."""

    def __init__(self, words: NumberWords) -> None:
        self.words = words
        self.scales, self.endings = dict(words.scales), frozenset(words.endings + words.digit_endings)
        self.values: dict[str, int] = {}
        self.ending_of: dict[str, str] = {}
        self._inflect()
        self.excluded = frozenset(words.not_numbers)
        self.ordinals = Phrases((word, True) for word in self._expanded(words.ordinals))
        self.fixed: Phrases[Fixed] = Phrases(self._fixed())
        self.several = Phrases((word, True) for word in words.several)
        self.unit_fractions = frozenset(words.unit_fractions)
        self.fractions = Phrases((word, True) for word in words.fractions)
        self.plural_of = {low: (low, high) for low, high in words.plurals.values()}
        self.behind_units = self.ordinals.first_words | self.fractions.first_words | self.unit_fractions
        if words.fraction_endings:
            self.behind_units |= self.values.keys()
        self.articles = frozenset(words.articles)
        self.links = frozenset(word for name in ("from", "to", "till") for word in words.ranges.get(name, ()))
        self.joins = frozenset(words.joins)
        self.triggers = self._triggers()
        self.triggers_articles = self.triggers | self.articles
        self._compile_neighbours()
        self._compile_dates()

    def _expanded(self, words: Iterable[str]) -> Iterator[str]:
        """Each word, or one for each ending of the set that it names: "перв{adjective}"."""
        for word in words:
            stem, _, name = word.partition("{")
            yield from (stem + ending for ending in self.words.sets[name.rstrip("}")]) if name else (word,)

    def _inflect(self) -> None:
        """Values of all number words, of what they are with an ending, and of those written as one."""
        words = self.words
        plain = {**words.cardinals, **words.scales}
        if words.closed:
            tens = {word: value for word, value in plain.items() if value in range(10, 100, 10)}
            units = {word: value for word, value in plain.items() if 0 < value < 10}
            hundreds = {word: value for word, value in plain.items() if value == 100}
            plain |= {ten + unit: tens[ten] + units[unit] for ten in tens for unit in units}
            plain |= {unit + word: units[unit] * value for unit in units for word, value in hundreds.items()}
        for word, value in plain.items():
            self.values[word] = value
            for ending in words.endings:
                inflected = word + ending
                if inflected not in plain and self._agrees(word, ending):
                    self.values[inflected] = value
                    self.ending_of[inflected] = ending
                    if word in words.scales:
                        self.scales[inflected] = value

    def _agrees(self, word: str, ending: str) -> bool:
        """Whether an ending may follow a word: both have front vowels or both back ones ("binə" is no "bina")."""
        front, back = self.words.front_vowels, self.words.back_vowels
        last = next((letter for letter in reversed(word) if letter in front + back), "")
        first = next((letter for letter in ending if letter in front + back), "")
        return not last or not first or (last in front) == (first in front)

    def _fixed(self) -> Iterator[tuple[str, Fixed]]:
        words = self.words
        yield from ((word, ("vague", (0, 0))) for word in words.vague)
        yield from ((word, ("share", (0, 0))) for word in words.shares)
        yield from ((word, ("ordinal", (0, 0))) for word in self._expanded(words.ordinals))
        yield from ((word, ("plural", (low, high))) for word, (low, high) in words.plurals.items())
        yield from ((word, ("phrase", (value, value))) for word, value in words.phrases.items())
        yield from ((word, ("about", (value, value))) for word, value in words.about_phrases.items())
        yield from ((word, ("people", (value, value))) for word, value in words.people_phrases.items())
        yield from ((word, ("no", (0, 0))) for word in (*words.no, *words.no_behind))
        yield from ((word, ("none", (0, 0))) for word in words.none)

    def _triggers(self) -> frozenset[str]:
        """The first words of all expressions, to pass quickly over a text; some are one alone, others with a second."""
        words = self.words
        fixed = [phrase for phrase, _ in self._fixed()]
        phrases = [split(phrase) for phrase in (*fixed, *words.several, *words.halves, words.half) if phrase]
        self.openers = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
        self.alone = frozenset(self.values.keys() | self.openers)
        self.seconds: dict[str, set[str]] = {word: set(self.scales) for word in words.articles}
        for phrase in phrases:
            if len(phrase) > 1:
                self.seconds.setdefault(phrase[0], set()).add(phrase[1])
        return frozenset(self.alone | {phrase[0] for phrase in phrases})

    def _compile_neighbours(self) -> None:
        words = self.words
        self.before = Phrases(_flat(words.before), backwards=True)
        self.after = Phrases(_flat(words.after))
        self.after_from, self.after_to = Phrases(_flat(words.after_from)), Phrases(_flat(words.after_to))
        self.after_object = Phrases(_flat(words.after_object))
        self.after_owner = Phrases(_flat(words.after_owner))
        self.after_noun = Phrases(_flat(words.after_noun))
        bounds = (words.after_noun, words.after_from, words.after_to, words.after_object, words.after_owner)
        firsts = {split(phrase)[0] for table in bounds for phrase, _ in _flat(table)}
        self.behind_nouns = Phrases((word, True) for word in firsts)
        self.additional_behind = Phrases((word, True) for word in words.additional_behind)
        self.additional = Phrases(((word, True) for word in words.additional), backwards=True)
        self.people = Phrases((word, True) for word in words.people)
        self.people_verbs = frozenset(words.people_verbs)
        self.inverted, self.inverted_ages = frozenset(words.inverted), frozenset(words.inverted_ages)
        self.joining = frozenset(words.lists + words.contrasts)
        self.comparing = frozenset(words.comparing)
        self.streets, self.year_words = frozenset(words.streets), frozenset(words.year_words)
        self.has_denied = bool(words.single or words.even)
        self.single = Phrases(((word, True) for word in words.single), backwards=True)
        self.even = Phrases((word, True) for word in words.even)
        self.none_who = Phrases((word, True) for word in words.none_who)
        self.behind_conjunction = frozenset(words.behind_conjunction)
        self.change = Phrases((word, True) for word in words.change)
        self.change_behind = Phrases((word, True) for word in words.change_behind)
        self.clock_before = Phrases(((word, True) for word in words.clock_before), backwards=True)
        self.clock_after = Phrases((word, True) for word in words.clock_after)
        self.and_half = Phrases((word, True) for word in words.and_half)
        self.halves = Phrases(words.halves.items())
        ranges = {name: words.ranges.get(name, ()) for name in RANGE_WORDS}
        self.ranges = {name: frozenset(found) for name, found in ranges.items()}
        self.between = Phrases(((word, True) for word in ranges["between"]), backwards=True)
        self.around = Phrases((word, True) for word in ranges["around"])
        self.ratio = Phrases((word, True) for word in ranges["ratio"])
        self.context_before = Phrases(self._contexts("before"), backwards=True)
        self.context_after = Phrases(self._contexts("after"))
        self.passed_before = frozenset(word for context in words.contexts if context.before for word in context.between)
        self.passed_after = frozenset(word for context in words.contexts if context.after for word in context.between)

    def _contexts(self, side: Literal["before", "after"]) -> Iterator[tuple[str, Context]]:
        for context in self.words.contexts:
            for phrase in getattr(context, side):
                if phrase == "{months}":
                    yield from ((month, context) for month in self.words.months)
                else:
                    yield phrase, context

    def _compile_dates(self) -> None:
        """Patterns that only bare years and listed days are held against."""
        words = self.words
        months = _alternatives(words.months)
        self.months = Phrases((month, True) for month in words.months)
        self.year_cue = re.compile(
            rf"\b(?:{_alternatives(words.year_cues)})[\s-]+$|\b(?:{months})\.?\s+\d{{1,2}},?\s+$"
        )
        self.listed = re.compile(rf"\s*(?:,|\b(?:{_alternatives(words.lists)})\b)\s*")
        day = rf"\d{{1,2}}(?:{_alternatives(words.ordinal_suffixes)})?"
        of = rf"(?:(?:{_alternatives(words.of)})\s+)?"
        self.day_and_month = re.compile(rf"\b{day}\s+{of}(?:{months})\.?,?\s+$")
        self.day_behind = re.compile(
            rf"\s+(?:{_alternatives(words.on)})\s+(?:{day}\s+{of}(?:{months})\b|(?:{months})\.?\s+\d)"
        )
        self.surely_year = re.compile(rf"\b(?:{_alternatives(words.surely_year)})\s+$")
        self.street_before = re.compile(rf"\b(?:{_alternatives(words.street_cues)})\.?\s+[\w-]+(?:\s[\w-]+)?,\s$")
        self.ordinal_suffixes = frozenset(words.ordinal_suffixes)
        self.decade_suffixes = frozenset(words.decade_suffixes)

    def bound(self, behind: list[str], ending: str, is_noun: bool = False) -> tuple[int, Qualifier] | None:
        """The bound that stands behind a number, or its noun, with this ending, and of how many words it is."""
        found = self.after_from.find(behind) if ending.endswith(self.words.from_endings) else None
        if found is None and ending.endswith(self.words.to_endings):
            found = self.after_to.find(behind)
        if found is None and ending.endswith(self.words.limit_endings):
            return 0, "at_most"
        if found is None and not is_noun and ending in self.words.object_endings:
            found = self.after_object.find(behind)
        if found is None and ending.endswith(self.words.owner_endings):
            found = self.after_owner.find(behind)
        if found is None:
            found = self.after_noun.find(behind) if is_noun else self.after.find(behind)
        return found

    def context(self, behind: list[str]) -> NumberType | None:
        """The type that the words behind a number give it: "13 years old", "20 January"."""
        found = self._context_of(behind, self.context_after, self.passed_after)
        if found is None and behind and "'" in behind[0]:  # "120 mm'lik"
            found = self._context_of([behind[0].partition("'")[0], *behind[1:]], self.context_after, self.passed_after)
        if found == "date" and len(behind) > 1 and behind[1] in self.words.month_unless.get(behind[0], ()):
            return None
        return found

    def context_in_front(self, front: list[str]) -> NumberType | None:
        """The type that the words in front of a number, the nearest first, give it: "aged 13", "article 5"."""
        return self._context_of(front, self.context_before, self.passed_before)

    def _context_of(self, near: list[str], contexts: Phrases[Context], passed: frozenset[str]) -> NumberType | None:
        if not near:
            return None
        found = contexts.find(near)
        if found is not None:
            return found[1].type
        if near[0] not in passed:
            return None  # so most end
        for at in range(1, min(len(near), _PASSED + 1)):
            found = contexts.find(near[at:])
            if found is not None and all(word in found[1].between for word in near[:at]):
                return found[1].type
            if near[at] not in passed:
                return None
        return None

    def counts_people(self, behind: list[str]) -> bool:
        """Whether the words behind a number are people, or say what people do."""
        if not behind:
            return False
        if behind[0] in self.people or behind[0] in self.people_verbs:
            return True
        return len(behind) > 1 and not behind[0].isdigit() and behind[1] in self.people


_PASSED = 2  # words that may stand between a number and what tells its type
RANGE_WORDS = ("from", "between", "around", "to", "till", "and", "with", "ratio", "every")
"""Words of ranges: from 83, between 20 and 30, 20 ilə 30 arasında, 20 to 30, от 20 до 30, one in every three."""


@functools.cache
def grammar_of(language: str | None) -> Grammar:
    """The grammar of a language (BCP 47); for one without data, digits only and no words at all."""
    known = languages("numbers")
    code = (language or "").lower()
    code = code if code in known else code.partition("-")[0]
    return Grammar(load(code, "numbers", NumberWords) if code in known else NumberWords())
