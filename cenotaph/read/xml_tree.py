"""XML of strangers: parsed without harm, as far as it goes, and looked at whatever its namespaces."""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

SAFELY: dict[str, bool] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How XML of strangers is parsed: nothing is fetched, nothing multiplies, no tree outgrows the memory."""

_DECLARED = re.compile(rb"<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.DOTALL)
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)""")
_AGAIN = "get it again from where it came"


class Parsed(NamedTuple):
    """An XML document that was parsed as far as it goes."""

    root: Any | None  # an lxml element; None when nothing could be parsed
    problem: str | None  # what was lost, as a clause without a subject; null when nothing was


def parse_xml(data: bytes) -> Parsed:
    """The tree of an XML document, comments and processing instructions left out, entities kept as they are written.

    Returns:
        The whole tree when the document is well-formed; else what stands before (and where it can be told, behind) the
        damage, with what to say of it. An entity that a document declares for itself is never expanded: its name stands
        in the text, and is told.
    """
    from lxml import etree

    problem = None
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        reason = re.sub(r"\s+", " ", error.msg)[:120]
        problem = f"is damaged ({reason}), and words of it may be lost; {_AGAIN}"
        try:
            root = etree.fromstring(_mended(data), _parser(recover=True))
        except etree.XMLSyntaxError:
            return Parsed(None, problem)
    if root is None:
        return Parsed(None, problem)
    entities = _entities_as_words(root)
    if entities:
        named = ", ".join(entities[:5])
        told = f"uses entities of its own ({named}), which stand unexpanded in its text; save a copy as text beside it"
        problem = f"{problem}; it {told}" if problem else told
    return Parsed(root, problem)


def words_of(element: Any) -> str:
    """All words inside an element, as they stand."""
    return "".join(element.itertext())


@functools.cache
def local_name(tag: str) -> str:
    """The name of an element or attribute without its namespace, which differs between strict and usual documents.

    Example:
        >>> local_name("{http://purl.oclc.org/ooxml/wordprocessingml/main}p")
        'p'
    """
    return tag.rpartition("}")[2]


def child_of(element: Any, *names: str) -> Any | None:
    """The child that one goes down to by these names, whatever their namespaces."""
    found = element
    for name in names:
        for child in found:
            if local_name(child.tag) == name:
                found = child
                break
        else:
            return None
    return found


def attribute(element: Any, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if local_name(key) == name), None)


def _parser(*, recover: bool = False) -> Any:
    from lxml import etree

    return etree.XMLParser(**SAFELY, recover=recover)


def _mended(data: bytes) -> bytes:
    """An XML document without what a parser stops at even when it is told to go on.

    Left out are entities it declares, of which some multiply without end; bytes that are no UTF-8 become U+FFFD.
    """
    declared = _ENCODING.match(data[:200])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (declared and declared[1].lower() not in (b"utf-8", b"utf8")):
        return data
    return _DECLARED.sub(b"", data, count=1).decode("utf-8", "replace").encode("utf-8")


def _entities_as_words(root: Any) -> list[str]:
    """Put "&name;" into the text in place of each entity, so that no words behind it are lost; the names, each once."""
    from lxml import etree

    found = list(root.iter(etree.Entity))
    for parent in dict.fromkeys(entity.getparent() for entity in found):
        before, words = None, [parent.text or ""]
        for child in list(parent):
            if child.tag is etree.Entity:
                words += (child.text, child.tail or "")
                child.tail = None
                parent.remove(child)
            else:
                _put_behind(before, parent, words)
                before, words = child, [child.tail or ""]
        _put_behind(before, parent, words)
    return list(dict.fromkeys(entity.text for entity in found))


def _put_behind(before: Any | None, parent: Any, words: list[str]) -> None:
    """Set the words behind one child of an element, or at its beginning."""
    if before is None:
        parent.text = "".join(words)
    else:
        before.tail = "".join(words)
