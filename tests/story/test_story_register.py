"""The register of both examples: who is one person, who is two, who stays apart, and how each is explained."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from cenotaph import show
from cenotaph.build import build
from cenotaph.decide import decide, todo, undo
from cenotaph.errors import NotFoundError
from cenotaph.explain import explain
from cenotaph.explain_person import Node
from cenotaph.summary import summarise

EXAMPLES = Path(__file__).parents[2] / "examples"


def by_key(archive: Path) -> dict[str, set[str]]:
    """Key of the researcher's sheet -> the persons its rows became."""
    entries = {entry.id: entry for entry in show(archive, "entries")}
    found: dict[str, set[str]] = {}
    for person in show(archive, "persons"):
        for entry in person.entries:
            found.setdefault(entries[entry].judgement or entry, set()).add(person.id)
    return found


def says(node: Node) -> list[str]:
    return [node.says, *(line for part in node.because for line in says(part))]


def part(node: Node, begins: str) -> Node:
    (found,) = [each for each in node.because if each.says.startswith(begins)]
    return found


def test_the_couple_with_one_printed_date_of_death_stays_two(black_january):
    persons = {person.id: person for person in show(black_january, "persons")}
    keys = by_key(black_january)
    (husband,), (wife,) = keys["P02"], keys["P03"]
    assert husband != wife
    dates = [{one.value for one in persons[each].fields if one.field == "date"} for each in (husband, wife)]
    assert "1990-01-20" in dates[0] & dates[1]


def test_two_first_names_of_one_page_are_one_person(black_january):
    persons = {person.id: person for person in show(black_january, "persons")}
    (both,) = by_key(black_january)["P13"]
    assert {form.text for form in persons[both].names} == {"Zahid Abdullayev", "Zahir Abdullayev"}


def test_the_graves_without_a_name_are_four_people_and_nobody_is_asked_about_them(black_january):
    graves = [person for person in show(black_january, "persons") if not person.is_named]
    assert [len(grave.entries) for grave in graves] == [1, 1, 1, 1]
    held = {entry for grave in graves for entry in grave.entries}
    assert not any(held & {pair.entry_a, pair.entry_b} for pair in show(black_january, "pairs") if pair.is_waiting)


def test_people_remembered_for_other_events_share_no_person_with_those_of_january(black_january):
    entries = {entry.id: entry for entry in show(black_january, "entries")}
    for person in show(black_january, "persons"):
        assert len({entries[entry].incident for entry in person.entries}) == 1


def test_every_line_of_the_five_lists_is_in_one_person(ozmara):
    lists = {row.path: row for row in show(ozmara, "lists") if row.path.startswith("sources/lists/")}
    assert len(lists) == 5
    entries = [entry for entry in show(ozmara, "entries") if not entry.is_mention]
    paths = {source.id: source.path for source in show(ozmara, "sources")}
    for path, told in lists.items():
        assert told.data == sum(paths[entry.span.source] == path for entry in entries)
    members = [entry for person in show(ozmara, "persons") for entry in person.entries]
    assert sorted(members) == sorted(entry.id for entry in show(ozmara, "entries"))


@pytest.mark.parametrize("name", ["black_january", "ozmara"])
def test_nobody_of_the_examples_is_told_to_be_two(name, request):
    archive = request.getfixturevalue(name)
    assert [flag.message for flag in show(archive, "flags") if flag.code in ("L028", "L029")] == []


def test_a_person_is_explained_by_every_form_of_the_name(ozmara):
    from cenotaph import archive

    (line,) = [line for line in summarise(archive.find(ozmara)).lines if line.label == "Largest"]
    person = line.command.rpartition(" ")[2]
    told = explain(ozmara, person)
    forms = part(told, "forms of the name").because
    (row,) = [each for each in show(ozmara, "persons") if each.id == person]
    assert f"{len(row.entries)} namings" in line.found
    for form in row.names:
        assert any(f"“{form.text}”" in node.says for node in forms)
    assert any("Cyrillic script" in node.says for node in forms)
    assert any("Arabic script" in node.says for node in forms)
    weakest = part(told, "weakest link")
    assert f"{row.weakest_link:.3f}" in weakest.says
    assert "the surname is the same" in says(weakest)
    ties = part(told, "each naming").because
    assert {node.says.partition(" ")[0] for node in ties} == set(row.entries)


def test_a_person_is_found_by_words_of_the_name_in_any_script(ozmara):
    told = explain(ozmara, "агаджавад хоргуванов")
    assert told == explain(ozmara, "AGHAJAVAD KHORGUVANOV")
    assert told.says.startswith("person per-")
    with pytest.raises(NotFoundError) as error:
        explain(ozmara, "oğlu")
    assert "people are called 'oğlu'" in error.value.what
    assert "per-" in error.value.why


def test_who_else_might_be_meant_is_said_of_both_and_ruling_settles_it(ozmara, tmp_path):
    copy = tmp_path / "ozmara"
    shutil.copytree(ozmara, copy)
    (task, *_) = [task for task in todo(copy) if task.kind == "pair"]
    assert "the number of people listed, by one" in task.effects
    assert "one person?" in task.what
    (pair,) = [pair for pair in show(copy, "pairs") if pair.id == task.id]
    person_of = {link.entry: link.person for link in show(copy, "links")}
    for entry in (pair.entry_a, pair.entry_b):
        asked = part(explain(copy, person_of[entry]), "who might also be this person")
        assert any(pair.id in line for line in says(asked))
    shown = {person.id for person in show(copy, "persons")}
    decide(copy, "same", task.id, "seen both papers", writer="zelda", time="2020-01-01T00:00:00Z")
    build(copy, jobs=1)
    joined = {link.entry: link.person for link in show(copy, "links")}
    assert joined[pair.entry_a] == joined[pair.entry_b]
    gone = {person_of[pair.entry_a], person_of[pair.entry_b]} - {joined[pair.entry_a]}
    told = explain(copy, gone.pop())
    assert joined[pair.entry_a] in told.says
    assert any("ruled same by zelda:1" in line for line in says(told))
    undo(copy, writer="zelda", time="2020-01-02T00:00:00Z")
    build(copy, jobs=1)
    assert {person.id for person in show(copy, "persons")} == shown


def test_the_sheet_has_the_rows_these_tests_are_about():
    with (EXAMPLES / "black-january" / "sources" / "names.csv").open(encoding="utf-8", newline="") as file:
        keys = [row["same_as"] for row in csv.DictReader(file)]
    assert keys.count("P13") == 2
    assert {"P02", "P03"} <= set(keys)
