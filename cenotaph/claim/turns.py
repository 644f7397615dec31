"""Speakers set in front of what they say: turns of a transcript, lists and paragraphs under "The tribunal found:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.headed import headed
from cenotaph.claim.sentences import sentences
from cenotaph.claim.voice import speeches
from cenotaph.claim.words import Lexicon
from cenotaph.record import Block

_LABEL = re.compile(
    r"[ \t]*(?P<label>[^\W\d_](?:[^\W_]|[ .,'’-]){0,48}?)(?:[ \t]*\((?P<of>[^)\n]{2,60})\))?[ \t]*:[ \t]+(?=\S)"
)
_LONGEST_LINE = 160  # characters of a label with its paper, white space around them
_QUESTION_AND_ANSWER = 2
_LEAST_LABELS = 3  # a transcript has more than one question and its answer
_LONGEST_LABEL = 6  # words
_COLON = re.compile(r":[ \t]+(?=[^\s\"“«])")
_SHORT_NAME = 2  # words of "COL. ANYONE"
_CLOSING = re.compile(r":\s*$")


class Turn(NamedTuple):
    """A run of text that one speaker says; offsets half-open, speaker null where no name is given."""

    start: int
    end: int
    speaker: str | None


def turns(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> tuple[Turn, ...]:
    """The runs of a text that stand under a speaker's name, in order; those of a transcript before the others."""
    under = (Turn(*run) for run in headed(text, blocks, lexicon))
    return (*_transcript(text, blocks, lexicon), *_introduced(text, blocks, lexicon), *under)


def _transcript(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> tuple[Turn, ...]:
    """Questions and answers, each under its label, none where the text is no transcript."""
    labels = [match for match in _labels(text) if _is_label(match["label"], lexicon)]
    names = [match["label"].lower() for match in labels]
    is_long = len(labels) >= _LEAST_LABELS and 1 < len(set(names)) < len(names)
    is_pair = len(labels) == _QUESTION_AND_ANSWER == len(set(names))
    is_answered = is_pair and "?" in text[labels[0].end() : labels[1].start()]
    if not (is_long or is_answered):
        return ()
    ends = [match.start() for match in labels[1:]] + [len(text)]
    found: list[Turn] = []
    for match, end in zip(labels, ends, strict=True):
        heading = min((b.start for b in blocks if b.kind == "headline" and match.end() <= b.start < end), default=end)
        called = _called(match, lexicon)
        found.append(Turn(match.end(), heading, _in_full(called, found) if called else None))
    asked = any("?" in text[turn.start : turn.end] for turn in found)
    return tuple(found) if asked else ()


def _labels(text: str) -> Iterator[re.Match[str]]:
    """What stands in front of the first colon of a line, where it is short."""
    colon = text.find(":")
    while colon >= 0:
        start = text.rfind("\n", 0, colon) + 1
        label = _LABEL.match(text, start) if colon - start <= _LONGEST_LINE else None
        if label:
            yield label
        end = text.find("\n", colon)
        colon = text.find(":", end) if end >= 0 else -1


def _is_label(label: str, lexicon: Lexicon) -> bool:
    """Whether the words in front of a colon can name who speaks: Q, CAPITALS, or a title with a name."""
    words = label.split()
    low = label.lower()
    if low in lexicon.sets["asking"] or low in lexicon.sets["answering"]:
        return True
    if not words or len(words) > _LONGEST_LABEL or low in lexicon.sets["no_label"]:
        return False
    if label.isupper() and len(label) > 1:
        return True
    named = [word for word in words if word.lower() not in lexicon.sets["inner_of_office"]]
    title = named[0].lower().rstrip(".") if named else ""
    is_titled = any(title in lexicon.sets[name] for name in ("person_title", "title", "speaking_person"))
    return all(word[:1].isupper() for word in named) and (is_titled or (len(words) > 1 and named == words))


def _called(match: re.Match[str], lexicon: Lexicon) -> str | None:
    """The speaker's name; of "Q (Nowhere News)" the paper that asks."""
    low = match["label"].lower()
    if low in lexicon.sets["asking"] or low in lexicon.sets["answering"]:
        return match["of"]
    return lexicon.rules["article_lead"].sub("", str(match["label"]).strip())


def _in_full(name: str, before: Sequence[Turn]) -> str:
    """The name as a label gave it in full further up: "COL. ANYONE" is "COLONEL ADAEZE ANYONE"."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    fuller = (t.speaker for t in before if t.speaker and t.speaker.rsplit(maxsplit=1)[-1].lower() == last)
    return max(fuller, key=len, default=name) if len(name.split()) <= _SHORT_NAME else name


def _introduced(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> tuple[Turn, ...]:
    """What follows "The tribunal found:" in the same paragraph, and the list or paragraph under it."""
    found = []
    for at, block in enumerate(blocks):
        piece = text[block.start : block.end]
        if ":" not in piece:
            continue
        if _CLOSING.search(piece):
            speaker = _speaker_in_front(text, block.start, block.end, lexicon)
            end = _list_end(blocks, at)
            if speaker and end is not None:
                found.append(Turn(block.end, end, speaker))
            continue
        colon = _COLON.search(piece)
        if colon and colon.start() < len(piece) - 2:
            speaker = _speaker_in_front(text, block.start, block.start + colon.start() + 1, lexicon)
            if speaker:
                found.append(Turn(block.start + colon.end(), block.end, speaker))
    return tuple(found)


def _speaker_in_front(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The speaker of the sentence that closes with a colon at `end`."""
    found = tuple(sentences(text, start, end, start, lexicon.sets["title"], lexicon.sets["closing_abbreviation"]))
    if not found or found[-1].end < len(text[:end].rstrip()):
        return None
    said = [s for s in speeches(Annotated(found[-1], lexicon), lexicon) if s.speaker or s.words]
    return (said[-1].speaker or said[-1].words) if said else None


def _list_end(blocks: Sequence[Block], at: int) -> int | None:
    """The end of the list, or of the one paragraph, behind the block at `at`."""
    following = at + 1
    while following < len(blocks) and blocks[following].kind == "list_item":
        following += 1
    if following > at + 1:
        return blocks[following - 1].end
    is_paragraph = following < len(blocks) and blocks[following].kind == "paragraph"
    return blocks[following].end if is_paragraph else None
