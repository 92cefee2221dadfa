"""Every number of the desk, counted once more from the records in the plainest way."""

from __future__ import annotations

import csv
import statistics
from collections import Counter, defaultdict
from typing import Any

import pytest

from autograder.records import QuestionRecord, Record, Status, Verdict
from autograder.report import write_report
from tests.report.generated_class import BAD, generated_class

MINUS = "\N{MINUS SIGN}"


@pytest.fixture
def records() -> list[Record]:
    """A class of two hundred with one assignment."""
    return generated_class(200)


@pytest.fixture
def index(desk: Any, records: list[Record]) -> Any:
    """Its desk."""
    return desk.parse(write_report(records, desk.out))


def _latest(records: list[Record]) -> list[Record]:
    last: dict[tuple[str, str], Record] = {}
    for record in sorted(records, key=lambda r: r.attempt):
        last[record.assignment, record.student] = record
    return sorted(last.values(), key=lambda r: (r.assignment, r.student))


def _graded(records: list[Record]) -> list[Record]:
    return [record for record in _latest(records) if record.status is Status.GRADED]


def _counts(question: QuestionRecord) -> bool:
    if question.manual and not question.marked:
        return False
    return not any(check.verdict is Verdict.NOT_GRADED for check in question.checks)


def _answers(records: list[Record], name: str) -> list[tuple[Record, QuestionRecord]]:
    return [
        (record, question)
        for record in _graded(records)
        for question in record.questions
        if question.name == name and _counts(question)
    ]


def _rest(record: Record, name: str) -> float:
    others = [q for q in record.questions if q.name != name and _counts(q)]
    return sum(q.score for q in others) / sum(q.points for q in others)


def _signed(text: str) -> float:
    number = "".join(letter for letter in text.replace(MINUS, "-") if letter in "-.0123456789")
    return float(number)


def _sheet(desk: Any, name: str) -> list[dict[str, Any]]:
    with (desk.out / name).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream, quoting=csv.QUOTE_NONNUMERIC))


def test_tiles(index: Any, records: list[Record]) -> None:
    """How many of what, mean and median."""
    tiles = {t.all("dt")[0].text: t.all("dd")[0].text for t in index.all("dl")[0].all("div")}
    latest, states = _latest(records), Counter(r.status for r in _latest(records))
    totals = [record.score for record in _graded(records)]
    waiting = sum(q.manual and not q.marked for r in latest for q in r.questions)
    expected = {
        "Students": len(latest),
        "Graded": states[Status.GRADED],
        "Refused": states[Status.REFUSED],
        "Not graded": states[Status.NOT_GRADED],
        "Late": sum(record.late_seconds > 0 for record in latest),
        "To be marked": waiting,
    }
    assert {name: str(count) for name, count in expected.items()}.items() <= tiles.items()
    assert float(tiles["Mean"].split()[0]) == pytest.approx(statistics.fmean(totals), abs=0.005)
    assert float(tiles["Median"].split()[0]) == pytest.approx(statistics.median(totals), abs=0.005)


def test_questions(index: Any, desk: Any, records: list[Record]) -> None:
    """Difficulty, discrimination, spread, what was left out and rescued; page and CSV agree."""
    rows, sheet = index.table("Questions"), _sheet(desk, "questions.csv")
    drawings = [n.attributes["aria-label"] for n in index.classed("spread")]
    assert 6 == len(rows) == len(sheet) == len(drawings)
    for place, (row, line) in enumerate(zip(rows, sheet, strict=True)):
        name = f"q{place + 1}"
        answers = _answers(records, name)
        shares = [q.score / q.points for _, q in answers]
        left = [
            q for _, q in answers if q.checks and {c.verdict for c in q.checks} == {Verdict.MISSING}
        ]
        apart = statistics.correlation(shares, [_rest(record, name) for record, _ in answers])
        assert row[0].startswith(f"{name} ")
        assert _signed(row[1].split("%")[0]) == pytest.approx(
            100 * statistics.fmean(shares), abs=0.051
        )
        assert row[2].startswith(f"{sum(share == 1 for share in shares)} of {len(answers)}")
        assert _signed(row[4]) == pytest.approx(apart, abs=0.0051)
        undefined = sum("not defined" in q.checks[0].message for q in left)
        assert f"{len(left)}{f'{undefined} not defined' if undefined else ''}" == row[5]
        assert str(sum(bool(q.given) for _, q in answers)) == row[6]
        assert (name, len(answers), len(left), len(left) - undefined) == (
            *(line[key] for key in ("question", "answers", "untouched", "skeleton")),
        )
        assert line["discrimination"] == pytest.approx(apart, abs=1e-4)
        steps = (
            *(sum(share == 0 for share in shares),),
            *(sum(low < share <= low + 0.25 for share in shares) for low in (0, 0.25, 0.5)),
            *(sum(0.75 < share < 1 for share in shares), sum(share == 1 for share in shares)),
        )
        assert [*map(str, steps)] == [
            words.rpartition(" ")[2] for words in (drawings[place] or "").split(", ")
        ]


def test_time_and_memory(index: Any, desk: Any, records: list[Record]) -> None:
    """Median and most, and whose; a dash where records do not tell."""
    for place, row in enumerate(index.table("Time and memory")):
        answers = _answers(records, f"q{place + 1}")
        for first, what in ((1, "seconds"), (4, "peak_mib")):
            told = [(getattr(q, what), r.student) for r, q in answers if getattr(q, what) > 0]
            if not told:
                assert ["\N{EN DASH}"] * 3 == row[first : first + 3]
                continue
            most = max(told, key=lambda pair: pair[0])
            median = statistics.median(value for value, _ in told)
            assert _signed(row[first]) == pytest.approx(median, abs=0.0051)
            assert _signed(row[first + 1]) == pytest.approx(most[0], abs=0.0051)
            assert most[1] == row[first + 2]
    assert {"", "student"} >= {
        str(line["seconds_most_by"])[:7] for line in _sheet(desk, "questions.csv")
    }


def test_checks(index: Any, desk: Any, records: list[Record]) -> None:
    """How many of which verdict, and how well a check tells students apart."""
    rows, sheet = index.table("Checks"), _sheet(desk, "checks.csv")
    assert 11 == len(rows) == len(sheet)
    for row, line in zip(rows, sheet, strict=True):
        name = row[1].split()[0]
        answers = _answers(records, name)
        seen = [
            (record, check)
            for record, question in answers
            for check in question.checks
            if row[0].startswith(check.name)
        ]
        tally = Counter(check.verdict for _, check in seen)
        passed = [float(check.verdict is Verdict.PASSED) for _, check in seen]
        ended = tally[Verdict.TIMED_OUT] + tally[Verdict.OUT_OF_MEMORY] + tally[Verdict.CRASHED]
        assert _signed(row[2]) == pytest.approx(100 * statistics.fmean(passed), abs=0.051)
        assert [
            str(tally[Verdict.FAILED]),
            str(tally[Verdict.MISSING]),
            str(tally[Verdict.NOT_REACHED]),
            str(ended),
        ] == row[3:7]
        apart = statistics.correlation(passed, [_rest(record, name) for record, _ in seen])
        assert _signed(row[7]) == pytest.approx(apart, abs=0.0051)
        assert {v.value: line[v.value] for v in Verdict} == {v.value: tally[v] for v in Verdict}
        assert line["discrimination"] == pytest.approx(apart, abs=1e-4)


def _people(row: Any) -> list[str]:
    return [link.text for link in row.classed("people")[0].all("a")]


def _rows(index: Any, caption: str) -> list[Any]:
    (table,) = [t for t in index.all("table") if t.all("caption")[0].text.startswith(caption)]
    return list(table.all("tbody")[0].all("tr"))


def test_misconceptions(index: Any, desk: Any, records: list[Record]) -> None:
    """Who holds which idea, the most frequent first, with a link to every one of them."""
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in _graded(records):
        for question in record.questions:
            for idea in {c.misconception for c in question.checks if c.misconception}:
                held[idea.replace("_", " "), question.name].append(record.student)
    graded = len(_graded(records))
    rows = _rows(index, "Misconceptions")
    assert len(held) == len(rows)
    cells = index.table("Misconceptions")
    for row, (_, question, students, share) in zip(rows, cells, strict=True):
        key = (row.all("bdi")[0].text, question)
        assert held[key] == _people(row)
        assert str(len(held[key])) == students
        assert _signed(share) == pytest.approx(100 * len(held[key]) / graded, abs=0.051)
    counts = [len(_people(row)) for row in rows]
    assert sorted(counts, reverse=True) == counts
    for line in _sheet(desk, "misconceptions.csv"):
        assert held[line["idea"], line["question"]] == line["held_by"].split("; ")


def test_the_same_wrong_answer(index: Any, desk: Any, records: list[Record]) -> None:
    """Two or more with one hash and no known idea are one cluster; no hash is none."""
    given: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for record in _graded(records):
        for question in record.questions:
            for check in question.checks:
                if check.verdict is Verdict.FAILED and check.alike and not check.misconception:
                    given[question.name, check.name, check.alike].append(record.student)
    expected = Counter(
        (question, check, tuple(students))
        for (question, check, _), students in given.items()
        if len(students) > 1
    )
    found = Counter(
        (row.classed("tag")[0].text, line.text, tuple(_people(row)))
        for row in _rows(index, "The same wrong answer")
        for line in row.classed("line")
    )
    assert expected == found
    assert len(expected) > 5
    lines = _sheet(desk, "same_answers.csv")
    assert Counter((q, c, s) for q, c, s in expected) == Counter(
        (line["question"], check, tuple(line["given_by"].split("; ")))
        for line in lines
        for check in line["checks"].split("; ")
    )


def test_the_alarm_names_the_bad_check_alone(index: Any, desk: Any, records: list[Record]) -> None:
    """It says who of the best third fails it, and that their wrong answer is the same."""
    (ring,) = index.classed("rings")[0].all("li")[:1]
    rings = [n for n in index.classed("rings")[0].children if getattr(n, "tag", "") == "li"]
    assert 1 == len(rings)
    assert BAD[0] == ring.classed("tag")[0].text
    assert BAD[1] == ring.all("strong")[0].text
    tried = [
        (_rest(record, BAD[0]), check.verdict is Verdict.FAILED, record.student)
        for record, question in _answers(records, BAD[0])
        for check in question.checks
        if check.name == BAD[1] and check.verdict in {Verdict.PASSED, Verdict.FAILED}
    ]
    ranks = sorted(round(rest, 9) for rest, *_ in tried)
    third = len(ranks) // 3
    strong = [one for one in tried if round(one[0], 9) >= ranks[-third]]
    weak = [one for one in tried if round(one[0], 9) <= ranks[third - 1]]
    failed = [student for _, fails, student in strong if fails]
    assert failed == _people(ring)
    weak_failed = sum(fails for _, fails, _ in weak)
    first = f"{len(failed)} of the best {len(strong)} who tried fail it"
    words = f"{first}, and {weak_failed} of the last {len(weak)}."
    assert words in ring.text
    assert f"{len(failed)} of those {len(failed)} gave the very same wrong answer" in ring.text
    ringing = [line["check"] for line in _sheet(desk, "checks.csv") if line["alarm"]]
    assert [BAD[1]] == ringing


def test_everybody(index: Any, records: list[Record]) -> None:
    """A row for each attempt with what each question earned; ours first, then refused."""
    by_key = {(r.student, r.attempt): r for r in records}
    rows = index.table("Submissions")
    assert len(records) == len(rows)
    order = []
    for row in rows:
        record = by_key[row[0], int(row[1].split()[0])]
        order.append({Status.NOT_GRADED: 0, Status.REFUSED: 1, Status.GRADED: 2}[record.status])
        if record.status is Status.GRADED:
            expected = [f"{q.score:g}" if _counts(q) else "…" for q in record.questions]
            assert expected == row[4:]
            assert row[3].startswith(f"{round(record.score, 2):g} of 14")
    assert sorted(order) == order


def test_columns_of_the_chart_are_those_of_the_rows(index: Any, records: list[Record]) -> None:
    """What brushing a column shows is as many as it says."""
    chart = index.classed("chart")[0]
    told = {n.attributes["data-column"]: int(n.all("text")[0].text) for n in chart.all("g")}
    rows = Counter(row.attributes.get("data-b") for row in _rows(index, "Submissions"))
    assert told == {column: count for column, count in rows.items() if column is not None}
    assert len(_graded(records)) == sum(told.values())


def test_two_thousand_students_in_one_file() -> None:
    """A desk stays below 10 MB."""
    from autograder.report.desk_files import desk_files
    from autograder.report.page_names import page_names
    from autograder.report.site import in_order

    records = in_order(generated_class(2000))
    page = desk_files("Large", records, page_names(records))["index.html"]()
    assert len(page.encode()) < 10_000_000
    assert page.count("<tr") > 2000
