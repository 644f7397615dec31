"""The words of one paragraph of an OpenDocument text, and what hangs on it: notes, comments, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cenotaph.read.manuscript import Apart, is_page
from cenotaph.read.odt_styles import Counter, Styles, whole
from cenotaph.read.xml_tree import attribute, child_of, local_name, words_of

# fmt: off
SKIPPED = frozenset((
    "tracked-changes", "forms", "variable-decls", "sequence-decls", "user-field-decls", "dde-connection-decls",
    "alphabetical-index-auto-mark-file", "event-listeners", "script", "title", "desc", "change", "change-start",
    "change-end", "table-of-content-source", "illustration-index-source", "table-index-source",
    "object-index-source", "user-index-source", "alphabetical-index-source", "bibliography-source", "change-info",
    "table-column", "table-columns", "table-header-columns", "calculation-settings", "glue-point", "image-map",
    "enhanced-geometry", "binary-data", "properties",
))
"""Elements whose contents are no words of the document."""
SHAPES = frozenset((
    "frame", "custom-shape", "rect", "line", "polyline", "polygon", "path", "circle", "ellipse", "connector",
    "caption", "measure", "regular-polygon", "g", "a-frame", "control", "page-thumbnail",
))
# fmt: on
_SPACES = re.compile(r"[ \t\r\n]+")
_LENGTH = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)(cm|mm|in|pt|pc|px)?")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96, None: 1.0}
_SIGNS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 1000
_ANCHOR = 300


class Document:
    """What the parts of one document share, and where its reading stands.

    Args:
        styles: its styles.
        apart: where deleted words, comments and hidden words go.
        rows: how many times a line of a table may be repeated.

    Attributes:
        notes: class, mark and body of each note, in the order the text refers to them.
        unread: what holds words and is not read, in plain words, and how often.
        pictures: how many pictures it shows.
        pages: how many of them may be scanned pages.
    """

    def __init__(self, styles: Styles, apart: Apart, rows: int) -> None:
        self.styles = styles
        self.apart = apart
        self.rows = rows
        self.notes: list[tuple[str, str, Any]] = []
        self.unread: dict[str, int] = {}
        self.pictures = self.pages = 0
        self.outline = Counter("outline")
        self._by_style: dict[str, Counter] = {}
        self._by_id: dict[str, Counter] = {}
        self._lists = 0
        self._comments: list[tuple[Any, list[str]]] = []
        self._commented: dict[str, list[str]] = {}

    def counter(self, style: str, name: str = "", earlier: str = "", goes_on: bool = False) -> Counter:
        """The counter of a list.

        Args:
            style: its list style.
            name: its id, if it has one.
            earlier: the id of the list it goes on from, if any.
            goes_on: it goes on from the last list of its style.
        """
        found = self._by_id.get(earlier) if earlier else None
        if found is None and goes_on:
            found = self._by_style.get(style)
        if found is None:
            self._lists += 1
            found = Counter(str(self._lists))
        self._by_style[style] = found
        if name:
            self._by_id[name] = found
        return found

    def comment(self, element: Any) -> None:
        """A comment, whose words are known here and the words it stands beside later."""
        about: list[str] = []
        self._comments.append((element, about))
        name = attribute(element, "name")
        if name:
            self._commented[name] = about

    def end_comment(self, element: Any) -> None:
        """The end of the words a comment stands beside."""
        self._commented.pop(attribute(element, "name") or "", None)

    def told(self, words: str) -> None:
        """Words of the text, for the comments that stand beside them."""
        for about in self._commented.values():
            if sum(map(len, about)) < _ANCHOR:
                about.append(words)

    def keep_comments(self) -> None:
        """Put all comments apart."""
        for element, about in self._comments:
            who, when = (said(element, name) for name in ("creator", "date"))
            self.apart.comment(plain_words(element), who, when, "".join(about))


class Line:
    """The words of one paragraph.

    Args:
        document: where it stands.

    Attributes:
        words: its words, in parts.
        shapes: frames and drawn shapes that hang on it.
        is_hidden: the whole paragraph is hidden.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self.words: list[str] = []
        self.shapes: list[Any] = []
        self.is_hidden = False
        self._hidden: list[str] = []
        self._is_after_space = True

    def walk(self, element: Any, is_hidden: bool) -> None:
        """Take the words of a paragraph; when its style hides them, all of it is hidden."""
        self.is_hidden = is_hidden
        self._walk(element, False)
        self._document.apart.hide("".join(self._hidden))

    def _walk(self, element: Any, is_hidden: bool) -> None:
        self._add(element.text, is_hidden)
        for child in element:
            name = local_name(child.tag)
            if name in _SIGNS:
                self._sign(_SIGNS[name], is_hidden)
            elif name == "s":
                self._sign(" " * max(1, min(_MOST_SPACES, whole(attribute(child, "c")))), is_hidden)
            elif name not in SKIPPED:
                self._other(child, name, is_hidden)
            self._add(child.tail, is_hidden)

    def _other(self, child: Any, name: str, is_hidden: bool) -> None:
        if name == "note":
            self._note(child, is_hidden)
        elif name == "annotation":
            self._document.comment(child)
        elif name == "annotation-end":
            self._document.end_comment(child)
        elif name in SHAPES:
            self.shapes.append(child)
        elif name == "hidden-text":
            self._hidden.append(attribute(child, "string-value") or words_of(child))
        elif name == "hidden-paragraph":
            self.is_hidden = self.is_hidden or attribute(child, "is-hidden") == "true"
        elif name == "ruby-text":  # how the word in front of it is read aloud
            self._add("(", is_hidden)
            self._walk(child, is_hidden)
            self._add(")", is_hidden)
        elif name == "span":
            style = self._document.styles.style("text", attribute(child, "style-name"))
            self._walk(child, is_hidden or style.is_hidden)
        elif attribute(child, "display") != "none":  # a variable may be set without being shown
            self._walk(child, is_hidden)

    def _add(self, words: str | None, is_hidden: bool) -> None:
        """Words as the file has them: any run of white space is one space, as in a web page."""
        if not words:
            return
        squeezed = _SPACES.sub(" ", words)
        if self._is_after_space and squeezed.startswith(" "):
            squeezed = squeezed[1:]
        if squeezed:
            self._is_after_space = squeezed.endswith(" ")
            self._put(squeezed, is_hidden)

    def _sign(self, sign: str, is_hidden: bool) -> None:
        self._is_after_space = False
        self._put(sign, is_hidden)

    def _put(self, words: str, is_hidden: bool) -> None:
        (self._hidden if is_hidden else self.words).append(words)
        self._document.told(words)

    def _note(self, note: Any, is_hidden: bool) -> None:
        citation, body = child_of(note, "note-citation"), child_of(note, "note-body")
        if is_hidden or body is None:
            return
        mark = "" if citation is None else words_of(citation).strip()
        self._document.notes.append((attribute(note, "note-class") or "footnote", f"[{mark}]" if mark else "", body))
        if mark:
            self._sign(f"[{mark}]", is_hidden)


def drawn(document: Document, shapes: list[Any]) -> Iterator[Any]:
    """The elements inside shapes that hold paragraphs; what is embedded in them and not read is counted."""
    for shape in shapes:
        size = _length(attribute(shape, "width")), _length(attribute(shape, "height"))
        if child_of(shape, "image") is not None and child_of(shape, "object") is None:
            document.pictures += 1
            document.pages += is_page(*size)
        names = [local_name(child.tag) for child in shape]
        if "object" in names or "object-ole" in names:
            document.unread["embedded objects"] = document.unread.get("embedded objects", 0) + 1
            continue
        for child, name in zip(shape, names, strict=True):
            if name == "text-box":
                yield child
            elif name in SHAPES or name == "a":
                yield from drawn(document, [child])
        if local_name(shape.tag) != "frame" and ("p" in names or "list" in names):
            yield shape


def plain_words(element: Any) -> str:
    """Every word inside an element, a line for each paragraph."""
    lines = ["".join(_spoken(each)) for each in element.iter("{*}p", "{*}h")]
    return "\n".join(line for line in lines if line.strip())


def said(element: Any | None, name: str) -> str | None:
    """The words of a child element: who, or when."""
    found = None if element is None else child_of(element, name)
    return None if found is None else words_of(found).strip() or None


def _spoken(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child.tag)
        if name == "s":
            yield " "
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in ("annotation", "p", "h"):
            yield from _spoken(child)
        yield child.tail or ""


def _length(value: str | None) -> float:
    """A length in centimetres."""
    match = _LENGTH.fullmatch(value or "")
    return float(match[1]) * _CENTIMETRES[match[2]] if match else 0.0
