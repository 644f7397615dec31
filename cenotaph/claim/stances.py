"""Speakers told without a verb of saying: "is adamant that", "has grounds to believe that", "the log has 12 dead"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.sentences import Token
from cenotaph.claim.speech_verbs import MARKS, is_number, opens_count
from cenotaph.claim.words import Lexicon

_THAT = 4  # tokens of "grounds to believe that"
_BACK = 24  # tokens back from "adamant" among which the clause begins
_QUOTED = 12  # tokens of "was quoted by the paper as saying"
_PUT = 10  # tokens of "as the mayor of Quill put it"
_BOOK = 16  # tokens of "the log, not a book given to exaggeration, has"
_KEPT = 6  # tokens of "has compiled a detailed list"
_BY = 4  # tokens of "given earlier by"
_TRACED = 4  # tokens of "can be traced back to"
_IF = 5  # tokens of "if we are to believe"


class Stance(NamedTuple):
    """Where the words that name a speaker stand, and those they speak for (all half-open)."""

    name_first: int
    name_last: int
    scope_first: int | None  # null: the whole part of the sentence
    rule: str
    scope_last: int | None = None  # null: to its end


def stance_at(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """The speaker whom the word at `at` tells of in one of these ways."""
    low, sets = words[at].low, lexicon.sets
    if low in sets["stance"]:
        return _holding(words, at, lexicon)
    if low in sets["trusting"]:
        return _believed(words, at, lexicon)
    if low in lexicon.put or low in sets["told_someone"]:
        put = _as_put(words, at, lexicon)
        return put or (_attributed(words, at, lexicon) if low in sets["attributed"] else None)
    if low in sets["written"]:
        return _writing(words, at, lexicon) or _keeping(words, at, lexicon)
    if low in sets["tracing"]:
        return _traced(words, at, lexicon)
    if low in sets["attributed"]:
        return _attributed(words, at, lexicon)
    if low in lexicon.say and low.endswith(lexicon.endings["ing"]):
        return _quoted_as(words, at, lexicon)
    return None


def _holding(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """One who "has reasonable grounds to believe that", "is adamant that", "came to the conclusion that"."""
    that = next((p for p in range(at + 1, min(at + _THAT, len(words))) if words[p].low in lexicon.sets["that"]), None)
    if that is None or not all(token.text[:1].isalpha() for token in words[at:that]):
        return None
    first = clause_start(words, at, lexicon)
    verb = next((p for p in range(first + 1, at) if _is_finite(words, p, lexicon)), None)
    return Stance(first, verb, that, "stance") if verb is not None else None


def clause_start(words: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """Where the clause that holds the token at `at` begins."""
    first = at
    while first > max(0, at - _BACK):
        token = words[first - 1]
        if token.text in MARKS or token.text in (",", ")") or token.low in lexicon.sets["clause_start"]:
            break
        first -= 1
    return first


def _is_finite(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    sets, low = lexicon.sets, words[at].low
    if low in sets["be"] or low in sets["have"] or low in sets["other_verb"] or low in sets["stance_verb"]:
        return True
    return low.endswith(lexicon.endings["past"]) and low not in sets["adjective_in_ed"]


def _believed(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """One whom we are asked to believe: "if we believe the Courier", "if the mayor is to be believed"."""
    sets = lexicon.sets
    condition = next((p for p in range(at - 1, max(-1, at - _QUOTED), -1) if words[p].low in sets["doubting_if"]), None)
    if condition is None or condition + 1 >= at:
        return None
    if words[at - 1].low in sets["be"] and words[at - 2].low in sets["to"]:
        return Stance(condition + 1, at - 3, None, "if-believed") if at - 3 > condition + 1 else None
    if at - condition > _IF or words[condition + 1].low not in sets["any_reader"]:
        return None
    last = at + 1
    while last < len(words) and words[last].text not in (",", ".", ")") and words[last].text not in MARKS:
        last += 1
    return Stance(at + 1, last, None, "if-believed")


def _as_put(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """One in whose words it is told: "as the mayor put it"."""
    if at + 1 >= len(words) or words[at + 1].low not in lexicon.sets["it"]:
        return None
    if at + 2 < len(words) and words[at + 2].text[:1].isalnum():
        return None
    lead = next((p for p in range(at - 1, max(-1, at - _PUT), -1) if words[p].low in lexicon.sets["as"]), None)
    return Stance(lead + 1, at, None, "as-put") if lead is not None and lead + 1 < at else None


def _writing(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """A written thing that holds a number: "the night book of the mortuary has eleven dead"."""
    sets = lexicon.sets
    comma = None
    for verb in range(at + 1, min(at + _BOOK, len(words))):
        token = words[verb]
        if token.low in sets["holding"]:
            break
        if token.text == "," and comma is None:
            comma = verb
        elif not token.text[:1].isalnum() and token.text not in (",", "'", "’", "-"):
            return None
        if token.low in sets["clause_start"] and token.low not in sets["and"]:
            return None
    else:
        return None
    if comma is not None and words[verb - 1].text != ",":
        return None
    if not opens_count(words, verb + 1, lexicon):
        return None
    return Stance(clause_start(words, at, lexicon), verb if comma is None else comma, verb + 1, "written")


def _keeping(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """One who has a list: "the union has a list of 57 people", "relatives drew up a list of 13 names"."""
    sets = lexicon.sets
    if at + 2 >= len(words) or words[at + 1].low not in sets["of"] or not opens_count(words, at + 2, lexicon):
        return None
    for verb in range(at - 1, max(0, at - _KEPT), -1):
        if words[verb].low in sets["listing_verb"]:
            first = clause_start(words, verb, lexicon)
            last = verb
            if first and words[first - 1].low in sets["relative"]:  # "the commission that looked into it has a list"
                first, last = clause_start(words, first - 1, lexicon), first - 1
            while last > first and (words[last - 1].low in sets["have"] or words[last - 1].low in sets["adverb"]):
                last -= 1
            return Stance(first, last, verb + 1, "list-of") if first < last else None
        if not words[verb].text[:1].isalpha():
            return None
    return None


def _attributed(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """One whose figure it is: "the figure of 200 dead put forward by the committee"."""
    sets = lexicon.sets
    by = next((p for p in range(at + 1, min(at + _BY, len(words))) if words[p].low in sets["by"]), None)
    is_aside = at > 1 and words[at - 1].text == ","  # "another story, told by two traders, has it that"
    first = clause_start(words, at - 1 if is_aside else at, lexicon)
    is_figure = any(token.low in sets["reckoning"] or token.low in sets["told"] for token in words[first:at])
    if by is None or not is_figure or sets["be"] & {token.low for token in words[max(0, at - 2) : at]}:
        return None
    last = by + 1
    while last < len(words) and words[last].text[:1].isalnum() and words[last].low not in sets["behind_agent"]:
        if words[last].low in sets["be"] or words[last].low in sets["have"]:
            break
        last += 1
    return Stance(by + 1, last, first, "attributed", None if is_aside else at)


def _traced(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """One from whom a figure comes: "the figure of 4,000 dead goes back to a dispatch by the agency"."""
    sets = lexicon.sets
    lead = next((p for p in range(at + 1, min(at + _TRACED, len(words))) if words[p].low in sets["tracing_lead"]), None)
    first = clause_start(words, at, lexicon)
    if lead is None or not any(
        token.low in sets["reckoning"] or token.low in sets["told"] for token in words[first:at]
    ):
        return None
    if not any(is_number(token, lexicon) for token in words[first:at]):
        return None
    last = lead + 1
    while last < len(words) and words[last].text[:1].isalpha() and words[last].low not in sets["behind_agent"]:
        last += 1
    return Stance(lead + 1, last, first, "traced", at) if last > lead + 1 else None


def _quoted_as(words: Sequence[Token], at: int, lexicon: Lexicon) -> Stance | None:
    """One of whom it is told what they said: "was quoted by the paper as saying"."""
    if at < 3 or words[at - 1].low not in lexicon.sets["as"]:
        return None
    sets = lexicon.sets
    quoted = next((p for p in range(at - 2, max(0, at - _QUOTED), -1) if words[p].low in sets["quoted_as"]), None)
    if quoted is None:
        return None
    verb = quoted
    inner = sets["be"] | sets["have"] | sets["adverb"]
    while verb > 0 and words[verb - 1].low in inner:
        verb -= 1
    first = clause_start(words, verb, lexicon)
    return Stance(first, verb, at + 1, "quoted-as") if first < verb < quoted else None
