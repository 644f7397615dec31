"""How the n-th item of a list is numbered in print: figures, letters of three scripts, Roman numerals.

Source: the formats of ECMA-376 part 1, 17.18.59 (ST_NumberFormat), and of OpenDocument 1.3 part 3, 19.506
(style:num-format).
"""

from __future__ import annotations

from collections.abc import Mapping

LATIN = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
"""The letters that number items in Russian: without ё, й, ъ and ь (ECMA-376 part 1, 17.18.59, russianLower)."""
ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"

NONE = "none"
BULLET = "bullet"

_ALPHABETS: Mapping[str, str] = {
    "lowerLetter": LATIN,
    "upperLetter": LATIN.upper(),
    "russianLower": RUSSIAN,
    "russianUpper": RUSSIAN.upper(),
    "arabicAlpha": ARABIC,
    "arabicAbjad": ABJAD,
    "hebrew2": HEBREW,
    "greekLower": GREEK,
    "greekUpper": GREEK.upper(),
}
_DIGITS: Mapping[str, int] = {"hindiNumbers": 0x0966, "arabicIndic": 0x0660, "persian": 0x06F0, "thaiNumbers": 0x0E50}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST = 40
"""Letters in the number of one item; a list that counts further is not written by people."""


def list_number(number: int, form: str, *, is_sequence: bool = False) -> str:
    """The number of an item as it is printed, without what stands in front of it and behind.

    Args:
        number: 1 for the first item.
        form: a number format by its name in ECMA-376; an unknown one prints figures, as word processors do.
        is_sequence: behind the last letter come "aa", "ab" as the columns of a sheet; otherwise "aa", "bb".

    Example:
        >>> [list_number(28, form) for form in ("decimal", "lowerRoman", "upperLetter", "russianLower", "decimalZero")]
        ['28', 'xxviii', 'BB', 'я', '28']
    """
    if form in (NONE, BULLET):
        return ""
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form in _ALPHABETS:
        return _letters(number, _ALPHABETS[form], is_sequence)
    if form in _DIGITS:
        return "".join(chr(_DIGITS[form] + int(digit)) for digit in str(max(0, number)))
    if form == "decimalZero":
        return f"{number:02}"
    if form == "ordinal":
        return f"{number}{_ordinal_end(number)}"
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 10_000:
        return str(number)
    found = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        found += letters * times
    return found


def _letters(number: int, alphabet: str, is_sequence: bool) -> str:
    if number < 1:
        return str(number)
    if not is_sequence:
        times, at = divmod(number - 1, len(alphabet))
        return alphabet[at] * (times + 1) if times < _LONGEST else str(number)
    found = ""
    while number:
        number, at = divmod(number - 1, len(alphabet))
        found = alphabet[at] + found
    return found


def _ordinal_end(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
