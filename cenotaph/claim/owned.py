"""Speakers who own a count or a statement: "the council's count", "by our own files", "the claim of the union that"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.sentences import Token
from cenotaph.claim.speakers import speaker_name
from cenotaph.claim.words import Lexicon

_LONGEST_OWNER = 8  # tokens of "of the Market Committee of Upper Quill that"


class Owner(NamedTuple):
    """Who owns a count or statement, and the tokens it speaks for (half-open)."""

    name: str
    first: int
    last: int
    scope_first: int
    scope_last: int
    is_revised: bool  # "raised its count": whoever tells of it is the speaker before the owner
    is_sentence: bool  # "by the council's count" speaks for all of its sentence


def owner_at(words: Sequence[Token], at: int, lexicon: Lexicon) -> Owner | None:
    """The owner of the count or statement named at `at`, if one is told."""
    low = words[at].low
    is_count = low in lexicon.sets["reckoning"]
    is_told = low in lexicon.sets["told"]
    if not (is_count or is_told):
        return None
    return _possessive(words, at, lexicon, is_count=is_count) or (_teller(words, at, lexicon) if is_told else None)


def _possessive(words: Sequence[Token], at: int, lexicon: Lexicon, *, is_count: bool) -> Owner | None:
    mark = at - 1
    while mark > 0 and words[mark].low in lexicon.sets["count_adjective"]:
        mark -= 1
    if mark < 0:
        return None
    held = words[mark].low
    end = _clause_end(words, at)
    owner = at - 1
    if is_count and words[owner].low in lexicon.sets["count_owner"]:
        first = owner - 1 if owner and words[owner - 1].low in lexicon.sets["article"] else owner
        is_lead = first > 0 and words[first - 1].low in lexicon.sets["count_lead"]
        text = " ".join(token.text for token in words[owner : at + 1])
        return Owner(text, owner, at + 1, at + 1, end, is_revised=False, is_sentence=True) if is_lead else None
    if held in lexicon.sets["own"]:
        is_lead = is_count and mark > 0 and words[mark - 1].low in lexicon.sets["count_lead"]
        text = " ".join(token.text for token in words[mark : at + 1])
        return Owner(text, mark, at + 1, at + 1, end, is_revised=False, is_sentence=True) if is_lead else None
    if held in lexicon.sets["possessive"]:
        return _revised(words, mark, at, lexicon)
    if not held.endswith(lexicon.endings["possessive"]) and not (words[mark].text in ("'", "’") and mark > 0):
        return None
    first = mark - (held in ("'", "’"))  # "the organisers' count"
    while first > 0 and words[first - 1].text[:1].isupper() and words[first - 1].low not in lexicon.sets["preposition"]:
        first -= 1
    name = speaker_name(words, first, mark + 1, lexicon)
    if name is None:
        return None
    outer = first - 1 if first and words[first - 1].low in lexicon.sets["the"] else first
    is_lead = is_count and outer > 0 and words[outer - 1].low in lexicon.sets["count_lead"]
    return Owner(name, first, mark + 1, mark + 1, end, is_revised=False, is_sentence=is_lead)


def _revised(words: Sequence[Token], mark: int, at: int, lexicon: Lexicon) -> Owner | None:
    """The subject in "the tribunal has raised its count of the dead to 71"."""
    verb = mark - 1
    if verb < 1 or words[verb].low not in lexicon.sets["revising"]:
        return None
    first = verb
    while first > 0 and words[first - 1].text[:1].isalnum():
        first -= 1
    name = speaker_name(words, first, verb, lexicon)
    return (
        Owner(name, first, verb + 1, mark, _clause_end(words, at), is_revised=True, is_sentence=False) if name else None
    )


def _teller(words: Sequence[Token], at: int, lexicon: Lexicon) -> Owner | None:
    """The owner in "the claim of the union that 500 people died"."""
    lead = at + 1
    if at + 4 < len(words) and words[at + 1].text == "," and words[at + 3].low in lexicon.sets["by"]:
        lead = at + 3  # "the claim, spread by the Monitor, that"
    if lead + 1 >= len(words) or words[lead].low not in lexicon.sets["teller_lead"]:
        return None
    for last in range(lead + 2, min(len(words), lead + 1 + _LONGEST_OWNER)):
        if words[last].low in lexicon.sets["that"]:
            name = speaker_name(words, lead + 1, last, lexicon)
            return (
                Owner(name, at, last, last + 1, _clause_end(words, last), is_revised=False, is_sentence=False)
                if name
                else None
            )
        is_closing = words[last].text == "," and lead > at + 1
        if not words[last].text[:1].isalnum() and not is_closing:
            return None
    return None


def _clause_end(words: Sequence[Token], at: int) -> int:
    """The first comma or semicolon behind, or the end."""
    end = at + 1
    while end < len(words) and words[end].text not in (",", ";"):
        end += 1
    return end
