"""Names and nouns in their base form, where a language has several base forms for one ending.

"в Озмаре" may be of "Озмар" or of "Озмара". The choice falls on a word that the data knows; else on
the form that most of the other forms of the name in the same text allow; else on the form whose end
is most like that of known words; else on the first that the data names.
"""

from __future__ import annotations

import bisect
import functools
from collections import Counter
from collections.abc import Sequence

from cenotaph.claim.inflected.seen import Seen, Word
from cenotaph.claim.inflected.words import Lexicon

_SUFFIX = 5  # letters at the end of known words that are compared
_FORMS = 64  # forms of one name in a text
_SOFT = "ь"  # ends nouns of two genders
_NAME = 2  # words of a person's name behind an office


def printed(text: str, base: str, low: str) -> str:
    """The base form of a folded word in the letters of the text, which the base shares at its beginning."""
    same = next((at for at, (a, b) in enumerate(zip(base, low, strict=False)) if a != b), min(len(base), len(low)))
    return text[:same] + (base[same:].upper() if text.isupper() and len(text) > 1 else base[same:])


def base_name(words: Sequence[Word], case: str, lexicon: Lexicon, names: Sequence[str]) -> list[str]:
    """The words of a name in the base form: the last as a noun, those in front as its adjectives."""
    last = words[-1]
    noun = base_noun(last, case, lexicon, names)
    found = [printed(last.text, noun, last.low)]
    for word in reversed(words[:-1]):
        adjective = base_adjective(word.low, case, noun, lexicon)
        if adjective is None and lexicon.is_adjective(word.low):
            adjective = word.low  # "у села Верхний Ильм": not declined
        base = adjective if adjective is not None else base_noun(word, case, lexicon, names)
        found.insert(0, printed(word.text, base, word.low))
    return found


def base_noun(word: Word, case: str, lexicon: Lexicon, names: Sequence[str]) -> str:
    """The base form of a noun or name, folded; as it stands where no ending of the case fits."""
    low = word.low
    if low in lexicon.known or _is_acronym(word.text):
        return low
    candidates = lexicon.bases(low, case)
    known = next((base for base in candidates if base in lexicon.known), None)
    if known is not None or len(candidates) < _NAME:
        return known or (candidates[0] if candidates else low)
    if not word.text[:1].isupper():
        return candidates[0]
    stem = len(_common(candidates))
    suffixes = _suffixes(lexicon)
    ranks = [(_support(base, stem, lexicon, names), _likeness(base, stem, suffixes)) for base in candidates]
    best = max(range(len(candidates)), key=lambda at: (ranks[at], -at))
    return candidates[best]


def base_adjective(low: str, case: str, noun: str, lexicon: Lexicon) -> str | None:
    """The base form of an adjective that agrees with a noun in its base form; None where the word is no adjective."""
    found = lexicon.bases(low, case, is_adjective=True)
    if not found:
        return None
    pattern = next((end for head, end in lexicon.agreement if head.search(noun)), "")
    fitting = [base for base in found if lexicon.ends(base, pattern)]
    if not fitting and lexicon.ends(low, pattern) and not noun.endswith(_SOFT):
        return low  # "на острове Пустой": not declined
    return next((base for base in fitting if base in lexicon.known), (fitting or found)[0])


def base_phrase(seen: Seen, first: int, last: int, case: str, lexicon: Lexicon) -> str:
    """A phrase for a speaker in the base form: its head with the adjectives in front, and a name behind an office."""
    words = seen.words[first:last]
    changed: dict[int, str] = {}
    head = _head(words, case, lexicon)
    heads = {at for mark in seen.cue("speaker_head") for at in range(mark.first, mark.last)}
    if first + head not in heads and _is_name(words):
        changed = dict(enumerate(base_name(words, case, lexicon, seen.names)))
    else:
        noun = base_noun(words[head], case, lexicon, seen.names)
        changed[head] = printed(words[head].text, noun, words[head].low)
        for at in range(head):
            adjective = base_adjective(words[at].low, case, noun, lexicon)
            changed[at] = printed(words[at].text, adjective or words[at].low, words[at].low)
        if any(mark.first <= first + head < mark.last for mark in seen.cue("speaker_person")):
            changed.update(_name_behind(words, head + 1, case, lexicon, seen.names))
    return _joined(seen, words, changed)


def _head(words: Sequence[Word], case: str, lexicon: Lexicon) -> int:
    """The position of the first noun; the last word where all may be adjectives."""
    for at, word in enumerate(words):
        if any(base in lexicon.known for base in lexicon.bases(word.low, case)):
            return at
        if not lexicon.bases(word.low, case, is_adjective=True):
            return at
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None or not following.text[:1].isalpha():
            return at
        if not lexicon.bases(following.low, case) and not lexicon.bases(following.low, case, is_adjective=True):
            return at  # "военных Вексии": an adjective that is the noun itself
    return len(words) - 1


def _is_name(words: Sequence[Word]) -> bool:
    return all(word.text[:1].isupper() and not _is_acronym(word.text) for word in words)


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isupper()


def _name_behind(
    words: Sequence[Word], first: int, case: str, lexicon: Lexicon, names: Sequence[str]
) -> dict[int, str]:
    """The last words behind an office, where they are a person's name."""
    run = len(words)
    while run > first and words[run - 1].text[:1].isupper() and not _is_acronym(words[run - 1].text):
        run -= 1
    run = max(run, len(words) - _NAME)
    if len(words) - run < _NAME or lexicon.bases(words[run].low, case, is_adjective=True):
        return {}
    return {
        at: printed(words[at].text, base_noun(words[at], case, lexicon, names), words[at].low)
        for at in range(run, len(words))
    }


def _joined(seen: Seen, words: Sequence[Word], changed: dict[int, str]) -> str:
    """The words as they stand in the text, some in another form."""
    text, offset = seen.sentence.text, seen.sentence.start
    parts: list[str] = []
    for at, word in enumerate(words):
        if at:
            parts.append(text[words[at - 1].end - offset : word.start - offset])
        parts.append(changed.get(at, word.text))
    return " ".join("".join(parts).split())


def _common(candidates: Sequence[str]) -> str:
    """The letters that all base forms begin with."""
    first, last = min(candidates), max(candidates)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:same]


def _support(base: str, stem: int, lexicon: Lexicon, names: Sequence[str]) -> int:
    """How many forms of a name in the text may be forms of a base form; `names` is sorted."""
    prefix = base[:stem]
    found = 0
    begin = bisect.bisect_left(names, prefix)
    for at in range(begin, min(len(names), begin + _FORMS)):
        if not names[at].startswith(prefix):
            break
        is_form = names[at] == base or any(base in lexicon.bases(names[at], case) for case in lexicon.words.cases)
        found += is_form
    return found


@functools.cache
def _suffixes(lexicon: Lexicon) -> Counter[str]:
    """How many known words end in each run of letters."""
    return Counter(word[-length:] for word in lexicon.likened for length in range(1, min(_SUFFIX, len(word)) + 1))


def _likeness(base: str, stem: int, suffixes: Counter[str]) -> tuple[int, int]:
    """How many letters of the stem the likest known word shares at its end, and how many words do."""
    for length in range(min(_SUFFIX, len(base)), 0, -1):
        count = suffixes[base[-length:]]
        if count:
            return length - (len(base) - stem), count
    return -_SUFFIX, 0
