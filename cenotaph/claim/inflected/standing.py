"""Who speaks on where verbs stand last: through the sentences of an account, by an office alone, for a whole text.

"X-ın məlumatına görə ..." holds for the sentences behind it that name nobody else; "the minister" is the one
whom the text named with that office; a text headed "Kvil Emniyet Müdürlüğü Basın Bülteni" is that body's.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence

from cenotaph.claim.inflected.phrases_last import named_in
from cenotaph.claim.inflected.seen import STOPS, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.words import Lexicon

_TITLE = 12  # words of the head of a text
_BACK = 3000  # letters looked back through for the name of an office
_BETWEEN = 3  # titles between an office and a name
_SHORT = 3  # letters by which forms of a word differ
_OPENING = 3  # words in front of an account that holds for what follows
_STEM = 4  # letters that all forms of an office share
_FULL = 2  # words of a full name
_WORD = re.compile(r"\S+")
_TWO = re.compile(r"([^\W\d_]+) (?=([^\W\d_]{2,}))")


def speaks_on(seen: Seen, said: Sequence[Speech], before: str | None, *, is_counting: bool) -> str | None:
    """Who goes on speaking in the next sentence; `before` is who did in this one."""
    if not said:
        return before
    headed = next((speech.speaker for speech in said if speech.rule == "headed"), None)
    if headed is not None:
        return headed  # "Deputat X: Nazir yalan deyir! ...": the turn is that of who stands in front of the colon
    last = next((speech for speech in reversed(said) if speech.speaker is not None), said[-1])
    end = len(seen.words) - 1
    if last.is_denial or last.speaker is None:
        return before if last.speaker is None else None
    if len({speech.speaker for speech in said if speech.rule == "according-to" and speech.speaker}) > 1:
        return None  # "X'e göre 61, Y'ye göre ise 140 kişi"
    if last.rule == "according-to" and last.first > _OPENING:
        return before  # "Cenazeye Baro'nun tahminine göre 7 bin kişi katıldı"
    is_open = last.scope_last >= end or seen.words[last.scope_last].low == ";"
    if is_open and last.rule in ("according-to", "subject-said", "headed"):
        return last.speaker
    is_report = any(last.last <= noun.first for noun in seen.cue("statement_noun"))
    return last.speaker if is_report and not is_counting and last.rule == "subject-said" else None


def surnames_of(text: str, lexicon: Lexicon) -> list[str]:
    """All words of a text that stand with a capital right behind another such word, folded and sorted."""
    pairs = (match.groups() for match in _TWO.finditer(text))
    return sorted({lexicon.folded(two) for one, two in set(pairs) if one[0].isupper() and two[0].isupper()})


def heads_text(seen: Seen, lexicon: Lexicon) -> str | None:
    """The body whose statement a text is, by its title: "Kvil Emniyet Müdürlüğü Basın Bülteni"."""
    if len(seen.words) > _TITLE or not seen.cue("speaker_head") or not seen.cue("statement_noun"):
        return None
    noun = seen.cue("statement_noun")[-1]
    behind = list(itertools.takewhile(lambda word: word.low != ",", seen.words[noun.last :]))
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


class Holders:
    """The people whom a text names with an office: "Başhekim Dr. İlva Hiçkimse"."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.ends: dict[str, list[int]] = {}  # by the first letters of the office: where each naming ends
        self.named: dict[str, list[tuple[str, str]]] = {}  # the office folded, and office and name as printed
        words = [(match.group(), match.end()) for match in _WORD.finditer(text)]
        low = [lexicon.folded(word) for word, _ in words]
        for at in range(len(words) - 2):
            if not _is_office(low[at], lexicon):
                continue
            first, last = _name(words, low, at + 1, lexicon)
            if last - first >= _FULL:
                name = " ".join(word for word, _ in words[first:last]).rstrip(".,;:")
                name = name.split("'")[0].split("’")[0]
                self.ends.setdefault(low[at][:_STEM], []).append(words[last - 1][1])
                self.named.setdefault(low[at][:_STEM], []).append((low[at], f"{words[at][0]} {name}"))

    def with_name(self, name: str | None, start: int) -> str | None:
        """An office that stands alone with the name of its holder, where the text told it in front of `start`."""
        low = self.lexicon.folded(name) if name is not None else ""
        if len(low.split()) != 1 or not _is_office(low, self.lexicon):
            return name
        stem, key = low[: max(_STEM, len(low) - _SHORT)], low[:_STEM]
        ends = self.ends.get(key, [])
        for at in range(bisect.bisect_right(ends, start) - 1, -1, -1):
            if start - ends[at] > _BACK:
                break
            if self.named[key][at][0].startswith(stem):
                return self.named[key][at][1]
        return name


def _is_office(low: str, lexicon: Lexicon) -> bool:
    return any(item.group == "person_title" for item, _ in lexicon.begins(low))


def _name(words: Sequence[tuple[str, int]], low: Sequence[str], first: int, lexicon: Lexicon) -> tuple[int, int]:
    """Where the name behind an office stands, titles between; empty where there is none."""
    until = min(len(words), first + _BETWEEN)
    while first < until and _is_title(words[first][0], low[first], lexicon):
        first += 1
    last = first
    while last < min(len(words), first + _BETWEEN) and words[last][0][:1].isupper():
        last += 1
        if words[last - 1][0][-1] in STOPS:
            break
    return first, last


def _is_title(word: str, low: str, lexicon: Lexicon) -> bool:
    """Whether a word between an office and a name is another title."""
    return word[:1].islower() or any(item.group == "person_title" for item, _ in lexicon.begins(low.rstrip(".")))
