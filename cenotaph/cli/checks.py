"""The linter: `check` on archives and files, and a draft held against an archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cenotaph.cli.output import say_json

LONGEST = 160
"""Characters of quoted words on a line."""

MOST = 4
"""Voices, and values, of a list that are shown to a reader; `--json` gives all."""

MOST_BESIDE = 2
"""Questions beside, and values of each, that are shown to a reader."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--select", help="Only these codes, by their beginning: A,D001.")
@click.option("--ignore", help="Not these codes.")
@click.option("--against", type=click.Path(path_type=Path), help="Ask this archive who says what the draft says.")
@click.option("--public", is_flag=True, help="With --against: answer only with what the public site shows.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def check(  # one parameter an option
    paths: tuple[Path, ...],
    select: str | None,
    ignore: str | None,
    against: Path | None,
    public: bool,
    as_json: bool,
) -> None:
    """Name what does not add up, in FILES or in an archive's FOLDER; exit 1 when there is something.

    A file is any text, page, paged document or table; "-" is standard input. An archive's files and
    ledger are hashed again and compared with their custody lines.

    With --against, for each figure, date and name of a draft: who in the archive says so, who says
    otherwise, who copied whom, and the attribution to print.
    """
    if against is not None:
        if select or ignore:
            raise click.UsageError("--select and --ignore choose codes; --against gives none")
        _answer(paths, against, public=public, as_json=as_json)
        return
    if public:
        raise click.UsageError("--public goes with --against")
    from cenotaph.checking import check as check_paths

    points = check_paths(paths or (Path(),), select=_codes(select), ignore=_codes(ignore))
    if as_json:
        say_json({"flags": [_as_json(point) for point in points]})
    else:
        _say_points(points)
    if points:
        sys.exit(1)


def _codes(listed: str | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in (listed or "").split(",") if code.strip())


def _as_json(point: Any) -> dict[str, Any]:
    """A flag with its place and title; the places of its quotes stand in the order of its spans."""
    import msgspec

    from cenotaph.flags import catalogue

    found: dict[str, Any] = {
        **msgspec.to_builtins(point.flag),
        "title": catalogue()[point.flag.code].title,
        "place": msgspec.to_builtins(point.place),
        "places": [msgspec.to_builtins(place) for place, _ in point.quotes],
    }
    return found


def _say_points(points: tuple[Any, ...]) -> None:
    from cenotaph.flags import catalogue
    from cenotaph.wording import plural

    told = set()
    for point in points:
        code = point.flag.code
        click.echo(f"{point.place}: {code} {point.flag.message.removeprefix(f'{point.place.file}: ')}")
        for place, quote in point.quotes:
            at = "" if place == point.place else f"{place}: "
            page = f" (page {place.page})" if place.page else ""
            click.echo(f"    {at}“{_short(quote)}”{page}")
        if code not in told:
            told.add(code)
            click.echo(f"    {catalogue()[code].title}. What it means and how to settle it: cenotaph explain {code}")
    click.echo(f"{plural(len(points), 'point')} to check" if points else "Nothing to check.", err=True)


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _answer(paths: tuple[Path, ...], against: Path, *, public: bool, as_json: bool) -> None:
    """Say what an archive has on each figure, date and name of drafts; exit 1 when somebody should look."""
    from cenotaph.draft import ask

    if not paths:
        raise click.UsageError("name the draft: cenotaph check DRAFT --against FOLDER")
    answers = ask(paths, against, public=public)
    unsettled = sum(answer.is_open for answer in answers)
    if as_json:
        import msgspec

        say_json({"answers": [{**msgspec.to_builtins(answer), "is_open": answer.is_open} for answer in answers]})
    else:
        for answer in answers:
            _say_answer(answer)
        click.echo(_sum_of(len(answers), unsettled, paths), err=True)
    if unsettled:
        sys.exit(1)


def _sum_of(asked: int, unsettled: int, paths: tuple[Path, ...]) -> str:
    from cenotaph.wording import plural

    if not asked:
        read = ", ".join(map(str, paths))
        return f"Nothing was asked: no figure or date in running text, and no name of a person, is read in {read}."
    named = plural(asked, "figure, date or name", "figures, dates and names")
    return f"{named} asked for; {unsettled} that nobody here confirms, or that somebody contradicts; --json tells all"


def _say_answer(answer: Any) -> None:
    from cenotaph.wording import plural

    click.echo(f"{answer.place}: {answer.what} “{_short(answer.words)}”: {_in_short(answer)}")
    if answer.taken_as != answer.words:
        click.echo(f"    taken as {_short(answer.taken_as)}")
    for remark in answer.remarks:
        click.echo(f"    note: {remark}")
    _say_voices("says so", answer.says_so)
    for heading, voices in (("does not exclude it", answer.fits), ("says otherwise", answer.otherwise)):
        if voices:
            click.echo(f"    {heading}:")
        _say_values(voices)
    is_date = answer.what == "date"
    shown = () if is_date and answer.says_so else answer.beside[:MOST_BESIDE]
    for beside in shown:
        what = f"also {beside.asked}" if is_date else f"not compared, {RELATIONS[beside.relation]} ({beside.asked})"
        click.echo(f"    {_short(what)}:")
        _say_values(beside.voices, MOST if is_date else MOST_BESIDE, answer.taken_as.partition(" (")[0])
    if len(answer.beside) > len(shown):
        click.echo(f"    and {plural(len(answer.beside) - len(shown), 'other question')}")
    if answer.attribution:
        click.echo(f"    to print: {answer.attribution}")
    click.echo()


def _in_short(answer: Any) -> str:
    """Who says so and who does not, by their number; what it means that nobody says so."""
    from cenotaph.wording import plural

    says_so = plural(len(answer.says_so), "voice says so", "voices say so")
    if not answer.says_so:
        says_so = "in the time of an incident" if answer.is_known else _nobody(answer)
    apart = plural(len(answer.otherwise), "says otherwise", "say otherwise")
    return f"{says_so}; {apart}" if answer.otherwise else says_so


def _nobody(answer: Any) -> str:
    """What to say where nobody says what the draft says."""
    if answer.what == "name":
        return "nobody of that name in this archive"
    if answer.what == "date":
        return "no source here dates an act that is told in like words"
    return "no source here says so" if answer.fits or answer.otherwise else "no source here counts exactly this"


RELATIONS = {
    "contains": "counts more",
    "lies within": "counts less",
    "part of a total": "counted beside others",
    "no part of it": "counted by itself",
    "counts others": "another question",
}
"""How a question of the archive stands to what a draft counts, for a reader."""


def _say_voices(heading: str, voices: tuple[Any, ...]) -> None:
    if voices:
        click.echo(f"    {heading}:")
    for voice in voices[:MOST]:
        click.echo(f"        {_short(voice.value)}, {voice.attribution}")
        if voice.words and _short(voice.words) not in _short(voice.value):
            click.echo(f"            “{_short(voice.words)}”")
        if voice.copied_from:
            click.echo(f"            its text goes back to {voice.copied_from}")
        if voice.copies:
            click.echo(f"            repeated by {_short('; '.join(voice.copies))}")
    if len(voices) > MOST:
        click.echo(f"        and {len(voices) - MOST} more")
    unknown = sum(voice.independence.startswith(("not known", "likely")) for voice in voices)
    if unknown > 1:
        click.echo(f"        whether {unknown} of them are independent of each other is not known: no text is held")


def _say_values(voices: tuple[Any, ...], most: int = MOST, own: str = "") -> None:
    """The values that voices give, the draft's `own` first, then the most frequent, each with who gave it first."""
    from cenotaph.wording import plural

    values: dict[str, list[Any]] = {}
    for voice in voices:
        values.setdefault(voice.value, []).append(voice)
    ordered = sorted(values, key=lambda value: (value != own, -len(values[value]), value))
    for value in ordered[:most]:
        first, *more = values[value]
        others = f"; and {plural(len(more), 'more voice')}" if more else ""
        copies = sum(len(voice.copies) for voice in values[value])
        repeated = f"; repeated on {plural(copies, 'more page')}" if copies else ""
        click.echo(f"        {_short(value)}, {first.attribution}{others}{repeated}")
    if len(ordered) > most:
        click.echo(f"        and {plural(len(ordered) - most, 'other value')}")


COMMANDS = (check,)
