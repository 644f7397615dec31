"""What cenotaph.toml may say, and every point where it says something else.

`check` returns all problems of a file at once, each with its line and, for a name that is not known,
the nearest one that is: a person who sets up an archive should need one round, not ten.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import types
import typing
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Literal, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from cenotaph import edtf
from cenotaph.errors import ValueFormatError
from cenotaph.record import CLAIM_FIELDS, LIST_FIELDS, Access, DeclaredPlace, Incident, Party, Sheet
from cenotaph.rules import rule_set_names
from cenotaph.script import word_key
from cenotaph.toml_lines import Place


class Settings(Struct, frozen=True):
    """What cenotaph.toml says, checked."""

    title: str
    languages: tuple[str, ...] = ("en",)  # site languages, the first is the default
    description: str = ""  # one paragraph in the archive's own voice, shown on the about page
    notice: str = ""  # a line shown on every page, e.g. that everything is invented
    contact: str = ""  # how a relative or reader reaches the archive
    default_access: Access = "restricted"  # of new sources
    incidents: tuple[Incident, ...] = ()
    places: tuple[DeclaredPlace, ...] = ()  # places that sources call by several names
    sheets: tuple[Sheet, ...] = ()
    recognition: bool = True  # recognise the words of scans, where the program tesseract is installed
    source_languages: tuple[str, ...] = ()  # languages scans are in; without, the site's and English
    parties: tuple[Party, ...] = ()  # parties to the conflict, and by which words sources name who speaks for them
    rule_sets: tuple[str, ...] = ()  # published rule sets by which researchers want to see the figures: "ucdp"
    list_systems: dict[str, tuple[str, ...]] = {}  # name of an independent list system -> paths of its sources


class Problem(Struct, frozen=True):
    """One point of cenotaph.toml that is wrong."""

    setting: str  # "incidents[2].start"
    line: int | None
    says: str  # "no such setting; did you mean incidents?"

    def __str__(self) -> str:
        """The problem as one line, as a compiler prints it."""
        place = "" if self.line is None else f"line {self.line}: "
        return f"{self.setting}: {place}{self.says}"


def check(said: Mapping[str, Any], lines: Mapping[Place, int]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The settings as plain values that fit `Settings`, and all problems in the order of the file.

    Args:
        said: the decoded TOML document.
        lines: where each value stands (`cenotaph.toml_lines.line_numbers`).
    """
    found = _Check(lines)
    values = found.table((), said, Settings)
    found.meaning(values)
    return values, tuple(sorted(set(found.problems), key=lambda p: (p.line or 0, p.setting, p.says)))


class _Check:
    """Collects problems while walking the document beside the declared types."""

    def __init__(self, lines: Mapping[Place, int]) -> None:
        self.lines = lines
        self.problems: list[Problem] = []

    def report(self, place: Place, says: str) -> None:
        known = next((self.lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in self.lines), None)
        self.problems.append(Problem(_name(place), known, says))

    def table(self, place: Place, said: Mapping[str, Any], record: type[Struct]) -> dict[str, Any]:
        hints = typing.get_type_hints(record)
        values = {}
        for key, value in said.items():
            if key in hints:
                values[key] = self.value((*place, key), value, hints[key])
            else:
                self.report((*place, key), f"no such setting; {_nearest(key, hints)}")
        for field in fields(record):
            if field.default is NODEFAULT and field.default_factory is NODEFAULT and field.name not in said:
                self.report((*place, field.name), f"is missing; write {field.name} = {_example(hints[field.name])}")
        return values

    def value(self, place: Place, value: Any, kind: Any) -> Any:
        """`value` as `kind` wants it; a problem is reported where it does not fit."""
        kinds = [arg for arg in get_args(kind) if arg is not types.NoneType] if _is_union(kind) else [kind]
        kind = kinds[0]
        if isinstance(value, dt.date) and kind is str and not isinstance(value, dt.datetime):
            return value.isoformat()  # an unquoted 1990-01-20 is a date of TOML; we take it as it is meant
        if get_origin(kind) is Literal:
            return self._choice(place, value, get_args(kind))
        if get_origin(kind) is tuple:
            return self._items(place, value, get_args(kind)[0])
        if get_origin(kind) is dict:
            return self._mapping(place, value, get_args(kind)[1])
        if isinstance(value, kind):
            return value
        self.report(place, f"must be {_WORDS[kind]}, not {_shown(value)}{_quotes(value, kind)}")
        return None

    def _choice(self, place: Place, value: Any, choices: tuple[str, ...]) -> Any:
        if value not in choices:
            self.report(place, f"must be one of {', '.join(choices)}, not {_shown(value)}")
        return value

    def _items(self, place: Place, value: Any, kind: Any) -> list[Any] | None:
        is_record = isinstance(kind, type) and issubclass(kind, Struct)
        if not isinstance(value, list):
            self.report(place, f"must be a list, not {_shown(value)}; {_list_example(place, is_record)}")
            return None
        if not is_record:
            return [self.value((*place, n), item, kind) for n, item in enumerate(value)]
        built = []
        for n, item in enumerate(value):
            if isinstance(item, dict):
                built.append(self.table((*place, n), item, kind))
            else:
                self.report((*place, n), f"must be a table, not {_shown(item)}; write [[{_header(place)}]]")
        return built

    def _mapping(self, place: Place, value: Any, kind: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self.report(place, f"must be a table, not {_shown(value)}; write [{_header(place)}] and a line per name")
            return None
        return {key: self.value((*place, key), item, kind) for key, item in value.items()}

    def meaning(self, values: Mapping[str, Any]) -> None:
        """What types cannot say: dates, names that refer to each other, paths that leave the archive."""
        self._texts(values)
        self._places(values.get("places") or [])
        self._parties(values.get("parties") or [])
        self._rule_sets(values.get("rule_sets") or [])
        incidents = values.get("incidents") or []
        known = [i["id"] for i in incidents if isinstance(i.get("id"), str)]
        for n, incident in enumerate(incidents):
            self._incident(("incidents", n), incident, known[:n])
        seen: set[tuple[str, str | None]] = set()
        for n, sheet in enumerate(values.get("sheets") or []):
            self._sheet(("sheets", n), sheet, known)
            where = (sheet.get("path") or "", sheet.get("sheet"))
            if where[0] and where in seen:
                self.report(("sheets", n), f"{where[0]} is declared a second time; keep one of the two")
            seen.add(where)
        for name, paths in (values.get("list_systems") or {}).items():
            for n, path in enumerate(paths or []):
                self._path(("list_systems", name, n), path)

    def _texts(self, values: Mapping[str, Any]) -> None:
        if values.get("title") is not None and not str(values["title"]).strip():
            self.report(("title",), "is empty; a reader needs a name for the archive")
        if values.get("languages") == []:
            self.report(("languages",), 'is empty; write languages = ["en"]')
        for setting in ("languages", "source_languages"):
            codes = values.get(setting) or []
            for n, code in enumerate(codes):
                if isinstance(code, str) and not _LANGUAGE.fullmatch(code):
                    self.report((setting, n), f'{code!r} is no language code; write "en", "az", "ru"')
                elif code in codes[:n]:
                    self.report((setting, n), f"{code!r} stands there twice")

    def _incident(self, place: Place, incident: Mapping[str, Any], earlier: list[str]) -> None:
        name = incident.get("id")
        if isinstance(name, str) and not _SLUG.fullmatch(name):
            self.report((*place, "id"), f"{name!r}: use small letters a-z, digits and hyphens, such as {_slug(name)!r}")
        elif name in earlier:
            self.report((*place, "id"), f"{name!r} is declared twice")
        for field in ("start", "end", "anniversary"):
            self._date((*place, field), incident.get(field))
        start, end = (_bounds(incident.get(field)) for field in ("start", "end"))
        if start and end and start[0] and end[1] and start[0] > end[1]:
            self.report((*place, "end"), f"{incident['end']} is before the start, {incident['start']}")

    def _places(self, declared: list[Mapping[str, Any]]) -> None:
        owner: dict[str, str] = {}
        for n, one in enumerate(declared):
            for name, until in (one.get("former") or {}).items():
                self._date(("places", n, "former", name), until)
            for name in (one.get("name"), *(one.get("also") or ()), *(one.get("former") or {})):
                if isinstance(name, str) and owner.setdefault(word_key(name), str(one.get("name"))) != one.get("name"):
                    self.report(("places", n), f"{name!r} is a name of {owner[word_key(name)]!r} already")

    def _parties(self, declared: list[Mapping[str, Any]]) -> None:
        owner: dict[str, str] = {}
        for n, one in enumerate(declared):
            name = str(one.get("name"))
            for word in (*(one.get("speakers") or ()), *(one.get("publishers") or ())):
                if isinstance(word, str) and not word_key(word):
                    self.report(("parties", n), "a word is empty; it would fit everybody")
                elif isinstance(word, str) and owner.setdefault(word_key(word), name) != name:
                    self.report(("parties", n), f"{word!r} stands for {owner[word_key(word)]!r} already")

    def _rule_sets(self, chosen: list[Any]) -> None:
        for n, name in enumerate(chosen):
            if isinstance(name, str) and name not in rule_set_names():
                self.report(("rule_sets", n), f"there is no rule set {name!r}; {_nearest(name, rule_set_names())}")

    def _date(self, place: Place, value: Any) -> None:
        if not isinstance(value, str):
            return
        try:
            edtf.parse(value)
        except ValueFormatError as error:
            why = f" ({error.why})" if error.why else ""
            self.report(place, f"{value!r} is no date in EDTF{why}; write 1990-01-20, 1990-01, 1990~ or XXXX-01-20")

    def _sheet(self, place: Place, sheet: Mapping[str, Any], known: list[str]) -> None:
        self._path((*place, "path"), sheet.get("path"))
        self._reference((*place, "incident"), sheet.get("incident"), known)
        for value, incident in (sheet.get("incidents") or {}).items():
            if incident:  # "" says: rows with this value belong to no declared incident
                self._reference((*place, "incidents", value), incident, known)
        known_fields = CLAIM_FIELDS if sheet.get("type") == "claims" else LIST_FIELDS
        for field in sheet.get("columns") or {}:
            if field not in known_fields:
                where = f"columns of {sheet.get('path')}"
                self.report((*place, "columns", field), f"{where}: no such field; {_nearest(field, known_fields)}")
        if isinstance(sheet.get("header"), int) and sheet["header"] < 0:
            self.report((*place, "header"), "is a line counted from 1; 0 says that no line names the columns")
        for value, kind in (sheet.get("kinds") or {}).items():
            self._kind((*place, "kinds", value), kind, known)

    def _kind(self, place: Place, kind: Any, known: list[str]) -> None:
        """What a sheet's kind is in our terms: "killed", "killed/my-incident" or "killed/my-incident/part"."""
        _, incident, part, *more = [*str(kind).split("/"), None, None][: max(3, str(kind).count("/") + 1)]
        self._reference(place, incident, known)
        if part not in (None, "part") or more:
            self.report(place, f"{kind!r}: write kind, kind/incident or kind/incident/part")

    def _reference(self, place: Place, incident: Any, known: list[str]) -> None:
        if isinstance(incident, str) and incident not in known:
            self.report(place, f"no incident {incident!r} is declared; {_nearest(incident, known)}")

    def _path(self, place: Place, path: Any) -> None:
        if not isinstance(path, str):
            return
        if "\\" in path:
            self.report(place, f"{path!r}: write the path with /, which every system reads")
        elif PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or re.match(r"[A-Za-z]:", path):
            self.report(place, f"{path!r} leaves the archive; write a path below its folder, such as sources/list.csv")


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # the shape of BCP 47, not its register
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORDS = {str: "text", int: "a whole number", bool: "true or false", float: "a number"}


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


def _name(place: Place) -> str:
    """The place as people write it: incidents[2].start, counted from 1."""
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def _header(place: Place) -> str:
    """The place as a TOML header names it: sheets.kinds."""
    return ".".join(part for part in place if isinstance(part, str))


def _nearest(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"there is {', '.join(names)}" if names else "there is none yet"


def _shown(value: Any) -> str:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return "a table" if isinstance(value, dict) else "a list" if isinstance(value, list) else repr(value)


def _quotes(value: Any, kind: Any) -> str:
    return "; put it in quotation marks" if kind is str and not isinstance(value, dict | list) else ""


def _example(kind: Any) -> str:
    choices = get_args(kind) if get_origin(kind) is Literal else ("...",)
    return " or ".join(f'"{choice}"' for choice in choices)


def _list_example(place: Place, is_record: bool) -> str:
    return f"write [[{_header(place)}]]" if is_record else f'write {place[-1]} = ["..."]'


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "my-incident"


def _bounds(value: Any) -> edtf.Bounds | None:
    if not isinstance(value, str) or not edtf.is_valid(value):
        return None
    return edtf.bounds(value)
