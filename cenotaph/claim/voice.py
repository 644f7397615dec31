"""Who says it: speakers, chains of them, and the words they speak for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.owned import owner_at
from cenotaph.claim.sentences import Token
from cenotaph.claim.speakers import LONGEST, bare_words, is_first_person, is_pronoun, speaker_name
from cenotaph.claim.speech_verbs import QUOTES, closes, is_noun_here, next_in, speech_verb
from cenotaph.claim.stances import stance_at
from cenotaph.claim.subjects import antecedent, is_relative_that, sentence_part, shared_subject, subject
from cenotaph.claim.words import Lexicon

_LONGEST_NAME = 5  # tokens of a name behind an office
_STOPS = frozenset({".", ";", ":", '"', "“", "”"})


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
    is_own: bool = False  # "we", "I": the text speaks, or the one whose turn it is
    goes_on: bool = False  # a semicolon follows: what stands behind it is said by the same
    is_denial: bool = False
    is_of: bool = False  # "spoke of", "admitted to": what is told may begin with the verb


def speeches(annotated: Annotated, lexicon: Lexicon) -> tuple[Speech, ...]:
    """The speakers a sentence names, in order."""
    words = annotated.tokens
    found: list[Speech] = []
    for at, low in enumerate(annotated.lows):
        if low not in lexicon.speaking:
            continue
        speech = (
            _according(words, at, lexicon)
            or _saying(words, at, lexicon)
            or _holding(words, at, lexicon)
            or owned(words, at, lexicon)
        )
        if speech is not None:
            found.append(speech)
    return tuple(found)


def _holding(words: Sequence[Token], at: int, lexicon: Lexicon) -> Speech | None:
    """The speaker told of without a verb of saying: "is adamant that", "if we believe the Courier"."""
    stance = stance_at(words, at, lexicon)
    name = speaker_name(words, stance.name_first, stance.name_last, lexicon) if stance else None
    if stance is None or name is None:
        return None
    carried = is_pronoun(words, stance.name_first, stance.name_last, lexicon)
    low, high = sentence_part(words, at, lexicon)
    starts = stance.scope_first is not None and stance.scope_first <= at  # "read out the names of 61 dead"
    return Speech(
        None if carried else name, stance.name_first, stance.name_last if starts else max(at + 1, stance.name_last),
        low if stance.scope_first is None else stance.scope_first, stance.scope_last or high, stance.rule, stance.rule,
        bare_words(name, lexicon), is_own=is_first_person([name.lower()], lexicon),
    )  # fmt: skip


def speaker_of(found: Sequence[Speech], first: int, last: int, carried: str | None) -> tuple[str | None, Speech | None]:
    """Who says the claim at tokens `first` to `last`, and the words that say so."""
    nearest: Speech | None = None
    for speech in found:
        is_verb = first == speech.last - 1 and last > speech.last  # "spoke of 52 dead" begins with the verb
        if is_verb and speech.is_of:
            first = speech.last
        if speech.first <= first < speech.last:
            continue
        if (
            speech.scope_first <= first
            and last <= speech.scope_last + 1
            and (nearest is None or _comes_first(speech, nearest, first, last))
        ):
            nearest = speech
    if nearest is None:
        nearest = _going_on(found, first)
    if nearest is None:
        return None, None
    return (nearest.speaker if nearest.speaker is not None else carried), nearest


def opening_subject(annotated: Annotated, lexicon: Lexicon) -> str | None:
    """The body or office holder whom the sentence opens with, as its subject: "The Commission received 90 letters"."""
    words = annotated.tokens
    last = 0
    while last < min(len(words), LONGEST) and (
        words[last].text[:1].isalpha() and not _ends_subject(words, last, lexicon)
    ):
        last += 1
    if not 0 < last < len(words) or not _ends_subject(words, last, lexicon):
        return None
    can_speak = lexicon.sets["speaking_body"] | lexicon.sets["speaking_person"]
    if can_speak.isdisjoint(token.low for token in words[:last]):
        return None
    return speaker_name(words, 0, last, lexicon)


def _ends_subject(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a finite verb stands here."""
    low = words[at].low
    is_past = at > 0 and low.endswith(lexicon.endings["past"]) and words[at].text.islower()
    return is_past or low in lexicon.sets["have"] or low in lexicon.sets["be"] or low in lexicon.sets["other_verb"]


def _going_on(found: Sequence[Speech], first: int) -> Speech | None:
    """The speaker who goes on behind a semicolon: "Nine died, the mayor said; another 20 were hurt"."""
    before = [speech for speech in found if speech.goes_on and speech.scope_last <= first]
    is_open = before and not any(before[-1].last < speech.first < first for speech in found)
    return before[-1] if is_open else None


def _comes_first(speech: Speech, other: Speech, first: int, last: int) -> bool:
    """Whether a speech speaks for a claim rather than another that covers it too: the nearer one as a rule."""
    if "owner" in (speech.rule, other.rule) and speech.is_denial != other.is_denial:
        return speech.is_denial  # who denies a claim of another, not that other
    if "owner-revised" in (speech.rule, other.rule) and speech.rule != other.rule:
        return other.rule == "owner-revised"
    return _gap(speech, first, last) < _gap(other, first, last)


def _gap(speech: Speech, first: int, last: int) -> int:
    return first - speech.last if speech.last <= first else speech.first - last + 1


def _according(words: Sequence[Token], at: int, lexicon: Lexicon) -> Speech | None:
    """The phrase behind "according to": it speaks for its whole sentence up to a semicolon."""
    length = _according_length(words, at, lexicon)
    if not length or words[at].low in lexicon.sets["chaining"]:
        return None
    first = at + length
    last = first
    while last < len(words) and last - first < LONGEST and words[last].text not in _STOPS:
        if words[last].text == "," and not (_is_chain(words, last, lexicon) or _is_apposed(words, last)):
            break
        is_said = words[last].low in lexicon.say and words[last].low not in lexicon.sets["noun_say"]
        if last > first and is_said and words[last - 1].low not in lexicon.sets["noun_follows"]:
            break
        if last > first and (words[last].low in lexicon.sets["speaker_cut"] or words[last].text[:1].isdigit()):
            break
        last += 1
    if first < len(words) and words[first].low in lexicon.sets["who_which"]:  # "the report, according to which"
        name = speaker_name(words, *antecedent(words, at, lexicon), lexicon)
        last = first + 1
    else:
        name = speaker_name(words, first, last, lexicon)
    if name is None:
        return None
    low, high = sentence_part(words, at, lexicon)
    is_carried = is_pronoun(words, first, last, lexicon)
    return Speech(
        None if is_carried else name, at, last, low, high, "according", "according-to", bare_words(name, lexicon),
        goes_on=high < len(words) and words[high].text == ";",
    )  # fmt: skip


def _saying(words: Sequence[Token], at: int, lexicon: Lexicon) -> Speech | None:
    """A verb of saying with its subject in front or behind."""
    base = speech_verb(words, at, lexicon)
    if base is None:
        return _spoke(words, at, lexicon)
    before = words[at - 1] if at else None
    is_sure = base in lexicon.sets["sure_say"] and next_in(words, at, "that", lexicon)
    is_lasting = words[at].low.endswith(lexicon.endings["ing"])
    if before is not None and before.low in lexicon.sets["be"] and not is_sure and not is_lasting:
        return (
            _told_by(words, at, base, lexicon)
            if base in lexicon.sets["told_of_say"]
            else _passive(words, at, base, lexicon) or _said_at(words, at, base, lexicon)
        )
    inverted = _inverted(words, at, base, lexicon) if _may_be_inverted(words, at, base, lexicon) else None
    if inverted is not None:
        return inverted
    first, last = subject(words, at - 1 if is_sure or is_lasting else at, lexicon)
    if first < last and words[first].low in lexicon.sets["who_which"]:
        first, last = antecedent(words, first, lexicon)
    elif first < last and first > 1 and is_relative_that(words, first, lexicon):
        first, last = antecedent(words, first - 1, lexicon)
    is_shared = before is not None and (before.low in lexicon.sets["and"] or before.low in lexicon.sets["opposing"])
    if first >= last and is_shared:
        first, last = shared_subject(words, at, lexicon)
    is_aside = last < at and words[last].text == ","
    is_led = first < last and words[first].low in lexicon.sets["determiner"]
    is_led = is_led and words[last - 1].low in lexicon.sets["noun_say"]
    is_verb = not is_aside and first < last and not is_led and _is_verb(words, last - 1, lexicon)
    if first < last and (words[first].low in lexicon.sets["according_word"] or is_verb):
        return None
    name = speaker_name(words, first, last, lexicon)
    if name is None:
        return None
    carried = is_pronoun(words, first, last, lexicon)
    low, high = sentence_part(words, at, lexicon)
    if base in lexicon.sets["counting_say"] and at + 1 < len(words) and not closes(words, at, lexicon):
        return Speech(None if carried else name, first, at, at, high, base, "subject-said", bare_words(name, lexicon))
    scope = (_aside_scope(words, first, low, lexicon), high) if closes(words, at, lexicon) else (at + 1, high)
    return Speech(
        None if carried else name, first, at + 1, *scope, base, "subject-said", bare_words(name, lexicon),
        is_own=is_first_person([name.lower()], lexicon), goes_on=high < len(words) and words[high].text == ";",
        is_denial=base in lexicon.deny, is_of=base in lexicon.sets["spoke_say"] or base in lexicon.sets["number_say"],
    )  # fmt: skip


def _aside_scope(words: Sequence[Token], first: int, low: int, lexicon: Lexicon) -> int:
    """Where what is said begins around an aside: of "a raid in which, residents say, 40 died" with "which"."""
    is_relative = first > low + 1 and words[first - 1].text == "," and words[first - 2].low in lexicon.sets["relative"]
    return first - 2 if is_relative else low


def _spoke(words: Sequence[Token], at: int, lexicon: Lexicon) -> Speech | None:
    """One who "spoke briefly": nothing is said yet, but "he said" goes back to them."""
    base = lexicon.say.get(words[at].low)
    if base not in lexicon.sets["bare_say"] or words[at].low.endswith(lexicon.endings["ing"]):
        return None
    first, last = subject(words, at, lexicon)
    if first >= last or words[first].low in lexicon.sets["who_which"] or is_pronoun(words, first, last, lexicon):
        return None
    name = speaker_name(words, first, last, lexicon)
    return Speech(name, first, at + 1, at + 1, at, str(base), "spoke") if name else None


def _is_verb(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb of saying stands here, not a noun of the same form: "the report"."""
    return words[at].low in lexicon.say and not is_noun_here(words, at, lexicon) and not words[at].text.istitle()


def _may_be_inverted(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> bool:
    """Whether the subject may stand behind: a quotation or a comma in front, and no subject of its own."""
    if at == 0 or words[at - 1].text in QUOTES:
        return True
    if at > 1 and words[at - 1].text in ("’", "'") and words[at - 2].text in (",", ".", "!", "?"):
        return True  # behind single quotation marks
    if words[at - 1].text != "," or at + 1 >= len(words):
        return False
    if at > 1 and words[at - 2].text in QUOTES:
        return True
    following = words[at + 1]
    is_name = following.text[:1].isupper() and not following.text.isupper()
    is_named = is_name and following.low not in lexicon.sets["first_person"]
    if base in lexicon.sets["inverted_say"] or is_named:
        return True
    return base not in lexicon.sets["telling_say"] and _closes_named(words, at, lexicon)


def _closes_named(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether nothing but the one who speaks stands behind: ", reported the commission."."""
    if words[at + 1].low not in lexicon.sets["article"]:
        return False
    can_speak = lexicon.sets["speaking_body"] | lexicon.sets["speaking_person"] | lexicon.sets["label_body"]
    last = at + 1
    while last < len(words) and words[last].text not in (".", ","):
        if words[last].low in lexicon.sets["clause_start"]:
            return False
        last += 1
    return last - at <= LONGEST and any(token.low in can_speak for token in words[at + 1 : last])


def _passive(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> Speech | None:
    """The speaker behind a passive: "was reported by the ministry"."""
    for position in range(at + 1, min(at + 3, len(words))):
        if words[position].low in lexicon.sets["by"]:
            last = _phrase_end(words, position + 1, lexicon)
            name = speaker_name(words, position + 1, last, lexicon)
            low, high = sentence_part(words, at, lexicon)
            return Speech(name, position, last, low, high, base, "said-by") if name else None
    return None


def _said_at(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> Speech | None:
    """The body at which something is said: "it was underlined in the prosecutor's office"."""
    sets = lexicon.sets
    if at < 2 or words[at - 2].low not in sets["it"] or not next_in(words, at, "told_at", lexicon):
        return None
    last = _phrase_end(words, at + 2, lexicon)
    named = {token.low for token in words[at + 2 : last]}
    if sets["label_body"].isdisjoint(named) and sets["speaking_body"].isdisjoint(named):
        return None
    that = next((p for p in range(at + 2, last) if words[p].low in sets["that"]), last)
    name = speaker_name(words, at + 2, that, lexicon)
    low, high = sentence_part(words, at, lexicon)
    return Speech(name, at + 1, that, low, high, base, "said-at") if name else None


def _told_by(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> Speech | None:
    """The speaker behind "was told of 90 dead by the guards"; never those who were told."""
    near = _passive(words, at, base, lexicon)
    if near is not None or at + 1 >= len(words) or words[at + 1].low not in lexicon.sets["told_lead"]:
        return near
    _, high = sentence_part(words, at, lexicon)
    for position in range(high - 1, at + 1, -1):
        if words[position].low in lexicon.sets["by"]:
            last = _phrase_end(words, position + 1, lexicon)
            name = speaker_name(words, position + 1, last, lexicon)
            is_last = last >= len(words) or not words[last].text[:1].isalnum()
            return Speech(name, position, last, at + 1, position, base, "told-by") if name and is_last else None
    return None


def _phrase_end(words: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """The end of the noun phrase that begins at `at`."""
    last = at
    while last < len(words) and words[last].text[:1].isalpha() and words[last].low not in lexicon.sets["behind_agent"]:
        last += 1
    return last


def _inverted(words: Sequence[Token], at: int, base: str, lexicon: Lexicon) -> Speech | None:
    """The subject behind the verb: ", said the minister"."""
    last = at + 1
    while last < len(words) and last - at < LONGEST and words[last].text not in _STOPS:
        if words[last].text == "," and not (
            _is_chain(words, last, lexicon) or next_in(words, last, "apposition", lexicon) or _is_apposed(words, last)
        ):
            break
        last += 1
    name = speaker_name(words, at + 1, last, lexicon)
    if name is None or words[at + 1].low in lexicon.sets["no_inverted"] or words[at + 1].text[:1].isdigit():
        return None
    low, _ = sentence_part(words, at, lexicon)
    carried = is_pronoun(words, at + 1, last, lexicon)
    return Speech(None if carried else name, at, last, low, at, base, "said-subject", bare_words(name, lexicon))


def _is_apposed(words: Sequence[Token], comma: int) -> bool:
    """Whether nothing but a name follows: "said the engineer, Vasil Kimse,"."""
    last = comma + 1
    while last < len(words) and words[last].text[:1].isupper():
        last += 1
    return comma + 1 < last <= comma + _LONGEST_NAME and (last == len(words) or not words[last].text[:1].isalnum())


def _is_chain(words: Sequence[Token], comma: int, lexicon: Lexicon) -> bool:
    """Whether a second speaker follows: "the agency, citing the ministry"."""
    return next_in(words, comma, "chained", lexicon)


def _according_length(words: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    for parts in lexicon.according.get(words[at].low, ()):
        if tuple(token.low for token in words[at : at + len(parts)]) == parts:
            return len(parts)
    return 0


def owned(words: Sequence[Token], at: int, lexicon: Lexicon) -> Speech | None:
    """The owner of a count or statement as its speaker."""
    owner = owner_at(words, at, lexicon)
    if owner is None:
        return None
    low, high = sentence_part(words, at, lexicon) if owner.is_sentence else (owner.scope_first, owner.scope_last)
    return Speech(
        owner.name, owner.first, owner.last, low, high, "count", "owner-revised" if owner.is_revised else "owner"
    )
