"""The gate picture with sliders, where a notebook can have them."""

from __future__ import annotations

from course_lib.figures import Picture
from course_lib.pictures import draw_cell


def explore_cell(
    forget: float = 0.9,
    input: float = 0.3,  # noqa: A002 - the gate's own name
    output: float = 0.6,
) -> Picture:
    """Draws one LSTM cell, and puts sliders above it where ipywidgets is installed.

    Args:
        forget: opening of the forget gate at the start, from 0 to 1.
        input: opening of the input gate at the start, from 0 to 1.
        output: opening of the output gate at the start, from 0 to 1.

    Returns:
        The picture for these openings, which is there with or without sliders.
    """
    still = draw_cell(forget, input, output)
    try:
        import ipywidgets
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return still
    if get_ipython() is None:  # type: ignore[no-untyped-call]
        return still
    image = ipywidgets.Image(value=still.png(), format="png", width=640)
    sliders = {
        name: ipywidgets.FloatSlider(value, min=0, max=1, step=0.05, description=f"{name} gate")
        for name, value in (("forget", forget), ("input", input), ("output", output))
    }

    def redraw(_: object) -> None:
        image.value = draw_cell(**{name: slider.value for name, slider in sliders.items()}).png()

    for slider in sliders.values():
        slider.observe(redraw, names="value")
    display(ipywidgets.VBox([*sliders.values(), image]))  # type: ignore[no-untyped-call]
    return still
