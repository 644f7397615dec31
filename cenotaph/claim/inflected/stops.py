"""Words of harm that do not mean what they say: sports, markets, figures of speech, links to other pages."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.words import Lexicon


def meant(seen: Seen, pairs: Sequence[Pair], lexicon: Lexicon) -> list[Pair]:
    """The pairs of a sentence that tell of harm, without those that a stop context of the data touches."""
    if not pairs:
        return []
    folded = lexicon.folded(seen.sentence.text)
    if lexicon.stop_sentence.search(folded):
        return []
    barred = {kind for kind, pattern in lexicon.stop_kinds.items() if pattern.search(folded)}
    pairs = [pair for pair in pairs if pair.kind not in barred]
    offset = seen.sentence.start
    runs = [(match.start() + offset, match.end() + offset) for match in lexicon.stop_phrase.finditer(folded)]
    return [pair for pair in pairs if not any(_touches(seen, pair, *run) for run in runs)]


def _touches(seen: Seen, pair: Pair, start: int, end: int) -> bool:
    """Whether a run of the text shares a letter with the words of a pair or of its predicate."""
    spans = [(pair.first, pair.last)]
    if pair.predicate is not None:
        spans.append((pair.predicate.first, pair.predicate.last))
    return any(start < seen.words[last - 1].end and seen.words[first].start < end for first, last in spans)
