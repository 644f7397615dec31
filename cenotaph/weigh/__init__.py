"""Where sources agree and disagree, and what does not add up.

Contradicting claims stand side by side by what they count; nothing is merged, averaged or chosen. What does
not add up is a flag: a point to check, never a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cenotaph import table as tables
from cenotaph.flags import settled
from cenotaph.record import (
    Claim,
    CopyGroup,
    DeclaredPlace,
    Entry,
    Figure,
    Flag,
    Incident,
    Link,
    Party,
    Question,
    Row,
    Ruling,
    Source,
    Text,
)
from cenotaph.uncollected import uncollected
from cenotaph.voices import groups_of_sources
from cenotaph.weigh.access import with_access
from cenotaph.weigh.checks import Weighing, check_all, check_claims, first_place
from cenotaph.weigh.copies import copy_groups
from cenotaph.weigh.declared import check_declared
from cenotaph.weigh.questions import Known, questions_and_figures
from cenotaph.weigh.table_totals import check_totals

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Weighed", "check_claims", "weigh"]


class Weighed(NamedTuple):
    """What weighing gives: tables of Question, Figure, CopyGroup and Flag."""

    questions: pa.Table
    figures: pa.Table
    copy_groups: pa.Table
    flags: pa.Table


@uncollected
def weigh(  # noqa: PLR0913, PLR0917 the border of the stage: its tables, what is declared, what is ruled
    sources: pa.Table,
    texts: pa.Table,
    claims: pa.Table,
    entries: pa.Table,
    persons: pa.Table,  # noqa: ARG001 part of the border; what is weighed of people stands on their entries
    links: pa.Table,
    incidents: Sequence[Incident],
    rulings: Sequence[Ruling],
    places: Sequence[DeclaredPlace] = (),
    parties: Sequence[Party] = (),
    rows: pa.Table | None = None,
) -> Weighed:
    """Put claims side by side by what they count, find who repeats whom, and what does not add up.

    Args:
        sources: table of Source.
        texts: table of Text.
        claims: table of Claim, assigned to incidents as far as known.
        entries: table of Entry.
        persons: table of Person.
        links: table of Link.
        incidents: those that were declared.
        rulings: `headline` chooses a figure; `set` of `question` or `party` on a claim and `join` of two questions
            overrule how claims were grouped; `accept`, `set` or `reject` on a flag's id settles it.
        places: those that were declared; all names of one are one place.
        parties: to the conflict, as declared; nobody is taken for one otherwise.
        rows: table of Row, whose lines of totals are added up.

    Returns:
        Questions by id; figures by question, date of the source, id; copy groups by id; flags by code, source
        and place in the text.
    """
    known = {source.id: source for source in tables.records(sources, Source)}
    read = sorted(tables.records(texts, Text), key=lambda text: text.source)
    stated = sorted(tables.records(claims, Claim), key=lambda claim: claim.id)
    listed = sorted(tables.records(entries, Entry), key=lambda entry: entry.id)
    tied = tables.records(links, Link)
    groups = copy_groups(list(known.values()), read, stated)
    of_source = {text.source: text for text in read}
    beside = Known(known, of_source, groups_of_sources(groups), incidents, places, parties)
    questions, figures = questions_and_figures(stated, beside, rulings)
    found: list[Flag] = [*check_declared(list(known.values()))]
    given = Weighing(known, of_source, stated, listed, tied, incidents, places, groups, figures, rulings)
    found.extend(check_all(given))
    found.extend(check_totals([] if rows is None else tables.records(rows, Row)))
    flags = settled(_in_order(with_access(found, known, stated, listed)), rulings)
    return Weighed(
        tables.to_table(questions, Question),
        tables.to_table(figures, Figure),
        tables.to_table(groups, CopyGroup),
        tables.to_table(flags, Flag),
    )


def _in_order(flags: Sequence[Flag]) -> list[Flag]:
    """Each flag once, by code, source and place."""
    once = {flag.id: flag for flag in flags}
    return sorted(once.values(), key=lambda flag: (flag.code, flag.sources, first_place(flag), flag.id))
