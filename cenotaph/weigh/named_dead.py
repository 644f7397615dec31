"""More people named as killed than a text counts: A002 inside one text.

"Two people were killed ... The hospital identified the dead as A, 34, her brother B, 29, and the baker, C." The names
are only counted where words lead to them as the dead; whatever in the list is not understood ends it, so that a name
too few is counted rather than one too many.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from cenotaph.flags import flag
from cenotaph.record import Claim, Flag
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import kind_of
from cenotaph.weigh.sums import value_of
from cenotaph.weigh.words import any_of, has_any, words

MOST_WORDS = 4
"""Words in front of a name that say who that was: "her younger brother"."""


def check_named_dead(printed: Printed) -> Iterator[Flag]:
    """A002 for a list of the dead by name that is longer than the count in its sentence or the one before."""
    lead = _lead(printed.language)
    for number, run in enumerate(printed.runs):
        match = lead.search(printed.folded, *run)
        totals = _totals(printed, printed.runs[max(0, number - 1)][0], run) if match else []
        if match is None or len(totals) != 1:
            continue
        names = list(_names(printed, match.end(), run[1]))
        total = value_of(totals[0]) or 0
        is_whole = (
            match["whole"] is None
            or re.search(r"\w", printed.text.text[names[-1][1] : run[1]] if names else "") is None
        )
        if len(names) > total and is_whole:
            spans = (totals[0].span, *(printed.span(*name) for name in names))
            claims = (totals[0].id,)
            yield flag(
                "A002", spans=spans, sources=(printed.text.source,), claims=claims, total=total, named=len(names)
            )


@functools.cache
def _lead(language: str) -> re.Pattern[str]:
    known = words(language)
    whole = rf"(?P<whole>{any_of(known.naming_whole)})(?!\w|:)"
    return re.compile(rf"(?<!\w)(?:{any_of(known.naming)}(?!\w)|{whole})\s*[:–—-]?\s*")


def _totals(printed: Printed, start: int, run: Run) -> list[Claim]:
    """The counts of people killed, plain and whole, of two sentences; of several it is not known which is meant."""
    counted = [claim for claim in printed.counted_in(start, run[1]) if kind_of(claim) in ("killed", "died_later")]
    own = [claim for claim in counted if claim.value is None and not is_part(claim)]
    return own if all(value_of(claim) is not None and claim.modality == "asserted" for claim in own) else []


def _names(printed: Printed, start: int, end: int) -> Iterator[Run]:
    """Where the names of a list stand, up to the first item that is neither a name, an age nor a word for somebody."""
    known, text, folded = printed.words, printed.text.text, printed.folded
    joins = any_of(known.joins)
    is_last = False
    for item in re.compile(r"[^,;:.()\n]+").finditer(text, start, end):
        for part in re.compile(rf"(?:(?!\s{joins}\s).)+", re.IGNORECASE).finditer(folded, *item.span()):
            tokens = list(re.compile(r"[^\s,]+").finditer(text, *part.span()))
            if tokens and folded[slice(*tokens[0].span())] in known.joins:
                is_last, tokens = True, tokens[1:]
            front = next((at for at, token in enumerate(tokens) if token.group()[:1].isupper()), len(tokens))
            led = [folded[slice(*token.span())] for token in tokens[:front]]
            if len(led) == 1 and led[0] in known.at:  # "41, of Tarnhold"
                continue
            if front > MOST_WORDS or has_any(" ".join(led), known.not_naming):
                return
            if front == len(tokens):  # "34", "the baker"
                continue
            last = next((at for at in range(front, len(tokens)) if not tokens[at].group()[:1].isupper()), len(tokens))
            if last - front < 2:
                return
            yield tokens[front].start(), tokens[last - 1].end()
            if is_last or last < len(tokens):
                return
        if text[item.end() : item.end() + 1] != ",":
            return
