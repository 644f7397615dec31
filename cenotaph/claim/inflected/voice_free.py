"""According to whom, in a language whose words stand in free order and whose verbs agree.

Four forms: a name behind "по данным", a subject with a verb of saying in front of what it says
("X сообщил, что"), one behind it ("..., сообщил X", "как сообщает X"), and a place that speaks
("в министерстве сообщили"). A speaker holds until the next one begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from cenotaph.claim.inflected.bases import base_phrase
from cenotaph.claim.inflected.doers import stretch
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.voice_signs import BREAKS, CLOSING, LONGEST, Signs, printed_words
from cenotaph.claim.inflected.voice_subject import subject_behind, subject_in_front, with_cited
from cenotaph.claim.inflected.words import Lexicon

_ACT = 3  # words between a verb of accusing and the act
_DASHES = frozenset({"—", "–", "-"})
_GROUPS = ("according_genitive", "according_dative", "citing", "pronoun_according", "say", "deny")
_CASES = {"according_genitive": "genitive", "according_dative": "dative", "citing": "animate"}


def free_speeches(seen: Seen, lexicon: Lexicon) -> tuple[Speech, ...]:
    """The speakers a sentence names, in order, each with the words it speaks for."""
    has_label = any(word.low == ":" for word in seen.words[:LONGEST])
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
    name, last = with_cited(signs, name, last)
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
        and front not in BREAKS
        and any(say.first < mark.first and mark.first - say.last <= LONGEST for say in signs.seen.cue("say"))
    )


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
    is_free = before in BREAKS - CLOSING or has_like or this is not None  # words quoted end with a comma or dash
    is_object_first = not is_free and _is_object_first(signs, mark, low)
    behind = subject_behind(signs, mark, is_free=is_free or is_object_first)
    if behind is not None:
        name, last = behind
        if this is not None:
            yield Speech(name, this.first, last, low, this.first, "said-of-this", is_denial)
        elif has_like:
            yield Speech(name, mark.first - 1, last, low, high, "as-said", is_denial)
        else:
            yield Speech(name, mark.first, last, low, mark.first, "said-subject", is_denial)
        return
    front = subject_in_front(signs, mark, low)
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
        while first > 0 and seen.words[first - 1].low not in BREAKS:
            first -= 1
        while first < dash and first in signs.joiners:
            first += 1
        is_second = any(speech.last <= first and speech.rule == "subject-said" for speech in found)
        if is_second and first in signs.heads and signs.name_end(first, dash) == dash and first not in signs.known:
            yield Speech(
                printed_words(seen, first, dash), first, dash, dash + 1, stretch(seen, dash)[1], "subject-said"
            )


def _labels(signs: Signs) -> Iterator[Speech]:
    """A speaker in front of a colon at the beginning of a sentence: "Пожарная служба: извлечены тела ..."."""
    words = signs.seen.words
    colons = (at for at, word in enumerate(words[:LONGEST]) if word.low == ":")
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
            yield Speech(printed_words(signs.seen, low, high), low, high, behind + 1, len(words), "subject-said")
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
