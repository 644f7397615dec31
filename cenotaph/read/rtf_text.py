"""What a rich-text document says: its control words followed from group to group.

Groups are kept on a list of our own, so that no depth of them can exhaust the stack of calls.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cenotaph.read.manuscript import Apart, Paragraph, Piece, flat
from cenotaph.read.rtf_story import Story, joined
from cenotaph.read.rtf_tokens import BYTES, CLOSE, OPEN, Encoding, Token, Tokens, encoding_of, moment
from cenotaph.read.rtf_words import HANDLED
from cenotaph.read.symbols import symbol
from cenotaph.record import BlockKind

DEEPEST = 1000
"""Groups inside each other; a real document has some 30."""

_HEADING = re.compile(r"heading \d|title|subtitle")
_LISTED = re.compile(r"toc \d|table of figures|index \d")
_NUMBER = re.compile(r"(?!o\Z).*[^\W_].*", re.DOTALL)  # a bare "o" is the bullet of Courier New
_MARK = re.compile(r"(\[\d+\])\s*")
_ANCHOR = 300

_PRINTED: Mapping[str, str] = {
    "tab": "\t", "line": "\n", "softline": "\n", "page": "\n", "softpage": "", "column": "\n", "emdash": "\u2014",
    "endash": "\u2013", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "\u2022",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "zwj": "\u200d",
    "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\ufeff", "ltrmark": "\u200e", "rtlmark": "\u200f",
    "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
_SKIPPED = frozenset((
    "colortbl", "filetbl", "nonshppict", "shprslt", "sp", "fldinst", "xe", "tc", "tcn", "rxe", "txe", "nonesttables",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "pnseclvl", "listtable", "listoverridetable",
    "revtim", "printim", "buptim", "subject", "manager", "company", "category", "keywords", "comment", "doccomm",
    "hlinkbase", "atnref", "atntime", "atnparent", "atnicn", "objdata", "objclass", "objname", "formfield",
))  # fmt: skip
"""Groups whose words are no words of the document; others that begin with an asterisk and stand nowhere here too."""
_WALKED = frozenset(("shppict", "shpinst", "do", "nesttableprops", "moMath", "moMathPara", "ud"))
"""Groups that begin with an asterisk and are read none the less."""
_STORIES: Mapping[str, str] = {
    "header": "headers", "headerl": "headers", "headerr": "headers", "headerf": "headers", "footer": "footers",
    "footerl": "footers", "footerr": "footers", "footerf": "footers", "footnote": "notes", "annotation": "comment",
    "shptxt": "box", "dptxbxtext": "box", "listtext": "number", "pntext": "number", "title": "title",
    "author": "author", "operator": "operator", "atnauthor": "atnauthor", "atnid": "atnid", "revtbl": "revtbl",
}  # fmt: skip
"""Groups that are a run of text of their own, and what it is."""


class _State:
    """What a group takes over from the group around it, and gives back at its end."""

    def __init__(self, font: int | None) -> None:
        self.font = font
        self.skip = 1  # letters behind a letter in Unicode that stand for it in old programs
        self.is_hidden = self.is_deleted = self.is_moved = self.is_inserted = False
        self.is_silent = False  # words here are none of the document
        self.author = self.time = 0  # of a deletion
        self.reset()

    def copy(self) -> _State:
        """The same, for a group inside."""
        made = _State.__new__(_State)
        made.__dict__.update(self.__dict__)
        return made

    def reset(self) -> None:
        """What begins anew with each paragraph."""
        self.tables = 0
        self.style: int | None = None
        self.outline: int | None = None
        self.list = self.list_level = 0


class _Frame(NamedTuple):
    """A run of text that is being read, and the group it fills."""

    kind: str
    story: Story
    depth: int


class RichText:
    """Reads a document.

    Args:
        data: the whole file.
        apart: where deleted words, comments and hidden words go.

    Attributes:
        body: what its text prints.
        pieces: what its headers, footers and notes print.
        info: title, author, operator, and the day the document was made, as ISO 8601 under "created".
        encoding: how its bytes became letters.
        partly: what could not be read.
        unread: what holds words and was not read, and how often.
        pictures: how many pictures it shows.
        pages: how many of them may be scanned pages.
    """

    def __init__(self, data: bytes, apart: Apart) -> None:
        self.body: list[Piece] = []
        self.pieces: dict[str, list[Piece]] = {"headers": [], "footers": [], "notes": []}
        self.info: dict[str, str] = {}
        self.encoding: Encoding = encoding_of(data)
        self.partly: list[str] = []
        self.unread: dict[str, int] = {}
        self.pictures = self.pages = 0
        self.damaged = 0
        self.tokens = Tokens(data)
        self._apart = apart
        self._states: list[_State] = []
        self.state = _State(None)
        self.default_font: int | None = None
        self.frames = [_Frame("body", Story(), 0)]
        self._is_too_deep = False
        self._skip = 0
        self._is_starred = False
        self._bytes = bytearray()
        self.notes = 0
        self.styles: dict[int, str] = {}
        self._authors: list[str] = []
        self._commenter = ""
        self._comment_time = ""
        self._lists: dict[tuple[int, int], tuple[str, int]] = {}
        self.is_continued = False
        self._gone: tuple[tuple[int, int], list[str]] = ((0, 0), [])
        self._inserting = False
        self._hidden: list[str] = []

    def run(self) -> None:
        """Read all of it."""
        for token in self.tokens:
            if token.kind == BYTES:
                self._take(token)
                continue
            if self._bytes:
                self._flush()
            if token.kind == OPEN:
                self._open()
            elif token.kind == CLOSE:
                self._close()
                if not self._states:
                    break
            else:
                self._word(token.word, token.number)
        self._flush()
        self._end()

    def _end(self) -> None:
        if self._states:
            self.partly.append("it is cut short: not all its groups are closed; get it again from where it came")
        left = self.tokens.left()
        if left:
            self.partly.append(f"{len(left):,} bytes behind its end were not read; look at it in a word processor")
        if self.damaged:
            self.partly.append(f"{self.damaged:,} bytes are no letters and stand as \ufffd; get a better copy")
        while len(self.frames) > 1:
            self._finish(self.frames.pop())
        self.body = self.frames[0].story.pieces(self.kind())
        self._keep_gone()
        self.keep_hidden()

    @property
    def story(self) -> Story:
        """The run of text that is being read."""
        return self.frames[-1].story

    def _open(self) -> None:
        self._skip = 0
        if len(self._states) >= DEEPEST:
            told = f"its groups are nested more than {DEEPEST:,} deep; what is deeper was not read; save a copy as text"
            self.partly = [*(each for each in self.partly if each != told), told]
            self.tokens.rest_of_group()
            self._is_too_deep = True
            return
        self._states.append(self.state)
        self.state = self.state.copy()

    def _close(self) -> None:
        self._skip = 0
        self._is_starred = False
        if self._is_too_deep:
            self._is_too_deep = False
            return
        while len(self.frames) > 1 and self.frames[-1].depth >= len(self._states):
            self._finish(self.frames.pop())
        if self._states:
            self.state = self._states.pop()

    def _word(self, word: str, number: int | None) -> None:
        self._skip = 0
        if word == "*":
            self._is_starred = True
            return
        is_starred, self._is_starred = self._is_starred, False
        if word == "u" and number is not None:
            self.say(chr(number % 0x10000))
            self._skip = self.state.skip
        elif word in _PRINTED:
            self.say(_PRINTED[word])
        elif word in _STORIES:
            self._begin(_STORIES[word])
        elif word in _SKIPPED or (is_starred and word not in _WALKED):
            self._pass_over(word)
        elif word in HANDLED:
            HANDLED[word](self, number)

    def _pass_over(self, word: str) -> None:
        group = self.tokens.rest_of_group()
        if word == "atndate":
            self._comment_time = moment(group.strip())

    def _begin(self, kind: str) -> None:
        """A group that is a run of text of its own begins."""
        if kind in ("notes", "comment", "box") and (self.state.is_deleted or self.state.is_moved):
            kind = "deleted"
        if kind == "notes":
            self.notes += 1
        self.frames.append(_Frame(kind, Story(), len(self._states)))
        self.state.reset()
        self.state.is_silent = False
        self.state.is_hidden = self.state.is_deleted = self.state.is_moved = self.state.is_inserted = False

    def _finish(self, frame: _Frame) -> None:
        """A group that is a run of text of its own ends."""
        kind, story = frame.kind, frame.story
        if kind in ("headers", "footers", "notes"):
            pieces = story.pieces()
            if kind == "notes" and pieces and isinstance(pieces[0], Paragraph):
                pieces[0] = pieces[0]._replace(text=_MARK.sub(r"\1 ", pieces[0].text, count=1))
            self.pieces[kind].extend(pieces)
        elif kind == "box":
            self.story.beside.extend(story.pieces())
            if not self.story.words and not self.story.number and not self._level():
                self.story.paragraph(0, "paragraph")  # it hangs on no words: it stands where it is
        elif kind == "comment":
            words = "\n".join(piece.printed for piece in flat(story.pieces()))
            about = joined(self.story.words)[-_ANCHOR:]
            self._apart.comment(words, self._commenter, self._comment_time, about)
        else:
            self._finish_words(kind, "\n".join(piece.printed for piece in flat(story.pieces())))

    def _finish_words(self, kind: str, words: str) -> None:
        if kind == "number":
            self.story.number = words if _NUMBER.fullmatch(words) else ""
            self.story.is_item = True
        elif kind == "revtbl":
            self._authors = [name.strip() for name in words.split(";")]
        elif kind in ("atnauthor", "atnid"):
            self._commenter = words if kind == "atnauthor" or not self._commenter else self._commenter
        elif kind == "deleted":
            self._apart.deleted(words)
        else:
            self.info[kind] = words

    def _take(self, token: Token) -> None:
        """Bytes of the text, those that only stand for a letter in Unicode left out."""
        self._is_starred = False
        data = token.data
        if self._skip:
            left = data[self._skip :]
            self._skip -= len(data) - len(left)
            data = left
        self._bytes += data

    def _flush(self) -> None:
        data, self._bytes = bytes(self._bytes), bytearray()
        if not data:
            return
        font = self.state.font if self.state.font is not None else self.default_font
        if font is not None and font in self.encoding.symbols:
            self.say(
                "".join(symbol(self.encoding.symbols[font], 0xF000 + byte) if byte > 0x20 else " " for byte in data)
            )
            return
        encoding = self.encoding.fonts.get(font, self.encoding.default) if font is not None else self.encoding.default
        words = data.decode(encoding, "replace")
        self.damaged += words.count("\ufffd")
        self.say(words.replace("\0", ""))

    def say(self, words: str) -> None:
        """Words go where the state of the group sends them."""
        state = self.state
        if state.is_silent or state.is_moved:
            return
        if state.is_deleted:
            key = (state.author, state.time)
            if self._gone[0] != key:
                self._keep_gone()
                self._gone = (key, [])
            self._gone[1].append(words)
            return
        if self._gone[1]:
            self._keep_gone()
        if state.is_inserted and not self._inserting:
            self._apart.changes += 1
        self._inserting = state.is_inserted
        if state.is_hidden:
            self._hidden.append(words)
        else:
            self.story.words.append(words)

    def _keep_gone(self) -> None:
        (author, time), words = self._gone
        if words:
            who = self._authors[author] if 0 <= author < len(self._authors) else None
            self._apart.changes += 1
            self._apart.deleted(joined(words), who, moment(str(time).encode()) if time else None)
        self._gone = ((0, 0), [])

    def kind(self) -> BlockKind:
        """What the style of the paragraph says it is."""
        state = self.state
        name = self.styles.get(state.style if state.style is not None else -1, "")
        if _LISTED.fullmatch(name):
            return "furniture"
        if _HEADING.fullmatch(name) or (state.outline is not None and 0 <= state.outline < 9):
            return "headline"
        return "caption" if name == "caption" else "paragraph"

    def _level(self) -> int:
        return max(self.state.tables, int(self.story.is_in_row))

    def paragraph(self) -> None:
        """End a paragraph; where its end was deleted, it goes on in the next one."""
        state = self.state
        if state.is_silent:
            return
        if state.is_deleted or state.is_moved:
            self.say("\n")
            return
        self.keep_hidden()
        self.story.paragraph(self._level(), self.kind(), self._list())

    def _list(self) -> str:
        """Which list the paragraph is an item of; one that prints its first number again begins anew."""
        number = self.story.number
        if not number:
            return ""
        key = (self.state.list, self.state.list_level)
        first, times = self._lists.get(key, (number, 0))
        times += number == first
        self._lists[key] = (first, times)
        return f"{key[0]}/{key[1]}/{times}"

    def keep_hidden(self) -> None:
        """Put the hidden words read so far apart."""
        self._apart.hide(joined(self._hidden))
        self._hidden = []
