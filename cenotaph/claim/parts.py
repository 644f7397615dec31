"""Parts and wholes: shares, lists that a total opens or closes, those whom a number is said to include."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair
from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
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
    for claim in [*reversed(found), *reversed(before)]:
        if claim.rule == "included" and pair.kind == claim.kind:
            continue  # beside it, not above it: "6 Russians, 3 Jews and 3 Tatars"
        if claim.count is not None and claim.part_of is None and kinds()[claim.kind].counts:
            return claim.id if may_be_part(pair.phrase.number.count, claim.count) else None
    return None


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


def with_shares(annotated: Annotated, pairs: list[Pair], before: Sequence[Claim], words: Lexicon) -> list[Pair]:
    """Add shares of people counted earlier: "Ten of them were children", "five of the dead were women"."""
    done = {pair.phrase.first for pair in pairs}
    added = [pair for pair in _included(annotated, words) if pair.phrase.first not in done]
    added += [pair for pair in _among(annotated, words) if pair.phrase.first not in done]
    done |= {pair.phrase.first for pair in added}
    shared: Pair | None = None
    pairs = [_with_complement(annotated, pair, words) for pair in pairs]
    told = {pair.phrase.first: pair for pair in pairs if pair.phrase.is_share and pair.phrase.head is not None}
    for phrase in annotated.phrases:
        shared = told.get(phrase.first, shared)
        is_next = shared is not None and _goes_on(annotated, shared.last, phrase, words)
        whole = _opened_whole(annotated, phrase, [*pairs, *added], words)
        is_share = phrase.is_share or is_next or whole is not None or _is_of_whom(annotated, phrase, words)
        if phrase.first in done or not is_share or phrase.noun_class in ("thing", "building", "vehicle"):
            continue
        counted = _repeated(annotated, phrase, before)
        kind = _shared_kind(annotated, phrase.first, phrase.last, words) or whole or _nearest(phrase, pairs)
        kind = shared.kind if is_next and shared else counted or kind or _referred(before)
        if kind is None or kind not in kinds() or not kinds()[kind].victims:
            continue
        last, noun, noun_class = _complement(annotated, phrase.last, words)
        if noun is None and counted is None and not (whole and _is_told(annotated, phrase.last, words)):
            continue
        shared = Pair(phrase, kind, phrase.first, last, None, noun, noun_class, "share", is_subset=True)
        added.append(shared)
    return sorted([*pairs, *added], key=lambda pair: pair.phrase.first)


def _with_complement(annotated: Annotated, pair: Pair, words: Lexicon) -> Pair:
    """A share of the dead with what they are said to be: "22 of the dead were women"."""
    if pair.noun is not None or not pair.phrase.is_share or pair.verb is not pair.phrase.head:
        return pair
    last, noun, noun_class = _complement(annotated, pair.phrase.last, words)
    return pair if noun is None else pair._replace(last=last, noun=noun, noun_class=noun_class)


def _opened_whole(annotated: Annotated, phrase: NumberPhrase, pairs: Sequence[Pair], words: Lexicon) -> str | None:
    """The kind of the whole with which the sentence opens: "Of the 30 people wounded, 12 are children"."""
    lows = annotated.lows
    if lows[0] not in words.sets["of"] or phrase.noun is not None or phrase.first < 3:  # "of the 30,"
        return None
    if lows[phrase.first - 1] not in words.sets["whole_end"]:
        return None
    return next((pair.kind for pair in pairs if pair.phrase.first < phrase.first), "")


def _is_of_whom(annotated: Annotated, phrase: NumberPhrase, words: Lexicon) -> bool:
    """Whether a number alone is part of those just counted: "56 were held, of whom 11 are minors"."""
    return phrase.is_subset and phrase.noun is None and _is_told(annotated, phrase.last, words)


def _is_told(annotated: Annotated, at: int, words: Lexicon) -> bool:
    """Whether something is said of those whose number ends here."""
    return at < len(annotated.lows) and annotated.lows[at] in words.sets["be"] | words.sets["have"]


def _nearest(phrase: NumberPhrase, pairs: Sequence[Pair]) -> str | None:
    """The kind of those counted in front of "of whom" in the sentence."""
    if phrase.is_share:
        return None
    return next((pair.kind for pair in reversed(pairs) if pair.phrase.first < phrase.first), None)


def _repeated(annotated: Annotated, phrase: NumberPhrase, before: Sequence[Claim]) -> str | None:
    """The kind of the whole that is named by its number again: "31 of the 118 had not reached the age of 18"."""
    whole = next((other for other in annotated.phrases if other.first == phrase.last), None)
    if whole is None or not phrase.is_share or whole.number.count is None:
        return None
    count = whole.number.count
    return next(
        (c.kind for c in reversed(before) if c.count and (c.count.low, c.count.high) == (count.low, count.high)), None
    )


def _among(annotated: Annotated, words: Lexicon) -> Iterator[Pair]:
    """Those who were among a group: "it counted 8 women and 11 minors among the dead"."""
    lows, sets = annotated.lows, words.sets
    following: NumberPhrase | None = None
    kind: str | None = None
    for phrase in reversed(annotated.phrases):
        behind = lows[phrase.last : phrase.last + 3]
        if len(behind) > 2 and behind[0] in sets["among"] and behind[1] in sets["the"]:
            kind = words.words.cues_of.get(behind[2])
        elif following is None or not sets["listing"].issuperset(lows[phrase.last : following.first]):
            kind = None
        following = phrase
        if kind is not None and phrase.noun_class is not None and phrase.noun_class not in NOT_PEOPLE | {"thing"}:
            noun, noun_class = phrase.noun, phrase.noun_class
            yield Pair(phrase, kind, phrase.first, phrase.last, None, noun, noun_class, "among-them", is_subset=True)


def _goes_on(annotated: Annotated, last: int, phrase: NumberPhrase, words: Lexicon) -> bool:
    """Whether a number goes on with the shares before it: "22 of them were women and nine were children"."""
    between = annotated.lows[last : phrase.first]
    following = annotated.lows[phrase.last] if phrase.last < len(annotated.lows) else ""
    is_bare = phrase.noun is None and following in words.sets["be"]
    return bool(between) and words.sets["listing"].issuperset(between) and is_bare


def _referred(before: Sequence[Claim]) -> str | None:
    """The kind of those whom "of them" means: the last whole of the sentence before, not a part of it."""
    wholes = [claim for claim in before if claim.part_of is None and claim.rule != "share"]
    return wholes[-1].kind if wholes else before[-1].kind if before else None


def _included(annotated: Annotated, words: Lexicon) -> Iterator[Pair]:
    """Those whom a group includes: "The dead included five children", "Among the wounded were two women"."""
    lows = annotated.lows
    opened: Pair | None = None
    for phrase in annotated.phrases:
        verb = phrase.first - 1
        if verb < 1 or phrase.noun is None or phrase.noun_class in ("thing", "building", "vehicle"):
            continue
        between = lows[opened.last : phrase.first] if opened else ()
        if opened is not None and between and words.sets["listing"].issuperset(between):
            opened = opened._replace(phrase=phrase, last=phrase.last, noun=phrase.noun, noun_class=phrase.noun_class)
            yield opened
        elif lows[verb] in words.sets["include"]:
            verb -= lows[verb - 1] in words.sets["be"]
            kind = words.words.cues_of.get(lows[verb - 1])
            if kind is not None and verb >= 2 and lows[verb - 2] in words.sets["group_lead"]:
                opened = Pair(
                    phrase,
                    kind,
                    verb - 2,
                    phrase.last,
                    None,
                    phrase.noun,
                    phrase.noun_class,
                    "included",
                    is_subset=True,
                )
                yield opened


def _shared_kind(annotated: Annotated, first: int, last: int, words: Lexicon) -> str | None:
    """The kind that "of the dead", "of the wounded" names."""
    for low in annotated.lows[first : last + 1]:
        for phrase, readings in words.predicates.get(low, ()):
            if len(phrase) == 1:
                return readings[0].kind
    return None


def _complement(annotated: Annotated, at: int, words: Lexicon) -> tuple[int, str | None, str | None]:
    """What a share is said to be: "of them were (young) children"."""
    position = at
    tokens = annotated.tokens
    while position < len(tokens) and (
        tokens[position].low in words.sets["be"] or tokens[position].low in words.sets["share_lead"]
    ):
        position += 1
    first = position
    while position < min(len(tokens), first + 4):
        name = words.populations.get(tokens[position].low)
        if name is not None and name != "thing":
            noun = annotated.sentence.text[
                tokens[first].start - annotated.sentence.start : tokens[position].end - annotated.sentence.start
            ]
            return position + 1, " ".join(noun.split()), name
        if tokens[position].low in words.sets["preposition"] or not tokens[position].low[0].isalpha():
            break
        position += 1
    return at, None, None


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
