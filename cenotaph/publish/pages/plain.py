"""The pages without a table behind them: estimates, method, about, data."""

from __future__ import annotations

from collections.abc import Iterator

from cenotaph.dates_in_words import in_words
from cenotaph.flags import catalogue
from cenotaph.publish.pages import Page, Site
from cenotaph.record import Estimate


def pages(site: Site) -> Iterator[Page]:
    """Estimates or their refusal, how the record is made, who makes it, and the data."""
    t = site.messages
    settings = site.contents.settings
    estimates = [_estimate(e, site) for e in sorted(site.contents.estimates, key=lambda e: (e.stratum, e.method, e.id))]
    yield Page("estimates.html", "estimates.html", t("estimates.title"), {"estimates": estimates}, "estimates.html")
    yield Page("method.html", "method.html", t("method.title"), {}, "method.html")
    paragraphs = [part.strip() for part in settings.description.split("\n\n") if part.strip()]
    edition = site.contents.edition
    about = {
        "paragraphs": paragraphs,
        "contact": settings.contact.strip(),
        "edition": edition,
        "edition_date": in_words(edition.time[:10], t) if edition else "",
    }
    yield Page("about.html", "about.html", t("about.title"), about, "about.html")
    yield Page("data.html", "data.html", t("data.title"), {"groups": _downloads(site)}, "data.html")


def _estimate(estimate: Estimate, site: Site) -> dict[str, object]:
    kind = catalogue().get(estimate.refusal or "")
    incident = site.lookup.incident_title(estimate.incident)
    stratum = "" if estimate.stratum == "all" else estimate.stratum
    return {
        "estimate": estimate,
        "title": incident or stratum or site.messages("estimates.everybody"),
        "about": stratum if incident else "",
        "words": _interval(estimate, site),
        "lists": [site.lookup.title(source) for source in estimate.lists],
        "why": kind.why if kind else "",
        "settle": kind.settle if kind else "",
    }


def _interval(estimate: Estimate, site: Site) -> str:
    """An estimate in words, with what is known of its limits."""
    t = site.messages
    if estimate.point is None:
        return ""
    point, level = t.number(round(estimate.point)), t.number(round(100 * (estimate.level or 0)))
    if estimate.low is None or estimate.level is None:
        return point
    low = t.number(round(estimate.low))
    if estimate.high is None:
        return t("estimates.lower_limit", point=point, low=low, level=level)
    return t("estimates.interval_words", point=point, low=low, high=t.number(round(estimate.high)), level=level)


def _downloads(site: Site) -> list[tuple[str, list[tuple[str, str]]]]:
    """The files for download by their ending, each with its size in words."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for path, size in site.exports:
        groups.setdefault(path.rsplit(".", 1)[-1], []).append((path, _size(size, site)))
    return sorted(groups.items())


def _size(size: int, site: Site) -> str:
    if size < 1000:
        return site.messages("data.bytes", size=size)
    if size < 1_000_000:
        return site.messages("data.kilobytes", size=round(size / 1000))
    return site.messages("data.megabytes", size=f"{size / 1_000_000:.1f}")
