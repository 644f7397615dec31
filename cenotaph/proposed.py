"""Incidents that the statements of a built archive suggest, for its own people to declare or not."""

from __future__ import annotations

from cenotaph.archive import Archive
from cenotaph.record import Claim
from cenotaph.show import load
from cenotaph.weigh.proposals import Proposal, propose


def proposed(archive: Archive) -> list[Proposal]:
    """What could be declared under [[incidents]]; nothing once an incident is declared there.

    Raises:
        ArchiveError: the archive has not been built.
    """
    if archive.settings.incidents:
        return []
    return list(propose(load(archive, Claim, "claims"), archive.settings.places))


def as_settings(proposal: Proposal) -> str:
    """A proposal as the lines of cenotaph.toml that declare it; the title is for people to give."""
    names = ", ".join(_quoted(name) for name in proposal.names)
    lines = (
        "[[incidents]]",
        f'id = "{_plain_id(proposal)}"',
        f"title = {_quoted(f'{proposal.place}, {proposal.start}')}",
        f'start = "{proposal.start}"',
        f'end = "{proposal.end}"',
        f"places = [{names}]",
    )
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain_id(proposal: Proposal) -> str:
    """The id in small letters a-z, digits and hyphens, as cenotaph.toml wants it."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c == "-") else "" for c in proposal.id)
    return "-".join(part for part in kept.split("-") if part) or "incident"
