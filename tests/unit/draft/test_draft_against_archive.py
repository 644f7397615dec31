"""A draft held against an archive: who says so, who says otherwise, who copied whom, and nothing that is sealed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from cenotaph.build import build
from cenotaph.draft import Answer, ask
from cenotaph.draft.assumed import Spellings, by_sound, years_meant
from cenotaph.errors import UsageError
from cenotaph.record import Incident, Text

SETTINGS = """
title = "Vellmar"
default_access = "public"

[[incidents]]
id = "vellmar"
title = "The night in Vellmar"
start = "1987-05-03"
end = "1987-05-06"
places = ["Vellmar"]

[[places]]
name = "Vellmar"
also = ["Vellmaren"]

[[sheets]]
path = "sources/dead.csv"
type = "list"
fate = "killed"
"""

HOSPITAL = "The city hospital said that 24 people were killed in Vellmar on 3 May 1987."
REPORT = f"""{HOSPITAL} Doctors worked until the morning in the corridors and on the stairs of the old building.
Relatives waited in the yard, where the tram workers had lit a fire. The mayor did not come until Tuesday.
On 4 June 1987 the parliament of Ozmara adopted the declaration of mourning.
"""
COMMAND = """The provincial command said that 9 people were killed in Vellmar on 3 May 1987.
It gave no names. Soldiers left the town in lorries that evening.
"""
LATER = """From 3 to 6 May 1987 a total of 31 people were killed in Vellmar, the commission said.
On 5 June 1987 parliament adopted the declaration of mourning.
"""
HARBOUR = "On 7 June 1987 the council adopted the budget of the harbour."
SEALED = "A witness who must stay unknown said that 77 people were killed in Vellmar on 3 May 1987."
SOURCES = """path,publisher,date,access
sources/report.txt,Nowhere News,1987-05-05,public
sources/copy.txt,Ozmara Monitor,1987-05-06,public
sources/command.txt,Radio Tarnhold,1987-05-07,public
sources/later.txt,Vexia Courier,1988-01-10,restricted
sources/sealed.txt,Secret Paper,1987-05-05,sealed
sources/harbour.txt,,,public
sources/dead.csv,Town Hall,1987-06-01,public
sources/other-dead.csv,Parish,1987-07-01,public
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("draft") / "vellmar"
    (root / "sources").mkdir(parents=True)
    (root / "cenotaph.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "sources.csv").write_text(SOURCES, encoding="utf-8")
    texts = {"report": REPORT, "copy": "From our files.\n\n" + REPORT, "command": COMMAND, "later": LATER}
    for name, words in (texts | {"sealed": SEALED}).items():
        (root / "sources" / f"{name}.txt").write_text(words, encoding="utf-8")
    (root / "sources" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    names = "name,born\nMarta Kelovan,1950-02-01\nIlo Barsen,1961-07-09\n"
    (root / "sources" / "dead.csv").write_text(names, encoding="utf-8")
    other = "name,born\nМарта Келован,1951-02-01\nAbel Nistor,1940-01-01\n"
    (root / "sources" / "other-dead.csv").write_text(other, encoding="utf-8")
    build(root, jobs=1)
    return root


def answers(archive: Path, words: str, tmp_path: Path, **options) -> list[Answer]:
    draft = tmp_path / "draft.txt"
    draft.write_text(words, encoding="utf-8")
    return list(ask([draft], archive, **options))


def one(found: list[Answer], what: str) -> Answer:
    (answer,) = (answer for answer in found if answer.what == what)
    return answer


def test_a_figure_has_its_voices_and_copies_are_one(archive, tmp_path):
    found = answers(archive, "Killed in the night:\n\n24 people were killed in Vellmar on 3 May 1987.\n", tmp_path)
    answer = one(found, "figure")
    assert (answer.place.line, answer.place.column) == (3, 1)
    (voice,) = answer.says_so
    assert voice.attribution == "according to city hospital (Nowhere News, 5 May 1987)"
    assert voice.copies == ("Ozmara Monitor, 6 May 1987",)
    assert voice.words is not None
    assert "24 people were killed" in voice.words
    (other,) = answer.otherwise
    assert (other.value, other.speaker) == ("9", "provincial command")
    assert answer.attribution == (
        "24, according to city hospital (Nowhere News, 5 May 1987); "
        "9, according to provincial command (Radio Tarnhold, 7 May 1987)"
    )
    assert answer.is_open


def test_a_wider_question_stands_beside_and_is_not_compared(archive, tmp_path):
    answer = one(answers(archive, "24 people were killed in Vellmar on 3 May 1987.", tmp_path), "figure")
    (wider,) = (beside for beside in answer.beside if beside.relation == "contains")
    assert [voice.value for voice in wider.voices] == ["31"]
    assert "31" not in {voice.value for voice in (*answer.says_so, *answer.fits, *answer.otherwise)}


def test_a_figure_nobody_gives_is_said_to_be_so(archive, tmp_path):
    answer = one(answers(archive, "50 people were killed in Vellmar on 3 May 1987.", tmp_path), "figure")
    assert answer.says_so == ()
    assert {voice.value for voice in answer.otherwise} == {"9", "24"}
    assert not answer.attribution.startswith("50")


def test_a_hedge_fits_what_it_does_not_exclude(archive, tmp_path):
    answer = one(answers(archive, "At least 20 people were killed in Vellmar on 3 May 1987.", tmp_path), "figure")
    assert [voice.value for voice in answer.fits] == ["24"]
    assert [voice.value for voice in answer.otherwise] == ["9"]


def test_a_hedge_is_not_taken_for_the_number_nor_the_number_for_a_hedge(archive, tmp_path):
    about = one(answers(archive, "About 24 people were killed in Vellmar on 3 May 1987.", tmp_path), "figure")
    assert [voice.value for voice in about.says_so] == ["24"]
    assert about.attribution.startswith("24, according to city hospital")
    at_least = one(answers(archive, "At least 24 people were killed in Vellmar on 3 May 1987.", tmp_path), "figure")
    assert at_least.says_so == ()
    assert [voice.value for voice in at_least.fits] == ["24"]


def test_another_name_of_a_declared_place_is_that_place(archive, tmp_path):
    answer = one(answers(archive, "24 people were killed in Vellmaren on 3 May 1987.", tmp_path), "figure")
    assert [voice.value for voice in answer.says_so] == ["24"]


def test_days_that_are_listed_make_the_period_they_fill(archive, tmp_path):
    words = "31 people were killed in Vellmar on 3, 4, 5 and 6 May 1987."
    assert [voice.value for voice in one(answers(archive, words, tmp_path), "figure").says_so] == ["31"]
    words = "31 people were killed in Vellmar on 3 and 6 May 1987."
    assert one(answers(archive, words, tmp_path), "figure").says_so == ()


def test_an_attribution_of_the_draft_is_looked_up(archive, tmp_path):
    wrong = "The provincial command said that 24 people were killed in Vellmar on 3 May 1987."
    told = one(answers(archive, wrong, tmp_path), "figure").remarks
    assert told == ("the draft attributes it to provincial command; in the archive provincial command is given with 9",)
    unknown = "The harbour master said that 24 people were killed in Vellmar on 3 May 1987."
    told = one(answers(archive, unknown, tmp_path), "figure").remarks
    assert told == ("the draft attributes it to harbour master; no source here gives it in that name",)
    assert one(answers(archive, HOSPITAL, tmp_path), "figure").remarks == ()


def test_what_is_sealed_does_not_exist(archive, tmp_path):
    for options in ({}, {"public": True}):
        found = answers(archive, "77 people were killed in Vellmar on 3 May 1987.", tmp_path, **options)
        assert one(found, "figure").says_so == ()
        said = msgspec.json.encode(found).decode()
        assert "Secret Paper" not in said
        assert "stay unknown" not in said


def test_a_restricted_source_answers_its_archive_but_not_the_public(archive, tmp_path):
    words = "From 3 to 6 May 1987 a total of 31 people were killed in Vellmar."
    assert len(one(answers(archive, words, tmp_path), "figure").says_so) == 1
    assert "Vexia Courier" not in msgspec.json.encode(answers(archive, words, tmp_path, public=True)).decode()


def test_the_public_reads_of_a_file_without_a_publisher_no_name_of_a_file(archive, tmp_path):
    words = "On 7 June 1987 the council adopted the budget of the harbour."
    (voice,) = one(answers(archive, words, tmp_path), "date").says_so
    assert voice.attribution == "according to harbour.txt, without a date"
    (voice,) = one(answers(archive, words, tmp_path, public=True), "date").says_so
    assert voice.attribution == "according to a source that is not named, without a date"
    assert voice.address is None


def test_a_date_of_an_act_has_those_who_date_it_otherwise(archive, tmp_path):
    found = answers(archive, "On 4 June 1987 parliament adopted the declaration of mourning.", tmp_path)
    answer = one(found, "date")
    assert [voice.attribution for voice in answer.says_so] == ["according to Nowhere News, 5 May 1987"]
    assert [voice.value[:11] for voice in answer.otherwise] == ["5 June 1987"]
    assert answer.attribution == (
        "4 June 1987, according to Nowhere News, 5 May 1987; 5 June 1987, according to Vexia Courier, 10 January 1988"
    )


def test_a_day_in_the_time_of_an_incident_needs_nobody_to_say_so(archive, tmp_path):
    answer = one(answers(archive, "It rained in Vellmar on 4 May 1987.", tmp_path), "date")
    assert answer.remarks == ("in the time of: The night in Vellmar",)
    assert not answer.is_open


def test_a_name_is_found_in_the_register_in_another_script(archive, tmp_path):
    answer = one(answers(archive, "Among the dead was Marta Kelovan.", tmp_path), "name")
    born = {"Marta Kelovan, born 1 February 1950", "Марта Келован, born 1 February 1951"}
    assert {voice.value for voice in answer.says_so} == born
    assert answer.attribution == "Marta Kelovan, born 1 February 1950, according to Town Hall, 1 June 1987"
    assert any("Town Hall" in voice.attribution for voice in answer.says_so)
    assert answer.words == "Marta Kelovan"


def test_a_draft_in_another_script_is_understood(archive, tmp_path):
    words = "3 мая 1987 года в Веллмаре убиты 24 человека. Среди погибших Марта Келован и другие."
    found = answers(archive, words, tmp_path)
    assert [voice.value for voice in one(found, "figure").says_so] == ["24"]
    assert one(found, "name").words == "Марта Келован"


def test_a_name_that_is_nobodys_is_told_only_of_victims(archive, tmp_path):
    assert [a for a in answers(archive, "The bridge is named after Greta Holm.", tmp_path) if a.what == "name"] == []


def test_a_name_beside_that_of_a_victim_is_not_passed_over(archive, tmp_path):
    words = "Marta Kelovan and Thomas Placeholder, who drove a tram, are on the wall."
    found = {a.words: a for a in answers(archive, words, tmp_path) if a.what == "name"}
    assert found.keys() == {"Marta Kelovan", "Thomas Placeholder"}
    assert found["Marta Kelovan"].says_so
    assert found["Thomas Placeholder"].is_open


def test_a_small_word_behind_a_name_is_none_of_it(archive, tmp_path):
    found = answers(archive, "Duvarda Marta Kelovan de var, Ilo Barsen de.", tmp_path)
    assert [answer.words for answer in found if answer.what == "name"] == ["Marta Kelovan", "Ilo Barsen"]


def test_the_word_that_begins_a_sentence_is_no_part_of_a_name(archive, tmp_path):
    found = answers(archive, "Yesterday Marta Kelovan was remembered. When Marta Kelovan died, it rained.", tmp_path)
    assert [(a.words, a.place.column) for a in found if a.what == "name"] == [("Marta Kelovan", 11)]


def test_a_birth_is_looked_up_in_the_register(archive, tmp_path):
    right = one(answers(archive, "Among the dead was Ilo Barsen, born on 9 July 1961.", tmp_path), "date")
    assert [voice.value for voice in right.says_so] == ["9 July 1961: birth of Ilo Barsen"]
    assert not right.is_open
    wrong = one(answers(archive, "Among the dead was Ilo Barsen, born on 7 September 1961.", tmp_path), "date")
    assert wrong.says_so == ()
    assert [voice.value for voice in wrong.otherwise] == ["9 July 1961: birth of Ilo Barsen"]
    assert wrong.attribution == "9 July 1961, according to Town Hall, 1 June 1987"
    for words in (
        "Ilo Barsen (born 7 September 1961) lies there.",
        "Ilo Barsen lies there. Ilo Barsen was born on 7 September 1961.",
        "Ölənlər arasında Ilo Barsen var. Ilo Barsen 7 sentyabr 1961-ci ildə anadan olub.",
        "Ölenler arasında Ilo Barsen vardı. Ilo Barsen 7 Eylül 1961'de doğdu.",
    ):
        assert [voice.value for voice in one(answers(archive, words, tmp_path), "date").otherwise], words
    other = one(answers(archive, "Ilo Barsen came to the mill on 7 September 1981.", tmp_path), "date")
    assert other.otherwise == ()


def test_a_draft_that_nobody_contradicts_is_settled(archive, tmp_path):
    found = answers(archive, "From 3 to 6 May 1987 a total of 31 people were killed in Vellmar.", tmp_path)
    assert [answer.what for answer in found if answer.is_open] == []


def test_a_day_without_a_year_is_of_the_incident_it_falls_in(archive, tmp_path):
    words = "VELLMAR, 4 May 1999 (NNA) - The town remembers.\n\nOn 3 May 24 people were killed in Vellmar.\n"
    answer = one(answers(archive, words, tmp_path), "figure")
    assert [voice.value for voice in answer.says_so] == ["24"]
    assert "the draft names no year here; taken to mean 1987" in answer.remarks


def test_a_year_that_is_printed_is_kept():
    incident = Incident("vellmar", "Vellmar", "1987-05-03", "1987-05-06")

    def meant(words: str) -> dict[str, str]:
        return years_meant(Text("t", "s", "", words, language="en", published="1999-06-01"), [incident])

    assert meant("Shops were closed on 3 May.") == {"1999-05-03": "1987-05-03"}
    assert meant("Shops were closed on 3 May 1999.") == {}
    assert meant("Shops were closed on 9 May.") == {}


@pytest.mark.parametrize(
    ("first", "second"), [("Bakı", "Baku"), ("Баку", "Bakü"), ("Веллмаре", "Vellmar"), ("Zərnavir", "Zarnavir")]
)
def test_places_sound_alike_across_languages(first, second):
    assert by_sound(first) == by_sound(second)
    assert Spellings([second]).of(first) == second
    assert Spellings([second]).of("Ozmara") == "Ozmara"


def test_an_equal_value_of_a_narrower_question_is_told_with_what_it_counts(archive, tmp_path):
    answer = one(answers(archive, "In Vellmar 24 people were killed from 2 to 6 May 1987.", tmp_path), "figure")
    assert answer.says_so == ()
    assert answer.attribution.startswith("24 (people, Vellmar, 3 May 1987), according to city hospital")


def test_a_part_of_the_drafts_own_total_is_put_beside_who_tells_it_alone(archive, tmp_path):
    parts = "24 people were killed in Vellmar and 10 people were killed in Tarnhold."
    words = f"34 people were killed on 3 May 1987: {parts}"
    answer = next(a for a in answers(archive, words, tmp_path) if a.words == "24 people were killed")
    assert answer.taken_as == "24 (killed, a part of a total, people, Vellmar, 3 May 1987)"
    assert answer.says_so == ()
    assert answer.beside[0].relation == "no part of it"
    assert answer.attribution.startswith("24 (people, Vellmar, 3 May 1987), according to city hospital")


@pytest.mark.parametrize("held", [b"", bytes(range(256)) * 4])
def test_a_draft_that_cannot_be_read_is_said_to_be_so(archive, tmp_path, held):
    draft = tmp_path / "draft.txt"
    draft.write_bytes(held)
    with pytest.raises(UsageError, match="holds no text that can be read"):
        ask([draft], archive)


def test_the_years_of_a_life_and_an_age_in_prose_are_asked_for(archive, tmp_path):
    words = "Marta Kelovan (1949–1987) and Ilo Barsen, 25, were killed in Vellmar on 3 May 1987."
    found = {answer.taken_as: answer for answer in answers(archive, words, tmp_path)}
    born = found["birth: 1949"]
    assert (born.what, born.words, (born.place.line, born.place.column)) == ("date", "1949", (1, 16))
    assert [voice.value for voice in born.otherwise] == [
        "1 February 1950: birth of Marta Kelovan",
        "1 February 1951: birth of Марта Келован",
    ]
    assert not born.says_so


def test_births_and_ages_in_cells_are_asked_for(archive, tmp_path):
    draft = tmp_path / "draft.csv"
    draft.write_text("name,born\nMarta Kelovan,1950-02-01\nIlo Barsen,1961-09-07\n", encoding="utf-8")
    found = {answer.words: answer for answer in ask([draft], archive) if answer.what != "name"}
    same, other = found["Marta Kelovan, 1950-02-01"], found["Ilo Barsen, 1961-09-07"]
    assert same.place.cell == "A2"
    assert [voice.value for voice in same.says_so] == ["1 February 1950: birth of Marta Kelovan"]
    assert [voice.value for voice in other.otherwise] == ["9 July 1961: birth of Ilo Barsen"]
    assert not other.says_so


def test_of_a_life_of_which_the_register_has_nothing_nothing_is_asked(archive, tmp_path):
    found = answers(archive, "Abel Nistor, 46, was killed in Vellmar on 3 May 1987.", tmp_path)
    assert [answer.what for answer in found if answer.what == "age"] == []
