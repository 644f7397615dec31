"""How `cenotaph claims --explain` shows a text: each sentence once, what was found in it, and the claims made of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cenotaph.claim import Explained

_FIELDS = ("whom", "by", "when", "where", "speaker")


def say_explained(every: Iterable[Explained]) -> None:
    """Each sentence with its annotations, in columns: type, words, what they were read as, rule; then its claims."""
    for (_, sentence), group in itertools.groupby(every, key=lambda one: (one.start, one.sentence)):
        readings = list(group)
        click.echo(click.style(" ".join(sentence.split()), bold=True))
        marks = sorted({mark for one in readings for mark in one.annotations}, key=lambda m: (m.start, m.end, m.type))
        rows = [(mark.type, " ".join(mark.quote.split()), mark.detail, mark.rule) for mark in marks]
        widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            click.echo(f"    {'  '.join(cells)}  {row[3]}".rstrip())
        for one in readings:
            _say_claim(one)
        click.echo()


def _say_claim(one: Explained) -> None:
    """The claim in one line, and below it each rule that made it with what the rule looks at."""
    from cenotaph.claim import meaning
    from cenotaph.wording import count_in_words

    claim = one.claim
    said = [f"{name} {value}" for name in _FIELDS if (value := getattr(claim, name))]
    value = claim.value if claim.value not in (None, claim.whom) else None
    head = " ".join(part for part in (claim.kind, count_in_words(claim.count), value) if part)
    click.echo(f"  = {'; '.join([head, claim.modality, *said])}")
    width = max(len(rule) for rule in one.rules)
    for rule in one.rules:
        click.echo(f"      {rule.ljust(width)}  {meaning(rule)}".rstrip())
