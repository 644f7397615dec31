# ruff: noqa: E501 - a field a line
"""An archive with a script, a formula or an order in every field that a page or an export prints."""

from __future__ import annotations

import io
import json

from hostile_bytes import Member as ZipMember
from hostile_bytes import one_page, png_of, shown, stream, zip_of
from make_mail import attached, mail, parts
from make_names import SCRIPT
from make_office import docx, odt, paragraph, rtf
from make_pages import page
from make_pictures import described_as, jpeg, segment
from make_tables import FORMULAS, ods_row, open_sheet
from make_text import ORDER, TAGGED
from make_warc import record, response

_QUOTED = "&lt;script&gt;alert('owned')&lt;/script&gt;"
_EVENT = '" onmouseover="alert(\'owned\')" x="'
_NAMES = (*FORMULAS, SCRIPT, f"<img src=x onerror=alert('owned')>{_EVENT}", "Nadia\u202eredlohecalP", f"Nadia {TAGGED}")


def _killed(number: int, where: str) -> str:
    return f"{number} people were killed in Vellmar on 3 May 1987, {where} said."


def _sheet() -> bytes:
    import openpyxl

    made = openpyxl.Workbook()
    made.properties.title, made.properties.creator = SCRIPT, SCRIPT
    sheet = made.active
    sheet.title = "<b onclick=x>"
    sheet.append(["Name", "Age", "Place", "Note"])
    for at, name in enumerate(_NAMES):
        sheet.append([name, 20 + at, SCRIPT, f"javascript:alert('owned') {name}"])
        sheet.cell(sheet.max_row, 1).data_type = "s"
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _list() -> str:
    cells = [(name, f"{20 + at}", SCRIPT, ORDER) for at, name in enumerate(_NAMES)]
    lines = [("Name", "Age", "Place", "Note"), *cells]
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n" for line in lines)


def _linked() -> str:
    told = {
        "@type": "NewsArticle",
        "headline": SCRIPT,
        "author": {"name": SCRIPT},
        "datePublished": f"1987-05-04{SCRIPT}",
    }
    return json.dumps(told).replace("</", "<\\/")


def files() -> dict[str, bytes]:
    """Every file by its path under `sources`."""
    pages = [
        page(f"<h1>{_QUOTED}</h1><p>{_killed(11, _QUOTED)}</p>", f'<meta name=author content="{SCRIPT}">'),
        page(
            f"<p>{_killed(12, 'the mayor')}</p><a href='javascript:alert(1)'>x</a><img src=x onerror=alert(1) alt='{ORDER}'>"
        ),
        page(
            f"<p>{_killed(13, 'the mayor')}</p>",
            "<link rel=canonical href='javascript:alert()'><base href='//x'>",
        ),
        page(f"<p>{_killed(14, 'the mayor')}</p>", f"<script type='application/ld+json'>{_linked()}</script>"),
        page(
            f"<p onclick=alert(1) style='background:url(javascript:alert(1))'>{_killed(15, 'the mayor')}</p><svg onload=alert(1)/>"
        ),
    ]
    order = f"{ORDER}\n\n{_killed(16, 'the mayor')}\n"
    subject = f'From: "{SCRIPT}" <a@example.org>\nSubject: {SCRIPT}\nDate: Sun, 3 May 1987 10:11:12 +0400\n'
    chat = f"[03.05.87, 10:11:12] {SCRIPT}: {_killed(17, SCRIPT)}\n[03.05.87, 10:12:00] Nadia: {ORDER}\n[03.05.87, 10:13:00] Nadia: x\n"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_QUOTED}</dc:title><dc:creator>{_QUOTED}</dc:creator></cp:coreProperties>'
    )
    return {
        **{f"page-{at}.html": made() for at, made in enumerate(pages)},
        "script.txt": f"{SCRIPT}\n\n{_killed(18, SCRIPT)}\n{_EVENT}\n".encode(),
        "template.txt": f"{_killed(19, '{{7*7}} {% raw %} ${7*7}')}\n".encode(),
        "order.txt": order.encode(),
        "hidden.txt": f"{_killed(20, 'the mayor')} {TAGGED} \u202e{_EVENT}\n".encode(),
        "title.md": f"---\ntitle: {SCRIPT}\nauthor: {SCRIPT}\n---\n\n# {SCRIPT}\n\n{_killed(21, 'the mayor')} [x](javascript:alert(1))\n".encode(),
        "list.csv": _list().encode(),
        "sheet.xlsx": _sheet(),
        "sheet.ods": open_sheet(
            ods_row("Name", "Age") + ods_row(_QUOTED, "30") + ods_row("=1+1", "31") + ods_row("@SUM(1)", "32")
        ),
        "letter.docx": docx(paragraph(_killed(22, _QUOTED)), docProps__core_xml=core)(),
        "letter.odt": odt(f"<text:p>{_killed(23, _QUOTED)}</text:p>")(),
        "letter.rtf": rtf(_killed(24, SCRIPT))(),
        "report.pdf": one_page(stream(shown(_killed(25, SCRIPT)))),
        "mail.eml": mail(f"Content-Type: text/plain\n\n{_killed(26, SCRIPT)}\n", subject)(),
        "mail-page.eml": mail(
            f"Content-Type: text/html\n\n<p onclick=alert(1)>{_killed(27, 'the mayor')}</p><script>alert(1)</script>\n",
            subject,
        )(),
        "attached.eml": mail(
            parts(
                f"Content-Type: text/plain\n\n{_killed(28, 'the mayor')}\n",
                attached("<script>alert(1).txt", b"Nobody."),
            ),
            subject,
        )(),
        "chat.txt": chat.encode(),
        "web.warc": record(
            response(pages[0]().replace(b"11 people", b"29 people")),
            url=f"http://news.example/{SCRIPT}?a='onload=alert(1)",
        ),
        "names.zip": zip_of(
            [
                ZipMember(f"{SCRIPT}.txt".encode(), f"{_killed(30, SCRIPT)}\n".encode()),
                ZipMember(b"=1+1.txt", b"Nobody.\n"),
            ]
        ),
        "caption.jpg": jpeg(segment(0xE1, described_as(f"{SCRIPT} {_killed(31, 'the mayor')}"))),
        "caption.png": png_of(2, 2, b"x\x9cc\0\0\0\x02\0\x01", [(b"tEXt", b"Title\0" + SCRIPT.encode())]),
        "sources/<script>alert(1)</script>/a.txt": f"{_killed(32, 'the mayor')}\n".encode(),
    }


def sources_csv() -> str:
    """What people are said to know of the sources: a script in each column."""
    lines = [
        ("key", "path", "url", "title", "author", "publisher", "published", "language", "perspective", "rights"),
        ("k1", "script.txt", "javascript:alert('owned')", SCRIPT, SCRIPT, SCRIPT, "1987-05-04", 'en" onload="x', SCRIPT, SCRIPT),
        ("k2", "", "http://news.example/\"onmouseover=\"alert('owned')", SCRIPT, "=1+1", "@SUM(1)", SCRIPT, "en", "", ""),
        ("k3", "", "data:text/html,<script>alert('owned')</script>", "+1+1", "", "", "1987", "en", "", ""),
    ]  # fmt: skip
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n" for line in lines)


SETTINGS = f"""title = "{SCRIPT}"
description = "{SCRIPT}"
notice = "{SCRIPT}"
languages = ["en"]
contact = "javascript:alert('owned')"

[[incidents]]
id = "vellmar"
title = "{SCRIPT}"
start = "1987-05-03"
end = "1987-05-03"
places = ["Vellmar", "{SCRIPT}"]
"""
