"""Shows a report while its records are still being written, to a browser on this machine alone.

The server opens no file by a name that it is asked for: what it can show is a table of names, each
with what makes its text. It listens on the loopback address, answers only who knows a random token
and asks for this very address, and can only be read from.
"""

from __future__ import annotations

import hmac
import html
import json
import re
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from autograder.records import Record
from autograder.report.desk_files import desk_files
from autograder.report.page_names import page_names
from autograder.report.site import Plots, in_order, record_page

LOOPBACK = "127.0.0.1"

_LEAST_SECONDS = 1.0
_REST = 4
"""So many times as long as a look took is waited before the next."""
_TYPES = {"html": "text/html; charset=utf-8", "csv": "text/csv; charset=utf-8"}
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_NOTHING = "default-src 'none'"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered with."""

    body: bytes
    kind: str
    policy: str = _NOTHING


class LiveReport:
    """The files of a report, made when they are asked for and made anew when records change.

    Args:
        look: whether any record has changed since it was asked last.
        records: all that there are.
        plots: gives the pictures that the cells of a submission drew.
        title: heading of the desk.
    """

    def __init__(
        self,
        look: Callable[[], bool],
        records: Callable[[], Sequence[Record]],
        plots: Plots,
        title: str = "Class report",
    ) -> None:
        self._look, self._records, self._plots, self._title = look, records, plots, title
        self._turn = threading.Lock()
        self._next_look = 0.0
        self._version = 0
        self._count = 0
        self._files: dict[str, Callable[[], str]] = {}
        self._made: dict[str, Answer] = {}

    def answer(self, name: str) -> Answer | None:
        """What a path below the report shows; None where there is no such thing."""
        with self._turn:
            self._keep_up()
            if name == "state":
                state = {"version": str(self._version), "records": self._count}
                return Answer(json.dumps(state).encode(), "application/json")
            name = name or "index.html"
            if name not in self._made and name in self._files:
                self._made[name] = _made(name, self._files[name]())
            return self._made.get(name)

    def _keep_up(self) -> None:
        started = time.monotonic()
        if started < self._next_look:
            return
        if self._look() or self._version == 0:
            self._version += 1
            records = in_order(self._records())
            pages = page_names(records)
            self._count = len(records)
            self._made = {}
            self._files = desk_files(self._title, records, pages, live=str(self._version))
            for page, record in zip(pages, records, strict=True):
                self._files[f"students/{page}"] = partial(record_page, record, self._plots)
        ended = time.monotonic()
        self._next_look = ended + max(_LEAST_SECONDS, _REST * (ended - started))


class LiveServer(ThreadingHTTPServer):
    """Serves one report on the loopback address.

    Args:
        report: what is shown.
        port: where; 0 takes any that is free.

    Raises:
        OSError: the port is taken, or may not be used.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, report: LiveReport, port: int) -> None:
        self.report = report
        self.token = secrets.token_urlsafe(24)
        super().__init__((LOOPBACK, port), _Handler)
        self.hosts = {f"{name}:{self.server_port}" for name in (LOOPBACK, "localhost")}

    @property
    def url(self) -> str:
        """Where the desk is found, token and all."""
        return f"http://{LOOPBACK}:{self.server_port}/{self.token}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is nothing to tell of."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: LiveServer
    protocol_version = "HTTP/1.1"
    server_version = "autograder"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Shows a file of the report."""
        if self.headers.get_all("Host") not in [[host] for host in self.server.hosts]:
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        token, slash, name = self.path.partition("?")[0].removeprefix("/").partition("/")
        known = hmac.compare_digest(token.encode(), self.server.token.encode())
        answer = self.server.report.answer(name) if known and slash else None
        if answer is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        self._send(HTTPStatus.OK, answer)

    do_HEAD = do_GET  # noqa: N815 - the library's names, here and below

    def _only_read(self) -> None:
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)

    do_POST = do_PUT = do_PATCH = do_DELETE = _only_read  # noqa: N815
    do_OPTIONS = do_TRACE = do_CONNECT = _only_read  # noqa: N815

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library has to say to a request that it cannot read; in our words."""
        self._refuse(HTTPStatus(code))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing: the terminal belongs to whoever started this."""

    def _refuse(self, status: HTTPStatus) -> None:
        # What else came with the request is not read.
        self.close_connection = True
        self._send(status, Answer(f"{status.phrase}\n".encode(), "text/plain; charset=utf-8"))

    def _send(self, status: HTTPStatus, answer: Answer) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": answer.kind,
            "Content-Length": str(len(answer.body)),
            # What a head of a page cannot say for itself: nobody may frame it.
            "Content-Security-Policy": f"{answer.policy}; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cache-Control": "no-store",
        }
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET, HEAD"
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


def _made(name: str, text: str) -> Answer:
    found = _POLICY.search(text) if name.endswith(".html") else None
    policy = html.unescape(found[1]) if found else _NOTHING
    # As files are written: half a character in a name would stop the answer.
    return Answer(text.encode("utf-8", "backslashreplace"), _TYPES[name.rpartition(".")[2]], policy)
