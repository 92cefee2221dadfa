"""Makes the virtual environment: with uv where it is on the PATH, else with venv and pip."""

from __future__ import annotations

import hashlib
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
    options = ["-q", "-c", "constraints.txt"]
    ready, wanted = venv / ".ready", _dependencies()
    if not ready.exists() or ready.read_text() != wanted:
        print(
            "Setting up .venv (TensorFlow is large: a few minutes the first time) ...", flush=True
        )
        _run([*install, *options, ".[dev]"])
    # The version number stays while course_lib changes: install the checkout's own again. What
    # builds it is there by now.
    _run([*install, *options, "--no-deps", "--no-build-isolation", "--force-reinstall", "."])
    ready.write_text(wanted)


def _dependencies() -> str:
    """A hash of the files that say what is installed: an edit of course_lib leaves it as it is."""
    files = [ROOT / name for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _run(command: list[str | None]) -> None:
    result = subprocess.run([part for part in command if part], cwd=ROOT, check=False)
    if result.returncode:
        sys.exit(f"Setting up stopped at: {' '.join(part for part in command if part)}")


if __name__ == "__main__":
    main()
