"""Notebooks, scripts, zips and folders that no platform made."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import Corpus, Refused
from tests.intake.materials import ONE, TWO, lay, packed, zipped

PLAIN = Corpus()
case = PLAIN.case

_PERCENT = '''\
# ---
# jupyter:
#   jupytext:
#     text_representation: {format_name: percent}
# ---
# %% [markdown]
# # Gates

# %%
import numpy as np

# %% The forget gate tags=["otter_ignore"]
plot()

# %%
text = """
# %%
"""
'''


@case(
    ("ada", 1, ["x = 1"]),
    ("ben", 1, ["x = 2"]),
)
def flat_folder(folder: Path) -> Path:
    """A flat folder of notebooks has a student for each file."""
    return lay(folder / "in", {"ben.ipynb": TWO, "ada.ipynb": ONE})


@case(("ada", 1, ["x = 1"]))
def deep_folder(folder: Path) -> Path:
    """Folders are students, and what lies deeper in them is theirs too."""
    return lay(folder / "in", {"ada/week3/work/x.ipynb": ONE})


@case(
    ("ada", 1, ["x = 1"]),
    ("ada", 2, ["x = 2"]),
)
def two_notebooks(folder: Path) -> Path:
    """A second notebook in a student's folder is a second attempt."""
    return lay(folder / "in", {"ada/1.ipynb": ONE, "ada/2.ipynb": TWO})


@case(
    ("ada", 1, ["x = 1"]),
)
def otter_export(folder: Path) -> Path:
    """What otter exports is its student's; log, PDF and its own notes are passed over."""
    export = {
        "lstm_gates.ipynb": ONE,
        ".OTTER_LOG": b"\x80\x04",
        "lstm_gates.pdf": b"%PDF",
        "__zip_filename__": "lstm_gates_2026_01_28T12_00_00_000000.zip",
        "data/a.csv": "1",
    }
    zipped(folder / "in/ada/lstm_gates_2026_01_28T12_00_00_000000.zip", export)
    return folder / "in"


@case(
    ("lstm_gates_2026_11_28T12_34_56_123456", 1, ["x = 1"]),
    ("ada_2026_11_28", 1, ["x = 2"]),
)
def times_in_names(folder: Path) -> Path:
    """A time in a file's name does not make a download of Canvas."""
    zipped(folder / "in/lstm_gates_2026_11_28T12_34_56_123456.zip", {"a.ipynb": ONE})
    return lay(folder / "in", {"ada_2026_11_28.ipynb": TWO})


@case(("ada", 1, ["x = 1"]))
def wrapped_export(folder: Path) -> Path:
    """A zip wrapped in a zip by a platform is looked into once more."""
    zipped(folder / "in/ada.zip", {"export.zip": packed({"a.ipynb": ONE})})
    return folder / "in"


@case(("ada", 1, Refused("holds another zip")))
def thrice_wrapped(folder: Path) -> Path:
    """A zip in a zip in a zip is not opened."""
    inner = packed({"c.zip": packed({"a.ipynb": ONE})})
    zipped(folder / "in/ada.zip", {"b.zip": inner})
    return folder / "in"


@case(
    ("ada", 1, ["x = 1"]),
    ("ben", 1, ["x = 2"]),
)
def class_of_zips(folder: Path) -> Path:
    """A class of zips in a zip that is named itself is a class."""
    ada, ben = packed({"a.ipynb": ONE}), packed({"b.ipynb": TWO})
    return zipped(folder / "class.zip", {"ada.zip": ada, "ben/export.zip": ben})


@case(("ada", 1, Refused("holds 2 notebooks")))
def zip_for_two(folder: Path) -> Path:
    """A zip in a folder speaks for its student only."""
    zipped(folder / "in/ada.zip", {"ada.ipynb": ONE, "ben/x.ipynb": TWO})
    return folder / "in"


@case(("ada", 1, Refused("no notebook")))
def zip_of_pictures(folder: Path) -> Path:
    """A zip without a notebook is refused."""
    zipped(folder / "in/ada.zip", {"a.png": b"\x89PNG"})
    return folder / "in"


@case(
    ("Zoë", 1, ["x = 2"]),
    ("Zoë", 2, ["x = 1"]),
)
def composed_names(folder: Path) -> Path:
    """Two spellings of one name, as two systems write it, are one student."""
    return lay(folder / "in", {"Zo\u00eb/a.ipynb": ONE, "Zoe\u0308/a.ipynb": TWO})


@case(("ada", 1, ["x = 1"]), ("ben", 1, ["x = 2"]))
def browser_endings(folder: Path) -> Path:
    """A notebook that a browser saved as text is one."""
    return lay(folder / "in", {"ada.ipynb.txt": ONE, "ben.ipynb.json": TWO, "notes.txt": "no"})


@case(("ada", 1, ["x = 1"]))
def capital_ending(folder: Path) -> Path:
    """Endings in capitals are endings."""
    return lay(folder / "in", {"ada.IPYNB": ONE})


@case(
    ("ada", 1, ["import numpy as np", "plot()", 'text = """\n# %%\n"""']),
)
def percent_script(folder: Path) -> Path:
    """A percent script has its code cells, without text, without a marker inside a string."""
    return lay(folder / "in", {"ada.py": _PERCENT})


@case(
    ("ada", 1, ["a = 1\nb = 2", "c = 3"]),
)
def percent_script_of_windows(folder: Path) -> Path:
    """A percent script with Windows line ends and Spyder's markers is the same."""
    return lay(
        folder / "in",
        {"ada.py": "#%%\r\na = 1\r\nb = 2\r\n#%% [md]\r\n# hm\r\n#%% two\r\nc = 3\r\n"},
    )


@case(("ada", 1, ["a = 1", "b = 2"]))
def nbconvert_script(folder: Path) -> Path:
    """A script that nbconvert wrote is cut where its cells were."""
    head = "#!/usr/bin/env python\n# coding: utf-8\n\n# # Title\n\n"
    text = f"{head}# In[1]:\n\n\na = 1\n\n\n# In[ ]:\n\n\nb = 2\n"
    return lay(folder / "in", {"ada.py": text})


@case(
    (
        "ada",
        1,
        [
            "import otter\ngrader = otter.Notebook()\nx = 1",
            'grader.check("q1")',
            'y = """\ngrader.check("q2")\n"""',
            "grader.check('q2')",
        ],
    ),
)
def otter_script(folder: Path) -> Path:
    """An otter script without cells is cut at its checks, not at one in a string."""
    text = (
        "import otter\ngrader = otter.Notebook()\nx = 1\n"
        'grader.check("q1")  # mine\ny = """\ngrader.check("q2")\n"""\n'
        "grader.check('q2')\n"
    )
    return lay(folder / "in", {"ada.py": text})


@case(("ada", 1, ["x = 1"]))
def script_beside_notebook(folder: Path) -> Path:
    """Scripts beside a notebook are its author's modules."""
    return lay(folder / "in", {"ada/a.ipynb": ONE, "ada/numpy.py": "# %%\nx = 3"})


@case(
    ("solution", 1, ["x = 3"]),
)
def bare_script(folder: Path) -> Path:
    """A script that does not say what it is counts only if it is named itself."""
    return lay(folder / "in", {"solution.py": "x = 3\n"}) / "solution.py"


@case(("ada", 1, ["x = 1"]))
def module_among_submissions(folder: Path) -> Path:
    """A module among submissions is nobody."""
    return lay(folder / "in", {"ada.ipynb": ONE, "rename_files.py": "import os\n"})


@case(("ada", 1, ["x = 3"]))
def script_in_zip(folder: Path) -> Path:
    """A zip that holds one script and no notebook is that script."""
    zipped(folder / "in/ada.zip", {"work/a.py": "x = 3\n", "readme.md": "hi"})
    return folder / "in"


@case(("ada", 1, ["x = 3"]))
def scripts_in_zip(folder: Path) -> Path:
    """Of several scripts in a zip it is the one with cells."""
    zipped(folder / "in/ada.zip", {"a.py": "# %%\nx = 3\n", "tools.py": "def f(): pass\n"})
    return folder / "in"


@case(
    ("ada", 1, ["# coding: latin-1\nx = 'é'", "y = 1"]),
)
def script_in_latin_1(folder: Path) -> Path:
    """A script that says in which old encoding it is written is read in it."""
    text = "# coding: latin-1\nx = 'é'\n# %%\ny = 1\n"
    return lay(folder / "in", {"ada.py": text.encode("latin-1")})


@case(
    ("ada", 1, Refused("save it as UTF-8")),
)
def script_in_utf_7(folder: Path) -> Path:
    """A script in an encoding that nobody should use is refused."""
    return lay(folder / "in", {"ada.py": "# coding: utf-7\n# %%\nx = 1\n"})


@case(("ada", 1, Refused("not UTF-8")))
def script_that_is_no_text(folder: Path) -> Path:
    """A script that is no text is refused."""
    return lay(folder / "in", {"ada.py": b"# %%\nx = '\xe9'\n"})


@case(("ada", 1, Refused("larger than 2 MiB")))
def script_of_megabytes(folder: Path) -> Path:
    """A script of megabytes is refused."""
    return lay(folder / "in", {"ada.py": "# %%\n" + "x = 1\n" * 400_000})


@case(
    ("ada", 1, ["x = 1"]),
)
def hidden_copies(folder: Path) -> Path:
    """A notebook in another folder of the same student counts, hidden copies do not."""
    files = {
        "ada/a.ipynb": ONE,
        "ada/.ipynb_checkpoints/a.ipynb": TWO,
        "__MACOSX/ada/._a.ipynb": TWO,
    }
    return lay(folder / "in", {**files, "ada/.a.ipynb": TWO})


@case()
def empty_folder(folder: Path) -> Path:
    """An empty folder is nobody."""
    (folder / "in").mkdir()
    return folder / "in"


@case(("ada", 1, ["x = 1"]))
def notebook_named_itself(folder: Path) -> Path:
    """A notebook that was named itself is its file name's."""
    return lay(folder / "in", {"ada.ipynb": ONE}) / "ada.ipynb"


@case(
    ("week3", 1, ["x = 1"]),
    ("week3", 2, ["x = 2"]),
)
def folder_around_all(folder: Path) -> Path:
    """A folder around a whole class, as unpacking leaves it, is still one student: nobody knows."""
    return lay(folder / "in", {"week3/ada.ipynb": ONE, "week3/ben.ipynb": TWO})
