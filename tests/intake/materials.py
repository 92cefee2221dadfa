"""What the cases of the corpus are made of: notebooks and zips, honest and otherwise."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

Files = dict[str, str | bytes]


def notebook(*sources: str, assignment: str = "", **changes: Any) -> str:
    """A notebook of format 4.5 with these code cells."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "source": source, "metadata": {}, "outputs": []}
        for n, source in enumerate(sources)
    ]
    metadata = {"otter": {"assignment_name": assignment}} if assignment else {}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole | changes)


ONE = notebook("x = 1")
TWO = notebook("x = 2")


def lay(folder: Path, files: Files) -> Path:
    """Writes files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def packed(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same files as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def zipped(path: Path, files: Files) -> Path:
    """The same files as a zip on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(files))
    return path


def list_of_contents(count: int) -> bytes:
    """A zip that says it holds so many files, all of one name, and holds none of them."""
    name = b"lstm_gates.ipynb"
    head = struct.pack("<4s6H3L5H2L", b"PK\1\2", *[20, 20, 0, 0, 0, 33], *[0, 0, 0],
                       *[len(name), 0, 0, 0, 0], *[0, 0])  # fmt: skip
    contents = (head + name) * count
    # Beyond 65535 files the count of the old format does not matter to anybody.
    few = min(count, 0xFFFE)
    return contents + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, few, few, len(contents), 0, 0)


def with_flag(archive: bytes, flag: int) -> bytes:
    """A zip whose members all have a flag more."""
    changed = bytearray(archive)
    for magic, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = 0
        while (found := archive.find(magic, start)) >= 0:
            changed[found + offset] |= flag
            start = found + 4
    return bytes(changed)


def claiming_size(archive: bytes, size: int) -> bytes:
    """A zip whose members all claim to be of this size once they are inflated."""
    changed = bytearray(archive)
    for magic, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        found = archive.find(magic)
        changed[found + offset : found + offset + 4] = struct.pack("<L", size)
    return bytes(changed)
