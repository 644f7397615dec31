"""How often the encoding of a text is found, and how often a wrong answer is told as a guess.

    python benchmarks/encodings.py [--wrong]

Every text is invented. For each language there are sentences and a list of names; from both, pieces of 20 to 5,000
letters are cut at words, written in every encoding that has their letters, and read again. A piece is right when all
its letters come back, wrong when not; flagged when the answer is told as a guess (S020). What counts most is the
column "wrong, not flagged": letters that nobody would look at again. The second table is web pages with a false or
missing declaration and files with one line in another encoding; the third is text spoilt before it was saved, which
must be named (S034) and not changed.

Limits: the encodings tried are those of `cenotaph.encoding.CANDIDATES` and of Unicode. A piece whose letters are all
ASCII says nothing of its encoding and is left out.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator

from cenotaph.encoding import Decoded, decode
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.reading import Limits
from cenotaph.record import Source

LENGTHS = (20, 40, 80, 200, 1000, 5000)
EACH = 12
"""Pieces of each length of each text."""

WRITTEN: dict[str, tuple[str, ...]] = {
    "ru": ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"),
    "uk": ("cp1251", "koi8_u", "iso8859_5", "mac_cyrillic"),
    "tr": ("cp1254", "iso8859_9"),
    "ar": ("cp1256", "iso8859_6"),
    "fa": ("cp1256",),
    "az-Cyrl": ("ptcp154",),
    "az-Arab": ("cp1256",),
    "az": (),
    "fr": ("cp1252",),
}
"""The encodings each language was written in before Unicode; all are tried in those of Unicode too."""

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")

PROSE: dict[str, str] = {
    "ru": (
        "В провинции Озмара комиссия насчитала сорок двух погибших. Их имена читают на площади каждый год четвёртого "
        "марта. Свидетели рассказали, что двери школы были заперты, а телефоны молчали до самого вечера. Рыбак с "
        "верхней улицы увидел грузовики первым и побежал к мосту. Позже врач записал каждого раненого в тетрадь, "
        "которую прятал под половицей. Никто из жителей не знал, куда увезли задержанных. Через неделю газета "
        "напечатала список из семнадцати фамилий, но две из них оказались ошибкой наборщика. Объявление об этом "
        "висело на двери аптеки. Эхо выстрелов слышали даже в соседнем посёлке, ещё не проснувшемся после праздника. "
        "Мать одного из юношей десять лет подряд писала письма в прокуратуру и не получила ни одного ответа."
    ),
    "uk": (
        "У провінції Озмара комісія нарахувала сорок двох загиблих. Їхні імена читають на площі щороку четвертого "
        "березня. Свідки розповіли, що двері школи були замкнені, а телефони мовчали до самого вечора. Рибалка з "
        "верхньої вулиці першим побачив вантажівки й побіг до мосту. Пізніше лікар записав кожного пораненого в зошит, "
        "який ховав під підлогою. Ніхто з мешканців не знав, куди повезли затриманих. Через тиждень газета "
        "надрукувала список із сімнадцяти прізвищ, але два з них виявилися помилкою складача. Є ще ґанок, де стояли "
        "жінки й чекали на звістку. Мати одного з юнаків десять років поспіль писала листи до прокуратури."
    ),
    "tr": (
        "Ozmara ilinde komisyon kırk iki ölü saydı. Adları her yıl dört martta meydanda okunur. Tanıklar okulun "
        "kapılarının kilitli olduğunu, telefonların akşama kadar sustuğunu anlattı. Yukarı sokaktan bir balıkçı "
        "kamyonları ilk gören oldu ve köprüye doğru koştu. Doktor daha sonra her yaralıyı döşemenin altında sakladığı "
        "bir deftere yazdı. Gözaltına alınanların nereye götürüldüğünü kimse "
        "bilmiyordu. Bir hafta sonra gazete on yedi "
        "kişilik bir liste bastı, ancak ikisi dizgicinin yanlışıydı. Çocuğunu yitiren anne on yıl boyunca savcılığa "
        "mektup yazdı, hiçbirine yanıt gelmedi. Işıklar söndürülmüştü ve şehirde ağır bir sessizlik vardı."
    ),
    "ar": (
        "أحصت اللجنة في محافظة أوزمارا اثنين وأربعين قتيلا. تقرأ أسماؤهم في الساحة كل عام في الرابع من آذار. قال "
        "الشهود إن أبواب المدرسة كانت مقفلة وإن الهواتف ظلت صامتة حتى المساء. كان صياد من الشارع الأعلى أول من رأى "
        "الشاحنات فركض نحو الجسر. وكتب الطبيب بعد ذلك اسم كل جريح في دفتر أخفاه تحت الأرض. لم يعرف أحد من السكان إلى "
        "أين أخذوا المعتقلين. وبعد أسبوع نشرت الصحيفة قائمة من سبعة عشر اسما غير أن اثنين منها كانا خطأ من المطبعة. "
        "كتبت أم أحد الشبان رسائل إلى النيابة عشر سنوات ولم يصلها جواب واحد."
    ),
    "fa": (
        "کمیسیون در استان ازمارا چهل و دو کشته را شمرد. نام‌های آنان هر سال در میدان خوانده می‌شود. شاهدان گفتند که "
        "درهای مدرسه قفل بود و تلفن‌ها تا شب خاموش ماند. ماهیگیری از خیابان بالا نخستین کسی بود که کامیون‌ها را دید و "
        "به سوی پل دوید. پزشک پس از آن نام هر زخمی را در دفتری نوشت که زیر زمین پنهان کرده بود. هیچ‌کس نمی‌دانست "
        "بازداشت‌شدگان را کجا برده‌اند. یک هفته بعد روزنامه فهرستی از هفده نام چاپ کرد."
    ),
    "az": (
        "Ozmara vilayətində komissiya qırx iki nəfərin həlak olduğunu müəyyən etdi. Onların adları hər il martın "
        "dördündə meydanda oxunur. Şahidlər danışdılar ki, məktəbin qapıları bağlı idi, telefonlar isə axşama qədər "
        "susurdu. Yuxarı küçədən bir balıqçı yük maşınlarını birinci gördü və körpüyə tərəf qaçdı. Həkim sonra hər "
        "yaralının adını döşəmənin altında gizlətdiyi dəftərə yazdı. Saxlanılanların hara aparıldığını heç kim "
        "bilmirdi. Bir həftə sonra qəzet on yeddi nəfərlik siyahı çap etdi, amma ikisi mürəttibin səhvi idi."
    ),
    "az-Cyrl": (
        "Озмара вилајәтиндә комиссија гырх ики нәфәрин һәлак олдуғуну мүәјјән етди. Онларын адлары һәр ил мартын "
        "дөрдүндә мејданда охунур. Шаһидләр данышдылар ки, мәктәбин гапылары бағлы иди, телефонлар исә ахшама гәдәр "
        "сусурду. Јухары күчәдән бир балыгчы јүк машынларыны биринҹи ҝөрдү вә көрпүјә тәрәф гачды. Һәким сонра һәр "
        "јаралынын адыны дөшәмәнин алтында ҝизләтдији дәфтәрә јазды. Сахланыланларын һара апарылдығыны һеч ким "
        "билмирди. Бир һәфтә сонра гәзет он једди нәфәрлик сијаһы чап етди, амма икиси мүрәттибин сәһви иди."
    ),
    "az-Arab": (
        "اوزمارا ولایتینده کمیسیون قیرخ ایکی نفرین هلاک اولدوغونو موعین ائتدی. اونلارین آدلاری هر ایل مارت آییندا "
        "میداندا اوخونور. شاهیدلر دانیشدیلار کی مکتبین قاپیلاری باغلی ایدی و تلفونلار آخشاما قدر سوسوردو. یوخاری "
        "کوچه‌دن بیر بالیقچی یوک ماشینلارینی بیرینجی گؤردو و کؤرپویه طرف قاچدی. حکیم سونرا هر یارالینین آدینی دفتره "
        "یازدی. ساخلانیلانلارین هارا آپاریلدیغینی هئچ کیم بیلمیردی. بیر هفته سونرا "
        "قزئت اون یئددی نفرلیک سیاهی چاپ ائتدی."
    ),
    "fr": (
        "Dans la province d'Ozmara, la commission a compté quarante-deux tués. Leurs noms sont lus chaque année sur la "
        "place, le quatre mars. Les témoins ont raconté que les portes de l'école étaient fermées à clé et que les "
        "téléphones s'étaient tus jusqu'au soir. Un pêcheur de la rue d'en haut aperçut le premier les camions et "
        "courut vers le pont. Le médecin inscrivit ensuite chaque blessé dans un cahier caché sous le plancher."
    ),
}

NAMES: dict[str, tuple[str, ...]] = {
    "ru": (
        "Алексей Никтоев", "Пётр Озмарский", "Юрий Небылицын", "Елена Примерова", "Щукина Яна", "Игорь Выдумкин",
        "Фёдор Безымянный", "Жанна Образцова", "Хасан Пустовалов", "Людмила Эскизова", "Дмитрий Тестовцев",
        "Цветана Мнимая", "Виктор Кажущий", "Ульяна Черновикова", "Григорий Условный", "Зоя Пробная",
    ),
    "uk": (
        "Олексій Нікуденко", "Петро Озмарський", "Юрій Вигадько", "Олена Прикладенко", "Їжакевич Яна", "Ігор Небилиця",
        "Федір Безіменний", "Жанна Зразкова", "Ґалаґан Хома", "Людмила Ескізна", "Дмитро Тестенко", "Віктор Уявний",
        "Уляна Чернеткова", "Григорій Умовний", "Зоя Пробна", "Є. Порожній",
    ),
    "tr": (
        "Ayşe Örnek", "Çağrı Denemeoğlu", "Gülşen Hiçkimse", "İsmail Uydurma", "Şükrü Varsayım", "Işıl Taslak",
        "Ömer Kurgu", "Doğan Belirsiz", "Ümit Sözde", "Fatma Bilinmeyen", "Yiğit Şablon", "Müjgan Adsız",
        "Kâzım Öylesine", "Tuğba Müsvedde", "Hüseyin Yokoğlu", "Bülent Sanı",
    ),
    "ar": (
        "أحمد المجهول", "فاطمة بنت الخيال", "يوسف النموذجي", "خديجة المثال", "عبد الله الفرضي", "مريم التجريبية",
        "إبراهيم العدم", "زينب الأوزماري", "حسن الوهمي", "ليلى المسودة", "صالح الظاهر", "نور الهدى اللاأحد",
    ),
    "fa": (
        "رضا هیچ‌کس", "پروانه نمونه", "کیوان ازماری", "ژاله خیالی",
        "گلی آزمون", "چنگیز فرضی", "پویا بی‌نام", "شیرین پندار",
        "یاسمن الگو", "کاوه انگار",
    ),
    "az": (
        "Əli Nümunəyev", "Gülşən Heçkim", "Çingiz Uydurmalı", "Şükufə Adsızova", "Ülviyyə Sınaq qızı", "İlqar Xəyali",
        "Əşrəf Məchulov", "Zərifə Ozmaralı", "Qəhrəman Yoxoğlu", "Cəfər Guya",
    ),
    "az-Cyrl": (
        "Әли Нүмунәјев", "Ҝүлшән Һечким", "Чинҝиз Ујдурмалы", "Шүкуфә Адсызова", "Үлвијјә Сынаг гызы", "Илгар Хәјали",
        "Әшрәф Мәҹһулов", "Зәрифә Озмаралы", "Гәһрәман Јохоғлу", "Ҹәфәр Ҝуја",
    ),
    "az-Arab": (
        "علی نمونه‌یئو", "گولشن هئچکیم", "چنگیز اویدورمالی",
        "شکوفه آدسیزوا", "ایلقار خیالی", "اشرف مجهولو", "ظریفه اوزمارالی",
        "قهرمان یوخ‌اوغلو", "جعفر گویا",
    ),
    "fr": (
        "Hélène Personne", "François Exemple", "Zoé Brouillon", "André Modèle", "Benoît Fictif", "Anaïs Sansnom",
        "Jérôme Croquis", "Noëlle Imaginée", "Cédric Néant", "Maëlys Esquisse",
    ),
}  # fmt: skip


def pieces(language: str, kind: str) -> Iterator[tuple[int, str]]:
    """Pieces of a text or of a list of names, with the length that was asked for."""
    chosen = random.Random(f"{language} {kind}")
    for length in LENGTHS:
        for _ in range(EACH):
            if kind == "names":
                names = list(NAMES[language])
                lines: list[str] = []
                while sum(map(len, lines)) < length:
                    chosen.shuffle(names)
                    lines.extend(f"{name}, {chosen.randrange(5, 80)}" if length > 100 else name for name in names)
                while len(lines) > 1 and sum(map(len, lines[:-1])) >= length:
                    lines.pop()
                yield length, "\n".join(lines) + "\n"
            else:
                words = PROSE[language].split()
                first = chosen.randrange(len(words))
                turned = words[first:] + words[:first]
                taken = 0
                run: list[str] = []
                while taken < length:
                    run.append(turned[len(run) % len(turned)])
                    taken += len(run[-1])
                yield length, " ".join(run) + "\n"


def in_encoding(text: str, encoding: str) -> bytes | None:
    """The bytes of a text; None where the encoding lacks one of its letters."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def measure(is_shown: bool) -> None:
    """Print, by language and encoding, how many pieces are right, wrong and flagged; then by length."""
    by_length: dict[int, Counter[str]] = {length: Counter() for length in LENGTHS}
    print("language   encoding       pieces  right  flagged  wrong  wrong, not flagged")
    total: Counter[str] = Counter()
    for language, legacy in WRITTEN.items():
        for encoding in (*legacy, *UNICODE):
            counts: Counter[str] = Counter()
            for kind in ("names", "prose"):
                for length, text in pieces(language, kind):
                    written = text if encoding in UNICODE else _for_legacy(text, language, encoding)
                    data = in_encoding(written, encoding)
                    if data is None or written.isascii():
                        continue
                    found = judged(decode(data), written)
                    counts.update(found)
                    if encoding not in UNICODE:
                        by_length[length].update(found)
                    if is_shown and "wrong" in found:
                        print(f"    {'' if 'flagged' in found else '!! '}{decode(data)!r}"[:200], repr(written[:60]))
            total.update(counts)
            print(f"{language:<10} {encoding:<13} {_line(counts)}")
    print(f"{'all':<10} {'':<13} {_line(total)}")
    for length, counts in by_length.items():
        print(f"legacy     {length:>5} letters {_line(counts)}")


FALSE_DECLARATIONS = (
    ("cp1251", "iso-8859-1"),
    ("koi8_r", "windows-1251"),
    ("cp1251", "koi8-r"),
    ("cp1251", "utf-8"),
    ("utf-8", "windows-1251"),
    ("utf-8", "iso-8859-1"),
    ("cp1251", None),
    ("utf-8", None),
    ("cp1251", "windows-1251"),
)
"""The encoding a Russian page is in, and the one it states."""

SPOILT = (("utf-8", "latin_1"), ("utf-8", "cp1252"), ("utf-8", "cp1251"), ("cp1251", "cp1252"), ("koi8_r", "cp1251"))
"""The encoding a text was in, and the one a program took it for."""


def measure_pages() -> None:
    """Print how many Russian pages come out right under each declaration, and files with a line in another encoding."""
    print("page in    declared       pages  right  S030")
    for encoding, declared in FALSE_DECLARATIONS:
        right = denied = number = 0
        for length, text in [*pieces("ru", "prose"), *pieces("ru", "names")]:
            if length < 40:
                continue
            meta = f'<meta charset="{declared}">' if declared else ""
            page = f"<!DOCTYPE html><html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"
            source = Source(id="", status="cited", path="a.html")
            reading = read_bytes(data := page.encode(encoding), described(data, source), Limits())
            number += 1
            right += reading.text is not None and text.split()[0] in reading.text.text
            denied += any(flag.code == "S030" for flag in reading.flags)
        print(f"{encoding:<10} {declared or '':<13} {number:>6} {right:>6} {denied:>5}")
    lines = [*NAMES["ru"], *NAMES["az"], *NAMES["tr"]]
    right = number = 0
    for at, line in enumerate(lines[: len(NAMES["ru"])]):
        for encoding in WRITTEN["ru"]:
            mixed = [each.encode(encoding if number_ == at else "utf-8") for number_, each in enumerate(lines)]
            decoded = decode(b"\n".join(mixed))
            number += 1
            right += decoded.text.split("\n")[at] == line and decoded.mixed_lines == (at + 1,)
    print(f"one line of another encoding in UTF-8: {right} of {number} right and named")


def measure_spoilt() -> None:
    """Print how many spoilt texts are named, and how many sound ones are called spoilt."""
    print("was in     taken for      pieces  named (S035)")
    for encoding, taken in SPOILT:
        named = number = 0
        for language in ("ru", "uk", "az", "tr", "ar") if encoding == "utf-8" else ("ru",):
            for length, text in [*pieces(language, "prose"), *pieces(language, "names")]:
                if length < 40:
                    continue
                shown = text.encode(encoding, "ignore").decode(taken, "replace")
                # Browsers show what an encoding leaves open as a control character.
                data = shown.replace("\ufffd", "\x98").encode()
                reading = read_bytes(data, described(data, Source(id="", status="cited", path="a.txt")), Limits())
                number += 1
                named += any(flag.code == "S035" for flag in reading.flags)
        print(f"{encoding:<10} {taken:<13} {number:>7} {named:>7}")
    sound = false = 0
    for language in WRITTEN:
        for kind in ("names", "prose"):
            for _, text in pieces(language, kind):
                data = text.encode()
                reading = read_bytes(data, described(data, Source(id="", status="cited", path="a.txt")), Limits())
                sound += 1
                false += any(
                    flag.code in ("S020", "S030", "S031", "S032", "S033", "S034", "S035") for flag in reading.flags
                )
    print(f"sound texts in UTF-8: {sound}, flagged {false}")


def judged(decoded: Decoded, text: str) -> list[str]:
    """What to count for one answer."""
    found = ["pieces", "right" if decoded.text.removeprefix("\ufeff") == text else "wrong"]
    if not decoded.is_certain:
        found.append("flagged")
    elif found[1] == "wrong":
        found.append("unseen")
    return found


def _for_legacy(text: str, language: str, encoding: str) -> str:
    """The text as one typed it before Unicode, with the letters that the encoding has."""
    if encoding == "cp1256":
        text = text.replace("ی", "ي") if language != "ar" else text
    if encoding in ("iso8859_5", "mac_cyrillic", "koi8_u") and language == "uk":
        text = text.replace("ґ", "г").replace("Ґ", "Г") if encoding != "koi8_u" else text
    return text


def _line(counts: Counter[str]) -> str:
    return "".join(
        f"{counts[name]:>{width}}"
        for name, width in (("pieces", 7), ("right", 7), ("flagged", 9), ("wrong", 7), ("unseen", 12))
    )


def main() -> None:
    """Measure, and print what was found."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--wrong", action="store_true", help="show every wrong answer")
    measure(arguments.parse_args().wrong)
    measure_pages()
    measure_spoilt()


if __name__ == "__main__":
    main()
