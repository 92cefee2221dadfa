"""The outside half of the sandbox: builds, limits, watches and kills boxes.

No student data is parsed here. A box is a process that answers on a channel; this package only
knows how to start one, what it uses, and how to end it.
"""

from autograder.sandbox.cage import Cage, Rung, SandboxError
from autograder.sandbox.ladder import choose_rung
from autograder.sandbox.live_box import Box, Ending
from autograder.sandbox.watchdog import patience_for

__all__ = ["Box", "Cage", "Ending", "Rung", "SandboxError", "choose_rung", "patience_for"]
