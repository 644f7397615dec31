"""People who are named without a predicate behind their name: in turns of phrase, beside a number, before a pronoun.

"Ilva Nobody, 80, suffered a broken hip", "Ilva Nobody was the youngest victim", "the teacher Ilva Nobody and 17 of
her pupils lost their lives", "as for Ilva Nobody, she died". What is asked of a sentence hangs on a word of the
turn, so that sentences without one are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import choose
from cenotaph.claim.people import FATES, SOMEBODY, Named, age_of, clean_name, died_of_harm
from cenotaph.claim.words import Lexicon
from cenotaph.record import Claim

_TURNS = (
    ("killed", "person_killed"),
    ("injured", "person_injured"),
    ("missing", "person_missing"),
    ("missing", "person_fate"),
    ("killed", "person_lay"),
    ("killed", "person_body"),
    ("killed", "person_split"),
)
_FRONT = 200  # characters in front of a number in which the name beside it stands
_MOST_NAMED = 12  # names that a sentence may give to those counted before it
_COUNTED_RULES = frozenset({"subject-verb", "framed", "shot-among-dead"})


def told_people(
    annotated: Annotated, found: Sequence[Claim], before: Sequence[Claim], lexicon: Lexicon
) -> Iterator[Named]:
    """The victims whom a sentence names in such ways.

    Args:
        annotated: the sentence.
        found: the claims counted in it.
        before: the claims counted in the sentence before.
        lexicon: the words of the language.
    """
    if annotated.is_capitals:
        return
    if not lexicon.sets["person_turn"].isdisjoint(annotated.lows):
        yield from _in_turns(annotated, lexicon)
    yield from _beside_number(annotated, found, lexicon)
    yield from _as_for(annotated, lexicon)
    yield from _of_those_counted(annotated, before, lexicon)


def _in_turns(annotated: Annotated, lexicon: Lexicon) -> Iterator[Named]:
    """Names with a turn of phrase behind them that tells what befell one person."""
    text = annotated.sentence.text
    for kind, rule in _TURNS:
        for match in lexicon.rules[rule].finditer(text):
            if (named := _named(annotated, match, kind, match.end(), "name-turn", lexicon)) is not None:
                yield named
    if lexicon.patterns["about_dead"].search(text) or lexicon.rules["executed_at"].search(text):
        for match in lexicon.rules["person_shot"].finditer(text):
            lived = lexicon.patterns["shot_and_lived"].match(text, match.end())
            named = None if lived else _named(annotated, match, "killed", match.end(), "name-shot", lexicon)
            if named is not None:
                yield named


def _beside_number(annotated: Annotated, found: Sequence[Claim], lexicon: Lexicon) -> Iterator[Named]:
    """The one who is named in front of others counted: "the teacher Ilva Nobody and 17 of her pupils were killed"."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    for claim in found:
        if claim.kind not in FATES or claim.rule not in _COUNTED_RULES or claim.span.start is None:
            continue
        start = claim.span.start - offset
        match = lexicon.rules["name_beside"].search(text, max(0, start - _FRONT), start)
        if match is None:
            continue
        end = (claim.span.end or claim.span.start) - offset
        if (named := _named(annotated, match, claim.kind, end, "name-beside", lexicon)) is not None:
            yield named


def _as_for(annotated: Annotated, lexicon: Lexicon) -> Iterator[Named]:
    """The one of whom a sentence begins to speak, and goes on with a pronoun: "As for Ilva Nobody, she died"."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    match = lexicon.rules["name_as_for"].match(text)
    if match is None:
        return
    for predicate in annotated.predicates:
        first = annotated.tokens[predicate.first].start - offset
        kind = choose(predicate, SOMEBODY, is_bare=False)
        if not predicate.takes_subject or kind not in FATES or text[match.end() : first].strip():
            continue
        end = annotated.tokens[predicate.last - 1].end - offset
        told = "died_later" if kind == "killed" and died_of_harm(text, first, end, lexicon) else kind
        if (named := _named(annotated, match, told, end, "name-as-for", lexicon)) is not None:
            yield named
        return


def _of_those_counted(annotated: Annotated, before: Sequence[Claim], lexicon: Lexicon) -> Iterator[Named]:
    """As many names as were counted before: "Two brothers were shot. A, 24, and B, 19, had been hit several times"."""
    text = annotated.sentence.text
    whole = next((c for c in reversed(before) if c.kind in FATES and c.part_of is None and c.value is None), None)
    count = whole.count if whole else None
    if whole is None or count is None or count.low != count.high or not 0 < (count.low or 0) <= _MOST_NAMED:
        return
    found: list[Named] = []
    position = 0
    lead = lexicon.rules["name_given"].match(text)
    if lead is not None and count.low == 1 and lead["noun"].lower() in (whole.whom or "").lower().split():
        position = lead.end()
    elif lead is not None or count.low == 1:
        return
    while len(found) <= _MOST_NAMED and (one := lexicon.rules["listed_name"].match(text, position)) is not None:
        named = _named(annotated, one, whole.kind, one.end("name"), "name-of-counted", lexicon)
        if named is None or (age_of(one) is None and lead is None):
            break
        found.append(named)
        apposed = lexicon.rules["name_apposed"].match(text, one.end())
        position = apposed.end() if apposed else one.end()
    if len(found) == count.low:
        yield from (named._replace(start=named.name_start, end=named.name_end) for named in found)


def _named(
    annotated: Annotated, match: re.Match[str], kind: str, end: int, rule: str, lexicon: Lexicon
) -> Named | None:
    """The person of a match, None where its words are no person's name."""
    cleaned = clean_name(match["name"], match.start("name"), lexicon, is_aged=age_of(match) is not None)
    if cleaned is None:
        return None
    name, start = cleaned
    offset = annotated.sentence.start
    name_start, name_end = offset + start, offset + start + len(name)
    return Named(
        kind,
        FATES[kind],
        name,
        age_of(match),
        None,
        name_start,
        name_end,
        name_start,
        max(offset + end, name_end),
        rule,
    )
