"""What a draft tells of a life beside a name, the years in brackets, an age, cells of a table, against the register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from cenotaph import edtf
from cenotaph.draft.answer import Answer
from cenotaph.draft.names import Named
from cenotaph.draft.reading import Draft
from cenotaph.draft.voices import Archive, Said, to_print
from cenotaph.record import Entry, Person, Span
from cenotaph.weigh.people import ages_between

_YEARS = re.compile(r"\s*\(\s*(?P<birth>1[5-9]\d\d|20\d\d)\s*[-–—]\s*(?P<death>1[5-9]\d\d|20\d\d)\s*\)")
"""The years of a life behind a name."""


class Told(Struct, frozen=True):
    """One thing that a draft tells of a life."""

    what: str  # birth, death, age
    value: str  # EDTF, or the age in digits
    words: str
    span: Span


def life_answers(named: Iterable[Named], draft: Draft, seen: Archive) -> list[Answer]:
    """An answer for each birth, death and age beside a name that the register has one for as well."""
    of_span = {(entry.span.start, entry.span.sheet, entry.span.cell): entry for entry in draft.entries}
    found = []
    for one in named:
        entry = of_span.get((one.span.start, one.span.sheet, one.span.cell))
        for told in _told(one, entry, draft) if one.people else ():
            people = [person for _, _, person in one.people]
            # Of people of one name those are meant who fit, where any do.
            fitting = [person for person in people if _compared(told, [person], seen)[0]]
            same, vaguer, other = _compared(told, fitting or people, seen)
            if same or vaguer or other:
                found.append(_answer(told, same, vaguer, other, draft, seen))
    return found


def _told(one: Named, entry: Entry | None, draft: Draft) -> Iterator[Told]:
    """What stands beside a name; days in prose are asked for by themselves."""
    if draft.text is not None and one.span.end is not None:
        match = _YEARS.match(draft.text.text, one.span.end)
        for what in ("birth", "death") if match else ():
            assert match is not None
            start, end = match.span(what)
            span = Span(draft.text.source, match[what], draft.text.sha256, start, end)
            yield Told(what, match[what], match[what], span)
    if entry is None:
        return
    if entry.age and entry.age.isdecimal():
        yield Told("age", entry.age, f"{entry.name}, {entry.age}", entry.span)
    if draft.text is None:
        for what, day in (("birth", entry.birth), ("death", entry.date)):
            if day and edtf.is_valid(day):
                yield Told(what, day, f"{entry.name}, {day}", entry.span)


def _compared(told: Told, people: Iterable[Person], seen: Archive) -> tuple[list[Said], list[Said], list[Said]]:
    """Entries that say so, that give only a year of the day, and that say otherwise."""
    same: list[Said] = []
    vaguer: list[Said] = []
    other: list[Said] = []
    for entry in (seen.entries[one] for person in people for one in person.entries if one in seen.entries):
        if told.what == "age":
            ages = _ages(entry)
            if ages:
                said = Said(f"{' or '.join(map(str, ages))}: age of {entry.name}", entry)
                (same if int(told.value) in ages else other).append(said)
            continue
        is_dead = entry.fate in ("killed", "died_later")
        day = entry.birth if told.what == "birth" else entry.date if is_dead else None
        if day and edtf.is_valid(day):
            said = Said(f"{seen.date(day)}: {told.what} of {entry.name}", entry)
            is_vaguer = len(day) < len(told.value)
            (other if not edtf.overlaps(day, told.value) else vaguer if is_vaguer else same).append(said)
    return same, vaguer, other


def _ages(entry: Entry) -> list[int]:
    """The age an entry prints, else those that its birth and death leave possible."""
    if entry.age and entry.age.isdecimal():
        return [int(entry.age)]
    birth, death = edtf.ends(entry.birth), edtf.ends(entry.date)
    possible = ages_between(birth, death) if birth and death else None
    return list(range(possible[0], possible[1] + 1)) if possible else []


def _answer(told: Told, same: list[Said], vaguer: list[Said], other: list[Said], draft: Draft, seen: Archive) -> Answer:
    value = told.value if told.what == "age" else seen.date(told.value)
    says_so, otherwise = seen.voices(same), seen.voices(other)
    return Answer(
        what="age" if told.what == "age" else "date",
        place=draft.place(told.span),
        words=told.words,
        taken_as=f"{told.what}: {value}",
        says_so=says_so,
        fits=seen.voices(vaguer),
        otherwise=otherwise,
        attribution=to_print(value, says_so, otherwise, lambda voice: voice.value.partition(": ")[0]),
    )
