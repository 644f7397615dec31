"""Number phrases of a sentence: a number with the people or things it counts ("at least 20 unarmed civilians")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.predicates import Predicate
from cenotaph.claim.sentences import Sentence, Token
from cenotaph.claim.words import Lexicon
from cenotaph.count import Number, find_numbers

NOT_PEOPLE = frozenset({"building", "vehicle", "thing", "grave"})
"""Classes of the populations that are no people."""

_WEAK = 6  # words looked through between a number and the noun it counts
_AGE_DIGITS = 2
_LEADING = 3  # tokens from "a" to the number behind "further"
_BEHIND_NAME = re.compile(r"[^\W\d_][ ]$")


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


def counts_of(sentence: Sentence, lexicon: Lexicon) -> tuple[Number, ...]:
    """The numbers of a sentence that may count people or things, "a" and "one" among them; offsets in the text."""
    offset = sentence.start
    return tuple(
        Number(n.start + offset, n.end + offset, n.quote, n.count, n.type, n.rule, n.role, n.is_article)
        for n in find_numbers(sentence.text, lexicon.code, articles=True)
        if n.count is not None and not _is_name(sentence.text, n)
    )


def _is_name(text: str, number: Number) -> bool:
    """Whether a capital in mid-sentence makes a number word a name: "Mr Nobody"."""
    is_word = number.quote[0].isalpha() and number.quote[0].isupper() and not number.quote.isupper()
    return is_word and number.start > 0 and _BEHIND_NAME.search(text[: number.start]) is not None


def phrases_of(
    numbers: Sequence[Number], words: Sequence[Token], predicates: Sequence[Predicate], lexicon: Lexicon
) -> tuple[NumberPhrase, ...]:
    """The numbers with what they count, in order; "a" only where it counts people, things or the dead."""
    starts = {token.start: at for at, token in enumerate(words)}
    by_verb = {predicate.verb: predicate for predicate in predicates}
    found: list[NumberPhrase] = []
    for at, number in enumerate(numbers):
        first = starts.get(number.start)
        if first is None or (number.is_article and _leads_number(first, numbers[at + 1 :], starts, words, lexicon)):
            continue
        behind = first
        while behind < len(words) and words[behind].end <= number.end:
            behind += 1
        phrase = _phrase(number, first, behind, words, by_verb, lexicon)
        if number.is_article and found and _is_apposed(found[-1], first, words):
            continue
        if phrase is None or (found and (phrase.first < found[-1].last or _is_age(found[-1], phrase, words, lexicon))):
            continue
        found.append(phrase)
    return tuple(found)


def _is_apposed(one: NumberPhrase, first: int, words: Sequence[Token]) -> bool:
    """Whether an article says more of the one counted in front: "one, a girl of nine, died"."""
    count = one.number.count
    is_one = count is not None and count.low == count.high == 1 and one.noun is None
    return is_one and one.last + 1 == first and words[first - 1].text == ","


def _leads_number(
    article: int, behind: Sequence[Number], starts: dict[int, int], words: Sequence[Token], lexicon: Lexicon
) -> bool:
    """Whether an article belongs to a number behind it: "a further seven bodies", "an estimated 30 people"."""
    following = starts.get(behind[0].start) if behind else None
    if following is None or not 0 < following - article <= _LEADING:
        return False
    between = words[article + 1 : following]
    return all(word.low in lexicon.sets["rest"] or word.low in lexicon.sets["determiner"] for word in between)


def _is_age(share: NumberPhrase, phrase: NumberPhrase, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a number directly behind a share says how old those are: "15 of them under 18"."""
    return share.is_share and share.last == phrase.first and words[share.last - 1].low in lexicon.sets["whom_counted"]


def _phrase(
    number: Number,
    first: int,
    behind: int,
    words: Sequence[Token],
    by_verb: dict[int, Predicate],
    lexicon: Lexicon,
) -> NumberPhrase | None:
    """The number with the noun behind it."""
    sets = lexicon.sets
    if _is_no_count(number, first, behind, words, lexicon):
        return None
    at, is_share = _skip_partitive(words, behind, lexicon)
    noun_first = at
    noun_last, noun_class, head = _noun(words, at, behind, by_verb, lexicon)
    if number.is_article and noun_last - noun_first == 1 and words[noun_first].low in sets["never_one"]:
        return None  # "a police spokesman"
    if number.is_article and noun_class is None and head is None and words[first].low not in sets["one"]:
        return None
    if noun_last <= at:
        noun_last = behind if not is_share else at
    noun = between(words, noun_first, noun_last) if noun_last > noun_first else None
    if head is not None and noun and noun_class is None:
        noun = None if noun.lower() in lexicon.predicates or head.first <= noun_first else noun
    before = words[first - 1].low if first else ""
    is_subset = is_share or _introduces_subset(words, first, max(noun_last, behind), lexicon)
    is_sum = first > 1 and words[first - 2].low in sets["sum_noun"]
    governed = before in sets["governing"] and not is_sum
    governed = governed or (first > 1 and before in sets["the"] and words[first - 2].low in sets["of"])
    governed = governed or (noun is None and _closes_run(words, first, lexicon))
    return NumberPhrase(number, first, max(noun_last, behind), noun, noun_class, head, governed, is_subset, is_share)


def _is_no_count(number: Number, first: int, behind: int, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a number stands for no people: "the one behind us", "was 11 and", "Quince Lane 9, saw"."""
    sets = lexicon.sets
    before = words[first - 1] if first else None
    following = words[behind].low if behind < len(words) else "."
    if before is None:
        return False
    if first > 1 and f"{words[first - 2].low} {before.low}" in sets["spared"] and following in sets["of"]:
        return True  # "all but three of the 40"
    if words[first].low in sets["one"] and before.low in sets["one_lead"]:
        return following not in lexicon.populations
    is_bare = not following[:1].isalnum() or following in sets["behind_age"]
    if before.low in sets["age_verb"] and is_bare and _is_singular_subject(words, first - 1, lexicon):
        return True
    if _is_age_of_name(first, behind, words, lexicon) or _is_age_of_one(first, behind, words, lexicon):
        return True
    is_numbered = before.text[:1].isupper() and before.low in sets["place_noun"]
    return is_numbered and number.quote.isdigit() and not following[:1].isalnum()


def _is_age_of_name(first: int, behind: int, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a number alone in brackets is the age of the one named in front: "Ilva Nobody (61) died"."""
    if first < 3 or words[first - 1].text != "(" or behind >= len(words) or words[behind].text != ")":
        return False
    is_name = all(words[at].text[:1].isupper() and not words[at].text.isupper() for at in (first - 2, first - 3))
    lead = words[first - 4].low if first > 3 else ""
    is_one_number = len(words[first].text) <= _AGE_DIGITS and behind == first + 1
    return is_name and is_one_number and lead not in lexicon.sets["governing"] | lexicon.sets["the"]


def _is_age_of_one(first: int, behind: int, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a number says how old one person is: "a boy of 6", "an old woman of 81"."""
    if first < 3 or words[first - 1].low not in lexicon.sets["of"]:
        return False
    noun = words[first - 2].low
    is_one = lexicon.populations.get(noun) in ("child", "woman", "man") and not _is_plural(words[first - 2], lexicon)
    leads = {word.low for word in words[max(0, first - 5) : first - 2]}
    is_bare = behind >= len(words) or words[behind].low not in lexicon.populations
    return is_one and is_bare and not leads.isdisjoint(lexicon.sets["article"] | lexicon.sets["one"])


def _is_singular_subject(words: Sequence[Token], verb: int, lexicon: Lexicon) -> bool:
    """Whether one person stands in front of "was": a name, "he", "my son"; not "the toll", "the number"."""
    low = words[verb - 1].low if verb else ""
    if low in lexicon.sets["one_person"]:
        return True
    is_toll = any(token.low in lexicon.sets["toll_noun"] for token in words[max(0, verb - 5) : verb])
    is_name = verb > 0 and words[verb - 1].text[:1].isupper() and not words[verb - 1].text.isupper()
    return not is_toll and (is_name or lexicon.populations.get(low) in ("child", "woman", "man"))


def _closes_run(words: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether the number is the end of a run that no number begins: "between midnight and six"."""
    if first < 3 or words[first - 1].low not in lexicon.sets["and"]:
        return False
    opening = lexicon.sets["between"]
    return words[first - 3].low in opening or (first > 3 and words[first - 4].low in opening)


def _noun(
    words: Sequence[Token], at: int, behind: int, by_verb: dict[int, Predicate], lexicon: Lexicon
) -> tuple[int, str | None, Predicate | None]:
    """Where the noun that begins at `at` ends, its class, and the predicate that it is or holds."""
    last, noun_class, head = behind, None, None
    position = at
    while position < min(len(words), at + _WEAK):
        predicate = by_verb.get(position)
        length, name = _population(words, position, lexicon)
        if predicate is not None and (not length or words[position].low in lexicon.sets["dead_noun"]):
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
        elif _is_plural(words[position], lexicon) and not _population(words, position + 1, lexicon)[0]:
            return position + 1, _class_by_form(words, position, lexicon), head
        elif words[position].low.endswith(lexicon.endings["men"]) and words[position].low not in lexicon.sets["no_men"]:
            return position + 1, "person", head
        else:
            position += 1
    return last, noun_class, head


def _class_by_form(words: Sequence[Token], position: int, lexicon: Lexicon) -> str | None:
    """The class of a plural that no list holds: a people by its capital, a trade by its ending, else None."""
    word, low = words[position].text, words[position].low
    if low in lexicon.sets["no_people"]:
        return None
    if word[:1].isupper():
        is_plain = word[1:].islower() and position > 1 and not words[position - 1].text.istitle()
        return "person" if is_plain and (position + 1 == len(words) or not words[position + 1].text.istitle()) else None
    return "person" if low.endswith(lexicon.endings["trade"]) else None


def _ends_noun(token: Token, has_noun: bool, lexicon: Lexicon) -> bool:
    if not token.low[0].isalpha() or token.low in lexicon.sets["preposition"]:
        return True
    return has_noun and token.low.endswith(lexicon.endings["no_noun"])


def _skip_partitive(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, bool]:
    """Where the noun begins behind "of (the)", and whether it refers back: "of them", "of whom", "of the dead"."""
    start = at
    if at + 1 < len(words) and words[at].low in lexicon.sets["rest"]:
        at += 1  # "two more of the injured"
    if at >= len(words) or words[at].low not in lexicon.sets["partitive"]:
        return start, False
    follow = words[at + 1].low if at + 1 < len(words) else ""
    if follow in lexicon.sets["those_counted"]:
        return at + 2, True
    position = at + 1
    while position < len(words) and words[position].low in lexicon.sets["definite"]:
        position += 1
    return position, follow in lexicon.sets["the"]


def _own_head(predicate: Predicate, words: Sequence[Token], lexicon: Lexicon) -> Predicate | None:
    """The predicate, where it is the noun or adjective of the phrase: "133 dead", "20 wounded soldiers"."""
    roles = {reading.role for reading in predicate.readings}
    if predicate.verb != predicate.first:
        return None
    if words[predicate.last - 1].low in lexicon.sets["be"]:
        predicate = predicate._replace(last=predicate.last - 1)  # "39 of those killed were": the verb is another's
    if roles & {"head", "adjective"} and (predicate.is_noun or _population(words, predicate.last, lexicon)[0] > 0):
        return predicate
    if "head" in roles and predicate.verb and words[predicate.verb - 1].low in lexicon.sets["definite"]:
        return predicate  # "two of the injured died", "one of those injured died"
    if predicate.takes_object and not predicate.is_noun and not predicate.takes_subject:
        return None
    return predicate if "head" in roles else None


def _population(words: Sequence[Token], position: int, lexicon: Lexicon) -> tuple[int, str]:
    """How many tokens from `position` on name people or things, and their class."""
    if position >= len(words):
        return 0, ""
    for phrase, name in lexicon.nouns.get(words[position].low, ()):
        length = len(phrase)
        if length == 1 or tuple(token.low for token in words[position : position + length]) == phrase:
            return length, name
    return 0, ""


def _is_plural(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    return len(low) > 3 and low.endswith(lexicon.endings["plural"]) and not low.endswith(lexicon.endings["no_plural"])


def _introduces_subset(words: Sequence[Token], first: int, behind: int, lexicon: Lexicon) -> bool:
    if any(
        words[at].low in lexicon.sets["among"] and words[at + 1].low in lexicon.sets["them"]
        for at in range(behind, min(behind + 2, len(words) - 1))
    ):
        return True  # "61 people, three children among them"
    if (first > 1 and words[first - 1].text in ("(", "[", "—", "–")) or (
        first > 2 and words[first - 1].text == words[first - 2].text == "-"
    ):
        return True
    front = " ".join(token.low for token in words[max(0, first - 4) : first] if token.low[0].isalnum())
    return front.endswith(lexicon.endings["subset"])


def between(words: Sequence[Token], first: int, last: int) -> str:
    """The words as they stand, white space evened, so that a line break inside a phrase does not show."""
    parts = []
    for at in range(first, last):
        gap = at > first and words[at].start > words[at - 1].end
        parts.append((" " if gap else "") + words[at].text)
    return "".join(parts)
