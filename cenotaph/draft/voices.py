"""The voices of an archive: sources that repeat one text are one, and each is given with its attribution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from cenotaph.dates_in_words import in_english, sort_key
from cenotaph.draft.answer import Voice
from cenotaph.draft.assumed import Spellings
from cenotaph.messages import load_messages
from cenotaph.publish.contents import Contents
from cenotaph.record import Basis, Claim, CopyGroup, Entry, Modality
from cenotaph.script import word_key
from cenotaph.voices import groups_of_sources, voices_of
from cenotaph.wording import issuer_of

_STANCE = {
    "alleged": ", as an allegation",
    "hypothetical": ", as a possibility",
    "superseded": ", later given up",
}


class Said(Struct, frozen=True):
    """One value and the statement that gives it."""

    value: str
    statement: Claim | Entry

    @property
    def speaker(self) -> str | None:
        """Whom the source names for it."""
        return self.statement.speaker if isinstance(self.statement, Claim) else None

    @property
    def modality(self) -> Modality:
        """How the source stands to it."""
        return self.statement.modality if isinstance(self.statement, Claim) else "asserted"

    @property
    def is_more(self) -> bool:
        """Whether the source's words say more than the value; of a name the cells or words are the name."""
        return isinstance(self.statement, Claim) and self.statement.span.quote != self.value

    @property
    def basis(self) -> Basis:
        """Whether its words are held."""
        return self.statement.basis if isinstance(self.statement, Claim) else "quoted"


class Archive:
    """A view of an archive's record, with what is looked up often.

    Args:
        contents: what its reader may see, and nothing else.
    """

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.sources = {source.id: source for source in contents.sources}
        self.groups = groups_of_sources(contents.copy_groups)
        self.claims = {claim.id: claim for claim in contents.claims}
        self.entries = {entry.id: entry for entry in contents.entries}
        self.messages = load_messages("en")
        declared = [name for one in contents.settings.incidents for name in one.places]
        asked = [question.place for question in contents.questions if question.place]
        self.spellings = Spellings({*declared, *asked})

    def date(self, edtf: str | None) -> str:
        """An EDTF date in words."""
        return in_english(edtf)

    def name(self, source: str) -> str:
        """A source as a reader knows it: who issued it, else its title, file or address, and when."""
        known = self.sources.get(source)
        if known is None:
            return "a source that is not shown"
        named = issuer_of(known) or "a source that is not named"
        dated = self.date(known.published)
        return f"{named}, {dated}" if dated else f"{named}, without a date"

    def voices(self, said: Iterable[Said]) -> tuple[Voice, ...]:
        """One voice for each copy group, value, speaker and stance; the earliest source first, undated ones last."""
        told: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
        for one in said:
            told[word_key(one.value), one.modality].append(one)
        found = []
        for alike in told.values():
            voice_of = voices_of({source_id(one) for one in alike}, self.groups)
            together: defaultdict[str, list[Said]] = defaultdict(list)
            for one in alike:
                together[voice_of[source_id(one)]].append(one)
            for name, own in together.items():
                group = next((group for group in self.groups.get(source_id(own[0]), ()) if group.id == name), None)
                found += [self._voice(sorted(same, key=self._order), group) for same in _of_speakers(own)]
        return tuple(sorted(found, key=lambda voice: (sort_key(voice.published), voice.attribution, voice.statement)))

    def _order(self, said: Said) -> tuple[bool, tuple[bool, str, str], str]:
        source = said.statement.source
        published = self.sources[source].published if source in self.sources else None
        is_root = any(group.root == source for group in self.groups.get(source, ()))
        return not is_root, sort_key(published), said.statement.id

    def _voice(self, same: Sequence[Said], group: CopyGroup | None) -> Voice:
        first = same[0]
        source = self.sources.get(first.statement.source)
        copies = dict.fromkeys(self.name(o.statement.source) for o in same if o.statement.source != source_id(first))
        named = self.name(first.statement.source)
        by = f"{first.speaker} ({named})" if first.speaker else named
        verb = "denied by" if first.modality == "denied" else "according to"
        return Voice(
            value=first.value,
            attribution=f"{verb} {by}{_STANCE.get(first.modality, '')}",
            source=first.statement.source,
            statement=first.statement.id,
            address=(source.path or source.url) if source else None,
            published=source.published if source else None,
            speaker=first.speaker,
            modality=first.modality,
            basis=first.basis,
            words=first.statement.span.quote if first.basis == "quoted" and first.is_more else None,
            copies=tuple(copies),
            copied_from=self.name(group.root) if group and group.root not in (None, source_id(first)) else None,
            copy_reason=(group.reason or None) if group else None,
            independence=_independence(group, first.basis),
        )


def _independence(group: CopyGroup | None, basis: Basis) -> str:
    """What is known of a source's text beside the others: compared, repeated, or not held."""
    if group is not None and group.basis == ("figures",):
        return "likely one text with others: equal figures alone"
    if group is not None:
        return "one text with others"
    return "not known: no text is held" if basis == "noted" else "no other source repeats its text"


def _of_speakers(same: Sequence[Said]) -> list[list[Said]]:
    """What one text says, by speaker where a source names several; a translation names one in other words."""
    speakers: defaultdict[str, set[str]] = defaultdict(set)
    of_speaker: defaultdict[str, list[Said]] = defaultdict(list)
    for one in same:
        spoken = word_key(one.speaker or "")
        speakers[source_id(one)].add(spoken)
        of_speaker[spoken].append(one)
    return list(of_speaker.values()) if any(len(named) > 1 for named in speakers.values()) else [list(same)]


def source_id(said: Said) -> str:
    """The id of the source whose statement it is."""
    return said.statement.source


def to_print(subject: str, says_so: Sequence[Voice], otherwise: Sequence[Voice], value: Callable[[Voice], str]) -> str:
    """A wording in which nothing is said but in somebody's name, and as they say it.

    Args:
        subject: what the draft says, in words; whoever says it in these very words comes first.
        says_so: voices that say so.
        otherwise: voices that say otherwise.
        value: what a voice says, in words.
    """
    own = next((voice for voice in says_so if value(voice) == subject), says_so[0] if says_so else None)
    parts = [f"{value(own)}, {own.attribution}"] if own else []
    values: dict[str, list[Voice]] = {}
    for voice in otherwise:
        values.setdefault(value(voice), []).append(voice)
    first = sorted(values, key=lambda told: -len(values[told]))[:MOST_PRINTED]
    return "; ".join([*parts, *(f"{told}, {values[told][0].attribution}" for told in first)])


MOST_PRINTED = 2
"""Other values that a proposed wording names, those of most voices first; all of them stand in the answer."""
