"""How surely a claim is made, where verbs stand last: Azerbaijani, Turkish.

A verb's own ending denies it or makes it unreal. A cue holds in its clause; behind a claim it holds across
clauses too where no other number stands between ("... gördüklərini söyləyirlər, lakin bu təsdiqini tapmayıb").
"""

from __future__ import annotations

from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.record import Modality

_NEAR = 2  # words between people and the word that says there are none
_LEADS = 4  # words between a rumour and what it says
_FORMER_REACH = 7  # words between "earlier" and a figure


def modality_last(seen: Seen, pair: Pair, speech: Speech | None, lexicon: Lexicon) -> tuple[Modality, str]:
    """How surely the claim is made, and the words that say so."""
    count = pair.phrase.number.count
    if pair.phrase.number.role == "superseded":
        return "superseded", pair.phrase.number.quote
    denied = _disowned(seen, pair) if count is not None and count.high == 0 else _denied(seen, pair, speech)
    if denied is not None:
        return "denied", denied
    former = next((mark for mark in seen.cue("superseded") if _is_former(seen, mark, pair)), None)
    if former is not None:
        return "superseded", _text(seen, former)
    passed = [mark for mark in seen.cue("exceed") if mark.first == pair.phrase.last and mark.form.is_unreal]
    if passed and pair.rule in ("toll", "figure"):
        return "hypothetical", _text(seen, passed[0])  # "can kaybı 30'u aşabilir"
    if pair.predicate is not None and pair.predicate.form.is_unreal:
        return ("alleged" if _maybe(seen, pair.predicate) else "hypothetical"), _text(seen, pair.predicate)
    unsure: tuple[Modality, ...] = ("hypothetical", "alleged")
    for name in unsure:
        found = next((mark for mark in seen.cue(name) if _holds(seen, mark, pair, lexicon)), None)
        if found is not None:
            return name, _text(seen, found)
    return "asserted", ""


def _denied(seen: Seen, pair: Pair, speech: Speech | None) -> str | None:
    """The words that deny a claim: the verb's ending, "there are none", one who denies it, "unfounded"."""
    predicate = pair.predicate
    if predicate is not None and predicate.role in ("undergo", "act") and predicate.form.is_negative:
        return _text(seen, predicate)
    is_toll = predicate is not None and predicate.role == "toll"
    for mark in seen.cue("but_not"):
        if mark.first != pair.phrase.last:
            continue
        if is_toll or any(0 <= phrase.first - mark.last <= _NEAR for phrase in seen.phrases):
            return _text(seen, mark)  # "83 değil 131", "90 yox, 14 nəfər"
    if predicate is not None and predicate.role != "toll":
        for mark in seen.cue("not_there"):
            if any(verb.first < mark.first < verb.last for verb in seen.predicates):
                continue  # "7 işçiden haber yok"
            if 0 <= mark.first - max(pair.last, pair.phrase.last) <= _NEAR:
                return _text(seen, mark)
    if speech is not None and speech.is_denial:
        return " ".join(word.text for word in seen.words[speech.first : speech.last])
    return _disowned(seen, pair)


def _disowned(seen: Seen, pair: Pair) -> str | None:
    """The words behind a claim that call it false: "bu rakam abartılıdır"."""
    for mark in seen.cue("denied"):
        others = any(pair.phrase.last <= phrase.first < mark.first for phrase in seen.phrases)
        is_of_this = any(
            pair.last <= cue.first and mark.first - 1 <= cue.last <= mark.first for cue in seen.cue("this_denied")
        )
        is_said = is_of_this or not _parted(seen, pair.last, mark.first)  # "60 kişi öldü" dedi; bu rakam abartılıdır
        if mark.first >= pair.last and is_said and (is_of_this or not others):
            return _text(seen, mark)
    return None


def denies_before(seen: Seen) -> bool:
    """Whether a sentence denies what the one before it tells: "Nazirlik bu məlumatı təkzib edib", "Bu, yalandır"."""
    for group in ("deny", "deny_passive", "denied"):
        for mark in seen.cue(group):
            is_first = not any(phrase.first < mark.first for phrase in seen.phrases)
            if is_first and any(cue.last <= mark.first for cue in seen.cue("this_denied")):
                return not any(verb.first < mark.first for verb in seen.predicates)
    return False


def _text(seen: Seen, mark: Mark) -> str:
    return " ".join(word.text for word in seen.words[mark.first : mark.last])


def _maybe(seen: Seen, predicate: Mark) -> bool:
    """Whether a verb of what may be is itself said to be uncertain."""
    return any(mark.first == predicate.last for mark in seen.cue("alleged"))


def _is_former(seen: Seen, mark: Mark, pair: Pair) -> bool:
    """Whether a figure is one that was given before: "daha önce 29 olarak açıklanan", "26 rakamının eksik olduğunu"."""
    is_figure = pair.rule in ("toll", "figure")
    if mark.first >= pair.last:
        others = [p for p in seen.phrases if pair.phrase.last <= p.first < mark.first]
        is_mended = any(mend.first >= mark.last for mend in seen.cue("mended"))  # "... yazılmışdı, düzəliş edilib"
        return (is_figure or is_mended) and not others
    if any(mark.last <= now.first < pair.phrase.first for now in seen.cue("now")):
        return False
    others = [p for p in seen.phrases if mark.last <= p.first < pair.phrase.first]
    is_near = pair.phrase.first - mark.last <= _FORMER_REACH and not others
    is_said = any(say.first >= pair.last for name in ("say", "say_passive") for say in seen.cue(name))
    return is_near and (is_figure or is_said) and not _parted(seen, mark.last, pair.phrase.first)


def _parted(seen: Seen, low: int, high: int) -> bool:
    return any(word.low in (";", ":") for word in seen.words[low:high])


def _holds(seen: Seen, mark: Mark, pair: Pair, lexicon: Lexicon) -> bool:
    """Whether a cue is said of a claim."""
    if mark.first >= pair.last:
        low, high = pair.last, mark.first
    elif mark.last <= pair.first:
        low, high = mark.last, pair.first
    else:
        return True
    if _parted(seen, low, high):
        return False
    if mark.first == 0 and not any(low <= say.first < high for say in seen.cue("say")):
        return True  # "İddiaya göre ..." holds for the whole sentence
    if any(mark.last <= ki.first <= min(low + _LEADS, high) for ki in seen.cue("ki")) and not any(
        p.first < mark.first and p is not pair.phrase for p in seen.phrases
    ):
        return True  # "şayiə gəzir ki, ..."
    is_behind = mark.first >= pair.last
    others = [p for p in seen.phrases if low <= p.first < high and p is not pair.phrase]
    if is_behind and not others:
        return True
    if not is_behind and any(low <= m.first < high for name in ("say", "deny") for m in seen.cue(name)):
        return False
    return not any(lexicon.is_finite(word.low) and word.text[:1].islower() for word in seen.words[low:high])
