"""EDTF dates in words, as precise as they were stated and no more."""

from __future__ import annotations

import functools
import re

from babel import Locale
from babel.dates import get_month_names

from cenotaph.messages import Messages, load_messages

_DATE = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?:T(?P<time>[0-9:]+)Z?)?")
_QUALIFIERS = "?~%"
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def in_words(edtf: str | None, messages: Messages) -> str:
    """An EDTF date, interval or set in words; what is not understood stands as it is.

    Example:
        >>> from cenotaph.messages import load_messages
        >>> in_words("1990-01-19/1990-01-20", load_messages("en"))
        '19–20 January 1990'
    """
    return _any(edtf.strip(), messages) if edtf else ""


def in_english(edtf: str | None) -> str:
    """As `in_words`, for the terminal.

    Example:
        >>> in_english("1990-01-20"), in_english("../1990-01"), in_english(None)
        ('20 January 1990', 'until January 1990', '')
    """
    return in_words(edtf, load_messages("en"))


def _any(edtf: str, messages: Messages) -> str:
    if len(edtf) > 2 and edtf[0] + edtf[-1] in {"[]", "{}"}:
        parts = [_any(part.strip(), messages) for part in re.split(r",|\.\.", edtf[1:-1]) if part.strip()]
        word = "date.or" if edtf[0] == "[" else "date.and"
        if ".." in edtf:
            return messages("date.range", start=parts[0], end=parts[-1])
        return f" {messages(word)} ".join(parts)
    if edtf.count("/") == 1:
        return _interval(*edtf.split("/"), messages=messages)
    return _date(edtf, messages)


def _interval(start: str, end: str, *, messages: Messages) -> str:
    if start in {"", ".."} and end in {"", ".."}:
        return messages("date.unknown")
    if end in {"", ".."}:
        return messages("date.from", start=_date(start, messages))
    if start in {"", ".."}:
        return messages("date.until", end=_date(end, messages))
    if len(start) == len(end) == 10 and start[:7] == end[:7] and not set("X?~%") & set(start + end):
        days = f"{int(start[8:])}–{int(end[8:])}"
        return messages("date.day", day=days, month=_month(start[5:7], messages), year=start[:4])
    return messages("date.range", start=_date(start, messages), end=_date(end, messages))


def _date(edtf: str, messages: Messages) -> str:
    bare = edtf.translate({ord(mark): None for mark in _QUALIFIERS})
    found = _DATE.fullmatch(bare)
    if not found:
        return edtf
    text = _components(found["year"], found["month"], found["day"], messages) or bare
    if found["time"]:
        text = messages("date.time", date=text, time=found["time"])
    if "~" in edtf or "%" in edtf:
        text = messages("date.about", date=text)
    if "?" in edtf or "%" in edtf:
        text = messages("date.uncertain", date=text)
    return text


def _components(year: str, month: str | None, day: str | None, messages: Messages) -> str:
    words = _year(year, messages)
    if month is None or month == "XX":
        return words
    if month in _SEASONS:
        return messages("date.month", month=messages(f"date.{_SEASONS[month]}"), year=words)
    name = _month(month, messages)
    if not name:
        return ""
    has_day = day is not None and "X" not in day
    if year == "XXXX":
        return messages("date.day_no_year", day=int(day or 0), month=name) if has_day else name
    if has_day:
        return messages("date.day", day=int(day or 0), month=name, year=words)
    return messages("date.month", month=name, year=words)


def _year(year: str, messages: Messages) -> str:
    if year == "XXXX":
        return messages("date.no_year")
    if year.endswith("XX"):
        return messages("date.century", year=year[:-2] + "00")
    if year.endswith("X"):
        return messages("date.decade", year=year[:-1] + "0")
    return year.lstrip("0") or year


def _month(number: str, messages: Messages) -> str:
    if not number.isdigit() or not 1 <= int(number) <= 12:
        return ""
    return _month_names(messages.language)[int(number) - 1]


@functools.cache
def _month_names(language: str) -> tuple[str, ...]:
    names = get_month_names("wide", locale=Locale.parse(language, sep="-"))
    return tuple(str(names[number]) for number in range(1, 13))


def sort_key(edtf: str | None) -> tuple[bool, str, str]:
    """Orders dates by their first stated day; what is not dated comes last, vague before precise.

    Example:
        >>> sort_key("1990-01") < sort_key("1990-01-19/1990-01-20") < sort_key("1991") < sort_key(None)
        True
    """
    if not edtf:
        return (True, "", "")
    first = re.search(r"[0-9X]{4}(?:-[0-9X]{2}(?:-[0-9X]{2})?)?(?:T[0-9:]+)?", edtf)
    start = first[0].replace("X", "0") if first else "9999"
    is_unknown_year = start.startswith("0000")
    return (False, ("9999" + start[4:]) if is_unknown_year else start, edtf)


def year_of(edtf: str | None) -> int | None:
    """The year of a date that states one in full, else nothing."""
    found = re.match(r"(\d{4})(?!\d)", edtf or "")
    return int(found[1]) if found else None
