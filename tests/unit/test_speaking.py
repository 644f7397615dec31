"""Who speaks and how they know: parties as declared, ways of knowing by the words of each language."""

from __future__ import annotations

import tomllib

import pytest

from cenotaph.record import Party
from cenotaph.settings import check
from cenotaph.speaking import means_of, named_in
from cenotaph.toml_lines import line_numbers

GUARD = Party("River Guard", speakers=("river guard", "речная стража"), publishers=("guard gazette",))
HILL = Party("Hill Guard", speakers=("hill guard", "guard of the hills"))


@pytest.mark.parametrize(
    ("speaker", "means"),
    [
        (None, None),
        ("Nadia Placeholder", None),
        ("a doctor at the town clinic", "hospital"),
        ("the ministry", "official"),
        ("an agency, citing eyewitnesses", "eyewitness"),
        ("residents citing health officials and hospitals", "hospital"),
        ("sources who asked not to be named", "unnamed"),
        ("врачи больницы Озмары", "hospital"),
        ("очевидцы", "eyewitness"),
        ("Министерство обороны Вексии", "official"),
        ("сотрудник морга", "morgue"),
        ("Ozmara hastanesindeki doktorlar", "hospital"),
        ("Veksiya Sağlık Bakanlığı", "official"),
        ("görgü tanıkları", "eyewitness"),
        ("şahidlər", "eyewitness"),
        ("Veksiya Səhiyyə Nazirliyi", "official"),
        ("xəstəxananın həkimi", "hospital"),
        ("official price tag, per blogger", None),
        ("the President on television", "official"),
        ("a minister to reporters", "official"),
        ("unnamed voice quoted by a magazine", "unnamed"),
        ("newspaper citing a ministry, citing the morgue", "morgue"),
        ("hospital of the army", "hospital"),
        ("hospital spokesman", "hospital"),
        ("spokeswoman for the port hospital", "hospital"),
        ("health officials", "hospital"),
        ("press secretary of the governor", "official"),
        ("group of doctors", "hospital"),
        ("official media", "media"),
        ("official estimates", "official"),
        ("commission of the parliament", "investigation"),
        ("президент по телевидению", "official"),
        ("газета со ссылкой на очевидцев", "eyewitness"),
        ("военный врач", "hospital"),
        ("комиссия Верховного Совета", "investigation"),
        ("официальные данные", "official"),
        ("пресс-служба министерства", "official"),
        ("Prezident televiziyada", "official"),
        ("televiziyada prezident", "official"),
        ("şahidlərə istinadən qəzet", "eyewitness"),
        ("Prezidentin mətbuat xidməti", "official"),
        ("rəsmi xəstəxana məlumatı", "hospital"),
        ("Cumhurbaşkanı televizyonda", "official"),
        ("görgü tanıklarına dayanarak bir gazete", "eyewitness"),
        ("hastane sözcüsü", "hospital"),
        ("Bakanlık basın sözcüsü", "official"),
    ],
)
def test_how_a_speaker_knows_is_what_the_words_say(speaker, means):
    assert means_of(speaker) == means


def test_a_party_is_named_by_whole_words_of_its_own():
    assert named_in("a colonel of the RIVER GUARD", [GUARD, HILL]) == "River Guard"
    assert named_in("командир: Речная стража", [GUARD, HILL]) == "River Guard"
    assert named_in("the river guardians", [GUARD, HILL]) is None
    assert named_in("the River Guard and the Hill Guard", [GUARD, HILL]) is None
    assert named_in("a ministry", [GUARD, HILL]) is None


def test_a_publisher_speaks_only_where_no_speaker_is_named():
    assert named_in(None, [GUARD], publisher="The Guard Gazette") == "River Guard"
    assert named_in("a survivor", [GUARD], publisher="The Guard Gazette") is None
    assert named_in("a reader of the Guard Gazette", [GUARD]) is None


def problems(text: str) -> list[str]:
    said = tomllib.loads(text)
    return [str(problem) for problem in check(said, line_numbers(text))[1]]


def test_settings_refuse_a_word_of_two_parties_an_empty_word_and_an_unknown_rule_set():
    found = problems(
        'title = "T"\nrule_sets = ["ucpd"]\n[[parties]]\nname = "A"\nspeakers = ["guard", " "]\n'
        '[[parties]]\nname = "B"\nspeakers = ["Guard"]\n'
    )
    assert any("there is no rule set 'ucpd'; did you mean ucdp?" in line for line in found)
    assert any("'Guard' stands for 'A' already" in line for line in found)
    assert any("a word is empty" in line for line in found)


def test_settings_take_parties_and_rule_sets():
    assert problems('title = "T"\nrule_sets = ["ucdp"]\n[[parties]]\nname = "A"\nspeakers = ["guard"]\n') == []
