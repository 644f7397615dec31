"""Contact data in running text: mail addresses, telephone numbers, accounts, handles, and where somebody lives.

What reaches a private person is held back wherever it stands. A street with a house number is
contact data only where the words say that somebody lives there: "the house at 12 Lime Street was
shelled" names a place, "I live at 12 Lime Street" a home. In a column of a table of people the
cell stands alone, so there every house number counts (`contacts(cell, is_cell=True)`).

The words are those of `lang/<code>/contacts.toml`, all languages together: letters mix them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

from cenotaph.folding import respelled
from cenotaph.lang import languages, load

Kind = Literal["mail", "phone", "account", "handle", "address"]

BLANK = "[…]"
"""Stands for whatever was taken out; always the same, so that it tells nothing of what it stands for."""

_NEAR = 60  # characters around an address in which the words on living there may stand
_ONLINE = re.compile(r"[@＠]|[\[(]\s*at\s*[\])]|t\.me/|wa\.me/|\.com/|\.ru/", re.IGNORECASE)
_MAIL = re.compile(
    r"[\w.+%'-]*[\w+%-]\s?(?:@|＠)\s?(?:[\w-]+\.)+[^\W\d_]{2,}|"
    r"[\w.+-]+\s*[\[(]\s*at\s*[\])]\s*[\w-]+(?:\s*(?:\.|[\[(]\s*dot\s*[\])])\s*[\w-]+)+",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"(?<![\w.,])(?:(?:\+|00(?=[1-9]))\s?)?\(?\d(?:[ \u00a0\u202f()./‑–-]{0,2}\d){4,32}(?![\w-])")
"""Digits that belong together."""
_INTERNATIONAL = re.compile(r"(?:\+|00)\s?[\d \u00a0\u202f()./‑–-]+")
_LOCAL = re.compile(
    r"(?<![\w./-])(?:\(0?\d{2,4}\)[ \u00a0-]?\d{2,3}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2,3}"
    r"|0\d{2}[ -]\d{3}[ -]\d{2}[ -]\d{2}|0\d{3}[ -]\d{3}[ -]\d{2}[ -]\d{2}"
    r"|\d{3}-\d{3}-\d{4}|\d{3}-\d{2}-\d{2})(?![\w-])"
)
_ABROAD = re.compile(r"(?<![\w+])\+\d{1,3}(?:[ \u00a0.()-]{0,2}\d){6,12}(?!\d)")
_HANDLE = re.compile(
    r"(?<![\w@./])@[A-Za-z_][\w.]{2,30}|"
    r"\b(?:https?://)?(?:www\.|m\.)?(?:t\.me|wa\.me|vk\.com|ok\.ru|(?:facebook|instagram|twitter|tiktok|x)\.com)/[\w.@/+-]+",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"(?<!\w)[A-ZА-Я]{1,4}[ -]?$")
_UPPER = r"[^\W\d_a-zà-öø-ÿāăąćčďēęěğīıłńňōőřśşšťūůźżžəа-яёґєії]"
_NAME = rf"(?:{_UPPER}[\w’'-]*|\d{{1,2}}(?:-?\w{{2}})?|[Vv]on|[Dd]e|[Aa]l)"
_HOUSE = r"\d{1,4}(?:[-/]\d{1,3})?[A-Za-zА-Яа-я]?(?!\w|[-.,]\d)"
_SENTENCE_END = re.compile(r"[.!?؟…][\"”’»)]*\s+(?=[^\W\d_a-zа-яёəğıöüşç])|\n\s*\n")
_PERSON_OF = re.compile(rf"{_UPPER}[\w’'-]+\s+{_UPPER}[\w’'-]+,?\s+(?:of|from|at|из|с)\s+(?:the\s+)?$")


class Contact(NamedTuple):
    """Where contact data stands: code points, half-open."""

    start: int
    end: int
    kind: Kind


class ContactWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<code>/contacts.toml`: `lives_*` are regular expressions, the others plain words."""

    street: tuple[str, ...]
    number: tuple[str, ...]
    flat: tuple[str, ...]
    lives_before: tuple[str, ...]
    lives_after: tuple[str, ...]
    office: tuple[str, ...]
    phone: tuple[str, ...]
    account: tuple[str, ...]
    handle: tuple[str, ...]


class _Patterns(NamedTuple):
    """The words of all languages, compiled."""

    phone: re.Pattern[str]
    account: re.Pattern[str]
    handle: re.Pattern[str]
    address: re.Pattern[str]
    flat: re.Pattern[str]
    lives_before: re.Pattern[str]
    lives_after: re.Pattern[str]
    office: re.Pattern[str]
    heading: re.Pattern[str]


def contacts(text: str, *, is_cell: bool = False) -> tuple[Contact, ...]:
    """Where contact data stands in `text`, in order, not overlapping.

    Args:
        text: any words.
        is_cell: the text is one cell of a table of people, where an address is somebody's.

    Limits:
        Rules, so both kinds of mistakes happen. A home named without house number is not found.

    >>> [c.kind for c in contacts("Write to odo@post.invalid or call +000 11 222 33 44.")]
    ['mail', 'phone']
    >>> contacts("The house at 12 Lime Street was shelled.")
    ()
    """
    every = (text, *respelled(text))  # the words of a language with two alphabets are listed in one
    return _apart([contact for letters in every for contact in _contacts(letters, is_cell=is_cell)])


def _contacts(text: str, *, is_cell: bool) -> list[Contact]:
    words = _patterns()
    found: list[Contact] = []
    if _ONLINE.search(text):
        found += [Contact(m.start(), m.end(), "mail") for m in _MAIL.finditer(text)]
        found += [Contact(m.start(), m.end(), "handle") for m in _HANDLE.finditer(text)]
    found += [Contact(*m.span("value"), "handle") for m in words.handle.finditer(text)] if ":" in text else []
    found += [Contact(m.start(), m.end(), "account") for m in _IBAN.finditer(text) if _is_iban(m[0])]
    found += [Contact(m.start(), m.end(), "phone") for form in (_LOCAL, _ABROAD) for m in form.finditer(text)]
    for match in _LONG_NUMBER.finditer(text):
        kind = _kind_of_number(text, match)
        if kind:
            start = _with_letters(text, match.start()) if kind == "account" else match.start()
            found.append(Contact(start, match.end(), kind))
    found += [c for c in _addresses(text) if is_cell or _is_home(text, c)]
    return found


def without_contacts(text: str, *, is_cell: bool = False) -> str:
    """`text` with its contact data blanked.

    >>> without_contacts("Odo <odo@post.invalid>")
    'Odo <[…]>'
    """
    for contact in reversed(contacts(text, is_cell=is_cell)):
        text = text[: contact.start] + BLANK + text[contact.end :]
    return text


def addresses(text: str) -> tuple[Contact, ...]:
    """Every street with a house number, whoever or nobody lives there, with the flat behind it."""
    every = (text, *respelled(text))
    return _apart([contact for letters in every for contact in _addresses(letters)])


def _addresses(text: str) -> Iterator[Contact]:
    words = _patterns()
    for low, high in _streets(text):
        for match in words.address.finditer(text, low, high):
            flat = words.flat.match(text, match.end())
            yield Contact(match.start(), flat.end() if flat else match.end(), "address")


def _streets(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` around words for a street that have a number near them."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        if not _is_street(match[0]):
            continue
        low, high = max(0, match.start() - _NEAR), min(len(text), match.end() + _NEAR)
        while low > 0 and text[low - 1].isalnum():
            low -= 1
        while high < len(text) and text[high].isalnum():
            high += 1
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], high)
        elif any(character.isdigit() for character in text[low:high]):
            found.append((low, high))
    return found


@functools.lru_cache(maxsize=65536)
def _is_street(word: str) -> bool:
    return word.lower() in _street_words()


@functools.cache
def _street_words() -> frozenset[str]:
    every = (load(code, "contacts", ContactWords).street for code in languages("contacts"))
    return frozenset(_WORD.findall(street)[0].lower() for streets in every for street in streets)


def is_contact_heading(heading: str) -> bool:
    """Whether a column of this heading holds contact data whatever its cells look like.

    >>> is_contact_heading("Phone number"), is_contact_heading("Age")
    (True, False)
    """
    return bool(_patterns().heading.fullmatch(heading.strip().rstrip(":")))


def _is_home(text: str, address: Contact) -> bool:
    """Whether the words around an address say that a person lives there, or it has a flat's number."""
    words = _patterns()
    before = text[max(0, address.start - _NEAR) : address.start]
    after = text[address.end : address.end + _NEAR]
    before = _SENTENCE_END.split(before)[-1]
    after = _SENTENCE_END.split(after, maxsplit=1)[0]
    if words.office.search(before):
        return False
    has_flat = any(words.flat.finditer(text, address.start, address.end))
    return bool(
        has_flat or words.lives_before.search(before) or words.lives_after.match(after) or _PERSON_OF.search(before)
    )


def _kind_of_number(text: str, match: re.Match[str]) -> Kind | None:
    """What a run of digits is, by its form or by the words in front of it."""
    value = match[0]
    digits = sum(character.isdigit() for character in value)
    words = _patterns()
    if digits >= 8 and _INTERNATIONAL.fullmatch(value):
        return "phone"
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if 5 <= digits <= 15 and words.phone.search(before):
        return "phone"
    start = _with_letters(text, match.start())
    return "account" if words.account.search(text[max(0, start - _NEAR) : start]) else None


def _with_letters(text: str, start: int) -> int:
    """Where a number begins with the letters in front of it: "AZE 0123456"."""
    letters = _LETTERS.search(text[max(0, start - 6) : start])
    return start - len(letters[0]) if letters else start


def _is_iban(words: str) -> bool:
    """ISO 7064 check digits, mod 97-10."""
    plain = words.replace(" ", "")
    if not 15 <= len(plain) <= 34:
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _apart(found: Iterable[Contact]) -> tuple[Contact, ...]:
    kept: list[Contact] = []
    for contact in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or contact.start >= kept[-1].end:
            kept.append(contact)
        elif contact.end > kept[-1].end:
            kept[-1] = Contact(kept[-1].start, contact.end, kept[-1].kind)
    return tuple(kept)


@functools.cache
def _patterns() -> _Patterns:
    every = [load(code, "contacts", ContactWords) for code in languages("contacts")]

    def words(field: str) -> str:
        plain = {re.escape(word) for one in every for word in getattr(one, field)}
        return "|".join(sorted(plain, key=lambda word: (-len(word), word)))

    def rules(field: str) -> str:
        return "|".join(sorted({rule for one in every for rule in getattr(one, field)}, key=lambda r: (-len(r), r)))

    street = rf"(?i:(?<!\w)(?:{words('street')})(?!\w))"
    number = rf"(?:(?i:{words('number')})[.:]?\s?)"
    name = rf"(?:{_NAME}\s+){{1,4}}"
    lead = r"(?:\s*(?:[:№#=]|is|es|are|nömrəsi|nömrəm|numarası|no|no\.|nr|number|серия|номер|هو|رقم|on|at))*\s*"
    return _Patterns(
        phone=re.compile(rf"(?i:(?<!\w)(?:{words('phone')})(?!\w)){lead}\+?$", re.IGNORECASE),
        account=re.compile(rf"(?i:(?<!\w)(?:{words('account')})(?!\w)){lead}$", re.IGNORECASE),
        handle=re.compile(
            rf"(?i:(?<!\w)(?:{words('handle')}))\s*[:@]\s*@?(?P<value>[A-Za-z_][\w.-]{{2,30}})", re.IGNORECASE
        ),
        address=re.compile(
            rf"(?<!\w){_HOUSE},?\s+{name}{street}"
            rf"|{name}{street},?\s+{number}?{_HOUSE}"
            rf"|{street}\s+(?:{_NAME}\s*){{1,4}}?,?\s*{number}?{_HOUSE}"
        ),
        flat=re.compile(rf",?\s*(?i:(?<!\w)(?:{words('flat')}))[.:]?\s*(?:№\s*)?\d{{1,4}}"),
        lives_before=re.compile(rf"(?<!\w)[وف]?(?:{rules('lives_before')})\s*[^.!?]{{0,12}}$", re.IGNORECASE),
        lives_after=re.compile(rf"[\s,'’\w]{{0,24}}?(?:{rules('lives_after')})(?!\w)", re.IGNORECASE),
        office=re.compile(rf"(?<!\w)(?:{words('office')})(?!\w)", re.IGNORECASE),
        heading=re.compile(
            rf"(?:\w+\s)?(?:{words('phone')}|{words('account')}|e-?mail|mail|почта)(?:\s\w+)?"
            r"|home address|домашний адрес|ev ünvanı|ev adresi|عنوان السكن",
            re.IGNORECASE,
        ),
    )
