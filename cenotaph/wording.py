"""Numbers and sources as a reader says them, on the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from cenotaph.record import Count, Estimate, Source


def plural(number: int, one: str, many: str | None = None) -> str:
    """The number and its noun: "1 page", "1,300 pages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted(number: int, one: str) -> str:
    """The same inside a sentence: "one page", "1,300 pages"."""
    return f"one {one}" if number == 1 else plural(number, one)


def listing(words: Iterable[str]) -> str:
    """Words in the order of letters, as a sentence has them.

    >>> listing(["Latin", "Cyrillic", "Arabic"])
    'Arabic, Cyrillic and Latin'
    """
    *first, last = sorted(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def title_of(source: Source) -> str | None:
    """What a source is called: its title, else where it stands, else its key."""
    return source.title or source.path or source.url or source.key


def issuer_of(source: Source) -> str | None:
    """Who speaks in a source: who issued it, else its title, the name of its file or its address."""
    file = PurePosixPath(source.path).name if source.path else None
    return source.publisher or source.title or file or source.url


def interval_in_words(estimate: Estimate) -> str:
    """What a method gives: "191 in all (180 to 210 at 95%)"; a lower bound has no upper end."""
    if estimate.point is None or estimate.low is None:
        return estimate.reason or "no number"
    end = f"{estimate.low:,.0f} or more" if estimate.high is None else f"{estimate.low:,.0f} to {estimate.high:,.0f}"
    least = "at least " if estimate.high is None else ""
    level = "" if estimate.level is None else f" at {estimate.level:.0%}"
    return f"{least}{estimate.point:,.0f} in all ({end}{level})"


def count_in_words(count: Count | None) -> str:
    """A count on one line: "150", "about 300", "at least 100", "between 131 and 170"; empty when there is none."""
    if count is None:
        return ""
    ends = [f"{end:,}" for end in (count.low, count.high) if end is not None]
    if len(set(ends)) == 2:
        return f"between {ends[0]} and {ends[1]}"
    word = "" if count.qualifier == "exact" else count.qualifier.replace("_", " ") + " "
    return word + (ends[0] if ends else "not stated")


_UNSURE = {"~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"}


def time_in_words(edtf: str) -> str:
    """A time as a message tells it: the days and words of an EDTF value, without its signs.

    >>> time_in_words("1990-01-19/1990-01-20"), time_in_words("[1990-01-19,1990-01-20]"), time_in_words("1990-01~")
    ('1990-01-19 to 1990-01-20', '1990-01-19 or 1990-01-20', 'about 1990-01')
    >>> time_in_words("../1990"), time_in_words("1990-01-20/.."), time_in_words("{1990,1994}")
    ('until 1990', 'from 1990-01-20 on', '1990 and 1994')
    """
    if edtf[:1] in ("[", "{"):
        return (" or " if edtf[0] == "[" else " and ").join(time_in_words(part) for part in edtf[1:-1].split(","))
    start, is_period, end = edtf.partition("/")
    if is_period:
        known = [time_in_words(side) if side.strip(".") else "" for side in (start, end)]
        if not all(known):
            return f"until {known[1]}" if known[1] else f"from {known[0]} on" if known[0] else "any time"
        return " to ".join(known)
    return _UNSURE.get(edtf[-1:], "{}").format(edtf.rstrip("~?%"))
