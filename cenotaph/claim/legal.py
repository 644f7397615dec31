"""Legal terms that a sentence applies to what was done, and instruments that it states."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.act import Act, clause_start, trimmed
from cenotaph.claim.annotate import Annotated
from cenotaph.claim.speakers import bare_words, is_pronoun, speaker_name
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_MAYBE = re.compile(r"\b(?:may|might|could|possible|possibly|alleged)\b", re.IGNORECASE)
_ACCUSED = re.compile(
    r"\b(?:accus|charg|indict|convict|sentenc|jail)\w*\s+[^.;]{2,36}\s(?:of|with|for)\s+(?:committing\s+)?$",
    re.IGNORECASE,
)


_NAME_OF = re.compile(
    r"\s+(?:[A-Z]\w+|museum|memorial|remembrance|day|convention|tribunal|court|studies|scholars?|charges?|case|trials?"
    r"|suspects?|victims?|survivors?|denial)\b"
)
_NOT_SO = re.compile(
    r"\b(?:is|are|was|were|be|been|it|them)\s+(?:not|never)\b(?:\s*,[^,.;]{1,60},)?\s*(?:an?\s+|any\s+)?(?:\w+\s+of\s+)?[“\"«]?$"
    r"|\b(?:is|are|was|were)n[’']t\s+(?:an?\s+|any\s+)?$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:call|describe|term|label|brand|declare|condemn|denounce|characteri[sz]e|classif[yi]e?|qualif[yi]e?|recogni[sz]e"
    r"|consider|regard|deem|name)(?:s|d|ed|led|ing|ling)?\s+(?!(?:in|for|on|off|out|up|back|upon|to|at)\b)"
    r"(?:[^.;:,“”«»\"]{1,90}?\s+)?(?:as\s+)?[“«\"‘']?\s*(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"\b(?:reject|den[yi]|dispute|refute|dismiss|refus)(?:es|ed|s|d|e|ing)?\b[^.;]{0,70}$", re.IGNORECASE
)
_TERM_REJECTED = re.compile(
    r"\b(?:reject|den[yi]|dispute|refute|dismiss|refuse)(?:es|ed|s|d|ing)?\s+(?:to\s+use\s+)?(?:the|any|all|this)\s+"
    r"(?:term|word|charge|charges|label|description|accusation|accusations|notion|idea|claim|claims)\b(?:\s+of)?\s*"
    r"[“«\"‘']?\s*(?:an?\s+)?$",
    re.IGNORECASE,
)
_BARE = frozenset({"murder", "torture", "manslaughter"})  # words of the law only in a charge or verdict
_WIDE = 110  # characters in front of a term in which it is called so


def legal(annotated: Annotated, times: Sequence[Time], lexicon: Lexicon) -> Iterator[Act]:
    """Legal terms that a sentence applies to what was done, not those in the name of a museum, day or court."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    for match in lexicon.patterns["legal"].finditer(text):
        if _NAME_OF.match(text[match.end() : match.end() + 40]):
            continue
        act = (
            _accused(text, match)
            or _refused(text, match)
            or _called(text, match, annotated, lexicon)
            or _characterised(text, match, lexicon)
        )
        if act is not None:
            is_denied = act.is_denied or _is_denied(text, match.start())
            yield act._replace(start=offset + act.start, end=offset + act.end, is_denied=is_denied)
    yield from _violations(text, offset, lexicon)
    yield from _instruments(text, offset, times, lexicon)


def _value(match: re.Match[str]) -> str:
    return _singular(re.sub(r"\s+", " ", match.group()).lower())


def _accused(text: str, match: re.Match[str]) -> Act | None:
    """The charge in "was accused of genocide", the verdict in "convicted of torture"."""
    before = text[max(0, match.start() - 48) : match.start()]
    accused = _ACCUSED.search(before)
    if accused is None:
        return None
    low = clause_start(text, match.start() - len(before) + accused.start())[0]
    is_open = accused.group().lower().startswith(("accus", "charg", "indict"))
    return Act("legal", low, match.end(), _value(match), "legal-accusation", is_accusation=is_open)


def _refused(text: str, match: re.Match[str]) -> Act | None:
    """The term in "were not, as some say, genocide", "rejected the charge of genocide"."""
    before = text[: match.start()]
    refused = _NOT_SO.search(before) or _TERM_REJECTED.search(before)
    if refused is None:
        return None
    low = clause_start(text, refused.start())[0]
    return Act("legal", low, match.end(), _value(match), "legal-refused", is_denied=True)


def _characterised(text: str, match: re.Match[str], lexicon: Lexicon) -> Act | None:
    """The term behind a verb that gives it: "amounts to a crime against humanity"."""
    before = text[max(0, match.start() - 48) : match.start()]
    verb = None
    for found in lexicon.patterns["characterise"].finditer(before):
        verb = found
    gap = before[verb.end() :] if verb else ""
    if (
        verb is None
        or gap.count(" ") > 5  # words between the verb and its term
        or re.search(r"[;:.]", gap)
        or re.search(r"\b(?:by|in|for|against|during|after)\b", gap)
    ):
        return None
    if match.group().lower() in _BARE and not re.search(
        r"(?:guilty|convicted|charged|accused|indicted|sentenced|tried)\b", verb.group(), re.IGNORECASE
    ):
        return None
    start = match.start() - len(before) + verb.start()
    front = text[max(0, start - 12) : match.start()]
    is_accusation = lexicon.patterns["accuse"].search(front) is not None or _MAYBE.search(front) is not None
    clause = clause_start(text, start)[0]
    low = clause if start - clause < 200 else start  # a clause, not a list without marks
    return Act("legal", low, match.end(), _value(match), "legal-term", is_accusation=is_accusation)


def _called(text: str, match: re.Match[str], annotated: Annotated, lexicon: Lexicon) -> Act | None:
    """The term in "called the shelling of the port a crime against humanity"."""
    if match.group().lower() in _BARE:
        return None
    window = max(0, match.start() - _WIDE)
    called = _CALLED.search(text[window : match.start()])
    if called is None:
        return None
    verb = window + called.start()
    low = clause_start(text, verb)[0]
    offset = annotated.sentence.start
    words = [token for token in annotated.tokens if low <= token.start - offset and token.end - offset <= verb]
    is_named = bool(words) and not is_pronoun(words, 0, len(words), lexicon)
    speaker = speaker_name(words, 0, len(words), lexicon) if words else None
    if not is_named and speaker is not None:
        speaker = bare_words(speaker, lexicon)
    return Act("legal", low, match.end(), _value(match), "legal-called", speaker=speaker)


def _is_denied(text: str, at: int) -> bool:
    """Whether the sentence refuses the term: "was not genocide", "denied that it was a war crime"."""
    before = text[:at]
    rejected = _REJECTED.search(before)
    if rejected and re.search(r"\b(?:not|never|n[’']t|but|and)\b", rejected.group()):
        rejected = None
    undone = rejected is not None and re.search(r"\b(?:not|never|cannot)\s+(?:\w+\s+)?$", before[: rejected.start()])
    return _NOT_SO.search(before) is not None or (rejected is not None and not undone)


def states_instrument(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence may be the text of a decree or name one as the ground of what it says."""
    return _instrument(lexicon).search(text) is not None


@functools.cache
def _stated(things: re.Pattern[str], done: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:\ban?\s+)?(?:{things.pattern})(?:\s+[\w’'-]+){{0,4}}?\s+(?:is|are)\s+(?:hereby\s+)?(?:{done.pattern})"
        r"|\bby\s+(?:decree|resolution|order|ordinance|law)\s+(?:(?:no\.?\s*)?\d+|of\s+the)\b",
        re.IGNORECASE,
    )


def _instrument(lexicon: Lexicon) -> re.Pattern[str]:
    return _stated(lexicon.patterns["event_thing"], lexicon.patterns["event_done"])


def _instruments(text: str, offset: int, times: Sequence[Time], lexicon: Lexicon) -> Iterator[Act]:
    """What a decree orders, in its own words: "A curfew is introduced in the city from midnight on 4 March"."""
    match = _instrument(lexicon).search(text)
    dated = [t for t in times if re.search(r"\d{4}-", t.edtf or "") and offset <= t.start < offset + len(text)]
    if match is None or not dated:
        return
    stop = re.compile(r";|\.(?=\s|$)|,\s(?:but|and|which)\s").search(text, match.end())
    start, end = trimmed(text, match.start(), stop.start() if stop else len(text))
    value = re.sub(r"\s+", " ", text[start:end])
    yield Act("legal", offset + start, offset + end, value, "legal-instrument", dated[0])


def _violations(text: str, offset: int, lexicon: Lexicon) -> Iterator[Act]:
    """Breaches of a named instrument: "a violation of the Universal Declaration of Human Rights"."""
    for match in lexicon.patterns["violation"].finditer(text):
        tail = text[match.end() : match.end() + 110]
        instrument = lexicon.patterns["instrument"].search(tail)
        if instrument is None or re.search(r"[;.]|\bby\b|,", tail[: instrument.start()]):
            continue
        end = match.end() + instrument.end()
        more = re.match(r"(?:\s+(?:of|on|for|the|against|and)|\s+[A-Z][\w’']+|\s+(?:human|rights|law))+", text[end:])
        if more:
            end += len(more.group().rstrip())
        end = re.compile(r"(?:\s+(?:of|on|for|the|against|and))+$").sub("", text[:end]).__len__()
        value = "violation of " + re.sub(r"\s+", " ", text[match.end() : end]).strip()
        yield Act("legal", offset + match.start(), offset + end, value, "legal-violation")


def _singular(term: str) -> str:
    return re.sub(
        r"^(crime|act|killing|execution)s\b",
        r"\1",
        re.sub(r"\b(crime|execution|killing|disappearance|breach)s$", r"\1", term),
    )
