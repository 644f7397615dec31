"""Misuse and broken input or output. Problems in the data are flags (`cenotaph.flags`), not exceptions.

CenotaphError            exit 2: what, why, what to do next
├── UsageError           the command or call makes no sense as given
├── SettingsError        cenotaph.toml is wrong; all errors at once
├── ArchiveError         the folder is no archive, or a part of it is missing
├── LedgerError          a decision cannot be written, or the ledger is damaged
├── NotFoundError        an id, file or name that is not there
├── TableError           a table does not have the shape it should have
├── ValueFormatError     a value is not in its format (EDTF, a count)
├── FetchError           exit 4: a page could not be fetched
│   └── HostError        its host is not there, not to be reached safely, or no public one
└── StorageError         exit 4: the disk or the system refused
"""

from __future__ import annotations


class CenotaphError(Exception):
    """Base of all errors this package raises on purpose.

    Args:
        what: what went wrong, with path and line where there is one.
        why: the reason, as far as known.
        next_step: what the reader can do about it.
    """

    exit_code = 2

    def __init__(self, what: str, why: str = "", next_step: str = "") -> None:
        super().__init__(what, why, next_step)
        self.what = what
        self.why = why
        self.next_step = next_step

    def __str__(self) -> str:
        """The three parts as one paragraph."""
        return ". ".join(part.rstrip(".") for part in (self.what, self.why, self.next_step) if part)


class UsageError(CenotaphError):
    """The command or call makes no sense as given."""


class SettingsError(CenotaphError):
    """cenotaph.toml is wrong; `what` lists all errors, a line each."""


class ArchiveError(CenotaphError):
    """The folder is no archive, or a part of it is missing."""


class LedgerError(CenotaphError):
    """A decision cannot be written, or the ledger is damaged."""


class NotFoundError(CenotaphError):
    """An id, file or name that is not there."""


class TableError(CenotaphError):
    """A table does not have the shape it should have."""


class ValueFormatError(CenotaphError, ValueError):
    """A value is not in its format."""


class FetchError(CenotaphError):
    """A page could not be fetched, or may not be."""

    exit_code = 4


class HostError(FetchError):
    """The host of a page is not there, cannot be reached safely, or is no public one."""


class StorageError(CenotaphError):
    """The disk or the system refused."""

    exit_code = 4
