"""A draft held against an archive: who says what it says, who says otherwise, and the attribution to print.

The reporter's question, asked for each figure, date and name of a text. Answers come from a view of the archive's
record, so that what its reader may not see does not exist here, and every value is given with who says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from cenotaph import archive as archives
from cenotaph.checking import STDIN, from_stdin
from cenotaph.draft.answer import Answer
from cenotaph.draft.days import day_answers
from cenotaph.draft.figures import figure_answers
from cenotaph.draft.lives import life_answers
from cenotaph.draft.names import name_answers, people_named
from cenotaph.draft.reading import read_draft
from cenotaph.draft.voices import Archive
from cenotaph.publish import view
from cenotaph.publish.contents import to_contents
from cenotaph.show import record_of

__all__ = ["Answer", "ask"]


def ask(paths: Sequence[str | Path], against: str | Path, *, public: bool = False) -> tuple[Answer, ...]:
    """For each figure, date and name of drafts: what an archive's sources say of it.

    Args:
        paths: files of any kind; "-" is standard input.
        against: the archive's folder, or one inside it.
        public: answer only with what the public site shows; else with what the archive's own people may see.

    Returns:
        Answers by file, in the order of the text.

    Raises:
        ArchiveError: the folder is no archive, or has not been built.
        NotFoundError: there is no such file.
        UsageError: nothing in a file can be read.
    """
    record = record_of(archives.find(Path(against)))
    seen = Archive(to_contents(view(record, "public" if public else "preview"), without=("rows",)))
    found: list[Answer] = []
    for path in paths:
        with TemporaryDirectory() as folder:
            file = from_stdin(Path(folder)) if str(path) == STDIN else Path(path)
            draft = read_draft(file, str(path), seen.contents.settings, seen.spellings)
        named = people_named(draft, seen)
        of_days, of_names = day_answers(draft, named, seen), name_answers(named, draft, seen)
        answers = [*figure_answers(draft, seen), *of_days, *life_answers(named, draft, seen), *of_names]
        found += sorted(answers, key=lambda a: (a.place.line or 0, a.place.column or 0, a.what, a.words))
    return tuple(found)
