"""The corpus' core once more, by an ordinary user: the way most people will run the grader."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.hostile.canaries import REPOSITORY

_UID = 65534
_CORE = " or ".join(
    f"row_{row}"
    for row in ("01", "12", "21", "23", "26", "28", "29", "34_endless_call", "35", "36", "37",
                "45", "55", "56")
)  # fmt: skip

pytestmark = [
    pytest.mark.xdist_group("hostile-unprivileged"),
    pytest.mark.skipif(os.getuid() != 0, reason="the whole corpus ran as an ordinary user"),
]


@pytest.mark.parametrize("rung", ["full", "landlock"])
def test_core_holds_for_an_ordinary_user(rung: str) -> None:
    """What root's boxes hold back, an ordinary user's hold back too."""
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, _UID, _UID)
        command = [sys.executable, "-m", "tests.hostile.as_ordinary_user", str(_UID)]
        command += [sys.executable, "-m", "pytest", f"tests/hostile/test_{rung}.py"]
        command += ["-n0", "-q", "-k", f"{_CORE} or honest", "--basetemp", f"{folder}/run"]
        ran = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            env={"HOME": folder, "TMPDIR": folder, "PATH": os.defpath, **_quiet()},
        )
        assert list(Path(folder).glob("box-*")) == []
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    if " skipped" in ran.stdout.splitlines()[-1]:
        pytest.skip(ran.stdout[-600:])


def _quiet() -> dict[str, str]:
    return {"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
