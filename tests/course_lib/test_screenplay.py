"""The rally's script: written without a mistake, read line by line, and paid for to the bit."""

from __future__ import annotations

from itertools import pairwise
from math import exp, log2

import numpy as np
import pytest

import course_lib
from course_lib import in_order, read_line, script_bits, split_scenes, write_script
from course_lib.screenplay import SPEAKERS, SPEECHES, WORDS

SCRIPT = write_script(400, np.random.default_rng(1))
SCENES = split_scenes(SCRIPT)


def test_the_grammar_makes_no_mistake() -> None:
    """Every line can be read, every scene is in order, and (CONT'D) is where it should be."""
    assert len(SCENES) == 400
    assert all(in_order(scene) for scene in SCENES)
    again = 0
    for scene in SCENES:
        cues = [line for line in map(read_line, scene) if line and line.kind == "cue"]
        assert 2 <= len(cues) <= 5
        assert not cues[0].continued
        for before, now in pairwise(cues):
            assert now.continued == (before.speaker == now.speaker)
            again += now.continued
    assert 0.8 < again / (2.5 * len(SCENES) / 2) < 1.2


def test_the_same_dice_write_the_same_script() -> None:
    """Everything comes from the generator that is handed over."""
    first, second, other = (write_script(3, np.random.default_rng(n)) for n in (4, 4, 5))
    assert first == second != other
    assert write_script(0, np.random.default_rng(0)) == ""


def test_lines_are_read_by_themselves() -> None:
    """Each kind is known by its form, whatever came before; what is misspelt is not read."""
    assert read_line("THE GOAT (CONT'D)") == ("cue", "THE GOAT", True)
    assert read_line("A PIGEON") == ("cue", "A PIGEON", False)
    assert read_line("Who sued my damp sock?") == ("speech", "", False)
    assert read_line("(The crowd hums.)") == ("crowd", "", False)
    assert read_line("EXT. DUCK POND - STILL TUESDAY") == ("slug", "", False)
    assert read_line("CUT TO:") == ("cut", "", False)
    for noise in ("", "Meh.", "THE GAOT", "Who sued my damp sock", " CUT TO:", "CUT TO:\n"):
        assert read_line(noise) is None


def test_a_scene_has_an_order() -> None:
    """A slug line, cues with their speeches, perhaps the crowd, and the cut."""
    good = ["INT. SOUP TENT - RAIN", "THE GOAT", "Who sued my damp sock?", "CUT TO:"]
    assert in_order(good)
    assert in_order([*good[:3], "(The crowd gasps.)", "CUT TO:"])
    for bad in (
        [],
        good[1:],
        good[:-1],
        [*good[:2], "CUT TO:"],
        [*good[:3], "(The crowd gasps.)", "(The crowd hums.)", "CUT TO:"],
        [good[0], "CUT TO:"],
        [good[0], "Meh.", *good[1:]],
        good + good,
    ):
        assert not in_order(bad), bad
    with pytest.raises(TypeError, match="split_scenes cuts a text into them"):
        in_order("\n".join(good))


def test_what_is_unfinished_belongs_to_no_scene() -> None:
    """The end of a text counts only from the empty line that closes a scene."""
    assert split_scenes("a\nb\n\nc\n\nd") == [["a", "b"], ["c"]]
    assert split_scenes("a\nb") == []
    assert split_scenes("\n\n\n\n") == []


def test_the_price_of_a_script_is_what_its_choices_cost() -> None:
    """By hand for one short scene, and near the mean that the grammar must have."""
    scene = (
        "INT. SOUP TENT - RAIN\nTHE GOAT\nWho sued my damp sock?\n(The crowd gasps.)\n"
        "THE GOAT (CONT'D)\nI will iron every tiny wig!\nCUT TO:\n\n"
    )
    things = log2(14) + log2(18) + log2(30) + log2(6)
    beats = 2 + 3 + 3 + log2(6) + 1 + 2 * things
    crowd = 4 - log2(0.4) - log2(0.6)
    assert script_bits(scene) == pytest.approx(beats + crowd)
    assert 0.31 < script_bits(SCRIPT) / len(SCRIPT) < 0.345
    with pytest.raises(ValueError, match="without mistakes"):
        script_bits(scene.replace("sued", "sude"))


def test_most_speeches_of_a_fresh_script_are_new() -> None:
    """Memorising a script as long as the notebook's does not help with another one."""
    known = set(write_script(1500, np.random.default_rng(2)).split("\n"))
    fresh = [line for scene in SCENES for line in scene if read_line(line) == ("speech", "", False)]
    assert 0.88 < np.mean([line not in known for line in fresh]) < 0.96


def test_names_words_and_forms_can_be_told_apart() -> None:
    """No word twice in a list, and no two speakers with the same first letter."""
    assert len({name[0] for name in SPEAKERS}) == len(SPEAKERS)
    assert all(len(set(words)) == len(words) for words in WORDS.values())
    assert len(set(SPEECHES)) == 6
    assert len(WORDS["did"]) == len(WORDS["do"])


def test_a_magpie_says_what_has_followed() -> None:
    """The longest glance decides, where it has been seen; where not, a shorter one does."""
    step = course_lib.hatch_magpie([0, 1, 2, 0, 1, 2, 0, 1, 3], 2, 5)
    logits, state = step(0, ())
    assert int(np.argmax(logits)) == 1
    logits, state = step(1, state)
    assert state == (0, 1)
    chances = np.exp(logits)
    assert chances.sum() == pytest.approx(1)
    assert 0.6 < chances[2] < 0.7
    assert 0.3 < chances[3] < 0.35
    assert chances[4] > 0
    logits, _ = step(1, (3, 3))
    assert np.exp(logits)[2] == pytest.approx(chances[2], abs=0.02)


def test_a_magpie_without_memory_counts_symbols() -> None:
    """With k = 0 the state stays empty; a nest that is too small is refused."""
    step = course_lib.hatch_magpie([0, 0, 0, 1], 0, 2)
    logits, state = step(1, ())
    assert state == ()
    assert 0.7 < exp(float(logits[0])) < 0.8
    with pytest.raises(ValueError, match="cannot keep 4"):
        course_lib.hatch_magpie([0, 1, 0, 1], 4, 2)
