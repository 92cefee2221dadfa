"""x."""
from course_lib.comparing import Comparison, compare, unpack
from course_lib.gradients import BAR, numeric_gradient, relative_error
