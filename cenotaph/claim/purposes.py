"""What was done in order to, as the doer or a speaker puts it: "to prevent an armed seizure of the station"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cenotaph.claim.act import Act, trimmed
from cenotaph.claim.annotate import Annotated
from cenotaph.claim.words import Lexicon

_LONGEST = 160  # characters of a purpose
_STOP = re.compile(
    r"[,.;:”»\"](?=\s|$)|\s(?:but|because|although|while|said|says)\s|\sand\s(?=(?:the|it|they|he|she)\s)"
)


def speaks_of_purpose(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence may state a purpose."""
    return lexicon.patterns["purpose"].search(text) is not None


def purposes(annotated: Annotated, lexicon: Lexicon) -> Iterator[Act]:
    """The purposes a sentence states of an act of force or of state, never those of other doings."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    for match in lexicon.patterns["purpose"].finditer(text):
        before = text[: match.start()]
        last = re.search(r"(\w+)(?:\s+in\s+order|\s+so\s+as)?\s*$", before)
        if last is None or last[1].lower() in lexicon.sets["no_purpose"]:
            continue
        if not lexicon.patterns["force_act"].search(before):
            continue
        stop = _STOP.search(text, match.end())
        start, end = trimmed(text, match.start(), min(stop.start() if stop else len(text), match.start() + _LONGEST))
        if end - match.end() < len("it"):
            continue
        value = re.sub(r"\s+", " ", text[start:end])
        yield Act("cause", offset + start, offset + end, value, "purpose")
        return
