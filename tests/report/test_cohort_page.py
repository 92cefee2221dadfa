"""The cohort page: its numbers are those of the records, counted here in another way."""

from __future__ import annotations

import random
import statistics
from typing import Any

import pytest

from autograder.records import FaultRecord, Record, Status, Verdict
from autograder.report import write_report

VERDICTS = (Verdict.PASSED, Verdict.PASSED, Verdict.FAILED, Verdict.MISSING)
IDEAS = ("gate_order", "f_means_forget", None)


def _class(desk: Any, size: int, seed: int = 3) -> list[Record]:
    """Returns a class of students who each answer three questions of two checks."""
    draw = random.Random(seed)
    records = []
    for student in range(size):
        questions = []
        for name in ("q1", "q2", "q10"):
            checks = [
                desk.check(
                    verdict,
                    name=f"claim {place}",
                    hidden=place > 0,
                    message="" if verdict is Verdict.PASSED else "What is `f`?",
                    misconception=draw.choice(IDEAS) if verdict is Verdict.FAILED else None,
                )
                for place, verdict in enumerate(draw.choices(VERDICTS, k=4))
            ]
            questions.append(desk.question(name, *checks))
        records.append(desk.record(f"student-{student:03}", *questions))
    return records


def _tiles(index: Any) -> dict[str, str]:
    return {
        tile.all("dt")[0].text: tile.all("dd")[0].text for tile in index.all("dl")[0].all("div")
    }


def _figure(number: str) -> float:
    return float(number.split(maxsplit=1)[0])


def test_numbers_are_those_of_the_records(desk: Any) -> None:
    """Totals, success per question and misconceptions agree with a count of our own."""
    records = _class(desk, 41)
    index = desk.index(*records)
    totals = [record.score for record in records]
    assert "41" == _tiles(index)["Students"]
    assert statistics.fmean(totals) == pytest.approx(_figure(_tiles(index)["Mean"]), abs=0.006)
    assert statistics.median(totals) == pytest.approx(_figure(_tiles(index)["Median"]), abs=0.006)
    for place, row in enumerate(index.table("Questions")):
        scores = [record.questions[place].score for record in records]
        assert f"{records[0].questions[place].name} Title of" in row[0]
        assert 25 * statistics.fmean(scores) == pytest.approx(_figure(row[1]), abs=0.06)
        assert f"{scores.count(4.0)} of 41" in row[2]
    for name, question, students, _ in index.table("Misconceptions"):
        held = sum(
            any(
                check.misconception and name.startswith(check.misconception.replace("_", " "))
                for check in answer.checks
            )
            for record in records
            for answer in record.questions
            if answer.name == question
        )
        assert held == int(students)


def test_misconceptions_are_ranked(desk: Any) -> None:
    """The most frequent idea stands first, each student counted once for it."""
    counts = [int(row[2]) for row in desk.index(*_class(desk, 30)).table("Misconceptions")]
    assert 6 == len(counts)
    assert sorted(counts, reverse=True) == counts


def test_distribution_holds_everybody(desk: Any) -> None:
    """The columns of the picture add up to the class, and its words say the same."""
    records = _class(desk, 30)
    chart = desk.index(*records).classed("chart")[0]
    labels = [text for text in chart.all("text") if "class" not in text.attributes]
    assert 30 == sum(int(label.text) for label in labels)
    totals = [record.score for record in records]
    words = chart.attributes["aria-label"] or ""
    assert f"lowest {min(totals):g}" in words
    assert f"highest {max(totals):g}, out of 12 points." in words
    assert "img" == chart.attributes["role"]


def test_distribution_bins(desk: Any) -> None:
    """A total stands above the edge it reaches; all points stand in the last column."""
    scores = (0.0, 1.9, 2.0, 2.0, 17.9, 18.0, 20.0, 20.0)
    records = [
        desk.record(f"s{place}", score=score, points=20.0) for place, score in enumerate(scores)
    ]
    texts = [text.text for text in desk.index(*records).classed("chart")[0].all("text")]
    expected = "2 0 2 2 4 6 8 10 12 14 1 16 3 18 20"
    assert expected == " ".join(texts)


def test_faults_come_first(desk: Any) -> None:
    """What needs a hand stands above what does not, ours before the student's."""
    ok = desk.question("q1", desk.check())
    index = desk.index(
        desk.record("ada", ok),
        desk.record("bob", ok, faults=(FaultRecord("SubmissionFault", "a cell was repaired"),)),
        desk.record("cyd", status=Status.REFUSED, faults=(FaultRecord("SubmissionFault", "pdf"),)),
        desk.record("dan", status=Status.NOT_GRADED, faults=(FaultRecord("GraderFault", "pipe"),)),
    )
    rows = index.table("Submissions")
    assert ["dan", "cyd", "bob", "ada"] == [row[0] for row in rows]
    assert ["\N{EN DASH} of 20", "0 of 20", "1 of 1", "1 of 1"] == [row[3] for row in rows]
    assert "Not graded yet GraderFault: pipe".replace(" ", "") == rows[0][2].replace(" ", "")
    tiles = _tiles(index)
    assert ("4", "2", "1", "1") == tuple(
        tiles[name] for name in ("Students", "Graded", "Refused", "Not graded")
    )


def test_last_attempt_counts(desk: Any) -> None:
    """Every attempt is listed and linked, the numbers are those of the last."""
    first = desk.record("ada", desk.question("q1", desk.check(Verdict.FAILED)))
    second = desk.record("ada", desk.question("q1", desk.check()), attempt=2)
    index = desk.index(second, first)
    assert [["ada", "2"], ["ada", "1 (earlier)"]] == [r[:2] for r in index.table("Submissions")]
    assert "1" == _tiles(index)["Students"]
    assert index.table("Questions")[0][2].startswith("1 of 1")


def test_owed_checks_do_not_count(desk: Any) -> None:
    """A question we failed to grade says nothing about the class."""
    index = desk.index(
        desk.record("ada", desk.question("q1", desk.check())),
        desk.record("bob", desk.question("q1", desk.check(Verdict.NOT_GRADED))),
    )
    _, success, full, *_ = index.table("Questions")[0]
    assert ("100 %", "1 of 1") == (success[:5], full[:6])


def test_rescued_answers_are_counted(desk: Any) -> None:
    """The desk sees how often an earlier question had to be lent."""
    index = desk.index(
        desk.record("ada", desk.question("q2", desk.check(), given=("q1",))),
        desk.record("bob", desk.question("q2", desk.check())),
    )
    assert "1" == index.table("Questions")[0][-1]


def test_several_assignments(desk: Any) -> None:
    """Each assignment has a desk of its own, in order, and a way back; no stale one stays."""
    records = [
        desk.record("ada", desk.question("q1", desk.check()), assignment=name, title=title)
        for name, title in (("10_multivariate", "Many inputs"), ("02_rnn", "Recurrence"))
    ]
    index = desk.index(*records)
    rows = index.table("Assignments")
    assert ["Recurrence02_rnn", "Many inputs10_multivariate"] == [row[0] for row in rows]
    links = [link.attributes["href"] for link in index.all("table")[0].all("a")]
    assert ["assignments/02_rnn.html", "assignments/10_multivariate.html"] == links
    pages = [desk.parse(desk.out / (link or "")) for link in links]
    assert ["Recurrence", "Many inputs"] == [page.all("h1")[0].text for page in pages]
    for page in pages:
        assert "../index.html" == page.classed("back")[0].all("a")[0].attributes["href"]
        (row,) = page.table("Submissions")
        assert "ada" == row[0]
    write_report(records[:1], desk.out)
    assert not list((desk.out / "assignments").iterdir())
    assert not (desk.out / "term.csv").exists()


def test_isolation_is_printed(desk: Any) -> None:
    """The rung is on the page; where there were several, each with its count."""
    assert "Isolation: full" in desk.index(desk.record("ada")).classed("facts")[0].text
    mixed = desk.index(desk.record("ada"), desk.record("bob"), desk.record("cyd", isolation="none"))
    facts = [item.text for item in mixed.classed("facts")[0].all("li")]
    assert facts[0].startswith("Isolation: full")
    assert facts[0].endswith("2 submissions")
    assert facts[1].startswith("Isolation: none (no isolation")


def test_empty_class(desk: Any) -> None:
    """A class without submissions gives a page that says so."""
    index = desk.index()
    assert "No submissions yet." in index.all("main")[0].text
    assert [] == index.all("table")


def test_class_of_300(desk: Any) -> None:
    """A large class gives a page of reasonable size with everybody on it."""
    records = _class(desk, 300)
    index = desk.index(*records)
    assert 300 == len(index.table("Submissions"))
    assert 300 == len(list((desk.out / "students").iterdir()))
    assert (desk.out / "index.html").stat().st_size < 300_000
    assert max(p.stat().st_size for p in (desk.out / "students").iterdir()) < 50_000


def test_order_does_not_matter(desk: Any) -> None:
    """Equal records in any order give equal bytes, and so does a second time."""
    records = _class(desk, 12)
    write_report(records, desk.out)
    first = {path: path.read_bytes() for path in desk.out.rglob("*") if path.is_file()}
    write_report(reversed(records), desk.out)
    assert first == {path: path.read_bytes() for path in desk.out.rglob("*") if path.is_file()}


def test_stale_pages_go_and_strangers_stay(desk: Any) -> None:
    """A page without its submission is removed; a file that is not ours is left alone."""
    write_report([desk.record("ada"), desk.record("bob")], desk.out)
    (desk.out / "students" / "notes.html").write_text("<p>mine</p>", encoding="utf-8")
    write_report([desk.record("bob")], desk.out)
    expected = ["03_lstm_gates.bob.1.html", "notes.html"]
    assert expected == sorted(path.name for path in (desk.out / "students").iterdir())


def test_lateness_and_groups_stand_beside_the_score(desk: Any) -> None:
    """What was earned, what counts, and who did it together; numbers are of what was earned."""
    question = desk.question("q1", desk.check(points=10.0))
    late = {"late_seconds": 93_600.0, "late_percent": 25.0}
    index = desk.index(
        desk.record("ada", question, **late, group=("ada", "ben")),
        desk.record("bob", question, late_unknown=True, marked_late=True),
        desk.record("cyd", question, late_unknown=True),
        desk.record("dan", question, late_seconds=60.0),
        desk.record("eve", question),
        desk.record("fay", status=Status.REFUSED, **late),
    )
    rows = index.table("Submissions")
    beside = {row[0]: row[3].replace("10 of 10", "").strip() for row in rows}
    assert {
        "ada with ben": "1 day 2 hours late, 25 % off: 7.5 count",
        "bob": "marked late, how late is not known",
        "cyd": "time not known",
        "dan": "1 minute late, costs nothing",
        "eve": "",
        "fay": "0 of 20 1 day 2 hours late, 25 % off",
    } == {" ".join(name.split()): words for name, words in beside.items()}
    assert "3 2 unknown" == _tiles(index)["Late"]
    assert 10 == _figure(_tiles(index)["Mean"])
    assert "of scores as they were earned" in index.text
    on_time = desk.index(desk.record("ada", question))
    assert "Late" not in _tiles(on_time)
    assert "as they were earned" not in on_time.text
