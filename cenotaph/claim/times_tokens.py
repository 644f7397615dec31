"""A text as a string of word classes, one character a token, so that orders of words are plain patterns.

"On 20 January 1990" becomes the classes on, day, month, year; a pattern "day of? month comma? year" of
`lang/<code>/times.toml` is a regular expression over them. Most words have no class and stand as one
and the same character, so a long text is searched in one fast pass, in linear time.
"""

from __future__ import annotations

import functools
import itertools
import re
from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from cenotaph.claim.times_forms import Inflection
from cenotaph.count_grammar import NumberWords
from cenotaph.errors import ValueFormatError
from cenotaph.folding import fold
from cenotaph.lang import languages, load


class Pattern(Struct, frozen=True, forbid_unknown_fields=True):
    """An order of word classes and the rule that reads it."""

    rule: str
    match: str


class TimeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/times.toml` holds; a language gives what it has."""

    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    weekday_plurals: dict[str, int] = {}
    seasons: dict[str, str] = {}
    units: dict[str, str] = {}
    unit_plurals: dict[str, str] = {}
    parts: dict[str, str] = {}
    positions: dict[str, str] = {}
    edges: dict[str, str] = {}
    ordinals: dict[str, int] = {}
    decade_words: dict[str, int] = {}
    holidays: dict[str, tuple[int, ...]] = {}  # month and day; month, nth, weekday; days from Easter
    references: dict[str, str] = {}
    deictic: dict[str, int] = {}
    adverb_sets: dict[str, str] = {}
    inflection: Inflection = Inflection()
    day_first: bool = False  # 03/04/1990 is the third of April
    longest_back: int = 366  # days; a bare date that would lie further back than that has an open year
    open_on_anniversaries: bool = False  # so has the date of the document in a text on an anniversary
    dotted_clock: bool = False  # 23.30 may be a clock time
    verbs_last: bool = False  # what is to come is said behind the date
    ordinal_suffixes: tuple[str, ...] = ()
    decade_suffixes: tuple[str, ...] = ()
    not_years_after: tuple[str, ...] = ()  # resolution 1483: no year behind these
    year_cues: tuple[str, ...] = ()  # in 1990: always a year behind these
    surely_year: tuple[str, ...] = ()  # in 1990 people died: a year although people stand behind
    month_cues: tuple[str, ...] = ()  # in May: a month although the name is also a word
    clock_cues: tuple[str, ...] = ()  # at 1835: hours and minutes behind these
    time_cues: tuple[str, ...] = ()  # by this time: an expression of time behind these
    the_time_cues: tuple[str, ...] = ()  # at the time: a time behind these, in histories
    future: tuple[str, ...] = ()  # will: a bare date lies ahead
    future_endings: tuple[str, ...] = ()
    perhaps_future: tuple[str, ...] = ()  # begins: it lies ahead where that is nearer
    planned: tuple[str, ...] = ()  # talks begin: the same, and a weekday lies ahead
    past: tuple[str, ...] = ()  # died: between "will" and the date, it lies back after all
    past_endings: tuple[str, ...] = ()
    past_after: tuple[str, ...] = ()  # be opened: no past
    past_before_future: tuple[str, ...] = ()  # was scheduled for: no future
    not_future_before: tuple[str, ...] = ()  # will have died: no future
    perhaps_behind: tuple[str, ...] = ()  # by 1 May: ahead where that is nearer
    ends_quarters: tuple[str, ...] = ()  # the quarter ended 30 June: of a year, not of a town
    lasted: tuple[str, ...] = ()  # lasted until 1 May: no future
    not_objects: tuple[str, ...] = ()  # the day before there was: no event that it leans on
    metaphors: tuple[str, ...] = ()  # the dawn of freedom: no time
    until: tuple[str, ...] = ()  # until 1 May: the same, and a weekday lies ahead
    now_cues: tuple[str, ...] = ()  # for the year: of the document, in news
    not_now_before: tuple[str, ...] = ()  # for the year that, in the week before: another
    of_news: tuple[str, ...] = ()  # "previously" is marked as a time in news, and not in histories
    of_histories: tuple[str, ...] = ()  # "former", the other way round
    part_clocks: dict[str, str] = {}  # noon: 12:00
    from_on: tuple[str, ...] = ()  # from 1 May on
    moments_of_night: tuple[str, ...] = ()  # midnight on 12 March does not run into the 13th
    plural_endings: tuple[str, ...] = ()  # 1990 passengers: no year
    saying: tuple[str, ...] = ()  # said on Monday: from the document's date
    approximate: tuple[str, ...] = ()  # around 1990: 1990~
    event_endings: tuple[str, ...] = ()  # zəlzələdən iki gün sonra: from an event that ends so
    event_words: tuple[str, ...] = ()  # через два дня после: from what stands behind such a word
    next_from_now: tuple[str, ...] = ()  # next week: from the document's date, not the story's
    stand_behind_dates: tuple[str, ...] = ()  # the 20th was: no noun that the ordinal belongs to
    ambiguous_seasons: tuple[str, ...] = ()  # a season only where words around say so
    names_before_months: tuple[str, ...] = ()  # Black January: the name of an event
    capitalised: tuple[str, ...] = ()  # May and March are months only with a capital
    small_behind: tuple[str, ...] = ()  # classes right behind which they are months in small letters as well
    small_before: tuple[str, ...] = ()  # the same in front of which
    that_is_told: bool = False  # "that day" is a day told before, never the document's
    night_before: bool = False  # "today in the night" is the night that ended today, of what is past
    heads_date: bool = False  # a date alone at the head of a letter dates it
    classes: dict[str, tuple[str, ...]] = {}
    macros: dict[str, str] = {}
    patterns: tuple[Pattern, ...] = ()


class Token(Struct):
    """One word, number or mark, its classes and what each says."""

    start: int
    end: int
    quote: str
    classes: dict[str, Any]
    word: str = ""  # the quote as the language folds it


_VALUED = {
    "months": "month",
    "weekdays": "weekday",
    "weekday_plurals": "weekday_plural",
    "seasons": "season",
    "units": "unit",
    "unit_plurals": "unit_plural",
    "parts": "part",
    "positions": "position",
    "edges": "edge",
    "ordinals": "ordinal_word",
    "decade_words": "decade_word",
    "references": "reference",
    "deictic": "deictic",
    "adverb_sets": "adverb_set",
}
_MARKS = {
    ",": "comma",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "‑": "dash",
    "/": "slash",
    ".": "dot",
    "'": "apostrophe",
    "’": "apostrophe",
    "‘": "apostrophe",
    "(": "opening",
    ")": "closing",
    "\n": "gap",
    ":": "colon",
}
_DIGIT_CLASSES = (
    "day", "yy", "year", "number", "decimal", "dotted", "decade", "ordinal", "iso", "numeric_date", "clock", "other"
)  # fmt: skip

_CARRIERS = frozenset({
    "month", "weekday", "weekday_plural", "season", "unit", "unit_plural", "part", "decade_word", "reference",
    "reference_noun", "deictic", "adverb_set", "anniversary", "christmas", "bc", "ad", "time", "period", "date",
    "quarter", "weekend", "present", "oclock", "am", "pm", "zone", "year", "number", "decade", "ordinal", "iso",
    "numeric_date", "clock", "apostrophe", "half", "season_noun", "suffixed", "dotted",
})  # fmt: skip
"""Classes of which every pattern holds at least one."""


_MANY = 200_000  # tokens remembered at most


class _Known(dict[str, str]):
    """Tokens met before and the character of each: most words of a text are met again and again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __missing__(self, piece: str) -> str:
        letter = self[piece] = self._lexicon.letter_of(piece)
        return letter

    def trimmed(self) -> _Known:
        """The same, emptied where it has grown large."""
        if len(self) > _MANY:
            self.clear()
        return self


class Lexicon:
    """The words and patterns of one language, compiled once."""

    def __init__(self, words: TimeWords, numbers: NumberWords, language: str = "en") -> None:
        self.words = words
        self.language = language
        self.entries = _entries(words, numbers)
        self._letters: dict[tuple[str, ...], str] = {}
        for classes in self.entries.values():
            self.letter(tuple(sorted(classes)))
        for name in (*_DIGIT_CLASSES, *_MARKS.values()):
            self.letter((name,))
        self.word_letters = {word: self.letter(tuple(sorted(c))) for word, c in self.entries.items()}
        cased = self._case(word for word in words.capitalised if word in self.entries)
        self._cased = re.compile(f"[{cased}]" if cased else "(?!)")
        self.mark_letters = {mark: self.letter((name,)) for mark, name in _MARKS.items()}
        self.number_endings = words.inflection.number_endings()
        self._joints = "".join(words.inflection.number_joints)
        self._endings_letters = "".join({*self._joints, *"".join(self.number_endings)})
        for cases in sorted(set(self.number_endings.values())):
            for name in _DIGIT_CLASSES:
                self.letter(_digit_classes(name, cases))
        self.capitalised = frozenset(words.capitalised)
        self.year_cues = frozenset(words.year_cues)
        self.clock_cues = frozenset((*words.clock_cues, *words.time_cues, *words.approximate))
        self.surely_year = frozenset(words.surely_year)
        self.not_years_after = frozenset(words.not_years_after)
        self.people = re.compile("|".join(re.escape(w).replace(r"\*", r"[^\W\d_]*") for w in numbers.people) or "(?!)")
        self.scan = re.compile(self._kinds())
        self._pieces = re.compile(rf"\n[ \t\r]*\n|(?:{self._kinds(is_named=False)}) ?|_+|[^\S\n]+|\n")
        self._known = _Known(self)
        self._compile_outlook()
        self._small_behind = self._letters_of(words.small_behind)
        self._small_before = self._letters_of(words.small_before)
        self.rules = tuple(pattern.rule for pattern in words.patterns)
        alternatives = (f"(?P<r{i}>{self.compile(p.match)})" for i, p in enumerate(words.patterns))
        self.pattern = re.compile("|".join(alternatives))
        carriers = "".join(letter for classes, letter in self._letters.items() if _CARRIERS.intersection(classes))
        self.cluster = re.compile(rf"(?<![^.])[^.{carriers}]*+[{carriers}][^.]*+")

    def _case(self, capitalised: Iterable[str]) -> str:
        """Give the words that are times only with a capital characters of their own, which are returned."""
        own = {word: self.letter((*sorted(self.entries[word]), "cased")) for word in capitalised}
        self.word_letters.update(own)
        return "".join(sorted(set(own.values())))

    def _kinds(self, is_named: bool = True) -> str:
        """The pattern that cuts folded text into tokens, each kind a group of its name; digits take an ending along."""
        words = self.words
        phrases = sorted({word for word in self.entries if " " in word or re.fullmatch(r"[^\W\d_]+\.", word)})
        suffixes = "|".join(sorted(words.ordinal_suffixes, key=len, reverse=True)) or "(?!)"
        decades = "|".join(sorted(words.decade_suffixes, key=len, reverse=True)) or "(?!)"
        joints = "".join(re.escape(joint) for joint in words.inflection.number_joints)
        endings = "|".join(sorted(self.number_endings, key=len, reverse=True))
        ending = rf"(?:{f'[{joints}]?' if joints else ''}(?:{endings})(?![^\W_]))" if endings else "(?!)"
        kinds = (
            (rf"(?P<phrase>\b(?:{_phrases(phrases)})(?![^\W\d_]))|" if phrases else "")
            + r"(?P<word>[^\W\d_](?:\.[^\W\d_])+\b\.?|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)?)"
            rf"|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}(?:{ending}|(?![\d-])))"
            rf"|(?P<numeric_date>\d{{1,2}}(?:\.\d{{1,2}}\.|/\d{{1,2}}/|-\d{{1,2}}-)(?:\d{{4}}|\d{{2}})(?!\d){ending}?)"
            rf"|(?P<clock>\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?![\d:]){ending}?)"
            rf"|(?P<decade>\d{{1,3}}0(?:{decades})\b)"
            rf"|(?P<ordinal>\d{{1,3}}(?:{suffixes})\b)"
            rf"|(?P<decimal>\d+\.\d+{ending}?)"
            rf"|(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+){ending}?)"
            r"|(?P<mark_>[,\-–—‑/.'‘():]|\n(?=[ \t\r]*\n))"
            r"|(?P<other>[^\w\s])"
        )
        return kinds if is_named else re.sub(r"\(\?P<\w+>", "(?:", kinds)

    def fold(self, text: str) -> str:
        """The text as words are looked up in it: folded as the language folds, with one apostrophe of all."""
        return fold(text, self.language).replace("’", "'")

    def _compile_outlook(self) -> None:
        """Patterns for text in lower case that tell whether a sentence speaks of what is to come."""
        words = self.words
        not_behind = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in words.past_before_future)
        ahead = rf"(?!\s+(?:{_any_of(words.not_future_before)})\b)"
        coming = rf"|\b[^\W\d_]{{2,}}(?:{_any_of(words.future_endings)})\b" if words.future_endings else ""
        self.future = re.compile(rf"(?:\b|(?=['’])){not_behind}(?:{_any_of(words.future)})\b{ahead}{coming}")
        self.lasted = re.compile(rf"\b(?:{_any_of(words.lasted)})\b")
        self.planned = re.compile(rf"\b{not_behind}(?:{_any_of(words.planned)})\b{ahead}")
        self.perhaps_future = re.compile(rf"\b{not_behind}(?:{_any_of(words.perhaps_future)})\b{ahead}")
        not_after = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in words.past_after)
        endings = rf"[^\W\d_]{{2,}}(?:{_any_of(words.past_endings)})"
        self.past = re.compile(rf"\b(?:{_any_of(words.past)})\b|\b{not_after}{endings}\b")
        weekdays = _any_of(word for word, classes in self.entries.items() if "weekday" in classes)
        away = _any_of(word for word, classes in self.entries.items() if classes.get("deictic"))
        self.near = re.compile(
            rf"\b(?:{away})\b|\b(?:{weekdays})\b(?!,?\s+(?:\d|[^\W\d_]+\.?\s+\d))"
        )  # days counted from the document's: a weekday without its date
        months, on, of = (
            _any_of(group) for group in (words.months, words.classes.get("on", ()), words.classes.get("of", ()))
        )
        day = rf"\d{{1,2}}(?:{_any_of(words.ordinal_suffixes)})?\s+(?:(?:{of})\s+)?(?:{months})\b"
        self.day_behind = re.compile(
            rf"\s+(?:{on})\s+(?:[^\W\d_]{{1,3}}\s+)?(?:{day}|(?:{months})\b\.?\s+\d)", re.IGNORECASE
        )

    def matches(self, letters: str) -> Iterator[re.Match[str]]:
        """Every match of a pattern; runs of words that carry no time ("of the") are passed over at once."""
        for cluster in self.cluster.finditer(letters):
            yield from self.pattern.finditer(letters, cluster.start(), cluster.end())

    def letter(self, classes: tuple[str, ...]) -> str:
        """The character that stands for a set of classes."""
        return self._letters.setdefault(classes, chr(0xE000 + len(self._letters)))

    def compile(self, pattern: str) -> str:
        """A pattern over class names as a regular expression over their characters; "month&gen" is both in one."""

        def expand(match: re.Match[str]) -> str:
            name = match[0]
            if name in self.words.macros:
                return "(?:" + self.compile(self.words.macros[name]) + ")"
            wanted = set(name.split("&"))
            letters = [letter for classes, letter in self._letters.items() if wanted.issubset(classes)]
            if not letters:
                what = f"the pattern {pattern!r} names the class {name!r}"
                raise ValueFormatError(what, "no word of the language has it", "add the class to times.toml")
            return "[" + "".join(letters) + "]"

        spaced = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
        return re.sub(r"\s+", "", re.sub(r"[A-Za-z_]+(?:&[A-Za-z_]+)*", expand, spaced))

    def tokens(self, text: str, folded: str) -> tuple[str, array[int]]:
        """The text as one character a token, and where each token starts."""
        pieces = self._pieces.findall(folded)
        known = self._known.trimmed()
        letters = list(map(known.__getitem__, pieces))
        starts = array("L", itertools.compress(itertools.accumulate(map(len, pieces), initial=0), letters))
        return self._without_verbs(text, "".join(letters), starts), starts

    def _without_verbs(self, text: str, letters: str, starts: array[int]) -> str:
        """The letters without those of words that are months only with a capital: "may", "march"."""
        small = [m.start() for m in self._cased.finditer(letters) if text[starts[m.start()]].islower()]
        if not small:
            return letters
        changed = list(letters)
        for index in small:
            if not (
                letters[index - 1 : index] in self._small_behind or letters[index + 1 : index + 2] in self._small_before
            ):
                changed[index] = "."
        return "".join(changed)

    def _letters_of(self, names: Iterable[str]) -> frozenset[str]:
        """The characters of all sets of classes that hold one of some names."""
        wanted = set(names)
        return frozenset(letter for classes, letter in self._letters.items() if wanted.intersection(classes))

    def letter_of(self, piece: str) -> str:
        """The character of one token with the space behind it; none for mere space."""
        match = self.scan.match(piece)
        if match is None or piece[0] == "\n":
            return self.mark_letters["\n"] if piece.count("\n") > 1 else ""
        token = piece[:-1] if piece[-1] == " " and len(piece) > 1 else piece
        kind = match.lastgroup or "other"
        if kind == "word":
            return self.word_letters.get(token, ".")
        if kind == "mark_":
            return self.mark_letters[token]
        if kind == "phrase":
            return self.word_letters[" ".join(token.split())]
        return "." if kind == "other" else self._digit_letter(token, kind)

    def _digit_letter(self, quote: str, kind: str) -> str:
        core, cases = self._without_ending(quote, kind)
        return self._letters[_digit_classes(self._digit_class(core, kind), cases)]

    def _without_ending(self, quote: str, kind: str) -> tuple[str, tuple[str, ...]]:
        """Digits without their ending, and the cases of that: 1990, ("ordinal",) of "1990-cı"."""
        if not self.number_endings or quote[-1].isdigit() or kind in ("decade", "ordinal"):
            return quote, ()
        core = quote.rstrip(self._endings_letters)
        return core, self.number_endings[quote[len(core) :].lstrip(self._joints)]

    def _digit_class(self, core: str, kind: str) -> str:
        if kind == "decimal" and self.words.dotted_clock and re.fullmatch(r"(?:[01]?\d|2[0-3])\.[0-5]\d", core):
            return "dotted"
        return _digit_class(core, kind)

    def read(self, text: str, folded: str, start: int) -> Token:
        """The token that starts at a place, with the values of its classes."""
        match = self.scan.match(folded, start)
        end = match.end() if match else start
        kind = (match.lastgroup if match else None) or "other"
        quote, word = text[start:end], folded[start:end]
        if kind in ("word", "phrase"):
            word = " ".join(word.split())
            return Token(start, end, quote, self.entries.get(word, {}), word)
        if kind == "mark_":
            return Token(start, end, quote, {_MARKS[word]: quote}, word)
        core, cases = self._without_ending(word, kind)
        name = self._digit_class(core, kind)
        digits = re.sub(r"\D", "", core)
        value: Any = int(digits) if name in ("day", "yy", "year", "number", "ordinal", "decade") else core
        classes = {name: value, **dict.fromkeys(_digit_classes(name, cases)[1:], "")}
        return Token(start, end, quote, {case: given or value for case, given in classes.items()}, word)


def _phrases(phrases: Iterable[str]) -> str:
    """A pattern for any of some phrases, one branch for each first word, for few of them begin at a place."""
    rests: dict[str, list[str]] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        rests.setdefault(first, []).append(rest)
    return "|".join(
        re.escape(first) + (rf"\s+(?:{_any_of(behind)})" if all(behind) else "")
        for first, behind in sorted(rests.items())
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words or phrases."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or r"(?!)"


_LONGEST = 12  # digits; a longer run is no year, day or count, and may be too long to read as a number at all


def _digit_class(quote: str, kind: str) -> str:
    if len(quote) > _LONGEST and kind in ("number", "decimal", "dotted"):
        return "other"
    if kind != "number":
        return kind
    if not quote.isdigit():
        return "number"
    if len(quote) == 4 and quote[0] == "0" and quote[2] < "6":
        return "clock"
    if len(quote) <= 2:
        return "day" if 1 <= int(quote) <= 31 else "yy"
    return "year" if len(quote) == 4 and 1000 <= int(quote) <= 2100 else "number"


def _digit_classes(name: str, cases: tuple[str, ...]) -> tuple[str, ...]:
    """The classes of digits with an ending; only whole numbers are ordinals."""
    if not cases:
        return (name,)
    is_whole = name in ("day", "yy", "year", "number")
    return (name, *sorted({*(case for case in cases if is_whole or case != "ordinal"), "suffixed"}))


def _entries(words: TimeWords, numbers: NumberWords) -> dict[str, dict[str, Any]]:
    """Every form of every word with its classes and their values."""
    entries: dict[str, dict[str, Any]] = {}

    def enter(listed: str, table: str, name: str, value: Any) -> None:
        for form, cases in words.inflection.forms(listed, table):
            classes = entries.setdefault(form, {})
            classes.setdefault(name, listed.partition("~")[0] if value is None else value)
            classes.update(dict.fromkeys(cases, form))

    for table, name in _VALUED.items():
        for word, value in getattr(words, table).items():
            enter(word, table, name, value)
    for name, members in words.classes.items():
        for word in members:
            enter(word, name, name, None)
    for word, value in {**numbers.cardinals, **numbers.scales}.items():
        enter(word, "numerals", "numeral", value)
    return entries


@functools.cache
def lexicon(language: str | None) -> Lexicon:
    """The lexicon of a language; English where none is named, numeric dates alone where it has no data."""
    known = languages("times")
    code = language or "en"
    code = code if code in known else code.partition("-")[0].lower()
    if code not in known:
        return Lexicon(_DATES_IN_DIGITS, NumberWords(), code)
    numbers = load(code, "numbers", NumberWords) if code in languages("numbers") else NumberWords()
    return Lexicon(load(code, "times", TimeWords), numbers, code)


_DATES_IN_DIGITS = TimeWords(patterns=(Pattern("iso", "iso"), Pattern("numeric", "numeric_date")))
