"""One rule says which files belong to another, on disk and inside a ZIP."""

from __future__ import annotations

import pytest

from cenotaph.belonging import Belonging, belonging, is_furniture


def test_the_folder_of_a_saved_page_belongs_to_it_whatever_the_browser_calls_it():
    kinds = {"a/Page.html": "text/html", "a/page_files/x/b.css": "text/css", "a/Page_fayllar/c.png": "image/png"}
    assert belonging(kinds) == {
        "a/page_files/x/b.css": Belonging("a/Page.html", "page_file"),
        "a/Page_fayllar/c.png": Belonging("a/Page.html", "page_file"),
    }


def test_a_folder_named_like_no_page_belongs_to_nothing():
    assert belonging({"page.pdf": "application/pdf", "page_files/b.txt": "text/plain"}) == {}


def test_a_text_beside_a_scan_is_typed_from_it_and_a_text_beside_a_text_is_not():
    kinds = {"list.jpg": "image/jpeg", "list.jpg.txt": "text/plain", "b.html": "text/html", "b.html.txt": "text/plain"}
    assert belonging(kinds) == {"list.jpg.txt": Belonging("list.jpg", "transcript")}


@pytest.mark.parametrize("name", ["__MACOSX", "._letter.txt", "Thumbs.db", "~$letter.docx", ".DS_Store"])
def test_what_systems_leave_behind(name):
    assert is_furniture(name)
    assert not is_furniture(name.strip("._~$") + " of 1991.txt")
