"""The site: what stands on which page, that every value leads to its source, and that nothing hostile acts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from msgspec.structs import replace
from ozmara_record import (
    CLAIMS,
    EDITION,
    ENTRIES,
    LIST,
    NEWS,
    PERSONS,
    SETTINGS,
    SOURCES,
    TABLE_ROWS,
    cell,
    make_record,
)

from cenotaph.archive import Settings
from cenotaph.flags import flag
from cenotaph.publish import publish
from cenotaph.publish.pages import names
from cenotaph.record import Entry, FieldValue, Figure, Incident, NameForm, Person, Redirect, Source

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """A page taken apart: elements, links, ids, headings and the text a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.headings: list[int] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.html
        if tag not in {"bdi", "q", "a", "span", "strong"}:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not {"title", "script", "style"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.elements if tag == "a" and "href" in attributes]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]


def built(tmp_path: Path, audience: str = "preview", record: object = None) -> dict[str, Page]:
    """All pages of a site, by path."""
    publish(record or make_record(), tmp_path / "site", tmp_path / "export", audience)  # type: ignore[arg-type]
    site = tmp_path / "site"
    return {p.relative_to(site).as_posix(): Page(p.read_text("utf-8")) for p in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return built(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    opened = {
        n: [replace(r, access="public") if hasattr(r, "access") else r for r in rows] for n, rows in TABLE_ROWS.items()
    }
    return built(tmp_path_factory.mktemp("public"), "public", make_record(EDITION, **opened))


def follow(page: str, link: str) -> tuple[str, str]:
    """Path and anchor of a relative link, from the root of the site."""
    parts = urlsplit(link)
    folder = PurePosixPath(page).parent
    steps: list[str] = []
    for step in (folder / unquote(parts.path)).parts if parts.path else PurePosixPath(page).parts:
        if step == "..":
            steps.pop() if steps and steps[-1] != ".." else steps.append(step)
        else:
            steps.append(step)
    return "/".join(steps), parts.fragment


def section(page: Page, start: str, end: str) -> str:
    return page.html.split(start, 1)[1].split(end, 1)[0]


def test_every_link_is_relative_and_leads_somewhere(pages: dict[str, Page], public: dict[str, Page]) -> None:
    for site in (pages, public):
        for path, page in site.items():
            for link in page.links:
                if link.startswith(("http://", "https://")):
                    continue
                assert not link.startswith(("/", "file:")), (path, link)
                target, anchor = follow(path, link)
                if target.startswith("../export/"):
                    continue
                assert target in site, (path, link)
                assert not anchor or anchor in site[target].ids, (path, link)


def test_downloads_are_where_the_page_says(tmp_path: Path) -> None:
    publish(make_record(), tmp_path / "public", tmp_path / "public" / "data", "preview")
    page = Page((tmp_path / "public" / "data.html").read_text("utf-8"))
    files = [link for link in page.links if link.startswith("data/")]
    assert "data/csv/persons.csv" in files
    assert all((tmp_path / "public" / link).is_file() for link in files)


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for tag, attributes in page.elements:
            loaded = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
            assert not loaded or not re.match(r"(?i)[a-z]+:|//", loaded), (path, loaded)
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (path, tag)
            assert tag not in {"style", "iframe", "object", "embed", "form", "base", "img"}
    css = (Path(names.__file__).parents[1] / "assets" / "style.css").read_text("utf-8")
    assert "url(" not in css
    assert "@import" not in css
    assert "@font-face" not in css


def test_every_page_is_marked_as_a_preview_and_carries_the_notice(
    pages: dict[str, Page], public: dict[str, Page]
) -> None:
    for page in pages.values():
        assert page.text.startswith("Skip to the content PRIVATE PREVIEW")
        assert "Everything here is invented." in page.text
    for page in public.values():
        assert "PREVIEW" not in page.text
        assert "noindex" not in page.html
        assert "Everything here is invented." in page.text


def test_pages_are_well_formed_for_those_who_hear_them(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        html = next(attributes for tag, attributes in page.elements if tag == "html")
        assert html == {"lang": "en", "dir": "ltr"}
        assert page.headings.count(1) == 1, path
        assert page.headings[0] == 1, path
        assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False)), (path, page.headings)
        assert len(page.ids) == len(set(page.ids)), path
        assert page.links[0] == "#content"
        assert page.html.count("<main ") == 1
        assert all(attributes.get("scope") for tag, attributes in page.elements if tag == "th"), path
        for needed in re.findall(r'(?:aria-labelledby|aria-describedby|for)="([^"]+)"', page.html):
            assert needed in page.ids, (path, needed)


def test_first_page_begins_with_names(pages: dict[str, Page]) -> None:
    text = pages["index.html"].text
    assert text.index("Mira Talvenko") < text.index("4 people by name")
    assert text.index("Mira Talvenko") < text.index("invented archive")
    assert "and one person whose name is not known" in text


def test_incidents_have_equal_blocks_and_empty_ones_say_so(pages: dict[str, Page]) -> None:
    blocks = re.findall(r'<article class="block">(.*?)</article>', pages["index.html"].html, re.DOTALL)
    assert [re.findall("<h3>.*?>(.*?)</", block)[0] for block in blocks] == [i.title for i in SETTINGS.incidents]
    shapes = [re.findall(r"<(h3|ul|li|a)\b", block) for block in blocks]
    assert shapes[0] == shapes[1] == shapes[2]
    assert "No names are held. No statements are held." in blocks[1]


def test_who_is_missing_is_not_among_the_dead(pages: dict[str, Page]) -> None:
    wall = section(pages["index.html"], 'class="wall"', "</section>")
    assert "Mira Talvenko" in wall
    assert "Bartol Eskelund" not in wall
    assert "Odo Harnwick" not in wall
    page = pages["persons/per-02.html"]
    assert "Missing. No source here reports a death." in page.text
    assert "killed" not in page.text


def test_years_ago_only_with_an_edition(pages: dict[str, Page], public: dict[str, Page]) -> None:
    assert not [path for path, page in pages.items() if "years before" in page.text]
    assert "95 years before this edition" in public["index.html"].text
    assert "93 years before this edition" in public["index.html"].text  # 14 July 1932, on 3 March 2026
    assert "Edition 1 of 3 March 2026." in public["about.html"].text


def test_register_has_every_spelling(pages: dict[str, Page]) -> None:
    page = pages["names.html"]
    for person in PERSONS:
        for form in person.names:
            assert (f">{form.text}</bdi>" in page.html) == (person.fate != "alive")
    assert "Мира Тальвенко see Mira Talvenko" in page.text
    assert 'data-key="mira talvenko мира тальвенко"' in page.html
    assert 'data-key="sehla ornvik"' in page.html
    assert "Bartol Eskelund (missing)" in page.text
    assert "This means nothing about the person." in page.text
    assert "A person whose name is not known Brick Works" in page.text


def test_a_person_has_all_spellings_and_contradictions_side_by_side(pages: dict[str, Page]) -> None:
    page = pages["persons/per-01.html"]
    assert page.text.count("Мира Тальвенко") >= 1
    assert "Russian, Cyrillic" in page.text
    assert "Born Stated differently May 1917 Memory list of the Mill Quarter 1951 1918 Memory list" in page.text
    assert "Family daughter of Ilse Talvenko" in page.text
    assert "<q>" in page.html
    assert "The mentions agree well; small things differ or are not stated." in page.text


def test_every_value_of_a_person_and_a_figure_leads_to_its_passage(pages: dict[str, Page]) -> None:
    linked = {follow("persons/per-01.html", link) for link in pages["persons/per-01.html"].links}
    assert {("sources/src-aaaa02.html", "ent-01"), ("sources/src-aaaa01.html", "ent-02")} <= linked
    figures = {follow("figures/mill-quarter.html", link) for link in pages["figures/mill-quarter.html"].links}
    claims = {("sources/" + c.source + ".html", c.id) for c in CLAIMS if c.count}
    assert claims <= figures
    page = pages["sources/src-aaaa01.html"]
    passage = section(page, 'id="clm-01"', "</section>")
    assert "At least 40 people were killed</bdi></q>" in passage
    assert ", among them Mira Talvenko, 13." in passage


def test_figures_stand_side_by_side_without_a_voice(pages: dict[str, Page]) -> None:
    page = pages["figures/mill-quarter.html"]
    assert "more than 12 people (denied) Ministry of Records The night at the mill In these words" in page.text
    both = next(part for part in page.html.split('<section class="question">') if "Ministry of Records" in part)
    assert both.index("Those that name who says so") < both.index("Those that name no origin")
    assert page.text.count("150") == 1  # two pages, one copy group, one row
    assert "and one further source with the same text The mill remembered" in page.text
    assert "(our note)" in page.text
    assert "190" not in page.text  # nothing is added up
    assert "Chosen by a decision" not in page.text


def test_a_headline_is_shown_only_when_chosen(tmp_path: Path) -> None:
    figures: list[Figure] = list(TABLE_ROWS["figures"])  # type: ignore[arg-type]
    figures[0] = replace(figures[0], is_headline=True, headline_by="tester:9")
    page = built(tmp_path, record=make_record(figures=figures))["figures/mill-quarter.html"]
    assert "Chosen by a decision of this archive: at least 40, The night at the mill" in page.text


def test_noted_claims_are_never_in_quotation_marks(pages: dict[str, Page]) -> None:
    page = pages["sources/cit-aaaa04.html"]
    assert "<q>" not in page.html
    assert "<blockquote>" not in page.html
    assert "“Our note” is what we noted of this source, in our words." in page.text
    assert "Address and our notes only; no copy is held." in page.text
    assert "Killed Our note: 150 inhabitants When 3–5 March 1931" in page.text
    assert "Our remark period given as several days" in page.text
    assert "killed,150,150,exact" not in page.text


def test_our_own_sheets_are_no_sources_among_others(pages: dict[str, Page]) -> None:
    assert "5 sources." in pages["sources.html"].text
    assert "Our notes" in section(pages["sources.html"], 'id="sheets"', "</section>")
    assert "Each note stands on the page of the source" in pages["sources/src-aaaa03.html"].text


def test_remarks_are_not_public(public: dict[str, Page]) -> None:
    for page in public.values():
        assert "period given as several days" not in page.html
        assert "sources/news/night.html" not in page.html
        assert "tester" not in page.html


def test_addresses_show_their_domain(pages: dict[str, Page]) -> None:
    found = [a for tag, a in pages["sources/cit-aaaa04.html"].elements if tag == "a" and a.get("rel")]
    assert found == [{"href": "https://observer.example/twenty", "rel": "noreferrer noopener nofollow"}]


def test_chronology_follows_the_dates_of_the_sources(pages: dict[str, Page]) -> None:
    text = pages["chronology.html"].text
    assert text.index("3 March 1931") < text.index("3–5 March 1931") < text.index("4 March 1931, 02:30")
    assert "Our note: the mill bell rang until morning the miller's widow" in text
    assert "2 further statements give no date" in text


def test_points_name_the_words_and_a_way_to_settle(pages: dict[str, Page]) -> None:
    page = pages["points.html"]
    assert "Total below the people named A002" in page.text
    assert "The Ministry of Records denied that more than 12 had died The night at the mill" in page.text
    assert "How to settle it:" in page.text
    assert re.search(r"settle it\. (One point|\d+ points)\.", page.text)


def test_estimates_or_their_refusal(pages: dict[str, Page], public: dict[str, Page]) -> None:
    assert "61, with an interval from 44 to 98 at 95 percent" in pages["estimates.html"].text
    assert "Not estimated. too few people stand on several lists" in pages["estimates.html"].text
    assert "No estimate is published." in public["estimates.html"].text
    assert "61" not in public["estimates.html"].text


def test_text_in_other_scripts_keeps_its_direction(pages: dict[str, Page]) -> None:
    assert '<bdi lang="ar" dir="rtl">يانا أوليكوفر</bdi>' in pages["index.html"].html
    assert '<bdi lang="ru">Мира Тальвенко</bdi>' in pages["names.html"].html


UNFIT = re.compile(
    r"\b(duplicate|error|placeholder|record linkage|dedup\w*|invalid|unknown person|casualty|casualties|dataset|"
    r"entity|cluster|score|probability|match(ed|es)?|(?-i:None|NaN)|null|TODO|undefined)\b",
    re.IGNORECASE,
)


def test_no_page_speaks_of_people_as_of_data(pages: dict[str, Page], public: dict[str, Page]) -> None:
    for site in (pages, public):
        for path, page in site.items():
            if path.startswith("research/rules-"):
                continue  # titles of other people's books and data sets stand there
            text = page.text.replace("Mill Quarter Record", "").replace("Ministry of Records", "")
            assert not UNFIT.search(text), (path, UNFIT.search(text))
            if path.startswith(("persons/", "names")):
                assert "record" not in text.lower().replace("the record is not complete", "").replace(
                    "this record", ""
                ), path


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}\u202egnol\u202c\x00\x07" + "W" * 400


def hostile_record() -> object:
    source = replace(
        SOURCES[0],
        id="../../evil<id>",
        title=HOSTILE,
        author=HOSTILE,
        publisher=HOSTILE,
        language='en" onload="x',
        url="javascript:alert(3)",
        rights=HOSTILE,
        perspective=HOSTILE,
        reason=HOSTILE,
        status="in_part",
        captured=HOSTILE,
        captured_by=HOSTILE,
        media_type=HOSTILE,
        path=HOSTILE,
        sha256=HOSTILE,
        published=HOSTILE,
    )
    data = replace(SOURCES[3], id="CON", url="data:text/html,<script>1</script>", title=HOSTILE)
    span = replace(CLAIMS[0].span, source=source.id, quote=HOSTILE)
    claim = replace(
        CLAIMS[0],
        id='x"><b>',
        source=source.id,
        span=span,
        kind=HOSTILE,
        whom=HOSTILE,
        by=HOSTILE,
        where=HOSTILE,
        when=HOSTILE,
        as_of=HOSTILE,
        speaker=HOSTILE,
        value=HOSTILE,
        note=HOSTILE,
        language="<b>",
        incident=HOSTILE,
    )
    entry = replace(
        ENTRIES[0],
        id="ent/../x",
        source=source.id,
        span=cell(source.id, HOSTILE, HOSTILE, HOSTILE),
        name=HOSTILE,
        ordinal=HOSTILE,
        birth=HOSTILE,
        place=HOSTILE,
        burial=HOSTILE,
        kin=HOSTILE,
        details=HOSTILE,
        age=HOSTILE,
        language="<i>",
        date=HOSTILE,
        fate=HOSTILE,
        sex=HOSTILE,
    )
    person = Person(
        id="per-<>/..",
        name=HOSTILE,
        names=(NameForm(HOSTILE, entry.id, HOSTILE, "<u>"),),
        entries=(entry.id,),
        fate="killed",
        fields=tuple(FieldValue(f, HOSTILE, entry.id) for f in ("birth", "sex", HOSTILE, "kin")),
        incident=HOSTILE,
    )
    question = replace(
        TABLE_ROWS["questions"][0],
        id=HOSTILE,
        kind=HOSTILE,
        population=HOSTILE,
        place=HOSTILE,
        period=HOSTILE,
        within=(HOSTILE,),
    )  # type: ignore[index]
    figure = replace(
        TABLE_ROWS["figures"][0],
        question=HOSTILE,
        claim=claim.id,
        source=source.id,
        speaker=HOSTILE,
        published=HOSTILE,  # type: ignore[index]
        is_headline=True,
        as_of=HOSTILE,
    )
    point = replace(
        flag("A002", spans=[span], sources=[source.id], total=HOSTILE, named=HOSTILE),
        settled_by=HOSTILE,
        settled_reason=HOSTILE,
    )
    estimate = replace(
        TABLE_ROWS["estimates"][0], stratum=HOSTILE, reason=HOSTILE, refusal=HOSTILE, lists=(HOSTILE,), incident=HOSTILE
    )  # type: ignore[index]
    incident = Incident(
        id="mill-quarter", title=HOSTILE, start="1931", places=(HOSTILE,), also=(HOSTILE,), anniversary=HOSTILE
    )
    odd = Incident(id="../" + HOSTILE, title=HOSTILE)
    settings = Settings(
        title=HOSTILE,
        description=HOSTILE,
        notice=HOSTILE,
        contact=HOSTILE,
        languages=("xx/../..", "en"),
        incidents=(incident, odd),
    )
    return make_record(
        settings=settings,
        sources=[source, data],
        claims=[claim],
        entries=[entry],
        persons=[person],
        questions=[question],
        figures=[figure],
        flags=[point],
        estimates=[estimate],
        texts=(),
        rows=(),
        links=(),
        pairs=(),
        places=(),
        copy_groups=(),
    )


def test_hostile_words_come_out_inert(tmp_path: Path) -> None:
    pages = built(tmp_path, record=hostile_record())
    written = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert written == {"site", "export"}
    for path, page in pages.items():
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"img", "b", "i", "u"}, path
        for tag, attributes in page.elements:
            if tag == "script":
                assert attributes["src"] in {"assets/names.js", "../assets/names.js"}
            assert not [name for name in attributes if name.startswith("on")], (path, attributes)
            assert (attributes.get("href") or "").split(":")[0] not in {"javascript", "data"}, path
        assert "\u202e" not in page.html
        assert "\x00" not in page.html
        assert "49" not in page.text.replace("149", ""), path  # no template is made of what a source says
    assert "<script>alert(1)</script>" in pages["index.html"].text


def test_public_of_the_hostile_record_is_inert_too(tmp_path: Path) -> None:
    pages = built(tmp_path, "public", hostile_record())
    assert all("<script>alert" not in page.html for page in pages.values())


def test_long_registers_are_split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "LINES_PER_PAGE", 3)
    pages = built(tmp_path)
    parts = [path for path in pages if path.startswith("names/")]
    assert parts == ["names/1.html", "names/2.html"]
    assert "Mira Talvenko" in pages["names/1.html"].text
    assert follow("names.html", pages["names.html"].links[-1])[0]
    assert {follow("names.html", link)[0] for link in pages["names.html"].links} >= set(parts)


def test_long_lists_are_split_and_links_find_their_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cenotaph.publish.lookup.STATEMENTS_PER_PAGE", 2)
    monkeypatch.setattr("cenotaph.publish.pages.sources.STATEMENTS_PER_PAGE", 2)
    pages = built(tmp_path)
    assert "sources/src-aaaa02-3.html" in pages
    linked = {follow("persons/per-06.html", link) for link in pages["persons/per-06.html"].links}
    assert ("sources/src-aaaa02-3.html", "ent-08") in linked
    assert "ent-08" in pages["sources/src-aaaa02-3.html"].ids


def test_an_empty_record_has_all_its_pages(tmp_path: Path) -> None:
    tables: dict[str, object] = dict.fromkeys(TABLE_ROWS, ())
    pages = built(tmp_path, record=make_record(settings=Settings(title="Nothing yet"), **tables))
    assert "No names are held yet." in pages["index.html"].text
    assert "No sources are held yet." in pages["sources.html"].text
    assert {"names.html", "figures.html", "chronology.html", "points.html", "estimates.html", "data.html"} <= set(pages)


def test_a_further_site_language_is_one_file_of_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cenotaph import messages

    known = messages._sentences
    monkeypatch.setattr(messages, "site_languages", lambda: ("ar", "en"))
    monkeypatch.setattr("cenotaph.publish.site.site_languages", lambda: ("ar", "en"))
    monkeypatch.setattr(messages, "_sentences", lambda code: known("en") if code == "en" else {"nav.names": "أسماء"})
    messages.load_messages.cache_clear()
    try:
        pages = built(tmp_path, record=make_record(settings=replace(SETTINGS, languages=("en", "ar"))))
    finally:
        messages.load_messages.cache_clear()
    page = pages["ar/persons/per-01.html"]
    assert '<html lang="ar" dir="rtl">' in page.html
    assert "أسماء" in page.text
    assert '<link rel="stylesheet" href="../../assets/style.css">' in page.html
    assert follow("ar/persons/per-01.html", "../../persons/per-01.html")[0] in pages
    assert "../ar/persons/per-01.html" in pages["persons/per-01.html"].links
    for path, one in pages.items():
        assert all(follow(path, link)[0] in pages for link in one.links if "export" not in link and ":" not in link), (
            path
        )


def test_order_of_rows_does_not_change_a_byte(tmp_path: Path) -> None:
    folders = []
    for name, tables in (("a", {}), ("b", {n: tuple(reversed(rows)) for n, rows in TABLE_ROWS.items()})):
        publish(make_record(**tables), tmp_path / name / "site", tmp_path / name / "export", "preview")
        site = tmp_path / name / "site"
        folders.append(
            {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*.html") if p.name != "data.html"}
        )
    assert folders[0] == folders[1]


def test_people_named_on_no_shown_source_have_no_page(public: dict[str, Page]) -> None:
    assert len([path for path in public if path.startswith("persons/")]) == 5  # one of six is living
    assert not [path for path in public if NEWS in path or LIST in path]


def test_several_sources_under_one_title_stay_apart(tmp_path: Path) -> None:
    again: list[Source] = [*SOURCES, replace(SOURCES[4], id="cit-other", key="s9")]
    pages = built(tmp_path, record=make_record(sources=again))
    assert pages["sources.html"].text.count("The mill remembered") == 2
    assert "sources/cit-other.html" in pages


def test_an_entry_without_a_person_is_shown_on_its_source(tmp_path: Path) -> None:
    lone: list[Entry] = [
        *ENTRIES,
        replace(ENTRIES[7], id="ent-09", name="Lone Nameworth", span=cell(LIST, "Lone Nameworth", "B9")),
    ]
    page = built(tmp_path, record=make_record(entries=lone))["sources/src-aaaa02.html"]
    assert "Lone Nameworth" in page.text


def test_who_is_remembered_for_another_event_stands_apart(tmp_path: Path) -> None:
    persons = [replace(p, incident=None) if p.id == "per-01" else p for p in PERSONS]
    pages = built(tmp_path, record=make_record(persons=persons))
    assert "Mira Talvenko" not in pages["index.html"].text
    others = section(pages["names.html"], 'id="others"', "</section>")
    assert "Mira Talvenko" in others
    assert "Мира Тальвенко" in others
    assert "3 people are named here." in pages["names.html"].text


def test_noted_entries_are_said_to_be_notes(tmp_path: Path) -> None:
    noted = [replace(e, source="cit-aaaa04") if e.id == "ent-08" else e for e in ENTRIES]
    pages = built(tmp_path, record=make_record(entries=noted))
    assert "What stands here is noted from the pages named" in pages["persons/per-06.html"].text
    assert "noted from the pages" not in pages["persons/per-01.html"].text
    assert "our sheet Memory list of the Mill Quarter B7" in pages["sources/cit-aaaa04.html"].text


def test_a_former_address_leads_to_the_person(tmp_path: Path) -> None:
    redirects = (Redirect("per-old", "per-01"), Redirect("per-gone", "per-none"), Redirect("per-02", "per-01"))
    pages = built(tmp_path, record=make_record(redirects=redirects))
    assert follow("persons/per-old.html", pages["persons/per-old.html"].links[-1]) == ("persons/per-01.html", "")
    assert "persons/per-gone.html" not in pages
    assert "Bartol Eskelund" in pages["persons/per-02.html"].text


def test_an_id_that_was_never_shown_gets_no_page(tmp_path: Path) -> None:
    pages = built(tmp_path, record=make_record(redirects=(Redirect("per-never", "per-01", "ent-02", was_shown=False),)))
    assert "persons/per-never.html" not in pages


def test_a_population_is_told_in_words(tmp_path: Path) -> None:
    questions = list(TABLE_ROWS["questions"])  # type: ignore[call-overload]
    questions[0] = replace(questions[0], population="soldier")
    questions[1] = replace(questions[1], population="all inhabitant ozmara", is_part=True)
    text = built(tmp_path, record=make_record(questions=questions))["figures.html"].text
    assert "Killed soldiers one" in text or "soldiers 2 statements" in text
    assert "inhabitants, Ozmara, 3–5 March 1931" in text
    assert "all inhabitant" not in text
