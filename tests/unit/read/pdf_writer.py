"""Writes small PDFs for tests: words at places, in any script, with or without saying which letters they are."""

from __future__ import annotations

from collections.abc import Sequence

Placed = tuple[float, float, str]
"""Left and bottom in points, and words."""

Rule = tuple[float, float, float, float]
"""Where a drawn line begins and ends: left and bottom, twice."""

SIZE = 10


def pdf(
    pages: Sequence[Sequence[Placed]],
    *,
    meaning: str = "words",
    loop: bool = False,
    invisible: bool = False,
    rules: Sequence[Rule] = (),
) -> bytes:
    """A PDF whose pages hold words at places.

    Args:
        pages: of each page, its words in the order of the file.
        meaning: whether the font says which letters it draws: "words", or "private" for numbers of its own.
        loop: whether the tree of pages holds itself.
        invisible: whether the words are not drawn, as under a scan.
        rules: lines drawn on each page.
    """
    letters = sorted({char for page in pages for _, _, words in page for char in words})
    codes = {char: number for number, char in enumerate(letters, start=1)}
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages))) + (" 2 0 R" if loop else "")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages) + loop}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Ozmara/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Ozmara/DW 500/CIDSystemInfo<</Registry(Adobe)"
            b"/Ordering(Identity)/Supplement 0>>>>"
        ),
        _stream(_cmap(codes, meaning)),
    ]
    for at, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (7 + 2 * at)
        )
        shown = "3 Tr " if invisible else ""
        drawn = [
            f"BT {shown}/F {SIZE} Tf 1 0 0 1 {left} {bottom} Tm <{''.join(f'{codes[c]:04x}' for c in words)}> Tj ET"
            for left, bottom, words in page
        ]
        drawn += [f"{x} {y} m {to_x} {to_y} l S" for x, y, to_x, to_y in rules]
        objects.append(_stream("\n".join(drawn).encode()))
    return _file(objects)


def lines(texts: Sequence[str], left: float = 60, top: float = 780, step: float = 14) -> list[Placed]:
    """Lines of a page, one below the other."""
    return [(left, top - at * step, text) for at, text in enumerate(texts)]


def table(rows: Sequence[Sequence[str]], columns: Sequence[float], top: float = 700, step: float = 18) -> list[Placed]:
    """The cells of a table; a line feed in a cell begins a further line, twelve points below."""
    placed: list[Placed] = []
    bottom = top
    for row in rows:
        cells = [cell.split("\n") for cell in row]
        for left, cell in zip(columns, cells, strict=True):
            placed.extend((left, bottom - 12 * at, line) for at, line in enumerate(cell) if line)
        bottom -= step + 12 * (max(map(len, cells)) - 1)
    return placed


def _cmap(codes: dict[str, int], meaning: str) -> bytes:
    def told(char: str) -> str:
        return char.encode("utf-16-be").hex() if meaning == "words" or char == " " else f"{0xE000 + codes[char]:04x}"

    body = "\n".join(f"<{code:04x}> <{told(char)}>" for char, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{body}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
