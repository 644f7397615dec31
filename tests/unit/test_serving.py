"""The preview is served to this machine, under its own name only."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request

import pytest

from cenotaph.errors import ArchiveError
from cenotaph.serving import server


@pytest.fixture
def address(ozmara):
    with server(ozmara, 0) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


def test_the_first_page_is_served_and_nothing_of_it_is_kept(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert b"The Reed Market" in answer.read()
        assert answer.headers["Cache-Control"] == "no-store"


def test_another_name_that_points_here_gets_nothing(address):
    request = urllib.request.Request(address, headers={"Host": "evil.invalid"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    refused.value.close()
    assert refused.value.code == 403


def test_without_a_preview_it_says_what_to_do(tmp_path):
    from cenotaph import archive

    archive.init(tmp_path / "empty", "Empty")
    with pytest.raises(ArchiveError, match="no preview"):
        server(tmp_path / "empty", 0)
