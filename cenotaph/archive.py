"""The folder: where things are in an archive, and what cenotaph.toml says."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from cenotaph.record import Access, Incident, Sheet


class Settings(Struct, frozen=True):
    """What cenotaph.toml says, checked."""

    title: str
    languages: tuple[str, ...] = ("en",)  # site languages, the first is the default
    description: str = ""  # one paragraph in the archive's own voice, shown on the about page
    notice: str = ""  # a line shown on every page, e.g. that everything is invented
    contact: str = ""  # how a relative or reader reaches the archive
    rule_set: str = "plain"
    default_access: Access = "restricted"  # of new sources
    incidents: tuple[Incident, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    list_systems: dict[str, tuple[str, ...]] = {}  # name of an independent list system -> paths of its sources


class Archive(Struct, frozen=True):
    """An archive on disk."""

    root: Path
    settings: Settings

    @property
    def sources(self) -> Path:
        """The files as they came; the tool never changes them."""
        return self.root / "sources"

    @property
    def cited(self) -> Path:
        """`sources.csv`: what people know of each source, held or only cited."""
        return self.root / "sources.csv"

    @property
    def decisions(self) -> Path:
        """The ledger: one append-only JSON-Lines file per writer."""
        return self.root / "decisions"

    @property
    def derived(self) -> Path:
        """Tables and caches; safe to delete."""
        return self.root / ".cenotaph"

    @property
    def site(self) -> Path:
        """The private preview."""
        return self.root / "site"

    @property
    def export(self) -> Path:
        """The private preview of the open data."""
        return self.root / "export"

    @property
    def public(self) -> Path:
        """What a release wrote."""
        return self.root / "public"
