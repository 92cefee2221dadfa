"""Moodle's bulk download: ``Full name_number_assignsubmission_file``, a folder or a prefix."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import Corpus, Refused
from tests.intake.materials import ONE, TWO, lay, packed, zipped

MOODLE = Corpus()
case = MOODLE.case

_FILE = "assignsubmission_file"
_TEXT = "assignsubmission_onlinetext"


@case(("Ada Lovelace_101", 1, ["x = 1"]), ("Ben Smith_102", 1, ["x = 2"]))
def moodle_folders(folder: Path) -> Path:
    """Name and number are the student."""
    return lay(
        folder / "in",
        {
            f"Ada Lovelace_101_{_FILE}/lstm_gates.ipynb": ONE,
            f"Ben Smith_102_{_FILE}/lstm_gates.ipynb": TWO,
        },
    )


@case(("Ada Lovelace_101", 1, ["x = 1"]))
def moodle_trailing_line(folder: Path) -> Path:
    """Older releases end the folder's name with a line."""
    return lay(folder / "in", {f"Ada Lovelace_101_{_FILE}_/a.ipynb": ONE})


@case(("Ada Lovelace_101", 1, ["x = 1"]), ("Ben Smith_102", 1, ["x = 2"]))
def moodle_flat(folder: Path) -> Path:
    """Without folders the same words stand in front of the file."""
    return lay(
        folder / "in",
        {
            f"Ada Lovelace_101_{_FILE}_lstm_gates.ipynb": ONE,
            f"Ben Smith_102_{_FILE}_b_2.ipynb": TWO,
        },
    )


@case(("Jo Smith_7", 1, ["x = 1"]), ("Jo Smith_8", 1, ["x = 2"]))
def moodle_same_name(folder: Path) -> Path:
    """Two students of one name are two."""
    return lay(
        folder / "in",
        {f"Jo Smith_7_{_FILE}/a.ipynb": ONE, f"Jo Smith_8_{_FILE}/a.ipynb": TWO},
    )


@case(("Zoë O'Neil-Strauß_7", 1, ["x = 1"]), ("山田 太郎_8", 1, ["x = 2"]))
def moodle_unicode(folder: Path) -> Path:
    """Names in any script, with marks and quotes, are names."""
    return lay(
        folder / "in",
        {
            f"Zoe\u0308 O'Neil-Strauß_7_{_FILE}/a.ipynb": ONE,
            f"山田 太郎_8_{_FILE}/宿題.ipynb": TWO,
        },
    )


@case(("Participant_7", 1, ["x = 1"]), ("Teilnehmer in_8", 1, ["x = 2"]))
def moodle_blind(folder: Path) -> Path:
    """Blind marking calls everybody a participant, in the site's language."""
    return lay(
        folder / "in",
        {f"Participant_7_{_FILE}/a.ipynb": ONE, f"Teilnehmer in_8_{_FILE}/a.ipynb": TWO},
    )


@case(("Default group", 1, ["x = 2"]), ("Team Gates_31", 1, ["x = 1"]))
def moodle_groups(folder: Path) -> Path:
    """A group is one student until a roster says who is in it; so are those without a group."""
    return lay(
        folder / "in",
        {f"Team Gates_31_{_FILE}/a.ipynb": ONE, f"Default group_{_FILE}/a.ipynb": TWO},
    )


@case(("Ada_1", 1, ["x = 1"]), ("Ben_2", 1, Refused("no notebook .* onlinetext.html")))
def moodle_online_text(folder: Path) -> Path:
    """What was typed beside a file is passed over; typed alone, it is refused."""
    return lay(
        folder / "in",
        {
            f"Ada_1_{_FILE}/a.ipynb": ONE,
            f"Ada_1_{_TEXT}/onlinetext.html": "see file",
            f"Ben_2_{_TEXT}/onlinetext.html": "x = 1",
        },
    )


@case(("Mallory_66", 1, ["x = 1"]))
def moodle_impersonation(folder: Path) -> Path:
    """A file name that imitates the platform speaks for nobody else."""
    return lay(folder / "in", {f"Mallory_66_{_FILE}_Ada Lovelace_101_{_FILE}_a.ipynb": ONE})


@case(("Mallory_66", 1, ["x = 1"]))
def moodle_impersonation_by_folder(folder: Path) -> Path:
    """A folder inside a folder that imitates the platform does not either."""
    return lay(folder / "in", {f"Mallory_66_{_FILE}/Ada Lovelace_101_{_FILE}/a.ipynb": ONE})


@case(("Ada_1", 1, ["x = 1"]))
def moodle_deep(folder: Path) -> Path:
    """Folders below a student's are theirs."""
    return lay(folder / "in", {f"Ada_1_{_FILE}/week 3/work/a.ipynb": ONE})


@case(("Ada_1", 1, ["x = 1"]), ("Ben_2", 1, ["x = 2"]))
def moodle_exports(folder: Path) -> Path:
    """Otter's export is looked into, and a data zip beside a notebook is not."""
    return lay(
        folder / "in",
        {
            f"Ada_1_{_FILE}/export.zip": packed({"a.ipynb": ONE}),
            f"Ben_2_{_FILE}/b.ipynb": TWO,
            f"Ben_2_{_FILE}/data.zip": packed({"a.csv": "1"}),
        },
    )


@case(("Ada_1", 1, ["x = 1"]), ("Ben_2", 1, ["x = 2"]))
def moodle_zip(folder: Path) -> Path:
    """The zip as Moodle sends it is read as it is."""
    return zipped(
        folder / "LSTM-Gates-4711.zip",
        {
            f"Ada_1_{_FILE}/a.ipynb": ONE,
            f"Ben_2_{_FILE}/export.zip": packed({"b.ipynb": TWO}),
        },
    )


@case(("al815 Ada Lovelace_1", 1, ["x = 1"]))
def moodle_login_in_front(folder: Path) -> Path:
    """A login in front of the name belongs to the name, until a roster knows better."""
    return lay(folder / "in", {f"al815 Ada Lovelace_1_{_FILE}/a.ipynb": ONE})
