"""Names of living private people in running text: witnesses, relatives, neighbours, writers of letters.

Whom a source names in such a role is not one of the dead, and is named in nothing that is shown
until a person has ruled that they agree. Who holds an office, wrote the article or speaks for
somebody is no private person; whom the same words call dead is no living one.

The words are those of `lang/<code>/living.toml`, all languages together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

from cenotaph.blocks import STATING
from cenotaph.contacts import contacts
from cenotaph.folding import respelled
from cenotaph.lang import languages, load
from cenotaph.record import Text
from cenotaph.sensitive import offices

_UPPER = r"[^\W\d_a-zà-öø-ÿāăąćčďēęěğīıłńňōőřśşšťūůźżžəа-яёґєіїء-ي]"
_PART = rf"{_UPPER}[^\W\d_]+(?:[-’'][^\W\d_]+)*"
_CASED = rf"{_PART}(?:\s+(?:(?:{_UPPER}\.\s*)|(?:de|da|del|van|von|bin|ibn|al|el)\s+)?{_PART}){{1,3}}"
_NEAR = 150  # characters around a word such as "neighbour" in which a name belongs to it
_ARABIC = r"[ء-ي]{2,}\s+(?:ال)?[ء-ي]{3,}"


_WORD = re.compile(r"\w+")
_SENDER = re.compile(r"^(?:From|От|Kimdən|Kimden|Gönderen|من):", re.MULTILINE)  # in a mail's head


class Living(NamedTuple):
    """A name as it stands in a text: code points, half-open."""

    start: int
    end: int
    name: str


class Passage(NamedTuple):
    """Words of a text that are held back: code points, half-open."""

    start: int
    end: int
    words: str
    why: Literal["contact", "living person"]

    def is_stated(self, text: Text) -> bool:
        """Whether the words stand in what the text states, not in the furniture of its page."""
        return not text.blocks or any(
            block.start < self.end and self.start < block.end for block in text.blocks if block.kind in STATING
        )


def private_passages(text: str, spared: frozenset[str] = frozenset()) -> tuple[Passage, ...]:
    """Contact data and names of living private people in `text`, in order.

    Args:
        text: any words.
        spared: names that may stand (`folded_name`): of the dead, of authors, of those a decision names.
    """
    found = [Passage(c.start, c.end, text[c.start : c.end], "contact") for c in contacts(text)]
    people = (one for one in living_people(text) if folded_name(one.name) not in spared)
    return tuple(sorted([*found, *(Passage(*one, "living person") for one in people)]))


def folded_name(name: str) -> str:
    """A name as it is looked up: without regard to letter case and white space."""
    return " ".join(name.split()).casefold()


class LivingWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<code>/living.toml`: all are regular expressions but `title`."""

    role: tuple[str, ...]
    kin: tuple[str, ...]
    self: tuple[str, ...]
    signed: tuple[str, ...]
    alive: tuple[str, ...]
    says: tuple[str, ...]
    death: tuple[str, ...]
    title: tuple[str, ...]
    stems: tuple[str, ...]


class _Patterns(NamedTuple):
    named: tuple[re.Pattern[str], ...]
    dead_after: re.Pattern[str]
    dead_before: re.Pattern[str]
    lead: re.Pattern[str]  # words in front of a name that are none


def living_people(text: str) -> tuple[Living, ...]:
    """The full names of living private people in `text`, in order, each place once.

    Limits:
        Not in texts all in capitals. Only names of two words or more beside a word that says what the
        person is; a witness whom a text merely names is not found.

    >>> [one.name for one in living_people("Her neighbour Odo Harnwick told us of the night.")]
    ['Odo Harnwick']
    >>> living_people("Her neighbour Odo Harnwick was killed that night.")
    ()
    """
    found: dict[tuple[int, int], Living] = {}
    for letters in (text, *respelled(text)):  # the words of a language with two alphabets are listed in one
        found.update(((start, end), Living(start, end, text[start:end])) for start, end in _places(letters))
    return tuple(found[place] for place in sorted(found))


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where the names stand in a text whose letters are those of the word lists."""
    words = _patterns()
    for match in (m for low, high in _windows(text) for p in words.named for m in p.finditer(text, low, high)):
        if not _is_exempt(text, match):
            start, end = match.span("name")
            lead = words.lead.match(text, start, end)
            start = lead.end() if lead else start
            if " " in " ".join(text[start:end].split()):
                yield start, end


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` around words that say what a person is; elsewhere no pattern need be tried."""
    found: list[tuple[int, int]] = []
    telling = [match for match in _WORD.finditer(text) if _tells(match[0])]
    for match in sorted([*telling, *_SENDER.finditer(text)], key=lambda match: match.start()):
        low, high = max(0, match.start() - _NEAR), min(len(text), match.end() + _NEAR)
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return [(low, high) for low, high in found if not text[low:high].isupper()]  # in capitals all looks like a name


@functools.lru_cache(maxsize=65536)
def _tells(word: str) -> bool:
    return word == "I" or word.lower().replace("\u0307", "").startswith(_stems())


@functools.cache
def _stems() -> tuple[str, ...]:
    every = {stem for code in languages("living") for stem in load(code, "living", LivingWords).stems}
    return tuple(sorted(every))


def _is_exempt(text: str, match: re.Match[str]) -> bool:
    """Whether the words call the person dead, or name an office."""
    words = _patterns()
    start, end = match.span("name")
    low = max(0, start - 60)
    before = words.dead_before.search(text[low:start])
    # "the widow of the murdered": what stands among the words for a relative is said of another
    is_dead_before = before is not None and low + before.start() <= match.start()
    if is_dead_before or words.dead_after.match(text, end):
        return True
    around = text[match.start() : start] + " " + match[0][match.end("name") - match.start() :]
    return bool(offices().search(around)) or bool(offices().search(match["name"]))


@functools.cache
def _patterns() -> _Patterns:
    every = [load(code, "living", LivingWords) for code in languages("living")]

    def rules(field: str) -> str:
        return "|".join(sorted({rule for one in every for rule in getattr(one, field)}, key=lambda r: (-len(r), r)))

    titles = "|".join(sorted({re.escape(word) for one in every for word in one.title}, key=lambda r: (-len(r), r)))
    title = rf"(?:(?i:{titles})\s+)?"
    told = (
        rf"(?:,\s+(?:(?!(?i:\b(?:whose\b|{rules('says')})))[^,.;\n]){{1,60}}){{0,3}}"  # ", 54, a teacher of the city"
    )
    role, says = rf"(?i:(?<!\w)(?:{rules('role')})(?!\w))", rf"(?i:(?:{rules('says')})(?!\w))"
    kin, alive = rf"(?i:(?<!\w)(?:{rules('kin')})(?!\w))", rf"(?i:(?:{rules('alive')})(?!\w))"
    own, signed = rf"(?i:(?<!\w)(?:{rules('self')})(?!\w))", rf"(?i:(?<!\w)(?:{rules('signed')})(?!\w))"
    name = rf"(?P<name>{_CASED})"
    arabic = rf"(?P<name>{_ARABIC})"
    any_role = rf"(?:{role}|{kin})"
    death = rf"(?i:(?:{rules('death')})(?!\w))"
    return _Patterns(
        named=(
            re.compile(rf"{role}\s*[,:]?\s+{title}{name}"),
            re.compile(rf"{kin}\s*,?\s+{title}{name}{told},?(?:\s+(?!{death})[^\s,.;]{{1,24}}){{0,3}}?\s+{says}"),
            re.compile(rf"{kin}\s+(?:of\s+)?{_CASED},\s+{title}{name},?\s+{says}"),
            re.compile(rf"{name},\s+(?:\d{{1,3}},\s+)?(?:[^,.;\n]{{0,30}}\s)?{role}"),
            re.compile(
                rf"{name},\s+(?:\d{{1,3}},\s+)?(?:[^,.;\n]{{0,40}}\s)?{any_role}(?:\s[^,.;\n]{{0,40}})?,\s+{says}"
            ),
            re.compile(rf"{says}\s+{name},\s+(?:\d{{1,3}},\s+)?(?:[^,.;\n]{{0,40}}\s)?{any_role}"),
            re.compile(rf"{name},\s+whose\s+(?:\w+\s)?{any_role}"),
            re.compile(rf"{name}\s+{alive}"),
            re.compile(rf"{own}\s*:?\s+{title}{name}"),
            re.compile(rf"{own}\s*:?\s+{arabic}"),
            re.compile(rf"(?:(?i:(?<!\w)(?:{rules('role')})))\s+{arabic}"),
            re.compile(rf"\bI,\s+{name},"),
            re.compile(rf"{signed}[,.:]?\s*\n\s*{title}{name}[ \t]*(?=\n|$)"),
            re.compile(rf"(?m:^)(?:From|От|Kimdən|Kimden|Gönderen|من):[ \t]*\"?{name}"),
        ),
        dead_after=re.compile(
            rf"{told},?\s+(?:who\s+)?(?:(?:was|were|is|has|had|been|later|also|then|\w+ly)\s+){{0,4}}{death}"
        ),
        # "the killed man's brother Odo Harnwick" lives
        dead_before=re.compile(
            rf"{death}\s+(?:(?!\S+(?:['’]s|[aəe]n[ıi]n|l[aəe]r[ıi]n)\s|\S+[ıiuü]n\s+(?:{rules('kin')})\s)[^\s,.;]+\s+){{0,3}}$"
        ),
        lead=re.compile(rf"(?:(?i:{titles}|{rules('role')}|{rules('kin')})\s+)+"),
    )
