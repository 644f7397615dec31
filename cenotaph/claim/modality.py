"""How surely a claim is made: denial, rumour, hypothesis, figures that others replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.attach import Pair
from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon
from cenotaph.record import Modality

_FORMER = re.compile(r"(?:an\s+|had\s+)?(?:earlier|previous|initial|preliminary|first|early|original)", re.IGNORECASE)


_UNDENIED = re.compile(r"\b(?:not|never|cannot|nobody|no one|n[’']t)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SAID_ANEW = re.compile(  # behind these words the speaker goes on to say something: "denied it and said that 12"
    r";|,?\s(?:but|and|while|though)\s(?:\w+\s){0,4}?(?:said|says|added|adds|confirmed|admitted|put|acknowledged)\b"
    r"|\bbut\b",
    re.IGNORECASE,
)


def modality_of(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> tuple[Modality, str]:
    """How surely the claim is made, and the words that say so."""
    words = annotated.tokens
    if pair.phrase.number.role == "superseded":
        return "superseded", pair.phrase.number.quote
    text = annotated.sentence.text
    offset = annotated.sentence.start
    start, end = words[pair.first].start - offset, words[pair.last - 1].end - offset
    number_at = pair.phrase.number.start - offset
    for match in lexicon.patterns["superseded"].finditer(text):
        between = text[match.end() : number_at]
        if (
            match.end() <= number_at
            and (len(between) <= 24 or (len(between) < 60 and _FORMER.match(match.group())))
            and not re.search(r"\d|[;,]", between)
            and not between.lstrip().startswith("case ")
        ):
            return "superseded", match.group()
    denial = _denied(text, start, end, pair, words, lexicon)
    if denial:
        return "denied", denial
    group = _verb_group(annotated, pair, lexicon)
    sure = _supposed(text, start, end, group, lexicon)
    return sure or ("asserted", "")


def _verb_group(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> list[str]:
    """The auxiliaries of the claim's verb with up to three words in front of them."""
    if pair.verb is None:
        return []
    if pair.verb.is_toll:
        return [token.low for token in annotated.tokens[pair.verb.last : pair.phrase.first] if token.low != "to"]
    first = pair.verb.first
    while first > 0 and (
        annotated.tokens[first - 1].low in lexicon.sets["adverb"]
        or annotated.tokens[first - 1].low in lexicon.sets["modal"]
    ):
        first -= 1
        if pair.verb.first - first > 3:
            break
    begin = max(0, first - 2)
    return [
        token.low
        for at, token in enumerate(annotated.tokens[begin : pair.verb.verb + 1], begin)
        if token.low != "may" or not (at and annotated.tokens[at - 1].text[:1].isdigit())  # the month: "10 May"
    ]


def _denied(text: str, start: int, end: int, pair: Pair, words: Sequence[Token], lexicon: Lexicon) -> str:
    """The words that deny the claim, empty where none do."""
    if pair.verb is not None and pair.phrase.number.count and pair.phrase.number.count.high != 0:
        group = [token.low for token in words[pair.verb.first : pair.verb.verb]]
        if any(low in ("not", "never") or low.endswith("n't") for low in group):
            return "not"
    for match in lexicon.patterns["denial"].finditer(text):
        if match.start() >= end:
            between = text[end : match.start()].lower()
            if (
                len(between) < 60
                and re.search(r"\b(?:is|are|was|were|as)\b|^\W*$", between)
                and not _UNDENIED.search(text[: match.start()])
                and match.group().lower() not in ("rejected", "denied", "dismissed", "disputed", "deny", "denies")
            ):
                return match.group()
        elif (
            match.end() <= start
            and lexicon.patterns["deniable"].search(text[match.end() : start + 1] + text[start:end][:24])
            and not _SAID_ANEW.search(text[match.end() : start])
            and not _UNDENIED.search(text[: match.start()])
            and not lexicon.patterns["not_denial"].search(text[match.end() : match.end() + 60])
        ):
            return match.group()
    return ""


def _supposed(text: str, start: int, end: int, group: list[str], lexicon: Lexicon) -> tuple[Modality, str] | None:
    """Rumour and hypothesis, by the verb group, by words close to the claim, and by words for exercises and fiction."""
    joined = " ".join(group)
    perfect = re.search(r"\b(?:may|might|could)\b.*\bhave\b", joined)
    if perfect:
        return "alleged", perfect.group()
    modal = next((low for low in group if low in lexicon.sets["modal"]), None)
    if modal is not None:
        return "hypothetical", modal
    if (
        len(group) > 1
        and group[-2] == "to"
        and (len(group) < 3 or group[-3] not in ("managed", "helped", "began", "continued", "continue", "continues"))
    ):
        return "hypothetical", "to"
    near = text[max(0, start - 70) : end + 25]
    unreal = lexicon.patterns["unreal"].search(text)
    if unreal:
        return "hypothetical", unreal.group()
    clause = re.split(r"[;:]", text[:start])[-1]
    condition = re.search(r"\b(?:if|unless|in case|in the event)\b", clause, re.IGNORECASE)
    if condition and "even" not in clause:
        return "hypothetical", condition.group()
    rumour = lexicon.patterns["alleged"].search(near) or _hearsay(text[:end], lexicon)
    return ("alleged", rumour.group()) if rumour else None


_HEARSAY = re.compile(
    r"(?P<who>[^\W\d_]+)(?P<more>(?:\s+[\w’'-]+){0,6}?)\s+(?:(?:has|have|had)\s+)?"
    r"(?:(?:spoke|spoken|speak|talk|talked|told|tell)\s+of|(?:put|puts|place|placed)\s+the\s+(?:number|toll|figure|dead|count))\b",
    re.IGNORECASE,
)
_WAS_TOLD = re.compile(r"\b(?:was|were|been)\s+told\s+of\b", re.IGNORECASE)


def _hearsay(before: str, lexicon: Lexicon) -> re.Match[str] | None:
    """Words by which nobody in particular tells of something: "residents spoke of", "some put the number at"."""
    told = _WAS_TOLD.search(before)
    if told:
        return told
    for found in _HEARSAY.finditer(before):
        subject = [found["who"], *found["more"].split()]
        if any(word.lower() in lexicon.sets["vague"] for word in subject[:3]):
            return found
    return None
