"""Legal terms that a sentence of an inflecting language applies to what was done.

A term counts where a verb gives it ("признал преступлением", "soykırım olarak tanıdı"), where it is
said to be so ("müharibə cinayətidir"), where somebody is charged with it or found guilty of it, and
where somebody refuses it. In the name of a museum, day, convention or court it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from cenotaph.claim.act import Act
from cenotaph.claim.inflected.doers import act_of, clause, doer, stretch, words_between
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.words import Lexicon

_REACH = 9  # words between a term and the verb that gives it
_NAME_REACH = 3  # words between a term and the noun whose name it is part of
_COPULA_REACH = 3
_NOT_REACH = 2


def legal(seen: Seen, lexicon: Lexicon) -> Iterator[Act]:
    """The legal terms of a sentence, in order."""
    for term in seen.cue("legal"):
        found = _given(seen, term, lexicon)
        if found is None or (term.kind in lexicon.acts.only_charged and found[1] != "legal-accusation"):
            continue
        giving, rule, is_accusation, is_denied = found
        if _is_name(seen, term, lexicon) and rule not in ("legal-accusation", "legal-refused"):
            continue
        low, high = min(term.first, giving.first), max(term.last, giving.last)
        begin, end = clause(seen, low, high)
        act = act_of(seen, "legal", (begin, high if lexicon.is_verb_last else min(end, high)), term.kind, rule)
        is_accusation = is_accusation or _is_rumour(seen, begin, end)
        by = doer(seen, begin, high, lexicon) if giving.group in ("characterise", "reject") else None
        yield act._replace(
            is_accusation=is_accusation, is_denied=is_denied, speaker=words_between(seen, *by) if by else None
        )


_Given = tuple[Mark, str, bool, bool]  # the word that gives the term, the rule, whether it accuses, whether it denies


def _given(seen: Seen, term: Mark, lexicon: Lexicon) -> _Given | None:
    """What gives a term to what was done; None where nothing does."""
    groups = ("reject", "deny", "accuse", "convict", "characterise", "commit", "charge")
    near = sorted(
        (group == "commit", gap, mark.first, group, mark)  # "charged with committing" charges
        for group in groups
        for mark in seen.cue(group)
        if (gap := _gap(seen, term, mark, lexicon)) is not None
    )
    said = {group for _, _, _, group, _ in near}
    for _, gap, _, group, mark in near:
        is_not = _is_negated(seen, term, mark, lexicon)
        refusal = next((m for _, _, _, name, m in near if name in ("reject", "deny") and m.first == mark.last), None)
        if refusal is not None and lexicon.is_verb_last and group in ("characterise", "commit"):
            return refusal, "legal-refused", False, True  # "refused to recognise as"
        if group in ("reject", "deny"):
            if lexicon.is_verb_last and gap > 1 and not said & {"charge", "accuse"}:
                continue
            return mark, "legal-refused", False, not is_not
        if group in ("accuse", "charge"):
            refusal = next((m for _, _, _, name, m in near if name in ("reject", "deny")), None)
            if refusal is not None:
                return refusal, "legal-refused", False, True
            return mark, "legal-accusation", True, is_not
        if group == "convict":
            return mark, "legal-accusation", False, is_not
        if group == "characterise" and not lexicon.is_verb_last and not _is_as(seen, term, mark, lexicon):
            continue
        return mark, "legal-refused" if is_not else "legal-term", False, is_not
    return _said_to_be(seen, term, lexicon)


def _gap(seen: Seen, term: Mark, mark: Mark, lexicon: Lexicon) -> int | None:
    """The words between a term and a verb; None where the verb is on the wrong side, too far or in other words."""
    low, high = stretch(seen, term.first)
    if not low <= mark.first < high or (mark.first < term.last and term.first < mark.last):
        return None
    if mark.last <= term.first:
        if lexicon.is_verb_last:
            return None
        gap = term.first - mark.last
    else:
        gap = mark.first - term.last
    first, last = (mark.last, term.first) if mark.last <= term.first else (term.last, mark.first)
    between = [word.low for word in seen.words[first:last]]
    if any(low in (".", ":", "»", "”") for low in between):
        return None
    gap += 3 * between.count(",")
    return gap if gap <= _REACH else None


def _is_as(seen: Seen, term: Mark, verb: Mark, lexicon: Lexicon) -> bool:
    """Whether a term stands as a verb of naming wants it: in a form of its own, or behind a word for "as"."""
    words = seen.words[term.first : term.last]
    if any(lexicon.predicative.search(word.low) for word in words):
        return True
    led = any(cue.last in (term.first, term.first - 1) for cue in seen.cue("as_term"))
    return led or (term.first >= verb.last and seen.words[term.first - 1].low in ('"', "«", "“", "„"))


def _is_negated(seen: Seen, term: Mark, verb: Mark, lexicon: Lexicon) -> bool:
    """Whether the verb, or the term itself, is refused."""
    if lexicon.is_verb_last:
        between = [mark for mark in seen.cue("not_term") if term.last <= mark.first <= verb.last]
        return verb.form.is_negative or bool(between)
    return any(mark.last in (verb.first, term.first) for mark in seen.cue("not_term"))


def _said_to_be(seen: Seen, term: Mark, lexicon: Lexicon) -> _Given | None:
    """A term that something is said to be: "müharibə cinayətidir", "это геноцид", "не был геноцидом"."""
    for mark in seen.cue("not_term"):
        gap = mark.first - term.last if lexicon.is_verb_last else term.first - mark.last
        if 0 <= gap <= (0 if lexicon.is_verb_last else _NOT_REACH):
            return mark, "legal-refused", False, True
    if lexicon.is_verb_last and lexicon.copula.search(seen.words[term.last - 1].low):
        return term, "legal-term", False, False
    for mark in seen.cue("is_term"):
        gap = mark.first - term.last if mark.first >= term.last else term.first - mark.last
        is_behind = mark.first >= term.last
        if not 0 <= gap <= (0 if lexicon.is_verb_last else _COPULA_REACH) or is_behind != lexicon.is_verb_last:
            continue
        if lexicon.is_verb_last or gap == 0 or _is_as(seen, term, mark, lexicon):
            return mark, "legal-term", False, mark.form.is_negative
    return None


def _is_name(seen: Seen, term: Mark, lexicon: Lexicon) -> bool:
    """Whether a term is part of a name or of another noun's phrase: "Soykırım Müzesi", "жертвы геноцида"."""
    for mark in seen.cue("legal_name"):
        gap = mark.first - term.last if lexicon.is_verb_last else term.first - mark.last
        if 0 <= gap <= _NAME_REACH:
            low, high = (term.last, mark.first) if lexicon.is_verb_last else (mark.last, term.first)
            between = [word.low for word in seen.words[low:high]]
            verbs = {m.first for group in ("characterise", "is_term") for m in seen.cue(group)}
            if "," not in between and not any(low <= at < high for at in verbs):
                return True
    return False


def _is_rumour(seen: Seen, first: int, last: int) -> bool:
    return any(first <= mark.first < last for mark in seen.cue("alleged"))
