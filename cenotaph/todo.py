"""What waits for a person, in plain words, what would change most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from cenotaph import archive as archives
from cenotaph import ledger
from cenotaph.archive import Archive
from cenotaph.dates_in_words import in_english
from cenotaph.flags import catalogue
from cenotaph.merging import effects
from cenotaph.proposed import proposed
from cenotaph.record import ACCESS, Claim, Entry, Flag, Link, Pair, Person, Source
from cenotaph.show import load
from cenotaph.wording import counted, title_of

TaskKind = Literal["damage", "decision", "pair", "passage", "flag", "incident", "date", "source"]

_RANK: dict[TaskKind, int] = {
    "damage": 0,  # evidence or ledger not as it was: nothing else is worth doing before
    "decision": 1,  # what people ruled has no effect as it stands
    "pair": 2,
    "passage": 3,
    "flag": 4,
    "incident": 5,
    "date": 6,
    "source": 7,
}

_LONGEST = 120
"""Characters of a quote that a line of a terminal still bears."""


class Task(Struct, frozen=True):
    """One thing that waits for a person."""

    id: str  # of the pair, passage, flag, proposed incident or source it is about
    kind: TaskKind
    what: str  # one plain sentence
    why: str
    command: str  # settles it; the part in capitals is to be filled in
    changes: int = 0  # statements and namings that depend on it
    effects: tuple[str, ...] = ()  # of a pair: what would change if both were one person


def todo(root: str | Path) -> tuple[Task, ...]:
    """Everything that waits for a person in a built archive.

    Returns:
        Tasks by kind (damage, decisions without effect, pairs of names, passages held back, points to
        check, sources without a date, sources to rule on before a release), within a kind those first
        on which most depends: of pairs those that would change an estimate, the number of people listed
        and what a page says of one person.

    Raises:
        ArchiveError: the archive has not been built.
    """
    return tasks_of(archives.find(Path(root)))


def tasks_of(archive: Archive) -> tuple[Task, ...]:
    """As `todo`, of an archive at hand."""
    record = _Waiting(archive)
    tasks = [
        *record.flags(),
        *record.pairs(),
        *record.passages(),
        *_incidents(archive),
        *record.dates(),
        *record.releases(),
    ]
    return tuple(
        sorted(tasks, key=lambda task: (_RANK[task.kind], -len(task.effects), -task.changes, task.what, task.id))
    )


def _incidents(archive: Archive) -> Iterable[Task]:
    """One question for each incident that the statements suggest; a proposal is shown nowhere else."""
    for one in proposed(archive):
        days = in_english(one.start if one.start == one.end else f"{one.start}/{one.end}")
        yield Task(
            id=one.id,
            kind="incident",
            what=f"Is what happened at {_short(one.place)} on {days} one incident?",
            why=f"{counted(one.statements, 'statement')} in {counted(one.sources, 'source')} speak of harm there "
            "on these days; no incident is declared, so that figures stand alone.",
            command="cenotaph show proposed-incidents   (lines for cenotaph.toml)",
            changes=one.statements,
        )


class _Waiting:
    """The tables that tasks are found in."""

    def __init__(self, archive: Archive) -> None:
        self.ledger = ledger.read_ledger(archive.decisions)
        self.sources = {source.id: source for source in load(archive, Source, "sources")}
        self.claims = load(archive, Claim, "claims")
        self.entries = {entry.id: entry for entry in load(archive, Entry, "entries")}
        self.waiting = [pair for pair in load(archive, Pair, "pairs") if pair.is_waiting]
        self.people = {link.entry: link.person for link in load(archive, Link, "links")}
        self.sizes = Counter(self.people.values())
        self.persons = {person.id: person for person in load(archive, Person, "persons")} if self.waiting else {}
        self.systems = _systems(archive, self.sources.values(), self.entries.values()) if self.waiting else {}
        self.open = [flag for flag in load(archive, Flag, "flags") if flag.settled_by is None]
        self.resting = Counter([claim.source for claim in self.claims] + [e.source for e in self.entries.values()])
        ruled = ledger.replay(self.ledger).rulings
        self.ruled = {ruling.target for ruling in ruled if ruling.kind in ("publish", "restrict", "seal", "withdraw")}

    def flags(self) -> Iterable[Task]:
        known = {flag.id: flag for flag in (*self.open, *self.ledger.problems)}
        for flag in known.values():
            if flag.severity == "information" or flag.access == "sealed":
                continue
            kind: TaskKind = "decision" if flag.code[0] == "R" else "flag"
            if flag.code[0] == "F" and flag.severity == "error":
                kind = "damage"
            yield Task(
                id=flag.id,
                kind=kind,
                what=f"{_sentence(flag.message)}.",
                why=f"{flag.code}{self._where(flag)} {catalogue()[flag.code].settle}",
                command=f'cenotaph decide accept {flag.id} --reason "WHY IT IS SETTLED"',
                changes=max(len(flag.claims) + len(flag.entries), sum(self.resting[s] for s in flag.sources)),
            )

    def pairs(self) -> Iterable[Task]:
        """One question for each two people, by the pair that speaks most for it; its answer bears on the rest."""
        asked: dict[frozenset[str], list[Pair]] = {}
        for pair in sorted(self.waiting, key=lambda p: (-p.probability, p.id)):
            people = frozenset(self.people.get(entry, entry) for entry in (pair.entry_a, pair.entry_b))
            asked.setdefault(people, []).append(pair)
        for people, (pair, *others) in asked.items():
            one, other = self._named(pair.entry_a), self._named(pair.entry_b)
            if not one or not other:
                continue
            first, second = (self.persons.get(self.people.get(each, "")) for each in (pair.entry_a, pair.entry_b))
            changing = effects(first, second, self.entries, self.systems) if first and second else ()
            told = f" If they are, this changes: {'; '.join(changing)}." if changing else ""
            more = f" The answer bears on {counted(len(others), 'more pair')} of the same people." if others else ""
            yield Task(
                id=pair.id,
                kind="pair",
                what=f"Are {one} and {other} one person?",
                why=f"{_sentence(pair.reason)} (likeness {pair.probability:.2f}).{told}{more}",
                command=f'cenotaph decide same {pair.id} --reason "WHY"   (or: different, unsure)',
                changes=sum(self.sizes.get(person, 1) for person in people),
                effects=changing,
            )

    def passages(self) -> Iterable[Task]:
        rows: list[Claim | Entry] = [*self.claims, *self.entries.values()]
        for row in rows:
            source = self.sources.get(row.span.source)
            limit = source.access if source else "restricted"
            if ACCESS.index(row.access) <= ACCESS.index(limit) or row.id in self.ruled:
                continue
            of = "a statement" if isinstance(row, Claim) else "a name"
            words = f": “{_short(row.span.quote)}”" if row.access != "sealed" else ""
            yield Task(
                id=row.id,
                kind="passage",
                what=f"May {of} in {self._title(row.span.source)} be shown?{words}",
                why=f"It is {row.access} until a person rules; cenotaph explain {row.id} shows where it stands.",
                command=f'cenotaph decide publish {row.id} --reason "WHY"   (or: restrict, seal)',
                changes=1,
            )

    def dates(self) -> Iterable[Task]:
        for source in self.sources.values():
            if source.published is None and source.access != "sealed" and self.resting[source.id]:
                between = in_english(source.published_between)
                yield Task(
                    id=source.id,
                    kind="date",
                    what=f"When was {self._title(source.id)} published?",
                    why=f"{_rests(self.resting[source.id])}; without a date it stands outside the chronology."
                    + (f" All that is known of it: {between}." if between else ""),
                    command=f'cenotaph decide set {source.id} published=YYYY-MM-DD --reason "HOW YOU KNOW"',
                    changes=self.resting[source.id],
                )

    def releases(self) -> Iterable[Task]:
        for source in self.sources.values():
            if source.access == "restricted" and source.id not in self.ruled:
                yield Task(
                    id=source.id,
                    kind="source",
                    what=f"May {self._title(source.id)} be public?",
                    why=f"{_rests(self.resting[source.id])}; a release leaves it out until a person rules.",
                    command=f'cenotaph decide publish {source.id} --reason "WHY"   (or: restrict, seal)',
                    changes=self.resting[source.id],
                )

    def _named(self, name: str) -> str | None:
        entry = self.entries.get(name)
        if entry is None or entry.access == "sealed":
            return None
        born, died = in_english(entry.birth), in_english(entry.date)
        told = ", ".join(part for part in (born and f"born {born}", entry.place) if part)
        if not entry.is_named:
            told = ", ".join(part for part in (entry.age and f"aged {entry.age}", died, entry.place) if part)
        who = f"“{entry.name}”" if entry.is_named else "somebody without a name"
        return f"{who}{f' ({told})' if told else ''} in {self._title(entry.source)}"

    def _where(self, flag: Flag) -> str:
        """In which source a point was found, where its message does not say so: three may read alike."""
        source = self.sources.get(flag.sources[0]) if flag.sources else None
        if source is None or any(path in flag.message for path in source.paths):
            return ""
        more = f" and {counted(len(flag.sources) - 1, 'more source')}" if len(flag.sources) > 1 else ""
        return f", in {self._title(source.id)}{more}."

    def _title(self, name: str) -> str:
        source = self.sources.get(name)
        if source and source.access == "sealed":
            return name
        said = source and title_of(source)
        return f"“{_short(said)}”" if said else name


def _systems(archive: Archive, sources: Iterable[Source], entries: Iterable[Entry]) -> dict[str, set[str]]:
    """The declared list systems on which each entry stands."""
    from cenotaph.estimate.draws import entry_systems
    from cenotaph.estimate.unlisted import systems_of

    return entry_systems(entries, systems_of(sources, archive.settings.list_systems))


def _rests(count: int) -> str:
    if count == 0:
        return "Nothing that was read rests on it"
    return "One statement or name rests on it" if count == 1 else f"{count:,} statements and names rest on it"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _sentence(message: str) -> str:
    """The message as a sentence; a path or a quotation at its beginning stays as it is written."""
    plain = message.strip().rstrip(".")
    first = plain.split(" ", 1)[0]
    return plain if "/" in first or "." in first else plain[:1].upper() + plain[1:]
