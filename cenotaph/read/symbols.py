"""Signs of symbol fonts as the letters they look like; what is not known here stays the code of its font.

Source: Adobe's Symbol encoding as mapped by the Unicode Consortium (VENDORS/ADOBE/symbol.txt), and the Wingdings part
of Unicode Technical Committee document L2/11-052R; only what stands in texts.
"""

from __future__ import annotations

_SYMBOL_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), _SYMBOL_GREEK[0], strict=True)),
    **dict(zip(range(0x61, 0x7B), _SYMBOL_GREEK[1], strict=True)),
    **dict(zip((0xA3, 0xA5, 0xB0, 0xB1, 0xB3, 0xB4, 0xB7, 0xB8, 0xB9, 0xBB, 0xBC), "≤∞°±≥×•÷≠≈…", strict=True)),
    **dict(zip((0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xD2, 0xD3, 0xD4, 0xE5), "↔←↑→↓®©™∑", strict=True)),
}
_WINGDINGS = dict(
    zip(
        (0x28, 0x2A, 0x52, 0x58, 0x5A, 0x6C, 0x6E, 0x6F, 0x71, 0x76, 0xA7, 0xA8, 0xD8, 0xE0, 0xFB, 0xFC, 0xFD, 0xFE),
        "☎✉☼✠☪●■□❑❖▪◻➢→✗✓☒☑",
        strict=True,
    )
)
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, code: int) -> str:
    """The letter for a code of a symbol font, with or without the private range it is often moved to (F000).

    Example:
        >>> symbol("Symbol", 0xF061), symbol("Wingdings", 0xFC), symbol("Arial", 0x41)
        ('α', '✓', 'A')
    """
    known = _FONTS.get(font.casefold(), {}).get(code & 0xFF if 0xF000 <= code <= 0xF0FF else code)
    if known:
        return known
    is_letter = 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_letter else "\ufffd"
