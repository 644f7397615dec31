"""Numbers and sources as a reader says them, on the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from cenotaph.messages import Messages
from cenotaph.record import Count, Estimate, Qualifier, Source


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


def kind_in_words(kind: str, messages: Messages) -> str:
    """The name of a kind of claim; a kind that has no sentence stands as it is, without underscores."""
    key = f"kind.{kind}"
    return messages(key) if messages.has(key) else kind.replace("_", " ").capitalize()


def value_in_words(low: int | None, high: int | None, qualifier: Qualifier, messages: Messages) -> str:
    """A count as its source qualifies it.

    Example:
        >>> from cenotaph.messages import load_messages
        >>> value_in_words(100, None, "more_than", load_messages("en"))
        'more than 100'
    """
    if low is None and high is None:
        return messages("count.none")
    if low is not None and high is not None:
        if low == high:
            key = "count.about" if qualifier == "about" else "count.exact"
            return messages(key, number=messages.number(low))
        key = "count.about_between" if qualifier == "about" else "count.between"
        return messages(key, low=messages.number(low), high=messages.number(high))
    if low is not None:
        key = "count.more_than" if qualifier == "more_than" else "count.at_least"
        return messages(key, number=messages.number(low))
    key = "count.less_than" if qualifier == "less_than" else "count.at_most"
    return messages(key, number=messages.number(high or 0))
