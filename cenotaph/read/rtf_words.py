"""What each control word of rich text does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cenotaph.read.manuscript import is_page
from cenotaph.read.rtf_story import Edge
from cenotaph.read.rtf_tokens import style_names

if TYPE_CHECKING:
    from cenotaph.read.rtf_text import RichText

Handler = Callable[["RichText", "int | None"], None]
"""What a control word does, given the number behind it."""

_TWIPS = 567  # in a centimetre
_PICTURE = re.compile(rb"\\(picwgoal|pichgoal|picscalex|picscaley)([0-9]{1,9})")
_DAY = re.compile(rb"\\yr([0-9]{4})(?:\\mo([0-9]{1,2}))?(?:\\dy([0-9]{1,2}))?")


def _paragraph(text: RichText, _number: int | None) -> None:
    text.paragraph()


def _cell(text: RichText, _number: int | None) -> None:
    text.keep_hidden()
    text.story.cell(1, text.kind())


def _row(text: RichText, _number: int | None) -> None:
    text.story.row(1)


def _nested_cell(text: RichText, _number: int | None) -> None:
    text.story.cell(max(2, text.state.tables), text.kind())


def _nested_row(text: RichText, _number: int | None) -> None:
    text.story.row(max(2, text.state.tables))


def _begin_row(text: RichText, _number: int | None) -> None:
    text.is_continued = False
    text.story.begin_row(max(1, text.state.tables))


def _edge(text: RichText, number: int | None) -> None:
    text.story.edge(max(1, text.state.tables), Edge(number or 0, text.is_continued))
    text.is_continued = False


def _continue_cell(text: RichText, _number: int | None) -> None:
    text.is_continued = True


def _left_edge(text: RichText, number: int | None) -> None:
    if text.story.is_in_row:
        text.story.left_edge(max(1, text.state.tables), number or 0)


def _in_table(text: RichText, number: int | None) -> None:
    text.state.tables = max(text.state.tables, 0 if number == 0 else 1)


def _depth_of_tables(text: RichText, number: int | None) -> None:
    text.state.tables = max(0, number or 0)


def _new_paragraph(text: RichText, _number: int | None) -> None:
    text.state.reset()


def _plain(text: RichText, _number: int | None) -> None:
    state = text.state
    state.font = None
    state.is_hidden = state.is_deleted = state.is_moved = state.is_inserted = False


def _note_mark(text: RichText, _number: int | None) -> None:
    """The mark of a note: in the text it stands in front of the note, in the note at its beginning."""
    is_inside = any(frame.kind == "notes" for frame in text.frames)
    text.say(f"[{text.notes if is_inside else text.notes + 1}]")


def _read_styles(text: RichText, _number: int | None) -> None:
    text.styles = style_names(text.tokens.rest_of_group())


def _read_day(text: RichText, _number: int | None) -> None:
    match = _DAY.search(text.tokens.rest_of_group())
    if match:
        text.info["created"] = "-".join(part.decode("ascii").zfill(2) for part in match.groups() if part)


def _read_picture(text: RichText, _number: int | None) -> None:
    """Whether a picture may be a scanned page; what it shows is not read."""
    stated = {match[1]: int(match[2]) for match in _PICTURE.finditer(text.tokens.rest_of_group()[:2000])}
    width = stated.get(b"picwgoal", 0) * stated.get(b"picscalex", 100) / 100 / _TWIPS
    height = stated.get(b"pichgoal", 0) * stated.get(b"picscaley", 100) / 100 / _TWIPS
    text.pictures += 1
    text.pages += is_page(width, height)


def _read_object(text: RichText, _number: int | None) -> None:
    text.unread["embedded objects"] = text.unread.get("embedded objects", 0) + 1


def _pass_fonts(text: RichText, _number: int | None) -> None:
    text.tokens.rest_of_group()


def _silence(text: RichText, _number: int | None) -> None:
    text.state.is_silent = True


def _speak(text: RichText, _number: int | None) -> None:
    text.state.is_silent = False


def _set_default_font(text: RichText, number: int | None) -> None:
    text.default_font = number


def _sets(name: str, otherwise: int | None = None) -> Handler:
    """A control word whose number is kept in the state of its group."""

    def handler(text: RichText, number: int | None) -> None:
        setattr(text.state, name, otherwise if number is None else number)

    return handler


def _switches(name: str) -> Handler:
    """A control word that switches something on, and off with a zero behind it."""

    def handler(text: RichText, number: int | None) -> None:
        setattr(text.state, name, number != 0)

    return handler


HANDLED: Mapping[str, Handler] = {
    "par": _paragraph, "sect": _paragraph, "\n": _paragraph, "\r": _paragraph,
    "cell": _cell, "row": _row, "nestcell": _nested_cell, "nestrow": _nested_row,
    "trowd": _begin_row, "cellx": _edge, "clvmrg": _continue_cell,
    "trleft": _left_edge, "intbl": _in_table, "itap": _depth_of_tables,
    "pard": _new_paragraph, "plain": _plain, "chftn": _note_mark,
    "stylesheet": _read_styles, "creatim": _read_day, "pict": _read_picture,
    "object": _read_object, "fonttbl": _pass_fonts, "deff": _set_default_font,
    "info": _silence, "upr": _silence, "do": _silence, "shpinst": _silence,
    "ud": _speak, "f": _sets("font"), "uc": _sets("skip", 1), "s": _sets("style"),
    "outlinelevel": _sets("outline"), "ls": _sets("list", 0), "ilvl": _sets("list_level", 0),
    "v": _switches("is_hidden"), "deleted": _switches("is_deleted"), "revised": _switches("is_inserted"),
    "mvf": _switches("is_moved"), "revauthdel": _sets("author", 0), "revdttmdel": _sets("time", 0),
}  # fmt: skip
"""What each control word does; those that stand nowhere here change how words look, not what they are."""
