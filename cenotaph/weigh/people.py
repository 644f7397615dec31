"""Lists of people that do not add up: D004, L002, L003 and L004."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from cenotaph import edtf
from cenotaph.edtf import Bounds
from cenotaph.flags import flag
from cenotaph.record import Entry, Flag, Incident, Link, Ruling
from cenotaph.weigh.words import any_of, words


def check_ages(entries: Sequence[Entry]) -> tuple[Flag, ...]:
    """Lines of lists whose age, date of birth and date of death do not fit together: D004.

    Only years completed at death count as the age, so a stated age one higher is flagged too; the message and the
    reference page say that many count the year one is in.
    """
    found = []
    for entry in sorted(entries, key=lambda entry: entry.id):
        age = _age(entry.age) if entry.age else _age_in_details(entry)
        birth, death = edtf.ends(entry.birth), edtf.ends(entry.date)
        if age is None or birth is None or death is None:
            continue
        possible = ages_between(birth, death)
        if possible is None or possible[0] <= age <= possible[1]:
            continue
        actual = str(possible[0]) if possible[0] == possible[1] else f"{possible[0]} or {possible[1]}"
        found.append(
            _of_lines(
                "D004",
                [entry],
                age=age,
                birth=entry.birth,
                death=entry.date,
                actual=actual,
            )
        )
    return tuple(found)


def check_missing_names(entries: Sequence[Entry]) -> tuple[Flag, ...]:
    """Lists on which people stand without a name: L003, one per list."""
    of_list: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.id):
        if not entry.is_named and not entry.is_mention:
            of_list[entry.list].append(entry)
    return tuple(
        _of_lines("L003", of_list[name], shown=MOST_SHOWN, number=len(of_list[name])) for name in sorted(of_list)
    )


def check_incidents(entries: Sequence[Entry], links: Sequence[Link], incidents: Sequence[Incident]) -> tuple[Flag, ...]:
    """People whose death is listed for two incidents: L004.

    Args:
        entries: of all lists; an entry of no declared incident is left out.
        links: which entries are one person.
        incidents: declared ones, for their titles.
    """
    titles = {incident.id: incident.title for incident in incidents}
    of_entry = {entry.id: entry for entry in entries}
    together: defaultdict[str, list[Entry]] = defaultdict(list)
    for link in links:
        entry = of_entry.get(link.entry)
        if entry is not None and entry.incident and entry.fate in ("killed", "died_later"):
            together[link.person].append(entry)
    found = []
    for person in sorted(together):
        listed = sorted(together[person], key=lambda entry: entry.id)
        named = sorted({entry.incident for entry in listed if entry.incident})
        if len(named) > 1:
            found.append(_of_lines("L004", listed, incidents="; ".join(titles.get(name, name) for name in named)))
    return tuple(found)


MOST_SHOWN = 20
"""Lines of a list a flag points at; it names all."""

NEAR_LETTERS = 2
"""Letters by which two spellings of one word of a name may differ in one list: a slip of the pen, g for k."""

COMMON_BIRTHDAY = 4
"""A date of birth that so many lines of a list share is a filler, or that of many children."""


def check_lists(entries: Sequence[Entry], links: Sequence[Link], rulings: Sequence[Ruling] = ()) -> tuple[Flag, ...]:
    """Lines of a list that holds each person once, yet which stand under one person: L002.

    Nothing is said of lines of which people ruled that they are one person, or two.
    """
    known = {frozenset(ruling.target.split("+")) for ruling in rulings if ruling.kind in ("same", "different")}
    person_of = {link.entry: link.person for link in links}
    together: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.is_unique and not entry.is_mention and entry.id in person_of:
            together[entry.list, person_of[entry.id]].append(entry)
    for pair in _alike(entries):
        if len({person_of.get(entry.id, entry.id) for entry in pair}) > 1:
            together[pair[0].list, pair[0].id + pair[1].id] = list(pair)
    found = []
    for key in sorted(together):
        lines = sorted(together[key], key=lambda entry: (len(entry.ordinal or ""), entry.ordinal or "", entry.id))
        if all(_is_ruled(pair, person_of, known) for pair in itertools.combinations(lines, 2)):
            continue
        printed = " and ".join(line.ordinal or line.span.cell or line.name for line in lines)
        found.append(_of_lines("L002", lines, lines=printed))
    return tuple(found)


def _is_ruled(pair: tuple[Entry, Entry], person_of: Mapping[str, str], known: Collection[frozenset[str]]) -> bool:
    """Whether somebody ruled on two lines, by their own ids or by those of the people they stand under."""
    names = ((entry.id, person_of.get(entry.id, entry.id)) for entry in pair)
    return any(frozenset(two) in known for two in itertools.product(*names))


def _alike(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of lines of one unique list with one day of birth and nearly one name, the smaller id first."""
    born: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.is_unique and not entry.is_mention and entry.is_named and entry.birth and len(entry.birth) == 10:
            born[entry.list, entry.birth].append(entry)
    for key in sorted(born):
        if len(born[key]) < COMMON_BIRTHDAY:
            for first, second in itertools.combinations(born[key], 2):
                if _nearly_equal(first.name, second.name):
                    yield first, second


def _nearly_equal(first: str, second: str) -> bool:
    """Whether two names are equal, or two or more of their words a letter or two apart and the others equal.

    One word alone that differs is left out: in lists of tens of thousands those are twins, Hala and Hana, whose
    other names are spelled alike.
    """
    a, b = (sorted(re.findall(r"[^\W_]+", name.lower())) for name in (first, second))
    if len(a) != len(b) or len(a) < 2:
        return False
    from rapidfuzz.distance import Levenshtein

    apart = [Levenshtein.distance(x, y) for x, y in zip(a, b, strict=True)]
    differing = sum(distance > 0 for distance in apart)
    return max(apart) <= NEAR_LETTERS and differing != 1 and differing <= len(apart) // 2


def _age(printed: str | None) -> int | None:
    """Completed years as printed; null for months, ranges and words."""
    match = re.fullmatch(r"\s*(\d{1,3})\s*", printed or "")
    return int(match.group(1)) if match else None


def _age_in_details(entry: Entry) -> int | None:
    """The age that the remarks of a line state, as "said aged 13" does."""
    aged = any_of(words("en").aged) if entry.details else ""
    match = (
        re.search(rf"(?<!\w){aged}\s+(\d{{1,3}})(?![\w.,/-]\d)", entry.details or "", re.IGNORECASE) if aged else None
    )
    return int(match.group(1)) if match else None


def ages_between(birth: Bounds, death: Bounds) -> tuple[int, int] | None:
    """Fewest and most completed years, null where a bound is open or the two dates are far from exact."""
    if birth[0] is None or birth[1] is None or death[0] is None or death[1] is None or death[0] < birth[1]:
        return None

    def completed(start: edtf.Day, end: edtf.Day) -> int:
        return end[0] - start[0] - (end[1:] < start[1:])

    least, most = completed(birth[1], death[0]), completed(birth[0], death[1])
    return (least, most) if most - least <= 2 else None


def _of_lines(code: str, rests_on: Sequence[Entry], shown: int | None = None, **values: Any) -> Flag:
    """A flag that rests on lines of lists; it points at the first ones, where `shown` says how many."""
    spans = [entry.span for entry in rests_on[:shown]]
    sources = sorted({entry.source for entry in rests_on})
    return flag(code, spans=spans, sources=sources, entries=[entry.id for entry in rests_on], **values)
