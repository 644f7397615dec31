"""What was done in order to, as the doer or a speaker puts it: "to prevent an armed seizure of the station"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cenotaph.claim.act import Act, trimmed
from cenotaph.claim.annotate import Annotated
from cenotaph.claim.words import Lexicon

_LONGEST = 160  # characters of a purpose
_LEAST = 2  # characters of what is to be prevented
_SPACES = re.compile(r"\s+")


def purposes(annotated: Annotated, lexicon: Lexicon) -> Iterator[Act]:
    """The purposes a sentence states of an act of force or of state, never those of other doings."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    for match in lexicon.patterns["purpose"].finditer(text):
        before = text[: match.start()]
        last = lexicon.rules["word_before_purpose"].search(before)
        if last is None or last[1].lower() in lexicon.sets["no_purpose"]:
            continue
        if not lexicon.patterns["force_act"].search(before):
            continue
        stop = lexicon.rules["purpose_end"].search(text, match.end())
        start, end = trimmed(text, match.start(), min(stop.start() if stop else len(text), match.start() + _LONGEST))
        if end - match.end() < _LEAST:
            continue
        value = _SPACES.sub(" ", text[start:end])
        yield Act("cause", offset + start, offset + end, value, "purpose")
        return
