"""What a text says about itself: title, author, language, day of publication, each with its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.language_guess import folded, language_of
from cenotaph.letters import mail_value
from cenotaph.read.published import from_blocks, from_url, settle
from cenotaph.read.words import bylines, printed_dates
from cenotaph.record import Block, Evidence, Flag, Source

ENOUGH = 0.5
"""The least weight at which a candidate for title, author, publisher or language is taken."""

_LONG_TEXT = 1000  # characters from which the words of a text say more about its language than a page's own mark
_TOP = 12  # blocks among which a byline stands, and as many at the end for a signature
_PRIVATE = 0.4
"""Who writes a letter or a mail is a private person: evidence below `ENOUGH`, made the author by people only."""
_MAIL_ADDRESS = re.compile(r"[<(\[]?\S+@\S+[>)\]]?")
_AUTHOR_END = re.compile(r"\s*(?:[|•·—–(\n]|,\s(?=\S*\d)| - | on \d|\d)")


class About(NamedTuple):
    """What was found, and every candidate it was chosen from."""

    language: str | None
    published: str | None
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...]


def about_text(text: str, blocks: Sequence[Block], source: Source, stated: Sequence[Evidence] = ()) -> About:
    """What a text and its blocks say of the source.

    Args:
        text: the stored text.
        blocks: its blocks.
        source: what is known already; that goes before what is found here.
        stated: evidence the reader found outside the text (meta elements, document properties).

    Returns:
        Evidence sorted by field and falling weight. Yields S021.
    """
    found = [*stated, *_title(text, blocks), *_author(text, blocks), *_language(text)]
    found.extend(from_blocks(text, blocks))
    found.extend(from_url(source.url))
    ordered = sort(found)
    published, flags = settle(ordered, source)
    return About(best(ordered, "language"), published, ordered, flags)


def sort(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence by field, then falling weight, each once."""
    return tuple(sorted(dict.fromkeys(found), key=lambda e: (e.field, -e.weight, e.rule, e.value, e.quote)))


def best(evidence: Sequence[Evidence], field: str) -> str | None:
    """The value of the weightiest candidate for a field, if any weighs enough."""
    candidates = [e for e in evidence if e.field == field and e.weight >= ENOUGH]
    return max(candidates, key=lambda e: e.weight).value if candidates else None


def _title(text: str, blocks: Sequence[Block]) -> list[Evidence]:
    for run in blocks:
        if run.kind == "paragraph":
            return []
        words = " ".join(text[run.start : run.end].split())
        if run.kind == "headline" and not _MAIL_ADDRESS.search(words):
            return [Evidence(field="title", value=words, rule="headline", quote=words, weight=0.7)]
    return []


def _author(text: str, blocks: Sequence[Block]) -> list[Evidence]:
    found = []
    last = max((run.start for run in blocks if run.kind == "paragraph"), default=-1)
    for run in [*blocks[:_TOP], *blocks[_TOP:][-_TOP:]]:
        if run.kind != "byline":
            continue
        line = text[run.start : run.end].strip()
        sender = mail_value(line, "from")
        if sender is not None:
            name: str | None = _MAIL_ADDRESS.sub("", sender).strip(" \"'<>()[]")
            rule = "mail-header"
        else:
            name = author_in(line)
            rule = "byline" if run.start < last or folded(line).startswith(bylines()) else "signed"
        if name and any(char.isalpha() for char in name):
            weight = 0.7 if rule == "byline" else _PRIVATE
            found.append(Evidence(field="author", value=name, rule=rule, quote=line[:300], weight=weight))
    return found


def author_in(line: str) -> str | None:
    """The name in a byline, without "By" in front and the date or desk behind.

    Example:
        >>> author_in("By Nadia Placeholder | 4 March 1991")
        'Nadia Placeholder'
    """
    low = folded(line)
    start = next((s for s in bylines() if low.startswith(s) and (s.endswith(":") or low[len(s) :][:1].isspace())), "")
    rest = line[len(start) :].strip(" :\t")
    dates = printed_dates(rest)
    name = rest[: dates[0].start] if dates else rest
    name = _AUTHOR_END.split(name, maxsplit=1)[0].strip(" ,;.")
    return name if 2 <= len(name) <= 100 and any(char.isalpha() for char in name) else None


def _language(text: str) -> list[Evidence]:
    code = language_of(text)
    if code is None:
        return []
    weight = 0.9 if len(text) >= _LONG_TEXT else 0.6
    return [Evidence(field="language", value=code, rule="common-words", quote=text.strip()[:60], weight=weight)]
