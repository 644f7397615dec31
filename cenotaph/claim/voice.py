"""Who says it: speakers, chains of them, and the words they speak for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon

_QUOTES = frozenset('"“”«»„')
_MARKS = frozenset(";:") | _QUOTES
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "who", "which", "we", "i", "you", "one", "some", "many", "this", "that", "there"}
)
_CUTS = frozenset(
    {
        "issued",
        "released",
        "published",
        "made",
        "who",
        "which",
        "that",
        "broadcast",
        "were",
        "was",
        "today",
        "yesterday",
        "obtained",
        "received",
        "given",
        "compiled",
    }
)
_STARTS = frozenset({"that", "but", "while", "although", "when", "as", "and", "whereas", "if", "because"})
_LONGEST = 18  # tokens of a speaker's name and office


class Speech(NamedTuple):
    """Words that name a speaker, and the tokens they speak for (half-open)."""

    speaker: str | None  # null: a pronoun, the speaker carried on
    first: int  # the words that name the speaker
    last: int
    scope_first: int
    scope_last: int
    verb: str
    rule: str
    words: str | None = None  # "the ministry", where the speaker is to be looked for further up


def speeches(annotated: Annotated, lexicon: Lexicon) -> tuple[Speech, ...]:
    """The speakers a sentence names, in order."""
    words = annotated.tokens
    found: list[Speech] = []
    for at in range(len(words)):
        speech = _according(words, at, lexicon) or _saying(words, at, lexicon)
        if speech is not None:
            found.append(speech)
    return tuple(found)


def speaker_of(found: Sequence[Speech], first: int, last: int, carried: str | None) -> tuple[str | None, Speech | None]:
    """Who says the claim at tokens `first` to `last`, and the words that say so."""
    nearest: Speech | None = None
    for speech in found:
        if speech.first <= first < speech.last:
            continue
        if (
            speech.scope_first <= first
            and last <= speech.scope_last + 1
            and (nearest is None or _gap(speech, first, last) < _gap(nearest, first, last))
        ):
            nearest = speech
    if nearest is None:
        return None, None
    return (nearest.speaker if nearest.speaker is not None else carried), nearest


def _gap(speech: Speech, first: int, last: int) -> int:
    return first - speech.last if speech.last <= first else speech.first - last + 1


def _according(words: Sequence[Token], at: int, lexicon: Lexicon) -> Speech | None:
    """The phrase behind "according to": it speaks for its whole sentence up to a semicolon."""
    length = _phrase_at(words, at, "according", lexicon)
    if not length or words[at].low in ("citing", "quoting"):
        return None
    first = at + length
    last = first
    while last < len(words) and last - first < _LONGEST and words[last].text not in (".", ";", ":", '"', "“", "”"):
        if words[last].text == "," and not _is_chain(words, last):
            break
        if last > first and words[last].low in lexicon.say and words[last].low not in lexicon.sets["noun_say"]:
            break
        if last > first and (words[last].low in _CUTS or words[last].text[:1].isdigit()):
            break
        last += 1
    name = _speaker_name(words, first, last)
    if name is None:
        return None
    low, high = _sentence_part(words, at)
    is_carried = _is_pronoun(words, first, last, lexicon)
    return Speech(None if is_carried else name, at, last, low, high, "according", "according-to", _fallback(name))


def _saying(words: Sequence[Token], at: int, lexicon: Lexicon) -> Speech | None:
    """A verb of saying with its subject in front or behind."""
    base = _speech_verb(words, at, lexicon)
    if base is None:
        return None
    before = words[at - 1] if at else None
    if before is not None and before.low in lexicon.sets["be"] and base != "tell":
        return _passive(words, at, base)
    inverted = _inverted(words, at, base, lexicon) if _may_be_inverted(words, at, base) else None
    if inverted is not None:
        return inverted
    first, last = _subject(words, at, lexicon)
    if first < last and words[first].low in ("who", "which"):
        first, last = _antecedent(words, first, lexicon)
    if first < last and (words[first].low == "according" or words[last - 1].low in lexicon.say):
        return None
    name = _speaker_name(words, first, last)
    if name is None:
        return None
    carried = _is_pronoun(words, first, last, lexicon)
    low, high = _sentence_part(words, at)
    scope = (at + 1, high)
    if _closes(words, at):
        scope = (low, first) if first > low + 2 else (low, high)
    return Speech(None if carried else name, first, at + 1, *scope, base, "subject-said", _fallback(name))


_FIGURES = frozenset({"toll", "number", "figure", "dead", "total", "count"})


def _speech_verb(words: Sequence[Token], at: int, lexicon: Lexicon) -> str | None:
    """The base form of a verb that says something here; None for other verbs and for nouns of the same form."""
    low = words[at].low
    base = lexicon.say.get(low) or (lexicon.say.get(f"{low} {words[at + 1].low}") if at + 1 < len(words) else None)
    if low in lexicon.put and any(token.low in _FIGURES for token in words[at + 1 : at + 7]):
        return base or "put"
    if base is None or low.endswith("ing") or (at and words[at - 1].low == "to"):
        return None
    is_after_quote = at > 0 and words[at - 1].text in _QUOTES
    is_weak = base in lexicon.sets["weak_say"] and not (low in lexicon.sets["noun_say"] and _opens_speech(words, at))
    if is_weak and not (is_after_quote or _says_that(words, at) or _closes(words, at)):
        return None
    if low in lexicon.sets["noun_say"] and not _opens_speech(words, at):
        return None
    if base in lexicon.deny and not any(t.low in lexicon.sets["deniable"] for t in words[at + 1 : at + 5]):
        return None
    return base


def _opens_speech(words: Sequence[Token], at: int) -> bool:
    """Whether "that", a colon or a quotation mark follows, or a comma stands in front and nothing is said behind."""
    if _says_that(words, at) or (at and words[at - 1].text == ","):
        return True
    if at + 1 >= len(words):
        return False
    following = words[at + 1]
    is_third = words[at].low.endswith("s") and at > 0 and words[at - 1].low not in ("the", "these", "those", "official")
    return following.text in _MARKS or following.text == "," or (is_third and _opens_count(words, at + 1))


def _opens_count(words: Sequence[Token], at: int) -> bool:
    """Whether a number follows, a bound or hedge in front of it: "counts at least 170 dead"."""
    return any(token.text[:1].isdigit() for token in words[at : at + 3])


def _says_that(words: Sequence[Token], at: int) -> bool:
    """Whether "that" follows, the one who is told between: "told Radio Nowhere that"."""
    for token in words[at + 1 : at + 8]:
        if token.low == "that":
            return True
        if token.text in _MARKS or token.text in (",", ".") or token.text[:1].isdigit():
            return False
    return False


def _may_be_inverted(words: Sequence[Token], at: int, base: str) -> bool:
    """Whether the subject may stand behind: a quotation or a comma in front, and no subject of its own."""
    if at == 0 or words[at - 1].text in _QUOTES:
        return True
    if words[at - 1].text != "," or at + 1 >= len(words):
        return False
    if at > 1 and words[at - 2].text in _QUOTES:
        return True
    following = words[at + 1]
    return base == "say" or (following.text[:1].isupper() and not following.text.isupper() and following.low != "i")


def _passive(words: Sequence[Token], at: int, base: str) -> Speech | None:
    """The speaker behind a passive: "was reported by the ministry"."""
    for position in range(at + 1, min(at + 3, len(words))):
        if words[position].low == "by":
            last = position + 1
            while (
                last < len(words)
                and words[last].text[:1].isalnum()
                and words[last].low not in ("that", "on", "in", "to")
            ):
                last += 1
            name = _speaker_name(words, position + 1, last)
            low, high = _sentence_part(words, at)
            return Speech(name, position, last, low, high, base, "said-by") if name else None
    return None


def _inverted(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> Speech | None:
    """The subject behind the verb: ", said the minister"."""
    last = at + 1
    while last < len(words) and last - at < _LONGEST and words[last].text not in (".", ";", ":", '"', "“", "”"):
        if words[last].text == "," and not _is_chain(words, last) and not _is_apposition(words, last):
            break
        last += 1
    name = _speaker_name(words, at + 1, last)
    if name is None or words[at + 1].low in ("that", "it", "there") or (words[at + 1].text[:1].isdigit()):
        return None
    low, _ = _sentence_part(words, at)
    carried = _is_pronoun(words, at + 1, last, lexicon)
    return Speech(None if carried else name, at, last, low, at, base, "said-subject", _fallback(name))


def _is_apposition(words: Sequence[Token], comma: int) -> bool:
    following = words[comma + 1].low if comma + 1 < len(words) else ""
    return following in (
        "a",
        "an",
        "the",
        "its",
        "his",
        "her",
        "their",
        "head",
        "chief",
        "director",
        "chairman",
        "spokesman",
        "spokeswoman",
        "spokesperson",
    )


def _is_chain(words: Sequence[Token], comma: int) -> bool:
    return comma + 1 < len(words) and words[comma + 1].low in ("citing", "quoting", "quoted", "cited")


def _closes(words: Sequence[Token], at: int) -> bool:
    """Whether nothing is said behind the verb: the clause stands in front of it."""
    position = at + 1
    if words[at].low in ("told", "tells") and not any(
        t.low == "that" or t.text in (",", ":") for t in words[at + 1 : at + 6]
    ):
        while (
            position < len(words)
            and position < at + 6
            and words[position].low not in ("on", "in", "at", ".", "today", "yesterday")
        ):
            position += 1
    while position < len(words) and words[position].low in (
        "on",
        "in",
        "today",
        "yesterday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "late",
        "early",
        "earlier",
        "later",
        "a",
        "statement",
        "report",
        "interview",
    ):
        position += 1
    return position >= len(words) or words[position].text in (".", ",", ";") or words[position].text in _QUOTES


def _subject(words: Sequence[Token], verb: int, lexicon: Lexicon) -> tuple[int, int]:
    """The subject in front of a verb, appositions and "citing ..." included."""
    last = verb
    skipped = lexicon.sets["adverb"] | lexicon.sets["have"] | {"did", "does", "do"}
    while last > 0 and words[last - 1].low in skipped:
        last -= 1
    closed = last > 0 and words[last - 1].text == ","
    first = last - 1 if closed else last
    commas = 0
    while first > 0:
        token = words[first - 1]
        is_joined = (
            token.low == "and" and first > 1 and words[first - 2].text[:1].isupper() and words[first].text[:1].isupper()
        )
        if (token.text in _MARKS or token.low in _STARTS) and not is_joined:
            break
        if token.text == ",":
            commas += 1
            if not closed or commas > 1:
                break
        if last - first > _LONGEST:
            break
        first -= 1
    return first, last - 1 if closed else last


def _antecedent(words: Sequence[Token], relative: int, lexicon: Lexicon) -> tuple[int, int]:
    """The one whom "who" means: "the director, who said"."""
    last = relative
    while last > 0 and words[last - 1].text == ",":
        last -= 1
    first = last
    while (
        first > 0
        and words[first - 1].text[:1].isalnum()
        and (words[first - 1].low not in lexicon.sets["preposition"] or words[first - 1].low == "of")
    ):
        first -= 1
        if last - first > 8:
            break
    return first, last


def _speaker_name(words: Sequence[Token], first: int, last: int) -> str | None:
    """The speaker as named, without article, leading adverbials and trailing time; None where it names no one."""
    while first < last and (
        words[first].low
        in (
            "the",
            "a",
            "an",
            "however",
            "meanwhile",
            "today",
            "yesterday",
            "earlier",
            "later",
            "also",
            "on",
            "in",
            "-",
            "—",
            "–",
            "[",
            "]",
            "(",
        )
        or words[first].text == ","
    ):
        if words[first].low in ("on", "in"):
            comma = next((at for at in range(first, last) if words[at].text == ","), None)
            if comma is None:
                return None
            first = comma
        first += 1
    while last > first and (
        words[last - 1].low
        in (
            "on",
            "today",
            "yesterday",
            "has",
            "had",
            "also",
            "later",
            "earlier",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        )
        or words[last - 1].text in (",", ")")
    ):
        last -= 1
    if first >= last or last - first > _LONGEST or not words[first].text[:1].isalpha():
        return None
    if words[last - 1].low in ("is", "are", "was", "were", "be", "been", "and", "or", "the", "to"):
        return None
    text = ""
    for at in range(first, last):
        text += (" " if at > first and words[at].start > words[at - 1].end else "") + words[at].text
    text = re.sub(r"[’']s$", "", text)
    text = re.sub(r",\s+an?\s.*$", "", text)
    text = re.sub(r",\s+(?:which|who|whose|where)\s.*$", "", text)
    text = re.sub(r",\s+(?!citing|quoting|including|acting)\w+ing\s.*$", "", text)
    return re.sub(r",?\s+(?:quoting|quoted by|cited by)\s+", ", citing ", text)


def _fallback(name: str) -> str | None:
    """The words themselves, unless they are a bare pronoun."""
    return None if name.lower() in _PRONOUNS else name


def _is_pronoun(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    return " ".join(token.low for token in words[first:last] if token.text != ",") in lexicon.sets["pronoun"]


def _phrase_at(words: Sequence[Token], at: int, group: str, lexicon: Lexicon) -> int:
    for parts in lexicon.phrases[group].get(words[at].low, ()):
        if all(at + i < len(words) and words[at + i].low == part for i, part in enumerate(parts)):
            return len(parts)
    return 0


def _sentence_part(words: Sequence[Token], at: int) -> tuple[int, int]:
    """The part of the sentence between semicolons and before or behind ", while"."""
    low = at
    while low > 0 and not _parts_sentence(words, low - 1):
        low -= 1
    high = at
    while high < len(words) and not _parts_sentence(words, high):
        high += 1
    return low, high


def _parts_sentence(words: Sequence[Token], at: int) -> bool:
    if words[at].text == ";":
        return True
    return words[at].low in ("while", "whereas", "but") and at > 0 and words[at - 1].text == ","
