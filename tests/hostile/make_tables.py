"""Bad tables: CSV, XLSX, ODS, XLS."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

from hostile_bytes import Squeezed, ole_of, package, squeezed
from hostile_case import ANY, Case, text
from make_pages import ENTITIES, OUTSIDE, PARAMETERS, QUADRATIC

FORMULAS = (
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "\t=1+1",
    "=WEBSERVICE(1)",
)
"""What a spreadsheet would compute, or send, were it published as it stands."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BODY = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Age</t></is></c></row>'
)
_LINE = '<row r="2"><c r="A2" t="inlineStr"><is><t>Nadia Placeholder</t></is></c><c r="B2"><v>34</v></c></row>'
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(rows: str | bytes | Squeezed = _BODY + _LINE, after: str = "", doctype: str = "", **more: object) -> bytes:
    """An XLSX of one sheet, part by part as Excel names them."""
    start = f'{_HEAD}{doctype}<worksheet xmlns="{_MAIN}"><sheetData>'
    end = f"</sheetData>{after}</worksheet>"
    sheet = start + rows + end if isinstance(rows, str) else rows
    name = more.get("name", "People")
    strings = more.get("strings", f'{_HEAD}<sst xmlns="{_MAIN}"><si><t>Nobody</t></si></sst>')
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override '
        'PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{_RELATIONS}/worksheet" Target="{more.get("target", "worksheets/sheet1.xml")}"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": sheet,
    }
    return package({**parts, **more.get("parts", {})})  # type: ignore[dict-item, arg-type]


def open_sheet(rows: str, doctype: str = "", **parts: str | Squeezed) -> bytes:
    """An ODS of one sheet, as LibreOffice names its parts."""
    content = (
        f'{_HEAD}{doctype}<office:document-content xmlns:office="{_OFFICE}office:1.0" xmlns:table="{_OFFICE}table:1.0" '
        f'xmlns:text="{_OFFICE}text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="People">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = f'{_HEAD}<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0"/>'
    return package({"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content, **parts})


def ods_row(*cells: str, more: str = "", row: str = "") -> str:
    made = "".join(
        f'<table:table-cell office:value-type="string" {more}><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row {row}>{made}</table:table-row>"


_ODS_PEOPLE = ods_row("Name", "Age") + ods_row("Nadia Placeholder", "34") + ods_row("Anna Placeholder", "35")


def book(*args: object, **more: object) -> Callable[[], bytes]:
    """A workbook made when asked for."""
    return lambda: workbook(*args, **more)  # type: ignore[arg-type]


def _cell(value: str, reference: str = "A2") -> str:
    return f'<row r="2"><c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c></row>'


def _bomb_of_rows() -> bytes:
    start = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{_BODY}'.encode()
    return workbook(
        squeezed(b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 20_000, 600, start, b"</sheetData></worksheet>")
    )


def _bomb_of_strings() -> bytes:
    start = f'{_HEAD}<sst xmlns="{_MAIN}">'.encode()
    return workbook(strings=squeezed(b"<si><t>Nobody at all</t></si>" * 40_000, 220, start, b"</sst>"))


def _one_string() -> bytes:
    start = f'{_HEAD}<sst xmlns="{_MAIN}"><si><t>'.encode()
    return workbook(strings=squeezed(b"x" * 1_000_000, 230, start, b"</t></si></sst>"))


def _people(lines: int) -> str:
    return "Name,Age,Place\n" + "".join(f"Nadia Placeholder {n},34,Vellmar\n" for n in range(lines))


_FORMULA_TABLE = "Name,Age,Note\n" + "".join(f'"{cell.replace(chr(34), chr(34) * 2)}",34,x\n' for cell in FORMULAS)


def _ole_loop() -> bytes:
    return ole_of(
        ["Root Entry", "Workbook"],
        b"\x09\x08\x10\0\0\x06\x05\0" * 600,
        chain=struct.pack("<128I", 0xFFFFFFFD, *range(2, 128), 1),
    )


def _shift() -> bytes:
    return ole_of(["Root Entry", "Workbook"], b"\x09\x08" * 2000, sector_shift=31)


def _real(kind: str) -> bytes:
    import openpyxl

    made = openpyxl.Workbook()
    sheet = made.active
    if kind == "sheets":
        for number in range(120):
            made.create_sheet(f"s{number}")["A1"] = "Nobody"
    elif kind == "formulas":
        for line in (("Name", "Age"), *((cell, 34) for cell in FORMULAS)):
            sheet.append(line)
    elif kind == "hidden":
        sheet.append(["Name", "Age"])
        sheet.append(["Nadia Placeholder", 34])
        made.create_sheet("Secret")["A1"] = "Nobody may see this"
        made["Secret"].sheet_state = "veryHidden"
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


_FAR = "<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>Nobody</t></is></c></row>"
_NUMBERS = "".join(
    f'<row r="{n}"><c r="A{n}"><v>{v}</v></c></row>'
    for n, v in enumerate(("1e400", "NaN", "-1", "1e308", "x", "9" * 5000), 3)
)

CASES = (
    Case(
        "open-quote.csv",
        "silence",
        text(_people(40) + 'Anna "Placeholder,35,"Halvor\n' + _people(40)),
        "in_part",
        "quotation",
        holds=("Nadia Placeholder 39", "Anna"),
    ),
    Case(
        "quote-at-start.csv",
        "silence",
        text('Name,Age,Place\n"Nadia,34,Vellmar\n' + _people(30)),
        "in_part",
        "quotation",
        holds=("Nadia Placeholder 29",),
    ),
    Case("only-quotes.csv", "broken", text('"' * 200_001), ANY),
    Case("only-commas.csv", "empty", text(",,,,\n" * 15_000), "not_readable", "no words"),
    Case(
        "empty-lines.csv",
        "size",
        text("Name,Age\n" + "\n" * 9_000 + "Nadia Placeholder,34\n"),
        holds=("Nadia Placeholder",),
    ),
    Case(
        "too-many-lines.csv",
        "size",
        text(_people(21_000)),
        "in_part",
        "only its first",
        holds=("Nadia Placeholder 99",),
    ),
    Case(
        "wide.csv", "size", text(",".join(f"c{n}" for n in range(30_000)) + "\n" + ",".join("x" * 30_000) + "\n"), ANY
    ),
    Case("wide-and-long.csv", "bomb", text("a,b\n" * 20_000 + "," * 50_000 + "\n"), ANY),
    Case(
        "giant-cell.csv",
        "size",
        text(f'Name,Note\nNadia Placeholder,"{"x" * 20_000_000}"\n'),
        "in_part",
        "cells longer",
        holds=("Nadia Placeholder",),
    ),
    Case("one-line.csv", "size", text("x" * 20_000_000), ANY),
    Case(
        "nul-inside.csv",
        "encoding",
        lambda: _people(20).encode().replace(b"34", b"3\x004", 3),
        ANY,
        holds=("Nadia Placeholder 19",),
    ),
    Case("carriage-returns.csv", "broken", text(_people(20).replace("\n", "\r")), holds=("Nadia Placeholder 19",)),
    Case(
        "odd-line-ends.csv",
        "broken",
        text("Name,Age\nNadia\u2028Placeholder,34\nAnna\x85Placeholder,35\n"),
        holds=("Anna",),
    ),
    Case(
        "uneven.csv",
        "broken",
        text("Name,Age\nNadia Placeholder\nAnna Placeholder,1,2,3,4,5,6,7\n,\n"),
        holds=("Anna Placeholder",),
    ),
    Case(
        "mixed-encodings.csv",
        "encoding",
        lambda: "Name,Place\nНадя,Veşə\n".encode() + "Анна,Веллмар\n".encode("cp1251") * 5,
        ANY,
    ),
    Case(
        "mark-twice.csv",
        "encoding",
        lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + _people(5).encode(),
        holds=("Nadia Placeholder 4",),
    ),
    Case("formulas.csv", "formulas", text(_FORMULA_TABLE), holds=FORMULAS[:4]),
    Case("header-twice.csv", "broken", text("Name,Name,Name\nNadia,Placeholder,x\n" * 3), holds=("Placeholder",)),
    Case("table-named.html", "wrong name", text(_people(30)), holds=("Nadia Placeholder 29",)),
    Case("tabs.tsv", "size", text("\t" * 200_000 + "\nNadia\n"), ANY),
    Case("bomb-of-rows.xlsx", "bomb", _bomb_of_rows, "in_part|not_readable", "unpack|large|lines|memory"),
    Case("bomb-of-strings.xlsx", "bomb", _bomb_of_strings, "in_part|not_readable", "unpack|large|memory"),
    Case("one-string.xlsx", "bomb", _one_string, "in_part|not_readable", "unpack|large|memory|damaged|failed|cell"),
    Case("laughs.xlsx", "bomb", book(_BODY + _cell("&l9;"), doctype=ENTITIES), ANY),
    Case(
        "laughs-in-strings.xlsx",
        "bomb",
        book(
            _BODY + '<row r="2"><c r="A2" t="s"><v>0</v></c></row>',
            strings=f'{_HEAD}{ENTITIES}<sst xmlns="{_MAIN}"><si><t>&l9;</t></si></sst>',
        ),
        ANY,
    ),
    Case("quadratic.xlsx", "bomb", book(_BODY + _cell("&a;" * 20_000), doctype=QUADRATIC), ANY),
    Case("reaches-out.xlsx", "reach", book(_BODY + _LINE + _cell("&passwd;"), doctype=OUTSIDE), ANY),
    Case("parameters.xlsx", "reach", book(_BODY + _LINE, doctype=PARAMETERS), ANY),
    Case("far-cell.xlsx", "bomb", book(_BODY + _LINE + _FAR), "read|in_part", holds=("Nadia Placeholder",)),
    Case(
        "far-merge.xlsx",
        "bomb",
        book(_BODY + _LINE, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "read|in_part",
        holds=("Nadia Placeholder",),
    ),
    Case(
        "merges.xlsx",
        "bomb",
        book(_BODY + _LINE, "<mergeCells>" + '<mergeCell ref="A1:A1048576"/>' * 5_000 + "</mergeCells>"),
        ANY,
    ),
    Case(
        "empty-rows.xlsx",
        "size",
        book(_BODY + _LINE + "".join(f'<row r="{n}"/>' for n in range(3, 100_000))),
        "read|in_part",
        holds=("Nadia Placeholder",),
    ),
    Case("giant-cell.xlsx", "size", book(_BODY + _cell("x" * 5_000_000)), "in_part|not_readable", "cell|large"),
    Case("wide-row.xlsx", "size", book(_BODY + '<row r="2">' + "<c><v>1</v></c>" * 100_000 + "</row>"), ANY),
    Case(
        "bad-references.xlsx",
        "broken",
        book(_BODY + _cell("Nobody", "A0") + _cell("Nadia Placeholder", "ZZZZZ99999999999") + _cell("x", "1A")),
        ANY,
    ),
    Case(
        "string-not-there.xlsx",
        "broken",
        book(_BODY + _LINE + '<row r="3"><c r="A3" t="s"><v>999999</v></c></row>'),
        ANY,
    ),
    Case("strange-numbers.xlsx", "broken", book(_BODY + _LINE + _NUMBERS), ANY),
    Case(
        "comment-in-cell.xlsx",
        "silence",
        book(_BODY + _LINE + '<row r="3"><c r="A3" t="inlineStr"><is><t>Anna<!-- x --> Placeholder</t></is></c></row>'),
        ANY,
        holds=("Placeholder",),
    ),
    Case("no-sheet.xlsx", "broken", book(target="worksheets/sheet99.xml"), "not_readable"),
    Case("sheet-elsewhere.xlsx", "path", book(target="../../../../etc/passwd"), "not_readable"),
    Case("sheet-name.xlsx", "script", book(name="&lt;script&gt;alert(1)&lt;/script&gt;"), holds=("Nadia Placeholder",)),
    Case(
        "macros.xlsm",
        "script",
        book(parts={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen()" * 50}),
        ANY,
        holds=("Nadia Placeholder",),
    ),
    Case("sheets.xlsx", "size", lambda: _real("sheets"), holds=("Nobody",)),
    Case("formulas.xlsx", "formulas", lambda: _real("formulas"), ANY),
    Case(
        "hidden-sheet.xlsx",
        "hidden words",
        lambda: _real("hidden"),
        holds=("Nadia",),
        lacks=("Nobody may see",),
        flags=("S022",),
    ),
    Case("zip-in-name-only.xlsx", "wrong name", text(_people(7)), holds=("Nadia Placeholder 6",)),
    Case(
        "repeated-columns.ods",
        "bomb",
        lambda: open_sheet(_ODS_PEOPLE + ods_row("x", more='table:number-columns-repeated="1073741824"')),
        ANY,
    ),
    Case(
        "repeated-rows.ods",
        "bomb",
        lambda: open_sheet(_ODS_PEOPLE + ods_row("x", row='table:number-rows-repeated="1073741824"')),
        ANY,
    ),
    Case(
        "repeated-both.ods",
        "bomb",
        lambda: open_sheet(
            _ODS_PEOPLE
            + ods_row("x", more='table:number-columns-repeated="16384"', row='table:number-rows-repeated="1048576"')
        ),
        ANY,
    ),
    Case(
        "repeated-nonsense.ods",
        "broken",
        lambda: open_sheet(
            _ODS_PEOPLE + ods_row("x", more='table:number-columns-repeated="-5"', row='table:number-rows-repeated="x"')
        ),
        ANY,
    ),
    Case(
        "empty-to-the-end.ods",
        "size",
        lambda: open_sheet(
            _ODS_PEOPLE + '<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>'
        ),
        "read",
        holds=("Nadia Placeholder",),
    ),
    Case("spaces.ods", "bomb", lambda: open_sheet(_ODS_PEOPLE + ods_row('x<text:s text:c="2000000000"/>y')), ANY),
    Case("laughs.ods", "bomb", lambda: open_sheet(_ODS_PEOPLE + ods_row("&l9;"), ENTITIES), ANY),
    Case("reaches-out.ods", "reach", lambda: open_sheet(_ODS_PEOPLE + ods_row("&passwd;"), OUTSIDE), ANY),
    Case(
        "comment-in-cell.ods",
        "silence",
        lambda: open_sheet(_ODS_PEOPLE + ods_row("Vera<!-- x --> Placeholder", "3")),
        ANY,
        holds=("Placeholder",),
    ),
    Case(
        "tables-in-tables.ods",
        "nesting",
        lambda: open_sheet("<table:table><table:table-row><table:table-cell>" * 5_000),
        ANY,
    ),
    Case("bomb.ods", "bomb", lambda: open_sheet(_ODS_PEOPLE, **{"styles.xml": squeezed(b" " * 1_000_000, 600)}), ANY),
    Case(
        "content-bomb.ods",
        "bomb",
        lambda: package({"mimetype": ODS, "content.xml": squeezed(b" " * 1_000_000, 600, _HEAD.encode())}),
        "not_readable",
    ),
    Case("nothing-in-it.ods", "broken", lambda: package({"mimetype": ODS}), "not_readable"),
    Case("loop.xls", "loop", _ole_loop, "not_readable"),
    Case("sectors.xls", "bomb", _shift, "not_readable"),
    Case("head-only.xls", "broken", lambda: ole_of(["Root Entry", "Workbook"]), "not_readable"),
    Case(
        "locked.xlsx",
        "password",
        lambda: ole_of(["Root Entry", "EncryptionInfo", "EncryptedPackage"], bytes(4096)),
        "not_readable",
        "password",
    ),
)
