"""Bad documents of office programs: DOCX, ODT, RTF, and old files of theirs."""

from __future__ import annotations

from collections.abc import Callable

from hostile_bytes import Squeezed, ole_of, package, squeezed
from hostile_case import ANY, GOOD, Case, text
from make_pages import ENTITIES, OUTSIDE, PARAMETERS, QUADRATIC
from make_text import ORDER

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = "application/vnd.oasis.opendocument.text"


def paragraph(words: str, look: str = "") -> str:
    """A paragraph of a DOCX, with properties of its run."""
    return f'<w:p><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


_P = paragraph(GOOD)


def docx(body: str | bytes | Squeezed = _P, doctype: str = "", **parts: str | bytes | Squeezed) -> Callable[[], bytes]:
    """A DOCX, its parts named as Word names them, made when asked for."""
    document = (
        f'{_HEAD}{doctype}<w:document xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}"><w:body>{body}<w:sectPr/></w:body>'
        "</w:document>"
        if isinstance(body, str)
        else body
    )
    return lambda: package(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": document,
            **{name.replace("__", "/").replace("_", "."): content for name, content in parts.items()},
        }
    )


def odt(body: str = "", doctype: str = "", **parts: str | Squeezed) -> Callable[[], bytes]:
    """An ODT, its parts named as LibreOffice names them, made when asked for."""
    content = (
        f'{_HEAD}{doctype}<office:document-content xmlns:office="{_OPEN}office:1.0" xmlns:text="{_OPEN}text:1.0" '
        f'xmlns:table="{_OPEN}table:1.0" xmlns:style="{_OPEN}style:1.0" office:version="1.3"><office:body><office:text>'
        f"<text:p>{GOOD}</text:p>{body}</office:text></office:body></office:document-content>"
    )
    manifest = f'{_HEAD}<manifest:manifest xmlns:manifest="{_OPEN}manifest:1.0"/>'
    return lambda: package({"mimetype": ODT, "META-INF/manifest.xml": manifest, "content.xml": content, **parts})


def rtf(body: str = GOOD, head: str = r"\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}") -> Callable[[], bytes]:
    """An RTF, made when asked for."""
    return text("{" + head + " " + body + r"\par}")


def _relations(kind: str, target: str, mode: str = "External") -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId9" Type="{_RELATIONS}/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def _locked_odt() -> bytes:
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_OPEN}manifest:1.0"><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data '
        'manifest:checksum="x"/></manifest:file-entry></manifest:manifest>'
    )
    return package({"mimetype": ODT, "META-INF/manifest.xml": manifest, "content.xml": bytes(range(256)) * 4})


_DELETED = (
    "<w:p><w:del w:id='1' w:author='Nadia'><w:r><w:delText>Ninety people were killed.</w:delText></w:r></w:del></w:p>"
)
_FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_NUMBERED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="-7"/></w:numPr></w:pPr>'
    "<w:r><w:t>x</w:t></w:r></w:p>"
)
_SPANNED = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    "<w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
_IN_UTF16 = f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{_WORD}"><w:body>{_P}</w:body></w:document>'
_REPEATED = (
    '<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell '
    'table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
)

CASES = (
    Case(
        "document-bomb.docx",
        "bomb",
        docx(squeezed(b" " * 1_000_000, 600, _HEAD.encode() + b"<w:document>", b"</w:document>")),
        "not_readable",
        "unpack|large",
    ),
    Case(
        "picture-bomb.docx",
        "bomb",
        docx(word__media__a_png=squeezed(b"\0" * 1_000_000, 600)),
        "read|in_part",
        holds=(GOOD,),
    ),
    Case("laughs.docx", "bomb", docx(_P + paragraph("&l9;"), ENTITIES), "in_part|not_readable"),
    Case("quadratic.docx", "bomb", docx(_P + paragraph("&a;" * 50_000), QUADRATIC), "in_part|not_readable"),
    Case("reaches-out.docx", "reach", docx(_P + paragraph("&passwd; and after"), OUTSIDE), "in_part|not_readable"),
    Case("parameters.docx", "reach", docx(_P, PARAMETERS), ANY),
    Case("deep.docx", "nesting", docx(_P + "<w:sdt><w:sdtContent>" * 50_000), ANY),
    Case(
        "tables-in-tables.docx",
        "nesting",
        docx(_P + "<w:tbl><w:tr><w:tc>" * 3_000 + _P + "</w:tc></w:tr></w:tbl>" * 3_000),
        ANY,
    ),
    Case(
        "attributes.docx",
        "attributes",
        docx("<w:p " + " ".join(f"w:a{n}='x'" for n in range(100_000)) + "/>" + _P),
        ANY,
    ),
    Case("one-attribute.docx", "attributes", docx(f"<w:p w:rsidR='{'x' * 12_000_000}'/>{_P}"), ANY),
    Case("one-word.docx", "size", docx(_P + paragraph("x" * 12_000_000)), ANY),
    Case("paragraphs.docx", "size", docx(_P + paragraph("Nobody.") * 12_000), ANY),
    Case("columns.docx", "bomb", docx(_P + _SPANNED), ANY, holds=(GOOD,)),
    Case("numbers.docx", "broken", docx(_P + _NUMBERED), ANY, holds=(GOOD,)),
    Case(
        "no-document.docx",
        "broken",
        lambda: package({"[Content_Types].xml": _HEAD, "word/document.xml": ""}),
        "not_readable",
    ),
    Case("nameless-part.docx", "broken", docx(**{"": "x"}), "read|in_part", holds=(GOOD,)),
    Case("no-types.docx", "broken", lambda: package({"word/document.xml": docx()()[:10]}), "not_readable"),
    Case(
        "template-of-strangers.docx",
        "reach",
        docx(word___rels__settings_xml_rels=_relations("attachedTemplate", "http://127.0.0.1:9/x.dotm")),
        "read|in_part",
        holds=(GOOD,),
    ),
    Case(
        "target-outside.docx",
        "path",
        docx(word___rels__document_xml_rels=_relations("footnotes", "../../../../etc/passwd", "Internal")),
        "read|in_part",
        holds=(GOOD,),
    ),
    Case(
        "chunk-of-html.docx",
        "script",
        docx(
            _P + '<w:altChunk r:id="rId9"/>',
            word___rels__document_xml_rels=_relations("aFChunk", "a.htm", "Internal"),
            word__a_htm="<script>alert(1)</script><p>Two women were wounded.</p>",
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "acts.docx",
        "script",
        docx(_P + _FIELD, word__vbaProject_bin=b"Sub AutoOpen()" * 50),
        "read|in_part",
        holds=(GOOD,),
        lacks=("cmd.exe", "AutoOpen"),
    ),
    Case(
        "hidden-order.docx", "hidden words", docx(_P + paragraph(ORDER, "<w:vanish/>")), holds=(GOOD,), flags=("S023",)
    ),
    Case(
        "white-order.docx",
        "hidden words",
        docx(_P + paragraph(ORDER, '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>')),
        ANY,
        holds=(GOOD,),
    ),
    Case("deleted-words.docx", "hidden words", docx(_P + _DELETED), holds=(GOOD,), flags=("S023",)),
    Case(
        "entity-in-the-middle.docx",
        "silence",
        docx(paragraph("Ten people &amp; a child &#1073; were killed.") + _P),
        holds=("& a child б were killed", GOOD),
    ),
    Case(
        "comment-in-the-middle.docx",
        "silence",
        docx(paragraph("Ten people<!-- x --> were <?x y?>killed in <![CDATA[Vellmar]]>.")),
        holds=("Ten people were killed in Vellmar.",),
    ),
    Case("unknown-entity.docx", "silence", docx(paragraph("Ten people &nbsp; were killed.") + _P), ANY),
    Case("letter-not-allowed.docx", "silence", docx(paragraph("Ten people\x01 were killed.") + _P), ANY),
    Case(
        "utf16-inside.docx",
        "encoding",
        docx(_IN_UTF16.encode("utf-16")),
        holds=(GOOD,),
    ),
    Case(
        "encoding-lies.docx",
        "encoding",
        docx(_IN_UTF16.encode()),
        ANY,
    ),
    Case(
        "docx-and-page.html", "two in one", lambda: docx()() + f"<html><body><p>{GOOD}</p></body></html>".encode(), ANY
    ),
    Case(
        "title-script.docx",
        "script",
        docx(
            docProps__core_xml=f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>&lt;script&gt;alert(1)&lt;/script&gt;</dc:title></cp:coreProperties>'
        ),
        holds=(GOOD,),
    ),
    Case(
        "locked.docx",
        "password",
        lambda: ole_of(["Root Entry", "EncryptionInfo", "EncryptedPackage"], b"x" * 5_000),
        "not_readable",
        "password",
    ),
    Case("spaces.odt", "bomb", odt('<text:p>x<text:s text:c="2000000000"/>y</text:p>'), ANY, holds=(GOOD,)),
    Case("laughs.odt", "bomb", odt("<text:p>&l9;</text:p>", ENTITIES), "in_part|not_readable"),
    Case("reaches-out.odt", "reach", odt("<text:p>&passwd;</text:p>", OUTSIDE), "in_part|not_readable"),
    Case("sections.odt", "nesting", odt("<text:section>" * 20_000), ANY),
    Case(
        "lists.odt",
        "nesting",
        odt("<text:list><text:list-item>" * 3_000 + "<text:p>x</text:p>" + "</text:list-item></text:list>" * 3_000),
        ANY,
    ),
    Case(
        "repeated.odt",
        "bomb",
        odt(_REPEATED),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "comment-in-the-middle.odt",
        "silence",
        odt("<text:p>Two women<!-- x --> were wounded &amp; buried.</text:p>"),
        holds=("Two women were wounded & buried.",),
    ),
    Case(
        "content-bomb.odt",
        "bomb",
        lambda: package({"mimetype": ODT, "content.xml": squeezed(b" " * 1_000_000, 600, _HEAD.encode() * 2)}),
        "not_readable",
    ),
    Case(
        "hidden.odt",
        "hidden words",
        odt(f'<text:p><text:hidden-text text:string-value="{ORDER}" text:is-hidden="true"/></text:p>'),
        holds=(GOOD,),
        flags=("S023",),
    ),
    Case(
        "script.odt",
        "script",
        odt(
            "<text:p><text:script xmlns:xlink='x' script:language='JavaScript' xmlns:script='s'>alert(1)"
            "</text:script></text:p>"
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case("locked.odt", "password", _locked_odt, "not_readable", "password"),
    Case("groups.rtf", "nesting", rtf("{" * 100_000 + GOOD + "}" * 100_000), ANY),
    Case("groups-never-closed.rtf", "nesting", rtf(r"{\b " * 50_000 + GOOD), ANY),
    Case("closed-too-often.rtf", "broken", rtf("}" * 50_000 + GOOD), ANY),
    Case("binary-of-ten-million.rtf", "silence", rtf(r"Nobody.\par {\pict\bin2000000000 xyz} " + GOOD), ANY),
    Case("long-number.rtf", "broken", rtf("\\b" + "9" * 5_000 + " " + GOOD), ANY, holds=(GOOD,)),
    Case("letters-by-number.rtf", "silence", rtf(r"\uc1 \u1058?\u-10179?\u-8704? " + GOOD), ANY, holds=(GOOD,)),
    Case("skip-lies.rtf", "silence", rtf(r"\uc2000000000 \u1058 " + GOOD), ANY),
    Case("hexadecimal.rtf", "silence", rtf(r"\'zz\'0 \'" + GOOD), ANY),
    Case("hidden-order.rtf", "hidden words", rtf(GOOD + r"{\v " + ORDER + "}"), holds=(GOOD,), flags=("S023",)),
    Case(
        "reaches-out.rtf",
        "reach",
        rtf(r'{\field{\*\fldinst INCLUDETEXT "file:///etc/passwd"}{\fldrslt }}' + GOOD),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "object.rtf",
        "script",
        rtf(r"{\object\objemb{\*\objdata " + "d0cf11e0" * 20_000 + "}}" + GOOD),
        ANY,
        holds=(GOOD,),
    ),
    Case("head-only.rtf", "broken", lambda: b"{\\rtf1", "not_readable"),
    Case("one-word.rtf", "size", rtf("x" * 5_000_000), ANY),
    Case("commands.rtf", "size", rtf(r"\b\i\b0\i0" * 100_000 + " " + GOOD), ANY, holds=(GOOD,)),
    Case("old.doc", "no reader", lambda: ole_of(["Root Entry", "WordDocument"], GOOD.encode() * 40), ANY),
    Case("old-loop.doc", "loop", lambda: ole_of(["Root Entry", "WordDocument"], bytes(2_000), chain=bytes(512)), ANY),
    Case(
        "presentation.pptx",
        "no reader",
        lambda: package({"[Content_Types].xml": _HEAD, "ppt/presentation.xml": "<p/>"}),
        ANY,
    ),
    Case(
        "book.epub",
        "no reader",
        lambda: package({"mimetype": "application/epub+zip", "a.xhtml": f"<p>{GOOD}</p>"}),
        ANY,
    ),
)
