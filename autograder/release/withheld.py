"""What an assignment keeps from students, in forms that can be searched for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.course import Role
from autograder.release.build import Built
from autograder.release.prologue import SEEDING
from autograder.release.tokens import tokens

ANSWER_RUN = 12
"""Tokens of an answer in a row that are no chance. Right calls of a student's own function, which
notebooks do contain, share up to eleven with an answer and no operator."""

TEST_RUN = 20
"""Tokens of a hidden check in a row; checks resemble one another, so they need more."""

WORD_RUN = 10
"""Words of a model answer in a row that are no chance."""

_SHORTEST_ANSWER = 8
_SENTENCE_WORDS = 5
_DIGITS = 6
_OPERATORS = frozenset("= + - * / @ ** // % < > <= >= == != & | ^ ~ << >> += -= *= /= @=".split())
_ARITHMETIC = _OPERATORS - {"="}
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?;:]\s|\n\s*\n")
_DULL = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
_SHAPES = (ast.Tuple, ast.List, ast.Dict)
_LAYING_OUT = frozenset("astype float int items range zip".split())
_SEEDING = ast.unparse(ast.parse(SEEDING))
"""How every check of the course begins; it tells nothing."""

Run = tuple[str, ...]


@dataclass(slots=True)
class Withheld:
    """Secrets, each with the words that name it.

    Attributes:
        runs: tokens in a row, of answers and hidden checks.
        sentences: words of hidden checks and of model answers, in lower case.
        names: function names of hidden checks.
        numbers: numbers with many digits, rounded to six, of answers and hidden checks.
    """

    runs: dict[Run, str] = field(default_factory=dict)
    sentences: dict[Run, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)


def withheld(built: list[Built]) -> Withheld:
    """Collects what these assignments withhold, without what they themselves hand out."""
    found = Withheld()
    for one in built:
        _withhold_answers(found, one)
        _withhold_model_texts(found, one)
        _withhold_checks(found, one)
    return found


def words(text: str) -> list[tuple[str, int]]:
    """The words of a text in lower case, with their 1-based lines; signs and quotes are dropped."""
    return [
        (word.lower(), number)
        for number, line in enumerate(text.split("\n"), 1)
        for word in _WORD.findall(line)
    ]


def long_number(token: str) -> str | None:
    """A number rounded to six digits, or None where the token has fewer or is none."""
    if not token[0].isdigit() and token[0] != ".":
        return None
    digits = token.lower().partition("e")[0].replace("_", "").replace(".", "").strip("0")
    if len(digits) < _DIGITS or not {".", "e", "E"} & set(token):
        return None
    return f"{float(token):.{_DIGITS - 1}e}"


def _withhold_answers(found: Withheld, built: Built) -> None:
    bundle = built.bundle
    coded = {question.cell for question in bundle.manual if not question.text}
    skeletons = {
        cell.question: (cell.id, cell.source)
        for cell in bundle.cells
        if cell.role is Role.ANSWER or cell.id in coded
    }
    questions = {cell: question for question, (cell, _) in skeletons.items()}
    sources = {**bundle.answers, **{cell: built.model_answers[cell] for cell in coded}}
    answers = [(questions[cell], "the answer to", text) for cell, text in sources.items()]
    answers += [(a.question, "another right answer to", a.source) for a in bundle.alternatives]
    for question, what, source in answers:
        said = f"{what} {question} of {bundle.assignment}"
        skeleton = [token.text for token in tokens(skeletons[question][1])]
        for statements in _statements(source):
            code = [token.text for token in tokens(statements)]
            if _SHORTEST_ANSWER <= len(code) < ANSWER_RUN and _ARITHMETIC & set(code):
                _withhold_runs(found, code, len(code), skeleton, said)
            _withhold_runs(found, code, ANSWER_RUN, skeleton, said)
        _withhold_numbers(found, source, skeletons[question][1], said)


def _withhold_model_texts(found: Withheld, built: Built) -> None:
    """Model answers in words: short sentences as a whole, of longer ones every run of words."""
    for question in built.bundle.manual:
        if not question.text:
            continue
        said = f"the model answer to {question.name} of {built.bundle.assignment}"
        text = built.model_answers[question.cell]
        for sentence in _SENTENCE_END.split(text):
            said_words = [word for word, _ in words(sentence)]
            if len(said_words) >= _SENTENCE_WORDS:
                for run in _runs(said_words, min(len(said_words), WORD_RUN)):
                    found.sentences.setdefault(run, said)
        _withhold_numbers(found, text, "", said)


def _withhold_checks(found: Withheld, built: Built) -> None:
    for question in built.bundle.questions:
        public = built.student[f"tests/{question.name}.py"].decode("utf-8")
        shown = [token.text for token in tokens(public)]
        shown_words = [word for word, _ in words(public)]
        for check in _hidden_checks(question.tests):
            said = f"a hidden check of {question.name} of {built.bundle.assignment}"
            source = ast.unparse(check.body)
            for statements in _statements(_without_draws(source)):
                code = [token.text for token in tokens(statements)]
                _withhold_runs(found, code, TEST_RUN, shown, said)
            for sentence in _sentences(check):
                if not _contains(shown_words, sentence):
                    found.sentences[sentence] = said
            if len(check.name.split("_")) > 2 and check.name not in shown:
                found.names[check.name] = said
            _withhold_numbers(found, source, public, said)


def _withhold_runs(
    found: Withheld, code: list[str], length: int, shown: list[str], said: str
) -> None:
    known = set(_runs(shown, length))
    for run in _runs(code, length):
        if run not in known and _OPERATORS & set(run):
            found.runs.setdefault(run, said)


def _withhold_numbers(found: Withheld, source: str, shown: str, said: str) -> None:
    known = {long_number(token.text) for token in tokens(shown)}
    for token in tokens(source):
        number = long_number(token.text)
        if number is not None and number not in known:
            found.numbers.setdefault(number, said)


def _runs(code: list[str], length: int) -> Iterator[Run]:
    for start in range(len(code) - length + 1):
        yield tuple(code[start : start + length])


def _contains(text: list[str], part: Run) -> bool:
    return part in set(_runs(text, len(part)))


def _statements(source: str) -> Iterator[str]:
    """The code that says something: bodies without signatures, docstrings and imports."""
    lines = [line.encode("utf-8") for line in source.split("\n")]
    for block in _blocks(ast.parse(source)):
        first, last = block[0], block[-1]
        assert last.end_lineno is not None
        part = lines[first.lineno - 1 : last.end_lineno]
        part[0] = part[0][first.col_offset :]
        yield b"\n".join(part).decode("utf-8")


def _blocks(node: ast.Module | ast.ClassDef | ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    block: list[ast.stmt] = []
    for index, statement in enumerate(node.body):
        text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        dull = isinstance(statement, _DULL) or ast.unparse(statement) == _SEEDING
        if dull or (text and not index):
            if block:
                yield block
                block = []
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                yield from _blocks(statement)
        else:
            block.append(statement)
    if block:
        yield block


def _without_draws(source: str) -> str:
    """The code with ``...`` for each line that only draws or converts inputs, or lays out shapes.

    What such a line draws is another every time, and checks of thirteen assignments draw alike.
    """
    return ast.unparse(_Draws().visit(ast.parse(source)))


class _Draws(ast.NodeTransformer):
    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        """Leaves a line whose values are not drawn, or are more than drawn."""
        calls = [n.func for n in ast.walk(node.value) if isinstance(n, ast.Call)]
        if all(map(_draws, calls)) and (calls or isinstance(node.value, _SHAPES)):
            return ast.Expr(ast.Constant(...))
        return node


def _draws(function: ast.expr) -> bool:
    """Whether a call draws numbers, or only converts and lays out what was drawn."""
    if isinstance(function, ast.Attribute):
        of_rng = isinstance(function.value, ast.Name) and function.value.id == "rng"
        return of_rng or function.attr in _LAYING_OUT
    return isinstance(function, ast.Name) and function.id in _LAYING_OUT


class _Hidden:
    """One hidden check: its function's name, its code and all its decorator says."""

    def __init__(self, node: ast.FunctionDef) -> None:
        self.name = node.name
        self.body = ast.Module(node.body, [])
        self.node = node


def _hidden_checks(tests: str) -> Iterator[_Hidden]:
    for node in ast.parse(tests).body:
        if isinstance(node, ast.FunctionDef) and any(map(_says_hidden, node.decorator_list)):
            yield _Hidden(node)


def _says_hidden(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and any(
        word.arg == "hidden" and isinstance(word.value, ast.Constant) and bool(word.value.value)
        for word in decorator.keywords
    )


def _sentences(check: _Hidden) -> Iterator[Run]:
    for node in ast.walk(check.node):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            sentence = tuple(word for word, _ in words(node.value))
            if len(sentence) >= _SENTENCE_WORDS:
                yield sentence
