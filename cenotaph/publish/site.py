"""Writing the site and its data: every page of every language, from a view of the record."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cenotaph.dates_in_words import in_words
from cenotaph.messages import FALLBACK, load_messages, site_languages
from cenotaph.publish import safe
from cenotaph.publish.contents import Audience, Contents, Record, to_contents
from cenotaph.publish.exports import export_all
from cenotaph.publish.lookup import Lookup
from cenotaph.publish.output import write_folder
from cenotaph.publish.pages import (
    Page,
    Site,
    chronology,
    figures,
    front,
    names,
    persons,
    plain,
    points,
    research,
    sources,
)
from cenotaph.publish.view import view

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES: tuple[Callable[[Site], Iterator[Page]], ...] = (
    front.pages,
    names.pages,
    persons.pages,
    figures.pages,
    chronology.pages,
    sources.pages,
    points.pages,
    plain.pages,
    research.pages,
)

NAVIGATION = ("names", "figures", "chronology", "sources", "points", "estimates", "method", "about", "data")

OWNED_DATA = ("csv", "json", "parquet", "rule_sets")
OWNED = ("assets", "names", "persons", "figures", "sources", "research")
"""Sub-folders of the site in which nothing but its own pages stands."""


def publish(record: Record, site: Path, export: Path, audience: Audience) -> None:
    """Write the site to `site` and the data to `export`: what changed, and nothing that `audience` may not see.

    The record goes through `view` first, whatever it was before. Files of an earlier run that are no
    longer needed are removed; files of other origin are left alone.

    Args:
        record: all tables of a build, its settings, and the edition if one is fixed.
        site: the folder of the pages; opens from `file://`, needs no script.
        export: the folder of the data; may lie inside `site`.
        audience: "preview" for the archive's own eyes, "public" for everybody.

    Raises:
        StorageError: the disk or the system refused.
        TableError: a table does not have the columns of its record.
    """
    seen = view(record, audience)
    data = export_all(seen)
    write_folder(export, data.items(), owned=OWNED_DATA)
    contents = to_contents(seen, without=("rows", "pairs", "places"))
    folder = Path(os.path.relpath(export, site)).as_posix()
    write_folder(site, _files(contents, audience, tuple((p, len(d)) for p, d in data.items()), folder), owned=OWNED)


def _files(
    contents: Contents, audience: Audience, exports: tuple[tuple[str, int], ...], folder: str
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: path and bytes."""
    assets = files("cenotaph.publish").joinpath("assets")
    for name in ("style.css", "names.js"):
        yield f"assets/{name}", assets.joinpath(name).read_bytes().replace(b"\r\n", b"\n")
    lookup = Lookup(contents)
    languages = languages_of(contents.settings.languages)
    for number, language in enumerate(languages):
        site = Site(contents, lookup, load_messages(language), audience, exports, folder)
        yield from _pages(site, languages, f"{language}/" if number else "")


def languages_of(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the wanted languages in which the site can be written; English when there is none of them."""
    known = tuple(code for code in dict.fromkeys(wanted) if code in site_languages())
    return known or (FALLBACK,)


def _pages(site: Site, languages: tuple[str, ...], prefix: str) -> Iterator[tuple[str, bytes]]:
    environment = _environment()
    shared = _shared(site, languages)
    for make in PAGES:
        for page in make(site):
            depth = page.path.count("/")
            values = {
                **shared,
                "page_path": page.path,
                "page_title": safe.inert(page.title),
                "section": page.section,
                "up": "../" * depth,
                "top": "../" * (depth + bool(prefix)),
                **page.values,
            }
            html = environment.get_template(page.template).render(values)
            yield prefix + page.path, html.encode("utf-8")


def _shared(site: Site, languages: tuple[str, ...]) -> dict[str, Any]:
    """What every page of one language has in common."""
    t = site.messages
    settings, edition = site.contents.settings, site.contents.edition
    return {
        "t": t,
        "page_language": t.language,
        "dir": safe.page_direction(t.language),
        "audience": site.audience,
        "site_title": safe.inert(settings.title),
        "notice": settings.notice.strip(),
        "contact": settings.contact.strip(),
        "navigation": [(f"{name}.html", t(f"nav.{name}")) for name in NAVIGATION],
        "languages": [
            (code, load_messages(code).language_name(code), f"{code}/" if number else "")
            for number, code in enumerate(languages)
        ],
        "edition": edition,
        "edition_date": in_words(edition.time[:10], t) if edition else "",
        "export_folder": site.export_folder,
        "person_page": site.lookup.person_page,
        "source_page": site.lookup.source_page,
        "source_title": site.lookup.title,
    }


def _finalize(value: Any) -> Any:
    """What is put into a page, before it is escaped: without control characters, wherever it came from."""
    return safe.inert(value) if type(value) is str else value


@functools.cache
def _environment() -> Environment:
    """The templates, compiled once; everything that is put into one is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("cenotaph.publish"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=100,
    )
    environment.globals |= {
        "words": safe.words,
        "direction": safe.direction,
        "web_address": safe.web_address,
        "domain": safe.domain,
        "main_language": names.main_language,
    }
    return environment
