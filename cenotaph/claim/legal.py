"""Legal terms that a sentence applies to what was done, and instruments that it states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.act import Act, clause_start, trimmed
from cenotaph.claim.layers import Layers
from cenotaph.claim.speakers import bare_words, is_pronoun, speaker_name
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_NEAR = 48  # characters in front of a term in which the verb that gives it stands
_WIDE = 110  # characters in front of a term in which it is called so
_MOST_BETWEEN = 5  # words between a verb and its term
_LONGEST_CLAUSE = 200  # characters; what is longer is a list without marks
_LONGEST_INSTRUMENT = 110  # characters
_SPACES = re.compile(r"\s+")
_STOP = re.compile(r"[;:.]")


def legal(layers: Layers, lexicon: Lexicon) -> Iterator[Act]:
    """Legal terms that a sentence applies to what was done, not those in the name of a museum, day or court."""
    text, offset = layers.sentence.text, layers.sentence.start
    rules = lexicon.rules
    for match in lexicon.patterns["legal"].finditer(text) if "legal" in layers.asked else ():
        if rules["part_of_name"].match(text, match.end()):
            continue
        act = (
            _accused(text, match, lexicon)
            or _refused(text, match, lexicon)
            or _called(text, match, layers, lexicon)
            or _characterised(text, match, lexicon)
        )
        if act is not None:
            is_denied = act.is_denied or _is_denied(text, match.start(), lexicon)
            yield act._replace(start=offset + act.start, end=offset + act.end, is_denied=is_denied)
    if "violation" in layers.asked:
        yield from _violations(text, offset, lexicon)
    if not layers.asked.isdisjoint(STATING):
        yield from _instruments(text, offset, layers.times, lexicon)


STATING = frozenset({"event_thing", "instrument_noun"})
"""Lists without whose words no sentence is the text of a decree or names one as its ground."""


def _value(match: re.Match[str], lexicon: Lexicon) -> str:
    return _singular(_SPACES.sub(" ", match.group()).lower(), lexicon)


def _accused(text: str, match: re.Match[str], lexicon: Lexicon) -> Act | None:
    """The charge in "was accused of genocide", the verdict in "convicted of torture"."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    accused = lexicon.rules["accused_of"].search(before)
    if accused is None:
        return None
    low = clause_start(text, match.start() - len(before) + accused.start(), lexicon)[0]
    is_open = lexicon.rules["open_charge"].match(accused.group()) is not None
    return Act("legal", low, match.end(), _value(match, lexicon), "legal-accusation", is_accusation=is_open)


def _refused(text: str, match: re.Match[str], lexicon: Lexicon) -> Act | None:
    """The term in "were not, as some say, genocide", "rejected the charge of genocide"."""
    before = text[: match.start()]
    refused = lexicon.rules["is_not"].search(before) or lexicon.rules["term_rejected"].search(before)
    if refused is None:
        return None
    low = clause_start(text, refused.start(), lexicon)[0]
    return Act("legal", low, match.end(), _value(match, lexicon), "legal-refused", is_denied=True)


def _characterised(text: str, match: re.Match[str], lexicon: Lexicon) -> Act | None:
    """The term behind a verb that gives it: "amounts to a crime against humanity"."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    verb = None
    for found in lexicon.patterns["characterise"].finditer(before):
        verb = found
    gap = before[verb.end() :] if verb else ""
    if (
        verb is None
        or gap.count(" ") > _MOST_BETWEEN
        or _STOP.search(gap)
        or lexicon.patterns["no_term_gap"].search(gap)
    ):
        return None
    if match.group().lower() in lexicon.sets["bare_legal"] and not lexicon.rules["by_court"].search(verb.group()):
        return None
    start = match.start() - len(before) + verb.start()
    front = text[max(0, start - 12) : match.start()]
    accusing = lexicon.patterns["accuse"].search(front) or lexicon.patterns["maybe"].search(front)
    is_accusation = accusing is not None
    clause = clause_start(text, start, lexicon)[0]
    low = clause if start - clause < _LONGEST_CLAUSE else start
    return Act("legal", low, match.end(), _value(match, lexicon), "legal-term", is_accusation=is_accusation)


def _called(text: str, match: re.Match[str], layers: Layers, lexicon: Lexicon) -> Act | None:
    """The term in "called the shelling of the port a crime against humanity"."""
    if match.group().lower() in lexicon.sets["bare_legal"]:
        return None
    window = max(0, match.start() - _WIDE)
    called = lexicon.rules["called_so"].search(text[window : match.start()])
    if called is None:
        return None
    verb = window + called.start()
    low = clause_start(text, verb, lexicon)[0]
    offset = layers.sentence.start
    words = [token for token in layers.tokens if low <= token.start - offset and token.end - offset <= verb]
    is_named = bool(words) and not is_pronoun(words, 0, len(words), lexicon)
    speaker = speaker_name(words, 0, len(words), lexicon) if words else None
    if not is_named and speaker is not None:
        speaker = bare_words(speaker, lexicon)
    return Act("legal", low, match.end(), _value(match, lexicon), "legal-called", speaker=speaker)


def _is_denied(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether the sentence refuses the term: "was not genocide", "denied that it was a war crime"."""
    before = text[:at]
    rejected = lexicon.rules["rejected"].search(before)
    if rejected and lexicon.rules["not_rejected"].search(rejected.group()):
        rejected = None
    undone = rejected is not None and lexicon.rules["not_before"].search(before[: rejected.start()])
    return lexicon.rules["is_not"].search(before) is not None or (rejected is not None and not undone)


def _instruments(text: str, offset: int, times: Sequence[Time], lexicon: Lexicon) -> Iterator[Act]:
    """What a decree orders, in its own words: "A curfew is introduced in the city from midnight on 4 March"."""
    dated = [t for t in times if _DAY.search(t.edtf or "") and offset <= t.start < offset + len(text)]
    match = lexicon.rules["instrument_stated"].search(text) if dated else None
    if match is None:
        return
    stop = lexicon.rules["instrument_end"].search(text, match.end())
    start, end = trimmed(text, match.start(), stop.start() if stop else len(text))
    value = _SPACES.sub(" ", text[start:end])
    yield Act("legal", offset + start, offset + end, value, "legal-instrument", dated[0])


_DAY = re.compile(r"\d{4}-")


def _violations(text: str, offset: int, lexicon: Lexicon) -> Iterator[Act]:
    """Breaches of a named instrument: "a violation of the Universal Declaration of Human Rights"."""
    for match in lexicon.patterns["violation"].finditer(text):
        tail = text[match.end() : match.end() + _LONGEST_INSTRUMENT]
        instrument = lexicon.patterns["instrument"].search(tail)
        if instrument is None or lexicon.rules["no_instrument_gap"].search(tail[: instrument.start()]):
            continue
        end = match.end() + instrument.end()
        more = lexicon.rules["instrument_more"].match(text, end)
        if more:
            end += len(more.group().rstrip())
        end = len(lexicon.rules["small_words_behind"].sub("", text[:end]))
        value = lexicon.texts["violation_of"] + _SPACES.sub(" ", text[match.end() : end]).strip()
        yield Act("legal", offset + match.start(), offset + end, value, "legal-violation")


def _singular(term: str, lexicon: Lexicon) -> str:
    return lexicon.rules["plural_term"].sub(r"\1", lexicon.rules["plural_term_end"].sub(r"\1", term))
