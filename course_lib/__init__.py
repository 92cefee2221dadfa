"""What every notebook of the course may import: colours, pictures, comparisons, gradients.

Nothing in here answers a question of any assignment, and importing it loads neither TensorFlow nor
pyplot: it is quick, and it changes no setting of yours.
"""

from __future__ import annotations

from course_lib.animations import Animation, animate
from course_lib.charts import draw_agreement, draw_bars, draw_lines
from course_lib.colours import COLOURS, LETTERS, colour
from course_lib.comparing import Comparison, compare, unpack
from course_lib.equations import draw_equation
from course_lib.figures import Picture
from course_lib.gradients import BAR, STEP, numeric_gradient, relative_error
from course_lib.pictures import draw_cell
from course_lib.readiness import once_ready
from course_lib.sliders import explore_cell
from course_lib.strips import draw_strips

__all__ = [
    "BAR",
    "COLOURS",
    "LETTERS",
    "STEP",
    "Animation",
    "Comparison",
    "Picture",
    "animate",
    "colour",
    "compare",
    "draw_agreement",
    "draw_bars",
    "draw_cell",
    "draw_equation",
    "draw_lines",
    "draw_strips",
    "explore_cell",
    "numeric_gradient",
    "once_ready",
    "relative_error",
    "unpack",
]
