"""Gradescope's bulk download: ``submission_NUMBER`` folders and ``submission_metadata.yml``."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import Corpus, Refused
from tests.intake.materials import ONE, TWO, lay, packed, zipped

GRADESCOPE = Corpus()
case = GRADESCOPE.case

METADATA = """\
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '4711'
    :email: ada@uni.example
  :created_at: 2026-02-01 22:58:00.861687000 Z
  :score: 2.0
  :results:
    output: |-
      submission_12:
        :submitters: nobody
    tests: [{name: a, score: 1}]
  :history:
  - :created_at: 2026-01-30 10:00:00.000000000 Z
    :score: 1.0
"""

_PAIR = """\
submission_12:
  :submitters:
  - :name: Ben Smith
    :sid: '1'
  - :name: Cleo Smith
    :email: cleo@uni.example
"""


@case(("Ada Lovelace_4711", 1, ["x = 1"]))
def gradescope_folder(folder: Path) -> Path:
    """Name and number are the student; results and history are nobody's business."""
    return lay(
        folder / "in",
        {"submission_metadata.yml": METADATA, "submission_11/lstm_gates.ipynb": ONE},
    )


@case(("Ada Lovelace_4711", 1, ["x = 1"]))
def gradescope_zip(folder: Path) -> Path:
    """The zip as Gradescope sends it is read as it is, and what macOS adds is passed over."""
    files = {"submission_metadata.yml": METADATA, "submission_11/a.ipynb": ONE, ".DS_Store": "x"}
    return zipped(
        folder / "submissions.zip",
        {f"assignment_8046_export/{name}": text for name, text in files.items()}
        | {"__MACOSX/assignment_8046_export/._a.ipynb": "x"},
    )


@case(("Ben Smith_1", 1, ["x = 1"]), ("Cleo Smith_cleo@uni.example", 1, ["x = 1"]))
def gradescope_group(folder: Path) -> Path:
    """A group's submission is each member's."""
    return lay(folder / "in", {"submission_metadata.yml": _PAIR, "submission_12/a.ipynb": ONE})


@case(
    ("Jo_1", 1, ["x = 1"]),
    ("Jo_2", 1, ["x = 2"]),
    ("Jo_submission_3", 1, ["x = 1"]),
    ("Jo_submission_4", 1, ["x = 2"]),
)
def gradescope_same_name(folder: Path) -> Path:
    """Two students of one name are two, with numbers or without."""
    numbers = {1: "\n    :sid: '1'", 2: "\n    :sid: 2", 3: "", 4: ""}
    text = "".join(
        f"submission_{n}:\n  :submitters:\n  - :name: Jo{sid}\n" for n, sid in numbers.items()
    )
    files = {f"submission_{n}/a.ipynb": ONE if n % 2 else TWO for n in numbers}
    return lay(folder / "in", {"submission_metadata.yml": text, **files})


@case(("Ada Lovelace_4711", 1, ["x = 1"]), ("submission_99", 1, ["x = 2"]))
def gradescope_unknown_folder(folder: Path) -> Path:
    """A folder that the metadata do not know is its own name's."""
    return lay(
        folder / "in",
        {
            "submission_metadata.yml": METADATA,
            "submission_11/a.ipynb": ONE,
            "submission_99/a.ipynb": TWO,
        },
    )


@case(("submission_5", 1, ["x = 1"]))
def gradescope_nobody(folder: Path) -> Path:
    """A submission of nobody is its folder's name."""
    text = "submission_5:\n  :submitters: []\n"
    return lay(folder / "in", {"submission_metadata.yml": text, "submission_5/a.ipynb": ONE})


@case(("Ada Lovelace_4711", 1, Refused("no notebook .* a.pdf")))
def gradescope_without_notebook(folder: Path) -> Path:
    """A submission without a notebook is refused with the names of what is there."""
    return lay(folder / "in", {"submission_metadata.yml": METADATA, "submission_11/a.pdf": b"%PDF"})


@case(("Ada Lovelace_4711", 1, ["x = 1"]))
def gradescope_files(folder: Path) -> Path:
    """Files without folders are found by their own names."""
    text = METADATA.replace("submission_11:", "submission_11.zip:")
    return lay(
        folder / "in",
        {"submission_metadata.yml": text, "submission_11.zip": packed({"a.ipynb": ONE})},
    )


@case(("Ada_1", 1, ["x = 1"]))
def gradescope_tags(folder: Path) -> Path:
    """Tags that ask for objects make none, and Ruby's own times are read."""
    text = (
        "submission_1:\n  :submitters:\n  - !python/object/apply:os.system\n    :name: Ada\n"
        "    :sid: '1'\n  :created_at: !ruby/object:ActiveSupport::TimeWithZone\n"
        "    utc: &1 2026-02-01 22:58:00.5 Z\n    time: *1\n"
    )
    return lay(folder / "in", {"submission_metadata.yml": text, "submission_1/a.ipynb": ONE})


@case(("Ada Lovelace_4711", 1, ["x = 1"]))
def gradescope_second_metadata(folder: Path) -> Path:
    """A student's own metadata file deeper down is only a file."""
    return lay(
        folder / "in",
        {
            "submission_metadata.yml": METADATA,
            "submission_11/a.ipynb": ONE,
            "submission_11/submission_metadata.yml": _PAIR,
        },
    )
