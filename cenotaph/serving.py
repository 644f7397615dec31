"""Show the preview at an address of this machine only."""

from __future__ import annotations

import functools
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cenotaph import archive as archives
from cenotaph.errors import ArchiveError, StorageError


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line a request, and asks browsers to keep nothing of a private preview."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer under this machine's own name only: a page elsewhere may have its name point here."""
        if (self.headers.get("Host") or "").partition(":")[0] in ("127.0.0.1", "localhost"):
            super().do_GET()
        else:
            self.send_error(403)

    def end_headers(self) -> None:
        """Add what keeps a private preview private."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Robots-Tag", "noindex")
        super().end_headers()


def server(path: str | Path, port: int = 8000) -> ThreadingHTTPServer:
    """A server of an archive's preview on the loopback address; call `serve_forever` on it.

    Raises:
        ArchiveError: there is no preview yet.
        StorageError: the port is taken.
    """
    archive = archives.find(Path(path))
    if not (archive.site / "index.html").is_file():
        raise ArchiveError(f"{archive.root} has no preview yet", "", f"cenotaph build {archive.root}")
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Quiet, directory=str(archive.site)))
    except OSError as error:
        raise StorageError(f"port {port} cannot be used", str(error), "try --port 0, which takes a free one") from error
