"""Which verbs say something where they stand: "found that", never "found 20 bodies"."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon

QUOTES = frozenset('"“”«»„')
MARKS = frozenset(";:") | QUOTES
_FIGURES = frozenset({"toll", "number", "figure", "dead", "total", "count"})
_SPEAKING = frozenset({"speak", "talk"})  # they say something only with "of" and a number
COUNTING = frozenset({"count", "record", "register", "document", "tally", "verify", "list"})
_SHOWING = frozenset({"show", "give", "indicate", "contain", "name", "record", "list", "put", "mention"})
_TELLING = frozenset({"tell", "inform", "warn", "remind", "assure"})
_OBJECT_OPENS = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "these", "those", "our", "my"})
_SUBJECT = 9  # tokens in front of a verb among which its subject's noun stands


def speech_verb(words: Sequence[Token], at: int, lexicon: Lexicon) -> str | None:
    """The base form of a verb that says something here; None for other verbs and for nouns of the same form."""
    low = words[at].low
    base = lexicon.say.get(low) or (lexicon.say.get(f"{low} {words[at + 1].low}") if at + 1 < len(words) else None)
    if is_noun_here(words, at, lexicon):
        return None
    puts = low in lexicon.put and (any(t.low in _FIGURES for t in words[at + 1 : at + 7]) or _shows(words, at, lexicon))
    if puts:
        return base or "put"
    if base is None or low.endswith("ing") or (at and words[at - 1].low == "to"):
        return None
    if base in _SPEAKING or (base == "tell" and _next_is(words, at, "of")):
        return base if _next_is(words, at, "of") and _opens_count(words, at + 2, lexicon) else None
    if base in _SHOWING and _shows(words, at, lexicon):
        return base
    if base in COUNTING and low not in lexicon.sets["noun_say"] and _opens_count(words, at + 1, lexicon):
        return base
    return base if _says_here(words, at, base, lexicon) else None


def _says_here(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> bool:
    """Whether a verb of saying is followed by what is said, or preceded by it."""
    low = words[at].low
    is_noun = low in lexicon.sets["noun_say"]
    opens = is_noun and _opens_speech(words, at, base, lexicon)
    if base in lexicon.sets["weak_say"] and not opens:
        is_after_quote = at > 0 and words[at - 1].text in QUOTES
        if not (is_after_quote or _next_is(words, at, ":") or _says_that(words, at, base) or closes(words, at)):
            return False
    if is_noun and not opens:
        return False
    return base not in lexicon.deny or any(t.low in lexicon.sets["deniable"] for t in words[at + 1 : at + 5])


def is_noun_here(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word that can be a noun is one: "the committee's count", "a report", "United States"."""
    if at == 0 or words[at].low not in lexicon.sets["noun_say"]:
        return False
    before = words[at - 1].low
    return before.endswith(("'s", "s'")) or before in lexicon.sets["noun_follows"]


def _next_is(words: Sequence[Token], at: int, low: str) -> bool:
    return at + 1 < len(words) and words[at + 1].low == low


def _opens_speech(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> bool:
    """Whether "that", a colon or a quotation mark follows, or a comma stands in front and nothing is said behind."""
    if _says_that(words, at, base) or (at and words[at - 1].text == ","):
        return True
    if at + 1 >= len(words):
        return False
    following = words[at + 1]
    if following.text == "." and any(token.text == "," for token in words[max(0, at - 7) : at - 1]):
        return True  # ", the commandant reports."
    is_third = words[at].low.endswith("s") and at > 0 and words[at - 1].low not in ("the", "these", "those", "official")
    return following.text in MARKS or following.text == "," or (is_third and _opens_count(words, at + 1, lexicon))


def _opens_count(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a number follows, a bound or hedge in front of it: "counts at least 170 dead"."""
    return any(token.text[:1].isdigit() or token.low in lexicon.sets["number_word"] for token in words[at : at + 3])


def _shows(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a written count is the subject and a number follows: "figures from the ministry show 19"."""
    if not _opens_count(words, at + 1, lexicon):
        return False
    subject = words[max(0, at - _SUBJECT) : at]
    return any(token.low in lexicon.sets["reckoning"] for token in subject) and not any(
        token.text in MARKS for token in subject
    )


def _says_that(words: Sequence[Token], at: int, base: str) -> bool:
    """Whether "that" follows, the one who is told or the time between: "told Radio Nowhere that"."""
    if base not in _TELLING and at + 1 < len(words) and words[at + 1].low in _OBJECT_OPENS:
        return False
    for token in words[at + 1 : at + 8]:
        if token.low == "that":
            return True
        if token.text in MARKS or token.text in (",", ".") or token.text[:1].isdigit():
            return False
    return False


def closes(words: Sequence[Token], at: int) -> bool:
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
    while position < len(words) and words[position].low in _LATE:
        position += 1
    return position >= len(words) or words[position].text in (".", ",", ";") or words[position].text in QUOTES


_LATE = frozenset(
    {
        "on", "in", "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "late", "early", "earlier", "later", "a", "statement", "report", "interview",
    }
)  # fmt: skip
