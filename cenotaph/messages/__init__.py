"""What the site says in its own words: one TOML file per site language, found by scanning."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Any

import msgspec
from babel import Locale
from babel.numbers import format_decimal
from msgspec import Struct

from cenotaph.errors import NotFoundError

FALLBACK = "en"


@functools.cache
def site_languages() -> tuple[str, ...]:
    """The codes of all languages that the site can be written in, sorted."""
    names = (path.name for path in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


class Messages(Struct, frozen=True):
    """The sentences of one language."""

    language: str
    sentences: dict[str, str]  # "page.key" or, where a number decides the form, "page.key.one", "page.key.other"

    def __call__(self, key: str, count: int | None = None, **values: Any) -> str:
        """The sentence `key`, its `{names}` filled; with `count`, in the plural form of the language.

        Raises:
            NotFoundError: there is no such sentence.
        """
        if count is not None:
            form = _plural(self.language, count)
            key = f"{key}.{form}" if f"{key}.{form}" in self.sentences else f"{key}.other"
            values["count"] = self.number(count)
        sentence = self.sentences.get(key)
        if sentence is None:
            raise NotFoundError(f"no sentence {key!r} in messages/{self.language}.toml")
        return sentence.format_map(values) if values else sentence

    def has(self, key: str) -> bool:
        """Whether there is a sentence `key`."""
        return key in self.sentences

    def number(self, value: int) -> str:
        """`value` as the language writes it."""
        return _number(self.language, value)

    def language_name(self, code: str | None) -> str:
        """The name of the language `code`, or the code where it has none."""
        if not code:
            return ""
        return _locale(self.language).languages.get(code.split("-")[0]) or code

    def script_name(self, code: str | None) -> str:
        """The name of the script `code` (ISO 15924), or the code where it has none."""
        return (_locale(self.language).scripts.get(code) or code) if code else ""


@functools.cache
def load_messages(language: str) -> Messages:
    """The sentences of `language`; those that it does not have are English."""
    sentences = _sentences(FALLBACK)
    if language != FALLBACK:
        sentences = {**sentences, **_sentences(language)}
    return Messages(language, sentences)


@functools.cache
def _sentences(language: str) -> dict[str, str]:
    path = files(__package__).joinpath(f"{language}.toml")
    return dict(_flatten(msgspec.toml.decode(path.read_bytes()), ""))


def _flatten(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found += _flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return found


@functools.cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@functools.cache
def _plural(language: str, count: int) -> str:
    form: str = _locale(language).plural_form(count)
    return form


@functools.lru_cache(maxsize=4096)
def _number(language: str, value: int) -> str:
    return format_decimal(value, locale=_locale(language))
