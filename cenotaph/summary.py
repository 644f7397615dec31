"""What a build found, in ten lines a newcomer can read; every figure is counted from the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from cenotaph.archive import Archive
from cenotaph.flags import catalogue
from cenotaph.held_back import HeldBack, Reason, held_back
from cenotaph.match.calibration import calibration_of
from cenotaph.record import Claim, Entry, Estimate, Figure, Flag, Incident, Pair, Person, Question, Source
from cenotaph.show import load
from cenotaph.todo import Task, tasks_of
from cenotaph.wording import plural


class Line(Struct, frozen=True):
    """One line of the summary: its label, what was found, and the command that shows more."""

    label: str
    found: str
    note: str = ""
    command: str = ""


class Unread(Struct, frozen=True):
    """A held file that could not be read, or not whole, and what to do."""

    path: str
    status: str
    reason: str


class Summary(Struct, frozen=True):
    """The lines of a build's summary and the files to look after."""

    title: str
    lines: tuple[Line, ...]
    unread: tuple[Unread, ...]


def summarise(archive: Archive) -> Summary:
    """Count what stands in the tables of a built archive."""
    sources = load(archive, Source, "sources")
    claims = load(archive, Claim, "claims")
    lines = [
        *_held(sources),
        *_statements(claims),
        *_names(load(archive, Person, "persons"), load(archive, Entry, "entries"), archive.settings.incidents),
        *_largest(load(archive, Person, "persons")),
        *_rescaled(load(archive, Pair, "pairs")),
        _to_decide(tasks_of(archive)),
        *_killed(load(archive, Figure, "figures"), load(archive, Question, "questions"), archive.settings.incidents),
        _to_check(load(archive, Flag, "flags")),
        _unlisted(load(archive, Estimate, "estimates")),
        *_held_back(held_back(archive)),
        Line(
            "Preview",
            (archive.site / "index.html").relative_to(archive.site.parent).as_posix(),
            "PRIVATE. To publish, when you have looked:",
            "cenotaph release",
        ),
    ]
    unread = tuple(
        Unread(source.path or "", source.status, source.reason or "")
        for source in sorted(sources, key=lambda s: (s.status != "not_readable", s.path or ""))
        if source.status in ("in_part", "not_readable")
    )
    return Summary(archive.settings.title, tuple(lines), unread)


def _held(sources: Sequence[Source]) -> list[Line]:
    held = [source for source in sources if source.status != "cited"]
    inside = sum(source.derived_from is not None for source in held)
    beside = sum(len(source.companions) for source in held)
    cited = [source for source in sources if source.status == "cited"]
    tally = {status: sum(s.status == status for s in held) for status in ("read", "in_part", "not_readable")}
    named = " (named below, with what to do)" if tally["in_part"] or tally["not_readable"] else ""
    lines = [
        Line(
            "Held",
            plural(len(held) - inside, "file") + (f" and {inside:,} inside them" if inside else ""),
            f"{tally['read']:,} read, {tally['in_part']:,} in part, {tally['not_readable']:,} not readable{named}"
            + (f"; {plural(beside, 'file')} more saved or typed beside them" if beside else ""),
            "cenotaph show sources",
        )
    ]
    if cited:
        undated = sum(source.published is None for source in cited)
        note = f"address and our notes only, no copy held; {undated:,} without a date"
        lines.append(Line("Cited", plural(len(cited), "page"), note))
    return lines


def _statements(claims: Sequence[Claim]) -> list[Line]:
    quoted = sum(claim.basis == "quoted" for claim in claims)
    noted = len(claims) - quoted
    parts = [f"{quoted:,} quoted: each leads to its words"] if quoted or not noted else []
    if noted:
        parts.append(f"{noted:,} noted: each leads to our note, not to the page")
    return [Line("Statements", f"{len(claims):,}", "; ".join(parts), "cenotaph show claims")]


def _names(persons: Sequence[Person], entries: Sequence[Entry], incidents: Sequence[Incident]) -> list[Line]:
    if not persons:
        return [Line("Names", "none", "no list of names among the sources")]
    declared = {incident.id for incident in incidents}
    inside = [p for p in persons if p.incident in declared] if declared else list(persons)
    outside = [p for p in persons if declared and p.incident not in declared]
    shown = inside or outside
    ids = {entry for person in shown if person.is_named for entry in person.entries}
    members = [entry for entry in entries if entry.id in ids]
    found = plural(sum(p.is_named for p in shown), "person", "people")
    unnamed = sum(not p.is_named for p in shown)
    if unnamed:
        found += f", {unnamed:,} without a name"
    places = {entry.source for entry in members}
    note = f"written {plural(len(members), 'time')} in {plural(len(places), 'source')}; not a complete list"
    if inside and outside:
        note += f"; {plural(len(outside), 'person', 'people')} apart, listed for no declared incident"
    return [Line("Names", found, note, "cenotaph show persons")]


def _largest(persons: Sequence[Person]) -> list[Line]:
    """Whose entries are most: where people were wrongly taken for one, it shows there first."""
    if not any(len(person.entries) > 1 for person in persons):
        return []
    most = max(persons, key=lambda person: (len(person.entries), person.id))
    weakest = most.weakest_link or 0.0
    held = "tied by rulings" if weakest == 1 else f"its weakest link has a likeness of {weakest:.2f}"
    name = f"“{most.name}”" if most.is_named and most.access != "sealed" else "one person"
    found = f"{plural(len(most.entries), 'naming')} of one person"
    return [Line("Largest", found, f"{name}; {held}", f"cenotaph explain {most.id}")]


def _rescaled(pairs: Sequence[Pair]) -> list[Line]:
    """How the rulings on pairs re-scale the others, once there are enough."""
    scale = calibration_of(pairs)
    if not scale.is_applied:
        return []
    rulings = plural(scale.same + scale.different, "ruling")
    return [Line("Re-scaled", f"by {rulings}", f"of likeness, {scale.effect}", "cenotaph show calibration")]


def _to_decide(tasks: Sequence[Task]) -> Line:
    pairs = sum(task.kind == "pair" for task in tasks)
    passages = sum(task.kind == "passage" for task in tasks)
    return Line("To decide", f"{plural(pairs, 'pair')} of names, {plural(passages, 'passage')}", "", "cenotaph todo")


def _killed(figures: Sequence[Figure], questions: Sequence[Question], incidents: Sequence[Incident]) -> list[Line]:
    by_incident: dict[str | None, list[Figure]] = {}
    asked = {question.id: question for question in questions}
    for figure in figures:
        question = asked[figure.question]
        if question.kind == "killed" and not question.is_part:
            by_incident.setdefault(question.incident, []).append(figure)
    lines = []
    for incident in [*(i.id for i in incidents), None]:
        rows = by_incident.get(incident)
        if not rows:
            continue
        title = next((i.title for i in incidents if i.id == incident), "no declared incident")
        about = f": {title}" if incidents else ""
        pages = len({row.source for row in rows})
        silent = sum(row.speaker is None for row in rows)
        chosen = sum(row.is_headline for row in rows)
        note = (
            f"on {plural(pages, 'page')}, counting different people at different times{about}; "
            f"{silent:,} name no origin; {'none' if not chosen else f'{chosen:,}'} chosen"
        )
        lines.append(Line("Killed", plural(len(rows), "statement"), note, "cenotaph show figures"))
    return lines


def _to_check(flags: Sequence[Flag]) -> Line:
    open_ = [f for f in flags if f.settled_by is None and f.severity != "information"]
    settled = sum(f.settled_by is not None for f in flags)
    told = sum(f.settled_by is None and f.severity == "information" and not catalogue()[f.code].is_list for f in flags)
    note = "where sources do not agree or add up" + (f"; {settled:,} settled" if settled else "")
    note += f"; {told:,} more for information" if told else ""
    return Line("To check", plural(len(open_), "point"), note, "cenotaph check")


def _unlisted(estimates: Sequence[Estimate]) -> Line:
    made = [estimate for estimate in estimates if estimate.refusal is None]
    if made:
        note = "of how many were never listed; none is published unless chosen"
        return Line("Unlisted", plural(len(made), "estimate"), note, "cenotaph show estimates")
    refusal = next((estimate for estimate in estimates if estimate.refusal), None)
    if refusal is None:
        return Line("Unlisted", "not estimated", "no list of names")
    return Line("Unlisted", "not estimated", refusal.reason or "", f"cenotaph explain {refusal.refusal}")


def _held_back(passages: Sequence[HeldBack]) -> list[Line]:
    if not passages:
        return []
    tally = Counter(passage.reason for passage in passages)
    labels: dict[Reason, str] = {
        "contact": "contact data",
        "living person": "living people",
        "sensitive topic": "topics that wait for a ruling",
        "ruled": "by a ruling",
    }
    note = "; ".join(f"{tally[reason]:,} {label}" for reason, label in labels.items() if tally[reason])
    return [Line("Held back", plural(len(passages), "passage"), note, "cenotaph show held-back")]
