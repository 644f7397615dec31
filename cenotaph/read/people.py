"""Tables and numbered lists that name people, as rows, whatever kind of document they stand in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from cenotaph.list_words import NAME_FIELDS, heading_field, is_named, looks_like_name
from cenotaph.read.reading import Limits, squeeze
from cenotaph.read.tables import rows_of
from cenotaph.read.words import printed_dates
from cenotaph.record import Row, Source

FEWEST = 3
"""A list of people has at least so many lines; fewer are read as text alone."""

LIST_HEADER = ("No.", "Full name", "Born", "Age", "Details")
"""What the columns of a numbered list are called, which prints no header of its own."""

_DEATH = "Date of death"
"""The column before the details of a list whose items say when people died."""

Table = Sequence[Sequence[str]]
"""The lines of a table, each its cells as printed."""

Items = Sequence[tuple[str, str]]
"""The items of a numbered list: the number as printed, and the words behind it."""

_NEAR = 40  # characters behind a word for dying in which its day begins and ends
_MOST = 0.8  # of the lines: so many must name somebody
_HEADS = 20  # lines among which the header of a table stands
_NAME_END = re.compile(
    r"\s*(?:[(\[,;:–—،؛/]|\s-\s|\t|\d|\b(?:born|b\.|aged?)\s"
    r"|(?<!\s\w)(?<!^\w)(?<!\.\w)(?<!\bDr)(?<!\bSt)(?<!\bMr)(?<!\bMrs)(?<!\bJr)(?<!\bSr)\.(?:\s|$))"
)
"""Behind an initial or a title a full stop ends no name: "Halina M. Orunbay"."""
_YEAR = r"(?:1[89]|20)\d\d"
_BORN = re.compile(
    rf"\b(?:born(?: in| on)?|b\.|d\. ?o\. ?b\.?|род\.|родил(?:ся|ась)|doğ\.|təv\.|(?:мин )?مواليد|متولد)[ :]*"
    rf"(?P<date>(?:\d{{1,2}}[./-]\d{{1,2}}[./-])?{_YEAR})"
    rf"|(?P<before>(?:\d{{1,2}}[./-]\d{{1,2}}[./-])?{_YEAR})(?:-?(?:c[iıuü])?\s?(?:il\s)?(?:təvəllüdlü|doğumlu)|\s?г\.?\s?р\.?|-[йг]о\sр\.)"
    rf"|\((?P<lived>{_YEAR})\s?[-–—]\s?{_YEAR}\)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"[\s,(،:–—-]*(?:aged?\s+|возраст:?\s+|yaş(?:ı)?:?\s+|العمر:?\s+)?(?P<age>\d{1,3})"
    r"(?=\s*(?:$|[,;.)،\]]|years?\b|y\.?o\b|yaş|лет\b|год|г\.(?!\s?р)|سنة|عاما|ساله|سال))",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"(?:\b(?:killed|died|murdered|executed|shot(?: dead)?|d\.)|†|\b(?:öldürül(?:üb|müş(?:dür)?|dü)|həlak olub|"
    r"şəhid olub|öldü|hayatını kaybetti)|\b(?:погиб(?:ла)?|убита?|умер(?:ла)?|расстреляна?)|(?:قتل|استشهد|توفي)(?:ت)?)"
    r"(?P<between>\s*(?:on|in|в|في)?[ :,]*)",
    re.IGNORECASE,
)
_DIED_IN = re.compile(rf"\({_YEAR}\s?[-–—]\s?(?P<year>{_YEAR})\)")
_BARE_YEAR = re.compile(rf"{_YEAR}(?![\d./-])")
_OLDEST = 120
_MARKS = " \t.:()[]–—-"  # around an item's number; "12.", "12)" and "12" are one number
_FIGURE = re.compile(r"[\d./\s-]+")


def people_rows(tables: Iterable[Table], lists: Iterable[Items], source: Source, limits: Limits) -> tuple[Row, ...]:
    """The rows of every table and numbered list of a document that looks like a list of people.

    Args:
        tables: all tables of the document, in order.
        lists: all its numbered lists, in order.
        source: whose they are.
        limits: for the longest cell.

    Returns:
        The n-th such table is sheet "table n", the n-th such list "list n"; lines count from 1, of a list the first is
        a header of ours; a header of ours above a table without one is its line 0.
    """
    rows: list[Row] = []
    for number, table in enumerate((t for t in tables if names_people(t)), start=1):
        header = None if _has_header(table) else _own_header(table)
        first = 1 if header is None else 0
        lines = list(enumerate([*([] if header is None else [header]), *table], start=first))
        rows.extend(rows_of(lines, source, f"table {number}", limits))
    for number, items in enumerate((each for each in lists if are_people(each)), start=1):
        rows.extend(rows_of(list(enumerate(_table(items), start=1)), source, f"list {number}", limits))
    return tuple(rows)


def _table(items: Items) -> list[tuple[str, ...]]:
    """A numbered list as a table, with a column for the day of death where its items state one."""
    lines = [_split(*item) for item in items]
    deaths = [_death(words) for _, words in items]
    if not any(deaths):
        return [LIST_HEADER, *lines]
    header = (*LIST_HEADER[:-1], _DEATH, LIST_HEADER[-1])
    return [header, *((*line[:-1], death, line[-1]) for line, death in zip(lines, deaths, strict=True))]


def _death(item: str) -> str:
    """The day or year of death as an item of a list prints it, right behind a word for dying; "" without."""
    for died in _DIED.finditer(item):
        behind = item[died.end() : died.end() + _NEAR]
        date = next(iter(printed_dates(behind)), None)
        if date is not None and date.start == 0:
            return date.quote
        if year := _BARE_YEAR.match(behind):
            return year.group()
    lived = _DIED_IN.search(item)
    return lived["year"] if lived else ""


def names_people(rows: Table) -> bool:
    """Whether a table is a list of people: by its header, or, where it has none, by its cells."""
    return (len(rows) > FEWEST and _has_header(rows)) or (len(rows) >= FEWEST and _own_header(rows) is not None)


def are_people(items: Items) -> bool:
    """Whether most items begin with a name of two words or more, or with words that stand where a name should."""
    return len(items) >= FEWEST and sum(_begins_with_name(words) for _, words in items) >= _MOST * len(items)


def _has_header(rows: Table) -> bool:
    return any(heading_field(squeeze(cell)) in NAME_FIELDS for row in rows[:_HEADS] for cell in row if cell.strip())


def _own_header(rows: Table) -> tuple[str, ...] | None:
    """A header for a table without one: a column of whole names beside one of figures. None where there is none."""
    width = max(map(len, rows), default=0)
    columns = [[squeeze(row[at]) if at < len(row) else "" for row in rows] for at in range(width)]
    names = [at for at, cells in enumerate(columns) if _share(cells, _is_whole_name) >= _MOST]
    figures = [at for at, cells in enumerate(columns) if _share(cells, _is_figure) >= _MOST]
    if not names or not figures or width > len(LIST_HEADER) * 2:
        return None
    header = [f"Column {at + 1}" for at in range(width)]
    header[names[0]] = LIST_HEADER[1]
    for at in figures:
        if _counts_up(columns[at]) and LIST_HEADER[0] not in header:
            header[at] = LIST_HEADER[0]
        elif LIST_HEADER[3] not in header and all(
            cell.isdigit() and int(cell) <= _OLDEST for cell in columns[at] if cell
        ):
            header[at] = LIST_HEADER[3]
    return tuple(header) if len(set(header)) == width else None


def _share(cells: Sequence[str], is_one: Callable[[str], bool]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(map(is_one, filled)) / len(cells) if filled else 0.0


def _is_whole_name(cell: str) -> bool:
    return looks_like_name(cell) and len(cell.split()) > 1


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell)) and any(map(str.isdigit, cell))


def _counts_up(cells: Sequence[str]) -> bool:
    numbers = [int(bare) for cell in cells if (bare := cell.strip(" .)")).isdigit()]
    steps = [after - before for before, after in itertools.pairwise(numbers)]
    return len(numbers) >= FEWEST and steps.count(1) >= _MOST * len(steps)


def _begins_with_name(item: str) -> bool:
    name = _NAME_END.split(item, maxsplit=1)[0].strip()
    if name and not is_named(name):
        return True
    return _is_whole_name(name)


def _split(number: str, item: str) -> tuple[str, str, str, str, str]:
    """The cells of an item, its number without marks; year of birth and age stand again beside their words."""
    end = _NAME_END.search(item)
    name = item[: end.start()] if end else item
    rest = item[len(name) :]
    born = _BORN.search(rest)
    age = _AGE.match(rest)
    years = age["age"] if age and int(age["age"]) <= _OLDEST else ""
    birth = next((each for each in born.groups() if each), "") if born else ""
    return number.strip(_MARKS), name.strip(), birth, years, rest.strip().lstrip(",;:–—.، ")
