"""A reporter holds a draft against both examples, on the command line."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from cenotaph import cli

JANUARY = """Invented draft

On the night of 19-20 January 1990 troops killed 131 people in Baku and injured 744 people.

On 30 August 1991 the Supreme Soviet of Azerbaijan declared independence. Among the dead was Ilham Allahverdiyev.
"""
MARKET = """Invented draft

In Zarnavir, 67 people were killed on 11 and 12 March 1994, the parliamentary commission said.
"""


@pytest.fixture
def ask(monkeypatch, capsys, tmp_path):
    """Run `check` on a draft: exit code, stdout."""

    def call(draft: str, against: Path, *options: str) -> tuple[int, str]:
        path = tmp_path / "draft.txt"
        path.write_text(draft, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["cenotaph", "check", str(path), "--against", str(against), *options])
        code = 0
        try:
            cli.main()
        except SystemExit as done:
            code = int(done.code or 0)
        return code, capsys.readouterr().out.replace(str(path), "draft.txt")

    return call


def parts(out: str) -> dict[str, str]:
    """What is said of each figure, date or name, by its words."""
    found = {}
    for answer in out.split("\n\n"):
        head = re.match(r"draft\.txt:\d+:\d+: \w+ “(.+)”", answer)
        if head:
            found[head[1]] = answer
    return found


def test_january_1990(ask, black_january):
    code, out = ask(JANUARY, black_january)
    told = parts(out)
    assert code == 1
    killed = told["killed 131 people"]
    assert re.match(r"draft.txt:3:\d+: figure “killed 131 people”: \d+ voices say so; \d+ say otherwise", killed)
    assert "131, according to republican commission of inquiry (Marsrus.ru" in killed
    assert "137, according to BBC News, January 2010" in killed.split("says otherwise:")[1]
    assert "not compared, counts more (people, Baku and districts, 19–26 January 1990)" in killed
    assert "independent of each other is not known: no text is held" in killed
    assert "30 June 1991" in told["30 August 1991"].split("says otherwise:")[1]
    assert "İlham Əjdər oğlu Allahverdiyev" in told["Ilham Allahverdiyev"]


def test_a_part_of_a_total_is_offered_with_what_it_is(ask, black_january):
    night = "1990-cı il yanvarın 19-dan 20-nə keçən gecə sovet qoşunları Bakıya girdi."
    out = ask(f"{night} Milli Məclisin qərarına görə Bakıda 82 nəfər həlak olub.", black_january)[1]
    printed = out.split("to print: ")[1]
    assert printed.startswith("82 (a part of a total, people, Baku, 19–20 January 1990), according to Milli Majlis")
    assert "in the archive Milli Məclis says so of another question" in out


def test_a_hedged_number_says_less_than_the_number(ask, black_january):
    told = parts(ask("On the night of 19-20 January 1990, 133 people were killed in Baku.", black_january)[1])
    before, _, after = told["133 people were killed"].partition("does not exclude it")
    assert "133, according to official figures (Wikipedia (en) old revision copy" in before
    assert "about 133" not in before
    assert "about 133, according to Current Time" in after


def test_one_act_that_a_source_itself_dates_twice_is_told_so(ask, black_january):
    told = parts(ask("On 18 October 1991 Azerbaijan declared independence.", black_january)[1])["18 October 1991"]
    assert "30 August 1991: Azerbaijan declared independence" in told.split("says otherwise:")[1]


def test_a_source_of_which_only_the_last_day_is_known_is_none_of_the_earliest(ask, black_january):
    told = parts(ask("On the night of 19-20 January 1990, 744 people were injured in Baku.", black_january)[1])
    assert "744, according to Trend (ru), 19 January 2010" in told["744 people were injured"].split("to print:")[1]


def test_a_wrong_birth_is_contradicted_in_another_language(ask, black_january):
    words = "Среди погибших был Ильхам Аллахвердиев, который родился 12 июля 1962 года."
    told = parts(ask(words, black_january)[1])["12 июля 1962 года"]
    assert "12 June 1962: birth of İlham Əjdər oğlu Allahverdiyev" in told.split("says otherwise:")[1]
    assert "1962: birth of İlham Allahverdiyev" in told.split("does not exclude it:")[1].split("says otherwise:")[0]


def test_an_invented_archive_with_texts(ask, ozmara):
    code, out = ask(MARKET, ozmara)
    killed = parts(out)["67 people were killed"]
    assert code == 1
    assert "67, according to parliamentary commission (Nowhere News Agency, 20 March 1994)" in killed
    assert "“" in killed.split("says so:")[1]


def test_the_same_as_json_names_every_voice_and_why(ask, ozmara):
    code, out = ask(MARKET, ozmara, "--json")
    figure = next(answer for answer in json.loads(out)["answers"] if answer["what"] == "figure")
    assert code == 1
    voice = next(voice for voice in figure["says_so"] if voice["speaker"] == "parliamentary commission")
    assert voice["words"]
    assert voice["address"].startswith("sources/news/")
    assert {"copies", "copy_reason", "independence"} <= voice.keys()
    assert {"relation", "asked", "voices"} <= figure["beside"][0].keys()
    assert figure["is_open"] == bool(figure["otherwise"])


def test_nothing_is_said_in_the_tools_own_voice(ask, black_january):
    for line in ask(JANUARY, black_january)[1].splitlines():
        if line.strip().startswith("to print:"):
            for told in line.partition("to print:")[2].split("; "):
                assert ", according to " in told or ", denied by " in told
