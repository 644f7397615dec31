"""What every exporter must hold: one list of checks for all of them, found by scanning."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import json
import sys
from pathlib import Path, PurePosixPath
from types import ModuleType

import icalendar
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cenotaph import table
from cenotaph.publish import Record, view
from cenotaph.publish.exports import PUBLISHED, Exporter, csv_tables, export_all, exporters
from cenotaph.record import TABLES, Incident


def _load(name: str) -> ModuleType:
    path = Path(__file__).parents[1] / "unit" / "publish" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules.setdefault(name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


OZMARA = _load("ozmara_record")
EMPTY = dict.fromkeys(TABLES, ())
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "|cmd",
    "%0a",
    "a,b",
    'a"b',
    "a\nb",
    "نص",
    "\u202e",
)


def record() -> Record:
    made: Record = OZMARA.make_record()
    return made


def hostile() -> Record:
    sources = [msgspec.structs.replace(OZMARA.SOURCES[0], id=f"src-{n}", title=text) for n, text in enumerate(HOSTILE)]
    made: Record = OZMARA.make_record(**{**EMPTY, "sources": sources})
    return made


def one(exporter: Exporter, of: Record) -> dict[str, bytes]:
    before: dict[str, bytes] = {}
    for other in exporters():
        if other is exporter:
            return exporter.export(of, before)
        before |= other.export(of, before)
    raise AssertionError


every = pytest.mark.parametrize("exporter", exporters(), ids=lambda exporter: exporter.NAME)


def test_exporters_are_found_by_scanning() -> None:
    assert {exporter.NAME for exporter in exporters()} >= {"csv", "json", "parquet", "anniversaries", "datapackage"}
    assert len({exporter.NAME for exporter in exporters()}) == len(exporters())


@every
def test_it_says_what_it_is(exporter: Exporter) -> None:
    assert exporter.__doc__
    assert exporter.export.__doc__
    assert isinstance(exporter.ORDER, int)


@every
def test_paths_are_plain_and_stay_inside(exporter: Exporter) -> None:
    for path in one(exporter, record()):
        assert not PurePosixPath(path).is_absolute()
        assert ".." not in path
        assert path == path.lower()
        assert not set(path) & set('\\:*?"<>|')


@every
def test_equal_records_are_equal_bytes(exporter: Exporter) -> None:
    again = msgspec.structs.replace(record(), **{n: pa.concat_tables([getattr(record(), n)]) for n in TABLES})
    assert one(exporter, record()) == one(exporter, again)


@every
def test_an_empty_and_a_hostile_record_are_exported(exporter: Exporter) -> None:
    assert one(exporter, OZMARA.make_record(**EMPTY))
    assert one(exporter, hostile())


@every
def test_nothing_beyond_the_view_is_exported(exporter: Exporter) -> None:
    everything = b"".join(one(exporter, view(record(), "public")).values())
    assert b"Talvenko" not in everything
    assert b"tester" not in everything


@every
def test_whole_texts_are_not_given_out(exporter: Exporter) -> None:
    assert OZMARA.PAGE.encode() not in b"".join(one(exporter, record()).values())


def test_csv_is_what_the_tables_hold() -> None:
    data = export_all(record())
    for name in PUBLISHED:
        text = data[f"csv/{name}.csv"]
        assert not text.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in text
        rows = list(csv.reader(io.StringIO(text.decode("utf-8"))))
        assert rows[0] == table.schema(TABLES[name]).names
        assert len(rows) - 1 == getattr(record(), name).num_rows
    persons = list(csv.DictReader(io.StringIO(data["csv/persons.csv"].decode("utf-8"))))
    assert persons[0]["name"] == "Mira Talvenko"
    assert json.loads(persons[0]["names"])[2]["text"] == "Мира Тальвенко"


def test_no_cell_of_a_csv_is_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(export_all(hostile())["csv/sources.csv"].decode("utf-8"), newline="")))
    assert [row["title"].removeprefix("'") for row in rows] == list(HOSTILE)
    assert not [row["title"] for row in rows if row["title"].lstrip()[:1] in set("=+-@＝|%")]
    assert csv_tables.safe_cell(-3) == "-3"


def test_json_reads_back_as_the_records() -> None:
    data = export_all(record())
    for name in PUBLISHED:
        kind = TABLES[name]
        back = msgspec.json.decode(data[f"json/{name}.json"], type=list[kind])  # type: ignore[valid-type]
        assert back == table.records(getattr(record(), name), kind)


def test_parquet_reads_back_as_the_tables() -> None:
    data = export_all(record())
    for name in PUBLISHED:
        assert pq.read_table(io.BytesIO(data[f"parquet/{name}.parquet"])).equals(getattr(record(), name))


def test_datapackage_describes_every_file_and_column() -> None:
    data = export_all(record())
    package = json.loads(data["datapackage.json"])
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert set(resources) == set(data) - {"datapackage.json"}
    for path, resource in resources.items():
        assert resource["bytes"] == len(data[path])
        assert resource["hash"] == "sha256:" + hashlib.sha256(data[path]).hexdigest()
        if path.endswith(".csv"):
            header = data[path].decode("utf-8").splitlines()[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert len({resource["name"] for resource in resources.values()}) == len(resources)
    for resource in resources.values():
        for key in resource.get("schema", {}).get("foreignKeys", ()):
            assert key["reference"]["resource"] in {other["name"] for other in resources.values()}
    types = {field["name"]: field["type"] for field in resources["csv/figures.csv"]["schema"]["fields"]}
    assert (types["low"], types["is_headline"], types["question"]) == ("integer", "boolean", "string")


def test_datapackage_has_a_time_only_with_an_edition() -> None:
    assert "created" not in json.loads(export_all(record())["datapackage.json"])
    package = json.loads(export_all(OZMARA.make_record(OZMARA.EDITION))["datapackage.json"])
    assert (package["created"], package["version"]) == ("2026-03-03T09:00:00Z", "1")


def events(of: Record) -> list[icalendar.Event]:
    data = export_all(of)["anniversaries.ics"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_anniversaries_come_every_year_from_the_day_itself() -> None:
    mill, quarry = events(record())
    assert str(mill["SUMMARY"]) == "The Mill Quarter"
    assert mill["DTSTART"].dt.isoformat() == "1931-03-03"
    assert mill["RRULE"]["FREQ"] == ["YEARLY"]
    assert quarry["DTSTART"].dt.isoformat() == "1932-07-14"
    assert mill["UID"] != quarry["UID"]


def test_the_stamp_is_the_earliest_capture_or_the_edition() -> None:
    assert events(record())[0]["DTSTAMP"].dt.isoformat() == "2026-01-05T10:00:00+00:00"
    assert events(OZMARA.make_record(OZMARA.EDITION))[0]["DTSTAMP"].dt.isoformat() == "2026-03-03T09:00:00+00:00"


def test_anniversaries_survive_odd_settings() -> None:
    incidents = (
        Incident(id="a", title="Long; title, with \\ and\nlines " + "ş" * 90, start="1931", anniversary="XXXX-02-29"),
        Incident(id="b", title="No such day", anniversary="XXXX-02-30"),
        Incident(id="c", title="No such month", anniversary="XXXX-13-01"),
        Incident(id="d", title="Not a day", anniversary="every spring"),
    )
    settings = msgspec.structs.replace(OZMARA.SETTINGS, incidents=incidents)
    (event,) = events(OZMARA.make_record(settings=settings))
    assert str(event["SUMMARY"]) == incidents[0].title
    assert event["DTSTART"].dt.isoformat() == "1928-02-29"


def test_a_further_exporter_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cenotaph.publish import exports

    (tmp_path / "tally.py").write_text(
        '"""A count of sources."""\n\nNAME = "tally"\nORDER = 20\n\n\n'
        'def export(record, made):\n    """`tally.txt`."""\n    del made\n'
        '    return {"tally.txt": str(record.sources.num_rows).encode()}\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(exports, "__path__", [*exports.__path__, str(tmp_path)])
    exporters.cache_clear()
    try:
        data = export_all(record())
    finally:
        exporters.cache_clear()
        sys.modules.pop("cenotaph.publish.exports.tally", None)
    assert data["tally.txt"] == b"6"
    assert "tally.txt" in {resource["path"] for resource in json.loads(data["datapackage.json"])["resources"]}
