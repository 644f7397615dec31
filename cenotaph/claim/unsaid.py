"""Numbers whose verb is left out, stands in another sentence, or is no verb of the lists.

"82 fell in Ozmara, 21 in Quill": the second has the verb of the first. "Fifteen were shot": killed,
where the sentence or the list speaks of the dead; elsewhere nobody says that they died. "The
commission counted 138": of what, the sentence before tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair, choose
from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
from cenotaph.claim.words import Lexicon, kinds

_DEAD = ("killed", "died_later")
_LEAST_LEAVING = 10  # fewer who left a town are travellers
_PUT_TO_DEATH = 20  # so many are shot in an execution or a massacre; of fewer nobody says that they died
_FARTHEST_LEAD = 40  # characters in front of a number in which "counted" stands
_LIST_GAP = 14  # tokens between two items of a list
_LONGEST_ITEM = 7  # tokens of "in the village of Upper Quill"
_NAME_BEHIND = re.compile(r"\s+[A-Z][\w'’-]+(?=\s)")
_SPACE = re.compile(r"\s+")
_SIGNS = " ,:–—-"
_QUOTES = ' \n"“«'


def said_otherwise(
    annotated: Annotated, at: int, found: Sequence[Pair], before: Sequence[str], lexicon: Lexicon
) -> Pair | None:
    """The number's kind, where a phrase that is no predicate tells it.

    Args:
        annotated: the sentence.
        at: which of its number phrases.
        found: pairs of the sentence so far.
        before: kinds counted in the sentence before, in order.
        lexicon: the words of the language.
    """
    phrase = annotated.phrases[at]
    if phrase.noun_class in NOT_PEOPLE:
        return None
    return (
        _shot(annotated, phrase, [*before, *(pair.kind for pair in found)], lexicon)
        or _whose_deaths(annotated, at, lexicon)
        or _fate(annotated, phrase, lexicon)
        or _force(annotated, phrase, lexicon)
        or _left(annotated, phrase, lexicon)
    )


def _shot(annotated: Annotated, phrase: NumberPhrase, context: Sequence[str], lexicon: Lexicon) -> Pair | None:
    """Those who were shot, among the dead: "15 were shot in Quill" in a list of the killed."""
    if phrase.is_governed and not phrase.is_subset and not _is_relative(annotated, phrase, lexicon):
        return None
    end = _match_behind(annotated, phrase, "shot", lexicon)
    if end is None or lexicon.patterns["shot_and_lived"].match(annotated.sentence.text, end):
        return None
    is_dead = lexicon.patterns["about_dead"].search(annotated.sentence.text) is not None
    count = phrase.number.count
    is_many = count is not None and (count.low or count.high or 0) >= _PUT_TO_DEATH
    if not is_dead and not is_many and not any(kind in _DEAD for kind in context[-3:]):
        return None
    return _made(phrase, "killed", phrase.first, _token_behind(annotated, end), "shot-among-dead")


def _is_relative(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> bool:
    return phrase.last < len(annotated.lows) and annotated.lows[phrase.last] in lexicon.sets["who"]


def _whose_deaths(annotated: Annotated, at: int, lexicon: Lexicon) -> Pair | None:
    """Those whose deaths are spoken of: "19 soldiers and 22 civilians whose deaths were registered"."""
    phrase = last = annotated.phrases[at]
    for following in annotated.phrases[at + 1 :]:
        if not lexicon.sets["listing"].issuperset(annotated.lows[last.last : following.first]):
            break
        last = following
    end = _match_behind(annotated, last, "whose_deaths", lexicon)
    if end is None or phrase.noun is None:
        return None
    behind = _token_behind(annotated, end) if last is phrase else phrase.last
    return _made(phrase, "killed", phrase.first, behind, "whose-deaths")


def _fate(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> Pair | None:
    """Those of whom nobody knows: "the fate of 17 people is unknown"."""
    lead = _lead(annotated, phrase, "fate_lead", lexicon)
    end = _match_behind(annotated, phrase, "fate_tail", lexicon) if lead is not None else None
    if lead is None or end is None:
        return None
    return _made(phrase, "missing", lead, _token_behind(annotated, end), "fate-unknown")


def _force(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> Pair | None:
    """Soldiers that a force had at a place: "the Guard had 6,500 soldiers in the province"."""
    lows = annotated.lows
    if phrase.noun_class not in lexicon.words.predicates["deployed"].only or phrase.first < 2:
        return None
    is_there = phrase.last < len(lows) and lows[phrase.last] in lexicon.sets["force_place"]
    if lows[phrase.first - 1] not in lexicon.sets["force_verb"] or not is_there:
        return None
    return _made(phrase, "deployed", phrase.first - 1, phrase.last, "force-at")


def _left(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> Pair | None:
    """People who left where they lived: "more than 1,800 families have left the province"."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    count = phrase.number.count
    people = (phrase.noun or "").lower().split()
    if count is None or (count.low or count.high or 0) < _LEAST_LEAVING:
        return None
    if phrase.is_governed or (people and people[-1] not in lexicon.sets["inhabitant"]):
        return None
    at = annotated.tokens[phrase.last - 1].end - offset
    name = _NAME_BEHIND.match(text, at) if not people else None
    at = name.end() if name else at
    gap = _SPACE.match(text, at)
    left = lexicon.patterns["left"].match(text, gap.end()) if gap else None
    if left is None or not (people or name):
        return None
    home = lexicon.rules["home"].match(text, left.end())
    if home is None or not (home[1][0].isupper() or home[1] in lexicon.sets["place_noun"] | lexicon.sets["homeland"]):
        return None
    pair = _made(phrase, "displaced", phrase.first, _token_behind(annotated, home.end()), "left-home")
    return pair._replace(noun=name.group().strip()) if name else pair


def elided(annotated: Annotated, done: Sequence[Pair], before: Sequence[str], lexicon: Lexicon) -> list[Pair]:
    """Numbers without people or verb, behind words that only report a number: "the commission counted 138".

    Args:
        annotated: the sentence.
        done: its pairs.
        before: kinds counted in the sentences before, the nearest last.
        lexicon: the words of the language.
    """
    text, offset = annotated.sentence.text, annotated.sentence.start
    added = []
    taken = {pair.phrase.first for pair in done}
    for phrase in annotated.phrases:
        if phrase.first in taken or phrase.number.is_article or phrase.is_share:
            continue
        earlier = [pair.kind for pair in done if pair.phrase.first < phrase.first]
        kind = to_carry([*before, *earlier])
        if kind is None or not kinds()[kind].counts:
            continue
        front = text[: phrase.number.start - offset]
        closing = lexicon.patterns["total"].match(front)
        is_total = closing is not None and not front[closing.end() :].strip(_SIGNS)
        lead = _lead(annotated, phrase, "number_lead", lexicon)
        ends = lexicon.rules["clause_end"].match(text, annotated.tokens[phrase.last - 1].end - offset) is not None
        if is_total and ends and kinds()[kind].victims and phrase.noun_class not in NOT_PEOPLE and not earlier:
            added.append(_made(phrase, kind, 0, phrase.last, "total-of-list"))
        elif lead is not None and ends and phrase.noun is None:
            added.append(_made(phrase, kind, lead, phrase.last, "number-only"))
    return added


def to_carry(before: Sequence[str]) -> str | None:
    """The kind that a number without a verb has: of those before it the last, and killed for a list of the dead."""
    if not before:
        return None
    return "killed" if before[-1] == "died_later" and "killed" in before else before[-1]


def _made(phrase: NumberPhrase, kind: str, first: int, last: int, rule: str) -> Pair:
    last = max(last, phrase.last)
    return Pair(phrase, kind, first, last, None, phrase.noun, phrase.noun_class, rule, phrase.is_subset)


def _match_behind(annotated: Annotated, phrase: NumberPhrase, name: str, lexicon: Lexicon) -> int | None:
    """Where a phrase of the list `name` that stands directly behind the people ends, in the sentence."""
    text = annotated.sentence.text
    gap = lexicon.rules["gap_behind_people"].match(
        text, annotated.tokens[phrase.last - 1].end - annotated.sentence.start
    )
    found = lexicon.patterns[name].match(text, gap.end()) if gap else None
    return found.end() if found else None


def _lead(annotated: Annotated, phrase: NumberPhrase, name: str, lexicon: Lexicon) -> int | None:
    """The token at which a phrase of the list `name` begins that stands directly in front of the number."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    start = phrase.number.start - offset
    for found in lexicon.patterns[name].finditer(text, max(0, start - _FARTHEST_LEAD), start):
        if not text[found.end() : start].strip(_QUOTES):
            return _token_behind(annotated, found.start())
    return None


def _token_behind(annotated: Annotated, offset: int) -> int:
    """The first token that begins at or behind an offset of the sentence."""
    starts = [token.start - annotated.sentence.start for token in annotated.tokens]
    return next((at for at, start in enumerate(starts) if start >= offset), len(starts))


def listed(
    annotated: Annotated, at: int, found: Sequence[Pair], before: Sequence[str], lexicon: Lexicon
) -> Pair | None:
    """An item of a list that leaves its verb out: "82 fell in Ozmara, 21 in Quill and eight elsewhere"."""
    phrase = annotated.phrases[at]
    if not found:
        return None
    previous = found[-1]
    if _is_part(annotated, phrase, previous, lexicon):
        noun, noun_class = phrase.noun, phrase.noun_class
        return Pair(phrase, previous.kind, phrase.first, phrase.last, None, noun, noun_class, "listed-part", True)
    if _is_joined(annotated, phrase, previous, lexicon):
        noun, noun_class = phrase.noun, phrase.noun_class
        subset = previous.is_subset
        return Pair(phrase, previous.kind, phrase.first, phrase.last, None, noun, noun_class, "listed-beside", subset)
    if not _is_list_item(annotated, phrase, lexicon):
        return None
    gap = annotated.lows[previous.last : phrase.first]
    if "." in gap or len(gap) > _LIST_GAP:
        return None
    kind = previous.kind if phrase.is_share else to_carry([*before, *(pair.kind for pair in found)])
    verb = previous.verb if kind == previous.kind else None
    if verb is not None and choose(verb, phrase.noun_class, phrase.noun is None) is None:
        return None
    last = _list_item_end(annotated, phrase, lexicon)
    subset = phrase.is_subset or _is_how_badly(annotated, phrase, lexicon)
    return Pair(
        phrase, kind or previous.kind, phrase.first, last, verb, phrase.noun, phrase.noun_class, "listed", subset
    )


def _is_joined(annotated: Annotated, phrase: NumberPhrase, previous: Pair, lexicon: Lexicon) -> bool:
    """Whether people close what is told of those in front of them: "left five strikers dead, and one bystander"."""
    sets, lows = lexicon.sets, annotated.lows
    is_people = phrase.noun_class is not None and phrase.noun_class not in NOT_PEOPLE | {"thing"}
    if not is_people or phrase.head is not None or phrase.is_share or not kinds()[previous.kind].victims:
        return False
    gap = lows[previous.last : phrase.first]
    if not gap or gap[-1] not in sets["and"] or not sets["listing"].issuperset(gap):
        return False
    following = lows[phrase.last] if phrase.last < len(lows) else "."
    return following in sets["item_end"] and following not in sets["and"]


def _is_part(annotated: Annotated, phrase: NumberPhrase, previous: Pair, lexicon: Lexicon) -> bool:
    """Whether people are a part in the list behind a whole: "58 were killed (31 men, 16 women)"."""
    sets, lows = lexicon.sets, annotated.lows
    is_people = phrase.noun_class is not None and phrase.noun_class not in NOT_PEOPLE | {"thing"}
    is_article = phrase.number.is_article and previous.rule != "listed-part"
    if not is_people or is_article or phrase.head is not None or not kinds()[previous.kind].victims:
        return False
    following = lows[phrase.last] if phrase.last < len(lows) else "."
    gap = lows[previous.last : phrase.first]
    if following not in sets["item_end"] or not gap:
        return False
    if previous.rule in ("listed", "listed-part") and previous.is_subset:
        return all(low in sets["listing"] or low in sets["definite"] for low in gap)
    opening = next((at for at, low in enumerate(gap) if low in sets["part_opening"]), None)
    if opening is None or opening > _LIST_GAP or len(gap) - opening > _LONGEST_ITEM:
        return False
    rest = gap[opening + 1 :]
    return all(
        low in sets["listing"] or low in sets["definite"] or low in sets["article"] or low in lexicon.populations
        for low in rest
    )


def carried(annotated: Annotated, kind: str, lexicon: Lexicon) -> list[Pair]:
    """Pairs of a sentence without a predicate that goes on with the list of the sentence before."""
    found = []
    for phrase in annotated.phrases:
        following = annotated.lows[phrase.last] if phrase.last < len(annotated.lows) else ""
        if not _is_list_item(annotated, phrase, lexicon) or (phrase.is_share and following in lexicon.sets["is_was"]):
            continue
        last = _list_item_end(annotated, phrase, lexicon)
        pair = Pair(phrase, kind, phrase.first, last, None, phrase.noun, phrase.noun_class, "carried", phrase.is_subset)
        found.append(pair)
    return found


def _is_list_item(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> bool:
    """Whether the number may stand for people of a verb left out."""
    if phrase.noun_class in NOT_PEOPLE or (phrase.is_governed and not phrase.is_subset):
        return False
    following = annotated.lows[phrase.last] if phrase.last < len(annotated.lows) else "."
    if phrase.number.is_article and not phrase.is_share and following not in lexicon.sets["item_whole"]:
        return False  # but "one of them gravely", "and one more"
    if phrase.noun is not None and phrase.noun_class is None:
        return False
    sets, lows = lexicon.sets, annotated.lows
    if phrase.is_share:  # "57 of them said that": they are no further number of those counted
        return not (
            following in lexicon.say or following in sets["have"] or following.endswith(lexicon.endings["past"])
        )
    opens = phrase.is_subset or not phrase.first or lows[phrase.first - 1] in sets["item_lead"]
    is_end = phrase.is_subset and _ends_item(following, lexicon)
    return opens and (following in sets["item_place"] or is_end or _is_how_badly(annotated, phrase, lexicon))


def _is_how_badly(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> bool:
    """Whether a number ends with how badly off a part is: "12 were wounded, three seriously"."""
    lows = annotated.lows
    is_adverb = phrase.last < len(lows) and lows[phrase.last].endswith(lexicon.endings["adverb"])
    return is_adverb and phrase.noun is None and (lows[phrase.last + 1 :] or (".",))[0] in lexicon.sets["item_end"]


def _ends_item(low: str, lexicon: Lexicon) -> bool:
    """Whether a part ends with its number, or with how badly off they are: "16 of them gravely"."""
    return low in lexicon.sets["item_end"] or low.endswith(lexicon.endings["adverb"])


def _list_item_end(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> int:
    """Where a list item ends: behind its place, before the next comma, "and" or number."""
    words, sets = annotated.tokens, lexicon.sets
    last = phrase.last
    if last < len(words) and words[last].low in sets["item_whole"]:
        return last + 1
    if last < len(words) and words[last].low in sets["item_preposition"]:
        position = last + 1
        while (
            position < len(words)
            and words[position].text[:1].isalnum()
            and words[position].low not in sets["item_stop"]
        ):
            position += 1
            if position - last > _LONGEST_ITEM:
                break
        return position
    return last
