"""Grades on their way out: into a platform's own file, or as a table.

Records are the truth, an export is a view. Nobody is lost on the way and nobody is in a file twice:
whoever does not get into one is named.
"""
