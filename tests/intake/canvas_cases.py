"""Canvas's bulk download: ``name[_LATE]_user_attachment_file``, all in one folder."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import Corpus, Refused
from tests.intake.materials import ONE, TWO, lay, packed, zipped

CANVAS = Corpus()
case = CANVAS.case


@case(
    ("byronanne_4712", 1, ["x = 2"]),
    ("lovelaceada_4711", 1, ["x = 1"]),
)
def canvas_files(folder: Path) -> Path:
    """Name and number are the student, whatever the file is called."""
    return lay(
        folder / "in",
        {
            "lovelaceada_4711_90210_lstm_gates.ipynb": ONE,
            "byronanne_4712_90211_my work (2).ipynb": TWO,
        },
    )


@case(("lovelaceada_4711", 1, ["x = 1"]))
def canvas_late(folder: Path) -> Path:
    """A late mark is no part of the name."""
    return lay(folder / "in", {"lovelaceada_LATE_4711_90210_a.ipynb": ONE})


@case(
    ("anon_x7Bq2", 1, ["x = 1"]),
    ("anon_Zz9aa", 1, ["x = 2"]),
)
def canvas_anonymous(folder: Path) -> Path:
    """Anonymous students are their codes, late or not."""
    return lay(
        folder / "in",
        {"anon_x7Bq2_90210_a.ipynb": ONE, "LATE_anon_Zz9aa_90211_a.ipynb": TWO},
    )


@case(
    ("smithjo_11", 1, ["x = 1"]),
    ("smithjo_12", 1, ["x = 2"]),
)
def canvas_same_name(folder: Path) -> Path:
    """Two students of one name are two."""
    return lay(folder / "in", {"smithjo_11_9001_a.ipynb": ONE, "smithjo_12_9002_a.ipynb": TWO})


@case(
    ("müllerzoë_11", 1, ["x = 1"]),
    ("हिन्दी_13", 1, ["x = 1"]),
    ("山田太郎_12", 1, ["x = 2"]),
)
def canvas_unicode(folder: Path) -> Path:
    """Names in any script are names."""
    return lay(
        folder / "in",
        {
            "mu\u0308llerzoë_11_9001_a.ipynb": ONE,
            "山田太郎_12_9002_宿題.ipynb": TWO,
            "हिन्दी_13_9003_a.ipynb": ONE,
        },
    )


@case(
    ("ada_11", 1, ["x = 2"]),
    ("ada_11", 2, ["x = 1"]),
)
def canvas_two_attachments(folder: Path) -> Path:
    """Two attachments of one student are two attempts, in the order of their numbers."""
    return lay(folder / "in", {"ada_11_9010_a.ipynb": ONE, "ada_11_9009_b.ipynb": TWO})


@case(("ada_11", 1, ["x = 1"]), ("ada_11", 2, ["x = 2"]), ("ben_12", 1, ["x = 1"]))
def canvas_same_file_names(folder: Path) -> Path:
    """Files of one name, of one student or two, stay apart."""
    return zipped(
        folder / "s.zip",
        {
            "ada_11_9001_lstm_gates.ipynb": ONE,
            "ada_11_9003_lstm_gates.ipynb": TWO,
            "ben_12_9002_lstm_gates.ipynb": ONE,
        },
    )


@case(("ada_11", 1, ["x = 1"]))
def canvas_resubmitted(folder: Path) -> Path:
    """A number that Canvas adds for a resubmission changes nothing."""
    return lay(folder / "in", {"ada_11_9010_lstm_gates-2.ipynb": ONE})


@case(
    ("ada_11", 1, ["x = 1"]),
)
def canvas_pdf_beside(folder: Path) -> Path:
    """A PDF beside a notebook is passed over."""
    return lay(folder / "in", {"ada_11_9010_a.ipynb": ONE, "ada_11_9011_a.pdf": b"%PDF"})


@case(
    ("ada_11", 1, Refused("no notebook .* ada_11_9010_report.pdf")),
)
def canvas_pdf_only(folder: Path) -> Path:
    """Who handed in no notebook is told so and not forgotten."""
    return lay(folder / "in", {"ada_11_9010_report.pdf": b"%PDF"})


@case(
    ("ada_11", 1, Refused("text or a link")),
    ("ben_12", 1, Refused("text or a link")),
    ("cleo_13", 1, ["x = 1"]),
)
def canvas_entries(folder: Path) -> Path:
    """Text entries and links are refused with words."""
    return lay(
        folder / "in",
        {
            "ada_11_text.html": "<p>x = 1</p>",
            "ben_LATE_12_link.html": "<a>",
            "cleo_13_9010_a.ipynb": ONE,
        },
    )


@case(
    ("mallory_66", 1, ["x = 1"]),
)
def canvas_impersonation(folder: Path) -> Path:
    """A file name that imitates the platform speaks for nobody else."""
    return lay(folder / "in", {"mallory_66_9010_lovelaceada_4711_90210_a.ipynb": ONE})


@case(
    ("ada_11", 1, ["x = 1"]),
    ("ben_12", 1, Refused("holds 2 notebooks")),
)
def canvas_zip_of_exports(folder: Path) -> Path:
    """Otter's exports in the zip as Canvas sends it are looked into."""
    return zipped(
        folder / "course-gates submissions.zip",
        {
            "ada_11_9010_lstm_gates_2026_01_28T12_00_00_000000.zip": packed({"a.ipynb": ONE}),
            "ben_12_9011_all.zip": packed({"a.ipynb": ONE, "b.ipynb": TWO}),
        },
    )


@case(("ada_11", 1, ["x = 1"]), platform="canvas")
def canvas_folder_around(folder: Path) -> Path:
    """A folder around all files, as unpacking leaves it, is none of the names if one says so."""
    return zipped(folder / "s.zip", {"submissions/ada_11_9010_a.ipynb": ONE})


@case(("ada_11_9010_a", 1, ["x = 1"]), ("ben", 1, ["x = 2"]))
def canvas_mixed(folder: Path) -> Path:
    """Where one file is called otherwise, nobody guesses."""
    return lay(folder / "in", {"ada_11_9010_a.ipynb": ONE, "ben.ipynb": TWO})


@case(
    ("ada_1", 1, ["x = 1"]),
    ("ben", 1, ["x = 2"]),
    platform="canvas",
)
def canvas_named(folder: Path) -> Path:
    """Named as Canvas's, small numbers and strange files are taken as well."""
    return lay(folder / "in", {"ada_1_2_a.ipynb": ONE, "ben.ipynb": TWO, "grades.csv": "x"})


@case(("ada_11_9010_a", 1, ["x = 1"]), platform="plain")
def canvas_as_plain(folder: Path) -> Path:
    """Not named as Canvas's, its names can be had whole."""
    return lay(folder / "in", {"ada_11_9010_a.ipynb": ONE})


@case(("ada_11", 1, ["x = 3"]))
def canvas_script(folder: Path) -> Path:
    """A script is a submission, marked or not: its author is known."""
    return lay(folder / "in", {"ada_11_9010_a.py": "x = 3\n"})
