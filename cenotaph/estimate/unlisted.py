"""Estimates for an archive: capture histories from the register, per incident."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cenotaph import table as tables
from cenotaph.disjoint import DisjointSets
from cenotaph.estimate.draws import Doubt, Draws, entry_systems
from cenotaph.estimate.histories import Histories
from cenotaph.estimate.method import Refused
from cenotaph.estimate.methods import Outcome, refuse, run_methods
from cenotaph.record import Entry, Estimate, Flag, Incident, Link, Pair, Person, Ruling, Sample, Source

if TYPE_CHECKING:
    import pyarrow as pa

UNNAMED = "{number} people who stand on these lists without a name are left out: nobody can tell who they are elsewhere"

WAITING = (
    "{number} pairs of names wait for a decision; the limits also hold if every such pair is one person, "
    "the point takes them as different people"
)

NOTHING_OPEN = Doubt()
DRAWN = (
    "in {number} clusterings, drawn so that each doubtful pair of names is one person as often as that is likely, "
    "95 of 100 limits lie within these"
)


def estimate_unlisted(
    entries: pa.Table,
    persons: pa.Table,
    links: pa.Table,
    sources: pa.Table,
    list_systems: Mapping[str, Sequence[str]],
    incidents: Sequence[Incident],
    rulings: Sequence[Ruling],
    doubt: Doubt = NOTHING_OPEN,
) -> tuple[pa.Table, pa.Table]:
    """How many people of each incident no list names, by every method, or why that cannot be said.

    Only lists count, not people named in passing; only people with a name, since the others cannot be told
    apart from list to list. Each pair of names that nobody has ruled on may hide an overlap, and missed overlaps
    make every estimate too high: so the limits are the outermost of two runs, with those pairs as two and as one.

    Args:
        entries: table of Entry.
        persons: table of Person.
        links: table of Link; which entry is which person.
        sources: table of Source.
        list_systems: name of an independent list system -> paths (or keys, addresses, ids) of its sources.
        incidents: those that were declared; each with people on these lists gets estimates or a refusal.
        rulings: a `headline` on an estimate's id makes it one.
        doubt: what the register leaves open, which widens the limits.

    Returns:
        Tables of Estimate (by incident in the order declared, then method) and of Flag (E001 to E003, one
        per refusal). Without two declared list systems, one refusal stands for all incidents.
    """
    systems = systems_of(tables.records(sources, Source), list_systems)
    tied = tables.records(links, Link)
    everyone = tables.records(entries, Entry)
    on_lists = _memberships(everyone, tied, systems)
    samples = tables.records(doubt.samples, Sample) if doubt.samples is not None else ()
    draws = Draws(everyone, tied, samples, systems)
    same = _waiting(tables.records(doubt.pairs, Pair) if doubt.pairs is not None else (), tied)
    declared = tuple(incident.id for incident in incidents)
    outcomes: list[Outcome] = []
    for incident, people in _strata(tables.records(persons, Person), on_lists, declared):
        outcomes.extend(_estimates(incident, people, on_lists, systems, same, draws))
    if not outcomes:
        outcomes = [refuse(Histories(tuple(systems), ()), Refused("E002", (("declared", len(systems)),)))]
    chosen = {ruling.target for ruling in rulings if ruling.kind == "headline"}
    rows = [
        replace(outcome.row, is_headline=outcome.row.id in chosen and outcome.row.point is not None)
        for outcome in outcomes
    ]
    flags = [outcome.flag for outcome in outcomes if outcome.flag is not None]
    return tables.to_table(rows, Estimate), tables.to_table(flags, Flag)


def _strata(
    people: Sequence[Person], on_lists: Mapping[str, frozenset[str]], declared: Sequence[str]
) -> list[tuple[str | None, list[Person]]]:
    """Per incident, in the order declared and last those of none, its people on the lists."""
    found: dict[str | None, list[Person]] = {incident: [] for incident in (*declared, None)}
    for person in people:
        if person.id in on_lists:
            found[person.incident if person.incident in found else None].append(person)
    return [(incident, members) for incident, members in found.items() if members]


def systems_of(sources: Iterable[Source], declared: Mapping[str, Sequence[str]]) -> dict[str, tuple[Source, ...]]:
    """The sources of each list system, systems by name."""
    known = sorted(sources, key=lambda source: source.id)

    def named(source: Source, wanted: Sequence[str]) -> bool:
        names = {source.id, source.key, source.url, source.path, *source.paths} - {None}
        short = {name.removeprefix("sources/") for name in names if name}
        return any(want.removeprefix("sources/") in short for want in wanted)

    return {name: tuple(s for s in known if named(s, declared[name])) for name in sorted(declared)}


def _shared(systems: Mapping[str, tuple[Source, ...]]) -> tuple[tuple[str, object], ...] | None:
    """Two list systems that are not independent as declared, and why: the values of E003."""
    for first, second in itertools.combinations(systems, 2):
        ids = {source.id for source in systems[first]}
        others = {source.id for source in systems[second]}
        cause = None
        if ids & others:
            cause = "they share a source"
        elif _derived(systems[first]) & others or _derived(systems[second]) & ids:
            cause = "a source of one was made from a source of the other"
        if cause:
            return ("first", first), ("second", second), ("cause", cause)
    return None


def _derived(sources: Iterable[Source]) -> set[str]:
    return {source.derived_from for source in sources if source.derived_from}


def _memberships(
    entries: Iterable[Entry], links: Iterable[Link], systems: Mapping[str, tuple[Source, ...]]
) -> dict[str, frozenset[str]]:
    """Per person id the list systems on which they stand."""
    of_entry = entry_systems(entries, systems)
    found: dict[str, set[str]] = {}
    for link in links:
        found.setdefault(link.person, set()).update(of_entry.get(link.entry, set()))
    return {person: frozenset(names) for person, names in found.items() if names}


def _waiting(pairs: Sequence[Pair], links: Sequence[Link]) -> list[tuple[str, str]]:
    """Pairs of persons that wait for a decision whether they are one."""
    person_of = {link.entry: link.person for link in links}
    found = set()
    for pair in pairs:
        first, second = person_of.get(pair.entry_a), person_of.get(pair.entry_b)
        if pair.is_waiting and pair.judgement in (None, "unsure") and first and second and first != second:
            found.add((min(first, second), max(first, second)))
    return sorted(found)


def _histories(
    people: Sequence[Person],
    on_lists: Mapping[str, frozenset[str]],
    systems: Mapping[str, tuple[Source, ...]],
    same: Sequence[tuple[str, str]] = (),
) -> Histories:
    """Histories of the people with a name, those in `same` taken as one; two on one list stay apart."""
    stands_on = {person.id: on_lists[person.id] for person in people if person.is_named}
    sets = DisjointSets[str]()
    for pair in same:
        first, second = map(sets.find, pair)
        if first != second and {first, second} <= stands_on.keys() and not stands_on[first] & stands_on[second]:
            on_either = stands_on.pop(first) | stands_on.pop(second)
            sets.join(first, second)
            stands_on[sets.find(first)] = on_either
    histories = ("".join("1" if name in names else "0" for name in systems) for names in stands_on.values())
    counts = Counter(histories)
    return Histories(lists=tuple(systems), counts=tuple(sorted(counts.items())))


def _estimates(
    incident: str | None,
    people: Sequence[Person],
    on_lists: Mapping[str, frozenset[str]],
    systems: Mapping[str, tuple[Source, ...]],
    same: Sequence[tuple[str, str]],
    draws: Draws,
) -> tuple[Outcome, ...]:
    histories = _histories(people, on_lists, systems)
    shared = _shared(systems)
    if shared is not None:
        return (refuse(histories, Refused("E003", shared), incident=incident),)
    outcomes = run_methods(histories, incident=incident)
    here = {person.id for person in people}
    named = {person.id for person in people if person.is_named}
    open_pairs = [pair for pair in same if named.issuperset(pair)]
    if open_pairs:
        joined = run_methods(_histories(people, on_lists, systems, open_pairs), incident=incident)
        note = WAITING.format(number=len(open_pairs))
        outcomes = tuple(_outermost(outcome, joined, note) for outcome in outcomes)
    drawn = list(draws.histories(here))
    runs = {histories: run_methods(histories, incident=incident) for histories in set(drawn)}
    spread = [runs[histories] for histories in drawn]
    if len(set(map(_limits, spread))) > 1:
        outcomes = tuple(_spread(outcome, spread) for outcome in outcomes)
    unnamed = sum(not person.is_named for person in people)
    if not unnamed:
        return outcomes
    note = UNNAMED.format(number=unnamed)
    return tuple(replace(o, row=replace(o.row, assumptions=(*o.row.assumptions, note))) for o in outcomes)


def _limits(outcomes: Sequence[Outcome]) -> tuple[tuple[float | None, float | None], ...]:
    return tuple((outcome.row.low, outcome.row.high) for outcome in outcomes)


def _spread(outcome: Outcome, spread: Sequence[Sequence[Outcome]]) -> Outcome:
    """An estimate whose limits hold those of 95 in 100 drawn clusterings."""
    row = outcome.row
    drawn = [o.row for run in spread for o in run if o.row.method == row.method and o.row.low is not None]
    if row.low is None or not drawn:
        return outcome
    aside = len(drawn) * 25 // 1000
    low = min(row.low, sorted(each.low for each in drawn if each.low is not None)[aside])
    highs = sorted(float("inf") if each.high is None else each.high for each in drawn)
    high = None if row.high is None or highs[-1 - aside] == float("inf") else max(row.high, highs[-1 - aside])
    if (low, high) == (row.low, row.high):
        return outcome
    note = DRAWN.format(number=len(drawn))
    return replace(outcome, row=replace(row, low=low, high=high, assumptions=(*row.assumptions, note)))


def _outermost(outcome: Outcome, joined: Sequence[Outcome], note: str) -> Outcome:
    """An estimate with the limits of both runs; without limits in the other run it stays as it is."""
    row = outcome.row
    other = next((o.row for o in joined if o.row.method == row.method and o.row.low is not None), None)
    if row.low is None or other is None or other.low is None:
        return outcome
    high = None if row.high is None or other.high is None else max(row.high, other.high)
    low = min(row.low, other.low)
    return replace(outcome, row=replace(row, low=low, high=high, assumptions=(*row.assumptions, note)))
