"""A person in full: every form of the name, why each naming belongs, who else might be meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from cenotaph.dates_in_words import in_english
from cenotaph.merging import agree
from cenotaph.record import Entry, Link, NameForm, Pair, Person, Redirect, Source
from cenotaph.script import word_key
from cenotaph.wording import listing, plural, title_of

SCRIPTS = {
    "Latn": "Latin", "Cyrl": "Cyrillic", "Arab": "Arabic", "Geor": "Georgian", "Armn": "Armenian", "Grek": "Greek",
    "Hebr": "Hebrew", "Deva": "Devanagari", "Hang": "Hangul", "Hani": "Han",
}  # fmt: skip
"""Scripts by their ISO 15924 code, as a reader calls them."""

Rows = Callable[[str], Mapping[str, Any]]
"""Name of a table -> its rows by id."""


class Node(Struct, frozen=True):
    """One thing said, and what it rests on."""

    says: str
    because: tuple[Node, ...] = ()


def explain_person(rows: Rows, person: Person) -> tuple[Node, ...]:
    """What is known of a person and why, from names to files.

    Args:
        rows: the tables of a built archive.
        person: one of its persons.
    """
    told = _Person(rows, person)
    parts = (
        told.written(),
        told.forms(),
        told.stated(),
        told.weakest(),
        told.namings(),
        told.others("is_waiting", "who might also be this person"),
        told.others("different", "who is somebody else, as ruled"),
        told.former(),
        told.files(),
    )
    return tuple(part for part in parts if part is not None)


def called(persons: Iterable[Person], name: str) -> list[Person]:
    """The persons of whose name some form has all words of `name`, whatever its marks and capitals; by id."""
    words = {*word_key(name).split()}
    alike = [one for one in persons if words and any(words <= {*word_key(form.text).split()} for form in one.names)]
    return sorted(alike, key=lambda one: one.id)


class _Person:
    """One person and the tables about them."""

    def __init__(self, rows: Rows, person: Person) -> None:
        self.rows, self.person = rows, person
        self.entries: list[Entry] = [rows("entries")[one] for one in person.entries]
        own = {*person.entries}
        pairs: list[Pair] = [p for p in rows("pairs").values() if p.entry_a in own or p.entry_b in own]
        self.inside = {(p.entry_a, p.entry_b): p for p in pairs if own >= {p.entry_a, p.entry_b}}
        self.outside = [p for p in pairs if not own >= {p.entry_a, p.entry_b}]

    def written(self) -> Node:
        sources = len({one.source for one in self.entries})
        scripts = {SCRIPTS.get(one.script, one.script) for one in self.person.names if one.script}
        where = f", in {listing(scripts)} script" if scripts else ""
        times = "once" if len(self.entries) == 1 else plural(len(self.entries), "time")
        return Node(f"{'written' if self.person.is_named else 'listed'} {times} in {plural(sources, 'source')}{where}")

    def forms(self) -> Node | None:
        """Each form once, the most printed first, with the sources that print it."""
        printed: dict[tuple[str, str | None, str | None], list[NameForm]] = {}
        for form in self.person.names:
            printed.setdefault((form.text, form.script, form.language), []).append(form)
        order = sorted(
            printed.items(), key=lambda item: (-len(item[1]), item[0][1] or "", item[0][0], item[0][2] or "")
        )
        found = []
        for (text, script, language), forms in order:
            said = ", ".join(
                part for part in (f"{SCRIPTS.get(script, script)} script" if script else "", language) if part
            )
            sources = Counter(self.title(self.rows("entries")[form.entry].source) for form in forms)
            where = "; ".join(
                name + (f" ({times} times)" if times > 1 else "") for name, times in sorted(sources.items())
            )
            found.append(Node(f"“{text}”" + (f" ({said})" if said else "") + f" in {where}"))
        return Node("forms of the name", tuple(found)) if found else None

    def stated(self) -> Node | None:
        """Per field the values, the most stated first."""
        values: dict[str, Counter[str]] = {}
        for one in self.person.fields:
            if one.field != "details":
                values.setdefault(one.field, Counter())[one.value] += 1
        found = []
        for field, counted in values.items():
            order = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
            in_words = in_english if field in ("birth", "date") else str
            said = "; ".join(f"{in_words(value)} ({plural(number, 'naming')})" for value, number in order)
            apart = "" if agree(field, counted) else "; they do not agree"
            found.append(Node(f"{field}: {said}{apart}"))
        return Node("what the namings state", tuple(found)) if found else None

    def weakest(self) -> Node | None:
        """The tie without which there would be two persons."""
        from cenotaph.match.persons import weakest_tie

        if len(self.entries) < 2:
            return None
        chances = {
            couple: 1.0 if pair.judgement == "same" else pair.probability for couple, pair in self.inside.items()
        }
        tie = weakest_tie(chances)
        if tie is None:
            return None
        both = tuple(Node(self.naming(one)) for one in tie)
        return Node(f"weakest link: {_strength(self.inside[tie])}", (*both, *_fields(self.inside[tie].reason)))

    def namings(self) -> Node:
        """Each naming with its place and the tie that holds it most firmly."""
        links: dict[str, Link] = {link.entry: link for link in self.rows("links").values()}
        found = []
        for entry in self.entries:
            because = [Node(self.place(entry))]
            couple = self._strongest(entry.id)
            if couple is not None:
                pair = self.inside[couple]
                other = couple[1] if couple[0] == entry.id else couple[0]
                because.append(Node(f"with {self.naming(other)}: {_strength(pair)}", _fields(pair.reason)))
            elif len(self.entries) > 1:
                because.append(Node(f"{links[entry.id].probability:.3f}", _fields(links[entry.id].reason)))
            found.append(Node(f"{entry.id} {_called(entry)}", tuple(because)))
        title = "each naming, and what ties it to the others most firmly" if len(self.entries) > 1 else "the one naming"
        return Node(title, tuple(found))

    def _strongest(self, one: str) -> tuple[str, str] | None:
        ties = [couple for couple in self.inside if one in couple]

        def rank(couple: tuple[str, str]) -> tuple[float, float, tuple[str, str]]:
            pair = self.inside[couple]
            return (1.0 if pair.judgement == "same" else pair.probability, pair.probability, couple)

        return max(ties, key=rank, default=None)

    def others(self, which: str, title: str) -> Node | None:
        """Other people, each by the likeliest pair: those that wait, or those ruled to be different."""
        person_of = {link.entry: link.person for link in self.rows("links").values()}
        best: dict[str, Pair] = {}
        for pair in sorted(self.outside, key=lambda pair: (-pair.probability, pair.id)):
            if pair.is_waiting if which == "is_waiting" else pair.judgement == which:
                other = pair.entry_b if pair.entry_a in self.person.entries else pair.entry_a
                best.setdefault(person_of.get(other, other), pair)
        found = []
        for name, pair in best.items():
            other = pair.entry_b if pair.entry_a in self.person.entries else pair.entry_a
            ask = (Node(f"to rule: cenotaph decide same {pair.id} (or different)"),) if which == "is_waiting" else ()
            found.append(Node(f"{self.naming(other)}, {name}: {_strength(pair)}", (*_fields(pair.reason), *ask)))
        return Node(title, tuple(found)) if found else None

    def former(self) -> Node | None:
        """The ids that pages may have shown this person under."""
        leads: list[Redirect] = [r for r in self.rows("redirects").values() if r.person == self.person.id]
        shown = tuple(Node(lead.id) for lead in leads if lead.was_shown)
        return Node("former ids, which lead here", shown) if shown else None

    def files(self) -> Node | None:
        """The files that the words stand in, with their digests."""
        held = [self.rows("sources").get(one) for one in sorted({entry.span.source for entry in self.entries})]
        found = tuple(
            Node(f"{one.path} ({one.id})", (Node(f"sha256 {one.sha256}"),)) for one in held if one and one.sha256
        )
        return Node("the files they stand in", found) if found else None

    def naming(self, entry: str) -> str:
        """A naming in a few words."""
        one: Entry = self.rows("entries")[entry]
        return f"{_called(one)} in {self.title(one.source)}"

    def place(self, entry: Entry) -> str:
        """Where the words stand."""
        file: Source | None = self.rows("sources").get(entry.span.source)
        parts = [(file.path or file.url or file.id) if file else entry.span.source]
        parts += [f"cell {entry.span.sheet}!{entry.span.cell}"] if entry.span.cell else []
        parts += [f"page {entry.span.page}"] if entry.span.page else []
        parts += [f"characters {entry.span.start}-{entry.span.end}"] if entry.span.start is not None else []
        whose = "" if entry.source == entry.span.source else f"{self.title(entry.source)}, noted in "
        return whose + ", ".join(parts)

    def title(self, source: str) -> str:
        row: Source | None = self.rows("sources").get(source)
        said = row and title_of(row)
        return f"“{said}”" if said else source


def _called(entry: Entry) -> str:
    if entry.is_named:
        return f"“{entry.name}”"
    return "somebody without a name" + (f" (number {entry.ordinal})" if entry.ordinal else "")


def _strength(pair: Pair) -> str:
    if pair.judged_by == "sheet":
        return "the sheet itself says who is who"
    ruled = f"ruled {pair.judgement} by {pair.judged_by}; " if pair.judgement else ""
    return f"{ruled}likeness {pair.probability:.3f}"


def _fields(reason: str) -> tuple[Node, ...]:
    return tuple(Node(part) for part in reason.split("; "))
