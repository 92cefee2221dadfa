"""Views of the records for people: a cohort page, a page for each submission, and a CSV.

Nothing here grades and nothing here is kept: delete the folder and write it again.
"""

from __future__ import annotations

from autograder.report.site import write_report

__all__ = ["write_report"]
