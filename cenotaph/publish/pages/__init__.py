"""The pages of the site, one module for each kind of page.

Each module has a function `pages(site) -> Iterator[Page]`: pure, from what is looked up to what a
template shows. A page's path is relative to the root of its language.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from cenotaph.messages import Messages
from cenotaph.publish.contents import Audience, Contents
from cenotaph.publish.lookup import Lookup


class Page(Struct, frozen=True):
    """One page to be written: where, by which template, with which values."""

    path: str
    template: str
    title: str
    values: dict[str, Any]
    section: str = ""  # path of the entry of the navigation to which it belongs


class Site(Struct, frozen=True):
    """What every page may draw on."""

    contents: Contents
    lookup: Lookup
    messages: Messages
    audience: Audience
    exports: tuple[tuple[str, int], ...] = ()  # path and size in bytes of every file for download
    export_folder: str = "data"  # address of that folder from the root of the site
