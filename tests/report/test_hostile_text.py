"""Text of any field stays text: in the pages, in the CSV and in the file names."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from autograder.records import CellRecord, FaultRecord, Status, Verdict
from autograder.report import write_report
from tests.report.hostile import HOSTILE, hostile_record

SHEETS = {"grades", "questions", "checks", "misconceptions", "same_answers"}
HREF = re.compile(
    rf"#[a-z0-9-]+|students/[a-z0-9_-]+\.[a-z0-9_-]+\.\d+\.html|(?:{'|'.join(SHEETS)})\.csv"
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
    write_report([hostile_record("harmless")], tmp_path / "harmless", "harmless")
    write_report([hostile_record(text)], tmp_path / "hostile", text)
    expected = [_skeleton(desk, page) for page in _pages(tmp_path / "harmless")]
    assert expected == [_skeleton(desk, page) for page in _pages(tmp_path / "hostile")]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_pages_link_only_to_themselves(desk: Any, text: str) -> None:
    """No address on a page leaves the report, and no page file leaves its folder."""
    write_report([hostile_record(text)], desk.out, text)
    for page in _pages(desk.out):
        for node in desk.parse(page).walk():
            address = node.attributes.get("href")
            assert address is None or HREF.fullmatch(address)
            assert not {"src", "style", "srcset", "action", "data"} & node.attributes.keys()
            assert not [name for name in node.attributes if name.startswith("on")]
    written = {path.relative_to(desk.out).parts[0] for path in desk.out.rglob("*")}
    sheets = {f"{name}.csv" for name in SHEETS}
    assert {".made-of", "index.html", "students", *sheets} == written
    assert {desk.out.name} == {path.name for path in desk.out.parent.iterdir()}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_control_reaches_a_file(desk: Any, text: str) -> None:
    """Terminal escapes, controls and direction overrides are in no file of the report."""
    write_report([hostile_record(text)], desk.out, text)
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
