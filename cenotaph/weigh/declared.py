"""Copies of which no text is held: those that people declared, and those that only equal figures betray."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from cenotaph.flags import flag
from cenotaph.record import Claim, Flag, Source
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.repeats import Repeat, day
from cenotaph.weigh.scope import event_of, kind_of

FEWEST_FIGURES = 3
"""Equal figures that nobody else gives, from which two sources are likely to rest on one text."""

TELLING = 10
"""Values from here on are unlikely to be equal by chance."""

_NAMED = re.compile(
    r"^(?P<base>.+?)(?:\s*[,;]\s*(?:\w+\s){0,3}|[\s-]+)(?P<word>copy|copies|mirror|reprint|repost|republished)\b",
    re.IGNORECASE,
)
"""A publisher noted as a copy of another: "Nowhere News copy", "Nowhere News, forum copy"."""

_EDITION = re.compile(r"^(?P<base>.+?)\s*\((?P<language>[a-z]{2,3})\)\s*$")


def declared_repeats(sources: Sequence[Source]) -> Iterator[Repeat]:
    """Pairs of sources that people declared to be copies or editions of each other.

    In `sources.csv` the column `copy_of` names the source a row repeats; a publisher may be noted as "Nowhere News
    copy", or as "Nowhere News (ru)" beside "Nowhere News (en)" of the same day.
    """
    yield from _in_column(sources)
    copies: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    editions: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in sorted(sources, key=lambda source: source.id):
        publisher = (source.publisher or "").strip()
        copy = _NAMED.match(publisher)
        title = re.sub(r"\([^)]*\)", "", source.title or "").strip().lower()
        if publisher and title:
            copies[(copy["base"] if copy else publisher).strip(" ,").lower(), title].append(source)
        edition = _EDITION.match(publisher)
        if edition and source.published and day(source) is not None:
            editions[edition["base"].lower(), source.published].append(source)
    for (base, _), members in copies.items():
        named = [_NAMED.match((member.publisher or "").strip()) for member in members]
        # "Daily Mirror" is a name of its own, but where "Daily" stands beside it
        if any(match and (match["word"].islower() or not all(named)) for match in named):
            yield from _chain(members, f"declared a copy in sources.csv: {base}")
    for (base, published), members in editions.items():
        if len({member.language for member in members}) == len(members):
            yield from _chain(members, f"editions of one agency on one day in several languages: {base}, {published}")


def _in_column(sources: Sequence[Source]) -> Iterator[Repeat]:
    """What the column `copy_of` says."""
    named = _names(sources)
    for source in sorted(sources, key=lambda source: source.id):
        for value in _declared(source):
            origin = named.get(value)
            if origin is not None and origin != source.id:
                yield Repeat(source.id, origin, "declared", f"declared in sources.csv: copy of {value}")


def check_declared(sources: Sequence[Source]) -> tuple[Flag, ...]:
    """S016 for each `copy_of` that names no source of the archive, or the source itself."""
    named = _names(sources)
    return tuple(
        flag("S016", sources=(source.id,), value=value)
        for source in sorted(sources, key=lambda source: source.id)
        for value in _declared(source)
        if named.get(value, source.id) == source.id
    )


def _declared(source: Source) -> list[str]:
    return [evidence.value for evidence in source.evidence if evidence.field == "copy_of"]


def _names(sources: Sequence[Source]) -> dict[str, str]:
    """The id of each source by every name that people give it: key, path, address, id."""
    named: dict[str, str] = {}
    for source in sorted(sources, key=lambda source: source.id):
        for name in (source.key, source.path, *source.paths, source.url, source.id):
            if name:
                named.setdefault(name, source.id)
    return named


def _chain(members: Sequence[Source], reason: str) -> Iterator[Repeat]:
    for first, second in itertools.pairwise(members):
        yield Repeat(first.id, second.id, "declared", reason)


def figure_repeats(claims: Sequence[Claim], others: Collection[str]) -> Iterator[Repeat]:
    """Sources of which only notes are held that share several figures nobody else gives, one after the other.

    Equal figures alone prove nothing: such sources are marked as likely by their ground, "figures".

    Args:
        claims: of all sources.
        others: sources whose text is held, or that belong to a group for a better reason.
    """
    for sources, figures in shared_figures(claims, others).items():
        if len(figures) >= FEWEST_FIGURES:
            told = ", ".join(sorted(_told(figure[sources[0]]) for figure in figures))
            only = "two" if len(sources) == 2 else str(len(sources))
            for first, second in itertools.pairwise(sources):
                reason = f"likely, no text is held: only these {only} sources give {told}"
                yield Repeat(first, second, "figures", reason)


def shared_figures(claims: Sequence[Claim], others: Collection[str]) -> dict[tuple[str, ...], list[dict[str, Claim]]]:
    """Figures on one event that nobody gives but several sources of which only notes are held.

    Args:
        claims: of all sources.
        others: sources that are left out though they have notes; what they give, somebody else gives.

    Returns:
        Those sources, sorted -> their figures, each as the first claim of every source; sorted by the sources.
    """
    holders: defaultdict[tuple[object, ...], dict[str, Claim]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda claim: claim.id):
        count = claim.count
        if count is not None and not is_part(claim) and max(count.low or 0, count.high or 0) >= TELLING:
            key = (*event_of(claim), kind_of(claim), count.low, count.high, count.qualifier, count.unit)
            holders[key].setdefault(claim.source, claim)
    noted = {claim.source for claim in claims if claim.basis == "noted"}.difference(others)
    shared: defaultdict[tuple[str, ...], list[dict[str, Claim]]] = defaultdict(list)
    for members in holders.values():
        if len(members) > 1 and members.keys() <= noted:
            shared[tuple(sorted(members))].append(members)
    return dict(sorted(shared.items()))


def _told(claim: Claim) -> str:
    count = claim.count
    assert count is not None
    low, high = count.low, count.high
    value = str(low) if low == high else f"≥{low}" if high is None else f"≤{high}" if low is None else f"{low}-{high}"
    return f"{value} {kind_of(claim).replace('_', ' ')}"
