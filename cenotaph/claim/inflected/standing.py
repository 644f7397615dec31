"""Who speaks on where verbs stand last: through the sentences of an account, by an office alone, for a whole text.

"X-ın məlumatına görə ..." holds for the sentences behind it that name nobody else; "the minister" is the one
whom the text named with that office; a text headed "Kvil Emniyet Müdürlüğü Basın Bülteni" is that body's.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.phrases_last import named_in
from cenotaph.claim.inflected.seen import STOPS, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.words import Lexicon

_TITLE = 12  # words of the head of a text
_BACK = 3000  # letters looked back through for the name of an office
_BETWEEN = 3  # titles between an office and a name
_SHORT = 3  # letters by which forms of a word differ


def speaks_on(seen: Seen, said: Sequence[Speech], before: str | None, *, is_counting: bool) -> str | None:
    """Who goes on speaking in the next sentence; `before` is who did in this one."""
    if not said:
        return before
    last = next((speech for speech in reversed(said) if speech.speaker is not None), said[-1])
    end = len(seen.words) - 1
    if last.is_denial or last.speaker is None:
        return before if last.speaker is None else None
    is_open = last.scope_last >= end or seen.words[last.scope_last].low == ";"
    if is_open and last.rule in ("according-to", "subject-said"):
        return last.speaker
    is_report = any(last.last <= noun.first for noun in seen.cue("statement_noun"))
    return last.speaker if is_report and not is_counting and last.rule == "subject-said" else None


def heads_text(seen: Seen, lexicon: Lexicon) -> str | None:
    """The body whose statement a text is, by its title: "Kvil Emniyet Müdürlüğü Basın Bülteni"."""
    if len(seen.words) > _TITLE or not seen.cue("speaker_head") or not seen.cue("statement_noun"):
        return None
    noun = seen.cue("statement_noun")[-1]
    behind = seen.words[noun.last :]
    if any(word.text[:1].isalpha() for word in behind):
        return None
    links = {at for mark in seen.cue("statement_link") for at in range(mark.first, mark.last)}
    end = noun.first
    while end - 1 in links:
        end -= 1  # "Basın Bülteni"
    named = named_in(seen, 0, end, lexicon)
    if named is None or named.first > 0 or end - named.last > 1:
        return None
    return named.name


def with_name(name: str | None, text: str, start: int, lexicon: Lexicon) -> str | None:
    """An office that stands alone with the name of its holder, where the text told it in front of `start`."""
    if name is None or len(name.split()) != 1:
        return name
    low = lexicon.folded(name)
    stem = low[: max(4, len(low) - _SHORT)]
    if not lexicon.begins(low) or not any(item.group == "person_title" for item, _ in lexicon.begins(low)):
        return name
    words = text[max(0, start - _BACK) : start].split()
    folded = [lexicon.folded(word) for word in words]
    for at in range(len(words) - 1, -1, -1):
        if not folded[at].startswith(stem) or folded[at][-1] in STOPS:
            continue
        first = at + 1
        while first < min(len(words), at + 1 + _BETWEEN) and _is_title(words[first], folded[first], lexicon):
            first += 1
        last = first
        while last < len(words) and words[last][:1].isupper() and last - first < 3:
            last += 1
            if words[last - 1][-1] in STOPS:
                break
        if last - first >= 2:
            found = " ".join(words[first:last]).rstrip(".,;:")
            return f"{words[at]} {found.split(chr(39))[0].split(chr(0x2019))[0]}"
    return name


def _is_title(word: str, low: str, lexicon: Lexicon) -> bool:
    """Whether a word between an office and a name is another title."""
    return word[:1].islower() or any(item.group == "person_title" for item, _ in lexicon.begins(low.rstrip(".")))
