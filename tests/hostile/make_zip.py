"""Bad ZIP and gzip files, and archives no reader opens."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib

from hostile_bytes import MEGABYTE, Member, deflated, gzipped, ordinary_zip, package, squeezed, zip_of
from hostile_case import ANY, GOOD, Case
from make_text import ORDER

_LINK = 0o120777 << 16
_DEVICE = 0o020666 << 16
_PIPE = 0o010666 << 16
_ZEROS = b"\0" * MEGABYTE


def named(*names: bytes, **fields: int) -> bytes:
    """A ZIP whose members have these names, each with words of its own, and a good one."""
    bad = [Member(name, b"Nobody was named in file %d.\n" % at, **fields) for at, name in enumerate(names)]
    return zip_of([Member(b"good.txt", GOOD.encode()), *bad])


def _nested(levels: int) -> bytes:
    inside, name = GOOD.encode(), "good.txt"
    for level in range(levels):
        inside, name = ordinary_zip({name: inside}), f"level-{level}.zip"
    return inside


def _branching(levels: int, branches: int) -> bytes:
    inside, name = GOOD.encode(), ".txt"
    for level in range(levels):
        # the level's own note makes each level another file, as in 42.zip
        members = {f"{level}-{n}{name}": inside for n in range(branches)}
        inside, name = ordinary_zip({"note.txt": b"Level %d." % level, **members}), ".zip"
    return inside


def _overlapping() -> bytes:
    first = deflated(b"first.txt", squeezed(_ZEROS, 8))
    return zip_of([first, *(first._replace(name=b"again-%d.txt" % n, same_place=True) for n in range(900))])


def _lying(size: int) -> bytes:
    what = squeezed(b"Nobody was named here.\n" * 40_000, 300)
    return zip_of([Member(b"good.txt", GOOD.encode()), deflated(b"lies.txt", what, size=size)])


def _crc() -> bytes:
    return zip_of([Member(b"good.txt", GOOD.encode()), Member(b"wrong.txt", b"Nobody was named here.", crc=1)])


def _whatsapp() -> bytes:
    chat = f"[03.05.87, 10:11:12] Nadia: {GOOD}\n[03.05.87, 10:12:00] <script>alert(1)</script>: {ORDER}\n"
    return ordinary_zip({"_chat.txt": chat.encode(), "00000002-PHOTO-1987-05-03.jpg": b"\xff\xd8\xff\xe0" + bytes(50)})


def _gzip_chain(times: int) -> bytes:
    data = GOOD.encode()
    for _ in range(times):
        data = gzip.compress(data, mtime=0)
    return data


def _tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, kind, target in (
            ("../../escaped.txt", tarfile.REGTYPE, ""),
            ("link", tarfile.SYMTYPE, "/etc/passwd"),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, target
            archive.addfile(member)
    return held.getvalue()


def _in_place_of_end() -> bytes:
    return zip_of([Member(b"good.txt", GOOD.encode())], comment=b"PK\5\6" + bytes(18) + b"x" * 60_000)


def _twice() -> bytes:
    return zip_of([Member(b"a.txt", GOOD.encode()), Member(b"a.txt", b"Two women were wounded in Halvor.")])


_BOMB = "unpack|larger|too|more than"
_NAMES: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("up", (b"../../escaped.txt", b"a/../../escaped.txt", b"..")),
    ("absolute", (b"/tmp/escaped.txt", b"//tmp/escaped.txt")),
    ("drive", (b"C:\\escaped.txt", b"c:escaped.txt", b"C:/escaped.txt")),
    ("share", (b"\\\\server\\share\\escaped.txt", b"\\\\?\\C:\\escaped.txt", b"\\\\.\\PhysicalDrive0")),
    ("backslash", (b"..\\..\\escaped.txt",)),
    ("nul", (b"picture.jpg\0.txt", b"\0")),
    ("overlong", (b"\xc0\xae\xc0\xae/escaped.txt", b"\xff\xfe")),
    ("turned", ("\u202etxt.exe".encode(), "a\u2066b\u200b.txt".encode())),
    ("long", (b"x" * 4_000 + b".txt", b"y/" * 10_000 + b"z.txt")),
    ("empty", (b"", b"   ", b"...", b"/")),
    ("devices", (b"CON", b"NUL", b"aux.txt", b"com1.txt", b"/dev/zero", b"lpt1")),
    ("alike", (b"a.txt", b"A.TXT", b"a.txt.", b"a.txt ", "é.txt".encode(), "e\u0301.txt".encode())),
    ("script", (b"<script>alert(1)</script>.txt", b'"onload=alert(1) x=".txt', b"javascript:alert(1).txt")),
    ("terminal", (b"\x1b]0;owned\x07\x1b[2J.txt", b"a\r\nb.txt", b"a\tb.txt")),
    ("streams", (b"a.txt:hidden", b"a.txt::$DATA")),
    ("settings", (b".htaccess", b".git/config", b"cenotaph.toml", b".cenotaph/x", b"sources.csv", b"desktop.ini")),
)

CASES = (
    Case(
        "one-large-file.zip",
        "bomb",
        lambda: zip_of([Member(b"good.txt", GOOD.encode()), deflated(b"zeros.txt", squeezed(_ZEROS, 600))]),
        ANY,
        _BOMB,
        holds=(GOOD,),
    ),
    Case(
        "large-files.zip",
        "bomb",
        lambda: zip_of(
            [Member(b"good.txt", GOOD.encode()), *(deflated(b"%d.txt" % n, squeezed(_ZEROS, 50)) for n in range(30))]
        ),
        ANY,
        _BOMB,
        holds=(GOOD,),
    ),
    Case("overlapping.zip", "bomb", _overlapping, ANY),
    Case("nested.zip", "bomb", lambda: _nested(12), ANY, "deep"),
    Case("nested-as-allowed.zip", "nesting", lambda: _nested(3), "read|in_part", holds=(GOOD,)),
    Case("branching.zip", "bomb", lambda: _branching(8, 12), ANY, "deep"),
    Case("many-files.zip", "bomb", lambda: zip_of(Member(b"%d.txt" % n) for n in range(50_000)), ANY, "more than"),
    Case(
        "size-told-too-small.zip",
        "bomb",
        lambda: _lying(10),
        ANY,
        "damaged|size|lie|said|not what|cut|unpack|whole",
        holds=(GOOD,),
    ),
    Case("size-told-too-large.zip", "broken", lambda: _lying(2**32 - 2), ANY, holds=(GOOD,)),
    Case("wrong-sum.zip", "silence", _crc, ANY, "damaged|sum|CRC|cut", holds=(GOOD,)),
    Case(
        "cut-in-half.zip",
        "cut",
        lambda: ordinary_zip({"a.txt": (GOOD * 300).encode(), "b.txt": b"x" * 9})[:-40],
        "in_part",
        "damaged|cut",
        holds=(GOOD,),
    ),
    Case("locked.zip", "password", lambda: named(b"locked.txt", flags=1), ANY, "password"),
    Case("locked-aes.zip", "password", lambda: named(b"locked.txt", flags=1, method=99), ANY, "password"),
    Case(
        "unknown-method.zip",
        "broken",
        lambda: zip_of([Member(b"good.txt", GOOD.encode()), Member(b"x.txt", b"xyz", 97)]),
        ANY,
        "x.txt|method|compress|pack",
        holds=(GOOD,),
    ),
    Case(
        "links.zip",
        "links",
        lambda: zip_of([Member(b"good.txt", GOOD.encode()), Member(b"l.txt", b"/etc/passwd", attributes=_LINK)]),
        ANY,
        "link",
        holds=(GOOD,),
    ),
    Case(
        "devices-by-kind.zip",
        "links",
        lambda: zip_of(
            [
                Member(b"good.txt", GOOD.encode()),
                Member(b"zero.txt", b"", attributes=_DEVICE),
                Member(b"pipe.txt", b"", attributes=_PIPE),
            ]
        ),
        ANY,
        holds=(GOOD,),
    ),
    *(
        Case(f"names-{name}.zip", "path", lambda names=names: named(*names), "read|in_part", holds=(GOOD,))
        for name, names in _NAMES
    ),
    Case("same-name-twice.zip", "names alike", _twice, "read|in_part", holds=(GOOD, "Two women were wounded")),
    Case("no-files.zip", "empty", lambda: b"PK\5\6" + bytes(18), "not_readable"),
    Case("second-end.zip", "broken", _in_place_of_end, ANY),
    Case("sizes-of-zip64.zip", "broken", lambda: named(b"x.txt", size=0xFFFFFFFF), ANY),
    Case(
        "far-place.zip",
        "broken",
        lambda: named(b"x.txt").replace(b"PK\1\2", b"PK\1\3"),
        "in_part",
        "damaged|cut",
        holds=(GOOD,),
    ),
    Case(
        "program-before.zip",
        "two in one",
        lambda: zip_of([Member(b"good.txt", GOOD.encode())], before=b"MZ" + bytes(200)),
        ANY,
    ),
    Case("chat.zip", "orders", _whatsapp, ANY, holds=(GOOD, ORDER)),
    Case(
        "bomb-inside.zip",
        "bomb",
        lambda: package({"a.gz": gzipped(squeezed(_ZEROS, 600)), "good.txt": GOOD}),
        ANY,
        holds=(GOOD,),
    ),
    Case("bomb.gz", "bomb", lambda: gzipped(squeezed(_ZEROS, 600)), ANY),
    Case("words-and-bomb.txt.gz", "bomb", lambda: gzipped(squeezed(b"Nobody.\n" * 100_000, 600, GOOD.encode())), ANY),
    Case("gzip-of-gzip.gz", "bomb", lambda: _gzip_chain(30), ANY, "deep|no reader"),
    Case(
        "cut.txt.gz",
        "silence",
        lambda: gzip.compress((GOOD * 3_000).encode(), mtime=0)[:-30],
        ANY,
        "cut|damaged|no reader|ends",
    ),
    Case(
        "wrong-sum.txt.gz",
        "silence",
        lambda: gzipped(squeezed(GOOD.encode(), 40)._replace(crc=7)),
        ANY,
        "damaged|sum|CRC|no reader|cut",
    ),
    Case(
        "two-in-a-row.txt.gz",
        "silence",
        lambda: gzip.compress(GOOD.encode(), mtime=0) + gzip.compress(b"Two women were wounded.\n", mtime=0),
        ANY,
    ),
    Case(
        "words-behind.txt.gz",
        "silence",
        lambda: gzip.compress(GOOD.encode(), mtime=0) + b"Two women were wounded.",
        ANY,
    ),
    Case("path-in-head.gz", "path", lambda: gzipped(squeezed(GOOD.encode(), 2), b"../../escaped.txt"), ANY),
    Case("archive.tar.gz", "path", _tar, ANY),
    Case("archive.7z", "no reader", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40), "not_readable", "unpack it"),
    Case("archive.rar", "no reader", lambda: b"Rar!\x1a\x07\x01\0" + bytes(40), "not_readable", "unpack it"),
    Case("disk.img.gz", "bomb", lambda: gzipped(squeezed(zlib.compress(b"x"), 900_000)), ANY),
)
