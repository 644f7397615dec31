"""Files that belong to another: the folder a browser saves beside a page, the text typed from a scan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from cenotaph.capture.files import HeldFile
from cenotaph.media_types import TRANSCRIBED
from cenotaph.record import Companion

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


def companions(files: Sequence[HeldFile]) -> dict[str, tuple[Companion, ...]]:
    """What belongs to which file: path of a page or a scan -> its companions, by path.

    A folder beside `page.html` that is named like it belongs to the page with all that is in it; `list.jpg.txt` beside
    `list.jpg` is the text typed from it, when it is a text and the other is a picture, a recording, a film or a PDF.
    """
    by_path = {_plain(file.path): file for file in files}
    folders = {
        _folder(path, end): file.path for path, file in by_path.items() if _PAGE.search(path) for end in FOLDER_ENDS
    }
    found: dict[str, list[Companion]] = {}
    for path, file in by_path.items():
        if file.sha256 is None:
            continue
        page = next((folders[place] for place in _folders_above(path) if place in folders), None)
        scan = by_path.get(path.removesuffix(".txt")) if path.endswith(".txt") else None
        if page is not None:
            found.setdefault(page, []).append(Companion(file.path, file.sha256, file.bytes, "page_file"))
        elif scan is not None and _is_transcript(file, scan):
            found.setdefault(scan.path, []).append(Companion(file.path, file.sha256, file.bytes, "transcript"))
    return {path: tuple(sorted(group, key=lambda each: each.path)) for path, group in found.items()}


def _is_transcript(file: HeldFile, scan: HeldFile) -> bool:
    is_text = (file.media_type or "").startswith("text/")
    return is_text and (scan.media_type or "").startswith(TRANSCRIBED)


def _plain(path: str) -> str:
    """A path as names are compared: systems differ in capitals and in how they write an accent."""
    return unicodedata.normalize("NFC", path).casefold()


def _folder(page: str, end: str) -> str:
    return str(PurePosixPath(page).with_suffix("")) + end


def _folders_above(path: str) -> list[str]:
    return [str(parent) for parent in PurePosixPath(path).parents]
