"""Places where cases and nouns tell them, not prepositions: Azerbaijani, Turkish.

A place is a name in a case of place ("Ozmarada", "Ozmara'da"), a name with a noun for a place ("Tarn
kəndində"), one in the genitive of such a noun ("Kvil'in sanayi bölgesinde") or of a side of it ("Ozmara'nın
kuzeyinde"), one in front of a noun for an event ("Kvil olayları"), and the head of a dispatch ("KVİL (HHA) -").
A word with a capital only because it opens the sentence is a name where the data does not know it as a noun
and the text has it nowhere in small letters.
"""

from __future__ import annotations

import bisect

from cenotaph.claim.inflected.bases import printed
from cenotaph.claim.inflected.place import Place
from cenotaph.claim.inflected.place_struck import struck_places
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.words import Lexicon

_GAP = 3  # words between a name in the genitive and the noun it belongs to
_LONGEST = 6  # words of a name
_OPENING = 9  # words of the head of a dispatch
_STEM = 4  # letters by which a form of a word is known
_OWNED = 3  # letters of the ending of several things, or of one that is somebody's
_NO_OWNER = frozenset({"predicate", "population", "joiner", "also", "share", "subset", "say", "say_passive"})


def last_places(seen: Seen, lexicon: Lexicon) -> tuple[Place, ...]:
    """The places of a sentence in order."""
    groups = ("not_place", "person_title")
    barred = {at for group in groups for mark in seen.cue(group) for at in range(mark.first, mark.last)}
    people = (*seen.cue("population"), *seen.marks.get("predicate", ()))
    barred |= {0 for mark in people if mark.first == 0 and mark.last == 1}  # "Şehitler Tarn Şehitliği'nde"
    barred -= {mark.first for mark in seen.cue("place_tail") if _is_tail(seen, mark.first)}
    opening = {mark.first for mark in seen.cue("place_first")}
    barred -= {mark.first - 1 for mark in seen.cue("place_noun") if mark.first > 1 or mark.first - 1 in opening}
    barred -= {mark.first - 2 for mark in seen.cue("place_noun") if mark.first > 2 and _is_name(seen, mark.first - 2)}
    found: list[Place] = []
    position = 0
    dateline = _dateline(seen, barred)
    if dateline is not None:
        found.append(dateline)
        position = dateline.last
    while position < len(seen.words):
        place = _at(seen, position, barred, lexicon)
        if place is not None:
            if (
                found
                and found[-1].last == place.first
                and lexicon.has_case(seen.words[place.first - 1].low, "genitive")
            ):
                found.pop()  # "Ozmara şəhərinin Tarn kəndində": the narrower
            found.append(place)
        position = place.last if place is not None else position + 1
    if dateline is not None and any(not place.is_origin for place in found[1:]):
        found = found[1:]  # the town that a dispatch comes from
    if all(place.is_origin for place in found):
        found += struck_places(seen, lexicon) or _sites(seen, lexicon) or _of_office(seen, barred, lexicon)
    return tuple(found)


def _is_name(seen: Seen, at: int) -> bool:
    """Whether two words with a capital stand there: "Saat Kulesi Meydanı"."""
    return _is_capital(seen, at) and _is_capital(seen, at + 1)


def _sites(seen: Seen, lexicon: Lexicon) -> list[Place]:
    """Places without a name, where a sentence has none with one: "mezarlıkta", "karakolun bodrumunda"."""
    found: list[Place] = []
    for group in ("site", "site_weak", "site_own"):
        for mark in seen.cue(group):
            low, stem = seen.words[mark.last - 1].low, mark.item.parts[-1][0]
            if not low.startswith(stem):
                continue
            base = next(
                (b for case in ("locative", "genitive") if (b := lexicon.base(low, case)) and len(b) >= len(stem)), None
            )
            if base is None or len(base) - len(stem) > _OWNED or not _is_there(seen, mark, lexicon):
                continue
            if _is_tail(seen, mark.first):
                continue
            first = _site_front(seen, mark, lexicon, is_owned=base != stem)
            is_owner = mark.first > 0 and lexicon.has_case(seen.words[mark.first - 1].low, "genitive")
            if found and found[-1].last in (first, mark.first) and is_owner:
                first = found.pop().first  # "karakolun bodrumunda"
            words = [word.text for word in seen.words[first : mark.last]]
            words[-1] = printed(words[-1], base, low)
            found.append(Place(first, mark.last, " ".join(words).replace(" - ", "-"), is_site=group != "site"))
    return found


def _is_there(seen: Seen, mark: Mark, lexicon: Lexicon) -> bool:
    """Whether a noun for a place says where: in a case of place, or with a side of it in one behind it."""
    low = seen.words[mark.last - 1].low
    if lexicon.has_case(low, "locative"):
        return True
    following = seen.words[mark.last].low if mark.last < len(seen.words) else ""
    if not lexicon.has_case(low, "genitive"):
        return False
    is_side = any(side.first == mark.last for side in seen.cue("place_relative"))
    return lexicon.has_case(following, "locative", "ablative") or (is_side and lexicon.has_case(following, "dative"))


def _site_front(seen: Seen, mark: Mark, lexicon: Lexicon, *, is_owned: bool) -> int:
    """Where the words begin that say which of its kind a place is: its number, whose it is, what for."""
    first = mark.first
    if first and any(cue.last == first for cue in seen.cue("site_number")):
        first -= 1  # "2 saylı təcridxana"
    counted = {at for phrase in seen.phrases for at in range(phrase.first, phrase.last)}
    front = seen.words[first - 1] if first and first - 1 not in counted else None
    if front is not None and front.text[:1].isdigit() and not _is_dated(seen, front.start, front.end):
        return first - 1  # "2-ci məktəb"
    while first and any(cue.last == first for cue in seen.cue("place_adjective")):
        first -= 1
    if first == mark.first and is_owned and first > 0:
        front = seen.words[first - 1]
        is_noun = front.low.isalpha() and front.text[:1].islower() and not lexicon.is_finite(front.low)
        is_told = any(m.first < first <= m.last for marks in seen.marks.values() for m in marks if m.group in _NO_OWNER)
        first -= is_noun and not is_told and not _is_dated(seen, front.start, front.end)
    return first


def _of_office(seen: Seen, barred: set[int], lexicon: Lexicon) -> list[Place]:
    """The place of a local office, where a sentence names no other: "Ozmara Valiliği"."""
    for mark in seen.cue("local_office"):
        at = mark.first - 1
        if (
            at >= 0
            and at not in barred
            and _is_capital(seen, at)
            and not lexicon.has_case(seen.words[at].low, "genitive")
        ):
            return [Place(at, mark.first, seen.words[at].text, is_site=True)]
    return []


def _dateline(seen: Seen, barred: set[int]) -> Place | None:
    """The name in capitals or with a day that opens a dispatch: "OZMARA, 18 mart —", "KVİL (HHA) -"."""
    words = seen.words
    if len(words) < _STEM or not words[0].text[:1].isupper() or seen.sentence.text.isupper():
        return None
    if words[1].low in ("—", "–") and 0 not in barred and words[2].text[:1].isupper() and words[0].text.isalpha():
        return None if _is_dated(seen, words[0].start, words[0].end) else Place(0, 1, _small(words[0].text, seen))
    if words[1].low not in (",", "(", "/"):
        return None
    ends = [at for at in range(1, min(len(words), _OPENING)) if words[at].low in ("—", "–", "-")]
    if not ends or not words[0].text.isalpha():
        return None
    is_dated = any(time.start < words[ends[0]].start for time in seen.times)
    if not (words[0].text.isupper() and (is_dated or words[1].low in ("(", "/"))) and not (
        is_dated and 0 not in barred
    ):
        return None
    return Place(0, ends[0], _small(words[0].text, seen))


def _is_dated(seen: Seen, start: int, end: int) -> bool:
    return any(time.start < end and start < time.end for time in seen.times)


def _small(text: str, seen: Seen) -> str:
    """A name in capitals as names are printed, in the letters the text has for it elsewhere."""
    if not text.isupper() or len(text) < _STEM - 1:
        return text
    low = seen.words[0].low  # "I" is small "ı" where the language has both
    return text[0] + "".join(low[at] if text[at] in "Iİ" else text[at].lower() for at in range(1, len(text)))


def _run(seen: Seen, first: int, barred: set[int]) -> int:
    """The end of a run of words with a capital that may be a name."""
    last = first
    end = min(len(seen.words), first + _LONGEST)
    while last < end and last not in barred and (_is_capital(seen, last) or _is_link(seen, first, last)):
        last += 1
        if "'" in seen.words[last - 1].low or "’" in seen.words[last - 1].low:
            break
    return last


def _is_tail(seen: Seen, at: int) -> bool:
    """Whether a common noun is the second word of a name: "Boz Dərə"."""
    return at > 1 and _is_capital(seen, at) and _is_capital(seen, at - 1)


def _is_link(seen: Seen, first: int, at: int) -> bool:
    """Whether a dash joins two names without a space: "Kvil–Ozmara karayolu"."""
    if at <= first or seen.words[at].text not in ("–", "-") or at + 1 >= len(seen.words):
        return False
    return seen.words[at - 1].end == seen.words[at].start and seen.words[at].end == seen.words[at + 1].start


def _is_capital(seen: Seen, at: int) -> bool:
    text = seen.words[at].text
    if not text[:1].isupper() or text[:1].isdigit():
        return False
    return not any(time.start < seen.words[at].end and seen.words[at].start < time.end for time in seen.times)


def _at(seen: Seen, first: int, barred: set[int], lexicon: Lexicon) -> Place | None:
    """A place whose first word stands at a position."""
    last = _run(seen, first, barred)
    if last == first:
        return None
    for end in range(first + 1, last + 1):
        place = _ending(seen, first, end, last, lexicon)
        if place is not None:
            return place
    return None


def _ending(seen: Seen, first: int, end: int, last: int, lexicon: Lexicon) -> Place | None:
    """A place whose name ends at `end`, the run of capitals at `last`."""
    words = seen.words
    closing = words[end - 1]
    genitive = lexicon.base(closing.low, "genitive")
    nouns = {mark.first: mark for mark in seen.cue("place_noun")}
    at = end if end in nouns else _behind_adjectives(seen, end)
    if at in nouns and not lexicon.has_case(closing.low, "locative", "ablative"):
        noun = nouns[at]
        if _is_no_place(seen, noun, lexicon, is_far=at > end, is_opening=first == 0):
            return None
        low = words[noun.last - 1].low
        is_origin = lexicon.has_case(low, "ablative")
        if is_origin or words[at].text[:1].islower() or lexicon.has_case(low, "locative", "dative", "genitive"):
            name = _joined(seen, first, end, genitive) if at == end else _whole(seen, first, noun.last, lexicon)
            return Place(first, noun.last, name, is_origin)
    joined = [at for at in range(max(1, first - 1), end) if _is_link(seen, max(0, at - 1), at)]
    is_war = bool(joined)  # "Veksiya–Ozmara müharibəsi"
    is_event = not is_war and any(mark.first == end for mark in seen.cue("event_noun"))
    if (
        is_event
        and genitive is None
        and end - first <= 2
        and (words[end].text[:1].isupper() or not _is_small(seen, first))
    ):
        base = lexicon.base(closing.low, "locative")
        return Place(first, end + 1, _joined(seen, first, end, base))
    relative = [mark for mark in seen.cue("place_relative") if mark.first == end]
    is_there = lexicon.has_case(closing.low, "locative", "ablative")
    if (
        relative
        and not is_there
        and lexicon.has_case(words[relative[0].last - 1].low, "locative", "dative", "ablative")
    ):
        return Place(first, relative[0].last, _joined(seen, first, end, genitive))
    if genitive is not None and end == last:
        behind = _place_behind(seen, end, lexicon)
        if behind is not None and not _is_common(seen, first, end, lexicon):
            return Place(first, behind, _joined(seen, first, end, genitive))
    if end != last:
        return None
    for case in ("locative", "ablative"):
        base = lexicon.base(closing.low, case)
        if (
            base is not None
            and len(base) > 1
            and not _is_common(seen, first, end, lexicon)
            and not _is_body(seen, first, end)
        ):
            return Place(first, end, _joined(seen, first, end, base), case == "ablative")
    return None


def _is_no_place(seen: Seen, noun: Mark, lexicon: Lexicon, *, is_far: bool, is_opening: bool) -> bool:
    """Whether a noun for a place makes the name in front of it none: "Kvil mərkəzi xəstəxanasının həkimi"."""
    is_wider = any(mark.first == noun.last for mark in seen.cue("belonging"))  # "Ozmara'ya bağlı Tarn köyü"
    if is_wider or _is_goal(seen, noun, lexicon):
        return True
    return is_far and (is_opening or lexicon.has_case(seen.words[noun.last - 1].low, "genitive"))


def _behind_adjectives(seen: Seen, end: int) -> int:
    """Where the noun behind a name stands, words for what it is between: "Ulmet internat məktəbi"."""
    at = end
    adjectives = {mark.first: mark.last for mark in seen.cue("place_adjective")}
    while at in adjectives and at < end + _GAP:
        at = adjectives[at]
    return at


def _whole(seen: Seen, first: int, last: int, lexicon: Lexicon) -> str:
    """A name with its noun, which stands in the base form."""
    low = seen.words[last - 1].low
    cases = ("locative", "ablative", "dative", "genitive")
    return _joined(seen, first, last, next((b for case in cases if (b := lexicon.base(low, case))), None))


def _is_goal(seen: Seen, noun: Mark, lexicon: Lexicon) -> bool:
    """Whether a place is the hospital to which people were brought: "Tarn Devlet Hastanesi'ne sevk edildi"."""
    is_care = any(mark.first >= noun.first - 1 and mark.last <= noun.last for mark in seen.cue("care"))
    low = seen.words[noun.last - 1].low
    return is_care and lexicon.has_case(low, "dative") and not lexicon.has_case(low, "locative")


def _place_behind(seen: Seen, end: int, lexicon: Lexicon) -> int | None:
    """The end of a noun for a place in a case of place, some words behind a genitive."""
    for mark in (*seen.cue("place_noun"), *seen.cue("place_relative")):
        between = seen.words[end : mark.first]
        if not end <= mark.first <= end + _GAP or not lexicon.has_case(
            seen.words[mark.last - 1].low, "locative", "ablative"
        ):
            continue
        if not any(word.low in (",", ";") or word.text[:1].isupper() for word in between):
            return mark.last
    return None


def _is_body(seen: Seen, first: int, end: int) -> bool:
    """Whether words name those who speak and no place: "Bakanlıktan", "Vali Nadia Kimse'den"."""
    marks = (*seen.cue("speaker_head"), *seen.cue("person_title"))
    return any(first <= mark.first < end or mark.last == first for mark in marks)


def _is_common(seen: Seen, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a single word has its capital only because it opens the sentence."""
    word = seen.words[first]
    if end - first > 1 or (first > 0 and seen.words[first - 1].low not in ("«", '"', "“", "—", "–", "-", "•", "*")):
        return False
    if "'" in word.low or "’" in word.low:
        return False
    return lexicon.words.sets_off_names or _is_small(seen, first)


def _is_small(seen: Seen, at: int) -> bool:
    """Whether the text has a word in small letters too."""
    word = seen.words[at]
    stem = word.low[: max(_STEM, len(word.low) - _STEM)]
    at = bisect.bisect_left(seen.smalls, stem)
    return at < len(seen.smalls) and seen.smalls[at].startswith(stem)


def _joined(seen: Seen, first: int, end: int, base: str | None) -> str:
    """A name, its last word in the base form."""
    parts = [word.text for word in seen.words[first:end]]
    if base is not None:
        parts[-1] = printed(seen.words[end - 1].text, base, seen.words[end - 1].low)
    return " ".join(parts).replace(" – ", "–")
