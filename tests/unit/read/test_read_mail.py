"""E-mail as programs write it, broken ones too: words, files, and whose words they are."""

from __future__ import annotations

import base64
import io
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.media_types import media_type
from cenotaph.read import mail, mailbox_file
from cenotaph.read.about import best
from cenotaph.read.mail_head import sent_day
from cenotaph.read.mail_quotes import stretches
from cenotaph.read.reading import Limits, Reading
from cenotaph.read.shelf import Shelf
from cenotaph.record import Source

HEAD = b"From: Nadia Placeholder <nadia@post.invalid>\nDate: Tue, 5 Mar 1991 10:00:00 +0400\nMIME-Version: 1.0\n"
PGP = "-----BEGIN PGP MESSAGE-----"
KILLED = "Two people were killed at the mill in Mirquza."


def read(data: bytes, reader=mail) -> Reading:
    source = Source(id="src-1", status="cited", path="a.eml", bytes=len(data), media_type=reader.MEDIA_TYPES[0])
    return reader.unpack(io.BytesIO(data), source, Limits(), Shelf(None, Limits()))


def stating(reading: Reading) -> str:
    text = reading.text.text
    return "\n".join(text[block.start : block.end] for block in reading.text.blocks if block.kind != "furniture")


def public(reading: Reading) -> str:
    return " ".join(f"{each.value} {each.quote}" for each in reading.evidence if not each.is_private)


def test_addresses_are_private_and_the_writer_is_no_author():
    data = HEAD + b"To: archive@museum.invalid\nSubject: the mill\nContent-Type: text/plain\n\n" + KILLED.encode()
    reading = read(data)
    assert "@" not in public(reading)
    assert "post.invalid" not in reading.text.text
    assert best(reading.evidence, "author") is None
    assert [each.value for each in reading.evidence if each.field == "author"] == ["Nadia Placeholder"]
    assert (best(reading.evidence, "title"), reading.text.published) == ("the mill", "1991-03-05")


@pytest.mark.parametrize(
    ("subject", "meant"),
    [
        (b"=?utf-8?B?w5Z6ZXQ=?=", "Özet"),
        (b"=?UTF-8?Q?=C3=96?=\n =?UTF-8?Q?zet?=", "Özet"),
        (b"=?koi8-r?Q?=F0=CF=D6=C1=D2?= at the mill", "Пожар at the mill"),
        ("Пожар на мельнице".encode("cp1251"), "Пожар на мельнице"),
        ("Yangın – şəhid".encode(), "Yangın – şəhid"),
        (b"=?utf-8?B?w5Z6ZXQ", "=?utf-8?B?w5Z6ZXQ"),
        (b"=?no-such-code?Q?abc?=", "abc"),
        (b"=?utf-8?B?0J8=?= =?utf-8?B?0L4=?=", "По"),
        (b"=?utf-8?Q?=D0?= =?utf-8?Q?=9F?=", "П"),
    ],
)
def test_subjects_in_every_writing(subject, meant):
    reading = read(HEAD + b"Subject: " + subject + b"\n\n" + KILLED.encode())
    assert best(reading.evidence, "title") == meant


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Tue, 5 Mar 1991 23:50:00 +0400", "1991-03-05"),
        ("5 Mar 1991", "1991-03-05"),
        ("Tue Mar  5 10:00:00 1991", "1991-03-05"),
        ("Thu, 31 Feb 1991 10:00:00 +0000", None),
        ("yesterday", None),
    ],
)
def test_the_day_a_mail_was_sent_is_its_writers_day(words, day):
    assert sent_day(words) == day


@pytest.mark.parametrize(
    ("charset", "encoding"), [("windows-1254", "cp1254"), ("iso-8859-9", "cp1254"), ("utf-8", "utf-8")]
)
@pytest.mark.parametrize("packing", ["8bit", "base64"])
def test_words_in_the_encoding_the_mail_names(charset, encoding, packing):
    words = "Değirmende iki kişi öldü, dedi komşumuz.".encode(encoding)
    body = words if packing == "8bit" else base64.encodebytes(words)
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {packing}\n\n".encode()
    assert "iki kişi öldü, dedi komşumuz." in read(HEAD + head + body).text.text


def alternatives(plain: str, html: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "nadia@post.invalid", "mill"
    message.set_content(plain)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_of_two_forms_the_plain_one_is_taken_unless_it_says_nothing():
    page = f"<html><body><p>{KILLED}</p><p>{'The road was closed for the whole of the day. ' * 9}</p></body></html>"
    same = read(alternatives(f"{KILLED}\n" + "The road was closed for the whole of the day. " * 9, page))
    assert same.text.text.count(KILLED) == 1
    stub = read(alternatives("Your program cannot show this mail.\n", page))
    assert KILLED in stub.text.text
    assert "cannot show" not in stub.text.text


def test_a_page_as_mail_keeps_all_its_words_and_its_list_of_people():
    people = ("Ilva Nobody", "Teodor Sample", "Nadia Placeholder", "Aram Example")
    rows = "".join(f"<tr><td>{n}</td><td>{name}</td><td>{n + 30}</td></tr>" for n, name in enumerate(people))
    page = f"<p>Short.</p><table><tr><th>No.</th><th>Name</th><th>Age</th></tr>{rows}</table><footer>Behind.</footer>"
    reading = read(HEAD + b"Content-Type: text/html\n\n" + page.encode())
    assert all(words in reading.text.text for words in ("Short.", "Teodor Sample", "Behind."))
    assert [row.cells[1] for row in reading.rows if row.kind == "data"] == list(people)


@pytest.mark.parametrize(
    "heading",
    [
        "On Mon, 4 Mar 1991 at 09:12, The Museum <a@museum.invalid> wrote:",
        "On Mon, 4 Mar 1991 at 09:12, The Museum of the Province\n<a@museum.invalid> wrote:",
        "4 марта 1991 г., 09:12, Музей <a@museum.invalid> пишет:",
        "Понедельник, 4 марта 1991, 9:12 +04:00 от Музей <a@museum.invalid>:\nМузей <a@museum.invalid> написал(а):",
        "Müze <a@museum.invalid>, 4 Mar 1991 Pzt, 09:12 tarihinde şunu yazdı:",
        "4 mart 1991 tarixində Muzey <a@museum.invalid> yazdı:",
        "-----Original Message-----\nFrom: The Museum\nSent: Monday, 4 March 1991 09:12\nTo: Nadia\nSubject: the mill",
        "-----Исходное сообщение-----\nОт: Музей\nОтправлено: 4 марта 1991 г. 9:12\nКому: Надя\nТема: мельница",
        "_____________________\nKimden: Müze\nGönderildi: 4 Mart 1991 Pazartesi\nKime: Nadia\nKonu: değirmen",
        "From: The Museum\nSent: Monday, 4 March 1991 09:12\nTo: Nadia\nSubject: the mill",
    ],
)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_words_of_the_mail_that_is_answered_are_not_this_mails(heading, mark):
    body = f"Yes, that is what I saw.\n\n{heading}\n\n{mark}{KILLED}\n{mark}Is it so?\n"
    own = "".join(body[run.start : run.end] for run in stretches(body, is_forward=False) if run.is_own)
    assert "that is what I saw" in own
    assert KILLED not in own
    assert "useum" not in own


def test_words_of_a_mail_that_is_sent_on_are_this_mails():
    head = "---------- Forwarded message ---------\nFrom: X\nDate: 4 March 1991\nSubject: m\nTo: me"
    body = f"See below.\n\n{head}\n\n{KILLED}\n"
    for subject in (b"Fwd: mill", b"mill"):
        assert KILLED in stating(read(HEAD + b"Subject: " + subject + b"\n\n" + body.encode()))
    # sent on without a word of one's own, as an answer would look
    bare = f"-----Original Message-----\nFrom: X\nSent: 4 March 1991\nTo: me\n\n{KILLED}\n"
    assert KILLED in stating(read(HEAD + b"Subject: mill\n\n" + bare.encode()))


def test_answers_between_the_quoted_lines_are_own_and_a_signature_is_not():
    body = (
        "X wrote on 4 March 1991:\n> Who came?\nNobody came.\n> And then?\nTwo people.\n\n-- \nNadia\nMill Street 5\n"
    )
    own = "".join(body[run.start : run.end] for run in stretches(body, is_forward=False) if run.is_own)
    assert own == "Nobody came.\nTwo people.\n\n"


@given(st.text(alphabet="> \nabcОт:from-_1", max_size=200))
def test_the_stretches_of_a_mail_are_all_of_it(body):
    found = stretches(body, is_forward=False)
    assert "".join(body[run.start : run.end] for run in found) == body
    assert not body.strip() or any(run.is_own for run in found)


def test_files_are_parts_by_their_names_and_a_broken_one_is_named():
    parts = (
        "--B\nContent-Type: application/pdf; name*0*=utf-8''%D0%B0; name*1=bc.pdf\n"
        "Content-Transfer-Encoding: base64\n\nJVBERi0x\n"
        '--B\nContent-Type: image/jpeg; name="=?utf-8?B?0LAuanBn?="\nContent-Transfer-Encoding: base64\n\n/9j/4A==\n'
        "--B\nContent-Type: text/csv\nContent-Disposition: attachment; filename=../../list.csv\n\na,b\n"
        "--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBOR!w0KGgo\n"
        "--B\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgAA\n"
        "--B--\n"
    )
    reading = read(HEAD + b"Content-Type: multipart/mixed; boundary=B\n\n" + parts.encode())
    assert [part.name for part in reading.parts] == ["аbc.pdf", "а.jpg", "list.csv", "attachment-1.png", "winmail.dat"]
    assert reading.parts[4].media_type == "application/vnd.ms-tnef"
    harmed = [each.value for each in reading.parts[3].evidence if each.field == "harm"]
    assert "base64" in harmed[0]


def test_a_mail_in_a_mail_is_a_mail():
    message = EmailMessage()
    message["From"], message["Subject"] = "nadia@post.invalid", "outside"
    message.set_content("See inside.")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "ilva@post.invalid", "the road/and the mill"
    inner.set_content(KILLED)
    message.add_attachment(inner)
    (part,) = read(message.as_bytes()).parts
    assert (part.name, part.media_type) == ("the road-and the mill.eml", "message/rfc822")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "MIIB"),
        (
            "multipart/encrypted; boundary=B",
            f"--B\nContent-Type: application/octet-stream\n\n{PGP}\n--B--\n",
        ),
        ("text/plain", f"{PGP}\n\nhQEM\n-----END PGP MESSAGE-----\n"),
    ],
)
def test_an_encrypted_mail_says_so(kind, body):
    reading = read(HEAD + f"Subject: mill\nContent-Type: {kind}\n\n{body}".encode())
    assert reading.status == "in_part"
    assert "encrypted" in str(reading.reason)


def test_no_head_no_mail():
    assert read(b"\n\nNothing here.\n").status == "not_readable"


def test_what_is_a_mail_is_told_by_its_first_lines():
    received = b"Received: from a.invalid\n" * 90 + HEAD + b"\n" + KILLED.encode()
    assert media_type(received) == "message/rfc822"
    assert media_type(b"\xef\xbb\xbf" + HEAD + b"\n\xff\xfe\x00") == "message/rfc822"
    assert media_type(b"From: X\nSubject: mill\nDate: 4 March 1991\n\nTyped off.\n") == "text/plain"
    assert media_type(b"From: X\nSubject: mill\nDate: 4 March 1991\n\nSaved.\n", name="a.eml") == "message/rfc822"
    assert media_type(b"From x@y.invalid Tue Mar  5 10:00:00 1991\n" + HEAD + b"\n.") == "application/mbox"


def test_a_mailbox_holds_each_mail_as_it_stands():
    mails = [HEAD + f"Subject: {n}\n\nFrom what I heard, {n} people came.\n".encode() for n in range(5)]
    box = b"".join(b"From x@y.invalid Tue Mar  5 10:00:00 1991\n" + each + b"\n" for each in mails)
    reading = read(box, mailbox_file)
    assert [part.name for part in reading.parts] == [f"{n:05}.eml" for n in range(1, 6)]
    assert [part.bytes for part in reading.parts] == [len(each) + 1 for each in mails]


def test_a_typed_list_of_people_is_rows_once():
    people = "\n".join(
        f"{n}. {name}" for n, name in enumerate(("Ilva Nobody", "Teodor Sample", "Nadia Placeholder"), 1)
    )
    quoted = "".join(f"> {line}\n" for line in people.split("\n"))
    body = f"The killed were:\n\n{people}\n\nOn 4 March 1991, X wrote:\n{quoted}"
    reading = read(HEAD + b"Subject: mill\n\n" + body.encode())
    assert sum(row.kind == "data" for row in reading.rows) == 3


def test_a_page_saved_as_one_file_is_a_page_and_no_mail():
    page = f"<html><head><title>Mill</title></head><body><p>{KILLED}</p></body></html>"
    data = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: http://news.invalid/mill\nSubject: Fire at the mill\n"
        "Date: Tue, 5 Mar 2024 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\n\n'
        "--B\nContent-Type: text/html; charset=koi8-r\nContent-Location: http://news.invalid/mill\n\n" + page + "\n"
        "--B\nContent-Type: text/css\nContent-Location: cid:css@x\n\np{}\n"
        "--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--B--\n"
    ).encode()
    assert media_type(data, name="a.mhtml") == "message/rfc822"
    reading = read(data)
    assert (reading.status, reading.text) == ("read", None)
    (part,) = reading.parts
    assert (part.name, part.media_type, part.url) == ("Fire at the mill.html", "text/html", "http://news.invalid/mill")
    assert ("charset", "koi8-r") in [(each.field, each.value) for each in part.evidence]
    assert [each.value for each in reading.evidence if each.field == "page_files"] == ["2"]
