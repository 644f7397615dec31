"""Sources that repeat one text and yet differ, or seem many though they are one: T001, T002 and S001."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from cenotaph import edtf
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.gazetteer import Gazetteer
from cenotaph.record import Claim, CopyGroup, Figure, Flag, Source, Span, Text
from cenotaph.voices import groups_of_sources
from cenotaph.weigh.declared import FEWEST_FIGURES, TELLING, shared_figures
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import event_of, kind_of, scope_of
from cenotaph.weigh.sentences import sentences
from cenotaph.weigh.sums import FAMILY, FEWEST_PARTS, value_of
from cenotaph.weigh.words import any_of, cardinals, has_any, language_of_text, months, words

SAME_WORDS = 8
"""Words besides numbers and deciding ones that two sentences must share, all in the same order."""

CONFUSED = frozenset({"died_later", "injured"})
"""Kinds of harm that an edition exchanges when "fatally" becomes "severely" or the reverse."""

ONE_VOICE = 2
"""Sources from which a value looks confirmed."""

RARE_FIGURES = 2
"""Figures that only two sources give, from which their independence is in doubt; more sources may well agree on two."""

FIGURES_ALONE = ("figures",)
"""What a copy group rests on that is only likely."""


class Sentence(Struct, frozen=True):
    """A sentence with its numbers and deciding words taken out."""

    span: Span
    frame: tuple[str, ...]  # its other words, in order; "#" where a number, "*" where a deciding word stood
    filled: tuple[str, ...]  # those numbers and words, in order


def check_editions(
    groups: Sequence[CopyGroup],
    texts: Mapping[str, Text],
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    gazetteer: Gazetteer,
) -> tuple[Flag, ...]:
    """Points where sources of one copy group differ.

    Args:
        groups: copy groups.
        texts: by source id.
        claims: all claims.
        sources: by id.
        gazetteer: declared places; all names of one are one place.

    Returns:
        Flags T001 (a number or a deciding word differs) and T002 (the earlier text names who says so or is
        cautious, the later one states the same number plainly).
    """
    of_source: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        of_source[claim.source].append(claim)
    found: list[Flag] = []
    for group in groups:
        held = [texts[source] for source in group.sources if source in texts]
        found.extend(_differing_sentences(held))
        found.extend(_differing_wounds(held, of_source))
        found.extend(_lost_words(held, of_source, sources))
        noted = [of_source[source] for source in group.sources if source not in texts]
        found.extend(_differing_notes([_notes(own, gazetteer) for own in noted], gazetteer))
    return tuple(found)


def check_one_voice(
    groups: Sequence[CopyGroup], claims: Sequence[Claim], figures: Sequence[Figure]
) -> tuple[Flag, ...]:
    """Values that several sources give, all of them of one copy group: S001, one per group.

    A value that any source outside the group gives too, for the same harm of one event, is no matter of one voice.
    Groups that rest on equal figures alone are left out: whether they repeat one text is not known, which S004 says.
    """
    of_id = {claim.id: claim for claim in claims}
    together: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        claim = of_id[figure.claim]
        if figure.modality == "asserted" and not is_part(claim) and max(figure.low or 0, figure.high or 0) >= TELLING:
            together[*event_of(claim), kind_of(claim), figure.low, figure.high].append(figure)
    alone: defaultdict[str, list[Figure]] = defaultdict(list)
    for members in together.values():
        group = members[0].copy_group
        if group and all(m.copy_group == group for m in members) and len({m.source for m in members}) >= ONE_VOICE:
            alone[group].extend(members)
    return tuple(
        _one_voice(group, alone[group.id]) for group in groups if group.id in alone and group.basis != FIGURES_ALONE
    )


def _one_voice(group: CopyGroup, members: Sequence[Figure]) -> Flag:
    sources = {figure.source for figure in members}
    values = sorted({(figure.low, figure.high) for figure in members}, key=lambda ends: (ends[0] or -1, ends[1] or -1))
    return flag(
        "S001",
        sources=[source for source in group.sources if source in sources],
        claims=sorted({figure.claim for figure in members}),
        value=", ".join(_range(low, high) for low, high in values),
        number=len(sources),
    )


def check_rare_figures(
    claims: Sequence[Claim], held: Collection[str], groups: Sequence[CopyGroup] = ()
) -> tuple[Flag, ...]:
    """Sources without a held text that share figures nobody else gives: S004, and T002 where a speaker is missing.

    Args:
        claims: of the whole archive.
        held: sources whose text is held.
        groups: copy groups; of sources that surely repeat one text S004 is not said, that is no open question.
    """
    found: list[Flag] = []
    sure = groups_of_sources(group for group in groups if group.basis != FIGURES_ALONE)
    for sources, shared in shared_figures([*_counted(claims)], held).items():
        if len(shared) < (RARE_FIGURES if len(sources) == 2 else FEWEST_FIGURES):
            continue
        values = ", ".join(sorted(_in_words(members[sources[0]], plain=True) for members in shared))
        ids = sorted(claim.id for members in shared for claim in members.values())
        if not set.intersection(*({group.id for group in sure.get(source, ())} for source in sources)):
            found.append(flag("S004", sources=sources, claims=ids, number=len(sources), values=values))
        for members in shared:
            named = [members[source] for source in sources if members[source].speaker]
            plain = [members[source] for source in sources if not members[source].speaker]
            found.extend(_lost_speaker(first, second) for first in named[:1] for second in plain)
    return tuple(found)


def _lost_speaker(named: Claim, plain: Claim) -> Flag:
    return flag(
        "T002",
        spans=(named.span, plain.span),
        sources=(named.source, plain.source),
        claims=(named.id, plain.id),
        first=f"{_in_words(named)} ({named.speaker})",
        second=_in_words(plain),
    )


def _range(low: int | None, high: int | None, *, about: bool = False) -> str:
    """A count as flags tell it in the words of each site."""
    if low == high:
        return f"<{'~' if about else ''}{low}>"
    return f"<≥{low}>" if high is None else f"<≤{high}>" if low is None else f"<{low}–{high}>"


def _differing_sentences(texts: Sequence[Text]) -> Iterator[Flag]:
    frames: defaultdict[tuple[str, ...], dict[str, Sentence]] = defaultdict(dict)
    twice: set[tuple[tuple[str, ...], str]] = set()
    for text in texts:
        for sentence in _framed(text):
            if text.source in frames[sentence.frame]:
                twice.add((sentence.frame, text.source))
            frames[sentence.frame].setdefault(text.source, sentence)
    for frame in sorted(frames):
        members = [sentence for source, sentence in frames[frame].items() if (frame, source) not in twice]
        seen = {members[0].filled} if members else set()
        for sentence in members[1:]:
            if sentence.filled in seen:
                continue
            seen.add(sentence.filled)
            first, second = _difference(members[0], sentence)
            spans = (members[0].span, sentence.span)
            yield flag("T001", spans=spans, sources=[span.source for span in spans], first=first, second=second)


def _differing_wounds(texts: Sequence[Text], of_source: Mapping[str, Sequence[Claim]]) -> Iterator[Flag]:
    """T001 where editions have so many people fatally wounded and others, in any language, severely.

    Where each tells parts of a total, the sums that follow from the one and the other word are told as well.
    """
    graded: defaultdict[int, dict[str, list[tuple[Text, Span]]]] = defaultdict(dict)
    for text in texts:
        for number, (grade, span) in sorted(_wounds(text).items()):
            graded[number].setdefault(grade, []).append((text, span))
    for number in sorted(graded):
        told = graded[number]
        if len(told) < 2:
            continue
        worded = {
            grade: ", ".join(dict.fromkeys(f'"{_grade_words(span, text)}"' for text, span in members))
            for grade, members in told.items()
        }
        spans = [span for grade in ("fatal", "severe") for _, span in told[grade]]
        ends = dict.fromkeys(told, "")
        for text, _ in told["fatal"]:
            others = sum(parts_of_the_dead(of_source.get(text.source, ()), without=number))
            if others:
                ends = {"fatal": _sum_in_words(others + number), "severe": _sum_in_words(others)}
                break
        yield flag(
            "T001",
            spans=spans,
            sources=[span.source for span in spans],
            first=f"{number} {worded['fatal']}{ends['fatal']}",
            second=f"{number} {worded['severe']}{ends['severe']}",
        )


def parts_of_the_dead(claims: Sequence[Claim], without: int | None = None) -> list[int]:
    """The plain counts that one source gives as parts of those killed, but for one number; none where they are few."""
    dead = [claim for claim in claims if is_part(claim) and kind_of(claim) in FAMILY["killed"]]
    values = [value for claim in dead if (value := value_of(claim)) is not None and value != without]
    return values if len(values) >= FEWEST_PARTS - 1 else []


def _sum_in_words(value: int) -> str:
    return f" <sum {value}>"


def _wounds(text: Text) -> dict[int, tuple[str, Span]]:
    """Numbers that stand once in a text, with a word for how bad wounds were behind them: fatal or severe."""
    known, folded = words(language_of_text(text)), fold(text.text, language_of_text(text))
    found: dict[int, tuple[str, Span]] = {}
    for grade, forms in (("fatal", known.fatal), ("severe", known.severe)):
        shape = rf"(?<![\d.,])(?P<number>\d{{1,6}})(?:\s+[^\W\d]+){{0,3}}?\s+{any_of(forms)}(?!\w)"
        for match in re.finditer(shape, folded):
            number = int(match["number"])
            if len(re.findall(rf"(?<![\d.,]){number}(?![\d.,]\d|\d)", folded)) == 1:
                start, end = match.span()
                quote = text.text[start:end]
                span = Span(source=text.source, quote=quote, text_sha256=text.sha256, start=start, end=end)
                found.setdefault(number, (grade, span))
    return found


def _grade_words(span: Span, text: Text) -> str:
    known = words(language_of_text(text))
    match = re.search(rf"{any_of((*known.fatal, *known.severe))}$", span.quote, re.IGNORECASE)
    return match.group() if match else span.quote


def _framed(text: Text) -> Iterator[Sentence]:
    language = language_of_text(text)
    decisive = words(language).decisive
    numbers = cardinals(language)
    pattern = re.compile(rf"(?<!\w){any_of(decisive)}(?!\w)|\d[\d.,\u00a0 ]*\d|\w+", re.IGNORECASE)
    folded = fold(text.text, language)
    for start, end in sentences(text):
        frame: list[str] = []
        filled: list[str] = []
        printed = [match.group() for match in pattern.finditer(folded, start, end)]
        for at, word in enumerate(printed):
            low = " ".join(word.split())
            if _is_count(low, numbers) and not _is_date(printed, at, language):
                frame.append("#")
                filled.append(re.sub(r"[.,\s\u00a0](?=\d{3})", "", low))
            elif low in decisive:
                frame.append("*")
                filled.append(low)
            else:
                frame.append(low)
        if filled and sum(word not in "#*" for word in frame) >= SAME_WORDS:
            quote = text.text[start:end]
            span = Span(source=text.source, quote=quote, text_sha256=text.sha256, start=start, end=end)
            yield Sentence(span, tuple(frame), tuple(filled))


def _is_count(word: str, numbers: Mapping[str, int]) -> bool:
    if word in numbers:
        return True
    return (
        word[:1].isdigit()
        and word[-1:].isdigit()
        and not (word.isdecimal() and len(word) == 4 and 1500 <= int(word) <= 2100)
    )


def _is_date(printed: Sequence[str], at: int, language: str) -> bool:
    """Whether a number stands beside the name of a month; a reissued text may well change its date."""
    beside = (*printed[max(0, at - 1) : at], *printed[at + 1 : at + 2])
    return any(word in months(language) for word in beside)


def _difference(first: Sentence, second: Sentence) -> tuple[str, str]:
    """What stands in one sentence and the other at the places where they differ."""
    pairs = [(a, b) for a, b in zip(first.filled, second.filled, strict=False) if a != b]
    pairs = pairs or [(" ".join(first.filled), " ".join(second.filled))]
    return ", ".join(f'"{a}"' for a, _ in pairs), ", ".join(f'"{b}"' for _, b in pairs)


def _lost_words(
    held: Sequence[Text], of_source: Mapping[str, Sequence[Claim]], sources: Mapping[str, Source]
) -> Iterator[Flag]:
    """T002 between the texts of one group: each figure against the latest earlier text that gives it."""
    stated = {text.source: _single(of_source.get(text.source, ())) for text in held}
    days: list[tuple[edtf.Day, bool, str]] = []  # on which a text may first have come out, or has come out at last
    of_id = {text.source: text for text in held}
    for name in of_id:
        source = sources.get(name)
        first, last = edtf.ends(source.published if source else None) or (None, None)
        days += [(day, is_out, name) for day, is_out in ((first, False), (last, True)) if day is not None]
    before: dict[tuple[object, ...], Claim] = {}
    for _, is_out, name in sorted(days):
        if is_out:
            before.update(stated[name])
            continue
        for key in sorted(stated[name].keys() & before.keys(), key=repr):
            yield from _made_plain(before[key], stated[name][key], of_id[name])


def _made_plain(a: Claim, b: Claim, later: Text) -> Iterator[Flag]:
    """T002 where one claim is cautious or names who says so, and a later text has the same plainly."""
    if (a.speaker is None and a.modality == "asserted") or b.speaker is not None or b.modality != "asserted":
        return
    if None not in (a.incident, b.incident) and a.incident != b.incident:
        return
    sentence = next((later.text[s:e] for s, e in sentences(later) if s <= (b.span.start or 0) < e), b.span.quote)
    if has_any(sentence, words(language_of_text(later)).hedges):
        return
    if a.speaker and a.speaker.lower() in sentence.lower():
        return
    yield flag(
        "T002",
        spans=(a.span, b.span),
        sources=(a.source, b.source),
        claims=(a.id, b.id),
        first=f'"{a.span.quote}" ({a.speaker or a.modality})',
        second=f'"{b.span.quote}"',
    )


def _single(claims: Sequence[Claim]) -> dict[tuple[object, ...], Claim]:
    """Quoted counts by kind and value, those that occur once in their source."""
    found: dict[tuple[object, ...], Claim] = {}
    twice: set[tuple[object, ...]] = set()
    for claim in claims:
        if claim.basis != "quoted" or claim.count is None:
            continue
        key = (kind_of(claim), claim.count.low, claim.count.high)
        if key in found:
            twice.add(key)
        found[key] = claim
    return {key: claim for key, claim in found.items() if key not in twice}


class Notes(NamedTuple):
    """What is noted of the counts of one source, ready to be compared with what is noted of another."""

    total: int  # of the parts of those killed
    whole: Mapping[tuple[object, ...], Claim]  # event and kind -> the one count of people noted of it
    parts: Mapping[tuple[object, ...], Sequence[Claim]]  # event, count and scope -> those that may be confused


def _notes(claims: Sequence[Claim], gazetteer: Gazetteer) -> Notes:
    of_kind: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    parts: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.count is not None and not is_part(claim):
            of_kind[*event_of(claim, gazetteer), kind_of(claim)].append(claim)
    for claim in _counted(claims):
        if is_part(claim) and kind_of(claim) in CONFUSED:
            parts[*event_of(claim, gazetteer), claim.count, *_reach(claim, gazetteer)].append(claim)
    whole = {what: own[0] for what, own in of_kind.items() if len(own) == 1 and _counted(own)}
    return Notes(sum(parts_of_the_dead(claims)), whole, parts)


def _reach(claim: Claim, gazetteer: Gazetteer) -> tuple[object, ...]:
    """Who, where and when, as it is compared."""
    scope = scope_of(claim, gazetteer)
    return scope.population, scope.places, scope.period


def _differing_notes(notes: Sequence[Notes], gazetteer: Gazetteer) -> Iterator[Flag]:
    """T001 among the notes on sources that are editions of one text, one per pair of wordings."""
    told: dict[tuple[str, str], dict[str, Claim]] = {}
    for first, second in itertools.combinations(notes, 2):
        sums = (first.total, second.total)
        ends = [_sum_in_words(value) if all(sums) and sums[0] != sums[1] else "" for value in sums]
        for a, b in _differing_values(first, second, gazetteer):
            worded = [(_in_words(claim) + end, claim) for claim, end in zip((a, b), ends, strict=True)]
            (one, claim), (other, second_claim) = sorted(worded, key=lambda told: (told[0], told[1].id))
            told.setdefault((one, other), {}).update({claim.id: claim, second_claim.id: second_claim})
    for (one, other), claims in sorted(told.items()):
        yield flag(
            "T001",
            spans=[claim.span for claim in claims.values()],
            sources=sorted({claim.source for claim in claims.values()}),
            claims=sorted(claims),
            first=one,
            second=other,
        )


def _differing_values(first: Notes, second: Notes, gazetteer: Gazetteer) -> Iterator[tuple[Claim, Claim]]:
    for what in first.parts:
        for a, b in itertools.product(first.parts[what], second.parts.get(what, ())):
            if kind_of(a) != kind_of(b):
                yield a, b
    for what in filter(second.whole.__contains__, first.whole):
        a, b = first.whole[what], second.whole[what]
        if a.count != b.count and _reach(a, gazetteer) == _reach(b, gazetteer):
            yield a, b


def _counted(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.count is not None and claim.count.unit == "persons"]


def _in_words(claim: Claim, *, plain: bool = False) -> str:
    """A count with those it counts in the source's words, or with the plain name of its kind."""
    count = claim.count
    number = _range(count.low, count.high, about=count.qualifier == "about") if count else ""
    return f"{number} {(None if plain else claim.whom) or f'<{kind_of(claim)}>'}"
