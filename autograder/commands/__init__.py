"""The commands of ``python -m autograder``, one module for each trade."""
