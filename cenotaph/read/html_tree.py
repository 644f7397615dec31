"""A page's document tree as runs of words, each with its role and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cenotaph.record import BlockKind

# fmt: off
_SKIPPED = frozenset((
    "head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "button", "select", "option", "textarea", "input", "datalist", "dialog",
))
_BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
_ENDS_A_DRAWING = ("p", "div", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
_APART = frozenset(("nav", "footer", "aside", "form", "menu"))
_LAYOUT = ("table", "h1", "h2", "h3", "h4", "hr", "form", "article", "nav", "iframe")  # what no cell of data holds
_LEVEL = {f"h{number}": number for number in range(1, 7)}
_APART_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|sidebar|breadcrumbs?|cookies?|consent|share|sharing|social|related|"
    r"recommend\w*|newsletter|subscribe|comments?|advert\w*|ads?|banner|popup|modal|promo|widget|pagination|tags|running-head\w*|masthead)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BYLINE_NAME = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author(?:-name)?|article-author|post-author|submitted)(?:$|[\s_-])", re.IGNORECASE
)
_CREDIT_NAME = re.compile(
    r"(?:^|[\s_-])(?:credits?|photo-?credit|copyright-holder|image-?credit)(?:$|[\s_-])", re.IGNORECASE
)
_CAPTION_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-)?caption(?:-text)?|photo-?caption|image-?caption)(?:$|[\s_-])", re.IGNORECASE
)
_DATE_NAME = re.compile(
    r"(?:^|[\s_-])(?:date-?line|dates?|pub-?date|published|posted-on|post-date|entry-date|date-header|article-date|time-?stamp)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?…]{60,}[.!?…][\"”’»)\]]*\Z")
_MARKED = 120  # characters of what a page marks as byline, date or credit
_SEPARATORS = " \n\t·|•"  # what pages set between author and date
_BREAK = "\x1e"


class Segment(NamedTuple):
    """A run of words that no block element parts."""

    text: str  # white space squeezed, line breaks of the page as "\n"
    kind: BlockKind
    level: int  # 1 to 6 for a heading, else 0
    is_apart: bool  # inside an element that holds no article: navigation, footer, sidebar
    is_links: bool = False  # nearly all of it leads elsewhere, as menus do
    table: Any = None  # the table element, for a data table taken whole
    place: str = ""  # tags and classes around it: what stands in like places is of one kind


def segments(tree: Any) -> list[Segment]:
    """Every run of words of the page in its order; a data table is one run, a line per row, cells parted by tabs."""
    from lxml import etree

    found: list[Segment] = []
    pieces: list[tuple[str, bool]] = []
    path: list[Any] = []
    links = 0
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            pieces.append((element.tail or "", links > 0))
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED and not _is_page_inside(element):
                walk.skip_subtree()
                path.append(element)
                continue
            if tag in _BLOCK or _is_own_run(element):
                _flush(pieces, path, found)
            path.append(element)
            if tag == "table" and is_data_table(element):
                rows = table_rows(element)
                if rows:
                    lines = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
                    found.append(Segment(lines, "table", 0, _is_apart(path), table=element))
                walk.skip_subtree()
                continue
            links += tag == "a"
            pieces.append((_BREAK if tag == "br" else element.text or "", links > 0))
        else:
            if tag not in _SKIPPED and (tag in _BLOCK or _is_own_run(element)):
                _flush(pieces, path, found)
            path.pop()
            links -= tag == "a"
            pieces.append((element.tail or "", links > 0))
    _flush(pieces, path, found)
    return found


def _is_page_inside(element: Any) -> bool:
    """Whether the page goes on inside a drawing that never closed: browsers end it where a paragraph begins."""
    return element.tag in ("svg", "math") and next(element.iter(*_ENDS_A_DRAWING), None) is not None


def table_rows(table: Any, is_filled: bool = False) -> list[list[str]]:
    """The cells of a table by row, those of tables inside it left out; rows without words left out.

    Args:
        table: the table element.
        is_filled: whether a cell that spans rows stands in each of them, in its column; else it stands once. A cell
            that spans columns is followed by empty ones.
    """
    rows: list[list[str]] = []
    below: dict[int, tuple[str, int]] = {}  # column -> words of the cell that spans down to it, and rows left
    for row in _own_rows(table):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while is_filled and len(cells) in below:
                cells.append(_from_above(below, len(cells)))
            words = " ".join("".join(_words_of(cell)).split())
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            cells.extend((words, *[""] * (across - 1)))
            if down > 1:
                below.update({len(cells) - across + at: (words if not at else "", down - 1) for at in range(across)})
        while is_filled and len(cells) in below:
            cells.append(_from_above(below, len(cells)))
        if any(cells):
            rows.append(cells)
    return rows


def _own_rows(table: Any) -> Iterator[Any]:
    """The rows of a table, without those of tables in its cells."""
    return (row for row in table.iterdescendants("tr") if next(row.iterancestors("table"), None) is table)


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), 1000 if name == "rowspan" else 50)) if value.isascii() and value.isdigit() else 1


def _from_above(below: dict[int, tuple[str, int]], column: int) -> str:
    words, left = below.pop(column)
    if left > 1:
        below[column] = (words, left - 1)
    return words


def is_data_table(table: Any) -> bool:
    """Whether a table holds data, not the page's layout: two rows and columns or more, short and simple cells."""
    if next(table.iterdescendants(*_LAYOUT), None) is not None:
        return False
    if any(len(list(cell.iterchildren("p"))) > 1 for cell in table.iterdescendants("td")):
        return False
    rows = table_rows(table)
    if len(rows) < 2 or sorted(len(row) for row in rows)[len(rows) // 2] < 2:
        return False
    return all(len(cell) <= 600 for row in rows for cell in row)


def _words_of(element: Any) -> list[str]:
    from lxml import etree

    words: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        if event == "start":
            if inner.tag in _SKIPPED:
                walk.skip_subtree()
            else:
                words.append(" " if inner.tag in _BLOCK or inner.tag == "br" else "")
                words.append(inner.text or "")
        elif inner is not element:
            words.append(inner.tail or "")
    return words


def _is_own_run(element: Any) -> bool:
    """An inline element that is a run by itself, since a page sets byline, date and credit apart by style only."""
    if element.tag not in ("span", "time", "small", "a", "cite"):
        return False
    return element.tag == "time" or bool(
        _named(element) and (_CREDIT_NAME.search(_named(element)) or _BYLINE_NAME.search(_named(element)))
    )


def _named(element: Any) -> str:
    return " ".join(
        filter(None, (element.get("class"), element.get("id"), element.get("itemprop"), element.get("rel")))
    )


def _flush(pieces: list[tuple[str, bool]], path: list[Any], found: list[Segment]) -> None:
    """Close the run of words collected so far as a segment, parted where the page leaves a line free."""
    joined = "".join(words for words, _ in pieces)
    linked = sum(_letters(words) for words, is_link in pieces if is_link)
    pieces.clear()
    if not joined.strip() or not path:
        return
    kind, level = _kind(path)
    is_apart = _is_apart(path)
    squeezed = re.sub(rf"[^\S{_BREAK}]+", " ", joined)
    for run in re.split(rf"(?: ?{_BREAK} ?){{2,}}", squeezed):
        text = "\n".join(line.strip() for line in run.split(_BREAK)).strip(_SEPARATORS)
        if text:
            if kind in ("byline", "dateline", "credit") and (len(text) > _MARKED or _SENTENCE.search(text)):
                kind = "paragraph"  # a class such as "date-outer" is on the whole entry
            is_links = 0 < linked >= 0.8 * _letters(joined) and not _SENTENCE.search(text)
            found.append(Segment(text, kind, level, is_apart, is_links, place=_place(path)))


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))


def _place(path: list[Any]) -> str:
    return "/".join(f"{element.tag}.{element.get('class') or ''}" for element in path[-8:])


def _kind(path: list[Any]) -> tuple[BlockKind, int]:
    """The role of words by the nearest elements around them that have one."""
    for element in reversed(path[-6:]):
        tag = element.tag
        if tag in _LEVEL:
            is_date = _DATE_NAME.search(_named(element)) is not None
            return ("dateline", 0) if is_date else ("headline", _LEVEL[tag])
        if tag in ("figcaption", "caption") or (_named(element) and _CAPTION_NAME.search(_named(element))):
            return "caption", 0
        if tag == "time":
            return "dateline", 0
        name = _named(element)
        if name and _CREDIT_NAME.search(name):
            return "credit", 0
        if name and tag not in ("body", "article", "main", "section") and _BYLINE_NAME.search(name):
            return "byline", 0
        if name and tag not in ("body", "article", "main", "section") and _DATE_NAME.search(name):
            return "dateline", 0
        if tag in ("li", "dd", "dt"):
            return "list_item", 0
        if tag in ("p", "blockquote", "td", "article", "main"):
            return "paragraph", 0
    return "paragraph", 0


def _is_apart(path: list[Any]) -> bool:
    for element in path:
        if element.tag in _APART:
            return True
        name = _named(element) if element.tag not in ("html", "body", "main", "article") else ""
        if name and _APART_NAME.search(name):
            return True
    return False
