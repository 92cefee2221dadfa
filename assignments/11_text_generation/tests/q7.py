from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='the pigeon slips',
    points=0.75,
    hidden=False,
    failure_message='The seven lines of the picture were judged, and a scene with three slips. Are all of them found, and no others?',
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
    lines = [
        "INT. SOUP TENT - DAWN",
        "THE GOAT (CONT'D)",
        "Meh.",
        "THE GOAT",
        "Who sued my damp sock?",
        "A PIGEON",
    ]
    found = slips(list(lines))
    assert isinstance(found, (list, tuple)) and len(found) == 6, (
        "One bool for each of six lines should come back. What does?"
    )
    marked = [line for line, slip in zip(lines, found) if slip]
    assert marked == lines[1:4], (
        f"In the scene {lines} the slips are {lines[1:4]}, and yours are {marked}. Who has spoken before a scene begins, and "
        "who spoke last after a cue with a slip, or after a line that cannot be read?"
    )


@test_case(
    name='the grammar gets full marks',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A script of the grammar was marked, a text that is no script, and two scenes with known slips. Full marks, none, and those of the mini-case?',
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
    goat = "EXT. DUCK POND - DAWN\nTHE GOAT\nNo wigs without tiny clouds!\n(The crowd hums.)\n"
    goat += "THE GOAT (CONT'D)\nWho sued my square sock?\n"
    soup = "INT. SOUP TENT - DAWN\nTHE GOAT\nMeh.\nTHE GOAT (CONT'D)\nWho sued my square sock?\nCUT TO:\n\n"
    known = {"Who sued my square sock?"}
    for title, told, wanted in (
        ("the seven lines of the picture", goat + "A PIGEON (CONT'D)\n\n", (1, 2 / 3, 0, 1 / 2)),
        ("six of them, and a scene that says Meh", goat + "\n" + soup, (11 / 12, 1, 0, 1 / 3)),
    ):
        marks = score(told + "THE GOAT (CONT'D)\nMeh", known)
        for name, mark in zip(("lines_ok", "agree_ok", "scenes_ok", "novel"), wanted):
            assert abs(marks[name] - mark) < 1e-9, (
                f"For {title}, with two more lines that belong to no whole scene, {name} is {mark:.3f}, and yours is "
                f"{marks[name]:.3f}. Of which lines, cues, scenes or speeches is it a share?"
            )
