"""What people rule on a file holds for what was found inside it when it closes, not when it opens."""

from __future__ import annotations

from cenotaph.read import ruled_sources
from cenotaph.record import Ruling, Source

AROUND = Source(id="src-mail", status="read", path="sources/a.eml")
INSIDE = Source(id="src-list", status="read", path="sources/a.eml/list.zip", derived_from="src-mail")
DEEP = Source(id="src-name", status="read", path="sources/a.eml/list.zip/b.txt", derived_from="src-list")


def access(*rulings: tuple[str, str], sources=(AROUND, INSIDE, DEEP)) -> list[str]:
    made = [Ruling(decision=f"nadia:{n}", kind=kind, target=target) for n, (kind, target) in enumerate(rulings)]
    return [source.access for source in ruled_sources(sources, made)]


def test_without_rulings_each_is_as_captured():
    assert access() == ["restricted"] * 3


def test_sealing_a_file_seals_all_that_was_found_inside_it():
    assert access(("seal", "src-mail")) == ["sealed"] * 3
    assert access(("seal", "src-list")) == ["restricted", "sealed", "sealed"]
    assert access(("publish", "src-name"), ("seal", "src-mail")) == ["sealed"] * 3


def test_publishing_a_file_opens_nothing_inside_it():
    assert access(("publish", "src-mail")) == ["public", "restricted", "restricted"]


def test_what_was_found_inside_can_be_published_alone():
    assert access(("publish", "src-name")) == ["restricted", "restricted", "public"]


def test_restricting_a_file_closes_what_was_open_by_default():
    from msgspec.structs import replace

    opened = tuple(replace(source, access="public") for source in (AROUND, INSIDE, DEEP))
    assert access(("restrict", "src-mail"), sources=opened) == ["restricted"] * 3
    ruled = access(("restrict", "src-mail"), ("publish", "src-name"), sources=opened)
    assert ruled == ["restricted", "restricted", "public"]


def test_bytes_that_stand_outside_the_sealed_file_too_are_closed_unless_ruled_on_themselves():
    from msgspec.structs import replace

    for derived_from, path in (("src-mail", "sources/a.eml/b.txt"), (None, "sources/b.txt")):
        paths = ("sources/a.eml/b.txt", "sources/b.txt")
        copied = Source("src-both", "read", path=path, paths=paths, derived_from=derived_from)
        both = (AROUND, copied)
        assert access(sources=both) == ["restricted"] * 2
        assert access(("seal", "src-mail"), sources=both) == ["sealed"] * 2
        assert access(("publish", "src-both"), ("seal", "src-mail"), sources=both) == ["sealed", "public"]
        assert access(("set", "src-both"), ("seal", "src-mail"), sources=both) == ["sealed", "sealed"]
        twice = (*both, Source("src-zip", "read", path="sources/b.zip"))
        inside = replace(copied, paths=("sources/a.eml/b.txt", "sources/b.zip/b.txt"), derived_from="src-mail")
        sealed = (("publish", "src-both"), ("seal", "src-mail"), ("seal", "src-zip"))
        assert access(*sealed, sources=(AROUND, inside, twice[2])) == ["sealed"] * 3
