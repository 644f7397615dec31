"""Who speaks beside a verb of saying where words stand in free order: its subject behind it or in front of it."""

from __future__ import annotations

from collections.abc import Iterator

from cenotaph.claim.inflected.bases import base_phrase
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.voice_signs import (
    BREAKS,
    CLOSING,
    LONGEST,
    OPENING,
    TITLE,
    Signs,
    is_initial,
    printed_words,
)

_CLAUSES = 4  # clauses in front of a verb in which its subject is looked for
_NOUN = 5  # letters of a noun that no list has


def subject_behind(signs: Signs, mark: Mark, *, is_free: bool) -> tuple[str | None, int] | None:
    """The subject behind a verb: in the nominative, or a place that speaks."""
    seen = signs.seen
    words = seen.words
    at = mark.last
    while at < len(words) and (at in signs.times or (at in signs.function and at + 1 in signs.times)):
        at += 1
    if at >= len(words) or not is_free:
        return None
    if at in signs.pronouns:
        return None, signs.pronouns[at].last
    name = _speaking_place(signs, at) if not mark.form.is_single else None
    if name is not None:
        return name
    if signs.lexicon.reflexive.search(words[mark.first].low):
        return None
    at = _behind_adjuncts(signs, at)
    last = signs.name_end(at, is_title=True)
    is_name = at < len(words) and (words[at].text[:1].isalpha() or words[at].low in OPENING)
    if last == at or at in signs.function or not is_name:
        return None
    if words[at].low not in signs.lexicon.known and signs.lexicon.has_case(words[at].low, "accusative"):
        return None
    is_short = len(words[at].low) < _NOUN or (last - at == 1 and signs.lexicon.is_adjective(words[at].low))
    if not signs.is_named(at, last) and (is_short or not _may_speak(signs, at, last)):
        return None
    told = None if mark.form.is_single else _told_first(signs, at, last)
    if told is not None:
        return told
    return with_cited(signs, printed_words(seen, at, last), last)


def _told_first(signs: Signs, first: int, last: int) -> tuple[str, int] | None:
    """An office that speaks behind the one it told: "сообщили «Вестям» в пресс-службе губернатора"."""
    for at in range(first + 1, last):
        if any(i in signs.heads for i in range(first, at)):
            return None
        place = _speaking_place(signs, at)
        if place is not None:
            return place
    return None


def _may_speak(signs: Signs, first: int, last: int) -> bool:
    """Whether words that no list has may name a speaker: one is a noun for people, and none tells what happened."""
    words = signs.seen.words
    is_object = any(first <= mark.first < last for mark in signs.seen.cue("predicate"))
    return not is_object and any(
        words[at].low in signs.lexicon.known or signs.lexicon.person.search(words[at].low) or at in signs.known
        for at in range(first, last)
    )


def _behind_adjuncts(signs: Signs, at: int) -> int:
    """Where the subject of a verb begins behind whom it is told and when: "сказал агентству «Нигде» главврач"."""
    words = signs.seen.words
    addressed = {mark.first: mark.last for mark in signs.seen.cue("addressee")}
    is_listed = at in signs.heads and signs.lexicon.has_case(words[at].low, "addressee")
    if at in addressed or is_listed:
        told, at = at, addressed.get(at, at + 1)
        if at < len(words) and words[at].low in OPENING:
            return next((i + 1 for i in range(at, min(len(words), at + TITLE)) if words[i].low in CLOSING), at)
        named = at
        while named < len(words) and words[named].text[:1].isupper():
            named += 1
        is_followed = any(i in signs.heads for i in range(named, min(len(words), named + 2)))
        return named if is_followed or words[told].low not in signs.lexicon.known else told
    if at in signs.inside and at not in signs.heads:
        rest = range(at + 1, min(len(words), at + LONGEST))
        end = next((i for i in rest if words[i].low in BREAKS), rest.stop)
        heads = (i for i in range(at + 1, end) if i in signs.heads and words[i].low in signs.lexicon.known)
        return next((_adjectives(signs, at + 1, i) for i in heads if not _is_governed(signs, at, i)), at)
    return at


def _speaking_place(signs: Signs, at: int) -> tuple[str, int] | None:
    """An office that speaks: "в министерстве сообщили"."""
    seen = signs.seen
    lead = next((m for m in seen.cue("place_lead_prepositional") if m.first == at), None)
    if lead is None or any(mark.first == lead.first for mark in seen.cue("subset")):
        return None
    last = signs.name_end(lead.last, is_title=True)
    is_title = lead.last < len(seen.words) and seen.words[lead.last].low in OPENING
    is_body = is_title or _is_short(seen, lead.last) if last > lead.last else False
    if last == lead.last or not (is_body or any(i in signs.heads for i in range(lead.last, last))):
        return None
    return with_cited(signs, base_phrase(seen, lead.last, last, "prepositional", signs.lexicon), last)


def _is_short(seen: Seen, at: int) -> bool:
    text = seen.words[at].text
    return len(text) > 1 and text.isupper()


def subject_in_front(signs: Signs, mark: Mark, low: int) -> tuple[str | None, int] | None:
    """The subject in front of a verb in its clause, with the word it begins at."""
    clauses = list(_clauses_before(signs.seen, mark.first, low))
    verb = signs.seen.words[mark.last - 1].low
    is_finite = bool(signs.lexicon.finite.search(verb) or signs.lexicon.participle.search(verb))  # not "отметив"
    can_be_place = is_finite and not mark.form.is_single
    for is_certain in (True, False):
        for first, last in clauses:
            subject = _subject(signs, first, last, can_be_place=can_be_place, is_certain=is_certain)
            if subject is not None:
                return subject
    return None


def _clauses_before(seen: Seen, last: int, low: int) -> Iterator[tuple[int, int]]:
    """The clause in front of a verb, and those before it that commas part from it: "X, commenting on it, said"."""
    for _ in range(_CLAUSES):
        first = last
        while first > low and (
            seen.words[first - 1].low not in BREAKS - OPENING - CLOSING or is_initial(seen.words, first - 1)
        ):
            first -= 1
        yield first, last
        if first <= low or seen.words[first - 1].low != ",":
            return
        last = first - 1


def _subject(
    signs: Signs, first: int, last: int, *, can_be_place: bool, is_certain: bool
) -> tuple[str | None, int] | None:
    """The subject that stands in a clause; an office that speaks ("в полиции сообщили") has a verb in the plural.

    It `is_certain` where its noun has no other case: "на заседании трибунала свидетель рассказал".
    """
    seen = signs.seen
    for at in range(first, last):
        if (
            at in signs.times
            or at in signs.among
            or (is_certain and at in signs.heads and seen.words[at].low not in signs.lexicon.known)
        ):
            continue
        if at in signs.pronouns and signs.pronouns[at].last <= last:
            return None, at
        if at in signs.myself:
            return None
        place = _speaking_place(signs, at) if can_be_place else None
        if place is not None and place[1] <= last:
            return place[0], at
        if at in signs.heads and not _is_governed(signs, first, at):
            begin = _adjectives(signs, first, at)
            if begin == at == first + 1 and _is_short(seen, at) and _is_noun(signs, first):
                begin = first  # "Спецдокладчик ООН"
            end = signs.name_end(begin, last)
            if end > at:
                return with_cited(signs, printed_words(seen, begin, end), end)[0], begin
    return _capitals(signs, first, last)


def _is_noun(signs: Signs, at: int) -> bool:
    """Whether a word that no list has may be the noun for a speaker."""
    is_listed = at in signs.function or at in signs.times
    return not is_listed and len(signs.seen.words[at].low) >= _NOUN and not signs.is_adverb(at)


def _is_governed(signs: Signs, first: int, at: int) -> bool:
    """Whether a preposition stands in front of a noun and its adjectives."""
    while at > first and at - 1 not in signs.function and _is_adjective(signs, at - 1):
        at -= 1
    return at > first and at - 1 in signs.inside


def _is_adjective(signs: Signs, at: int) -> bool:
    word = signs.seen.words[at]
    return word.low[:1].isalpha() and signs.lexicon.is_adjective(word.low)


def _adjectives(signs: Signs, first: int, at: int) -> int:
    """The first of the adjectives in front of a noun."""
    while (
        at > first
        and at - 1 not in signs.stops
        and at - 1 not in signs.function
        and at - 1 not in signs.times
        and at - 1 not in signs.among
        and _is_adjective(signs, at - 1)
    ):
        at -= 1
    return at


def _capitals(signs: Signs, first: int, last: int) -> tuple[str, int] | None:
    """A name directly in front of a verb: "Илва Никто сообщила"."""
    seen = signs.seen
    begin = last
    while begin > first and (
        seen.words[begin - 1].text[:1].isupper() or seen.words[begin - 1].low in OPENING | CLOSING
    ):
        begin = _title_begin(seen, begin - 1) if seen.words[begin - 1].low in CLOSING else begin - 1
    while begin < last and (begin in signs.function or begin in signs.times):
        begin += 1
    is_blank = not any(word.low[0].isalpha() for word in seen.words[begin:last])
    if is_blank or (begin > first and begin - 1 in signs.inside):
        return None
    return (printed_words(seen, begin, last), begin)


def _title_begin(seen: Seen, close: int) -> int:
    """Where a title opens that ends with a quotation mark; at the mark itself where it does not open near."""
    rest = range(close - 1, max(-1, close - TITLE), -1)
    return next((at for at in rest if seen.words[at].low in OPENING), close)


def with_cited(signs: Signs, name: str, last: int) -> tuple[str, int]:
    """The chain "agency, citing the ministry", as printed."""
    position = last
    if position < len(signs.seen.words) and signs.seen.words[position].low == ",":
        position += 1
    mark = signs.citing.get(position)
    if mark is None:
        return name, last
    end = signs.name_end(mark.last)
    if end == mark.last:
        return name, last
    words = signs.seen.words
    text, offset = signs.seen.sentence.text, signs.seen.sentence.start
    lead = " " if position == last else ", "
    return name + lead + " ".join(text[words[mark.first].start - offset : words[end - 1].end - offset].split()), end
