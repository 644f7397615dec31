"""Who speaks on where order is free: through the sentences of an account, and for a whole text.

"По данным X ..." and "говорится в докладе X" hold for the sentences behind that name nobody else, as long as no
agency or paper only passes words on; a text headed "Сводка штаба обороны" is that body's.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.bases import base_phrase
from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.voice_signs import Signs, printed_words
from cenotaph.claim.inflected.words import Lexicon

_TITLE = 14  # words of the head of a text
_FRAME = 4  # words in front of "according to X" that opens a sentence
_FIRST = 2  # words in front of the noun for a document
_OPENING = frozenset('«“"„')


def speaks_on_free(
    seen: Seen,
    said: Sequence[Speech],
    before: str | None,
    told: str | None,
    lexicon: Lexicon,
    *,
    is_counting: bool,
) -> str | None:
    """Who goes on speaking in the next sentence; `before` did in this one, `told` said its last count."""
    if not said:
        return before
    last = said[-1]
    if last.is_denial:
        return None
    if last.rule == "subject-said" or (last.rule == "according-to" and _frames(seen, last)):
        return told if is_counting else last.speaker
    is_quoting = any(word.low in _OPENING for word in seen.words)
    words = lexicon.folded(last.speaker or "").split()
    is_medium = any(item.group == "media" for word in words for item, _ in lexicon.begins(word))
    is_account = last.rule in ("as-said", "said-subject") and is_counting and not is_quoting and not is_medium
    return told if is_account else None


def _frames(seen: Seen, speech: Speech) -> bool:
    """Whether "according to X" stands at an end of its sentence, not beside one of several numbers."""
    return speech.first <= _FRAME or speech.last >= len(seen.words) - _FIRST


def heads_text_free(seen: Seen, lexicon: Lexicon) -> str | None:
    """The body whose statement a text is, by its first words: "Заявление правительства Вексии"."""
    nouns = [mark for mark in seen.cue("document_head") if mark.first < _FIRST]
    if not nouns or len(seen.words) > _TITLE:
        return None
    if any(mark.role in ("undergo", "act") for mark in seen.predicates):
        return None
    barred = {
        at for group in ("function", "preposition") for mark in seen.cue(group) for at in range(mark.first, mark.last)
    }
    dated = {
        at for at, word in enumerate(seen.words) if any(t.start < word.end and word.start < t.end for t in seen.times)
    }
    first = last = nouns[0].last
    while last < len(seen.words) and seen.words[last].low[:1].isalpha() and last not in barred | dated:
        last += 1
    heads = {mark.first for mark in seen.cue("speaker_head")}
    is_upper = seen.sentence.text.isupper()
    noun = first
    while noun < last and noun not in heads and lexicon.is_adjective(seen.words[noun].low):
        noun += 1
    is_body = noun < last and (noun in heads or (not is_upper and _is_short(seen.words[noun].text)))
    if any(mark.first == nouns[0].first for mark in seen.cue("own_words")):  # "Из дневника Илвы Никто"
        is_body = is_body or sum(seen.words[at].text.istitle() for at in range(first, last)) > 1
    return base_phrase(seen, first, last, "genitive", lexicon) if is_body else None


def turn_free(seen: Seen) -> str | None:
    """Who speaks in a paragraph of minutes that begins with a name: "Депутат Р. НИКТО. Коллеги! ..."."""
    words = [word for word in seen.words if word.low[:1].isalpha()]
    if not 0 < len(words) <= _FRAME or seen.words[-1].low not in (".", ":") or seen.sentence.text.count(",") > 0:
        return None
    name = words[-1].text
    is_office = any(mark.first == 0 for mark in seen.cue("speaker_person"))
    is_initial = len(words) > 1 and len(words[-2].text) == 1
    if not name.isupper() or len(name) <= _FIRST or not (is_office or is_initial):
        return None
    text = seen.sentence.text.strip().rstrip(".:")
    return " ".join(
        part.capitalize() if part.isupper() and len(part.rstrip(".")) > 1 else part for part in text.split()
    )


def topic_free(seen: Seen, lexicon: Lexicon) -> str | None:
    """The body or person that opens a sentence as its subject: "Центр «Никто» ведёт учёт. По его данным, ..."."""
    head = next((mark for mark in seen.cue("speaker_head") if mark.first <= 1), None)
    if head is None or seen.words[head.first].low not in lexicon.known:
        return None
    if head.first == 1 and not lexicon.is_adjective(seen.words[0].low):
        return None
    signs = Signs(seen, lexicon)
    last = signs.name_end(0)
    return printed_words(seen, 0, last) if last > head.first else None


def _is_short(text: str) -> bool:
    return 1 < len(text) < len("МИНОБР") and text.isupper()
