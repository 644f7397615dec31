"""According to whom, where verbs stand last: Azerbaijani, Turkish.

A speaker is the first noun phrase in the base form of a clause that a verb of saying ends ("X ... öldüyünü
bildirib", "X bildirib ki, ..."), the one behind a participle of saying ("... belirten X"), the owner of a
statement in which something "is said" ("X'in raporunda ... belirtildi"), or the name in front of "according
to" ("X-ın məlumatına görə"). A verb of saying without a subject goes on with the speaker before.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.bases import printed
from cenotaph.claim.inflected.phrases_last import Named, base_of, has_any_case, named_in, text_of
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.words import Lexicon

_HEAD = 12  # words in front of the colon behind a speaker
_LONGEST = 9  # words of a name in front of "according to"
_NEAR = 4  # words between those from whom something is heard and the verb
_BEHIND = 6  # words between a participle of saying and its speaker
_LEADING = 2  # words between a verb of saying that leads to another and that other
_OWNER = 7  # words between a statement and whose it is
_STOPS = frozenset({".", ";", ":", ",", '"', "“", "”", "—", "–", "(", ")", "-"})
_QUOTES = frozenset({"«", '"', "“", "„"})
_OPEN = frozenset({",", ":", "«", '"', "“", "—", "–"})


def last_speeches(seen: Seen, lexicon: Lexicon) -> tuple[Speech, ...]:
    """The speakers a sentence names, in order."""
    found: list[Speech] = []
    for mark in seen.cue("according_behind"):
        found.extend(_according(seen, mark, lexicon))
    turn = _headed(seen, found, lexicon)
    start = turn[0].scope_first if turn else 0
    last: str | None = None
    for mark in _verbs(seen, lexicon):
        group = mark.group
        speech = _said(seen, mark, start, last, lexicon)
        if speech is not None:
            found.extend(_rivals(seen, speech, mark, lexicon))
            last = speech.speaker or last
        if _closes(mark):
            start = mark.last
            if group in ("say", "deny") and mark.form.is_before and speech is not None:
                start = speech.last
        if ";" in [word.low for word in seen.words[mark.last : mark.last + 1]]:
            last = None
    found.extend(_before(seen, lexicon))
    found.extend(turn)
    own = {at for mark in seen.cue("own_voice") for at in range(mark.first, mark.last)}
    found = [speech for speech in found if speech.speaker is None or speech.first not in own]
    return tuple(sorted(found, key=lambda s: (s[1:], s[0] or "")))


def _verbs(seen: Seen, lexicon: Lexicon) -> list[Mark]:
    """The verbs of saying and denying, in order."""
    groups = ("say", "deny", "say_passive", "deny_passive")
    told = {at for mark in seen.cue("not_say") for at in range(mark.first, mark.last)}  # "baş vermiş"
    told |= {mark.last - 1 for mark in seen.predicates if mark.last - mark.first > 1 and mark.role != "toll"}
    marks = [mark for group in groups for mark in seen.cue(group) if not mark.form.is_who and not _is_link(mark)]
    marks = [mark for mark in marks if not lexicon.speaking.search(seen.words[mark.last - 1].low)]  # "yazıyorum"
    marks = [mark for mark in marks if mark.last - mark.first > 1 or mark.first not in told]
    denied = {at for mark in marks if mark.group.startswith("deny") for at in range(mark.first, mark.last)}
    kept = sorted(
        (mark for mark in marks if mark.group.startswith("deny") or mark.first not in denied),
        key=lambda mark: (mark.first, mark.last),
    )
    return [mark for at, mark in enumerate(kept) if not _leads_on(seen, mark, kept[at + 1 :], lexicon)]


def _is_link(mark: Mark) -> bool:
    """Whether a verb only says more of a statement: "yayılan xəbərləri", "açıklanan rakam"."""
    return mark.group.endswith("_passive") and mark.form.is_before


def _leads_on(seen: Seen, mark: Mark, behind: Sequence[Mark], lexicon: Lexicon) -> bool:
    """Whether a verb of saying leads to another of the same clause: "diye niteleyerek reddetti"."""
    is_open = lexicon.leading.search(seen.words[mark.last - 1].low) is not None
    return is_open and any(other.first - mark.last <= _LEADING for other in behind)


def _closes(mark: Mark) -> bool:
    """Whether a clause ends with a verb: it is no clause inside another."""
    return mark.item.parts[-1][1] == "~" and not mark.form.is_that


def _said(seen: Seen, mark: Mark, start: int, last: str | None, lexicon: Lexicon) -> Speech | None:
    """What a verb of saying tells of its speaker; `start` is where its clause begins, `last` who spoke before."""
    start = max([start, *(at + 1 for at in range(start, mark.first) if seen.words[at].low == ";")])
    is_denial = mark.group.startswith("deny")
    if mark.form.is_that and mark.item.parts[-1][1] == "~" and not is_denial:
        return None
    scope_first = start if _closes(mark) else _comma(seen, start, mark.first)
    if mark.form.is_before and _closes(mark):
        return _behind(seen, mark, start, lexicon, is_denial=is_denial)
    subject = _subject(seen, mark, start, lexicon)
    end = next((at for at in range(mark.last, len(seen.words)) if seen.words[at].low == ";"), len(seen.words))
    is_open = _is_open(seen, mark)
    if subject is None:
        scope = (mark.last, end) if is_open and not is_denial else (scope_first, mark.first)
        rule = "said-on" if last is None else "subject-said"
        return Speech(last, mark.first, mark.last, *scope, rule, is_denial)
    scope_first = _behind_clause(seen, scope_first, subject.first, lexicon)
    verb = mark.last - 1 if ("", "..") in mark.item.parts else mark.first  # "bu rəqəmi 12-yə qaldırıb"
    scope = (scope_first, end if is_open and not is_denial else verb)
    run = (subject.first, subject.last)
    is_again = any((cue.first, cue.last) == run for cue in seen.cue("again"))
    is_weak = any((cue.first, cue.last) == run for cue in seen.cue("report"))
    return Speech(None if is_again else subject.name, *run, *scope, "subject-said", is_denial, is_weak)


def _behind_clause(seen: Seen, start: int, first: int, lexicon: Lexicon) -> int:
    """Where the clause of a subject begins, behind one with a finite verb of its own: "çıkarıldı, X ... söyledi"."""
    is_led = any(cue.last == first for cue in seen.cue("called"))  # "..., deyə nazir bildirib"
    if first > start and (is_led or seen.words[first - 1].low in ("—", "–", "-")):
        return start  # "..., – nazir bildirib"
    for at in range(first - 1, start, -1):
        verb = seen.words[at - 1]
        if seen.words[at].low == "," and verb.text[:1].islower() and lexicon.is_finite(verb.low):
            return at + 1
    return start


def _rivals(seen: Seen, speech: Speech, mark: Mark, lexicon: Lexicon) -> list[Speech]:
    """A speech, and that of another who shares its verb: "X 4 nəfərin, Y isə 40 nəfərin öldüyünü deyir"."""
    if speech.rule != "subject-said" or speech.scope_last != mark.first or mark.group.endswith("_passive"):
        return [speech]
    for also in seen.cue("also"):
        if not speech.last < also.first < mark.first:
            continue
        other = named_in(seen, max(speech.last, _comma(seen, speech.last, also.first)), also.first, lexicon)
        if other is not None and other.last == also.first and other.first > speech.last:
            first = speech._replace(scope_last=other.first)
            return [
                first,
                speech._replace(speaker=other.name, first=other.first, last=other.last, scope_first=other.first),
            ]
    for head in seen.cue("speaker_head"):
        is_set_off = speech.last < head.first < mark.first and seen.words[head.first - 1].low == ","
        is_set_off = is_set_off and not lexicon.has_case(seen.words[head.last - 1].low, "genitive")
        if is_set_off and any(phrase.first == head.last for phrase in seen.phrases):
            first = speech._replace(scope_last=head.first)
            name = text_of(seen, head.first, head.last)
            return [first, speech._replace(speaker=name, first=head.first, last=head.last, scope_first=head.first)]
    return [speech]


def _comma(seen: Seen, start: int, end: int) -> int:
    """Where the last part between commas begins."""
    return next((at + 1 for at in range(end - 1, start - 1, -1) if seen.words[at].low == ","), start)


def _is_open(seen: Seen, mark: Mark) -> bool:
    """Whether what is said stands behind the verb."""
    if any(cue.first == mark.last for cue in seen.cue("ki")):
        return True
    following = [word.low for word in seen.words[mark.last : mark.last + 2]]
    return bool(following) and (
        following[0] == ":" or (len(following) > 1 and following[0] == "," and following[1] in _OPEN)
    )


def _subject(seen: Seen, mark: Mark, start: int, lexicon: Lexicon) -> Named | None:
    """Who speaks in the clause of a verb."""
    if mark.group.endswith("_passive"):
        return _owner(seen, mark, start, lexicon)
    found = (
        named_in(seen, start, mark.first, lexicon)
        or _from(seen, start, mark.first, lexicon)
        or _telling(seen, start, mark.first, lexicon)
    )
    if found is None:  # "«...» dedi X"
        behind = named_in(seen, mark.last, min(len(seen.words), mark.last + _BEHIND), lexicon)
        is_next = (
            behind is not None and behind.first == mark.last and seen.words[mark.first - 1].low in ("»", "”", '"', ",")
        )
        return behind if is_next else None
    return found


def _telling(seen: Seen, start: int, end: int, lexicon: Lexicon) -> Named | None:
    """Whose statement itself tells something: "örgütün raporu ... ortaya koydu"."""
    for noun in seen.cue("statement_noun"):
        is_subject = not has_any_case(seen, noun, lexicon, "locative", "ablative", "dative", "genitive", "instrumental")
        if start < noun.first < end and is_subject and lexicon.has_case(seen.words[noun.first - 1].low, "genitive"):
            return owner_of(seen, noun, start, lexicon)
    return None


def _behind(seen: Seen, mark: Mark, start: int, lexicon: Lexicon, *, is_denial: bool) -> Speech | None:
    """The speaker behind a participle: "... belirten başhekim"."""
    named = named_in(seen, mark.last, min(len(seen.words), mark.last + _BEHIND), lexicon, is_loose=True)
    if named is None or named.first > mark.last + (
        3 if "." in [word.low for word in seen.words[mark.last : named.first]] else 1
    ):
        return None
    return Speech(named.name, mark.first, named.last, start, mark.first, "said-of", is_denial)


def _owner(seen: Seen, mark: Mark, start: int, lexicon: Lexicon) -> Named | None:
    """Whose statement something is said in: "X tarafından", "X'in raporunda", "X'dan yapılan açıklamada"."""
    for agent in seen.cue("agent_behind"):
        if start <= agent.first < mark.first:
            return named_in(seen, max(start, agent.first - _OWNER), agent.first, lexicon, is_loose=True)
    for noun in seen.cue("statement_noun"):
        if not start <= noun.first < mark.first or not has_any_case(seen, noun, lexicon, "locative", "ablative"):
            continue
        owner = owner_of(seen, noun, start, lexicon)
        return owner if owner is not None else _document(seen, noun)
    return _from(seen, start, mark.first, lexicon)


def _document(seen: Seen, noun: Mark) -> Named | None:
    """A statement that speaks for itself: "Hökmdə göstərilir ki ..."."""
    documents = (*seen.cue("document"), *seen.cue("report"))
    if not any(mark.first <= noun.first and noun.last <= mark.last for mark in documents):
        return None
    word = seen.words[noun.last - 1]
    return Named(noun.first, noun.last, printed(word.text, noun.item.parts[-1][0], word.low))


def _from(seen: Seen, start: int, end: int, lexicon: Lexicon) -> Named | None:
    """Those from whom something is heard, in the ablative: "X Nazirliyindən bildirilib"."""
    for head in seen.cue("speaker_head"):
        at = head.last - 1
        if start <= head.first < end and end - head.last <= _NEAR and has_any_case(seen, head, lexicon, "ablative"):
            return base_of(seen, start, at + 1, ("ablative",), lexicon)
    return None


def owner_of(seen: Seen, noun: Mark, start: int, lexicon: Lexicon) -> Named | None:
    """The name in the genitive or ablative in front of a statement."""
    links = {at for mark in seen.cue("statement_link") for at in range(mark.first, mark.last)}
    links |= {at for mark in seen.cue("statement_noun") for at in range(mark.first, mark.last)}
    position = noun.first - 1
    while position >= start and (position in links or seen.words[position].text.isdigit()):
        position -= 1
    if position < start or noun.first - position > _OWNER:
        return None
    return base_of(seen, start, position + 1, ("genitive", "ablative"), lexicon)


def _according(seen: Seen, mark: Mark, lexicon: Lexicon) -> list[Speech]:
    """The name in front of "görə"; a pronoun or a document goes on with the speaker before."""
    if mark.last < len(seen.words) and seen.words[mark.last].low in ("»", "”"):
        return []  # the name of an order: «Şücaətə görə»
    end = _end_of_account(seen, mark)
    start = next((at + 1 for at in range(mark.first - 1, -1, -1) if seen.words[at].low in (";", ",", ":")), 0)
    scope = (mark.last, end) if mark.first <= 2 or start < mark.first else (0, mark.first)
    if _is_at_end(seen, mark):
        scope = (0, start)
    front = seen.words[mark.first - 1].low if mark.first else ""
    bare = mark.last - mark.first == 1
    cited = [cue for cue in seen.cue("citing") if start <= cue.first < mark.first]
    carried = set() if cited else {at for cue in seen.cue("carried") for at in range(cue.first, cue.last)}
    if mark.first - 1 in carried or (not front and not bare):
        named = None
        if bare and any(noun.last == mark.first for noun in seen.cue("statement_noun")):
            noun = next(noun for noun in seen.cue("statement_noun") if noun.last == mark.first)
            named = owner_of(seen, noun, start, lexicon)
        return [Speech(named.name if named else None, mark.first - 1, mark.last, *scope, "according-to")]
    if cited:
        position = next(
            (at for at in range(start, cited[0].first) if lexicon.has_case(seen.words[at].low, "genitive")), -1
        )
        named = base_of(seen, start, position + 1, ("genitive",), lexicon) if position >= start else None
    elif bare and (told := _statement(seen, mark)) is not None and not _is_record(seen, told):
        named = owner_of(seen, told, start, lexicon)
        if named is None:
            return [Speech(None, told.first, mark.last, *scope, "according-to")]
    else:
        named = base_of(
            seen, max(start, mark.first - _LONGEST), mark.first, ("genitive", "dative"), lexicon, is_bare=bare
        )
    is_own = named is not None and any(cue.first == named.first for cue in seen.cue("first_person"))
    return [Speech(named.name, named.first, mark.last, *scope, "according-to")] if named and not is_own else []


def _is_record(seen: Seen, told: Mark) -> bool:
    """Whether records speak for themselves: "resmî kayıtlara göre"."""
    return any(head.first < told.last <= head.last for head in seen.cue("speaker_head"))


def _statement(seen: Seen, mark: Mark) -> Mark | None:
    """What stands in front of "according to" but a name: a noun for a statement, or that it was said."""
    said = (noun for noun in seen.cue("say") if noun.form.is_that)
    return next((noun for noun in (*seen.cue("statement_noun"), *said) if noun.last == mark.first), None)


def _end_of_account(seen: Seen, mark: Mark) -> int:
    """Where "according to" ends to hold: at a semicolon behind which another speaks."""
    end = next((at for at in range(mark.last, len(seen.words)) if seen.words[at].low == ";"), len(seen.words))
    groups = ("say", "deny", "say_passive", "deny_passive", "according_behind")
    return end if any(cue.first > end for name in groups for cue in seen.cue(name)) else len(seen.words)


def _is_at_end(seen: Seen, mark: Mark) -> bool:
    return mark.last >= len(seen.words) - 1


def _before(seen: Seen, lexicon: Lexicon) -> Sequence[Speech]:
    """One who is said to have told what the sentence before says: "Bunu X bildirib"."""
    for this in seen.cue("this_said"):
        if this.first > 2 and this.first > len(seen.words) // 2:
            continue
        for mark in seen.cue("say_passive"):
            named = base_of(seen, this.last, mark.first, ("ablative",), lexicon) if mark.first > this.last else None
            if named is not None and lexicon.has_case(seen.words[named.last - 1].low, "ablative"):
                return [Speech(named.name, named.first, mark.last, 0, 0, "said-of-this")]
        for mark in seen.cue("say"):
            is_told = mark.first > this.first and not mark.form.is_before and not mark.form.is_that
            named = named_in(seen, 0, mark.first, lexicon, after=this) if is_told else None
            if named is not None:
                return [Speech(named.name, named.first, mark.last, 0, 0, "said-of-this")]
    return []


def _headed(seen: Seen, found: Sequence[Speech], lexicon: Lexicon) -> Sequence[Speech]:
    """One whose words follow a colon or, in minutes, a dash: "Sendikalar Birliği: 600 bin kişi ..."."""
    first = next((at for at, word in enumerate(seen.words[:_HEAD]) if word.low[:1].isalpha()), 0)  # "11.15 — Valilik:"
    end = next(
        (at for at in range(first, min(len(seen.words), first + _HEAD)) if _ends_head(seen, first, at, lexicon)), 0
    )
    if not end or any(speech.first < end for speech in found):
        return []
    last = next((at for at in range(first, end) if seen.words[at].low == "("), end)
    named = named_in(seen, first, last, lexicon)
    is_quote = end + 1 < len(seen.words) and seen.words[end + 1].low in _QUOTES
    if named is not None and named.first == first and (named.last == last or is_quote):
        words = (*seen.cue("place_noun"), *seen.cue("event_noun"), *seen.cue("own_voice"))
        is_speaker = not any(mark.last == last for mark in words)
    else:
        named = _figures_of(seen, end, lexicon)
        is_speaker = named is not None
    if named is None or not is_speaker:
        return []
    return [Speech(_titled(seen, named), named.first, end, end + 1, len(seen.words), "headed")]


def _ends_head(seen: Seen, first: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a sign ends the words that name who speaks: a colon, or a dash behind an office or a bracket."""
    if seen.words[at].low == ":":
        return seen.words[at - 1].low not in lexicon.abbreviations  # "Tebliğ No: 14"
    if seen.words[at].low not in ("—", "–") or at <= first or first:
        return False
    if seen.words[at - 1].low == ")":
        inside = seen.words[at - 2].text
        return not inside.isupper()  # "KVİL (HHA) —": where a dispatch comes from
    titles = (*seen.cue("speaker_head"), *seen.cue("person_title"))
    return seen.sentence.text[: seen.words[at].start - seen.sentence.start].isupper() and any(
        mark.first < at for mark in titles
    )


def _figures_of(seen: Seen, end: int, lexicon: Lexicon) -> Named | None:
    """Whose figure or statement a colon leads to: "X'in rakamı bambaşka: ...", "X'in bilgi notundan: ..."."""
    for noun in (*seen.cue("statement_noun"), *seen.cue("figure")):
        if noun.last <= end <= noun.last + _NEAR and noun.first > 0:
            named = owner_of(seen, noun, 0, lexicon)
            if named is not None and lexicon.has_case(seen.words[named.last - 1].low, "genitive"):
                return named
    return None


def _titled(seen: Seen, named: Named) -> str:
    """A name printed in capitals as names are written: minutes print "NADİR ÖRNEK"."""
    words = seen.words[named.first : named.last]
    if len(words) < 2 or not named.name.isupper():
        return named.name
    return " ".join(word.text[:1] + word.low[1:] for word in words)
