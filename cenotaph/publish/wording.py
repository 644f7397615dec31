"""Numbers, links and names in words: what the site says is always what a source says, hedge included."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from cenotaph.messages import Messages
from cenotaph.record import Count, Modality, Question
from cenotaph.script import is_accent, is_mark
from cenotaph.wording import value_in_words


def count_in_words(count: Count, messages: Messages, of: str | None = None) -> str:
    """A count with its unit, unless it counts persons or the words for what is counted (`of`) name the unit."""
    value = value_in_words(count.low, count.high, count.qualifier, messages)
    return value if count.unit in {"persons", ""} or count.unit in (of or "") else f"{value} {count.unit}"


def people_in_words(question: Question, whom: Iterable[str | None], messages: Messages) -> str:
    """Whom a question counts: a class of people in words, else as the first who answers it puts it; empty for all.

    Args:
        question: its population is a key, which is no wording.
        whom: the population in the words of those who answer it, the first first.
        messages: of the site's language.
    """
    if question.population is None:
        return ""
    if messages.has(f"population.{question.population}"):
        return messages(f"population.{question.population}")
    return next((told for told in whom if told), question.population)


def modality_in_words(modality: Modality, messages: Messages) -> str:
    """How the source stands to what it says; nothing where it simply says it."""
    return "" if modality == "asserted" else messages(f"modality.{modality}")


def closeness_in_words(probability: float | None, messages: Messages) -> str:
    """How surely entries are one person. The steps are ours; the data gives the number."""
    if probability is None:
        return messages("closeness.single")
    steps = ((0.999, "certain"), (0.99, "very_close"), (0.9, "close"), (0.7, "likely"))
    return messages(f"closeness.{next((name for least, name in steps if probability >= least), 'open')}")


_FOLDED = str.maketrans({"ə": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def fold(text: str) -> str:
    """`text` for finding and sorting: small letters, no diacritics, no punctuation, one space between words.

    Example:
        >>> fold("İlham Əjdər oğlu")
        'ilham ejder oglu'
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    kept = (c if c.isalnum() or is_mark(c) else " " for c in plain if not is_accent(c))
    return " ".join("".join(kept).split())


def initial(name: str) -> str:
    """The letter under which `name` stands in the register: its first letter in its own script, without marks.

    Example:
        >>> initial("Şəhla"), initial("Лариса"), initial("(unknown)")
        ('S', 'Л', 'U')
    """
    for character in fold(name):
        if character.isalpha():
            return character.upper()
    return "#"
