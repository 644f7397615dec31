"""How fast tables are read: rows a second by format, and the memory of the largest inputs.

    python benchmarks/tables.py [--rows N]

Each table has N invented people in 12 columns: numbers, names, dates, ages, words. It is written as CSV, XLSX (with
openpyxl), ODS (as LibreOffice writes it) and, where xlwt is installed, XLS of at most 65,535 rows; then read in a
process of its own, so that the memory told is that of one file. The last columns: the seconds it takes to find out
what the columns hold and to make the entries. Seconds are processor seconds.

Then tables that try to fill the memory: a sheet whose last cell is XFD1048576, a million rows that hold nothing, one
cell of 40 million characters, a row that says it is repeated a thousand million times.

Limits: Linux only, for the memory; invented names repeat; the time of a first import counts.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HEADER = ("No", "Full name", "Born", "Died", "Age", "Sex", "Place", "Rank", "Unit", "Cause", "Source", "Notes")
NAMES = ("Nadia", "Ozmar", "Bela", "Cyra", "Dario", "Esme", "Fenn")
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"

MEASURE = """
import json, re, sys, time
from pathlib import Path
from cenotaph.claim.sheets import claims_of_rows
from cenotaph.read import read_file
from cenotaph.record import Source
begun = time.process_time()
reading = read_file(Path(sys.argv[1]))
read = time.process_time() - begun
begun = time.process_time()
entries = 0
for sheet in dict.fromkeys(row.sheet for row in reading.rows):
    rows = [row for row in reading.rows if row.sheet == sheet]
    entries += len(claims_of_rows(rows, None, Source(id="src-1", status="read", path="a"), {}).entries)
found = time.process_time() - begun
# the process inherits the peak that getrusage tells from the one that started it
most = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps([reading.status, len(reading.rows), read, found, entries, most, reading.reason]))
"""


def person(number: int) -> list[object]:
    """One invented line."""
    name = f"{NAMES[number % 7]} Placeholder{chr(97 + number // 7 % 26)}{chr(97 + number // 182 % 26)}"
    born = dt.date(1930, 1, 1) + dt.timedelta(days=number * 7 % 20_000)
    died = dt.date(1990, 1, 20)
    return [number, name, born, died, number % 90, "fm"[number % 2], "Tavri", "", "unit 4", "shot", "Nowhere News", "-"]


def write_csv(path: Path, rows: int) -> None:
    """As a spreadsheet program saves it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *(person(number) for number in range(1, rows + 1))])


def write_xlsx(path: Path, rows: int) -> None:
    """With openpyxl."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("People")
    sheet.append(HEADER)
    for number in range(1, rows + 1):
        sheet.append(person(number))
    book.save(path)


def write_ods(path: Path, rows: int) -> None:
    """As LibreOffice writes it."""
    lines = ["".join(_ods_cell(name) for name in HEADER)]
    lines += ["".join(_ods_cell(value) for value in person(number)) for number in range(1, rows + 1)]
    _save_ods(path, "".join(f"<table:table-row>{line}</table:table-row>" for line in lines))


def _ods_cell(value: object) -> str:
    kind, said = "string", ""
    if isinstance(value, int):
        kind, said = "float", f' office:value="{value}"'
    elif isinstance(value, dt.date):
        kind, said = "date", f' office:date-value="{value}"'
        value = f"{value:%d.%m.%y}"
    types = f'office:value-type="{kind}"{said} calc:value-type="{kind}"'
    return f"<table:table-cell {types}><text:p>{value}</text:p></table:table-cell>"


def _save_ods(path: Path, lines: str) -> None:
    names = "".join(f' xmlns:{name}="{OPEN_DOCUMENT}:{name}:1.0"' for name in ("office", "table", "text", "calc"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="People">{lines}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )


def write_xls(path: Path, rows: int) -> None:
    """With xlwt, where it is installed.

    Raises:
        ImportError: it is not.
    """
    import xlwt

    book = xlwt.Workbook()
    sheet, day = book.add_sheet("People"), xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for line, values in enumerate([HEADER, *(person(number) for number in range(1, min(rows, 65_535) + 1))]):
        for column, value in enumerate(values):
            sheet.write(line, column, value, day if isinstance(value, dt.date) else xlwt.Style.default_style)
    book.save(path)


def write_hostile(folder: Path) -> list[Path]:
    """Files that try to fill the memory."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Name", "far"
    book.save(folder / "far-away-cell.xlsx")
    nothing = '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    _save_ods(
        folder / "million-blank-rows.ods",
        nothing * 1_000_000 + f"<table:table-row>{_ods_cell('Name')}</table:table-row>",
    )
    _save_ods(
        folder / "giant-cell.ods", f"<table:table-row>{_ods_cell('x' * 40_000_000)}{_ods_cell('y')}</table:table-row>"
    )
    _save_ods(
        folder / "repeated-row.ods",
        f'<table:table-row table:number-rows-repeated="999999999">{_ods_cell("a") * 12}</table:table-row>',
    )
    (folder / "giant-cell.csv").write_text("name,age\n" + "x" * 40_000_000 + ",4\n", encoding="utf-8")
    return sorted(folder.glob("*-*.*"))


def measure(path: Path) -> None:
    """Read one file in a process of its own, and print what it took."""
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{path.name:<24} ended with {done.returncode}: {done.stderr.strip()[-200:]}")
        return
    status, rows, read, found, entries, most, reason = json.loads(done.stdout)
    speed = f"{rows / read:>8,.0f} rows a second" if rows > 1000 else ""
    entered = f"{entries:>7,} entries in {found:5.2f} s"
    told = f"{path.name:<24} {status:<13} {rows:>9,} rows in {read:5.2f} s {speed:<22} {entered} {most:>6,} MB"
    print(f"{told}  {reason[:90]}" if reason else told)


def main() -> None:
    """Measure, and print what was found."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=50_000)
    rows = arguments.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for write, extension in ((write_csv, "csv"), (write_xlsx, "xlsx"), (write_ods, "ods"), (write_xls, "xls")):
            path = folder / f"people.{extension}"
            try:
                write(path, rows)
            except ImportError as error:
                print(f"{path.name:<24} left out: {error}")
                continue
            measure(path)
        for path in write_hostile(folder):
            measure(path)


if __name__ == "__main__":
    main()
