"""Where the words of a place end: of one with a name, of one without, of a part of another.

"The village of Quill", "the Ozmara grain market", "Hill 77", "a ward of Meren General Hospital".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.claim.phrases import NOT_PEOPLE, between
from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon

_LONGEST_IN_CAPITALS = 5  # words of a place in a text printed in capitals
_LONGEST_SITE = 5  # tokens of "the old grain market hall"
_WORDS_OF_SITE = 3  # of them those in front of its noun
_OWNER = re.compile(r"['’]s$")


def site_end(words: Sequence[Token], first: int, lexicon: Lexicon) -> int:
    """Where a place without a name ends: "the stadium", "the tannery wall", "a mosque in Quill"; `first` if none."""
    sets = lexicon.sets
    position = first + (words[first].low in sets["article"] or words[first].low in sets["possessive"])
    is_bare = position == first
    if position < len(words) and words[position].low in sets["same_place"]:
        return first  # "in the same cellars": those told before
    found = at = position
    if not is_bare and at + 1 < len(words) and words[at].low.endswith(lexicon.endings["past"]):
        at += 1  # "the covered market"
    while at < min(len(words), position + _LONGEST_SITE) and not ends_noun(words[at].low, lexicon):
        if found > position and words[at].text[:1].isupper():
            break
        low = words[at].low
        is_kind = low in sets["kind_of_site"] and at > position and words[at - 1].low not in sets["no_kind"]
        is_kind = is_kind and (words[at - 1].low not in sets["direction"] or words[at - 1].low in sets["part_of_town"])
        is_part = low in sets["part_of_site"] and at + 1 < len(words) and words[at + 1].low in sets["of"]
        if (low in sets["site"] or is_kind or is_part) and (not is_bare or low in sets["bare_site"]):
            found = at + 1
        if is_part and low not in sets["site"]:
            named = _of_place(words, found, lexicon)
            return named if named > found else first
        at += 1
    if found == position or (found < at and words[found].low not in sets["event_scene"]):
        return first  # "the factory district council": what stands in front of another noun is no place
    if found < len(words) and words[found].text[:1].isupper() and words[found].low not in sets["not_place"]:
        return named_end(words, found, False, lexicon)  # "the ferry Halcyon"
    return _of_place(words, found, lexicon)


def _of_place(words: Sequence[Token], last: int, lexicon: Lexicon) -> int:
    """Where a place ends with the one it is a part of: "the mosque of Quill", "a ward of Meren Hospital"."""
    sets = lexicon.sets
    if last + 1 < len(words) and words[last].low in sets["route_lead"]:
        one = named_end(words, last + 1, False, lexicon)
        if one > last + 1 and one + 1 < len(words) and words[one].low in sets["route_end"]:
            return max(named_end(words, one + 1, False, lexicon), one)  # "the road from Quill to Ilm"
    is_route = last > 0 and words[last - 1].low in lexicon.sets["route_noun"]
    if is_route and last + 1 < len(words) and words[last].low in sets["to"]:
        there = last + 1 + (words[last + 1].low in sets["article"])
        named = named_end(words, there, False, lexicon)
        return max(named, last) if named > there else max(site_end(words, last + 1, lexicon), last)
    if last + 1 >= len(words) or words[last].low not in sets["site_of"]:
        return last
    further = last + 1
    begin = further + (words[further].low in sets["article"])
    named = named_end(words, begin, False, lexicon)
    if named > begin and without_owner(words[begin].low) not in sets["not_place"]:
        return _with_wider(words, further, _with_site(words, named, lexicon), lexicon)  # "a hostel in Low Road, Quill"
    site = site_end(words, further, lexicon) if words[last].low in sets["of"] else further
    return site if site > further else last


def ends_noun(low: str, lexicon: Lexicon) -> bool:
    """Whether a word is none that stands inside the name of a thing: a sign, a small word, a verb."""
    sets = lexicon.sets
    if not low[:1].isalpha() or low in sets["preposition"] or low in sets["and"] or low in lexicon.say:
        return True
    if low in sets["site"] or low in sets["kind_of_site"]:
        return False
    is_verb = any(len(phrase) == 1 for phrase, _ in lexicon.predicates.get(low, ()))
    is_verb = is_verb or low in sets["other_verb"] or low.endswith(lexicon.endings["no_noun"])
    is_people = low in lexicon.populations and lexicon.populations[low] not in NOT_PEOPLE
    return is_verb or is_people or low in sets["break"] or low in sets["event_scene"]


def _with_site(words: Sequence[Token], last: int, lexicon: Lexicon) -> int:
    """The end of a name with the words behind it that say what stands there: "the Ozmara grain market"."""
    while last < len(words) and (
        words[last].low in lexicon.sets["place_noun"] or _is_site_behind(words, last, lexicon)
    ):
        last += 1
    return last


def place_end(words: Sequence[Token], first: int, capitals: bool, lexicon: Lexicon) -> int:
    """Where the place that begins at `first` ends; `first` itself where there is none."""
    sets = lexicon.sets
    nouns, bad = sets["place_noun"], sets["not_place"]
    position = first
    while position < len(words) and (
        words[position].low in sets["place_article"]
        or (words[position].low in sets["of"] and position > first)
        or words[position].low in sets["direction"]
        or (words[position].low in sets["called"] and position > first)
        or (words[position].low in nouns and words[position].text.islower())
    ):
        position += 1
    last = named_end(words, position, capitals, lexicon)
    if last == position:
        is_bare = position > first and words[position - 1].low in sets["bare_place"]
        return _apposed_end(words, position, lexicon) if is_bare and not capitals else first
    if without_owner(words[position].low) in bad or " ".join(t.low for t in words[position:last]) in bad:
        return first
    if not capitals and _is_body_or_person(words, position, last, lexicon):
        return first
    if all(lexicon.populations.get(t.low, "building") != "building" or t.low in bad for t in words[position:last]):
        return first
    while last < len(words) and (words[last].low in nouns or (not capitals and _is_site_behind(words, last, lexicon))):
        last += 1
        is_of = last + 1 < len(words) and words[last].low in sets["of"] and words[last + 1].text[:1].isupper()
        if is_of and not capitals:
            last = named_end(words, last + 1, capitals, lexicon)  # "the Vexian town of Mirel"
    if not capitals and last == position + 1 and _is_adjective(words, last, lexicon):
        return first
    if last < len(words) and words[last].low in sets["no_place_behind"]:
        return first  # "in the Compass case"
    if capitals:
        is_noun = [t.low in nouns for t in words[first:last]]
        return last if any(is_noun) and not all(is_noun) else first
    return _with_wider(words, first, last, lexicon)


def _is_body_or_person(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a name is one of a paper, an office, a person with a title: "Radio Quill", "Captain Nemo"."""
    sets = lexicon.sets
    end = without_owner(words[last - 1].low)
    if end in sets["place_noun"] or (last < len(words) and words[last].low in sets["place_noun"]):
        return False
    is_titled = last > first + 1 and (
        words[first].low in sets["person_lead"] or words[first].low in sets["person_title"]
    )
    return is_titled or end in sets["no_place_end"] or (last > first + 1 and words[first].low in sets["broadcaster"])


def _apposed_end(words: Sequence[Token], position: int, lexicon: Lexicon) -> int:
    """Where the name behind a comma ends that says which place is meant: "the capital, Quill"."""
    if position + 1 >= len(words) or words[position].text != ",":
        return position
    last = named_end(words, position + 1, False, lexicon)
    is_closed = last >= len(words) or words[last].text in (",", ".", ";", ")", ":")
    return last if last > position + 1 and is_closed else position


def _is_site_behind(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a name goes on with what stands there: "the Ozmara grain market", "the Tarn border post"."""
    sets = lexicon.sets
    for position in range(at, min(len(words), at + _WORDS_OF_SITE)):
        low = words[position].low
        if low in sets["site"] or low in sets["kind_of_site"]:
            return True
        if not words[position].text[:1].islower() or ends_noun(low, lexicon):
            return False
    return False


def _with_wider(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Where a place ends behind the wider one that follows a comma: "Quill, Ozmara Province"."""
    sets = lexicon.sets
    following = last + 1
    if first < 2 or last >= len(words) or words[last].text != "," or following >= len(words):
        return last
    further = named_end(words, following, False, lexicon)
    while further < len(words) and words[further].low in sets["place_noun"]:
        further += 1
    closes = (
        further >= len(words)
        or words[further].text in (",", ".", ";", ")")
        or words[further].low in sets["place_preposition"]
    )
    is_age = further + 1 < len(words) and words[further].text == "," and words[further + 1].text.isdigit()
    if further > following and closes and not is_age and words[following].low not in sets["not_place"]:
        return further
    return last


def _is_adjective(words: Sequence[Token], last: int, lexicon: Lexicon) -> bool:
    """Whether a name is one of a people or language in front of a noun: "the Azerbaijani movement"."""
    if last >= len(words) or not words[last].text[:1].islower() or words[last].low in lexicon.sets["preposition"]:
        return False
    return words[last - 1].low.endswith(lexicon.endings["people"]) and words[last].low not in lexicon.predicates


def named_end(words: Sequence[Token], first: int, capitals: bool, lexicon: Lexicon) -> int:
    """The end of a run of capitalised words, small words such as "de" between them."""
    if capitals:
        return _capitals_end(words, first, lexicon)
    sets = lexicon.sets
    position = last = first
    while position < len(words):
        token = words[position]
        is_number = position > first and words[position - 1].low in sets["numbered_place"]
        if is_number and token.text == "." and position + 1 < len(words) and words[position + 1].text.isdigit():
            position += 1  # "School No. 9"
        if is_number and words[position].text.isdigit():
            position = last = position + 1  # "Hill 77"
            continue
        if not token.text[:1].isupper():
            behind = _behind_small(words, position, lexicon) if position > first else None
            if behind is None:
                break
            last = behind if token.text == "(" else last
            position = behind
            continue
        if without_owner(token.low) in sets["not_place"] and position > first:
            break
        position += 1
        last = position
        is_owner = token.low.endswith(lexicon.endings["owner"])
        if is_owner and not (position < len(words) and words[position].text[:1].isupper()):
            break
    return last


def _behind_small(words: Sequence[Token], position: int, lexicon: Lexicon) -> int | None:
    """Where a name goes on behind a small word inside it ("Rio de Mirel") or a name in brackets."""
    if position + 1 >= len(words) or not words[position + 1].text[:1].isupper():
        return None
    if words[position].text == "(" and position + 2 < len(words) and words[position + 2].text == ")":
        return position + 3
    return position + 1 if words[position].low in lexicon.sets["inner"] else None


def _capitals_end(words: Sequence[Token], first: int, lexicon: Lexicon) -> int:
    """The end of a run of words that may be a name, in a text printed in capitals."""
    sets = lexicon.sets
    position = first
    while position < len(words) and position - first <= _LONGEST_IN_CAPITALS:
        low = words[position].low
        if not words[position].text[:1].isalpha() or low in lexicon.populations or low in lexicon.predicates:
            break
        is_stop = low in sets["preposition"] or low in sets["not_place"] or low in sets["be"] or low in sets["have"]
        if is_stop and low not in sets["of"]:
            break
        position += 1
        if low.endswith(lexicon.endings["owner"]) and not (
            position < len(words) and words[position].text[:1].isupper()
        ):
            break
    return position


def place_name(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> str:
    """The name of a place, what only says that it is a town or village left out: "the town of Mirel" is Mirel."""
    for at in range(first, last - 2):
        is_capital = words[at].low in lexicon.sets["bare_place"] and words[at + 1].text == ","
        if is_capital or words[at + 1].low in lexicon.sets["called"]:
            return bare_name(words, at + 2, last, lexicon)
    for at in range(first, last - 2):
        is_noun = words[at].low in lexicon.sets["settlement"] and words[at].text.islower()
        is_noun = is_noun and not (at > first and words[at - 1].low in lexicon.sets["part_of_town"])
        is_plain = at == first or words[at].low in lexicon.sets["whole_settlement"]
        is_plain = is_plain or words[at - 1].low in lexicon.sets["no_part_of_name"]
        if is_noun and is_plain and words[at + 1].low in lexicon.sets["of"]:
            return bare_name(words, at + 2, last, lexicon)
    return bare_name(words, first, last, lexicon)


def bare_name(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> str:
    """The words of a name without article in front and possessive behind."""
    while first < last and words[first].low in lexicon.sets["no_part_of_name"]:
        first += 1
    return _OWNER.sub("", between(words, first, last))


def without_owner(low: str) -> str:
    """A word without its possessive ending."""
    return _OWNER.sub("", low)
