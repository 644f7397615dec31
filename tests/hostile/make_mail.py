"""Bad mails."""

from __future__ import annotations

import base64
from collections.abc import Callable

from hostile_bytes import gzipped, squeezed
from hostile_case import ANY, GOOD, Case
from make_text import ORDER
from make_zip import named

_HEAD = "From: Nadia Placeholder <nadia@example.org>\nTo: <archive@example.org>\nDate: Sun, 3 May 1987 10:11:12 +0400\n"
_PLAIN = "Content-Type: text/plain; charset=utf-8\n"


def mail(rest: str, head: str = _HEAD + "Subject: News\n", encoding: str = "utf-8") -> Callable[[], bytes]:
    """A mail of this head and what comes after it, lines ended as mail ends them."""
    return lambda: f"{head}Message-ID: <1@example.org>\nMIME-Version: 1.0\n{rest}".replace("\n", "\r\n").encode(
        encoding
    )


def parts(*every: str, kind: str = "mixed", mark: str = "xyz") -> str:
    """The parts of a mail between their marks."""
    body = "".join(f"--{mark}\n{part}\n" for part in every)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n{body}--{mark}--\n'


def attached(name: str, data: bytes, kind: str = "application/octet-stream") -> str:
    """An attachment."""
    packed = base64.encodebytes(data).decode()
    return (
        f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{packed}"
    )


_GOOD = f"{_PLAIN}\n{GOOD}\n"


def _deep() -> str:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="m{n}"\n\n--m{n}\n' for n in range(1_000))
    return opened + _GOOD + "".join(f"--m{n}--\n" for n in reversed(range(1_000)))


def _mail_in_mail(times: int) -> str:
    return "Content-Type: message/rfc822\n\nSubject: x\nMIME-Version: 1.0\n" * times + _GOOD


_NAMES = (
    "../../escaped.txt",
    "C:\\\\escaped.txt",
    "/tmp/escaped.txt",
    "CON",
    "a.txt",
    "A.TXT",
    "x" * 4_000 + ".txt",
    "",
)
_ATTACHED = [attached(name, f"Nobody was named in file {at}.".encode()) for at, name in enumerate(_NAMES)]

CASES = (
    Case("parts-in-parts.eml", "nesting", mail(_deep()), ANY),
    Case("mail-in-mail.eml", "nesting", mail(_mail_in_mail(200)), ANY),
    Case("many-parts.eml", "size", mail(parts(*[_GOOD] * 2_000)), ANY),
    Case("one-header.eml", "attributes", mail(f"X-Long: {'x' * 5_000_000}\n{_GOOD}"), ANY, holds=(GOOD,)),
    Case("headers.eml", "attributes", mail("".join(f"X-{n}: y\n" for n in range(60_000)) + _GOOD), ANY, holds=(GOOD,)),
    Case("folded-header.eml", "slow pattern", mail("Subject: a\n" + " b\n" * 80_000 + _GOOD), ANY, holds=(GOOD,)),
    Case(
        "encoded-words.eml", "slow pattern", mail(f"Subject: {'=?utf-8?q?a?= ' * 20_000}\n{_GOOD}"), ANY, holds=(GOOD,)
    ),
    Case(
        "encoded-words-broken.eml",
        "broken",
        mail("Subject: =?utf-8?q?=FF=?= =?x-none?b?!!!?= =?utf-8?b?4pk?=\n" + _GOOD),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "name-in-pieces.eml",
        "slow pattern",
        mail(parts(_GOOD, "Content-Type: text/plain;\n" + "".join(f" name*{n}=x;\n" for n in range(5_000)) + "\nx\n")),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "addresses.eml",
        "slow pattern",
        mail(_GOOD, _HEAD + "Cc: " + "a@b.example, " * 20_000 + "\nSubject: x\n"),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "address-in-comments.eml",
        "slow pattern",
        mail(_GOOD, _HEAD + f"Cc: {'(' * 20_000}\nSubject: x\n"),
        ANY,
        holds=(GOOD,),
    ),
    Case("no-mark.eml", "silence", mail(f"Content-Type: multipart/mixed\n\n--xyz\n{_GOOD}--xyz--\n"), ANY),
    Case("mark-never-met.eml", "silence", mail(f'Content-Type: multipart/mixed; boundary="other"\n\n{GOOD}\n'), ANY),
    Case("mark-never-closed.eml", "silence", mail(parts(_GOOD).replace("--xyz--\n", "")), ANY, holds=(GOOD,)),
    Case(
        "before-and-after-the-parts.eml",
        "silence",
        mail(parts(_GOOD).replace("\n\n--xyz", "\n\nTwo women were wounded.\n--xyz", 1) + "Three men were arrested.\n"),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "words-differ.eml",
        "silence",
        mail(
            parts(_GOOD, "Content-Type: text/html\n\n<p>Ninety people were killed in Halvor.</p>", kind="alternative")
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "only-html.eml",
        "script",
        mail(
            "Content-Type: text/html; charset=utf-8\n\n"
            f"<html><body><script>alert(1)</script><p>{GOOD}</p></body></html>"
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "subject-script.eml",
        "script",
        mail(
            _GOOD,
            _HEAD.replace("Nadia Placeholder", '"<script>alert(1)</script>"')
            + "Subject: <img src=x onerror=alert(1)>\n",
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "order.eml",
        "orders",
        mail(f"{_PLAIN}\n{ORDER}\n{GOOD}\n", _HEAD + f"Subject: {ORDER}\nX-Instructions: {ORDER}\n"),
        ANY,
        holds=(GOOD, ORDER),
    ),
    Case("attachment-names.eml", "path", mail(parts(_GOOD, *_ATTACHED)), ANY, holds=(GOOD,)),
    Case(
        "bomb-attached.eml",
        "bomb",
        mail(parts(_GOOD, attached("a.gz", gzipped(squeezed(b"\0" * 2**20, 600)), "application/gzip"))),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "zip-attached.eml",
        "path",
        mail(parts(_GOOD, attached("a.zip", named(b"../../escaped.txt"), "application/zip"))),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "kind-lies.eml",
        "wrong name",
        mail(parts(_GOOD, attached("a.txt", b"MZ" + bytes(300), "text/plain"))),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "base64-broken.eml",
        "broken",
        mail(f"{_PLAIN}Content-Transfer-Encoding: base64\n\n!!!{base64.b64encode(GOOD.encode()).decode()[:-3]}%%%\n"),
        ANY,
    ),
    Case(
        "quoted-printable-broken.eml",
        "broken",
        mail(f"{_PLAIN}Content-Transfer-Encoding: quoted-printable\n\n{GOOD} =ZZ=\n=F"),
        ANY,
        holds=("Ten people were killed",),
    ),
    Case(
        "encoding-unknown.eml",
        "encoding",
        mail(f"Content-Type: text/plain; charset=x-klingon\n\n{GOOD}\n"),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "encoding-lies.eml",
        "encoding",
        mail("Content-Type: text/plain; charset=us-ascii\n\nПогибли десять человек в Веллмаре.\n", encoding="cp1251"),
        ANY,
    ),
    Case(
        "transfer-unknown.eml",
        "broken",
        mail(f"{_PLAIN}Content-Transfer-Encoding: x-rot13\n\n{GOOD}\n"),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "date-of-nowhere.eml",
        "broken",
        mail(_GOOD, _HEAD.replace("1987", "99999").replace("+0400", "+9999") + "Subject: x\n"),
        ANY,
        holds=(GOOD,),
    ),
    Case("no-body.eml", "empty", mail("Content-Type: text/plain\n"), ANY),
    Case("nul-in-head.eml", "broken", mail(_GOOD, _HEAD + "Subject: a\0b\n"), ANY),
    Case(
        "script-as-name.eml",
        "script",
        mail(parts(_GOOD, attached("<script>alert(1)</script>.txt", b"Nobody."))),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "uuencoded.eml",
        "silence",
        mail(f"{_PLAIN}\n{GOOD}\nbegin 644 ../../escaped.txt\n#0V%T\n`\nend\n"),
        ANY,
        holds=(GOOD,),
    ),
    Case("outlook.msg", "no reader", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ANY),
    Case(
        "two-thousand-mails.mbox",
        "size",
        lambda: b"".join(b"From x Sun May  3 10:11:12 1987\n" + mail(_GOOD)() + b"\n" for _ in range(2_000)),
        ANY,
    ),
)
