"""Every check of this stage, over the claims and entries of a whole archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cenotaph.record import Claim, CopyGroup, DeclaredPlace, Entry, Figure, Flag, Incident, Link, Ruling, Source, Text
from cenotaph.voices import groups_of_sources
from cenotaph.weigh.acts import check_acts
from cenotaph.weigh.coverage import check_perspectives
from cenotaph.weigh.dates import check_dates
from cenotaph.weigh.editions import check_editions, check_one_voice, check_rare_figures
from cenotaph.weigh.following import check_following
from cenotaph.weigh.later_names import check_place_names
from cenotaph.weigh.lives import check_lives, check_printed_lives
from cenotaph.weigh.misprints import check_exchanged, check_misprints, check_told_again
from cenotaph.weigh.named_acts import check_acts_told_again, check_named_acts
from cenotaph.weigh.named_dead import check_named_dead
from cenotaph.weigh.noted_dates import check_noted_dates, check_order_of_dates
from cenotaph.weigh.noted_sums import check_noted_sums
from cenotaph.weigh.people import check_ages, check_incidents, check_lists, check_missing_names
from cenotaph.weigh.printed import Printed
from cenotaph.weigh.printed_sums import check_sums
from cenotaph.weigh.scope import known_places
from cenotaph.weigh.series import check_cumulative, check_rising
from cenotaph.weigh.shares import check_shares
from cenotaph.weigh.stands import check_stands
from cenotaph.weigh.sums import check_named, check_repeated
from cenotaph.weigh.told_lives import Telling, check_lives_told_again, check_told_lives, lives_noted, lives_told


class Weighing(Struct, frozen=True):
    """What there is to check, each part sorted by id."""

    sources: Mapping[str, Source]  # by id
    texts: Mapping[str, Text]  # by source id
    claims: Sequence[Claim]
    entries: Sequence[Entry]
    links: Sequence[Link]
    incidents: Sequence[Incident]
    places: Sequence[DeclaredPlace]
    groups: Sequence[CopyGroup]
    figures: Sequence[Figure]
    rulings: Sequence[Ruling] = ()  # `same` and `different` on lines of lists


def check_claims(text: Text, claims: Sequence[Claim], incidents: Sequence[Incident] = ()) -> tuple[Flag, ...]:
    """What does not add up inside one text, without an archive.

    Args:
        text: the text; its language and date of publication are used where known.
        claims: the quoted claims read in it.
        incidents: declared ones, if any.

    Returns:
        Flags A001, A002, A003, A004, A005, A006, A007, A008, D001, D002, D003, D004, D005, D006 and D007, in the
        order of the text.
    """
    return _points_in(Printed(text, claims), incidents)


def _points_in(printed: Printed, incidents: Sequence[Incident]) -> tuple[Flag, ...]:
    sums = check_sums(printed)
    found = [
        *sums,
        *check_shares(printed, _larger(printed, sums)),
        *check_following(printed, {point.claims[0] for point in sums if point.claims}),
        *check_rising(printed),
        *check_exchanged(printed),
        *check_told_again(printed),
        *check_named_dead(printed),
        *check_stands(printed),
        *check_dates(printed, incidents),
        *check_printed_lives(printed),
        *check_lives_told_again(printed),
        *check_acts_told_again(printed),
    ]
    once = {flag.id: flag for flag in found}
    return tuple(sorted(once.values(), key=lambda flag: (first_place(flag), flag.code, flag.id)))


def _larger(printed: Printed, points: Sequence[Flag]) -> set[int]:
    """Where the sentences begin of which a larger part is known."""
    return {run[0] for point in points if point.code == "A006" and (run := printed.run_at(first_place(point)))}


def first_place(flag: Flag) -> int:
    """Where the first passage of a flag begins in its text; 0 where it rests on none."""
    return min((span.start for span in flag.spans if span.start is not None), default=0)


def check_all(given: Weighing) -> list[Flag]:
    """The points to check of a whole archive, in no particular order; one may be there twice."""
    quoted: dict[str, list[Claim]] = {}
    for claim in given.claims:
        if claim.basis == "quoted":
            quoted.setdefault(claim.span.source, []).append(claim)
    gazetteer = known_places(given.places)
    noted = [claim for claim in given.claims if claim.basis == "noted"]
    found: list[Flag] = []
    told: list[Telling] = []
    for source in sorted(given.texts):
        printed = Printed(given.texts[source], quoted.get(source, ()))
        found.extend(_points_in(printed, given.incidents))
        told.extend(lives_told(printed))
    found.extend(check_told_lives([*told, *lives_noted(noted)]))
    known = {claim for point in found if point.code in ("A001", "A006", "A007") for claim in point.claims}
    found.extend(check_repeated([claim for own in quoted.values() for claim in own], known))
    found.extend(check_noted_sums(noted))
    found.extend(check_noted_dates(noted))
    found.extend(check_rare_figures(given.claims, given.texts, given.groups))
    found.extend(check_acts(noted))
    found.extend(check_named_acts([claim for own in quoted.values() for claim in own]))
    found.extend(check_misprints(given.claims, groups_of_sources(given.groups), gazetteer))
    found.extend(check_cumulative(given.claims, given.texts))
    found.extend(check_order_of_dates(noted, given.sources))
    found.extend(check_named(given.claims, given.entries, given.links))
    found.extend(check_place_names(given.claims, given.entries, given.places))
    found.extend(check_ages(given.entries))
    found.extend(check_lives(given.entries, given.links))
    found.extend(check_lists(given.entries, given.links, given.rulings))
    found.extend(check_missing_names(given.entries))
    found.extend(check_perspectives(given.incidents, given.sources, given.claims, given.entries))
    found.extend(check_incidents(given.entries, given.links, given.incidents))
    found.extend(check_editions(given.groups, given.texts, given.claims, given.sources, gazetteer))
    found.extend(check_one_voice(given.groups, given.claims, given.figures))
    return found
