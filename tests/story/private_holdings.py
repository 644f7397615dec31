"""An invented archive whose files hold, beside what they say, what nobody may read in public.

The files are written the way Word, LibreOffice, Excel, phones, mail programs, crawlers and browsers write them.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from email.message import EmailMessage

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
DUBLIN = "http://purl.org/dc/elements/1.1/"
CHANGE = 'w:date="2026-01-02T03:04:00Z"'

BOTH = "Sixteen people were injured in Dobra on 9 May 1987, the mayor said.\n"
LETTER = "Fourteen people were killed in Karn on 8 May 1987, the sealed keeper said.\n"
CHAT = """[03.05.1987, 21:15:03] Ilvana Chatmember: Nobody came to the quay.
[03.05.1987, 21:16:40] +994 55 000 33 22: Six people were detained in Vellmar on 3 May 1987, the commission said.
[03.05.1987, 21:17:40] Ilvana Chatmember: \u200e<attached: 00000003-PHOTO.jpg>
[03.05.1987, 21:18:40] Orsolo Chatmember: Ten people were wounded in Karn on 12 May 1987, Ilvana Chatmember said.
"""
PAGE = """<html><head><meta charset="utf-8"><title>Quay of Vellmar</title></head><body><article>
<h1>Quay of Vellmar</h1><p>Four people were injured in Vellmar on 3 May 1987, the mayor said.</p>
</article></body></html>
"""
PAPER = f"NOWHERE NEWS\n\n3 June 1987\n\nThirty people were injured in Dobra on 11 May 1987, the mayor said. {LETTER}"
TYPED = "Transcribed by Transkriba Typova, 4 March 2024\n\nIn Mirquza 19 people were killed, the teacher wrote.\n"


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def relations(**targets: str) -> str:
    every = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{every}</Relationships>'


def run(words: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def docx() -> bytes:
    """Words deleted while changes were tracked, a comment, hidden words, a last editor."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    deleted = "<w:r><w:delText>Xorvalind the informer</w:delText></w:r>"
    told = run("On 3 May 1987 seven people were killed in Vellmar, ")
    told += f'<w:del w:id="1" w:author="Delman Trackero" {CHANGE}>{deleted}</w:del>'
    told += f'<w:ins w:id="2" w:author="Insman Trackero" {CHANGE}>{run("the commission")}</w:ins>{run(" said.")}'
    noted = f'<w:commentRangeStart w:id="0"/>{run("The bridge was closed.")}<w:commentRangeEnd w:id="0"/>'
    noted += '<w:r><w:commentReference w:id="0"/></w:r>'
    hidden = run("Hiddenquill Torvessa told us.", "<w:rPr><w:vanish/></w:rPr>")
    comment = (
        f'<w:comment w:id="0" w:author="Brixen Kommentar" {CHANGE}><w:p>{run("Ask Gormunda Zelk")}</w:p></w:comment>'
    )
    body = "".join(f"<w:p>{each}</w:p>" for each in (told, noted, hidden))
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/comments.xml" ContentType="{kind}.comments+xml"/></Types>',
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/_rels/document.xml.rels": relations(comments="comments.xml"),
        "word/comments.xml": f'<w:comments xmlns:w="{WORD}">{comment}</w:comments>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="{DUBLIN}">'
        "<cp:lastModifiedBy>Lastovan Editorix</cp:lastModifiedBy></cp:coreProperties>",
    }
    return zipped(dict(members))


def open_document(kind: str, body: str, style: str) -> bytes:
    spaces = "".join(f' xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "style", "text", "table", "meta"))
    spaces += f' xmlns:dc="{DUBLIN}"'
    meta = "<office:meta><dc:creator>Odtlast Kreatora</dc:creator></office:meta>"
    content = f"<office:automatic-styles>{style}</office:automatic-styles>"
    content += f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content{spaces}>{content}</office:document-content>",
            "meta.xml": f"<office:document-meta{spaces}>{meta}</office:document-meta>",
        }
    )


def annotation(words: str, who: str) -> str:
    return f"<office:annotation><dc:creator>{who}</dc:creator><text:p>{words}</text:p></office:annotation>"


def odt() -> bytes:
    info = "<office:change-info><dc:creator>Odtrack Delorme</dc:creator></office:change-info>"
    deletion = f"<text:deletion>{info}<text:p>Pelligrove the watchman</text:p></text:deletion>"
    changed = f'<text:changed-region text:id="c1">{deletion}</text:changed-region>'
    body = f"<text:tracked-changes>{changed}</text:tracked-changes>"
    body += "<text:p>Five people were detained in Vellmar on 5 May 1987, the mayor "
    body += '<text:change text:change-id="c1"/>said.</text:p>'
    body += f"<text:p>The gate stood open.{annotation('Hide Quillberta Zorn', 'Odtnote Skribent')}</text:p>"
    body += '<text:p><text:span text:style-name="T1">Odthidden Murmel saw it.</text:span>Nobody came.</text:p>'
    hidden = '<style:text-properties text:display="none"/>'
    return open_document("text", body, f'<style:style style:name="T1" style:family="text">{hidden}</style:style>')


def xlsx() -> bytes:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Victims"
    sheet.append(["No.", "Name", "Age", "Place", "Phone", "Remark"])
    sheet.append([1, "Marta Nobody", 31, "Vellmar", "+994 50 000 77 01", "Colhidden Vrasko"])
    sheet.append([2, "Rowhidden Plonka", 40, "Vellmar"])
    sheet.append([3, "Teodor Nobody", 44, "Vellmar"])
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet["B2"].comment = Comment("Ask Ulmara Dretz", "Xlsauthor Primm")
    for state, name in (("hidden", "Sheethidden Oquist"), ("veryHidden", "Veryhidden Oquast")):
        hidden = book.create_sheet(f"Grobnik {state}")
        hidden.sheet_state = state
        hidden.append(["Name", "Age", "Place"])
        hidden.append([name, 20, "Vellmar"])
    book.properties.lastModifiedBy = "Xlslast Modifier"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods() -> bytes:
    def row(*cells: str, attribute: str = "") -> str:
        told = (each if each.startswith("<") else f"<text:p>{each}</text:p>" for each in cells)
        inside = "".join(f'<table:table-cell office:value-type="string">{each}</table:table-cell>' for each in told)
        return f"<table:table-row{attribute}>{inside}</table:table-row>"

    collapsed = ' table:visibility="collapse"'
    noted = annotation("Ask Brumholt", "Odsnote Verfasser") + "<text:p>Aram Nobody</text:p>"
    people = "<table:table-column/>" * 3 + f"<table:table-column{collapsed}/>" + row("Name", "Age", "Place", "Remark")
    people += row(noted, "30", "Vellmar", "Odscol Hidlemann") + row("Sona Nobody", "22", "Vellmar", "")
    people += row("Odsrow Hidmann", "31", "Vellmar", "", attribute=collapsed)
    hidden = row("Name", "Age", "Place") + row("Odssheet Hidberg", "30", "Vellmar")
    body = f'<table:table table:name="People">{people}</table:table>'
    body += f'<table:table table:name="Odshid" table:style-name="ta1">{hidden}</table:table>'
    style = '<style:table-properties table:display="false"/>'
    return open_document(
        "spreadsheet", body, f'<style:style style:name="ta1" style:family="table">{style}</style:style>'
    )


def picture(width: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (width, 300), 255).save(out, "JPEG")
    return out.getvalue()


def photograph() -> bytes:
    """A phone's picture: where, with which camera, whose and whom; its caption names one of the dead."""
    from PIL import Image

    image = Image.new("L", (600, 400), 200)
    exif = image.getexif()
    exif[0x010E] = "Petr Nobody, killed in Vellmar on 3 May 1987"
    exif[0x0110] = "Kameramodel X9"
    camera, position = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    camera[0xA430], camera[0xA431] = "Ownerik Kamersson", "SN-55512345"
    position[1], position[2], position[3], position[4] = "N", (40.0, 22.0, 33.21), "E", (49.0, 51.0, 12.77)
    rdf, extension = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    shown = "<e:PersonInImage><rdf:Bag><rdf:li>Shownina Livinga</rdf:li></rdf:Bag></e:PersonInImage>"
    described = f'<rdf:Description xmlns:e="{extension}" rdf:about="">{shown}</rdf:Description>'
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}">{described}</rdf:RDF></x:xmpmeta>'
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, xmp=xmp.encode())
    return out.getvalue()


def message(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"], made["Message-ID"] = "Mon, 4 May 1987 10:00:00 +0400", f"<{len(text)}@post.invalid>"
    made.set_content(text)
    return made


def mail() -> bytes:
    text = """Twelve people were killed in Vellmar on 6 May 1987, the commission said.

Sendrina Absender said that 21 people were wounded in Karn on 14 May 1987.

With regards
Sendrina Absender
Tel. +994 12 000 55 66
12 Lime Street, Vellmar
"""
    names = "Name,Age,Place of death\nRufat Nobody,51,Vellmar\nOksana Nobody,29,Vellmar\n,44,\n"
    inner = "In Tavri nine people were killed on 3 May 1987, the teacher said.\n"
    made = message("Sendrina Absender <sendrina@post.invalid>", "Toor Empfanga <toor@post.invalid>", "For you", text)
    made.add_attachment(names.encode(), maintype="text", subtype="csv", filename="names from Gwendobar.csv")
    made.add_attachment(message("Nestor Innermail <n@post.invalid>", "Z <z@post.invalid>", "About Vilmosz", inner))
    return made.as_bytes()


def sealed_mail() -> bytes:
    text = "Thirteen people were killed in Ostrava Mill on 7 May 1987, the keeper of Korvath said.\n"
    names = "Name,Age,Place of death\nPersonov Sealedname,51,Karn\n"
    made = message("Umbra Sealwriter <umbra@post.invalid>", "x@post.invalid", "Korvath papers", text)
    inside = zipped({"Korvath/Lubomira.txt": LETTER, "Korvath/list.csv": names, "both.txt": BOTH})
    made.add_attachment(inside, maintype="application", subtype="zip", filename="Korvath.zip")
    return made.as_bytes()


def web_archive() -> bytes:
    body = PAGE.replace("Four", "Eight").encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nSet-Cookie: id=kookiesecret\r\n\r\n" + body

    def record(number: int, kind: str, media: str, data: bytes) -> bytes:
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2020-03-05T12:00:00Z\r\n"
        head += f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-12345678900{number}>\r\n"
        head += "" if kind == "warcinfo" else "WARC-Target-URI: http://vellmar.example/quay\r\n"
        head += f"Content-Type: {media}\r\nContent-Length: {len(data)}\r\n\r\n"
        return gzip.compress(head.encode() + data + b"\r\n\r\n", mtime=0)

    operator = record(1, "warcinfo", "application/warc-fields", b"operator: Krawlop Operatov\r\n")
    return operator + record(2, "response", "application/http; msgtype=response", http)


def packet() -> bytes:
    opened = "Fifteen people were killed in Tavri on 9 May 1987, the commission said.\n"
    closed = "Seventeen people were killed in Tavri on 10 May 1987, Ommen Closedspeaker said.\n"
    return zipped({"Zwanz/open.txt": opened, "Zwanz/closed.txt": closed})


def holdings() -> dict[str, bytes]:
    """Every file of the archive by its path in sources/."""
    return {
        "Omurtag/report.docx": docx(),
        "paper.odt": odt(),
        "people.xlsx": xlsx(),
        "more.ods": ods(),
        "photo of Vosk.jpg": photograph(),
        "mail.eml": mail(),
        "Mandrake.eml": sealed_mail(),
        "Herzog.zip": packet(),
        "WhatsApp Chat.zip": zipped({"_chat.txt": CHAT, "00000003-PHOTO.jpg": picture(403)}),
        "scan.jpg": picture(409),
        "scan.jpg.txt": TYPED.encode(),
        "web.warc.gz": web_archive(),
        "page.html": PAGE.encode(),
        "page_files/Xandr.css": b"p{}",
        "news.txt": PAPER.encode(),
        "both.txt": BOTH.encode(),
    }
