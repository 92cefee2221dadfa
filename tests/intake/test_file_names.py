"""The parsers of file names, for any name: what a platform wrote is read back, no more."""

from __future__ import annotations

import os
import string

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograder.batch import intake_canvas, intake_moodle
from autograder.batch.file_names import label, labels, quoted, stem
from autograder.batch.handed import Owner
from autograder.batch.intake_gradescope import moment
from autograder.batch.store import folder_name

_IDS = st.integers(1, 10**15)
_LETTERS = st.text(st.characters(categories=["Ll", "Lo", "Mn"]), min_size=1, max_size=20)
_CODES = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
_ANY_TEXT = st.text(min_size=1, max_size=60)
_FULL_NAMES = st.text(
    st.characters(categories=["L", "Mn", "Zs", "Pd"]), min_size=1, max_size=30
).map(str.strip)


@given(_LETTERS, st.booleans(), _IDS, _IDS, _ANY_TEXT)
@settings(deadline=None)
def test_canvas_reads_back_what_it_wrote(
    name: str, late: bool, user: int, upload: int, file: str
) -> None:
    """Whatever a student calls a file, the name in front of it is the platform's."""
    written = f"{name}{'_LATE' if late else ''}_{user}_{upload}_{file}"
    parsed = intake_canvas.parse(written)
    assert parsed is not None
    assert Owner(f"{name}_{user}", name, (("canvas", str(user)),)) == parsed.owner
    assert (late, upload, file) == (parsed.late, parsed.upload, parsed.file)


@given(_CODES, st.booleans(), _IDS, _ANY_TEXT)
@settings(deadline=None)
def test_canvas_reads_back_anonymous_names(code: str, late: bool, upload: int, file: str) -> None:
    """The same for codes."""
    parsed = intake_canvas.parse(f"{'LATE_' if late else ''}anon_{code}_{upload}_{file}")
    assert parsed is not None
    assert (f"anon_{code}", late, upload) == (parsed.owner.label, parsed.late, parsed.upload)


@given(_FULL_NAMES, _IDS, _ANY_TEXT, st.booleans())
@settings(deadline=None)
def test_moodle_reads_back_what_it_wrote(name: str, number: int, file: str, old: bool) -> None:
    """In folders, of old releases too, and in front of files, whatever a student calls them."""
    assume(name)
    owner = Owner(f"{name}_{number}", name, (("moodle", str(number)),))
    folder = f"{name}_{number}_assignsubmission_file"
    assert intake_moodle.MoodleName(owner, "file", "") == intake_moodle.parse_folder(
        folder + "_" * old
    )
    assert intake_moodle.MoodleName(owner, "file", file) == intake_moodle.parse_file(
        f"{folder}_{file}"
    )


@given(_ANY_TEXT)
@settings(deadline=None)
def test_any_name_is_read_or_not(name: str) -> None:
    """Nothing in a name is an error, and nobody is nobody."""
    for parse in (intake_canvas.parse, intake_moodle.parse_file, intake_moodle.parse_folder):
        parsed = parse(name)
        assert parsed is None or parsed.owner.label
    assert stem(name)
    assert moment(name) is None or name[:2].isdigit()


@given(st.text(st.characters(categories=["Cs", "L"]), max_size=20))
@settings(deadline=None)
def test_half_a_character_can_be_written(name: str) -> None:
    """Wherever it comes from."""
    label(name).encode()


@given(st.binary(min_size=1, max_size=40))
@settings(deadline=None)
def test_any_bytes_are_a_label(raw: bytes) -> None:
    """Names that are no text can be written, and give a folder; labels hold no way out."""
    name = os.fsdecode(raw.replace(b"/", b"").replace(b"\0", b"") or b"x")
    label(name).encode()
    folder_name(label(name))
    parts = labels(raw.decode("cp437"))
    assert not {"", ".", ".."} & set(parts)
    assert not any("/" in part or "\\" in part for part in parts)


@given(st.lists(_ANY_TEXT, min_size=1, max_size=50))
@settings(deadline=None)
def test_a_sentence_quotes_few_names(names: list[str]) -> None:
    """However many and however long they are."""
    assert len(quoted(names)) < 250
