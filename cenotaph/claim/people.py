"""People whom a sentence names as killed, missing, injured: a claim of one, and an entry that keeps name and age."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.scene import is_capitals
from cenotaph.claim.words import Lexicon

_PART = r"[^\W\d_a-zа-яёəğıöüşç][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?"
_PARTICLE = r"(?:de|da|del|della|van|von|bin|ibn|al|el|oglu|oğlu|ogly|kizi|qızı|kyzy|y|dos|la)"
_NAME = rf"{_PART}(?:\s+(?:{_PARTICLE}\s+)?{_PART}|\s+{_PARTICLE}){{0,4}}"
_AGE = (
    r"(?:,?\s+(?:aged\s+|age\s+)?(?P<age>\d{1,3})(?=[,\s).;]|$)"
    r"|,?\s+a\s+(?P<age2>\d{1,3})-year-old\b(?:\s+[\w-]+){0,3}|\s+\((?:aged\s+)?(?P<age3>\d{1,3})\))"
)
_FURTHER_UP = re.compile(  # "Name, 17, a student, was shot in the back and died in hospital"
    rf"(?P<name>{_NAME})(?P<tail>{_AGE}(?:,[^,;.]{{2,60}})?),?\s+(?:was|had been)\s[^;.]{{3,90}}\sand\s+$"
)
_FATES = {
    "killed": "killed",
    "died_later": "died_later",
    "missing": "missing",
    "injured": "injured",
    "buried": "killed",
}


class Named(NamedTuple):
    """One person as one sentence names them; offsets in the text, half-open."""

    kind: str
    fate: str
    name: str
    age: str | None
    sex: str | None
    name_start: int
    name_end: int
    start: int
    end: int
    rule: str


def named_people(annotated: Annotated, lexicon: Lexicon) -> Iterator[Named]:
    """The victims that a sentence names with a predicate of their own."""
    if is_capitals(annotated):
        return
    text, offset = annotated.sentence.text, annotated.sentence.start
    taken: list[tuple[int, int]] = []
    for predicate in annotated.predicates:
        kind = predicate.kind
        if kind not in _FATES:
            continue
        first = annotated.tokens[predicate.first].start - offset
        last = annotated.tokens[predicate.last - 1].end - offset
        if predicate.takes_subject and not predicate.is_toll:
            match = re.search(
                rf"(?P<name>{_NAME})(?P<tail>{_AGE}(?:,[^,;.]{{2,60}})?|,[^,;.]{{2,60}})?,?\s+(?:who\s+)?$",
                text[max(0, first - 200) : first],
            )
            match = match or _FURTHER_UP.match(text[:first])
            rule = "name-verb"
        elif predicate.is_noun:
            match = re.compile(rf"\s+(?:(?:the\s+)?[a-z-]+\s+){{0,2}}(?P<name>{_NAME})(?P<tail>{_AGE})?").match(
                text, last
            )
            rule = "noun-of-name"
        else:
            match = re.compile(rf"\s+(?P<name>{_NAME})(?P<tail>{_AGE})").match(text, last)
            rule = "verb-name"
        if match is None or any(a < match.end("name") and match.start("name") < b for a, b in taken):
            continue
        cleaned = _clean(match["name"], match.start("name"), lexicon, is_aged=_age(match) is not None)
        if cleaned is None:
            continue
        name, low = cleaned
        high = low + len(name)
        taken.append((low, high))
        sex = _sex(text[max(0, low - 40) : low], match["tail"] or "", text[last : last + 60], lexicon)
        start, end = min(low, first), max(last, match.end("tail") if match["tail"] else high)
        yield Named(
            kind, _FATES[kind], name, _age(match), sex, offset + low, offset + high, offset + start, offset + end, rule
        )


def listed_people(annotated: Annotated, kind: str, after: int, lexicon: Lexicon) -> Iterator[Named]:
    """Names in a list that follows a count of victims: "among them A, B and C"."""
    if kind not in _FATES or is_capitals(annotated):
        return
    text, offset = annotated.sentence.text, annotated.sentence.start
    lead = re.compile(
        r"(?:,\s*|\(\s*|^|\b)(?:among\s+(?:them|whom)(?:\s+were|\s+was)?|including|the\s+dead\s+(?:were|included|include)|namely)\s+",
        re.IGNORECASE,
    )
    for match in lead.finditer(text, max(0, after - offset)):
        position = match.end()
        item = re.compile(rf"(?:(?:,\s*and\s+|,\s*|\s+and\s+)?)(?P<name>{_NAME})(?P<tail>{_AGE})?")
        found: list[tuple[str, int, str | None]] = []
        while (one := item.match(text, position)) is not None:
            cleaned = _clean(one["name"], one.start("name"), lexicon, is_aged=_age(one) is not None)
            if cleaned is None:
                break
            found.append((cleaned[0], cleaned[1], _age(one)))
            position = one.end()
        closes = text[position : position + 1] in ("", ".", ",", ";", ")", "—", "–")
        if closes and (len(found) > 1 or any(" " in name for name, _, _ in found)):
            for name, low, age in found:
                yield Named(
                    kind,
                    _FATES[kind],
                    name,
                    age,
                    None,
                    offset + low,
                    offset + low + len(name),
                    offset + low,
                    offset + low + len(name),
                    "listed-name",
                )


def _age(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    return groups.get("age") or groups.get("age2") or groups.get("age3")


def _clean(name: str, start: int, lexicon: Lexicon, is_aged: bool) -> tuple[str, int] | None:
    """The name without the titles in front; None where the words are no person's name."""
    while True:
        first = name.split(maxsplit=1)[0]
        is_title = (
            first.lower().rstrip(".") in lexicon.sets["person_title"]
            or first.lower() in lexicon.sets["title"]
            or first.lower().rstrip(".") in lexicon.sets["title"]
        )
        if not is_title or len(name.split()) == 1:
            break
        rest = name[len(first) :].lstrip()
        start += len(name) - len(rest)
        name = rest
    parts = name.split()
    bad = lexicon.sets["not_name"]
    if any(part.lower().rstrip(".'’") in bad or part.lower() in lexicon.populations for part in parts):
        return None
    if re.search(r"[’']s$", name) or (len(parts) < 2 and not is_aged):
        return None
    if name.isupper() and len(name) < 6:
        return None
    return name.rstrip("."), start


def _sex(before: str, tail: str, after: str, lexicon: Lexicon) -> str | None:
    """The sex, f or m, where words about the person say so."""
    near = re.findall(r"[a-z]+", (before[-24:] + " " + tail).lower())
    far = re.findall(r"[a-z]+", after.lower())[:8]
    for words in (near, far):
        if any(word in lexicon.sets["female"] for word in words):
            return "f"
        if any(word in lexicon.sets["male"] for word in words):
            return "m"
    return None
