"""Making anything that came from outside inert: text, addresses, file names, markup.

Templates escape by default (Jinja2 autoescape). Here is what escaping alone does not do:
text keeps its own direction and cannot turn its surroundings, only web addresses become
links, and no id can leave its folder.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from cenotaph.record import digest

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
# Explicit embeddings, overrides and isolates reorder what stands beside them. The direction of each
# text is set by its element instead. Marks (LRM, RLM, ALM) and joiners stay: Arabic and Persian need them.
_REORDERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF])
_INERT = {**_REORDERING, **_CONTROLS}
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "yi", "sd", "ug", "dv", "ckb", "syr"}


def inert(text: str) -> str:
    """`text` without control characters and without characters that reorder their surroundings."""
    return text.translate(_INERT)


def direction(text: str) -> str:
    """`rtl` when the first letter with a direction runs right to left, else `ltr`."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in {"R", "AL"}:
            return "rtl"
    return "ltr"


def page_direction(language: str) -> str:
    """The direction of a page in `language` (BCP 47)."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT else "ltr"


def language_tag(language: str | None) -> str | None:
    """`language` when it is a BCP 47 tag in form, else nothing."""
    return language if language and _LANGUAGE.fullmatch(language) else None


def words(text: str | None, language: str | None = None) -> Markup:
    """`text` as its own words: isolated, with its language and direction, so that it reads right in any page.

    Example:
        >>> words("Лариса", "ru")
        Markup('<bdi lang="ru">Лариса</bdi>')
    """
    return _words(text, language) if text else Markup()


@functools.lru_cache(maxsize=16384)
def _words(text: str, language: str | None) -> Markup:
    shown = inert(text)
    tag = language_tag(language)
    lang = f' lang="{tag}"' if tag else ""
    turn = ' dir="rtl"' if direction(shown) == "rtl" else ""
    return Markup(f"<bdi{lang}{turn}>{escape(shown)}</bdi>")  # noqa: S704 - the tag is checked, the text escaped


def web_address(url: str | None) -> str | None:
    """`url` when it is a web address that may become a link (http or https with a host), else nothing."""
    if not url or inert(url) != url or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        return None
    return url


def domain(url: str | None) -> str:
    """The host of a web address, without "www.", or an empty string."""
    address = web_address(url)
    host = (urlsplit(address).hostname or "") if address else ""
    return host.removeprefix("www.").rstrip(".")


def file_name(name: str) -> str:
    """`name` as a file name or an anchor that is safe on every system; a digest of it when it is not so itself.

    Example:
        >>> file_name("src-0a1b")
        'src-0a1b'
        >>> file_name("../etc")
        'x-275b41a226c6c8cc'
    """
    if _PLAIN_NAME.fullmatch(name) and name not in _DEVICES:
        return name
    return "x-" + digest(name)


def clean(html: str) -> Markup:
    """Markup written by people, with scripts, styles, frames, forms and foreign addresses taken out."""
    import nh3

    return Markup(  # noqa: S704 - cleaned in this very expression
        nh3.clean(
            html,
            tags={"p", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "blockquote", "a", "br", "hr", "code"},
            attributes={"a": {"href"}, "*": {"lang", "dir"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noreferrer noopener nofollow",
        )
    )
