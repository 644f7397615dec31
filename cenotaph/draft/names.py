"""Names of a draft against the register: who lists the person, under which spellings, and what sources differ on."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from cenotaph.draft.answer import Answer
from cenotaph.draft.reading import Draft
from cenotaph.draft.voices import Archive, Said
from cenotaph.match import compare_names
from cenotaph.match.forms import forms
from cenotaph.match.sounds import read_word
from cenotaph.merging import agree
from cenotaph.record import Entry, Person, Span
from cenotaph.weigh.sentences import sentences

LIKELY = 0.5
"""Score of `compare_names` from which a name may be that of a person of the register."""

FIELDS = ("birth", "age", "date", "place", "fate")
"""What sources may differ on that a report is likely to print."""

FATHERS = frozenset({"oğlu", "qızı", "kızı", "oglu", "qizi", "оглу", "оглы", "кызы"})
"""Small words behind a father's name."""

INSIDE = frozenset({"de", "van", "von", "al", "bin", "ibn"})
"""Small words that stand between others of a name, and never at its end: Turkish has a "de" that is "too"."""

LONGEST = 6
"""Words of a name."""

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class Named(Struct, frozen=True):
    """A name in a draft and whom it may mean."""

    name: str
    span: Span
    people: tuple[tuple[float, str, Person], ...]  # of the register, the likeliest first: score, reason, person

    def is_within(self, run: tuple[int, int]) -> bool:
        """Whether it begins in a run of the draft's text."""
        return self.span.start is not None and run[0] <= self.span.start < run[1]


def people_named(draft: Draft, seen: Archive) -> list[Named]:
    """Each place where a draft has a name that may be in the register, or of a victim who is not, in their order.

    Who is named in one sentence with them, by a usual given name and another, is asked for too: silence about the third
    of three dead would read as if the archive had them all.
    """
    register = _Register(seen)
    likely: dict[str, tuple[tuple[float, str, Person], ...]] = {}
    found, others = [], []
    for name, span, is_victim in _names(draft):
        if name not in likely:
            likely[name] = tuple(register.like(name))
        one = Named(name, span, likely[name])
        if one.people or is_victim:
            found.append(one)
        elif forms(read_word(name.split()[0])).own:
            others.append(one)
    runs = [run for run in (sentences(draft.text) if draft.text else ()) if any(one.is_within(run) for one in found)]
    found += [one for one in others if any(one.is_within(run) for run in runs)]
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: -one.people[0][0] if one.people else 0.0):
        if not any(_share_words(one.span, each.span) for each in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.span.start or 0, one.span.cell or ""))


def _share_words(first: Span, second: Span) -> bool:
    ends = (first.start, first.end, second.start, second.end)
    if None in ends:
        return False
    return max(first.start or 0, second.start or 0) < min(first.end or 0, second.end or 0)


def name_answers(named: Iterable[Named], draft: Draft, seen: Archive) -> list[Answer]:
    """An answer for each of the people named, where the draft names them first."""
    first: dict[str, Named] = {}
    for one in named:
        first.setdefault(one.name, one)
    return [_answer(one.name, one.span, one.people, draft, seen) for one in first.values()]


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
        yield name, Span(draft.text.source, name, None, start, end), name in victims


def _capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each run of two or more capitalised words, small words of names between them included.

    A word that only begins its sentence is tried with the run and without it.
    """
    run: list[re.Match[str]] = []
    for match in itertools.chain(_WORD.finditer(text), [None]):
        joins = bool(run) and match is not None and text[run[-1].end() : match.start()] in (" ", "\n", "\u00a0")
        is_part = match is not None and (match.group()[0].isupper() or (joins and match.group() in INSIDE | FATHERS))
        if match is not None and is_part and (joins or not run):
            run.append(match)
            continue
        while run and run[-1].group() in INSIDE:
            run.pop()
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


def _answer(name: str, span: Span, people: Sequence[tuple[float, str, Person]], draft: Draft, seen: Archive) -> Answer:
    remarks = []
    said = []
    for _, reason, person in people:
        listed = [seen.entries[entry] for entry in person.entries if entry in seen.entries]
        said += [Said(_listed(entry, seen), entry) for entry in listed]
        if len(people) > 1:
            remarks.append(f"may be {person.name} ({reason})")
        remarks += [f"sources differ on {told}" for told in _differences(person, seen)]
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


def _listed(entry: Entry, seen: Archive) -> str:
    """A name with what tells namesakes apart."""
    born = f"born {seen.date(entry.birth)}" if entry.birth else ""
    return ", ".join(part for part in (entry.name, born, f"aged {entry.age}" if entry.age else "") if part)


def _differences(person: Person, seen: Archive) -> Iterator[str]:
    for field in FIELDS:
        values: dict[str, list[str]] = {}
        for one in person.fields:
            if one.field == field and one.entry in seen.entries:
                values.setdefault(one.value, []).append(one.entry)
        is_date = field in ("birth", "date")
        if len(values) > 1 and not (is_date and agree(field, values)):
            told = (seen.date(value) if is_date else value for value in values)
            yield f"{field}: {', '.join(told)}"
