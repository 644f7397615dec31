"""Bad PDFs."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from hostile_bytes import one_page, package, pdf_of, shown, squeezed, stream, zlibbed
from hostile_case import ANY, GOOD, Case
from make_text import ORDER

_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_LINE = shown(GOOD)
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
)


def page(content: bytes = _LINE, **more: object) -> Callable[[], bytes]:
    """A PDF of one page with this content, made when asked for."""
    return lambda: one_page(stream(content), **more)  # type: ignore[arg-type]


def _deep_tree() -> bytes:
    depth = 5_000
    kids = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 3) for n in range(depth)]
    return pdf_of([_CATALOG, *kids, b"<< /Type /Page /MediaBox [0 0 9 9] >>"])


def _tree_of(kids: bytes, count: bytes = b"1") -> Callable[[], bytes]:
    return lambda: pdf_of(
        [
            _CATALOG,
            b"<< /Type /Pages /Kids %s /Count %s >>" % (kids, count),
            _PAGE,
            stream(_LINE),
            _FONT,
        ]
    )


def _filtered(times: int) -> bytes:
    data = _LINE
    for _ in range(times):
        data = zlib.compress(data)
    return one_page(stream(data, b"/Filter [%s]" % (b"/FlateDecode " * times)))


def _bomb() -> bytes:
    return one_page(stream(zlibbed(squeezed(b" " * 1_000_000, 600, _LINE)), b"/Filter /FlateDecode"))


def _operators() -> bytes:
    return one_page(stream(zlibbed(squeezed(b"q 1 0 0 1 0 0 cm " * 60_000, 8, _LINE)), b"/Filter /FlateDecode"))


def _letters() -> bytes:
    line = b"BT /F1 11 Tf 72 600 Td (Nobody was named here at all.) Tj ET\n"
    return one_page(stream(zlibbed(squeezed(line * 1_000, 60, _LINE)), b"/Filter /FlateDecode"))


def _object_loop() -> bytes:
    numbers = b"1 0 " + _CATALOG
    return pdf_of(
        [
            _CATALOG,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            stream(numbers, b"/Type /ObjStm /N 1 /First 4 /Extends 3 0 R"),
        ]
    )


def _form_loop() -> bytes:
    form = stream(b"/X1 Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >>")
    return one_page(stream(_LINE + b"/X1 Do"), more=[form])


def _picture(width: int, height: int) -> bytes:
    fields = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
    return one_page(stream(b"600 0 0 700 0 0 cm /X1 Do"), more=[stream(b"\0" * 9, fields % (width, height))])


def _scan_and_words() -> bytes:
    fields = b"/Type /XObject /Subtype /Image /Width 3 /Height 3 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return pdf_of(
        [
            _CATALOG,
            b"<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>",
            _PAGE,
            stream(_LINE),
            _FONT,
            stream(b"\0" * 9, fields),
            _PAGE.replace(b"4 0 R", b"8 0 R").replace(b"/Font << /F1 5", b"/XObject << /X1 6"),
            stream(b"600 0 0 700 0 0 cm /X1 Do"),
        ]
    )


def _map_lies() -> bytes:
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0041> endbfrange"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    whole = one_page(stream(_LINE), more=[b"null", stream(table)])
    return whole.replace(_FONT, font)


def _encrypted() -> bytes:
    objects = [
        _CATALOG,
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (%s) /U (%s) >>" % (b"x" * 32, b"y" * 32),
    ]
    return pdf_of(objects, trailer=b"/Encrypt 3 0 R /ID [(a) (a)]")


def _previous_loop() -> bytes:
    whole = one_page(stream(_LINE))
    at = whole.rindex(b"startxref\n") + 10
    place = whole[at:].split(b"\n")[0]
    return whole.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev " + place + b" ")


def _acts() -> bytes:
    return one_page(
        stream(_LINE),
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (calc.exe) >> >>",
    )


CASES = (
    Case("kids-loop.pdf", "loop", _tree_of(b"[2 0 R 3 0 R]", b"2"), ANY),
    Case("kids-of-themselves.pdf", "loop", _tree_of(b"[2 0 R]"), ANY),
    Case("same-page-often.pdf", "loop", _tree_of(b"[" + b"3 0 R " * 3_000 + b"]", b"3000"), ANY, holds=(GOOD,)),
    Case("deep-tree.pdf", "nesting", _deep_tree, ANY),
    Case("two-thousand-million-pages.pdf", "size", _tree_of(b"[3 0 R]", b"2147483647"), ANY),
    Case("minus-one-page.pdf", "broken", _tree_of(b"[3 0 R]", b"-1"), ANY),
    Case(
        "no-pages.pdf",
        "empty",
        lambda: pdf_of([_CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"]),
        "not_readable",
        "no pages|damaged",
    ),
    Case("no-catalog.pdf", "broken", lambda: pdf_of([b"<< >>"]), "not_readable"),
    Case("object-stream-loop.pdf", "loop", _object_loop, ANY),
    Case("form-in-itself.pdf", "loop", _form_loop, ANY, holds=(GOOD,)),
    Case("table-of-places-loop.pdf", "loop", _previous_loop, ANY),
    Case("no-table-of-places.pdf", "broken", lambda: one_page(stream(_LINE)).partition(b"xref\n")[0], ANY),
    Case(
        "outline-loop.pdf",
        "loop",
        page(fields=b"/Outlines 6 0 R", more=[b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R /Title (x) >>"]),
        holds=(GOOD,),
    ),
    Case("flate-bomb.pdf", "bomb", _bomb, ANY, may_end_by="crash"),
    Case("filters.pdf", "bomb", lambda: _filtered(100), ANY),
    Case("operators.pdf", "nesting", _operators, ANY),
    Case("letters.pdf", "size", _letters, ANY, holds=(GOOD,)),
    Case("length-lies.pdf", "broken", lambda: one_page(stream(_LINE, length=2_000_000_000)), ANY),
    Case("length-below-zero.pdf", "broken", lambda: one_page(stream(_LINE, length=-5)), ANY),
    Case("page-of-a-thousand-miles.pdf", "size", page(media_box=b"[0 0 1000000000 1000000000]"), ANY),
    Case("page-inside-out.pdf", "broken", page(media_box=b"[612 792 0 0]"), ANY, holds=(GOOD,)),
    Case("large-picture.pdf", "bomb", lambda: _picture(100_000, 100_000), "not_readable", "scan"),
    Case("scan-and-words.pdf", "silence", _scan_and_words, "in_part", "page 2", holds=(GOOD,)),
    Case("unseen-order.pdf", "hidden words", page(_LINE + shown(ORDER, b"3 Tr", b"72 500")), ANY, holds=(GOOD,)),
    Case("white-order.pdf", "hidden words", page(_LINE + shown(ORDER, b"1 g", b"72 500")), ANY, holds=(GOOD,)),
    Case("words-off-the-page.pdf", "hidden words", page(_LINE + shown(ORDER, b"", b"9000 9000")), ANY, holds=(GOOD,)),
    Case("letters-lie.pdf", "silence", _map_lies, ANY),
    Case("locked.pdf", "password", _encrypted, "not_readable", "password|damaged"),
    Case("acts-on-opening.pdf", "script", _acts, holds=(GOOD,), lacks=("app.alert", "calc.exe")),
    Case(
        "title-script.pdf",
        "script",
        lambda: pdf_of(
            [
                _CATALOG,
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                _PAGE,
                stream(_LINE),
                _FONT,
                b"<< /Title (<script>alert\\(1\\)</script>) /Author (javascript:alert\\(1\\)) >>",
            ],
            trailer=b"/Info 6 0 R",
        ),
        holds=(GOOD,),
    ),
    Case(
        "pdf-and-zip.pdf", "two in one", lambda: one_page(stream(_LINE)) + package({"a.txt": GOOD}), ANY, holds=(GOOD,)
    ),
    Case(
        "page-before.pdf",
        "two in one",
        lambda: pdf_of(
            [_CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"], before=b"<html><script>alert(1)</script></html>\n"
        ),
        "not_readable",
    ),
    Case("pdf-named.html", "wrong name", page(_LINE + shown("Nobody else.", at=b"72 400")), holds=(GOOD,)),
    Case("head-only.pdf", "broken", lambda: b"%PDF-1.7\n", "not_readable", "damaged|cut short"),
)
