"""How well and how fast scans are recognised, and how fast pictures are described.

Invented texts in four languages and a list of names are drawn, spoilt as scanners and phones spoil pages, and read
again. Needs tesseract with eng, aze, rus and tur, and the DejaVu fonts. Run: `python benchmarks/scans.py`
"""

from __future__ import annotations

import io
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

from cenotaph.read import Limits, recogniser
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.reading import Reading
from cenotaph.record import Source

FONTS = ("DejaVuSerif.ttf", "DejaVuSans.ttf", "DejaVuSansMono.ttf")
LIMITS = Limits(recognition=("en", "az", "ru", "tr"))
TEXTS = {
    "en": "On 4 March 1991 soldiers entered the town of Ozmara and killed 42 people, the commission said. Among"
    " them were nine children. Nadia Placeholder, the mayor of Tavri, said that 117 others were injured "
    "and that eleven were still missing a week later. A second commission, citing the ministry, gave 39 "
    "as the number of the dead. It said that the bodies of six persons had been taken to the hospital of "
    "Mirquza and were buried there on 9 March.",
    "az": "1991-ci il martın 4-də əsgərlər Ozmara şəhərinə daxil oldular və 42 nəfəri öldürdülər, komissiya "
    "belə bildirdi. Onların arasında doqquz uşaq var idi. Tavri şəhərinin başçısı Nadiyə Nümunəyeva dedi "
    "ki, daha 117 nəfər yaralanmış, on bir nəfər isə bir həftə sonra da itkin sayılırdı. İkinci komissiya"
    " nazirliyə istinadən ölənlərin sayını 39 göstərdi. Bildirildi ki, altı nəfərin cəsədi Mirquza "
    "xəstəxanasına aparılmış və orada dəfn edilmişdir.",
    "ru": "4 марта 1991 года солдаты вошли в город Озмара и убили 42 человека, сообщила комиссия. Среди них "
    "было девять детей. Надя Примерова, глава города Таври, сказала, что ещё 117 человек были ранены и "
    "что одиннадцать человек через неделю всё ещё числились пропавшими без вести. Вторая комиссия со "
    "ссылкой на министерство назвала число погибших: 39. Тела шести человек были доставлены в больницу "
    "Миркузы и похоронены там 9 марта.",
    "tr": "4 Mart 1991'de askerler Ozmara kasabasına girdi ve 42 kişiyi öldürdü, komisyon böyle açıkladı. "
    "Aralarında dokuz çocuk vardı. Tavri belediye başkanı Nadya Örnekoğlu, 117 kişinin daha yaralandığını"
    " ve on bir kişinin bir hafta sonra hâlâ kayıp olduğunu söyledi. İkinci komisyon, bakanlığa dayanarak"
    " ölü sayısını 39 olarak verdi. Altı kişinin cesedinin Mirquza hastanesine götürüldüğü ve 9 Mart'ta "
    "orada gömüldüğü bildirildi.",
}
FIRST = ("Arvo", "Bela", "Cyra", "Dario", "Ilva", "Nadia", "Tevfik", "Orla", "Marut", "Sela")
LAST = ("Testman", "Sample", "Mockova", "Placeholder", "Nobody", "Example")
PLACES = ("Ozmara", "Tavri", "Mirquza")
PEOPLE = [
    (str(n + 1), f"{FIRST[n % 10]} {LAST[n // 10 % 6]}", str(1920 + n * 7 % 70), PLACES[n % 3]) for n in range(40)
]


def drawn(lines: list[tuple[int, str]], font: str, size: int, dots: tuple[int, int] = (2480, 3508)) -> Any:
    """A page with each line at its place from the left."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", dots, 252)
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(font, size)
    for number, (left, line) in enumerate(lines):
        pen.text((left, 200 + number * size * 1.5), line, font=letters, fill=30)
    return page


def spoilt(page: Any, how: str) -> Any:
    """The page as a scanner or a phone gives it."""
    import numpy as np
    from PIL import Image, ImageFilter

    if how == "150 dots an inch":
        return page.resize((page.width // 2, page.height // 2))
    if how == "grain and blur":
        grain = np.random.default_rng(1990).normal(0, 25, (page.height, page.width))
        soft = np.asarray(page.filter(ImageFilter.GaussianBlur(1))) + grain
        return Image.fromarray(soft.clip(0, 255).astype("uint8"))
    if how == "photographed, shaded, askew":
        shade = np.linspace(0.45, 1, page.width)[None, :] * np.linspace(0.7, 1, page.height)[:, None]
        return Image.fromarray((np.asarray(page) * shade).astype("uint8")).rotate(1.5, fillcolor=90)
    return page.rotate(180) if how == "upside down" else page


def read(page: Any, limits: Limits = LIMITS) -> tuple[Reading, float]:
    """The reading of a page as JPEG, and the seconds it took."""
    out = io.BytesIO()
    page.save(out, "JPEG", quality=75)
    data = out.getvalue()
    source = described(data, Source(id="", status="cited", path="page.jpg"))
    start = time.perf_counter()
    return read_bytes(data, source, limits), time.perf_counter() - start


def main() -> None:
    """Print the tables."""
    from rapidfuzz.distance import Levenshtein

    print(recogniser(LIMITS) or sys.exit("tesseract is not installed"))
    print("language, page: wrong letters in 100 (three fonts), seconds a page")
    for how in ("clean", "150 dots an inch", "grain and blur", "photographed, shaded, askew", "upside down"):
        for code, words in TEXTS.items():
            wrong = total = 0
            spent = 0.0
            for font in FONTS:
                lines = [(150, line) for line in textwrap.wrap(words * 3, 80)]
                found, seconds = read(spoilt(drawn(lines, font, 40), how))
                want = " ".join(line for _, line in lines)
                got = " ".join(found.text.text.split()) if found.text else ""
                wrong, total = wrong + Levenshtein.distance(got, want), total + len(want)
                spent += seconds
            print(f"{code}  {how:<28} {100 * wrong / total:6.2f}  {spent / len(FONTS):5.2f}", flush=True)
    _names()
    _described()


def _names() -> None:
    cells = [("No.", "Name", "Born", "Place"), *PEOPLE]
    print("a list of 40 people in columns: lines kept, lines without a mistake")
    for how in ("clean", "150 dots an inch", "grain and blur", "photographed, shaded, askew"):
        page = drawn([], FONTS[1], 36)
        for left, column in zip((150, 300, 1000, 1400), zip(*cells, strict=True), strict=True):
            layer = drawn([(left, cell) for cell in column], FONTS[1], 36)
            page = layer if page is None else _darker(page, layer)
        found, seconds = read(spoilt(page, how))
        rows = [row.cells for row in found.rows if row.kind == "data"]
        print(f"    {how:<28} {len(rows)}  {len(set(rows) & set(PEOPLE))}  {seconds:.2f} s", flush=True)


def _darker(one: Any, other: Any) -> Any:
    from PIL import ImageChops

    return ImageChops.darker(one, other)


def _described() -> None:
    """Pictures a second, without recognition."""
    cases = Path(__file__).parents[1] / "tests" / "cases" / "read"
    for name in (
        "jpg_agency_photo_with_iptc",
        "webp_caption_in_two_languages",
        "heic_from_a_phone",
        "tiff_three_pages",
    ):
        (path,) = (cases / name).glob("in.*")
        data = path.read_bytes()
        if name.startswith("jpg"):  # as large as a camera's
            data = data[:-2] + bytes(6_000_000) + data[-2:]
        source = described(data, Source(id="", status="cited", path=path.name))
        start, times = time.perf_counter(), 0
        while time.perf_counter() - start < 1:
            read_bytes(data, source, Limits())
            times += 1
        print(f"{name}: {times} a second")


if __name__ == "__main__":
    main()
