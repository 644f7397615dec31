"""Day and place that a statement takes from what stands before it.

"At least 40 people were killed in Ozmara in the night. [...] Four soldiers were killed." The second
sentence has the day and place of the first. Inside a paragraph the last day and place told go on;
they are carried further by "there", from the heading of a section ("Quill, 16 and 17 May"), from the
date of a diary's entry, and, in a report that is not known to be written long after what it tells,
from the one scene it has told so far. Where two scenes were told nothing is carried from paragraph to
paragraph: the reader would have to guess which. What plainly comes later (a burial, an honour, a
crowd that remembers) goes on from its own kind only. A report without any place is of that of its
dateline or headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph import edtf
from cenotaph.claim.annotate import Annotated
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon
from cenotaph.errors import ValueFormatError

CARRIED = frozenset({"killed", "injured", "casualty", "damaged"})
"""Kinds that happen at the day and place of a scene; of the others the day may be a later one."""

DATED = CARRIED | {"missing", "detained", "displaced", "gathered"}
"""Kinds that have the day of a scene where they state none."""

PLACED = DATED | {"died_later", "deployed"}
"""Kinds that happen at its place."""

_AFTERMATH = frozenset({"died_later", "detained", "displaced", "deployed"})
"""Kinds whose own day is not that of the scene: an arrest in between has its own."""

LATER = frozenset({"buried", "honoured", "anniversary", "commemoration", "legal", "cause", "quote"})
"""Kinds that happen at another day than the scene they go back to; so does a crowd that remembers."""

_OCCASIONS = frozenset({"gathered", "honoured", "commemoration"})
"""Kinds that happen at one ceremony."""

_MOST = 100  # statements of a section by which its scene is known
_LOOK_BACK = 10  # sentences of a paragraph through which a day or place told still holds
_APART = 62  # days between two scenes of which the second cannot have the place of the first
_MONTH = re.compile(r"\d{4}-\d\d")
_SPELL = re.compile(r"\d{4}(?:-[01]\d)?(?:/\d{4}(?:-[01]\d)?)?")
_HEADING = 100  # characters
_DAY = re.compile(r"\{?\d{4}-\d\d-\d\d(?:T[\d:]+)?(?:[/,]\d{4}-\d\d-\d\d(?:T[\d:]+)?)?\}?")
_DATELINE = re.compile(
    r"[A-Z][^.!?()]{2,80}\([A-Z][\w /-]{1,30}\)\s*(?:--?|–|—)\s"
    r"|[A-Z][A-Z’'-]+(?:[ -][A-Z’'-]+){0,3},\s[^!?()\n]{2,30}\s(?:--|–|—|-)\s"
)


class Scene(NamedTuple):
    """Where and when; None where it is not told."""

    when: str | None = None
    where: str | None = None
    rule: str = "carried"


class Told(NamedTuple):
    """What one sentence told of when and where, and where it stands."""

    when: str | None
    where: str | None
    block: int
    order: int  # of the sentence in the text
    is_later: bool | None = None  # a burial or the like; null where nothing was counted
    is_break: bool = False  # it says when in words that are no date: no earlier day holds
    kind: str = ""  # of the statement; empty where nothing was counted
    at: int = 0  # where the sentence begins


class Carrier:
    """What the text has told so far of day and place."""

    def __init__(self, text: str, published: str | None, words: Lexicon) -> None:
        self.text = text
        self.published = published
        self.words = words
        self.section: Scene | None = None
        self.told: list[Told] = []  # in this section
        self.history: list[Told] = []  # in the whole text
        self.order = 0
        self.at = 0  # where the sentence begins that is read
        self.log: int | None = None  # where a log of entries by the clock begins: they are as one paragraph
        self.is_begun = False  # whether a paragraph was read
        self.default_day: str | None = None  # of what is reported while it happens
        self.default_place = _dateline_place(text, words)

    def title(self, place: str | None, day: str | None) -> None:
        """The place and the day that the headline names: those of a text which tells no other."""
        self.default_place = self.default_place or place
        self.default_day = self.default_day or (None if self.is_begun else day)

    def heading(self, start: int, end: int, times: Sequence[Time]) -> None:
        """A heading in mid-text: another section begins, with the day and place it names."""
        self.is_begun = True
        self.told.clear()
        self.section = None
        line = self.text[start:end].strip()
        days = [time.edtf for time in times if time.edtf and is_day(time.edtf)]
        named = self.words.rules["heading_place"].match(line) if len(line) <= _HEADING else None
        leads = self.words.patterns["heading_lead"].pattern
        known = named and re.search(rf"(?i:{leads})\s+{re.escape(named[1])}\b", self.text)
        if len(line) <= _HEADING and (days or known):
            self.section = Scene(days[0] if len(days) == 1 else None, named[1] if named and known else None, "section")
            self._note(self.section, start)

    def entry(self, when: str, where: str | None = None) -> None:
        """The date of a diary's or log's entry, which stands alone in front of it or beside its place."""
        low = (where or "").lower()
        is_body = any(word in self.words.sets["label_body"] for word in low.split())
        is_place = not is_body and low.partition(" ")[0] not in self.words.sets["not_place"]
        self.told.clear()
        self.section = Scene(when, where if is_place else None, "entry")
        self._note(self.section, self.at)

    def _note(self, scene: Scene, at: int) -> None:
        """Keep that a section told its day or place."""
        if scene.when or scene.where:
            self.history.append(Told(scene.when, scene.where, at, self.order, at=at))

    def tell(
        self, when: str | None, where: str | None, block: int, kind: str = "", *, is_later: bool | None, is_break: bool
    ) -> None:
        """A statement said itself when or where it was."""
        when = when if when and (is_day(when) or _SPELL.fullmatch(when)) else None
        if when or where or is_break:
            block = block if self.log is None else self.log
            self.told.append(Told(when, where, block, self.order, is_later, is_break, kind, self.at))
            self.history.append(self.told[-1])

    def day_here(self, block: int, kind: str, place: str | None, *, is_item: bool, is_later: bool) -> str | None:
        """The last day told in the same paragraph, unless it is told of another place.

        Args:
            block: where the paragraph begins.
            kind: of the statement.
            place: that it names itself.
            is_item: whether it goes on with a list, whose items have places of their own.
            is_later: whether it is a burial or the like.
        """
        block = block if self.log is None else self.log
        aside: str | None = None  # the day of an arrest, which holds where no other was told
        for told in reversed(self.told):
            if told.block != block or self.order - told.order > _LOOK_BACK or told.is_break:
                break
            if kind == "died_later" and "/" not in (told.when or "/"):
                break  # of a run of days up to the report it may be one
            if told.when is None or not _may_lend(told, kind, is_later=is_later):
                continue
            if is_aside(told.kind) and told.kind != kind:
                aside = aside or told.when
                continue
            is_away = place is not None and told.where is not None and is_elsewhere(place, told.where)
            return None if is_away and not is_item else told.when
        return aside

    def place_here(
        self, block: int, when: str | None, kind: str = "", *, is_named: bool = False, is_said: bool = False
    ) -> str | None:
        """The place told in the same paragraph: the last, or the first of the scene where somebody sums it up.

        Args:
            block: where the paragraph begins.
            when: the statement's day; a place told of quite another time is not its own.
            kind: of the statement.
            is_named: whether only a place by name is asked for.
            is_said: whether the statement names who says it.
        """
        block = block if self.log is None else self.log
        found: list[str] = []
        aside: str | None = None
        day: str | None = None
        for told in reversed(self.told):
            own = told.when if told.kind else None
            is_over = told.block != block or self.order - told.order > _LOOK_BACK
            if is_over or (day is not None and own is not None and own != day):
                break
            is_after = told.is_later is True and kind not in LATER and kind not in _OCCASIONS
            if is_after or (is_aside(told.kind) and told.kind != kind and not told.is_later):
                aside = aside or told.where
                continue
            if kind in LATER and told.kind and told.kind != kind and told.kind not in _OCCASIONS:
                continue
            day = day or own
            is_house = told.where is not None and told.where[:1].isdigit()  # of those who were in it alone
            if told.where is not None and not is_house and (has_name(told.where) or not is_named):
                if not found and when and told.when and _is_other_scene(when, told, kind):
                    return None
                found.append(told.where)
        if is_said:
            found = [place for place in reversed(found) if has_name(place)] or found
        return found[0] if found else aside

    def places(self) -> int:
        """How many places by name were told in this section."""
        return len(_distinct([told.where for told in self.told[:_MOST] if told.where and has_name(told.where)]))

    def days(self) -> set[str]:
        """The days that were told of what happened."""
        return {told.when for told in self.told if told.when and is_day(told.when) and not told.is_later}

    def scene(self, annotated: Annotated, kind: str, own_day: str | None, own_place: str | None) -> Scene:
        """What a statement of the kind takes from before, given the day and place that it states itself."""
        if kind not in PLACED:
            return Scene()
        if self.told and _says_there(annotated, self.words):
            found = self._last()
        elif self.section is not None:
            is_away = any(scene.where not in (None, self.section.where) for scene in self.told)
            found = Scene(None if self._is_other_day() else self.section.when, None, self.section.rule)
            found = found if is_away else found._replace(where=self.section.where)
        else:
            found = self.main()
        if self.told and _means_place(annotated, self.words):
            found = found._replace(where=self._last().where or found.where)
        if own_place and found.where and is_elsewhere(own_place, found.where):
            return Scene()
        if own_day and found.when and not is_within(own_day, found.when):
            return Scene()
        return found if kind in DATED else found._replace(when=None)

    def _is_other_day(self) -> bool:
        """Whether the section has told of another day than its own since it began."""
        own = self.section.when if self.section else None
        return own is not None and any(scene.when and not is_within(scene.when, own) for scene in self.told)

    def _last(self) -> Scene:
        """The day and place told last, where one sentence after the other told them."""
        last = self.told[-1]
        when = last.when or next((scene.when for scene in reversed(self.told[-2:]) if scene.when), None)
        where = last.where or next((scene.where for scene in reversed(self.told[-2:]) if scene.where), None)
        return Scene(when, where, "there")

    def main(self) -> Scene:
        """The one scene of a text: its day, and the place it told first; nothing where two days were told."""
        told = [told for told in self.told[:_MOST] if not told.is_later]
        acts = [one for one in told if not is_aside(one.kind)] or told
        whens = [told.when for told in acts if told.when and is_day(told.when)]
        wheres = [told.where for told in acts if told.where and has_name(told.where)]
        where = wheres[0] if wheres else self.default_place
        rule = "carried" if wheres else "dateline"
        if whens:
            one_day = all(is_within(when, whens[0]) for when in whens)
            one_place = len(_distinct(wheres)) == 1
            return Scene(whens[0], where, rule) if one_day else Scene(None, where if one_place else None, rule)
        spells = {told.when for told in acts if told.when}
        where = where if len(_distinct(wheres)) < 2 else None
        return Scene(spells.pop() if len(spells) == 1 else None if spells else self.default_day, where, rule)


def _dateline_place(text: str, words: Lexicon) -> str | None:
    """The place that a dispatch begins with: "OZMARA, 12 May (NNA) -"."""
    line = words.rules["dateline_place"].match(text)
    name = str(line["place"]).strip() if line else ""
    low = name.lower()
    is_body = any(word in words.sets["label_body"] or word in words.sets["no_dateline"] for word in low.split())
    return None if not name or is_body or low in words.sets["not_place"] else name


def has_name(place: str) -> bool:
    """Whether a place is told by name."""
    return any(word[:1].isupper() for word in place.split())


def _may_lend(told: Told, kind: str, *, is_later: bool) -> bool:
    """Whether a statement may have the day of one told before it: a burial not that of the killing."""
    if told.kind == kind or (kind in _OCCASIONS and told.kind in _OCCASIONS):
        return True
    return told.is_later is None or told.is_later == is_later


def is_aside(kind: str) -> bool:
    """Whether statements of a kind have a day of their own within a scene, as an arrest has."""
    return kind in _AFTERMATH


def is_elsewhere(one: str, other: str) -> bool:
    """Whether two places by name are not the same; one without a name may stand anywhere."""
    return has_name(one) and has_name(other) and not _is_same_place(one, other)


def _is_same_place(one: str, other: str) -> bool:
    """Whether one name says more of the place that the other names: "Ozmara", "the Ozmara depot"."""
    a, b = set(one.lower().split()), set(other.lower().split())
    return a <= b or b <= a


def _is_other_scene(when: str, told: Told, kind: str) -> bool:
    """Whether a statement of a day has not the place of one told before: far in time, or an arrest of another day."""
    if _is_far(when, told.when or ""):
        return True
    return kind == "detained" and told.kind != kind and is_day(when) and not is_within(when, told.when or "")


def _distinct(places: Sequence[str]) -> list[str]:
    """The places that are none of the others told further."""
    found: list[str] = []
    for place in places:
        if not any(_is_same_place(place, other) for other in found):
            found.append(place)
    return found


def _is_far(one: str, other: str) -> bool:
    """Whether two dates are so far apart that the one is another story; so is one that is no date."""
    try:
        spans = _span(one), _span(other)
    except ValueFormatError:
        return True
    if spans[0] is None or spans[1] is None:
        return False
    (first, last), (begin, end) = spans[0], spans[1]
    return max(first - end, begin - last) > _APART


def _span(when: str) -> tuple[int, int] | None:
    """The numbers of the first and last day of a date; None where one is open.

    Raises:
        ValueFormatError: it is no EDTF.
    """
    ends = edtf.bounds(when)
    if ends is None or ends[0] is None or ends[1] is None:
        return None
    return edtf.day_number(ends[0]), edtf.day_number(ends[1])


def is_day(when: str) -> bool:
    """Whether a date is a day, some days named one by one, or a run between two days."""
    return _DAY.fullmatch(when) is not None


def is_spell(when: str) -> bool:
    """Whether a date is a month, a year or a run of them."""
    return _SPELL.fullmatch(when) is not None


def after_dateline(text: str, start: int, times: Sequence[Time]) -> tuple[Time, ...]:
    """The times of a sentence without that of the dateline in front: "OZMARA, 12 May (NNA) - Forty people"."""
    line = _DATELINE.match(text)
    return tuple(time for time in times if line is None or time.start >= start + line.end())


def is_within(one: str, other: str) -> bool:
    """Whether a date lies within another, or it within that."""
    try:
        spans = _span(one), _span(other)
    except ValueFormatError:
        return False
    if spans[0] is None or spans[1] is None:
        return False
    (first, last), (begin, end) = spans[0], spans[1]
    return (begin <= first and last <= end) or (first <= begin and end <= last)


def _says_there(annotated: Annotated, words: Lexicon) -> bool:
    """Whether the sentence says "there" for a place, and not "there were"."""
    lows = annotated.lows
    return any(
        low in words.sets["there"] and (at + 1 == len(lows) or lows[at + 1] not in words.sets["exists"])
        for at, low in enumerate(lows)
    )


def _means_place(annotated: Annotated, words: Lexicon) -> bool:
    """Whether a noun without name goes back to the place told last: "the building", not "the village of Quill"."""
    sets, lows = words.sets, annotated.lows
    if sets["there_noun"].isdisjoint(lows):
        return False
    for at in range(1, len(lows)):
        if lows[at] in sets["there_noun"] and lows[at - 1] in sets["the"]:
            behind = annotated.tokens[at + 1] if at + 1 < len(lows) else None
            if behind is None or not (behind.low in sets["site_of"] or behind.text[:1].isupper()):
                return True
    return False


def wide_place(annotated: Annotated, last: int, words: Lexicon) -> str | None:
    """A country or province that the words behind a statement mean without its name: "killed in the province"."""
    low = annotated.lows[last : last + 4]
    if len(low) < 3 or low[0] not in words.sets["wide_preposition"] or low[1] not in words.sets["the"]:
        return None
    if low[2] not in words.sets["wide_place"] or (len(low) > 3 and low[3] in words.sets["of"]):
        return None
    return f"{low[1]} {low[2]}"
