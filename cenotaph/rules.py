"""Published rule sets for casualty figures, each a file of data, run over the same figures.

A rule set is `rule_sets/<name>.toml`: what it counts, what it asks for, which values it names, how it grades,
with its citation and every point at which our reading of it is simpler than the original. It changes no claim
and chooses no figure; what it makes of a question is said in its own name (`Assessment`).

A further rule set is one further file there.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

from cenotaph.errors import NotFoundError
from cenotaph.record import Assessment, Claim, Figure, Flag, Modality, Party, Question, digest
from cenotaph.speaking import named_in
from cenotaph.wording import counted

Choice = Literal["lowest", "highest", "ruled_or_lowest"]
"""The lowest or the highest value that is given; or the one a decision of the archive chose, else the lowest."""

DOUBTED = ("A003", "A004", "A005")
"""Codes of points that say a number may be no count of these people: off by a power of ten, a date, a swap.
While such a point is open, the figure enters no range."""


class Values(Struct, frozen=True, forbid_unknown_fields=True):
    """Which values a rule set names; without a choice it names none of that sort."""

    low: Choice | None = None
    best: Choice | None = None
    high: Choice | None = None


class Grade(Struct, frozen=True, forbid_unknown_fields=True):
    """One grade and all that must hold for it; of several the first that holds is given."""

    name: str
    says: str  # what it asks for, in our words
    populations: tuple[str, ...] = ()  # one of these marks stands in the population of the question
    accepted: int = 0  # so many voices in which a declared party speaks of what is laid to itself
    parties: int = 0  # so many declared parties to whom what was done is laid
    voices: int = 0  # so many sources, those that repeat one text counted once


class RuleSet(Struct, frozen=True, forbid_unknown_fields=True):
    """What `rule_sets/<name>.toml` holds."""

    title: str
    citation: tuple[str, ...]  # where it is published
    says: str  # what it does, in one paragraph
    simplified: tuple[str, ...]  # where our reading is simpler than the original, and what we could not read ourselves
    kinds: tuple[str, ...]  # of questions it is for
    values: Values
    without_populations: tuple[str, ...] = ()  # marks of people whom it does not count
    modalities: tuple[Modality, ...] = ("asserted", "alleged")  # of figures it takes
    without_superseded: bool = False  # leave out what the same voice gave before it gave another value
    voices: int = 1  # so many must speak before it names a value
    vague: tuple[tuple[int, int, int], ...] = ()  # low and high of a vague word as we keep it, and its value here
    grades: tuple[Grade, ...] = ()


@functools.cache
def rule_set_names() -> tuple[str, ...]:
    """The names of all rule sets, sorted."""
    names = (path.name for path in files("cenotaph").joinpath("rule_sets").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@functools.cache
def rule_set(name: str) -> RuleSet:
    """The rule set `name`.

    Raises:
        NotFoundError: there is none.
    """
    if name not in rule_set_names():
        raise NotFoundError(f"there is no rule set {name!r}", f"there is {', '.join(rule_set_names())}")
    return msgspec.toml.decode(files("cenotaph").joinpath("rule_sets", f"{name}.toml").read_bytes(), type=RuleSet)


def assess(
    name: str,
    questions: Iterable[Question],
    figures: Iterable[Figure],
    claims: Iterable[Claim],
    flags: Iterable[Flag] = (),
    parties: Sequence[Party] = (),
    set_aside: Collection[str] = (),
) -> tuple[Assessment, ...]:
    """What a rule set makes of every question it is for, by question.

    Args:
        name: of the rule set.
        questions: each is looked at alone, so that no range goes over two populations; parts of totals are passed over.
        figures: of these questions; those that a reader may not see must not be among them.
        claims: those the figures come from; they tell to whom an act is laid.
        flags: while one of `DOUBTED` is open on a claim, its figure is left out.
        parties: those declared to be parties to the conflict.
        set_aside: claims on which a point of `DOUBTED` is open that readers may not see; their figures are passed over
            without a word, as if nobody gave them.
    """
    rules = rule_set(name)
    of_question: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.claim in set_aside:
            continue
        of_question.setdefault(figure.question, []).append(figure)
    laid_to = {claim.id: named_in(claim.by, parties) for claim in claims if claim.by}
    # The first claim of such a flag is the one in doubt, the others are those it is held against; what is doubted in a
    # text alone has none.
    open_doubts = [flag for flag in flags if flag.code in DOUBTED and not flag.settled_by]
    doubted = {flag.claims[0]: flag.code for flag in open_doubts if flag.claims}
    found = [
        _assess(name, rules, question, sorted(of_question[question.id], key=lambda figure: figure.id), laid_to, doubted)
        for question in questions
        if question.id in of_question and _is_for(rules, question)
    ]
    return tuple(sorted(found, key=lambda one: one.question))


def _is_for(rules: RuleSet, question: Question) -> bool:
    return (
        question.kind in rules.kinds
        and not question.is_part
        and not set(rules.without_populations) & set((question.population or "").split())
    )


def _assess(
    name: str,
    rules: RuleSet,
    question: Question,
    figures: Sequence[Figure],
    laid_to: Mapping[str, str | None],
    doubted: Mapping[str, str],
) -> Assessment:
    left_out = {figure.id: why for figure in figures if (why := _why_not(rules, figure, doubted))}
    taken = [figure for figure in figures if figure.id not in left_out]
    voices = {voice(figure) for figure in taken}
    is_enough = len(voices) >= rules.voices
    lows, highs = _ends(rules, taken)
    return Assessment(
        id="asm-" + digest(name, question.id),
        rule_set=name,
        question=question.id,
        incident=question.incident,
        kind=question.kind,
        population=question.population,
        place=question.place,
        period=question.period,
        grade=_grade(rules, question, taken, laid_to),
        low=_value(rules.values.low, taken, lows, highs) if is_enough else None,
        best=_value(rules.values.best, taken, lows, highs) if is_enough else None,
        high=_value(rules.values.high, taken, lows, highs) if is_enough else None,
        voices=len(voices),
        sources=len({figure.source for figure in taken}),
        figures=tuple(figure.id for figure in taken),
        left_out=tuple(f"{figure}: {why}" for figure, why in sorted(left_out.items())),
        reason=_reason(rules, taken, voices, left_out),
    )


def voice(figure: Figure) -> str:
    """Whose voice a figure is: its copy group, else its source."""
    return figure.copy_group or figure.source


def _why_not(rules: RuleSet, figure: Figure, doubted: Mapping[str, str]) -> str:
    """Why a figure is left out; empty when it is taken."""
    if figure.modality not in rules.modalities:
        return figure.modality
    if figure.claim in doubted:
        return f"open point {doubted[figure.claim]}"
    if rules.without_superseded and figure.standing == "superseded":
        return "superseded"
    return ""


def _ends(rules: RuleSet, taken: Iterable[Figure]) -> tuple[list[int], list[int]]:
    """The low and the high ends that figures state: the high end of "at least 40" is 40, "at most 9" has no low one."""
    vague = {(low, high): value for low, high, value in rules.vague}
    lows, highs = [], []
    for figure in taken:
        low, high = figure.low, figure.high
        if low is not None:
            lows.append(vague.get((low, high), low) if high is not None else low)
        if (top := high if high is not None else low) is not None:
            highs.append(top)
    return lows, highs


def _value(choice: Choice | None, taken: Iterable[Figure], lows: list[int], highs: list[int]) -> int | None:
    if choice == "highest":
        return max(highs, default=None)
    if choice == "ruled_or_lowest":
        ruled = [figure.low for figure in taken if figure.is_headline and figure.low is not None]
        if ruled:
            return ruled[0]
    return min(lows, default=None) if choice else None


def _grade(
    rules: RuleSet, question: Question, taken: Iterable[Figure], laid_to: Mapping[str, str | None]
) -> str | None:
    marks = set((question.population or "").split())
    taken = list(taken)
    voices = len({voice(figure) for figure in taken})
    parties = len({laid_to[figure.claim] for figure in taken if laid_to.get(figure.claim)})
    accepted = len({voice(f) for f in taken if f.party is not None and f.party == laid_to.get(f.claim)})
    for grade in rules.grades:
        is_of = not grade.populations or marks & set(grade.populations)
        if is_of and accepted >= grade.accepted and parties >= grade.parties and voices >= grade.voices and taken:
            return grade.name
    return None


def _reason(rules: RuleSet, taken: Sequence[Figure], voices: set[str], left_out: Mapping[str, str]) -> str:
    sources = len({figure.source for figure in taken})
    told = [f"{counted(len(voices), 'voice')} in {counted(sources, 'source')}"]
    if len(voices) < rules.voices:
        told.append(f"the rule set asks for {rules.voices}")
    if any(figure.basis == "noted" for figure in taken) and len(voices) > 1:
        told.append("noted without text, so that copies among them may not be known")
    told += [f"left out: {count} {why}" for why, count in sorted(Counter(left_out.values()).items())]
    return "; ".join(told)
