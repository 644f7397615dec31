"""What the properties of an office file say of it: title, maker and day as weak candidates, its last editor kept apart.

Programs fill these in from templates and from the account of whoever sits at the machine, so none of them decides by
itself: each weighs less than what the text says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cenotaph.read.package import Package
from cenotaph.read.published import iso_day
from cenotaph.read.xml_tree import local_name, words_of
from cenotaph.record import Evidence

RULE = "document-property"
_MADE_BY = ("openpyxl", "python-docx", "unknown", "un-named")
"""What programs write as the maker of a file when nobody is named."""
_STATED = {"title": ("title", 0.4), "creator": ("author", 0.4), "created": ("published", 0.3)}
_OPEN_STATED = {"title": "title", "initial-creator": "creator", "creation-date": "created", "creator": "editor"}


def core_properties(package: Package) -> list[Evidence]:
    """The properties of an Office Open XML file (DOCX, XLSX), from `docProps/core.xml`."""
    found: list[Evidence] = []
    for name in package.related("", "core-properties") or ("docProps/core.xml",):
        root = package.xml(name)
        for element in () if root is None else root.iterchildren("{*}*"):
            field = local_name(element.tag)
            found.extend(property_evidence("editor" if field == "lastModifiedBy" else field, words_of(element)))
    return found


def open_properties(roots: Sequence[Any]) -> list[Evidence]:
    """The properties of an OpenDocument file: the elements of its `office:meta`, wherever that stands in `roots`."""
    found: list[Evidence] = []
    for root in roots:
        for meta in root.iter("{*}meta"):
            for element in meta.iterchildren("{*}*"):
                found.extend(property_evidence(_OPEN_STATED.get(local_name(element.tag), ""), words_of(element)))
    return found


def property_evidence(name: str, value: str) -> list[Evidence]:
    """The evidence in one property: `title`, `creator` (who made the file), `created`, or `editor` (who saved it last).

    Example:
        >>> [(e.field, e.value, e.weight) for e in property_evidence("created", "1991-03-04T10:00:00Z")]
        [('published', '1991-03-04', 0.3)]
    """
    words = " ".join(value.split())
    if not words or words.casefold() in _MADE_BY:
        return []
    if name == "editor":
        return [Evidence(field="editor", value=words[:300], rule=RULE, quote=words[:300], is_private=True)]
    if name not in _STATED:
        return []
    field, weight = _STATED[name]
    told = iso_day(words) if name == "created" else words[:300]
    return [Evidence(field=field, value=told, rule=RULE, quote=words[:300], weight=weight)] if told else []
