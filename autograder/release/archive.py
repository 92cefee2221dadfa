"""Zips whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN = 0o100644
_EXECUTABLE = 0o100755
_SCRIPTS = ("run_autograder", "setup.sh")


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """A zip with sorted names, one fixed time and fixed permissions.

    Members are stored, not deflated: builds of zlib differ in what they write.

    Args:
        members: content by name; names use ``/``.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            mode = _EXECUTABLE if name in _SCRIPTS else _PLAIN
            entry.external_attr = mode << 16
            archive.writestr(entry, members[name])
    return buffer.getvalue()


def read_zip(data: bytes) -> dict[str, bytes]:
    """The files of a zip that we made ourselves, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            entry.filename: archive.read(entry)
            for entry in archive.infolist()
            if not entry.is_dir()
        }
