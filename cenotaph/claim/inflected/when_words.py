"""The words that tell what a time is the time of: `lang/<code>/when.toml`, compiled once."""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from cenotaph.lang import languages, load


class WhenWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/when.toml`: regular expressions on folded text.

    `_before` is looked for in what stands in front of a time and ends there, `_behind` begins right behind it,
    `_itself` and the other names are of the time's own words.
    """

    as_of_before: str = ""
    as_of_behind: str = ""
    as_of_bare: str = ""  # in front of a clock time or part of a day alone
    as_of_bare_before: str = ""  # but not where this stands there
    since_before: str = ""
    since_behind: str = ""
    since_itself: str = ""
    since_edge: str = ""  # since the beginning of something
    recalled_before: str = ""  # "the worst attack since December": a day of another attack
    recalled_behind: str = ""
    until_before: str = ""
    until_behind: str = ""
    until_itself: str = ""
    compared_before: str = ""
    compared_behind: str = ""
    last_days: str = ""  # of a duration: counted back from the document's date
    whole_day: str = ""  # a day and night, however it is read
    last_days_before: str = ""  # and led by this
    night: str = ""  # a night without its day: the one that ended on the document's
    today: str = ""  # a part of a day without its day: of the document's
    would: str = ""  # the end of a verb for what would have happened then
    night_kept: str = ""  # a night that belongs to two days though one is named
    day_before: str = ""
    not_day_before: str = ""  # behind it: the eve of something
    days_after: str = ""  # in front of "two days after": from an event named there
    days_after_before: str = ""  # in front of it, where the event is named behind
    after_behind: str = ""
    harm_before: str = ""
    harm_behind: str = ""
    assembly_before: str = ""
    assembly_behind: str = ""
    event: str = ""  # stems of nouns for what happened, one group
    lasting_event: str = ""  # a siege or war, longer than the day told
    light_verbs: tuple[str, ...] = ()  # stems that say something only with a noun: "give"
    found: str = ""  # the dead were found, which is not when they died


@functools.cache
def words_of(code: str) -> WhenWords:
    """The file of a language; nothing where it has none."""
    return load(code, "when", WhenWords) if code in languages("when") else WhenWords()


@functools.cache
def rules_of(code: str) -> dict[str, re.Pattern[str]]:
    """The rules that a language has, compiled, by their names."""
    words = words_of(code)
    named = {name: getattr(words, name) for name in words.__struct_fields__}
    return {name: re.compile(rule) for name, rule in named.items() if rule and isinstance(rule, str)}
