"""What every notebook of the course may import: colours, pictures, comparisons, gradients.

Nothing in here answers a question of any assignment, and importing it loads neither TensorFlow nor
pyplot: it is quick, and it changes no setting of yours.
"""

from __future__ import annotations

from course_lib.animations import Animation, animate
from course_lib.chaotic_series import mackey_glass
from course_lib.charts import draw_agreement, draw_bars, draw_lines
from course_lib.colours import COLOURS, LETTERS, colour
from course_lib.column_equations import draw_column_equation
from course_lib.column_pictures import (
    animate_columns,
    draw_columns,
    draw_cross,
    draw_importance,
)
from course_lib.comparing import Comparison, compare, unpack
from course_lib.convolution_equations import draw_convolution_equation
from course_lib.convolution_pictures import (
    animate_listening,
    draw_pipeline,
    draw_recordings,
    draw_wavelets,
)
from course_lib.decision_pictures import (
    animate_decision,
    decision_grid,
    draw_decision,
    draw_digits,
)
from course_lib.digit_films import load_digit_images, load_screensaver
from course_lib.direction_pictures import draw_both_ways
from course_lib.echo_pictures import draw_clipping, draw_echoes, draw_spirals
from course_lib.equations import draw_equation
from course_lib.figures import Picture
from course_lib.film_equations import draw_film_equation
from course_lib.film_pictures import animate_films, draw_frames
from course_lib.floor_pictures import animate_forecast, draw_floors, draw_whiskers
from course_lib.forecast_pictures import (
    animate_dream,
    draw_autocorrelation,
    draw_contest,
    draw_forecasts,
    draw_scores,
)
from course_lib.generated_series import (
    TimeSeries,
    ar1,
    random_walk,
    regime_series,
    seasonal_series,
    trend_series,
)
from course_lib.gradient_equations import draw_gradient_equation
from course_lib.gradients import BAR, STEP, numeric_gradient, relative_error
from course_lib.hatch_equations import draw_hatch
from course_lib.hatch_pictures import (
    animate_hatch,
    draw_answers,
    draw_exam,
    draw_note_plane,
    draw_notes,
    draw_switches,
)
from course_lib.hoots import Recordings, hoot_shapes, record_hoots
from course_lib.kiosk import KIOSK_FLOOR, Kiosk, open_kiosk
from course_lib.loss_cliff import animate_cliff, cliff_gradient, cliff_loss, draw_cliff
from course_lib.magpies import hatch_magpie
from course_lib.market_equations import draw_market_equation
from course_lib.market_pictures import (
    animate_shift,
    draw_illusion,
    draw_intervals,
    draw_ribbon,
)
from course_lib.neuron_equations import draw_neuron_equation
from course_lib.neuron_pictures import draw_net, draw_neuron
from course_lib.pictures import draw_cell
from course_lib.prices import PricePair, load_pair, synthetic_pair, trading_days
from course_lib.readiness import once_ready
from course_lib.real_series import (
    StockTable,
    load_commits,
    load_gallery,
    load_marriages,
    load_sea_temperature,
    load_stock_close,
    load_stock_table,
    load_unemployment,
)
from course_lib.recurrent_pictures import draw_rnn_equation, draw_unrolled
from course_lib.screenplay import (
    ScriptLine,
    in_order,
    read_line,
    script_bits,
    split_scenes,
    write_script,
)
from course_lib.script_pictures import (
    animate_typing,
    draw_marks,
    draw_next,
    draw_script,
    draw_unit,
)
from course_lib.series_equations import draw_series_equation
from course_lib.sliders import explore_cell
from course_lib.stack_pictures import draw_stack_equation, draw_staircase
from course_lib.state_maps import animate_reading, animate_whispers, draw_state_map
from course_lib.strips import draw_strips
from course_lib.tag_charts import draw_accuracies, draw_reach, draw_tagged_strip
from course_lib.tag_series import doughnut_strips, neighbour_signs
from course_lib.trains import animate_trains
from course_lib.window_pictures import animate_windows, draw_gallery, draw_parts, draw_windows
from course_lib.writing_equations import draw_writing_equation

__all__ = [
    "BAR",
    "COLOURS",
    "KIOSK_FLOOR",
    "LETTERS",
    "STEP",
    "Animation",
    "Comparison",
    "Kiosk",
    "Picture",
    "PricePair",
    "Recordings",
    "ScriptLine",
    "StockTable",
    "TimeSeries",
    "animate",
    "animate_cliff",
    "animate_columns",
    "animate_decision",
    "animate_dream",
    "animate_films",
    "animate_forecast",
    "animate_hatch",
    "animate_listening",
    "animate_reading",
    "animate_shift",
    "animate_trains",
    "animate_typing",
    "animate_whispers",
    "animate_windows",
    "ar1",
    "cliff_gradient",
    "cliff_loss",
    "colour",
    "compare",
    "decision_grid",
    "doughnut_strips",
    "draw_accuracies",
    "draw_agreement",
    "draw_answers",
    "draw_autocorrelation",
    "draw_bars",
    "draw_both_ways",
    "draw_cell",
    "draw_cliff",
    "draw_clipping",
    "draw_column_equation",
    "draw_columns",
    "draw_contest",
    "draw_convolution_equation",
    "draw_cross",
    "draw_decision",
    "draw_digits",
    "draw_echoes",
    "draw_equation",
    "draw_exam",
    "draw_film_equation",
    "draw_floors",
    "draw_forecasts",
    "draw_frames",
    "draw_gallery",
    "draw_gradient_equation",
    "draw_hatch",
    "draw_illusion",
    "draw_importance",
    "draw_intervals",
    "draw_lines",
    "draw_market_equation",
    "draw_marks",
    "draw_net",
    "draw_neuron",
    "draw_neuron_equation",
    "draw_next",
    "draw_note_plane",
    "draw_notes",
    "draw_parts",
    "draw_pipeline",
    "draw_reach",
    "draw_recordings",
    "draw_ribbon",
    "draw_rnn_equation",
    "draw_scores",
    "draw_script",
    "draw_series_equation",
    "draw_spirals",
    "draw_stack_equation",
    "draw_staircase",
    "draw_state_map",
    "draw_strips",
    "draw_switches",
    "draw_tagged_strip",
    "draw_unit",
    "draw_unrolled",
    "draw_wavelets",
    "draw_whiskers",
    "draw_windows",
    "draw_writing_equation",
    "explore_cell",
    "hatch_magpie",
    "hoot_shapes",
    "in_order",
    "load_commits",
    "load_digit_images",
    "load_gallery",
    "load_marriages",
    "load_pair",
    "load_screensaver",
    "load_sea_temperature",
    "load_stock_close",
    "load_stock_table",
    "load_unemployment",
    "mackey_glass",
    "neighbour_signs",
    "numeric_gradient",
    "once_ready",
    "open_kiosk",
    "random_walk",
    "read_line",
    "record_hoots",
    "regime_series",
    "relative_error",
    "script_bits",
    "seasonal_series",
    "split_scenes",
    "synthetic_pair",
    "trading_days",
    "trend_series",
    "unpack",
    "write_script",
]
