"""Speakers who head a line or a text, or close a headline: "Fire service: nine dead", "12 killed: police"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.words import Lexicon
from cenotaph.record import Block

_LONGEST_HEAD = 110  # characters of "Regional human rights office, monthly figures:"
_LONGEST_LABEL = 10  # words of it
_LONGEST_PERSON = 5  # words of "The Right Hon. Ilva Nobody"
_FIRST = 240  # characters in which a text may name its source
_HEAD = 4  # lines in which it may
_LETTERHEAD = 2  # a body and the line under it
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COLON = re.compile(r":(?=\s+\S)")


class Headed(NamedTuple):
    """A run of text and the one who heads it; offsets half-open."""

    start: int
    end: int
    speaker: str


def headed(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Headed]:
    """The runs under a speaker's name, line by line, and at the end the one whose statement the whole text is."""
    for block in blocks:
        piece = text[block.start : min(block.end, block.start + _LONGEST_HEAD)]
        colon = _COLON.search(piece)
        label = piece[: colon.start()] if colon else ""
        name = label_name(label, lexicon) or _person_label(label, lexicon) if colon else None
        if colon and name:
            yield Headed(block.start + colon.end(), block.end, name)
        if block.kind == "headline":
            yield from _closing(text, block, lexicon)
    whole = _author(text, blocks, lexicon)
    if whole:
        yield Headed(0, len(text), whole)


def label_name(words: str, lexicon: Lexicon) -> str | None:
    """The body or office that the words in front of a colon name; None where they say something else."""
    clock = lexicon.rules["clock_in_front"].match(words)
    first, *_ = words[clock.end() if clock else 0 :].partition(",")
    low = [word.lower() for word in _WORD.findall(words)]
    if len(low) > _LONGEST_LABEL or lexicon.sets["label_body"].isdisjoint(_WORD.findall(first.lower())):
        return None
    if any(sign.isdigit() for sign in first) or not lexicon.sets["speaker_verb"].isdisjoint(low):
        return None
    named = [word.lower() for word in _WORD.findall(first)]
    office = next((at for at, word in enumerate(named) if word in lexicon.sets["of_office"]), len(named))
    is_told = any(word in lexicon.say or _is_predicate(word, lexicon) for word in named[:office])
    name = lexicon.rules["article_lead"].sub("", first.strip(" *-–—"))
    return None if is_told or not name else name


def _person_label(words: str, lexicon: Lexicon) -> str | None:
    """The person whom a title in front of a colon names: "Mrs. Noone (Tarn South): Is it true that"."""
    name = lexicon.rules["article_lead"].sub("", words.partition("(")[0].strip())
    parts = [part for part in name.split() if part not in lexicon.sets["inner_of_office"]]
    if not 1 < len(parts) <= _LONGEST_PERSON or not all(part[:1].isupper() for part in parts):
        return None
    title = parts[0].lower().rstrip(".")
    if title in lexicon.sets["speaking_person"] and len(parts) < len(name.split()):
        return name  # "The Minister for the Colonies (Mr. Placeholder)"
    return name if title in lexicon.sets["person_title"] or title in lexicon.sets["title"] else None


def _is_predicate(word: str, lexicon: Lexicon) -> bool:
    """Whether a word says alone that something happened: "killed", not the "human" of "human remains"."""
    return any(len(phrase) == 1 for phrase, _ in lexicon.predicates.get(word, ()))


def _closing(text: str, block: Block, lexicon: Lexicon) -> Iterator[Headed]:
    """The speaker behind a headline: "12 killed in Quill: police"."""
    found = lexicon.rules["closing_speaker"].search(text, block.start, block.end)
    name = label_name(found["who"], lexicon) if found else None
    if found and name:
        yield Headed(block.start, found.start(), name)


def _author(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> str | None:
    """Whose statement a text is by its first lines: "Police communique 117", "Source: Joint Relief Office"."""
    lines = [text[block.start : min(block.end, block.start + _FIRST)] for block in blocks[:_HEAD]]
    if not lines:
        return None
    first = [line.strip() for line in "\n".join(lines).split("\n") if line.strip()][:_HEAD]
    stated = lexicon.rules["source_note"].search(lines[0])
    if stated:
        return stated["who"].strip()
    for line in first:
        named = lexicon.rules["source_line"].fullmatch(line)
        if named:
            return named["who"].strip(" .")
    for name in ("statement_of", "statement_title", "statement_by", "statement_from"):
        titled = lexicon.rules[name].match(lines[0])
        who = label_name(titled["who"], lexicon) if titled else None
        if who:
            return who
    told = lexicon.rules["told_by_title"].match(first[0])
    if told:
        return told["who"].strip(" ,")
    return _letterhead(first, lexicon)


def _letterhead(lines: Sequence[str], lexicon: Lexicon) -> str | None:
    """The body that stands alone above the number or day of its statement."""
    if len(lines) < _LETTERHEAD or not lexicon.rules["under_letterhead"].fullmatch(lines[1]):
        return None
    is_short = len(lines[0]) <= _LONGEST_HEAD and lines[0][-1:].isalnum() and "," not in lines[0]
    who = label_name(lines[0], lexicon) if is_short else None
    return lexicon.rules["letterhead_place"].sub("", who) if who else None
