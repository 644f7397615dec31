"""People whom a sentence names as killed, missing, injured: a claim of one, and an entry that keeps name and age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import choose
from cenotaph.claim.predicates import Predicate
from cenotaph.claim.sentences import Sentence
from cenotaph.claim.words import Lexicon

_FRONT = 200  # characters in front of a verb in which the name of its subject stands
_AND = 6  # characters of "and" with blanks; more say whose kin the other of two people is
_NEAR = 40  # characters in front of a name, and 60 behind its verb, that tell the sex
_FAR = 60
_LEAST_CAPITALS = 6  # letters of a name printed in capitals; shorter ones are initials of a body
SOMEBODY = "person"
"""The class of a person of whom nothing else is known."""

FATES: dict[str, str | None] = {
    "killed": "killed",
    "died_later": "died_later",
    "missing": "missing",
    "injured": "injured",
    "buried": "killed",
    "detained": None,
}
"""Kinds of claims that name a victim, and what they say became of them; of the detained nothing is known."""


_SPACED_NAME = re.compile(r"[’']s$")
_WORD = re.compile(r"[a-z]+")
_BARE_NUMBER = re.compile(r"\s\d|$")  # "Ozmara 14": the number of a place, no age
_GOES_ON = re.compile(r"\s[a-z]")
_CLOSING = ("", ".", ",", ";", ")", "—", "–")


class Named(NamedTuple):
    """One person as one sentence names them; offsets in the text, half-open."""

    kind: str
    fate: str | None
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
    if annotated.is_capitals:
        return
    text, offset = annotated.sentence.text, annotated.sentence.start
    taken: dict[str, list[tuple[int, int]]] = {}  # by kind: one may be arrested and go missing
    for predicate in annotated.predicates:
        kind = choose(predicate, SOMEBODY, is_bare=False)
        if kind is None or kind not in FATES or not _may_befall(text, kind, predicate, lexicon):
            continue
        first = annotated.tokens[predicate.first].start - offset
        last = annotated.tokens[predicate.last - 1].end - offset
        match, rule = _name_at(text, predicate, (kind, first, last), lexicon)
        if match is None or _is_taken(match.start("name"), match.end("name"), taken.get(kind, ())):
            continue
        is_kin = lexicon.rules["kin_before"].search(text[: match.start("name")]) is not None
        cleaned = clean_name(match["name"], match.start("name"), lexicon, is_aged=age_of(match) is not None or is_kin)
        if cleaned is None or (match["tail"] is None and lexicon.rules["plain_fall"].match(text, first)):
            continue
        name, low = cleaned
        high = low + len(name)
        taken.setdefault(kind, []).append((low, high))
        sex = _sex(text[max(0, low - _NEAR) : low], match["tail"] or "", text[last : last + _FAR], lexicon)
        start, end = min(low, first), max(last, match.end("tail") if match["tail"] else high)
        told = "died_later" if kind == "killed" and died_of_harm(text, first, last, lexicon) else kind
        yield Named(
            told, FATES[told], name, age_of(match), sex, offset + low, offset + high, offset + start, offset + end, rule
        )
        for other, at in _in_list(text, match, first if rule == "name-verb" else None, lexicon):
            if not _is_taken(at, at + len(other), taken[kind]):
                taken[kind].append((at, at + len(other)))
                low, high = offset + at, offset + at + len(other)
                yield Named(told, FATES[told], other, None, None, low, high, low, max(high, offset + last), rule)
        if rule == "name-verb":
            yield from _joined(text, offset, match, (kind, first, last), taken[kind], lexicon)


def _may_befall(text: str, kind: str, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Whether a named person is a victim of it: "surrendered" is said of armies, "jailed for murder" of the guilty."""
    if kind != "detained":
        return True
    return predicate.is_passive and lexicon.rules["tried"].search(text) is None


def _name_at(
    text: str, predicate: Predicate, verb: tuple[str, int, int], lexicon: Lexicon
) -> tuple[re.Match[str] | None, str]:
    """The name that stands where a predicate takes one, and the rule; `verb` is its kind, its start and its end."""
    rules = lexicon.rules
    kind, first, last = verb
    if predicate.takes_subject and not predicate.is_toll:
        front = text[:first]
        match = (
            _subject_name(text, max(0, first - _FRONT), first, lexicon)
            or rules["name_further_up"].match(front)
            or rules["name_aged"].search(front)
            or _opening_subject(front, lexicon)
        )
        return match, "name-verb"
    if kind == "detained":
        return None, ""
    if predicate.is_noun:
        return rules["name_behind_noun"].match(text, last), "noun-of-name"
    return rules["name_behind_verb"].match(text, last) or rules["name_object"].match(text, last), "verb-name"


def _is_taken(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a run of words shares a character with one of `taken`."""
    return any(low < end and start < high for low, high in taken)


def _subject_name(text: str, start: int, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """The name in front of a verb, places passed over: "in Upper Quill, Ilva Nobody was killed"."""
    match = lexicon.rules["name_in_front"].search(text, start, end)
    while match is not None and match["tail"] is not None and _is_led(text, match, lexicon):
        match = lexicon.rules["name_in_front"].search(text, match.end("name"), end)
    return match


def _is_led(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a preposition leads a name that has no age: then another name may stand behind it."""
    if age_of(match) is not None or match.group().split()[-1] in lexicon.sets["who"]:
        return False
    before = text[: match.start("name")].rstrip().rpartition(" ")[2].lower()
    return before in lexicon.sets["place_lead"] or match["name"].split()[0].lower() in lexicon.sets["place_lead"]


def _in_list(text: str, match: re.Match[str], verb: int | None, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """The other names of a list that closes with "and": "A Nobody, B Nobody and C Nobody were killed".

    `verb` is where the verb behind the list begins; null where the list stands behind its verb.
    """
    rules = lexicon.rules
    if verb is None:
        names = rules["names_behind"].match(text, match.end())
    else:
        names = rules["names_ahead"].search(text, 0, verb)
    if names is not None:
        yield from ((name, names.start("names") + at) for name, at in _full_names(names["names"], 0, lexicon))


def _opening_subject(front: str, lexicon: Lexicon) -> re.Match[str] | None:
    """The name that opens a sentence and has a second verb: "Ilva Nobody was led away and has not been seen since"."""
    match = lexicon.rules["name_opening"].match(front)
    if match is None:
        return None
    gap = front[match.end("tail") if match["tail"] else match.end("name") :]
    is_other = lexicon.rules["other_clause"].search(gap)
    is_speech = any(word in lexicon.say for word in _WORD.findall(gap.lower()))
    return None if is_other or is_speech or _full_names(gap, 0, lexicon) else match


def died_of_harm(text: str, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a person who died was hurt before, and died of it or in hospital."""
    if lexicon.rules["only_died"].search(text[:last]) is None:
        return False
    later = lexicon.rules["dies_later"].search(text, last, last + _FAR)
    return (
        later is not None and lexicon.rules["hurt_before"].search(text[:first] + text[last : later.end()]) is not None
    )


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
    behind = lexicon.rules["joined_behind"].search(between)
    ahead = None if behind else lexicon.rules["joined_ahead"].search(text[: match.start("name")])
    other, moved = (behind, match.end("name")) if behind else (ahead, 0)
    if other is None:
        return
    is_kin = other.start("name") - other.start() > _AND
    cleaned = clean_name(
        other["name"], moved + other.start("name"), lexicon, is_aged=age_of(other) is not None or is_kin
    )
    if cleaned is None or _is_taken(cleaned[1], cleaned[1] + len(cleaned[0]), taken):
        return
    name, low = cleaned
    taken.append((low, low + len(name)))
    yield Named(
        kind, FATES[kind], name, age_of(other), None, offset + low, offset + low + len(name),
        offset + min(low, match.start("name")), offset + last, "name-verb",
    )  # fmt: skip


def people_meant(annotated: Annotated, before: Sequence[Sentence], lexicon: Lexicon) -> Iterator[Named]:
    """The one named before whom "she was killed" means: only where no second person is named who could be meant.

    `before` are the sentences of the paragraph in front of this one, in order.
    """
    text, offset, rules = annotated.sentence.text, annotated.sentence.start, lexicon.rules
    if annotated.is_capitals:
        return
    for predicate in annotated.predicates:
        kind = choose(predicate, SOMEBODY, is_bare=False)
        if kind not in ("killed", "died_later") or not predicate.takes_subject or predicate.is_toll:
            continue
        first = annotated.tokens[predicate.first].start - offset
        last = annotated.tokens[predicate.last - 1].end - offset
        meant = rules["pronoun_in_front"].search(text[:first])
        if (
            meant is None
            or rules["plain_death"].search(text[first:last])
            or _full_names(text[: meant.start()], 0, lexicon)
        ):
            continue
        if _full_names(meant["gap"], 0, lexicon) or rules["someone_else"].search(meant["gap"]):
            continue
        told = " ".join(sentence.text for sentence in before)
        is_woman = meant["who"].lower() in lexicon.sets["female"]
        other = lexicon.patterns["he" if is_woman else "she"]
        if other.search(told) or any(rules["kin_acts"].match(sentence.text) for sentence in before):
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
        sex = "f" if is_woman else "m"
        yield Named(
            kind, FATES[kind], name, None, sex, low, low + len(name), offset + start,
            offset + last, "pronoun-verb",
        )  # fmt: skip
        return


def _full_names(text: str, offset: int, lexicon: Lexicon) -> list[tuple[str, int]]:
    """Names of two words and more in a text, with their offsets."""
    found = []
    for match in lexicon.rules["full_name"].finditer(text):
        cleaned = clean_name(match.group(), match.start(), lexicon, is_aged=False)
        if cleaned is not None:
            found.append((cleaned[0], offset + cleaned[1]))
    return found


def listed_people(annotated: Annotated, counted: str | None, after: int | None, lexicon: Lexicon) -> Iterator[Named]:
    """Names in a list of those counted, or of a group: "among them A, B and C", "among the dead were A and B".

    Args:
        annotated: the sentence.
        counted: the kind counted last, in the sentence or in the one before it.
        after: where the first count of the sentence stands in the text; null where none does, and the list of those
            counted before opens the sentence.
        lexicon: the words of the language.
    """
    if annotated.is_capitals:
        return
    text, offset, rules = annotated.sentence.text, annotated.sentence.start, lexicon.rules
    for match in rules["names_lead"].finditer(text):
        is_behind = match.start() == 0 if after is None else match.start() >= after - offset
        kind = _kind_of_group(match, lexicon) or (counted if is_behind else None)
        if kind is None or kind not in FATES:
            continue
        position = match.end()
        found: list[tuple[str, int, str | None]] = []
        while (one := rules["listed_name"].match(text, position)) is not None:
            is_aged = (one["tail"] or "")[:1] in (",", " ") and not _BARE_NUMBER.match(one["tail"] or "")
            cleaned = clean_name(one["name"], one.start("name"), lexicon, is_aged=is_aged or bool(found))
            if cleaned is None:
                break
            found.append((cleaned[0], cleaned[1], age_of(one)))
            apposed = rules["name_apposed"].match(text, one.end())
            position = apposed.end() if apposed else one.end()
        is_group = any(match.groupdict().values())
        closes = text[position : position + 1] in _CLOSING or (is_group and _GOES_ON.match(text, position) is not None)
        if closes and (len(found) > 1 or any(" " in name for name, _, _ in found)):
            for name, low, age in found:
                start, end = offset + low, offset + low + len(name)
                yield Named(kind, FATES[kind], name, age, None, start, end, start, end, "listed-name")
    yield from _among_them(annotated, counted, lexicon)


def _kind_of_group(match: re.Match[str], lexicon: Lexicon) -> str | None:
    """The kind of the group that a list of names opens with: "the wounded were"."""
    group = next((words for words in match.groupdict().values() if words), None)
    return lexicon.words.cues_of.get(group.lower(), "killed") if group else None


def _among_them(annotated: Annotated, kind: str | None, lexicon: Lexicon) -> Iterator[Named]:
    """The one who was among those counted: "I saw six bodies; Ilva Nobody, our neighbour, lay among them"."""
    match = lexicon.rules["name_among"].search(annotated.sentence.text) if kind in FATES else None
    if match is None or kind is None:
        return
    cleaned = clean_name(match["name"], match.start("name"), lexicon, is_aged=age_of(match) is not None)
    if cleaned is not None:
        start, offset = cleaned[1], annotated.sentence.start
        name_end, end = offset + start + len(cleaned[0]), offset + match.end()
        fate = FATES[kind]
        yield Named(
            kind, fate, cleaned[0], age_of(match), None, offset + start, name_end, offset + start, end, "listed-name"
        )


def age_of(match: re.Match[str]) -> str | None:
    """The age that a match has found, as printed."""
    groups = match.groupdict()
    return groups.get("age") or groups.get("age2") or groups.get("age3")


def clean_name(name: str, start: int, lexicon: Lexicon, *, is_aged: bool) -> tuple[str, int] | None:
    """The name without the titles in front; None where the words are no person's name."""
    titles = lexicon.sets["person_title"] | lexicon.sets["title"]
    while True:
        first = name.split(maxsplit=1)[0]
        is_title = first.lower().rstrip(".") in titles or first.lower() in lexicon.sets["title"]
        if not is_title or len(name.split()) == 1:
            break
        rest = name[len(first) :].lstrip()
        start += len(name) - len(rest)
        name = rest
    parts = name.split()
    bad = lexicon.sets["not_name"]
    if any(part.lower().rstrip(".'’") in bad or part.lower() in lexicon.populations for part in parts):
        return None
    if _SPACED_NAME.search(name) or (len(parts) < 2 and not is_aged):
        return None
    if name.isupper() and len(name) < _LEAST_CAPITALS:
        return None
    return name.rstrip("."), start


def _sex(before: str, tail: str, after: str, lexicon: Lexicon) -> str | None:
    """The sex, f or m, where words about the person say so."""
    near = _WORD.findall((before[-24:] + " " + tail).lower())
    far = _WORD.findall(after.lower())[:8]
    for words in (near, far):
        if any(word in lexicon.sets["female"] for word in words):
            return "f"
        if any(word in lexicon.sets["male"] for word in words):
            return "m"
    return None
