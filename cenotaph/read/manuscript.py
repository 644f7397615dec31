"""From what a text document holds (paragraphs, list items, tables) to its text, its blocks and its rows.

Shared by the readers of DOCX, ODT and RTF: each of them takes its format apart into pieces, here they are put
together alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cenotaph.blocks import blocks
from cenotaph.flags import flag
from cenotaph.read.about import about_text
from cenotaph.read.numbered import Line, lines_of, trimmed, with_tables
from cenotaph.read.people import are_people, people_rows
from cenotaph.read.reading import Limits, Reading, make_text, not_readable, reading, squeeze
from cenotaph.read.typed_lists import outside, typed_lists
from cenotaph.record import Block, BlockKind, Evidence, Flag, Source

WIDEST = 1000
"""Columns of a table that are read; a list of people has some twenty."""

PAGE_WIDTH, PAGE_HEIGHT = 10.0, 15.0
"""Centimetres from which on a picture may be a scanned page and not an illustration of one."""

_COLUMNS = 10
"""Cells of all tables together, for each line that may be read; more are written by nobody."""
_MOST_APART = 10_000
"""Deletions, comments and hidden passages of one document that are kept; more are counted."""


class Paragraph(NamedTuple):
    """A paragraph as printed, or an item of a list."""

    text: str  # without the number of the item
    kind: BlockKind = (
        "paragraph"  # a paragraph may turn out to be a byline by its words; other kinds are the document's
    )
    number: str = ""  # of a list item, as printed: "12.", "IV)", "b."
    list: str = ""  # which numbered list it is an item of; empty for none

    @property
    def printed(self) -> str:
        """Number and words."""
        return f"{self.number} {self.text}" if self.number and self.text else self.number or self.text


class Cell(NamedTuple):
    """A cell of a table."""

    pieces: Sequence[Paragraph | Grid] = ()
    columns: int = 1  # over how many it stretches
    is_continued: bool = False  # it is merged with the cell above it


class Grid(NamedTuple):
    """A table."""

    rows: list[list[Cell]]


Piece = Paragraph | Grid


class Apart:
    """What a document holds beside its text, for the archive only: deleted words, comments, hidden words.

    Attributes:
        changes: how many changes were tracked.
        comments: how many comments there are.
        hidden: how many passages are hidden.
        evidence: each with who wrote it and when, where that is told; never published.
    """

    def __init__(self, limits: Limits) -> None:
        self.changes = self.comments = self.hidden = 0
        self.evidence: list[Evidence] = []
        self._limits = limits

    def deleted(self, words: str, who: str | None = None, when: str | None = None) -> None:
        """Keep words that were deleted while changes were tracked."""
        self._keep("deleted", "tracked-change", words, who, when)

    def comment(self, words: str, who: str | None = None, when: str | None = None, about: str = "") -> None:
        """Keep a comment and the words it stands beside."""
        self.comments += 1
        self._keep("comment", "comment", words, who, when, about)

    def hide(self, words: str) -> None:
        """Keep words that the document does not show."""
        if words.strip():
            self.hidden += 1
            self._keep("hidden", "hidden-text", words)

    def flags(self, source: Source) -> tuple[Flag, ...]:
        """S023 when anything is kept apart or any change was tracked."""
        if not (self.changes or self.comments or self.hidden):
            return ()
        path = source.path or source.id
        counted = flag(
            "S023",
            sources=(source.id,),
            path=path,
            changes=self.changes,
            comments=self.comments,
            hidden=self.hidden,
        )
        return (counted,)

    def _keep(
        self, field: str, rule: str, words: str, who: str | None = None, when: str | None = None, about: str = ""
    ) -> None:
        words = words.strip()[: self._limits.cell]
        if not words or len(self.evidence) >= _MOST_APART:
            return
        told = ", ".join(part for part in (who, when) if part)
        quote = ": ".join(part for part in (told, f"[{squeeze(about)[:300]}]" if about.strip() else "", words) if part)
        self.evidence.append(Evidence(field=field, value=words, rule=rule, quote=quote, is_private=True))


def written(
    pieces: Sequence[Piece],
    source: Source,
    limits: Limits,
    *,
    apart: Apart,
    stated: Sequence[Evidence] = (),
    flags: Sequence[Flag] = (),
    partly: Sequence[str] = (),
    pictures: int = 0,
) -> Reading:
    """The reading of a text document.

    Args:
        pieces: what it prints, in order.
        source: what was read.
        limits: for the length of the text, and the number of rows.
        apart: what it holds beside.
        stated: what its properties say of it.
        flags: points to check that the reader found.
        partly: what of it was not read.
        pictures: how many pictures it shows.

    Returns:
        Text with a block for each piece, and the rows of its lists of people. Yields S021, S023, F006, F007.
    """
    laid_out = list(_laid_out(pieces))
    text, placed, too_long = _assembled(laid_out, limits)
    tables = _Tables(limits)
    grids = [tables.filled(grid) for grid in _grids(pieces)]
    lists = {name: items for name, items in _lists(laid_out).items() if are_people(items)}
    typed = typed_lists(text, _typed_lines(text, placed))
    places = [*typed.places, *((each.block.start, each.block.end) for each in placed if each.list in lists)]
    runs = trimmed(text, with_tables(_settled(text, [each.block for each in placed]), places))
    about = about_text(text, runs, source, [*stated, *apart.evidence])
    told = tuple(dict.fromkeys((*partly, *too_long, *tables.partly)))
    every_flag = (*flags, *apart.flags(source), *about.flags)
    if not text.strip():
        why = "; ".join(told) or (f"it holds {pictures} pictures and no words" if pictures else "it holds no words")
        return not_readable(source, why, "look at it, and type what it says beside it", every_flag, about.evidence)
    return reading(
        source,
        text=make_text(source, text, runs, language=about.language, published=about.published),
        rows=people_rows([*grids, *typed.tables], [*lists.values(), *typed.lists], source, limits),
        evidence=about.evidence,
        flags=every_flag,
        partly=told,
    )


def flat(pieces: Iterable[Piece]) -> Iterator[Paragraph]:
    """The paragraphs, those in tables too: a header's table lays it out."""
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield piece
        else:
            yield from flat(inner for row in piece.rows for cell in row for inner in cell.pieces)


def unread(counts: Mapping[str, int]) -> list[str]:
    """What to say of things inside a document that hold words and were not read: what, and how many."""
    return [
        f"what it holds inside was not read ({what}: {count}); open it and save them as files beside it"
        for what, count in counts.items()
    ]


def is_page(width: float, height: float) -> bool:
    """Whether a picture is shown so large, in centimetres, that it may be a scanned page."""
    return width >= PAGE_WIDTH and height >= PAGE_HEIGHT


def scanned(pages: int) -> tuple[str, ...]:
    """What to say of pictures that may be scanned pages."""
    if not pages:
        return ()
    named = (
        "a picture that may be a scanned page was" if pages == 1 else f"{pages} pictures that may be scanned pages were"
    )
    return (f"{named} not read; look at it, and type what it says into a text file beside it",)


def _laid_out(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with what stands in tables that only lay out the page taken out of them."""
    for piece in pieces:
        if isinstance(piece, Paragraph) or _is_data(piece):
            yield piece
        else:
            for row in piece.rows:
                for cell in row:
                    yield from _laid_out(cell.pieces)


def _is_data(grid: Grid) -> bool:
    """Whether a table holds data, not the page's layout: two rows and columns or more, no table inside."""
    if any(isinstance(piece, Grid) for row in grid.rows for cell in row for piece in cell.pieces):
        return False
    widths = sorted(sum(bool(cell.pieces) for cell in row) for row in grid.rows)
    return len(grid.rows) >= 2 and widths[len(widths) // 2] >= 2


class _Placed(NamedTuple):
    """Where a piece stands in the text."""

    block: Block
    list: str  # which numbered list it is an item of; empty for none


def _assembled(pieces: Iterable[Piece], limits: Limits) -> tuple[str, list[_Placed], tuple[str, ...]]:
    """The text of the pieces, blank lines between them, where each stands, and what to say when it became too long."""
    parts: list[str] = []
    placed: list[_Placed] = []
    at = 0
    for piece in pieces:
        kind: BlockKind = "table" if isinstance(piece, Grid) else piece.kind
        room = limits.characters - at
        words = _printed(piece, room).strip()
        is_too_long = len(words) > room
        if is_too_long:
            words = (words[:room].rpartition("\n")[0] or words[: max(0, room)]).rstrip()
        if words:
            listed = piece.list if isinstance(piece, Paragraph) else ""
            placed.append(_Placed(Block(kind, at, at + len(words)), listed))
            parts.append(words)
            at += len(words) + 2
        if is_too_long:
            told = f"only the first {max(0, at - 2):,} characters were read; split the document into smaller ones"
            return "\n\n".join(parts), placed, (told,)
    return "\n\n".join(parts), placed, ()


def _printed(piece: Piece, room: int) -> str:
    """The words of a piece, of a table a line for each of its lines; no more than a little over `room` characters."""
    if isinstance(piece, Paragraph):
        return piece.printed
    lines: list[str] = []
    for row in piece.rows:
        line = "\t".join(squeeze(_words(cell)) for cell in row)
        if line.strip():
            lines.append(line)
            room -= len(line)
        if room < 0:
            break
    return "\n".join(lines)


def _settled(text: str, own: list[Block]) -> list[Block]:
    """The blocks as the document marks them; what it calls a paragraph may be something else by its words."""
    by_words = blocks(text)
    starts = [run.start for run in by_words]
    found: list[Block] = []
    for block in own:
        inside = by_words[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if block.kind != "paragraph" or not inside or inside[0].start > block.start or inside[-1].end > block.end:
            found.append(block)
        else:
            found.extend(_without_tail(run, text) for run in inside)
    return found


def _without_tail(run: Block, text: str) -> Block:
    """A run as its words say; short lines at the end are a menu on a web page, in a document they are its words."""
    if run.kind != "furniture":
        return run
    alone = blocks(text[run.start : run.end])
    return run if alone and alone[0].kind == "furniture" else Block("paragraph", run.start, run.end)


def _words(cell: Cell) -> str:
    """The words of a cell, a line for each paragraph."""
    parts = []
    for piece in cell.pieces:
        if isinstance(piece, Paragraph):
            parts.append(piece.printed)
        else:
            parts.extend(_words(inner) for row in piece.rows for inner in row)
    return "\n".join(part for part in parts if part.strip()).strip()


def _grids(pieces: Iterable[Piece]) -> Iterator[Grid]:
    """Every table, those inside cells behind the one they stand in."""
    for piece in pieces:
        if isinstance(piece, Grid):
            yield piece
            for row in piece.rows:
                for cell in row:
                    yield from _grids(cell.pieces)


class _Tables:
    """Fills merged cells, within limits for all tables of one document together."""

    def __init__(self, limits: Limits) -> None:
        self._rows = limits.rows
        self._limits = limits
        self._room = limits.characters  # for words of merged cells that are repeated
        self._cells = limits.rows * _COLUMNS
        self.partly: list[str] = []

    def filled(self, grid: Grid) -> list[list[str]]:
        """The lines of a table, every cell in its column.

        A cell merged downwards stands in each of its lines; one that stretches over columns is followed by empty ones.
        """
        if len(grid.rows) > self._rows:
            self.partly.append(
                f"only the first {self._limits.rows:,} lines of its tables were read; split the document"
            )
        rows = grid.rows[: self._rows]
        self._rows -= len(rows)
        lines: list[list[str]] = []
        above: list[str] = []
        for row in rows:
            self._cells -= len(row)
            if self._cells < 0:
                self.partly.append("its tables have more cells than can be read; split the document")
                break
            line: list[str] = []
            for cell in row:
                at = len(line)
                words = self._repeated(above[at] if at < len(above) else "") if cell.is_continued else _words(cell)
                line.extend([words, *[""] * (min(cell.columns, WIDEST) - 1)])
            self._cells -= max(0, len(line) - len(row))
            if len(line) > WIDEST:
                self.partly.append(f"columns of a table behind the {WIDEST:,}th were not read; split the document")
            above = line[:WIDEST]
            lines.append(above)
        return lines

    def _repeated(self, words: str) -> str:
        self._room -= len(words)
        if self._room < 0:
            self.partly.append("words of merged cells were not repeated for each of their lines; split the document")
            return ""
        return words


def _lists(pieces: Iterable[Piece]) -> dict[str, list[tuple[str, str]]]:
    """The items of each numbered list."""
    lists: dict[str, list[tuple[str, str]]] = {}
    for piece in pieces:
        if isinstance(piece, Paragraph) and piece.list:
            lists.setdefault(piece.list, []).append((piece.number, "\t".join(piece.text.split("\n"))))
    return lists


def _typed_lines(text: str, placed: Iterable[_Placed]) -> list[Line]:
    """The lines whose numbers or columns, if they have any, were typed; none is broken because it is full."""
    others = (each.block for each in placed if each.list or each.block.kind not in ("paragraph", "list_item"))
    return [line._replace(is_full=False) for line in outside(lines_of(text), others)]
