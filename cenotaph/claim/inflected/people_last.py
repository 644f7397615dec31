"""More victims that a sentence names where verbs stand last: rows, names beside a number, the youngest of the dead.

"A (34) ve B hayatını kaybetti", "A ve iki arkadaşı idam edildi", "ölenlerin en genci çırak A'ydı", "ölenler: A, B".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.words import Lexicon

Run = tuple[int, int]
"""A name as it stands: word positions, half-open."""

_REACH = 8  # words between two names of a row
_TITLES = 5  # words in front of a name that say who it is
_SIGNS = frozenset({",", "(", ")", "[", "]"})


def row_before(seen: Seen, run: Run, runs: Sequence[Run], lexicon: Lexicon) -> Iterator[Run]:
    """The names joined to one behind them: "gazeteci A (34) ve kameraman B (29) hayatını kaybetti"."""
    joiners = {mark.first for mark in seen.cue("joiner")}
    last, is_joined = run, False
    for other in reversed([one for one in runs if one[1] <= run[0]]):
        between = range(other[1], last[0])
        is_joined = is_joined or any(at in joiners for at in between)
        is_open = any(at in joiners or seen.words[at].low == "," for at in between)
        if not is_open or not is_joined or len(between) > _REACH or not _is_plain(seen, between, lexicon):
            return
        yield other
        last = other


def _is_plain(seen: Seen, between: range, lexicon: Lexicon) -> bool:
    """Whether words between two names tell nothing but ages, offices and signs."""
    told = {at for mark in seen.marks.get("predicate", ()) for at in range(mark.first, mark.last)}
    return not any(
        at in told
        or seen.words[at].low in (";", ":", ".")
        or (seen.words[at].text[:1].islower() and lexicon.is_finite(seen.words[at].low))
        for at in between
    )


def with_number(seen: Seen, pairs: Sequence[Pair], runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    """A name that a joining word ties to a number of others: "A ve iki arkadaşı idam edildi"."""
    joiners = {mark.first for mark in seen.cue("joiner")}
    for pair in pairs:
        predicate = pair.predicate
        if predicate is None or predicate.form.is_negative or predicate.first < pair.phrase.last:
            continue
        for run in runs:
            if run[1] in joiners and run[1] + 1 == pair.phrase.first:
                yield run, pair.kind


def one_of_them(seen: Seen, runs: Sequence[Run], lexicon: Lexicon) -> Iterator[tuple[Run, str]]:
    """A name said to be one of the dead or hurt: "ölenlerin en genci çırak A'ydı", "ölenlerden birinin A olduğu"."""
    for mark in seen.marks.get("predicate", ()):
        if not (mark.role == "people" or mark.form.is_who):
            continue
        first = _behind_one(seen, mark, lexicon)
        run = next((run for run in runs if first is not None and first <= run[0] <= first + _TITLES), None)
        if run is not None and _is_said_to_be(seen, run, lexicon):
            yield run, mark.kind


def _behind_one(seen: Seen, mark: Mark, lexicon: Lexicon) -> int | None:
    """Where the words behind "the youngest of the dead", "one of the dead" begin."""
    if not lexicon.has_case(seen.words[mark.last - 1].low, "genitive", "ablative"):
        return None
    return next((one.last for one in seen.cue("one_of") if 0 <= one.first - mark.last <= 1), None)


def _is_said_to_be(seen: Seen, run: Run, lexicon: Lexicon) -> bool:
    """Whether a name ends with "was", or "that it is" or the end of the sentence stands behind it."""
    low = seen.words[run[1] - 1].low
    if ("'" in low or "’" in low) and lexicon.past_copula.search(low) is not None:
        return True
    behind = seen.words[run[1]].low if run[1] < len(seen.words) else "."
    return behind in (".", "!") or any(cue.first == run[1] for name in ("as", "copula") for cue in seen.cue(name))


def headed_by_colon(seen: Seen, mark: Mark) -> bool:
    """Whether a list of those whom a word names begins behind it with a colon: "öldürülenler: A, B, C"."""
    return mark.last < len(seen.words) and seen.words[mark.last].low == ":"
