"""What a speaker is called: the words of a name and office, and the words that name no one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon

LONGEST = 18  # tokens of a speaker's name and office
_LONGEST_LEAD = 8  # tokens of "On Monday in the town hall,"
_TITLED = 2  # words of "Captain Nemo"
_OWNER = re.compile(r"(?<=\w)[’']s?$")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"[^\W_]+(?:['’]\w+)?")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")  # in front of a line of a live report
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]?")  # "(COPREFA)", "[FMLN]", and what a cut left of them


def speaker_name(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> str | None:
    """The speaker as named, without article, leading adverbials and trailing time; None where it names no one."""
    first = _behind_dateline(words, first, last, lexicon)
    begin = _behind_lead(words, first, last, lexicon)
    if begin is None:
        return None
    first = begin
    last = _before_trail(words, first, last, lexicon)
    if first >= last or last - first > LONGEST or not words[first].text[:1].isalpha():
        return None
    text = ""
    for at in range(first, last):
        text += (" " if at > first and words[at].start > words[at - 1].end else "") + words[at].text
    rules = lexicon.rules
    text = rules["relative_clause"].sub("", rules["there_of_speaker"].sub("", _ASIDE.sub("", text)))
    text = rules["author_behind"].sub(r"\g<who>", text)
    text = _OWNER.sub("", text)
    if not _is_titled(text, lexicon):
        text = rules["apposed"].sub("", text)
    text = rules["aside_of_speaker"].sub("", rules["participle_clause"].sub("", text)).strip(" ,")
    text = rules["quoting"].sub(lexicon.texts["citing_for"], text)
    text = rules["article_lead"].sub("", rules["day_behind"].sub("", rules["participle_behind"].sub("", text)))
    return text if text and _names_someone(text, lexicon) else None


def is_pronoun(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the words stand for a speaker named further up: "she", "the agency"."""
    named = [token.low for token in words[first : _before_trail(words, first, last, lexicon)] if token.text != ","]
    while named and named[0] in lexicon.sets["speaker_lead"] and named[0] not in lexicon.sets["article"]:
        named = named[1:]
    if len(named) > 1 and named[-1] in lexicon.sets["himself"]:
        named = named[:-1]
    is_bare = not any(token.text[:1].isupper() for token in words[first + 1 : last])
    if 0 < len(named) <= _TITLED and named[0] in lexicon.sets["possessive"] and is_bare:
        return True  # "her team": whose it is speaks
    if len(named) == _TITLED and named[0] in lexicon.sets["the"] and named[1] in lexicon.sets["speaking_person"]:
        return True
    return " ".join(named) in lexicon.sets["pronoun"] or is_first_person(named, lexicon)


def is_first_person(named: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a text speaks of itself: "we", "I"."""
    return len(named) == 1 and named[0] in lexicon.sets["first_person"]


def bare_words(name: str, lexicon: Lexicon) -> str | None:
    """The words themselves, unless they are a bare pronoun."""
    low = name.lower().partition(" ")
    is_owned = low[0] in lexicon.sets["possessive"] and name[1:] == name[1:].lower() and " " not in low[2]
    is_himself = low[2] in lexicon.sets["himself"] and low[0] in lexicon.sets["bare_pronoun"]
    return None if is_owned or is_himself or name.lower() in lexicon.sets["bare_pronoun"] else name


def goes_back(words: str | None, former: str | None, lexicon: Lexicon) -> bool:
    """Whether "the report", "the minister", "it" can mean the speaker named further up.

    A noun goes back to a speaker who was called so, or to one of its sort: "the general" to a man,
    never "the report" to a man.
    """
    if former is None:
        return False
    if words is None:
        return True
    named = set(_WORD.findall(former.lower()))
    head = _WORD.findall(words.lower())[-1:]
    if not head or head[0] in named or head[0].rstrip("".join(lexicon.endings["plural"])) in named:
        return True
    bodies = lexicon.sets["speaking_body"]
    if head[0] in bodies:
        return bool(named & bodies) and head[0] in lexicon.sets["any_body"]
    offices = named & lexicon.sets["speaking_person"]
    if offices and head[0] in lexicon.sets["speaking_person"] - lexicon.sets["any_person"]:
        return False  # "the general" is not the mayor
    return not named & bodies or bool(offices)


def _is_titled(text: str, lexicon: Lexicon) -> bool:
    """Whether an apposition gives the name: "the harbour master, a Captain Nemo"."""
    named = lexicon.rules["apposed"].search(text)
    words = named.group().split()[2:] if named else []
    return len(words) == _TITLED and words[0].lower() in lexicon.sets["person_title"] and words[1][:1].isupper()


def _behind_dateline(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Behind the place and day a report opens with: "QUILL, 4 MAR (NNA) -- [TEXT]"."""
    for at in range(last - 1, first, -1):
        is_dash = words[at].text == "-" and words[at - 1].text == "-"
        if (
            is_dash
            or words[at].text == "—"
            or (words[at].text == "]" and words[at - 1].low in lexicon.sets["opening_label"])
        ):
            return at + 1
    return first


def _behind_lead(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int | None:
    """Behind a clock time, articles, adverbs, brackets and a leading "In March,"; None where that is all."""
    while (
        first + 1 < last
        and words[first].text[:1].isdigit()
        and (_CLOCK.fullmatch(words[first].text) or not words[first + 1].text[:1].isalnum())
    ):
        first += 1 if _CLOCK.fullmatch(words[first].text) else 2  # "12.08 Police", "147. The"
        if first + 1 < last and words[first].text.isdigit() and words[first + 1].text[:1].isupper():
            first += 1  # "2/5 The union"
    while first < last and (words[first].low in lexicon.sets["speaker_lead"] or not words[first].text[:1].isalnum()):
        if words[first].low in lexicon.sets["opening_preposition"]:
            comma = next((at for at in range(first, min(last, first + _LONGEST_LEAD)) if words[at].text == ","), None)
            if comma is None:
                behind = _behind_place(words, first, last, lexicon)
                if behind is None:
                    return None
                first = behind - 1
            else:
                first = comma
        first += 1
    return first


def _behind_place(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int | None:
    """Where a second noun phrase begins behind a place or time without a comma: "In his memoirs the general"."""
    for at in range(first + 2, last - 1):
        if words[at].low in lexicon.sets["article"] and words[at - 1].low not in lexicon.sets["preposition"]:
            return at
    return None


def _before_trail(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """In front of a trailing time, auxiliary or sign: "the mayor on Monday", "the agency could not"."""
    while last > first and (
        words[last - 1].low in lexicon.sets["speaker_trail"]
        or words[last - 1].low in lexicon.sets["modal"]
        or (not words[last - 1].text[:1].isalnum() and words[last - 1].text not in (")", "]", "'", "’"))
    ):
        last -= 1
    return last


def _names_someone(text: str, lexicon: Lexicon) -> bool:
    """Whether the words can be a speaker's: no times, no way of telling ("radio"), no clause with a verb of its own."""
    low = _WORD_OR_NUMBER.findall(text.lower())
    if not low or low[0] in lexicon.sets["no_speaker_lead"] or low[-1] in lexicon.sets["no_speaker_end"]:
        return False
    no_name = lexicon.sets["no_speaker"] | lexicon.sets["number_word"]
    if all(word in no_name or word[:1].isdigit() for word in low):
        return False
    if any(
        one.endswith(lexicon.endings["past"]) and (other[:1].isdigit() or other in lexicon.sets["number_word"])
        for one, other in pairwise(low)
    ):
        return False  # "police in Quill arrested 14"
    if low[-1] in lexicon.sets["no_source"] and lexicon.sets["vague_lead"].issuperset(low[:-1]):
        return False  # "some unconfirmed reports": whose, nobody says
    is_clause = any(word in lexicon.sets["bare_pronoun"] or word in lexicon.sets["said_within"] for word in low[1:])
    is_clause = is_clause or (
        text[:1].islower() and low[0] in lexicon.predicates and low[-1] in lexicon.sets["number_word"]
    )
    return not is_clause and lexicon.sets["speaker_verb"].isdisjoint(low)
