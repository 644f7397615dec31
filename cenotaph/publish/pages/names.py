"""The register: every spelling of every name, findable without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from cenotaph.publish.pages import Page, Site
from cenotaph.publish.safe import file_name
from cenotaph.publish.wording import fold, initial
from cenotaph.record import Person

LINES_PER_PAGE = 2000
"""The most names one page holds, so that it opens and prints on any device."""

DEAD = frozenset({"killed", "died_later"})


class Line(Struct, frozen=True):
    """One spelling in the register; `main` is the name shown first when this is another spelling."""

    text: str
    language: str | None
    path: str
    key: str  # folded, for the filter
    main: str = ""
    main_language: str | None = None
    fate: str = ""  # in words, where the person is not among those whom sources name as dead


class Letter(Struct, frozen=True):
    """The lines under one initial letter."""

    letter: str
    anchor: str
    lines: list[Line]


def is_of_record(person: Person, site: Site) -> bool:
    """Whether a person is named for a declared incident; who is remembered for another event stands apart."""
    return not site.lookup.incidents or person.incident in site.lookup.incidents


def is_on_wall(person: Person, site: Site) -> bool:
    """Whether a person stands among the dead: only whom the sources name as such, never one who is missing."""
    return person.is_named and person.fate in DEAD and is_of_record(person, site)


def shown_order(persons: Iterable[Person]) -> list[Person]:
    """Persons in the order of the register."""
    return sorted(persons, key=lambda person: (_letter_key(initial(person.name)), fold(person.name), person.id))


def main_language(person: Person) -> str | None:
    """The language in which the name shown first is printed."""
    return next((form.language for form in person.names if form.text == person.name and form.language), None)


def fate_note(person: Person, site: Site) -> str:
    """What stands beside a name in the register when the sources do not all name the person as dead."""
    return "" if person.fate in DEAD else site.messages(f"fate.note.{person.fate or 'open'}")


def pages(site: Site) -> Iterator[Page]:
    """The register and, where it is long, its further pages."""
    t = site.messages
    persons = [person for person in site.contents.persons if is_of_record(person, site)]
    others = [person for person in site.contents.persons if not is_of_record(person, site)]
    letters = _letters(_lines(persons, site))
    unnamed = [person for person in site.contents.persons if not person.is_named]
    parts = _parts(letters)
    values = {
        "people": sum(person.is_named for person in persons),
        "others": [line for letter in _letters(_lines(others, site)) for line in letter.lines][:LINES_PER_PAGE],
        "letters": letters if len(parts) <= 1 else [],
        "index": [(letter.letter, path, letter.anchor) for path, group in parts for letter in group],
        "parts": [(path, group) for path, group in parts] if len(parts) > 1 else [],
        "unnamed": sorted(unnamed, key=lambda p: (_described(p), p.id))[:LINES_PER_PAGE],
        "described": _described,
        "missing": shown_order(p for p in persons if p.is_named and p.fate == "missing")[:LINES_PER_PAGE],
    }
    yield Page("names.html", "names.html", t("names.title"), values, "names.html")
    if len(parts) > 1:
        for number, (path, group) in enumerate(parts):
            around = {
                "previous": parts[number - 1][0] if number else None,
                "next": parts[number + 1][0] if number + 1 < len(parts) else None,
            }
            title = t("names.part", letters=_span_of(group))
            yield Page(path, "names_part.html", title, {"letters": group, **around}, "names.html")


def _lines(persons: Iterable[Person], site: Site) -> list[Line]:
    lines = []
    for person in persons:
        if not person.is_named:
            continue
        path, language = site.lookup.person_page(person), main_language(person)
        note = fate_note(person, site)
        everything = " ".join(sorted({fold(form.text) for form in person.names} | {fold(person.name)}))
        lines.append(Line(person.name, language, path, everything, fate=note))
        others = {form.text: form.language for form in reversed(person.names) if form.text != person.name}
        lines += [
            Line(text, of, path, everything, main=person.name, main_language=language, fate=note)
            for text, of in others.items()
            if text
        ]
    return lines


def _letters(lines: list[Line]) -> list[Letter]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[initial(line.text)].append(line)
    return [
        Letter(letter, _anchor(letter), sorted(groups[letter], key=lambda n: (fold(n.text), n.text, n.main, n.path)))
        for letter in sorted(groups, key=_letter_key)
    ]


def _parts(letters: list[Letter]) -> list[tuple[str, list[Letter]]]:
    """The letters in pages of at most `LINES_PER_PAGE` lines; a long letter takes several."""
    pieces = [
        Letter(letter.letter, letter.anchor, letter.lines[start : start + LINES_PER_PAGE])
        for letter in letters
        for start in range(0, len(letter.lines), LINES_PER_PAGE)
    ]
    groups: list[list[Letter]] = []
    size = LINES_PER_PAGE
    for piece in pieces:
        if size + len(piece.lines) > LINES_PER_PAGE:
            groups.append([])
            size = 0
        groups[-1].append(piece)
        size += len(piece.lines)
    return [(f"names/{number}.html", group) for number, group in enumerate(groups, 1)]


def _span_of(group: list[Letter]) -> str:
    first, last = group[0].lines[0].text, group[-1].lines[-1].text
    return f"{first} – {last}"


def _anchor(letter: str) -> str:
    return file_name(letter.lower()) if letter != "#" else "other"


def _letter_key(letter: str) -> tuple[bool, str]:
    return (letter == "#", letter)


def _described(person: Person) -> str:
    """What is known of a person without a name, in the words of the entries: where and when."""
    stated = {field.field: field.value for field in reversed(person.fields)}
    return ", ".join(stated[field] for field in ("burial", "place") if stated.get(field))
