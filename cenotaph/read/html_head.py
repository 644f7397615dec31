"""What a page says about itself in its head: title, author, publisher, date, language, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from cenotaph.read.published import candidate, from_url, stated_day
from cenotaph.record import Evidence

_META: dict[str, tuple[str, str, float]] = {
    # name or property, lower case: field, rule, weight (a date's weight follows from its rule)
    "og:title": ("title", "meta-property", 0.9),
    "twitter:title": ("title", "meta-name", 0.8),
    "dc.title": ("title", "meta-name", 0.8),
    "citation_title": ("title", "meta-name", 0.9),
    "author": ("author", "meta-name", 0.8),
    "article:author": ("author", "meta-property", 0.75),
    "dc.creator": ("author", "meta-name", 0.8),
    "citation_author": ("author", "meta-name", 0.85),
    "parsely-author": ("author", "meta-name", 0.8),
    "og:site_name": ("publisher", "meta-property", 0.9),
    "dc.publisher": ("publisher", "meta-name", 0.85),
    "publisher": ("publisher", "meta-name", 0.8),
    "application-name": ("publisher", "meta-name", 0.6),
    "article:published_time": ("published", "meta-property", 0),
    "og:article:published_time": ("published", "meta-property", 0),
    "og:published_time": ("published", "meta-property", 0),
    "date": ("published", "meta-name", 0),
    "dc.date": ("published", "meta-name", 0),
    "dc.date.issued": ("published", "meta-name", 0),
    "dcterms.issued": ("published", "meta-name", 0),
    "dcterms.created": ("published", "meta-name", 0),
    "pubdate": ("published", "meta-name", 0),
    "publishdate": ("published", "meta-name", 0),
    "publish-date": ("published", "meta-name", 0),
    "publication_date": ("published", "meta-name", 0),
    "citation_publication_date": ("published", "meta-name", 0),
    "citation_date": ("published", "meta-name", 0),
    "parsely-pub-date": ("published", "meta-name", 0),
    "sailthru.date": ("published", "meta-name", 0),
    "article.published": ("published", "meta-name", 0),
    "datepublished": ("published", "meta-name", 0),
    "article:modified_time": ("published", "modified", 0),
    "og:updated_time": ("published", "modified", 0),
    "last-modified": ("published", "modified", 0),
    "datemodified": ("published", "modified", 0),
    "og:locale": ("language", "meta-property", 0.55),
    "content-language": ("language", "meta-name", 0.6),
    "dc.language": ("language", "meta-name", 0.7),
    "og:url": ("url", "meta-property", 0.8),
}
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*\Z")
_PUBLISHED_MARK = re.compile(r"publish|pubdate|posted|entry-date|date-?line|article-?date|release", re.IGNORECASE)
_TITLE_MARK = re.compile(r"(?:^|[\s_-])(?:(?:entry|post|article)-title|headline)(?:$|[\s_-])", re.IGNORECASE)
_CHANGED_MARK = re.compile(r"modif|updat|edit", re.IGNORECASE)
_ARTICLE_TYPES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "report",
    "webpage",
    "liveblogposting",
)


def stated(tree: Any) -> list[Evidence]:
    """Every candidate for a field of Source that the page's elements state, in the order of the page."""
    found = [*_language(tree), *_title(tree), *_metas(tree), *_json_ld(tree), *_times(tree), *_address(tree)]
    for url in [e.value for e in found if e.field == "url"][:1]:
        found.extend(from_url(url))
    return found


def _evidence(field: str, value: str, rule: str, quote: str, weight: float) -> Evidence | None:
    value = " ".join(value.split())
    if not value:
        return None
    if field == "published":
        day = stated_day(value)
        return candidate(rule, day, quote) if day else None
    if field == "language":
        if not _LANGUAGE.match(value):
            return None
        value = value.replace("_", "-").split("-")[0].lower()
    if field == "author" and re.match(r"https?://", value):
        return None
    return Evidence(field=field, value=value[:500], rule=rule, quote=quote[:500], weight=weight)


def _language(tree: Any) -> list[Evidence]:
    root = tree.getroottree().getroot()
    value = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    # Templates ship with lang="en" whatever the page is written in, so this weighs less than the words of a long text.
    found = _evidence("language", value, "html-lang", value, 0.7)
    return [found] if found else []


def _title(tree: Any) -> list[Evidence]:
    found = []
    for element in list(tree.iter("title"))[:1]:
        words = "".join(element.itertext())
        found.append(_evidence("title", words, "title-element", " ".join(words.split()), 0.6))
    for element in list(tree.iter("h1"))[:1]:
        words = "".join(element.itertext())
        found.append(_evidence("title", words, "h1", " ".join(words.split()), 0.85))
    # On a diary's page the top heading is the diary's name; the entry's own title is marked as such.
    marked = [
        e for e in tree.iter("h1", "h2", "h3", "h4") if _TITLE_MARK.search(e.get("class") or e.get("itemprop") or "")
    ]
    for element in marked if len(marked) == 1 else ():
        words = "".join(element.itertext())
        found.append(_evidence("title", words, "entry-title", " ".join(words.split()), 0.88))
    return [e for e in found if e]


def _metas(tree: Any) -> Iterator[Evidence]:
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        content = element.get("content") or ""
        known = _META.get(name.strip().lower())
        if known and content:
            field, rule, weight = known
            evidence = _evidence(field, content, rule, content, weight)
            if evidence:
                yield evidence


def _json_ld(tree: Any) -> Iterator[Evidence]:
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        try:
            data = json.loads(element.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            yield from _of_item(item)


def _items(data: Any, level: int = 0) -> Iterator[dict[str, Any]]:
    if level > 4:
        return
    if isinstance(data, list):
        for each in data[:50]:
            yield from _items(each, level + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
        if any(str(name).lower() in _ARTICLE_TYPES for name in names):
            yield data
        yield from _items(data.get("@graph"), level + 1)
        yield from _items(data.get("mainEntity"), level + 1)


def _of_item(item: dict[str, Any]) -> Iterator[Evidence]:
    given = (
        ("title", item.get("headline"), "json-ld", 0.9),
        ("author", item.get("author"), "json-ld", 0.85),
        ("publisher", item.get("publisher"), "json-ld", 0.85),
        ("published", item.get("datePublished"), "json-ld", 0),
        ("published", item.get("dateModified"), "modified", 0),
        ("language", item.get("inLanguage"), "json-ld", 0.7),
    )
    for field, value, rule, weight in given:
        for words in _names(value):
            evidence = _evidence(field, words, rule, words, weight)
            if evidence:
                yield evidence


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        name = value.get("name")
        return [name] if isinstance(name, str) else []
    if isinstance(value, list):
        return [name for each in value[:10] if not isinstance(each, list) for name in _names(each)]
    return []


def _times(tree: Any) -> Iterator[Evidence]:
    """The days of <time> elements and of microdata: one marked as publication, else the first of the page."""
    first = True
    for element in tree.iter("time", "span", "div", "abbr", "p"):
        mark = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("id"))))
        is_time = element.tag == "time"
        is_stamp = element.tag == "abbr" and "published" in (element.get("class") or "").split()  # hAtom 0.1
        if (
            not is_time
            and not is_stamp
            and (element.get("itemprop") or "").lower() not in ("datepublished", "datemodified")
        ):
            continue
        words = " ".join("".join(element.itertext()).split())
        value = element.get("datetime") or element.get("content") or element.get("title") or words
        day = stated_day(value) or stated_day(words)
        if not day:
            continue
        if _CHANGED_MARK.search(mark) and not re.search("publish", mark, re.IGNORECASE):
            rule = "modified"
        elif element.get("pubdate") is not None or _PUBLISHED_MARK.search(mark):
            rule = "time-element"
        elif first and is_time and not _is_inside(element, ("footer", "aside", "nav")):
            rule = "time-first"
        else:
            continue
        first = first and not is_time
        yield candidate(rule, day, words or value)


def _is_inside(element: Any, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _address(tree: Any) -> Iterator[Evidence]:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            yield Evidence(
                field="url",
                value=element.get("href")[:500],
                rule="canonical",
                quote=element.get("href")[:500],
                weight=0.9,
            )
