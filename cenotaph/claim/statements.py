"""From what was read to claims: spans, ids that last, access.

A claim's id is "clm-" + digest(source, quote, nth occurrence of the quote in the text, kind). Where
one quote gives two claims of one kind ("20 soldiers and 15 civilians were killed" read as one
clause), the one whose number stands first has that id, and each further one adds the place of its
number within the quote.
"""

from __future__ import annotations

import bisect
from typing import NamedTuple

from cenotaph.claim import people
from cenotaph.claim.people import Named
from cenotaph.folding import fold
from cenotaph.record import ACCESS, Access, Claim, Count, Entry, Modality, Span, Text, digest
from cenotaph.script import script_of
from cenotaph.sensitive import offices, touches_topic

FATES = {kind: fate for kind, fate in people.FATES.items() if fate is not None}
"""Kinds of claims that name a victim, and what they say became of them."""


class Scene(NamedTuple):
    """When, where, by whom and according to whom; as the text says."""

    when: str | None = None
    where: str | None = None
    by: str | None = None
    speaker: str | None = None
    modality: Modality = "asserted"
    as_of: str | None = None


class Statements:
    """Makes the claims and entries of one text; keeps account of the ids given out."""

    def __init__(self, text: Text, access: Access) -> None:
        self.text = text
        self.access: Access = access
        self._given: set[str] = set()
        self._entries: set[str] = set()
        self._occurrences: dict[str, list[int]] = {}

    def claim(  # noqa: PLR0913  # a claim has as many sides
        self,
        start: int,
        end: int,
        kind: str,
        scene: Scene,
        rule: str,
        *,
        count: Count | None = None,
        number_at: int = 0,
        whom: str | None = None,
        whom_class: str | None = None,
        value: str | None = None,
        part_of: str | None = None,
        context: str = "",
    ) -> Claim:
        """One claim on the words `start` to `end`; `context` is further words that may make it sensitive."""
        span = self.span(start, end)
        words = span.quote + "\n" + context
        # whoever apologises without an office is a living private person
        is_private = kind == "apology" and not offices().search(fold(scene.by or "", self.text.language))
        return Claim(
            id=self._claim_id(span, kind, number_at),
            source=self.text.source,
            span=span,
            kind=kind,
            count=count,
            whom=whom,
            whom_class=whom_class,
            by=scene.by,
            when=scene.when,
            where=scene.where,
            speaker=scene.speaker,
            modality=scene.modality,
            part_of=part_of,
            as_of=scene.as_of,
            rule=rule,
            language=self.text.language,
            value=value,
            access=self.restricted(words) if is_private else self.access_of(words),
        )

    def span(self, start: int, end: int) -> Span:
        """The words `start` to `end` of the text, with their page."""
        page = None
        if self.text.pages:
            page = max(1, sum(1 for offset in self.text.pages if offset <= start))
        return Span(self.text.source, self.text.text[start:end], self.text.sha256, start, end, page)

    def access_of(self, words: str) -> Access:
        """Sealed where the words touch a topic of the language's list, else the source's access."""
        return "sealed" if touches_topic(words, self.text.language) else self.access

    def restricted(self, words: str) -> Access:
        """As `access_of`, and never more open than restricted."""
        access = self.access_of(words)
        return max(access, "restricted", key=ACCESS.index)

    def entry(self, named: Named, scene: Scene, context: str) -> Entry | None:
        """The person a sentence names, as a mention; None for the second reading of the same words."""
        span = self.span(named.name_start, named.name_end)
        made = "ent-" + digest(self.text.source, span.quote, self._nth(span))
        if made in self._entries:
            return None
        self._entries.add(made)
        return Entry(
            id=made,
            source=self.text.source,
            span=span,
            list=self.text.source,
            is_mention=True,
            name=" ".join(named.name.split()),
            script=script_of(named.name),
            language=self.text.language,
            age=named.age,
            sex=named.sex,
            place=scene.where,
            date=scene.when,
            fate=named.fate,
            access=self.access_of(context),
        )

    def _nth(self, span: Span) -> int:
        """Which occurrence of its quote in the text this is, counted from 1, overlapping ones left out."""
        found = self._occurrences.get(span.quote)
        if found is None:
            found = []
            at = self.text.text.find(span.quote)
            while at >= 0 and span.quote:
                found.append(at)
                at = self.text.text.find(span.quote, at + len(span.quote))
            self._occurrences[span.quote] = found
        return bisect.bisect_left(found, span.start or 0) + 1

    def _claim_id(self, span: Span, kind: str, number_at: int) -> str:
        nth = self._nth(span)
        made = "clm-" + digest(span.source, span.quote, nth, kind)
        if made in self._given:
            made = "clm-" + digest(span.source, span.quote, nth, kind, number_at - (span.start or 0))
        while made in self._given:  # two acts of one kind on the very same words
            nth += 1000000
            made = "clm-" + digest(span.source, span.quote, nth, kind)
        self._given.add(made)
        return made
