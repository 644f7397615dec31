"""A page for each person: every spelling, and side by side what each source states."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cenotaph.dates_in_words import in_words, sort_key
from cenotaph.merging import agree
from cenotaph.publish.pages import Page, Site
from cenotaph.publish.pages.names import main_language
from cenotaph.publish.pages.sources import context, is_in_prose
from cenotaph.publish.safe import file_name
from cenotaph.publish.wording import closeness_in_words, fold
from cenotaph.record import Entry, NameForm, Person

FIELDS = ("birth", "age", "sex", "place", "fate", "date", "burial", "kin", "details")
"""The fields of a person in the order of a life; others follow by name."""

_ONE_VALUED = frozenset({"birth", "age", "sex", "fate", "date", "burial"})
"""Fields of which a person has one: where several values are stated, that is said. Each stands as it reads, in a fixed
order that says nothing about which is right."""

_DATES = frozenset({"birth", "date"})


class Place(Struct, frozen=True):
    """Where something is stated: the source and the passage on its page."""

    title: str
    path: str
    published: str


class Spelling(Struct, frozen=True):
    """One way in which the name is written, and who writes it so."""

    text: str
    language: str | None
    written: str  # script and language in words
    places: list[Place]


class Statement(Struct, frozen=True):
    """One value stated for a field, and by whom."""

    value: str
    language: str | None
    places: list[Place]
    is_noted: bool


class Field(Struct, frozen=True):
    """All values stated for one field."""

    name: str
    statements: list[Statement]
    differ: bool


class Passage(Struct, frozen=True):
    """The words or the line in which one source names the person."""

    entry: Entry
    language: str | None
    place: Place
    reason: str
    is_quoted: bool
    before: str
    after: str


def pages(site: Site) -> Iterator[Page]:
    """One page for each person, in the order of their ids; a former address leads on.

    Most former ids were never an address (`Redirect.was_shown`) and get no page, so that a long list costs nothing.
    """
    persons = {person.id: person for person in site.contents.persons}
    for redirect in sorted(site.contents.redirects, key=lambda r: r.id):
        person = persons.get(redirect.person)
        if person is not None and redirect.was_shown and redirect.id not in persons:
            values = {"person": person, "path": site.lookup.person_page(person), "language": main_language(person)}
            yield Page(f"persons/{file_name(redirect.id)}.html", "moved.html", _title(person, site), values)
    for person in sorted(site.contents.persons, key=lambda p: p.id):
        yield Page(site.lookup.person_page(person), "person.html", _title(person, site), _values(person, site))


def _title(person: Person, site: Site) -> str:
    return person.name if person.is_named else site.messages("person.unnamed")


def _values(person: Person, site: Site) -> dict[str, object]:
    entries = [site.lookup.entries[id_] for id_ in person.entries if id_ in site.lookup.entries]
    entries.sort(key=lambda e: (sort_key(_published(e, site)), site.lookup.title(e.source), e.id))
    return {
        "person": person,
        "language": main_language(person),
        "fate": site.messages(f"fate.{person.fate or 'open'}"),
        "incident": site.lookup.incident_title(person.incident),
        "spellings": _spellings(person, site) if person.is_named else [],
        "fields": _fields(person, site),
        "passages": [_passage(entry, site) for entry in entries],
        "closeness": closeness_in_words(person.weakest_link if len(entries) > 1 else None, site.messages),
        "all_noted": bool(entries) and all(is_noted(entry) for entry in entries),
    }


def _published(entry: Entry, site: Site) -> str | None:
    source = site.lookup.sources.get(entry.source)
    return source.published if source else None


def _place(entry: Entry, site: Site) -> Place:
    return Place(
        title=site.lookup.title(entry.source),
        path=site.lookup.passage(entry),
        published=in_words(_published(entry, site), site.messages),
    )


def _places(entries: list[Entry], site: Site) -> list[Place]:
    """Where entries stand, each source once, by date of the source."""
    ordered = sorted(entries, key=lambda e: (sort_key(_published(e, site)), site.lookup.title(e.source), e.id))
    first = {entry.source: entry for entry in reversed(ordered)}
    return [_place(entry, site) for entry in ordered if first[entry.source] is entry]


def is_noted(entry: Entry) -> bool:
    """Whether an entry was noted by a researcher: read in a sheet of ours, though it is another source's statement."""
    return entry.source != entry.span.source


def _spellings(person: Person, site: Site) -> list[Spelling]:
    forms: dict[str, list[NameForm]] = {}
    for form in person.names:
        forms.setdefault(form.text, []).append(form)
    ordered = sorted(forms, key=lambda text: (text != person.name, -len(forms[text]), fold(text), text))
    return [_spelling(text, forms[text], site) for text in ordered]


def _spelling(text: str, forms: list[NameForm], site: Site) -> Spelling:
    """One spelling with every language in which it is written, and its script."""
    languages = sorted({site.messages.language_name(form.language) for form in forms})
    names = dict.fromkeys((*languages, site.messages.script_name(forms[0].script)))  # Georgian is both
    found = [site.lookup.entries[form.entry] for form in forms if form.entry in site.lookup.entries]
    return Spelling(text, forms[0].language, ", ".join(name for name in names if name), _places(found, site))


def _fields(person: Person, site: Site) -> list[Field]:
    stated: dict[str, dict[str, list[Entry]]] = {}
    for field in person.fields:
        entry = site.lookup.entries.get(field.entry)
        if field.value and entry is not None:
            holders = stated.setdefault(field.field, {}).setdefault(field.value, [])
            if entry not in holders:
                holders.append(entry)
    order = {name: number for number, name in enumerate(FIELDS)}
    return [
        Field(
            name,
            [_statement(name, value, entries, site) for value, entries in sorted(stated[name].items())],
            differ=len(stated[name]) > 1
            and name in _ONE_VALUED
            and not (name in _DATES and agree(name, stated[name])),  # a year, and a day of it
        )
        for name in sorted(stated, key=lambda name: (order.get(name, len(FIELDS)), name))
    ]


def _statement(name: str, value: str, entries: list[Entry], site: Site) -> Statement:
    language = None if name in {"birth", "date", "sex", "fate"} else entries[0].language
    shown = value
    if name in _DATES:
        shown = in_words(value, site.messages)
    elif name in {"sex", "fate"} and site.messages.has(f"{name}.value.{value}"):
        shown = site.messages(f"{name}.value.{value}")
    return Statement(shown, language, _places(entries, site), is_noted=all(is_noted(entry) for entry in entries))


def _passage(entry: Entry, site: Site) -> Passage:
    link = site.lookup.links.get(entry.id)
    before, after = context(entry.span, site)
    return Passage(
        entry=entry,
        language=entry.language,
        place=_place(entry, site),
        reason=link.reason if link else "",
        is_quoted=is_in_prose(entry.span),
        before=before,
        after=after,
    )
