"""Which files of a folder are the system's own, and which belong to another file beside them.

One rule for a folder on disk and for one inside a ZIP.
"""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from cenotaph.media_types import TRANSCRIBED
from cenotaph.record import CompanionRole

FURNITURE = (
    ".DS_Store", "._*", ".AppleDouble", ".Spotlight-V100", ".Trashes", ".fseventsd", "Icon\r", "__MACOSX",
    "Thumbs.db", "ehthumbs.db", "desktop.ini", "$RECYCLE.BIN", "System Volume Information",
    "~$*", ".~lock.*#", ".directory", ".Trash-*", ".nfs*",
    ".git", ".gitignore", ".gitattributes", ".gitkeep",
)  # fmt: skip
"""Names (shell patterns) that systems and office programs leave behind; what is so named is passed over."""

_FURNITURE = re.compile("|".join(fnmatch.translate(pattern) for pattern in FURNITURE))

FOLDER_ENDS = (
    "_files", ".files", "-files", "_dateien", "-dateien", "_fichiers", "_archivos", "_bestanden", "_file", "_pliki",
    "_dosyalar", "_fayllar", "_файлы", "_файли", "-filer", "_soubory", "_tiedostot", "_elemei", "_ficheiros",
    "_arquivos", "_datoteke", "_fitxers", "_fitxategiak", "_failid", "_fails", "_bylos", "_fajlovi",
)  # fmt: skip
"""How browsers and Windows name the folder that belongs to a saved page, after the page's own name.

Origin: what Firefox, Chrome and Internet Explorer write in their language editions; Microsoft documents the list
under "Connected Files".
"""

_PAGE = re.compile(r"\.x?html?$", re.IGNORECASE)


class Belonging(NamedTuple):
    """The file that another belongs to, and as what."""

    path: str
    role: CompanionRole


def belonging(kinds: Mapping[str, str | None]) -> dict[str, Belonging]:
    """What belongs to which file.

    Args:
        kinds: the media type of each file by path, "/" as separator.

    Returns:
        Path of a file that belongs to another -> that other. A folder beside `page.html` that is named like it
        belongs to the page with all that is in it; `list.jpg.txt` beside `list.jpg` is the text typed from it, when
        it is a text and the other is a picture, a recording, a film or a PDF.

    Example:
        >>> belonging({"a.html": "text/html", "A_files/b.css": "text/css"})
        {'A_files/b.css': Belonging(path='a.html', role='page_file')}
    """
    by_path = {_plain(path): path for path in kinds}
    folders = {_folder(path, end): by_path[path] for path in by_path if _PAGE.search(path) for end in FOLDER_ENDS}
    found: dict[str, Belonging] = {}
    for plain, path in by_path.items():
        page = next((folders[place] for place in _folders_above(plain) if place in folders), None)
        scan = by_path.get(plain.removesuffix(".txt")) if plain.endswith(".txt") else None
        if page is not None:
            found[path] = Belonging(page, "page_file")
        elif scan is not None and _is_transcript(kinds[path], kinds[scan]):
            found[path] = Belonging(scan, "transcript")
    return found


def is_furniture(name: str) -> bool:
    """Whether a file or folder of this name belongs to the system, not to the archive."""
    return _FURNITURE.match(name) is not None


def _is_transcript(kind: str | None, scan: str | None) -> bool:
    return (kind or "").startswith("text/") and (scan or "").startswith(TRANSCRIBED)


def _plain(path: str) -> str:
    """A path as names are compared: systems differ in capitals and in how they write an accent."""
    return unicodedata.normalize("NFC", path).casefold()


def _folder(page: str, end: str) -> str:
    return str(PurePosixPath(page).with_suffix("")) + end


def _folders_above(path: str) -> list[str]:
    return [str(parent) for parent in PurePosixPath(path).parents]
