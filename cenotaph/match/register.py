"""The register: entries in, persons out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cenotaph import table
from cenotaph.gazetteer import Gazetteer
from cenotaph.match.calibration import with_rulings
from cenotaph.match.compared import Couple, Weighed, weigh_people
from cenotaph.match.groups import groups_of, within_reach
from cenotaph.match.judged import Judgements, judgements
from cenotaph.match.kept import Memory
from cenotaph.match.mentions import with_mentions
from cenotaph.match.people import people_of
from cenotaph.match.persons import Ties, archive, person, redirects
from cenotaph.match.places import gazetteer_by_sound, places
from cenotaph.match.ruled import rule_on_persons
from cenotaph.match.samples import Evidence, draw_samples
from cenotaph.match.watch import crowded, watched
from cenotaph.record import (
    DeclaredPlace,
    Entry,
    Flag,
    Link,
    Pair,
    Person,
    Place,
    Redirect,
    Ruling,
    Sample,
    Source,
    digest,
)
from cenotaph.uncollected import uncollected

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 0.05
"""Pairs below this are not kept, unless someone ruled on them."""
WAITING = 0.2
"""Pairs from here up to `cluster.ACCEPTED` wait for a person; so do surer ones that something forbade."""


class Matched(NamedTuple):
    """What the match stage gives."""

    persons: pa.Table
    links: pa.Table
    pairs: pa.Table
    redirects: pa.Table
    places: pa.Table
    samples: pa.Table
    flags: pa.Table


@uncollected
def match(
    entries: pa.Table,
    sources: pa.Table,
    rulings: Sequence[Ruling] = (),
    declared: Sequence[DeclaredPlace] = (),
    memory: Memory | None = None,
) -> Matched:
    """The persons that entries name, and why each entry belongs to its person.

    Args:
        entries: one row per entry; every entry ends in exactly one person.
        sources: for when each was captured, which decides whose entry gives a person its id.
        rulings: of kind same, different or unsure, target "entry+entry"; either may also be a person's
            id, present or former, which stands for the entry it comes from. Of other kinds, those on
            persons.
        declared: the places of the archive with all their names.
        memory: what an earlier run kept; it changes the time this takes and nothing else, and takes what
            the next run may know.

    Returns:
        persons (by name form, then id), links (one per entry), pairs (compared and worth a look, or
        judged; waiting ones first, those that would change most first), redirects (the ids that later
        entries of a person would give it), places, samples, flags (L028 to L030, R002).
    """
    known = {one.id: one for one in table.records(entries, Entry)}
    everyone = [known[one] for one in sorted(known)]
    captured = {one.id: one.captured for one in table.records(sources, Source) if one.captured}
    said = judgements(everyone, rulings)
    gazetteer = gazetteer_by_sound(declared)
    weighed = _weighed(everyone, said, gazetteer, memory or Memory())
    groups = groups_of(weighed, said)
    weighed = within_reach(weighed, groups)
    ties = Ties(weighed, said.must)
    all_of = archive(known, captured)
    persons = sorted((person(group, all_of, ties) for group in groups), key=lambda one: one.id)
    links = [ties.link(one, body.entries, body.id) for body in persons for one in body.entries]
    leads = sorted((one for body in persons for one in redirects(body, all_of, ties)), key=lambda one: one.id)
    return Matched(
        persons=table.to_table(rule_on_persons(persons, leads, rulings), Person),
        links=table.to_table(sorted(links, key=lambda one: one.entry), Link),
        pairs=table.to_table(_pairs(weighed, said, persons), Pair),
        redirects=table.to_table(leads, Redirect),
        places=table.to_table(places((text for one in everyone for text in (one.place, one.burial)), gazetteer), Place),
        samples=table.to_table(draw_samples(_evidence(weighed, said, everyone), groups, all_of.id_of), Sample),
        flags=table.to_table(
            [*said.flags, *watched(persons, weighed, known, said.must), *crowded(weighed.people, known)], Flag
        ),
    )


def _weighed(everyone: Sequence[Entry], said: Judgements, gazetteer: Gazetteer, memory: Memory) -> Weighed:
    """All pairs, mentions placed among persons, and re-scaled by what people ruled."""
    weighed = weigh_people(people_of(everyone, gazetteer, memory.names), memory)

    def join(members: Iterable[str], probability: Mapping[Couple, float]) -> list[tuple[str, ...]]:
        return groups_of(weighed.with_probability(probability), said, members)

    placed = with_mentions(weighed, everyone, join)
    return with_rulings(placed, {couple: one.judgement for couple, one in said.ruled.items()})


def _evidence(weighed: Weighed, said: Judgements, everyone: Iterable[Entry]) -> Evidence:
    """What clusterings are drawn from."""
    apart: dict[str, dict[Hashable, Hashable]] = {one.id: {one.list: one.id} for one in everyone if one.is_unique}
    for one, key in said.one_key.items():
        apart.setdefault(one, {})[said.key[one][:2]] = key
    return Evidence(
        probability=weighed.probability,
        must=frozenset(said.must),
        cannot=said.couples("different"),
        unsure=said.couples("unsure"),
        against=weighed.against - said.must.keys(),
        apart=apart,
    )


def _pairs(weighed: Weighed, judged: Judgements, persons: Iterable[Person]) -> list[Pair]:
    """The pairs worth keeping: judged ones that look alike, likely ones, doubtful ones."""
    of = {one: body for body in persons for one in body.entries}
    found: list[tuple[tuple[float, ...], Pair]] = []
    shown = {couple for couple, chance in weighed.probability.items() if chance >= SHOWN}
    for couple in sorted(shown | judged.ruled.keys() | judged.must.keys()):
        a, b = couple
        said, chance = judged.of(couple), weighed.probability.get(couple, 0.0)
        is_open = said is None or said.judgement == "unsure"
        apart = of[a].id != of[b].id
        waits = is_open and apart and chance >= WAITING
        change = len(of[a].entries) + len(of[b].entries)
        pair = Pair(
            id="pair-" + digest(a, b),
            entry_a=a,
            entry_b=b,
            probability=chance,
            reason=weighed.reason(couple),
            judgement=said.judgement if said else None,
            judged_by=said.by if said else None,
            is_waiting=waits,
            unscaled=weighed.unscaled.get(couple),
        )
        found.append(((not waits, -change if waits else 0, abs(chance - 0.5) if waits else -chance), pair))
    found.sort(key=lambda item: (item[0], item[1].id))
    return [pair for _, pair in found]
