"""Some of a whole where verbs stand last, and items of lists that leave their verb out.

The part stands behind its whole ("12 kişi öldü, bunların 3'ü çocuk") or in front of it ("3'ü çocuk 12
kişi", "aralarında 3 çocuğun da bulunduğu 12 kişi").
"""

from __future__ import annotations

from collections.abc import Mapping

from cenotaph.claim.inflected.pairs import Pair, fits
from cenotaph.claim.inflected.seen import NOT_PEOPLE, STOPS, Mark, Phrase, Seen
from cenotaph.claim.inflected.words import Lexicon

_NEAR = 2  # words between those of whom some are counted and the number
_AHEAD = 5  # words between a part and the whole behind it


def is_partial(phrase: Phrase) -> bool:
    """Whether a number counts some of others."""
    return phrase.is_share or phrase.is_subset


def of_whole(seen: Seen, at: int, lexicon: Lexicon) -> Phrase:
    """A number of some of those whom the number in front of it counts, with their class: "76 evden 50'si"."""
    phrase = seen.phrases[at]
    told = antecedent(seen, phrase)
    if told is not None and told.last == phrase.first and lexicon.has_case(seen.words[told.last - 1].low, "ablative"):
        phrase = phrase._replace(is_share=True)
    if at and phrase.noun_class is not None and _is_next(seen, seen.phrases[at - 1], phrase):
        phrase = phrase._replace(is_subset=_is_led_on(seen, at))
    if not phrase.is_share or phrase.noun_class is not None:
        return phrase
    named = next((mark for mark in seen.cue("population") if mark.last in (phrase.first, phrase.first - 1)), None)
    is_named = named is not None and seen.words[named.last - 1].low != named.item.parts[-1][0]
    if named is not None and is_named and lexicon.has_case(seen.words[named.last - 1].low, "ablative", "genitive"):
        return phrase._replace(noun_class=named.kind)  # "köylülerden on beşi"
    if not at:
        return phrase
    whole = seen.phrases[at - 1]
    if phrase.first - whole.last > _NEAR or not is_case(seen, whole, lexicon, "ablative", "genitive"):
        return phrase
    return phrase._replace(noun_class=whole.noun_class)


def _is_next(seen: Seen, one: Phrase, other: Phrase) -> bool:
    """Whether only a comma or a joining word stands between two numbers."""
    between = range(one.last, other.first)
    joined = {mark.first for mark in seen.cue("joiner")}
    return len(between) == 1 and (between[0] in joined or seen.words[between[0]].low == ",")


def in_row(seen: Seen, at: int, found: Mapping[int, Pair]) -> str | None:
    """What is told of some who stand in a row with others: "öldürülənlərdən dördü qoca, üçü qadın olub"."""
    one = found.get(at - 1)
    if one is None or one.rule != "share" or not seen.phrases[at].is_share:
        return None
    return one.kind if _is_next(seen, seen.phrases[at - 1], seen.phrases[at]) else None


def _is_led_on(seen: Seen, at: int) -> bool:
    """Whether a row of numbers goes back to one that counts some: "o cümlədən 63 uşaq, 106 qadın, 70 qoca"."""
    while at > 0 and not seen.phrases[at].is_subset and _is_next(seen, seen.phrases[at - 1], seen.phrases[at]):
        at -= 1
    return seen.phrases[at].is_subset


def suits(seen: Seen, kind: str, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether those whom a number counts may have a predicate of the kind; a bare number stands for people."""
    only = lexicon.words.predicates[kind].only
    if phrase.noun_class == "family" and "family" not in only:
        return False  # so many families are not so many people
    if phrase.noun_class is not None:
        return fits(kind, phrase, lexicon)
    is_known = phrase.people is not None or not _is_unknown(seen, phrase.last)
    return not only or ("person" in only and is_known)


def _is_unknown(seen: Seen, position: int) -> bool:
    """Whether a word is a common noun that no list has."""
    if position >= len(seen.words) or not seen.words[position].text[:1].islower():
        return False
    return not any(mark.first <= position < mark.last for marks in seen.marks.values() for mark in marks)


def is_case(seen: Seen, phrase: Phrase, lexicon: Lexicon, *cases: str) -> bool:
    """Whether the people of a phrase stand in one of the cases, by the ending that their noun has here."""
    if phrase.last - 1 < 0 or phrase.noun is None:
        return False
    low = seen.words[phrase.last - 1].low
    stem = phrase.stem
    if not low.startswith(stem) or len(low) == len(stem):
        return False
    return any((base := lexicon.base(low, case)) is not None and len(base) >= len(stem) - 1 for case in cases)


def antecedent(seen: Seen, phrase: Phrase) -> Mark | None:
    """Those of whom a number counts some, named in front of it by what happened to them: "yaralılardan"."""
    for mark in reversed(seen.marks.get("predicate", ())):
        if mark.last <= phrase.first <= mark.last + _NEAR and (mark.role == "people" or mark.form.is_who):
            return mark
    return None


def row_of(seen: Seen, at: int) -> Mark | None:
    """Those of whom a row of numbers counts some: "ölenler arasında iki doktor, bir hemşire ve dört çocuk"."""
    if not seen.phrases[at].is_subset:
        return None
    while at > 0 and _is_next(seen, seen.phrases[at - 1], seen.phrases[at]):
        at -= 1
    return antecedent(seen, seen.phrases[at])


def has_verb(seen: Seen, phrase: Phrase, lexicon: Lexicon, *, is_bare: bool = True) -> bool:
    """Whether "3'ü" has a verb that no list knows, so that something else is told of them; alone, where `is_bare`."""
    if is_bare and any(mark.last in (phrase.first, phrase.first - 1) for mark in seen.cue("share")):
        return False
    told = {at for name in ("say", "deny") for mark in seen.cue(name) for at in range(mark.first, mark.last)}
    for at in range(phrase.last, len(seen.words)):
        word = seen.words[at]
        if word.low in STOPS or at in told:
            return False
        if word.text[:1].islower() and lexicon.is_finite(word.low):
            if any(mark.first <= at < mark.last for mark in seen.cue("identified")):
                return False  # "6'sının kimliği belirlenemedi"
            return not any(mark.first <= at < mark.last for mark in seen.marks.get("population", ()))
    return False


def whole_behind(seen: Seen, at: int) -> int | None:
    """The number of the whole that stands behind a part, by its place among the phrases."""
    phrase = seen.phrases[at]
    if not is_partial(phrase) or at + 1 >= len(seen.phrases):
        return None
    whole = seen.phrases[at + 1]
    between = seen.words[phrase.last : whole.first]
    if whole.is_share or whole.noun_class in NOT_PEOPLE or len(between) > _AHEAD:
        return None
    if any(word.low in STOPS and word.low != "," for word in between):
        return None
    included = [mark for mark in seen.cue("included") if phrase.last <= mark.first < whole.first]
    if included:
        return at + 1
    totals = sum(mark.last - mark.first for mark in seen.cue("total") if phrase.last <= mark.first < whole.first)
    is_next = len(between) - totals <= (0 if phrase.noun_class is not None else 1)
    return at + 1 if phrase.is_share and is_next and not any(word.low == "," for word in between) else None


def is_item(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a number stands as in a list that goes on: no verb behind it, but a place, "elsewhere" or an end."""
    if phrase.number.count is not None and phrase.number.count.high == 0:
        return False
    end = next((at for at in range(phrase.last, len(seen.words)) if seen.words[at].low in (";", ".")), len(seen.words))
    following = next((p.first for p in seen.phrases if p.first >= phrase.last), end)
    rest = seen.words[phrase.last : end]
    if any(lexicon.is_finite(word.low) and word.text[:1].islower() for word in rest):
        return False
    rest = seen.words[phrase.last : min(end, following)]
    if any(mark.last in (phrase.first, phrase.first - 1) for mark in seen.cue("more")) and not rest[8:]:
        return True
    if not rest or rest[0].low in (",", ")"):
        return phrase.noun_class is not None or _has_place(seen, phrase, lexicon)
    if any(phrase.last <= mark.first <= phrase.last + 2 for mark in seen.cue("elsewhere")):
        return True
    return rest[0].text[:1].isupper() and len(rest) <= 4


def _has_place(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a name stands directly in front of a number, small words aside: "Tarnda isə 21"."""
    at = phrase.first - 1
    while at >= 0 and any(mark.first == at for mark in (*seen.cue("also"), *seen.cue("more"), *seen.cue("joiner"))):
        at -= 1
    return at >= 0 and (seen.words[at].text[:1].isupper() or lexicon.has_case(seen.words[at].low, "locative"))
