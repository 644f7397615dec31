"""Walking through the XML of a sheet without holding it in memory as a tree."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from cenotaph.read.sheet_cells import Told
from cenotaph.read.xml_tree import SAFELY, local_name


def elements(data: bytes, names: Sequence[str], told: Told, sheet: str) -> Iterator[tuple[str, Any]]:
    """The elements of an XML document that have one of these names, each forgotten when the next is asked for."""
    for _, name, element in steps(data, names, told, sheet, ("end",)):
        yield name, element
        forget(element)


def steps(
    data: bytes, names: Sequence[str], told: Told, sheet: str, events: Sequence[Literal["start", "end"]]
) -> Iterator[tuple[str, str, Any]]:
    """Event ("start", with attributes only, or "end"), name without namespace, and element, in the order of the file.

    Entities are not resolved and nothing is fetched. What stands behind a damage is lost, and told.
    """
    from lxml import etree

    walk = etree.iterparse(
        io.BytesIO(data),
        events=events,
        tag=[f"{{*}}{name}" for name in names],
        **SAFELY,
    )
    try:
        for event, element in walk:
            yield event, local_name(element.tag), element
    except etree.XMLSyntaxError as error:
        reason = re.sub(r"\s+", " ", str(error.msg))[:120]
        told.partly.append(
            f"{sheet} is damaged ({reason}), and lines of it may be lost; get it again from where it came"
        )


def forget(element: Any) -> None:
    """Free what an element holds, and the elements before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
