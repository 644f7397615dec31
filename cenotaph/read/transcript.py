"""A text that a person typed from a scan, a recording or a film: its words become that source's text.

It stands beside its source as `list-p7.jpg.txt` beside `list-p7.jpg`. What the person says of the work ("Transcribed by
Nadia Placeholder, 4 March 2024") and the marks of pages ("[page 2]") are no words of the source and are told apart.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple

from msgspec import Struct, structs

from cenotaph.blocks import blocks
from cenotaph.flags import flag
from cenotaph.lang import languages, load
from cenotaph.media_types import SAMPLE, media_type
from cenotaph.read import plain
from cenotaph.read.about import about_text
from cenotaph.read.reading import Limits, Reading, make_text, reading
from cenotaph.read.typed_lists import with_lists
from cenotaph.read.words import printed_dates
from cenotaph.record import Block, Evidence, Flag, Source, Text

MOST_DIFFERENT = 0.1
"""The share of a PDF's own words missing in the text typed from it, from which on S051 says so."""

_HEAD = 8
"""Lines at the top, blank ones not counted, among which the person who typed says so."""
_FEWEST_WORDS = 20  # of a PDF's text layer; fewer are the stamp of a scanning program
_WORD = re.compile(r"[^\W_]+")
_LINE = re.compile(r"[^\n\f]+")


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/transcripts.toml` says."""

    transcriber: tuple[str, ...]
    typed_on: tuple[str, ...]
    page: tuple[str, ...]


class _Mark(NamedTuple):
    """A line that is no word of the source."""

    start: int
    end: int
    page: int | None = None  # the page that begins behind it
    transcriber: str | None = None
    typed_on: str | None = None  # EDTF


def with_transcript(found: Reading, transcript: IO[bytes], source: Source, limits: Limits) -> Reading:
    """The reading of a source whose words a person typed into a text file.

    Args:
        found: what reading the source itself gave; its evidence is kept, its own text is not.
        transcript: the text file, opened.
        source: what the text was typed from.
        limits: what reading may cost.

    Returns:
        The typed text with `method` transcribed; S051 when a PDF's own text layer has far other words. Without words in
        the typed text what was found in the source itself, and S052.

    Raises:
        OSError: the text file cannot be read.
    """
    data = transcript.read()
    kind = media_type(data[:SAMPLE], data[max(SAMPLE, len(data) - SAMPLE) :], "transcript.txt")
    typed = plain.read(data, structs.replace(source, media_type=kind), limits) if data else None
    if typed is None or typed.text is None:
        return _without(found, source)
    text = typed.text.text
    marks = list(_marks(text))
    if not "".join(text[a:b] for a, b in _between(text, marks)).strip():
        return _without(found, source)
    runs = _blocks(text, marks)
    marked = [Block("furniture", mark.start, mark.end) for mark in marks]
    lists = with_lists(text, runs, source, limits, without=marked)
    about = about_text(text, lists.blocks, source, found.evidence)
    made = make_text(
        source, text, lists.blocks, language=about.language, published=about.published, pages=_pages(text, marks)
    )
    who = next((mark.transcriber for mark in marks if mark.transcriber), source.captured_by)
    days = tuple(_typed_on(text[mark.start : mark.end], mark.typed_on) for mark in marks if mark.typed_on)
    guesses = tuple(each for each in typed.flags if each.code == "S020")
    return reading(
        source,
        text=structs.replace(made, method="transcribed", transcriber=who),
        rows=tuple(structs.replace(row, method="transcribed") for row in lists.rows),
        evidence=(*(_without_marks(each, text, marks) for each in about.evidence), *days),
        flags=(*guesses, *about.flags, *_differing(found.text, made, source)),
        partly=(typed.reason,) if typed.reason else (),
    )


def _without(found: Reading, source: Source) -> Reading:
    """What was found in the source itself, with S052: the text typed from it says nothing."""
    typed = next((each.path for each in source.companions if each.role == "transcript"), f"{source.path}.txt")
    return structs.replace(found, flags=(*found.flags, flag("S052", sources=(source.id,), path=typed)))


def _typed_on(quote: str, day: str) -> Evidence:
    return Evidence(field="transcribed", value=day, rule="transcript-header", quote=quote[:300], is_private=True)


def _without_marks(evidence: Evidence, text: str, marks: Sequence[_Mark]) -> Evidence:
    """Evidence on the language, which quotes how the text begins, without who typed it."""
    if evidence.rule != "common-words":
        return evidence
    words = "".join(text[start:end] for start, end in _between(text, marks))
    return structs.replace(evidence, quote=words.strip()[:60])


def _differing(own: Text | None, typed: Text, source: Source) -> tuple[Flag, ...]:
    """S051 when more than a tenth of the words of a text layer are not in the typed text."""
    if own is None or own.method != "extracted" or not str(source.media_type).startswith("application/pdf"):
        return ()
    words = _WORD.findall(own.text.casefold())
    known = set(_WORD.findall(typed.text.casefold()))
    missing = sum(word not in known for word in words)
    if len(words) < _FEWEST_WORDS or missing <= MOST_DIFFERENT * len(words):
        return ()
    share = f"{missing / len(words):.0%}"
    return (flag("S051", sources=(source.id,), path=source.path or source.id, share=share),)


def _marks(text: str) -> Iterator[_Mark]:
    """The lines of the person who typed, and the marks of pages, in order."""
    seen = 0
    for line in _LINE.finditer(text):
        words = line.group().strip()
        if not words:
            continue
        seen += 1
        start = line.start() + line.group().index(words)
        page = _patterns().page.fullmatch(words)
        if page:
            yield _Mark(start, start + len(words), int(page["page"] or page["before"]))
        elif seen <= _HEAD and len(words) <= 200 and (said := _said(words)):
            yield _Mark(start, start + len(words), None, *said)
            seen -= 1  # what follows is still the head


def _said(words: str) -> tuple[str | None, str | None] | None:
    """Who typed the text and when, in a line of its head; None for a line of the source."""
    patterns = _patterns()
    line = words.strip(" []()*_#-–—=")
    for pattern, is_name in ((patterns.transcriber, True), (patterns.typed_on, False)):
        match = pattern.match(line)
        if match is None:
            continue
        rest = line[match.end() :].strip()
        dates = printed_dates(rest)
        name = (rest[: dates[0].start] if dates else rest).strip(" ,;.()–—-")
        day = dates[0].edtf if dates else None
        if is_name and name:
            return name.removesuffix(" on"), day
        if not is_name and day:
            return None, day
    return None


class _Patterns(NamedTuple):
    transcriber: re.Pattern[str]
    typed_on: re.Pattern[str]
    page: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    """The words of all languages together: a text in one language is often typed by a speaker of another."""
    every = [load(code, "transcripts", _Words) for code in languages("transcripts")]

    def any_of(words: Sequence[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))

    names = [word for words in every for word in words.transcriber]
    open_ones = any_of([word for word in names if word.endswith(" by")])
    days = any_of([word for words in every for word in words.typed_on])
    pages = any_of([word for words in every for word in words.page])
    return _Patterns(
        re.compile(rf"(?:(?:{open_ones})\b\s*:?|(?:{any_of(names)})\s*[:：])\s*", re.IGNORECASE),
        re.compile(rf"(?:{days})\s*[:：]?\s+", re.IGNORECASE),
        # "[page 2]", "--- стр. 2 ---", "[2]" is a note's number and none of a page
        re.compile(
            rf"[\[(<{{=*_–—-]+\s*(?:(?:{pages})\s*(?P<page>\d{{1,4}})|(?P<before>\d{{1,4}})[.-]?\s*(?:{pages}))\s*[\])>}}=*_–—-]*",
            re.IGNORECASE,
        ),
    )


def _between(text: str, marks: Sequence[_Mark]) -> Iterator[tuple[int, int]]:
    """What lies between the marks."""
    at = 0
    for mark in marks:
        yield at, mark.start
        at = mark.end
    yield at, len(text)


def _blocks(text: str, marks: Sequence[_Mark]) -> list[Block]:
    found = [Block("furniture", mark.start, mark.end) for mark in marks]
    for start, end in _between(text, marks):
        for page in re.finditer(r"[^\f]+", text[start:end]):
            at = start + page.start()
            found.extend(structs.replace(b, start=b.start + at, end=b.end + at) for b in blocks(page.group()))
    return sorted(found, key=lambda block: block.start)


def _pages(text: str, marks: Sequence[_Mark]) -> tuple[int, ...]:
    """Where each page starts: by its marks where they count from the first page on, else by form feeds.

    Marks that begin elsewhere ("[page 7]" of a single scanned page) say nothing of the pages of this source.
    """
    told = [mark for mark in marks if mark.page is not None]
    numbers = [mark.page for mark in told]
    first = 1 if numbers and numbers[0] == 1 else 2
    if numbers and numbers == list(range(first, first + len(numbers))):
        starts = [mark.start for mark in told]
        return (0, *starts[1:]) if first == 1 else (0, *starts)
    feeds = [match.end() for match in re.finditer("\f", text)]
    return tuple(itertools.chain((0,), feeds)) if feeds else ()
