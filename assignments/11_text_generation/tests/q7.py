from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='the pigeon slips',
    points=0.75,
    hidden=False,
    failure_message='The seven lines of the picture were judged. Is what the pigeon does the only slip?',
)
def the_pigeon_slips(slips):
    lines = [
        "EXT. DUCK POND - DAWN",
        "THE GOAT",
        "No wigs without tiny clouds!",
        "(The crowd hums.)",
        "THE GOAT (CONT'D)",
        "Who sued my square sock?",
        "A PIGEON (CONT'D)",
    ]
    found = slips(lines)
    assert isinstance(found, (list, tuple)) and len(found) == 7, (
        "One bool for each of seven lines should come back. What does?"
    )
    marked = [line for line, slip in zip(lines, found) if slip]
    assert marked == lines[6:], (
        f"The slip in the picture is the last line, and yours are {marked}. Who spoke last?"
    )


@test_case(
    name='the grammar gets full marks',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A script of the grammar was marked, and a text that is no script. Full marks, and none?',
)
def the_grammar_gets_full_marks(score):
    import numpy as np
    from course_lib import write_script

    rng = np.random.default_rng(np.random.randint(2**31))
    names = {"lines_ok", "agree_ok", "scenes_ok", "novel"}
    text = write_script(6, rng)
    for known, novel in (((), 1.0), (set(text.split("\n")), 0.0)):
        marks = score(text, known)
        assert isinstance(marks, dict) and set(marks) == names, (
            f"Four marks should come back, {sorted(names)}. What does?"
        )
        wanted = {"lines_ok": 1.0, "agree_ok": 1.0, "scenes_ok": 1.0, "novel": novel}
        off = [name for name in sorted(names) if abs(marks[name] - wanted[name]) > 1e-9]
        assert not off, (
            f"The grammar makes no mistakes, and its marks came out wrong for {off}. Whom do they count?"
        )
    assert set(score("Meh.").values()) == {0.0}, (
        "A text without any whole scene should get four zeros. What does yours get?"
    )
