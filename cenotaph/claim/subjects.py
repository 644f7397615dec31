"""The words in front of a verb of saying that name who says it, and the part of a sentence that one speaker has."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.sentences import Token
from cenotaph.claim.speakers import LONGEST
from cenotaph.claim.speech_verbs import MARKS
from cenotaph.claim.words import Lexicon

_LONGEST_ANTECEDENT = 8  # tokens of "the director of the hospital", whom "who" means


def subject(words: Sequence[Token], verb: int, lexicon: Lexicon) -> tuple[int, int]:
    """The subject in front of a verb, appositions and "citing ..." included."""
    last = verb
    sets = lexicon.sets
    while last > 0 and (
        words[last - 1].low in sets["adverb"]
        or is_adverb(words[last - 1], lexicon)
        or words[last - 1].low in sets["have"]
        or words[last - 1].low in sets["do"]
    ):
        last -= 1
    if last > 2 and words[last - 1].low in sets["at_first"] and words[last - 2].low in sets["at"]:
        return subject(words, last - 2, lexicon)  # "had at first given"
    closed = last > 0 and words[last - 1].text == ","
    if closed:
        opening = _aside_start(words, last - 1, lexicon)
        last, closed = (opening, False) if opening is not None else (last, True)
    first = last - 1 if closed else last
    commas = 0
    while first > 0:
        token = words[first - 1]
        is_name = first > 1 and words[first - 2].text[:1].isupper() and words[first].text[:1].isupper()
        is_joined = is_name and token.low in sets["and"]
        if (token.text in MARKS or token.low in sets["clause_start"]) and not is_joined:
            break
        if token.low in sets["after_clause"] and _is_phrase(words, first, last, lexicon):
            break
        if token.text == ",":
            commas += 1
            if not closed or commas > 1:
                break
        if last - first > LONGEST:
            break
        first -= 1
    return first, last - 1 if closed else last


def is_adverb(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word is an adverb by its ending: "categorically", never "the assembly"."""
    is_formed = word.text[:1].islower() and word.low.endswith(lexicon.endings["adverb"])
    return is_formed and word.low not in lexicon.sets["noun_in_ly"]


def _is_phrase(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether one noun phrase stands there: "a special chamber in Tarn" behind "after", not "the blast the mayor"."""
    sets = lexicon.sets
    if first >= last or not (words[first].low in sets["article"] or words[first].text[:1].isupper()):
        return False
    inner = [
        token
        for at, token in enumerate(words[first + 1 : last], first + 1)
        if token.low in sets["article"] and words[at - 1].low not in sets["preposition"]
    ]
    return not inner and not any(token.text == "," for token in words[first:last])


def _aside_start(words: Sequence[Token], comma: int, lexicon: Lexicon) -> int | None:
    """The comma that opens an aside before the verb: "The radio, before it fell silent on Monday, spoke of"."""
    sets = lexicon.sets
    for at in range(comma - 1, max(0, comma - LONGEST), -1):
        if words[at].text == ",":
            low = words[at + 1].low
            is_open = low in sets["preposition"] or low in sets["clause_start"] or low in sets["not_never"]
            is_participle = low in sets["other_verb"] or low.endswith(
                (*lexicon.endings["past"], *lexicon.endings["ing"])
            )
            is_who = low in sets["who_which"] or low in sets["chaining"] or low in sets["article"]
            is_aside = (is_open or is_participle) and not is_who and words[at + 1].text.islower()
            return at if is_aside and at > 0 else None
        if words[at].text in MARKS:
            return None
    return None


def is_relative_that(words: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether "that" in front of `first` belongs to a noun: "the commission that sat the following year counted"."""
    sets, before = lexicon.sets, words[first - 2]
    is_that = words[first - 1].low in sets["that"] and before.text[:1].isalpha() and before.low not in lexicon.say
    low = words[first].low
    is_verb = low in sets["other_verb"] or low in sets["have"] or low in sets["be"]
    return is_that and (is_verb or low.endswith(lexicon.endings["past"]))


def shared_subject(words: Sequence[Token], verb: int, lexicon: Lexicon) -> tuple[int, int]:
    """The subject of the verb that "and" joins this one to: "The union accepted no figure and says"."""
    first, high = sentence_part(words, verb, lexicon)
    for last in range(first + 1, min(first + LONGEST, verb - 1, high)):
        token = words[last]
        is_past = token.low.endswith(lexicon.endings["past"]) and (token.text.islower() or token.text.isupper())
        is_auxiliary = token.low in lexicon.sets["have"] or token.low in lexicon.sets["be"]
        if is_past or is_auxiliary or token.low in lexicon.say:
            return first, last
    return first, verb - 2


def antecedent(words: Sequence[Token], relative: int, lexicon: Lexicon) -> tuple[int, int]:
    """The one whom "who" means: "the director, who said"."""
    last = relative
    while last > 0 and words[last - 1].text == ",":
        last -= 1
    first = last
    while (
        first > 0
        and (words[first - 1].text[:1].isalnum() or words[first - 1].text in ("'", "’"))
        and (words[first - 1].low not in lexicon.sets["preposition"] or words[first - 1].low in lexicon.sets["of"])
    ):
        first -= 1
        if last - first > _LONGEST_ANTECEDENT:
            break
    return first, last


def sentence_part(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, int]:
    """The part of the sentence between semicolons and before or behind ", while"."""
    low = at
    while low > 0 and not _parts_sentence(words, low - 1, lexicon):
        low -= 1
    high = at
    while high < len(words) and not _parts_sentence(words, high, lexicon):
        high += 1
    return low, high


def _parts_sentence(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    if words[at].text == ";":
        return True
    return words[at].low in lexicon.sets["opposing"] and at > 0 and words[at - 1].text == ","
