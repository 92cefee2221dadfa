"""Boxes, for real: what they see, what ends them, and what they leave behind."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.box.wire import Encoder, Frame
from autograder.sandbox import Box, Cage, Ending, Rung, choose_rung
from autograder.sandbox.cage import ROOT
from autograder.sandbox.live_box import BoxLimits
from autograder.sandbox.watchdog import OUTPUT_LIMIT, processes

pytestmark = pytest.mark.xdist_group("cage")


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    """One zygote without TensorFlow, on the strongest rung of this machine."""
    os.environ["COURSE_CANARY"] = "canary-in-the-environment"
    with Cage(choose_rung(), warm=False) as cage:
        yield cage
    del os.environ["COURSE_CANARY"]


@pytest.fixture
def box(cage: Cage) -> Iterator[Box]:
    """A fresh box."""
    box = cage.open_box(BoxLimits(memory_mib=512, watchdog_mib=700, processes=32))
    yield box
    box.close()


def _ask(box: Box, op: str, value: Any, seconds: float = 10.0) -> Frame | None:
    if op == "run":
        value = value.encode()
    with box.limited(seconds):
        box.channel.send(1, op, value, Encoder())
        return box.channel.receive()


def _value(box: Box, code: str, name: str = "found") -> Any:
    frame = _ask(box, "run", code)
    assert frame is not None
    assert frame.value["error"] is None, frame.value
    frame = _ask(box, "get", name)
    assert frame is not None
    return frame.value


def test_a_box_sees_the_python_environment_and_nothing_of_ours(box: Box) -> None:
    """No solutions, no examiner, no bundle, no tests: only course_lib and the box's own code."""
    found = _value(
        box,
        "import os\n"
        "found = [os.path.join(d, n) for top in ('/home', '/opt', '/etc') "
        "for d, ds, fs in os.walk(top) for n in ds + fs]\n",
    )
    ours = sorted({path.split("/")[3] for path in found if path.startswith("/opt/course/")})
    assert ["autograder", "course_lib"] == ours
    inside = {path for path in found if path.startswith("/opt/course/autograder/")}
    assert not [path for path in inside if not path.startswith("/opt/course/autograder/__init__")
                and not path.startswith("/opt/course/autograder/box")]  # fmt: skip
    for secret in ("solutions", "autograder/examiner", "build", "tests", "master.py"):
        visible = _value(box, f"found = os.path.exists({str(ROOT / secret)!r})")
        assert visible is False, secret


def test_a_box_sees_an_empty_environment_and_three_descriptors(box: Box) -> None:
    """Neither our variables, nor those the zygote was started with, nor our open files."""
    code = (
        "import os\n"
        "found = [dict(os.environ), open('/proc/self/environ').read(),\n"
        " sorted(os.readlink(f'/proc/self/fd/{n}').split(':')[0]"
        " for n in os.listdir('/proc/self/fd') if os.path.islink(f'/proc/self/fd/{n}'))]\n"
    )
    variables, at_start, descriptors = _value(box, code)
    assert "canary" not in str(variables) + at_start
    assert not [name for name in variables if name.startswith(("PATH", "PIP", "SSH", "PYTEST"))]
    assert {"/dev/null", "pipe", "socket"} == set(descriptors)
    assert 1 == descriptors.count("socket")


def test_modules_of_a_box_are_the_box_and_libraries(box: Box) -> None:
    """Import rules hold at run time too."""
    found = _value(
        box,
        "import sys\nfound = sorted(n for n in sys.modules if n.split('.')[0] in "
        "('autograder', 'solutions', 'tests', 'pytest'))",
    )
    assert "autograder.box.session" in found
    assert [] == [n for n in found if n != "autograder" and not n.startswith("autograder.box")]


def test_a_box_is_another_user_with_no_power(box: Box) -> None:
    """Not root inside, not root outside, no capability, a process namespace of its own."""
    found = _value(
        box,
        "import os\n"
        "text = open('/proc/self/status').read()\n"
        "found = [os.getuid(), [l.split()[1] for l in text.splitlines() if l.startswith('Cap')],"
        " sorted(int(n) for n in os.listdir('/proc') if n.isdigit())]\n",
    )
    uid, capabilities, pids = found
    assert uid != 0
    assert {"0000000000000000"} == set(capabilities)
    assert 3 >= len(pids)
    outside = Path(f"/proc/{processes(box.pid)[-1]}").stat().st_uid
    assert outside != 0


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("while True: pass", Ending.TIMED_OUT),
        ("import os; os._exit(0)", Ending.CRASHED),
        ("import ctypes; ctypes.string_at(0)", Ending.CRASHED),
        ("import signal, os; os.kill(os.getpid(), signal.SIGKILL)", Ending.CRASHED),
        (
            "import mmap; held = []\n"
            "while True:\n m = mmap.mmap(-1, 2**26); m.write(b'x' * 2**26); held.append(m)",
            Ending.OUT_OF_MEMORY,
        ),
    ],
)
def test_what_goes_too_far_ends_with_its_reason(cage: Cage, code: str, ending: Ending) -> None:
    """Time, crash and memory are told apart."""
    box = cage.open_box(BoxLimits(memory_mib=4096, watchdog_mib=400))
    assert _ask(box, "run", code, seconds=2.0) is None
    assert ending == box.close(hung_up=True)
    assert box.ending_detail


def test_daemons_die_with_their_box(cage: Cage) -> None:
    """Double forks, new sessions and ignored signals do not outlive the box."""
    box = cage.open_box(BoxLimits())
    code = (
        "import os, signal, time\n"
        "for n in range(8):\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        for s in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):\n"
        "            signal.signal(s, signal.SIG_IGN)\n"
        "        if os.fork() == 0:\n"
        "            while True: time.sleep(0.01)\n"
        "        os._exit(0)\n"
    )
    _value(box, code + "found = True")
    alive = processes(box.pid)
    assert 9 <= len(alive)
    box.close()
    assert [] == [pid for pid in alive if _runs(pid)]


def _runs(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_flood_of_output_is_cut(box: Box) -> None:
    """What is printed beyond the limit is dropped, and the box goes on."""
    assert 7 == _value(box, f"print('x' * {4 * OUTPUT_LIMIT}); found = 7")
    box.close()
    assert OUTPUT_LIMIT == len(box.output)


def test_a_thousand_boxes_leave_no_growth(cage: Cage) -> None:
    """Descriptors, threads and memory of the zygote, and our own descriptors, stay as they were."""
    for _ in range(20):
        cage.open_box(BoxLimits()).close()
    before, ours = cage.vital_signs(), len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(1000):
        cage.open_box(BoxLimits()).close()
    after = cage.vital_signs()
    assert (before["threads"], before["files"]) == (after["threads"], after["files"])
    assert after["resident_kib"] - before["resident_kib"] < 4096
    assert ours == len(list(Path("/proc/self/fd").iterdir()))


def test_without_walls_only_on_request() -> None:
    """The probe finds every hole of `none`, so it can never be chosen by itself."""
    from autograder.sandbox.ladder import probe

    faults = probe(Rung.NONE)
    assert "a box could read a file of ours" in faults
    assert "a box could signal our process" in faults
    assert choose_rung() is not Rung.NONE


def test_the_python_environment_is_not_writable(box: Box) -> None:
    """A box cannot poison the next run."""
    code = (
        "def attempt(path):\n"
        "    try:\n        open(path, 'w'); return True\n"
        "    except OSError:\n        return False\n"
        f"found = [attempt(p + '/x') for p in ({sys.prefix!r}, '/opt/course', '/etc', '/')]"
    )
    assert [False] * 4 == _value(box, code)


def _rungs() -> list[Rung]:
    from autograder.sandbox.ladder import probe

    as_root = os.getuid() == 0
    rungs = [Rung.FULL, Rung.ROOT_NS, Rung.LANDLOCK] if as_root else [Rung.FULL, Rung.LANDLOCK]
    return [rung for rung in rungs if not probe(rung)]


@pytest.mark.parametrize("rung", _rungs())
def test_every_rung_that_holds_runs_code_and_ends_what_hangs(rung: Rung) -> None:
    """Each rung of the ladder is a working sandbox, not only the strongest."""
    with Cage(rung, warm=False) as cage:
        box = cage.open_box(BoxLimits(processes=16))
        assert 3 == _value(box, "found = 1 + 2")
        assert _ask(box, "run", "while True: pass", seconds=0.5) is None
        assert Ending.TIMED_OUT == box.close(hung_up=True)


@pytest.mark.parametrize("rung", _rungs())
def test_a_fork_bomb_is_bounded_on_every_rung(rung: Rung) -> None:
    """By the kernel's limit, or where that does not bind, by the watchdog."""
    with Cage(rung, warm=False) as cage:
        box = cage.open_box(BoxLimits(processes=16))
        code = (
            "import os, time\nforked = 0\n"
            "for n in range(200):\n"
            "    try:\n"
            "        if os.fork() == 0:\n            time.sleep(60); os._exit(0)\n"
            "        forked += 1\n"
            "    except OSError:\n        break\n"
            "time.sleep(1)\n"
        )
        frame = _ask(box, "run", code)
        if frame is not None:
            _ask(box, "get", "forked")
        alive = processes(box.pid)
        assert 200 > len(alive)
        box.close(hung_up=frame is None)
        assert [] == [pid for pid in alive if _runs(pid)]


def test_everything_dies_with_the_outermost_process() -> None:
    """Even while somebody still holds the zygote's line, and though it became another user."""
    with Cage(choose_rung(), warm=False) as cage:
        box = cage.open_box(BoxLimits(memory_mib=512, watchdog_mib=700, processes=32))
        below = [os.pidfd_open(pid) for pid in processes(cage.pid)[1:]]
        assert len(below) >= 2
        os.kill(cage.pid, signal.SIGKILL)
        for descriptor in below:
            gone, _, _ = select.select([descriptor], [], [], 60)
            os.close(descriptor)
            assert gone
        box.close()


def test_a_box_that_was_killed_from_outside_is_counted() -> None:
    """By what its first process told: nothing inside can kill that one."""
    with Cage(choose_rung(), warm=False) as cage:
        for code, struck in (
            ("import os; os._exit(3)", 0),
            ("import os; os.kill(os.getpid(), 9)", 1),
        ):
            box = cage.open_box(BoxLimits(memory_mib=512, watchdog_mib=700, processes=32))
            assert _ask(box, "run", code) is None
            box.close(hung_up=True)
            assert (struck, 0) == (cage.struck, cage.struck_outside)
        box = cage.open_box(BoxLimits(memory_mib=512, watchdog_mib=700, processes=32))
        os.kill(box.pid, signal.SIGKILL)
        assert box.channel.receive() is None
        box.close(hung_up=True)
        assert 2 == cage.struck
        assert cage.is_alive()
        assert cage.struck_outside == (cage.rung in (Rung.FULL, Rung.ROOT_NS))
    assert not cage.is_alive()
