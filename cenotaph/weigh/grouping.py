"""Why claims answer one question: the key they share, what was assumed, and what decisions say against it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cenotaph.record import Claim, Ruling
from cenotaph.weigh.scope import Scope, slug


class Asked(Struct, frozen=True):
    """What is asked: incident, kind, scope, and whether of parts of a total."""

    incident: str | None
    kind: str
    scope: Scope
    is_part: bool
    source: str | None = None  # without a declared incident, a claim of no stated scope stands alone in its source

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two claims answer the same question."""
        scope = self.scope
        period = scope.period or ""
        return (self.incident or "", self.kind, scope.population, scope.places, period, self.is_part, self.source or "")


class Answer(Struct, frozen=True):
    """One claim and the question it answers."""

    question: str  # its id
    asked: Asked
    claim: Claim
    moved_by: str | None = None  # the decision that put it there
    is_widened: bool = False  # it names a day only, and is taken to mean the night around it
    joined: tuple[str, ...] = ()  # ids of questions that decisions joined into this one

    @property
    def is_assumed(self) -> bool:
        """Whether it came to its question though it states no place or no time."""
        return self.moved_by is None and not (self.claim.where and self.claim.when)


def ruled(answers: Sequence[Answer], rulings: Sequence[Ruling]) -> list[Answer]:
    """`answers` as decisions leave them: claims put to other questions first, then questions joined."""
    found = _moved(answers, {r.target: r for r in rulings if r.kind == "set" and r.field == "question" and r.value})
    return _joined(found, [ruling for ruling in rulings if ruling.kind == "join"])


def _moved(answers: Sequence[Answer], moves: dict[str, Ruling]) -> list[Answer]:
    """Claims put to the question that a decision names, or to one of that name where there is none so far."""
    there = {answer.question: answer.asked for answer in answers}
    found = []
    for answer in answers:
        move = moves.get(answer.claim.id)
        if move is None or move.value is None:
            found.append(answer)
            continue
        name = move.value if move.value in there else _named(move.value, answer.asked)
        asked = there.setdefault(name, answer.asked)
        found.append(replace(answer, question=name, asked=asked, moved_by=move.decision))
    return found


def _named(value: str, asked: Asked) -> str:
    """The id of a question that a decision opens: as it names it, or that name under the incident and kind."""
    if "/" in value:
        return value
    return "/".join(
        (slug(asked.incident or "") or "no-incident", slug(asked.kind) or "unknown", slug(value) or "ruled")
    )


def _joined(answers: Sequence[Answer], joins: Sequence[Ruling]) -> list[Answer]:
    """The answers of joined questions under the one that each decision keeps."""
    there = {answer.question: answer.asked for answer in answers}
    into: dict[str, str] = {}
    for ruling in sorted(joins, key=_order):
        kept = ruling.value or min(ruling.target.split("+"))
        for name in ruling.target.split("+"):
            last = _last(kept, into)
            if name != kept and {name, last} <= there.keys() and _last(name, into) != last:
                into[_last(name, into)] = last
    gone: dict[str, list[str]] = {}
    for name in sorted(into):
        gone.setdefault(_last(name, into), []).append(name)
    return [
        replace(answer, question=kept, asked=there[kept], joined=tuple(gone[kept])) if kept in gone else answer
        for answer in answers
        for kept in [_last(answer.question, into)]
    ]


def _order(ruling: Ruling) -> tuple[str, int]:
    """A decision by its writer and number; clocks differ and have no say."""
    writer, _, number = ruling.decision.rpartition(":")
    return writer, int(number)


def _last(name: str, into: dict[str, str]) -> str:
    while name in into:
        name = into[name]
    return name


def reason_of(answers: Sequence[Answer]) -> str:
    """Why these claims answer one question, and what was assumed, in words without what any one source says."""
    asked, count = answers[0].asked, len(answers)
    own = [answer for answer in answers if answer.moved_by is None]
    said = [_common(asked)]
    lacking = {"place": _lacks(own, "where"), "time": _lacks(own, "when")}
    if asked.source is not None:
        said.append("It belongs to no declared incident and does not state both place and time, so it stands alone.")
    elif told := [f"{number} of {count} no {name}" for name, number in lacking.items() if number]:
        said.append(f"Assumed: {' and '.join(told)} of their own; they are taken to mean the whole incident.")
    if nearly := sum(answer.is_widened for answer in own):
        said.append(
            f"Scope assumed: {nearly} of {count} name only a day of that night; they are taken to mean all of it."
        )
    if moved := count - len(own):
        said.append(f"Put here by decision: {moved} of {count}.")
    if joined := len(answers[0].joined):
        said.append(f"Joined by decision: {joined + 1} questions.")
    return " ".join(said)


def _common(asked: Asked) -> str:
    stated = [("incident", asked.incident), ("place", asked.scope.places), ("time", asked.scope.period)]
    same = ["kind", *(["population"] if asked.scope.population else []), *(name for name, value in stated if value)]
    listed = f"{', '.join(same[:-1])} and {same[-1]}" if len(same) > 1 else same[0]
    people = "" if asked.scope.population else "; none says that it counts a part of the people only"
    return f"{'Parts of a total: the' if asked.is_part else 'The'} same {listed}{people}."


def _lacks(answers: Sequence[Answer], field: str) -> int:
    return sum(not getattr(answer.claim, field) for answer in answers)
