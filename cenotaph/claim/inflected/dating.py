"""What each time of a sentence is the time of: what happened, what was said, or what only stands by it.

"The toll rose to 31 on Monday", "as of 9 a.m. 53 are in hospital", "more than in December", "the ministry said
today" hold times at which nobody was harmed; "two people wounded in Monday's attack died today" holds one for
each. Times whose words mean days only beside others are settled here too: "in the last 24 hours", "since
January", "in the night". The words that tell are data, `lang/<code>/when.toml`.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from cenotaph import edtf
from cenotaph.claim.inflected.scene import distance, is_of_next, run_of
from cenotaph.claim.inflected.seen import Seen, Word
from cenotaph.claim.inflected.when_words import rules_of, words_of
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.times import Time
from cenotaph.errors import ValueFormatError

Role = Literal["when", "harm", "assembly", "as_of", "said", "passing"]
"""Of what a time is: of the verb of its clause, of an attack or the like named as a noun, of a march or
operation so named, of the state of knowledge, of the saying, or of none of these (compared, until)."""

LATER = frozenset({"died_later", "buried", "honoured"})
"""Kinds that come after the harm: its day is not theirs, and theirs is not that of the harm."""

RECALLED = "recalled"
"""The rule of a time that dates another event, to which the one told is compared: nothing goes on from there."""

_OWN = frozenset({"when", "harm", "assembly"})
_APART = frozenset({*LATER, "gathered", "deployed"})
_SAYING = ("say", "say_passive", "deny", "deny_passive")
_SAID_REACH = 8  # words from a time to the verb of saying that it goes with, where verbs stand last
_SAID_BEFORE = 5  # the same where order is free
_SAID_BEHIND = 2
_STATED = 4  # words from a statement to the verb of saying that makes it
_BEFORE = 120  # characters in front of a time that are looked at
_MONTH = 28  # days
_YEAR = 365  # days
_FEW_DAYS = 2
_PASSED = 20  # for a time in front of another one that stands nearer
_LOOKED_AT = 12  # times around a clause among which its own is looked for
_NAMED = 8  # for the day of an attack that is named as such
_FAR = 36  # for what comes later, whose time stands in its own clause
_TODAY = "today"  # the rule of a part of the day that is told without its day
_INNER = 4  # words between a time and the participle it belongs to
_CLAUSE = frozenset({",", ";", "(", ")", "—", "–"})
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NIGHT = re.compile(r"(\d{4}-\d\d-\d\d)/\d{4}-\d\d-\d\d")
_LASTED = re.compile(r"P(T?)(\d+)([HDWMY])")
_DATELINE = re.compile(r"\s*[^\W\d_a-zəğıöüşçа-яё]{2}[^\n.!?:]{0,60},\s*")
_BEHIND_DATELINE = re.compile(r"\s*[(./—–-]")


class Dated(NamedTuple):
    """A time of a sentence, as a day where it means one, with the words it stands on (half-open) and its role."""

    time: Time
    first: int
    last: int
    role: Role

    @property
    def is_wide(self) -> bool:
        """Whether it is of more than some days: a month, a year, a run of either or of many days."""
        return width(self.time.edtf) >= _MONTH or self.time.rule == "since"


class Signs(NamedTuple):
    """What a sentence tells at large of its time."""

    events: frozenset[str]  # stems of nouns for what happened
    is_lasting: bool  # of a siege, a war, or days on end
    found_end: int | None  # where words for the finding of the dead end


class Dating:
    """Tells the roles of times for one text."""

    def __init__(self, lexicon: Lexicon, published: str | None) -> None:
        self.lexicon = lexicon
        self.rules = rules_of(lexicon.code)
        self.document = _last_day(published)
        self.light = frozenset(words_of(lexicon.code).light_verbs)
        self.is_told = False
        self.last_signs: tuple[int, Signs] | None = None  # and the start of its sentence
        self.nights: set[str] = set()  # nights told by both their days

    def search(self, rule: str, folded: str) -> re.Match[str] | None:
        """Where a rule of the language first fits in folded text."""
        pattern = self.rules.get(rule)
        return pattern.search(folded) if pattern is not None else None

    def signs(self, seen: Seen) -> Signs:
        """What a sentence tells at large of its time; that of the sentence read last is kept."""
        if self.last_signs is None or self.last_signs[0] != seen.sentence.start:
            folded = self.lexicon.folded(seen.sentence.text)
            event, found = self.rules.get("event"), self.search("found", folded)
            events = frozenset(event.findall(folded)) if event is not None else frozenset()
            is_lasting = self.search("lasting_event", folded) is not None
            self.last_signs = (seen.sentence.start, Signs(events, is_lasting, found.end() if found else None))
        return self.last_signs[1]

    def without_future(self, dated: Sequence[Dated]) -> Sequence[Dated]:
        """The times without those behind the document's day, on which nothing has happened yet."""
        if self.document is None:
            return dated
        last = edtf.day_number(self.document) + 1  # time zones
        return [one for one in dated if (first_day(one.time.edtf) or last) <= last]

    def without_next(self, seen: Seen, dated: Sequence[Dated], clause: tuple[int, int]) -> Sequence[Dated]:
        """The times without those of clauses behind one, where a time stands in front of its verb."""
        if not self.lexicon.is_verb_last:
            return dated
        end = next((at for at in range(clause[1], len(seen.words)) if seen.words[at].low in _CLAUSE), len(seen.words))
        last = seen.phrases[-1].first if seen.phrases else 0  # behind its own time others are counted
        return [one for one in dated if one.first < end or one.first > last or width(one.time.edtf) >= _MONTH]

    def without_inner(self, seen: Seen, dated: Sequence[Dated]) -> Sequence[Dated]:
        """The times of a sentence without those of its participles, where others are: killed in 1987, buried today."""
        if not self.lexicon.is_verb_last:
            return dated
        inner = [
            mark.first for mark in seen.predicates if mark.form.is_before or mark.form.is_who or mark.form.is_either
        ]
        inner = [at for at in inner if at + 1 < len(seen.words) and seen.words[at + 1].low not in _CLAUSE]
        own = [one for one in dated if not any(0 <= at - one.last <= _INNER for at in inner)]
        return own or dated

    def is_counterfactual(self, seen: Seen, behind: int) -> bool:
        """Whether the words that end a clause tell what would have happened at a time that has passed."""
        words = seen.words[max(0, behind - 1) : behind + 1]
        return any(self.search("would", word.low) is not None for word in words)

    def of_clause(
        self, seen: Seen, dated: Sequence[Dated], clause: tuple[int, int], *, is_led: bool = False
    ) -> Sequence[Dated]:
        """The times without those of the next clause, which counts others, where verbs stand last.

        Behind people whom a participle leads stands the time of what else is told: "ölen 29 işçi dün anıldı".
        """
        if not self.lexicon.is_verb_last:
            return dated
        if is_led:
            dated = [one for one in dated if one.role != "when" or one.first < clause[1]]
        return [one for one in dated if one.role != "when" or not is_of_next(seen, one.first, one.last, clause)]

    def without_finding(self, seen: Seen, dated: Sequence[Dated], kind: str) -> Sequence[Dated]:
        """The times at which people were killed, without those at which the dead were found."""
        if kind in _APART or not dated:
            return dated
        found = self.signs(seen).found_end
        if found is None:
            return dated
        end = seen.sentence.start + found if self.lexicon.is_verb_last else seen.sentence.end
        return [one for one in dated if one.role != "when" or one.time.start >= end]

    def read(
        self, seen: Seen, saying: Sequence[tuple[int, int]], *, is_first: bool, is_told: bool = False
    ) -> tuple[Dated, ...]:
        """The times of a sentence with their roles, in order.

        Args:
            seen: the sentence.
            saying: word positions of the words that say who said it, half-open.
            is_first: the sentence opens the text.
            is_told: the text has told a day, of which a night without its own may be.
        """
        self.is_told = is_told
        if not seen.times:
            return ()
        folded = self.lexicon.folded(seen.sentence.text)
        found = []
        marked = self._verbs_and_acts(seen)
        for at, time in enumerate(seen.times):
            run = run_of(seen.words, time.start, time.end)
            if run is None or time.type == "set":
                continue
            start, end = time.start - seen.sentence.start, time.end - seen.sentence.start
            stop = seen.times[at + 1].start - seen.sentence.start if at + 1 < len(seen.times) else len(folded)
            before, quote, behind = folded[max(0, start - _BEFORE) : start], folded[start:end], folded[end:]
            if (
                is_first
                and start < _BEFORE
                and _DATELINE.fullmatch(seen.sentence.text[:start])
                and _BEHIND_DATELINE.match(behind)
            ):
                continue
            role = self._role(before, quote, behind, folded[end:stop], time)
            meant, role = self._meant(time, role, before, quote, behind, is_first=is_first)
            if meant.edtf is None or (meant.rule == "dateline" and self.document is not None):
                continue
            if role in ("when", "passing") and self._is_said(seen, run, saying, *marked):
                role = "said"
            found.append(Dated(meant, *run, role))
        own = [one for one in found if one.time.rule != _TODAY]
        return tuple(own or found)

    def _role(self, before: str, quote: str, behind: str, to_next: str, time: Time) -> Role:
        """What stands in front of a time or behind it tells of it; `to_next` is up to the next time."""
        if self._ends("as_of_before", before) or self._begins("as_of_behind", behind):
            return "as_of" if width(time.edtf) <= _FEW_DAYS else "passing"
        if self._ends("as_of_bare", before) and time.type == "time" and not self._ends("as_of_bare_before", before):
            return "as_of"
        if self._ends("compared_before", before) or self._begins("compared_behind", behind):
            return "passing"
        if self._ends("harm_before", before) or self._begins("harm_behind", to_next):
            return "harm"
        if self._ends("assembly_before", before) or self._begins("assembly_behind", to_next):
            return "assembly"
        is_range = "/" in (time.edtf or "") and time.type == "date"
        is_until = self._ends("until_before", before) or self._begins("until_behind", behind)
        is_until |= self.search("until_itself", quote) is not None
        return "passing" if is_until and not is_range else "when"

    def _meant(
        self, time: Time, role: Role, before: str, quote: str, behind: str, *, is_first: bool
    ) -> tuple[Time, Role]:
        """The days that a time means beside these words, and its role."""
        if time.type == "duration" or (time.rule == "relative" and time.edtf and self.search("whole_day", quote)):
            return self._counted_back(time, role, before, quote, behind, is_first=is_first)
        if time.edtf is None:
            return self._without_day(time, quote, behind), role
        when = time.edtf
        night = _NIGHT.fullmatch(when) if time.rule != "range" else None
        if night is not None and time.type == "time":
            if time.rule in ("night", "weekday-night"):
                self.nights.add(night[0])
            elif night[0] not in self.nights and not self.search("night_kept", quote):
                time = _on(time, night[1], time.rule)  # of the day that the text names it by
        is_since = self._ends("since_before", before) or self._begins("since_behind", behind)
        if (is_since or self.search("since_itself", quote)) and "/" not in when and role not in ("as_of", "said"):
            if self._ends("recalled_before", before) or self._begins("recalled_behind", behind):
                return _on(time, when, RECALLED), "when"
            return self._open(time, quote), "when"
        return time, role

    def _counted_back(
        self, time: Time, role: Role, before: str, quote: str, behind: str, *, is_first: bool
    ) -> tuple[Time, Role]:
        """A duration that ends with the document's day, or lies between it and what happened."""
        lasted = _LASTED.fullmatch(time.duration or ("P1D" if time.edtf else ""))
        if self.document is None:
            return time, role
        if self.search("night", quote) and self._is_led(before):
            return _on(time, f"{self._day(-1)}/{self._day(0)}", "last-days"), role
        if lasted is None:
            return time, role
        days = _days_of(lasted)
        leads = self._ends("days_after", before) or self._ends("days_after_before", before)
        if leads and days is not None and is_first and self._begins("after_behind", behind):
            return _on(time, self._day(-days), "days-after"), "harm"
        if not self.search("last_days", quote) or not self._is_led(before):
            return time, role
        if lasted[1] and days is None:
            return time, role
        if days is not None:
            return _on(time, f"{self._day(-days)}/{self._day(0)}", "last-days"), role
        amount = int(lasted[2]) * (12 if lasted[3] == "Y" else 1)
        months = self.document[0] * 12 + self.document[1] - 1 - amount
        first = f"{edtf.format_year(months // 12)}-{months % 12 + 1:02}"
        return _on(time, f"{first}/{self._day(0)[:-3]}", "last-days"), role

    def _is_led(self, before: str) -> bool:
        return "last_days_before" not in self.rules or self._ends("last_days_before", before)

    def _without_day(self, time: Time, quote: str, behind: str) -> Time:
        """A night without its day, and "the day before", in news."""
        if self.document is None:
            return time
        if self.search("night", quote) and time.type == "time" and not self.is_told:
            return _on(time, f"{self._day(-1)}/{self._day(0)}", "last-night")
        if self.search("today", quote) and time.type == "time" and not self.is_told:
            return _on(time, self._day(0), _TODAY)
        if self.search("day_before", quote) and not self._begins("not_day_before", behind):
            return _on(time, self._day(-1), "day-before")
        return time

    def _open(self, time: Time, quote: str) -> Time:
        """From a time on: up to the document's day, as exact as the beginning is told."""
        assert time.edtf is not None
        if "X" in time.edtf or "~" in time.edtf:
            return time
        if self.document is None:
            return _on(time, f"{time.edtf}/..", "since")
        if self.search("since_edge", quote):
            return _on(time, self._from_edge(time.edtf), "since")
        last = self._day(0)[: len(time.edtf)] if len(time.edtf) in (4, 7) else self._day(0)
        return _on(time, time.edtf if time.edtf == last else f"{time.edtf}/{last}", "since")

    def _from_edge(self, when: str) -> str:
        """Since the beginning of a year or month in months, of anything else in days."""
        month, ends = self._day(0)[:7], edtf.bounds(when)
        if len(when) == 4 or re.fullmatch(r"\d{4}-[01]\d", when):
            first = f"{when}-01" if len(when) == 4 else when
            return first if first == month else f"{first}/{month}"
        return f"{edtf.format_day(ends[0])}/{self._day(0)}" if ends and ends[0] else when

    def _day(self, offset: int) -> str:
        assert self.document is not None
        return edtf.format_day(edtf.day_of_number(edtf.day_number(self.document) + offset))

    def _ends(self, rule: str, before: str) -> bool:
        """Whether a rule fits right in front."""
        return self.search(rule, before) is not None

    def _begins(self, rule: str, behind: str) -> bool:
        """Whether a rule fits right behind."""
        pattern = self.rules.get(rule)
        return pattern is not None and pattern.match(behind) is not None

    def _verbs_and_acts(self, seen: Seen) -> tuple[set[int], set[int]]:
        """Where a sentence has verbs of saying, and where acts and numbers of people."""
        marks = [mark for group in _SAYING for mark in seen.cue(group)]
        verbs = {mark.first for mark in marks if " ".join(stem for stem, _ in mark.item.parts) not in self.light}
        acts = {mark.first for mark in seen.predicates} | {phrase.first for phrase in seen.phrases}
        if self.lexicon.is_verb_last:
            nouns = [mark for mark in seen.cue("statement_noun") if not _is_in_name(seen, mark.first)]
            verbs |= {
                mark.first
                for mark in nouns
                if self.lexicon.has_case(seen.words[mark.last - 1].low, "locative")
                or verbs.intersection(range(mark.last, mark.last + _STATED))
            }
            verbs |= {mark.first for mark in seen.cue("according_behind") if len(mark.item.parts) > 1}
        return verbs, acts

    def _is_said(
        self, seen: Seen, run: tuple[int, int], saying: Sequence[tuple[int, int]], verbs: set[int], acts: set[int]
    ) -> bool:
        """Whether a time is that of the saying: inside its words, or beside its verb with no act between."""
        if any(first <= run[0] < last for first, last in saying):
            return True
        if self.lexicon.is_verb_last:
            return _meets(seen.words, range(run[1], run[1] + _SAID_REACH), verbs, acts)
        ahead = _meets(seen.words, range(run[1], run[1] + _SAID_BEFORE), verbs, acts)
        return ahead or _meets(seen.words, range(run[0] - 1, run[0] - 2 - _SAID_BEHIND, -1), verbs, acts)


def _is_in_name(seen: Seen, at: int) -> bool:
    """Whether a word is part of a name: "Ulmet Araştırma Hastanesi"."""
    return at > 0 and seen.words[at].text[:1].isupper() and seen.words[at - 1].text[:1].isupper()


def _meets(words: Sequence[Word], positions: range, wanted: set[int], barred: set[int]) -> bool:
    """Whether one of some positions comes before a stop and before what bars the way."""
    for at in positions:
        if not 0 <= at < len(words) or words[at].low in (",", ";", ":", ".") or (at in barred and at not in wanted):
            return False
        if at in wanted:
            return True
    return False


def nearest(dated: Sequence[Dated], clause: tuple[int, int]) -> Sequence[Dated]:
    """The few times that stand nearest to a clause, in their order; with the first, which may lead all of it."""
    if len(dated) <= _LOOKED_AT:
        return dated
    at = bisect.bisect_left(dated, clause[0], key=lambda one: one.first)
    return (dated[0], *dated[max(1, at - _LOOKED_AT // 2) : at + _LOOKED_AT // 2])


def time_of(
    seen: Seen, clause: tuple[int, int], dated: Sequence[Dated], kind: str = "", *, is_toll: bool = False
) -> Time | None:
    """The time at which what a clause tells happened, as its sentence says.

    Args:
        seen: the sentence.
        clause: word positions, half-open.
        dated: its times with their roles.
        kind: what happened; what comes after a harm has a time of its own.
        is_toll: the clause tells how many they are by now, and its verb only when that was known.
    """
    allowed = [d for d in nearest(dated, clause) if d.role in _OWN]
    if kind in LATER:
        allowed = [d for d in allowed if d.role == "when"]
    elif kind in _APART:
        allowed = [d for d in allowed if d.role != "harm"]
    if is_toll and kind != "gathered":
        allowed = [d for d in allowed if d.role != "when" or d.is_wide]
    costs = []
    for at, one in enumerate(allowed):
        cost = distance(seen, one.first, one.last, *clause)
        is_behind_other = any(one.last <= other.first and other.last <= clause[0] for other in allowed)
        is_vague = width(one.time.edtf) >= _YEAR and any(width(other.time.edtf) < _YEAR for other in allowed)
        is_vague &= one.last != clause[0]  # "üç yıl önce öldürülen 29 işçi dün anıldı"
        cost += (_PASSED if is_behind_other else 0) + (_PASSED if is_vague else 0)
        cost -= _NAMED if one.role == "harm" else 0
        is_parted = one.first >= clause[1] and ";" in [word.low for word in seen.words[clause[1] : one.first]]
        is_parted &= width(one.time.edtf) < _MONTH or one.time.rule == "since"
        if not is_parted and (kind not in LATER or cost < _FAR):
            costs.append((cost, at))
    return allowed[min(costs)[1]].time if costs else None


def width(when: str | None) -> int:
    """How many days a date may be of; 0 where that is open or unknown."""
    try:
        ends = edtf.bounds(when or "")
    except ValueFormatError:
        return 0
    if ends is None or ends[0] is None or ends[1] is None:
        return 0
    return edtf.day_number(ends[1]) - edtf.day_number(ends[0]) + 1


def first_day(when: str | None) -> int | None:
    """The number of the first day that a date may be; null where that is open or unknown."""
    ends = edtf.ends(when)
    return edtf.day_number(ends[0]) if ends and ends[0] else None


def _on(time: Time, when: str, rule: str) -> Time:
    """A time that means these days."""
    changed: Time = msgspec.structs.replace(time, edtf=when, rule=rule)
    return changed


def _days_of(lasted: re.Match[str]) -> int | None:
    amount = int(lasted[2])
    if lasted[1]:
        return max(1, round(amount / 24)) if lasted[3] == "H" else None
    return {"D": amount, "W": 7 * amount}.get(lasted[3])


def _last_day(published: str | None) -> edtf.Day | None:
    """The document's day, where that is one day."""
    ends = edtf.bounds(published) if published and _FULL_DAY.fullmatch(published) and edtf.is_valid(published) else None
    return ends[1] if ends else None
