"""The folder: where things are in an archive, and what cenotaph.toml says."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct

from cenotaph import settings as checks
from cenotaph.errors import ArchiveError, SettingsError, StorageError
from cenotaph.flags import flag
from cenotaph.record import Flag
from cenotaph.settings import Settings
from cenotaph.toml_lines import line_numbers
from cenotaph.wording import plural

__all__ = ["Archive", "Settings", "find", "init", "load"]

SETTINGS = "cenotaph.toml"

_NEW = {
    SETTINGS: "cenotaph.toml",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    "README.md": "README.md",
}
"""Files of a new archive and their templates in cenotaph/new_archive."""


class Archive(Struct, frozen=True):
    """An archive on disk."""

    root: Path
    settings: Settings
    flags: tuple[Flag, ...] = ()  # points of cenotaph.toml that do not stop a build
    output: Path | None = None  # where derived things go, when not into the archive itself (a read-only copy)

    @property
    def sources(self) -> Path:
        """The files as they came; the tool never changes them."""
        return self.root / "sources"

    @property
    def cited(self) -> Path:
        """`sources.csv`: what people know of each source, held or only cited."""
        return self.root / "sources.csv"

    @property
    def decisions(self) -> Path:
        """The ledger: one append-only JSON-Lines file per writer."""
        return self.root / "decisions"

    @property
    def keys(self) -> Path:
        """Keys of sealed words; git-ignored, outside the ledger, made to be destroyed."""
        return self.root / ".keys"

    @property
    def derived(self) -> Path:
        """Tables and caches; safe to delete."""
        return (self.output or self.root) / ".cenotaph"

    @property
    def site(self) -> Path:
        """The private preview."""
        return (self.output or self.root) / "site"

    @property
    def export(self) -> Path:
        """The private preview of the open data."""
        return (self.output or self.root) / "export"

    @property
    def public(self) -> Path:
        """What a release wrote."""
        return self.root / "public"


def load(root: Path) -> Archive:
    """The archive in the folder `root`, its settings checked.

    Returns:
        The archive; `flags` names settings that point at nothing (F060), which stop no build.

    Raises:
        ArchiveError: there is no such folder, or no cenotaph.toml in it.
        SettingsError: cenotaph.toml is wrong; `what` lists every error on a line of its own, with the
            line of the file and the nearest valid name.
    """
    path = root / SETTINGS
    text = _read(path)
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(
            f"{path}: {_syntax(error, text)}", "this is no valid TOML", "mend the line and try again"
        ) from error
    lines = line_numbers(text)
    values, problems = checks.check(said, lines)
    if problems:
        count = plural(len(problems), "error")
        listed = "".join(f"\n  {problem}" for problem in problems)
        raise SettingsError(f"{path} has {count}:{listed}")
    settings = msgspec.convert(values, Settings)
    return Archive(root, settings, _missing_paths(root, settings))


def find(start: Path) -> Archive:
    """The archive that `start` lies in: `start` itself or the nearest folder above with a cenotaph.toml.

    Raises:
        ArchiveError: there is none.
        SettingsError: its cenotaph.toml is wrong.
    """
    folder = start.resolve()
    for root in (folder, *folder.parents):
        if (root / SETTINGS).is_file():
            return load(root)
    if not start.exists():
        raise ArchiveError(f"{start} does not exist", "", f"to make an archive there: cenotaph init {start}")
    inside = sorted(place.parent.name for place in start.glob(f"*/{SETTINGS}"))
    way_out = f"go into it (cd {inside[0]}) or name it" if inside else f"to make one: cenotaph init {start}"
    there = f"the folder {inside[0]} in it is one" if inside else f"neither it nor a folder above has a {SETTINGS}"
    raise ArchiveError(f"{start} is no archive", there, way_out)


def init(root: Path, title: str | None = None) -> Archive:
    """Make a new archive: a commented cenotaph.toml, an empty sources/ and the files that keep git off the bytes.

    Of files that are there already, .gitattributes and .gitignore get the lines they lack and others stay
    as they are; only an existing archive is refused.

    Args:
        root: the folder, made when it does not exist.
        title: the archive's name; by default the folder's.

    Raises:
        ArchiveError: there is an archive already, or `root` is a file.
        StorageError: the folder cannot be written.
    """
    if (root / SETTINGS).exists():
        raise ArchiveError(f"{root} is an archive already", f"it has a {SETTINGS}", f"cenotaph build {root}")
    if root.exists() and not root.is_dir():
        raise ArchiveError(f"{root} is a file", "an archive is a folder", "choose another name")
    name = _one_line(title if title is not None else root.resolve().name) or "My archive"
    try:
        (root / "sources").mkdir(parents=True, exist_ok=True)
        for target, template in _NEW.items():
            content = files("cenotaph").joinpath("new_archive", template).read_text(encoding="utf-8")
            _write_new(
                root / target,
                content.replace('"{title}"', json.dumps(name, ensure_ascii=False)).replace("{title}", name),
            )
    except OSError as error:
        raise StorageError(f"{root} cannot be written", str(error), "choose a folder that you may write to") from error
    return load(root)


def _write_new(path: Path, content: str) -> None:
    if not path.exists():
        path.write_text(content, encoding="utf-8", newline="\n")
    elif path.name.startswith(".git"):
        there = path.read_text(encoding="utf-8")
        lacking = [line for line in content.splitlines() if line not in there.splitlines()]
        if lacking:
            between = "" if there.endswith("\n") or not there else "\n"
            path.write_text(there + between + "\n".join(lacking) + "\n", encoding="utf-8", newline="\n")


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        root = path.parent
        if not root.exists():
            raise ArchiveError(
                f"{root} does not exist", "", f"to make an archive there: cenotaph init {root}"
            ) from error
        raise ArchiveError(f"{root} is no archive", f"it has no {SETTINGS}", f"cenotaph init {root}") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be read", str(error)) from error
    try:
        text = data.decode("utf-8-sig")  # some editors put a byte order mark in front
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{path}: line {line}: is not UTF-8", "", "save the file as UTF-8") from error
    return text.replace("\r\n", "\n")


def _syntax(error: Exception, text: str) -> str:
    """The message of tomllib with the line in front: "line 3, column 5: Expected '=' after a key"."""
    if isinstance(error, RecursionError):
        return "line 1: values are nested too deeply"
    says, _, place = str(error).rpartition(" (at ")
    if place.startswith("line "):
        return f"{place.rstrip(')')}: {says}"
    return f"line {text.rstrip().count(chr(10)) + 1}, at the end of the file: {says or error}"


def _missing_paths(root: Path, settings: Settings) -> tuple[Flag, ...]:
    named = [("sheets", sheet.path) for sheet in settings.sheets]
    named += [(f"list_systems.{name}", path) for name, paths in settings.list_systems.items() for path in paths]
    return tuple(
        flag("F060", setting=setting, path=path) for setting, path in sorted(set(named)) if not _exists(root, path)
    )


def _exists(root: Path, path: str) -> bool:
    """Whether `path` is there; a name may be stored composed or decomposed, as macOS does."""
    return any((root / unicodedata.normalize(form, path)).exists() for form in ("NFC", "NFD"))


def _one_line(title: str) -> str:
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in title).split())
