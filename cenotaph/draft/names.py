"""Names of a draft against the register: who lists the person, under which spellings, and what sources differ on."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cenotaph import edtf
from cenotaph.draft.answer import Answer
from cenotaph.draft.reading import Draft
from cenotaph.draft.voices import Archive, Said
from cenotaph.match import compare_names
from cenotaph.match.sounds import read_word
from cenotaph.record import Entry, Person, Span

LIKELY = 0.5
"""Score of `compare_names` from which a name may be that of a person of the register."""

FIELDS = ("birth", "age", "date", "place", "fate")
"""What sources may differ on that a report is likely to print."""

INSIDE = frozenset({"oğlu", "qızı", "oglu", "qizi", "оглу", "оглы", "кызы", "de", "van", "von", "al", "bin", "ibn"})
"""Small words that stand within a name."""

LONGEST = 6
"""Words of a name."""

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def name_answers(draft: Draft, seen: Archive) -> list[Answer]:
    """An answer for each name of a draft that may be in the register, and for each victim it names who is not."""
    register = _Register(seen)
    found = []
    told: set[str] = set()
    for name, span, is_victim in _names(draft):
        people = register.like(name)
        if name in told or not (people or is_victim):
            continue
        told.add(name)
        found.append(_answer(name, span, people, draft, seen))
    return found


def _names(draft: Draft) -> Iterator[tuple[str, Span, bool]]:
    """Names of people the draft tells of, and other runs of capitalised words, each with its place."""
    victims = {entry.name for entry in draft.entries if entry.name and entry.is_named}
    for entry in draft.entries:
        if entry.name in victims:
            yield entry.name, entry.span, True
    if draft.text is None:
        return
    for start, end in _capitalised(draft.text.text):
        name = draft.text.text[start:end]
        if name not in victims:
            yield name, Span(draft.text.source, name, None, start, end), False


def _capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each run of two or more capitalised words, small words of names between them included.

    A word that only begins its sentence is tried with the run and without it.
    """
    run: list[re.Match[str]] = []
    for match in itertools.chain(_WORD.finditer(text), [None]):
        joins = bool(run) and match is not None and text[run[-1].end() : match.start()] in (" ", "\n", "\u00a0")
        is_part = match is not None and (match.group()[0].isupper() or (joins and match.group() in INSIDE))
        if match is not None and is_part and (joins or not run):
            run.append(match)
            continue
        if 2 <= len(run) <= LONGEST:
            yield run[0].start(), run[-1].end()
        if 3 <= len(run) <= LONGEST:
            yield run[1].start(), run[-1].end()
        run = [match] if match is not None and match.group()[0].isupper() else []


class _Register:
    """The people of the register by how the words of their names sound."""

    def __init__(self, seen: Archive) -> None:
        self._of: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        for person in seen.contents.persons:
            for form in {person.name, *(form.text for form in person.names)}:
                for sound in _sounds(form):
                    self._of[sound][person.id] = person

    def like(self, name: str) -> list[tuple[float, str, Person]]:
        """People whose name may be this one, the likeliest first, each with the score and the reason in words."""
        sounds = [set(self._of[sound]) for sound in _sounds(name) if sound in self._of]
        near = {person: self._of[sound][person] for sound in _sounds(name) for person in self._of.get(sound, ())}
        shared = {person: sum(person in of for of in sounds) for person in near}
        found = []
        for person in sorted(near):
            if shared[person] < 2:
                continue
            forms = sorted({near[person].name, *(form.text for form in near[person].names)} - {""})
            best = max((compare_names(name, form) for form in forms), key=lambda match: match.score)
            if best.score >= LIKELY:
                found.append((best.score, best.reason, near[person]))
        return sorted(found, key=lambda one: (-one[0], one[2].id))


def _sounds(name: str) -> list[str]:
    """One consonant skeleton for each word of a name."""
    words = re.findall(r"[^\W\d_]{2,}", name)
    return [skeletons[0] for skeletons in (read_word(word).skeletons for word in words) if skeletons]


def _answer(name: str, span: Span, people: list[tuple[float, str, Person]], draft: Draft, seen: Archive) -> Answer:
    entries = {entry.id: entry for entry in seen.contents.entries}
    remarks = []
    said = []
    for _, reason, person in people:
        said += [Said(entries[entry].name, entries[entry]) for entry in person.entries if entry in entries]
        if len(people) > 1:
            remarks.append(f"may be {person.name} ({reason})")
        remarks += [f"sources differ on {told}" for told in _differences(person, entries, seen)]
    if len(people) > 1:
        remarks.insert(0, f"{len(people)} people of the register may be meant; a name alone does not tell them apart")
    voices = seen.voices(said)
    fullest = max(voices, key=lambda voice: len(voice.value.split()), default=None)  # of equally full ones the first
    return Answer(
        what="name",
        place=draft.place(span),
        words=name,
        taken_as="a name" if not people else f"a name, likely {people[0][2].name}: {people[0][1]}",
        says_so=voices,
        remarks=tuple(remarks),
        attribution=f"{fullest.value}, {fullest.attribution}" if fullest else "",
    )


def _differences(person: Person, entries: Mapping[str, Entry], seen: Archive) -> Iterator[str]:
    for field in FIELDS:
        values: dict[str, list[str]] = {}
        for one in person.fields:
            if one.field == field and one.entry in entries:
                values.setdefault(one.value, []).append(one.entry)
        if len(values) > 1 and not (field in ("birth", "date") and _agree(values)):
            told = (seen.date(value) if field in ("birth", "date") else value for value in values)
            yield f"{field}: {', '.join(told)}"


def _agree(dates: Iterable[str]) -> bool:
    """Whether all dates may be one: 1962 and 12 June 1962."""
    known = [date for date in dates if edtf.is_valid(date)]
    return all(edtf.overlaps(first, second) for first, second in itertools.combinations(known, 2))
