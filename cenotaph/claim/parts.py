"""Parts and wholes: which claim counts a part of another, and the totals that open or close a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair
from cenotaph.claim.words import Lexicon, kinds
from cenotaph.record import Claim, Count


def population_of(pair: Pair, words: Lexicon) -> str | None:
    """The people in the source's words, a word that already says what happened left out."""
    if pair.noun is None:
        return None
    parts = pair.noun.split()
    while len(parts) > 1 and parts[0].lower() in words.predicates:
        parts = parts[1:]
    return " ".join(parts)


def parent_of(pair: Pair, annotated: Annotated, found: Sequence[Claim], before: Sequence[Claim]) -> str | None:
    """The claim of which this one counts a part: "133 people, among them 12 children"."""
    if not pair.is_subset and not _is_item(pair, annotated, found):
        return None
    wholes = [
        claim
        for claim in [*reversed(found), *reversed(before)]
        if not (claim.rule == "included" and pair.kind == claim.kind)  # beside it: "6 Russians, 3 Jews and 3 Tatars"
        and claim.count is not None
        and claim.part_of is None
        and kinds()[claim.kind].counts
    ]
    group = _group_kind(pair)
    if group is not None:  # "nine of the dead": of the dead, though the wounded were counted last
        wholes = [claim for claim in wholes if claim.kind == group] or wholes
    elif len(wholes) > 1 and wholes[0] in before:
        wholes = _of_its_kind(pair, wholes, found) or wholes
    whole = wholes[0] if wholes else None
    if whole is None or whole.count is None or not may_be_part(pair.phrase.number.count, whole.count):
        return None
    return whole.id


def _of_its_kind(pair: Pair, wholes: Sequence[Claim], found: Sequence[Claim]) -> list[Claim]:
    """Of the counts of the sentence in front, those that a part of this kind divides, though others stood nearer.

    "147 were killed and 744 wounded. Of them, 82 were killed at once, 20 fatally wounded": of those killed both.
    """
    tied = next((claim.part_of for claim in reversed(found) if claim.part_of is not None), None)
    if pair.kind == "died_later":
        return [claim for claim in wholes if claim.id == tied and claim.kind == "killed"]
    return [claim for claim in wholes if claim.kind == pair.kind]


def _group_kind(pair: Pair) -> str | None:
    """The kind that the words of a share name: killed for "nine of the dead"."""
    head = pair.phrase.head
    return head.kind if pair.phrase.is_share and head is not None else None


def _is_item(pair: Pair, annotated: Annotated, found: Sequence[Claim]) -> bool:
    """Whether a number stands in the list that a total opens: "147 were killed: 82 in Ozmara, 41 in Quill"."""
    if not found:
        return False
    text, start = annotated.sentence.text, annotated.sentence.start
    family = ("killed", "died_later") if pair.kind in ("killed", "died_later") else (pair.kind,)
    total = next((claim for claim in found if claim.part_of is None and claim.kind in family), None)
    if total is None or total.span.end is None or (pair.rule != "listed" and total.kind != family[0]):
        return False
    between = text[total.span.end - start : pair.phrase.number.start - start]
    return (":" in between or " – " in between or "—" in between) and ";" not in between


def may_be_part(part: Count | None, whole: Count) -> bool:
    """Whether a count is no larger than another, as far as both say."""
    least = part.low if part is not None else None
    return least is None or whole.high is None or least <= whole.high


def closes_list(claim: Claim, annotated: Annotated, words: Lexicon) -> bool:
    """Whether words close to the number of a claim make it a total: "in all", "a total of"."""
    return _says_total(annotated, claim.span.start or 0, claim.span.end or 0, words)


def is_total(annotated: Annotated, pair: Pair, words: Lexicon) -> bool:
    """As `closes_list`, of a pair."""
    return _says_total(annotated, annotated.tokens[pair.first].start, annotated.tokens[pair.last - 1].end, words)


def _says_total(annotated: Annotated, start: int, end: int, words: Lexicon) -> bool:
    """Whether the words of a total belong to this number and not to the next: "4 in Tarn; in all, 25 died"."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    numbers = [(phrase.number.start - offset, phrase.number.end - offset) for phrase in annotated.phrases]
    first, last = start - offset, end - offset
    front = max([0, text.rfind(";", 0, first) + 1, *(b for _, b in numbers if b <= first)])
    behind = min([len(text), last + 24, *(a for a, _ in numbers if a >= last)])
    if behind in {a for a, _ in numbers}:
        behind = last  # what stands in front of the next number speaks of that
    closing = _BREAK.search(text, last, behind)
    runs = (text[front:last], text[last : closing.start() if closing else behind])
    return any(words.patterns["total"].search(run) is not None for run in runs)


def tie_parts(claims: Sequence[Claim], is_closing: Sequence[bool], is_open: Sequence[bool]) -> dict[int, str]:
    """Which claims of a paragraph are parts of the total that closes their list, by position.

    Args:
        claims: the claims of a paragraph in order.
        is_closing: of each, whether its words make it a total.
        is_open: of each, whether it says that others stand before it ("another 20") or counts one by an article.

    Returns:
        Position of a part -> id of its total. A list that begins with "another" has parts that
        stand elsewhere, and is left alone; so is a list that would sum to more than twice its total.
    """
    tied: dict[int, str] = {}
    lists: dict[str, list[int]] = {}
    for at, claim in enumerate(claims):
        if claim.count is None or claim.part_of is not None or claim.modality != "asserted":
            continue
        family = "killed" if claim.kind == "died_later" else claim.kind
        parts = lists.setdefault(family, [])
        if is_closing[at] and claim.kind == family:
            if len(parts) > 1 and not is_open[parts[0]]:
                tied.update((part, claim.id) for part in parts)
            parts.clear()
        elif claim.count.qualifier == "exact":
            parts.append(at)
    return tied


_BREAK = re.compile(r"[;:.—–(]")
