"""Exported chats in the styles of every phone and language."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.chat_lines import is_chat, messages, order_of_days
from cenotaph.media_types import media_type
from cenotaph.read import chat
from cenotaph.read.about import best
from cenotaph.read.reading import Limits
from cenotaph.record import Source

SOURCE = Source(id="src-1", status="cited", path="_chat.txt", media_type="text/x-chat")
STYLES = (
    "12/31/19, 11:59 PM - {}",
    "12/31/19, 11:59\u202fPM - {}",
    "31/12/2019, 23:59 - {}",
    "31/12/2019 23:59 - {}",
    "31.12.19, 23:59 - {}",
    "31.12.2019 23:59 - {}",
    "31.12.19, 23.59 - {}",
    "31. 12. 2019 23:59 - {}",
    "31/12/19 à 23:59 - {}",
    "31/12/2019, 11:59 p. m. - {}",
    "31-12-2019 23:59 - {}",
    "2019-12-31, 23:59 - {}",
    "2019/12/31 23:59 - {}",
    "31.12.2019 ÖS 11:59 - {}",
    "٣١/١٢/٢٠١٩، ١١:٥٩ م - {}",
    "[31.12.19, 23:59:58] {}",
    "\u200e[31/12/2019, 23:59:58] {}",
    "[12/31/19, 11:59:58 PM] {}",
    "[31.12.2019 23:59:58] {}",
    "[2019/12/31 下午11:59:58] {}",
)


def read(text: str):
    return chat.read(text.encode(), SOURCE, Limits())


@pytest.mark.parametrize("style", STYLES)
def test_who_wrote_and_when_is_told_from_what_they_wrote(style):
    line = style.format("Nadia Placeholder: Two people were killed.")
    (message,) = messages(line)
    assert (message.sender, line[message.body :]) == ("Nadia Placeholder", "Two people were killed.")
    text = "\n".join([line] * 3)
    assert media_type(text.encode()) == "text/x-chat"
    reading = read(text)
    assert reading.text.published == "2019-12-31"
    said = [(b.kind, text[b.start : b.end]) for b in reading.text.blocks if b.kind != "furniture"]
    assert said == [("paragraph", "Two people were killed.")] * 3
    assert order_of_days(list(messages(text))) is not None


def test_the_participants_are_private_and_nobody_is_the_author():
    text = "".join(
        f"1/2/20, 9:0{n} PM - {name}: Nobody came.\n" for n, name in enumerate(("Nadia", "+994 00 000 00 00"))
    )
    reading = read(text)
    assert {each.value for each in reading.evidence if each.is_private} >= {"Nadia", "+994 00 000 00 00"}
    assert best(reading.evidence, "author") is None
    assert not [each for each in reading.evidence if "Nadia" in each.value + each.quote and not each.is_private]


@pytest.mark.parametrize(
    "words",
    [
        "<Media omitted>", "<Медиа пропущены>", "<Medya dahil edilmedi>", "<Media buraxılıb>",
        "IMG-20191231-WA0001.jpg (file attached)", "\u200eIMG-20191231-WA0001.jpg (файл добавлен)",
        "PTT-20191231-WA0007.opus (dosya ekli)", "\u200eimage omitted", "\u200e<attached: 0012-PHOTO.jpg>",
    ],
)  # fmt: skip
def test_what_the_program_says_in_a_senders_place_is_furniture(words):
    text = f"31.12.19, 23:58 - Nadia: Nobody came.\n31.12.19, 23:59 - Nadia: {words}\nWords under it\n"
    kinds = {text[b.start : b.end]: b.kind for b in read(text).text.blocks}
    assert kinds[f"31.12.19, 23:59 - Nadia: {words}"] == "furniture"
    assert kinds["Words under it"] == "paragraph"


def test_which_number_is_the_month_is_decided_by_all_lines_or_not_at_all():
    def chat_of(*days: str) -> str | None:
        return order_of_days(list(messages("".join(f"{day}, 9:15 PM - Nadia: text\n" for day in days))))

    assert chat_of("1/2/20", "1/3/20", "1/13/20") == "month"
    assert chat_of("1/2/20", "2/2/20", "13/2/20") == "day"
    assert chat_of("11/2/20", "12/2/20", "1/3/20", "2/3/20") == "day"
    assert chat_of("1/2/20") is None
    assert chat_of("1.2.20") == "day"
    assert chat_of("2020-02-01") == "year"


def test_a_chat_of_several_days_has_no_day_but_a_private_period():
    reading = read("".join(f"{day}.12.19, 23:59 - Nadia: Nobody came.\n" for day in range(10, 14)))
    assert reading.text.published is None
    assert [(e.value, e.is_private) for e in reading.evidence if e.field == "period"] == [
        ("2019-12-10/2019-12-13", True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "On 31.12.19, 23:59 nobody came.\nNobody at all.\nNobody.\n",
        "31.12.19, 23:59 - Nadia: Nobody came.\nA letter follows.\n",
        "Name,Age,Place\nNadia,31,Quill\n",
    ],
)
def test_other_texts_are_no_chats(text):
    assert not is_chat(text)
    assert media_type(text.encode()) != "text/x-chat"


def test_one_message_is_a_chat_when_its_name_says_so():
    line = b"31.12.19, 23:59 - Nadia: Nobody came.\n"
    assert media_type(line, name="WhatsApp Chat with Nadia.txt") == "text/x-chat"
    assert media_type(line, name="letter.txt") == "text/plain"


@given(st.lists(st.text(alphabet="abc :[]\u200e<>1./-\n", max_size=40), max_size=6))
def test_no_word_of_a_chat_is_lost(bodies):
    text = "31.12.19, 23:58 - Nadia: Nobody came.\n" + "".join(f"31.12.19, 23:59 - Ilva: {body}\n" for body in bodies)
    reading = read(text)
    assert reading.text.text == text
    covered = "".join(text[b.start : b.end] for b in reading.text.blocks)
    assert sorted("".join(covered.split()).replace("\u200e", "")) == sorted("".join(text.split()).replace("\u200e", ""))


def test_a_long_chat_is_read_fast():
    import time

    chosen = random.Random(1)
    text = "".join(f"31.12.19, 23:59 - Nadia {chosen.randrange(9)}: Nobody came to the mill.\n" for _ in range(20_000))
    start = time.perf_counter()
    assert len(read(text).text.blocks) == 40_000
    assert time.perf_counter() - start < 4
