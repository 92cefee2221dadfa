"""What is broken, old, strange or meant to harm: a sentence for its author, or cells."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path

from tests.intake.corpus import Corpus, Refused
from tests.intake.materials import (
    ONE,
    TWO,
    claiming_size,
    lay,
    list_of_contents,
    notebook,
    packed,
    with_flag,
    zipped,
)

HOSTILE = Corpus()
case = HOSTILE.case


def _one(folder: Path, content: str | bytes, name: str = "ada.ipynb") -> Path:
    return lay(folder / "in", {name: content})


@case(("ada", 1, Refused("empty")))
def empty_file(folder: Path) -> Path:
    """An empty file is called empty."""
    return _one(folder, "")


@case(("ada", 1, Refused("empty")))
def blank_file(folder: Path) -> Path:
    """So is one of blanks."""
    return _one(folder, " \r\n\t" * 100)


@case(("ada", 1, Refused("JSON is broken")))
def cut_short(folder: Path) -> Path:
    """A notebook that was cut short is broken."""
    return _one(folder, notebook("x = 1" * 1000)[:700])


@case(("ada", 1, Refused("JSON is broken")))
def deep_json(folder: Path) -> Path:
    """JSON of a depth of 100000 is broken and nothing more."""
    return _one(folder, '{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")


@case(("ada", 1, Refused("JSON is broken")))
def deep_objects(folder: Path) -> Path:
    """Objects of a depth of 100000 too."""
    return _one(folder, '{"cells":' * 100_000)


@case(("ada", 1, Refused("more than can be read")))
def many_lists(folder: Path) -> Path:
    """Millions of empty lists are not made."""
    return _one(folder, '{"cells": [' + "[]," * 2_100_000 + "[]]}")


@case(("ada", 1, Refused("JSON is broken")))
def long_number(folder: Path) -> Path:
    """A number of 100000 digits is broken."""
    return _one(folder, '{"cells": ' + "9" * 100_000 + "}")


@case(("ada", 1, Refused("larger than 20 MiB")))
def huge_notebook(folder: Path) -> Path:
    """A notebook of 200 MB is too large, and is not read to its end."""
    path = _one(folder, ONE) / "ada.ipynb"
    os.truncate(path, 200 * 2**20)
    return folder / "in"


@case(("ada", 1, Refused("larger than 20 MiB")))
def bomb(folder: Path) -> Path:
    """Nor is one in a zip that is small."""
    return zipped(folder / "ada.zip", {"a.ipynb": b" " * (100 * 2**20)})


@case(("ada", 1, Refused("larger than 64 MiB")))
def nested_bomb(folder: Path) -> Path:
    """Nor in a zip in a zip."""
    inner = packed({"b.bin": b"0" * (70 * 2**20)}, zipfile.ZIP_STORED)
    return zipped(folder / "ada.zip", {"a.zip": inner})


@case(("ada", 1, Refused("damaged")))
def lying_size(folder: Path) -> Path:
    """A size that a zip claims is not believed."""
    data = claiming_size(packed({"a.ipynb": notebook("x" * 5000)}), 100)
    return _one(folder, data, "ada.zip")


@case(("ada", 1, Refused("holds 100000 files")))
def many_members(folder: Path) -> Path:
    """A zip of 100000 files is refused."""
    return _one(folder, list_of_contents(100_000), "ada.zip")


@case(("ada", 1, Refused("cannot be opened")))
def endless_members(folder: Path) -> Path:
    """One whose list of contents alone is huge is not even listed."""
    return _one(folder, list_of_contents(300_000), "ada.zip")


@case(("ada", 1, Refused("unusual way")))
def bzip2(folder: Path) -> Path:
    """Methods that inflate without end are not used."""
    return _one(folder, packed({"a.ipynb": ONE}, zipfile.ZIP_BZIP2), "ada.zip")


@case(("ada", 1, Refused("password")))
def password(folder: Path) -> Path:
    """A zip with a password is told apart from a broken one."""
    return _one(folder, with_flag(packed({"a.ipynb": ONE}), 1), "ada.zip")


@case(("ada", 1, Refused("cannot be opened")))
def cut_zip(folder: Path) -> Path:
    """A zip that was cut short cannot be opened."""
    return _one(folder, packed({"a.ipynb": notebook("x" * 5000)})[:-30], "ada.zip")


@case(("ada", 1, Refused("damaged")))
def flipped_zip(folder: Path) -> Path:
    """Bytes that changed on the way are noticed."""
    data = bytearray(packed({"a.ipynb": ONE}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    return _one(folder, bytes(data), "ada.zip")


@case(("ada", 1, Refused("no notebook")))
def empty_zip(folder: Path) -> Path:
    """An empty zip holds no notebook."""
    return _one(folder, packed({}), "ada.zip")


@case(("ada", 1, Refused("same name")))
def same_name_twice(folder: Path) -> Path:
    """Two files of one name in a zip: which counts is not guessed."""
    # Two names of one length, one of which is then overwritten with the other.
    data = packed({"a.ipynb": ONE, "b.ipynb": TWO}).replace(b"b.ipynb", b"a.ipynb")
    return _one(folder, data, "ada.zip")


@case(("ada", 1, Refused("holds a link")))
def link_in_zip(folder: Path) -> Path:
    """A link in a zip leads nowhere."""
    (folder / "in").mkdir()
    inside = zipfile.ZipInfo("a.ipynb")
    inside.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "in/ada.zip", "w") as archive:
        archive.writestr(inside, "/etc/passwd")
    return folder / "in"


@case(("ada", 1, ["x = 1"]))
def links_and_pipes(folder: Path) -> Path:
    """Links and pipes in a folder are passed over."""
    _one(folder, ONE)
    lay(folder / "secret", {"b.ipynb": TWO})
    (folder / "in/ben.ipynb").symlink_to(folder / "secret/b.ipynb")
    (folder / "in/cleo").symlink_to(folder / "secret")
    os.mkfifo(folder / "in/dan.ipynb")
    return folder / "in"


@case(("evil", 1, ["x = 1"]), ("etc", 1, ["x = 2"]), ("C:", 1, ["x = 2"]))
def zip_slip(folder: Path) -> Path:
    """Names that lead out of a zip are only labels."""
    names = {"../../evil.ipynb": ONE, "/etc/cron.d/x.ipynb": TWO, "C:\\up\\x.ipynb": TWO}
    return zipped(folder / "class.zip", names)


@case(("Zoë", 1, ["x = 1"]), ("ben", 1, ["x = 2"]))
def names_without_flag(folder: Path) -> Path:
    """Names in a zip that does not say that they are UTF-8 are read as it."""
    data = packed({"ZoXX.ipynb": ONE, "ben.ipynb": TWO}).replace(b"ZoXX", "Zoë".encode())
    return _one(folder, data, "class.zip") / "class.zip"


@case(("Zoδ", 1, ["x = 1"]), ("ben", 1, ["x = 2"]))
def names_in_code_page(folder: Path) -> Path:
    """Names in an old code page are somebody's, too."""
    data = packed({"ZoX.ipynb": ONE, "ben.ipynb": TWO}).replace(b"ZoX", b"Zo\xeb")
    return _one(folder, data, "class.zip") / "class.zip"


@case(("Zo\\xeb", 1, ["x = 1"]))
def names_that_are_no_text(folder: Path) -> Path:
    """A file whose name is no text has a student with an escape in the name."""
    (folder / "in").mkdir()
    (folder / "in" / os.fsdecode(b"Zo\xeb.ipynb")).write_text(ONE)
    return folder / "in"


@case(("ada", 1, ["x = 1"]))
def deep_folders(folder: Path) -> Path:
    """Folders in folders without end are not followed."""
    _one(folder, ONE)
    lay(folder / "in", {"/".join(["ben", *"d" * 60, "b.ipynb"]): TWO})
    return folder / "in"


@case(("ada", 1, ["x = 'é'"]))
def utf_16(folder: Path) -> Path:
    """A notebook in UTF-16, as a shell writes it, is read."""
    return _one(folder, notebook("x = 'é'").encode("utf-16"))


@case(("ada", 1, ["x = 1"]))
def byte_order_mark(folder: Path) -> Path:
    """A mark in front of UTF-8 is no part of it."""
    return _one(folder, ONE.encode("utf-8-sig"))


@case(("ada", 1, Refused("not UTF-8")))
def latin_1(folder: Path) -> Path:
    """A notebook in Latin-1 is refused: nobody guesses at letters."""
    text = json.dumps(json.loads(notebook("x = 'é'")), ensure_ascii=False)
    return _one(folder, text.encode("latin-1"))


@case(("ada", 1, ["x = '?'"]))
def half_a_character(folder: Path) -> Path:
    """Half a character in a cell becomes a question mark."""
    return _one(folder, notebook("x = 'HALF'").replace("HALF", "\\ud83d"))


@case(("ada", 1, ["a = 1\nb = 2\nc = 3"]))
def line_ends(folder: Path) -> Path:
    """Line ends of Windows and of old Macs are line ends."""
    return _one(folder, notebook("a = 1\r\nb = 2\rc = 3").replace(", ", ",\r\n"))


@case(("ada", 1, ["x = 1", "y = 2"]))
def format_3(folder: Path) -> Path:
    """A notebook of format 3 is read from its worksheets."""
    cells = [
        {"cell_type": "code", "language": "python", "input": ["x = 1"], "outputs": []},
        {"cell_type": "heading", "level": 1, "source": ["Gates"]},
        {"cell_type": "code", "language": "python", "input": "y = 2", "collapsed": False},
    ]
    old = {"metadata": {"name": ""}, "nbformat": 3, "worksheets": [{"cells": cells}]}
    return _one(folder, json.dumps(old))


@case(("ada", 1, ["x = 1"]))
def format_9(folder: Path) -> Path:
    """A notebook of a format that is yet to come is read as far as it can be."""
    return _one(folder, notebook("x = 1", nbformat=9))


@case(("ada", 1, Refused("format 4")))
def format_3_without_cells(folder: Path) -> Path:
    """A notebook of format 3 without cells is refused."""
    return _one(folder, '{"worksheets": [], "nbformat": 3}')


@case(("ada", 1, ["x = 1"]))
def colab(folder: Path) -> Path:
    """What Colab leaves, ids in the metadata and none on the cells, is read."""
    cell = {
        "cell_type": "code",
        "source": ["x = 1"],
        "execution_count": None,
        "outputs": [],
        "metadata": {"id": "abc", "colab": {"base_uri": "https://localhost:8080/"}},
    }
    whole = {
        "nbformat": 4,
        "nbformat_minor": 0,
        "cells": [cell],
        "metadata": {"colab": {"provenance": []}, "language_info": {"name": "python"}},
    }
    return _one(folder, json.dumps(whole))


@case(("ada", 1, ["x = 1"]))
def vs_code(folder: Path) -> Path:
    """What VS Code leaves, without ids and with its own words, is read."""
    cell = {"cell_type": "code", "source": ["x = 1"], "metadata": {"vscode": {"id": "py"}}}
    return _one(folder, notebook(cells=[cell], metadata={}, nbformat_minor=2))


@case(("ada", 1, ["x = 1", "x = 2"]))
def same_ids(folder: Path) -> Path:
    """Cells that share an id are cells of their own."""
    whole = json.loads(notebook("x = 1", "x = 2"))
    for cell in whole["cells"]:
        cell["id"] = "c0"
    return _one(folder, json.dumps(whole))


@case(("ada", 1, ["x = 1"]))
def strange_cells(folder: Path) -> Path:
    """Cells that are none are passed over."""
    strange = [None, 3, [], {}, {"cell_type": ["code"]}, {"cell_type": "code", "source": {"a": 1}}]
    good = {"cell_type": "code", "id": 7, "source": ["x", None, " = 1"], "metadata": []}
    return _one(folder, notebook(cells=[*strange, good]))


@case(("ada", 1, Refused("2001 cells")))
def many_cells(folder: Path) -> Path:
    """A notebook of thousands of cells is refused."""
    return _one(folder, notebook(*["x = 1"] * 2001))


@case(("ada", 1, ["x = 1"]))
def same_keys(folder: Path) -> Path:
    """Of two keys of one name the last counts, as in Jupyter."""
    return _one(folder, '{"cells": 3, ' + ONE[1:])


@case(
    ("ada", 1, Refused("is a zip")),
    ("ben", 1, Refused("is a PDF")),
    ("cleo", 1, Refused("web page")),
    ("dan", 1, Refused("a picture")),
)
def other_kinds(folder: Path) -> Path:
    """A zip, a PDF, a page and a picture that are called notebooks are told by name."""
    return lay(
        folder / "in",
        {
            "ada.ipynb": packed({"a.ipynb": ONE}),
            "ben.ipynb": b"%PDF-1.7",
            "cleo.ipynb": "\n<!DOCTYPE html>",
            "dan.ipynb": b"\x89PNG\r\n",
        },
    )


@case(("ada", 1, Refused("cannot be opened")))
def notebook_called_zip(folder: Path) -> Path:
    """A notebook that is called a zip cannot be opened as one."""
    return _one(folder, ONE, "ada.zip")


@case(("ada", 1, ["x = 1"]))
def script_of_quotes(folder: Path) -> Path:
    """A script of nothing but quotes and hashes is cells, soon."""
    return _one(folder, "# %%\nx = 1\n# %% [md]\n" + "'\"" * 400_000, "ada.py")
