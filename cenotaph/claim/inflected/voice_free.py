"""According to whom, in a language whose words stand in free order and whose verbs agree.

Four forms: a name behind "по данным", a subject with a verb of saying in front of what it says
("X сообщил, что"), one behind it ("..., сообщил X", "как сообщает X"), and a place that speaks
("в министерстве сообщили"). A speaker holds until the next one begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cenotaph.claim.inflected.bases import base_phrase
from cenotaph.claim.inflected.doers import stretch
from cenotaph.claim.inflected.seen import Mark, Seen, Word
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.words import Lexicon

_LONGEST = 14  # words of a speaker
_ACT = 3  # words between a verb of accusing and the act
_CLAUSES = 4  # clauses in front of a verb in which its subject is looked for
_NOUN = 5  # letters of a noun that no list has
_TITLE = 8  # words between quotation marks
_OPENING = frozenset('«“"„')
_CLOSING = frozenset('»”"“')
_BREAKS = frozenset({",", ";", ":", "—", "–", "(", ")", "«", "»", "“", "”", '"', "„", "!", "?", "."})
_DASHES = frozenset({"—", "–", "-"})


class Signs:
    """Where the words of a sentence stand that end or make a speaker's name."""

    def __init__(self, seen: Seen, lexicon: Lexicon) -> None:
        self.seen = seen
        self.lexicon = lexicon
        self.function = _covered(seen.cue("function"))
        self.heads = {mark.first: mark for mark in seen.cue("speaker_head")}
        self.citing = {mark.first: mark for mark in seen.cue("citing")}
        self.pronouns = {mark.first: mark for mark in seen.cue("pronoun")}
        self.myself = {mark.first for mark in seen.cue("first_person")}
        self.ends = {mark.first for mark in seen.predicates if mark.role in ("undergo", "act")}
        self.ends |= {mark.first for group in ("say", "deny") for mark in seen.cue(group)}
        self.ends |= {phrase.first for phrase in seen.phrases}
        self.times = {
            at
            for at, word in enumerate(seen.words)
            if any(time.start < word.end and word.start < time.end for time in seen.times)
        }
        self.joiners = _covered(seen.cue("joiner"))
        self.inside = _covered(seen.cue("preposition"))
        self.among = _covered(seen.cue("subset"))
        self.stops = {mark.first for mark in seen.cue("name_stop")}
        self.known = _covered(seen.cue("population"))

    def name_end(self, first: int, limit: int | None = None, *, is_title: bool = False) -> int:
        """The end of a speaker's name that begins at a word; `first` where none does. It may be a title alone."""
        words = self.seen.words
        limit = min(len(words) if limit is None else limit, first + _LONGEST)
        at = first
        while at < limit:
            low = words[at].low
            if low in _OPENING:
                close = next((i for i in range(at + 1, min(len(words), at + _TITLE)) if words[i].low in _CLOSING), None)
                if close is None or (at == first and not is_title):
                    break
                at = close + 1
                continue
            if is_initial(words, at):
                at += 1
                continue
            if low in _BREAKS or at in self.times or at in self.citing or self._ends_at(at, first):
                break
            at += 1
        while at > first + 1 and (at - 1 in self.joiners or at - 1 in self.inside or self.is_adverb(at - 1)):
            at -= 1
        return first if at == first + 1 and (first in self.joiners or first in self.inside) else at

    def is_adverb(self, at: int) -> bool:
        """Whether a word ends as adverbs do, and names no speaker."""
        word = self.seen.words[at]
        return word.text[:1].islower() and at not in self.heads and self.lexicon.adverb.search(word.low) is not None

    def _ends_at(self, at: int, first: int) -> bool:
        if at in self.heads:
            return self._is_addressed(at, first)
        if at in self.ends or at in self.stops:
            return True
        if at in self.function:
            return at == first or not (at in self.joiners or at in self.inside)
        word = self.seen.words[at]
        if at in self.known or word.low in self.lexicon.known:
            return False
        return word.text[:1].islower() and at > first and self.lexicon.finite.search(word.low) is not None

    def _is_addressed(self, at: int, first: int) -> bool:
        """Whether a noun for a speaker stands behind a person's name: the one whom that person told."""
        name = range(at - 2, at)
        words = self.seen.words
        return at > first + 2 and all(words[i].text[:1].isupper() and i not in self.heads for i in name)

    def printed(self, first: int, last: int) -> str:
        """Words as the text prints them."""
        return _printed(self.seen, first, last)

    def is_named(self, first: int, last: int) -> bool:
        """Whether words can name a speaker: one is a noun for speakers, or begins with a capital."""
        words = self.seen.words
        is_person = first in self.known or self.lexicon.person.search(words[first].low) is not None
        is_title = words[first].low in _OPENING and first + 1 < len(words) and words[first + 1].text[:1].isupper()
        is_head = any(at in self.heads for at in range(first, last))
        return is_person or is_title or is_head or words[first].text[:1].isupper()


def is_initial(words: Sequence[Word], at: int) -> bool:
    """Whether a full stop belongs to the initial of a name: "Л. Никто"."""
    return at > 0 and words[at].low == "." and len(words[at - 1].text) == 1 and words[at - 1].text.isupper()


def _covered(marks: tuple[Mark, ...]) -> set[int]:
    return {at for mark in marks for at in range(mark.first, mark.last)}


def free_speeches(seen: Seen, lexicon: Lexicon) -> tuple[Speech, ...]:
    """The speakers a sentence names, in order, each with the words it speaks for."""
    has_label = any(word.low == ":" for word in seen.words[:_LONGEST])
    if not has_label and not any(seen.cue(group) for group in _GROUPS):
        return ()
    signs = Signs(seen, lexicon)
    found: list[Speech] = []
    for group in ("according_genitive", "according_dative", "citing"):
        for mark in seen.cue(group):
            found.extend(_according(signs, mark, group, found))
    for mark in seen.cue("pronoun_according"):
        found = [speech for speech in found if speech.first != mark.first]
        found.append(Speech(None, mark.first, mark.last, stretch(seen, mark.first)[0], len(seen.words), "according-to"))
    for group in ("say", "deny"):
        for mark in seen.cue(group):
            if group == "say" and any(mark.first < deny.last and deny.first < mark.last for deny in seen.cue("deny")):
                continue
            found.extend(_said(signs, mark, is_denial=group == "deny"))
    found.extend(_elided(signs, found))
    found.extend(_labels(signs))
    return _trimmed(seen, sorted(set(found), key=lambda speech: (speech.first, speech.last, speech.rule)))


_GROUPS = ("according_genitive", "according_dative", "citing", "pronoun_according", "say", "deny")
_CASES = {"according_genitive": "genitive", "according_dative": "dative", "citing": "animate"}


def _according(signs: Signs, mark: Mark, group: str, found: list[Speech]) -> Iterator[Speech]:
    """The name behind "по данным", with the one whom it cites in turn."""
    seen = signs.seen
    if any(speech.first <= mark.first < speech.last for speech in found):
        return
    first = mark.last
    while first + 1 < len(seen.words) and any(m.first == first for m in seen.cue("again_lead")):
        first += 1  # "по подсчётам того же автора"
    last = signs.name_end(first)
    if last == first and group != "citing":
        yield from _document(signs, mark)
    if last == first or any(m.first < last and mark.last <= m.first for m in seen.cue("not_speaker")[:1]):
        return
    if not signs.is_named(first, last):
        return
    name = base_phrase(seen, first, last, _CASES[group], signs.lexicon)
    name, last = _with_cited(signs, name, last)
    if group == "citing" and _is_chained(signs, mark):
        return
    yield Speech(name, mark.first, last, stretch(seen, mark.first)[0], len(seen.words), "according-to")


def _document(signs: Signs, mark: Mark) -> Iterator[Speech]:
    """A document that speaks itself, where nobody is named behind it: "по официальным сводкам,"."""
    seen = signs.seen
    noun = mark.last - 1
    if noun > mark.first and any(m.first <= noun < m.last for m in seen.cue("document")):
        name = base_phrase(seen, mark.first + 1, mark.last, "dative", signs.lexicon)
        yield Speech(name, mark.first, mark.last, stretch(seen, mark.first)[0], len(seen.words), "according-to")


def _is_chained(signs: Signs, mark: Mark) -> bool:
    """Whether "citing X" stands behind a name that a verb of saying has: told there."""
    front = signs.seen.words[max(0, mark.first - 1)].low
    return (
        mark.first > 0
        and front not in _BREAKS
        and any(say.first < mark.first and mark.first - say.last <= _LONGEST for say in signs.seen.cue("say"))
    )


def _with_cited(signs: Signs, name: str, last: int) -> tuple[str, int]:
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


def _said(signs: Signs, mark: Mark, *, is_denial: bool) -> Iterator[Speech]:
    """A verb of saying with its subject behind or in front."""
    seen = signs.seen
    low, high = stretch(seen, mark.first)
    if is_denial and any(m.last == mark.first for m in seen.cue("not")):
        return
    before = seen.words[mark.first - 1].low if mark.first else ","
    has_like = any(like.last == mark.first for like in seen.cue("like"))
    at = mark.first
    while at > low and (at - 1 in signs.times or (at - 1 in signs.inside and at in signs.times)):
        at -= 1  # "Об этом в субботу доложил губернатор"
    this = next((m for m in seen.cue("this") if m.last == at), None)
    is_free = before in _BREAKS - _CLOSING or has_like or this is not None  # words quoted end with a comma or dash
    is_object_first = not is_free and _is_object_first(signs, mark, low)
    behind = _behind(signs, mark, is_free=is_free or is_object_first)
    if behind is not None:
        name, last = behind
        if this is not None:
            yield Speech(name, this.first, last, low, this.first, "said-of-this", is_denial)
        elif has_like:
            yield Speech(name, mark.first - 1, last, low, high, "as-said", is_denial)
        else:
            yield Speech(name, mark.first, last, low, mark.first, "said-subject", is_denial)
        return
    front = _in_front(signs, mark, low)
    is_weak = mark.item.name in signs.lexicon.words.cues.get("weak_say", ())
    if front is None or (is_weak and not _opens(seen, mark.last)):
        return
    name, first = front
    after_this = next((m for m in seen.cue("this") if m.first == mark.last), None)
    if after_this is not None or (before != "," and this is not None):
        yield Speech(name, first, mark.last, low, first, "said-of-this", is_denial)
        return
    scope = (mark.last, len(seen.words))
    if not any(mark.last <= at < high for at in _counted(seen)) and any(low <= at < first for at in _counted(seen)):
        scope = (low, first)  # "Цифру в 40 погибших министр отвергает"
    yield Speech(name, first, mark.last, *scope, "subject-said", is_denial)


def _is_object_first(signs: Signs, mark: Mark, low: int) -> bool:
    """Whether what is said stands in front of a verb and who says it directly behind: "О гибели 17 сообщил мэр"."""
    seen, at = signs.seen, mark.last
    is_subject = at in signs.heads and seen.words[at].low in signs.lexicon.known
    is_place = any(m.first == at for m in seen.cue("place_lead_prepositional")) and not mark.form.is_single
    return (is_subject or is_place) and any(low <= first < mark.first for first in _counted(seen))


def _elided(signs: Signs, found: list[Speech]) -> Iterator[Speech]:
    """A speaker whose verb is that of the one before: "полиция сообщает о двух погибших, а профсоюз — о семи"."""
    seen = signs.seen
    for dash in (at for at, word in enumerate(seen.words) if word.low in _DASHES):
        first = dash
        while first > 0 and seen.words[first - 1].low not in _BREAKS:
            first -= 1
        while first < dash and first in signs.joiners:
            first += 1
        is_second = any(speech.last <= first and speech.rule == "subject-said" for speech in found)
        if is_second and first in signs.heads and signs.name_end(first, dash) == dash and first not in signs.known:
            yield Speech(_printed(seen, first, dash), first, dash, dash + 1, stretch(seen, dash)[1], "subject-said")


def _labels(signs: Signs) -> Iterator[Speech]:
    """A speaker in front of a colon at the beginning of a sentence: "Пожарная служба: извлечены тела ..."."""
    words = signs.seen.words
    colons = (at for at, word in enumerate(words[:_LONGEST]) if word.low == ":")
    colon = next((at for at in colons if at == 0 or not words[at - 1].low.isdigit()), 0)
    first = 0
    while first < colon and not words[first].low[0].isalpha():
        first += 1
    told = [mark.first for group in ("predicate", "say") for mark in signs.seen.cue(group)]
    if any(first <= at < colon for at in (*told, *(phrase.first for phrase in signs.seen.phrases))):
        return
    bracket = next((at for at in range(first, colon) if words[at].low == "(" and words[colon - 1].low == ")"), None)
    colon, behind = (bracket or colon), colon  # "Доклад миссии (март 2030 года): ..."
    commas = [at for at in range(first, colon) if words[at].low == ","]
    for low, high in zip((first, *(at + 1 for at in commas)), (*commas, colon), strict=True):
        if _is_labelled(signs, low, high, is_alone=not commas):
            yield Speech(_printed(signs.seen, low, high), low, high, behind + 1, len(words), "subject-said")
            return


def _is_labelled(signs: Signs, first: int, last: int, *, is_alone: bool) -> bool:
    """Whether words name a speaker: a noun for one with its adjectives and name, or beside commas a full name."""
    words = signs.seen.words[first:last]
    if not is_alone and len(words) > 1 and all(word.text[:1].isupper() for word in words):
        return True  # "Илва Никто, пресс-секретарь министерства: ..."
    head = next((at for at in range(first, last) if at in signs.heads), None)
    if head is None or signs.name_end(first, last) != last:
        return False
    return all(signs.lexicon.is_adjective(signs.seen.words[at].low) for at in range(first, head))


def _opens(seen: Seen, at: int) -> bool:
    """Whether a clause, a colon or a number stands behind a verb."""
    following = seen.words[at : at + 3]
    return (
        any(word.low in (",", ":", "«", '"') for word in following)
        or any(mark.first == at for mark in (*seen.cue("that"), *seen.cue("about")))
        or any(at <= first <= at + _ACT for first in _counted(seen))
    )


def _counted(seen: Seen) -> Iterator[int]:
    """Where acts and numbers of people stand: what a verb of naming or accusing may speak of."""
    yield from (mark.first for mark in seen.predicates if mark.role in ("noun", "toll"))
    yield from (phrase.first for phrase in seen.phrases)


def _behind(signs: Signs, mark: Mark, *, is_free: bool) -> tuple[str | None, int] | None:
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
    is_name = at < len(words) and (words[at].text[:1].isalpha() or words[at].low in _OPENING)
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
    return _with_cited(signs, _printed(seen, at, last), last)


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
        if at < len(words) and words[at].low in _OPENING:
            return next((i + 1 for i in range(at, min(len(words), at + _TITLE)) if words[i].low in _CLOSING), at)
        named = at
        while named < len(words) and words[named].text[:1].isupper():
            named += 1
        is_followed = any(i in signs.heads for i in range(named, min(len(words), named + 2)))
        return named if is_followed or words[told].low not in signs.lexicon.known else told
    if at in signs.inside and at not in signs.heads:
        rest = range(at + 1, min(len(words), at + _LONGEST))
        end = next((i for i in rest if words[i].low in _BREAKS), rest.stop)
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
    is_title = lead.last < len(seen.words) and seen.words[lead.last].low in _OPENING
    is_body = is_title or _is_short(seen, lead.last) if last > lead.last else False
    if last == lead.last or not (is_body or any(i in signs.heads for i in range(lead.last, last))):
        return None
    return _with_cited(signs, base_phrase(seen, lead.last, last, "prepositional", signs.lexicon), last)


def _is_short(seen: Seen, at: int) -> bool:
    text = seen.words[at].text
    return len(text) > 1 and text.isupper()


def _in_front(signs: Signs, mark: Mark, low: int) -> tuple[str | None, int] | None:
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
            seen.words[first - 1].low not in _BREAKS - _OPENING - _CLOSING or is_initial(seen.words, first - 1)
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
                return _with_cited(signs, _printed(seen, begin, end), end)[0], begin
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
        seen.words[begin - 1].text[:1].isupper() or seen.words[begin - 1].low in _OPENING | _CLOSING
    ):
        begin = _title_begin(seen, begin - 1) if seen.words[begin - 1].low in _CLOSING else begin - 1
    while begin < last and (begin in signs.function or begin in signs.times):
        begin += 1
    is_blank = not any(word.low[0].isalpha() for word in seen.words[begin:last])
    if is_blank or (begin > first and begin - 1 in signs.inside):
        return None
    return (_printed(seen, begin, last), begin)


def _title_begin(seen: Seen, close: int) -> int:
    """Where a title opens that ends with a quotation mark; at the mark itself where it does not open near."""
    rest = range(close - 1, max(-1, close - _TITLE), -1)
    return next((at for at in rest if seen.words[at].low in _OPENING), close)


def _printed(seen: Seen, first: int, last: int) -> str:
    text, offset = seen.sentence.text, seen.sentence.start
    return " ".join(text[seen.words[first].start - offset : seen.words[last - 1].end - offset].split())


def _trimmed(seen: Seen, found: list[Speech]) -> tuple[Speech, ...]:
    """Each speaker's words cut where the next speaker begins, or begin where the one before ends."""
    trimmed: list[Speech] = []
    for at, speech in enumerate(found):
        low, high = speech.scope_first, speech.scope_last
        if speech.rule in ("according-to", "as-said"):
            is_forward = _speaks_forward(seen, speech, found, at)
            low = speech.last if is_forward else max([low, *(s.last for s in found[:at])])
            if not is_forward and at + 1 < len(found):
                high = speech.first
        elif speech.rule == "said-subject":
            low = max([low, *(s.last for s in found[:at] if s.rule == "said-subject")])
        behind = [s for s in found[at + 1 :] if s.first >= speech.last]
        later = [s.first for s in behind if s.rule in ("according-to", "subject-said")]
        if high > speech.last and later:
            high = min(high, later[0])
        trimmed.append(speech._replace(scope_first=min(low, high), scope_last=high))
    return tuple(trimmed)


def _speaks_forward(seen: Seen, speech: Speech, found: list[Speech], at: int) -> bool:
    """Whether "according to" speaks for what stands behind it: no number stands between it and the speaker before."""
    low = max([speech.scope_first, *(s.last for s in found[:at])])
    has_front = any(low <= phrase.first < speech.first for phrase in seen.phrases)
    if not has_front:
        return True
    has_back = any(speech.last <= phrase.first < speech.scope_last for phrase in seen.phrases)
    first = next((s for s in found if s.rule == "according-to"), speech)
    opened_in_front = any(first.scope_first <= phrase.first < first.first for phrase in seen.phrases)
    return has_back and not opened_in_front
