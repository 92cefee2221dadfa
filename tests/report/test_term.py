"""The page of the term: its numbers are those of the records, counted here in another way."""

from __future__ import annotations

import csv
import statistics
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.records import Record, Status
from autograder.report import write_report
from autograder.report.cohort import summarise
from autograder.report.page_names import page_names
from autograder.report.site import in_order
from autograder.report.term import Term, term
from tests.report.generated_class import generated_class

NAMES = [f"{place:02}_thing" for place in range(5)]


def _term(records: list[Record]) -> Term:
    ordered = in_order(records)
    pages = page_names(ordered)
    return term(ordered, pages, summarise(ordered, pages))


def _percents(records: list[Record], student: str) -> list[float | None]:
    last = {}
    for record in sorted(records, key=lambda r: r.attempt):
        if record.student == student:
            last[record.assignment] = record
    return [
        100 * last[name].score / last[name].points
        if name in last and last[name].status is Status.GRADED
        else None
        for name in NAMES
    ]


def test_cells_means_and_trends(desk: Any) -> None:
    """Each share, each mean, and the slope beside the median by least squares."""
    records = generated_class(60, assignments=5)
    index = desk.parse(write_report(records, desk.out))
    students = sorted({record.student for record in records})
    shares = {name: _percents(records, name) for name in students}
    medians = [
        statistics.median(row[place] for row in shares.values() if row[place] is not None)
        for place in range(5)
    ]
    rows = index.table("Students ")
    assert students == [row[0] for row in rows]
    with (desk.out / "term.csv").open(newline="", encoding="utf-8") as stream:
        sheet = list(csv.DictReader(stream, quoting=csv.QUOTE_NONNUMERIC))
    for row, line in zip(rows, sheet, strict=True):
        mine = shares[row[0]]
        marks = [mark for mark in mine if mark is not None]
        told = [line[name] if isinstance(line[name], float) else None for name in NAMES]
        assert told == pytest.approx(mine, abs=1e-4)
        for cell, mark in zip(row[1:6], mine, strict=True):
            assert (mark is None) != cell[0].isdigit()
            if mark is not None:
                assert abs(int(cell.split("×")[0].strip("…")) - mark) <= 0.51
        attempts = sum(record.student == row[0] for record in records)
        handed = len({r.assignment for r in records if r.student == row[0]})
        assert [str(handed), str(attempts)] == row[7:9]
        if marks:
            assert float(row[6]) == pytest.approx(statistics.fmean(marks), abs=0.051)
        points = [(x, y - medians[x]) for x, y in enumerate(mine) if y is not None]
        if len(points) < 3:
            assert "" == line["trend"]
            continue
        centre = statistics.fmean(x for x, _ in points)
        slope = sum((x - centre) * y for x, y in points) / sum((x - centre) ** 2 for x, _ in points)
        assert line["trend"] == pytest.approx(slope, abs=1e-3)
        way = "rising" if slope >= 4 else "falling" if slope <= -4 else "steady"
        assert row[9].endswith(way)


def test_assignments_in_short(desk: Any) -> None:
    """Students, quartiles, attempts; with a link to the desk of each."""
    records = generated_class(60, assignments=5)
    index = desk.parse(write_report(records, desk.out))
    for name, row in zip(NAMES, index.table("Assignments"), strict=True):
        those = [record for record in records if record.assignment == name]
        students = {record.student for record in those}
        marks = [
            mark
            for student in students
            if (mark := _percents(those, student)[NAMES.index(name)]) is not None
        ]
        low, median, high = statistics.quantiles(marks, method="inclusive")
        assert row[0].endswith(name)
        assert str(len(students)) == row[1]
        assert float(row[2].split()[0]) == pytest.approx(median, abs=0.051)
        assert f"{round(low)} to {round(high)} %" == row[3]
        assert float(row[5]) == pytest.approx(len(those) / len(students), abs=0.0051)


def _handed(desk: Any, shares: dict[str, list[float | None]]) -> list[Record]:
    return [
        desk.record(student, score=share * 20, points=20.0, assignment=NAMES[place])
        for student, row in shares.items()
        for place, share in enumerate(row)
        if share is not None
    ]


def test_who_fell_behind(desk: Any) -> None:
    """Who stopped, who misses half, whose marks fell; the furthest first, and nobody else."""
    usual: list[float | None] = [0.8] * 5
    shares = {f"s{place}": usual for place in range(8)}
    shares |= {
        "stopped": [0.8, 0.8, 0.8, None, None],
        "gone": [0.8, None, None, None, None],
        "fell": [0.9, 0.9, 0.9, 0.4, 0.4],
        "gaps": [0.8, None, None, None, 0.8],
        "one gap": [0.8, None, 0.8, 0.8, 0.8],
        "low": [0.3, 0.3, 0.3, 0.3, 0.3],
    }
    found = {row.student: row.behind for row in _term(_handed(desk, shares)).behind}
    assert ["gone", "stopped", "fell", "gaps"] == list(found)
    assert "handed in nothing for the last 4 assignments" == found["gone"]
    assert "the last two are 50 points of 100 below the usual" == found["fell"]
    assert "3 of 5 assignments are missing" == found["gaps"]


def test_a_hard_assignment_is_nobodys_fall(desk: Any) -> None:
    """Where all of the class drop, none of them falls behind; what few have got to is not due."""
    shares: dict[str, list[float | None]] = {
        f"s{place}": [0.9, 0.9, 0.9, 0.4, 0.4] for place in range(9)
    }
    assert () == _term(_handed(desk, shares)).behind
    for row in list(shares.values())[1:]:
        row[3:] = [None, None]
    assert () == _term(_handed(desk, shares)).behind


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.lists(st.none() | st.floats(0, 1), min_size=5, max_size=5),
        min_size=1,
        max_size=6,
    )
)
def test_any_class_has_a_term(shares: dict[str, list[float | None]]) -> None:
    """One student, no mark, all the same: every row has its cells, and nothing breaks."""
    from tests.report.conftest import Desk

    records = _handed(Desk, shares)
    found = _term(records)
    assert len({record.student for record in records}) == len(found.rows)
    for row in found.rows:
        assert len(found.assignments) == len(row.cells)
        assert row.mean is None or 0 <= row.mean <= 100
        assert (row.trend is None) == (sum(c.percent is not None for c in row.cells) < 3)
