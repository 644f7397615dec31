"""Reading the words in a picture with the program tesseract, where it is installed.

Nothing is imported and nothing is written to disk: the program is started with fixed arguments, is given one page as
a grey picture through its standard input, and answers with one line a word. Which of the archive's languages a page
is in is found out by trying: for each script the program is asked once, and the answer it is surest of is taken.

Measured on invented pages: with English named first, the program reads a Russian page as Latin letters, 85 letters
of 100 wrong; with Russian named first, none. Hence one question a script, not one for all.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.language_guess import language_of
from cenotaph.read.page_cleaning import cleaned, fullest_strip
from cenotaph.read.reading import Limits
from cenotaph.read.recognised_bands import Word, bands, certainty, is_prose_in_columns, letters, letters_of, replaced

if TYPE_CHECKING:
    from PIL.Image import Image

RESOLUTION = 300
"""Dots an inch at which pages are shown to the program; what its makers advise."""

SURE = 0.85
"""An answer as sure as this is taken without asking in another script: a page in the wrong one reaches 0.4 to 0.75."""

TAKEN = 0.5
"""Below this the letters on a page are guesses: photographs without words give such answers. Nothing is taken then."""

FEWEST_LETTERS = 3
"""Fewer letters than this on a page are stains."""

SHARE_OF_TIME = 0.75
"""Of the time one file may take, what recognition uses before it stops and names the pages left."""

NO_TIME = "there was no time left for it"

still_at_work: list[Callable[[Limits], None]] = []
"""Called after each page: who waits for a scan learns that it goes on, and gives its next page the time of a file."""

_FIELDS = 12  # columns of the program's answer
_WORD_LEVEL = "5"
_ONE_BLOCK = "6"
"""The layout in which every line is read from the left edge to the right."""
_COLUMNS = "3"
"""The layout that looks for columns first, as in a newspaper."""
_LAYOUT = "4"
"""One column of text of different sizes: keeps the lines of lists and tables whole, and parts newspaper columns too.
With "3" (automatic) the numbers of a list were read as a column of their own, and the names lost them."""
_ENOUGH_LETTERS = 12
_SPLIT = 0.95  # of what was recognised before must be there still when columns are read one after the other
_LOW = 18
"""Dots below which words are so low that the page is doubled: Russian words of 13 were read with 12 mistakes in 100
letters, doubled with none; of words that are higher, doubling made none better."""
_MOST_DOTS = 40_000_000  # of a page that is doubled


Run = Callable[[Sequence[str], bytes, float], str]
"""Starts a command, gives it bytes and so many seconds, and returns what it writes."""


class Program(NamedTuple):
    """The tesseract found on this machine."""

    path: str
    version: str
    packs: dict[str, int]  # name of each language's trained data -> its size in bytes

    @property
    def is_recent(self) -> bool:
        """Whether it is version 5 or later."""
        return self.version.partition(".")[0].isdigit() and int(self.version.partition(".")[0]) >= 5


class Seen(NamedTuple):
    """What was recognised on one page."""

    words: tuple[Word, ...] = ()
    problem: str | None = None  # why the page was not recognised, a clause in plain words
    width: int = 0
    height: int = 0

    @property
    def letters(self) -> int:
        """How many letters and digits were recognised."""
        return letters(self.words)

    @property
    def word_height(self) -> int:
        """The usual height of a word, in dots."""
        return sorted(word.bottom - word.top for word in self.words)[len(self.words) // 2] if self.words else 0

    @property
    def confidence(self) -> float:
        """How sure the program is of a letter, on average; 0 for a page without letters."""
        return certainty(self.words)

    @property
    def score(self) -> float:
        """How much was recognised with some certainty; what is below one half counts against it."""
        return sum((word.confidence - TAKEN) * letters_of(word) for word in self.words)


class _Packs(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/recognition.toml` says."""

    packs: dict[str, str]


@functools.cache
def program() -> Program | None:
    """The tesseract on the search path of programs, if there is one that answers."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    try:
        version = _answer([path, "--version"])
        listed = _answer([path, "--list-langs"])
    except (OSError, subprocess.SubprocessError):
        return None
    first = re.match(r"tesseract\s+v?(\S+)", version)
    names = sorted(line.strip() for line in listed.splitlines()[1:] if line.strip())
    place = re.search(r'"(.+)"', listed)
    folder = Path(place[1]) if place else None
    return Program(path, first[1] if first else "unknown", {name: _size(folder, name) for name in names})


def recogniser(limits: Limits) -> str:
    """The program, its version and the trained data it would recognise with; "" when nothing is recognised.

    Belongs into the key under which a reading is kept: with another version the words may be others.
    """
    found = program() if limits.recognition else None
    if found is None:
        return ""
    used = [name for group in _groups(limits.recognition, found)[0] for name in group]
    packs = " ".join(f"{name}:{found.packs[name]}" for name in sorted(used))
    return f"tesseract {found.version} {packs}".strip()


def ways_out(limits: Limits, name: str) -> str:
    """What people can do to have the words of a scan in the record: both ways.

    Args:
        limits: whether recognition is on, and for which languages.
        name: the scan's file name; the text typed from it is named after it.
    """
    typed = f"type what it says into a text file beside it named {name}.txt"
    if not limits.recognition:
        return f"have it recognised (install tesseract and set recognition = true in cenotaph.toml), or {typed}"
    found = program()
    if found is None:
        return f"install the program tesseract for text recognition (OCR) and build again, or {typed}"
    missing = _groups(limits.recognition, found)[1]
    if missing:
        return f"install tesseract's language data for {', '.join(missing)} and build again, or {typed}"
    return f"get a sharper scan, or {typed}"


class Recogniser:
    """Recognises the pages of one file, one after another.

    Args:
        found: the program.
        limits: the archive's languages, and how long a file may take.
        run: starts the program; for tests.

    It remembers what language the page before was in, which is asked for first on the next.
    """

    def __init__(self, found: Program, limits: Limits, run: Run | None = None) -> None:
        self._found = found
        self._run_program = run or _answer
        self._groups = _groups(limits.recognition, found)[0]
        self._limits = limits
        self._is_first = True
        self._start = self._page_start = time.monotonic()

    def page(self, picture: Image) -> Seen:
        """The words of a page.

        Args:
            picture: upright or turned by quarters; any mode.
        """
        left = self.time_left()
        if not self._groups:
            return Seen(problem="tesseract has none of the archive's languages")
        if left <= 0:
            return Seen(problem=NO_TIME)
        until = time.monotonic() + left
        try:
            return self._best(cleaned(picture), until)
        except subprocess.TimeoutExpired:
            return Seen(problem=f"recognising it took longer than {left:.0f} s")
        except (OSError, subprocess.SubprocessError) as error:
            return Seen(problem=f"tesseract failed on it ({_in_words(error)})")
        finally:
            for tell in still_at_work:
                tell(self._limits)
                self._page_start = time.monotonic()

    def time_left(self) -> float:
        """Seconds for the next page."""
        now = time.monotonic()
        of_page = self._limits.seconds * SHARE_OF_TIME - (now - self._page_start)
        return min(of_page, self._limits.recognition_seconds - (now - self._start))

    def _best(self, picture: Image, until: float) -> Seen:
        if self._is_first:
            self._is_first = False
            self._try_a_strip(picture, until)
        seen = self._in_any_script(picture, until)
        if seen.letters < _ENOUGH_LETTERS:
            return seen
        if seen.word_height < _LOW and picture.width * picture.height <= _MOST_DOTS:
            doubled = picture.resize((picture.width * 2, picture.height * 2))
            again = self._in_any_script(doubled, until)
            picture, seen = (doubled, again) if again.score > seen.score else (picture, seen)
        turned = self._turned(picture, until) if seen.confidence < SURE else None
        if turned is not None:
            again = self._in_any_script(turned, until)
            picture, seen = (turned, again) if again.score > seen.score else (picture, seen)
        if is_prose_in_columns(seen.words):
            again = self._ask(picture, self._groups[0], until, _COLUMNS)
            return again if again.score >= _SPLIT * seen.score else seen
        return self._with_tables(picture, seen, until)

    def _with_tables(self, picture: Image, seen: Seen, until: float) -> Seen:
        """The page with its tables read line by line where they were read column by column."""
        words = seen.words
        for number, band in enumerate(bands(words, picture.height)):
            strip = picture.crop((0, band.top, picture.width, band.bottom))
            words = replaced(words, band, self._ask(strip, self._groups[0], until, _ONE_BLOCK).words, number)
        return seen._replace(words=words)

    def _try_a_strip(self, picture: Image, until: float) -> None:
        """Ask each script for the fullest strip of a page, and put the one that fits and its language first."""
        strip = fullest_strip(picture)
        if strip is None or (len(self._groups) == 1 and len(self._groups[0]) == 1):
            return
        tried = [self._ask(strip, group, until) for group in self._groups]
        best = max(range(len(tried)), key=lambda number: tried[number].score)
        self._groups.insert(0, self._groups.pop(best))
        self._groups[0] = _in_order(self._groups[0], tried[best])

    def _in_any_script(self, picture: Image, until: float) -> Seen:
        """The surest answer of all scripts; the one that gave it is asked first from now on."""
        best, at = Seen(), 0
        for number, group in enumerate(self._groups):
            seen = self._ask(picture, group, until)
            if number == 0 or seen.score > best.score:
                best, at = seen, number
            if seen.confidence >= SURE and seen.letters >= _ENOUGH_LETTERS:
                break
        self._groups.insert(0, self._groups.pop(at))
        if len(self._groups[0]) == 1:
            return best
        return self._in_its_language(picture, best, until)

    def _in_its_language(self, picture: Image, seen: Seen, until: float) -> Seen:
        """The answer with the page's own language asked for first: of 230 Turkish letters that spared two mistakes."""
        ordered = _in_order(self._groups[0], seen)
        if ordered == self._groups[0]:
            return seen
        again = self._ask(picture, ordered, until)
        if again.score <= seen.score:
            return seen
        self._groups[0] = ordered
        return again

    def _turned(self, picture: Image, until: float) -> Image | None:
        """The page set upright, when the program is sure that it is not."""
        if "osd" not in self._found.packs:
            return None
        try:
            said = self._run(picture, ["-l", "osd", "--psm", "0"], until)
        except subprocess.CalledProcessError:
            return None  # too few letters to tell
        angle = re.search(r"^Rotate: (90|180|270)$", said, re.MULTILINE)
        return picture.rotate(-int(angle[1]), expand=True) if angle else None

    def _ask(self, picture: Image, packs: Sequence[str], until: float, layout: str = _LAYOUT) -> Seen:
        # Shading of a photographed page: the limit between black and white is set place by place (Sauvola, 2000).
        local = ["-c", "thresholding_method=2"] if self._found.is_recent else []
        said = self._run(picture, ["-l", "+".join(packs), "--psm", layout, *local, "tsv"], until)
        return Seen(tuple(_words(said)), None, picture.width, picture.height)

    def _run(self, picture: Image, arguments: Sequence[str], until: float) -> str:
        command = [self._found.path, "stdin", "stdout", "--dpi", str(RESOLUTION), *arguments]
        page = b"P5 %d %d 255\n" % picture.size + picture.tobytes()
        return self._run_program(command, page, max(0.1, until - time.monotonic()))


def _in_order(group: tuple[str, ...], seen: Seen) -> tuple[str, ...]:
    """The trained data of a script, that of the language the words are in first."""
    code = language_of(" ".join(word.text for word in seen.words))
    own = next((name for name in _packs(code).values() if name in group), None) if code else None
    return group if own is None else (own, *(name for name in group if name != own))


def _groups(codes: Sequence[str], found: Program) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """The installed trained data of the languages, by script in the order of the languages; and what is missing."""
    scripts: dict[str, list[str]] = {}
    missing: list[str] = []
    for code in dict.fromkeys(code.partition("-")[0].lower() for code in codes):
        packs = _packs(code)
        if not packs:
            missing.append(code)
        for script, name in packs.items():
            if name in found.packs:
                scripts.setdefault(script, []).append(name)
            else:
                missing.append(name)
    return [tuple(names) for names in scripts.values()], tuple(missing)


def _packs(code: str) -> dict[str, str]:
    return load(code, "recognition", _Packs).packs if code in languages("recognition") else {}


def _words(said: str) -> Iterator[Word]:
    """The words of the program's answer: tab-separated, a header, one line a word or a larger part of the page."""
    for line in said.split("\n")[1:]:
        cells = line.rstrip("\r").split("\t")
        if len(cells) != _FIELDS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        with contextlib.suppress(ValueError):
            block, paragraph, number, _, left, top, width, height = (int(cell) for cell in cells[2:10])
            sure = min(1.0, max(0.0, float(cells[10]) / 100))
            place = (left, top, left + width, top + height)
            yield Word(cells[11].strip(), round(sure, 4), (block, paragraph, number), *place)


def _answer(command: Sequence[str], given: bytes = b"", seconds: float = 20.0) -> str:
    """What a program writes to its standard output.

    Raises:
        OSError: it cannot be started.
        subprocess.SubprocessError: it takes too long, or ends with a failure.
    """
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    done = subprocess.run(
        command, input=given, capture_output=True, timeout=seconds, check=True, env=environment, close_fds=True
    )
    return done.stdout.decode("utf-8", "replace")


def _size(folder: Path | None, name: str) -> int:
    try:
        return 0 if folder is None else (folder / f"{name}.traineddata").stat().st_size
    except OSError:
        return 0


def _in_words(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        return (said[-1] if said else f"exit {error.returncode}")[:200]
    return str(error)[:200]
