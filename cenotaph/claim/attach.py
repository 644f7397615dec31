"""Which number belongs to which predicate.

Each rule looks for the predicate of one number phrase in one place: in front ("killed 20 people"),
behind ("20 people were killed"), in the phrase itself ("20 dead"), at the toll ("the death toll
rose to 20"), or carried from the sentence before ("another 20 in the north"). The first that
holds wins; a number without a predicate makes no claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.behind import REACH, behind, is_other_verb, is_subject_behind
from cenotaph.claim.dying import died_later
from cenotaph.claim.framed import LIST_LEAD, framed
from cenotaph.claim.pairs import Pair, pair_of
from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
from cenotaph.claim.predicates import Predicate
from cenotaph.claim.turned import turned
from cenotaph.claim.unsaid import listed, said_otherwise
from cenotaph.claim.words import Lexicon, kinds

__all__ = ["Pair", "attach"]
_TOLL_REACH = 16
_ENDURING = ("detained", "displaced", "gathered")
_HARMED = ("killed", "died_later", "injured", "missing")
_SIGNS = frozenset(",;:(")
_OBJECT_RULES = ("verb-object", "noun-of", "joined-object")


def attach(annotated: Annotated, lexicon: Lexicon, before: Sequence[str] = ()) -> list[Pair]:
    """The pairs of a sentence, in order of their numbers; `before` are the kinds counted in the one before it."""
    found: list[Pair] = []
    for at in range(len(annotated.phrases)):
        pair = (
            _framed(annotated, at, found, before, lexicon)
            or _joined_frame(annotated, at, found, lexicon)
            or _predicated(annotated, at, found, lexicon)
            or _honoured(annotated, at, lexicon)
            or _beside(annotated, at, lexicon)
            or said_otherwise(annotated, at, found, before, lexicon)
            or listed(annotated, at, found, before, lexicon)
            or _contrasted(annotated, at, found, lexicon)
        )
        if pair is None or _is_freed(annotated, pair, lexicon) or (pair.is_subset and pair.noun_class in NOT_PEOPLE):
            continue  # "61 cars, three ambulances among them": things are counted whole
        if _is_beside_the_point(pair, lexicon):
            continue
        pair = _with_shared_noun(annotated, at, pair, lexicon)
        found.append(died_later(annotated, at, pair, found, before, lexicon))
    return found


def _is_beside_the_point(pair: Pair, lexicon: Lexicon) -> bool:
    """Whether a number counts nobody of whom its kind is told: "voters queued", "a kiosk burned", "not one of them"."""
    number = pair.phrase.number
    if pair.kind == "gathered" and pair.noun is not None:
        return pair.noun.split()[-1].lower() in lexicon.sets["no_crowd"]
    if pair.kind == "damaged":
        return number.is_article and number.quote.lower() not in lexicon.sets["one"]
    return pair.rule == "listed" and number.count is not None and number.count.high == 0


def _framed(
    annotated: Annotated, at: int, found: Sequence[Pair], before: Sequence[str], lexicon: Lexicon
) -> Pair | None:
    """The number in a frame; what befell people goes before where they stood: "two guarding the bank were killed"."""
    pair = framed(annotated, at, found, before)
    if pair is None or pair.kind == "buried" or (kinds()[pair.kind].victims and pair.kind not in _ENDURING):
        return pair
    harmed = _predicated(annotated, at, found, lexicon)
    if harmed is None or not kinds()[harmed.kind].victims:
        return pair
    return harmed if harmed.kind in _HARMED or not kinds()[pair.kind].victims else pair


def _joined_frame(annotated: Annotated, at: int, found: Sequence[Pair], lexicon: Lexicon) -> Pair | None:
    """A further number behind words that lead a list: "killed, 2 officers and 19 men"."""
    previous, phrase = found[-1] if found else None, annotated.phrases[at]
    if previous is None or previous.rule != LIST_LEAD or previous.phrase is not annotated.phrases[at - 1]:
        return None
    gap = annotated.lows[previous.phrase.last : phrase.first]
    is_same = (phrase.noun_class in NOT_PEOPLE) == (previous.noun_class in NOT_PEOPLE) and phrase.noun_class != "thing"
    if not gap or not lexicon.sets["joiner"].issuperset(gap) or not is_same or phrase.noun_class is None:
        return None
    if phrase.head is not None or is_subject_behind(annotated, at, lexicon):
        return None
    noun, noun_class = phrase.noun, phrase.noun_class
    return Pair(phrase, previous.kind, phrase.first, phrase.last, None, noun, noun_class, LIST_LEAD, phrase.is_subset)


def _contrasted(annotated: Annotated, at: int, found: Sequence[Pair], lexicon: Lexicon) -> Pair | None:
    """A number put in the place of one that is denied: "it was not 88 who died but 17"."""
    phrase = annotated.phrases[at]
    if not found or phrase.noun_class in NOT_PEOPLE or annotated.lows[phrase.first - 1] not in lexicon.sets["opposing"]:
        return None
    previous = found[-1]
    if previous.phrase is not annotated.phrases[at - 1] or not _is_denied(annotated, previous.phrase, lexicon):
        return None
    return Pair(phrase, previous.kind, phrase.first, phrase.last, None, phrase.noun, phrase.noun_class, "not-but")


def _is_denied(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> bool:
    front = annotated.sentence.text[: phrase.number.start - annotated.sentence.start]
    return lexicon.rules["not_number"].search(front) is not None


def _predicated(annotated: Annotated, at: int, found: Sequence[Pair], lexicon: Lexicon) -> Pair | None:
    """The number with a predicate of the sentence, or with the one its noun is."""
    if not annotated.predicates:
        return _itself(annotated.phrases[at])
    return (
        _fate_of_bodies(annotated, at, lexicon)
        or _in_front(annotated, at, found, lexicon)
        or _itself(annotated.phrases[at])
        or behind(annotated, at, lexicon)
        or _toll(annotated, at, lexicon)
        or turned(annotated, at, lexicon)
    )


def _is_freed(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> bool:
    """Whether those of the detained are meant who were let go: "298 of the detained had been released"."""
    end = annotated.tokens[pair.last - 1].end - annotated.sentence.start
    return (
        pair.kind == "detained"
        and pair.phrase.is_share
        and lexicon.patterns["freed"].match(annotated.sentence.text, end + 1) is not None
    )


def _itself(phrase: NumberPhrase) -> Pair | None:
    """The noun says what happened: "133 dead", "20 wounded soldiers"."""
    if phrase.head is None:
        return None
    weak = {reading.kind for reading in phrase.head.readings if reading.role == "head"}
    if weak & {"displaced", "gathered"} and phrase.noun_class is not None:
        return None
    return pair_of(phrase, phrase.head, "count-noun")


def _fate_of_bodies(annotated: Annotated, at: int, lexicon: Lexicon) -> Pair | None:
    """Bodies that are said to be buried are no count of the killed; nor are wounded who died."""
    phrase = annotated.phrases[at]
    if phrase.head is None:
        return None
    is_hurt = any(reading.kind == "injured" for reading in phrase.head.readings)
    if not is_hurt and all(reading.role == "adjective" for reading in phrase.head.readings):
        return None
    pair = behind(annotated, at, lexicon)
    if pair is None or pair.kind == "buried":
        return pair
    if is_hurt and pair.kind in ("killed", "died_later") and _is_near(annotated, phrase, pair):
        return pair
    if phrase.noun_class is not None and phrase.head.kind in _ENDURING and pair.kind in _HARMED:
        return pair  # "four detainees died under torture"
    return pair if phrase.is_share and pair.kind in ("killed", "died_later") else None


def _is_near(annotated: Annotated, phrase: NumberPhrase, pair: Pair) -> bool:
    """Whether a verb follows its people with no sign between: "one wounded soldier died"."""
    verb = pair.verb
    return verb is not None and not any(token.text in _SIGNS for token in annotated.tokens[phrase.last : verb.first])


def _in_front(annotated: Annotated, at: int, found: Sequence[Pair], lexicon: Lexicon) -> Pair | None:
    """The verb or noun in front governs the number: "killed 20 people", "the murder of six priests"."""
    phrase = annotated.phrases[at]
    for predicate in reversed(annotated.predicates):
        if predicate.last > phrase.first:
            continue
        if predicate.takes_object and _only_particles(annotated, predicate.last, phrase.first, lexicon):
            rule = "noun-of" if predicate.is_noun else "verb-object"
            if predicate.is_noun and is_subject_behind(annotated, at, lexicon) and behind(annotated, at, lexicon):
                return None
            return _laid_to_rest(annotated, phrase, predicate, lexicon) or pair_of(phrase, predicate, rule)
        break
    previous = found[-1] if found else None
    if previous is None or previous.verb is None or previous.rule not in _OBJECT_RULES:
        return None
    if at == 0 or previous.phrase is not annotated.phrases[at - 1]:
        return None
    words = annotated.lows[previous.phrase.last : phrase.first]
    if words and lexicon.sets["joiner"].issuperset(words) and not is_subject_behind(annotated, at, lexicon):
        pair = pair_of(phrase, previous.verb, "joined-object")
        return None if pair is not None and pair.phrase.noun_class == "thing" else pair
    return None


def _laid_to_rest(annotated: Annotated, phrase: NumberPhrase, bodies: Predicate, lexicon: Lexicon) -> Pair | None:
    """People whose remains are said to be buried: "the remains of 64 airmen were laid to rest"."""
    if annotated.lows[bodies.verb] not in lexicon.sets["remains"]:
        return None
    for predicate in annotated.predicates:
        if predicate.first >= phrase.last and predicate.takes_subject:
            gap = annotated.lows[phrase.last : predicate.first]
            is_near = len(gap) <= REACH and lexicon.sets["list_end"].isdisjoint(gap) and _SIGNS.isdisjoint(gap)
            return pair_of(phrase, predicate, "remains-verb") if predicate.kind == "buried" and is_near else None
    return None


def _honoured(annotated: Annotated, at: int, lexicon: Lexicon) -> Pair | None:
    """Those to whom a title is given: "awarded the title of Hero to 21 firefighters"."""
    phrase = annotated.phrases[at]
    lows = annotated.lows
    if phrase.first < 3 or lows[phrase.first - 1] not in lexicon.sets["to"] or phrase.noun_class in NOT_PEOPLE:
        return None
    low = lows[max(0, phrase.first - 14) : phrase.first]
    verb = next((i for i, word in enumerate(low) if word in lexicon.sets["honour_verb"]), None)
    if verb is None or lexicon.sets["honour_noun"].isdisjoint(low[verb:]):
        return None
    first = phrase.first - len(low) + verb
    return Pair(phrase, "honoured", first, phrase.last, None, phrase.noun, phrase.noun_class, "title-to")


def _beside(annotated: Annotated, at: int, lexicon: Lexicon) -> Pair | None:
    """People named beside others: "was killed along with two guards", "killed the mayor and two peasants"."""
    phrase = annotated.phrases[at]
    lows = annotated.lows
    if phrase.noun_class is None or phrase.noun_class in NOT_PEOPLE or phrase.first < 2:
        return None
    is_beside = " ".join(lows[phrase.first - 2 : phrase.first]) in lexicon.sets["beside"]
    lead = phrase.first - (lows[phrase.first - 1] in lexicon.sets["definite"])  # "and her two children"
    is_listed = lead > 0 and lows[lead - 1] in lexicon.sets["listing"]
    if not (is_beside or is_listed):
        return None
    for predicate in reversed(annotated.predicates):
        if predicate.last > phrase.first or predicate.is_toll or not kinds()[predicate.kind].victims:
            continue
        gap = lows[predicate.last : phrase.first]
        if (
            len(gap) > REACH
            or not lexicon.sets["list_end"].isdisjoint(gap)
            or any(is_other_verb(annotated, i, lexicon) for i in range(predicate.last, phrase.first))
        ):
            return None
        if is_beside and (predicate.takes_subject or predicate.takes_object):
            return pair_of(phrase, predicate, "along-with")
        if is_listed and predicate.takes_object and not is_subject_behind(annotated, at, lexicon):
            return behind(annotated, at, lexicon) or pair_of(phrase, predicate, "object-list")
        return None
    return None


def _only_particles(annotated: Annotated, first: int, last: int, lexicon: Lexicon) -> bool:
    gap = annotated.lows[first:last]
    sets = lexicon.sets
    return last - first <= 6 and all(
        low in sets["determiner"] or low in sets["adverb"] or low in sets["object_lead"] for low in gap
    )


def _toll(annotated: Annotated, at: int, lexicon: Lexicon) -> Pair | None:
    """The number behind a word for the toll: "the death toll rose to 131", "the number of dead is 20"."""
    phrase = annotated.phrases[at]
    if phrase.noun_class in NOT_PEOPLE:
        return None
    for predicate in reversed(annotated.predicates):
        if not predicate.is_toll or predicate.last > phrase.first:
            continue
        if phrase.noun_class is not None and annotated.lows[predicate.first] in lexicon.sets["the"]:
            return None  # "the dead were two women": some of them, not the toll
        gap = annotated.lows[predicate.last : phrase.first]
        if len(gap) > _TOLL_REACH or ";" in gap or "." in gap or not gap:
            return None
        verbs = lexicon.sets["toll_verb"]
        if any(low in verbs for low in gap[-2:]) and (len(gap) <= 3 or any(low in verbs for low in gap[-3:])):
            return pair_of(phrase, predicate, "toll")
        return None
    return None


def _with_shared_noun(annotated: Annotated, at: int, pair: Pair, lexicon: Lexicon) -> Pair:
    """The people of the next number, when this one leaves them out: "killing 150 and injuring 744 civilians"."""
    if pair.noun is not None or pair.rule not in _OBJECT_RULES:
        return pair
    if at + 1 >= len(annotated.phrases) or not kinds()[pair.kind].counts:
        return pair
    following = annotated.phrases[at + 1]
    words = annotated.lows[pair.phrase.last : following.first]
    has_verb = any(
        p.takes_object and p.first >= pair.phrase.last and p.last <= following.first for p in annotated.predicates
    )
    if following.noun is None or following.noun_class in NOT_PEOPLE or following.noun_class is None:
        return pair
    if has_verb and words and words[0] in lexicon.sets["parallel"] and len(words) <= 4:
        return pair._replace(noun=following.noun, noun_class=following.noun_class, last=max(pair.last, following.last))
    return pair
