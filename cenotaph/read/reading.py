"""What reading one file gives, within which limits, and the parts every reader makes it from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from msgspec import Struct, structs

from cenotaph.encoding import Decoded, decode
from cenotaph.flags import flag
from cenotaph.media_types import in_words
from cenotaph.read.disguised import disguise_flags
from cenotaph.read.spoilt import spoilt_flags
from cenotaph.record import Block, Evidence, Flag, Row, Source, Text, digest

KEEP = "the file is held, intact"

CHARSET = "charset"
"""The field of evidence in which a file tells the encoding of a file inside it."""

_HARM = "harm"
_DEFAULT_CHARSETS = ("iso-8859-1", "latin1", "us-ascii", "ascii")
_PREFIX = {"text": "txt-", "row": "row-"}


class Limits(Struct, frozen=True):
    """How much one file may cost before it is given up on or cut, each told as a reason."""

    seconds: float = 60.0  # wall time
    memory: int = 2 * 2**30  # bytes of address space beyond an idle worker's
    characters: int = 5_000_000  # of one text; a book of 2,000 pages
    rows: int = 1_000_000  # of one file, all its tables together
    cell: int = 100_000  # characters of one cell
    depth: int = 500  # elements inside each other; a real page has some 30
    page: int = 3_000_000  # characters of HTML up to which its main text is looked for; beyond, all its words are taken
    parts: int = 20_000  # files inside one file
    unpacked: int = 4 * 2**30  # bytes of all the parts of one file, and of the parts of its parts
    nested: int = 4  # files inside files inside files
    answer: int = 512 * 2**20  # bytes of all that is found in one file, packed
    pixels: int = 200_000_000  # of one picture that is looked into
    recognition_seconds: float = 7200.0  # wall time for all pages of one scan, of which each may take `seconds`
    recognition: tuple[str, ...] = ()  # languages to recognise the words of a scan in; none: it is not tried


class Part(Struct, frozen=True):
    """A file found inside a file: a member of a ZIP, an attachment, a captured page."""

    name: str  # its path inside, "/" as separator, unique among its parts; never absolute, never with ".."
    sha256: str | None = None  # null when it was not unpacked
    bytes: int | None = None
    media_type: str | None = None  # by content
    problem: str | None = None  # why it was not unpacked: in plain words, with what to do
    url: str | None = None
    evidence: tuple[Evidence, ...] = ()  # what the file around it says of it


class Reading(Struct, frozen=True):
    """What one file says, or why it says nothing to us."""

    source: str
    status: Literal["read", "in_part", "not_readable"]
    reason: str | None = None  # in plain words, with what to do; null when read
    text: Text | None = None
    rows: tuple[Row, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    flags: tuple[Flag, ...] = ()
    parts: tuple[Part, ...] = ()  # each becomes a source of its own
    is_kept: bool = True  # False: the trouble lay outside the file, so it is read again in the next build


def not_readable(
    source: Source, why: str, what_to_do: str = "", flags: Sequence[Flag] = (), evidence: Sequence[Evidence] = ()
) -> Reading:
    """A reading that gives nothing, with its reason and its flag (F006)."""
    reason = "; ".join(part for part in (why, what_to_do, KEEP) if part)
    named = flag("F006", sources=(source.id,), path=source.path or source.id, reason=reason)
    return Reading(
        source=source.id, status="not_readable", reason=reason, evidence=tuple(evidence), flags=(*flags, named)
    )


def wordless(found: Reading) -> Reading:
    """The reading of a picture in which no words were found, or of a recording, with which nothing is wrong.

    Its flag tells so (F008) and is no warning: an archive of two hundred photographs has nothing to mend.
    """
    reason = str(found.reason)
    told = [
        flag("F008", sources=each.sources, path=_value(each, "path"), reason=reason)
        if each.code in ("F006", "F007")
        else each
        for each in found.flags
    ]
    return structs.replace(found, flags=tuple(told))


def unheld(found: Reading) -> Reading:
    """The reading of a file that no archive holds, which says nothing of holding it."""
    told = [
        flag(each.code, sources=each.sources, path=_value(each, "path"), reason=without_keep(_value(each, "reason")))
        if each.code in ("F006", "F008")
        else each
        for each in found.flags
    ]
    return structs.replace(found, reason=found.reason and without_keep(found.reason), flags=tuple(told))


def without_keep(reason: str) -> str:
    """A reason without the words on holding the file."""
    return reason.removesuffix(KEEP).removesuffix("; ")


def _value(named: Flag, name: str) -> str:
    return next(value.partition("=")[2] for value in named.values if value.startswith(f"{name}="))


def reading(
    source: Source,
    *,
    text: Text | None = None,
    rows: Sequence[Row] = (),
    evidence: Sequence[Evidence] = (),
    flags: Sequence[Flag] = (),
    partly: Sequence[str] = (),
    parts: Sequence[Part] = (),
) -> Reading:
    """A reading of what was found, its status following from it.

    Args:
        source: what was read.
        text: its text, if it has one.
        rows: the lines of its tables.
        evidence: what was found out about it.
        flags: points to check.
        partly: why something of it was not read; each a clause in plain words.
        parts: the files inside it.

    Returns:
        Read; in part (with F007) when `partly` names something; not readable (with F006) when there is nothing at all.
    """
    partly = (*harm_of(source), *partly)
    has_words = text is not None and bool(text.text.strip())
    if not has_words and not rows and not parts:
        why = "; ".join(partly) or f"it is {in_words(source.media_type)} with no words in it"
        way_out = "look at it, and type what it says into a text file beside it"
        return not_readable(source, why, way_out, flags, evidence)
    flags = [*flags, *disguise_flags(source, text, rows), *spoilt_flags(source, text, rows)]
    reason = "; ".join(partly) or None
    if reason:
        flags = [*flags, flag("F007", sources=(source.id,), path=source.path or source.id, reason=reason)]
    return Reading(
        source=source.id,
        status="in_part" if reason else "read",
        reason=reason,
        text=text if has_words else None,
        rows=tuple(rows),
        evidence=tuple(evidence),
        flags=tuple(flags),
        parts=tuple(parts),
    )


def harmed(why: str) -> Evidence:
    """What the file around a part says of harm to it, in plain words; the part is then read in part."""
    return Evidence(field=_HARM, value=why, rule="file-around", quote="")


def with_evidence(part: Part, *evidence: Evidence) -> Part:
    """A part with more said of it."""
    return structs.replace(part, evidence=(*part.evidence, *evidence))


def harm_of(source: Source) -> tuple[str, ...]:
    """What the file around a source said of harm to it."""
    return tuple(dict.fromkeys(each.value for each in source.evidence if each.field == _HARM))


def told_charset(source: Source, own: str | None = None) -> str | None:
    """The encoding that the file around a source names for it (a web server's word, a mail's), else the file's `own`.

    Servers and mail programs name ISO 8859-1 and ASCII where nobody told them better: then the file's own goes first.
    """
    told = next((each.value for each in source.evidence if each.field == CHARSET), None)
    is_default = told is not None and told.lower() in _DEFAULT_CHARSETS
    return own if own and (told is None or is_default) else told


def make_text(
    source: Source,
    text: str,
    blocks: Iterable[Block],
    *,
    language: str | None = None,
    published: str | None = None,
    pages: Sequence[int] = (),
) -> Text:
    """The text of a source with its digest; what people know of the source goes before what was inferred."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Text(
        id=_PREFIX["text"] + sha256[:16],
        source=source.id,
        sha256=sha256,
        text=text,
        language=source.language or language,
        published=source.published or published,
        pages=tuple(pages),
        blocks=tuple(blocks),
    )


def row_id(source: Source, sheet: str, line: int) -> str:
    """The id of a line of a table."""
    return _PREFIX["row"] + digest(source.id, sheet, line)


def cut(text: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """A text no longer than the limit, ended at a line where one is near, and what to say of it."""
    if len(text) <= limits.characters:
        return text, ()
    end = text.rfind("\n", limits.characters - 10_000, limits.characters)
    kept = text[: end if end > 0 else limits.characters]
    return kept, (
        f"only the first {len(kept):,} of its {len(text):,} characters were read; split the file into smaller ones",
    )


class Letters(NamedTuple):
    """The letters of a file of text, and what is to be said of how they were read."""

    text: str
    flags: tuple[Flag, ...]
    partly: tuple[str, ...]


def letters(data: bytes, source: Source, limits: Limits) -> Letters | Reading:
    """The letters of a file that is text throughout; a reading that says so where it is none."""
    decoded = decode(data, told_charset(source))
    if decoded.is_binary:
        return not_readable(source, "it holds binary data, not letters", "find out which program made it")
    text, too_long = cut(decoded.text, limits)
    return Letters(text, encoding_flags(source, decoded), (*too_long, *damage(decoded)))


def encoding_flags(source: Source, decoded: Decoded) -> tuple[Flag, ...]:
    """S020 when the encoding is a guess, S030 when the file states a false one, S031 when it holds two."""
    path, found = source.path or source.id, []
    if not decoded.is_certain:
        encoding = decoded.mixed or decoded.encoding
        found.append(flag("S020", sources=(source.id,), path=path, encoding=encoding))
    if decoded.denied:
        found.append(flag("S030", sources=(source.id,), path=path, stated=decoded.denied, encoding=decoded.encoding))
    if decoded.mixed:
        lines = decoded.mixed_lines
        found.append(
            flag("S031", sources=(source.id,), path=path, count=len(lines), line=lines[0], encoding=decoded.mixed)
        )
    return tuple(found)


def damage(decoded: Decoded) -> tuple[str, ...]:
    """What to say of bytes that are no characters."""
    if not decoded.damaged:
        return ()
    return (f"{decoded.damaged:,} bytes are no letters in {decoded.encoding} and stand as \ufffd; get a better copy",)


def stem(source: Source) -> str:
    """The name of the file without folder and extension."""
    return PurePosixPath(source.path or source.id).stem


def squeeze(text: str) -> str:
    """White space runs as one space, none at the ends; for comparing, never for storing text."""
    return re.sub(r"\s+", " ", text).strip()
