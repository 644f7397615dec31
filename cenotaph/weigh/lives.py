"""Lives whose events stand in an order that cannot be, D006, and ages that do not fit into them, D004."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.edtf import Bounds, Day, format_day
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.record import Entry, Flag, Link
from cenotaph.weigh.days import YEARS, Mention
from cenotaph.weigh.people import ages_between
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.words import any_of, has_any, may_have, months, number_of, shapes, words

ORDER = ("birth", "wound", "death", "burial")
"""Events of a life, in the order in which they happen."""

BESIDE = 48
"""Code points between the word for an event and its day."""

APART = 90
"""Code points between two events of one life."""


_NAMED = re.compile(
    r"(?<![^\W\d_])(?:(\w+)\s+)?([^\W\d_a-zа-яёəğıöüçş][^\W\d_]+)(?:[ -][^\W\d_a-zа-яёəğıöüçş][^\W\d_]+)*"
)
"""A name of one or more words, with the word in front of it."""

_LIFE_YEARS = re.compile(
    r"(?<![^\W\d_])[^\W\d_]+[ ][^\W\d_]+[ ]\((?P<first>1[5-9]\d\d|20\d\d)[ ]?[-–—][ ]?(?P<second>1[5-9]\d\d|20\d\d)\)"
)
"""Two words, of which names are made, and two years in brackets."""


class Event(Struct, frozen=True):
    """One event of a life with its day, as printed."""

    name: str  # of ORDER
    start: int  # code points, half-open
    end: int
    first: Day
    last: Day
    date: str  # EDTF


def check_lives(entries: Sequence[Entry], links: Sequence[Link]) -> tuple[Flag, ...]:
    """D006 for entries, and persons, whose death lies before their birth; who is missing or alive has none.

    Args:
        entries: of all lists.
        links: which entries are one person; two of them may contradict each other.
    """
    person_of = {link.entry: link.person for link in links}
    together: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.id):
        together[person_of.get(entry.id, entry.id)].append(entry)
    found: list[Flag] = []
    for person in sorted(together):
        dead = [entry for entry in together[person] if entry.fate not in ("missing", "alive")]  # dated by their event
        born = [(bounds, entry) for entry in together[person] if (bounds := edtf.ends(entry.birth)) and bounds[0]]
        died = [(bounds, entry) for entry in dead if (bounds := edtf.ends(entry.date)) and bounds[1]]
        wrong = [(b, d) for (first, b), (last, d) in itertools.product(born, died) if _is_before(last, first)]
        if wrong:
            found.append(_of_entries(*min(wrong, key=lambda pair: (pair[0].id != pair[1].id, pair[0].id, pair[1].id))))
    return tuple(found)


def _is_before(death: Bounds, birth: Bounds) -> bool:
    return death[1] is not None and birth[0] is not None and death[1] < birth[0]


def _of_entries(born: Entry, died: Entry) -> Flag:
    both = list(dict.fromkeys((born, died)))
    return flag(
        "D006",
        spans=[entry.span for entry in both],
        sources=list(dict.fromkeys(entry.source for entry in both)),
        entries=[entry.id for entry in both],
        second="death",
        second_date=died.date or "",
        first="birth",
        first_date=born.birth or "",
    )


def check_printed_lives(printed: Printed) -> Iterator[Flag]:
    """D006 and D004 for what sentences tell of one life: "He was wounded on 9 May ... He died on 7 May"."""
    told = printed.words.life
    before: list[Event] = []
    for number, run in enumerate(printed.runs):
        sentence = printed.folded[slice(*run)]
        is_dated = bool(printed.mentions.within(*run)) and any(has_any(sentence, forms) for forms in told.values())
        events = events_of(printed, run) if is_dated else []
        before = before if before and _goes_on(printed, before[-1], number, events) else []
        lives = _lives(printed, [*before[-1:], *events], len(before[-1:]))
        for first, second in lives:
            yield from _out_of_order(printed, first, second)
        together = [*before, *events] if len(lives) >= len(events) - (not before) else []
        yield from _age_apart(printed, run, together)
        before = together or before
    yield from _spans_of_years(printed)


def _lives(printed: Printed, events: Sequence[Event], carried: int) -> list[tuple[Event, Event]]:
    """Events of one life, one behind the other; `carried` of them are of the sentence before."""
    return [
        (first, second)
        for at, (first, second) in enumerate(itertools.pairwise(events))
        if at < carried or _is_one_life(printed.text.text[first.end : second.start], printed.language)
    ]


def _goes_on(printed: Printed, last: Event, number: int, events: Sequence[Event]) -> bool:
    """Whether a sentence goes on with the life that the one in front of it told of: "He ...", and names nobody else."""
    run, text = printed.runs[number], printed.text.text
    before = printed.runs[number - 1]
    if not before[0] <= last.start < before[1] or "\n" in text[before[1] : run[0]]:
        return False
    end = events[0].start if events else run[1]
    opening = re.compile(rf"[^\w]*{any_of(printed.words.pronouns)}(?!\w)").match(printed.folded, run[0], run[1])
    if opening is None and end > run[0]:
        return False
    rest = text[last.end : before[1]], text[opening.end() if opening else end : end]
    return all(_is_one_life(part, printed.language) for part in rest)


def _out_of_order(printed: Printed, first: Event, second: Event) -> Iterator[Flag]:
    earlier, later = sorted((first, second), key=lambda event: ORDER.index(event.name))
    if earlier.name != later.name and later.last < earlier.first:
        spans = [printed.span(event.start, event.end) for event in (first, second)]
        names = {"second": later.name, "first": earlier.name}
        dates = {"second_date": later.date, "first_date": earlier.date}
        yield flag("D006", spans=spans, sources=(printed.text.source,), **names, **dates)


def _age_apart(printed: Printed, run: Run, events: Sequence[Event]) -> Iterator[Flag]:
    """D004 for the age at a death of which the birth is told too."""
    births, deaths = ([event for event in events if event.name == name] for name in ("birth", "death"))
    if len(births) != 1 or len(deaths) != 1 or not may_have(printed.folded[slice(*run)], printed.language, "ages"):
        return
    birth, death = births[0], deaths[0]
    possible = ages_between((birth.first, birth.last), (death.first, death.last))
    for pattern in shapes(printed.language, "ages", ""):
        for match in pattern.finditer(printed.folded, *run):
            age = number_of(match["number"], printed.language)
            if possible is None or age is None or possible[0] <= age <= possible[1]:
                continue
            if _is_age_at(printed, run, match.span(), death):
                spans = [printed.span(*place) for place in ((birth.start, birth.end), (death.start, death.end))]
                yield flag(
                    "D004",
                    spans=[*spans, printed.span(*match.span())],
                    sources=(printed.text.source,),
                    age=age,
                    birth=birth.date,
                    death=death.date,
                    actual=" or ".join(dict.fromkeys(map(str, possible))),
                )


def _is_age_at(printed: Printed, run: Run, age: Run, death: Event) -> bool:
    """Whether an age is that at a death: both in one clause that names nobody else, or the words say so."""
    if not run[0] <= death.start < run[1]:
        return has_any(printed.folded[slice(*run)], printed.words.at_death)
    between = printed.text.text[min(age[1], death.end) : max(age[0], death.start)]
    front = printed.folded[run[0] : min(age[0], death.start)]
    is_others = has_any(fold(between, printed.language) + " " + front, printed.words.possessives)
    # A part of the sentence that tells an age goes on with the same person: "he was killed; he was 39".
    return not is_others and _is_one_life(between.replace(";", ","), printed.language)


def _spans_of_years(printed: Printed) -> Iterator[Flag]:
    """D006 for the years of a life behind a name that run backwards: "Nadia Placeholder (1990-1961)"."""
    for match in _LIFE_YEARS.finditer(printed.text.text) if YEARS.search(printed.text.text) else ():
        if int(match["second"]) < int(match["first"]):
            span, names = printed.span(*match.span()), {"second": "death", "first": "birth"}
            dates = {"second_date": match["second"], "first_date": match["first"]}
            yield flag("D006", spans=(span,), sources=(span.source,), **names, **dates)


def events_of(printed: Printed, run: Run) -> list[Event]:
    """The events that a sentence dates, each by the date behind its word or the one in front of it."""
    text, forms = printed.folded, printed.words.life
    inside = [day for day in printed.mentions.within(*run) if day.end <= run[1]]
    named = [
        (run[0] + match.start(), run[0] + match.end(), name)
        for name in ORDER
        for match in re.finditer(rf"(?<!\w){any_of(forms.get(name, ()))}(?!\w)", text[slice(*run)])
    ]
    found = []
    taken: set[int] = set()
    for start, end, name in sorted(named):
        behind = [day for day in inside if 0 <= day.start - end <= BESIDE and _is_plain(text[end : day.start], printed)]
        before = [day for day in inside if 0 <= start - day.end <= BESIDE and _is_plain(text[day.end : start], printed)]
        near = (*before, *behind) if printed.words.verb_last else (*behind, *before)
        day = next((day for day in near if day.start not in taken), None)
        if day is not None:
            taken.add(day.start)
            found.append(Event(name, min(start, day.start), max(end, day.end), day.first, day.last, _date(day)))
    return sorted(found, key=lambda event: event.start)


def _date(printed: Mention) -> str:
    """A day, a month or a year as EDTF; of a period its first and last day."""
    first, last = format_day(printed.first), format_day(printed.last)
    if first == last:
        return first
    if first[:4] == last[:4] and (first[5:], last[5:]) == ("01-01", "12-31"):
        return first[:4]
    return (
        first[:7] if first[:7] == last[:7] and first.endswith("-01") and not printed.to_the_day else f"{first}/{last}"
    )


def _is_plain(between: str, printed: Printed) -> bool:
    """Whether nothing stands between a word and its day that could part them; an age does not."""
    if may_have(between, printed.language, "ages"):
        for pattern in shapes(printed.language, "ages", ""):
            between, found = pattern.subn(" ", between)
            between = between.strip(" ,") if found else between
    return re.search(r"[.,;:()]|\d", between) is None


def _is_one_life(between: str, language: str) -> bool:
    """Whether no other person can come in between two events: no name, no new sentence part of its own."""
    if len(between) > APART or ";" in between:
        return False
    known = words(language)
    return all(
        has_any(front, (*known.at, *known.birth_links)) or name.lower() in months(language)
        for front, name in _NAMED.findall(between)
    )
