"""How often the date of a source is found, wrong, or left open.

    python benchmarks/document_dates.py [--misses]

Four corpora are scored, the last three where they lie beside the checkout:

- `tests/gold/document_dates`, invented pages, mails, texts and PDFs' words in four languages, written before the tool
  was run on them; the part `aside` made no rule;
- MUC-4 reports (`../shared/data/muc4`), whose first line states the day of the report;
- the same with the heads cut off and a capture 100 days later: hardly any can be dated, and what is found must hold;
- WikiWars (`../shared/data/time/wikiwars-train`), histories that state no date of their own: every answer is wrong.
  The date in their mark-up says when they were captured, and no text may be told to be younger.

Right: the day, month or year that the truth gives. Coarse: it holds the true day and is less exact. Abstained: none was
given though one can be told. Wrong: any other. Held: documents whose true day lies in the days found for it.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, structs

from cenotaph import edtf
from cenotaph.blocks import blocks
from cenotaph.dating import DocumentDate, document_date
from cenotaph.read.about import about_text
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.published import candidate
from cenotaph.read.reading import Limits, make_text
from cenotaph.record import Source, Text, digest

ROOT = Path(__file__).resolve().parent.parent
INVENTED = ROOT / "tests" / "gold" / "document_dates"
DATA = ROOT.parent / "shared" / "data"
_TYPES = {"page": "text/html", "mail": "message/rfc822", "text": "text/plain"}
_HEAD = re.compile(r"(?m)^((?:DEV|TST\d)-MUC[34]-\d+)\b[^\n]*\n")
_DAY = re.compile(r"(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d\d)\b")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


class Document(Struct, frozen=True):
    """One document and what is true of it."""

    name: str
    form: str
    content: str
    answer: str = ""  # what can be told; "" where an honest reader abstains
    truth: str = ""  # the day it was published
    part: str = ""
    url: str | None = None
    captured: str | None = None
    made: str | None = None  # of a PDF: its CreationDate
    earliest: str = ""
    latest: str = ""
    flags: tuple[str, ...] = ()
    language: str = ""


class Found(Struct, frozen=True):
    """What was found of one document."""

    document: Document
    date: DocumentDate
    characters: int

    @property
    def verdict(self) -> str:
        """Right, coarse, abstained, rightly none or wrong."""
        found, true = self.date.published, self.document.answer
        if found is None:
            return "abstained" if true else "rightly none"
        if found in (true, self.document.truth):
            return "right"
        return "coarse" if true and edtf.contains(found, true) else "wrong"

    @property
    def is_held(self) -> bool:
        """Whether the true day lies between the days found for it."""
        true = self.document.truth
        return not true or (self.date.earliest or "") <= true <= (self.date.latest or "9999")


def invented() -> Iterator[Document]:
    """The invented documents, in the order of their files."""
    for path in sorted(INVENTED.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["document"]:
            row["content"] = row["content"].lstrip("\n")
            row["flags"] = tuple(row.get("flags", ()))
            yield Document(language=path.stem, **row)


def muc(folder: Path) -> Iterator[Document]:
    """The reports of MUC-4; those whose head states no day are to be left open."""
    for path in sorted(folder.glob("*-muc*")):
        whole = path.read_text(encoding="latin-1")
        heads = list(_HEAD.finditer(whole))
        for at, head in enumerate(heads):
            body = whole[head.end() : heads[at + 1].start() if at + 1 < len(heads) else len(whole)]
            day = _DAY.search(" ".join(body[:400].split("--")[0].split()))
            is_told = day is not None and day[3] >= "50"  # "11 MAR 11" is of 1990, and nobody can tell
            answer = f"19{day[3]}-{_MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}" if day and is_told else ""
            yield Document(head[1], "text", body.strip("\n"), answer, answer, language="en")


def headless(documents: list[Document]) -> Iterator[Document]:
    """Reports without their heads, captured 100 days after their day."""
    for document in documents:
        first = (edtf.bounds(document.answer) or (None, None))[0] if document.answer else None
        if first is not None:
            captured = edtf.format_day(edtf.day_of_number(edtf.day_number(first) + 100))
            body = re.split(r"--\s", document.content, maxsplit=1)[-1]
            yield structs.replace(document, content=body, answer="", captured=f"{captured}T00:00:00Z")


def wikiwars(folder: Path) -> Iterator[Document]:
    """The histories of WikiWars, without mark-up."""
    for path in sorted(folder.glob("*.tml")):
        whole = path.read_text(encoding="utf-8")
        captured = re.search(
            r'functionInDocument="CREATION_TIME"[^>]*value="(\d{4}-\d\d-\d\d)|<DCT>.*?value="([\d-]+)', whole
        )
        day = next((group for group in captured.groups() if group), "") if captured else ""
        body = re.search(r"<TEXT>(.*)</TEXT>", whole, re.DOTALL)
        text = re.sub(r"<[^>]*>", "", body[1] if body else whole)
        yield Document(path.stem, "text", text, truth=day, language="en")


def find(document: Document) -> Found:
    """Read one document and date it, as a build does."""
    data = document.content.encode()
    made = Source(
        "src-" + digest(document.name), "read", path=document.name, url=document.url, captured=document.captured
    )
    if document.form == "pdf":
        runs = blocks(document.content)
        stated = []
        if document.made:
            day = document.made.removeprefix("D:")[:8]
            stated.append(candidate("pdf-metadata", f"{day[:4]}-{day[4:6]}-{day[6:]}", document.made))
        about = about_text(document.content, runs, made, stated)
        text: Text | None = make_text(made, document.content, runs, language=about.language)
        evidence = about.evidence
    else:
        reading = read_bytes(data, structs.replace(described(data, made), media_type=_TYPES[document.form]), Limits())
        text, evidence = reading.text, reading.evidence
    assert text is not None, document.name
    date = document_date(structs.replace(made, evidence=evidence), text)
    return Found(document, date, len(document.content))


def figures(found: list[Found]) -> dict[str, float]:
    """Shares of right, wrong and held, and of the flags named."""
    verdicts = Counter(each.verdict for each in found)
    answerable = sum(bool(each.document.answer) for each in found)
    codes = [(set(each.document.flags), {flag.code for flag in each.date.flags}) for each in found]
    return {
        "documents": len(found),
        "answerable": answerable,
        "right": round(verdicts["right"] / max(1, answerable), 4),
        "coarse": verdicts["coarse"],
        "abstained": verdicts["abstained"],
        "wrong": verdicts["wrong"],
        "held": round(sum(each.is_held for each in found) / max(1, len(found)), 4),
        "flags_right": round(sum(wanted == given for wanted, given in codes) / max(1, len(found)), 4),
    }


def _say(name: str, found: list[Found], seconds: float, *, misses: bool) -> None:
    shown = "  ".join(f"{key} {value:g}" for key, value in figures(found).items())
    speed = sum(each.characters for each in found) / 1000 / max(seconds, 1e-9)
    print(f"{name:28} {shown}  {speed:,.0f} kchar/s")
    for each in found if misses else ():
        wanted, given = set(each.document.flags), {flag.code for flag in each.date.flags}
        if each.verdict in ("right", "rightly none") and each.is_held and wanted == given:
            continue
        date = each.date
        true = each.document.answer or "a date"
        print(
            f"    {each.verdict}: {each.document.language}/{each.document.name}: {date.published}, not {true} ", end=""
        )
        print(f"({each.document.truth}); {date.between}; {date.reason}; {sorted(given)}")


def main() -> None:
    """Print the figures of every corpus that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="also print what was missed or wrong")
    parser.add_argument("--part", help="of the invented: develop or aside")
    options = parser.parse_args()
    own = list(invented())
    corpora = [(f"invented {part}", [d for d in own if d.part == part]) for part in ("develop", "aside", "fresh")]
    corpora += [(f"invented {code}", [d for d in own if d.language == code]) for code in ("en", "az", "ru", "tr")]
    corpora += [(f"MUC-4 {name}", list(muc(DATA / "muc4" / name))) for name in ("dev", "tst1", "tst2")]
    corpora.append(("MUC-4 all, heads cut off", list(headless([d for name, some in corpora[-3:] for d in some]))))
    corpora.append(("WikiWars", list(wikiwars(DATA / "time" / "wikiwars-train"))))
    for name, documents in corpora:
        if not documents or (options.part and name != f"invented {options.part}"):
            continue
        start = time.perf_counter()
        found = [find(document) for document in documents]
        _say(name, found, time.perf_counter() - start, misses=options.misses)


if __name__ == "__main__":
    sys.exit(main())
