"""An invented rally, as a screenplay: what may be said there, who writes it, and who can read it.

The script is drawn from a grammar, so that there is as much of it as anybody wants, and so that the
bits that even a perfect writer must pay for it are known. Nobody in it is real, and nobody in it
knows what the rally is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import log2
from typing import NamedTuple

import numpy as np

SPEAKERS = ("A PIGEON", "DOCTOR NAP", "GRANNY GRAVEL", "MAYOR PICKLE", "SIR BUCKET", "THE GOAT")
"""Who may speak at the rally; no two begin with the same letter."""

WORDS = {
    "place": (
        "EXT. BUS STOP",
        "EXT. CAR PARK",
        "EXT. DUCK POND",
        "EXT. MUDDY HILL",
        "INT. BROOM CUPBOARD",
        "INT. LOST PROPERTY",
        "INT. SOUP TENT",
        "INT. TOWN HALL",
    ),
    "hour": (
        "ALMOST NOON",
        "DAWN",
        "DAY",
        "LATER THAN PLANNED",
        "NIGHT",
        "RAIN",
        "STILL TUESDAY",
        "TEA TIME",
    ),
    "crowd": (
        "agrees, mostly",
        "asks for soup",
        "blames the moon",
        "cheers",
        "claps twice",
        "counts to four",
        "faints politely",
        "forgets why",
        "gasps",
        "hums",
        "looks at the goat",
        "salutes a bin",
        "sings flat",
        "sits down",
        "takes a nap",
        "waves its spoons",
    ),
    "more": (
        "braver",
        "bigger",
        "cheaper",
        "damper",
        "faster",
        "fewer",
        "fluffier",
        "louder",
        "older",
        "quieter",
        "rounder",
        "wiser",
    ),
    "sort": (
        "borrowed",
        "damp",
        "enormous",
        "famous",
        "invisible",
        "lukewarm",
        "moody",
        "musical",
        "nervous",
        "polite",
        "secret",
        "sleepy",
        "slippery",
        "square",
        "suspicious",
        "tiny",
        "upside-down",
        "wobbly",
    ),
    "thing": (
        "bathtub",
        "biscuit",
        "button",
        "canoe",
        "carrot",
        "cloud",
        "cushion",
        "doorbell",
        "duckling",
        "kettle",
        "lighthouse",
        "moustache",
        "noodle",
        "onion",
        "pancake",
        "parsnip",
        "penguin",
        "pillow",
        "puddle",
        "sausage",
        "sock",
        "spoon",
        "statue",
        "teapot",
        "tractor",
        "trombone",
        "trumpet",
        "turnip",
        "umbrella",
        "wig",
    ),
    "relative": (
        "aunt",
        "barber",
        "cousin",
        "dentist",
        "landlord",
        "plumber",
        "teacher",
        "uncle",
    ),
    "did": (
        "adopted",
        "arrested",
        "buttered",
        "elected",
        "forgave",
        "insulted",
        "ironed",
        "married",
        "painted",
        "promoted",
        "rescued",
        "sued",
        "swallowed",
        "tickled",
    ),
    "do": (
        "adopt",
        "arrest",
        "butter",
        "elect",
        "forgive",
        "insult",
        "iron",
        "marry",
        "paint",
        "promote",
        "rescue",
        "sue",
        "swallow",
        "tickle",
    ),
    "number": (
        "A million",
        "Eleven",
        "Forty",
        "Nine",
        "Ninety",
        "Seven",
        "Six hundred",
        "Two",
    ),
}
"""The words of the rally by kind; in a draw, all words of a kind are equally likely."""

SPEECHES = (
    "I will <do> every <sort> <thing>!",
    "My <relative> <did> your <sort> <thing>.",
    "No <thing>s without <sort> <thing>s!",
    "We want <more> <thing>s and <sort> <thing>s!",
    "Who <did> my <sort> <thing>?",
    "<number> <sort> <thing>s cannot be wrong!",
)
"""What may be said at the rally; all six are equally likely."""

SLUG = "<place> - <hour>"
CROWD = "(The crowd <crowd>.)"
CUT = "CUT TO:"
CONTINUED = " (CONT'D)"

BEATS = (2, 3, 4, 5)
"""How many speeches a scene may have; all are equally likely."""

GOES_ON = 0.5
"""How likely it is that whoever spoke last speaks again."""

CROWD_STIRS = 0.4
"""How likely it is that the crowd does something after a speech."""


class ScriptLine(NamedTuple):
    """A line of the script that could be read.

    Attributes:
        kind: ``"slug"`` (where and when), ``"cue"`` (who speaks), ``"speech"``, ``"crowd"`` or
            ``"cut"``.
        speaker: who speaks, in a cue; empty otherwise.
        continued: whether (CONT'D) stands behind the speaker.
    """

    kind: str
    speaker: str = ""
    continued: bool = False


def write_script(scenes: int, rng: np.random.Generator) -> str:
    """Writes a script without a single mistake.

    Args:
        scenes: how many.
        rng: draws everything.

    Returns:
        The script; each line ends with a line break, and each scene with an empty line.
    """
    lines: list[str] = []
    for _ in range(scenes):
        lines.append(_filled(SLUG, rng))
        order: list[str] = []
        for _ in range(int(rng.choice(BEATS))):
            order.append(_next_speaker(order, rng))
            again = order[-2:] == order[-1:] * 2
            lines += [order[-1] + CONTINUED * again, _filled(_pick(SPEECHES, rng), rng)]
            if rng.random() < CROWD_STIRS:
                lines.append(_filled(CROWD, rng))
        lines += [CUT, ""]
    return "\n".join([*lines, ""])


def split_scenes(text: str) -> list[list[str]]:
    """Cuts a script into its scenes; what comes after the last empty line is left out.

    Args:
        text: a script, or what somebody takes for one.

    Returns:
        The lines of each scene, without empty ones.
    """
    parts = text.split("\n\n")[:-1]
    scenes = [[line for line in part.split("\n") if line] for part in parts]
    return [scene for scene in scenes if scene]


def read_line(line: str) -> ScriptLine | None:
    """Reads one line of a script by itself, without knowing what came before.

    Args:
        line: the line, without a line break.

    Returns:
        What kind of line it is, or ``None`` if there is no such line in the language of the rally.
    """
    match = _reader().fullmatch(line)
    if match is None:
        return None
    kind = next(name for name in ("slug", "cue", "speech", "crowd", "cut") if match[name])
    return ScriptLine(kind, match["speaker"] or "", match["more"] is not None)


def in_order(lines: Sequence[str]) -> bool:
    """Whether the lines of a scene can all be read and come in an order that makes sense.

    First a slug line; then at least one cue, each followed by its speech and perhaps by the crowd;
    at the end the cut. Whether (CONT'D) is where it should be is not asked here.

    Args:
        lines: one scene.

    Raises:
        TypeError: it is one text, which has characters and no lines.
    """
    if isinstance(lines, str):
        raise TypeError("in_order takes the lines of a scene; split_scenes cuts a text into them")
    kinds = [read.kind if (read := read_line(line)) else "noise" for line in lines]
    after = {
        "slug": "cue",
        "cue": "speech",
        "speech": "cue crowd cut",
        "crowd": "cue cut",
        "cut": "",
    }
    fits = all(later in after.get(earlier, "").split() for earlier, later in pairwise(kinds))
    return fits and kinds[:1] == ["slug"] and kinds[-1:] == ["cut"]


def script_bits(text: str) -> float:
    """How many bits a perfect writer, who knows the grammar by heart, has to pay for a script.

    Args:
        text: a script without mistakes, of whole scenes.

    Returns:
        Minus the logarithm, base two, of how likely the grammar is to write exactly this.

    Raises:
        ValueError: the grammar would never write this.
    """
    total = 0.0
    for scene in split_scenes(text):
        if not in_order(scene):
            raise ValueError("script_bits needs a script without mistakes")
        read = [line for line in map(read_line, scene) if line]
        spoken = [line.speaker for line in read if line.kind == "cue"]
        total += log2(len(BEATS)) + _choice_bits(SLUG) + log2(len(SPEAKERS))
        for before, now in pairwise(spoken):
            share = GOES_ON if before == now else (1 - GOES_ON) / (len(SPEAKERS) - 1)
            total -= log2(share)
        stirs = sum(line.kind == "crowd" for line in read)
        total += stirs * (_choice_bits(CROWD) - log2(CROWD_STIRS))
        total -= (len(spoken) - stirs) * log2(1 - CROWD_STIRS)
        total += sum(_speech_bits(line) for line in scene)
    return total


def _next_speaker(order: Sequence[str], rng: np.random.Generator) -> str:
    """Who speaks now, after those in ``order``."""
    if order and rng.random() < GOES_ON:
        return order[-1]
    return _pick([name for name in SPEAKERS if name not in order[-1:]], rng)


def _pick(words: Sequence[str], rng: np.random.Generator) -> str:
    """One of some words, all equally likely."""
    return words[int(rng.integers(len(words)))]


def _filled(form: str, rng: np.random.Generator) -> str:
    """A form with a word drawn for each of its places."""
    return re.sub(r"<(\w+)>", lambda match: _pick(WORDS[match[1]], rng), form)


def _choice_bits(form: str) -> float:
    """The bits of all choices in a form."""
    return sum(log2(len(WORDS[kind])) for kind in re.findall(r"<(\w+)>", form))


def _speech_bits(line: str) -> float:
    """The bits of a speech, its form among them; nothing for any other line."""
    for form in SPEECHES:
        if re.fullmatch(_pattern(form), line):
            return log2(len(SPEECHES)) + _choice_bits(form)
    return 0.0


@cache
def _pattern(form: str) -> str:
    """A form as a regular expression."""
    pieces = re.split(r"<(\w+)>", form)
    words = ["(?:" + "|".join(map(re.escape, WORDS[kind])) + ")" for kind in pieces[1::2]]
    fixed = [re.escape(piece) for piece in pieces[::2]]
    return "".join(a + b for a, b in zip(fixed, [*words, ""], strict=True))


@cache
def _reader() -> re.Pattern[str]:
    """A regular expression that tells all kinds of lines."""
    speeches = "|".join(map(_pattern, SPEECHES))
    speakers = "|".join(map(re.escape, SPEAKERS))
    cue = f"(?P<speaker>{speakers})(?P<more>{re.escape(CONTINUED)})?"
    kinds = {"slug": _pattern(SLUG), "cue": cue, "speech": speeches, "crowd": _pattern(CROWD)}
    kinds["cut"] = re.escape(CUT)
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))
