"""Which verbs say something where they stand: "found that", never "found 20 bodies"."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon

QUOTES = frozenset('"“”«»„')
MARKS = frozenset(";:") | QUOTES
_SUBJECT = 9  # tokens in front of a verb among which its subject's noun stands
_FIGURE_REACH = 7  # tokens behind "put" among which "the toll" stands
_THAT_REACH = 8  # tokens behind "told" among which "that" stands
_HEARER_REACH = 6  # tokens of the one who is told
_ACCUSED_REACH = 10  # tokens behind "blamed" among which "for" stands
_DENIED_REACH = 12  # tokens behind "rejects" among which "the claim" stands
_COUNT_REACH = 6  # tokens behind "established" among which the number stands
_LEAD_REACH = 8  # tokens of "the deaths of as many as" in front of a number
_NUMBER_REACH = 3  # tokens of "heavily armed 20"
_CIRCUMSTANCE = 12  # tokens of "in a two-page statement to the assembly"


def speech_verb(words: Sequence[Token], at: int, lexicon: Lexicon) -> str | None:
    """The base form of a verb that says something here; None for other verbs and for nouns of the same form."""
    sets = lexicon.sets
    low = words[at].low
    base = (lexicon.say.get(f"{low} {words[at + 1].low}") if at + 1 < len(words) else None) or lexicon.say.get(low)
    if is_noun_here(words, at, lexicon):
        return None
    if low in lexicon.put:
        is_figure = any(t.low in sets["put_figure"] for t in words[at + 1 : at + _FIGURE_REACH])
        if is_figure or _shows(words, at, lexicon):
            return base or "put"
    is_lasting = at > 0 and words[at - 1].low in sets["being"]  # "has been telling us that", "is saying that"
    if (
        base is None
        or (low.endswith(lexicon.endings["ing"]) and not is_lasting)
        or (at and words[at - 1].low in sets["to"])
    ):
        return None
    if base in sets["costing_say"] and any(t.low in sets["lives_cost"] for t in words[at + 1 : at + _FIGURE_REACH]):
        return None  # "claimed the lives of 38"
    is_of = next_in(words, at, "of", lexicon)
    if base in sets["number_say"] or (base in sets["told_of_say"] and is_of):
        return base if opens_count(words, at + 2, lexicon) else None
    if base in sets["spoke_say"]:
        return base if is_of else None
    return base if _gives(words, at, base, lexicon) or _says_here(words, at, base, lexicon) else None


def _gives(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> bool:
    """Whether the verb gives a number, accuses somebody, or is told of one who says it behind "by"."""
    sets = lexicon.sets
    if base in sets["showing_say"] and _shows(words, at, lexicon):
        return True
    if words[at].low not in sets["noun_say"] and _counts(words, at, base, lexicon):
        return True
    if base in sets["accusing_say"] and _accuses(words, at, lexicon):
        return True
    if base in sets["branding_say"] and _brands(words, at, lexicon):
        return True
    return base in sets["passive_say"] and _is_passive(words, at, lexicon)


def _accuses(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether somebody is accused or found guilty of something: "found him guilty of the murder of 96"."""
    is_finding = lexicon.say[words[at].low] in lexicon.sets["finding_say"]
    lead = lexicon.sets["guilty" if is_finding else "accused_lead"]
    for token in words[at + 1 : at + _ACCUSED_REACH]:
        if token.low in lead:
            return True
        if token.text in MARKS or token.text in (",", "."):
            return False
    return False


def _brands(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a figure is called something: "called the figure of 90 dead a slander"."""
    figures = lexicon.sets["told"] | lexicon.sets["reckoning"]
    return any(token.low in figures for token in words[at + 1 : at + _FIGURE_REACH])


def _counts(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> bool:
    """Whether the verb gives a number: "counted 512 dead", "established the identities of 118 people"."""
    sets = lexicon.sets
    if base in sets["counting_say"] and opens_count(words, at + 1, lexicon):
        return True
    return base in sets["establishing_say"] and _opens_far_count(words, at + 1, lexicon)


def _is_passive(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the verb is told of somebody behind "by": "was blamed by the council on"."""
    return at > 0 and words[at - 1].low in lexicon.sets["be"] and next_in(words, at, "by", lexicon)


def _opens_far_count(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a number follows in the same phrase: "established the identities of 118 people"."""
    for token in words[at : at + _COUNT_REACH]:
        if token.text[:1].isdigit() or token.low in lexicon.sets["number_word"]:
            return True
        if not token.text[:1].isalpha() or token.low in lexicon.say:
            return False
    return False


def _says_here(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> bool:
    """Whether a verb of saying is followed by what is said, or preceded by it."""
    is_accusing = base in lexicon.sets["accusing_say"] and base not in lexicon.sets["weak_say"]
    if is_accusing and not _says_that(words, at, base, lexicon):
        return False
    if base in lexicon.sets["told_of_say"] and _tells_clause(words, at, lexicon):
        return True
    is_noun = words[at].low in lexicon.sets["noun_say"]
    opens = is_noun and _opens_speech(words, at, base, lexicon)
    if base in lexicon.sets["weak_say"] and not opens:
        is_after_quote = at > 0 and words[at - 1].text in QUOTES
        following = words[at + 1].text if at + 1 < len(words) else ""
        is_before_colon = following == ":" or (following in QUOTES and base in lexicon.sets["quoting_say"])
        if not (
            is_after_quote or is_before_colon or _says_that(words, at, base, lexicon) or closes(words, at, lexicon)
        ):
            return False
    if is_noun and not opens:
        return False
    return base not in lexicon.deny or _denies(words, at, lexicon)


def _tells_clause(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a clause without "that" follows the one who is told: "told the radio it was 200 dead"."""
    sets = lexicon.sets
    if next_in(words, at, "object_pronoun", lexicon) and opens_count(words, at + 2, lexicon):
        return True  # "tells me 14 men were killed"
    if next_in(words, at, "object_pronoun", lexicon) and at + 2 < len(words) and words[at + 2].text[:1].isalpha():
        return words[at + 2].low not in sets["no_told_clause"]  # "told me they had 23 people brought in"
    for position in range(at + 2, min(at + _THAT_REACH, len(words) - 1)):
        if words[position].text in MARKS or words[position].text in (",", "."):
            return False
        follows = words[position + 1].low
        if words[position].low in sets["clause_pronoun"] and (follows in sets["be"] or follows in sets["have"]):
            return True
    return False


def _denies(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether something that can be denied follows: "rejects as pure invention the claim that"."""
    for token in words[at + 1 : at + _DENIED_REACH]:
        if token.low in lexicon.sets["deniable"]:
            return True
        if token.text in (",", ";", "."):
            return False
    return False


def is_noun_here(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word that can be a noun is one: "the committee's count", "a report", "United States"."""
    if at == 0:
        return False
    sets, low, before = lexicon.sets, words[at].low, words[at - 1].low
    if low in sets["reckoning"] and before.endswith(lexicon.endings["possessive"]):
        return True
    if low not in sets["noun_say"]:
        return False
    return before.endswith(lexicon.endings["possessive"]) or before in lexicon.sets["noun_follows"]


def next_in(words: Sequence[Token], at: int, name: str, lexicon: Lexicon) -> bool:
    """Whether the next word is of the list `name`."""
    return at + 1 < len(words) and words[at + 1].low in lexicon.sets[name]


def _opens_speech(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> bool:
    """Whether "that", a colon or a quotation mark follows, or a comma stands in front and nothing is said behind."""
    if _says_that(words, at, base, lexicon) or (at and words[at - 1].text == ","):
        return True
    if at + 1 >= len(words):
        return False
    following = words[at + 1]
    if following.text == "." and any(token.text == "," for token in words[max(0, at - 7) : at - 1]):
        return True  # ", the commandant reports."
    is_third = words[at].low.endswith(lexicon.endings["third_person"])
    is_third = is_third and at > 0 and words[at - 1].low not in lexicon.sets["plural_lead"]
    is_plural = at > 0 and words[at - 1].low.endswith(lexicon.endings["plural"])
    is_verb = is_plural or words[at].low.endswith(lexicon.endings["third_person"])
    return (
        following.text in MARKS
        or (following.text == "," and is_verb)
        or (is_third and opens_count(words, at + 1, lexicon))
    )


def opens_count(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a number follows, a bound, a hedge or whose it is in front: "at least 170 dead", "the deaths of nine"."""
    last = min(len(words), at + _LEAD_REACH)
    while at < last and (words[at].low in lexicon.sets["number_opening"] or words[at].text in QUOTES):
        at += 1
    return any(is_number(token, lexicon) for token in words[at : at + _NUMBER_REACH])


def is_number(token: Token, lexicon: Lexicon) -> bool:
    """Whether a token is a number, in digits or in words."""
    return token.text[:1].isdigit() or token.low in lexicon.sets["number_word"]


def _shows(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a written count is the subject and a number follows: "figures from the ministry show 19"."""
    if not opens_count(words, at + 1, lexicon):
        return False
    subject = words[max(0, at - _SUBJECT) : at]
    return any(
        token.low in lexicon.sets["reckoning"] or token.low in lexicon.sets["written"] for token in subject
    ) and not any(token.text in MARKS for token in subject)


def _says_that(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> bool:
    """Whether "that" follows, the one who is told or the time between: "told Radio Nowhere that"."""
    if base not in lexicon.sets["telling_say"] and next_in(words, at, "object_determiner", lexicon):
        return False
    for token in words[at + 1 : at + _THAT_REACH]:
        if token.low in lexicon.sets["that"] or token.low in lexicon.sets["content_lead"]:
            return True
        if token.text in MARKS or token.text in (",", ".") or token.text[:1].isdigit():
            return False
    return False


def closes(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether nothing is said behind the verb: the clause stands in front of it."""
    sets = lexicon.sets
    position = at + 1
    if words[at].low in sets["told_someone"]:
        position = _behind_hearer(words, at, lexicon)
    while position < len(words) and words[position].low in sets["late"]:
        position += 1
    if position >= len(words) or words[position].text in (".", ",", ";") or words[position].text in QUOTES:
        return True
    return _is_circumstance(words, at + 1, position, lexicon)


def _behind_hearer(words: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """The position behind those who are told: "told the inquiry," but not "told the inquiry that"."""
    sets = lexicon.sets
    for position in range(at + 1, min(len(words), at + _HEARER_REACH)):
        token = words[position]
        if token.low in sets["behind_hearer"] or token.text == ",":
            return position
        if token.low in sets["that"] or token.text == ":" or token.text[:1].isdigit():
            return at + 1
    return min(len(words), at + _HEARER_REACH)


def _is_circumstance(words: Sequence[Token], first: int, at: int, lexicon: Lexicon) -> bool:
    """Whether only time, place or way of saying it stand up to the next comma: "wrote on her channel"."""
    sets = lexicon.sets
    if not any(token.low in sets["circumstance_lead"] for token in words[first : at + 1]):
        return False
    for token in words[at : at + _CIRCUMSTANCE]:
        if token.text in (".", ",", ";"):
            return True
        is_said = token.low in sets["that"] or token.text in MARKS or token.low in sets["be"]
        is_people = lexicon.populations.get(token.low, "thing") != "thing"
        is_done = any(len(phrase) == 1 for phrase, _ in lexicon.predicates.get(token.low, ()))
        if is_said or is_done or is_people:
            return False
    return len(words) <= at + _CIRCUMSTANCE
