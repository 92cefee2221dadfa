"""A small HTML tree, and records to render."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from autograder.records import CheckRecord, QuestionRecord, Record, Status, Verdict
from autograder.report import write_report

VOID = frozenset({"meta", "br", "link", "img", "input", "hr", "base"})


@dataclass
class Node:
    """One element: its children are nodes and strings, in order."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yields this element and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str) -> list[Node]:
        """Returns every element of a tag below this one."""
        return [node for node in self.walk() if node.tag == tag and node is not self]

    def classed(self, name: str) -> list[Node]:
        """Returns every element below that has a class."""
        return [n for n in self.walk() if name in (n.attributes.get("class") or "").split()]

    @property
    def raw(self) -> str:
        """All text below, as it stands."""
        return "".join(c if isinstance(c, str) else c.raw for c in self.children)

    @property
    def text(self) -> str:
        """All text below, white space folded."""
        return " ".join(self.raw.split())

    def table(self, caption: str) -> list[list[str]]:
        """Returns the body of the table whose caption starts with these words, as texts."""
        for table in self.all("table"):
            if table.all("caption")[0].text.startswith(caption):
                body = table.all("tbody")[0]
                return [
                    [c.text for c in row.children if isinstance(c, Node)] for row in body.all("tr")
                ]
        return []


class _TreeBuilder(HTMLParser):
    """Builds a tree and insists that every element is closed in its turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("document")
        self.stack = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"attribute twice in <{tag}>"
        node = Node(tag, dict(attrs))
        self.stack[-1].children.append(node)
        if tag not in VOID:
            self.stack.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.stack.pop().tag

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")


def parse(path: Path) -> Node:
    """Parses a page into a tree."""
    builder = _TreeBuilder()
    builder.feed(path.read_text(encoding="utf-8"))
    builder.close()
    assert builder.stack == [builder.root]
    return builder.root


def make_check(verdict: Verdict = Verdict.PASSED, **changes: Any) -> CheckRecord:
    """Returns a check worth one point; any field may be given."""
    check = CheckRecord(name="gates open", hidden=False, points=1.0, verdict=verdict)
    return dataclasses.replace(check, **changes)


def make_question(name: str, *checks: CheckRecord, **changes: Any) -> QuestionRecord:
    """Returns a question whose score is that of its passed checks; any field may be given."""
    score = sum(check.points for check in checks if check.verdict is Verdict.PASSED)
    points = sum(check.points for check in checks)
    question = QuestionRecord(name, score, points, score, checks, title=f"Title of {name}")
    return dataclasses.replace(question, **changes)


def make_record(student: str, *questions: QuestionRecord, **changes: Any) -> Record:
    """Returns a graded record whose score is that of its questions; any field may be given."""
    record = Record(
        assignment="03_lstm_gates",
        student=student,
        attempt=1,
        status=Status.GRADED,
        score=sum(question.score for question in questions),
        points=sum(question.points for question in questions) or 20.0,
        submission_sha256="5" * 64,
        bundle_sha256="b" * 64,
        isolation="full",
        seed=7,
        questions=questions,
        title="LSTM gates",
        source="lstm_gates.ipynb",
    )
    return dataclasses.replace(record, **changes)


@dataclass(frozen=True)
class Desk:
    """What the tests of this folder share."""

    out: Path
    parse: Callable[[Path], Node] = parse
    check: Callable[..., CheckRecord] = make_check
    question: Callable[..., QuestionRecord] = make_question
    record: Callable[..., Record] = make_record

    def index(self, *records: Record) -> Node:
        """Writes a report and returns its cohort page."""
        return parse(write_report(records, self.out))

    def page(self, record: Record) -> Node:
        """Writes a report of one submission and returns its page."""
        write_report([record], self.out)
        (path,) = (self.out / "students").iterdir()
        return parse(path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Returns builders of records and the folder to report into."""
    return Desk(tmp_path / "report")
