"""How surely a claim is made: denial, rumour, hypothesis, figures that others replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.attach import Pair
from cenotaph.claim.contrasts import REPLACED
from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon
from cenotaph.record import Modality

_NEAR = 24  # characters between "up from" and its number
_FAR = 60  # between "an earlier report put the dead at" and its number; between a claim and "is untrue"
_BEFORE, _BEHIND = 70, 25  # characters around a claim in which "reportedly" is of it
_DIGIT_OR_STOP = re.compile(r"\d|[;,]")
_CLAUSE = re.compile(r"[;:]")
_QUOTED = re.compile(r"[“\"][^“”\"]{0,400}[”\"]")
_CONDITION = 240  # characters in front of a claim in which "had the bomb gone off," stands
_DOUBT = 110  # characters around a claim in which it is said that nobody could confirm it


def modality_of(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> tuple[Modality, str]:
    """How surely the claim is made, and the words that say so."""
    words = annotated.tokens
    if pair.phrase.number.role == "superseded" or pair.rule == REPLACED:
        return "superseded", pair.phrase.number.quote
    text = annotated.sentence.text
    offset = annotated.sentence.start
    start, end = words[pair.first].start - offset, words[pair.last - 1].end - offset
    number_at = pair.phrase.number.start - offset
    for match in annotated.matches(lexicon.patterns, "superseded"):
        between = text[match.end() : number_at]
        if (
            number_at - _CONDITION <= match.start() < match.end() <= number_at
            and (len(between) <= _NEAR or (len(between) < _FAR and lexicon.rules["former"].match(match.group())))
            and not _DIGIT_OR_STOP.search(between)
            and not lexicon.rules["not_superseded"].match(between)
        ):
            return "superseded", match.group()
    if _is_former(annotated, number_at, pair.phrase.number.end - offset, lexicon):
        return "superseded", pair.phrase.number.quote
    denial = _negated(annotated, pair, number_at, lexicon) or _denied(text, start, end, pair, words, lexicon)
    if denial:
        return "denied", denial
    group = _verb_group(annotated, pair, lexicon)
    sure = _supposed(annotated, start, end, group, lexicon)
    return sure or ("asserted", "")


def is_former(annotated: Annotated, pair: Pair, why: str, lexicon: Lexicon) -> bool:
    """Whether a number is only what another replaced, told by nobody here: "up from 47", not "the 52 it had told"."""
    if (
        pair.phrase.number.role != "superseded"
        and pair.rule != REPLACED
        and not lexicon.rules["former_lead"].match(why)
    ):
        return False
    end = pair.phrase.number.end - annotated.sentence.start
    return lexicon.rules["own_former"].match(annotated.sentence.text, end) is None


def _is_former(annotated: Annotated, number_at: int, number_end: int, lexicon: Lexicon) -> bool:
    """Whether somebody had told the number before: "had on Monday spoken of 290", "83 was later corrected to 91"."""
    text = annotated.sentence.text
    if lexicon.rules["corrected_later"].match(text, number_end):
        return True
    said = [match.end() for match in annotated.matches(lexicon.rules, "had_said")]
    said = [end for end in said if number_at - _CONDITION < end <= number_at]
    return bool(said) and number_at - said[-1] < _FAR and not _DIGIT_OR_STOP.search(text[said[-1] : number_at])


def _negated(annotated: Annotated, pair: Pair, number_at: int, lexicon: Lexicon) -> str:
    """The "not" of the claim itself: "did not kill 60", "were not 500 bodies", "not 90 but 14"; empty where none is."""
    count = pair.phrase.number.count
    if count is None or count.high == 0:
        return ""
    text, begin = annotated.sentence.text, max(0, number_at - _FAR)
    in_front = lexicon.rules["not_number"].search(text, begin, number_at)
    in_front = in_front or lexicon.rules["never_so"].search(text, begin, number_at)
    if in_front:
        return in_front.group().strip()
    if pair.verb is None or pair.verb.is_toll or pair.verb.is_noun:
        return ""
    sets = lexicon.sets
    at = pair.verb.first - 1
    while (
        at >= 0
        and annotated.lows[at] not in sets["not_never"]
        and not annotated.lows[at].endswith(lexicon.endings["not"])
    ):
        low = annotated.lows[at]
        if low not in sets["be"] and low not in sets["have"] and low not in sets["do"] and low not in sets["adverb"]:
            return ""
        at -= 1
    is_part = at >= 0 and at + 1 < len(annotated.lows) and annotated.lows[at + 1] in sets["not_denied"]
    return annotated.tokens[at].text if at >= 0 and not is_part else ""


def _verb_group(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> list[str]:
    """The auxiliaries of the claim's verb with up to three words in front of them."""
    if pair.verb is None:  # "to send 4,500 soldiers to", "20,000 people could be driven from"
        behind = annotated.lows[pair.phrase.last : pair.last]
        is_led = pair.first < pair.phrase.first
        if is_led:
            return [*annotated.lows[max(0, pair.first - 3) : pair.first + 1]]
        return [low for low in behind if low not in lexicon.sets["to"]]  # "beaten to death"
    if pair.verb.is_toll:
        return [low for low in annotated.lows[pair.verb.last : pair.phrase.first] if low not in lexicon.sets["to"]]
    first = pair.verb.first
    while first > 0 and (
        annotated.tokens[first - 1].low in lexicon.sets["adverb"]
        or annotated.tokens[first - 1].low in lexicon.sets["modal"]
    ):
        first -= 1
        if pair.verb.first - first > 3:
            break
    begin = max(0, first - 2)
    return [
        token.low
        for at, token in enumerate(annotated.tokens[begin : pair.verb.verb + 1], begin)
        if not (at and token.low in lexicon.sets["month_or_modal"] and annotated.tokens[at - 1].text[:1].isdigit())
    ]  # without the month: "10 May"


def _denied(text: str, start: int, end: int, pair: Pair, words: Sequence[Token], lexicon: Lexicon) -> str:
    """The words that deny the claim, empty where none do."""
    if pair.verb is not None and pair.phrase.number.count and pair.phrase.number.count.high != 0:
        for token in words[pair.verb.first : pair.verb.verb]:
            if token.low in lexicon.sets["not_never"] or token.low.endswith(lexicon.endings["not"]):
                return token.text
    if lexicon.sets["denial_word"].isdisjoint(token.low for token in words):
        return ""
    opening = _of_former(text, start, lexicon)
    for match in lexicon.patterns["denial"].finditer(text):
        if match.end() <= opening:
            continue
        if match.start() >= end:
            between = text[end : match.start()].lower()
            if (
                len(between) < _FAR
                and lexicon.rules["is_denial"].search(between)
                and not lexicon.rules["undenied"].search(text[: match.start()])
                and (
                    match.group().lower() not in lexicon.sets["deny_form"]
                    or lexicon.rules["by_whom"].match(text, match.end())  # "that 19 were burned is denied by"
                )
            ):
                return match.group()
        elif (
            match.end() <= start
            and _is_of_claim(match.group().lower(), text[match.end() : start] + text[start:end][:24], lexicon)
            and not lexicon.rules["said_anew"].search(text[match.end() : start])
            and not lexicon.rules["undenied"].search(text[: match.start()])
            and not lexicon.patterns["not_denial"].search(text[match.end() : match.end() + _FAR])
        ):
            return match.group()
    return ""


def _of_former(text: str, start: int, lexicon: Lexicon) -> int:
    """Where words end that deny what was told before: "It is a fiction: they list 12 burials"; 0 where none stand."""
    opening = lexicon.rules["denied_opening"].match(text)
    opening = opening or lexicon.rules["denied_of_it"].match(text.lstrip("“\"'‘"), 0, start)
    return opening.end() + 1 if opening and opening.end() <= start else 0


def _is_of_claim(denial: str, between: str, lexicon: Lexicon) -> bool:
    """Whether what is denied is the claim: behind "dismissed" stands "the report", never "the general"."""
    if denial in lexicon.sets["deny_form"] and denial not in lexicon.sets["denying_verb"]:
        return lexicon.rules["claim_noun"].search(between) is not None
    return lexicon.patterns["deniable"].search(between) is not None


def _supposed(
    annotated: Annotated, start: int, end: int, group: list[str], lexicon: Lexicon
) -> tuple[Modality, str] | None:
    """Rumour and hypothesis, by the verb group, by words close to the claim, and by words for exercises and fiction."""
    text = annotated.sentence.text
    perfect = lexicon.rules["may_have"].search(" ".join(group))
    if perfect:
        return "alleged", perfect.group()
    modal = next((low for low in group if low in lexicon.sets["modal"]), None)
    if modal is not None:
        return "hypothetical", modal
    if (
        len(group) > 1
        and group[-2] in lexicon.sets["to"]
        and (len(group) < 3 or group[-3] not in lexicon.sets["done_to"])
    ):
        return "hypothetical", group[-2]
    low, high = text.rfind(";", 0, start) + 1, text.find(";", end) % (len(text) + 1)
    near = text[max(low, start - _BEFORE) : min(high, end + _BEHIND)]
    unreal = next(iter(annotated.matches(lexicon.patterns, "unreal")), None)
    if unreal and _QUOTED.search(text):
        unreal = lexicon.patterns["unreal"].search(_unquoted(text, start, end))
    if unreal and not lexicon.rules["not_unreal"].match(text, unreal.end()):
        return "hypothetical", unreal.group()
    supposed = _conditional(text, start, end, lexicon)
    if supposed:
        return "hypothetical", supposed
    rumour = lexicon.patterns["alleged"].search(near) or _hearsay(text[low:end], lexicon)
    rumour = rumour or lexicon.rules["unproven"].search(text[end:high][:_DOUBT])
    rumour = rumour or lexicon.rules["unproven"].search(text[max(low, start - _DOUBT) : start])
    return ("alleged", rumour.group()) if rumour else None


def _conditional(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """The words by which a claim holds only if something came to be, or is foreseen; empty where it is told as done."""
    clause = _CLAUSE.split(text[:start])[-1]
    condition = lexicon.patterns["condition"].search(clause)
    if condition and not lexicon.rules["no_condition"].search(clause):
        return condition.group()
    if condition is None:
        inverted = lexicon.rules["inverted_condition"].search(text, max(0, start - _CONDITION), start)
        if inverted:
            return inverted.group().strip()
    foreseen = lexicon.rules["foreseen"].search(text[:end], max(0, start - _BEFORE))
    if foreseen and start <= foreseen.end("lead") + _NEAR and foreseen.start() < end:
        return foreseen.group()
    return ""


def _unquoted(text: str, start: int, end: int) -> str:
    """The sentence with spaces for what it quotes, unless the claim stands there."""
    return _QUOTED.sub(
        lambda match: match.group() if match.start() < end and start < match.end() else " " * len(match.group()), text
    )


def _hearsay(before: str, lexicon: Lexicon) -> re.Match[str] | None:
    """Words by which nobody in particular tells of something: "residents spoke of", "some put the number at"."""
    told = lexicon.patterns["was_told_of"].search(before) or lexicon.rules["people_said"].search(before)
    if told:
        return told
    if not lexicon.rules["hearsay_verb"].search(before):
        return None
    for found in lexicon.rules["hearsay"].finditer(before):
        subject = [found["who"], *found["more"].split()]
        if any(word.lower() in lexicon.sets["vague"] for word in subject[:3]):
            return found
    return None
