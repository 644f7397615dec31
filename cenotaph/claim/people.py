"""People whom a sentence names as killed, missing, injured: a claim of one, and an entry that keeps name and age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.scene import is_capitals
from cenotaph.claim.sentences import Sentence
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


_AGED = re.compile(
    rf"(?P<name>{_NAME})\s+was\s+(?:only\s+)?(?P<age>\d{{1,3}})(?P<tail>)(?:\s+years\s+old)?,?\s+(?:and|when\s+(?:he|she))\s+$"
)
_KIN = (
    r"(?:(?:his|her|their)\s+(?:(?:elder|younger|twin|baby|infant|little|only)\s+)?"
    r"(?:son|daughter|wife|husband|mother|father|brother|sister|cousin|nephew|niece|uncle|aunt|grandson|granddaughter"
    r"|grandmother|grandfather|friend|neighbour|neighbor|colleague)s?\s+)?"
)
_JOINED_BEHIND = re.compile(rf"\band\s+{_KIN}(?P<name>{_NAME})(?P<tail>{_AGE})?,?\s*$")
_JOINED_AHEAD = re.compile(rf"(?:^|[.;:,]\s)(?P<name>{_NAME})(?P<tail>{_AGE})?,?\s+and\s+{_KIN}$")
_OTHER_SEX = {
    "he": re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE),
    "she": re.compile(r"\b(?:he|his|him)\b", re.IGNORECASE),
}
_KIN_ACTS = re.compile(r"^(?:his|her|their|my|our)\s+(?!name\b|stall\b|house\b|shop\b|school\b|work\b)", re.IGNORECASE)
_FULL_NAME = re.compile(rf"(?<![\w’'-]){_PART}(?:\s+(?:{_PARTICLE}\s+)?{_PART}){{1,3}}")
_MEANT = re.compile(
    r"(?:^|[.;:,]\s|\b(?:and|but|then|when|where|that)\s+)(?P<who>he|she)\b(?P<gap>[^.;:]{0,60})$", re.IGNORECASE
)
_PLAIN_DEATH = re.compile(r"\b(?:die|dies|died|dying|falls?|fell|fallen)$", re.IGNORECASE)


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
            match = match or _FURTHER_UP.match(text[:first]) or _AGED.search(text[:first])
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
        if rule == "name-verb":
            yield from _joined(text, offset, match, (kind, first, last), taken, lexicon)


def _joined(
    text: str,
    offset: int,
    match: re.Match[str],
    verb: tuple[str, int, int],
    taken: list[tuple[int, int]],
    lexicon: Lexicon,
) -> Iterator[Named]:
    """The other of two people whom "and" joins in front of a verb: "X, 28, and his cousin Y were killed"."""
    kind, first, last = verb
    between = text[match.end("name") : first]
    behind = _JOINED_BEHIND.search(between)
    ahead = None if behind else _JOINED_AHEAD.search(text[: match.start("name")])
    other, moved = (behind, match.end("name")) if behind else (ahead, 0)
    if other is None:
        return
    cleaned = _clean(other["name"], moved + other.start("name"), lexicon, is_aged=_age(other) is not None)
    if cleaned is None or any(a < cleaned[1] + len(cleaned[0]) and cleaned[1] < b for a, b in taken):
        return
    name, low = cleaned
    taken.append((low, low + len(name)))
    yield Named(
        kind, _FATES[kind], name, _age(other), None, offset + low, offset + low + len(name),
        offset + min(low, match.start("name")), offset + last, "name-verb",
    )  # fmt: skip


def people_meant(annotated: Annotated, before: Sequence[Sentence], lexicon: Lexicon) -> Iterator[Named]:
    """The one named before whom "she was killed" means: only where no second person is named who could be meant.

    `before` are the sentences of the paragraph in front of this one, in order.
    """
    text, offset = annotated.sentence.text, annotated.sentence.start
    if is_capitals(annotated):
        return
    for predicate in annotated.predicates:
        if predicate.kind not in ("killed", "died_later") or not predicate.takes_subject or predicate.is_toll:
            continue
        first = annotated.tokens[predicate.first].start - offset
        last = annotated.tokens[predicate.last - 1].end - offset
        meant = _MEANT.search(text[:first])
        if meant is None or _PLAIN_DEATH.search(text[first:last]) or _full_names(text[: meant.start()], 0, lexicon):
            continue
        if _full_names(meant["gap"], 0, lexicon) or re.search(
            r"\b(?:whose|his|her|their|who|if|not|nearly)\b", meant["gap"]
        ):
            continue
        told = " ".join(sentence.text for sentence in before)
        if _OTHER_SEX[meant["who"].lower()].search(told) or any(_KIN_ACTS.match(s.text) for s in before):
            continue
        names = [found for sentence in before for found in _full_names(sentence.text, sentence.start, lexicon)]
        if len({name for name, _ in names}) != 1:
            continue
        name, low = names[0]
        if not any(
            low == sentence.start or sentence.text[: low - sentence.start].endswith(", ") for sentence in before
        ):
            continue  # named as the object of someone's doing: who is meant stays open
        start = meant.start("who")
        sex = "f" if meant["who"].lower() == "she" else "m"
        yield Named(
            predicate.kind, _FATES[predicate.kind], name, None, sex, low, low + len(name), offset + start,
            offset + last, "pronoun-verb",
        )  # fmt: skip
        return


def _full_names(text: str, offset: int, lexicon: Lexicon) -> list[tuple[str, int]]:
    """Names of two words and more in a text, with their offsets."""
    found = []
    for match in _FULL_NAME.finditer(text):
        cleaned = _clean(match.group(), match.start(), lexicon, is_aged=False)
        if cleaned is not None:
            found.append((cleaned[0], offset + cleaned[1]))
    return found


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
        item = re.compile(rf"(?:(?:,\s*and\s+|,\s*|\s+and\s+)?){_KIN}(?P<name>{_NAME})(?P<tail>{_AGE})?")
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
