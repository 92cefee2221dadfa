"""Text of any field stays text: in the pages, in the CSV and in the file names."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from autograder.records import CellRecord, FaultRecord, Record, Status, Verdict
from autograder.report import write_report

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script end": "</script><script src=//evil.example/x.js></script>",
    "onerror": "<img src=x onerror=alert(1)>",
    "attribute double": '" onmouseover="alert(1)" x="',
    "attribute single": "' onfocus='alert(1)' autofocus='",
    "attribute bare": "x onload=alert(1) y",
    "svg": "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>",
    "style end": "</style><script>alert(1)</script><style>",
    "title end": "</title><script>alert(1)</script><title>",
    "style import": "<style>@import 'http://evil.example/a.css';</style>",
    "javascript link": "<a href=javascript:alert(1)>look</a>",
    "javascript alone": "javascript:alert(1)//",
    "data link": "data:text/html,<script>alert(1)</script>",
    "iframe": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "meta refresh": "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "base": "<base href=http://evil.example/>",
    "form": "<form action=http://evil.example><input name=a autofocus></form>",
    "object": "<object data=x></object><embed src=x>",
    "comment": "<!-- --!> <script>alert(1)</script> -->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "instruction": "<?xml version='1.0'?><!DOCTYPE html>",
    "template": "{{ 7 * 7 }}{% include '/etc/passwd' %}{# x #}",
    "template attack": "{{ ''.__class__.__mro__ }}",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;&#60;b&#62;",
    "entity without end": "&lt&ltscript&#x3c",
    "closing everything": "</bdi></p></li></ul></article></main></body></html><b>",
    "bidi": "abc\u202egnp.exe\u2066\u2069\u202d",
    "nul": "a\x00b<\x00script>\x00",
    "ansi": "\x1b[31mred\x1b[0m \x1b[2J done",
    "clipboard": "\x1b]52;c;ZWNobyBoaQ==\x07pasted",
    "title escape": "\x1b]0;owned\x1b\\shell",
    "single-byte escape": "x\x9b31mred\x9d0;owned\x9c",
    "escape unfinished": "\x1b]8;;http://evil.example",
    "controls": "bell\x07back\x08\x08del\x7fvt\x0bff\x0c",
    "formula": '=HYPERLINK("http://evil.example";"look")',
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-2+3",
    "formula at": "@SUM(1+9)*cmd|' /C calc'!A0",
    "formula tab": "\t=1+1",
    "formula return": "\r=1+1",
    "formula after separator": "x;=1+1",
    "formula full width": "\uff1d1+1",
    "path": "../../../../etc/passwd",
    "path windows": "..\\..\\CON.html",
    "path absolute": "/etc/cron.d/x",
    "option": "-rf",
    "shell": "$(touch /x) `touch` ; rm -rf *",
    "line separators": "one\u2028two\u2029three\x85four",
    "half a surrogate": "x\ud800y",
    "invisible": "ad\u200bmin\ufeff\U000e0041",
    "zalgo": "Z" + "\u0335\u0322\u0321" * 60,
    "long": "A" * 100_000,
}

HREF = re.compile(r"#[a-z0-9-]+|students/[a-z0-9_-]+\.[a-z0-9_-]+\.\d+\.html|grades\.csv")


def _record(desk: Any, text: str) -> Record:
    """Returns a record with the text in every field that holds one."""
    checks = [
        desk.check(verdict, name=text, message=text, misconception=misconception, hidden=True)
        for verdict in Verdict
        for misconception in (None, text)
    ]
    return desk.record(
        text,
        desk.question(text, *checks, title=text, given=(text, text)),
        desk.question(text, title=text, points=2.0, manual=True, response=text),
        desk.question(
            text, points=2.0, title=text, manual=True, marked=True, response=text, comment=text
        ),
        assignment=text,
        title=text,
        source=text,
        submission_sha256=text,
        bundle_sha256=text,
        isolation=text,
        submitted_at=text,
        late_seconds=90.0,
        late_percent=10.0,
        group=(text, f"x{text}"),
        versions={text: text},
        faults=(FaultRecord(text, text), FaultRecord("SubmissionFault", text)),
        cells=(CellRecord(3, 0.1, text, text), CellRecord(4, 0.1, f"ValueError: {text}", text)),
    )


def _skeleton(desk: Any, page: Path) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """Returns the elements and attributes of a page, without the addresses of pages."""
    return [
        (
            node.tag,
            tuple((k, v) for k, v in node.attributes.items() if k != "href"),
        )
        for node in desk.parse(page).walk()
        if node.tag != "code"
    ]


def _pages(out: Path) -> list[Path]:
    (student,) = (out / "students").iterdir()
    return [out / "index.html", student]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_becomes_markup(desk: Any, tmp_path: Path, text: str) -> None:
    """Hostile text in every field gives the very elements and attributes of harmless text."""
    write_report([_record(desk, "harmless")], tmp_path / "harmless", "harmless")
    write_report([_record(desk, text)], tmp_path / "hostile", text)
    expected = [_skeleton(desk, page) for page in _pages(tmp_path / "harmless")]
    assert expected == [_skeleton(desk, page) for page in _pages(tmp_path / "hostile")]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_pages_link_only_to_themselves(desk: Any, text: str) -> None:
    """No address on a page leaves the report, and no page file leaves its folder."""
    write_report([_record(desk, text)], desk.out, text)
    for page in _pages(desk.out):
        for node in desk.parse(page).walk():
            address = node.attributes.get("href")
            assert address is None or HREF.fullmatch(address)
            assert not {"src", "style", "srcset", "action", "data"} & node.attributes.keys()
            assert not [name for name in node.attributes if name.startswith("on")]
    written = {path.relative_to(desk.out).parts[0] for path in desk.out.rglob("*")}
    assert {".made-of", "index.html", "grades.csv", "students"} == written
    assert {desk.out.name} == {path.name for path in desk.out.parent.iterdir()}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_control_reaches_a_file(desk: Any, text: str) -> None:
    """Terminal escapes, controls and direction overrides are in no file of the report."""
    write_report([_record(desk, text)], desk.out, text)
    for path in (path for path in desk.out.rglob("*") if path.is_file()):
        controls = {
            character
            for character in path.read_text(encoding="utf-8")
            if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        }
        assert controls <= {"\n"}
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]", path.read_text("utf-8"))


def test_escapes_leave_with_their_arguments(desk: Any) -> None:
    """An escape sequence goes as a whole, the words around it stay."""
    failed = desk.check(Verdict.FAILED, message="a\x1b[31mb\x1b]52;c;ZWNobw==\x07c\x1b\\d")
    page = desk.page(desk.record("ada", desk.question("q1", failed)))
    assert "abcd" == page.classed("advice")[0].text


def test_markup_is_shown_as_text(desk: Any) -> None:
    """What somebody wrote is what is read: nothing is dropped in the name of safety."""
    name = "<b>Ada</b> & 'co'"
    index = desk.index(desk.record(name, desk.question("q1", desk.check())))
    assert name == index.table("Submissions")[0][0]


def test_endless_text_is_cut(desk: Any) -> None:
    """A text without end does not make a page without end."""
    failed = desk.check(Verdict.FAILED, message="A" * 1_000_000)
    page = desk.page(desk.record("ada", desk.question("q1", failed)))
    assert 4000 == len(page.classed("advice")[0].text)


def test_exception_text_is_not_repeated(desk: Any) -> None:
    """The text and the class name of an exception may carry a hidden input: neither is shown."""
    cells = (
        CellRecord(3, 0.1, "ValueError: canary 4711"),
        CellRecord(4, 0.1, "Canary4711: x"),
        CellRecord(5, 0.1, "NameError: name 'canary 4711' is not defined"),
        CellRecord(6, 0.1, "canary 4711"),
    )
    page = desk.page(desk.record("ada", desk.question("q1", desk.check()), cells=cells))
    assert "anary" not in page.raw
    assert 4 == len(page.classed("cells")[0].all("li"))


def test_grader_faults_are_for_the_staff(desk: Any) -> None:
    """What broke in the grader is shown to the staff and not to the student."""
    fault = FaultRecord("GraderFault", "secret detail of lane 1")
    record = desk.record("ada", status=Status.NOT_GRADED, faults=(fault,))
    assert "secret detail" not in desk.page(record).raw
    assert "GraderFault: secret detail of lane 1" in desk.index(record).table("Submissions")[0][2]
