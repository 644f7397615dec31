"""iCalendar: the days of remembrance of the declared incidents, every year (RFC 5545).

The time stamp is that of the edition or, in a preview, of the earliest capture; there is no clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow.compute as pc

from cenotaph.dates_in_words import year_of
from cenotaph.publish.contents import Record
from cenotaph.record import Incident, digest

NAME = "anniversaries"
ORDER = 10

_YEARLY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_UNDATED = "19700101T000000Z"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def export(record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """`anniversaries.ics`, one event for each incident that declares an anniversary."""
    del made
    stamp = _stamp(record)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cenotaph//Anniversaries//EN", "CALSCALE:GREGORIAN"]
    lines.append("X-WR-CALNAME:" + _escape(record.settings.title))
    for incident in record.settings.incidents:
        lines += _event(incident, stamp)
    lines.append("END:VCALENDAR")
    return {"anniversaries.ics": "".join(_fold(line) + "\r\n" for line in lines).encode("utf-8")}


def _event(incident: Incident, stamp: str) -> list[str]:
    found = _YEARLY.fullmatch(incident.anniversary or "")
    if not found or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= _DAYS[int(found[1]) - 1]:
        return []
    # 29 February needs a leap year to start in; elsewhere the year of the incident is the first.
    year = year_of(incident.start) or 1970
    if found[0].endswith("02-29"):
        year -= year % 4
    return [
        "BEGIN:VEVENT",
        f"UID:{digest('anniversary', incident.id, incident.anniversary, length=32)}@cenotaph.invalid",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{year:04d}{found[1]}{found[2]}",
        "RRULE:FREQ=YEARLY",
        "SUMMARY:" + _escape(incident.title),
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "END:VEVENT",
    ]


def _stamp(record: Record) -> str:
    time = record.edition.time if record.edition else pc.min(record.sources["captured"]).as_py()
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)", time or "")
    return "{}{}{}T{}{}{}Z".format(*found.groups()) if found else _UNDATED


def _escape(text: str) -> str:
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """A content line in pieces of at most 75 octets, none of which splits a character."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > 75:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)
