"""What a page says that no program reads as its words: behind a mark never closed, in hidden elements, in scripts.

Nothing of it is guessed into the text. It is named, so that a person looks at the page and saves it in another way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

_MARK = re.compile(
    r"<!--|<(?P<tag>script|style|title|textarea|noscript|template|iframe|select|object|button|dialog|audio|video|canvas)"
    r"\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*(?P<closed>/)?>",
    re.IGNORECASE,
)
_RAW = frozenset(("", "script", "style", "title", "textarea", "iframe"))  # up to their end nothing is an element
_HIDING = frozenset(("noscript", "textarea", "template", "object", "dialog", "canvas", "audio", "video"))
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_HEAD = re.compile(r"<(svg|math|map)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"[\W_]+")
_RUN = 40  # letters of a run that is no button, date or menu
_CHECKS = 3_000  # runs looked for one by one
_MANY = 300  # letters in hidden elements: a request to switch scripts on has fewer
_HIDDEN = {"textarea": 60, "object": 60}
_SCRIPT = 20_000  # characters of script
_FEW = 150  # letters of text
_TIMES = 50
_SHOWN = 60


def silent(page: str, read: Sequence[str]) -> tuple[str, ...]:
    """What to say of words of a page that were not read; nothing where all were.

    Args:
        page: its source.
        read: the runs of words that were found in it, those of menus too.
    """
    visible, hidden, script, unclosed = _parts(page)
    told = list(unclosed)
    if not unclosed:
        told.extend(_missing(visible, read))
    letters = sum(len(_letters(run)) for run in read)
    for tag, count in sorted(hidden.items()):
        if count > max(_HIDDEN.get(tag, _MANY), letters // 10):
            told.append(f"{count:,} letters in <{tag}> were not read; open it in a browser and compare")
    if letters < _FEW and script > max(_SCRIPT, _TIMES * letters):
        told.append(
            f"it holds {letters:,} letters of text beside {script:,} of script, which makes its words only when it is "
            "opened; open it in a browser, and save it from there as PDF or as a whole page"
        )
    return tuple(told)


def _parts(page: str) -> tuple[str, dict[str, int], int, list[str]]:
    """The page without hidden elements, the letters of these, those of scripts, and what to say of unclosed ones."""
    kept: list[str] = []
    hidden: dict[str, int] = {}
    script = at = 0
    unclosed: list[str] = []
    while match := _MARK.search(page, at):
        kept.append(page[at : match.start()])
        tag = (match["tag"] or "").lower()
        if match["closed"] and tag not in _RAW:
            at = match.end()
            continue
        end = _end(page, match.end(), tag)
        if end is None:
            words = _letters(_bare(page[match.end() :]))
            if tag == "title":  # some programs go on reading, some do not: what is missing then is found below
                kept.append(page[match.end() :])
            elif words:
                name = f"<{tag}>" if tag else "a comment"
                unclosed.append(
                    f"{name} is never closed and hides the last {len(words):,} letters of the page; open it in a "
                    "browser and compare, or save a copy in which it is closed"
                )
            at = len(page) if tag in _RAW else match.end()
            continue
        inside = page[match.end() : end]
        if tag == "script":
            script += len(inside)
        elif tag in _HIDING:
            hidden[tag] = hidden.get(tag, 0) + len(_letters(_bare(inside)))
        at = end
    kept.append(page[at:])
    return "".join(kept), hidden, script, unclosed


def _end(page: str, start: int, tag: str) -> int | None:
    found = re.compile(rf"</{tag}\b" if tag else r"--!?>", re.IGNORECASE).search(page, start)
    return found.start() if found and tag else found.end() if found else None


def _missing(visible: str, found: Sequence[str]) -> Iterator[str]:
    """Runs of words that stand in the page and in none of the runs that were read."""
    whole = {_letters(run) for run in found}
    joined = "\n".join(sorted(whole))
    missing, first, checks = 0, "", 0
    for run in _runs(visible):
        letters = _letters(run)
        if len(letters) < _RUN or letters in whole:
            continue
        checks += 1
        if checks > _CHECKS:
            break
        if letters not in joined:
            first = first or " ".join(run.split())
            missing += len(letters)
    if missing:
        yield (
            f"{missing:,} letters of the page were not read (the first: {first[:_SHOWN]!r}): a quotation mark or an "
            "element is not closed; open it in a browser and compare"
        )


def _runs(visible: str) -> Iterator[str]:
    for run in _TAG.split(_HEAD.sub(" ", visible)):
        if len(run) >= _RUN:
            yield html.unescape(run)


def _bare(words: str) -> str:
    return html.unescape(_TAG.sub(" ", words))


def _letters(words: str) -> str:
    return _SPACE.sub("", words)
