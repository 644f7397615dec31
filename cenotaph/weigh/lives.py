"""Lives whose events stand in an order that cannot be: D006."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.edtf import Bounds, Day, format_day
from cenotaph.flags import flag
from cenotaph.record import Entry, Flag, Link
from cenotaph.weigh.days import YEARS, Mention
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.words import any_of, has_any, months, words

ORDER = ("birth", "wound", "death", "burial")
"""Events of a life, in the order in which they happen."""

BESIDE = 28
"""Code points between the word for an event and its day."""

APART = 90
"""Code points between two events of one life."""


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
    """D006 for entries, and persons, whose death lies before their birth.

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
        born = [(bounds, entry) for entry in together[person] if (bounds := edtf.ends(entry.birth)) and bounds[0]]
        died = [(bounds, entry) for entry in together[person] if (bounds := edtf.ends(entry.date)) and bounds[1]]
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
    """D006 for a sentence that dates two events of one life the wrong way round: "died on 21 ..., buried on 20 ..."."""
    told = printed.words.life
    for run in printed.runs:
        if len(printed.mentions.within(*run)) < 2:  # each event has a date of its own
            continue
        sentence = printed.folded[slice(*run)]
        if sum(has_any(sentence, forms) for forms in told.values()) < 2:
            continue
        for first, second in itertools.pairwise(events_of(printed, run)):
            earlier, later = sorted((first, second), key=lambda event: ORDER.index(event.name))
            is_wrong = earlier.name != later.name and later.last < earlier.first
            if is_wrong and _is_one_life(printed.text.text[first.end : second.start], printed.language):
                spans = [printed.span(event.start, event.end) for event in (first, second)]
                names = {"second": later.name, "first": earlier.name}
                dates = {"second_date": later.date, "first_date": earlier.date}
                yield flag("D006", spans=spans, sources=(printed.text.source,), **names, **dates)
    yield from _spans_of_years(printed)


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
        behind = [day for day in inside if 0 <= day.start - end <= BESIDE and _is_plain(text[end : day.start])]
        before = [day for day in inside if 0 <= start - day.end <= BESIDE and _is_plain(text[day.end : start])]
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


def _is_plain(between: str) -> bool:
    """Whether nothing stands between a word and its day that could part them."""
    return re.search(r"[.,;:()]|\d", between) is None


def _is_one_life(between: str, language: str) -> bool:
    """Whether no other person can come in between two events: no name, no new sentence part of its own."""
    if len(between) > APART or ";" in between:
        return False
    named = re.findall(r"(?<![^\W\d_])(?:(\w+)\s+)?([^\W\d_a-zа-яёəğıöüçş][^\W\d_]+)", between)
    return all(has_any(front, words(language).at) or name.lower() in months(language) for front, name in named)
