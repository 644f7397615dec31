"""Numbers whose verb is left out, stands in another sentence, or is no verb of the lists.

"82 fell in Ozmara, 21 in Quill": the second has the verb of the first. "Fifteen were shot": killed,
where the sentence or the list speaks of the dead; elsewhere nobody says that they died. "The
commission counted 138": of what, the sentence before tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.claim.annotate import NOT_PEOPLE, Annotated, NumberPhrase
from cenotaph.claim.pairs import Pair, choose
from cenotaph.claim.words import Lexicon, kinds

_DEAD = ("killed", "died_later")
_LEAST_LEAVING = 10  # fewer who left a town are travellers
_CLAUSE_ENDS = re.compile(r"\s*(?:[.;,:!?)”\"]|$|(?:and|but|while|for|of whom|including)\b)")
_GAP = re.compile(r"(?:\s+and\s+[\w-]+)?(?:\s*,?\s*who(?:m)?)?\s+")


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
    if phrase.is_governed and not phrase.is_subset and not _is_relative(annotated, phrase):
        return None
    end = _match_behind(annotated, phrase, "shot", lexicon)
    if end is None or lexicon.patterns["shot_and_lived"].match(annotated.sentence.text, end):
        return None
    is_dead = lexicon.patterns["about_dead"].search(annotated.sentence.text) is not None
    if not is_dead and not any(kind in _DEAD for kind in context[-3:]):
        return None
    return _made(phrase, "killed", phrase.first, _token_behind(annotated, end), "shot-among-dead")


def _is_relative(annotated: Annotated, phrase: NumberPhrase) -> bool:
    words = annotated.tokens
    return phrase.last < len(words) and words[phrase.last].low == "who"


def _whose_deaths(annotated: Annotated, at: int, lexicon: Lexicon) -> Pair | None:
    """Those whose deaths are spoken of: "19 soldiers and 22 civilians whose deaths were registered"."""
    phrase = last = annotated.phrases[at]
    for following in annotated.phrases[at + 1 :]:
        if any(token.low not in (",", "and") for token in annotated.tokens[last.last : following.first]):
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
    words = annotated.tokens
    if phrase.noun_class not in lexicon.words.predicates["deployed"].only or phrase.first < 2:
        return None
    following = words[phrase.last].low if phrase.last < len(words) else ""
    is_there = following in ("in", "at", "on", "around", "near", "inside", "along", "throughout")
    if words[phrase.first - 1].low not in lexicon.sets["force_verb"] or not is_there:
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
    name = re.compile(r"\s+[A-Z][\w'’-]+(?=\s)").match(text, at) if not people else None
    at = name.end() if name else at
    gap = re.compile(r"\s+").match(text, at)
    left = lexicon.patterns["left"].match(text, gap.end()) if gap else None
    if left is None or not (people or name):
        return None
    home = re.compile(r"\s+(?:the\s+)?([\w'’-]+)").match(text, left.end())
    if home is None or not (home[1][0].isupper() or home[1] in lexicon.sets["place_noun"] or home[1] == "country"):
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
        is_total = closing is not None and not front[closing.end() :].strip(" ,:–—-")
        lead = _lead(annotated, phrase, "number_lead", lexicon)
        ends = _CLAUSE_ENDS.match(text, annotated.tokens[phrase.last - 1].end - offset) is not None
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
    gap = _GAP.match(text, annotated.tokens[phrase.last - 1].end - annotated.sentence.start)
    found = lexicon.patterns[name].match(text, gap.end()) if gap else None
    return found.end() if found else None


def _lead(annotated: Annotated, phrase: NumberPhrase, name: str, lexicon: Lexicon) -> int | None:
    """The token at which a phrase of the list `name` begins that stands directly in front of the number."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    start = phrase.number.start - offset
    for found in lexicon.patterns[name].finditer(text, max(0, start - 40), start):
        if not text[found.end() : start].strip():
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
    if not found or not _is_list_item(annotated, phrase, lexicon):
        return None
    previous = found[-1]
    between = annotated.tokens[previous.last : phrase.first]
    if any(token.text == "." for token in between) or len(between) > 14:
        return None
    kind = previous.kind if phrase.is_share else to_carry([*before, *(pair.kind for pair in found)])
    verb = previous.verb if kind == previous.kind else None
    if verb is not None and choose(verb, phrase.noun_class, lexicon) is None:
        return None
    last = _list_item_end(annotated, phrase)
    subset = phrase.is_subset
    return Pair(
        phrase, kind or previous.kind, phrase.first, last, verb, phrase.noun, phrase.noun_class, "listed", subset
    )


def carried(annotated: Annotated, kind: str, lexicon: Lexicon) -> list[Pair]:
    """Pairs of a sentence without a predicate that goes on with the list of the sentence before."""
    found = []
    for phrase in annotated.phrases:
        following = annotated.tokens[phrase.last].low if phrase.last < len(annotated.tokens) else ""
        if not _is_list_item(annotated, phrase, lexicon) or (
            phrase.is_share and following in ("were", "was", "are", "is")
        ):
            continue
        last = _list_item_end(annotated, phrase)
        pair = Pair(phrase, kind, phrase.first, last, None, phrase.noun, phrase.noun_class, "carried", phrase.is_subset)
        found.append(pair)
    return found


def _is_list_item(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> bool:
    """Whether the number may stand for people of a verb left out."""
    if phrase.noun_class in NOT_PEOPLE or (phrase.is_governed and not phrase.is_subset) or phrase.number.is_article:
        return False
    if phrase.noun is not None and phrase.noun_class is None:
        return False
    words = annotated.tokens
    following = words[phrase.last].low if phrase.last < len(words) else "."
    if phrase.is_share:  # "57 of them said that": they are no further number of those counted
        return following not in lexicon.say and following not in lexicon.sets["have"] and not following.endswith("ed")
    before = words[phrase.first - 1].low if phrase.first else ""
    opens = before in ("", ",", "and", ";", ":", "(", "—", "–", "-", "including", "or", "then") or phrase.is_subset
    places = following in ("in", "at", "near", "elsewhere", "on", "from", "more", "outside", "around", "of")
    return opens and (places or (phrase.is_subset and following in (",", ".", ")", "and", "—", "–", ";")))


def _list_item_end(annotated: Annotated, phrase: NumberPhrase) -> int:
    """Where a list item ends: behind its place, before the next comma, "and" or number."""
    words = annotated.tokens
    last = phrase.last
    if last < len(words) and words[last].low in ("elsewhere", "more"):
        return last + 1
    if last < len(words) and words[last].low in ("in", "at", "near", "on", "from", "outside", "around"):
        position = last + 1
        while position < len(words) and (
            words[position].text[:1].isalnum()
            and words[position].low not in ("and", "or", "who", "were", "was", "when", "while")
        ):
            position += 1
            if position - last > 7:
                break
        return position
    return last
