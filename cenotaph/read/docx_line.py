"""The words of one paragraph of a DOCX, and what hangs on it: text boxes, notes, comments, changes.

Elements are told by their names without namespace, which differs between strict and usual documents (ISO/IEC 29500
and ECMA-376); what is not known is walked through, so that no words are lost for being wrapped in something new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cenotaph.read.docx_styles import Numbering, Styles, is_on, is_true, value_of, whole
from cenotaph.read.list_numbers import list_number
from cenotaph.read.manuscript import Apart, is_page
from cenotaph.read.symbols import symbol
from cenotaph.read.xml_tree import attribute, child_of, local_name
from cenotaph.record import BlockKind

# fmt: off
SKIPPED = frozenset((
    "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "fldData", "tblPr", "tblPrEx", "tblGrid", "trPr",
    "tcPr", "sectPr", "proofErr", "rubyPr", "ctrlPr", "dPr", "smartTagPr", "customXmlPr", "binData",
))
# fmt: on
"""Elements whose contents are no words of the document."""

GONE = ("del", "moveFrom")
COME = ("ins", "moveTo")

_PRINTED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_GRAPHICS = ("drawing", "pict", "object")
_EMBEDDED = {"chart": "charts", "relIds": "diagrams", "OLEObject": "embedded files", "contentPart": "drawings in ink"}
_EMU_PER_CENTIMETRE = 360_000
_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(pt|in|cm|mm|px)?")
_CENTIMETRES = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96, None: 2.54 / 96}
_ANCHOR = 300  # characters of the words that a comment stands beside


class Document(NamedTuple):
    """What the parts of one document share."""

    styles: Styles
    numbering: Numbering
    apart: Apart
    forms: dict[str, str]  # "footnotes", "endnotes": the number format of their marks
    notes: dict[str, list[tuple[str, str]]]  # the same: id and mark of each note, in the order they are referred to
    about: dict[str, str]  # id of a comment -> the words it stands beside
    unread: dict[str, int]  # what holds words and is not read, in plain words -> how many


class Part:
    """Where one reading of a part stands: its open fields, its open comments.

    Args:
        document: what the parts share.
        root: the element the text stands in.

    Attributes:
        commented: the ids of the comments whose words are being read.
        pictures: how many pictures it shows.
        pages: how many of them may be scanned pages.
    """

    def __init__(self, document: Document, root: Any) -> None:
        self.document = document
        self.root = root
        self.commented: set[str] = set()
        self.pictures = self.pages = 0
        self._fields: list[_Field] = []
        self._never_closed = _never_closed(root)

    @property
    def is_shown(self) -> bool:
        """Whether words stand outside all fields, or in the results of those they stand in."""
        return all(field.has_result for field in self._fields)

    def field(self, element: Any) -> str:
        """Open a field, begin its result, or close it; what a form field shows that has no result of its own."""
        kind = attribute(element, "fldCharType")
        if kind == "begin" and element not in self._never_closed:
            self._fields.append(_Field(_form_value(element)))
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            return "" if closed.has_result else closed.value
        return ""

    def gone(self, element: Any, change: Any | None = None) -> None:
        """Keep apart what was deleted; words that were moved stand where they went."""
        change = element if change is None else change
        self.document.apart.changes += 1
        if local_name(change.tag) != "moveFrom":
            self.document.apart.deleted(all_words(element), attribute(change, "author"), attribute(change, "date"))

    def unread(self, what: str) -> None:
        """Count something that holds words and is not read."""
        self.document.unread[what] = self.document.unread.get(what, 0) + 1


class _Field:
    """A field whose end has not come."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.has_result = False


class Line:
    """The words of one paragraph.

    Args:
        part: where it stands.
        properties: its `w:pPr`, or None.

    Attributes:
        kind: what its style says it is.
        style: the id of its style.
        words: its words, in parts.
        boxes: the contents of the text boxes that hang on it.
        lettering: words that are drawn, not set.
    """

    def __init__(self, part: Part, properties: Any | None) -> None:
        self.style = None if properties is None else value_of(child_of(properties, "pStyle"))
        style = part.document.styles.style(self.style)
        outline = None if properties is None else value_of(child_of(properties, "outlineLvl"))
        is_heading = style.kind == "paragraph" and outline is not None and whole(outline, 9) < 9
        self.kind: BlockKind = "headline" if is_heading else style.kind
        self.words: list[str] = []
        self.boxes: list[Any] = []
        self.lettering: list[str] = []
        self._part = part
        self._is_hidden = style.is_hidden
        self._hidden: list[str] = []

    def walk(self, element: Any) -> None:
        """Take the words of a paragraph."""
        self._walk(element, self._is_hidden)
        self._part.document.apart.hide("".join(self._hidden))

    def _walk(self, parent: Any, is_hidden: bool) -> None:
        for child in children(parent):
            name = local_name(child.tag)
            if name == "t":
                self._add(child.text or "", is_hidden)
            elif name == "r":
                self._walk(child, self._hides(child, is_hidden))
            elif name in _PRINTED:
                self._add(_PRINTED[name], is_hidden)
            elif name not in SKIPPED:
                self._other(child, name, is_hidden)

    def _other(self, child: Any, name: str, is_hidden: bool) -> None:
        if name in GONE or name == "delText":
            self._part.gone(child)
        elif name in COME:
            self._part.document.apart.changes += 1
            self._walk(child, is_hidden)
        elif name == "fldChar":
            self._add(self._part.field(child), is_hidden)
        elif name == "sym":
            self._add(_sign(child), is_hidden)
        elif name in _NOTES:
            self._note(child, _NOTES[name], is_hidden)
        elif name == "commentRangeStart":
            self._part.commented.add(attribute(child, "id") or "")
        elif name == "commentRangeEnd":
            self._part.commented.discard(attribute(child, "id") or "")
        elif name in _GRAPHICS:
            self._graphics(child)
        elif name == "rt":  # how the word below it is read aloud
            self._add("(", is_hidden)
            self._walk(child, is_hidden)
            self._add(")", is_hidden)
        else:
            self._walk(child, is_hidden)

    def _add(self, words: str, is_hidden: bool) -> None:
        if not words or not self._part.is_shown:
            return
        (self._hidden if is_hidden else self.words).append(words)
        about = self._part.document.about
        for comment in self._part.commented:
            if len(about.get(comment, "")) < _ANCHOR:
                about[comment] = about.get(comment, "") + words

    def _hides(self, run: Any, is_hidden: bool) -> bool:
        properties = child_of(run, "rPr")
        if properties is None:
            return is_hidden
        own = child_of(properties, "vanish")
        if own is not None:
            return is_on(own)
        style = value_of(child_of(properties, "rStyle"))
        return is_hidden or (style is not None and self._part.document.styles.style(style).is_hidden)

    def _note(self, reference: Any, kind: str, is_hidden: bool) -> None:
        if is_hidden or not self._part.is_shown:
            return
        document = self._part.document
        notes = document.notes.setdefault(kind, [])
        mark = ""
        if not is_true(attribute(reference, "customMarkFollows")):
            number = sum(bool(mark) for _, mark in notes) + 1
            mark = f"[{list_number(number, document.forms.get(kind, 'decimal'))}]"
        notes.append((attribute(reference, "id") or "", mark))
        self._add(mark, is_hidden)

    def _graphics(self, element: Any) -> None:
        """Text boxes, drawn words, pictures as large as a page, and what is embedded."""
        inner = list(_drawn(element))
        names = [local_name(each.tag) for each in inner]
        sizes = [size for each in inner if (size := _size(each)) is not None]
        if "blip" in names or "imagedata" in names:
            self._part.pictures += 1
            self._part.pages += any(is_page(*size) for size in sizes)
        for each, name in zip(inner, names, strict=True):
            if name == "txbxContent":
                self.boxes.append(each)
            elif name == "textpath":
                self.lettering.append(attribute(each, "string") or "")
            elif name == "txBody":
                self.lettering.append(all_words(each))
            elif name in _EMBEDDED and not (attribute(each, "ProgID") or "").startswith("Equation"):
                self._part.unread(_EMBEDDED[name])


def children(parent: Any) -> Iterator[Any]:
    """The children of an element; of what is written twice, for newer and older programs, one of the two."""
    for child in parent:
        if local_name(child.tag) != "AlternateContent":
            yield child
            continue
        branches = [each for each in child if local_name(each.tag) in ("Choice", "Fallback")]
        spoken = (each for each in branches if next(each.iter("{*}t", "{*}txbxContent"), None) is not None)
        chosen = next(spoken, branches[0] if branches else None)
        if chosen is not None:
            yield from children(chosen)


def all_words(element: Any) -> str:
    """Every word inside an element, deleted ones too; a line for each paragraph."""
    found: list[str] = []
    for each in element.iter("{*}t", "{*}delText", "{*}p", "{*}tab", "{*}br"):
        name = local_name(each.tag)
        if name == "p":
            found.append("\n" if found else "")
        elif name in ("tab", "br"):
            is_stop = name == "tab" and local_name(each.getparent().tag) == "tabs"
            found.append("" if is_stop else _PRINTED[name])
        else:
            found.append(each.text or "")
    return "".join(found).strip()


def _drawn(element: Any) -> Iterator[Any]:
    """What is inside a drawing, in order; what is inside its text boxes stays there."""
    for child in children(element):
        yield child
        if local_name(child.tag) not in ("txbxContent", "txBody"):
            yield from _drawn(child)


def _size(element: Any) -> tuple[float, float] | None:
    """Width and height in centimetres of a drawing or a shape."""
    if local_name(element.tag) == "extent":
        width, height = (whole(attribute(element, name)) / _EMU_PER_CENTIMETRE for name in ("cx", "cy"))
        return width, height
    found = {match[1]: float(match[2]) * _CENTIMETRES[match[3]] for match in _SIZE.finditer(element.get("style") or "")}
    return (found["width"], found["height"]) if len(found) == 2 else None


def _sign(element: Any) -> str:
    code = attribute(element, "char") or ""
    return symbol(attribute(element, "font") or "", int(code, 16)) if re.fullmatch("[0-9a-fA-F]{1,6}", code) else ""


def _form_value(begin: Any) -> str:
    """What a form field shows: the entry chosen, or whether it is ticked."""
    form = child_of(begin, "ffData")
    if form is None:
        return ""
    chosen = child_of(form, "ddList")
    if chosen is not None:
        entries = [value_of(each) or "" for each in chosen if local_name(each.tag) == "listEntry"]
        at = whole(value_of(child_of(chosen, "result")) or value_of(child_of(chosen, "default")))
        return entries[at] if 0 <= at < len(entries) else ""
    box = child_of(form, "checkBox")
    if box is None:
        return ""
    ticked = child_of(box, "checked")
    return "\u2612" if is_on(child_of(box, "default") if ticked is None else ticked) else "\u2610"


def _never_closed(root: Any) -> set[Any]:
    """The beginnings of fields that have no end: of such a field nothing is left out."""
    opened: list[Any] = []
    for element in root.iter("{*}fldChar"):
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            opened.append(element)
        elif kind == "end" and opened:
            opened.pop()
    return set(opened)
