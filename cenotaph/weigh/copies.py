"""Copy groups: sources that repeat one text, so that they count as one voice.

Texts that are held are compared by runs of words (`runs`), by what they tell sentence by sentence, in other words or in
another language (`retold`), and by what they say themselves: "Nowhere News reported" (`citing`). For sources that are
only cited there is no text: a group rests on what people declared, or, marked as likely, on several equal figures that
nobody else gives (`declared`). Where there is nothing of the kind, independence is simply not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cenotaph.disjoint import DisjointSets
from cenotaph.record import Claim, CopyBasis, CopyGroup, Source, Text, digest
from cenotaph.weigh.citing import citing_repeats
from cenotaph.weigh.declared import declared_repeats, figure_repeats
from cenotaph.weigh.merged import groups_of
from cenotaph.weigh.repeats import LAST_DAY, Day, Repeat, days
from cenotaph.weigh.retold import retold_repeats
from cenotaph.weigh.runs import shared_words, text_repeats
from cenotaph.weigh.signs import signs

REASONS = 3
"""Reasons that a group states; a hundred pages that repeat one text have a hundred."""


def copy_groups(sources: Sequence[Source], texts: Sequence[Text], claims: Sequence[Claim] = ()) -> list[CopyGroup]:
    """Groups of sources that repeat one text, in a stable order.

    Args:
        sources: held and cited.
        texts: texts of held sources.
        claims: of all sources; those noted of a source without text are compared by their figures.

    Returns:
        Groups of two or more; sources by date, then id. `root` is the earliest where one is earlier than all others.

    A text merged from two reports stands in the groups of both (`merged`). What each way misses is said there.
    """
    known = {source.id: source for source in sources}
    of_source = {text.source: text for text in texts}
    told = {text.source: signs(text) for text in texts}
    by_words, formulas = text_repeats(texts, known)
    found = [*declared_repeats(sources), *by_words, *citing_repeats(texts, told, known)]
    joined = DisjointSets[str]()
    for repeat in found:
        joined.join(repeat.first, repeat.second)
    found += retold_repeats(texts, told, known, joined)
    tied = {source for repeat in found for source in (repeat.first, repeat.second)}
    found += figure_repeats(claims, tied | of_source.keys())

    def reason_of(repeat: Repeat) -> str:
        if repeat.basis != "text":
            return repeat.reason
        return f"{repeat.reason}: “{shared_words(of_source[repeat.first], of_source[repeat.second], formulas)}”"

    return sorted(
        (_group(ties, known, reason_of) for ties in groups_of(found, told, known)), key=lambda group: group.id
    )


def _group(ties: Sequence[Repeat], known: Mapping[str, Source], reason_of: Callable[[Repeat], str]) -> CopyGroup:
    members = {source for tie in ties for source in (tie.first, tie.second)}
    ordered = sorted(members, key=lambda s: (*_earliest(known.get(s)), s))
    stated = _strongest_first(ties)
    reasons = dict.fromkeys(reason_of(tie) for tie in stated[:REASONS])
    more = len(stated) - REASONS
    return CopyGroup(
        id="cpy-" + digest(*sorted(members)),
        sources=tuple(ordered),
        reason="; ".join(reasons) + (f"; and {more} more such pairs" if more > 0 else ""),
        root=_root(ordered, known),
        basis=tuple(sorted({tie.basis for tie in ties}, key=_ORDER.index)),
    )


_ORDER: tuple[CopyBasis, ...] = ("declared", "text", "retold", "citing", "translation", "figures")
"""Grounds of a group as a reader should hear them."""


def _strongest_first(repeats: Sequence[Repeat]) -> list[Repeat]:
    """One reason of each ground first, then the others, in the order of the sources."""
    ordered = sorted(repeats, key=lambda r: (_ORDER.index(r.basis), r.first, r.second))
    first_of: dict[str, Repeat] = {}
    for repeat in ordered:
        first_of.setdefault(repeat.basis, repeat)
    return [*first_of.values(), *(repeat for repeat in ordered if first_of[repeat.basis] is not repeat)]


def _earliest(source: Source | None) -> tuple[bool, Day]:
    """Sort key by the first possible day of publication, unknown ones last."""
    first = days(source)[0]
    return first is None, first or LAST_DAY


def _root(ordered: Sequence[str], known: Mapping[str, Source]) -> str | None:
    """The first source, where its last possible day lies before the first possible day of every other."""
    last = days(known.get(ordered[0]))[1]
    if last is None:
        return None
    others = [_earliest(known.get(source)) for source in ordered[1:]]
    return ordered[0] if all(not unknown and last < first for unknown, first in others) else None
