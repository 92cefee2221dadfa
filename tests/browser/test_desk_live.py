"""The desk while records arrive, in a browser; the command that shows it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from autograder.batch.store import save
from autograder.records import Record
from tests.browser.looking import Opened
from tests.report.generated_class import generated_class

# A busy machine is no fault of a page.
expect.set_options(timeout=180_000)

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "autograder", "report")


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """A class of thirty, an attempt each."""
    return [record for record in generated_class(30) if record.attempt == 1]


@pytest.fixture
def served(tmp_path: Path, records: list[Record]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command at work on ten of them, and the address that it printed."""
    for record in records[:10]:
        save(tmp_path, record)
    with subprocess.Popen(
        [*COMMAND, str(tmp_path), "--serve"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+/", process.stdout.readline())
        assert found is not None
        yield process, found[0]
        process.kill()


def test_the_desk_grows(
    look: Callable[..., Opened],
    served: tuple[subprocess.Popen[str], str],
    tmp_path: Path,
    records: list[Record],
) -> None:
    """New records appear by themselves, what was searched for stays; paused, it waits."""
    process, url = served
    opened = look()
    page = opened.page
    page.goto(url)
    told = page.locator("#told")
    expect(told).to_have_text("10 of 10 submissions")
    page.locator("#find").fill("student")
    page.locator("#find").blur()
    for record in records[10:20]:
        save(tmp_path, record)
    expect(told).to_have_text("20 of 20 submissions")
    expect(page.locator("#find")).to_have_value("student")
    page.get_by_role("button", name="Pause").click()
    for record in records[20:]:
        save(tmp_path, record)
    expect(page.locator(".live .told")).to_contain_text("this page waits")
    expect(told).to_have_text("20 of 20 submissions")
    page.get_by_role("button", name="Pause").click()
    expect(told).to_have_text(f"{len(records)} of {len(records)} submissions")
    assert [] == [words for words in opened.happened if not words.startswith("request: http://127")]
    assert [] == opened.barriers()
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=120)
    assert 0 == process.returncode
    assert "Ended" in output
    assert "Traceback" not in output
    expect(page.locator(".live .told")).to_contain_text("The server has stopped")
    assert not (tmp_path / "report").exists()


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    """And a folder that is none; with exit code 2 and in one sentence."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, str(tmp_path), "--serve", "--port", port],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert 2 == done.returncode
    assert f"port {port} is taken" in done.stderr
    done = subprocess.run(
        [*COMMAND, str(tmp_path / "no"), "--serve"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert 2 == done.returncode
    assert "is no folder" in done.stderr
