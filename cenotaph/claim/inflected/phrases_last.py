"""Noun phrases that name a speaker, where verbs stand last and the head of a phrase stands last too.

A phrase ends with a word for those who speak ("bakanlığı", "sözçüsü") or a person's name; in front of it
stand the words with a capital and the genitives that belong to it.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.inflected.bases import printed
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.words import Lexicon

_OBLIQUE = ("genitive", "dative", "locative", "ablative", "instrumental")
_QUOTES = frozenset({"«", "»", '"', "“", "”"})
_STOPS = frozenset({".", ";", ":", ",", "—", "–", "(", ")", "-", "!", "?"})
_SHORT = 4  # letters of a title that is cut short
_FULL = 2  # words of a full name
_INITIALS = 5  # letters
_FULL = 2  # words of a full name
_FRONT = 6  # words in front of a head that may belong to it


class Named(NamedTuple):
    """A speaker as a sentence names them; word positions half-open; the name in its base form."""

    first: int
    last: int
    name: str


def has_any_case(seen: Seen, mark: Mark, lexicon: Lexicon, *cases: str) -> bool:
    """Whether a noun stands in one of the cases, by the ending behind the stem that the data has."""
    low, stem = seen.words[mark.last - 1].low, mark.item.parts[-1][0]
    if not low.startswith(stem) or len(low) == len(stem):
        return False
    return any((base := lexicon.base(low, case)) is not None and len(base) >= len(stem) - 1 for case in cases)


def named_in(
    seen: Seen, low: int, high: int, lexicon: Lexicon, *, is_loose: bool = False, after: Mark | None = None
) -> Named | None:
    """The first phrase in the base form that may name a speaker; a single name too where `is_loose`."""
    heads: dict[int, Mark] = {}
    told = [phrase for phrase in seen.phrases if phrase.noun and not phrase.number.is_article]
    counted = {at for phrase in told for at in range(phrase.first, phrase.last)}
    for mark in seen.cue("speaker_head"):
        if mark.last - 1 in counted:
            continue  # "12 polis": those of whom it is said
        if low <= mark.first and mark.last <= high and not has_any_case(seen, mark, lexicon, *_OBLIQUE):
            heads[mark.first] = mark
    groups = ("not_place", "this_said", "population", "no_name")
    barred = {at for group in groups for mark in seen.cue(group) for at in range(mark.first, mark.last)}
    barred = {at for at in barred if not (at and _is_capital(seen, at) and _is_capital(seen, at - 1))}
    barred |= {at for mark in seen.cue("joiner") for at in range(mark.first, mark.last)}
    search = _Search(seen, low, high, lexicon, heads, barred, is_loose)
    position = low
    while position < high:
        if after is not None and after.first <= position < after.last:
            position += 1
            continue
        found = _of_head(search, position) if position in heads else _of_name(search, position)
        if isinstance(found, Named):
            return found
        position = found
    return None


class _Search(NamedTuple):
    """Words `low` to `high` of a sentence in which a speaker is looked for."""

    seen: Seen
    low: int
    high: int
    lexicon: Lexicon
    heads: dict[int, Mark]  # words for those who speak, in the base form
    barred: set[int]  # words that are part of no name
    is_loose: bool


def _of_head(search: _Search, position: int) -> Named | int:
    """The phrase of a word for those who speak; where to look on, where it is none."""
    seen, mark = search.seen, search.heads[position]
    if _is_agent(seen, mark) and not search.is_loose:
        return mark.last
    last = mark.last
    while last in search.heads and last < search.high:
        last = search.heads[last].last
    if last < search.high and _is_owner(seen, last, search.lexicon):
        return last  # "rayon partiya komitəsinin katibi"
    last = _with_name(seen, last, search.high, search.lexicon, search.barred)
    owner = _owner_behind(search, last)
    if owner > last:
        return owner  # "Hakim Vaqif Heçkəsin sədrliyi ilə"
    if last in search.heads and last > mark.last and not search.is_loose:
        return last  # "BM Mülteciler Yüksek Komiserliği sözcüsü"
    first = _front(seen, mark.first, search.low, search.lexicon)
    return Named(first, last, text_of(seen, first, last))


def _is_told(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether a word with a capital is of those who are told something: "Heçyer agentliyinə"."""
    heads = [mark for mark in seen.cue("speaker_head") if mark.first == at + 1]
    return any(has_any_case(seen, mark, lexicon, "dative") for mark in heads)


def _owner_behind(search: _Search, first: int) -> int:
    """The end of a name behind an office, where it stands in the genitive before what is the holder's."""
    last = first
    while last < search.high and _is_capital(search.seen, last) and last not in search.heads:
        last += 1
    if last == first or last >= search.high or search.seen.words[last].low in _STOPS:
        return first
    return last if search.lexicon.has_case(search.seen.words[last - 1].low, "genitive") else first


def _of_name(search: _Search, position: int) -> Named | int:
    """The phrase of a name; where to look on, where it is none."""
    seen, high, heads = search.seen, search.high, search.heads
    if position + 2 < high and _is_initial(seen, position):
        last = _name_behind(seen, position + 2, high, search.lexicon, search.barred)
        return Named(position, last, text_of(seen, position, last)) if last > position + 2 else position + 2
    last = _name_behind(seen, position, high, search.lexicon, search.barred)
    if last == position + 1 < high and seen.words[last].low == "." and _is_short_title(seen, position):
        return last + 1  # "Dr. Selin Yokoğlu"
    if last > position and last < high and _is_capital(seen, last) and _is_noun(seen, last):
        return last  # "Kvil Mərkəzi Xəstəxanasının baş həkimi"
    size = last - position
    is_title = any(mark.last == position for mark in seen.cue("person_title"))
    is_known = is_title or search.is_loose or _is_surname(seen, position) or _is_short(seen, position)
    if size < 1 or (size == 1 and not is_known):
        return max(last, position + 1)
    if last + 1 in heads and last < high and seen.words[last].low in _QUOTES:
        return last + 1  # "«Açıq Qapı» təşkilatı"
    if last in heads and not search.is_loose:
        return last  # "Sağlık Bakanlığı sözcüsü"
    head = next((heads[at] for at in range(position, last) if at in heads), None)
    first = _front(seen, position, search.low, search.lexicon)
    end = _with_name(seen, max(last, head.last), high, search.lexicon, search.barred) if head is not None else last
    return Named(first, end, text_of(seen, first, end))


def _is_initial(seen: Seen, at: int) -> bool:
    """Whether a word is the first letter of a name in front of a surname: "B. Kimsəzadə"."""
    return len(seen.words[at].low) == 1 and _is_capital(seen, at) and seen.words[at + 1].low == "."


def _is_short(seen: Seen, at: int) -> bool:
    """Whether a word is the initials of a body: "FHN"."""
    text = seen.words[at].text
    is_label = at + 1 < len(seen.words) and seen.words[at + 1].low in (":", "—", "–")
    is_initials = 1 < len(text) <= _INITIALS and text.isalpha() and text.isupper()
    return is_initials and not is_label and not seen.sentence.text.isupper()


def _is_surname(seen: Seen, at: int) -> bool:
    """Whether the text has a word behind another name: the surname of one named in full."""
    low = seen.words[at].low
    if any(mark.first == at + 1 for name in ("place_noun", "place_adjective") for mark in seen.cue(name)):
        return False  # "Dünən Tarn çayında"
    found = bisect.bisect_left(seen.names, low)
    return found < len(seen.names) and seen.names[found] == low


def _with_name(seen: Seen, first: int, high: int, lexicon: Lexicon, barred: set[int]) -> int:
    """The end of the name behind an office, titles between: "Başkanı emekli yargıç Münir Yokoğlu"."""
    titles = {at for mark in seen.cue("person_title") for at in range(mark.first, mark.last)}
    position = first
    if position < high and _is_of_many(seen, position, lexicon):
        position += 1  # "Ozmara Barosu avukatlarından Deniz Hiçyurt"
    while position < high and position in titles:
        position += 1
    if position + 1 < high and len(seen.words[position].low) == 1 and seen.words[position + 1].low == ".":
        position += 2  # "S. Heçov"
    last = _name_behind(seen, position, high, lexicon, barred)
    last -= last - position > _FULL and _is_told(seen, last - 1, lexicon)
    return last if last > position else first


def _is_of_many(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether a word says of which people one is: "avukatlarından", "sakinlərindən"."""
    groups = ("speaker_head", "population", "person_title")
    is_people = any(mark.first == at for name in groups for mark in seen.cue(name))
    return is_people and lexicon.has_case(seen.words[at].low, "ablative")


def _is_capital(seen: Seen, at: int) -> bool:
    return seen.words[at].text[:1].isupper()


def _is_owner(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether a word for a body stands in the genitive, of which the next one is a part."""
    is_head = any(mark.first == at for mark in seen.cue("speaker_head"))
    return is_head and lexicon.has_case(seen.words[at].low, "genitive")


def _is_short_title(seen: Seen, at: int) -> bool:
    return len(seen.words[at].low) <= _SHORT and any(mark.first == at for mark in seen.cue("person_title"))


def _is_noun(seen: Seen, at: int) -> bool:
    """Whether a word is a noun for a body or a place."""
    return any(mark.first == at for name in ("speaker_head", "place_noun") for mark in seen.cue(name))


def _is_agent(seen: Seen, mark: Mark) -> bool:
    """Whether a noun is said to have done it: "polis tərəfindən"."""
    return any(agent.first == mark.last for agent in seen.cue("agent_behind"))


def _name_behind(seen: Seen, first: int, high: int, lexicon: Lexicon, barred: set[int]) -> int:
    """The end of a run of names in the base form from a word on; `first` where there is none."""
    places = {at for mark in seen.cue("place_noun") for at in range(mark.first, mark.last)}
    titles = (*seen.cue("person_title"), *seen.cue("speaker_head"))
    is_named = any(mark.last == first for mark in titles)  # "Həkim Xalidə" is in no case
    last = first
    while last < high and seen.words[last].text[:1].isupper() and last not in barred and last not in places:
        last += 1
        if is_named and last == first + 1 and not _is_set_off(seen, first):
            continue
        if lexicon.has_case(seen.words[last - 1].low, "locative", "ablative") or _is_set_off(seen, last - 1):
            is_place = is_named and last - first > _FULL and _is_set_off(seen, last - 1)
            return last - 1 if is_place else first  # "Vali Orhan Hiçyer Tarn'da"
        if any(time.start < seen.words[last - 1].end and seen.words[last - 1].start < time.end for time in seen.times):
            return first
    if last > first and last - first < 3 and lexicon.has_case(seen.words[last - 1].low, "genitive"):
        return first if last < high and seen.words[last].low not in _STOPS else last
    return last


def _is_set_off(seen: Seen, at: int) -> bool:
    """Whether a name has an ending set off by an apostrophe."""
    return "'" in seen.words[at].low or "’" in seen.words[at].low


def _front(seen: Seen, head: int, low: int, lexicon: Lexicon) -> int:
    """Where a phrase begins whose head stands at `head`: names, genitives and quoted names in front of it."""
    first = head
    while first > low and head - first < _FRONT and _belongs(seen, first - 1, low, lexicon):
        first -= 1
    while first < head and seen.words[first].low in ("»", "”", "'", "’"):
        first += 1
    return first


def _belongs(seen: Seen, at: int, low: int, lexicon: Lexicon) -> bool:
    """Whether a word in front of a phrase is part of it."""
    word = seen.words[at]
    if any(time.start < word.end and word.start < time.end for time in seen.times):
        return False
    if any(mark.first <= at < mark.last for name in ("also", "this_said", "no_name") for mark in seen.cue(name)):
        return False
    if at == 0 and _is_common_goal(seen, lexicon):
        return False
    if any(mark.first <= at < mark.last for mark in seen.cue("joiner")):
        return at - 1 >= low and _is_capital(seen, at - 1) and _is_capital(seen, at + 1)
    if word.low in _QUOTES:
        return True
    if word.low in _STOPS:
        return False
    is_noun = any(mark.first == at for mark in seen.cue("not_place"))  # "Müşahidə missiyası"
    if _is_head(seen, at) and _is_adjective(seen, at + 1) and not lexicon.has_case(word.low, "genitive"):
        return False  # "Heçyer agentliyi yerli sakinlərə istinadən"
    is_name = _is_capital(seen, at) and (is_noun or not lexicon.has_case(word.low, "locative", "ablative"))
    return is_name or lexicon.has_case(word.low, "genitive") or _is_head(seen, at) or _is_adjective(seen, at)


def _is_common_goal(seen: Seen, lexicon: Lexicon) -> bool:
    """Whether a common noun in the dative opens a sentence: "Cenazeye Baro'nun tahminine göre ... katıldı"."""
    groups = ("predicate", "population", "event_noun", "not_place")
    low = seen.words[0].low
    marks = [mark for name in groups for mark in seen.marks.get(name, ()) if mark.first == 0 and mark.last == 1]
    is_common = any(mark.item.parts[0][0] != low for mark in marks)
    return is_common and lexicon.has_case(seen.words[0].low, "dative")


def _is_head(seen: Seen, at: int) -> bool:
    return any(mark.first <= at < mark.last for mark in seen.cue("speaker_head"))


def _is_adjective(seen: Seen, at: int) -> bool:
    """Whether a word says more of who speaks: "yerel", "hüquq müdafiə"."""
    return any(mark.first <= at < mark.last for mark in seen.cue("speaker_adjective"))


def base_of(
    seen: Seen, low: int, high: int, cases: Sequence[str], lexicon: Lexicon, *, is_bare: bool = False
) -> Named | None:
    """The phrase that ends at `high`, its last word in the base form of one of the cases.

    Where `is_bare` ("X'e göre" alone, which may mean "because of" or "than") only a name or a word for
    those who speak will do.
    """
    if high <= low:
        return None
    back = high
    is_named = _is_head(seen, high - 1) or seen.words[high - 1].text[:1].isupper()
    while (
        not is_bare and not is_named and back - 1 > low and high - back < 4 and not _is_naming(seen, back - 1, lexicon)
    ):
        back -= 1
    if _is_naming(seen, back - 1, lexicon):
        high = back
    closing = seen.words[high - 1]
    base = next((b for case in cases if (b := lexicon.base(closing.low, case)) is not None), None)
    is_numbered = closing.text[:1].isdigit() and high - 2 >= low and _is_head(seen, high - 2)  # "Tanık 7'nin"
    if closing.low in _STOPS or (closing.text[:1].isdigit() and not is_numbered):
        return None
    is_people = is_bare and base is not None and lexicon.person.search(base) is not None  # "kralcılara göre"
    is_head = is_numbered or is_people or _is_head(seen, high - 1)
    is_name = closing.text[:1].isupper() and not lexicon.attribute.search(closing.low)
    if not is_head and not is_name:
        return None
    is_opening = high == 1 and "'" not in closing.low and "’" not in closing.low
    if is_bare and not is_head and (is_opening or _is_place(seen, high - 1)):
        return None
    first = _front(seen, high - 1, low, lexicon)
    parts = [word.text for word in seen.words[first:high]]
    if base is not None:
        parts[-1] = printed(closing.text, base, closing.low)
        same = next((at for at, (one, two) in enumerate(zip(base, closing.low, strict=False)) if one != two), len(base))
        parts[-1] = parts[-1][:same] + lexicon.unfolded(parts[-1][same:], closing.text)
        parts[-1] = parts[-1].rstrip("-")  # "FHN-dən"
    return Named(first, high, " ".join(parts))


def _is_naming(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether a word in the genitive is a name or one for those who speak."""
    word = seen.words[at]
    return (_is_head(seen, at) or word.text[:1].isupper()) and lexicon.has_case(word.low, "genitive")


def _is_place(seen: Seen, at: int) -> bool:
    return any(mark.first <= at < mark.last for name in ("not_place", "place_noun") for mark in seen.cue(name))


def text_of(seen: Seen, first: int, last: int) -> str:
    """The words as printed."""
    text, offset = seen.sentence.text, seen.sentence.start
    return " ".join(text[seen.words[first].start - offset : seen.words[last - 1].end - offset].split())
