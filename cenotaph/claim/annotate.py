"""What stands in a sentence: number phrases and predicates, each with its place among the tokens.

A number phrase is a number with the people or things it counts ("at least 20 unarmed civilians").
A predicate is a word or phrase of one kind ("were killed") with what it can take: a subject in
front of it, an object behind it, or both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.sentences import Sentence, Token, tokens
from cenotaph.claim.words import Lexicon, PredicateWord, Role
from cenotaph.count import Number, find_numbers

NOT_PEOPLE = frozenset({"building", "vehicle", "thing", "grave"})
"""Classes of the populations that are no people."""

_MONTH_LEADS = frozenset(
    {"in", "of", "last", "this", "since", "until", "from", "early", "late", "mid", "by", "and", "to"}
)
_ONE_LEADS = frozenset({"the", "which", "each", "every", "no", "any", "another", "last"})
_WEAK = 6  # words looked through between a number and the noun it counts


class Predicate(NamedTuple):
    """A predicate as it stands; `first` and `last` are token positions, half-open, auxiliaries included."""

    first: int
    last: int
    verb: int  # position of its first word without auxiliaries
    readings: tuple[PredicateWord, ...]
    takes_subject: bool = False  # "20 people were killed"
    takes_object: bool = False  # "killed 20 people", "the killing of 20 people"
    is_adjective: bool = False  # "20 people dead": only next to its people or behind a form of be
    is_noun: bool = False
    is_toll: bool = False  # "the death toll rose to"
    is_passive: bool = False

    @property
    def kind(self) -> str:
        """The kind of its first reading."""
        return self.readings[0].kind


class NumberPhrase(NamedTuple):
    """A number and what it counts; `first` and `last` are token positions, half-open."""

    number: Number
    first: int
    last: int
    noun: str | None  # the population in the source's words, without the number
    noun_class: str | None
    head: Predicate | None  # "133 dead": the noun itself says what happened
    is_governed: bool  # a preposition stands in front: no subject
    is_subset: bool  # "ten of them", "including five children"
    is_share: bool = False  # "two of the dead", "of whom ten": refers back


class Annotated(NamedTuple):
    """A sentence with its annotations."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    phrases: tuple[NumberPhrase, ...]
    predicates: tuple[Predicate, ...]


def annotate(sentence: Sentence, lexicon: Lexicon) -> Annotated:
    """The number phrases and predicates of a sentence."""
    words = tokens(sentence)
    predicates = _predicates(words, lexicon)
    phrases = _phrases(sentence, words, predicates, lexicon)
    inside = {position for phrase in phrases if phrase.head for position in range(phrase.first, phrase.last)}
    kept = tuple(p for p in predicates if p.verb not in inside)
    return Annotated(sentence, words, phrases, kept)


def _predicates(words: Sequence[Token], lexicon: Lexicon) -> tuple[Predicate, ...]:
    found: list[Predicate] = []
    position = 0
    while position < len(words):
        match = None if _is_month(words, position) else _match(words, position, lexicon)
        if match is None:
            position += 1
            continue
        length, readings = match
        predicate = _resolve(words, position, position + length, readings, lexicon)
        if predicate is not None:
            found.append(predicate)
        position += length
    return tuple(found)


def _is_month(words: Sequence[Token], at: int) -> bool:
    """Whether a word is a month and no verb: "16 and 17 March", "in March"."""
    if words[at].text not in ("March", "MARCH"):
        return False
    around = (words[at - 1].text if at else "", words[at + 1].text if at + 1 < len(words) else "")
    return any(text[:1].isdigit() for text in around) or around[0].lower() in _MONTH_LEADS


def _match(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, tuple[PredicateWord, ...]] | None:
    for phrase, readings in lexicon.predicates.get(words[at].low, ()):
        if all(at + i < len(words) and words[at + i].low == word for i, word in enumerate(phrase)):
            return len(phrase), readings
    return None


def _resolve(
    words: Sequence[Token], first: int, last: int, readings: tuple[PredicateWord, ...], lexicon: Lexicon
) -> Predicate | None:
    """What the predicate takes, by its form, the auxiliaries in front and what follows."""
    roles = {reading.role for reading in readings}
    be, have, begin = _auxiliaries(words, first, lexicon)
    following = words[last] if last < len(words) else None
    before = words[first - 1] if first else None
    base = Predicate(begin, last, first, readings)
    opens = following is not None and _opens_phrase(following, lexicon)
    if "toll" in roles:
        return base._replace(is_toll=True)
    if "subject" in roles or ("object" in roles and opens):
        takes_object = "object" in roles and opens
        return base._replace(takes_object=takes_object, takes_subject=not takes_object)
    if roles & {"noun", "ing", "head"} and following and following.low == "of" and not (be and "ing" in roles):
        return base._replace(takes_object=True, is_noun=True, last=last + 1)
    if roles & {"participle", "past"}:
        return _resolve_past(base, roles, be, have, before, following, lexicon)
    if roles & {"i_past", "i_base", "i_ing"}:
        is_seen = "i_base" in roles and before is not None and before.low in ("him", "her", "them", "me", "us", "you")
        return None if is_seen else base._replace(takes_subject=True)  # "saw him fall": of whom stands there
    if roles & {"base", "ing"}:
        return base._replace(takes_object=True) if opens else None
    if "adjective" in roles:
        return base._replace(takes_subject=True, is_adjective=not be)
    return base if "head" in roles else None


def _resolve_past(
    base: Predicate,
    roles: set[Role],
    be: bool,
    have: bool,
    before: Token | None,
    following: Token | None,
    lexicon: Lexicon,
) -> Predicate | None:
    """A form such as "killed": passive, active, or a participle standing behind its people."""
    if be:
        inverted = following is not None and following.low in lexicon.sets["be"]
        return base._replace(takes_subject=True, takes_object=inverted, is_passive=True)
    if following and following.low in lexicon.sets["be"]:
        return base._replace(takes_object=True, takes_subject=True, is_passive=True, last=base.last + 1)
    if have and following and _opens_phrase(following, lexicon):
        return base._replace(takes_object=True)
    is_counted = before is not None and before.text[:1].isdigit()
    if following and _opens_phrase(following, lexicon) and not is_counted:
        return base._replace(takes_object=True)
    if "participle" in roles or "adjective" in roles:
        return base._replace(takes_subject=True, is_passive=True, is_adjective="adjective" in roles)
    return None


def _auxiliaries(words: Sequence[Token], first: int, lexicon: Lexicon) -> tuple[bool, bool, int]:
    """Whether a form of be or have stands in front, adverbs between, and where the verb group begins."""
    begin = position = first
    be = have = False
    adverbs = 0
    while position:
        low = words[position - 1].low
        if low in lexicon.sets["be"]:
            be = True
            begin = position - 1
        elif low in lexicon.sets["have"]:
            have = True
            begin = position - 1
        elif low in ("or", "and") and position >= 2 and words[position - 2].low in lexicon.predicates and adverbs < 3:
            position -= 1  # "were killed or wounded"
            adverbs += 1
        elif (low in lexicon.sets["adverb"] or low in lexicon.sets["linking"]) and adverbs < 4:
            adverbs += 1
        else:
            break
        position -= 1
    return be, have and not be, begin


def _opens_phrase(token: Token, lexicon: Lexicon) -> bool:
    """Whether an object may begin with this token."""
    low = token.low
    if low in (
        "about",
        "around",
        "over",
        "between",
        "up",
        "under",
        "no",
        "some",
        "the",
        "at",
        "a",
        "an",
        "all",
        "his",
        "her",
        "their",
        "its",
    ):
        return True
    return low[:1].isalnum() and low not in lexicon.sets["preposition"] and low not in lexicon.sets["adverb"]


def _phrases(
    sentence: Sentence, words: Sequence[Token], predicates: Sequence[Predicate], lexicon: Lexicon
) -> tuple[NumberPhrase, ...]:
    starts = {token.start: at for at, token in enumerate(words)}
    by_verb = {predicate.verb: predicate for predicate in predicates}
    found: list[NumberPhrase] = []
    for number in find_numbers(sentence.text, lexicon.code, articles=True):
        if number.count is None or _is_name(sentence.text, number):
            continue
        moved = Number(
            number.start + sentence.start, number.end + sentence.start, number.quote, number.count, number.type,
            number.rule, number.role, number.is_article,
        )  # fmt: skip
        first = starts.get(moved.start)
        if first is None:
            continue
        behind = first
        while behind < len(words) and words[behind].end <= moved.end:
            behind += 1
        phrase = _phrase(moved, first, behind, words, by_verb, lexicon)
        if phrase is not None and (not found or phrase.first >= found[-1].last):
            found.append(phrase)
    return tuple(found)


def _is_name(text: str, number: Number) -> bool:
    """Whether a capital in mid-sentence makes a number word a name: "Mr Nobody"."""
    is_word = number.quote[0].isalpha() and number.quote[0].isupper() and not number.quote.isupper()
    return is_word and number.start > 0 and re.search(r"[^\W\d_][ ]$", text[: number.start]) is not None


def _phrase(
    number: Number,
    first: int,
    behind: int,
    words: Sequence[Token],
    by_verb: dict[int, Predicate],
    lexicon: Lexicon,
) -> NumberPhrase | None:
    """The number with the noun behind it."""
    if _is_no_count(number, first, behind, words, lexicon):
        return None
    at, is_share = _skip_partitive(words, behind, lexicon)
    noun_first = at
    noun_last, noun_class, head = _noun(words, at, behind, by_verb, lexicon)
    if noun_last <= at:
        noun_last = behind if not is_share else at
    noun = _between(words, noun_first, noun_last) if noun_last > noun_first else None
    if number.is_article and noun_class is None and head is None and words[first].low != "one":
        return None
    if head is not None and noun and noun_class is None:
        noun = None if noun.lower() in lexicon.predicates or head.first <= noun_first else noun
    before = words[first - 1].low if first else ""
    is_subset = is_share or _introduces_subset(words, first, max(noun_last, behind), lexicon)
    governed = before in lexicon.sets["governing"] and not (first > 1 and words[first - 2].low in ("total", "sum"))
    governed = governed or (noun is None and _closes_between(words, first))
    return NumberPhrase(number, first, max(noun_last, behind), noun, noun_class, head, governed, is_subset, is_share)


def _is_no_count(number: Number, first: int, behind: int, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a number stands for no people: "the one behind us", "was 11 and", "Quince Lane 9, saw"."""
    before = words[first - 1] if first else None
    following = words[behind].low if behind < len(words) else "."
    if before is None:
        return False
    if words[first].low == "one" and before.low in _ONE_LEADS:
        return following not in lexicon.populations
    is_bare = not following[:1].isalnum() or following in ("and", "or", "when", "but", "years")
    if before.low in ("was", "is", "turned", "aged") and is_bare and _is_singular_subject(words, first - 1, lexicon):
        return True
    is_numbered = before.text[:1].isupper() and before.low in lexicon.sets["place_noun"]
    return is_numbered and number.quote.isdigit() and not following[:1].isalnum()


def _is_singular_subject(words: Sequence[Token], verb: int, lexicon: Lexicon) -> bool:
    """Whether one person stands in front of "was": a name, "he", "my son"; not "the toll", "the number"."""
    low = words[verb - 1].low if verb else ""
    if low in ("he", "she", "who"):
        return True
    is_toll = any(token.low in lexicon.sets["toll_noun"] for token in words[max(0, verb - 5) : verb])
    is_name = verb > 0 and words[verb - 1].text[:1].isupper() and not words[verb - 1].text.isupper()
    return not is_toll and (is_name or lexicon.populations.get(low) in ("child", "woman", "man"))


def _closes_between(words: Sequence[Token], first: int) -> bool:
    """Whether the number is the end of a run that no number begins: "between midnight and six"."""
    if first < 3 or words[first - 1].low != "and":
        return False
    return words[first - 3].low == "between" or (first > 3 and words[first - 4].low == "between")


def _noun(
    words: Sequence[Token], at: int, behind: int, by_verb: dict[int, Predicate], lexicon: Lexicon
) -> tuple[int, str | None, Predicate | None]:
    """Where the noun that begins at `at` ends, its class, and the predicate that it is or holds."""
    last, noun_class, head = behind, None, None
    position = at
    while position < min(len(words), at + _WEAK):
        predicate = by_verb.get(position)
        length, name = _population(words, position, lexicon)
        if predicate is not None and (not length or words[position].low == "dead"):
            own = _own_head(predicate, words, lexicon)
            head = own or head
            if own is None:
                break
            if not _population(words, own.last, lexicon)[0]:
                last = max(last, own.last)
                break
            position = own.last
        elif length:
            last, noun_class = position + length, name
            is_head = predicate is not None and any(r.role == "head" for r in predicate.readings)
            head = predicate if is_head and head is None else head
            position = last
            if not _population(words, position, lexicon)[0]:
                break
        elif _ends_noun(words[position], last > behind, lexicon):
            break
        elif _is_plural(words[position]) and not _population(words, position + 1, lexicon)[0]:
            return position + 1, None, head
        else:
            position += 1
    return last, noun_class, head


def _ends_noun(token: Token, has_noun: bool, lexicon: Lexicon) -> bool:
    if not token.low[0].isalpha() or token.low in lexicon.sets["preposition"]:
        return True
    return has_noun and token.low.endswith(("ed", "ly"))


def _skip_partitive(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, bool]:
    """Where the noun begins behind "of (the)", and whether it refers back: "of them", "of whom", "of the dead"."""
    if at >= len(words) or words[at].low not in lexicon.sets["partitive"]:
        return at, False
    follow = words[at + 1].low if at + 1 < len(words) else ""
    if follow in ("them", "whom", "these", "those", "which"):
        return at + 2, True
    position = at + 1
    is_definite = follow == "the"
    while position < len(words) and words[position].low in (
        "the",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "our",
    ):
        position += 1
    return position, is_definite


def _own_head(predicate: Predicate, words: Sequence[Token], lexicon: Lexicon) -> Predicate | None:
    """The predicate, where it is the noun or adjective of the phrase: "133 dead", "20 wounded soldiers"."""
    roles = {reading.role for reading in predicate.readings}
    if predicate.verb != predicate.first:
        return None
    if roles & {"head", "adjective"} and (predicate.is_noun or _population(words, predicate.last, lexicon)[0] > 0):
        return predicate
    if predicate.takes_object and not predicate.is_noun and not predicate.takes_subject:
        return None
    return predicate if "head" in roles else None


def _population(words: Sequence[Token], position: int, lexicon: Lexicon) -> tuple[int, str]:
    """How many tokens from `position` on name people or things, and their class."""
    for length in range(min(lexicon.population_length, len(words) - position), 0, -1):
        name = lexicon.populations.get(" ".join(token.low for token in words[position : position + length]))
        if name is not None:
            return length, name
    return 0, ""


def _is_plural(token: Token) -> bool:
    low = token.low
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "'s", "ous", "us", "is"))


def _introduces_subset(words: Sequence[Token], first: int, behind: int, lexicon: Lexicon) -> bool:
    if any(
        words[at].low == "among" and words[at + 1].low == "them"
        for at in range(behind, min(behind + 2, len(words) - 1))
    ):
        return True  # "61 people, three children among them"
    if (first > 1 and words[first - 1].text in ("(", "[", "—", "–")) or (
        first > 2 and words[first - 1].text == words[first - 2].text == "-"
    ):
        return True
    front = " ".join(token.low for token in words[max(0, first - 4) : first] if token.low[0].isalnum())
    return any(front.endswith(cue) for cue in lexicon.sets["subset"])


def _between(words: Sequence[Token], first: int, last: int) -> str:
    """The words as they stand, white space evened, so that a line break inside a phrase does not show."""
    parts = []
    for at in range(first, last):
        gap = at > first and words[at].start > words[at - 1].end
        parts.append((" " if gap else "") + words[at].text)
    return "".join(parts)
