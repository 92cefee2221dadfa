"""Makes the virtual environment: with uv where it is on the PATH, else with venv and pip."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Installs course_lib with everything for development, at the pinned versions."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    venv = Path(sys.argv[1])
    python = venv / "bin" / "python"
    uv = shutil.which("uv")
    if not python.exists():
        _run([uv, "venv", str(venv)] if uv else [sys.executable, "-m", "venv", str(venv)])
    install = [uv, "pip", "install", "--python", str(python)] if uv else None
    install = install or [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    print("Setting up .venv (TensorFlow is large: a few minutes the first time) ...", flush=True)
    options = ["-q", "-c", "constraints.txt"]
    _run([*install, *options, ".[dev]"])
    # The version number stays while course_lib changes: install the checkout's own again.
    _run([*install, *options, "--no-deps", "--force-reinstall", "."])
    (venv / ".ready").touch()


def _run(command: list[str | None]) -> None:
    result = subprocess.run([part for part in command if part], cwd=ROOT, check=False)
    if result.returncode:
        sys.exit(f"Setting up stopped at: {' '.join(part for part in command if part)}")


if __name__ == "__main__":
    main()
