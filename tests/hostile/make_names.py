"""Bad names and places on disk: links, pipes, devices, names that say something to a shell, a screen or a page."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from make_text import ORDER

IS_WINDOWS = sys.platform == "win32"
SCRIPT = "<script>alert('owned')</script>"
"""What must never reach a page as markup."""

_NAMES = (
    "<img src=x onerror=alert('owned')>.txt",
    "\" onmouseover=alert('owned') x=\".txt",
    "javascript:alert('owned').txt",
    "a\nb.txt",
    "a\rb.txt",
    "\x1b]0;owned\x07\x1b[2J.txt",
    "\u202etxt.exe",
    "zero\u200bwidth.txt",
    "-rf.txt",
    "--help",
    "$(touch escaped.txt).txt",
    "`touch escaped.txt`.txt",
    ";touch escaped.txt;.txt",
    "=cmd|'/c calc'!A1.csv",
    "CON",
    "NUL.txt",
    "aux.txt",
    "com1.txt",
    "trailing.txt.",
    "trailing.txt ",
    "Ä.txt",
    "A\u0308.txt",
    "case.txt",
    "CASE.txt",
    "..txt",
    "...",
    "%2e%2e%2fescaped.txt",
    "{{7*7}}{% raw %}.txt",
    ORDER + ".txt",
    "\U0001f56f\ufe0f.txt",
    "x" * 240 + ".txt",
    "не найдено.txt",
    "قائمة.txt",
)
"""Names that a file system takes; each file holds words of its own."""


def places(sources: Path, outside: Path) -> list[str]:
    """Make them all, as far as the system has them; their paths under `sources`."""
    made = [name for at, name in enumerate(_NAMES) if _written(sources / name, f"Nobody was named in report {at}.\n")]
    deep = Path(*["d"] * 60)
    (sources / deep).mkdir(parents=True)
    if _written(sources / deep / "deep.txt", "Nobody was named so deep.\n"):
        made.append((deep / "deep.txt").as_posix())
    if IS_WINDOWS:
        return made
    with contextlib.suppress(OSError):  # macOS takes only names that are letters
        (sources / os.fsdecode(b"not-utf8-\xff\xfe.txt")).write_bytes(b"Nobody was named in it.\n")
    links = {
        "loop-a": "loop-b", "loop-b": "loop-a", "itself": "itself", "nowhere.txt": "not-there.txt", "up": "..",
        "outside.txt": str(outside), "passwd.txt": "/etc/passwd", "zero.txt": "/dev/zero", "root": "/",
    }  # fmt: skip
    for name, target in links.items():
        (sources / name).symlink_to(target)
    os.mkfifo(sources / "pipe.txt")
    return [*made, *links, "pipe.txt"]


def _written(path: Path, words: str) -> bool:
    try:
        path.write_text(words, encoding="utf-8")
    except OSError:
        return False  # a system that does not take this name
    return True
