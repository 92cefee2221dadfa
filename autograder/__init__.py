"""The autograder of the course Zero to Hero: Intro to LSTMs.

This package is never installed: it runs from a checkout, as ``python -m autograder``. Each folder
has one job, and ``docs/architecture.md`` draws how they fit together.
"""
