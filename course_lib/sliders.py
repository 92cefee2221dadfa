"""The gate picture with sliders, where a notebook can have them."""

from __future__ import annotations

from course_lib.figures import Picture
from course_lib.pictures import draw_cell


def explore_cell(
    forget: float = 0.9,
    input: float = 0.3,  # noqa: A002 - the gate's own name
    output: float = 0.6,
) -> Picture | None:
    """Draws one LSTM cell, with sliders above it where ipywidgets is installed.

    The picture is an ordinary one in either case, so it stays when the notebook is printed or
    opened without widgets; a slider only replaces it by another.

    Args:
        forget: opening of the forget gate at the start, from 0 to 1.
        input: opening of the input gate at the start, from 0 to 1.
        output: opening of the output gate at the start, from 0 to 1.

    Returns:
        The picture, or None where it has already been shown below its sliders.
    """
    still = draw_cell(forget, input, output)
    try:
        import ipywidgets
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return still
    if get_ipython() is None:
        return still
    openings = {"forget": forget, "input": input, "output": output}
    sliders = {
        name: ipywidgets.FloatSlider(
            opening, min=0.0, max=1.0, step=0.05, description=f"{name} gate"
        )
        for name, opening in openings.items()
    }
    display(ipywidgets.VBox(list(sliders.values())))
    shown = display(still, display_id=True)

    def redraw(_: object) -> None:
        shown.update(draw_cell(**{name: slider.value for name, slider in sliders.items()}))

    for slider in sliders.values():
        slider.observe(redraw, names="value")
    return None
