"""Numbers that the words of a text make some of a smaller one: A006, where no reader tied the two.

A frame holds both ("15 of the 12 dead", "of the 12 wounded, 15 ..."), or a word points back to the whole ("15 of
them", "15 of the wounded"). What is pointed back to is only taken for known where nobody else was told of in between,
and never where two counts together reach the part.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cenotaph.count import Number, find_numbers
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.record import Claim, Flag
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.scope import kind_of, names_people
from cenotaph.weigh.sums import FAMILY
from cenotaph.weigh.words import any_of, words

BACK = 3
"""Sentences of a paragraph before the one pointed back to whose counts may be meant all the same."""

MOST_WORDS = 6
"""Words between a count and what points back to it."""

_PLAIN, _PART, _FROM, _OTHER = "#&@§"
"""What stands for the letters of a number: a plain one, one that says "of them" by its ending as Turkish "15'i" does,
one that says "from" as "70'ten" does, and one that counts nothing."""

_SOME_WORDS = r"(?:[\s,–—-]+(?!{joins})[^\W\d_]+(?:['’-][^\W\d_]+)*){{0,4}}[\s,–—-]+"


def check_shares(printed: Printed, told: Collection[int]) -> Iterator[Flag]:
    """A006 for numbers that are larger than what they are said to be some of.

    Args:
        printed: the text.
        told: where sentences begin in which a point is known.
    """
    frames, pointing, hint = _shapes(printed.language)
    for number, run in enumerate(printed.runs):
        near = printed.counted_in(printed.runs[max(0, number - 1)][0], run[1])
        if run[0] in told or not near or not hint.search(printed.folded[slice(*run)]):
            continue
        numbers = find_numbers(printed.text.text[slice(*run)], printed.language)
        masked = _masked(printed, run, numbers)
        tied: set[int] = set()
        pointed = ((kinds, match) for shape, kinds in pointing for match in shape.finditer(masked))
        for kinds, match in pointed:
            part = _at(numbers, match.start("part"))
            if part.start in tied:
                continue
            tied.add(part.start)
            meant = _pointed_at(printed, number, match.start(), part, numbers, kinds)
            if meant is not None:
                yield _point(printed, run, part, (meant.span.start or 0, meant.span.end or 0))
        for match in itertools.chain.from_iterable(shape.finditer(masked) for shape in frames):
            part, whole = _at(numbers, match.start("part")), _at(numbers, match.start("whole"))
            others = [n for n in numbers if n is not part and n.start < match.end()]
            if part.start not in tied and is_more(_least(part), others) and _counts_people(printed, run, whole):
                tied.add(part.start)
                yield _point(printed, run, part, (run[0] + whole.start, run[0] + whole.end))


def some_of_others(printed: Printed, run: Run) -> set[int]:
    """Where the numbers of a sentence begin, in code points of the text, that are some of others: "two of them"."""
    numbers = find_numbers(printed.text.text[slice(*run)], printed.language)
    masked = _masked(printed, run, numbers)
    found = (match for shape, _ in _shapes(printed.language).pointing for match in shape.finditer(masked))
    return {run[0] + _at(numbers, match.start("part")).start for match in found}


def _point(printed: Printed, run: Run, part: Number, whole: Run) -> Flag:
    spans = (printed.span(run[0] + part.start, run[0] + part.end), printed.span(*whole))
    return flag("A006", spans=spans, sources=(printed.text.source,), part=spans[0].quote, total=spans[1].quote)


def _at(numbers: Sequence[Number], start: int) -> Number:
    return next(n for n in numbers if n.start <= start < n.end)


def _masked(printed: Printed, run: Run, numbers: Sequence[Number]) -> str:
    """A sentence whose numbers are written as signs, one for each letter."""
    sentence = printed.folded[slice(*run)]
    known = printed.words
    for number in numbers:
        low = sentence[number.start : number.end]
        sign = _OTHER
        if number.type == "cardinal" and not number.is_article:
            sign = _PLAIN
            ending = re.search(r"(?<=\d)[-'’]?([^\W\d_]+)$", low)
            if ending and ending[1] in known.share_endings:
                sign = _PART
            elif ending and ending[1] in known.from_endings:
                sign = _FROM
        sentence = sentence[: number.start] + sign * len(low) + sentence[number.end :]
    return sentence


class _Shapes(NamedTuple):
    """How a language says that a number is some of another."""

    frames: tuple[re.Pattern[str], ...]  # that hold part and whole
    pointing: tuple[tuple[re.Pattern[str], frozenset[str]], ...]  # whose whole is pointed back to; of which kinds it is
    hint: re.Pattern[str]  # what a sentence has that holds one of them, its numbers not yet read


@functools.cache
def _shapes(language: str) -> _Shapes:
    known = words(language)
    any_number = f"[{_PLAIN}{_PART}{_FROM}]+"
    groups = {
        "{part}": f"(?P<part>{any_number})",
        "{part+}": f"(?P<part>{_PART}+)",
        "{whole}": f"(?P<whole>{any_number})",
        "{whole+}": f"(?P<whole>{_FROM}+)",
        "~": _SOME_WORDS.format(joins=rf"{any_of(known.joins)}(?!\w)"),
        "*": r"[^\W\d_]+",
        "^": r"(?:^|(?<=[;:(]\s))[\"'“‘«]?",
        " ": r"[\s,:–—-]+",
    }
    pieces = re.compile("|".join(re.escape(mark) for mark in sorted(groups, key=len, reverse=True)))

    def filled(shape: str) -> str:
        return pieces.sub(lambda mark: groups[mark.group()], shape)

    def compiled(shape: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){filled(shape)}(?!\w)")

    of_kind = [(shape, kind) for kind, shapes in known.share_of_kind.items() for shape in shapes]
    every = (*known.share_of, *known.share_of_them, *(shape for shape, _ in of_kind))
    said = {max(_BETWEEN_NUMBERS.split(shape), key=len) for shape in every}
    worded = sorted(filled(words) for words in said if any(letter.isalpha() for letter in words))
    hints = [rf"(?<!\w)(?:{'|'.join(worded)})(?!\w)"] if worded else []
    if len(worded) < len(said):  # some have only their numbers' endings
        hints.append(rf"\d[-'’]?{any_of((*known.from_endings, *known.share_endings))}(?!\w)")
    return _Shapes(
        tuple(map(compiled, known.share_of)),
        (
            *((compiled(shape), frozenset[str]()) for shape in known.share_of_them),
            *((compiled(shape), frozenset(FAMILY.get(kind, (kind,)))) for shape, kind in of_kind),
        ),
        re.compile("|".join(hints) or r"(?!)"),
    )


_BETWEEN_NUMBERS = re.compile(r"\s*(?:\{[a-z]+\+?\}|~)\s*")


def _least(number: Number) -> int:
    return (number.count.low if number.count else None) or 0


def is_more(part: int, others: Sequence[Number]) -> bool:
    """Whether a part surely is more than all plain counts together that may be its whole."""
    counts = [n.count for n in others if n.type == "cardinal" and not n.is_article]
    highs = [count.high for count in counts if count is not None and count.qualifier != "about"]
    return len(highs) == len(counts) and None not in highs and part > sum(high or 0 for high in highs)


def _counts_people(printed: Printed, run: Run, whole: Number) -> bool:
    holders = printed.counted_over(run[0] + whole.start, run[0] + whole.end)
    return any(_is_of_people(claim) for claim in holders)


def _is_of_people(claim: Claim) -> bool:
    return claim.modality == "asserted" and claim.count is not None and claim.count.unit == "persons"


def _pointed_at(
    printed: Printed, number: int, at: int, part: Number, numbers: Sequence[Number], kinds: Collection[str]
) -> Claim | None:
    """The count that "of them" or "of the injured" means; null where it is not sure, or where the part fits into it.

    Args:
        printed: the text.
        number: of the sentence.
        at: where the words begin that point back, from the beginning of the sentence.
        part: the number of "15 of them".
        numbers: those of the sentence.
        kinds: of what the words count; none where they only point back.
    """
    run, end = printed.runs[number], printed.runs[number][0] + at
    first = _first_of_context(printed, number)
    before = [claim for claim in printed.counted_in(first, end) if (claim.span.end or 0) <= end]
    before = [claim for claim in before if not kinds or kind_of(claim) in kinds]
    home = printed.run_at(before[-1].span.start or 0) if before else None
    if home is None or home[0] < printed.runs[max(0, number - 1)][0] or not _is_of_people(before[-1]):
        return None
    meant = before[-1]
    between = re.findall(r"[^\W\d_]+", printed.folded[meant.span.end or 0 : end])
    is_beside = home == run and not between
    if not is_beside and not kinds and (len(between) > MOST_WORDS or not _counts_people(printed, run, part)):
        return None
    if not is_beside and not kinds and _tells_of_others(printed, max(first, _sentence_before(printed, home)), end):
        return None
    told = find_numbers(printed.text.text[first : run[0]], printed.language) if first < run[0] else ()
    at_home = () if home == run else [n for n in told if first + n.start >= home[0]]
    here = [n for n in numbers if n.end <= at]
    is_larger = is_more(_least(part), [*at_home, *here]) and all(is_more(_least(part), [n]) for n in told)
    return meant if is_larger else None


def _sentence_before(printed: Printed, run: Run) -> int:
    """Where the sentence before one begins, or that one where it is the first."""
    number = printed.run_number(run[0]) or 0
    return printed.runs[max(0, number - 1)][0]


def _first_of_context(printed: Printed, number: int) -> int:
    """Where the sentences begin, some back in the same paragraph, that may tell who is meant."""
    runs, text = printed.runs, printed.text.text
    first = number
    while first and number - first <= BACK and "\n" not in text[runs[first - 1][1] : runs[first][0]]:
        first -= 1
    return runs[first][0]


def _tells_of_others(printed: Printed, start: int, end: int) -> bool:
    """Whether people are told of whom no count holds and who are not heard: they may be meant."""
    spoken = " ".join(claim.speaker or "" for claim in printed.counted_in(start, end))
    heard = {fold(word, printed.language) for word in re.findall(r"[^\W\d_]+", spoken)}
    return any(
        names_people(word.group(), printed.language)
        and word.group() not in heard
        and not printed.counted_over(*word.span())
        for word in re.compile(r"[^\W\d_]+").finditer(printed.folded, start, end)
    )
