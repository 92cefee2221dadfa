"""The server that shows a report while it grows: what it shows, and what it never does."""

from __future__ import annotations

import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.batch.store import PlotsIn, save
from autograder.batch.watching import RecordWatch
from autograder.records import Record
from autograder.report import write_report
from autograder.report.live import LiveReport, LiveServer
from tests.report.generated_class import generated_class


@dataclass
class Running:
    """A server at work, and the folder that it follows."""

    server: LiveServer
    out: Path

    def ask(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of an answer; the path is below the token's folder."""
        return self.ask_at(f"{self.server.url}{path}", method, **headers)

    def ask_at(
        self, url: str, method: str = "GET", **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        """The same for a whole address."""
        request = urllib.request.Request(url, method=method, headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), dict(error.headers)

    def raw(self, request: bytes) -> bytes:
        """The whole answer to bytes as they are, no library in between."""
        with socket.create_connection(("127.0.0.1", self.server.server_port), timeout=120) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b""))

    def state(self) -> dict[str, object]:
        """What a page asks again and again."""
        told: dict[str, object] = json.loads(self.ask("state")[1])
        return told


@pytest.fixture
def records() -> list[Record]:
    """A class of 24 with two assignments."""
    return generated_class(24, assignments=2)


@pytest.fixture
def running(tmp_path: Path, records: list[Record]) -> Iterator[Running]:
    """A server that follows half of them."""
    out = tmp_path / "grades"
    out.mkdir()
    for record in records[: len(records) // 2]:
        save(out, record)
    (tmp_path / "secret.txt").write_text("secret")
    watch = RecordWatch(out)
    report = LiveReport(watch.look, lambda: list(watch.records()), PlotsIn(out))
    with LiveServer(report, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Running(server, out)
        server.shutdown()
        thread.join()


def test_it_shows_what_would_be_written(
    running: Running, records: list[Record], tmp_path: Path
) -> None:
    """Every file of the report, the same but for what keeps the desk up to date."""
    half = records[: len(records) // 2]
    write_report(half, tmp_path / "report")
    for path in (tmp_path / "report").rglob("*"):
        name = path.relative_to(tmp_path / "report").as_posix()
        if path.is_dir() or name.startswith("."):
            continue
        status, text, headers = running.ask(name)
        assert 200 == status
        assert "no-store" == headers["Cache-Control"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        if name.startswith("students/") or name.endswith(".csv"):
            assert path.read_text("utf-8") == text
        else:
            assert "connect-src 'self'" in headers["Content-Security-Policy"]
            assert 'data-live="' in text
            assert 'data-live="' not in path.read_text("utf-8")
    assert running.ask("")[1] == running.ask("index.html")[1]
    assert not (running.out / "report").exists()


def test_new_records_are_noticed(running: Running, records: list[Record]) -> None:
    """The state changes when records do, and only then; the pages follow."""
    before = running.state()
    assert len(records) // 2 == before["records"]
    assert before == running.state()
    for record in records[len(records) // 2 :]:
        save(running.out, record)
    after = before
    while after == before:
        after = running.state()
    while after["records"] != len(records):
        after = running.state()
    assert after["version"] != before["version"]
    students = {record.student for record in records}
    page = running.ask("index.html")[1]
    assert all(student in page for student in students)
    assert f'data-version="{after["version"]}"' in page


def test_only_the_token_opens_it(running: Running) -> None:
    """Without it, with another one, with part of it: nothing, and no hint."""
    base = f"http://127.0.0.1:{running.server.server_port}/"
    token = running.server.token
    answers = {
        running.ask_at(base + path)[:2]
        for path in ("", "index.html", f"{token[:-1]}/", f"{token}x/", token, f"x/{token}/", "%00/")
    }
    assert {(404, "Not Found\n")} == answers
    assert 32 <= len(token)
    assert token not in running.ask("index.html")[1]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost", ""])
def test_only_its_own_address_is_answered(running: Running, host: str) -> None:
    """A name that somebody made point here is refused, token or not."""
    assert 403 == running.ask("index.html", Host=host)[0]


def test_its_own_address_by_name(running: Running) -> None:
    """`localhost` is this machine as well; two addresses at once are none."""
    port = running.server.server_port
    assert 200 == running.ask("index.html", Host=f"localhost:{port}")[0]
    path = f"GET /{running.server.token}/ HTTP/1.1\r\n".encode()
    host = f"Host: 127.0.0.1:{port}\r\n".encode()
    end = b"Connection: close\r\n\r\n"
    assert running.raw(path + host + end).startswith(b"HTTP/1.1 200 ")
    assert running.raw(path + host + host + end).startswith(b"HTTP/1.1 403 ")
    assert running.raw(path + end).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"]
)
def test_it_can_only_be_read(running: Running, method: str) -> None:
    """No other method does anything."""
    status, _, headers = running.ask("index.html", method)
    assert 405 == status
    assert "GET, HEAD" == headers["Allow"]
    assert running.ask("index.html", "BREW")[0] >= 400
    status, text, headers = running.ask("index.html", "HEAD")
    assert (200, "") == (status, text)
    assert int(headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "path",
    [
        *("../secret.txt", "../../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt"),
        *("students/../../../secret.txt", "students/..%5c..%5csecret.txt", "/etc/passwd"),
        *("//etc/passwd", "students/", "assignments", ".made-of", "..", "state/", "index.html/"),
        *("index.html%00.csv", "students/%00", "INDEX.HTML", "00_thing/student-0000/1.json"),
    ],
)
def test_no_path_leads_out(running: Running, path: str) -> None:
    """A name is looked up, never opened."""
    request = f"GET /{running.server.token}/{path} HTTP/1.1\r\n"
    host = f"Host: 127.0.0.1:{running.server.server_port}\r\nConnection: close\r\n\r\n"
    answer = running.raw((request + host).encode())
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"secret" not in answer


@pytest.mark.parametrize(
    "request_",
    [b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n"],
)
def test_nonsense_is_survived(running: Running, request_: bytes) -> None:
    """It answers in its own words or not at all, and goes on."""
    answer = running.raw(request_)
    assert b"<" not in answer
    assert 200 == running.ask("state")[0]


def test_a_class_that_is_not_there_yet(tmp_path: Path, records: list[Record]) -> None:
    """The desk can be opened before the first record is there."""
    watch = RecordWatch(tmp_path / "later")
    report = LiveReport(watch.look, lambda: list(watch.records()), PlotsIn(tmp_path))
    with LiveServer(report, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        running = Running(server, tmp_path / "later")
        assert "No submissions yet." in running.ask("")[1]
        save(running.out, records[0])
        while running.state()["records"] == 0:
            pass
        assert records[0].student in running.ask("")[1]
        server.shutdown()
        thread.join()
