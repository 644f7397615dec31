"""Web pages: the article without the page around it, and what the page says about itself.

`trafilatura` says which words are the article's; the document tree says where each run of them stands and what
it is: headline, byline, paragraph, list item, table, caption, credit. Only both together give a text whose
every block has its role and its place.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from typing import Any

from cenotaph.blocks import blocks
from cenotaph.encoding import decode
from cenotaph.read.about import about_text
from cenotaph.read.html_head import stated
from cenotaph.read.html_rows import page_rows
from cenotaph.read.html_silent import silent
from cenotaph.read.html_tree import Segment, segments
from cenotaph.read.reading import (
    Limits,
    Reading,
    cut,
    damage,
    encoding_flags,
    make_text,
    not_readable,
    reading,
    squeeze,
    told_charset,
)
from cenotaph.record import Block, Source

NAME = "web page"
MEDIA_TYPES = ("text/html",)
EXTENSIONS = (".html", ".htm", ".xhtml")
LIBRARIES = ("lxml.html", "trafilatura")

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>")
_DROPPED_OPENS = re.compile(r"<(?:(script|style|template|svg|noscript)\b|!--)", re.IGNORECASE)
_DROPPED_CLOSES = re.compile(r"</(script|style|template|svg|noscript)\s*>|-->", re.IGNORECASE)
# fmt: off
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "tr", "th", "option", "dt", "dd",
))
# fmt: on
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}>")
_ATTRIBUTES = 1000
_CUT_OFF = re.compile(r"<(?:[a-zA-Z/!][^<>]*)?\Z")
_OPENED = re.compile(r"<html\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_RUNS = ("p", "head", "item", "cell", "quote", "code", "row", "list")  # elements of trafilatura's own tree
_ABOVE = 3  # segments above the headline among which byline, date and picture may stand
_SURE = 30  # a run this long is the article's when its letters stand in the article anywhere
_SENTENCE = re.compile(r"[^.!?…]{40,}[.!?…][\"”’»)\]]*(?:\s|\Z)")
_SHORT = 220
_ASIDE = ("byline", "dateline", "caption", "credit")


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The main text of the page with the role of each run, its lists of people as rows, its metadata as evidence.

    Yields S020 (the encoding is a guess), S021 (its dates contradict each other), F006, F007 (nested too deeply or too
    large to be told apart from the page around it, cut short).
    """
    return _read(data, source, limits, "")


def read_slowly(data: bytes, source: Source, limits: Limits) -> Reading:
    """All words of a page whose structure took longer than the time it has."""
    return _read(data, source, limits, "its structure took too long to be told apart")


def _read(data: bytes, source: Source, limits: Limits, too_much: str) -> Reading:
    declared = _CHARSET.search(data[:4096]) or _XML_ENCODING.match(data[:200])
    decoded = decode(data, told_charset(source, declared.group(1).decode("ascii") if declared else None))
    if decoded.is_binary:
        return not_readable(source, "it holds binary data, not a web page", "get it again from where it came")
    page = _DECLARATION.sub("", decoded.text)
    flags = encoding_flags(source, decoded)
    partly = [*damage(decoded)]
    if _CUT_OFF.search(page[-2000:]) or (_OPENED.search(page[:4096]) and not _CLOSED.search(page[-4096:])):
        partly.append("the page is cut short; get it again from where it came")
    too_much = too_much or _too_much(page, limits) or ""
    if too_much:
        partly.append(f"{too_much}, so all its words were taken, those of menus too; save the article alone beside it")
        return _bare(page, source, limits, flags, partly)
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(
            page.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except lxml.etree.ParserError:
        why = "; ".join(silent(page, ())) or "it is a web page with no words in it"
        return not_readable(source, why, "get it again from where it came", flags)
    every = segments(tree)
    partly.extend(silent(page, [segment.text for segment in every]))
    return _article(tree, every, source, limits, flags, partly)


def _too_much(page: str, limits: Limits) -> str | None:
    """Why this page would keep the parsers of its tree busy for longer than its words are worth, if it would."""
    if len(page) > limits.page and len(_without_dropped(page)) > limits.page:
        return "it is too large"
    if any(tag.count("=") > _ATTRIBUTES for tag in _LONG_TAG.findall(page)):
        return f"an element has more than {_ATTRIBUTES:,} attributes"
    return (
        f"its elements are nested more than {limits.depth} deep" if depth(page, limits.depth) > limits.depth else None
    )


def depth(page: str, enough: int) -> int:
    """How deeply elements are nested, counted up to `enough` + 1; elements that need no end tag are passed over."""
    level = deepest = 0
    for match in _TAG.finditer(page):
        if match[2].lower() in _VOID or match[3].endswith("/"):
            continue
        level = max(0, level - 1) if match[1] else level + 1
        deepest = max(deepest, level)
        if deepest > enough:
            break
    return deepest


def _without_dropped(page: str) -> str:
    """The page without scripts, styles, drawings and comments; what opens and never closes stays.

    Each closing is looked for only where there is one: a hundred thousand scripts that never close take no longer.
    """
    last = {(match[1] or "").lower(): match.start() for match in _DROPPED_CLOSES.finditer(page)}
    kept: list[str] = []
    at = 0
    for opened in _DROPPED_OPENS.finditer(page):
        kind = (opened[1] or "").lower()
        if opened.start() < at or opened.start() > last.get(kind, -1):
            continue
        closes = _DROPPED_CLOSES.finditer(page, opened.end())
        closed = next((match for match in closes if (match[1] or "").lower() == kind), None)
        if closed:
            kept.append(page[at : opened.start()])
            at = closed.end()
    return "\n".join((*kept, page[at:]))


def _bare(page: str, source: Source, limits: Limits, flags: Any, partly: list[str]) -> Reading:
    """All words of a page whose structure cannot be used."""
    import html

    plain = html.unescape(_TAG.sub("\n", _without_dropped(page[: limits.characters * 4])))
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    text, too_long = cut("\n".join(line for line in lines if line), limits)
    runs = blocks(text) if len(text) <= limits.page else (Block("paragraph", 0, len(text)),)
    about = about_text(text, runs, source)
    made = make_text(source, text, runs, language=about.language, published=about.published)
    return reading(
        source, text=made, evidence=about.evidence, flags=(*flags, *about.flags), partly=(*partly, *too_long)
    )


def _article(tree: Any, every: list[Segment], source: Source, limits: Limits, flags: Any, partly: list[str]) -> Reading:
    evidence = stated(tree)
    titles = {squeeze(e.value) for e in evidence if e.field == "title"}
    kept = _kept(every, main_words(tree), titles)
    text, runs = _assembled(kept)
    text, too_long = cut(text, limits)
    runs = [run for run in runs if run.end <= len(text)]
    rows, runs = page_rows(tree, kept, text, runs, source, limits)
    about = about_text(text, runs, source, evidence)
    return reading(
        source,
        text=make_text(source, text, runs, language=about.language, published=about.published),
        rows=rows,
        evidence=about.evidence,
        flags=(*flags, *about.flags),
        partly=(*partly, *too_long),
    )


def main_words(tree: Any) -> tuple[str, ...]:
    """The runs of words that belong to the article, white space squeezed; empty when no article was found."""
    import copy

    import trafilatura

    document: Any = trafilatura.bare_extraction(
        copy.deepcopy(tree), with_metadata=False, include_comments=False, include_tables=True, favor_recall=True
    )
    if document is None or document.body is None:
        return ()
    runs = (squeeze("".join(run.itertext())) for run in document.body.iter(*_RUNS))
    return tuple(filter(None, runs))


def _kept(every: list[Segment], article: tuple[str, ...], titles: set[str]) -> list[Segment]:
    """The segments of the article, with headline, byline, dateline, captions and credits between its parts."""
    is_main = _is_main(every, article)
    if not any(is_main):
        return []
    first, last = is_main.index(True), len(is_main) - 1 - is_main[::-1].index(True)
    head = _headline_at(every, titles, is_main)
    if head is not None and first < head:
        lengths = [len(segment.text) * main for segment, main in zip(every, is_main, strict=True)]
        if sum(lengths[:head]) * 4 < sum(lengths[head:]):
            # What stands in front of the headline is the page's own head, its menu, its visitors' count.
            is_main[:head] = [False] * head
    start = (first if head is None else head) - _ABOVE
    kept = []
    for at, segment in enumerate(every):
        is_subheading = segment.level and not segment.is_apart and is_main[at + 1 : at + 2] == [True]
        if at == head:
            kept.append(segment._replace(kind="headline"))
        elif is_main[at] or is_subheading or (start <= at <= last + 1 and _is_aside(segment)):
            kept.append(segment)
    return kept


def _is_aside(segment: Segment) -> bool:
    return not segment.is_apart and _role(segment) in _ASIDE


def _is_main(every: list[Segment], article: tuple[str, ...]) -> list[bool]:
    """Which segments are the article's; where too little was found, all that stand in no menu, footer or sidebar."""
    letters = _letters(" ".join(article))
    whole = {_letters(run) for run in article}
    own = [not segment.is_apart and not segment.is_links for segment in every]
    found = [is_own and _is_in(segment, letters, whole) for is_own, segment in zip(own, every, strict=True)]
    found = _with_like_places(every, own, found)
    length = sum(len(segment.text) for segment, main in zip(every, found, strict=True) if main)
    most = sum(len(segment.text) for segment, is_own in zip(every, own, strict=True) if is_own)
    if length >= 200 or (length and length >= 0.5 * most):
        return found
    # A page that marks all of itself as menu still says something.
    return own if most else [True] * len(every)


def _with_like_places(every: list[Segment], own: list[bool], found: list[bool]) -> list[bool]:
    """The article with the sentences that stand in the same elements as those of the article.

    A thread has many writers and a diary no paragraphs; of these the search for one article leaves some out.
    """
    sentences = [_SENTENCE.search(segment.text) is not None for segment in every]
    places = {segment.place for segment, *is_one in zip(every, found, sentences, strict=True) if all(is_one)}
    return [
        main or (is_own and is_sentence and segment.place in places)
        for segment, main, is_own, is_sentence in zip(every, found, own, sentences, strict=True)
    ]


def _is_in(segment: Segment, letters: str, whole: set[str]) -> bool:
    if segment.kind == "table":
        lines = [_letters(line) for line in segment.text.split("\n")]
        return sum(line in letters for line in lines) * 2 > len(lines)
    own = _letters(segment.text)
    return own in letters if len(own) >= _SURE else own in whole


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _headline_at(every: list[Segment], titles: set[str], is_main: list[bool]) -> int | None:
    """Where the headline stands: a heading that is the title, or else the last top heading in front of the text."""
    early = itertools.takewhile(lambda each: each[1] <= _ABOVE + 1, enumerate(itertools.accumulate(is_main)))
    heads = [at for at, _ in early if every[at].level]
    named = [at for at in heads if any(_letters(every[at].text) in _letters(title) for title in titles)]
    tops = [at for at in heads if every[at].level == 1 and not every[at].is_apart]
    return next(iter(reversed(named or tops)), None)


def _role(segment: Segment) -> str:
    """What a short run beside the article is, by its element or by its own words."""
    if segment.kind != "paragraph":
        return segment.kind
    if len(segment.text) > 220:
        return "paragraph"
    own = blocks(segment.text)
    return own[0].kind if own else "furniture"


def _assembled(kept: list[Segment]) -> tuple[str, list[Block]]:
    """The text of the segments, blank lines between them, and its blocks; layout and words together give the roles."""
    parts: list[str] = []
    own: list[Block] = []
    at = 0
    for segment in kept:
        own.append(Block(segment.kind, at, at + len(segment.text)))
        parts.append(segment.text)
        at += len(segment.text) + 2
    text = "\n\n".join(parts)
    by_words = blocks(text)
    starts = [run.start for run in by_words]
    found: list[Block] = []
    for block in own:
        inside = by_words[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        found.extend(_settled(block, inside))
    return text, found


def _settled(block: Block, inside: tuple[Block, ...]) -> tuple[Block, ...]:
    """A block as the page marks it, unless its words (`inside`) say that a paragraph is something else."""
    kinds = {run.kind for run in inside}
    if block.kind in ("paragraph", "list_item") and kinds and not kinds & {"paragraph", "list_item", "headline"}:
        return inside
    if block.kind == "paragraph" and block.end - block.start < _SHORT and len(inside) > 1 and "dateline" in kinds:
        return inside  # title and day on two lines of one cell
    if block.kind == "caption" and kinds == {"caption", "credit"}:
        return inside
    return (block,)
