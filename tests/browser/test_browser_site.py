"""The site in a real browser, from `file://`: without script, on a phone, with enough contrast, loading nothing else.

Skips, saying so, where no Chromium (or Chrome) with its driver is installed.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cenotaph.publish import publish

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium with its driver is installed")

PAGES = (
    "index.html",
    "names.html",
    "persons/per-01.html",
    "figures.html",
    "figures/mill-quarter.html",
    "chronology.html",
    "sources.html",
    "sources/src-aaaa01.html",
    "points.html",
    "estimates.html",
    "method.html",
    "about.html",
    "data.html",
    "research.html",
    "research/rules-airwars.html",
    "research/coverage.html",
)

CONTRAST = """
const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4); };
const parts = text => text.match(/[\\d.]+/g).map(Number);
const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
const behind = element => {
  for (let e = element; e; e = e.parentElement) {
    const c = parts(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c;
  }
  return [255, 255, 255];
};
const low = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
  const a = light(parts(getComputedStyle(element).color)), b = light(behind(element));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) low.push([walker.currentNode.textContent.trim(), ratio]);
}
return low;
"""

WIDER = """
const limit = document.documentElement.clientWidth + 1;
return [...document.body.querySelectorAll("*")]
  .filter(e => e.checkVisibility() && !e.matches(".skip, .skip *, thead, thead *"))
  .filter(e => { const box = e.getBoundingClientRect(); return box.width > 0 && (box.right > limit || box.left < -1); })
  .map(e => e.outerHTML.slice(0, 120));
"""


def _load(name: str) -> ModuleType:
    path = Path(__file__).parents[1] / "unit" / "publish" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules.setdefault(name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    publish(_load("ozmara_record").make_record(), folder / "site", folder / "export", "preview")
    return folder / "site"


def _open(profile: Path, *arguments: str, script: bool = True) -> Any:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = CHROMIUM or ""
    for argument in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        f"--user-data-dir={profile}",
        *arguments,
    ):
        options.add_argument(argument)
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(
        options=options, service=Service(DRIVER, env={**os.environ, "NO_PROXY": "localhost,127.0.0.1"})
    )


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = _open(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def scriptless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = _open(tmp_path_factory.mktemp("scriptless"), script=False)
    yield driver
    driver.quit()


def look(browser: Any, site: Path, page: str, width: int = 1280, scheme: str = "light") -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.get((site / page).as_uri())


def test_pages_are_dressed_and_load_nothing_from_elsewhere(browser: Any, site: Path) -> None:
    for page in PAGES:
        look(browser, site, page)
        assert "serif" in browser.execute_script("return getComputedStyle(document.body).fontFamily")
        assert browser.execute_script("return document.styleSheets.length") == 1
        loaded = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
        assert not [address for address in loaded if not address.startswith("file:")]
    assert not [line for line in browser.get_log("browser") if line["level"] == "SEVERE"]
    asked = [line["message"] for line in browser.get_log("performance") if "requestWillBeSent" in line["message"]]
    assert asked
    assert not [message for message in asked if '"url":"http' in message]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser: Any, site: Path, width: int) -> None:
    for page in PAGES:
        look(browser, site, page, width)
        assert browser.execute_script(WIDER) == [], (page, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(browser: Any, site: Path, scheme: str) -> None:
    for page in PAGES:
        look(browser, site, page, scheme=scheme)
        assert browser.execute_script(CONTRAST) == [], (page, scheme)


def test_dark_is_dark(browser: Any, site: Path) -> None:
    look(browser, site, "index.html", scheme="dark")
    assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(21, 21, 20)"


def test_the_first_key_leads_to_the_content(browser: Any, site: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    look(browser, site, "names.html")
    body = browser.switch_to.active_element
    body.send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.get_attribute("href").endswith("#content")
    assert skip.rect["x"] >= 0
    skip.send_keys(Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id") == "content"


@pytest.mark.parametrize("typed", ["talvenko", "Тальвенко", "sehla", "Şəhla ørn", "أوليكوفر"])
def test_the_register_is_searched_in_any_spelling(browser: Any, site: Path, typed: str) -> None:
    from selenium.webdriver.common.by import By

    look(browser, site, "names.html")
    field = browser.find_element(By.ID, "find")
    assert field.is_displayed()
    field.send_keys(typed)
    shown = [line for line in browser.find_elements(By.CSS_SELECTOR, "section.letter li") if line.is_displayed()]
    assert 1 <= len(shown) <= 2
    assert not browser.find_element(By.ID, "none").is_displayed()
    field.clear()
    field.send_keys("nobody of this name")
    assert "This means nothing about the person." in browser.find_element(By.ID, "none").text


def test_a_value_is_two_clicks_from_its_passage(browser: Any, site: Path) -> None:
    from selenium.webdriver.common.by import By

    look(browser, site, "figures/mill-quarter.html")
    row = next(tr for tr in browser.find_elements(By.TAG_NAME, "tr") if "Ministry of Records" in tr.text)
    row.find_element(By.CSS_SELECTOR, "td a").click()
    assert "#clm-" in browser.current_url
    passage = browser.find_element(By.CSS_SELECTOR, ":target")
    assert "more than 12 had died" in passage.text


def test_everything_stands_there_without_script(scriptless: Any, site: Path) -> None:
    from selenium.webdriver.common.by import By

    look(scriptless, site, "names.html")
    assert not scriptless.find_element(By.ID, "find").is_displayed()
    lines = scriptless.find_elements(By.CSS_SELECTOR, "section.letter li")
    assert len([line for line in lines if line.is_displayed()]) == 5
    scriptless.find_element(By.LINK_TEXT, "Mira Talvenko").click()
    assert scriptless.find_element(By.TAG_NAME, "h1").text == "Mira Talvenko"


def test_a_page_prints(browser: Any, site: Path) -> None:
    import base64

    look(browser, site, "persons/per-01.html")
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not browser.execute_script("return document.querySelector('.head nav').checkVisibility()")
    assert browser.execute_script("return document.querySelector('.banner').checkVisibility()")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
