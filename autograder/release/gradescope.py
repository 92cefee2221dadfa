"""The zip that Gradescope takes as an autograder: our examiner, one bundle, and two scripts."""

from __future__ import annotations

from pathlib import Path

from autograder.release.archive import make_zip
from autograder.release.build import Built
from autograder.release.parallel import library_files
from autograder.release.zips import build_wheel, needed

_PACKAGES = ("box", "sandbox", "examiner", "batch")
"""What grading needs of us; neither the release nor the report, nor any master."""

_SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, when it builds the container. Choose one with 1.5 GB of memory, or 3 GB
# for notebooks that train: the grader takes 0.65 GB with a small notebook, Keras models more.
set -euo pipefail
home="${{AUTOGRADER_HOME:-/autograder}}"
if [ -n "${{AUTOGRADER_PYTHON:-}}" ]; then
    echo "Using $AUTOGRADER_PYTHON, nothing is installed."
    exit 0
fi
find_python() {{
    for name in python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \\
            2>/dev/null; then
            echo "$name"
            return
        fi
    done
}}
if [ -z "$(find_python)" ]; then
    apt-get update -qq
    apt-get install -y -qq python3.11 python3.11-venv ||
        apt-get install -y -qq python3 python3-venv
fi
python="$(find_python)"
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and could not be installed." >&2
    exit 1
fi
"$python" -m venv "$home/venv"
cd "$home/source"
"$home/venv/bin/pip" install -q --disable-pip-version-check \\
    -c constraints.txt "./{wheel}[student]"
"""

_RUN = """\
#!/usr/bin/env bash
# Gradescope runs this for each submission.
set -u
home="${AUTOGRADER_HOME:-/autograder}"
python="${AUTOGRADER_PYTHON:-$home/venv/bin/python}"
cd "$home/source"
export PYTHONDONTWRITEBYTECODE=1
if ! "$python" -m autograder.batch.gradescope_run "$home" bundle.zip; then
    # It could not even say so itself: a zero without a word would be unjust.
    mkdir -p "$home/results"
    cat > "$home/results/results.json" <<'END'
{
 "score": 0,
 "output": "This has not been graded yet. It is not your fault, and the score is no mark.",
 "output_format": "text",
 "stdout_visibility": "hidden",
 "visibility": "visible",
 "tests": [
  {
   "name": "Why this is not graded (for staff)",
   "score": 0,
   "max_score": 0,
   "output": "The autograder could not start. Its own words are in the captured output.",
   "output_format": "text",
   "visibility": "hidden"
  }
 ]
}
END
fi
"""


def gradescope_zip(root: Path, built: Built) -> bytes:
    """The autograder of one assignment.

    Args:
        root: the checkout; the examiner, ``course_lib`` and the versions are taken from it.
        built: the assignment.

    Raises:
        CourseFault: the wheel cannot be built, or a file is missing.
    """
    name, wheel = build_wheel(root)
    package = root / "autograder"
    sources = sorted(path for path in package.glob("*.py") if path.stem != "__main__")
    for part in _PACKAGES:
        sources += sorted((package / part).glob("*.py"))
    members = {
        path.relative_to(root).as_posix(): needed(root, path.relative_to(root).as_posix())
        for path in sources
    }
    members |= {f"course_lib/{path}": file.read_bytes() for path, file in library_files(root)}
    members |= {
        name: wheel,
        "LICENSE": needed(root, "LICENSE"),
        "bundle.zip": built.archive,
        "constraints.txt": needed(root, "constraints.txt"),
        "run_autograder": _RUN.encode(),
        "setup.sh": _SETUP.format(wheel=name).encode(),
    }
    return make_zip(members)
