"""Names of places: spellings, languages, former names."""

from __future__ import annotations

from pathlib import Path

import pytest

from cenotaph import archive
from cenotaph.errors import SettingsError
from cenotaph.match.places import gazetteer_by_sound, places
from cenotaph.record import DeclaredPlace

GROVE = DeclaredPlace(name="Grove of Ozmara", also=("Ozmara bağı", "Роща Озмары"), former={"Tarn Park": "1931"})


def test_spellings_that_sound_alike_are_one_place() -> None:
    (place,) = places(["Qubadlı", "Губадлы", "Qubadlı", None, ""], gazetteer_by_sound())
    assert (place.name, place.names, place.former) == ("Qubadlı", ("Qubadlı", "Губадлы"), ())


def test_all_names_of_a_declared_place_are_one() -> None:
    found = places(["tarn park", "Роща Озмары", "Ozmara bagi", "Kvil"], gazetteer_by_sound([GROVE]))
    assert {place.name: (place.names, place.former) for place in found} == {
        "Grove of Ozmara": (("Ozmara bagi", "tarn park", "Роща Озмары"), ("tarn park",)),
        "Kvil": (("Kvil",), ()),
    }


def test_a_name_of_two_places_and_a_date_that_is_none_are_told(tmp_path: Path) -> None:
    (tmp_path / "cenotaph.toml").write_text(
        'title = "Ozmara"\n[[places]]\nname = "Kvil"\nformer = { "Tarn" = "long ago" }\n'
        '[[places]]\nname = "Ulmeth"\nalso = ["KVIL"]\n',
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        archive.load(tmp_path)
    said = str(caught.value)
    assert "is a name of 'Kvil' already" in said
    assert "'long ago' is no date" in said
