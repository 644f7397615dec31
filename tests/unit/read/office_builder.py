"""Office documents as the tests need them, in the shape in which Word and LibreOffice write them."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCX_HEAD = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:{{root}} xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" >"""
STYLES = """<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="ListNumber"><w:name w:val="List Number"/><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>"""


def levels(*forms: tuple[str, str], start: int = 1) -> str:
    """The levels of a numbering: format and pattern of each."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'  # noqa: E501
        for at, (form, pattern) in enumerate(forms)
    )


NUMBERING = f"""<w:abstractNum w:abstractNumId="0">{levels(("decimal", "%1."), ("lowerLetter", "%1.%2)"))}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{levels(("russianLower", "%1)"))}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{levels(("bullet", chr(0xF0B7)))}</w:abstractNum>
<w:abstractNum w:abstractNumId="3">{levels(("upperRoman", "§ %1"), start=4)}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""  # noqa: E501


def packed(members: dict[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP of these members, always the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1991, 3, 4, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def relations(targets: dict[str, str]) -> str:
    """A part that says what another refers to: kind -> member."""
    every = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{every}</Relationships>'


def docx(body: str, namespace: str = W, core: str = "", **parts: str) -> bytes:
    """A Word document.

    Args:
        body: what stands in `w:body`.
        namespace: of the elements, to write a strict document.
        core: what stands in its core properties.
        parts: what stands in further parts, by kind: comments, footnotes, header, ...
    """
    inside = {"styles": STYLES, "numbering": NUMBERING, **parts}
    roots = {"header": "hdr", "footer": "ftr"}
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(tuple(inside)),
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": _part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relations({kind: f"{kind}.xml" for kind in inside}),
    }
    for kind, content in inside.items():
        members[f"word/{kind}.xml"] = _part(roots.get(kind.rstrip("0123456789"), kind), content)
    if core:
        members["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        )
    return packed({name: str(content).replace(W, namespace) for name, content in members.items()})


def _types(kinds: tuple[str, ...]) -> str:
    """What each part is, without which Word and LibreOffice do not open the document."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {"document": "document.main", **{each: each.rstrip("0123456789") for each in kinds}}
    every = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{kind}.{name}+xml"/>' for part, name in parts.items()
    )
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{every}</Types>'
    )


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(words)}</w:p>"


def run(words: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, number: int = 1, level: int = 0) -> str:
    """An item of a list."""
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(rows: list[list[str]]) -> str:
    """A table whose cells hold a paragraph each; a cell that begins with "<" is taken as it is."""
    lines = (
        "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row)
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def deleted(words: str, who: str = "Bela Editor") -> str:
    """Words deleted while changes were tracked."""
    return f'<w:del w:id="1" w:author="{who}" w:date="2026-01-02T03:04:00Z"><w:r><w:delText>{words}</w:delText></w:r></w:del>'  # noqa: E501


def inserted(words: str, who: str = "Bela Editor") -> str:
    """Words inserted while changes were tracked."""
    return f'<w:ins w:id="2" w:author="{who}" w:date="2026-01-02T03:04:00Z">{run(words)}</w:ins>'


def _part(root: str, content: str) -> str:
    return f"{_DOCX_HEAD.format(root=root)}{content}</w:{root}>"


_ODF_SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in {
            **{each: each for each in ("office", "style", "text", "table", "meta", "manifest")},
            "draw": "drawing",
            "svg": "svg-compatible",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
ODF_STYLES = """<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>
<text:list-level-style-number text:level="2" style:num-suffix=")" style:num-format="a" text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<text:list-style style:name="L3">
<text:list-level-style-number text:level="1" style:num-prefix="(" style:num-suffix=")" style:num-format="I" text:start-value="4"/>
</text:list-style>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>"""  # noqa: E501


def odt(body: str, styles: str = "", meta: str = "", extra: dict[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text: what stands in `office:text`, in its styles and its properties."""
    kind = "application/vnd.oasis.opendocument.text"
    content = f"<office:automatic-styles>{ODF_STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"  # noqa: E501
    members: dict[str, str | bytes] = {
        "mimetype": kind,
        "content.xml": _open_part("document-content", content),
        "styles.xml": _open_part("document-styles", styles),
        "meta.xml": _open_part("document-meta", f"<office:meta>{meta}</office:meta>"),
        "META-INF/manifest.xml": f'<?xml version="1.0"?><manifest:manifest {_ODF_SPACES}/>',
        **(extra or {}),
    }
    return packed(members, stored=("mimetype",))


def flat_odt(body: str) -> bytes:
    """The same in one piece (FODT)."""
    kind = "application/vnd.oasis.opendocument.text"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_ODF_SPACES} office:version="1.3" '
        f'office:mimetype="{kind}"><office:automatic-styles>{ODF_STYLES}</office:automatic-styles><office:body>\n '
        f"<office:text>\n  {body}\n </office:text></office:body></office:document>"
    ).encode()


def _open_part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{root} {_ODF_SPACES}>{content}</office:{root}>'
